#ifndef EXTRACT_HEADS_H
#define EXTRACT_HEADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/str.h"
#include "extract/rules.h"

/*
 * Which rules may fit where a text goes on with these few letters.
 *
 * A head is the first HEAD_RUNES code points at a place.  Each rule is asked
 * once for each head (PCRE2's partial match: could a match begin so?), and
 * the answers of all are kept as bits: most rules are never run where another
 * unit or word stands.  What is not known counts as "may".
 */
#define HEAD_RUNES 4
#define HEAD_RULES ((size_t)192) /* those past them are always run */
#define HEAD_WORDS (HEAD_RULES / 64)

struct head_set {
	uint64_t bits[HEAD_WORDS];
};

struct heads;
/* Of one phase of one language; the rules outlive it. */
struct heads *heads_new(const struct rules_lang *, enum rule_phase);
void heads_free(struct heads *);
/* Adds the rules that may fit at byte `at` of the text. */
void heads_at(struct heads *, struct str text, size_t at, struct head_set *);
bool heads_has(const struct head_set *, size_t rule);

#endif
