#ifndef STORE_CHANGE_H
#define STORE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "store/observation.h"

/*
 * What the figures of one series tell besides their values.
 *
 * moved: the line went from old to new; stated: a text says so and no page
 * showed it; stale: a value the line has left; contradiction: one beside the
 * line; revision: of one period, who said the old value says the new one;
 * edited: a page said something else before; plan: what was planned or
 * forecast of a period, and where its line stands since.
 */
enum change_kind {
	CHANGE_NONE = 0,
	CHANGE_MOVED = 1,
	CHANGE_STATED = 2,
	CHANGE_STALE = 4,
	CHANGE_CONTRADICTION = 8,
	CHANGE_REVISION = 16,
	CHANGE_EDITED = 32,
	CHANGE_PLAN = 64,
	CHANGE_NEWS = CHANGE_MOVED | CHANGE_STATED | CHANGE_REVISION,
	CHANGE_ALL = 127,
};

struct change {
	enum change_kind kind;
	const struct observation *said;
	const struct figure *old; /* what is left; NULL: nothing */
	const struct figure *new; /* where it stands */
};

struct change_list {
	struct change *v;
	size_t n;
};

/* In the order of the figures; memory is the arena's. */
void changes_of(struct arena *, const struct observations *,
    struct change_list *);

bool change_stated(const struct observation *); /* by the text itself */
struct str change_kind_name(enum change_kind);
enum change_kind change_kind_named(struct str); /* CHANGE_NONE: no such */
/* "27 -> 20", "27 again, now 20" */
struct str change_text(struct arena *, const struct change *);

#endif
