#include "common/site.h"

#include <stdlib.h>
#include <string.h>

#include "common/url.h"

/* The kinds there are, and what the word of each weighs when its file does
 * not say: an office before an agency before a newsroom. */
static const struct {
	const char *name;
	long authority;
} kinds[] = {
	{ "state", 80 },
	{ "statistics", 90 },
	{ "law", 95 },
	{ "agency", 60 },
	{ "media", 50 },
	{ "other", 50 },
};
#define AUTHORITY_UNSAID (-1) /* until the kind is known */

#define SITE(member) .offset = offsetof(struct site, member)
#define LIST(member) .offset = offsetof(struct site_list, member)
#define PAGES_MAX    1000000 /* of one list; offsets are counted as pages */

static const struct yaml_field list_fields[] = {
	{ "url", YAML_STR, LIST(url), .required = true },
	{ "from", YAML_INT, LIST(from), .max = PAGES_MAX },
	{ "to", YAML_INT, LIST(to), .max = PAGES_MAX },
	{ "step", YAML_INT, LIST(step), .max = PAGES_MAX },
	{ "items", YAML_STR, LIST(items) },
	{ "link", YAML_STR, LIST(link) },
	{ "date", YAML_STR, LIST(date) },
	{ .key = NULL },
};

static const struct yaml_field site_fields[] = {
	{ "code", YAML_STR, SITE(code), .required = true },
	{ "name", YAML_STR, SITE(name), .required = true },
	{ "home", YAML_STR, SITE(home), .required = true },
	{ "hosts", YAML_STRS, SITE(hosts) },
	{ "kind", YAML_STR, SITE(kind) },
	{ "authority", YAML_INT, SITE(authority), .max = 100 },
	{ "langs", YAML_STRS, SITE(langs) },
	{ "start", YAML_STRS, SITE(start) },
	{ "feeds", YAML_STRS, SITE(feeds) },
	{ "sitemaps", YAML_STRS, SITE(sitemaps) },
	{ "lists", YAML_LIST, SITE(lists), .fields = list_fields,
	    .size = sizeof(struct site_list) },
	{ "standby", YAML_STRS, SITE(standby) },
	{ "article", YAML_STR, SITE(article) },
	{ "skip", YAML_STRS, SITE(skip) },
	{ "place", YAML_STR, SITE(place) },
	{ "delay", YAML_REAL, SITE(delay), .max = 86400 },
	{ "pages", YAML_INT, SITE(pages), .max = 100000000 },
	{ "connect", YAML_STR, SITE(connect) },
	{ "private_addresses", YAML_BOOL, SITE(private_addresses) },
	{ "http2", YAML_BOOL, SITE(http2) },
	{ "off", YAML_BOOL, SITE(off) },
	{ .key = NULL },
};

/* One file while it is checked. */
struct check {
	struct arena *arena;
	const char *path;
	struct site *site;
	struct err *err;
};

/* [a-z0-9-]+, and the file is called by it: a site is found by its name. */
static enum rc
code_check(struct check *c)
{
	const struct yaml_str *code = &c->site->code;
	const char *slash = strrchr(c->path, '/');
	struct str stem = str_c(slash != NULL ? slash + 1 : c->path);
	stem.n -= sizeof(".yaml") - 1;
	for (size_t i = 0; i < code->v.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-",
			code->v.s[i]) == NULL)
			return yaml_wrong(c->err, c->path, code,
			    "code: only a-z, 0-9 and - may stand here");
	if (!str_eq(code->v, stem))
		return yaml_wrong(c->err, c->path, code,
		    "code: `%.*s` must be the file's name", STR_ARG(code->v));
	return RC_OK;
}

static enum rc
kind_check(struct check *c)
{
	struct yaml_str *kind = &c->site->kind;
	if (kind->v.s == NULL)
		kind->v = STR("other");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (!str_is(kind->v, kinds[i].name))
			continue;
		if (c->site->authority == AUTHORITY_UNSAID)
			c->site->authority = kinds[i].authority;
		return RC_OK;
	}
	return yaml_wrong(c->err, c->path, kind,
	    "kind: one of state, statistics, law, agency, media, other");
}

/* The host of an absolute URL, as url.c writes hosts. */
static enum rc
host_of(struct check *c, const struct yaml_str *url, struct str *host)
{
	struct url_parts parts = { 0 };
	struct err why = { 0 };
	if (url_parse(c->arena, url->v, &parts, &why) != RC_OK)
		return yaml_wrong(c->err, c->path, url, "%s", why.reason);
	*host = parts.host;
	return RC_OK;
}

static enum rc
urls_check(struct check *c, const struct yaml_strs *urls)
{
	struct str host;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < urls->n && rc == RC_OK; i++)
		rc = host_of(c, &urls->v[i], &host);
	return rc;
}

static enum rc
lists_check(struct check *c)
{
	enum rc rc = RC_OK;
	struct str host;
	for (size_t i = 0; i < c->site->lists.n && rc == RC_OK; i++) {
		const struct site_list *l = site_list(c->site, i);
		rc = host_of(c, &l->url, &host);
		if (rc == RC_OK && l->to != 0 && l->to < l->from)
			rc = yaml_wrong(c->err, c->path, &l->url,
			    "lists: `to` is less than `from`");
		if (rc == RC_OK && l->link.v.n == 0 &&
		    l->items.v.n + l->date.v.n > 0)
			rc = yaml_wrong(c->err, c->path, &l->url,
			    "lists: `items` and `date` go with a `link`");
	}
	return rc;
}

