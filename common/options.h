#ifndef COMMON_OPTIONS_H
#define COMMON_OPTIONS_H

#include <stdbool.h>

/*
 * The command line: what all programs share (-c, --data, -o, --rejects, -v,
 * -h, --version, --print-config) and what each adds in its stage_spec.
 */
struct stage_option {
	const char *name;     /* long name, "jobs" */
	const char *argument; /* name of its argument, or NULL for a flag */
	const char *help;
	const char **value; /* set to the argument, or to "" for a flag */
};

struct stage_spec {
	const char *name;                   /* "extract" */
	const char *usage;                  /* "[FILE...]" */
	const char *about;                  /* one paragraph, for --help */
	const struct stage_option *options; /* ended by { NULL } */
};

/* What the shared options said; strings are argv's own. */
struct options {
	const char *config;
	const char *data;
	const char *output;
	const char *rejects;
	int verbose;
	bool help;
	bool version;
	bool print_config;
	char **files; /* operands */
	int nfiles;
};

/* False on wrong usage, after getopt has said what is wrong. */
bool options_read(const struct stage_spec *, struct options *, int argc,
    char *argv[]);
void options_help(const struct stage_spec *); /* to stdout */

/* The argument of --jobs; 1 without one, 0 when it is none from 1 to
 * OPTIONS_JOBS. */
#define OPTIONS_JOBS 64
unsigned options_jobs(const char *argument);

#endif
