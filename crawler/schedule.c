#include "crawler/schedule.h"

#include <stddef.h>

#define HOUR INT64_C(3600)
#define DAY  (24 * HOUR)

#define PACE_MIN INT64_C(300)

int64_t
schedule_answered(long visits, int64_t now)
{
	static const int64_t steps[] = { HOUR, DAY, 7 * DAY };
	if (visits < 1)
		return now;
	if ((size_t)visits > sizeof(steps) / sizeof(steps[0]))
		return SCHEDULE_NEVER;
	return now + steps[visits - 1];
}

int64_t
schedule_pace(int64_t pace, bool news)
{
	if (news)
		return pace / 2 < PACE_MIN ? 0 : pace / 2;
	if (pace < PACE_MIN)
		return PACE_MIN;
	return pace * 2 > DAY ? DAY : pace * 2;
}

int64_t
schedule_failed(long errors, int status, int64_t now)
{
	static const int64_t steps[SCHEDULE_ERRORS_MAX - 1] = { HOUR, DAY,
		3 * DAY };
	/* 410: the server says that it will not come back. */
	if (status == 410 || errors >= SCHEDULE_ERRORS_MAX)
		return SCHEDULE_NEVER;
	return now + (errors < 1 ? 0 : steps[errors - 1]);
}
