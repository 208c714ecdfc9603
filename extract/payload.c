#include "extract/payload.h"

#include <stddef.h>

#include "common/http.h"
#include "extract/sniff.h"

#define STATUS_OK 200

static const struct media {
	const char *type;
	enum page_form form;
} media[] = {
	{ "text/html", PAGE_HTML },
	{ "application/xhtml+xml", PAGE_HTML },
	{ "text/plain", PAGE_TEXT },
};
#define MEDIA (sizeof(media) / sizeof(media[0]))

/* The type without its parameters. */
static struct str
bare_type(struct str type)
{
	return str_trim(str_head(type, str_chr(type, ';')));
}

enum rc
payload_form(struct str type, struct str body, enum page_form *form)
{
	const enum sniff is = sniff_bytes(body);
	const struct str bare = bare_type(type);
	if (is == SNIFF_XML || is == SNIFF_BINARY)
		return RC_END;
	*form = is == SNIFF_HTML ? PAGE_HTML : PAGE_TEXT;
	if (bare.n == 0)
		return RC_OK;
	for (size_t i = 0; i < MEDIA; i++) {
		if (str_is_nocase(bare, media[i].type)) {
			*form = media[i].form;
			return RC_OK;
		}
	}
	return RC_END;
}

enum rc
payload_read(struct arena *arena, struct page *page, struct buf *out,
    struct err *err)
{
	struct http_response http;
	bool cut;
	enum rc rc = http_parse(arena, page->body, &http, err);
	if (rc != RC_OK)
		return rc;
	page->type = http_get(&http, "Content-Type");
	if (http.status != STATUS_OK ||
	    payload_form(page->type, STR(""), &page->form) != RC_OK)
		return RC_END;
	struct str body = STR_NONE;
	rc = http_body_view(&http, out, &body, &cut, err);
	if (rc != RC_OK)
		return rc;
	page->body = body.n > 0 ? body : STR("");
	return payload_form(page->type, page->body, &page->form);
}
