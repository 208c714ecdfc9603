#ifndef EXTRACT_METADATA_H
#define EXTRACT_METADATA_H

#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/str.h"
#include "extract/dates.h"
#include "extract/dom.h"

/*
 * What ONE source on a page says of its article.  Each reader fills a record
 * of its own; article.c states which source is believed first.  A field that
 * is not said is STR_NONE, CLOCK_NONE or empty.
 */
#define METADATA_AUTHORS 16
#define METADATA_TEXT    1000 /* bytes of one value */

struct metadata {
	struct str title;
	struct str authors[METADATA_AUTHORS];
	size_t nauthors;
	struct str section;
	struct str canonical; /* as written: may be relative */
	struct str sitename;
	struct str body; /* the whole article, where a source holds it */
	int64_t published;
	int64_t modified;
};

struct metadata metadata_none(void);

void metadata_itemprop(const struct dates *, struct arena *, const struct dom *,
    struct metadata *);
/* <meta> of the Open Graph protocol and its many relatives, <link>. */
void metadata_meta(const struct dates *, struct arena *, const struct dom *,
    struct metadata *);
/* <title>; the first <time> after the first <h1>, or anywhere; rel=author. */
void metadata_markup(const struct dates *, struct arena *, const struct dom *,
    struct metadata *);

/* Sets a field that nothing said yet. */
void metadata_text(struct arena *, struct str *field, struct str value);
/* Adds the names in a byline ("By A. B. and C. D."), each once. */
void metadata_authors(struct arena *, struct metadata *, struct str value);

#endif
