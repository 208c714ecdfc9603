#include "normalize/series.h"

#include "common/indicator.h"
#include "common/mem.h"
#include "common/pattern.h"

struct patterns {
	struct pattern **v;
	size_t n;
};

/* One indicator with its patterns compiled. */
struct line {
	const struct indicator *of;
	struct patterns noun;
	struct patterns context;
	struct patterns exclude;
};

struct series {
	struct arena *arena;
	struct indicators all;
	struct line *v;
	size_t n;
};

static enum rc
compile(struct series *s, const struct indicator *of,
    const struct yaml_strs *texts, struct patterns *out, struct err *err)
{
	out->v = arena_array(s->arena, texts->n, sizeof(struct pattern *));
	for (; out->n < texts->n; out->n++) {
		const struct yaml_str *t = &texts->v[out->n];
		const enum rc rc =
		    pattern_new(t->v, 0, &out->v[out->n], NULL, err);
		if (rc != RC_OK) {
			err_prefix(err, "indicator %.*s:%u:%u",
			    STR_ARG(of->code.v), t->line, t->column);
			return rc;
		}
	}
	return RC_OK;
}

enum rc
series_load(const struct config *config, struct arena *arena,
    struct series **out, struct err *err)
{
	struct series *s = arena_alloc(arena, sizeof(*s));
	s->arena = arena;
	*out = s;
	enum rc rc = indicators_load(config, &s->all, err);
	if (rc != RC_OK)
		return rc;
	s->v = arena_array(arena, s->all.n, sizeof(*s->v));
	for (; s->n < s->all.n && rc == RC_OK; s->n++) {
		struct line *l = &s->v[s->n];
		l->of = &s->all.v[s->n];
		rc = compile(s, l->of, &l->of->noun, &l->noun, err);
		if (rc == RC_OK)
			rc = compile(s, l->of, &l->of->context, &l->context,
			    err);
		if (rc == RC_OK)
			rc = compile(s, l->of, &l->of->exclude, &l->exclude,
			    err);
	}
	return rc;
}

static void
patterns_free(const struct patterns *p)
{
	for (size_t i = 0; i < p->n; i++)
		pattern_free(p->v[i]);
}

void
series_free(struct series *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++) {
		patterns_free(&s->v[i].noun);
		patterns_free(&s->v[i].context);
		patterns_free(&s->v[i].exclude);
	}
}

static size_t
matching(const struct patterns *p, struct str text)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		n += pattern_matches(p->v[i], text);
	return n;
}

static bool
value_fits(const struct indicator *of, const struct fact *f)
{
	const bool any =
	    of->low >= 0 && of->low <= 0 && of->high >= 0 && of->high <= 0;
	return any || (f->value >= of->low && f->value <= of->high);
}

static bool
fits(const struct line *l, const struct fact *f, const struct series_words *w)
{
	const struct indicator *of = l->of;
	const struct str around = of->follows ? w->passage : w->sentence;
	if (!str_eq(of->fact.v, f->kind) || !value_fits(of, f))
		return false;
	if (of->unit.v.n > 0 && !str_eq(of->unit.v, f->unit))
		return false;
	/* A difference belongs to no series of values. */
	if (str_is(f->change.role, "by") && !str_is(of->kind.v, "rate"))
		return false;
	if (l->noun.n > 0 && matching(&l->noun, w->noun) == 0)
		return false;
	return matching(&l->context, around) == l->context.n &&
	    matching(&l->exclude, around) == 0;
}

struct str
series_of(const struct series *s, const struct fact *f,
    const struct series_words *w)
{
	for (size_t i = 0; i < s->n; i++)
		if (fits(&s->v[i], f, w))
			return s->v[i].of->code.v;
	return STR_NONE;
}
