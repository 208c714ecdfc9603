#include "common/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/clock.h"

#define LOG_LINE_MAX ((size_t)8 << 10) /* a longer line is cut */

/* The one piece of program state besides stage.c's stop flag. */
static struct {
	const char *stage;
	enum log_level level;
	int64_t (*now)(void *);
	void *arg;
	int progress; /* a progress line stands on the terminal */
} state = { .stage = "sandyq", .level = LOG_INFO };

void
log_open(const char *stage, enum log_level level, int64_t (*now)(void *),
    void *arg)
{
	state.stage = stage;
	state.level = level;
	state.now = now;
	state.arg = arg;
}

enum log_level
log_level(void)
{
	return state.level;
}

static int
is_bare(unsigned char c)
{
	return c > ' ' && c != '"' && c != '=' && c != '\\' && c != 0x7f;
}

/* logfmt: bare when it can be, else quoted with \", \\ and \xHH. */
static void
value_add(struct buf *line, const char *value)
{
	const char *p = value;
	while (is_bare((unsigned char)*p))
		p++;
	if (*p == '\0' && p > value) {
		buf_text(line, value);
		return;
	}
	buf_chr(line, '"');
	for (p = value; *p != '\0'; p++) {
		const unsigned char c = (unsigned char)*p;
		if (c == '"' || c == '\\') {
			buf_chr(line, '\\');
			buf_chr(line, *p);
		} else if (c < ' ' || c == 0x7f) {
			buf_printf(line, "\\x%02x", c);
		} else {
			buf_chr(line, *p);
		}
	}
	buf_chr(line, '"');
}

static void
head_add(struct buf *line, enum log_level level, const char *event)
{
	static const char *const names[] = { "error", "warn", "info", "debug" };
	if (state.now != NULL) {
		char ts[CLOCK_TEXT_MAX];
		clock_text(state.now(state.arg), ts);
		buf_printf(line, "ts=%s ", ts);
	}
	buf_printf(line, "stage=%s level=%s event=%s", state.stage,
	    names[level], event);
}

void
log_event(enum log_level level, const char *event, ...)
{
	if (level > state.level)
		return;
	log_progress("");
	struct buf line;
	buf_init(&line, LOG_LINE_MAX);
	head_add(&line, level, event);
	va_list ap;
	va_start(ap, event);
	for (;;) {
		const char *key = va_arg(ap, const char *);
		if (key == NULL)
			break;
		const char *value = va_arg(ap, const char *);
		buf_printf(&line, " %s=", key);
		value_add(&line, value == NULL ? "" : value);
	}
	va_end(ap);
	(void)fprintf(stderr, "%s\n", line.s);
	buf_free(&line);
}

void
log_progress(const char *line)
{
	if (!isatty(STDERR_FILENO))
		return;
	if (line[0] == '\0' && !state.progress)
		return;
	(void)fprintf(stderr, "\r\033[K%s", line);
	(void)fflush(stderr);
	state.progress = line[0] != '\0';
}
