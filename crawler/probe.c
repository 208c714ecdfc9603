#include "crawler/probe.h"

#include <stdlib.h>
#include <time.h>

#include "common/arena.h"
#include "common/hash.h"
#include "common/http.h"
#include "common/log.h"
#include "common/site.h"
#include "common/url.h"
#include "crawler/agent.h"
#include "crawler/chain.h"
#include "crawler/fetch.h"
#include "crawler/look.h"
#include "crawler/polite.h"
#include "crawler/probe_tell.h"
#include "crawler/propose.h"

#define ARENA_MAX ((size_t)512 << 20)
#define WAIT_MS   250

struct probe {
	struct stage *stage;
	struct scope *scope;
	struct fetcher *fetcher;
	struct arena *arena;
	char *agent;
	struct findings *found;
	enum probe_form form;
	unsigned asked;
};

/* A pause as the crawl would make it; a signal ends it. */
static void
pause_make(const struct probe *p)
{
	const struct site *site = p->found->site;
	const struct robots *robots = p->found->robots;
	const int64_t ms =
	    polite_delay_ms(site->delay > 0 ? site->delay
					    : p->stage->config->crawl.delay,
		robots != NULL ? robots_delay(robots, str_c(p->agent)) : -1,
		p->stage->config->crawl.robots_delay);
	const struct timespec t = {
		.tv_sec = (time_t)(ms / 1000),
		.tv_nsec = (long)(ms % 1000) * 1000000,
	};
	if (p->asked > 0)
		(void)nanosleep(&t, NULL);
}

/* RC_END: a signal came first. */
static enum rc
answer_get(struct probe *p, struct str url, struct fetch_answer *a,
    struct err *err)
{
	const struct site *site = p->found->site;
	const struct fetch_ask to = {
		.url = url,
		.connect = site->connect.v,
		.private_addresses = site->private_addresses ||
		    p->stage->config->crawl.private_addresses,
	};
	pause_make(p);
	p->asked++;
	enum rc rc = fetcher_start(p->fetcher, &to, err);
	while (rc == RC_OK && !stage_stopped()) {
		rc = fetcher_wait(p->fetcher, WAIT_MS, err);
		if (rc != RC_OK)
			return rc;
		rc = fetcher_next(p->fetcher, a, err);
		if (rc != RC_END)
			return rc;
		rc = RC_OK;
	}
	return rc == RC_OK ? RC_END : rc;
}

/* Certificates are checked for every request: an answer over https says that
 * this one is good. */
static void
tls_take(struct findings *f, const struct look *l, const struct fetch_answer *a)
{
	if (l->what != LOOK_HOME)
		return;
	if (!str_starts(l->url, STR("https:")))
		f->tls = STR("none");
	else if (a->answered)
		f->tls = STR("verified");
	else
		f->tls = arena_str(f->arena, str_c(a->err.reason));
}

static enum rc
look_take(struct probe *p, struct look *l, struct err *err)
{
	struct findings *f = p->found;
	struct fetch_answer a = { .answered = false };
	struct http_response r = { .status = 0 };
	if (f->robots != NULL && l->what != LOOK_ROBOTS &&
	    !robots_ask(f->robots, str_c(p->agent), l->url).allowed) {
		l->denied = true;
		l->note = STR("DENIED by robots.txt");
		return RC_OK;
	}
	const enum rc rc = answer_get(p, l->url, &a, err);
	if (rc != RC_OK)
		return rc;
	p->stage->in++;
	l->millis = a.millis;
	l->trouble = SOURCE_LOST;
	tls_take(f, l, &a);
	if (!a.answered)
		l->note = arena_str(f->arena, str_c(a.err.reason));
	else if (http_parse(f->arena, a.message, &r, err) != RC_OK)
		l->note = arena_str(f->arena, str_c(err->reason));
	else {
		l->trouble = SOURCE_FINE;
		r.ratio = (unsigned)f->crawl->unpack_ratio;
		look_read(f, l, &r);
	}
	return RC_OK;
}

/* Looks at what is there; looking may add to it.  RC_END: a signal came, or we
 * are not welcome. */
static enum rc
looks_take(struct probe *p, size_t from, struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = from; i < p->found->n && rc == RC_OK; i++) {
		rc = look_take(p, &p->found->v[i], err);
		if (rc == RC_OK && p->form == PROBE_TABLE)
			probe_tell_look(p->stage, &p->found->v[i]);
		if (rc == RC_OK && p->found->unwelcome)
			rc = RC_END;
		if (rc != RC_OK)
			p->found->n = i + 1; /* the others were not asked for */
	}
	return rc;
}

static void
configured_add(struct findings *f, long list_pages)
{
	const struct site *s = f->site;
	const struct {
		enum look_what what;
		const struct yaml_strs *urls;
	} kinds[] = {
		{ LOOK_SITEMAP, &s->sitemaps },
		{ LOOK_FEED, &s->feeds },
		{ LOOK_START, &s->start },
		{ LOOK_STANDBY, &s->standby },
	};
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (size_t k = 0; k < kinds[i].urls->n; k++)
			look_own(f, kinds[i].what, kinds[i].urls->v[k].v, NULL);
	for (size_t i = 0; i < s->lists.n; i++)
		look_own(f, LOOK_LIST,
		    chain_page(f->arena, site_list(s, i), list_pages, 0),
		    site_list(s, i));
}

