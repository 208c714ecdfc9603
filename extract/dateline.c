#include "extract/dateline.h"

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
	int64_t *at;
};

static bool
is_date(const struct search *s, size_t i)
{
	const struct passage *p = &s->passages->v[i];
	return p->size.digits > 0 && p->size.runes <= LINE_RUNES &&
	    dates_find(s->dates, s->arena, p->text, s->fetched, s->at) &&
	    dates_plausible(*s->at, s->fetched);
}

static size_t
first_kept(const struct passages *p)
{
	size_t i = 0;
	while (i < p->n && !p->v[i].kept)
		i++;
	return i;
}

static size_t
past_kept(const struct passages *p)
{
	size_t i = p->n;
	while (i > 0 && !p->v[i - 1].kept)
		i--;
	return i;
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

bool
dateline_find(const struct dates *dates, struct arena *arena,
    const struct passages *p, struct str title, int64_t fetched, int64_t *at)
{
	const struct search s = { dates, arena, p, fetched, at };
	const size_t first = first_kept(p);
	const size_t past = past_kept(p);
	const size_t head = title_place(&s, title, first);
	for (size_t i = head; i <= first && i < p->n; i++)
		if (is_date(&s, i))
			return true;
	for (size_t i = head; i-- > 0 && head - i <= OVER_TITLE;)
		if (is_date(&s, i))
			return true;
	for (size_t i = past; i < p->n && i < past + BELOW; i++)
		if (is_date(&s, i))
			return true;
	return false;
}
