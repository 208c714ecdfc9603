#ifndef COMMON_LEXICON_HASH_H
#define COMMON_LEXICON_HASH_H

#include <stdint.h>
#include <string.h>

#include "common/str.h"

/*
 * The hashes of the lexicon's table, for lexicon.c, which asks for one or two
 * of them at each word of a text.
 */

/* Multiplies, and brings down what only reaches the upper half. */
static inline uint64_t
lexicon_mix(uint64_t hash, uint64_t more)
{
	hash = (hash ^ more) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
}

/* Of the few bytes of a word: a call of the library takes longer.  The words
 * of a lexicon are ours, so nobody can choose them to collide. */
static inline uint64_t
lexicon_word(struct str word)
{
	uint64_t hash = word.n;
	uint64_t bits = 0;
	size_t i = 0;
	for (; i + sizeof(bits) <= word.n; i += sizeof(bits)) {
		memcpy(&bits, word.s + i, sizeof(bits));
		hash = lexicon_mix(hash, bits);
	}
	bits = 0;
	for (; i < word.n; i++)
		bits = bits << 8 | (unsigned char)word.s[i];
	return lexicon_mix(hash, bits);
}

static inline uint64_t
lexicon_slot(struct str lang, struct str class, uint64_t word)
{
	return lexicon_mix(word, lexicon_word(class) * 31 + lexicon_word(lang));
}

static inline unsigned char
lexicon_known(uint64_t hash)
{
	return (unsigned char)(1U << (hash >> 56 & 7));
}

static inline unsigned char
lexicon_tag(uint64_t hash)
{
	return (unsigned char)(hash >> 56 | 1);
}

#endif
