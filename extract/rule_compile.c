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

/* Groups of lexicon classes do not count. */
static bool
groups_fit(const struct pattern *re)
{
	const struct pattern_groups groups = pattern_groups(re);
	size_t n = 0;
	for (size_t i = 0; i < groups.n; i++)
		n += !str_starts(groups.v[i].name, STR(MACRO_CLASS));
	return n <= RULE_GROUPS_MAX;
}

/* What is known to be sound is compiled when it is asked. */
static enum rc
compile_text(const struct macro_filling *filled, unsigned flags,
    struct rule_pattern *out, struct err *err)
{
	if (filled->sound && filled->code <= PATTERN_CODE_MAX &&
	    filled->groups <= RULE_GROUPS_MAX) {
		out->re = pattern_later(out->text, flags);
		return RC_OK;
	}
	const enum rc rc = pattern_new(out->text, flags, &out->re, NULL, err);
	if (rc == RC_OK && !groups_fit(out->re))
		return err_set(err, RC_BAD, "over %d named groups",
		    RULE_GROUPS_MAX);
	return rc;
}

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
	if (rc == RC_OK) {
		out->text =
		    arena_str(at->macros->arena, buf_view(&filled.text));
		rc = compile_text(&filled, ties[how->tie].flags, out, err);
	}
	buf_free(&filled.text);
	return rc;
}

static enum rc
compile(const struct rule_place *at, const struct yaml_str *text, enum tie tie,
    struct rule_pattern *out, struct err *err)
{
	struct fitting how = { .tie = tie, .inline_max = MACRO_INLINE_MAX };
	enum rc rc = compile_filled(at, text->v, &how, out, err);
	if (rc != RC_OK && out->re == NULL) {
		/* Under a {0,8} words in place may be too large for PCRE2. */
		how.inline_max = 0;
		rc = compile_filled(at, text->v, &how, out, err);
	}
	if (rc != RC_OK)
		err_prefix(err, "%s:%u:%u", at->file->path, text->line,
		    text->column);
	return rc;
}

/* What a rule need not have. */
static enum rc
compile_given(const struct rule_place *at, const struct yaml_str *text,
    struct rule_pattern *out, struct err *err)
{
	return text->v.n > 0 ? compile(at, text, TIE_END, out, err) : RC_OK;
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

static size_t
count_of(struct str text, struct str what)
{
	size_t n = 0;
	size_t at = str_find(text, what);
	for (; at < text.n; at = str_find(text, what)) {
		text = str_from(text, at + what.n);
		n++;
	}
	return n;
}

/* The second number of a change or a range is a mark of its own. */
static size_t
least_marks(const struct rule *r)
{
	return (r->phase == PHASE_MARKED) +
	    count_of(r->pattern.text, STR("(?<to>")) +
	    count_of(r->pattern.text, STR("(?<high>"));
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
	enum rc rc = compile(at, &t->pattern, tied[r->phase], &r->pattern, err);
	if (rc == RC_OK)
		rc = compile_given(at, &t->before, &r->before, err);
	if (rc == RC_OK)
		rc = compile_given(at, &t->not_before, &r->not_before, err);
	if (rc == RC_OK)
		rc = compile_list(at, &t->context, &r->context, &r->ncontext,
		    err);
	if (rc == RC_OK)
		rc = compile_list(at, &t->exclude, &r->exclude, &r->nexclude,
		    err);
	r->least = least_marks(r);
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
