#ifndef EXTRACT_NEAR_H
#define EXTRACT_NEAR_H

#include <stdbool.h>
#include <stddef.h>

#include "common/str.h"
#include "extract/rules.h"

/*
 * One rule at one place: its pattern, and what stands right before it.
 *
 * `before` and `not_before` are asked of the NEAR_BYTES before the place
 * only, which keeps a rule's cost independent of the sentence's length.
 */
#define NEAR_BYTES 160

struct near_capture {
	struct str name;
	size_t start;
	size_t end;
};

struct near_match {
	size_t start; /* of the pattern's match */
	size_t end;
	size_t from; /* start, or the first bound, unit or sign before it */
	struct near_capture captures[2 * RULE_GROUPS_MAX];
	size_t ncaptures;
};

/* Searches from byte `at` (a raw rule matches there or not at all).  A limit
 * of PCRE2 that stops the rule is logged and counts as no match. */
bool near_match(const struct rule *, struct str text, size_t at,
    struct near_match *);

#endif
