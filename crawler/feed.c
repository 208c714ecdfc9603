#include "crawler/feed.h"

#include "common/clock.h"
#include "crawler/xml.h"

struct walk {
	struct finds *to;
	bool inside;     /* an item or entry */
	struct str link; /* arena */
	struct str guid; /* arena; an address only when nothing forbids it */
	bool guid_is_link;
	int64_t published;
	int64_t updated;
};

static struct str
local_name(struct str name)
{
	const size_t colon = str_chr(name, ':');
	return colon < name.n ? str_from(name, colon + 1) : name;
}

static bool
is_entry(struct str name)
{
	return str_is(name, "item") || str_is(name, "entry");
}

/* Atom: the link without a rel, or with rel="alternate", is the page. */
static void
atom_link(struct walk *w, const char *const *attrs)
{
	const struct str href = xml_attr(attrs, "href");
	const struct str rel = xml_attr(attrs, "rel");
	if (href.s != NULL && (rel.s == NULL || str_is(rel, "alternate")) &&
	    w->link.s == NULL)
		w->link = arena_str(w->to->arena, href);
}

/* RFC 5005: the page of a feed that holds the entries before these. */
static void
feed_link(struct walk *w, const char *const *attrs)
{
	const struct str href = xml_attr(attrs, "href");
	if (href.n > 0 && str_is(xml_attr(attrs, "rel"), "next") &&
	    w->to->next.s == NULL)
		w->to->next = arena_str(w->to->arena, href);
}

static void
on_open(void *arg, struct str name, const char *const *attrs)
{
	struct walk *w = arg;
	if (is_entry(local_name(name))) {
		*w = (struct walk){
			.to = w->to,
			.inside = true,
			.published = CLOCK_NONE,
			.updated = CLOCK_NONE,
		};
		return;
	}
	if (w->inside && str_is(name, "link"))
		atom_link(w, attrs);
	if (!w->inside && str_is(local_name(name), "link"))
		feed_link(w, attrs);
	if (w->inside && str_is(name, "guid"))
		w->guid_is_link =
		    !str_is_nocase(xml_attr(attrs, "isPermaLink"), "false");
}

static int64_t
date_of(struct str text)
{
	const int64_t at = clock_parse_http(text);
	return at != CLOCK_NONE ? at : clock_parse(text, 0);
}

static void
entry_end(struct walk *w)
{
	struct str url = w->link;
	if (url.n == 0 && w->guid_is_link &&
	    str_find(w->guid, STR("://")) < w->guid.n)
		url = w->guid;
	finds_add(w->to, url,
	    w->published != CLOCK_NONE ? w->published : w->updated, false);
	w->inside = false;
}

static void
on_close(void *arg, struct str name, struct str text)
{
	struct walk *w = arg;
	const struct str local = local_name(name);
	if (!w->inside)
		return;
	if (is_entry(local))
		entry_end(w);
	else if (str_is(name, "link") && text.n > 0 && w->link.s == NULL)
		w->link = arena_str(w->to->arena, text);
	else if (str_is(name, "guid"))
		w->guid = arena_str(w->to->arena, text);
	else if (str_is(local, "pubDate") || str_is(local, "published") ||
	    str_is(local, "date"))
		w->published = date_of(text);
	else if (str_is(local, "updated") || str_is(local, "modified"))
		w->updated = date_of(text);
}

enum rc
feed_read(struct str file, struct finds *to, struct err *err)
{
	struct walk walk = { .to = to };
	const struct xml_handler handler = {
		.open = on_open,
		.close = on_close,
		.arg = &walk,
	};
	return xml_read(file, &handler, err);
}
