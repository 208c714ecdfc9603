#ifndef EXTRACT_RULES_H
#define EXTRACT_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/config.h"
#include "common/lexicon.h"
#include "common/rc.h"
#include "common/str.h"
#include "common/yaml.h"
#include "extract/rule.h"

/*
 * config/rules/NAME.yaml, compiled.  docs/figures.md is the researcher's
 * manual; what each phase does with a sentence is in figures.c.
 *
 * Everything is the ruleset's and read-only after loading, but PCRE2's match
 * data belongs to the patterns: one process uses one ruleset.
 */
/* An example kept in a rule's file. */
struct rule_example {
	struct yaml_str text;
	struct yaml_str lang;
	struct yaml_strs figures; /* surfaces this rule takes; none: nothing */
};

struct rules_lang {
	struct rule *v[PHASES]; /* by order, then as written */
	size_t n[PHASES];
};

enum rules_language {
	LANG_RU,
	LANG_KK,
	LANG_EN,
	LANGS,
};
const char *rules_lang_name(enum rules_language);

struct ruleset;
enum rc ruleset_load(const struct config *, const struct lexicon *,
    struct ruleset **, struct err *) MUST_CHECK;
void ruleset_free(struct ruleset *);
const struct rules_lang *ruleset_lang(const struct ruleset *,
    enum rules_language);
/* Lexicon classes whose words may begin a number; what may be tied to them;
 * words that only look so; what may stand right before digits. */
enum rules_words {
	WORDS_TRIGGER,
	WORDS_ENDING,
	WORDS_NEVER,
	WORDS_GLUED,
	WORDS_KINDS,
};
struct yaml_strs ruleset_words(const struct ruleset *, enum rules_words);
/* The i-th rule as written, with its examples; false past the last. */
struct rule_written {
	struct str name;
	const char *path;
	struct yaml_list examples; /* struct rule_example */
};
bool ruleset_written(const struct ruleset *, size_t i, struct rule_written *);

#endif
