#include "extract/rule_compile.h"

#include "common/buf.h"
#include "extract/marks.h"

enum rc
rule_refuse(const struct rule_file *f, const struct yaml_str *at,
    const char *why, struct str what, struct err *err)
{
	return err_set(err, RC_BAD, "%s:%u:%u: %s%.*s", f->path, at->line,
	    at->column, why, STR_ARG(what));
}

/* How a pattern is tied to the place it is asked at. */
enum tie {
	TIE_NONE,
	TIE_MARK,  /* may be asked at a mark alone */
	TIE_START, /* \G: begins exactly where asked */
	TIE_END,   /* \z: ends where the text given ends */
};

/* (?J): the arms of an alternation may name their groups alike. */
static const struct tie_row {
	const char *open;
	const char *close;
	unsigned flags;
} ties[] = {
	[TIE_NONE] = { "(?J)(?:", ")", 0 },
	[TIE_MARK] = { "(?J)(?:", ")", PATTERN_TIED },
	[TIE_START] = { "(?J)\\G(?:", ")", 0 },
	[TIE_END] = { "(?J)(?:", ")\\z", 0 },
};

struct fitting {
	enum tie tie;
	size_t inline_max; /* see macros.h */
};

static enum rc
compile_filled(const struct rule_place *at, struct str text,
    const struct fitting *how, struct rule_pattern *out, struct err *err)
{
	struct macro_filling filled = { .inline_max = how->inline_max };
	buf_init(&filled.text, MACRO_PATTERN_MAX);
	buf_text(&filled.text, ties[how->tie].open);
	enum rc rc = macros_fill(at->macros, at->lang, text, &filled, err);
	buf_text(&filled.text, ties[how->tie].close);
	macros_define(&filled);
	if (rc == RC_OK)
		rc =
		    pattern_new(buf_view(&filled.text), 0, &out->re, NULL, err);
	if (rc == RC_OK)
		out->text =
		    arena_str(at->macros->arena, buf_view(&filled.text));
	buf_free(&filled.text);
	return rc;
}

static enum rc
compile(const struct rule_place *at, const struct yaml_str *text, enum tie tie,
    struct rule_pattern *out, struct err *err)
{
	struct fitting how = { .tie = tie, .inline_max = MACRO_INLINE_MAX };
	enum rc rc = compile_filled(at, text->v, &how, out, err);
	if (rc != RC_OK) {
		/* Under a {0,8} words in place may be too large for PCRE2. */
		how.inline_max = 0;
		rc = compile_filled(at, text->v, &how, out, err);
	}
	if (rc != RC_OK)
		err_prefix(err, "%s:%u:%u", at->file->path, text->line,
		    text->column);
	return rc;
}

static enum rc
compile_named(const struct rule_place *at, const struct yaml_str *text,
    enum tie tie, struct rule_pattern *out, struct err *err)
{
	if (text->v.n == 0)
		return RC_OK;
	const enum rc rc = compile(at, text, tie, out, err);
	if (rc != RC_OK)
		return rc;
	const char *names[PATTERN_GROUPS_MAX];
	int numbers[PATTERN_GROUPS_MAX];
	const size_t n =
	    pattern_names(out->re, names, numbers, PATTERN_GROUPS_MAX);
	for (size_t i = 0; i < n; i++) {
		if (str_starts(str_c(names[i]), STR(MACRO_CLASS)))
			continue;
		if (out->ngroups == RULE_GROUPS_MAX)
			return rule_refuse(at->file, text,
			    "too many named groups", STR_NONE, err);
		out->groups[out->ngroups++] = (struct rule_group){
			.name = arena_str(at->macros->arena, str_c(names[i])),
			.number = (size_t)numbers[i],
		};
	}
	return RC_OK;
}

