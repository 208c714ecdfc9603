#include "crawler/harvest.h"

#include <stdio.h>

#include "common/buf.h"
#include "common/hash.h"
#include "common/log.h"
#include "common/url.h"
#include "crawler/ask.h"
#include "crawler/chain.h"
#include "crawler/day.h"
#include "crawler/discover.h"
#include "crawler/review.h"
#include "crawler/schedule.h"
#include "crawler/seed.h"
#include "crawler/trap.h"

#define SALT_CHAIN   2                 /* trap.c and answer.c have their own */
#define OUTLINKS_MAX ((size_t)1 << 20) /* the rest is in the list itself */
#define SLICE        200               /* addresses taken in one go */

struct crop {
	struct run *run;
	const struct task *list;
	bool announced;
	struct str base;
	int64_t now;
	size_t articles;
	size_t lists;
	size_t trapped;
	size_t row; /* known ones since the last new one */
	struct chain_yield yield;
	struct review review;
};

/* Addresses without end.  What we know already uses up no budget, or the same
 * first ones would keep the others out in each run. */
static enum rc
trap_look(struct crop *c, const struct task *at, struct err *err)
{
	struct run *r = c->run;
	int64_t found = CLOCK_NONE;
	bool trap = trap_is(&r->traps, at->key, c->now);
	if (!trap && !c->announced) {
		const enum rc rc = page_since(r->state, at->key, &found, err);
		if (rc == RC_FAIL)
			return rc;
		trap = rc == RC_END &&
		    trap_is_flood(r->tally, &r->traps, at->key, c->list->key);
	}
	c->trapped += trap ? 1 : 0;
	return trap ? RC_END : RC_OK;
}

/* What the list says, else the day in the address; none that is to come. */
static int64_t
date_of(const struct crop *c, const struct found *f, struct str url)
{
	const int64_t at = f->at != CLOCK_NONE || f->list ? f->at : day_of(url);
	return at > c->now + SOURCE_AHEAD_MAX ? CLOCK_NONE : at;
}

/* The address as it would be asked for, within the site; RC_END: not ours. */
static enum rc
page_of(struct crop *c, const struct found *f, struct page *p, struct err *err)
{
	struct run *r = c->run;
	const struct run_site *s = &r->v[c->list->site];
	struct task at = { .url = STR_NONE };
	arena_reset(r->scratch);
	enum rc rc = url_resolve(r->scratch, c->base, f->url, &at.url, err);
	if (rc == RC_OK)
		rc = run_locate(r, &at, err);
	if (rc != RC_OK)
		return rc == RC_BAD ? RC_END : rc;
	const bool wanted = f->list
	    ? !scope_is_skipped(s->scope, at.url)
	    : scope_is_article(s->scope, at.url, c->announced);
	if (!wanted || !scope_has_host(s->scope, at.host))
		return RC_END;
	rc = trap_look(c, &at, err);
	if (rc != RC_OK)
		return rc;
	*p = (struct page){
		.key = at.key,
		.url = at.url,
		.site = s->site->code.v,
		.kind = f->list ? TASK_LIST : TASK_ARTICLE,
		.depth = f->list ? c->list->depth + 1 : 0,
		.dated = date_of(c, f, at.url),
		.found = c->now,
		.fetched = CLOCK_NONE,
	};
	return RC_OK;
}

/* The sitemap of an index is asked for in this very run, newest first. */
static enum rc
list_take(struct crop *c, const struct page *p, struct err *err)
{
	struct run *r = c->run;
	struct run_site *s = &r->v[c->list->site];
	struct task task = {
		.kind = TASK_LIST,
		.site = c->list->site,
		.url = p->url,
		.rank = p->dated,
		.depth = p->depth,
		.dated = p->dated != CLOCK_NONE,
	};
	if (p->depth > r->config->crawl.list_depth ||
	    s->lists >= r->config->crawl.lists ||
	    (p->dated != CLOCK_NONE && p->dated < r->options.since))
		return RC_OK;
	bool due = false;
	enum rc rc = run_locate(r, &task, err);
	if (rc == RC_OK)
		rc = seed_is_due(r, &task, &due, err);
	if (rc == RC_OK && !due)
		s->kept++;
	if (rc == RC_OK && due && run_add(r, &task)) {
		s->lists++;
		c->lists++;
	}
	return rc;
}

/* An article counts for the chain once, on the page that names it first:
 * what stands beside each page of a list is no sign of anything. */
static enum rc
article_count(struct crop *c, const struct page *p, struct err *err)
{
	struct run *r = c->run;
	struct chain_yield *y = &c->yield;
	int64_t found = CLOCK_NONE;
	if (c->list->depth > 0)
		return RC_OK;
	const enum rc rc = page_since(r->state, p->key, &found, err);
	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	c->review.alive = found > c->review.alive ? found : c->review.alive;
	if (tally_add(r->tally, p->key, hash64(c->list->asker, SALT_CHAIN)) > 1)
		return RC_OK;
	const bool known = found < r->began;
	c->row = known ? c->row + 1 : 0;
	y->row = c->row > y->row ? c->row : y->row;
	y->known += known ? 1 : 0;
	y->fresh += known ? 0 : 1;
	y->young +=
	    p->dated == CLOCK_NONE || p->dated >= r->options.since ? 1 : 0;
	return RC_OK;
}

