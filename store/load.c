#include "store/load.h"

#include <poll.h>
#include <stdio.h>

#include "common/indicator.h"
#include "common/log.h"
#include "common/record.h"
#include "common/site.h"
#include "store/vault.h"

#define RECORD_ARENA ((size_t)512 << 20) /* one line as a tree, and more */
/* A transaction is this long at most: readers see news soon, another loader
 * gets its turn, and a kill costs little. */
#define BATCH_DOCUMENTS 512
#define BATCH_MS        200

struct loading {
	struct vault *vault;
	struct arena *arena; /* of one record */
	size_t batch;        /* documents in the open transaction */
	int64_t since;       /* ticks when it was opened */
};

/* Whether the next line can be had without waiting for its writer. */
static bool
input_ready(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	return poll(&p, 1, 0) > 0 && (p.revents & POLLIN) != 0;
}

static enum rc
batch_end(struct stage *st, struct loading *l, int fd, struct err *err)
{
	const int64_t now = st->clock.ticks(st->clock.arg);
	if (!vault_open(l->vault))
		return RC_OK;
	if (l->batch < BATCH_DOCUMENTS && now - l->since < BATCH_MS &&
	    input_ready(fd))
		return RC_OK;
	l->batch = 0;
	return vault_commit(l->vault, err);
}

static enum rc
batch_begin(struct stage *st, struct loading *l, struct err *err)
{
	if (!vault_open(l->vault))
		l->since = st->clock.ticks(st->clock.arg);
	l->batch++;
	return vault_begin(l->vault, err);
}

/* One line: read first, so that a broken one costs no transaction. */
static enum rc
line_load(struct stage *st, struct loading *l, struct str line, struct err *err)
{
	struct document doc;
	arena_reset(l->arena);
	enum rc rc = record_read(l->arena, line, &doc, err);
	if (rc != RC_OK)
		return rc;
	rc = batch_begin(st, l, err);
	return rc == RC_OK ? vault_put(l->vault, l->arena, &doc, err) : rc;
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
	enum rc rc = vault_refresh(vault, known, err);
	if (rc != RC_OK)
		return rc;
	l.arena = arena_new(RECORD_ARENA);
	rc = stage_inputs(st, stream_load, &l, err);
	if (rc == RC_OK)
		rc = vault_finish(vault, st->clock.now(st->clock.arg), err);
	if (rc == RC_OK)
		load_log(vault_count(vault));
	arena_free(l.arena);
	return rc;
}

enum rc
load_run(struct call *call, struct err *err)
{
	struct stage *st = call->stage;
	struct sites sites;
	struct indicators known;
	struct vault *vault = NULL;
	enum rc rc = sites_load(st->config, &sites, err);
	if (rc == RC_OK)
		rc = indicators_load(st->config, &known, err);
	if (rc == RC_OK)
		rc = vault_new(call->db, &sites, st->clock.now(st->clock.arg),
		    &vault, err);
	if (rc == RC_OK)
		rc = vault_fill(call, &known, vault, err);
	vault_free(vault);
	/* A refused record was counted already; only the run can fail here. */
	return rc;
}
