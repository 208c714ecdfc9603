#include "normalize/cues.h"

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

static struct str
speaker_of(const struct draft *d, const struct sentence_view *v)
{
	for (size_t i = v->clue; i < v->clue + v->clues; i++) {
		const struct clue *c = &d->clues[i];
		const struct span *who = c->kind == CLUE_SPEAKER
		    ? draft_capture(c->mention, "who")
		    : NULL;
		if (who != NULL)
			return text_slice(&d->text, *who);
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
