#include "crawler/polite.h"

#include "common/clock.h"

#define HOLD_DELAYS   8  /* the first rest, in ordinary delays */
#define DOUBLINGS_MAX 20 /* keeps the shift in range; the cap is hit before */

int64_t
polite_delay_ms(double configured, double robots, long most)
{
	double seconds = robots > (double)most ? (double)most : robots;
	if (configured > seconds)
		seconds = configured;
	return seconds > 0 ? (int64_t)(seconds * 1000) : 0;
}

int64_t
polite_latency(int64_t smoothed, int64_t millis)
{
	if (millis < 1)
		millis = 1; /* 0 stands for "never measured" */
	return smoothed > 0 ? (smoothed * 7 + millis + 7) / 8 : millis;
}

int64_t
polite_slow_ms(int64_t latency, double times)
{
	const double ms = (double)latency * times;
	if (latency <= POLITE_QUICK_MS)
		return 0;
	return ms > POLITE_DELAY_MAX * 1000.0 ? POLITE_DELAY_MAX * INT64_C(1000)
					      : (int64_t)ms;
}

bool
polite_is_strain(int status)
{
	return status == 429 || (status >= 500 && status <= 599);
}

int64_t
polite_retry_after(struct str value, int64_t now)
{
	unsigned long long seconds = 0;
	value = str_trim(value);
	if (str_u64(value, &seconds))
		return seconds > POLITE_HOLD_MAX ? POLITE_HOLD_MAX
						 : (int64_t)seconds;
	const int64_t at = clock_parse_http(value);
	if (at == CLOCK_NONE || at <= now)
		return 0;
	return at - now > POLITE_HOLD_MAX ? POLITE_HOLD_MAX : at - now;
}

int64_t
polite_hold(long failures, int64_t delay_ms, int64_t retry_after)
{
	const long doublings =
	    failures > DOUBLINGS_MAX ? DOUBLINGS_MAX : failures - 1;
	int64_t base = delay_ms * HOLD_DELAYS / 1000;
	if (base < POLITE_HOLD_MIN)
		base = POLITE_HOLD_MIN;
	if (base > POLITE_HOLD_MAX)
		base = POLITE_HOLD_MAX;
	int64_t hold = base << (doublings > 0 ? doublings : 0);
	if (hold < retry_after)
		hold = retry_after;
	return hold > POLITE_HOLD_MAX ? POLITE_HOLD_MAX : hold;
}
