#include "crawler/run.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/mem.h"
#include "common/url.h"
#include "crawler/agent.h"
#include "crawler/domain.h"
#include "crawler/repair.h"
#include "crawler/replay.h"
#include "crawler/reserve.h"

#define ARENA_MAX   ((size_t)512 << 20) /* 50,000 found addresses and a list */
#define SCRATCH_MAX ((size_t)4 << 20)
#define PATH_BYTES  4096
#define BLOCK_LARGE (1 << 20)

int64_t
run_now(const struct run *r)
{
	return r->stage->clock.now(r->stage->clock.arg);
}

int64_t
run_ticks(const struct run *r)
{
	return r->stage->clock.ticks(r->stage->clock.arg);
}

static enum rc
site_take(struct run *r, const struct site *site, struct err *err)
{
	char hash[HASH_HEX];
	struct run_site *s = &r->v[r->n];
	*s = (struct run_site){ .site = site };
	enum rc rc = scope_new(r->config->sites, site, &s->scope, err);
	if (rc != RC_OK)
		return rc;
	r->n++;
	rc = state_site(r->state, r->arena, site->code.v, &s->figures, err);
	if (rc == RC_FAIL)
		return rc;
	scope_hash(s->scope, hash);
	s->afresh = !str_is(s->figures.rules, hash);
	if (s->afresh)
		rc = pages_forget_lists(r->state, site->code.v, err);
	/* The figures of this run take the place of the last one's. */
	s->figures = (struct state_site){
		.code = site->code.v,
		.success = rc == RC_END ? CLOCK_NONE : s->figures.success,
		.yield = rc == RC_END ? 0 : s->figures.yield,
	};
	return rc == RC_FAIL ? rc : RC_OK;
}

/* Sites of one registrable domain fall into one share, so that politeness
 * holds however many machines crawl. */
static bool
is_in_shard(struct run *r, const struct site *site)
{
	struct url_parts home = { .host = STR_NONE };
	struct err lost = { 0 };
	if (r->options.shard == 0 ||
	    url_parse(r->arena, site->home.v, &home, &lost) != RC_OK)
		return true;
	return hash64(domain_of(home.host), 0) % r->options.shards ==
	    r->options.shard - 1;
}

/* A site asked for by name is crawled even when it is off. */
static enum rc
sites_take(struct run *r, struct err *err)
{
	const struct str only = str_c(r->options.site);
	enum rc rc = sites_load(r->config, &r->sites, err);
	if (rc != RC_OK)
		return rc;
	r->v = mem_zero(r->sites.n, sizeof(*r->v));
	if (only.s != NULL && sites_by_code(&r->sites, only) == NULL)
		return err_set(err, RC_BAD, "--site %s: no such site in %s",
		    r->options.site, r->config->sites);
	for (size_t i = 0; i < r->sites.n && rc == RC_OK; i++) {
		const struct site *site = &r->sites.v[i];
		if ((only.s != NULL ? str_eq(site->code.v, only)
				    : !site->off) &&
		    is_in_shard(r, site))
			rc = site_take(r, site, err);
	}
	return rc;
}

static char *
data_path(const struct run *r, const char *name)
{
	struct buf path;
	buf_init(&path, PATH_BYTES);
	buf_printf(&path, "%s/%s", r->config->data, name);
	return buf_take(&path, NULL);
}

static enum rc
lock_take(struct run *r, struct err *err)
{
	enum rc rc = file_mkdirs(r->config->data, err);
	if (rc != RC_OK)
		return rc;
	char *path = data_path(r, "crawl.lock");
	rc = file_lock(path, &r->lock, err);
	free(path);
	return rc == RC_BAD ? RC_END : rc;
}

static enum rc
archive_ready(struct run *r, struct err *err)
{
	char *folder = data_path(r, "warc");
	const struct archive_spec spec = {
		.folder = folder,
		.clock = r->stage->clock,
		.user_agent = r->user_agent,
		.file_max = r->config->crawl.file_max,
	};
	enum rc rc = RC_OK;
	const struct repair how = { .cut = replay_file, .arg = r };
	if (!r->options.dry)
		rc = repair_folder(folder, &how, err);
	if (rc == RC_OK && !r->options.dry)
		rc = state_archives_forget(r->state, err);
	if (rc == RC_OK && !r->options.dry)
		rc = archive_new(&spec, &r->archive, err);
	free(folder);
	return rc;
}

static enum rc
machinery_ready(struct run *r, struct err *err)
{
	const struct config_crawl *c = &r->config->crawl;
	const struct fetch_spec spec = {
		.user_agent = r->user_agent,
		.body_max = fetch_body_max(c->body_max),
		.head_max = (size_t)c->header_max,
		.memory_max = (size_t)c->memory_max,
		.folder = r->config->data,
		.total_seconds = c->total_seconds,
		.stall_seconds = c->stall_seconds,
		.ca_file = c->ca_file.v,
	};
	char *path = data_path(r, "crawl.db");
	enum rc rc = state_open(path, &r->state, err);
	free(path);
	if (rc == RC_OK)
		rc = sites_take(r, err);
	if (rc == RC_OK)
		rc = archive_ready(r, err);
	return rc == RC_OK ? fetcher_new(&spec, &r->fetcher, err) : rc;
}