static enum rc
compile_list(const struct rule_place *at, const struct yaml_strs *texts,
    struct pattern ***out, size_t *n, struct err *err)
{
	*out =
	    arena_array(at->macros->arena, texts->n, sizeof(struct pattern *));
	for (; *n < texts->n; (*n)++) {
		struct rule_pattern one = { .re = NULL };
		const enum rc rc =
		    compile(at, &texts->v[*n], TIE_NONE, &one, err);
		if (rc != RC_OK)
			return rc;
		(*out)[*n] = one.re;
	}
	return RC_OK;
}

/* The phase, and the marks it needs: a trap or a period runs over marks when
 * its pattern names one. */
static enum rc
set_phase(const struct rule_place *at, const struct rule_text *t,
    struct rule *r, struct err *err)
{
	struct macro_filling filled = { .nclasses = 0 };
	buf_init(&filled.text, MACRO_PATTERN_MAX);
	const enum rc rc =
	    macros_fill(at->macros, at->lang, t->pattern.v, &filled, err);
	buf_free(&filled.text);
	if (rc != RC_OK) {
		err_prefix(err, "%s:%u:%u", at->file->path, t->pattern.line,
		    t->pattern.column);
		return rc;
	}
	const bool marked = filled.marks != 0;
	r->phase = at->kind->phase;
	const bool number = str_is(t->kind.v, "number");
	if (at->kind->phase == PHASE_RAW && marked && !number)
		r->phase = PHASE_MARKED;
	if (at->kind->phase == PHASE_MARKED && !marked)
		return rule_refuse(at->file, &t->pattern,
		    "a figure's pattern must name {number} or another mark",
		    STR_NONE, err);
	if (number && marked)
		return rule_refuse(at->file, &t->pattern,
		    "a number's pattern cannot name a mark", STR_NONE, err);
	if (r->phase == PHASE_MARKED)
		r->marks = filled.marks;
	return RC_OK;
}

/* The second number of a change or a range is a mark of its own. */
static size_t
least_marks(const struct rule *r)
{
	size_t n = r->phase == PHASE_MARKED;
	for (size_t i = 0; i < r->pattern.ngroups; i++)
		n += str_is(r->pattern.groups[i].name, "to") ||
		    str_is(r->pattern.groups[i].name, "high");
	return n;
}

static enum rc
compile_parts(const struct rule_place *at, const struct rule_text *t,
    struct rule *r, struct err *err)
{
	static const enum tie tied[PHASES] = {
		[PHASE_RAW] = TIE_START,
		[PHASE_MARKED] = TIE_MARK,
		[PHASE_AROUND] = TIE_NONE,
	};
	enum rc rc =
	    compile_named(at, &t->pattern, tied[r->phase], &r->pattern, err);
	if (rc == RC_OK)
		rc = compile_named(at, &t->before, TIE_END, &r->before, err);
	if (rc == RC_OK && t->not_before.v.n > 0)
		rc = compile(at, &t->not_before, TIE_END, &r->not_before, err);
	if (rc == RC_OK)
		rc = compile_list(at, &t->context, &r->context, &r->ncontext,
		    err);
	if (rc == RC_OK)
		rc = compile_list(at, &t->exclude, &r->exclude, &r->nexclude,
		    err);
	r->least = least_marks(r);
	if (r->phase == PHASE_MARKED && rc == RC_OK)
		r->headed = pattern_first_byte(r->pattern.re) == MARK_LEAD;
	return rc;
}

enum rc
rule_compile(const struct rule_place *at, const struct rule_text *t,
    struct rule *r, struct err *err)
{
	const enum rc rc = set_phase(at, t, r, err);
	return rc == RC_OK ? compile_parts(at, t, r, err) : rc;
}

void
rule_free(const struct rule *r)
{
	pattern_free(r->pattern.re);
	pattern_free(r->before.re);
	pattern_free(r->not_before.re);
	for (size_t i = 0; i < r->ncontext; i++)
		pattern_free(r->context[i]);
	for (size_t i = 0; i < r->nexclude; i++)
		pattern_free(r->exclude[i]);
}
