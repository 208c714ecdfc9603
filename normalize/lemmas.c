#include "normalize/lemmas.h"

#include "common/utf8.h"
#include "normalize/stem.h"

#define LETTER        ((size_t)2) /* bytes of a Cyrillic letter */
#define STEM_LETTERS  3           /* that must remain before an ending */
#define STEM_BYTES    (STEM_LETTERS * LETTER)
#define ENDINGS_BYTES 12 /* longest ending that a lemma replaces */

struct str
lemmas_last_word(struct str phrase)
{
	size_t at = phrase.n;
	while (at > 0 && phrase.s[at - 1] != ' ')
		at--;
	return str_from(phrase, at);
}

static bool
is_listed(const struct draft *d, struct str lang, const char *class,
    struct str word)
{
	return lexicon_find(draft_lexicon(d), lang, str_c(class), word) != NULL;
}

bool
lemmas_is_adjective(const struct draft *d, struct str word)
{
	if (is_listed(d, STR("ru"), "nominative", word))
		return false;
	for (size_t n = 2 * LETTER; n <= 3 * LETTER && n < word.n; n += LETTER)
		if (lexicon_find(draft_lexicon(d), STR("ru"),
			STR("adjective_ending"),
			str_from(word, word.n - n)) != NULL)
			return true;
	return false;
}

/* The ending's replacement, longest ending first: what the lexicon's class
 * noun_ending says for the language. */
static struct str
by_ending(const struct draft *d, struct str lang, struct str word)
{
	/* English letters are one byte. */
	const size_t letter = str_is(lang, "en") ? 1 : LETTER;
	for (size_t n = ENDINGS_BYTES; n >= letter; n--) {
		if (word.n < n + STEM_LETTERS * letter)
			continue;
		const struct lexeme *l = lexicon_find(draft_lexicon(d), lang,
		    STR("noun_ending"), str_from(word, word.n - n));
		if (l == NULL)
			continue;
		const struct str with =
		    str_is(l->code.v, "-") ? STR("") : l->code.v;
		return arena_printf(d->arena, "%.*s%.*s",
		    STR_ARG(str_head(word, word.n - n)), STR_ARG(with));
	}
	return STR_NONE;
}

/* The stem with one of an entry's endings, when the lexicon knows that. */
static struct str
with_ending(const struct draft *d, struct str stem, const struct lexeme *l)
{
	for (size_t i = 0; i < l->words.n; i++) {
		const struct str end = l->words.v[i].v;
		const struct str whole = arena_printf(d->arena, "%.*s%.*s",
		    STR_ARG(stem), STR_ARG(str_is(end, "-") ? STR("") : end));
		if (is_listed(d, STR("ru"), "nominative", whole))
			return whole;
	}
	return STR_NONE;
}

/* The stem with the ending that makes it a noun the lexicon knows. */
static struct str
by_stem(const struct draft *d, struct str stem)
{
	const struct lexicon *lexicon = draft_lexicon(d);
	const struct str class = STR("nominative_ending");
	struct str whole = STR_NONE;
	const struct lexeme *l = lexicon_next(lexicon, STR("ru"), class, NULL);
	for (; l != NULL && whole.s == NULL;
	     l = lexicon_next(lexicon, STR("ru"), class, l))
		whole = with_ending(d, stem, l);
	return whole;
}

bool
lemmas_is_noun(const struct draft *d, struct str word)
{
	const struct str ru = STR("ru");
	return is_listed(d, ru, "nominative", word) ||
	    is_listed(d, ru, "noun", word) ||
	    by_stem(d, stem_russian(d->arena, word)).s != NULL;
}

/* STR_NONE: nothing is known of the word. */
static struct str
russian(const struct draft *d, struct str word)
{
	if (is_listed(d, STR("ru"), "nominative", word))
		return word;
	const struct str stem = stem_russian(d->arena, word);
	const struct str out = by_stem(d, stem);
	return out.s != NULL ? out : by_ending(d, STR("ru"), word);
}

/* Without its ending the last consonant of a stem hardens again: балығ(ы) is
 * балық. */
