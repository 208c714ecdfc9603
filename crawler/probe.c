#include "crawler/probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/http.h"
#include "common/site.h"
#include "common/url.h"
#include "crawler/agent.h"
#include "crawler/discover.h"
#include "crawler/fetch.h"
#include "crawler/polite.h"
#include "crawler/robots.h"
#include "crawler/scope.h"

#define ARENA_MAX ((size_t)512 << 20)
#define NOTE_MAX  ((size_t)4 << 10)
#define WAIT_MS   250
#define NOWHERE   "/sandyq-probe-no-such-page-4d1f9c7e"

struct probe {
	struct stage *stage;
	const struct site *site;
	struct scope *scope;
	struct fetcher *fetcher;
	struct arena *arena; /* of one answer */
	char *agent;
	struct robots *robots; /* NULL: none, all allowed */
	struct buf note;
	unsigned asked;
};

/* A pause as the crawl would make it; a signal ends it. */
static void
pause_make(const struct probe *p)
{
	const int64_t ms = polite_delay_ms(p->site->delay > 0
		? p->site->delay
		: p->stage->config->crawl.delay,
	    p->robots != NULL ? robots_delay(p->robots, str_c(p->agent)) : -1);
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
	const struct fetch_ask to = {
		.url = url,
		.connect = p->site->connect.v,
		.private_addresses = p->site->private_addresses ||
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

static void
line_write(struct probe *p, const char *what, struct str url, int status,
    int64_t millis)
{
	struct buf line;
	buf_init(&line, NOTE_MAX + URL_MAX + 128);
	buf_printf(&line, "%-8s %3d %6lld ms  %.*s  %.*s\n", what, status,
	    (long long)millis, STR_ARG(url), STR_ARG(buf_view(&p->note)));
	stage_write(p->stage, buf_view(&line));
	buf_free(&line);
	stage_flush(p->stage);
}

/* How many of the addresses found are articles of the site, and the span of
 * the dates they come with. */
static void
finds_note(struct probe *p, const struct finds *f, bool announced,
    struct str base)
{
	size_t articles = 0;
	size_t lists = 0;
	int64_t oldest = CLOCK_NONE;
	int64_t newest = CLOCK_NONE;
	char from[CLOCK_TEXT_MAX];
	char to[CLOCK_TEXT_MAX];
	for (size_t i = 0; i < f->n; i++) {
		struct str url = STR_NONE;
		struct err lost = { 0 };
		const struct found *one = &f->v[i];
		lists += one->list ? 1 : 0;
		if (one->list ||
		    url_resolve(p->arena, base, one->url, &url, &lost) !=
			RC_OK ||
		    !scope_is_article(p->scope, url, announced))
			continue;
		articles++;
		if (one->at == CLOCK_NONE)
			continue;
		newest = one->at > newest ? one->at : newest;
		oldest =
		    oldest == CLOCK_NONE || one->at < oldest ? one->at : oldest;
	}
	clock_date(oldest, from);
	clock_date(newest, to);
	buf_printf(&p->note, "%zu links, %zu articles, %zu lists", f->n,
	    articles, lists);
	if (newest != CLOCK_NONE)
		buf_printf(&p->note, ", %s to %s", from, to);
}

static void
list_note(struct probe *p, const struct http_response *r, struct str url)
{
	bool announced = false;
	struct err err = { 0 };
	struct finds finds = finds_in(p->arena);
	if (discover(r, NULL, &finds, &announced, &err) != RC_OK)
		buf_printf(&p->note, "%s; ", err.reason);
	finds_note(p, &finds, announced,
	    finds.base.s != NULL ? finds.base : url);
}

static void
robots_note(struct probe *p, const struct http_response *r)
{
	bool cut = false;
	struct err err = { 0 };
	struct buf body;
	buf_init(&body, ROBOTS_MAX);
	if (r->status == 200 && http_body(r, &body, &cut, &err) != RC_FAIL)
		p->robots = robots_parse(buf_view(&body));
	buf_free(&body);
	if (p->robots == NULL) {
		buf_printf(&p->note,
		    r->status < 500 && r->status != 429
			? "no rules: all allowed"
			: "a run would stay away");
		return;
	}
	buf_printf(&p->note, "home %s",
	    robots_ask(p->robots, str_c(p->agent), p->site->home.v).allowed
		? "allowed"
		: "DENIED");
	for (size_t i = 0; robots_sitemap(p->robots, i).s != NULL; i++)
		buf_printf(&p->note, ", sitemap %.*s",
		    STR_ARG(robots_sitemap(p->robots, i)));
}

enum what {
	WHAT_ROBOTS,
	WHAT_LIST,
	WHAT_NOWHERE,
};

static void
response_note(struct probe *p, enum what what, const struct http_response *r,
    struct str url)
{
	const struct str to = http_get(r, "Location");
	if (what == WHAT_ROBOTS)
		robots_note(p, r);
	else if (what == WHAT_LIST && r->status == 200)
		list_note(p, r, url);
	else if (what == WHAT_NOWHERE && r->status == 200)
		buf_text(&p->note, "SOFT 404: a page that is not there is");
	if (to.n > 0)
		buf_printf(&p->note, " redirects to %.*s", STR_ARG(to));
}

static enum rc
look(struct probe *p, enum what what, const char *name, struct str ref,
    struct err *err)
{
	struct fetch_answer a = { .answered = false };
	struct http_response r = { .status = 0 };
	struct str url = STR_NONE;
	arena_reset(p->arena);
	buf_clear(&p->note);
	enum rc rc = url_resolve(p->arena, p->site->home.v, ref, &url, err);
	if (rc == RC_OK && p->robots != NULL &&
	    !robots_ask(p->robots, str_c(p->agent), url).allowed) {
		buf_text(&p->note, "DENIED by robots.txt");
		line_write(p, name, url, 0, 0);
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = answer_get(p, url, &a, err);
	if (rc != RC_OK)
		return rc;
	p->stage->in++;
	if (!a.answered)
		buf_text(&p->note, a.err.reason);
	else if (http_parse(p->arena, a.message, &r, err) != RC_OK)
		buf_text(&p->note, err->reason);
	else
		response_note(p, what, &r, url);
	line_write(p, name, url, r.status, a.millis);
	return RC_OK;
}

static enum rc
looks(struct probe *p, struct err *err)
{
	const struct {
		const char *name;
		const struct yaml_strs *lists;
	} kinds[] = {
		{ "sitemap", &p->site->sitemaps },
		{ "feed", &p->site->feeds },
		{ "start", &p->site->start },
	};
	enum rc rc = look(p, WHAT_ROBOTS, "robots", STR("/robots.txt"), err);
	if (rc == RC_OK)
		rc = look(p, WHAT_LIST, "home", p->site->home.v, err);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (size_t k = 0; k < kinds[i].lists->n && rc == RC_OK; k++)
			rc = look(p, WHAT_LIST, kinds[i].name,
			    kinds[i].lists->v[k].v, err);
	if (rc == RC_OK)
		rc = look(p, WHAT_NOWHERE, "nowhere", STR(NOWHERE), err);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
machinery(struct probe *p, struct err *err)
{
	const struct config_crawl *c = &p->stage->config->crawl;
	p->agent = agent_text(c);
	const struct fetch_spec spec = {
		.user_agent = p->agent,
		.body_max = fetch_body_max(c->body_max),
		.total_seconds = c->total_seconds,
		.stall_seconds = c->stall_seconds,
	};
	const enum rc rc =
	    scope_new(p->stage->config->sites, p->site, &p->scope, err);
	return rc == RC_OK ? fetcher_new(&spec, &p->fetcher, err) : rc;
}

enum rc
probe(struct stage *stage, struct str code, struct err *err)
{
	struct sites sites = { .n = 0 };
	struct probe p = { .stage = stage };
	enum rc rc = sites_load(stage->config, &sites, err);
	if (rc != RC_OK)
		return rc;
	p.site = sites_by_code(&sites, code);
	if (p.site == NULL)
		return err_set(err, RC_BAD, "%.*s: no such site in %s",
		    STR_ARG(code), stage->config->sites);
	p.arena = arena_new(ARENA_MAX);
	buf_init(&p.note, NOTE_MAX);
	rc = machinery(&p, err);
	if (rc == RC_OK)
		rc = looks(&p, err);
	robots_free(p.robots);
	fetcher_free(p.fetcher);
	scope_free(p.scope);
	buf_free(&p.note);
	free(p.agent);
	arena_free(p.arena);
	return rc;
}
