#include "crawler/crawl.h"

#include <stdio.h>

#include "common/log.h"
#include "crawler/answer.h"
#include "crawler/ask.h"
#include "crawler/seed.h"
#include "crawler/status.h"

#define WAIT_MS       250 /* a signal is noticed after that at the latest */
#define SHOW_MS       200 /* between two progress lines */
#define LINE_MAX_TEXT 160

static enum rc
seed_ready(struct run *r, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < r->n && rc == RC_OK; i++)
		if (!r->v[i].seeded && r->v[i].lists_left == 0)
			rc = seed_articles(r, i, err);
	return rc;
}

static bool
is_over(const struct run *r)
{
	return frontier_waiting(r->frontier) == 0 &&
	    frontier_busy(r->frontier) == 0;
}

/* A page that is spoiled is reported; the lane goes on after its delay. */
static enum rc
take_one(struct run *r, const struct fetch_answer *answer, struct err *err)
{
	const struct task *t = answer->tag;
	enum rc rc = answer_take(r, t, answer, err);
	if (rc == RC_BAD) {
		run_refuse(r, t, err);
		rc = RC_OK;
	}
	run_forget(r, t);
	frontier_done(r->frontier, t, run_ticks(r) + ask_delay(r, t));
	return rc;
}

static enum rc
take_ready(struct run *r, struct err *err)
{
	struct fetch_answer answer;
	enum rc rc = fetcher_next(r->fetcher, &answer, err);
	for (; rc == RC_OK; rc = fetcher_next(r->fetcher, &answer, err)) {
		rc = take_one(r, &answer, err);
		if (rc != RC_OK)
			return rc;
	}
	return rc == RC_END ? RC_OK : rc;
}

static void
show(struct run *r)
{
	char line[LINE_MAX_TEXT];
	const int64_t now = run_ticks(r);
	if (now - r->shown_at < SHOW_MS)
		return;
	r->shown_at = now;
	(void)snprintf(line, sizeof(line),
	    "%llu fetched, %zu in flight, %zu waiting, %llu refused",
	    r->stage->in, fetcher_busy(r->fetcher),
	    frontier_waiting(r->frontier), r->stage->bad);
	log_progress(line);
}

static enum rc
step(struct run *r, struct err *err)
{
	int64_t wait = -1;
	enum rc rc = ask_ready(r, &wait, err);
	if (rc == RC_OK)
		rc = fetcher_wait(r->fetcher,
		    wait >= 0 && wait < WAIT_MS ? (int)wait : WAIT_MS, err);
	if (rc == RC_OK)
		rc = take_ready(r, err);
	if (rc == RC_OK && r->unsynced > 0 &&
	    (r->unsynced >= RUN_SYNC_MAX ||
		run_ticks(r) - r->synced_at >= RUN_SYNC_MS))
		rc = run_sync(r, err);
	show(r);
	return rc;
}

static enum rc
loop(struct run *r, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < r->n && rc == RC_OK; i++)
		rc = seed_lists(r, i, err);
	while (rc == RC_OK) {
		if (stage_stopped())
			frontier_close_all(r->frontier, ask_gone, r);
		else
			rc = seed_ready(r, err);
		if (rc != RC_OK || is_over(r))
			break;
		rc = step(r, err);
	}
	log_progress("");
	return rc;
}

static void
sites_log(const struct run *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct state_site *f = &r->v[i].figures;
		char text[5][24];
		const long figures[] = { f->fresh, f->changed, f->unchanged,
			f->errors, f->denied };
		for (size_t k = 0; k < 5; k++)
			(void)snprintf(text[k], sizeof(text[k]), "%ld",
			    figures[k]);
		log_event(LOG_INFO, "site", "site",
		    arena_cstr(r->arena, f->code), "new", text[0], "changed",
		    text[1], "unchanged", text[2], "errors", text[3], "denied",
		    text[4], NULL);
	}
}

/* A pattern of addresses that yields nothing is a trap, or was given up. */
static void
barren_log(const struct run *r)
{
	for (size_t i = 0; i < r->n; i++) {
		char text[24];
		(void)snprintf(text, sizeof(text), "%ld", r->v[i].barren);
		if (r->v[i].barren > 0)
			log_event(LOG_WARN, "barren", "site",
			    arena_cstr(r->arena, r->v[i].figures.code), "left",
			    text, NULL);
	}
}

/* Lists that used to name articles and name none now: the site was rebuilt,
 * or its `article` pattern no longer fits.  A run that says so ends with 3. */
static void
alarms(struct run *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct run_site *s = &r->v[i];
		struct err err = { 0 };
		if (s->figures.yield == 0 || s->named > 0 || s->heard == 0 ||
		    s->kept > 0)
			continue;
		(void)err_set(&err, RC_BAD,
		    "gave %ld articles before, gives none now",
		    s->figures.yield);
		stage_reject(r->stage, s->figures.code, STR(""), &err);
	}
}

enum rc
crawl(struct stage *stage, const struct run_options *options, struct err *err)
{
	struct run run;
	enum rc rc = run_open(&run, stage, options, err);
	if (rc == RC_OK && run.config->crawl.contact.v.n == 0)
		log_event(LOG_WARN, "no_contact", "reason",
		    "owners of sites cannot reach you: set `contact`", "file",
		    run.config->path, NULL);
	if (rc == RC_OK)
		rc = loop(&run, err);
	if (rc == RC_OK) {
		alarms(&run);
		barren_log(&run);
		sites_log(&run);
	}
	rc = run_close(&run, rc, err);
	if (rc == RC_OK && options->report != NULL)
		rc = status(stage, true, options->report, err);
	return rc;
}
