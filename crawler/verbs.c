#include "crawler/verbs.h"

#include <string.h>

#include "common/log.h"
#include "crawler/check.h"
#include "crawler/crawl.h"
#include "crawler/explain.h"
#include "crawler/probe.h"
#include "crawler/status.h"

#define SHARDS_MAX 10000

typedef enum rc verb_fn(struct stage *, const struct verb_options *,
    struct err *);

/* RC_BAD when the option holds no date. */
static enum rc
date_read(const char *name, const char *text, int64_t *at, struct err *err)
{
	*at = CLOCK_NONE;
	if (text == NULL)
		return RC_OK;
	*at = clock_parse(str_c(text), 0);
	if (*at != CLOCK_NONE)
		return RC_OK;
	return err_set(err, RC_BAD, "--%s %s: no date (YYYY-MM-DD)", name,
	    text);
}

/* "I/N", 1 <= I <= N. */
static enum rc
shard_read(const char *text, struct run_options *run, struct err *err)
{
	unsigned long long part = 0;
	unsigned long long parts = 0;
	const struct str all = str_c(text);
	const size_t slash = str_chr(all, '/');
	if (text == NULL)
		return RC_OK;
	if (!str_u64(str_head(all, slash), &part) ||
	    !str_u64(str_from(all, slash + 1), &parts) || part < 1 ||
	    part > parts || parts > SHARDS_MAX)
		return err_set(err, RC_BAD,
		    "--shard %s: not I/N with I from 1 to N, N at most %d",
		    text, SHARDS_MAX);
	run->shard = (unsigned)part;
	run->shards = (unsigned)parts;
	return RC_OK;
}

static enum rc
verb_run(struct stage *stage, const struct verb_options *o, struct err *err)
{
	struct run_options run = {
		.site = o->site,
		.report = o->report,
		.dry = o->dry != NULL,
	};
	enum rc rc = date_read("since", o->since, &run.since, err);
	if (rc == RC_OK)
		rc = date_read("until", o->until, &run.until, err);
	if (rc == RC_OK)
		rc = shard_read(o->shard, &run, err);
	return rc == RC_OK ? crawl(stage, &run, err) : rc;
}

static enum rc
format_read(const struct verb_options *o, bool *json, struct err *err)
{
	const struct str format = str_c(o->format);
	*json = format.s != NULL && str_is(format, "json");
	if (format.s == NULL || *json || str_is(format, "table"))
		return RC_OK;
	return err_set(err, RC_BAD, "--format %s: table or json", o->format);
}

static enum rc
verb_status(struct stage *stage, const struct verb_options *o, struct err *err)
{
	bool json = false;
	const enum rc rc = format_read(o, &json, err);
	return rc == RC_OK ? status(stage, json, NULL, err) : rc;
}

static enum rc
verb_probe(struct stage *stage, const struct verb_options *o, struct err *err)
{
	bool json = false;
	const enum rc rc = format_read(o, &json, err);
	const enum probe_form form = o->propose != NULL ? PROBE_PROPOSE
	    : json                                      ? PROBE_JSON
							: PROBE_TABLE;
	return rc == RC_OK ? probe(stage, stage->files[0], form, err) : rc;
}

static enum rc
verb_check(struct stage *stage, const struct verb_options *o, struct err *err)
{
	(void)o;
	return check(stage, err);
}

static enum rc
verb_robots(struct stage *stage, const struct verb_options *o, struct err *err)
{
	return explain_robots(stage, o->agent, err);
}

static enum rc
verb_url(struct stage *stage, const struct verb_options *o, struct err *err)
{
	return explain_urls(stage, o->base, err);
}

static const struct verb {
	const char *name;
	const char *operands;
	int least; /* operands */
	int most;  /* -1: any number */
	bool configured;
	verb_fn *run;
} verbs[] = {
	{ "run", "", 0, 0, true, verb_run },
	{ "status", "", 0, 0, true, verb_status },
	{ "probe", "SITE|URL", 1, 1, true, verb_probe },
	{ "check", "FILE...", 1, -1, false, verb_check },
	{ "robots", "FILE URL...", 2, -1, false, verb_robots },
	{ "url", "URL...", 1, -1, false, verb_url },
};

static const struct verb *
verb_named(const char *name)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* RC_BAD of a verb as a whole is a wrong option or configuration; RC_END
 * means that another run is at work. */
static int
verb_end(struct stage *stage, enum rc rc, const struct err *err)
{
	if (rc == RC_OK)
		return stage_close(stage, rc);
	log_event(LOG_ERROR,
	    rc == RC_BAD       ? "bad_configuration"
		: rc == RC_END ? "busy"
			       : "failed",
	    "reason", err->reason, NULL);
	const int code = stage_close(stage, rc == RC_FAIL ? rc : RC_OK);
	if (rc == RC_FAIL)
		return code;
	return rc == RC_BAD ? STAGE_USAGE : STAGE_LATER;
}

int
verbs_run(struct stage *stage, const struct verb_options *options)
{
	struct err err = { 0 };
	if (stage->nfiles == 0)
		return stage_usage(stage, "no verb given");
	const struct verb *verb = verb_named(stage->files[0]);
	if (verb == NULL)
		return stage_usage(stage, "no such verb: %s", stage->files[0]);
	stage->files++;
	stage->nfiles--;
	if (verb->most >= 0 && stage->nfiles > verb->most)
		return stage_usage(stage, "%s: one word too many: %s",
		    verb->name, stage->files[verb->most]);
	if (stage->nfiles < verb->least)
		return stage_usage(stage, "usage: %s %s", verb->name,
		    verb->operands);
	const int code = verb->configured ? stage_config(stage) : -1;
	if (code >= 0)
		return code;
	return verb_end(stage, verb->run(stage, options, &err), &err);
}
