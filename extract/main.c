#include <string.h>

#include "common/clock.h"
#include "common/crew.h"
#include "common/lines.h"
#include "common/narrow.h"
#include "common/options.h"
#include "common/stage.h"
#include "extract/extractor.h"
#include "extract/input.h"
#include "extract/memory.h"

#define JOB_MAX   (LINE_MAX_BYTES + ((size_t)1 << 20)) /* bytes of one page */
#define OUT_MAX   (2 * LINE_MAX_BYTES)
#define ARENA_MAX ((size_t)192 << 20)
#define MEMORY    ((size_t)512 << 20) /* of a worker; 80 MiB are plenty */
#define SECONDS   20                  /* of CPU for one page; 2 are plenty */

static const char about[] =
    "Reads pages - WARC files, HTML, plain text - and writes one document a "
    "line: the article alone, its title, date and authors, and the figures "
    "that the rules find in it.  Given documents, it finds only their "
    "figures anew.";

/* What the crew's two functions are given. */
struct wiring {
	struct extractor *extractor;
	struct input input;
	struct memory *memory;
	bool learn; /* answers are imprints, not records */
};

/* What the command line says. */
struct choices {
	const char *jobs;
	const char *fetched;
	const char *explain;
	const char *memory;
	const char *learn;
	unsigned njobs;
	int64_t fetched_at;
};

static enum rc
work(void *arg, struct arena *arena, struct str job, struct buf *out,
    struct err *err)
{
	const struct wiring *w = arg;
	return extractor_work(w->extractor, arena, job, out, err);
}

static enum rc
done(void *arg, struct str job, struct str out, enum rc rc, struct err *err)
{
	struct wiring *w = arg;
	struct imprint one;
	if (!w->learn || rc != RC_OK)
		return input_done(&w->input, job, out, rc, err);
	for (; out.n >= sizeof(one); out = str_from(out, sizeof(one))) {
		memcpy(&one, out.s, sizeof(one));
		memory_learn(w->memory, &one, 1);
	}
	w->input.stage->good++;
	return RC_OK;
}

static enum rc
run(struct wiring *w, struct stage *stage, unsigned jobs, struct err *err)
{
	const struct crew_spec spec = {
		.jobs = jobs,
		.job_max = JOB_MAX,
		.out_max = OUT_MAX,
		.arena_max = ARENA_MAX,
		.seconds = SECONDS,
		.memory = MEMORY,
		.work = work,
		.done = done,
		.arg = w,
	};
	w->input.crew = crew_new(&spec);
	const enum rc rc = stage_inputs(stage, input_file, &w->input, err);
	struct err late = { .reason = "" };
	const enum rc end =
	    crew_finish(w->input.crew, rc == RC_FAIL ? &late : err);
	return rc == RC_FAIL ? rc : end;
}

/* -1 when all is well, else how to exit. */
static int
check(struct stage *stage, struct choices *c)
{
	c->njobs = options_jobs(c->jobs);
	c->fetched_at =
	    c->fetched == NULL ? CLOCK_NONE : clock_parse(str_c(c->fetched), 0);
	if (c->njobs == 0)
		return stage_usage(stage, "--jobs takes 1 to %d", OPTIONS_JOBS);
	if (c->fetched != NULL && c->fetched_at == CLOCK_NONE)
		return stage_usage(stage, "--fetched-at takes a time");
	if (c->memory != NULL && c->learn != NULL)
		return stage_usage(stage, "--learn comes before --memory");
	return -1;
}

/* All that is loaded before the first page. */
static enum rc
load(struct wiring *w, const struct stage *stage, const struct choices *c,
    struct err *err)
{
	const char *path = c->learn != NULL ? c->learn : c->memory;
	enum rc rc = extractor_new(stage->config, &w->extractor, err);
	w->memory = memory_new();
	w->learn = c->learn != NULL;
	if (rc == RC_OK && path != NULL)
		rc = memory_load(w->memory, path, err);
	if (rc != RC_OK)
		return rc;
	if (w->learn)
		extractor_learn(w->extractor);
	if (c->memory != NULL)
		extractor_remember(w->extractor, w->memory);
	if (c->explain != NULL)
		extractor_explain(w->extractor);
	return RC_OK;
}

static int
work_through(struct wiring *w, struct stage *stage, const struct choices *c)
{
	struct err err = { .reason = "" };
	narrow_offline();
	input_init(&w->input, stage, c->fetched_at);
	enum rc rc = run(w, stage, c->njobs, &err);
	if (rc != RC_FAIL && w->learn &&
	    memory_save(w->memory, c->learn, &err) != RC_OK)
		rc = RC_FAIL;
	if (rc == RC_FAIL)
		(void)stage_fail(stage, &err);
	input_log(&w->input);
	input_free(&w->input);
	return stage_close(stage, rc);
}

int
main(int argc, char *argv[])
{
	struct choices c = { .jobs = NULL };
	const struct stage_option options[] = {
		{ "jobs", "N", "work on N pages at a time (default 1)",
		    &c.jobs },
		{ "fetched-at", "TIME",
		    "when files that do not tell it were fetched (RFC 3339)",
		    &c.fetched },
		{ "learn", "FILE",
		    "only add to FILE what the pages of each site repeat",
		    &c.learn },
		{ "memory", "FILE",
		    "leave out what FILE knows to repeat on a site's pages",
		    &c.memory },
		{ "explain", NULL,
		    "write which rule took which number and why others lost",
		    &c.explain },
		{ NULL, NULL, NULL, NULL },
	};
	const struct stage_spec spec = {
		.name = "extract",
		.usage = "[FILE...]",
		.about = about,
		.options = options,
	};
	struct stage stage;
	struct wiring w = { .extractor = NULL };
	struct err err = { .reason = "" };
	int code = stage_open(&stage, &spec, argc, argv);
	if (code < 0)
		code = check(&stage, &c);
	if (code < 0)
		code = stage_config(&stage);
	if (code < 0 && load(&w, &stage, &c, &err) != RC_OK) {
		code = stage_usage(&stage, "%s", err.reason);
		config_free(stage.config);
	}
	if (code < 0)
		code = work_through(&w, &stage, &c);
	memory_free(w.memory);
	extractor_free(w.extractor);
	return code;
}
