#ifndef STORE_WALK_H
#define STORE_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/extent.h"
#include "store/line.h"

/*
 * The walk along one lane of points, one at a time in the order they were
 * reported; the rules are told in line.h.  Private to line.c and walk.c.
 */
#define WALK_FORMER_MAX 256 /* values left, the newest kept */
#define WALK_DOUBT_MAX  16  /* values taken back and not forgotten */

/* A value the line has left, and when. */
struct former {
	struct extent value;
	size_t at; /* the point that said it; LINE_NOBODY: only stated */
	int64_t left;
};

/* Where the line stands. */
struct stand {
	struct extent value;
	size_t at; /* the point that moved it here */
	int64_t source;
	int64_t authority;
	bool sure; /* stated, or told by two stories */
	bool own;  /* moved by the source that stood for the value before */
};

/* A point that was taken for a move and then was not. */
struct doubt {
	size_t at;
	size_t nth; /* its place in the lane */
};

struct walk {
	struct line_point *v;
	const size_t *order; /* points of this lane */
	size_t n;
	size_t nth; /* the one at hand */
	const struct line_rule *rule;
	bool begun;
	struct stand now;
	struct stand before; /* what an unsure line goes back to */
	struct former former[WALK_FORMER_MAX];
	size_t nformer;
	struct doubt doubts[WALK_DOUBT_MAX];
	size_t ndoubts;
};

/* The next dated point: w->order[w->nth]. */
void walk_step(struct walk *);
/* A point without a date moves nothing; it can only be told apart.  One that
 * states a change goes before those that do not. */
void walk_undated(struct walk *, struct line_point *);
/* Gives a point its status and the point that it goes with. */
void walk_mark(struct line_point *, enum line_status, size_t other);

#endif
