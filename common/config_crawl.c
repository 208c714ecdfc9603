#include "common/config_crawl.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>

#define MILLION 1000000L
#define DAY     86400

#define CRAWL(member) .offset = offsetof(struct config_crawl, member)

const struct yaml_field config_crawl_fields[] = {
	{ "user_agent", YAML_STR, CRAWL(user_agent), .required = true },
	{ "contact", YAML_STR, CRAWL(contact) },
	{ "delay", YAML_REAL, CRAWL(delay), .max = DAY },
	{ "latency", YAML_REAL, CRAWL(latency), .max = 1000 },
	{ "robots_delay", YAML_INT, CRAWL(robots_delay), .max = DAY },
	{ "pages", YAML_INT, CRAWL(pages), .min = 1, .max = 100 * MILLION },
	{ "list_pages", YAML_INT, CRAWL(list_pages), .min = 1, .max = MILLION },
	{ "list_depth", YAML_INT, CRAWL(list_depth), .max = 16 },
	{ "known", YAML_INT, CRAWL(known), .min = 1, .max = MILLION },
	{ "known_lists", YAML_INT, CRAWL(known_lists), .min = 1,
	    .max = MILLION },
	{ "lists", YAML_INT, CRAWL(lists), .min = 1, .max = 100000 },
	{ "queries", YAML_INT, CRAWL(queries), .min = 1, .max = MILLION },
	{ "links", YAML_INT, CRAWL(links), .min = 1, .max = MILLION },
	{ "repeats", YAML_INT, CRAWL(repeats), .min = 1, .max = 64 },
	{ "ahead_days", YAML_INT, CRAWL(ahead_days), .max = 36500 },
	{ "trials", YAML_INT, CRAWL(trials), .min = 1, .max = MILLION },
	{ "yield", YAML_INT, CRAWL(yield), .min = 1, .max = MILLION },
	{ "body_max", YAML_INT, CRAWL(body_max), .min = 1024, .max = 1 << 30 },
	{ "header_max", YAML_INT, CRAWL(header_max), .min = 1024,
	    .max = 256 << 10 },
	{ "unpack_max", YAML_INT, CRAWL(unpack_max), .min = 1024,
	    .max = 1 << 30 },
	{ "unpack_ratio", YAML_INT, CRAWL(unpack_ratio), .min = 1,
	    .max = 100000 },
	{ "memory_max", YAML_INT, CRAWL(memory_max), .min = 1 << 20,
	    .max = 1 << 30 },
	{ "file_max", YAML_INT, CRAWL(file_max), .min = 1024, .max = LONG_MAX },
	{ "disk_reserve", YAML_INT, CRAWL(disk_reserve) },
	{ "total_seconds", YAML_INT, CRAWL(total_seconds), .min = 1,
	    .max = DAY },
	{ "stall_seconds", YAML_INT, CRAWL(stall_seconds), .min = 1,
	    .max = DAY },
	{ "redirects", YAML_INT, CRAWL(redirects), .max = 20 },
	{ "ca_file", YAML_STR, CRAWL(ca_file) },
	{ "private_addresses", YAML_BOOL, CRAWL(private_addresses) },
	{ .key = NULL },
};

const struct config_crawl config_crawl_defaults = {
	.contact = { .v = { "", 0 } },
	.ca_file = { .v = { "", 0 } },
	.delay = 3,
	.latency = 5,
	.robots_delay = 60,
	.pages = 500,
	.list_pages = 10,
	.list_depth = 3,
	.known = 10,
	.known_lists = 3,
	.lists = 64,
	.queries = 100,
	.links = 1000,
	.repeats = 3,
	.ahead_days = 2,
	.trials = 40,
	.yield = 10,
	.body_max = 10 << 20,
	.header_max = 256 << 10,
	/* sitemaps.org allows 50 MB, but the crawler keeps within 64 MiB as a
	 * whole, and what is new stands in smaller files. */
	.unpack_max = 24 << 20,
	.unpack_ratio = 200,
	.memory_max = 16 << 20,
	.file_max = 1 << 30,
	.disk_reserve = 32 << 20,
	.total_seconds = 60,
	.stall_seconds = 20,
	.redirects = 5,
};

/* These two go into HTTP headers as they are. */
static enum rc
header_check(const char *path, const char *key, const struct yaml_str *x,
    struct err *err)
{
	for (size_t i = 0; i < x->v.n; i++)
		if (x->v.s[i] < ' ' || x->v.s[i] > '~')
			return yaml_wrong(err, path, x,
			    "%s: plain ASCII is expected", key);
	return RC_OK;
}

enum rc
config_crawl_check(const char *path, const struct config_crawl *c,
    struct err *err)
{
	const struct yaml_str *agent = &c->user_agent;
	if (agent->v.n == 0)
		return yaml_wrong(err, path, agent,
		    "user_agent: sandyq must say who it is");
	if (str_find_nocase(agent->v, STR("mozilla/")) < agent->v.n)
		return yaml_wrong(err, path, agent,
		    "user_agent: a browser's name is not ours to use");
	const enum rc rc = header_check(path, "user_agent", agent, err);
	if (rc != RC_OK)
		return rc;
	return header_check(path, "contact", &c->contact, err);
}

static void
field_print(const struct yaml_field *f, const void *at)
{
	const struct yaml_str *text = at;
	(void)printf("%s=", f->key);
	switch (f->kind) {
	case YAML_STR:
		(void)printf("%.*s\n", STR_ARG(text->v));
		return;
	case YAML_REAL:
		(void)printf("%g\n", *(const double *)at);
		return;
	case YAML_BOOL:
		(void)printf("%s\n", *(const bool *)at ? "yes" : "no");
		return;
	default:
		(void)printf("%ld\n", *(const long *)at);
	}
}

void
config_crawl_print(const struct config_crawl *c)
{
	const char *base = (const char *)c;
	for (const struct yaml_field *f = config_crawl_fields; f->key != NULL;
	     f++)
		field_print(f, base + f->offset);
}
