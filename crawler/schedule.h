#ifndef CRAWLER_SCHEDULE_H
#define CRAWLER_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * When a page is asked for again.  Newsrooms edit what they have published,
 * mostly soon after; so an article is looked at again after an hour, a day and
 * a week, and then left alone.  What failed is tried a few times, ever later.
 */
#define SCHEDULE_NEVER      INT64_MAX
#define SCHEDULE_ERRORS_MAX 4 /* failures in a row, then it is given up */

/* After the n-th answer in a row (n >= 1). */
int64_t schedule_answered(long visits, int64_t now);
/* Seconds from one visit of a list to the next, from what they were: none
 * while each visit brings news, growing to a day while none does. */
int64_t schedule_pace(int64_t pace, bool news);
/* After the n-th failure in a row (n >= 1) with this status (0: none). */
int64_t schedule_failed(long errors, int status, int64_t now);

#endif
