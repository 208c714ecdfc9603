#include "crawler/look.h"

#include "common/buf.h"
#include "common/clock.h"
#include "common/url.h"
#include "common/utf8.h"
#include "crawler/discover.h"
#include "crawler/domain.h"

#define HEAD_WITHIN  ((size_t)64 << 10) /* a page's title stands there */
#define TITLE_MAX    120                /* bytes */
#define NOTE_MAX     ((size_t)4 << 10)
#define SITEMAPS_MAX 4 /* of robots.txt that are looked at */
#define HOPS_MAX     3
#define CHILDREN_MAX 3 /* sitemaps of an index: language editions, say */

const char *
look_name(enum look_what what)
{
	static const char *const names[] = {
		[LOOK_ROBOTS] = "robots",
		[LOOK_HOME] = "home",
		[LOOK_SITEMAP] = "sitemap",
		[LOOK_CHILD] = "sitemap",
		[LOOK_FEED] = "feed",
		[LOOK_START] = "start",
		[LOOK_LIST] = "list",
		[LOOK_STANDBY] = "standby",
		[LOOK_NOWHERE] = "nowhere",
	};
	return names[what];
}

static struct look *
look_at(struct findings *f, struct str url)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->v[i].url, url) && f->v[i].what != LOOK_HOME)
			return &f->v[i];
	return NULL;
}

struct look *
look_add(struct findings *f, enum look_what what, struct str url)
{
	struct err lost = { 0 };
	struct str full = STR_NONE;
	if (f->n == LOOKS_MAX ||
	    url_resolve(f->arena, f->home, url, &full, &lost) != RC_OK ||
	    look_at(f, full) != NULL)
		return NULL;
	struct look *l = &f->v[f->n++];
	*l = (struct look){
		.what = what,
		.url = full,
		.oldest = CLOCK_NONE,
		.newest = CLOCK_NONE,
	};
	return l;
}

void
look_own(struct findings *f, enum look_what what, struct str url,
    const struct site_list *how)
{
	struct look *l = look_add(f, what, url);
	if (l == NULL)
		l = look_at(f, url); /* robots.txt names it too */
	if (l == NULL)
		return;
	l->ours = true;
	l->how = how;
}

const struct look *
look_home(const struct findings *f)
{
	size_t i = 0;
	while (i + 1 < f->n && f->v[i].what != LOOK_HOME)
		i++;
	return &f->v[i];
}

bool
look_has(const struct findings *f, enum look_what what)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].what == what && f->v[i].works)
			return true;
	return false;
}

static void
note_add(struct findings *f, struct look *l, const char *text, struct str more)
{
	l->note = arena_printf(f->arena, "%.*s%s%s%.*s", STR_ARG(l->note),
	    l->note.n > 0 ? ", " : "", text, STR_ARG(more));
}

static void
robots_read(struct findings *f, struct look *l, const struct http_response *r)
{
	bool cut = false;
	struct err err = { 0 };
	struct buf body;
	buf_init(&body, ROBOTS_MAX);
	f->robots_status = r->status;
	if (r->status == 200 && http_body(r, &body, &cut, &err) != RC_FAIL)
		f->robots = robots_parse(buf_view(&body));
	buf_free(&body);
	l->works = r->status < 500 && r->status != 429;
	if (f->robots == NULL) {
		note_add(f, l,
		    l->works ? "no rules: all allowed"
			     : "a run would stay away",
		    STR_NONE);
		return;
	}
	note_add(f, l,
	    robots_ask(f->robots, str_c(f->agent), f->home).allowed
		? "home allowed"
		: "home DENIED",
	    STR_NONE);
	for (size_t i = 0; robots_sitemap(f->robots, i).s != NULL; i++) {
		note_add(f, l, "sitemap ", robots_sitemap(f->robots, i));
		if (i < SITEMAPS_MAX)
			(void)look_add(f, LOOK_SITEMAP,
			    robots_sitemap(f->robots, i));
	}
}

/* What stands between "<title ...>" and "</title>", when it is UTF-8. */
static struct str
title_of(struct findings *f, struct str html)
{
	html = str_head(html, HEAD_WITHIN);
	html = str_from(html, str_find_nocase(html, STR("<title")));
	html = str_from(html, str_chr(html, '>') + 1);
	struct str title =
	    str_trim(str_head(html, str_find_nocase(html, STR("</title"))));
	if (title.n == 0 || title.n > TITLE_MAX ||
	    utf8_valid(title) != title.n || str_chr(title, '&') < title.n ||
	    str_chr(title, '\n') < title.n)
		return STR_NONE;
	return arena_str(f->arena, title);
}

