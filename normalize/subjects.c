#include "normalize/subjects.h"

#include "common/utf8.h"
#include "normalize/clauses.h"
#include "normalize/kazakh.h"
#include "normalize/lemmas.h"

#define LETTER      ((size_t)2) /* bytes of a Cyrillic letter */
#define SUBJECT_MIN 3           /* code points */
#define TIMES_MAX   3           /* periods between a subject and its verb */
#define ALONE_MAX   24          /* code points of a list's own subject */

struct str
subjects_lang(const struct draft *d, struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if ((unsigned char)word.s[i] == 0xD2 ||
		    (unsigned char)word.s[i] == 0xD3)
			return STR("kk");
	return d->doc->lang.n > 0 ? d->doc->lang : STR("ru");
}

/* The last frame before a place: the verb that says a figure's value. */
static const struct clue *
verb_before(const struct draft *d, const struct sentence_view *v, size_t at)
{
	const struct clue *best = NULL;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		if (c->kind == CLUE_FRAME && c->mention->at.start < at)
			best = c;
	}
	return best;
}

/* A subject up to its head: in "доля моногородов в производстве" the first
 * noun; in "число школ" what is counted. */
static bool
russian_head(const struct draft *d, struct str phrase, struct subject *out)
{
	size_t at = 0;
	out->counted = false;
	while (at < phrase.n) {
		const size_t n = str_chr(str_from(phrase, at), ' ');
		const struct str word = str_n(phrase.s + at, n);
		const bool measure = draft_find(d, "measure_of", word) != NULL;
		if (!measure && !lemmas_is_adjective(d, word) &&
		    draft_find(d, "stop", word) == NULL) {
			out->head = str_head(phrase, at + n);
			return true;
		}
		out->counted = out->counted || measure;
		at += n + 1;
	}
	/* "Число погибших": an adjective may be the noun. */
	out->head = phrase;
	return out->counted &&
	    draft_find(d, "measure_of", lemmas_last_word(phrase)) == NULL;
}

/* Where a figure begins, its preposition and sign with it. */
static size_t
figure_start(const struct figure *f)
{
	static const char *const parts[] = { "prep", "sign_", "minus" };
	size_t start = f->fact.at.start;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const struct span *part = draft_capture(f->mention, parts[i]);
		if (part != NULL && part->start < start)
			start = part->start;
	}
	return start;
}

/* The words before a figure that a dash parts from it: "сальдо – 4,2 млрд",
 * "услуги – на 12 %".  Its first code point, or 0. */
static size_t
dash_before(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const size_t end = figure_start(f);
	if (end < v->at.start + 3)
		return 0;
	const struct str s = text_slice(&d->text, (struct span){ end - 3, 3 });
	return str_is(s, " – ") || str_is(s, " — ") || str_is(s, " - ")
	    ? end - 3
	    : 0;
}

/* Whether the last two letters of a word are listed. */
static bool
ends_in(const struct draft *d, struct str word, const char *class)
{
	return word.n > 2 * LETTER &&
	    draft_find(d, class, str_from(word, word.n - 2 * LETTER)) != NULL;
}

/* "Мы сумели снизить": a word that ends like a verb and is no noun. */
static bool
is_verb(const struct draft *d, struct str phrase)
{
	const struct str word = lemmas_last_word(phrase);
	return ends_in(d, word, "verb_ending") && !lemmas_is_noun(d, word);
}

/* Whether a word may well be a verb: "утвердить", "купила". */
static bool
is_doubtful(const struct draft *d, struct str word)
{
	return ends_in(d, word, "doubtful_ending") && !lemmas_is_noun(d, word);
}

/* "На долю ВИЭ приходится 7,3%" is of the share. */
static bool
find_share(const struct draft *d, struct span at, struct subject *out)
{
	const struct str s = str_trim(text_folded(&d->text, d->arena, at));
	const size_t first = str_chr(s, ' ');
	const size_t second =
	    first < s.n ? first + 1 + str_chr(str_from(s, first + 1), ' ') : 0;
	if (second == 0 ||
	    draft_find(d, "share_of", str_head(s, second)) == NULL)
		return false;
	*out = (struct subject){ .at = at,
		.head = str_head(s, second),
		.lang = subjects_lang(d, s) };
	return true;
}

