#ifndef COMMON_LOG_H
#define COMMON_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/*
 * The log: logfmt lines on stderr,
 *   ts=2026-02-03T08:00:00Z stage=extract level=warn event=no_body url="..."
 * Values are quoted and escaped as needed; control bytes never get through.
 * This file holds the program's one piece of state (stage name and level).
 */
enum log_level {
	LOG_ERROR,
	LOG_WARN,
	LOG_INFO,
	LOG_DEBUG,
};

void log_open(const char *stage, enum log_level, int64_t (*now)(void *),
    void *arg);
enum log_level log_level(void);

/* Pairs of key and value follow, ended by NULL:
 *   log_event(LOG_WARN, "refused", "url", url, "reason", err.reason, NULL)
 * Keys and values are NUL-ended strings; a NULL value is left out only as a
 * key, so pass "" for nothing. */
void log_event(enum log_level, const char *event, ...)
    __attribute__((sentinel));

/* One line that overwrites itself, only when stderr is a terminal; "" takes
 * it away.  Rate-limited by the caller. */
void log_progress(const char *line);

#endif
