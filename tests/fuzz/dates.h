#ifndef TESTS_FUZZ_DATES_H
#define TESTS_FUZZ_DATES_H

#include "extract/dates.h"
#include "tests/fuzz/words.h"

/* What reads dates, made once, for the targets of extract that need it. */
static inline struct dates *
dates_once(void)
{
	static struct lexicon *lexicon;
	static struct dates *dates;
	struct err err = { .reason = "" };
	if (dates == NULL &&
	    (lexicon_load(words_config(), &lexicon, &err) != RC_OK ||
		dates_new(lexicon, &dates, &err) != RC_OK))
		abort();
	return dates;
}

#endif
