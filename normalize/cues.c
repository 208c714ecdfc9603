#include "normalize/cues.h"

#include "common/clock.h"
#include "common/utf8.h"

#define CUES_GENITIVE 6  /* bytes of its endings: ның, дің ... */
#define CUES_PAST     4  /* bytes of a past tense's ending: ді, ла */
#define CUES_PRESENT  6  /* bytes of a present tense's: ады */
#define CUES_NAME     14 /* bytes of a name that may have lost one */

#define CUES_NEAR 2 /* code points between a figure and its "ago" */

/* The modality that a cue's word says. */
static const struct modality_row {
	const char *word;
	const char *modality;
	bool weak; /* any other cue of the sentence is asked first */
} rows[] = {
	{ "plan", "plan", false },
	{ "forecast", "forecast", false },
	{ "denied", "denied", false },
	{ "past", "past", false },
	{ "year_ago", "past", false },
	{ "month_ago", "past", false },
	{ "now", "actual", false },
	{ "future", "plan", true },
};

static const struct modality_row *
row_of(const struct clue *c)
{
	if (c == NULL || c->kind != CLUE_CUE)
		return NULL;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_is(c->word, rows[i].word))
			return &rows[i];
	return NULL;
}

/* Whether what a figure is said of, before its clause's comma, is done or is
 * so: "введено 14 школ, ещё 6 сдадут", "цена составляет 5 млрд, займёт три". */
static bool
is_done(const struct draft *d, const struct sentence_view *v, size_t from,
    size_t comma)
{
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		const size_t at = c->mention->at.start;
		const bool done =
		    c->kind == CLUE_CUE && str_is(c->word, "done");
		const bool own =
		    at > from ? at < comma : !draft_parted(d, at, from);
		/* "Закупили 120, в Семее – 85, ещё 40 получит Аягоз". */
		if ((done && at < from) ||
		    ((done || c->kind == CLUE_FRAME) && own))
			return true;
	}
	return false;
}

/* Whether the clause that ends at a comma ends in a verb of the past: "көшті,
 * тағы 30-ы қосылады".  "Еді" alone is past too: it follows a space. */
static bool
ends_past(const struct draft *d, size_t from, size_t comma)
{
	const struct str s = text_folded(&d->text, d->arena,
	    (struct span){ from, comma - from });
	return s.n > CUES_PRESENT &&
	    draft_find(d, "past_ending", str_from(s, s.n - CUES_PAST)) !=
	    NULL &&
	    (s.s[s.n - CUES_PRESENT - 1] == ' ' ||
		draft_find(d, "present_ending",
		    str_from(s, s.n - CUES_PRESENT)) == NULL);
}

/* Whether a cue behind a figure speaks of it: "217 школ построят".  "A year
 * ago" must stand right there; behind a comma and before another figure it
 * is of that one. */
static bool
is_behind(const struct draft *d, const struct sentence_view *v,
    const struct clue *c, const struct figure *f)
{
	const size_t from = span_end(f->number);
	const size_t at = c->mention->at.start;
	const struct figure *last = &d->figures[v->figure + v->figures - 1];
	if (at < from)
		return false;
	if (str_is(c->word, "past") || draft_is_ago(c))
		return at <= span_end(f->fact.at) + CUES_NEAR &&
		    !draft_parted(d, from, at);
	const size_t comma = draft_parting(d, from, at);
	return (last->number.start < at && !is_done(d, v, from, comma) &&
		   !ends_past(d, from, comma)) ||
	    comma == at;
}

/* Whether a cue before a figure is of another clause, and what the figure's own
 * tells has happened, in Kazakh, whose verb ends the clause: "2,4 есе қымбатқа
 * түспек, құны 1,4 трлн-ға өсті". */
static bool
is_past(const struct draft *d, const struct sentence_view *v,
    const struct clue *c, const struct figure *f)
{
	const size_t from = span_end(f->number);
	const size_t end = v->at.start + v->at.length;
	if (!str_is(d->doc->lang, "kk"))
		return false;
	size_t until = draft_parting(d, from, end);
	if (until == end && end > from)
		until = end - 1; /* the full stop */
	return draft_parted(d, span_end(c->mention->at), f->number.start) &&
	    ends_past(d, from, until);
}

