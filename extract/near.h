#ifndef EXTRACT_NEAR_H
#define EXTRACT_NEAR_H

#include <stdbool.h>
#include <stddef.h>

#include "common/str.h"
#include "extract/rules.h"
#include "extract/sieve.h"

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

/*
 * The sieves of one phase of one language: which rules need not be asked at a
 * place at all.  The rules outlive them.
 */
struct near;
struct near *near_new(const struct rules_lang *, enum rule_phase);
void near_free(struct near *);
/* Another text begins: what was known of places is forgotten. */
void near_begin(struct near *);
/* The rules, by their place in the phase, that may fit: raw ones and those that
 * begin with a mark where the text begins, all others anywhere in it. */
void near_may(struct near *, struct str text, struct sieve_set *);

/* Whether a rule begins with a mark, as far as the sieves tell. */
bool near_headed(const struct near *, const struct rule *);

/* Searches from byte `at`; a raw rule and one that begins with a mark matches
 * there or not at all.  A limit of PCRE2 that stops the rule is logged and
 * counts as no match.  Without sieves (NULL) PCRE2 is asked everything. */
bool near_match(struct near *, const struct rule *, struct str text, size_t at,
    struct near_match *);

#endif
