#ifndef STORE_SERIES_PLOT_H
#define STORE_SERIES_PLOT_H

#include "store/verb.h"

/* `series --plot`: the line of each series asked for, drawn in the terminal
 * as wide as it is (plot.h), with what it is and where it stands above. */
enum rc series_plot(struct call *, struct err *) MUST_CHECK;

#endif
