#include "normalize/changes.h"

/* How far a verb of change may stand from its figure, in code points. */
#define VERB_REACH 120
/* How far a comparative: "на 1,2 млн тонн зерна меньше". */
#define COMPARATIVE_REACH 24

/* Rules whose figure can be a difference or a new value. */
static bool
may_change(const struct figure *f)
{
	return !f->dropped && f->role == ROLE_NONE;
}

/* How far a verb is from a figure, in code points; one of another clause is
 * farther than any of this one. */
static size_t
verb_distance(const struct draft *d, const struct clue *c,
    const struct figure *f)
{
	const struct span verb = c->mention->at;
	const struct span number = f->number;
	const bool before = verb.start < number.start;
	const size_t from = before ? span_end(verb) : span_end(number);
	const size_t until = before ? number.start : verb.start;
	if (until <= from)
		return 0;
	/* "На 24 млн га, что на 300 тыс. больше": of the second alone. */
	if (until - from > COMPARATIVE_REACH &&
	    draft_find(d, "comparative",
		text_folded(&d->text, d->arena, verb)) != NULL)
		return VERB_REACH;
	if (!draft_parted(d, from, until))
		return until - from;
	/* A Kazakh verb ends its clause: what follows has another. */
	if (before && str_is(d->doc->lang, "kk"))
		return VERB_REACH;
	return until - from + VERB_REACH / 2;
}

/* The verb that goes with the figure: the nearest, of its own clause first. */
static const struct clue *
verb_of(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const struct clue *best = NULL;
	size_t nearest = VERB_REACH;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		const size_t far =
		    c->kind == CLUE_FRAME ? verb_distance(d, c, f) : nearest;
		if (far < nearest) {
			nearest = far;
			best = c;
		}
	}
	return best;
}

static bool
is_change(const struct clue *c)
{
	return c != NULL && !str_is(c->word, "level") &&
	    !str_is(c->word, "reach");
}

/* "На 32 предприятиях": the noun's case says that it is a place. */
static bool
is_locative(const struct draft *d, const struct figure *f)
{
	const struct str noun = draft_words(d, f->mention, "noun");
	const size_t n = 4; /* two Cyrillic letters */
	return noun.n > n &&
	    draft_find(d, "locative_ending", str_from(noun, noun.n - n)) !=
	    NULL;
}

/* A Kazakh counted noun carries the case of its figure: "262 мың адамға". */
static const struct lexeme *
noun_role(const struct draft *d, const struct figure *f)
{
	const struct str noun = draft_words(d, f->mention, "noun");
	const size_t n = 4; /* two Cyrillic letters */
	if (noun.n <= n || f->fraction || !str_is(d->doc->lang, "kk"))
		return NULL;
	return draft_find(d, "role", str_from(noun, noun.n - n));
}

/* The role that the words by the figure give it in a change: "на 12 %" and
 * the Kazakh dative are differences, "до 20" and "-ға дейін" new values. */
static enum role
role_of(const struct draft *d, const struct figure *f)
{
	static const struct role_row {
		const char *code;
		enum role role;
	} codes[] = {
		{ "from", ROLE_FROM },
		{ "to", ROLE_TO },
		{ "by", ROLE_BY },
	};
	struct str prep = draft_words(d, f->mention, "prep");
	/* "Почти на 8 %". */
	if (prep.s == NULL)
		prep = draft_words(d, f->mention, "prep_");
	const struct lexeme *role = draft_find(d, "role", prep);
	if (draft_words(d, f->mention, "limit").s != NULL)
		return ROLE_TO;
	if (is_locative(d, f))
		return ROLE_NONE;
	if (role == NULL)
		role =
		    draft_find(d, "role", draft_words(d, f->mention, "case"));
	if (role == NULL)
		role = noun_role(d, f);
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (role != NULL && str_is(role->code.v, codes[i].code))
			return codes[i].role;
	return ROLE_NONE;
}

/* The direction of the change that is stated before a figure: by its clause,
 * in Kazakh also by the one before (қысқарып, 320 мыңға жетті). */
static struct str
change_before(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	struct str direction = STR_NONE;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		const size_t from = span_end(c->mention->at);
		if (c->kind == CLUE_FRAME && is_change(c) &&
		    from <= f->number.start &&
		    (str_is(d->doc->lang, "kk") ||
			!draft_parted(d, from, f->number.start)))
			direction = c->word;
	}
	return direction;
}

/* "Вырос на 27 и достиг 7 962": what a change has reached is its new value.
 * The Kazakh dative with жетті says so by itself. */
