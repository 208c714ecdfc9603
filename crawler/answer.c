#include "crawler/answer.h"

#include <stdio.h>
#include <string.h>

#include "common/digest.h"
#include "common/http.h"
#include "common/log.h"
#include "crawler/ask.h"
#include "crawler/follow.h"
#include "crawler/payload.h"
#include "crawler/polite.h"
#include "crawler/rest.h"
#include "crawler/schedule.h"
#include "crawler/trap.h"

#define SOFT_MAX     3   /* new articles of a site with one payload */
#define SALT_PAYLOAD 100 /* trap.c has its own below */

/* How an answer counts. */
enum outcome {
	OUTCOME_GOOD, /* the page, or word that ours is still good */
	OUTCOME_REDIRECT,
	OUTCOME_FAILED,
};

struct visit {
	struct run *run;
	const struct task *task;
	const struct fetch_answer *answer;
	struct run_site *site;
	struct http_response response; /* status 0: none came */
	struct page page;              /* as known before, then as it is now */
	enum outcome outcome;
	enum archive_kind kind;
	bool soft; /* 200, but the page of many other addresses too */
	char digest[DIGEST_SHA1_BASE32];
	int64_t now;
};

static bool
is_redirect(const struct http_response *r)
{
	const int s = r->status;
	return (s == 301 || s == 302 || s == 303 || s == 307 || s == 308) &&
	    http_get(r, "Location").n > 0;
}

/* Sites that answer 200 to everything show one page for it (a "soft 404"):
 * when several new articles of a site are the same to the byte, the further
 * ones are none. */
static bool
is_soft(const struct visit *v)
{
	return v->task->kind == TASK_ARTICLE && v->page.visits == 0 &&
	    v->outcome == OUTCOME_GOOD &&
	    tally_add(v->run->tally, str_c(v->digest),
		SALT_PAYLOAD + v->task->site) > SOFT_MAX;
}

/* The class of what is wrong with an answer that came. */
static const char *
fault_of(const struct visit *v)
{
	if (v->soft)
		return "soft";
	return v->answer->fault != NULL ? v->answer->fault : "status";
}

static void
judge(struct visit *v)
{
	const int status = v->response.status;
	const bool whole = v->answer->cut == NULL;
	v->kind = ARCHIVE_RESPONSE;
	v->outcome = OUTCOME_FAILED;
	v->page.fault = STR_NONE;
	if (status == 304 && ask_is_conditional(v->run, v->task, &v->page)) {
		v->kind = ARCHIVE_NOT_MODIFIED;
		v->outcome = OUTCOME_GOOD;
		return;
	}
	payload_digest(v->run->arena, &v->response, v->digest);
	if (is_redirect(&v->response))
		v->outcome = OUTCOME_REDIRECT;
	else if (status >= 200 && status <= 299 && whole)
		v->outcome = OUTCOME_GOOD;
	v->soft = is_soft(v);
	if (v->soft)
		v->outcome = OUTCOME_FAILED;
	if (v->outcome == OUTCOME_FAILED)
		v->page.fault = str_c(fault_of(v));
	if (v->outcome == OUTCOME_GOOD && status == v->page.status &&
	    v->page.record.n > 0 && str_is(v->page.digest, v->digest))
		v->kind = ARCHIVE_SAME_PAYLOAD;
}

/* What a revisit must refer to is remembered when a full copy is written. */
static enum rc
keep(struct visit *v, struct err *err)
{
	struct run *r = v->run;
	char id[WARC_ID_MAX];
	const struct archive_exchange x = {
		.kind = v->kind,
		.url = v->task->url,
		.date = v->now,
		.ip = str_c(v->answer->ip),
		.request = v->answer->request,
		.message = v->answer->message,
		.head = v->answer->head,
		.payload_digest = str_c(v->digest),
		.cut = v->answer->cut,
		.protocol = v->answer->protocol,
		.earlier_id = v->page.record,
		.earlier_url = v->page.record_url,
		.earlier_date = v->page.record_date,
	};
	if (r->archive == NULL)
		return RC_OK;
	const enum rc rc = archive_put(r->archive, &x, id, err);
	if (rc != RC_OK)
		return rc;
	r->unsynced++;
	r->stage->good++;
	if (v->kind == ARCHIVE_RESPONSE && v->outcome == OUTCOME_GOOD) {
		v->page.record = arena_str(r->arena, str_c(id));
		v->page.record_date = clock_str(r->arena, v->now);
		v->page.record_url = v->task->url;
	}
	return RC_OK;
}