/* All hosts in one list, the home's first, in the form URLs have them. */
static enum rc
hosts_set(struct check *c)
{
	struct yaml_strs *hosts = &c->site->hosts;
	const size_t n = hosts->n + 1;
	struct yaml_str *all =
	    arena_grow(c->arena, hosts->v, hosts->n, n, sizeof(*all));
	enum rc rc = host_of(c, &c->site->home, &all[hosts->n].v);
	for (size_t i = 0; i < hosts->n && rc == RC_OK; i++) {
		struct yaml_str url = all[i];
		url.v = arena_printf(c->arena, "https://%.*s/", STR_ARG(url.v));
		rc = host_of(c, &url, &all[i].v);
	}
	const struct yaml_str home = all[n - 1];
	memmove(all + 1, all, (n - 1) * sizeof(*all));
	all[0] = home;
	*hosts = (struct yaml_strs){ all, n };
	return rc;
}

static enum rc
langs_check(struct check *c)
{
	const struct yaml_strs *langs = &c->site->langs;
	for (size_t i = 0; i < langs->n; i++)
		if (langs->v[i].v.n != 2)
			return yaml_wrong(c->err, c->path, &langs->v[i],
			    "langs: codes of two letters");
	return RC_OK;
}

/* KATO codes have nine digits. */
static enum rc
place_check(struct check *c)
{
	const struct yaml_str *place = &c->site->place;
	unsigned long long number = 0;
	if (place->v.n > 0 && (place->v.n != 9 || !str_u64(place->v, &number)))
		return yaml_wrong(c->err, c->path, place,
		    "place: a KATO code of nine digits");
	return RC_OK;
}

static enum rc
connect_check(struct check *c)
{
	const struct yaml_str *to = &c->site->connect;
	const size_t colon = str_chr(to->v, ':');
	unsigned long long port = 0;
	if (to->v.n == 0)
		return RC_OK;
	if (colon == 0 || !str_u64(str_from(to->v, colon + 1), &port) ||
	    port == 0 || port > 65535)
		return yaml_wrong(c->err, c->path, to, "connect: host:port");
	return RC_OK;
}

static enum rc
site_check(struct check *c)
{
	static enum rc (*const checks[])(struct check *) = { code_check,
		kind_check, hosts_set, langs_check, place_check, connect_check,
		lists_check };
	const struct yaml_strs *urls[] = { &c->site->start, &c->site->feeds,
		&c->site->sitemaps, &c->site->standby };
	enum rc rc = RC_OK;
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		if (rc == RC_OK)
			rc = checks[i](c);
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		if (rc == RC_OK)
			rc = urls_check(c, urls[i]);
	return rc;
}

static int
code_order(const void *a, const void *b)
{
	const struct site *x = a;
	const struct site *y = b;
	return str_cmp(x->code.v, y->code.v);
}

static int
host_order(const void *a, const void *b)
{
	const struct site_host *x = a;
	const struct site_host *y = b;
	return str_cmp(x->host, y->host);
}

static struct str
without_www(struct str host)
{
	return str_starts(host, STR("www.")) ? str_from(host, 4) : host;
}

/* A host must lead to one site, or documents would be named by chance. */
static enum rc
hosts_index(struct arena *a, struct sites *s, struct err *err)
{
	size_t n = 0;
	for (size_t i = 0; i < s->n; i++)
		n += s->v[i].hosts.n;
	s->hosts = arena_array(a, n + 1, sizeof(*s->hosts));
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < s->v[i].hosts.n; k++)
			s->hosts[s->nhosts++] = (struct site_host){
				without_www(s->v[i].hosts.v[k].v), &s->v[i]
			};
	if (n > 0)
		qsort(s->hosts, n, sizeof(*s->hosts), host_order);
	for (size_t i = 1; i < n; i++) {
		const struct site_host *h = &s->hosts[i];
		if (str_eq(h->host, h[-1].host) && h->site != h[-1].site)
			return err_set(err, RC_BAD,
			    "sites %.*s and %.*s both have the host %.*s",
			    STR_ARG(h[-1].site->code.v),
			    STR_ARG(h->site->code.v), STR_ARG(h->host));
	}
	return RC_OK;
}

enum rc
sites_load(const struct config *config, struct sites *out, struct err *err)
{
	struct arena *a = config_arena(config);
	struct file_names paths;
	enum rc rc = yaml_folder(a, config->sites, &paths, err);
	*out = (struct sites){ 0 };
	if (rc != RC_OK)
		return rc;
	out->v = arena_array(a, paths.n + 1, sizeof(*out->v));
	out->n = paths.n;
	for (size_t i = 0; i < paths.n && rc == RC_OK; i++) {
		struct check c = { a, paths.v[i], &out->v[i], err };
		c.site->authority = AUTHORITY_UNSAID;
		rc = yaml_load(a, c.path, site_fields, c.site, err);
		if (rc == RC_OK)
			rc = site_check(&c);
	}
	if (rc != RC_OK)
		return rc;
	qsort(out->v, out->n, sizeof(*out->v), code_order);
	return hosts_index(a, out, err);
}

const struct site_list *
site_list(const struct site *site, size_t i)
{
	const struct site_list *lists = site->lists.v;
	return &lists[i];
}

const struct site *
sites_by_code(const struct sites *s, struct str code)
{
	const struct site wanted = { .code = { .v = code } };
	if (s->n == 0)
		return NULL;
	return bsearch(&wanted, s->v, s->n, sizeof(wanted), code_order);
}

const struct site *
sites_by_host(const struct sites *s, struct str host)
{
	const struct site_host wanted = { .host = without_www(host) };
	if (s->nhosts == 0)
		return NULL;
	const struct site_host *h =
	    bsearch(&wanted, s->hosts, s->nhosts, sizeof(wanted), host_order);
	return h != NULL ? h->site : NULL;
}
