#include "extract/title.h"

#include <stdbool.h>

#include "common/utf8.h"
#include "extract/plain.h"

#define TITLE_BYTES  600
#define AGREES       0.55 /* likeness from which two titles are one */
#define HEADINGS_MAX 40   /* headings looked at */
#define PART_WORDS   3    /* of a title that can stand without its rest */
#define SAME         0.95 /* likeness of a part that the page shows */
#define SAID_MAX     8
#define SHOWN        0.8 /* likeness of the headline as shown */
#define LINKED       0.5

/* The marks that sites put between a headline and their name. */
static const struct str marks[] = { { " | ", 3 }, { " – ", 5 }, { " — ", 5 },
	{ " - ", 3 }, { " :: ", 4 }, { " » ", 4 }, { " « ", 4 }, { " / ", 3 },
	{ " • ", 5 }, { " · ", 4 } };
#define MARKS (sizeof(marks) / sizeof(marks[0]))

/* Where the mark stands last, or title.n. */
static size_t
last_of(struct str title, struct str mark)
{
	size_t last = title.n;
	size_t at = str_find(title, mark);
	while (at < title.n) {
		last = at;
		at += 1 + str_find(str_from(title, at + 1), mark);
	}
	return last;
}

/* The last mark in the title: its place, or title.n. */
static size_t
last_mark(struct str title, size_t *length)
{
	size_t last = title.n;
	for (size_t i = 0; i < MARKS; i++) {
		const size_t at = last_of(title, marks[i]);
		if (at < title.n && (last == title.n || at > last)) {
			last = at;
			*length = marks[i].n;
		}
	}
	return last;
}

/* Without what is like the site's name on either side. */
static struct str
without_name(struct arena *arena, struct str title, struct str sitename)
{
	size_t length = 0;
	const size_t at = last_mark(title, &length);
	if (at == title.n || sitename.n == 0)
		return title;
	const struct str head = str_head(title, at);
	const struct str tail = str_from(title, at + length);
	if (plain_likeness(arena, tail, sitename) >= AGREES)
		return head;
	if (plain_likeness(arena, head, sitename) >= AGREES)
		return tail;
	return title;
}

/* Without the site's part: what is like its name, or the shorter end of a
 * title that has enough words before it. */
static struct str
without_site(struct arena *arena, struct str title, struct str sitename)
{
	size_t length = 0;
	const struct str plain = without_name(arena, title, sitename);
	const size_t at = last_mark(title, &length);
	if (plain.n < title.n || at == title.n)
		return plain;
	const struct str head = str_head(title, at);
	const size_t words = plain_measure(str_from(title, at + length)).words;
	if (words <= 4 && plain_measure(head).words >= PART_WORDS &&
	    plain_measure(head).words > words)
		return without_site(arena, head, sitename);
	return title;
}

static bool
is_heading(const struct node *n)
{
	return n->tag == TAG_H1 || n->tag == TAG_H2 || n->tag == TAG_H3;
}

/* How well the text agrees with the said titles. */
static double
agreement(struct arena *arena, struct str text, const struct str *said,
    size_t nsaid)
{
	double most = 0;
	for (size_t i = 0; i < nsaid; i++) {
		const double like = plain_likeness(arena, text, said[i]);
		most = like > most ? like : most;
	}
	return most;
}

/* The heading that agrees best; an <h1> before others. */
static struct str
agreeing_heading(struct arena *arena, const struct dom *dom,
    const struct str *said, size_t nsaid)
{
	struct str best = STR_NONE;
	double most = AGREES;
	size_t looked = 0;
	for (const struct node *n = dom->root;
	     n != NULL && looked < HEADINGS_MAX; n = node_after(dom->root, n)) {
		if (!is_heading(n))
			continue;
		looked++;
		const struct str text = node_text(arena, n, TITLE_BYTES);
		const double like = agreement(arena, text, said, nsaid) +
		    (n->tag == TAG_H1 ? 0.1 : 0);
		if (text.n > 0 && like > most) {
			most = like;
			best = text;
		}
	}
	return best;
}

/* The only <h1> of a page whose metadata are silent. */
static struct str
first_heading(struct arena *arena, const struct dom *dom)
{
	const struct node *h1 = node_find(dom->root, TAG_H1);
	return h1 == NULL ? STR_NONE : node_text(arena, h1, TITLE_BYTES);
}

