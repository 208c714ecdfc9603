#include "extract/metadata.h"

#include <stdbool.h>

#include "common/clock.h"
#include "common/utf8.h"
#include "extract/plain.h"

#define NAME_RUNES 60 /* longer ones are no names */

enum field {
	FIELD_TITLE,
	FIELD_AUTHOR,
	FIELD_SECTION,
	FIELD_CANONICAL,
	FIELD_SITENAME,
	FIELD_BODY,
	FIELD_PUBLISHED,
	FIELD_MODIFIED,
	FIELD_NONE,
};

struct key {
	const char *name;
	enum field field;
};

/* Names of <meta> (name= or property=), the more exact first. */
static const struct key meta_keys[] = {
	{ "og:title", FIELD_TITLE },
	{ "twitter:title", FIELD_TITLE },
	{ "dc.title", FIELD_TITLE },
	{ "sailthru.title", FIELD_TITLE },
	{ "parsely-title", FIELD_TITLE },
	{ "article:author", FIELD_AUTHOR },
	{ "author", FIELD_AUTHOR },
	{ "dc.creator", FIELD_AUTHOR },
	{ "sailthru.author", FIELD_AUTHOR },
	{ "parsely-author", FIELD_AUTHOR },
	{ "byl", FIELD_AUTHOR },
	{ "article:section", FIELD_SECTION },
	{ "section", FIELD_SECTION },
	{ "parsely-section", FIELD_SECTION },
	{ "og:url", FIELD_CANONICAL },
	{ "og:site_name", FIELD_SITENAME },
	{ "article:published_time", FIELD_PUBLISHED },
	{ "og:article:published_time", FIELD_PUBLISHED },
	{ "article:published", FIELD_PUBLISHED },
	{ "mediator_published_time", FIELD_PUBLISHED },
	{ "parsely-pub-date", FIELD_PUBLISHED },
	{ "sailthru.date", FIELD_PUBLISHED },
	{ "datepublished", FIELD_PUBLISHED },
	{ "date_published", FIELD_PUBLISHED },
	{ "publish-date", FIELD_PUBLISHED },
	{ "publish_date", FIELD_PUBLISHED },
	{ "publication_date", FIELD_PUBLISHED },
	{ "published_at", FIELD_PUBLISHED },
	{ "pubdate", FIELD_PUBLISHED },
	{ "dc.date.issued", FIELD_PUBLISHED },
	{ "dc.date.created", FIELD_PUBLISHED },
	{ "dcterms.created", FIELD_PUBLISHED },
	{ "dcterms.issued", FIELD_PUBLISHED },
	{ "dc.date", FIELD_PUBLISHED },
	{ "cxenseparse:recs:publishtime", FIELD_PUBLISHED },
	{ "date", FIELD_PUBLISHED },
	{ "og:published_time", FIELD_PUBLISHED },
	{ "article:modified_time", FIELD_MODIFIED },
	{ "og:updated_time", FIELD_MODIFIED },
	{ "last-modified", FIELD_MODIFIED },
	{ "dcterms.modified", FIELD_MODIFIED },
	{ "dc.date.modified", FIELD_MODIFIED },
	{ NULL, FIELD_NONE },
};

/* Properties of schema.org's Article as microdata. */
static const struct key item_keys[] = {
	{ "headline", FIELD_TITLE },
	{ "author", FIELD_AUTHOR },
	{ "articleSection", FIELD_SECTION },
	{ "datePublished", FIELD_PUBLISHED },
	{ "dateCreated", FIELD_PUBLISHED },
	{ "dateModified", FIELD_MODIFIED },
	{ NULL, FIELD_NONE },
};

struct metadata
metadata_none(void)
{
	return (
	    struct metadata){ .published = CLOCK_NONE, .modified = CLOCK_NONE };
}

void
metadata_text(struct arena *arena, struct str *field, struct str value)
{
	value = plain_squeeze(arena, plain_head(value, METADATA_TEXT));
	if (field->n == 0 && value.n > 0 && utf8_valid(value) == value.n)
		*field = value;
}

static bool
is_name(struct str name)
{
	const struct plain_size size = plain_measure(name);
	return size.letters >= 2 && size.runes <= NAME_RUNES &&
	    size.digits == 0 && size.words <= 6 &&
	    str_find(name, STR("://")) == name.n &&
	    str_chr(name, '@') == name.n && str_chr(name, '/') == name.n;
}

static void
add_author(struct arena *arena, struct metadata *m, struct str name)
{
	name = str_trim(name);
	if (!is_name(name) || m->nauthors == METADATA_AUTHORS)
		return;
	for (size_t i = 0; i < m->nauthors; i++)
		if (plain_likeness(arena, m->authors[i], name) >= 1.0)
			return;
	m->authors[m->nauthors++] = name;
}

void
metadata_authors(struct arena *arena, struct metadata *m, struct str value)
{
	value = plain_squeeze(arena, plain_head(value, METADATA_TEXT));
	if (str_is_nocase(str_head(value, 3), "by "))
		value = str_from(value, 3);
	const size_t colon = str_chr(value, ':');
	if (colon < value.n && str_find(value, STR("://")) == value.n)
		value = str_from(value, colon + 1); /* "Author: A. B." */
	struct str part;
	while (str_cut(&value, ',', &part)) {
		const size_t at = str_find(part, STR(" and "));
		add_author(arena, m, str_head(part, at));
		if (at < part.n)
			add_author(arena, m, str_from(part, at + 5));
	}
}

