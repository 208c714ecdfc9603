#ifndef STORE_ANSWER_H
#define STORE_ANSWER_H

#include "common/arena.h"
#include "store/detail.h"
#include "store/table.h"
#include "store/topic.h"

/*
 * A question about series, opened, answered row by row and closed: what all
 * verbs of that kind have in common.  A form says what is its own.
 */
struct answer;

struct answer_form {
	const struct table_column *columns;
	size_t ncolumns;
	/* Either a row for each observation that is wanted (NULL: all) ... */
	bool (*wanted)(const struct observations *, size_t nth);
	void (*row)(struct answer *, const struct observation *,
	    const struct detail *);
	/* ... or whatever a series gives; its argument is the answer. */
	series_fn *series;
};

struct answer {
	const struct answer_form *form;
	const struct question *question;
	struct table *table;
	struct details *details;
	struct arena *arena; /* of one row, or of one series */
};

/* Opens what a row needs; answer_close() frees it, after a failure too. */
enum rc answer_open(struct answer *, struct call *, struct err *) MUST_CHECK;
void answer_close(struct answer *);

/* Into a table that is there. */
enum rc answer_tell(struct call *, const struct question *,
    const struct answer_form *, struct table *, struct err *) MUST_CHECK;
/* The whole verb: question and table as well.  It asks for one indicator. */
enum rc answer_run(struct call *, const struct answer_form *,
    struct err *) MUST_CHECK;

#endif
