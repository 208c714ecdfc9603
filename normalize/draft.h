#ifndef NORMALIZE_DRAFT_H
#define NORMALIZE_DRAFT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/document.h"
#include "common/lexicon.h"
#include "common/str.h"
#include "common/text.h"
#include "normalize/clue.h"
#include "normalize/numbers.h"

/*
 * One document on its way from mentions to facts.
 *
 * The steps (steps.c) walk over a draft in turn; each fills its own part of
 * every figure.  All memory is the record's arena.  A mention's kind is the
 * first part of its rule's name.
 */
struct normalizer;

/* What a number does in its statement. */
enum role {
	ROLE_NONE,
	ROLE_FROM,
	ROLE_TO,
	ROLE_BY,
};

struct figure {
	struct fact fact;
	const struct mention *mention;
	struct str kind;    /* of the rule */
	struct span number; /* the digits or words */
	struct number read;
	enum role role;
	size_t pair; /* of a from/to: the other's index + 1 */
	bool fraction;
	bool dropped;
};

/* The figures and clues of one sentence lie together in their arrays. */
struct sentence_view {
	struct span at;
	size_t figure, figures; /* first, and how many */
	size_t clue, clues;
	struct str folded; /* once draft_sentence() was asked */
};

struct draft {
	const struct normalizer *normalizer;
	struct arena *arena;
	struct document *doc;
	struct text text;
	struct figure *figures;
	size_t nfigures;
	struct clue *clues;
	size_t nclues;
	struct sentence_view *sentences;
	size_t nsentences;
};

/* The capture called `name`, or NULL. */
const struct span *draft_capture(const struct mention *, const char *name);
/* The same as folded text; STR_NONE when it is not there. */
struct str draft_words(const struct draft *, const struct mention *,
    const char *name);
bool draft_is(struct str rule, const char *kind); /* by its first part */
struct str draft_rule_word(struct str rule);      /* behind the full stop */
bool draft_is_ago(const struct clue *); /* "a year ago", "a month ago" */
struct str draft_lang(const struct draft *);
const struct lexicon *draft_lexicon(const struct draft *);
/* The entry of a class for a word, in the document's language, then in any. */
const struct lexeme *draft_find(const struct draft *, const char *class,
    struct str word);
/* Whether `b`, right behind `a`, says it again: "300 МРП, или 1,3 млн тенге",
 * "... ($10 млн)". */
bool draft_is_again(const struct draft *, const struct figure *a,
    const struct figure *b);
/* A sentence of the draft, folded. */
struct str draft_sentence(const struct draft *, const struct sentence_view *);
/* The first comma, bracket or the like from one place to another; `until`:
 * none. */
size_t draft_parting(const struct draft *, size_t from, size_t until);
bool draft_parted(const struct draft *, size_t from, size_t until);
size_t span_end(struct span);

#endif
