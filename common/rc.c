#include "common/rc.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "common/utf8.h"

/* A reason ends up in logs, terminals and JSON: no control byte and no broken
 * or cut UTF-8 may travel in it. */
static void
reason_clean(char *s)
{
	const size_t n = strlen(s);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			s[i] = '?';
	for (size_t i = 0; (i += utf8_valid(str_n(s + i, n - i))) < n; i++)
		s[i] = '?';
}

enum rc
err_set(struct err *err, enum rc rc, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(err->reason, sizeof(err->reason), fmt, ap);
	va_end(ap);
	reason_clean(err->reason);
	return rc;
}

enum rc
err_errno(struct err *err, enum rc rc, const char *fmt, ...)
{
	const int saved = errno;
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(err->reason, sizeof(err->reason), fmt, ap);
	va_end(ap);
	const size_t n = strlen(err->reason);
	(void)snprintf(err->reason + n, sizeof(err->reason) - n, ": %s",
	    strerror(saved));
	reason_clean(err->reason);
	return rc;
}

void
err_prefix(struct err *err, const char *fmt, ...)
{
	char old[ERR_REASON_MAX];
	memcpy(old, err->reason, sizeof(old));
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(err->reason, sizeof(err->reason), fmt, ap);
	va_end(ap);
	const size_t n = strlen(err->reason);
	(void)snprintf(err->reason + n, sizeof(err->reason) - n, ": %s", old);
	reason_clean(err->reason);
}
