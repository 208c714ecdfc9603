#include "crawler/scope.h"

#include <stdlib.h>

#include "common/buf.h"
#include "common/mem.h"
#include "common/pattern.h"
#include "common/url.h"

#define RULES_MAX ((size_t)1 << 20) /* all of a site's patterns together */

struct scope {
	const struct site *site;
	struct arena *arena;
	struct str home; /* host */
	struct pattern *article;
	struct pattern **skip;
	size_t nskip;
};

static enum rc
pattern_take(const char *folder, const struct site *site,
    const struct yaml_str *text, struct pattern **out, struct err *err)
{
	size_t at = 0;
	const enum rc rc = pattern_new(text->v, PATTERN_BYTES, out, &at, err);
	if (rc != RC_OK)
		err_prefix(err, "%s/%.*s.yaml:%u:%u", folder,
		    STR_ARG(site->code.v), text->line,
		    text->column + (unsigned)at);
	return rc;
}

static enum rc
home_take(const char *folder, struct scope *s, struct err *err)
{
	struct url_parts parts = { .host = STR_NONE };
	const enum rc rc = url_parse(s->arena, s->site->home.v, &parts, err);
	if (rc != RC_OK)
		err_prefix(err, "%s/%.*s.yaml:%u:%u: home", folder,
		    STR_ARG(s->site->code.v), s->site->home.line,
		    s->site->home.column);
	s->home = parts.host;
	return rc;
}

enum rc
scope_new(const char *folder, const struct site *site, struct scope **out,
    struct err *err)
{
	struct scope *s = mem_zero(1, sizeof(*s));
	s->site = site;
	s->arena = arena_new(RULES_MAX);
	s->skip = mem_zero(site->skip.n, sizeof(struct pattern *));
	enum rc rc = home_take(folder, s, err);
	if (rc == RC_OK && site->article.v.n > 0)
		rc = pattern_take(folder, site, &site->article, &s->article,
		    err);
	for (size_t i = 0; rc == RC_OK && i < site->skip.n; i++) {
		rc = pattern_take(folder, site, &site->skip.v[i], &s->skip[i],
		    err);
		s->nskip += rc == RC_OK ? 1 : 0;
	}
	if (rc != RC_OK) {
		scope_free(s);
		return rc;
	}
	*out = s;
	return RC_OK;
}

void
scope_free(struct scope *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->nskip; i++)
		pattern_free(s->skip[i]);
	free(s->skip);
	if (s->article != NULL)
		pattern_free(s->article);
	arena_free(s->arena);
	free(s);
}

static struct str
without_www(struct str host)
{
	return str_starts(host, STR("www.")) ? str_from(host, 4) : host;
}

bool
scope_has_host(const struct scope *s, struct str host)
{
	const struct str bare = without_www(host);
	if (str_eq(bare, without_www(s->home)))
		return true;
	for (size_t i = 0; i < s->site->hosts.n; i++)
		if (str_eq(bare, without_www(s->site->hosts.v[i].v)))
			return true;
	return false;
}

bool
scope_is_skipped(const struct scope *s, struct str url)
{
	for (size_t i = 0; i < s->nskip; i++)
		if (pattern_matches(s->skip[i], url))
			return true;
	return false;
}

bool
scope_is_article(const struct scope *s, struct str url, bool announced)
{
	if (scope_is_skipped(s, url))
		return false;
	return s->article != NULL ? pattern_matches(s->article, url)
				  : announced;
}

void
scope_hash(const struct scope *s, char out[HASH_HEX])
{
	struct buf all;
	buf_init(&all, RULES_MAX);
	const struct yaml_strs *lists[] = { &s->site->hosts, &s->site->skip };
	buf_str(&all, s->site->home.v);
	buf_chr(&all, '\n');
	buf_str(&all, s->site->article.v);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		buf_chr(&all, '\n');
		for (size_t k = 0; k < lists[i]->n; k++) {
			buf_chr(&all, '\t');
			buf_str(&all, lists[i]->v[k].v);
		}
	}
	hash128_hex(buf_view(&all), out);
	buf_free(&all);
}