enum rc
run_open(struct run *r, struct stage *stage, const struct run_options *options,
    struct err *err)
{
	*r = (struct run){
		.stage = stage,
		.config = stage->config,
		.options = *options,
		.lock = -1,
		.user_agent = agent_text(&stage->config->crawl),
		.traps = trap_budget_of(&stage->config->crawl),
		.frontier = frontier_new(),
		.origins = origins_new(),
		.tally = tally_new(),
		.arena = arena_new(ARENA_MAX),
		.scratch = arena_new(SCRATCH_MAX),
	};
	r->began = run_now(r);
	r->synced_at = run_ticks(r);
	/* Large blocks go back to the system when they are freed.  Left alone,
	 * malloc would keep all of them after the first one. */
	(void)mallopt(M_MMAP_THRESHOLD, BLOCK_LARGE);
	const enum rc rc = lock_take(r, err);
	return rc == RC_OK ? machinery_ready(r, err) : rc;
}

enum rc
run_sync(struct run *r, struct err *err)
{
	r->unsynced = 0;
	r->synced_at = run_ticks(r);
	if (r->archive == NULL)
		return RC_OK;
	enum rc rc =
	    reserve_check(r->config->data, r->config->crawl.disk_reserve, err);
	if (rc == RC_OK)
		rc = archive_sync(r->archive, err);
	const struct str name = archive_name(r->archive);
	if (rc == RC_OK && name.n > 0)
		rc = state_archive_put(r->state, name, archive_size(r->archive),
		    err);
	if (rc == RC_OK)
		rc = state_commit(r->state, err);
	return rc == RC_OK ? archive_rotate(r->archive, err) : rc;
}

static enum rc
figures_put(struct run *r, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < r->n && rc == RC_OK; i++) {
		char hash[HASH_HEX];
		const struct run_site *s = &r->v[i];
		scope_hash(s->scope, hash);
		struct state_site row = s->figures;
		row.rules = str_c(hash);
		row.ran = run_now(r);
		if (s->answered)
			row.success = run_now(r);
		if (s->named > 0)
			row.yield = s->named;
		rc = state_site_put(r->state, &row, err);
	}
	return rc;
}

enum rc
run_close(struct run *r, enum rc rc, struct err *err)
{
	if (rc == RC_OK && r->archive != NULL)
		rc = figures_put(r, err);
	if (rc == RC_OK)
		rc = run_sync(r, err);
	if (rc == RC_OK)
		rc = archive_close(r->archive, err);
	else
		archive_leave(r->archive);
	fetcher_free(r->fetcher);
	for (size_t i = 0; i < r->n; i++)
		scope_free(r->v[i].scope);
	free(r->v);
	state_close(r->state);
	origins_free(r->origins);
	tally_free(r->tally);
	frontier_free(r->frontier);
	arena_free(r->scratch);
	arena_free(r->arena);
	free(r->user_agent);
	if (r->lock >= 0)
		(void)close(r->lock);
	return rc;
}

enum rc
run_locate(struct run *r, struct task *t, struct err *err)
{
	struct url_parts parts = { .host = STR_NONE };
	enum rc rc = url_parse(r->scratch, t->url, &parts, err);
	if (rc == RC_OK)
		rc = url_canonical(r->scratch, t->url, &t->key, err);
	if (rc != RC_OK)
		return rc;
	parts.path = STR("/");
	parts.query = STR_NONE;
	const struct str root = url_text(r->scratch, &parts);
	t->origin = str_head(root, root.n - 1);
	t->host = parts.host;
	t->domain = domain_of(parts.host);
	return RC_OK;
}

bool
run_add(struct run *r, const struct task *t)
{
	struct run_site *s = &r->v[t->site];
	if (!frontier_add(r->frontier, t))
		return false;
	if (t->kind == TASK_LIST)
		s->lists_left++;
	if (t->kind == TASK_ARTICLE)
		s->articles_left++;
	return true;
}

void
run_refuse(struct run *r, const struct task *t, const struct err *err)
{
	stage_reject(r->stage, t->url, STR(""), err);
	if (t->kind != TASK_ROBOTS)
		return;
	struct origin *origin = origins_get(r->origins, t->asker);
	if (!origin->known)
		origin_settle(origin, 0, STR_NONE, STR_NONE);
}

void
run_forget(struct run *r, const struct task *t)
{
	struct run_site *s = &r->v[t->site];
	if (t->kind == TASK_LIST)
		s->lists_left--;
	if (t->kind == TASK_ARTICLE)
		s->articles_left--;
}
