#ifndef EXTRACT_SIEVE_H
#define EXTRACT_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/*
 * Which of many patterns may fit a text, in one walk over its bytes.
 *
 * PCRE2 tries a pattern letter after letter; most rules fit nowhere in most
 * sentences.  A sieve reads all of them as one automaton (net.h), built state
 * by state as texts come, and costs a look into a table for each byte.  It
 * may let pass what does not fit - PCRE2 decides - but never holds back what
 * does; a pattern that it cannot read, it lets pass always.
 *
 * The table is bounded: a full one is emptied, and texts that need new states
 * all the time are let pass.  Asking changes the table: one process, one
 * thread.
 */
#define SIEVE_MAX   256 /* patterns */
#define SIEVE_WORDS (SIEVE_MAX / 64)

struct sieve_set {
	uint64_t bits[SIEVE_WORDS];
};

static inline bool
sieve_has(const struct sieve_set *set, size_t i)
{
	return i >= SIEVE_MAX || (set->bits[i / 64] >> (i % 64) & 1) != 0;
}

static inline void
sieve_set_add(struct sieve_set *set, size_t i)
{
	set->bits[i / 64] |= (uint64_t)1 << (i % 64);
}

/* The first from i on that is in a set; those past SIEVE_MAX all are. */
static inline size_t
sieve_next(const struct sieve_set *set, size_t i)
{
	for (; i < SIEVE_MAX; i = (i / 64 + 1) * 64) {
		const uint64_t left = set->bits[i / 64] >> i % 64;
		if (left != 0)
			return i + (size_t)__builtin_ctzll(left);
	}
	return i;
}

static inline void
sieve_set_join(struct sieve_set *set, const struct sieve_set *more)
{
	for (size_t i = 0; i < SIEVE_WORDS; i++)
		set->bits[i] |= more->bits[i];
}

enum sieve_way {
	SIEVE_HERE,     /* patterns that begin where the text does */
	SIEVE_ANYWHERE, /* patterns that begin anywhere in it */
	SIEVE_BACK,     /* patterns that end where the text does */
};

struct sieve;
struct sieve *sieve_new(enum sieve_way);
void sieve_free(struct sieve *);
/* All are added before the first text; i < SIEVE_MAX. */
void sieve_add(struct sieve *, struct str pattern, size_t i);

/* Whether each text that a pattern takes begins with a byte. */
bool sieve_heads(const struct sieve *, size_t i, unsigned char byte);

/* The patterns that may fit. */
void sieve_ask(struct sieve *, struct str text, struct sieve_set *);

/* Of a sieve that reads back: where those may begin, at most SIEVE_TRAIL
 * bytes of text. */
#define SIEVE_TRAIL 192
struct sieve_trail {
	struct sieve_set any; /* the patterns that may fit at all */
	bool unknown;         /* each may begin anywhere */
	size_t n;
	struct sieve_begin {
		size_t at; /* byte of the text */
		struct sieve_set set;
	} v[SIEVE_TRAIL + 2];
};
void sieve_trace(struct sieve *, struct str text, struct sieve_trail *);
/* The first byte at which pattern i may begin; 0 when that is not known. */
size_t sieve_begin(const struct sieve_trail *, size_t i);

#endif
