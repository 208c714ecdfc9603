#ifndef CRAWLER_GUESS_H
#define CRAWLER_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"
#include "crawler/shape.h"

/*
 * Guesses the `article` pattern of a site from addresses that feeds, sitemaps
 * and its home page name: those of one shape are one template's, shapes with a
 * number or a title are articles, and what varies within a shape is left open
 * only as far as it varies.
 */
#define GUESS_GROUPS_MAX   64 /* shapes that are told apart */
#define GUESS_PATTERNS_MAX 4  /* of them that go into the pattern */
#define GUESS_LEAST        3  /* addresses of a shape, or it is chance */

/* What the segments at one place of a shape have in common. */
struct guess_place {
	struct shape_segment first;
	bool same;        /* all are the first */
	bool joined;      /* all hold "-" */
	bool ends_number; /* all end in "-123" or "_123" */
	bool begins_number;
	size_t shortest; /* bytes */
	size_t longest;
};

struct guess_group {
	struct shape shape;
	struct guess_place places[SHAPE_SEGMENTS_MAX];
	size_t n; /* addresses */
};

struct guess {
	struct guess_group *groups; /* arena */
	size_t n;
};

struct guess guess_in(struct arena *);
/* The address must live as long as the guess. */
void guess_add(struct guess *, struct str url);
/* Appends the regular expression; false when nothing looks like articles.
 * `domain`: what all hosts end in. */
bool guess_pattern(const struct guess *, struct str domain, struct buf *);

#endif
