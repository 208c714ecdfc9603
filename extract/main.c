#include "common/clock.h"
#include "common/crew.h"
#include "common/lines.h"
#include "common/stage.h"
#include "extract/extractor.h"
#include "extract/input.h"

#define JOBS_MAX  64
#define JOB_MAX   (LINE_MAX_BYTES + ((size_t)1 << 20)) /* bytes of one page */
#define OUT_MAX   (2 * LINE_MAX_BYTES)
#define ARENA_MAX ((size_t)768 << 20)
#define SECONDS   20 /* of CPU for one page; 2 are plenty */

static const char about[] =
    "Reads pages - WARC files, HTML, plain text - and writes one document a "
    "line: the article alone, its title, date and authors, and the figures "
    "that the rules find in it.  Given documents, it finds only their "
    "figures anew.";

/* The number in `text`, or `otherwise` when there is none; 0: wrong. */
static unsigned
jobs_read(const char *text, unsigned otherwise)
{
	unsigned long long n = 0;
	if (text == NULL)
		return otherwise;
	return str_u64(str_c(text), &n) && n <= JOBS_MAX ? (unsigned)n : 0;
}

/* What the crew's two functions are given. */
struct wiring {
	struct extractor *extractor;
	struct input input;
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
	return input_done(&w->input, job, out, rc, err);
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

int
main(int argc, char *argv[])
{
	const char *jobs_text = NULL;
	const char *fetched_text = NULL;
	const char *explain = NULL;
	const struct stage_option options[] = {
		{ "jobs", "N", "work on N pages at a time (default 1)",
		    &jobs_text },
		{ "fetched-at", "TIME",
		    "when files that do not tell it were fetched (RFC 3339)",
		    &fetched_text },
		{ "explain", NULL,
		    "write which rule took which number and why others lost",
		    &explain },
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
	const unsigned jobs = jobs_read(jobs_text, 1);
	const int64_t fetched = fetched_text == NULL
	    ? CLOCK_NONE
	    : clock_parse(str_c(fetched_text), 0);
	if (code < 0 && jobs == 0)
		code = stage_usage(&stage, "--jobs takes 1 to %d", JOBS_MAX);
	if (code < 0 && fetched_text != NULL && fetched == CLOCK_NONE)
		code = stage_usage(&stage, "--fetched-at takes a time");
	if (code < 0)
		code = stage_config(&stage);
	if (code < 0 &&
	    extractor_new(stage.config, &w.extractor, &err) != RC_OK) {
		code = stage_usage(&stage, "%s", err.reason);
		config_free(stage.config);
	}
	if (code < 0) {
		if (explain != NULL)
			extractor_explain(w.extractor);
		input_init(&w.input, &stage, fetched);
		const enum rc rc = run(&w, &stage, jobs, &err);
		if (rc == RC_FAIL)
			(void)stage_fail(&stage, &err);
		input_log(&w.input);
		input_free(&w.input);
		code = stage_close(&stage, rc);
	}
	extractor_free(w.extractor);
	return code;
}
