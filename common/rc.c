#include "common/rc.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A reason ends up in logs and terminals: no control byte may travel in it. */
static void
reason_clean(char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			*s = '?';
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
