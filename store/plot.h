#ifndef STORE_PLOT_H
#define STORE_PLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"

/*
 * A line of steps as text: braille patterns (Unicode block U+2800, two by four
 * dots a cell) on a terminal that knows UTF-8, else stars.  Highest and lowest
 * value stand at the left, first and last day below.
 */
struct plot_step {
	int64_t at; /* seconds; the value holds from then on */
	double value;
};

struct plot {
	const struct plot_step *steps; /* in the order of time */
	size_t nsteps;
	int64_t until; /* how far the last value is drawn */
	size_t width;  /* columns, labels among them */
	size_t height; /* lines of the drawing */
	bool braille;
};

#define PLOT_WIDTH_MIN  24
#define PLOT_WIDTH_MAX  400
#define PLOT_HEIGHT_MAX 100

/* Nothing is written without steps.  Width and height are taken into their
 * bounds. */
void plot_draw(struct buf *, struct arena *, const struct plot *);

#endif
