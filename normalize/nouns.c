#include "normalize/nouns.h"

#include <math.h>

#include "normalize/lemmas.h"
#include "normalize/subjects.h"

/* Code points from a figure to one of the same subject. */
#define NOUNS_GAP 48

static void
set_noun(const struct draft *d, struct figure *f, struct span at)
{
	const struct str folded = text_folded(&d->text, d->arena, at);
	f->fact.noun.surface = text_slice(&d->text, at);
	f->fact.noun.lemma = lemmas_of(d, subjects_lang(d, folded), folded);
}

/* What a figure is of when no words of the rule say it. */
static void
set_subject(const struct draft *d, struct figure *f,
    const struct subject *subject)
{
	f->fact.noun.surface = text_slice(&d->text, subject->at);
	f->fact.noun.lemma = lemmas_of_subject(d, subject->lang, subject->head);
}

/* Whether a figure counts something: by number, or by a share of many
 * ("половина школ"). */
static bool
is_counting(const struct figure *f)
{
	return !f->dropped && f->fact.noun.surface.n > 0 &&
	    (str_is(f->kind, "count") || f->fraction);
}

/* The nearest counted noun before a count that has none. */
static const struct fact_noun *
antecedent(const struct draft *d, const struct figure *f)
{
	const size_t here = (size_t)(f - d->figures);
	for (size_t i = here; i-- > 0;) {
		const struct figure *o = &d->figures[i];
		if (f->fact.sentence.start - o->fact.sentence.start >
		    NOUNS_REACH)
			return NULL;
		if (is_counting(o))
			return &o->fact.noun;
	}
	return NULL;
}

static void
set_count(const struct draft *d, struct figure *f)
{
	if (f->pair != 0 && f->role == ROLE_FROM) {
		/* Its noun is the other's, which comes next. */
		return;
	}
	const struct fact_noun *noun = antecedent(d, f);
	if (noun != NULL)
		f->fact.noun = *noun;
}

static void
share_pair(struct draft *d, struct figure *to)
{
	struct figure *from = &d->figures[to->pair - 1];
	if (from->fact.noun.surface.n == 0)
		from->fact.noun = to->fact.noun;
}

/* Whom "двое" counts when nothing else is said. */
static struct str
person(const struct draft *d)
{
	const struct lexeme *l =
	    lexicon_next(draft_lexicon(d), d->doc->lang, STR("person"), NULL);
	return l != NULL ? l->code.v : STR_NONE;
}

static bool
is_people(const struct figure *f)
{
	return str_starts(draft_rule_word(f->mention->rule), STR("people"));
}

/* "Четверо рабочих, двое из них": of the sentence's own people, else of
 * anybody. */
static void
set_people(const struct draft *d, struct figure *f)
{
	const size_t here = (size_t)(f - d->figures);
	const struct figure *o = here > 0 ? f - 1 : NULL;
	if (o != NULL && !o->dropped && str_is(o->kind, "count") &&
	    o->fact.sentence.start == f->fact.sentence.start &&
	    o->fact.noun.surface.n > 0)
		f->fact.noun = o->fact.noun;
	else
		f->fact.noun.lemma = person(d);
}

/* Whether two figures of a sentence are of one thing: of one kind, or parts of
 * one change ("на 7 % и достигла 560 тыс. тенге"). */
static bool
is_same(const struct figure *a, const struct figure *b)
{
	return (str_eq(a->kind, b->kind) &&
		   (str_is(a->kind, "money") ||
		       str_eq(a->fact.unit, b->fact.unit))) ||
	    (a->role != ROLE_NONE && b->role != ROLE_NONE);
}

/* "Доходы выросли на 18% и составили 15 трлн": only a verb stands between. */
static bool
goes_on(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const size_t from = span_end(f[-1].fact.at);
	const size_t until = f->fact.at.start;
	if (until < from || until - from > NOUNS_GAP ||
	    str_is(f[-1].kind, "count"))
		return false;
	for (size_t i = v->clue; i < v->clue + v->clues; i++)
		if (d->clues[i].kind == CLUE_FRAME &&
		    d->clues[i].mention->at.start >= from &&
		    span_end(d->clues[i].mention->at) <= f->number.start)
			return true;
	return false;
}

