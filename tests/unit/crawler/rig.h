#ifndef TESTS_UNIT_CRAWLER_RIG_H
#define TESTS_UNIT_CRAWLER_RIG_H

#include "common/buf.h"
#include "common/clock.h"
#include "common/file.h"
#include "crawler/answer.h"
#include "crawler/ask.h"
#include "crawler/run.h"
#include "tests/unit/crawler/folder.h"

/*
 * A run over one invented site in a folder of its own, with a clock that the
 * test moves.  Nothing is connected to: answers are handed in as bytes.
 */
struct rig {
	struct folder folder;
	struct stage stage;
	struct stage_spec spec;
	struct run run;
	struct run_options options;
	int64_t now;
	int64_t ticks;
	int64_t millis; /* that answers take */
	bool open;
};

#define RIG_NOW INT64_C(1772344800) /* 2026-03-01T06:00:00Z */

static inline int64_t
rig_now(void *arg)
{
	return ((struct rig *)arg)->now;
}

static inline int64_t
rig_ticks(void *arg)
{
	return ((struct rig *)arg)->ticks;
}

static inline void
rig_files(const struct rig *rig)
{
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	if (file_mkdirs(folder_path(&rig->folder, "sites", path), &err) !=
	    RC_OK)
		abort();
	folder_write(&rig->folder, "sandyq.yaml",
	    "data: data\nsites: sites\nindicators: i\nrules: r\n"
	    "lexicon: l\nplaces: p.yaml\n"
	    "crawl: { user_agent: sandyq/0.1, contact: '', delay: 1,"
	    " redirects: 2 }\n");
	folder_write(&rig->folder, "sites/x.yaml",
	    "code: x\nname: X\nhome: https://x.kz/\nkind: media\n"
	    "langs: [ru]\nstart: [https://x.kz/]\n"
	    "sitemaps: [https://x.kz/sitemap.xml]\npages: 3\n"
	    "article: '^https://x\\.kz/n/[0-9]+$'\n"
	    "skip: ['/n/13$']\n");
}

static inline void
rig_open(struct rig *rig)
{
	char path[2 * FOLDER_MAX];
	struct err err = { 0 };
	rig->stage = (struct stage){ .spec = &rig->spec, .rejects_fd = -1 };
	rig->stage.clock = (struct clock){ rig_now, rig_ticks, rig };
	buf_init(&rig->stage.out, 1 << 20);
	if (config_load(folder_path(&rig->folder, "sandyq.yaml", path), NULL,
		&rig->stage.config, &err) != RC_OK ||
	    run_open(&rig->run, &rig->stage, &rig->options, &err) != RC_OK) {
		(void)fprintf(stderr, "rig: %s\n", err.reason);
		abort();
	}
	rig->open = true;
}

/* Ends the run as crawl() would. */
static inline void
rig_close(struct rig *rig)
{
	struct err err = { 0 };
	if (!rig->open)
		return;
	rig->open = false;
	if (run_close(&rig->run, RC_OK, &err) != RC_OK)
		abort();
	buf_free(&rig->stage.out);
	config_free(rig->stage.config);
}

static int
rig_up(void **state)
{
	struct rig *rig = calloc(1, sizeof(*rig));
	if (rig == NULL)
		return -1;
	rig->folder = folder_new();
	rig->spec = (struct stage_spec){ .name = "crawl" };
	rig->now = RIG_NOW;
	rig->options =
	    (struct run_options){ .since = CLOCK_NONE, .until = CLOCK_NONE };
	rig_files(rig);
	rig_open(rig);
	*state = rig;
	return 0;
}

static int
rig_down(void **state)
{
	struct rig *rig = *state;
	rig_close(rig);
	folder_free(&rig->folder);
	free(rig);
	return 0;
}

/* A task of the site, located. */
static inline struct task
rig_task(struct rig *rig, enum task_kind kind, const char *url)
{
	struct err err = { 0 };
	struct task t = { .kind = kind, .url = str_c(url) };
	arena_reset(rig->run.scratch);
	if (run_locate(&rig->run, &t, &err) != RC_OK)
		abort();
	return t;
}

/* Queues a task and takes it out again, as the loop would. */
static inline const struct task *
rig_take(struct rig *rig, enum task_kind kind, const char *url)
{
	int64_t wait = 0;
	const struct task t = rig_task(rig, kind, url);
	if (!run_add(&rig->run, &t))
		abort();
	return frontier_next(rig->run.frontier, rig->ticks, &wait);
}

/* What came of `message` for the task; the task is over. */
static inline enum rc
rig_answer(struct rig *rig, const struct task *t, const char *message,
    struct err *err)
{
	const struct str m = str_c(message);
	const struct str end = STR("\r\n\r\n");
	const struct fetch_answer a = {
		.answered = true,
		.request = STR("GET / HTTP/1.1\r\n\r\n"),
		.message = m,
		.head = str_find(m, end) + end.n,
		.ip = "192.0.2.7",
		.millis = rig->millis,
	};
	const enum rc rc = answer_take(&rig->run, t, &a, err);
	run_forget(&rig->run, t);
	frontier_done(rig->run.frontier, t, rig->ticks);
	return rc;
}

static inline struct page
rig_page(struct rig *rig, const char *key)
{
	struct err err = { 0 };
	struct page p = { .status = -1 };
	if (page_get(rig->run.state, rig->run.arena, str_c(key), &p, &err) ==
	    RC_FAIL)
		abort();
	return p;
}

#endif
