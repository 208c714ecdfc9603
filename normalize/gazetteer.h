#ifndef NORMALIZE_GAZETTEER_H
#define NORMALIZE_GAZETTEER_H

#include <stddef.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * config/places.yaml: regions and towns with the forms that the press uses,
 * by the first word of each form.  A place without `kato` is the country.
 */
#define GAZETTEER_FORM_MAX 80 /* bytes */

struct place {
	struct str kato; /* empty: the whole country */
	struct str name;
};

struct gazetteer;
enum rc gazetteer_load(struct arena *, const char *path, struct gazetteer **,
    struct err *) MUST_CHECK;
/* The place whose form stands at the front of `folded` (a word begins there),
 * the longest form; *length is its bytes.  NULL when none does. */
const struct place *gazetteer_at(const struct gazetteer *, struct str folded,
    size_t *length);

#endif