/* "Износ – 54%, в Экибастузе – 67%": a list says its subject once. */
static void
set_listed(const struct draft *d, const struct sentence_view *v,
    struct figure *f)
{
	if (f == &d->figures[v->figure] || f->fact.noun.lemma.n > 0 ||
	    str_is(f->kind, "count"))
		return;
	if (is_same(&f[-1], f) || draft_is_again(d, &f[-1], f) ||
	    goes_on(d, v, f))
		f->fact.noun = f[-1].fact.noun;
}

/* "6 млн тонн, а в Абае 5 млн тонн зерна": what is measured is said last. */
static void
set_measured(const struct draft *d, const struct sentence_view *v)
{
	bool said = false;
	for (size_t i = v->figures; i-- > 1;) {
		struct figure *f = &d->figures[v->figure + i - 1];
		const struct figure *next = f + 1;
		said = said || draft_capture(next->mention, "noun") != NULL;
		if (f->fact.noun.lemma.n == 0 && str_is(f->kind, "quantity") &&
		    str_eq(f->kind, next->kind) &&
		    str_eq(f->fact.unit, next->fact.unit) && said)
			f->fact.noun = next->fact.noun;
		else
			said = false;
	}
}

/* "Число школ выросло на 27" says what it counts; other subjects give way to
 * a counted noun said before. */
static void
set_unsaid(struct draft *d, const struct sentence_view *v, struct figure *f)
{
	struct subject subject = { .counted = false };
	if (f->role == ROLE_TO && f->pair > 0 &&
	    d->figures[f->pair - 1].fact.noun.lemma.n > 0) {
		f->fact.noun = d->figures[f->pair - 1].fact.noun;
		return;
	}
	const bool count = str_is(f->kind, "count");
	const bool found = subjects_find(d, v, f, &subject);
	if ((count && !(found && subject.counted)) || (f->fraction && !found))
		set_count(d, f);
	if (found && f->fact.noun.lemma.n == 0)
		set_subject(d, f, &subject);
	set_listed(d, v, f);
}

/* Whether a number goes with a noun in the singular: 21, 131, not 11. */
static bool
ends_in_one(double value)
{
	return fmod(value, 10) == 1 && fmod(value, 100) != 11;
}

/* "В остальные 45 воду подвозят": a Russian noun in the accusative singular
 * goes with no number but one that ends in one. */
static bool
is_object(const struct draft *d, const struct figure *f)
{
	const struct str noun = draft_words(d, f->mention, "noun");
	const size_t n = 2; /* a Cyrillic letter */
	return str_is(f->kind, "count") && noun.n > n &&
	    str_is(d->doc->lang, "ru") &&
	    draft_find(d, "accusative_ending", str_from(noun, noun.n - n)) !=
	    NULL &&
	    !ends_in_one(f->read.value);
}

static void
set_one(struct draft *d, const struct sentence_view *v, struct figure *f)
{
	const struct span *noun = draft_capture(f->mention, "noun");
	if (noun != NULL && !is_object(d, f))
		set_noun(d, f, *noun);
	else if (str_is(f->kind, "count") && is_people(f))
		set_people(d, f);
	else
		set_unsaid(d, v, f);
	if (f->role == ROLE_TO && f->pair != 0)
		share_pair(d, f);
}

/* A rule "count.elided..." counts only on a noun said before; where the
 * words themselves say that something is counted ("75-і") it may be missing.
 * "count.ones" is "21 новая школа" and no other number's. */
static bool
is_nothing(const struct figure *f)
{
	const struct str word = draft_rule_word(f->mention->rule);
	if (!str_is(f->kind, "count"))
		return false;
	if (str_is(word, "ones"))
		return !ends_in_one(f->read.value);
	return f->fact.noun.lemma.n == 0 && str_starts(word, STR("elided"));
}

void
nouns_set(struct draft *d)
{
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
		for (size_t i = v->figure; i < v->figure + v->figures; i++)
			if (!d->figures[i].dropped)
				set_one(d, v, &d->figures[i]);
		set_measured(d, v);
		for (size_t i = v->figure; i < v->figure + v->figures; i++)
			if (is_nothing(&d->figures[i]))
				d->figures[i].dropped = true;
	}
}
