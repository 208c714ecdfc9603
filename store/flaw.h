#ifndef STORE_FLAW_H
#define STORE_FLAW_H

#include <stddef.h>

#include "common/arena.h"
#include "common/rc.h"
#include "store/db.h"

/*
 * What is wrong in a database, one check at a time: each looks for its own
 * kind of flaw and finds FLAWS_MAX at most, as more say nothing new.  A check
 * that the file is too damaged for says so as a flaw.
 */
#define FLAWS_MAX 100

struct flaw {
	struct str result;
	struct str subject;
};

/* Of one check; memory is the arena's. */
struct flaws {
	struct arena *arena;
	struct flaw v[FLAWS_MAX];
	size_t n;
};

enum flaw_check {
	FLAW_FILE, /* as long as all the others together */
	FLAW_REFERENCES,
	FLAW_FIGURES,
	FLAW_SENTENCES,
	FLAW_WORDS,
	FLAW_VERSIONS,
	FLAW_READINGS,
	FLAW_STORIES,
	FLAW_OBSERVATIONS,
	FLAW_CHECKS,
};

const char *flaw_check_name(enum flaw_check);
void flaws_find(struct db *, enum flaw_check, struct flaws *);

#endif
