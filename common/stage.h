#ifndef COMMON_STAGE_H
#define COMMON_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/clock.h"
#include "common/config.h"
#include "common/lines.h"
#include "common/options.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * What every program has: the options all share, configuration, log, clock,
 * counters, the stop flag, exit codes.  Built in main, passed down by pointer;
 * it takes the place of globals.
 *
 * Exit: 0 done, 1 failed, 2 usage or configuration, 3 done but some records
 * refused, 75 try again later.
 */
enum stage_exit {
	STAGE_DONE = 0,
	STAGE_FAILED = 1,
	STAGE_USAGE = 2,
	STAGE_REFUSED = 3,
	STAGE_LATER = 75,
};

struct stage {
	const struct stage_spec *spec;
	struct config *config; /* NULL until stage_config() */
	struct clock clock;
	struct buf out;     /* pending stdout */
	struct str rejects; /* path, or STR_NONE */
	int rejects_fd;
	bool write_failed;
	char **files; /* operands */
	int nfiles;
	unsigned long long in; /* records read, written, refused */
	unsigned long long good;
	unsigned long long bad;
	int64_t began;           /* ticks */
	const char *config_path; /* of -c and --data, or NULL */
	const char *data_path;
};

/* Reads the options; -1, or the exit code when there is nothing more to do
 * (help, version, wrong usage). */
int stage_open(struct stage *, const struct stage_spec *, int argc,
    char *argv[]);
/* Loads the configuration; -1, or the exit code (with the reason logged). */
int stage_config(struct stage *);
bool stage_stopped(void); /* SIGINT or SIGTERM came */

/* Writes to stdout, buffered; errors are remembered until stage_close(). */
void stage_write(struct stage *, struct str);
void stage_flush(struct stage *);
/* Counts and logs a refused record, and keeps it in --rejects as a JSON
 * object {"stage","subject","reason","record"}. */
void stage_reject(struct stage *, struct str subject, struct str record,
    const struct err *);
/* Logs the reason of a failed run or of wrong usage; returns its code. */
int stage_fail(struct stage *, const struct err *);
int stage_usage(struct stage *, const char *fmt, ...) PRINTF(2, 3);
/* Flushes and checks stdout, logs event=stats, frees; the exit code, which is
 * STAGE_LATER when a signal ended the run before its input. */
int stage_close(struct stage *, enum rc);

/* Opens each operand ("-" and none: standard input) in turn. */
typedef enum rc stage_input_fn(struct stage *, const char *path, int fd,
    void *arg, struct err *);
enum rc stage_inputs(struct stage *, stage_input_fn *, void *arg,
    struct err *) MUST_CHECK;

#endif
