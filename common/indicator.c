#include "common/indicator.h"

#include <stdlib.h>
#include <string.h>

#define SERIES(member)  .offset = offsetof(struct indicator, member)
#define EXAMPLE(member) .offset = offsetof(struct indicator_example, member)

static const struct yaml_field example_fields[] = {
	{ "text", YAML_STR, EXAMPLE(text), .required = true },
	{ "lang", YAML_STR, EXAMPLE(lang) },
	{ "value", YAML_REAL, EXAMPLE(value) },
	{ "none", YAML_BOOL, EXAMPLE(none) },
	{ .key = NULL },
};

static const struct yaml_field indicator_fields[] = {
	{ "code", YAML_STR, SERIES(code), .required = true },
	{ "title_ru", YAML_STR, SERIES(title_ru), .required = true },
	{ "title_kk", YAML_STR, SERIES(title_kk), .required = true },
	{ "title_en", YAML_STR, SERIES(title_en), .required = true },
	{ "kind", YAML_STR, SERIES(kind), .required = true },
	{ "fact", YAML_STR, SERIES(fact), .required = true },
	{ "unit", YAML_STR, SERIES(unit) },
	{ "noun", YAML_STRS, SERIES(noun) },
	{ "context", YAML_STRS, SERIES(context) },
	{ "exclude", YAML_STRS, SERIES(exclude) },
	{ "follows", YAML_BOOL, SERIES(follows) },
	{ "low", YAML_REAL, SERIES(low) },
	{ "high", YAML_REAL, SERIES(high) },
	{ "window_days", YAML_INT, SERIES(window_days), .max = 36500 },
	{ "scope", YAML_STR, SERIES(scope) },
	{ "examples", YAML_LIST, SERIES(examples), .fields = example_fields,
	    .size = sizeof(struct indicator_example) },
	{ .key = NULL },
};

struct indicator_file {
	struct yaml_list indicators; /* struct indicator */
};

static const struct yaml_field file_fields[] = {
	{ "indicators", YAML_LIST,
	    .offset = offsetof(struct indicator_file, indicators),
	    .required = true, .fields = indicator_fields,
	    .size = sizeof(struct indicator) },
	{ .key = NULL },
};

/* An indicator and the file that a complaint must name. */
struct found {
	struct indicator x;
	const char *path;
};

struct finding {
	struct arena *arena;
	struct found *v;
	size_t n;
	struct err *err;
};

/* Lower-case words joined by dots: monotown.count. */
static enum rc
code_check(const struct found *f, struct err *err)
{
	const struct yaml_str *code = &f->x.code;
	bool fits = code->v.n > 0;
	for (size_t i = 0; i < code->v.n; i++)
		fits = fits &&
		    strchr("abcdefghijklmnopqrstuvwxyz0123456789._",
			code->v.s[i]) != NULL;
	if (!fits)
		return yaml_wrong(err, f->path, code,
		    "code: only a-z, 0-9, _ and . may stand here");
	return RC_OK;
}

static enum rc
word_check(const struct found *f, const struct yaml_str *x, const char *words,
    struct err *err)
{
	struct str rest = str_c(words);
	struct str word;
	while (str_cut(&rest, ' ', &word))
		if (str_eq(word, x->v))
			return RC_OK;
	return yaml_wrong(err, f->path, x, "`%.*s` is none of: %s",
	    STR_ARG(str_head(x->v, 40)), words);
}

static enum rc
words_check(struct found *f, struct err *err)
{
	if (f->x.scope.v.n == 0)
		f->x.scope.v = STR("any");
	const struct {
		const struct yaml_str *x;
		const char *words;
	} closed[] = {
		{ &f->x.kind, "stock flow rate price" },
		{ &f->x.fact,
		    "count money percent points factor quantity duration" },
		{ &f->x.scope, "country region any" },
	};
	enum rc rc = RC_OK;
	for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++)
		if (rc == RC_OK)
			rc = word_check(f, closed[i].x, closed[i].words, err);
	return rc;
}

static enum rc
meaning_check(const struct found *f, struct err *err)
{
	if (f->x.noun.n == 0 && f->x.context.n == 0)
		return yaml_wrong(err, f->path, &f->x.code,
		    "neither noun nor context: it would take every figure");
	if (f->x.low > f->x.high)
		return yaml_wrong(err, f->path, &f->x.code,
		    "low %g is above high %g", f->x.low, f->x.high);
	return RC_OK;
}

static enum rc
file_take(struct finding *all, const char *path)
{
	struct indicator_file file = { 0 };
	enum rc rc = yaml_load(all->arena, path, file_fields, &file, all->err);
	if (rc != RC_OK)
		return rc;
	const struct indicator *x = file.indicators.v;
	const size_t n = file.indicators.n;
	all->v =
	    arena_grow(all->arena, all->v, all->n, all->n + n, sizeof(*all->v));
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		struct found *f = &all->v[all->n++];
		*f = (struct found){ x[i], path };
		rc = code_check(f, all->err);
		if (rc == RC_OK)
			rc = words_check(f, all->err);
		if (rc == RC_OK)
			rc = meaning_check(f, all->err);
	}
	return rc;
}

static int
found_order(const void *a, const void *b)
{
	const struct found *x = a;
	const struct found *y = b;
	const int c = str_cmp(x->x.code.v, y->x.code.v);
	return c != 0 ? c : strcmp(x->path, y->path);
}

static enum rc
codes_differ(const struct finding *all)
{
	for (size_t i = 1; i < all->n; i++) {
		const struct found *f = &all->v[i];
		if (str_eq(f->x.code.v, f[-1].x.code.v))
			return yaml_wrong(all->err, f->path, &f->x.code,
			    "%.*s is in %s:%u too", STR_ARG(f->x.code.v),
			    f[-1].path, f[-1].x.code.line);
	}
	return RC_OK;
}

static int
code_order(const void *a, const void *b)
{
	const struct indicator *x = a;
	const struct indicator *y = b;
	return str_cmp(x->code.v, y->code.v);
}

enum rc
indicators_load(const struct config *config, struct indicators *out,
    struct err *err)
{
	struct finding all = { .arena = config_arena(config), .err = err };
	struct file_names paths;
	enum rc rc = yaml_folder(all.arena, config->indicators, &paths, err);
	*out = (struct indicators){ 0 };
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < paths.n && rc == RC_OK; i++)
		rc = file_take(&all, paths.v[i]);
	if (rc != RC_OK)
		return rc;
	if (all.n > 0)
		qsort(all.v, all.n, sizeof(*all.v), found_order);
	out->v = arena_array(all.arena, all.n + 1, sizeof(*out->v));
	out->n = all.n;
	for (size_t i = 0; i < all.n; i++)
		out->v[i] = all.v[i].x;
	return codes_differ(&all);
}

const struct indicator *
indicators_get(const struct indicators *all, struct str code)
{
	const struct indicator wanted = { .code = { .v = code } };
	if (all->n == 0)
		return NULL;
	return bsearch(&wanted, all->v, all->n, sizeof(wanted), code_order);
}