static enum rc
found_take(struct crop *c, const struct found *f, struct err *err)
{
	struct page page = { .kind = TASK_ARTICLE };
	enum rc rc = page_of(c, f, &page, err);
	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	bool news = false;
	rc = page_found(c->run->state, &page, &news, err);
	c->run->v[c->list->site].news += news ? 1 : 0;
	if (f->list)
		c->review.alive = SOURCE_INDEX;
	if (rc == RC_OK && f->list)
		return list_take(c, &page, err);
	c->articles += f->list ? 0 : 1;
	return rc == RC_OK && !f->list ? article_count(c, &page, err) : rc;
}

/* Other hosts do not wait for a list of thousands: their requests go out, and
 * what comes is taken in. */
static enum rc
others_move(struct run *r, struct err *err)
{
	int64_t wait = -1;
	const enum rc rc = stage_stopped() ? RC_OK : ask_ready(r, &wait, err);
	return rc == RC_OK ? fetcher_wait(r->fetcher, 0, err) : rc;
}

static enum rc
finds_take(struct crop *c, const struct finds *finds, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < finds->n && rc == RC_OK; i++) {
		rc = found_take(c, &finds->v[i], err);
		if (rc == RC_OK && (i + 1) % SLICE == 0)
			rc = others_move(c->run, err);
	}
	return rc;
}

static void
crop_log(const struct crop *c)
{
	char articles[32];
	char lists[32];
	(void)snprintf(articles, sizeof(articles), "%zu", c->articles);
	(void)snprintf(lists, sizeof(lists), "%zu", c->lists);
	log_event(LOG_DEBUG, "list", "url",
	    arena_cstr(c->run->arena, c->list->url), "articles", articles,
	    "lists", lists, NULL);
	if (c->trapped == 0)
		return;
	(void)snprintf(lists, sizeof(lists), "%zu", c->trapped);
	log_event(LOG_WARN, "trap", "url",
	    arena_cstr(c->run->arena, c->list->url), "addresses", lists, NULL);
}

/* Dates that say nothing are worse than none. */
static void
dates_doubt(struct crop *c, struct finds *finds)
{
	const enum source_trouble doubt =
	    source_dates(finds, c->now, &c->review.newest);
	c->review.trouble = doubt;
	if (doubt == SOURCE_FINE)
		return;
	for (size_t i = 0; i < finds->n; i++)
		finds->v[i].at = CLOCK_NONE;
}

/* An empty sitemap or feed has no news; a page without a single article is
 * not the page it was, or comes to life by script alone. */
static bool
is_empty(const struct crop *c, const struct finds *finds)
{
	return c->articles == 0 && c->review.alive != SOURCE_INDEX &&
	    (finds->n > 0 || !c->announced) && c->list->depth == 0;
}

static enum rc
chain_review(struct crop *c, const struct finds *finds, enum rc whole,
    struct err *err)
{
	enum rc rc = RC_OK;
	c->yield.next = finds->next;
	c->yield.base = c->base;
	if (c->list->depth == 0)
		rc = chain_on(c->run, c->list, &c->yield, &c->review.open, err);
	if (whole == RC_BAD)
		c->review.trouble = SOURCE_BROKEN;
	else if (c->review.trouble == SOURCE_FINE && is_empty(c, finds))
		c->review.trouble = SOURCE_EMPTY;
	return rc == RC_OK ? review_list(c->run, c->list, &c->review, err) : rc;
}

/* Where the list leads, for whoever reads the archive alone.  `L`: a link
 * followed, as other crawlers write it. */
static enum rc
outlinks_note(struct crop *c, const struct finds *finds, struct err *err)
{
	struct run *r = c->run;
	struct buf text;
	if (r->archive == NULL || finds->n == 0)
		return RC_OK;
	buf_init(&text, OUTLINKS_MAX);
	for (size_t i = 0; i < finds->n && !text.bad; i++) {
		struct str url = STR_NONE;
		struct err lost = { 0 };
		arena_reset(r->scratch);
		if (url_resolve(r->scratch, c->base, finds->v[i].url, &url,
			&lost) == RC_OK)
			buf_printf(&text, "outlink: %.*s L\r\n", STR_ARG(url));
	}
	const enum rc rc = text.n == 0 ? RC_OK
				       : archive_note(r->archive, c->list->url,
					     c->now, buf_view(&text), err);
	buf_free(&text);
	return rc;
}

enum rc
harvest(struct run *r, const struct task *list,
    const struct http_response *response, struct err *err)
{
	struct crop crop = {
		.run = r,
		.list = list,
		.base = list->url,
		.now = run_now(r),
		.review.alive = CLOCK_NONE,
	};
	struct finds finds = finds_in(r->arena);
	const struct discover_as as = {
		.json = list->list > 0
		    ? site_list(r->v[list->site].site, list->list - 1)
		    : NULL,
		.max = (size_t)r->config->crawl.unpack_max,
	};
	const enum rc whole =
	    discover(response, &as, &finds, &crop.announced, err);
	enum rc rc = whole == RC_FAIL ? RC_FAIL : RC_OK;
	struct err lost = { 0 };
	dates_doubt(&crop, &finds);
	if (finds.base.s != NULL &&
	    url_resolve(r->arena, list->url, finds.base, &crop.base, &lost) !=
		RC_OK)
		crop.base = list->url;
	if (rc == RC_OK)
		rc = finds_take(&crop, &finds, whole == RC_OK ? err : &lost);
	r->v[list->site].named += (long)crop.articles;
	if (rc == RC_OK)
		rc = outlinks_note(&crop, &finds, whole == RC_OK ? err : &lost);
	if (rc == RC_OK)
		rc = chain_review(&crop, &finds, whole,
		    whole == RC_OK ? err : &lost);
	crop_log(&crop);
	if (rc == RC_FAIL && whole != RC_OK)
		*err = lost;
	return rc == RC_OK ? whole : rc;
}