static struct str
lang_of(struct str html)
{
	static const char *const known[] = { "ru", "kk", "en" };
	html = str_head(html, HEAD_WITHIN);
	html = str_from(html, str_find_nocase(html, STR("<html")));
	html = str_head(html, str_chr(html, '>'));
	html = str_from(html, str_find_nocase(html, STR(" lang=")));
	html = str_from(html, html.n >= 7 ? 7 : html.n);
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (str_find_nocase(html, str_c(known[i])) == 0)
			return str_c(known[i]);
	return STR_NONE;
}

/* A link of the home page: does the pattern tell it from the sections? */
static void
link_judge(struct findings *f, struct str url, bool article)
{
	const struct shape shape = shape_of(url);
	f->home_links++;
	f->home_taken += article ? 1 : 0;
	if (!article || !shape_is_section(&shape) ||
	    f->nsections == LOOK_SECTIONS_MAX)
		return;
	for (size_t i = 0; i < f->nsections; i++)
		if (str_eq(f->sections[i], url))
			return;
	f->sections[f->nsections++] = url;
}

static void
dated(struct look *l, int64_t at)
{
	if (at == CLOCK_NONE)
		return;
	l->newest = at > l->newest ? at : l->newest;
	l->oldest = l->oldest == CLOCK_NONE || at < l->oldest ? at : l->oldest;
}

static void
found_judge(struct findings *f, struct look *l, const struct found *one,
    struct str url, bool announced)
{
	struct url_parts parts = { .host = STR_NONE };
	struct err lost = { 0 };
	if (url_parse(f->arena, url, &parts, &lost) != RC_OK ||
	    !str_eq(domain_of(parts.host), domain_of(f->site->hosts.v[0].v)))
		return;
	const bool article = scope_is_article(f->scope, url, announced);
	l->articles += article ? 1 : 0;
	if (l->what == LOOK_HOME)
		link_judge(f, url, article);
	if (article)
		dated(l, one->at);
	if (f->urls++ < LOOK_URLS_MAX)
		guess_add(announced ? &f->announced : &f->linked, url);
}

/* The newest sitemaps of an index; where none is dated, the first. */
struct children {
	const struct found *v[CHILDREN_MAX];
	size_t n;
};

static void
child_take(struct children *c, const struct found *one)
{
	size_t at = c->n;
	while (at > 0 && c->v[at - 1]->at < one->at)
		at--;
	if (at == CHILDREN_MAX)
		return;
	c->n += c->n < CHILDREN_MAX ? 1 : 0;
	for (size_t i = c->n - 1; i > at; i--)
		c->v[i] = c->v[i - 1];
	c->v[at] = one;
}

static void
leads_add(struct findings *f, const struct look *l, const struct finds *finds,
    const struct children *c)
{
	for (size_t i = 0; i < c->n && l->what == LOOK_SITEMAP; i++)
		(void)look_add(f, LOOK_CHILD, c->v[i]->url);
	for (size_t i = 0; i < finds->nfeeds && l->what == LOOK_HOME; i++)
		(void)look_add(f, LOOK_FEED, finds->feeds[i]);
}

static void
finds_read(struct findings *f, struct look *l, const struct finds *finds,
    bool announced)
{
	struct children children = { .n = 0 };
	struct str base = l->url;
	struct err lost = { 0 };
	if (finds->base.n > 0 &&
	    url_resolve(f->arena, l->url, finds->base, &base, &lost) != RC_OK)
		base = l->url;
	l->links = finds->n;
	for (size_t i = 0; i < finds->n; i++) {
		const struct found *one = &finds->v[i];
		struct str url = STR_NONE;
		if (one->list) {
			l->lists++;
			child_take(&children, one);
		} else if (url_resolve(f->arena, base, one->url, &url, &lost) ==
		    RC_OK) {
			found_judge(f, l, one, url, announced);
		}
	}
	leads_add(f, l, finds, &children);
}

