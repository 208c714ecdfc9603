#include "extract/letters.h"

#include <string.h>

/* Where each Cyrillic charset has its small and its capital letters. */
static const struct alphabet {
	const char *name;
	unsigned char small_from, small_to;
	unsigned char large_from, large_to;
} alphabets[] = {
	{ "CP1251", 0xE0, 0xFF, 0xC0, 0xDF },
	{ "RK1048", 0xE0, 0xFF, 0xC0, 0xDF },
	{ "PT154", 0xE0, 0xFF, 0xC0, 0xDF },
	{ "KOI8-R", 0xC0, 0xDF, 0xE0, 0xFF },
	{ "KOI8-U", 0xC0, 0xDF, 0xE0, 0xFF },
	{ "ISO-8859-5", 0xD0, 0xEF, 0xB0, 0xCF },
};
#define ALPHABETS (sizeof(alphabets) / sizeof(alphabets[0]))

static void
histogram(struct str bytes, size_t count[256])
{
	memset(count, 0, 256 * sizeof(count[0]));
	for (size_t i = 0; i < bytes.n; i++)
		count[(unsigned char)bytes.s[i]]++;
}

static size_t
sum(const size_t count[256], unsigned from, unsigned to)
{
	size_t n = 0;
	for (unsigned i = from; i <= to; i++)
		n += count[i];
	return n;
}

static const struct alphabet *
alphabet_of(const char *name)
{
	for (size_t i = 0; i < ALPHABETS; i++)
		if (strcmp(alphabets[i].name, name) == 0)
			return &alphabets[i];
	return NULL;
}

/* Writing has more small letters than capitals; read in a wrong Cyrillic
 * charset the two change places or turn into signs. */
static long
looks(const struct alphabet *a, const size_t count[256])
{
	return (long)sum(count, a->small_from, a->small_to) -
	    2 * (long)sum(count, a->large_from, a->large_to);
}

/* Kazakh letters of RK1048 fall on Macedonian ones of windows-1251, which
 * nobody here writes. */
static bool
is_rk1048(const size_t count[256])
{
	static const unsigned char marks[] = { 0x8D, 0x9D, 0xBC, 0xBE };
	size_t n = 0;
	for (size_t i = 0; i < sizeof(marks); i++)
		n += count[marks[i]];
	return n >= 4 && n * 200 > sum(count, 0x80, 0xFF);
}

const char *
letters_charset(struct str bytes, const char *name)
{
	size_t count[256];
	histogram(bytes, count);
	const struct alphabet *said = alphabet_of(name);
	const struct alphabet *best = said;
	for (size_t i = 0; said != NULL && i < ALPHABETS; i++)
		if (looks(&alphabets[i], count) > looks(best, count))
			best = &alphabets[i];
	if (best != said && looks(said, count) < 0)
		name = best->name;
	return strcmp(name, "CP1251") == 0 && is_rk1048(count) ? "RK1048"
							       : name;
}

bool
letters_are_cyrillic(struct str bytes)
{
	size_t count[256];
	histogram(bytes, count);
	return sum(count, 0xC0, 0xFF) > 40 &&
	    sum(count, 0xC0, 0xFF) * 4 > sum(count, 'a', 'z');
}
