#include "common/stage.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/file.h"
#include "common/json.h"
#include "common/log.h"
#include "common/mem.h"
#include "common/utf8.h"

#define OUT_STEP   ((size_t)256 << 10)
#define OUT_MAX    ((size_t)512 << 20) /* one record and what waits */
#define REJECT_MAX (LINE_MAX_BYTES)    /* one refused record, escaped */

static volatile sig_atomic_t stop_flag;

static void
on_signal(int number)
{
	(void)number;
	stop_flag = 1;
}

bool
stage_stopped(void)
{
	return stop_flag != 0;
}

static void
signals_set(void)
{
	struct sigaction act = { .sa_handler = on_signal };
	(void)sigemptyset(&act.sa_mask);
	(void)sigaction(SIGINT, &act, NULL);
	(void)sigaction(SIGTERM, &act, NULL);
	act.sa_handler = SIG_IGN; /* a closed pipe is a write error */
	(void)sigaction(SIGPIPE, &act, NULL);
}

static int
open_to(const char *path, int *fd)
{
	*fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (*fd >= 0)
		return 0;
	log_event(LOG_ERROR, "open_failed", "path", path, "reason",
	    strerror(errno), NULL);
	return -1;
}

static int
outputs_open(struct stage *st, const struct options *asked)
{
	int fd = -1;
	if (asked->rejects != NULL &&
	    open_to(asked->rejects, &st->rejects_fd) != 0)
		return STAGE_USAGE;
	if (asked->output == NULL)
		return -1;
	if (open_to(asked->output, &fd) != 0 || dup2(fd, STDOUT_FILENO) < 0)
		return STAGE_USAGE;
	(void)close(fd);
	return -1;
}

static int
config_show(struct stage *st)
{
	const int code = stage_config(st);
	if (code >= 0)
		return code;
	config_print(st->config);
	config_free(st->config);
	return fflush(stdout) == 0 ? STAGE_DONE : STAGE_FAILED;
}

int
stage_open(struct stage *st, const struct stage_spec *spec, int argc,
    char *argv[])
{
	struct options asked;
	*st = (struct stage){ .spec = spec, .rejects_fd = -1 };
	st->clock = clock_from_env();
	log_open(spec->name, LOG_INFO, st->clock.now, st->clock.arg);
	if (!options_read(spec, &asked, argc, argv))
		return STAGE_USAGE;
	st->config_path = asked.config;
	st->data_path = asked.data;
	st->files = asked.files;
	st->nfiles = asked.nfiles;
	if (asked.help) {
		options_help(spec);
		return fflush(stdout) == 0 ? STAGE_DONE : STAGE_FAILED;
	}
	if (asked.version) {
		(void)printf("sandyq-%s %s\n", spec->name, SANDYQ_VERSION);
		return fflush(stdout) == 0 ? STAGE_DONE : STAGE_FAILED;
	}
	if (asked.print_config)
		return config_show(st);
	const int level = LOG_INFO + asked.verbose;
	log_open(spec->name,
	    level > LOG_DEBUG ? LOG_DEBUG : (enum log_level)level,
	    st->clock.now, st->clock.arg);
	signals_set();
	buf_init(&st->out, OUT_MAX);
	st->began = st->clock.ticks(st->clock.arg);
	return outputs_open(st, &asked);
}

int
stage_config(struct stage *st)
{
	struct err err = { 0 };
	if (config_load(st->config_path, st->data_path, &st->config, &err) ==
	    RC_OK)
		return -1;
	log_event(LOG_ERROR, "bad_configuration", "reason", err.reason, NULL);
	return STAGE_USAGE;
}

void
stage_flush(struct stage *st)
{
	if (st->out.bad)
		st->write_failed = true;
	if (!st->write_failed &&
	    !file_write_all(STDOUT_FILENO, buf_view(&st->out))) {
		log_event(LOG_ERROR, "write_failed", "reason", strerror(errno),
		    NULL);
		st->write_failed = true;
		stop_flag = 1; /* nobody reads: no use in going on */
	}
	buf_clear(&st->out);
}

void
stage_write(struct stage *st, struct str x)
{
	buf_str(&st->out, x);
	if (st->out.n >= OUT_STEP)
		stage_flush(st);
}

