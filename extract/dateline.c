#include "extract/dateline.h"

#include "common/clock.h"
#include "extract/plain.h"

#define ABOVE      12  /* passages between headline and text, at most */
#define OVER_TITLE 3   /* passages above the headline */
#define BELOW      4   /* passages under the article */
#define LINE_RUNES 140 /* of a line that may be a dateline */

struct search {
	const struct dates *dates;
	struct arena *arena;
	const struct passages *passages;
	int64_t fetched;
};

static int64_t
date_at(const struct search *s, size_t i)
{
	const struct passage *p = &s->passages->v[i];
	int64_t at = CLOCK_NONE;
	if (p->size.digits > 0 && p->size.runes <= LINE_RUNES &&
	    dates_find(s->dates, s->arena, p->text, s->fetched, &at) &&
	    dates_plausible(at, s->fetched))
		return at;
	return CLOCK_NONE;
}

/* The headline's place above the text, or where looking for it ends. */
static size_t
title_place(const struct search *s, struct str title, size_t first)
{
	const size_t top = first > ABOVE ? first - ABOVE : 0;
	for (size_t i = first; title.n > 0 && i-- > top;)
		if (plain_likeness(s->arena, s->passages->v[i].text, title) >=
		    0.8)
			return i;
	return first;
}

int64_t
dateline_find(const struct dates *dates, struct arena *arena,
    const struct passages *p, struct str title, int64_t fetched)
{
	const struct search s = { dates, arena, p, fetched };
	const size_t first = passages_first(p);
	const size_t past = passages_past(p);
	const size_t head = title_place(&s, title, first);
	int64_t at = CLOCK_NONE;
	for (size_t i = head; at == CLOCK_NONE && i <= first && i < p->n; i++)
		at = date_at(&s, i);
	for (size_t i = 1; at == CLOCK_NONE && i <= OVER_TITLE && i <= head;
	     i++)
		at = date_at(&s, head - i);
	for (size_t i = past; at == CLOCK_NONE && i < p->n && i < past + BELOW;
	     i++)
		at = date_at(&s, i);
	return at;
}