static void
count(struct visit *v)
{
	struct state_site *f = &v->site->figures;
	if (v->task->kind == TASK_ROBOTS)
		return;
	if (v->task->kind == TASK_ARTICLE && v->page.visits == 0)
		trap_yield(v->run->tally, v->task->url,
		    v->outcome == OUTCOME_GOOD);
	if (v->outcome == OUTCOME_FAILED)
		f->errors++;
	if (v->outcome != OUTCOME_GOOD)
		return;
	v->site->answered = true;
	if (v->kind != ARCHIVE_RESPONSE)
		f->unchanged++;
	else if (v->task->kind == TASK_ARTICLE && v->page.visits == 0)
		f->fresh++;
	else if (v->task->kind == TASK_ARTICLE)
		f->changed++;
}

static void
validators_take(struct visit *v)
{
	v->page.etag = http_get(&v->response, "ETag");
	v->page.modified = http_get(&v->response, "Last-Modified");
	v->page.digest = str_c(v->digest);
}

static enum rc
page_update(struct visit *v, struct err *err)
{
	struct page *p = &v->page;
	/* A stop on the way is no page of its own: a wall that invents an
	 * address at each step would fill the state with them. */
	if (v->outcome == OUTCOME_REDIRECT && v->task->hops > 0)
		return RC_OK;
	if (v->outcome == OUTCOME_FAILED) {
		p->errors++;
		p->due = v->task->kind == TASK_LIST
		    ? v->now + p->pace
		    : schedule_failed(p->errors, v->response.status, v->now);
	} else {
		p->errors = 0;
		p->visits++;
		p->fetched = v->now;
		p->due = v->task->kind == TASK_ARTICLE
		    ? schedule_answered(p->visits, v->now)
		    : v->now;
	}
	if (v->outcome == OUTCOME_GOOD && v->kind != ARCHIVE_NOT_MODIFIED)
		validators_take(v);
	/* 304 speaks of the copy we have: its status stays. */
	if (v->kind != ARCHIVE_NOT_MODIFIED)
		p->status = v->response.status;
	return page_put(v->run->state, p, err);
}

static enum rc
page_load(struct visit *v, struct err *err)
{
	const enum rc rc =
	    page_get(v->run->state, v->run->arena, v->task->key, &v->page, err);
	if (rc != RC_END)
		return rc;
	v->page = (struct page){
		.key = v->task->key,
		.url = v->task->url,
		.site = v->site->site->code.v,
		.kind = v->task->kind,
		.depth = v->task->depth,
		.dated = CLOCK_NONE,
		.found = v->now,
		.fetched = CLOCK_NONE,
	};
	return RC_OK;
}

/* The archive says that we asked, and why nothing stands there. */
static enum rc
failure_note(const struct visit *v, struct str reason, struct err *err)
{
	struct run *r = v->run;
	if (r->archive == NULL)
		return RC_OK;
	r->unsynced++;
	return archive_note(r->archive, v->task->url, v->now,
	    arena_printf(r->arena, "fetch-fault: %.*s\r\nfetch-error: %.*s\r\n",
		STR_ARG(v->page.fault), STR_ARG(reason)),
	    err);
}

/* No answer, or none that is HTTP: only the schedule learns of it, and the
 * host when it was its doing. */
