#include "crawler/review.h"

#include "common/log.h"
#include "crawler/seed.h"

/* As the state knows it, or as it begins: alive from now on. */
static enum rc
recall(struct run *r, const struct task *t, struct source *s, bool *known,
    struct err *err)
{
	*s = (struct source){
		.key = t->asker.n > 0 ? t->asker : t->key,
		.site = r->v[t->site].site->code.v,
		.found = run_now(r),
		.newest = CLOCK_NONE,
		.alive = run_now(r),
	};
	const enum rc rc = source_get(r->state, r->arena, s, err);
	*known = rc == RC_OK;
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
judge(struct run *r, const struct task *t, const struct review *v,
    struct source *s, struct err *err)
{
	int64_t others = CLOCK_NONE;
	enum source_trouble trouble = v->trouble;
	s->checked = run_now(r);
	if (!v->unchanged) {
		s->newest = v->newest;
		if (v->alive > s->alive ||
		    (s->alive == SOURCE_INDEX && v->alive != CLOCK_NONE))
			s->alive = v->alive;
	} else if (s->trouble != SOURCE_LOST) {
		trouble = s->trouble; /* what it was true of is still there */
	}
	const enum rc rc = source_others(r->state, s, &others, err);
	if (rc != RC_OK)
		return rc;
	/* The sitemaps of an index may well be of long ago. */
	if (t->depth == 0 && trouble == SOURCE_FINE)
		trouble = source_age(s, others);
	if (trouble != s->trouble)
		s->since = s->checked;
	s->trouble = trouble;
	return RC_OK;
}

static void
tell(struct run *r, const struct task *t, const struct source *s,
    enum source_trouble before)
{
	char newest[CLOCK_TEXT_MAX];
	const char *url = arena_cstr(r->arena, t->url);
	clock_text(s->newest, newest);
	if (s->trouble == before)
		return;
	if (s->trouble == SOURCE_FINE)
		log_event(LOG_INFO, "list_recovered", "url", url, NULL);
	else
		log_event(LOG_WARN, "list_trouble", "url", url, "why",
		    source_trouble_text(s->trouble), "newest", newest, NULL);
}

/* A further page tells only whether the chain goes on. */
static enum rc
page_review(struct run *r, const struct task *t, const struct review *v,
    struct err *err)
{
	struct source s = { .open = false };
	bool known = false;
	const enum rc rc = recall(r, t, &s, &known, err);
	if (rc != RC_OK || !known || s.open == v->open)
		return rc;
	s.open = v->open;
	return source_put(r->state, &s, err);
}

enum rc
review_list(struct run *r, const struct task *t, const struct review *v,
    struct err *err)
{
	struct source s = { .open = false };
	bool known = false;
	if (t->turn > 0)
		return page_review(r, t, v, err);
	enum rc rc = recall(r, t, &s, &known, err);
	/* Of the many sitemaps of an index only the bad ones are kept. */
	if (rc == RC_OK && t->depth > 0 && !known && v->trouble == SOURCE_FINE)
		return RC_OK;
	const enum source_trouble before = s.trouble;
	if (rc == RC_OK)
		rc = judge(r, t, v, &s, err);
	if (rc != RC_OK)
		return rc;
	tell(r, t, &s, before);
	s.open = v->open;
	rc = source_put(r->state, &s, err);
	if (rc == RC_OK && s.trouble != SOURCE_FINE)
		rc = seed_standby(r, t->site, err);
	return rc;
}
