#include "store/plot.h"

#include <string.h>

#include "store/figure.h"
#include "store/moment.h"

#define BRAILLE 0x2800

/* The drawing, a byte of eight dots a cell, and its scales. */
struct canvas {
	unsigned char *cells;
	size_t width; /* cells */
	size_t height;
	size_t across; /* dots of a cell: 2 x 4 in braille, else 1 x 1 */
	size_t down;
	double low;
	double high;
	int64_t from;
	int64_t until;
};

static size_t
within(size_t v, size_t least, size_t most)
{
	return v < least ? least : v > most ? most : v;
}

/* Braille numbers its dots down the left side, then the right one, and the
 * bottom row after both. */
static void
dot_set(struct canvas *c, size_t x, size_t y)
{
	static const unsigned char bits[4][2] = {
		{ 0x01, 0x08 },
		{ 0x02, 0x10 },
		{ 0x04, 0x20 },
		{ 0x40, 0x80 },
	};
	unsigned char *cell = &c->cells[y / c->down * c->width + x / c->across];
	*cell |= bits[y % c->down][x % c->across];
}

/* Rows of dots are counted from the top. */
static size_t
row_of(const struct canvas *c, double value)
{
	const size_t rows = c->height * c->down;
	const double span = c->high - c->low;
	const double part = span > 0 ? (c->high - value) / span : 0.5;
	return within((size_t)(part * (double)(rows - 1) + 0.5), 0, rows - 1);
}

static void
line_draw(struct canvas *c, const struct plot *p)
{
	const size_t columns = c->width * c->across;
	const int64_t span = c->until - c->from;
	size_t step = 0;
	size_t before = row_of(c, p->steps[0].value);
	for (size_t x = 0; x < columns; x++) {
		const int64_t at = c->from +
		    (int64_t)((double)span * (double)x / (double)(columns - 1));
		while (step + 1 < p->nsteps && p->steps[step + 1].at <= at)
			step++;
		const size_t y = row_of(c, p->steps[step].value);
		const size_t top = y < before ? y : before;
		const size_t bottom = y < before ? before : y;
		for (size_t i = top; i <= bottom; i++)
			dot_set(c, x, i);
		before = y;
	}
}

static void
cell_write(struct buf *out, const struct canvas *c, unsigned char cell)
{
	if (c->down > 1)
		buf_rune(out, BRAILLE + cell);
	else
		buf_chr(out, cell != 0 ? '*' : ' ');
}

/* `text` at the right end of `width` columns; figures are plain ASCII. */
static void
label_write(struct buf *out, size_t width, struct str text)
{
	for (size_t i = text.n; i < width; i++)
		buf_chr(out, ' ');
	buf_str(out, text);
	buf_chr(out, ' ');
}

static void
days_write(struct buf *out, const struct canvas *c, size_t margin)
{
	char from[CLOCK_TEXT_MAX];
	char until[CLOCK_TEXT_MAX];
	moment_day(c->from, from);
	moment_day(c->until, until);
	label_write(out, margin, STR(""));
	buf_text(out, from);
	for (size_t i = strlen(from) + strlen(until); i < c->width; i++)
		buf_chr(out, ' ');
	buf_text(out, until);
	buf_chr(out, '\n');
}

static void
canvas_write(struct buf *out, const struct canvas *c, struct str high,
    struct str low)
{
	const size_t margin = high.n > low.n ? high.n : low.n;
	for (size_t y = 0; y < c->height; y++) {
		struct str label = STR("");
		if (y == 0)
			label = high;
		else if (y + 1 == c->height && c->low < c->high)
			label = low;
		label_write(out, margin, label);
		for (size_t x = 0; x < c->width; x++)
			cell_write(out, c, c->cells[y * c->width + x]);
		buf_chr(out, '\n');
	}
	days_write(out, c, margin);
}

static void
scales_set(struct canvas *c, const struct plot *p)
{
	c->low = p->steps[0].value;
	c->high = c->low;
	c->from = p->steps[0].at;
	c->until = p->steps[p->nsteps - 1].at;
	if (c->until < p->until)
		c->until = p->until;
	for (size_t i = 1; i < p->nsteps; i++) {
		const double v = p->steps[i].value;
		c->low = v < c->low ? v : c->low;
		c->high = v > c->high ? v : c->high;
	}
}

void
plot_draw(struct buf *out, struct arena *a, const struct plot *p)
{
	struct canvas c = { .across = p->braille ? 2 : 1,
		.down = p->braille ? 4 : 1 };
	if (p->nsteps == 0)
		return;
	scales_set(&c, p);
	const struct str high = figure_number(a, c.high);
	const struct str low = figure_number(a, c.low);
	const size_t margin = 1 + (high.n > low.n ? high.n : low.n);
	const size_t width = within(p->width, PLOT_WIDTH_MIN, PLOT_WIDTH_MAX);
	/* Both days find room below, whatever the labels take. */
	c.width =
	    width > margin + PLOT_WIDTH_MIN ? width - margin : PLOT_WIDTH_MIN;
	c.height = within(p->height, 1, PLOT_HEIGHT_MAX);
	c.cells = arena_array(a, c.width, c.height);
	line_draw(&c, p);
	canvas_write(out, &c, high, low);
}