static enum field
field_of(const struct key *keys, struct str name, size_t *rank)
{
	const int first = name.n > 0 ? name.s[0] | 0x20 : 0;
	for (*rank = 0; keys[*rank].name != NULL; (*rank)++)
		if ((keys[*rank].name[0] | 0x20) == first &&
		    str_is_nocase(name, keys[*rank].name))
			break;
	return keys[*rank].field;
}

struct reading {
	const struct dates *dates;
	struct arena *arena;
	struct metadata *m;
};

static void
set_time(const struct reading *r, int64_t *field, struct str value)
{
	if (*field == CLOCK_NONE)
		*field = dates_read(r->dates, r->arena, value);
}

static void
set_field(const struct reading *r, enum field field, struct str value)
{
	struct metadata *m = r->m;
	switch (field) {
	case FIELD_TITLE:
		metadata_text(r->arena, &m->title, value);
		break;
	case FIELD_AUTHOR:
		metadata_authors(r->arena, m, value);
		break;
	case FIELD_SECTION:
		metadata_text(r->arena, &m->section, value);
		break;
	case FIELD_CANONICAL:
		metadata_text(r->arena, &m->canonical, value);
		break;
	case FIELD_SITENAME:
		metadata_text(r->arena, &m->sitename, value);
		break;
	case FIELD_PUBLISHED:
		set_time(r, &m->published, value);
		break;
	case FIELD_MODIFIED:
		set_time(r, &m->modified, value);
		break;
	case FIELD_BODY:
	case FIELD_NONE:
		break;
	}
}

/* What an element says: its content, its datetime, or its text. */
static struct str
value_of(struct arena *arena, const struct node *n)
{
	const struct str content = node_attr(n, ATTR_CONTENT);
	if (content.n > 0)
		return content;
	const struct str datetime = node_attr(n, ATTR_DATETIME);
	return datetime.n > 0 ? datetime : node_text(arena, n, METADATA_TEXT);
}

/* The name within an author's item, or the item itself. */
static const struct node *
author_name(const struct node *item)
{
	for (const struct node *n = item; n != NULL; n = node_after(item, n))
		if (node_has(n, ATTR_ITEMPROP, "name"))
			return n;
	return item;
}

void
metadata_itemprop(const struct dates *dates, struct arena *arena,
    const struct dom *dom, struct metadata *m)
{
	const struct reading r = { dates, arena, m };
	for (const struct node *n = dom->root; n != NULL;
	     n = node_after(dom->root, n)) {
		struct str props = node_attr(n, ATTR_ITEMPROP);
		struct str prop;
		while (str_cut(&props, ' ', &prop)) {
			size_t rank;
			const enum field field =
			    field_of(item_keys, prop, &rank);
			if (field == FIELD_NONE)
				continue;
			const struct node *from =
			    field == FIELD_AUTHOR ? author_name(n) : n;
			set_field(&r, field, value_of(arena, from));
		}
	}
}

#define META_KEYS (sizeof(meta_keys) / sizeof(meta_keys[0]))

static void
read_link(const struct reading *r, const struct node *n)
{
	if (node_has(n, ATTR_REL, "canonical"))
		metadata_text(r->arena, &r->m->canonical,
		    node_attr(n, ATTR_HREF));
}

void
metadata_meta(const struct dates *dates, struct arena *arena,
    const struct dom *dom, struct metadata *m)
{
	const struct reading r = { dates, arena, m };
	struct str values[META_KEYS] = { { NULL, 0 } };
	for (const struct node *n = dom->root; n != NULL;
	     n = node_after(dom->root, n)) {
		if (n->tag == TAG_LINK)
			read_link(&r, n);
		if (n->tag != TAG_META)
			continue;
		struct str name = node_attr(n, ATTR_PROPERTY);
		if (name.n == 0)
			name = node_attr(n, ATTR_NAME);
		const struct str value = node_attr(n, ATTR_CONTENT);
		size_t rank;
		const enum field field = field_of(meta_keys, name, &rank);
		if (field != FIELD_NONE && values[rank].n == 0)
			values[rank] = value;
	}
	for (size_t i = 0; i < META_KEYS; i++)
		if (values[i].n > 0 &&
		    (meta_keys[i].field != FIELD_AUTHOR || m->nauthors == 0))
			set_field(&r, meta_keys[i].field, values[i]);
}

/* The first <time> that holds a date, among those behind `from`. */
static int64_t
first_time(const struct reading *r, const struct dom *dom, size_t from)
{
	for (const struct node *n = dom->root; n != NULL;
	     n = node_after(dom->root, n)) {
		if (n->tag != TAG_TIME || n->index < from)
			continue;
		const int64_t at =
		    dates_read(r->dates, r->arena, value_of(r->arena, n));
		if (at != CLOCK_NONE)
			return at;
	}
	return CLOCK_NONE;
}

void
metadata_markup(const struct dates *dates, struct arena *arena,
    const struct dom *dom, struct metadata *m)
{
	const struct reading r = { dates, arena, m };
	const struct node *title = node_find(dom->root, TAG_TITLE);
	const struct node *h1 = node_find(dom->root, TAG_H1);
	if (title != NULL)
		metadata_text(arena, &m->title,
		    node_text(arena, title, METADATA_TEXT));
	if (h1 != NULL)
		m->published = first_time(&r, dom, h1->index);
	if (m->published == CLOCK_NONE)
		m->published = first_time(&r, dom, 0);
	for (const struct node *n = dom->root; n != NULL;
	     n = node_after(dom->root, n))
		if (n->tag != TAG_LINK && node_has(n, ATTR_REL, "author"))
			metadata_authors(arena, m,
			    node_text(arena, n, METADATA_TEXT));
}
