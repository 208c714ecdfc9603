#ifndef STORE_SERIES_H
#define STORE_SERIES_H

#include "store/answer.h"
#include "store/verb.h"

/* The verb `series`: every figure reported for an indicator. */
enum rc series_run(struct call *, struct err *);

/* Its rows, for whoever has a table of these columns. */
#define SERIES_COLUMNS 34
extern const struct table_column series_columns[];
extern const struct answer_form series_form;

#endif
