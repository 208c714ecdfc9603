#include "crawler/discover.h"

#include "common/buf.h"
#include "common/coding.h"
#include "crawler/endpoint.h"
#include "crawler/feed.h"
#include "crawler/links.h"
#include "crawler/sitemap.h"
#include "crawler/xml.h"

typedef enum rc list_read_fn(struct str, struct finds *, struct err *);

static enum rc
page_read(struct str file, struct finds *to, struct err *err)
{
	(void)err;
	links_read(file, to);
	return RC_OK;
}

/* By the first element, without a prefix. */
static const struct {
	const char *root;
	list_read_fn *read;
	bool announced;
} kinds[] = {
	{ "urlset", sitemap_read, true },
	{ "sitemapindex", sitemap_read, true },
	{ "rss", feed_read, true },
	{ "feed", feed_read, true },
	{ "RDF", feed_read, true },
};

/* A sitemap in plain text begins with an address. */
static bool
is_address(struct str file)
{
	if (str_starts(file, STR("\xef\xbb\xbf")))
		file = str_from(file, 3);
	file = str_trim(str_head(file, 64));
	return str_starts(file, STR("http://")) ||
	    str_starts(file, STR("https://"));
}

/* What tells of JSON, or NULL.  The form of a JSON Feed is known without. */
static const struct site_list *
json_how(const struct site_list *how, struct str type, struct str file)
{
	if (how != NULL && how->link.v.n > 0)
		return how;
	const struct str first = str_trim(str_head(file, 64));
	return str_find_nocase(type, STR("json")) < type.n &&
		str_starts(first, STR("{"))
	    ? endpoint_json_feed()
	    : NULL;
}

static enum rc
list_read(struct str type, struct str file, struct finds *to, bool *announced,
    struct err *err)
{
	struct str root = xml_root(file);
	const size_t colon = str_chr(root, ':');
	root = str_from(root, colon < root.n ? colon + 1 : 0);
	*announced = true;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_is(root, kinds[i].root))
			return kinds[i].read(file, to, err);
	if (root.s == NULL &&
	    (str_find_nocase(type, STR("text/plain")) == 0 || is_address(file)))
		return sitemap_read(file, to, err);
	*announced = false;
	return page_read(file, to, err);
}

/* sitemap.xml.gz: packed as a file, whatever the transfer did on top. */
static enum rc
unpack(struct str *file, struct buf *room, struct err *err)
{
	bool cut = false;
	struct buf plain;
	if (!str_starts(*file, STR("\x1f\x8b")))
		return RC_OK;
	buf_init(&plain, room->max);
	const enum rc rc =
	    coding_decode(coding_named(STR("gzip")), *file, &plain, &cut, err);
	buf_free(room);
	*room = plain;
	*file = buf_view(room);
	return rc;
}

enum rc
discover(const struct http_response *r, const struct discover_as *as,
    struct finds *to, bool *announced, struct err *err)
{
	bool cut = false;
	struct str file = STR_NONE;
	struct buf room;
	const struct str type = http_get(r, "Content-Type");
	buf_init(&room, as->max);
	enum rc rc = http_body_view(r, &room, &file, &cut, err);
	if (rc == RC_OK)
		rc = unpack(&file, &room, err);
	const struct site_list *how = json_how(as->json, type, file);
	*announced = true;
	if (rc == RC_OK && how != NULL)
		rc = endpoint_read(file, how, to, err);
	else if (rc == RC_OK)
		rc = list_read(type, file, to, announced, err);
	buf_free(&room);
	return rc;
}