/* What stands between two places of a clause, as a subject. */
static bool
russian_between(const struct draft *d, struct span at, struct subject *out)
{
	if (find_share(d, at, out))
		return true;
	at = clauses_trim(d, at);
	if (at.length < SUBJECT_MIN)
		return false;
	const struct str folded = text_folded(&d->text, d->arena, at);
	if (draft_find(d, "preposition",
		str_head(folded, str_chr(folded, ' '))) != NULL)
		return false;
	out->at = at;
	out->lang = subjects_lang(d, folded);
	return russian_head(d, folded, out) && !is_verb(d, out->head);
}

/* "За год выросли цены на 5%": a subject behind its verb. */
static bool
find_behind(const struct draft *d, const struct sentence_view *v,
    const struct clue *verb, const struct figure *f, struct subject *out)
{
	const size_t from = span_end(verb->mention->at);
	const size_t until = f->fact.at.start;
	return until > from && clauses_start(d, v, until) <= from &&
	    russian_between(d, (struct span){ from, until - from }, out);
}

/* The word before another of the same words; empty when there is none. */
static struct str
word_before(struct str words, struct str word)
{
	if (word.n == 0)
		return word;
	return lemmas_last_word(
	    str_trim(str_head(words, (size_t)(word.s - words.s))));
}

/* "Склад ёмкостью 13 млн тонн": the word right before says what is measured. */
static bool
find_property(const struct draft *d, const struct sentence_view *v,
    const struct figure *f, struct subject *out)
{
	const size_t end = figure_start(f);
	const size_t near = end - v->at.start;
	const size_t back = near < SUBJECT_MAX ? near : SUBJECT_MAX;
	const struct str before =
	    text_folded(&d->text, d->arena, (struct span){ end - back, back });
	struct str word = lemmas_last_word(str_trim(before));
	/* "A price of $60". */
	if (draft_find(d, "of", word) != NULL)
		word = word_before(before, word);
	/* "Штраф в размере 50 МРП". */
	const bool amount = draft_find(d, "amount_of", word) != NULL;
	if (amount)
		word = word_before(before, word_before(before, word));
	if (word.n == 0 ||
	    (amount ? is_verb(d, word) || is_doubtful(d, word)
		    : draft_find(d, "property", word) == NULL))
		return false;
	const size_t start = (size_t)(word.s - before.s);
	*out = (struct subject){ .at = { end - back +
					 utf8_count(str_head(before, start)),
				     utf8_count(word) },
		.head = word,
		.lang = subjects_lang(d, word) };
	return true;
}

/* The subject before a verb, over the times and asides that part it from that:
 * "курс 10 февраля в 11:00 составил", "безработица (15–34 лет) снизилась". */
static bool
find_before(const struct draft *d, const struct sentence_view *v, size_t end,
    struct subject *out)
{
	for (int times = 0; times < TIMES_MAX && end > 0; times++) {
		const size_t start = clauses_start(d, v, end);
		if (russian_between(d, (struct span){ start, end - start },
			out))
			return true;
		const size_t time = clauses_time_before(d, v, start);
		end = time > 0 ? time : clauses_aside(d, v, start);
	}
	return false;
}

/* What a verb or a noun of change says the figure of.  "Отмечен рост цен на
 * 5%", "банк поднял ставку до 18%": of a noun and of a verb with an object it
 * stands behind. */
static bool
find_of_verb(const struct draft *d, const struct sentence_view *v,
    const struct clue *verb, const struct figure *f, struct subject *out)
{
	const struct span at = verb->mention->at;
	const struct str word = text_folded(&d->text, d->arena, at);
	const bool noun = draft_find(d, "change_noun", word) != NULL;
	const bool object = draft_find(d, "transitive", word) != NULL;
	if ((noun || object) && find_behind(d, v, verb, f, out))
		return true;
	if (find_before(d, v, noun ? at.start : clauses_end(d, v, at.start),
		out))
		return true;
	return !noun && find_behind(d, v, verb, f, out);
}