/* The last cue before the figure, else the first behind it: a verb may stand
 * there, in Kazakh always.  A verb in the future is weaker than a word that
 * says plan or forecast. */
static const char *
modality_of(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const struct modality_row *before = NULL;
	const struct modality_row *behind = NULL;
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		const struct modality_row *row = row_of(c);
		if (row == NULL)
			continue;
		const bool first = c->mention->at.start < f->number.start;
		if (first && !(draft_is_ago(c) && v->figures > 1) &&
		    !is_past(d, v, c, f) &&
		    (before == NULL || before->weak || !row->weak))
			before = row;
		else if (!first && (behind == NULL || behind->weak) &&
		    is_behind(d, v, c, f))
			behind = row;
	}
	if (before == NULL || (before->weak && behind != NULL))
		before = behind;
	return before != NULL ? before->modality : NULL;
}

/* What is said of a time still to come has not come. */
static bool
is_to_come(const struct draft *d, const struct figure *f)
{
	char day[CLOCK_TEXT_MAX];
	const struct fact_period *p = &f->fact.period;
	if (d->doc->published_at == CLOCK_NONE || !str_is(p->basis, "text"))
		return false;
	clock_date(d->doc->published_at, day);
	return str_cmp(p->from, str_c(day)) > 0;
}

/* Kazakh puts who says it into the genitive, which is always one of a few
 * endings of the last word. */
static struct str
without_genitive(const struct draft *d, struct str who)
{
	const struct str folded = utf8_fold(d->arena, who);
	if (folded.n != who.n || who.n < CUES_NAME)
		return who;
	const struct str end = str_from(folded, who.n - CUES_GENITIVE);
	const struct lexeme *l = draft_find(d, "ending", end);
	return l != NULL && str_is(l->code.v, "gen")
	    ? str_head(who, who.n - CUES_GENITIVE)
	    : who;
}

/* Of a Russian name in the genitive only a known head is put right: what
 * stands behind it ("экономики") stays as it is, and a wrong guess at a
 * person's name would be worse than the words of the text. */
static struct str
with_head(const struct draft *d, struct str who)
{
	const struct str folded = utf8_fold(d->arena, who);
	const size_t first = str_chr(folded, ' ');
	const size_t second = first < folded.n
	    ? first + 1 + str_chr(str_from(folded, first + 1), ' ')
	    : first;
	const size_t ends[] = { second, first };
	for (size_t i = 0; i < 2 && folded.n == who.n; i++) {
		const struct lexeme *l =
		    draft_find(d, "body", str_head(folded, ends[i]));
		if (l == NULL)
			continue;
		const struct str head = l->code.v;
		size_t same = 0;
		while (same < head.n && same < ends[i] &&
		    head.s[same] == folded.s[same])
			same++;
		while (same > 0 && same < head.n &&
		    ((unsigned char)head.s[same] & 0xC0) == 0x80)
			same--;
		return arena_printf(d->arena, "%.*s%.*s%.*s",
		    STR_ARG(str_head(who, same)), STR_ARG(str_from(head, same)),
		    STR_ARG(str_from(who, ends[i])));
	}
	return who;
}

static struct str
speaker_of(const struct draft *d, const struct sentence_view *v)
{
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		const struct span *who = c->kind == CLUE_SPEAKER
		    ? draft_capture(c->mention, "who")
		    : NULL;
		if (who == NULL)
			continue;
		const struct str words = text_slice(&d->text, *who);
		return str_is(d->doc->lang, "kk") ? without_genitive(d, words)
						  : with_head(d, words);
	}
	return STR_NONE;
}

void
cues_set(struct draft *d)
{
	for (size_t s = 0; s < d->nsentences; s++) {
		const struct sentence_view *v = &d->sentences[s];
		const struct str speaker = speaker_of(d, v);
		for (size_t i = v->figure; i < v->figure + v->figures; i++) {
			struct figure *f = &d->figures[i];
			const char *modality = modality_of(d, v, f);
			if (modality == NULL)
				modality = is_to_come(d, f) ? "plan" : "actual";
			f->fact.modality = str_c(modality);
			f->fact.speaker = speaker;
		}
	}
}
