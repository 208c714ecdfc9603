#include "crawler/seed.h"

#include "common/url.h"

static long
pages_of(const struct run *r, const struct run_site *s)
{
	return s->site->pages > 0 ? s->site->pages : r->config->crawl.pages;
}

/* Lists that bring no news are left alone for a while; not when the site's
 * rules changed, or somebody asks for just this site. */
static enum rc
is_due(struct run *r, const struct task *t, bool *due, struct err *err)
{
	struct page page = { .due = 0 };
	*due = true;
	if (r->v[t->site].afresh || r->options.site != NULL)
		return RC_OK;
	const enum rc rc = page_get(r->state, r->scratch, t->key, &page, err);
	*due = rc == RC_END || page.due <= run_now(r);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
list_add(struct run *r, size_t site, struct str url, struct err *err)
{
	struct run_site *s = &r->v[site];
	struct task task = {
		.kind = TASK_LIST,
		.site = site,
		.rank = INT64_MAX, /* before the sitemaps of an index */
	};
	arena_reset(r->scratch);
	enum rc rc =
	    url_resolve(r->scratch, s->site->home.v, url, &task.url, err);
	if (rc == RC_OK)
		rc = run_locate(r, &task, err);
	bool due = false;
	if (rc == RC_OK)
		rc = is_due(r, &task, &due, err);
	if (rc == RC_OK && due && run_add(r, &task))
		s->lists++;
	s->kept += rc == RC_OK && !due ? 1 : 0;
	if (rc == RC_BAD) {
		stage_reject(r->stage, url, STR(""), err);
		rc = RC_OK;
	}
	return rc;
}

static enum rc
configured(struct run *r, size_t site, struct err *err)
{
	const struct site *s = r->v[site].site;
	const struct yaml_strs *lists[] = { &s->sitemaps, &s->feeds,
		&s->start };
	enum rc rc = RC_OK;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (size_t k = 0; k < lists[i]->n && rc == RC_OK; k++)
			rc = list_add(r, site, lists[i]->v[k].v, err);
	if (rc == RC_OK && s->sitemaps.n + s->feeds.n + s->start.n == 0)
		rc = list_add(r, site, s->home.v, err);
	return rc;
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
		.since = CLOCK_NONE,
		.until = CLOCK_NONE,
		.limit = RUN_LISTS_MAX - s->lists,
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
