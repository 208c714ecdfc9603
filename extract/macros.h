#ifndef EXTRACT_MACROS_H
#define EXTRACT_MACROS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/lexicon.h"
#include "common/rc.h"
#include "common/str.h"
#include "common/yaml.h"
#include "extract/part.h"

/*
 * {macros} of rule patterns.
 *
 * {name} stands for, in this order: a mark (a place where a number was read,
 * see marks.h), a macro of the rule files ("name.ru" for Russian rules before
 * plain "name"), all words of a lexicon class of the rule's language.  What
 * comes in is wrapped in (?:...), so a quantifier may follow.  Macros may use
 * macros.  {2,3} and \x{...} are PCRE2's own.
 */
#define MACRO_DEPTH_MAX   8
#define MACRO_CLASSES_MAX 32   /* lexicon classes in one pattern */
#define MACRO_CLASS       "L_" /* begins the name of a class's group */
#define MACRO_INLINE_MAX  4096 /* bytes of a class in all its places */
#define MACRO_PATTERN_MAX ((size_t)512 << 10) /* bytes of a filled pattern */

/* What a name stands for in a language: a macro, or a lexicon class. */
struct macro_meaning;
#define MACRO_BUCKETS 256

struct macros {
	const struct lexicon *lexicon;
	struct arena *arena;
	struct yaml_pairs given; /* of the rule files */
	struct yaml_pairs marks; /* name and the mark's character */
	struct parts *parts;
	struct macro_meaning *known[MACRO_BUCKETS]; /* by hash, once asked */
};

/* A lexicon class, and how often a pattern names it. */
struct macro_class {
	struct str name;
	struct str regex;
	size_t code; /* no more bytes for PCRE2 */
	size_t uses;
	size_t copies; /* the same with repeats of what it stands in */
};

/* A pattern being filled, and what it has used. */
struct macro_filling {
	struct buf text;
	struct macro_class classes[MACRO_CLASSES_MAX];
	size_t nclasses;
	uint32_t marks;    /* bit i: the i-th mark is in it */
	size_t inline_max; /* the caller's: MACRO_INLINE_MAX, or 0 */
	/* Known from its parts: whether it compiles, if PCRE2 takes a pattern
	 * of so much code, and with how many named groups. */
	bool sound;
	size_t code;
	size_t groups;
};

/* Appends `regex` filled for `lang`.  A lexicon class stands in place while
 * that is short, which lets PCRE2 tell how a match may begin; one that is long
 * or often used becomes a call of a group, (?&L_currency), because PCRE2
 * bounds a pattern's size.  RC_BAD names what is unknown. */
enum rc macros_fill(struct macros *, struct str lang, struct str regex,
    struct macro_filling *, struct err *) MUST_CHECK;
/* Appends the groups that were called; they stand at a pattern's end. */
void macros_define(struct macro_filling *);

#endif
