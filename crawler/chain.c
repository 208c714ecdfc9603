#include "crawler/chain.h"

#include "common/buf.h"
#include "common/log.h"
#include "common/url.h"

#define PAGE_MARK "{page}"

struct str
chain_page(struct arena *arena, const struct site_list *l, long ceiling,
    unsigned turn)
{
	const struct str url = l->url.v;
	const size_t at = str_find(url, STR(PAGE_MARK));
	const long step = l->step > 0 ? l->step : 1;
	if (at == url.n)
		return turn == 0 ? url : STR_NONE;
	const long to = l->to > 0 ? l->to : l->from + step * (ceiling - 1);
	const long n = l->from + step * (long)turn;
	if (n > to)
		return STR_NONE;
	return arena_printf(arena, "%.*s%ld%.*s", STR_ARG(str_head(url, at)), n,
	    STR_ARG(str_from(url, at + sizeof(PAGE_MARK) - 1)));
}

/* Why no further page is asked for, or NULL. */
static const char *
end_of(const struct run *r, const struct task *t, const struct chain_yield *y)
{
	if (y->fresh + y->known == 0)
		return "nothing more";
	if (y->young == 0)
		return "before --since";
	if (!t->deep && y->row >= (size_t)r->config->crawl.known &&
	    y->known > y->fresh)
		return "known";
	return NULL;
}

static struct str
next_of(struct run *r, const struct task *t, const struct chain_yield *y)
{
	const struct site *site = r->v[t->site].site;
	const long ceiling = r->config->crawl.list_pages;
	struct str url = STR_NONE;
	struct err lost = { 0 };
	if (t->list > 0)
		url = chain_page(r->scratch, site_list(site, t->list - 1),
		    ceiling, t->turn + 1);
	if (url.s != NULL || y->next.n == 0)
		return url;
	const long last = t->list > 0 ? site_list(site, t->list - 1)->to : 0;
	if ((long)t->turn + 1 >= (last > 0 ? last : ceiling) ||
	    url_resolve(r->scratch, y->base, y->next, &url, &lost) != RC_OK)
		return STR_NONE;
	return url;
}

/* RC_BAD: the address is none, or leaves the site. */
static enum rc
task_make(struct run *r, const struct task *t, struct str url,
    struct task *next, struct err *err)
{
	const struct scope *scope = r->v[t->site].scope;
	*next = (struct task){
		.kind = TASK_LIST,
		.site = t->site,
		.url = url,
		.asker = t->asker,
		.rank = INT64_MAX - 1 - (int64_t)t->turn,
		.list = t->list,
		.turn = t->turn + 1,
		.deep = t->deep,
	};
	const enum rc rc = run_locate(r, next, err);
	if (rc != RC_OK)
		return rc;
	if (!scope_has_host(scope, next->host) ||
	    scope_is_skipped(scope, next->url))
		return err_set(err, RC_BAD, "not of the site");
	return RC_OK;
}

enum rc
chain_on(struct run *r, const struct task *t, const struct chain_yield *y,
    bool *on, struct err *err)
{
	struct task next = { .kind = TASK_LIST };
	struct err lost = { 0 };
	const char *end = end_of(r, t, y);
	*on = false;
	arena_reset(r->scratch);
	const struct str url = end == NULL ? next_of(r, t, y) : STR_NONE;
	if (url.s != NULL) {
		const enum rc rc = task_make(r, t, url, &next, &lost);
		if (rc == RC_FAIL) {
			*err = lost;
			return rc;
		}
		*on = rc == RC_OK && run_add(r, &next);
	}
	if (!*on && t->turn > 0)
		log_event(LOG_DEBUG, "list_end", "url",
		    arena_cstr(r->arena, t->url), "why",
		    end != NULL ? end : "no further page", NULL);
	return RC_OK;
}
