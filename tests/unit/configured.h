#ifndef TESTS_UNIT_CONFIGURED_H
#define TESTS_UNIT_CONFIGURED_H

#include <string.h>

#include "common/config.h"
#include "tests/unit/folder.h"

/*
 * A configuration in the folder of the test, its data there as well: sites/,
 * ind/, rules/ and lex/ are its parts, of which `part` is made.
 */
static inline struct config *
configured(const struct folder *f, const char *part)
{
	struct err err = { 0 };
	struct config *c = NULL;
	const char *path = folder_put(f, "sandyq.yaml",
	    "sites: sites\nindicators: ind\nrules: rules\nlexicon: lex\n"
	    "crawl: { user_agent: t/1 }\n");
	assert_int_equal(file_mkdirs(folder_path(f, part), &err), RC_OK);
	if (config_load(path, f->path, &c, &err) != RC_OK)
		fail_msg("%s", err.reason);
	return c;
}

/* What is wrong with a file is told by "path:", then line, column and why. */
static inline void
assert_told(const struct err *err, const char *path, const char *rest)
{
	assert_true(str_starts(str_c(err->reason), str_c(path)));
	assert_int_equal(err->reason[strlen(path)], ':');
	assert_string_equal(err->reason + strlen(path) + 1, rest);
}

#endif
