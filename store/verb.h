#ifndef STORE_VERB_H
#define STORE_VERB_H

#include <stddef.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/stage.h"
#include "store/db.h"
#include "store/table.h"

/*
 * What sandyq-store can be asked.  Each verb is a row of the table in verb.c:
 * its name, help, the options it takes, how it opens the database, and the
 * function that does it.
 */
enum verb_exit {
	VERB_CHANGED = 4, /* changes --exit-code: something changed */
};

/* What the options said; NULL: not given. */
struct asked {
	const char *db;
	const char *format;
	const char *place;
	const char *as_of;
	const char *recorded_as_of;
	const char *since;
	const char *after;
	const char *reread;
	const char *exit_code;
	const char *indicator;
	const char *url;
	const char *kind;
	const char *done;
	const char *limit;
	const char *excel;
	const char *verdict;
	const char *who;
	const char *why;
	const char *single;
	const char *plot;
	const char *lang;
};

struct call {
	struct stage *stage; /* its files are the verb's operands */
	const struct asked *asked;
	enum table_format format;
	struct db *db;
	const char *path; /* of the database */
	struct arena *arena;
	int code; /* exit code of a verb that went well */
};

enum verb_trait {
	VERB_CONFIGURED = 1,  /* asks the configuration */
	VERB_OWN_FORMATS = 2, /* reads --format itself */
};

/* RC_BAD: the question is wrong (usage), nothing was done. */
typedef enum rc verb_fn(struct call *, struct err *);

struct verb {
	const char *name;
	const char *usage;
	const char *about;
	unsigned options; /* of enum verb_option */
	int operands;     /* how many at most; -1: files */
	enum db_mode mode;
	unsigned traits; /* of enum verb_trait */
	verb_fn *fn;
};

const struct verb *verb_named(const char *);
/* The verb on a command line, or NULL, before the options are read. */
const struct verb *verb_in(int argc, char *argv[]);
/* What is offered besides the shared options: those of `v`, or all for NULL;
 * ended by a row without a name, in the arena. */
const struct stage_option *verb_options(struct arena *, const struct verb *v,
    struct asked *);
/* The list of all verbs with a line each, for the general help. */
const char *verb_list(struct arena *);

/* Columns of the terminal that is written to, or what tables take else. */
size_t call_width(void);
/* A table that writes to the stage's output, as wide as the terminal. */
struct table *call_table(struct call *, const struct table_column *, size_t n);
/* What --limit says; `limit` stays as it is without it. */
enum rc call_limit(const struct call *, unsigned long long *limit,
    struct err *) MUST_CHECK;
const char *call_operand(const struct call *); /* the first, or NULL */

#endif
