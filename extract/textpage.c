#include "extract/textpage.h"

#include <stdint.h>

#include "common/utf8.h"
#include "extract/score.h"
#include "extract/stretch.h"

#define LINE_PIECE   ((size_t)1 << 20) /* bytes; longer lines are cut */
#define HEADLINE_MAX 110 /* code points of what may be a list's headline */
#define PROSE_SURE   200 /* of prose even without a sentence end */
#define SHORT_LINE   40
#define NEAR         3 /* lines on either side that tell of a list */
#define CROWD        4 /* short ones among them that make it one */
#define LIST_COST    8
#define RUN_MIN      3  /* short lines in a row inside an article */
#define TITLE_REACH  12 /* lines above the article a title may stand */
#define TITLE_RUNES  250
#define TITLE_WORDS  3

/* "• " or "1. " before an item: the marker goes, the kind says it. */
static size_t
marker(struct str line)
{
	static const struct str bullets[] = { { "•", 3 }, { "·", 2 },
		{ "▪", 3 }, { "●", 3 }, { "◦", 3 }, { "*", 1 } };
	size_t n = 0;
	for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++)
		if (str_starts(line, bullets[i]))
			n = bullets[i].n;
	if (n == 0) {
		while (n < 2 && n < line.n &&
		    utf8_is_digit((unsigned char)line.s[n]))
			n++;
		if (n == 0 || n >= line.n ||
		    (line.s[n] != '.' && line.s[n] != ')'))
			return 0;
		n++;
	}
	size_t space = 1;
	const struct str rest = str_from(line, n);
	if (rest.n == 0 || !utf8_is_space(utf8_decode(rest, &space)))
		return 0;
	const struct str words = str_from(rest, space);
	size_t len;
	if (words.n == 0 || utf8_is_digit(utf8_decode(words, &len)))
		return 0;
	return n + space;
}

static void
add_line(struct arena *arena, struct passages *p, struct str line, size_t gap)
{
	struct str text = plain_squeeze(arena, line);
	if (text.n == 0)
		return;
	const size_t mark = marker(text);
	text = str_from(text, mark);
	struct passage *one = passages_add(arena, p, text);
	if (one == NULL)
		return;
	one->kind = mark > 0 ? PASSAGE_ITEM : PASSAGE_PARAGRAPH;
	one->gap = gap;
}

static bool
is_blank(struct str line)
{
	return str_trim(line).n == 0;
}

static void
read_lines(struct arena *arena, struct str text, struct passages *p)
{
	size_t gap = 0;
	struct str line;
	/* Of what is left out, nothing is taken: a page may be of 4,000,000
	 * lines. */
	while (!passages_full(p) && str_cut(&text, '\n', &line)) {
		if (is_blank(line)) {
			gap++;
			continue;
		}
		while (line.n > LINE_PIECE) {
			const struct str piece = plain_head(line, LINE_PIECE);
			add_line(arena, p, piece, gap);
			line = str_from(line, piece.n);
		}
		add_line(arena, p, line, gap);
		gap = 0;
	}
}

/* Prose needs its sentence end here: a headline may be long. */
static double
line_value(const struct passage *p)
{
	const struct plain_size *s = &p->size;
	if (p->note == NOTE_NONE && s->runes < PROSE_SURE && !s->finished)
		return -LIST_COST;
	return score_passage(p);
}

static bool
is_short(const struct passage *p)
{
	return p->value < 0 && p->note != NOTE_CAPTION &&
	    p->size.runes < HEADLINE_MAX;
}

/* Among short lines a finished one is a headline ("Why ...?"), not prose;
 * but an article's own lines stand together. */
static bool
is_crowded(const struct passages *p, size_t at)
{
	if ((at > 0 && p->v[at - 1].value > 0) ||
	    (at + 1 < p->n && p->v[at + 1].value > 0))
		return false;
	const size_t from = at > NEAR ? at - NEAR : 0;
	size_t crowd = 0;
	for (size_t i = from; i < p->n && i <= at + NEAR; i++)
		crowd += i != at && is_short(&p->v[i]);
	return crowd >= CROWD;
}

static void
score_lines(struct arena *arena, const struct furniture *f, struct passages *p)
{
	for (size_t i = 0; i < p->n; i++) {
		p->v[i].note = furniture_note(f, arena, p->v[i].text);
		p->v[i].value = line_value(&p->v[i]);
	}
	bool *crowded = arena_array(arena, p->n + 1, sizeof(crowded[0]));
	for (size_t i = 0; i < p->n; i++)
		crowded[i] = p->v[i].value > 0 &&
		    p->v[i].size.runes < HEADLINE_MAX && is_crowded(p, i);
	for (size_t i = 0; i < p->n; i++)
		if (crowded[i])
			p->v[i].value = -LIST_COST;
}

static bool
is_scrap(const struct passage *p)
{
	return p->value < 0 && p->size.runes < SHORT_LINE &&
	    p->kind != PASSAGE_ITEM;
}

/* How many scraps stand in a row around `at`. */
static size_t
run_length(const struct passages *p, struct block_range r, size_t at)
{
	size_t from = at;
	size_t to = at;
	while (
	    from > r.first && at - from < RUN_MIN && is_scrap(&p->v[from - 1]))
		from--;
	while (to + 1 < r.past && to - at < RUN_MIN && is_scrap(&p->v[to + 1]))
		to++;
	return to - from + 1;
}

static bool
is_line_kept(const struct passages *p, struct block_range r, size_t at)
{
	const struct passage *one = &p->v[at];
	if (one->note != NOTE_NONE || one->size.letters == 0)
		return false;
	if (is_scrap(one) && run_length(p, r, at) >= RUN_MIN)
		return false;
	return one->value > 0 || !is_crowded(p, at);
}

/* A short line without an end over prose heads it. */
static bool
is_subhead(const struct passages *p, size_t at)
{
	const struct passage *one = &p->v[at];
	return one->kind == PASSAGE_PARAGRAPH && !one->size.finished &&
	    one->size.runes < HEADLINE_MAX && at + 1 < p->n &&
	    (p->v[at + 1].value > 0 || p->v[at + 1].size.finished);
}

static void
find_title(struct textpage *t)
{
	const struct passages *p = &t->passages;
	long most = 0;
	for (size_t i = t->first; i-- > 0 && t->first - i <= TITLE_REACH;) {
		const struct passage *one = &p->v[i];
		const long score = (long)one->size.words -
		    (long)(t->first - i) - (long)one->size.digits / 2;
		if (one->note == NOTE_NONE && one->size.words >= TITLE_WORDS &&
		    one->size.runes <= TITLE_RUNES && score > most) {
			most = score;
			t->title = one->text;
		}
	}
}

void
textpage_read(struct arena *arena, const struct furniture *f, struct str text,
    struct textpage *t)
{
	*t = (struct textpage){ .first = 0 };
	struct passages *p = &t->passages;
	read_lines(arena, text, p);
	score_lines(arena, f, p);
	const double *sums = stretch_sums(arena, p);
	const struct block_range r =
	    stretch_find(p, sums, (struct block_range){ 0, p->n });
	t->first = r.first;
	t->past = r.past;
	for (size_t i = r.first; i < r.past; i++) {
		p->v[i].kept = is_line_kept(p, r, i);
		if (p->v[i].kept && is_subhead(p, i))
			p->v[i].kind = PASSAGE_HEADING;
	}
	find_title(t);
}
