#include "crawler/follow.h"

#include <stdio.h>

#include "common/buf.h"
#include "common/log.h"
#include "common/url.h"
#include "crawler/harvest.h"
#include "crawler/review.h"

#define ROBOTS_BODY_MAX ((size_t)4 << 20) /* robots_parse() takes 500 KiB */

/* A chain of redirects that leads nowhere: the page it began at bears the
 * fault.  For robots.txt it is as good as none (RFC 9309, 2.3.1.2, 2.3.1.3). */
static enum rc
redirect_lost(struct run *r, const struct task *t, struct str to,
    const char *fault, struct err *err)
{
	log_event(LOG_INFO, "redirect_lost", "url",
	    arena_cstr(r->arena, t->url), "to", arena_cstr(r->arena, to), "why",
	    fault, NULL);
	if (t->kind == TASK_ROBOTS) {
		struct origin *origin = origins_get(r->origins, t->asker);
		origin->until = run_ticks(r) + (int64_t)ORIGIN_KEEP * 1000;
		origin_settle(origin, 404, STR_NONE, STR_NONE);
	}
	return page_fault(r->state, t->hops > 0 ? t->from : t->key, fault, err);
}

static bool
redirect_fits(const struct run *r, const struct task *next)
{
	const struct scope *scope = r->v[next->site].scope;
	if (next->kind == TASK_ROBOTS)
		return true;
	if (!scope_has_host(scope, next->host))
		return false;
	return next->kind != TASK_ARTICLE ||
	    scope_is_article(scope, next->url, true);
}

enum rc
follow_redirect(struct run *r, const struct task *t,
    const struct http_response *response, struct err *err)
{
	struct task next = *t;
	struct err lost = { 0 };
	const struct str to = http_get(response, "Location");
	arena_reset(r->scratch);
	if (t->hops >= (unsigned)r->config->crawl.redirects) {
		const enum rc end = redirect_lost(r, t, to, "redirects", err);
		if (t->kind == TASK_ROBOTS || end != RC_OK)
			return end;
		return err_set(err, RC_BAD, "more than %u redirects", t->hops);
	}
	if (t->hops == 0)
		next.from = t->key;
	next.hops++;
	enum rc rc = url_resolve(r->scratch, t->url, to, &next.url, &lost);
	if (rc == RC_OK)
		rc = run_locate(r, &next, &lost);
	if (rc == RC_FAIL) {
		*err = lost;
		return rc;
	}
	if (rc != RC_OK || !redirect_fits(r, &next))
		return redirect_lost(r, t, to, "leaves", err);
	/* The lane stays the asker's: its other tasks wait for these rules. */
	if (t->kind == TASK_ROBOTS)
		next.domain = t->domain;
	(void)run_add(r, &next);
	return RC_OK;
}

/* Reads and keeps the file; a body that is damaged or a bomb counts as far as
 * it could be read. */
static enum rc
robots_read(struct run *r, const struct task *t,
    const struct http_response *response, struct err *err)
{
	bool cut = false;
	struct err lost = { 0 };
	struct buf body;
	buf_init(&body, ROBOTS_BODY_MAX);
	const bool good = response->status >= 200 && response->status <= 299;
	if (good && http_body(response, &body, &cut, &lost) == RC_FAIL) {
		buf_free(&body);
		*err = lost;
		return RC_FAIL;
	}
	const struct state_robots row = {
		.fetched = run_now(r),
		.status = response->status,
		.body = good
		    ? str_head(str_n(body.s != NULL ? body.s : "", body.n),
			  ROBOTS_MAX)
		    : STR_NONE,
	};
	origin_settle(origins_get(r->origins, t->asker), row.status, row.body,
	    STR_NONE);
	const enum rc rc = state_robots_put(r->state, t->asker, &row, err);
	buf_free(&body);
	return rc;
}

/* 304, or no good answer: what we have counts if it is fresh enough. */
static enum rc
robots_recall(struct run *r, const struct task *t, int status, bool unmodified,
    struct err *err)
{
	struct state_robots row = { .status = 0 };
	struct origin *origin = origins_get(r->origins, t->asker);
	const enum rc rc =
	    state_robots(r->state, r->arena, t->asker, &row, err);
	if (rc == RC_FAIL)
		return rc;
	const bool good = rc == RC_OK && row.status >= 200 && row.status <= 299;
	if (good && unmodified) {
		row.fetched = run_now(r);
		origin_settle(origin, row.status, row.body, STR_NONE);
		return state_robots_put(r->state, t->asker, &row, err);
	}
	const bool fresh = good && row.fetched >= run_now(r) - ORIGIN_KEEP;
	origin_settle(origin, status, STR_NONE, fresh ? row.body : STR_NONE);
	if (origin->closed)
		log_event(LOG_WARN, "robots_unreachable", "origin",
		    origin->name, NULL);
	return RC_OK;
}

enum rc
follow_robots(struct run *r, const struct task *t,
    const struct http_response *response, bool unmodified, struct err *err)
{
	const int status = response != NULL ? response->status : 0;
	origins_get(r->origins, t->asker)->until =
	    run_ticks(r) + (int64_t)ORIGIN_KEEP * 1000;
	if (unmodified || status == 0 || status == 429 || status >= 500)
		return robots_recall(r, t, unmodified ? 0 : status, unmodified,
		    err);
	return robots_read(r, t, response, err);
}

/* Behind the last page of several that is how they end, elsewhere it is a
 * trouble. */
enum rc
follow_lost(struct run *r, const struct task *t, int code, struct err *err)
{
	char status[16];
	const bool end = t->turn > 0 && (code == 404 || code == 410);
	const struct review review = {
		.trouble = code == 200 ? SOURCE_BROKEN : SOURCE_LOST,
		.newest = CLOCK_NONE,
		.alive = CLOCK_NONE,
		.open = t->turn > 0 && !end,
	};
	if (t->kind != TASK_LIST)
		return RC_OK;
	(void)snprintf(status, sizeof(status), "%d", code);
	log_event(end ? LOG_DEBUG : LOG_WARN, "list_lost", "url",
	    arena_cstr(r->arena, t->url), "status", status, NULL);
	return review_list(r, t, &review, err);
}

enum rc
follow_list(struct run *r, const struct task *t,
    const struct http_response *response, struct err *err)
{
	const struct review same = {
		.unchanged = true,
		.newest = CLOCK_NONE,
		.alive = CLOCK_NONE,
	};
	if (t->kind != TASK_LIST)
		return RC_OK;
	if (response->status == 200)
		return harvest(r, t, response, err);
	if (response->status == 304)
		return review_list(r, t, &same, err);
	return follow_lost(r, t, response->status, err);
}
