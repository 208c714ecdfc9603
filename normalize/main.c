#include "common/crew.h"
#include "common/lines.h"
#include "common/narrow.h"
#include "common/options.h"
#include "common/stage.h"
#include "normalize/stream.h"

#define JOB_MAX   (STREAM_PATH_MAX + LINE_MAX_BYTES)
#define OUT_MAX   (4 * LINE_MAX_BYTES)
#define ARENA_MAX ((size_t)384 << 20)
#define MEMORY    ((size_t)1 << 30) /* of a worker */

static const char about[] =
    "Reads documents with mentions, as sandyq-extract writes them, and writes "
    "them with facts: value, interval, unit, noun, place, period, change, "
    "indicator.";

static enum rc
run(struct stream *s, unsigned jobs, struct err *err)
{
	const struct crew_spec spec = {
		.jobs = jobs,
		.job_max = JOB_MAX,
		.out_max = OUT_MAX,
		.arena_max = ARENA_MAX,
		.memory = MEMORY,
		.work = stream_work,
		.done = stream_done,
		.arg = s,
	};
	s->crew = crew_new(&spec);
	const enum rc rc = stage_inputs(s->stage, stream_file, s, err);
	struct err late = { .reason = "" };
	const enum rc end = crew_finish(s->crew, rc == RC_FAIL ? &late : err);
	return rc == RC_FAIL ? rc : end;
}

int
main(int argc, char *argv[])
{
	const char *jobs_text = NULL;
	const char *flat = NULL;
	const struct stage_option options[] = {
		{ "jobs", "N", "work on N documents at a time (default 1)",
		    &jobs_text },
		{ "flat", NULL, "write one fact a line", &flat },
		{ NULL, NULL, NULL, NULL },
	};
	const struct stage_spec spec = {
		.name = "normalize",
		.usage = "[FILE...]",
		.about = about,
		.options = options,
	};
	struct stage stage;
	struct normalizer *normalizer = NULL;
	struct err err = { .reason = "" };
	unsigned jobs = 1;
	int code = stage_open(&stage, &spec, argc, argv);
	if (code < 0)
		jobs = options_jobs(jobs_text);
	if (jobs == 0)
		code =
		    stage_usage(&stage, "--jobs takes 1 to %d", OPTIONS_JOBS);
	if (code < 0)
		code = stage_config(&stage);
	if (code < 0 &&
	    normalizer_new(stage.config, &normalizer, &err) != RC_OK) {
		code = stage_usage(&stage, "%s", err.reason);
		config_free(stage.config);
	}
	if (code < 0) {
		struct stream s = { .stage = &stage,
			.normalizer = normalizer,
			.flat = flat != NULL };
		narrow_offline();
		const enum rc rc = run(&s, jobs, &err);
		if (rc == RC_FAIL)
			(void)stage_fail(&stage, &err);
		code = stage_close(&stage, rc);
	}
	normalizer_free(normalizer);
	return code;
}
