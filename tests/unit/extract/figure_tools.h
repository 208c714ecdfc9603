#ifndef TESTS_UNIT_EXTRACT_FIGURE_TOOLS_H
#define TESTS_UNIT_EXTRACT_FIGURE_TOOLS_H

#include "extract/rules.h"
#include "tests/unit/folder.h"

/*
 * A configuration of a test's own: one rule file and a small lexicon in the
 * test's folder.  cmocka.h comes before this file.
 */
#define SMALL_LEXICON                                                          \
	"entries:\n"                                                           \
	"  - { class: numeral, value: 2, words: [два, двух] }\n"        \
	"  - { class: currency, code: KZT, words: [тенге] }\n"

static inline struct config *
small_config(const struct folder *f, const char *rules)
{
	struct err err = { .reason = "" };
	struct config *c = NULL;
	const char *path = folder_put(f, "sandyq.yaml",
	    "sites: s\nindicators: i\nrules: rules\nlexicon: lex\n"
	    "crawl: { user_agent: t/1 }\n");
	(void)folder_put(f, "lex/ru/a.yaml", SMALL_LEXICON);
	(void)folder_put(f, "rules/r.yaml", rules);
	if (config_load(path, f->path, &c, &err) != RC_OK)
		fail_msg("%s", err.reason);
	return c;
}

#endif
