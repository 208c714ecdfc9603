#ifndef TESTS_UNIT_CRAWLER_FINDINGS_H
#define TESTS_UNIT_CRAWLER_FINDINGS_H

#include "crawler/look.h"
#include "tests/unit/crawler/rig.h"

/* A probe of the rig's site that reads what the test hands in. */
struct fixture {
	struct findings found;
	struct rig *rig;
	void *up; /* what rig_up() made, for rig_down() */
};

static inline int
findings_up(void **state)
{
	struct fixture *x = calloc(1, sizeof(*x));
	if (x == NULL || rig_up(&x->up) != 0)
		return -1;
	x->rig = x->up;
	x->found = (struct findings){
		.arena = arena_new((size_t)16 << 20),
		.site = x->rig->run.v[0].site,
		.scope = x->rig->run.v[0].scope,
		.crawl = &x->rig->run.config->crawl,
		.agent = "sandyq/0.1",
		.now = RIG_NOW,
		.home = STR("https://x.kz/"),
	};
	x->found.announced = guess_in(x->found.arena);
	x->found.linked = guess_in(x->found.arena);
	*state = x;
	return 0;
}

static inline int
findings_down(void **state)
{
	struct fixture *x = *state;
	robots_free(x->found.robots);
	arena_free(x->found.arena);
	(void)rig_down(&x->up);
	free(x);
	return 0;
}

/* What an answer of that status and body tells. */
static inline const struct look *
read_look(struct findings *f, enum look_what what, const char *url, int status,
    const char *body)
{
	const struct http_response r = { .status = status,
		.body = str_c(body) };
	struct look *l = look_add(f, what, str_c(url));
	if (l == NULL)
		abort();
	look_read(f, l, &r);
	return l;
}

static inline const struct look *
redirect_look(struct findings *f, const char *url, const char *to)
{
	struct http_field field = { STR("Location"), str_c(to) };
	const struct http_response r = { .status = 301,
		.fields = &field,
		.nfields = 1 };
	struct look *l = look_add(f, LOOK_HOME, str_c(url));
	if (l == NULL)
		abort();
	look_read(f, l, &r);
	return l;
}

#endif
