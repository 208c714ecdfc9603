#include "crawler/seed.h"

#include "common/url.h"
#include "crawler/chain.h"
#include "crawler/source.h"

static long
pages_of(const struct run *r, const struct run_site *s)
{
	return s->site->pages > 0 ? s->site->pages : r->config->crawl.pages;
}

enum rc
seed_is_due(struct run *r, const struct task *t, bool *due, struct err *err)
{
	struct page page = { .due = 0 };
	*due = true;
	if (r->v[t->site].afresh || r->options.site != NULL)
		return RC_OK;
	const enum rc rc = page_get(r->state, r->scratch, t->key, &page, err);
	*due = rc == RC_END || page.due <= run_now(r);
	return rc == RC_END ? RC_OK : rc;
}

/* Reaching back to a day passes over what is known, and so does a list whose
 * pages were not read to their end. */
static enum rc
is_deep(struct run *r, const struct task *t, bool *deep, struct err *err)
{
	struct source s = {
		.site = r->v[t->site].site->code.v,
		.key = t->key,
	};
	const enum rc rc = source_get(r->state, r->scratch, &s, err);
	*deep = r->options.since != CLOCK_NONE || s.open;
	return rc == RC_END ? RC_OK : rc;
}

/* The task of a list that the configuration names. */
static enum rc
list_make(struct run *r, struct str url, struct task *t, struct err *err)
{
	const struct str home = r->v[t->site].site->home.v;
	enum rc rc = url_resolve(r->scratch, home, url, &t->url, err);
	if (rc == RC_OK)
		rc = run_locate(r, t, err);
	t->asker = t->key;
	return rc == RC_OK ? is_deep(r, t, &t->deep, err) : rc;
}

/* `list`: 1 + index in the site's `lists`, or 0. */
static enum rc
list_add(struct run *r, size_t site, struct str url, size_t list,
    struct err *err)
{
	struct run_site *s = &r->v[site];
	struct task task = {
		.kind = TASK_LIST,
		.site = site,
		.rank = INT64_MAX, /* before the sitemaps of an index */
		.list = list,
	};
	bool due = false;
	enum rc rc = list_make(r, url, &task, err);
	if (rc == RC_OK)
		rc = seed_is_due(r, &task, &due, err);
	if (rc == RC_OK && (due || task.deep) && run_add(r, &task))
		s->lists++;
	s->kept += rc == RC_OK && !due && !task.deep ? 1 : 0;
	if (rc == RC_BAD) {
		stage_reject(r->stage, url, STR(""), err);
		rc = RC_OK;
	}
	return rc;
}

static enum rc
urls_add(struct run *r, size_t site, const struct yaml_strs *urls,
    struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < urls->n && rc == RC_OK; i++) {
		arena_reset(r->scratch);
		rc = list_add(r, site, urls->v[i].v, 0, err);
	}
	return rc;
}

/* The first page of each list of several. */
static enum rc
paged_add(struct run *r, size_t site, struct err *err)
{
	const struct site *s = r->v[site].site;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < s->lists.n && rc == RC_OK; i++) {
		arena_reset(r->scratch);
		const struct str url = chain_page(r->scratch, site_list(s, i),
		    r->config->crawl.list_pages, 0);
		rc = list_add(r, site, url, i + 1, err);
	}
	return rc;
}

enum rc
seed_standby(struct run *r, size_t site, struct err *err)
{
	return urls_add(r, site, &r->v[site].site->standby, err);
}

/* The state may know from the last run that one of them is in trouble. */
static enum rc
standby(struct run *r, size_t site, struct err *err)
{
	struct sources troubled = { .n = 0 };
	const enum rc rc = sources_troubled(r->state, r->arena,
	    r->v[site].site->code.v, &troubled, err);
	if (rc != RC_OK || troubled.n == 0)
		return rc;
	return seed_standby(r, site, err);
}

static enum rc
configured(struct run *r, size_t site, struct err *err)
{
	const struct site *s = r->v[site].site;
	const struct yaml_strs *lists[] = { &s->sitemaps, &s->feeds,
		&s->start };
	enum rc rc = RC_OK;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (rc == RC_OK)
			rc = urls_add(r, site, lists[i], err);
	if (rc == RC_OK)
		rc = paged_add(r, site, err);
	if (rc == RC_OK &&
	    s->sitemaps.n + s->feeds.n + s->start.n + s->lists.n == 0) {
		arena_reset(r->scratch);
		rc = list_add(r, site, s->home.v, 0, err);
	}
	return rc == RC_OK ? standby(r, site, err) : rc;
}

/* A known page as a task; later ones rank lower. */
static enum rc
page_add(struct run *r, size_t site, const struct page *p, size_t at,
    struct err *err)
{
	struct task task = {
		.kind = p->kind,
		.site = site,
		.url = p->url,
		.depth = p->depth,
		.dated = p->dated != CLOCK_NONE,
		.rank = -(int64_t)at,
	};
	arena_reset(r->scratch);
	const enum rc rc = run_locate(r, &task, err);
	if (rc != RC_OK)
		return rc == RC_BAD ? RC_OK : rc;
	task.key = p->key;
	(void)run_add(r, &task);
	return RC_OK;
}

static enum rc
known(struct run *r, size_t site, const struct pages_due *due, struct err *err)
{
	struct pages pages = { .n = 0 };
	enum rc rc = pages_due(r->state, r->arena, due, &pages, err);
	for (size_t i = 0; i < pages.n && rc == RC_OK; i++) {
		if (r->options.dry && due->kind == TASK_ARTICLE) {
			stage_write(r->stage, pages.v[i].url);
			stage_write(r->stage, STR("\n"));
		} else {
			rc = page_add(r, site, &pages.v[i], i, err);
		}
	}
	return rc;
}

enum rc
seed_lists(struct run *r, size_t site, struct err *err)
{
	struct run_site *s = &r->v[site];
	arena_reset(r->arena);
	enum rc rc = configured(r, site, err);
	const struct pages_due due = {
		.site = s->site->code.v,
		.kind = TASK_LIST,
		.now = run_now(r),
		.since = r->options.since,
		.until = CLOCK_NONE,
		.limit = r->config->crawl.lists - s->lists,
		.depth = 1,
	};
	if (rc == RC_OK && due.limit > 0)
		rc = known(r, site, &due, err);
	return rc;
}

enum rc
seed_articles(struct run *r, size_t site, struct err *err)
{
	struct run_site *s = &r->v[site];
	const struct pages_due due = {
		.site = s->site->code.v,
		.kind = TASK_ARTICLE,
		.now = run_now(r),
		.since = r->options.since,
		.until = r->options.until,
		.limit = pages_of(r, s),
	};
	s->seeded = true;
	arena_reset(r->arena);
	return known(r, site, &due, err);
}
