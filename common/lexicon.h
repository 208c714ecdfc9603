#ifndef COMMON_LEXICON_H
#define COMMON_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/config.h"
#include "common/rc.h"
#include "common/str.h"
#include "common/yaml.h"

/*
 * config/lexicon/LANG/NAME.yaml: the words of each language, as data.
 *
 * Every file holds `entries`, a list of
 *   { class: number|scale|currency|unit|bound|..., value: 2, code: KZT,
 *     words: [два, двух, ...] }
 * `class` groups entries; `value` is a number where one is meant, `code` an
 * identifier (ISO 4217, UCUM, a bound, a direction, a lemma).  Words are
 * compared folded (utf8_fold) and may hold spaces, of any kind and number;
 * `words` of a lexeme are folded already.  A word with two meanings in one
 * class of a language is RC_BAD.
 */
struct lexeme {
	struct yaml_str class;
	struct yaml_str code;
	double value;
	struct yaml_strs words;
	struct str lang; /* ru, kk, en: the folder */
};

struct lexicon;
enum rc lexicon_load(const struct config *, struct lexicon **,
    struct err *) MUST_CHECK;
void lexicon_free(struct lexicon *);

/* The entry of `class` in `lang` that has the folded `word`, or NULL.  An
 * empty lang asks all languages, in the order ru, kk, en. */
const struct lexeme *lexicon_find(const struct lexicon *, struct str lang,
    struct str class, struct str word);
/* Every entry of a class in a language, in file order; NULL at the end. */
const struct lexeme *lexicon_next(const struct lexicon *, struct str lang,
    struct str class, const struct lexeme *after);
/* All words of a class as one regex group, "(?:longest|...)", quoted for
 * PCRE2; STR_NONE when there is none.  An empty lang means all. */
struct str lexicon_alternation(const struct lexicon *, struct arena *,
    struct str lang, struct str class);

/* SHA-256 (hex) over all lexicon and rule files: DESIGN.md's `ruleset`. */
struct str lexicon_ruleset(const struct lexicon *);

#endif
