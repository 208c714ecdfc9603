#ifndef CRAWLER_POLITE_H
#define CRAWLER_POLITE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/str.h"

/*
 * How long to leave a host alone.  Pure arithmetic: delays between requests,
 * what Retry-After asks, and how failures stretch the wait.
 */
#define POLITE_DELAY_MAX 60    /* seconds a slow host is owed at most */
#define POLITE_HOLD_MIN  1     /* seconds after the first failure, at least */
#define POLITE_HOLD_MAX  86400 /* seconds a host is left alone at most */
#define POLITE_QUICK_MS  100   /* an answer within that is no strain */
#define POLITE_WAIT_MAX  120   /* longer holds end the host's part of a run */

/* Milliseconds from one response to the next request: the larger of the
 * configured seconds and robots.txt's (negative: none), of which `most` count.
 */
int64_t polite_delay_ms(double configured, double robots, long most);

/* Milliseconds an answer takes, smoothed: one of eight parts is the last. */
int64_t polite_latency(int64_t smoothed, int64_t millis);
/* The pause that a host of this latency is owed: so many times as much, at
 * most POLITE_DELAY_MAX; none when it answers quickly. */
int64_t polite_slow_ms(int64_t latency, double times);

/* Answers that ask us to slow down: 429 and 5xx. */
bool polite_is_strain(int status);
/* Seconds a Retry-After value (a number or a date) asks for; 0 for none. */
int64_t polite_retry_after(struct str value, int64_t now);
/* Seconds of rest after the n-th failure in a row (n >= 1): eight delays,
 * doubling each time, never less than the server asked for. */
int64_t polite_hold(long failures, int64_t delay_ms, int64_t retry_after);

#endif
