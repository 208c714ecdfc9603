#ifndef STORE_FIGURE_H
#define STORE_FIGURE_H

#include "common/arena.h"
#include "common/str.h"
#include "store/extent.h"

/*
 * Figures as people read them: "343 600 000 000 KZT", "~36 %", "> 2 000",
 * "20 - 27".  Nothing is rounded but what double cannot hold.
 */
struct figure {
	double value;
	double low; /* NAN: open */
	double high;
	struct str bound; /* exact, approx, more_than ... */
	struct str unit;
};

struct extent figure_extent(const struct figure *);
struct str figure_text(struct arena *, const struct figure *);
/* Digits in groups of three: 1300000 is "1 300 000", 2023 stays. */
struct str figure_number(struct arena *, double);

#endif
