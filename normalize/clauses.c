#include "normalize/clauses.h"

#include "common/utf8.h"
#include "normalize/lemmas.h"
#include "normalize/subjects.h"

static bool
ends_clause(uint32_t r)
{
	return r == ',' || r == ';' || r == ':' || r == '(' || r == ')' ||
	    r == '"' || r == 0xAB || r == 0xBB || r == 0x2013 || r == 0x2014;
}

/* Whether a mark parts no clauses: "в 11:00", "Алматы – Астана". */
static bool
is_inside(uint32_t mark, struct str rest)
{
	size_t len = 0;
	if (mark == ':')
		return rest.n > 0 && rest.s[0] != ' ';
	if (mark != 0x2013 && mark != 0x2014)
		return false;
	const struct str next = str_trim(rest);
	return next.n > 0 && utf8_is_upper(utf8_decode(next, &len));
}

/* Periods, and cues but for those of a plan and of what is done. */
static bool
is_time(const struct clue *c)
{
	static const char *const others[] = { "done", "plan", "forecast",
		"future", "denied" };
	if (c->kind != CLUE_CUE)
		return c->kind == CLUE_PERIOD;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (str_is(c->word, others[i]))
			return false;
	return true;
}

/* Where a clue stands, with what its rule read before its match: the months of
 * "январь–март 2025 года". */
static struct span
clue_span(const struct clue *c)
{
	const struct mention *m = c->mention;
	size_t start = m->at.start;
	for (size_t i = 0; i < m->ncaptures; i++)
		if (m->captures[i].at.start < start)
			start = m->captures[i].at.start;
	return (struct span){ start, span_end(m->at) - start };
}

size_t
clauses_start(const struct draft *d, const struct sentence_view *v, size_t end)
{
	size_t start = v->at.start;
	if (end - start > SUBJECT_MAX)
		start = end - SUBJECT_MAX;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct span at = clue_span(&d->clues[i]);
		if (is_time(&d->clues[i]) && span_end(at) <= end &&
		    span_end(at) > start)
			start = span_end(at);
	}
	for (size_t i = v->figure; i < v->figure + v->figures; i++) {
		const struct span at = d->figures[i].fact.at;
		if (span_end(at) <= end && span_end(at) > start)
			start = span_end(at);
	}
	const struct str s =
	    text_slice(&d->text, (struct span){ start, end - start });
	size_t rune = start;
	for (size_t i = 0; i < s.n;) {
		size_t len = 0;
		const uint32_t r = utf8_decode(str_from(s, i), &len);
		i += len;
		rune++;
		if (ends_clause(r) && !is_inside(r, str_from(s, i)))
			start = rune;
	}
	return start;
}

/* How many bytes "and" and the noun behind it take: "в Абае и Риддере". */
static size_t
joined(const struct draft *d, struct str s)
{
	const struct str rest = str_trim(s);
	const size_t and = str_chr(rest, ' ');
	if (and >= rest.n || draft_find(d, "and", str_head(rest, and)) == NULL)
		return 0;
	const struct str noun = str_trim(str_from(rest, and));
	const size_t n = str_chr(noun, ' ');
	return (size_t)(noun.s - s.s) + n;
}

/* "В хорошем состоянии". */
static bool
is_oblique_adjective(const struct draft *d, struct str word)
{
	const size_t n = 4; /* two Cyrillic letters */
	return word.n > n &&
	    draft_find(d, "oblique_ending", str_from(word, word.n - n)) !=
	    NULL &&
	    !lemmas_is_noun(d, word);
}

/* How many bytes a preposition and what it governs take at the front of a
 * clause: adjectives and the first noun. */
static size_t
oblique(const struct draft *d, struct str s)
{
	size_t at = str_chr(s, ' ');
	if (draft_find(d, "preposition", str_head(s, at)) == NULL)
		return 0;
	while (at < s.n) {
		at++;
		const struct str word =
		    str_head(str_from(s, at), str_chr(str_from(s, at), ' '));
		if (draft_find(d, "lead", word) != NULL)
			return 0;
		at += word.n;
		if (!lemmas_is_adjective(d, word) &&
		    !is_oblique_adjective(d, word) &&
		    draft_find(d, "stop", word) == NULL)
			return at + joined(d, str_from(s, at));
	}
	return at;
}

/* Takes words of the class `lead` (а, и, сегодня) and white space off the
 * front of a span and off its end, where "не" may stand too. */
struct span
clauses_trim(const struct draft *d, struct span at)
{
	struct str s = text_folded(&d->text, d->arena, at);
	for (;;) {
		const size_t blank = s.n - str_trim(s).n;
		if (blank > 0 && s.s[0] == ' ') {
			s = str_from(s, 1);
			at.start++;
			at.length--;
			continue;
		}
		const size_t governed = oblique(d, s);
		const struct str word =
		    str_head(s, governed > 0 ? governed : str_chr(s, ' '));
		if (word.n == 0 || word.n == s.n ||
		    (governed == 0 && draft_find(d, "lead", word) == NULL))
			break;
		const size_t runes = utf8_count(word);
		s = str_from(s, word.n);
		at.start += runes;
		at.length -= runes;
	}
	while (s.n > 0) {
		const struct str last = lemmas_last_word(s);
		if (last.n > 0 && draft_find(d, "before_verb", last) == NULL &&
		    draft_find(d, "lead", last) == NULL)
			break;
		const size_t off = last.n > 0 ? last.n : 1;
		at.length -= utf8_count(str_from(s, s.n - off));
		s.n -= off;
	}
	return at;
}

size_t
clauses_end(const struct draft *d, const struct sentence_view *v, size_t verb)
{
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct span at = clue_span(&d->clues[i]);
		if (is_time(&d->clues[i]) && at.start > v->at.start &&
		    span_end(at) + 1 == verb)
			return at.start;
	}
	return verb;
}

size_t
clauses_time_before(const struct draft *d, const struct sentence_view *v,
    size_t start)
{
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct span at = clue_span(&d->clues[i]);
		if (is_time(&d->clues[i]) && span_end(at) == start)
			return at.start > v->at.start ? at.start : 0;
	}
	return 0;
}

size_t
clauses_aside(const struct draft *d, const struct sentence_view *v,
    size_t start)
{
	const size_t near = start - v->at.start;
	const size_t back = near < SUBJECT_MAX ? near : SUBJECT_MAX;
	const struct str s =
	    text_slice(&d->text, (struct span){ start - back, back });
	const bool bracket = str_ends(s, STR(")"));
	if (!bracket && !str_ends(s, STR("»")))
		return 0;
	const struct str open = bracket ? STR("(") : STR("«");
	size_t at = s.n;
	while (at > 0 && !str_starts(str_from(s, at), open))
		at--;
	return at > 0 ? start - back + utf8_count(str_head(s, at)) : 0;
}
