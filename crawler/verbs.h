#ifndef CRAWLER_VERBS_H
#define CRAWLER_VERBS_H

#include "common/stage.h"

/* What the command line says besides the options all programs share. */
struct verb_options {
	const char *site;
	const char *since;
	const char *until;
	const char *shard;
	const char *report;
	const char *dry; /* not NULL: given */
	const char *agent;
	const char *base;
	const char *format;
	const char *propose; /* not NULL: given */
};

/* Runs the verb that is the first operand; the exit code of the program. */
int verbs_run(struct stage *, const struct verb_options *);

#endif