static struct str
harden(const struct draft *d, struct str stem)
{
	if (stem.n < LETTER)
		return stem;
	const struct str kept = str_head(stem, stem.n - LETTER);
	const struct lexeme *hard = lexicon_find(draft_lexicon(d), STR("kk"),
	    STR("hard"), str_from(stem, kept.n));
	return hard == NULL || is_listed(d, STR("kk"), "nominative", stem)
	    ? stem
	    : arena_printf(d->arena, "%.*s%.*s", STR_ARG(kept),
		  STR_ARG(hard->code.v));
}

/* Takes a third person's ending off: -сы behind a vowel, -ы behind a
 * consonant. */
static struct str
without_possessive(const struct draft *d, struct str word)
{
	const struct str kk = STR("kk");
	for (size_t n = 2 * LETTER; n >= LETTER; n -= LETTER) {
		if (word.n < n + STEM_BYTES)
			continue;
		const struct str stem = str_head(word, word.n - n);
		const bool vowel =
		    is_listed(d, kk, "vowel", str_from(stem, stem.n - LETTER));
		if (vowel == (n == 2 * LETTER) &&
		    is_listed(d, kk, "possessive", str_from(word, stem.n)))
			return stem;
	}
	return word;
}

/* Whether a word stands in its dictionary form although it ends like a case
 * or a possessive; whoever does something ends in -шы. */
static bool
is_plain(const struct draft *d, struct str word)
{
	return is_listed(d, STR("kk"), "nominative", word) ||
	    (word.n > 2 * LETTER &&
		is_listed(d, STR("kk"), "agent",
		    str_from(word, word.n - 2 * LETTER)));
}

/* What `nominative` lists, before a short ending: ауданы is аудан. */
static struct str
by_list(const struct draft *d, struct str word)
{
	const struct str kk = STR("kk");
	for (size_t n = LETTER; n <= 3 * LETTER && word.n > n; n += LETTER) {
		const struct str end = str_from(word, word.n - n);
		if ((is_listed(d, kk, "possessive", end) ||
			is_listed(d, kk, "noun_ending", end)) &&
		    is_listed(d, kk, "nominative", str_head(word, word.n - n)))
			return str_head(word, word.n - n);
	}
	return STR_NONE;
}

static struct str
kazakh(const struct draft *d, struct str word)
{
	if (is_plain(d, word))
		return word;
	const struct str listed = by_list(d, word);
	if (listed.s != NULL)
		return listed;
	struct str out = by_ending(d, STR("kk"), word);
	if (out.s == NULL)
		out = word;
	while (out.n > 0 && out.s[out.n - 1] == '-')
		out.n--;
	const struct lexeme *l =
	    lexicon_find(draft_lexicon(d), STR("kk"), STR("noun"), out);
	if (l != NULL)
		return l->code.v;
	return harden(d, is_plain(d, out) ? out : without_possessive(d, out));
}

/* The lemma of the longest end of a phrase that is one noun. */
static struct str
by_phrase(const struct draft *d, struct str lang, struct str phrase)
{
	for (size_t at = 0; at < phrase.n;) {
		const struct str end = str_from(phrase, at);
		const struct lexeme *l =
		    lexicon_find(draft_lexicon(d), lang, STR("noun"), end);
		if (l != NULL)
			return l->code.v;
		at += str_chr(end, ' ') + 1;
	}
	return STR_NONE;
}

/* STR_NONE: nothing is known of the phrase. */
static struct str
known(const struct draft *d, struct str lang, struct str phrase)
{
	const struct str word = lemmas_last_word(phrase);
	const struct str whole = by_phrase(d, lang, phrase);
	if (whole.s != NULL)
		return whole;
	if (str_is(lang, "ru"))
		return russian(d, word);
	return str_is(lang, "kk") ? kazakh(d, word) : by_ending(d, lang, word);
}

struct str
lemmas_of(const struct draft *d, struct str lang, struct str phrase)
{
	const struct str lemma = known(d, lang, phrase);
	const struct str word = lemmas_last_word(phrase);
	if (lemma.s != NULL)
		return lemma;
	return str_is(lang, "ru") ? stem_russian(d->arena, word) : word;
}

struct str
lemmas_of_subject(const struct draft *d, struct str lang, struct str phrase)
{
	const struct str lemma = known(d, lang, phrase);
	return lemma.s != NULL ? lemma : lemmas_last_word(phrase);
}
