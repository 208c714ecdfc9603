#include "common/pattern.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "common/mem.h"

/* A pattern's first matches are the interpreter's, so many and so long: most
 * patterns of a run meet a few places, and JIT is most of what one costs, the
 * more the longer its code is. */
#define TRIAL_MATCHES 16
#define TRIAL_PART    64 /* one more for so many bytes of code */
#define TRIAL_LIMIT   5000

/* A pattern compiled late was found sound in parts, each within PCRE2's own
 * limit of 250 nested groups; the whole may be as deep as parts in parts. */
#define LATE_NEST 4000

#define JIT_STACK_MIN ((size_t)32 << 10)
#define JIT_STACK_MAX ((size_t)1 << 20)

/* What compiling and matching change: the pattern itself is read-only. */
struct engine {
	pcre2_code *code; /* NULL: not asked for yet, or broken */
	bool broken;
	struct pattern_groups groups;
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL: the machine's own is enough so far */
	size_t trials;          /* matches left before JIT is asked for */
	bool asked;             /* for JIT */
	bool jit;
};

struct pattern {
	struct engine *engine;
	struct str regex; /* of one to be compiled late; the caller's */
	unsigned flags;
	uint32_t options; /* of each match */
};

static uint32_t
compile_options(unsigned flags)
{
	uint32_t options = PCRE2_NEVER_BACKSLASH_C;
	if ((flags & PATTERN_BYTES) == 0)
		options |= PCRE2_UTF | PCRE2_UCP;
	if ((flags & PATTERN_NOCASE) != 0)
		options |= PCRE2_CASELESS;
	if ((flags & PATTERN_TIED) != 0)
		options |= PCRE2_USE_OFFSET_LIMIT;
	if ((flags & PATTERN_EXTENDED) != 0)
		options |= PCRE2_EXTENDED;
	return options;
}

/* Insertion by number: PCRE2 lists names alphabetically. */
static struct pattern_groups
groups_of(const pcre2_code *code)
{
	uint32_t count = 0;
	uint32_t size = 0;
	PCRE2_SPTR table = NULL;
	(void)pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
	(void)pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	(void)pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
	struct pattern_groups groups = { .n = 0 };
	if (count > 0)
		groups.v = mem_zero(count, sizeof(*groups.v));
	for (uint32_t i = 0; i < count; i++, table += size) {
		const size_t number = (size_t)(table[0] << 8 | table[1]);
		size_t k = groups.n++;
		for (; k > 0 && groups.v[k - 1].number > number; k--)
			groups.v[k] = groups.v[k - 1];
		groups.v[k] = (struct pattern_group){
			.name = str_c((const char *)table + 2),
			.number = number,
		};
	}
	return groups;
}

/* The code is the engine's from here on. */
static void
engine_fill(struct engine *e, pcre2_code *code)
{
	e->code = code;
	e->groups = groups_of(code);
	e->context = pcre2_match_context_create(NULL);
	e->data = pcre2_match_data_create_from_pattern(code, NULL);
	if (e->context == NULL || e->data == NULL)
		abort(); /* out of memory */
	(void)pcre2_pattern_info(code, PCRE2_INFO_SIZE, &e->trials);
	e->trials = TRIAL_MATCHES + e->trials / TRIAL_PART;
	pcre2_set_match_limit(e->context, PATTERN_MATCH_LIMIT);
	pcre2_set_depth_limit(e->context, PATTERN_DEPTH_LIMIT);
}

/* NULL: broken, as `err` tells and *at. */
static pcre2_code *
compile(struct str regex, unsigned flags, pcre2_compile_context *context,
    size_t *at, struct err *err)
{
	int code = 0;
	PCRE2_SIZE offset = 0;
	pcre2_code *re = pcre2_compile((PCRE2_SPTR)regex.s, regex.n,
	    compile_options(flags), &code, &offset, context);
	if (at != NULL)
		*at = offset;
	if (re != NULL)
		return re;
	PCRE2_UCHAR text[160];
	(void)pcre2_get_error_message(code, text, sizeof(text));
	(void)err_set(err, RC_BAD, "pattern: %s at offset %zu",
	    (const char *)text, offset);
	return NULL;
}

static enum rc
compile_late(const struct pattern *p, struct err *err)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	if (context == NULL)
		abort(); /* out of memory */
	(void)pcre2_set_parens_nest_limit(context, LATE_NEST);
	pcre2_code *code = compile(p->regex, p->flags, context, NULL, err);
	pcre2_compile_context_free(context);
	p->engine->broken = code == NULL;
	if (code == NULL)
		return RC_BAD;
	engine_fill(p->engine, code);
	return RC_OK;
}

/* Whether it can be asked. */
static enum rc
ready(const struct pattern *p, struct err *err)
{
	if (p->engine->code != NULL)
		return RC_OK;
	if (p->engine->broken)
		return err_set(err, RC_BAD, "pattern: not sound");
	return compile_late(p, err);
}

