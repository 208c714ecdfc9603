#include "store/load.h"

#include <poll.h>
#include <stdio.h>
#include <time.h>

#include "common/indicator.h"
#include "common/log.h"
#include "common/place.h"
#include "common/record.h"
#include "common/site.h"
#include "store/present.h"
#include "store/speakers.h"
#include "store/vault.h"

#define RECORD_ARENA ((size_t)512 << 20) /* one line as a tree, and more */
/*
 * A transaction is this long at most: readers see news soon, another loader
 * gets its turn, and what a kill undoes is loaded again in a second.  Random
 * indexes make long ones cheap: a page that all documents change is written
 * once for all of them.
 */
#define BATCH_MS      1000
#define BATCH_IDLE_MS 50                 /* in which nothing more comes */
#define BATCH_BYTES   ((size_t)32 << 20) /* of lines, to put them again */

struct loading {
	struct vault *vault;
	struct arena *arena; /* of one record */
	struct buf kept;     /* lines of the open transaction */
	int64_t since;       /* ticks when it was opened */
};

/* Whether the next line can be had without much waiting for its writer. */
static bool
input_ready(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return poll(&p, 1, BATCH_IDLE_MS) > 0 && (p.revents & POLLIN) != 0;
}

/* Lets another loader in, which looks every DB_POLL_MS whether it may. */
static void
batch_pause(void)
{
	const struct timespec pause = { .tv_nsec = 2000000L * DB_POLL_MS };
	(void)nanosleep(&pause, NULL);
}

static enum rc
batch_end(struct stage *st, struct loading *l, int fd, struct err *err)
{
	if (!vault_open(l->vault))
		return RC_OK;
	const bool more = input_ready(fd);
	const int64_t now = st->clock.ticks(st->clock.arg);
	if (l->kept.n < BATCH_BYTES && now - l->since < BATCH_MS && more)
		return RC_OK;
	buf_clear(&l->kept);
	const enum rc rc = vault_commit(l->vault, err);
	if (more)
		batch_pause();
	return rc;
}

/* One line: read first, so that a broken one costs no transaction. */
static enum rc
line_put(struct stage *st, struct loading *l, struct str line, struct err *err)
{
	struct document doc;
	arena_reset(l->arena);
	enum rc rc = record_read(l->arena, line, &doc, err);
	if (rc != RC_OK)
		return rc;
	if (!vault_open(l->vault))
		l->since = st->clock.ticks(st->clock.arg);
	rc = vault_begin(l->vault, err);
	return rc == RC_OK ? vault_put(l->vault, l->arena, &doc, err) : rc;
}

/* What was put since the last commit, after one document undid it all. */
static enum rc
batch_again(struct stage *st, struct loading *l, struct err *err)
{
	struct str rest = buf_view(&l->kept);
	struct str line;
	while (rest.n > 0 && str_cut(&rest, '\n', &line)) {
		const enum rc rc = line_put(st, l, line, err);
		if (rc != RC_OK)
			return RC_FAIL;
	}
	return RC_OK;
}

static enum rc
line_load(struct stage *st, struct loading *l, struct str line, struct err *err)
{
	const bool open = vault_open(l->vault);
	enum rc rc = line_put(st, l, line, err);
	if (rc == RC_BAD && open && !vault_open(l->vault)) {
		rc = batch_again(st, l, err);
		if (rc == RC_OK)
			rc = line_put(st, l, line, err);
	}
	if (rc != RC_OK)
		return rc;
	buf_str(&l->kept, line);
	buf_chr(&l->kept, '\n');
	return RC_OK;
}

static void
line_reject(struct stage *st, const char *path, size_t number, struct str line,
    const struct err *err)
{
	char subject[4200];
	(void)snprintf(subject, sizeof(subject), "%s:%zu", path, number);
	stage_reject(st, str_c(subject), line, err);
}

static enum rc
stream_load(struct stage *st, const char *path, int fd, void *arg,
    struct err *err)
{
	struct loading *l = arg;
	struct lines *lines = lines_new(fd, LINE_MAX_BYTES);
	enum rc rc = RC_OK;
	while (rc != RC_FAIL && !stage_stopped()) {
		struct str line = STR("");
		rc = lines_next(lines, &line, err);
		if (rc == RC_END)
			break;
		if (rc == RC_OK && str_trim(line).n == 0)
			continue;
		st->in++;
		if (rc == RC_OK)
			rc = line_load(st, l, line, err);
		if (rc == RC_OK)
			st->good++;
		else if (rc == RC_BAD)
			line_reject(st, path, lines_number(lines), line, err);
		if (rc != RC_FAIL)
			rc = batch_end(st, l, fd, err);
	}
	lines_free(lines);
	return rc == RC_FAIL ? rc : RC_OK;
}

static void
load_log(const struct vault_count *count)
{
	char n[4][24];
	const unsigned long long v[] = { count->documents, count->versions,
		count->documents - count->versions, count->facts };
	for (size_t i = 0; i < sizeof(v) / sizeof(*v); i++)
		(void)snprintf(n[i], sizeof(n[i]), "%llu", v[i]);
	log_event(LOG_INFO, "loaded", "documents", n[0], "new", n[1],
	    "unchanged", n[2], "facts", n[3], NULL);
}

static enum rc
vault_fill(struct call *call, const struct indicators *known,
    struct vault *vault, struct err *err)
{
	struct stage *st = call->stage;
	struct loading l = { .vault = vault };
	struct place_file places = { 0 };
	enum rc rc = RC_OK;
	if (st->config->places != NULL)
		rc = place_file_load(config_arena(st->config),
		    st->config->places, &places, err);
	if (rc == RC_OK)
		rc = vault_refresh(vault, known, &places, err);
	if (rc != RC_OK)
		return rc;
	l.arena = arena_new(RECORD_ARENA);
	buf_init(&l.kept, BATCH_BYTES + LINE_MAX_BYTES + 1);
	rc = stage_inputs(st, stream_load, &l, err);
	if (rc == RC_OK)
		rc = vault_finish(vault, st->clock.now(st->clock.arg), err);
	if (rc == RC_OK)
		load_log(vault_count(vault));
	buf_free(&l.kept);
	arena_free(l.arena);
	return rc;
}

enum rc
load_run(struct call *call, struct err *err)
{
	struct stage *st = call->stage;
	struct sites sites;
	struct indicators known;
	struct speakers *speakers = NULL;
	struct vault *vault = NULL;
	int64_t now = 0;
	enum rc rc = sites_load(st->config, &sites, err);
	if (rc == RC_OK)
		rc = speakers_load(st->config, &speakers, err);
	if (rc == RC_OK)
		rc = indicators_load(st->config, &known, err);
	if (rc == RC_OK)
		rc = present_read(call, &now, err);
	if (rc == RC_OK)
		rc = vault_new(call->db, &sites, now, &vault, err);
	if (rc == RC_OK) {
		vault_heed(vault, speakers);
		if (call->asked->reread != NULL)
			vault_reread(vault);
		rc = vault_fill(call, &known, vault, err);
	}
	vault_free(vault);
	speakers_free(speakers);
	/* A refused record was counted already; only the run can fail here. */
	return rc;
}
