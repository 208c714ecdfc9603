#include "normalize/cues.h"

#include "common/utf8.h"

#define CUES_GENITIVE 6  /* bytes of its endings: ның, дің ... */
#define CUES_NAME     18 /* bytes of a name that may have lost one */

static const char *const modalities[] = { "plan", "forecast", "denied",
	"past" };

static bool
is_modality(struct str word)
{
	for (size_t i = 0; i < sizeof(modalities) / sizeof(*modalities); i++)
		if (str_is(word, modalities[i]))
			return true;
	return false;
}

/* The last cue before the figure, else the first behind it: Kazakh says it
 * with the verb at the end. */
static const struct clue *
cue_of(const struct draft *d, const struct sentence_view *v,
    const struct figure *f)
{
	const struct clue *best = NULL;
	const bool kazakh = str_is(d->doc->lang, "kk");
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		if (c->kind != CLUE_CUE || !is_modality(c->word))
			continue;
		if (c->mention->at.start < f->number.start)
			best = c;
		else if (best == NULL && kazakh)
			return c;
	}
	return best;
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
			const struct clue *c = cue_of(d, v, f);
			f->fact.modality = c != NULL ? c->word : STR("actual");
			f->fact.speaker = speaker;
		}
	}
}