void
stage_reject(struct stage *st, struct str subject, struct str record,
    const struct err *err)
{
	struct buf line;
	st->bad++;
	char *name = mem_dup(subject.s, subject.n);
	log_event(LOG_WARN, "refused", "subject", name, "reason", err->reason,
	    NULL);
	free(name);
	if (st->rejects_fd < 0)
		return;
	/* The record may be anything: what is not UTF-8 is mended, and one
	 * that does not fit is named without its bytes. */
	buf_init(&line, 8 * REJECT_MAX);
	struct buf text;
	buf_init(&text, 4 * REJECT_MAX);
	(void)utf8_repair(record.n <= REJECT_MAX ? record : STR(""), &text);
	struct json j = json_to(&line);
	json_object(&j);
	json_key(&j, "stage");
	json_str(&j, str_c(st->spec->name));
	json_key(&j, "subject");
	json_str(&j, subject);
	json_key(&j, "reason");
	json_str(&j, str_c(err->reason));
	json_key(&j, "record");
	json_str(&j, record.n <= REJECT_MAX ? buf_view(&text) : STR_NONE);
	json_end_object(&j);
	buf_chr(&line, '\n');
	if (!file_write_all(st->rejects_fd, buf_view(&line)))
		log_event(LOG_ERROR, "rejects_not_written", NULL);
	buf_free(&text);
	buf_free(&line);
}

int
stage_fail(struct stage *st, const struct err *err)
{
	log_event(LOG_ERROR, "failed", "reason", err->reason, NULL);
	st->write_failed = true;
	return STAGE_FAILED;
}

int
stage_usage(struct stage *st, const char *fmt, ...)
{
	va_list ap;
	(void)fprintf(stderr, "sandyq-%s: ", st->spec->name);
	va_start(ap, fmt);
	(void)vfprintf(stderr, fmt, ap);
	va_end(ap);
	(void)fprintf(stderr, "\nsandyq-%s --help tells more\n",
	    st->spec->name);
	return STAGE_USAGE;
}

static void
stats_log(const struct stage *st)
{
	char number[4][32];
	const int64_t ms = st->clock.ticks(st->clock.arg) - st->began;
	(void)snprintf(number[0], sizeof(number[0]), "%llu", st->in);
	(void)snprintf(number[1], sizeof(number[1]), "%llu", st->good);
	(void)snprintf(number[2], sizeof(number[2]), "%llu", st->bad);
	(void)snprintf(number[3], sizeof(number[3]), "%lld.%03lld",
	    (long long)(ms / 1000), (long long)(ms % 1000));
	log_event(LOG_INFO, "stats", "in", number[0], "out", number[1], "bad",
	    number[2], "secs", number[3], NULL);
}

int
stage_close(struct stage *st, enum rc rc)
{
	stage_flush(st);
	log_progress("");
	stats_log(st);
	bool failed = rc == RC_FAIL || st->write_failed;
	if (st->rejects_fd >= 0 && close(st->rejects_fd) != 0)
		failed = true;
	if (close(STDOUT_FILENO) != 0 && errno != EBADF)
		failed = true;
	buf_free(&st->out);
	config_free(st->config);
	if (failed)
		return STAGE_FAILED;
	if (stop_flag != 0)
		return STAGE_LATER; /* what came out is not all */
	return st->bad > 0 || rc == RC_BAD ? STAGE_REFUSED : STAGE_DONE;
}

/* A folder opens like a file and fails at its first byte: it is refused by
 * name instead, as what is not there. */
static int
input_open(const char *path)
{
	struct stat s;
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &s) != 0 || !S_ISDIR(s.st_mode))
		return fd;
	(void)close(fd);
	errno = EISDIR;
	return -1;
}

enum rc
stage_inputs(struct stage *st, stage_input_fn *fn, void *arg, struct err *err)
{
	static char dash[] = "-";
	static char *const alone[] = { dash };
	char *const *files = st->nfiles > 0 ? st->files : alone;
	const int n = st->nfiles > 0 ? st->nfiles : 1;
	for (int i = 0; i < n && !stage_stopped(); i++) {
		const char *path = files[i];
		const bool std = strcmp(path, "-") == 0;
		const int fd = std ? STDIN_FILENO : input_open(path);
		if (fd < 0) {
			(void)err_errno(err, RC_BAD, "open");
			stage_reject(st, str_c(path), STR(""), err);
			continue;
		}
		const enum rc rc = fn(st, path, fd, arg, err);
		if (!std)
			(void)close(fd);
		if (rc == RC_FAIL)
			return rc;
	}
	return RC_OK;
}