static enum rc
failed(struct visit *v, struct err *err)
{
	struct err lost = { 0 };
	const char *fault = v->answer->fault;
	v->outcome = OUTCOME_FAILED;
	v->page.fault = str_c(fault != NULL ? fault : "http");
	count(v);
	enum rc rc = failure_note(v, str_c(err->reason), &lost);
	if (rc == RC_OK)
		rc = page_update(v, &lost);
	if (rc == RC_OK && !v->answer->refused)
		rc = rest_update(v->run, v->task, v->answer, &v->response,
		    &lost);
	if (rc == RC_OK && v->task->kind == TASK_ROBOTS)
		rc = follow_robots(v->run, v->task, NULL, false, &lost);
	if (rc == RC_OK)
		rc = follow_lost(v->run, v->task, 0, &lost);
	if (rc == RC_FAIL)
		*err = lost;
	return rc == RC_OK ? RC_BAD : rc;
}

static enum rc
follow(struct visit *v, struct err *err)
{
	if (v->outcome == OUTCOME_REDIRECT)
		return follow_redirect(v->run, v->task, &v->response, err);
	if (v->task->kind == TASK_ROBOTS)
		return follow_robots(v->run, v->task, &v->response,
		    v->kind == ARCHIVE_NOT_MODIFIED, err);
	if (v->answer->cut != NULL &&
	    follow_lost(v->run, v->task, v->response.status, err) == RC_FAIL)
		return RC_FAIL;
	if (v->answer->cut != NULL)
		return err_set(err, RC_BAD, "body cut short (%s)",
		    v->answer->cut);
	if (v->soft)
		return err_set(err, RC_BAD,
		    "soft 404: more than %d articles are this page", SOFT_MAX);
	return follow_list(v->run, v->task, &v->response, err);
}

/* A list is asked for the sooner the more it brings. */
static enum rc
pace_update(struct visit *v, const struct run_site *before, struct err *err)
{
	struct run_site *s = v->site;
	if (v->task->kind != TASK_LIST || v->outcome == OUTCOME_REDIRECT)
		return RC_OK;
	if (v->kind != ARCHIVE_RESPONSE)
		s->kept++;
	else if (!polite_is_strain(v->response.status))
		s->heard++;
	if (s->news > before->news)
		s->known = 0;
	else if (v->task->depth > 0 && s->named > before->named)
		s->known++;
	v->page.pace = schedule_pace(v->page.pace, s->news > before->news);
	v->page.due = v->now + v->page.pace;
	return page_put(v->run->state, &v->page, err);
}

enum rc
answer_take(struct run *r, const struct task *t,
    const struct fetch_answer *answer, struct err *err)
{
	struct visit v = {
		.run = r,
		.task = t,
		.answer = answer,
		.site = &r->v[t->site],
		.now = run_now(r),
	};
	arena_reset(r->arena);
	r->stage->in++;
	enum rc rc = page_load(&v, err);
	if (rc != RC_OK)
		return rc;
	*err = answer->err;
	if (!answer->answered)
		return failed(&v, err);
	rc = http_parse(r->arena, answer->message, &v.response, err);
	v.response.ratio = (unsigned)r->config->crawl.unpack_ratio;
	if (rc != RC_OK) {
		v.response.status = 0;
		return rc == RC_BAD ? failed(&v, err) : rc;
	}
	judge(&v);
	rc = keep(&v, err);
	if (rc != RC_OK)
		return rc;
	count(&v);
	rc = page_update(&v, err);
	if (rc == RC_OK)
		rc = rest_update(r, t, answer, &v.response, err);
	if (rc != RC_OK)
		return rc;
	const struct run_site before = *v.site;
	rc = follow(&v, err);
	if (rc == RC_FAIL)
		return rc;
	if (rc == RC_BAD && t->kind == TASK_LIST && v.page.fault.n == 0)
		v.page.fault = STR("list");
	struct err lost = { 0 };
	const enum rc paced = pace_update(&v, &before, &lost);
	if (paced == RC_OK)
		return rc;
	*err = lost;
	return paced;
}