static void
set_reached(const struct draft *d, const struct sentence_view *v,
    struct figure *f)
{
	struct str direction = change_before(d, v, f);
	if (str_is(d->doc->lang, "kk") && role_of(d, f) != ROLE_NONE &&
	    direction.s == NULL)
		direction = STR("up");
	if (direction.s == NULL)
		return;
	f->role = ROLE_TO;
	f->fact.change.role = STR("to");
	f->fact.change.direction = direction;
}

static void
set_pair(struct draft *d, struct figure *to)
{
	struct figure *from = &d->figures[to->pair - 1];
	if (from->dropped || to->dropped)
		return;
	if (from->fact.unit.n == 0)
		from->fact.unit = to->fact.unit;
	const struct str direction =
	    to->fact.value < from->fact.value ? STR("down") : STR("up");
	from->fact.change.role = STR("from");
	to->fact.change.role = STR("to");
	from->fact.change.direction = direction;
	to->fact.change.direction = direction;
}

/* "Output rose 7 %", "7 % more than": English says a difference without any
 * "by". */
static bool
is_bare(const struct draft *d, const struct clue *verb, const struct figure *f)
{
	return str_is(d->doc->lang, "en") && !str_is(f->kind, "count") &&
	    draft_words(d, f->mention, "prep").s == NULL &&
	    (span_end(verb->mention->at) + 1 == f->fact.at.start ||
		span_end(f->fact.at) + 1 == verb->mention->at.start);
}

static void
set_single(const struct draft *d, const struct sentence_view *v,
    struct figure *f)
{
	const struct clue *verb = verb_of(d, v, f);
	if (str_is(f->kind, "factor")) {
		f->role = ROLE_BY;
		f->fact.change.role = STR("by");
		f->fact.change.direction =
		    is_change(verb) ? verb->word : STR("up");
		return;
	}
	if (verb != NULL && str_is(verb->word, "reach")) {
		set_reached(d, v, f);
		return;
	}
	if (!is_change(verb))
		return;
	f->role = role_of(d, f);
	if (f->role == ROLE_FROM)
		f->role = ROLE_NONE; /* until its other is found */
	if (f->role == ROLE_NONE && is_bare(d, verb, f))
		f->role = ROLE_BY;
	if (f->role == ROLE_NONE)
		return;
	f->fact.change.role = f->role == ROLE_TO ? STR("to") : STR("by");
	f->fact.change.direction = verb->word;
	if (f->role == ROLE_BY && f->fact.value < 0)
		f->fact.change.direction = STR("down");
}

/* "С 8,6% в 2024 году до 12,3% в 2025": two figures apart that are one
 * change, the second right behind the first. */
static void
join_pair(struct draft *d, const struct sentence_view *v, size_t i)
{
	struct figure *to = &d->figures[i];
	struct figure *from = to - 1;
	if (i == v->figure || to->pair > 0 || from->pair > 0 ||
	    (to->role != ROLE_TO && to->role != ROLE_BY) ||
	    from->role != ROLE_NONE || !str_eq(from->kind, to->kind) ||
	    !str_eq(from->fact.unit, to->fact.unit) ||
	    role_of(d, from) != ROLE_FROM)
		return;
	from->role = ROLE_FROM;
	to->role = ROLE_TO;
	from->pair = i + 1;
	to->pair = i;
	set_pair(d, to);
}

/* "Хлеб подорожал на 13 %, молоко – на 11 %": a list says its verb once, in
 * Kazakh behind the last; so does "на 12 тонн, или 2,4 %". */
static void
share_verb(const struct draft *d, const struct figure *f, struct figure *next)
{
	const bool listed = str_eq(f->kind, next->kind) &&
	    str_eq(f->fact.unit, next->fact.unit) &&
	    role_of(d, next) == ROLE_BY;
	if (next->dropped || next->role != ROLE_NONE || f->role != ROLE_BY ||
	    str_is(f->kind, "factor") ||
	    !(listed || (f < next && draft_is_again(d, f, next))))
		return;
	next->role = ROLE_BY;
	next->fact.change.role = f->fact.change.role;
	next->fact.change.direction = f->fact.change.direction;
}

static void
share_verbs(const struct draft *d, const struct sentence_view *v)
{
	struct figure *f = &d->figures[v->figure];
	for (size_t i = 1; i < v->figures; i++)
		share_verb(d, &f[i - 1], &f[i]);
	if (!str_is(d->doc->lang, "kk"))
		return;
	for (size_t i = v->figures; i-- > 1;)
		share_verb(d, &f[i], &f[i - 1]);
}

void
changes_set(struct draft *d)
{
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
		for (size_t i = v->figure; i < v->figure + v->figures; i++) {
			struct figure *f = &d->figures[i];
			if (f->role == ROLE_TO)
				set_pair(d, f);
			else if (may_change(f))
				set_single(d, v, f);
			join_pair(d, v, i);
		}
		share_verbs(d, v);
	}
}