/* A passage that is one of the parts between a said title's marks; where the
 * page has no heading, that is how its headline looks. */
static struct str
visible_part(struct arena *arena, const struct passages *passages,
    struct str title)
{
	size_t length = 0;
	const size_t at = last_mark(title, &length);
	if (at == title.n)
		return STR_NONE;
	const struct str parts[] = { str_head(title, at),
		str_from(title, at + length) };
	for (size_t i = 0; i < passages->n; i++) {
		const struct passage *p = &passages->v[i];
		if (p->size.words < PART_WORDS || p->text.n > title.n + 3)
			continue;
		for (size_t k = 0; k < 2; k++)
			if (plain_likeness(arena, p->text, parts[k]) >= SAME)
				return p->text;
	}
	return STR_NONE;
}

/* Without the kicker that stands before the headline ("Culture: ..."): a said
 * title that ends the heading is all of it. */
static struct str
without_kicker(struct str heading, const struct str *said, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (said[i].n < heading.n && str_ends(heading, said[i]) &&
		    plain_measure(said[i]).words >= PART_WORDS)
			return said[i];
	return heading;
}

/* What two sources written for machines say in the same words.  <title>, the
 * last, is no witness: it often repeats the first. */
static struct str
agreed(struct arena *arena, const struct titles *t)
{
	for (size_t i = 0; i + 1 < t->n; i++)
		for (size_t k = i + 1; k + 1 < t->n; k++)
			if (t->said[i].n > 0 &&
			    plain_likeness(arena, t->said[i], t->said[k]) >=
				1.0)
				return without_name(arena, t->said[i],
				    t->sitename);
	return STR_NONE;
}

/* The said title as the page shows it, where it does. */
static struct str
as_shown(struct arena *arena, const struct dom *dom, struct str said)
{
	const struct str heading = agreeing_heading(arena, dom, &said, 1);
	return plain_likeness(arena, heading, said) >= 1.0 ? heading : said;
}

/* An <h1> that is all of a said title before its last mark: what stands
 * behind it is the site's, though its name be unknown. */
static struct str
shown_head(struct arena *arena, const struct dom *dom, const struct titles *t,
    struct str said)
{
	size_t length = 0;
	size_t looked = 0;
	const struct str head = str_head(said, last_mark(said, &length));
	if (head.n == said.n || plain_measure(head).words < 2 ||
	    plain_likeness(arena, head, t->sitename) >= AGREES)
		return STR_NONE;
	for (const struct node *n = dom->root;
	     n != NULL && looked < HEADINGS_MAX; n = node_after(dom->root, n)) {
		if (n->tag != TAG_H1)
			continue;
		looked++;
		const struct str text = node_text(arena, n, TITLE_BYTES);
		if (plain_likeness(arena, text, head) >= 1.0)
			return text;
	}
	return STR_NONE;
}

struct str
title_choose(struct arena *arena, const struct dom *dom,
    const struct passages *passages, const struct titles *t)
{
	struct str plain[SAID_MAX];
	struct str first = STR_NONE;
	size_t n = 0;
	for (size_t i = 0; i < t->n && n < SAID_MAX; i++) {
		if (t->said[i].n == 0)
			continue;
		first = first.n > 0 ? first : t->said[i];
		plain[n++] = without_site(arena, t->said[i], t->sitename);
	}
	struct str title = shown_head(arena, dom, t, first);
	if (title.n == 0)
		title = as_shown(arena, dom, agreed(arena, t));
	if (title.n == 0)
		title = without_kicker(agreeing_heading(arena, dom, plain, n),
		    plain, n);
	if (title.n == 0)
		title = visible_part(arena, passages, first);
	if (title.n == 0)
		title = n > 0 ? plain[0] : first_heading(arena, dom);
	return title.n > 0 ? title : STR_NONE;
}

size_t
title_place(struct arena *arena, const struct passages *p, struct str title)
{
	size_t place = p->n;
	for (size_t i = 0; i < p->n && title.n > 0; i++) {
		const bool heading = p->v[i].kind == PASSAGE_HEADING;
		if ((place < p->n && !heading) ||
		    (p->v[i].linked > LINKED && !heading) ||
		    p->v[i].text.n > 2 * title.n)
			continue;
		if (plain_likeness(arena, p->v[i].text, title) < SHOWN)
			continue;
		place = i;
		if (heading)
			break;
	}
	return place;
}
