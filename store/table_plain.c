#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "store/figure.h"
#include "store/moment.h"
#include "store/table_forms.h"

/*
 * The form for people.  The widths are those of the first rows: these wait,
 * later ones go straight out, so that a table of any length takes the same
 * memory.
 */
#define SAMPLE_ROWS  256
#define SAMPLE_BYTES ((size_t)64 << 20) /* one record's texts, many times */
#define CELL_MAX     48 /* code points of a cell in the row itself */
#define CELL_MIN     10 /* not narrowed further */
#define BELOW_INDENT 4
#define GAP          2 /* blanks between columns */

struct plain {
	struct arena *arena;
	struct str rows[SAMPLE_ROWS][TABLE_COLUMNS_MAX];
	size_t nrows;
	size_t widths[TABLE_COLUMNS_MAX];
	bool measured;
};

static bool
in_row(const struct table *t, size_t i)
{
	return (t->columns[i].show & (TABLE_DATA | TABLE_BELOW)) == 0;
}

static bool
below(const struct table *t, size_t i)
{
	return (t->columns[i].show & (TABLE_DATA | TABLE_BELOW)) == TABLE_BELOW;
}

/* A figure or a code cut short is another one. */
static bool
kept_whole(const struct table *t, size_t i)
{
	return (t->columns[i].show & (TABLE_RIGHT | TABLE_WHOLE)) != 0;
}

/* What a terminal would obey, or what turns the line around (Unicode's
 * bidirectional controls), is never sent to it. */
static bool
is_hostile(uint32_t rune)
{
	return rune < 0x20 || (rune >= 0x7F && rune < 0xA0) || rune == 0x200E ||
	    rune == 0x200F || (rune >= 0x2028 && rune <= 0x202E) ||
	    (rune >= 0x2066 && rune <= 0x2069) || rune == 0xFEFF;
}

static bool
is_blank(uint32_t rune)
{
	return rune == '\n' || rune == '\t' || rune == '\r' || rune == ' ';
}

/* Whether nothing in it can need taming, told by bytes alone: nearly all text
 * is so. */
static bool
is_tame(struct str x)
{
	unsigned char before = ' ';
	for (size_t i = 0; i < x.n; i++) {
		const unsigned char c = (unsigned char)x.s[i];
		const bool lead = c == 0xC2 || c == 0xE2 || c == 0xEF;
		if (c < ' ' || c == 0x7F || lead || (c == ' ' && before == ' '))
			return false;
		before = c;
	}
	return true;
}

/* On one line: white space as one blank, control characters as \u001b. */
static struct str
text_tame(struct arena *a, struct str x)
{
	struct buf b;
	size_t len = 0;
	if (is_tame(x))
		return arena_str(a, x);
	buf_init(&b, 8 * x.n + 1);
	for (size_t i = 0; i < x.n; i += len) {
		const uint32_t rune = utf8_decode(str_from(x, i), &len);
		if (is_blank(rune)) {
			if (b.n > 0 && b.s[b.n - 1] != ' ')
				buf_chr(&b, ' ');
		} else if (is_hostile(rune)) {
			buf_printf(&b, "\\u%04x", (unsigned)rune);
		} else {
			buf_rune(&b, rune);
		}
	}
	const struct str out = arena_str(a, buf_view(&b));
	buf_free(&b);
	return out;
}

static struct str
cell_text(struct arena *a, const struct cell *cell)
{
	char day[CLOCK_TEXT_MAX];
	switch (cell->kind) {
	case CELL_STR:
		return text_tame(a, cell->text);
	case CELL_INT:
		return figure_number(a, (double)cell->whole);
	case CELL_REAL:
		return figure_number(a, cell->real);
	case CELL_TIME:
		moment_day(cell->whole, day);
		return arena_str(a, str_c(day));
	default:
		return STR("");
	}
}

static void
blanks(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_chr(b, ' ');
}

/* The first `max` code points, the last of them an ellipsis when cut. */
static void
cell_put(struct buf *b, struct str x, size_t max, bool cut)
{
	struct utf8_ruler ruler = utf8_ruler(x);
	if (!cut) {
		buf_str(b, x);
		return;
	}
	buf_str(b, str_head(x, utf8_byte_at(&ruler, max - 1)));
	buf_rune(b, 0x2026);
}