/* Where sitemaps and feeds usually are; asked for only when nobody said. */
static void
usual_add(struct findings *f)
{
	static const struct {
		enum look_what what;
		const char *path;
	} usual[] = {
		{ LOOK_SITEMAP, "/sitemap.xml" },
		{ LOOK_SITEMAP, "/sitemap_index.xml" },
		{ LOOK_FEED, "/rss" },
		{ LOOK_FEED, "/feed/" },
	};
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++)
		if (!look_has(f, usual[i].what))
			(void)look_add(f, usual[i].what, str_c(usual[i].path));
}

/* No page has such a name; the same twice in one moment. */
static void
nowhere_add(struct findings *f)
{
	const uint64_t chance = hash64(f->home, (uint64_t)f->now);
	(void)look_add(f, LOOK_NOWHERE,
	    arena_printf(f->arena, "/sandyq-probe-%016llx",
		(unsigned long long)chance));
}

static enum rc
looks(struct probe *p, struct err *err)
{
	struct findings *f = p->found;
	(void)look_add(f, LOOK_ROBOTS, STR("/robots.txt"));
	enum rc rc = looks_take(p, 0, err);
	size_t from = f->n;
	(void)look_add(f, LOOK_HOME, f->home);
	configured_add(f, p->stage->config->crawl.list_pages);
	if (rc == RC_OK)
		rc = looks_take(p, from, err);
	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	from = f->n;
	if (!look_has(f, LOOK_SITEMAP) && !look_has(f, LOOK_FEED))
		usual_add(f);
	nowhere_add(f);
	rc = looks_take(p, from, err);
	return rc == RC_END ? RC_OK : rc;
}

static bool
is_address(const char *name)
{
	const struct str text = str_c(name);
	return str_find(text, STR("://")) < text.n;
}

/* An address can do without them: its own file may be in the making, as the
 * empty one that a shell has made for our output. */
static enum rc
sites_known(const struct probe *p, const char *name, struct sites *sites,
    struct err *err)
{
	const enum rc rc = sites_load(p->stage->config, sites, err);
	if (rc != RC_BAD || !is_address(name))
		return rc;
	log_event(LOG_WARN, "sites_wrong", "reason", err->reason, NULL);
	*sites = (struct sites){ .n = 0 };
	return RC_OK;
}

/* By its code, by a host of it, or, of an address nobody knows, made up. */
static enum rc
site_find(struct probe *p, const char *name, struct err *err)
{
	const struct site **site = &p->found->site;
	struct sites sites = { .n = 0 };
	struct url_parts parts = { .host = STR_NONE };
	enum rc rc = sites_known(p, name, &sites, err);
	if (rc != RC_OK)
		return rc;
	*site = sites_by_code(&sites, str_c(name));
	if (*site != NULL)
		return RC_OK;
	if (!is_address(name))
		return err_set(err, RC_BAD, "%s: no such site in %s", name,
		    p->stage->config->sites);
	rc = url_parse(p->arena, str_c(name), &parts, err);
	if (rc != RC_OK)
		return rc;
	*site = sites_by_host(&sites, parts.host);
	if (*site == NULL)
		*site = propose_site(p->arena, &parts);
	return RC_OK;
}

static enum rc
machinery(struct probe *p, struct err *err)
{
	struct findings *f = p->found;
	const struct config_crawl *c = &p->stage->config->crawl;
	const struct fetch_spec spec = {
		.user_agent = p->agent,
		.body_max = fetch_body_max(c->body_max),
		.head_max = (size_t)c->header_max,
		.total_seconds = c->total_seconds,
		.stall_seconds = c->stall_seconds,
		.ca_file = c->ca_file.v,
	};
	f->arena = p->arena;
	f->crawl = &p->stage->config->crawl;
	f->agent = p->agent;
	f->now = p->stage->clock.now(p->stage->clock.arg);
	f->home = f->site->home.v;
	f->announced = guess_in(p->arena);
	f->linked = guess_in(p->arena);
	const enum rc rc =
	    scope_new(p->stage->config->sites, f->site, &p->scope, err);
	f->scope = p->scope;
	return rc == RC_OK ? fetcher_new(&spec, &p->fetcher, err) : rc;
}

/* Of a site that is not there nothing can be proposed. */
static enum rc
proposed(const struct probe *p, struct err *err)
{
	const struct look *home = look_home(p->found);
	if (home->status == 0 && !home->denied)
		return err_set(err, RC_FAIL, "%.*s: no answer: %.*s",
		    STR_ARG(home->url), STR_ARG(home->note));
	propose_write(p->stage, p->found);
	return RC_OK;
}

static enum rc
told(struct probe *p, struct err *err)
{
	if (p->form == PROBE_PROPOSE)
		return proposed(p, err);
	if (p->form == PROBE_JSON)
		probe_tell_json(p->stage, p->found);
	else
		probe_tell_end(p->stage, p->found);
	return RC_OK;
}

enum rc
probe(struct stage *stage, const char *name, enum probe_form form,
    struct err *err)
{
	struct probe p = { .stage = stage, .form = form };
	p.arena = arena_new(ARENA_MAX);
	p.agent = agent_text(&stage->config->crawl);
	p.found = arena_alloc(p.arena, sizeof(*p.found));
	enum rc rc = site_find(&p, name, err);
	if (rc == RC_OK)
		rc = machinery(&p, err);
	if (rc == RC_OK)
		rc = looks(&p, err);
	if (rc == RC_OK)
		rc = told(&p, err);
	robots_free(p.found->robots);
	fetcher_free(p.fetcher);
	scope_free(p.scope);
	free(p.agent);
	arena_free(p.arena);
	return rc;
}
