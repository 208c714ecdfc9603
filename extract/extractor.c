#include "extract/extractor.h"

#include <stdlib.h>

#include "common/document.h"
#include "common/mem.h"
#include "common/record.h"
#include "common/utf8.h"
#include "extract/article.h"
#include "extract/figures.h"
#include "extract/page.h"
#include "extract/payload.h"

struct extractor {
	struct article *article;
	struct figures *figures;
};

enum rc
extractor_new(const struct config *config, struct extractor **out,
    struct err *err)
{
	struct extractor *x = mem_zero(1, sizeof(*x));
	*out = x;
	enum rc rc = article_new(config, &x->article, err);
	if (rc == RC_OK)
		rc = figures_new(config, &x->figures, err);
	return rc;
}

void
extractor_free(struct extractor *x)
{
	if (x == NULL)
		return;
	figures_free(x->figures);
	article_free(x->article);
	free(x);
}

/* A record already made: only its figures are found anew.  Without a language
 * the rules of the one it looks like run; the field stays as given. */
static enum rc
again(const struct extractor *x, struct arena *arena, const struct page *page,
    struct document *doc, struct err *err)
{
	enum rc rc = record_read(arena, page->body, doc, err);
	if (rc != RC_OK)
		return rc;
	const struct str lang = doc->lang;
	if (lang.n == 0)
		doc->lang = article_lang(x->article, arena, doc);
	rc = figures_find(x->figures, arena, doc, err);
	doc->lang = lang;
	return rc;
}

static enum rc
afresh(const struct extractor *x, struct arena *arena, const struct page *page,
    struct document *doc, struct err *err)
{
	enum rc rc = page->form == PAGE_HTML
	    ? article_html(x->article, arena, page, doc, err)
	    : article_text(x->article, arena, page, doc, err);
	doc->extractor = STR("sandyq-extract/" SANDYQ_VERSION);
	if (rc == RC_OK)
		rc = figures_find(x->figures, arena, doc, err);
	return rc;
}

/* Names and addresses may be any bytes; a record may not. */
static struct str
mended(struct arena *arena, struct str x)
{
	struct buf b;
	if (utf8_valid(x) == x.n)
		return x;
	buf_init(&b, 3 * x.n);
	(void)utf8_repair(x, &b);
	const struct str whole = arena_str(arena, buf_view(&b));
	buf_free(&b);
	return whole;
}

enum rc
extractor_work(void *extractor, struct arena *arena, struct str packed,
    struct buf *out, struct err *err)
{
	const struct extractor *x = extractor;
	struct page page;
	struct document doc;
	struct buf body;
	enum rc rc = RC_OK;
	if (!page_unpack(packed, &page))
		return err_set(err, RC_FAIL, "a page was lost on its way");
	page.url = mended(arena, page.url);
	page.source.path = mended(arena, page.source.path);
	page.source.record_id = mended(arena, page.source.record_id);
	buf_init(&body, PAGE_MAX);
	if (page.form == PAGE_HTTP)
		rc = payload_read(arena, &page, &body, err);
	if (rc == RC_OK)
		rc = page.form == PAGE_RECORD
		    ? again(x, arena, &page, &doc, err)
		    : afresh(x, arena, &page, &doc, err);
	if (rc == RC_OK)
		record_write(out, &doc);
	buf_free(&body);
	return rc == RC_END ? RC_OK : rc;
}