/* "Снизившись на 5%" has no subject of its own. */
static bool
is_gerund(const struct draft *d, const struct clue *verb)
{
	const struct str word =
	    text_folded(&d->text, d->arena, verb->mention->at);
	for (size_t n = 3 * LETTER; n <= 4 * LETTER && n < word.n; n += LETTER)
		if (draft_find(d, "gerund_ending",
			str_from(word, word.n - n)) != NULL)
			return true;
	return false;
}

/* "Билет стоит 500 тенге, багаж 7 500": a noun alone in its clause. */
static bool
find_alone(const struct draft *d, const struct sentence_view *v,
    const struct figure *f, struct subject *out)
{
	const size_t end = figure_start(f);
	const size_t start = clauses_start(d, v, end);
	const struct figure *last = f - 1;
	return f > &d->figures[v->figure] && end > start &&
	    start > span_end(last->fact.at) && end - start <= ALONE_MAX &&
	    russian_between(d, (struct span){ start, end - start }, out) &&
	    !is_doubtful(d, out->head);
}

/* Whether a list names by its dash whose the figure is and not what: "врачей –
 * на 30%", "Астана – 54%". */
static bool
is_whose(const struct draft *d, const struct subject *subject)
{
	const struct str first =
	    text_slice(&d->text, (struct span){ subject->at.start, 1 });
	if (subject->counted)
		return false;
	return ends_in(d, subject->head, "genitive_ending") ||
	    !str_eq(utf8_fold(d->arena, first), first);
}

/* The words of a clause that end at a dash or a bracket, behind its verb if it
 * comes first: "подешевели яйца – на 6%", "подорожала рыба (+4,7%)". */
static bool
find_ending(const struct draft *d, const struct sentence_view *v, size_t end,
    struct subject *out)
{
	const size_t start = clauses_start(d, v, end);
	const struct clue *verb = verb_before(d, v, end);
	const size_t behind =
	    verb != NULL ? span_end(verb->mention->at) : start;
	if (behind > start && behind < end &&
	    russian_between(d, (struct span){ behind, end - behind }, out))
		return true;
	return russian_between(d, (struct span){ start, end - start }, out);
}

/* Where the bracket opens that a figure stands right behind, or 0.  What a
 * count in brackets counts has been said before. */
static size_t
bracket_before(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const size_t end = figure_start(f);
	return !str_is(f->kind, "count") && end > v->at.start + 1 &&
		str_is(text_slice(&d->text, (struct span){ end - 1, 1 }), "(")
	    ? end - 1
	    : 0;
}

static bool
find_russian(const struct draft *d, const struct sentence_view *v,
    const struct figure *f, struct subject *out)
{
	if (find_property(d, v, f, out) || find_alone(d, v, f, out))
		return true;
	const size_t dash = dash_before(d, v, f);
	if (dash > 0)
		return find_ending(d, v, dash, out) &&
		    (f == &d->figures[v->figure] || !is_whose(d, out));
	const size_t bracket = bracket_before(d, v, f);
	if (bracket > 0 && find_ending(d, v, bracket, out) && !is_whose(d, out))
		return true;
	const struct clue *verb = verb_before(d, v, f->number.start);
	if (verb == NULL || span_end(verb->mention->at) > f->number.start)
		return false;
	if (find_of_verb(d, v, verb, f, out))
		return true;
	const struct clue *main = is_gerund(d, verb)
	    ? verb_before(d, v, verb->mention->at.start)
	    : NULL;
	return main != NULL && find_of_verb(d, v, main, f, out);
}

bool
subjects_find(const struct draft *d, const struct sentence_view *v,
    const struct figure *f, struct subject *out)
{
	return str_is(d->doc->lang, "kk")
	    ? kazakh_subject(d, v, dash_before(d, v, f), f, out)
	    : find_russian(d, v, f, out);
}
