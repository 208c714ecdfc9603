#ifndef TESTS_FUZZ_WORDS_H
#define TESTS_FUZZ_WORDS_H

#include <stdlib.h>

#include "common/config.h"
#include "common/lexicon.h"

/* The repository's own configuration, for targets that need its words; they
 * are run from the repository. */
static inline struct config *
words_config(void)
{
	static struct config *config; /* kept: what is loaded borrows from it */
	struct err err = { .reason = "" };
	if (config_load("config/sandyq.yaml", NULL, &config, &err) != RC_OK) {
		(void)fprintf(stderr, "%s\n", err.reason);
		abort();
	}
	return config;
}

#endif
