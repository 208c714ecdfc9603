#include "crawler/ask.h"

#include <stdio.h>

#include "common/log.h"
#include "crawler/polite.h"
#include "crawler/robots.h"
#include "crawler/trap.h"

/* Of a robots.txt that is larger nothing more would be read: ROBOTS_MAX with
 * room for whatever coding it comes in. */
#define ROBOTS_WIRE_MAX (2 * ROBOTS_MAX)

void
ask_gone(void *run, const struct task *t)
{
	run_forget(run, t);
}

static void
drop(struct run *r, const struct task *t)
{
	run_forget(r, t);
	frontier_done(r->frontier, t, run_ticks(r));
}

int64_t
ask_floor(const struct run *r, const struct task *t)
{
	const struct site *site = r->v[t->site].site;
	const struct origin *origin = origins_get(r->origins, t->origin);
	return polite_delay_ms(site->delay > 0 ? site->delay
					       : r->config->crawl.delay,
	    origin_delay(origin, str_c(r->user_agent)),
	    r->config->crawl.robots_delay);
}

int64_t
ask_delay(const struct run *r, const struct task *t)
{
	const struct origin *origin = origins_get(r->origins, t->origin);
	const int64_t floor = ask_floor(r, t);
	const int64_t owed =
	    polite_slow_ms(origin->latency, r->config->crawl.latency);
	return floor > owed ? floor : owed;
}

bool
ask_is_conditional(const struct run *r, const struct task *t,
    const struct page *p)
{
	if (t->kind == TASK_LIST && (r->v[t->site].afresh || t->deep))
		return false;
	return p->record.n > 0 && (p->etag.n > 0 || p->modified.n > 0);
}

/* A host that asked for rest in an earlier run: its lane waits, or, when that
 * takes longer than a run should, is closed.  True when the task may go on. */
static enum rc
rest_look(struct run *r, const struct task *t, bool *rests, struct err *err)
{
	struct state_host host = { .failures = 0 };
	char seconds[32];
	const enum rc rc = state_host(r->state, t->domain, &host, err);
	*rests = false;
	origins_get(r->origins, t->origin)->latency = host.latency;
	if (rc != RC_OK || host.not_before <= run_now(r))
		return rc;
	const int64_t left = host.not_before - run_now(r);
	*rests = true;
	(void)snprintf(seconds, sizeof(seconds), "%lld", (long long)left);
	log_event(LOG_INFO, "host_rests", "host",
	    arena_cstr(r->scratch, t->domain), "seconds", seconds, NULL);
	if (left > POLITE_WAIT_MAX) {
		frontier_close(r->frontier, t->domain, ask_gone, r);
		drop(r, t);
		return RC_OK;
	}
	frontier_hold(r->frontier, t->domain, run_ticks(r) + left * 1000);
	frontier_return(r->frontier, t);
	return RC_OK;
}

/* Puts the task back behind robots.txt of its origin. */
static enum rc
robots_first(struct run *r, const struct task *t, struct origin *origin,
    struct err *err)
{
	struct task robots = {
		.kind = TASK_ROBOTS,
		.site = t->site,
		.asker = t->origin,
	};
	enum rc rc = RC_OK;
	if (!origin->asked) {
		origin->asked = true;
		robots.url = arena_printf(r->scratch, "%.*s/robots.txt",
		    STR_ARG(t->origin));
		rc = run_locate(r, &robots, err);
		if (rc == RC_OK)
			(void)run_add(r, &robots);
	}
	frontier_return(r->frontier, t);
	return rc;
}

/* Rules that forbid a page are looked at again in a day; a robots.txt that
 * could not be had says nothing about the page. */
static enum rc
deny(struct run *r, const struct task *t, const struct origin *origin,
    struct err *err)
{
	enum rc rc = RC_OK;
	r->v[t->site].figures.denied++;
	log_event(LOG_DEBUG, "denied", "url", arena_cstr(r->scratch, t->url),
	    NULL);
	if (!origin->closed)
		rc =
		    page_defer(r->state, t->key, run_now(r) + ORIGIN_KEEP, err);
	drop(r, t);
	return rc;
}

static enum rc
start(struct run *r, const struct task *t, struct err *err)
{
	const struct site *site = r->v[t->site].site;
	struct page page = { .errors = 0 };
	struct fetch_ask to = {
		.url = t->url,
		.connect = site->connect.v,
		.body_max = t->kind == TASK_ROBOTS ? ROBOTS_WIRE_MAX : 0,
		.private_addresses = site->private_addresses ||
		    r->config->crawl.private_addresses,
		.http2 = site->http2,
		.tag = t,
	};
	enum rc rc = page_get(r->state, r->scratch, t->key, &page, err);
	if (rc == RC_OK && ask_is_conditional(r, t, &page)) {
		to.etag = page.etag;
		to.modified = page.modified;
	}
	if (rc != RC_FAIL)
		rc = fetcher_start(r->fetcher, &to, err);
	if (rc == RC_BAD) {
		run_refuse(r, t, err);
		drop(r, t);
		rc = RC_OK;
	}
	return rc;
}

/* An index that dates its sitemaps has them asked for newest first: behind
 * some that hold nothing new the archive of years begins. */
static bool
is_known(const struct run *r, const struct task *t)
{
	const struct run_site *s = &r->v[t->site];
	return t->kind == TASK_LIST && t->depth > 0 && t->dated && !s->afresh &&
	    r->options.since == CLOCK_NONE &&
	    s->known >= r->config->crawl.known_lists;
}

/* Pages like this one led to nothing: it is for another day. */
static enum rc
leave_barren(struct run *r, const struct task *t, struct err *err)
{
	const enum rc rc =
	    page_defer(r->state, t->key, run_now(r) + ORIGIN_KEEP, err);
	r->v[t->site].barren++;
	drop(r, t);
	return rc;
}

enum rc
ask(struct run *r, const struct task *t, struct err *err)
{
	if (is_known(r, t)) {
		r->v[t->site].kept++;
		drop(r, t);
		return RC_OK;
	}
	if (t->kind == TASK_ARTICLE &&
	    trap_is_barren(r->tally, &r->traps, t->url))
		return leave_barren(r, t, err);
	struct origin *origin = origins_get(r->origins, t->origin);
	bool rests = false;
	arena_reset(r->scratch);
	if (!origin->host_checked) {
		origin->host_checked = true;
		const enum rc rc = rest_look(r, t, &rests, err);
		if (rc != RC_OK || rests)
			return rc;
	}
	if (t->kind == TASK_ROBOTS)
		return start(r, t, err);
	if (origin->known && run_ticks(r) > origin->until) {
		origin->known = false;
		origin->asked = false;
	}
	if (!origin->known)
		return robots_first(r, t, origin, err);
	if (!origin_may(origin, str_c(r->user_agent), t->url))
		return deny(r, t, origin, err);
	return start(r, t, err);
}

enum rc
ask_ready(struct run *r, int64_t *wait, struct err *err)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK && fetcher_busy(r->fetcher) < FETCH_PARALLEL_MAX) {
		const struct task *t =
		    frontier_next(r->frontier, run_ticks(r), wait);
		if (t == NULL)
			return RC_OK;
		rc = ask(r, t, err);
	}
	return rc;
}