static void
row_put(struct table *t, const struct str cells[])
{
	const struct plain *p = t->plain;
	size_t owed = 0; /* blanks before the next cell, none at the line end */
	for (size_t i = 0; i < t->ncolumns; i++) {
		if (!in_row(t, i))
			continue;
		const size_t width = p->widths[i];
		const size_t runes = utf8_count(cells[i]);
		const bool cut = runes > width;
		const size_t fill = cut ? 0 : width - runes;
		const bool right = (t->columns[i].show & TABLE_RIGHT) != 0;
		if (cells[i].n > 0) {
			blanks(&t->out, owed + (right ? fill : 0));
			cell_put(&t->out, cells[i], width, cut);
			owed = right ? 0 : fill;
		} else {
			owed += width;
		}
		owed += GAP;
	}
	buf_chr(&t->out, '\n');
}

/* Words to lines of at most the sink's width. */
static void
wrap_put(struct table *t, struct str x)
{
	struct str word;
	size_t used = 0;
	while (str_cut(&x, ' ', &word)) {
		const size_t runes = utf8_count(word);
		if (used > 0 && used + 1 + runes > t->sink.width) {
			buf_chr(&t->out, '\n');
			used = 0;
		}
		blanks(&t->out, used == 0 ? BELOW_INDENT : 1);
		buf_str(&t->out, word);
		used += (used == 0 ? BELOW_INDENT : 1) + runes;
	}
	buf_chr(&t->out, '\n');
}

static void
row_print(struct table *t, const struct str cells[])
{
	row_put(t, cells);
	for (size_t i = 0; i < t->ncolumns; i++)
		if (below(t, i) && cells[i].n > 0)
			wrap_put(t, cells[i]);
}

/* Takes from the widest text column until the row fits, or all are narrow. */
static void
widths_fit(struct table *t)
{
	struct plain *p = t->plain;
	for (;;) {
		size_t sum = 0;
		size_t widest = TABLE_COLUMNS_MAX;
		for (size_t i = 0; i < t->ncolumns; i++) {
			if (!in_row(t, i))
				continue;
			sum += p->widths[i] + GAP;
			if (kept_whole(t, i) || p->widths[i] <= CELL_MIN)
				continue;
			if (widest == TABLE_COLUMNS_MAX ||
			    p->widths[i] > p->widths[widest])
				widest = i;
		}
		if (sum <= t->sink.width + GAP || widest == TABLE_COLUMNS_MAX)
			return;
		p->widths[widest]--;
	}
}

static void
widths_measure(struct table *t)
{
	struct plain *p = t->plain;
	for (size_t i = 0; i < t->ncolumns; i++) {
		size_t width = strlen(t->columns[i].name);
		for (size_t r = 0; r < p->nrows; r++) {
			const size_t runes = utf8_count(p->rows[r][i]);
			if (in_row(t, i) && runes > width)
				width = runes;
		}
		if (width > CELL_MAX && !kept_whole(t, i))
			width = CELL_MAX;
		p->widths[i] = width;
	}
	widths_fit(t);
	p->measured = true;
}

static void
head_print(struct table *t)
{
	struct str names[TABLE_COLUMNS_MAX] = { STR_NONE };
	for (size_t i = 0; i < t->ncolumns; i++)
		names[i] = str_c(t->columns[i].name);
	row_put(t, names);
}

static void
sample_print(struct table *t)
{
	struct plain *p = t->plain;
	if (!p->measured) {
		widths_measure(t);
		if (!t->bare)
			head_print(t);
	}
	for (size_t r = 0; r < p->nrows; r++)
		row_print(t, p->rows[r]);
	p->nrows = 0;
	arena_reset(p->arena);
}

static void
plain_begin(struct table *t)
{
	t->plain = mem_zero(1, sizeof(*t->plain));
	t->plain->arena = arena_new(SAMPLE_BYTES);
}

static void
plain_row(struct table *t)
{
	struct plain *p = t->plain;
	for (size_t i = 0; i < t->ncolumns; i++)
		p->rows[p->nrows][i] = in_row(t, i) || below(t, i)
		    ? cell_text(p->arena, &t->cells[i])
		    : STR("");
	p->nrows++;
	if (p->measured || p->nrows == SAMPLE_ROWS || arena_full(p->arena))
		sample_print(t);
}

static void
plain_end(struct table *t)
{
	sample_print(t);
	arena_free(t->plain->arena);
	free(t->plain);
}

const struct table_form table_plain = { "table", plain_begin, plain_row,
	plain_end };
