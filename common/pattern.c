#include "common/pattern.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "common/mem.h"

/* A pattern's first matches are the interpreter's, so many and so long: most
 * patterns of a run meet a few places, and JIT is most of what one costs. */
#define TRIAL_MATCHES 16
#define TRIAL_LIMIT   5000

#define JIT_STACK_MIN ((size_t)32 << 10)
#define JIT_STACK_MAX ((size_t)1 << 20)

/* What matching changes: the pattern itself is read-only. */
struct engine {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack; /* NULL: the machine's own is enough so far */
	unsigned trials;        /* matches before JIT was asked for */
	bool asked;             /* for JIT */
	bool jit;
};

struct pattern {
	pcre2_code *code;
	struct engine *engine;
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

static struct engine *
engine_new(pcre2_code *code)
{
	struct engine *e = mem_zero(1, sizeof(*e));
	e->context = pcre2_match_context_create(NULL);
	e->data = pcre2_match_data_create_from_pattern(code, NULL);
	if (e->context == NULL || e->data == NULL)
		abort(); /* out of memory */
	pcre2_set_match_limit(e->context, PATTERN_MATCH_LIMIT);
	pcre2_set_depth_limit(e->context, PATTERN_DEPTH_LIMIT);
	return e;
}

/* By the interpreter, within TRIAL_LIMIT of its steps; false when those are
 * too few.  It counts its steps otherwise than JIT code does, but what takes
 * it so few stays under PATTERN_MATCH_LIMIT there too: one text has one
 * answer however many came before it. */
static bool
trial(const struct pattern *p, struct str text, size_t from, int *n)
{
	struct engine *e = p->engine;
	if (e->asked || e->trials == TRIAL_MATCHES)
		return false;
	e->trials++;
	pcre2_set_match_limit(e->context, TRIAL_LIMIT);
	*n = pcre2_match(p->code, (PCRE2_SPTR)text.s, text.n, from, p->options,
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
		e->jit = pcre2_jit_compile(p->code, PCRE2_JIT_COMPLETE) == 0;
	}
	if (!e->jit) /* not on this machine */
		return pcre2_match(p->code, s, text.n, from, p->options,
		    e->data, e->context);
	n = pcre2_jit_match(p->code, s, text.n, from, 0, e->data, e->context);
	if (n != PCRE2_ERROR_JIT_STACKLIMIT || e->stack != NULL)
		return n;
	e->stack = pcre2_jit_stack_create(JIT_STACK_MIN, JIT_STACK_MAX, NULL);
	pcre2_jit_stack_assign(e->context, NULL, e->stack);
	return pcre2_jit_match(p->code, s, text.n, from, 0, e->data,
	    e->context);
}

enum rc
pattern_new(struct str regex, unsigned flags, struct pattern **out, size_t *at,
    struct err *err)
{
	int code = 0;
	PCRE2_SIZE offset = 0;
	pcre2_code *re = pcre2_compile((PCRE2_SPTR)regex.s, regex.n,
	    compile_options(flags), &code, &offset, NULL);
	if (at != NULL)
		*at = offset;
	if (re == NULL) {
		PCRE2_UCHAR text[160];
		(void)pcre2_get_error_message(code, text, sizeof(text));
		return err_set(err, RC_BAD, "pattern: %s at offset %zu",
		    (const char *)text, offset);
	}
	struct pattern *p = mem_zero(1, sizeof(*p));
	p->code = re;
	p->engine = engine_new(re);
	p->options = (flags & PATTERN_BYTES) != 0 ? 0 : PCRE2_NO_UTF_CHECK;
	*out = p;
	return RC_OK;
}

void
pattern_free(struct pattern *p)
{
	if (p == NULL)
		return;
	pcre2_jit_stack_free(p->engine->stack);
	pcre2_match_context_free(p->engine->context);
	pcre2_match_data_free(p->engine->data);
	free(p->engine);
	pcre2_code_free(p->code);
	free(p);
}

enum rc
pattern_find(const struct pattern *p, struct str text, size_t from,
    struct pattern_match *m, struct err *err)
{
	if (from > text.n)
		return RC_END;
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

int
pattern_first_byte(const struct pattern *p)
{
	uint32_t type = 0;
	uint32_t byte = 0;
	(void)pcre2_pattern_info(p->code, PCRE2_INFO_FIRSTCODETYPE, &type);
	(void)pcre2_pattern_info(p->code, PCRE2_INFO_FIRSTCODEUNIT, &byte);
	return type == 1 ? (int)byte : -1;
}

size_t
pattern_names(const struct pattern *p, const char *names[], int numbers[],
    size_t max)
{
	uint32_t count = 0;
	uint32_t size = 0;
	PCRE2_SPTR table = NULL;
	(void)pcre2_pattern_info(p->code, PCRE2_INFO_NAMECOUNT, &count);
	(void)pcre2_pattern_info(p->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
	(void)pcre2_pattern_info(p->code, PCRE2_INFO_NAMETABLE, &table);
	size_t n = 0;
	for (uint32_t i = 0; i < count && n < max; i++, table += size) {
		/* Insertion by number: PCRE2 lists names alphabetically. */
		const int number = table[0] << 8 | table[1];
		size_t k = n++;
		for (; k > 0 && numbers[k - 1] > number; k--) {
			numbers[k] = numbers[k - 1];
			names[k] = names[k - 1];
		}
		numbers[k] = number;
		names[k] = (const char *)table + 2;
	}
	return n;
}