static void
spread_note(struct findings *f, struct look *l)
{
	char from[CLOCK_TEXT_MAX];
	char to[CLOCK_TEXT_MAX];
	clock_date(l->oldest, from);
	clock_date(l->newest, to);
	l->note = arena_printf(f->arena,
	    "%.*s%s%zu links, %zu articles, %zu lists%s%s%s%s",
	    STR_ARG(l->note), l->note.n > 0 ? "; " : "", l->links, l->articles,
	    l->lists, l->newest != CLOCK_NONE ? ", " : "",
	    l->newest != CLOCK_NONE ? from : "",
	    l->newest != CLOCK_NONE ? " to " : "",
	    l->newest != CLOCK_NONE ? to : "");
	if (l->trouble != SOURCE_FINE)
		note_add(f, l,
		    "TROUBLE: ", str_c(source_trouble_text(l->trouble)));
}

static enum source_trouble
trouble_of(const struct findings *f, const struct look *l,
    const struct finds *finds)
{
	int64_t newest = CLOCK_NONE;
	const enum source_trouble trouble =
	    source_dates(finds, f->now, &newest);
	const struct source age = {
		.checked = f->now,
		.newest = newest,
		.alive = f->now,
	};
	if (trouble != SOURCE_FINE)
		return trouble;
	if (l->articles + l->lists == 0 && l->links > 0)
		return SOURCE_EMPTY;
	return l->what == LOOK_CHILD ? SOURCE_FINE
				     : source_age(&age, CLOCK_NONE);
}

static void
list_read(struct findings *f, struct look *l, const struct http_response *r)
{
	bool announced = false;
	struct err err = { 0 };
	struct finds finds = finds_in(f->arena);
	struct buf body;
	bool cut = false;
	const struct discover_as as = {
		.json = l->how,
		.max = (size_t)f->crawl->unpack_max,
	};
	const enum rc rc = discover(r, &as, &finds, &announced, &err);
	finds_read(f, l, &finds, announced);
	l->trouble = rc == RC_OK ? trouble_of(f, l, &finds) : SOURCE_BROKEN;
	if (rc != RC_OK)
		note_add(f, l, "", arena_str(f->arena, str_c(err.reason)));
	spread_note(f, l);
	l->works = l->trouble == SOURCE_FINE && l->articles + l->lists > 0 &&
	    (announced || (l->what != LOOK_SITEMAP && l->what != LOOK_FEED));
	if (l->what != LOOK_HOME)
		return;
	buf_init(&body, as.max);
	if (http_body(r, &body, &cut, &err) == RC_OK) {
		f->title = title_of(f, buf_view(&body));
		f->lang = lang_of(buf_view(&body));
	}
	buf_free(&body);
}

/* Followed within the site's domain, as a look of its own. */
static void
redirect_read(struct findings *f, struct look *l, struct str to)
{
	struct str url = STR_NONE;
	struct url_parts parts = { .host = STR_NONE };
	struct err lost = { 0 };
	note_add(f, l, "redirects to ", arena_str(f->arena, to));
	if (l->what == LOOK_NOWHERE || l->hops == HOPS_MAX ||
	    url_resolve(f->arena, l->url, to, &url, &lost) != RC_OK ||
	    url_parse(f->arena, url, &parts, &lost) != RC_OK ||
	    !str_eq(domain_of(parts.host), domain_of(f->site->hosts.v[0].v)))
		return;
	if (l->what == LOOK_HOME)
		f->home = url;
	struct look *next = look_add(f, l->what, url);
	if (next == NULL)
		return;
	next->how = l->how;
	next->ours = l->ours;
	next->hops = l->hops + 1;
}

void
look_read(struct findings *f, struct look *l, const struct http_response *r)
{
	const struct str to = http_get(r, "Location");
	l->status = r->status;
	if (r->status >= 300 && r->status <= 399 && to.n > 0)
		redirect_read(f, l, to);
	else if (l->what == LOOK_ROBOTS)
		robots_read(f, l, r);
	else if (l->what == LOOK_NOWHERE)
		f->soft = r->status == 200;
	else if (r->status == 200)
		list_read(f, l, r);
	else
		l->trouble = SOURCE_LOST;
	if (f->soft && l->what == LOOK_NOWHERE)
		note_add(f, l, "SOFT 404: a page that is not there is",
		    STR_NONE);
	f->unwelcome = f->unwelcome ||
	    (l->what == LOOK_HOME && r->status == 403 &&
		f->robots_status == 403);
	if (f->unwelcome)
		note_add(f, l, "NOT WELCOME: robots.txt is 403 too", STR_NONE);
}