/* By the interpreter, within TRIAL_LIMIT of its steps; false when those are
 * too few.  It counts its steps otherwise than JIT code does, but what takes
 * it so few stays under PATTERN_MATCH_LIMIT there too: one text has one
 * answer however many came before it. */
static bool
trial(const struct pattern *p, struct str text, size_t from, int *n)
{
	struct engine *e = p->engine;
	if (e->asked || e->trials == 0)
		return false;
	e->trials--;
	pcre2_set_match_limit(e->context, TRIAL_LIMIT);
	*n = pcre2_match(e->code, (PCRE2_SPTR)text.s, text.n, from, p->options,
	    e->data, e->context);
	pcre2_set_match_limit(e->context, PATTERN_MATCH_LIMIT);
	return *n >= 0 || *n == PCRE2_ERROR_NOMATCH;
}

static int
match(const struct pattern *p, struct str text, size_t from)
{
	struct engine *e = p->engine;
	int n = 0;
	if (text.s == NULL)
		text.s = "";
	const PCRE2_SPTR s = (PCRE2_SPTR)text.s;
	if (trial(p, text, from, &n))
		return n;
	if (!e->asked) {
		e->asked = true;
		e->jit = pcre2_jit_compile(e->code, PCRE2_JIT_COMPLETE) == 0;
	}
	if (!e->jit) /* not on this machine */
		return pcre2_match(e->code, s, text.n, from, p->options,
		    e->data, e->context);
	n = pcre2_jit_match(e->code, s, text.n, from, 0, e->data, e->context);
	if (n != PCRE2_ERROR_JIT_STACKLIMIT || e->stack != NULL)
		return n;
	e->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
	pcre2_jit_stack_assign(e->context, NULL, e->stack);
	return pcre2_jit_match(e->code, s, text.n, from, 0, e->data,
	    e->context);
}

static struct pattern *
pattern_of(struct str regex, unsigned flags)
{
	struct pattern *p = mem_zero(1, sizeof(*p));
	p->engine = mem_zero(1, sizeof(*p->engine));
	p->regex = regex;
	p->flags = flags;
	p->options = (flags & PATTERN_BYTES) != 0 ? 0 : PCRE2_NO_UTF_CHECK;
	return p;
}

enum rc
pattern_new(struct str regex, unsigned flags, struct pattern **out, size_t *at,
    struct err *err)
{
	pcre2_code *code = compile(regex, flags, NULL, at, err);
	if (code == NULL)
		return RC_BAD;
	*out = pattern_of(STR_NONE, flags);
	engine_fill((*out)->engine, code);
	return RC_OK;
}

struct pattern *
pattern_later(struct str regex, unsigned flags)
{
	return pattern_of(regex, flags);
}

void
pattern_free(struct pattern *p)
{
	if (p == NULL)
		return;
	struct engine *e = p->engine;
	pcre2_jit_stack_free(e->stack);
	pcre2_match_context_free(e->context);
	pcre2_match_data_free(e->data);
	pcre2_code_free(e->code);
	free(e->groups.v);
	free(e);
	free(p);
}

enum rc
pattern_find(const struct pattern *p, struct str text, size_t from,
    struct pattern_match *m, struct err *err)
{
	if (from > text.n)
		return RC_END;
	if (ready(p, err) != RC_OK)
		return RC_BAD;
	const int n = match(p, text, from);
	if (n == PCRE2_ERROR_NOMATCH)
		return RC_END;
	if (n < 0) {
		PCRE2_UCHAR reason[160];
		(void)pcre2_get_error_message(n, reason, sizeof(reason));
		return err_set(err, RC_BAD, "pattern: %s",
		    (const char *)reason);
	}
	m->count = (size_t)n;
	m->at = pcre2_get_ovector_pointer(p->engine->data);
	return RC_OK;
}

/* PCRE2_ANCHORED would keep JIT out; the limit keeps it from looking far, but
 * not always from the next place that begins as the pattern does. */
enum rc
pattern_here(const struct pattern *p, struct str text, size_t from,
    struct pattern_match *m, struct err *err)
{
	if (ready(p, err) != RC_OK)
		return RC_BAD;
	pcre2_set_offset_limit(p->engine->context, from);
	const enum rc rc = pattern_find(p, text, from, m, err);
	pcre2_set_offset_limit(p->engine->context, PCRE2_UNSET);
	return rc == RC_OK && m->at[0] != from ? RC_END : rc;
}

bool
pattern_matches(const struct pattern *p, struct str text)
{
	struct pattern_match m;
	struct err err; /* half a kilobyte that nobody reads */
	return pattern_find(p, text, 0, &m, &err) == RC_OK;
}

size_t
pattern_code(const struct pattern *p)
{
	struct err err;
	size_t n = 0;
	if (ready(p, &err) == RC_OK)
		(void)pcre2_pattern_info(p->engine->code, PCRE2_INFO_SIZE, &n);
	return n;
}

struct pattern_groups
pattern_groups(const struct pattern *p)
{
	struct err err;
	(void)ready(p, &err);
	return p->engine->groups;
}
