#include "store/moment.h"

#include <string.h>

#define DATE_CHARS 10 /* of "2026-02-03" */

enum rc
moment_since(const char *text, int64_t *out, struct err *err)
{
	*out = clock_parse(str_c(text), MOMENT_ZONE);
	if (*out == CLOCK_NONE)
		return err_set(err, RC_BAD,
		    "\"%s\" is neither a date (2026-02-03) nor a time "
		    "(2026-02-03T10:00:00Z)",
		    text);
	return RC_OK;
}

enum rc
moment_until(const char *text, int64_t *out, struct err *err)
{
	const enum rc rc = moment_since(text, out, err);
	if (rc == RC_OK && strlen(text) == DATE_CHARS)
		*out += CLOCK_DAY - 1;
	return rc;
}

void
moment_day(int64_t at, char out[CLOCK_TEXT_MAX])
{
	clock_date(at == CLOCK_NONE ? at : at + (int64_t)MOMENT_ZONE, out);
}
