#include "extract/near.h"

#include <stdio.h>

#include "common/log.h"

/* Groups in `before` that belong to the figure itself. */
static const char *const own_groups[] = { "bound", "unit", "sign" };

static bool
find(const struct rule *r, const struct pattern *re, struct str text,
    size_t from, struct pattern_match *m)
{
	struct err err; /* written when it is read: clearing it costs */
	const enum rc rc = pattern_find(re, text, from, m, &err);
	if (rc == RC_BAD) {
		char name[RULE_NAME_MAX + 1];
		(void)snprintf(name, sizeof(name), "%.*s", STR_ARG(r->name));
		log_event(LOG_WARN, "rule_stopped", "rule", name, "reason",
		    err.reason, NULL);
	}
	return rc == RC_OK;
}

static void
take_groups(const struct rule_pattern *p, const struct pattern_match *m,
    size_t shift, struct near_match *out)
{
	for (size_t i = 0; i < p->ngroups; i++) {
		const size_t k = p->groups[i].number;
		if (k >= m->count || m->at[2 * k] == PATTERN_UNSET)
			continue;
		if (m->at[2 * k] == m->at[2 * k + 1])
			continue;
		out->captures[out->ncaptures++] = (struct near_capture){
			.name = p->groups[i].name,
			.start = shift + m->at[2 * k],
			.end = shift + m->at[2 * k + 1],
		};
	}
}

/* The last NEAR_BYTES before `at`, from the beginning of a word on. */
static struct str
window(struct str text, size_t at, size_t *shift)
{
	size_t from = at > NEAR_BYTES ? at - NEAR_BYTES : 0;
	while (from > 0 && from < at && text.s[from - 1] != ' ')
		from++;
	*shift = from;
	return str_n(text.s + from, at - from);
}

static bool
is_own(struct str name)
{
	for (size_t i = 0; i < sizeof(own_groups) / sizeof(own_groups[0]); i++)
		if (str_is(name, own_groups[i]))
			return true;
	return false;
}

static bool
before_fits(const struct rule *r, struct str text, struct near_match *out)
{
	struct pattern_match m;
	size_t shift = 0;
	if (r->before.re == NULL && r->not_before == NULL)
		return true;
	const struct str left = window(text, out->start, &shift);
	if (r->not_before != NULL && find(r, r->not_before, left, 0, &m))
		return false;
	if (r->before.re == NULL)
		return true;
	if (!find(r, r->before.re, left, 0, &m))
		return false;
	const size_t first = out->ncaptures;
	take_groups(&r->before, &m, shift, out);
	for (size_t i = first; i < out->ncaptures; i++)
		if (is_own(out->captures[i].name) &&
		    out->captures[i].start < out->from)
			out->from = out->captures[i].start;
	return true;
}

static bool
sentence_fits(const struct rule *r, struct str text)
{
	struct pattern_match m;
	for (size_t i = 0; i < r->ncontext; i++)
		if (!find(r, r->context[i], text, 0, &m))
			return false;
	for (size_t i = 0; i < r->nexclude; i++)
		if (find(r, r->exclude[i], text, 0, &m))
			return false;
	return true;
}

bool
near_match(const struct rule *r, struct str text, size_t at,
    struct near_match *out)
{
	struct pattern_match m;
	while (find(r, r->pattern.re, text, at, &m)) {
		out->start = m.at[0];
		out->end = m.at[1];
		out->from = out->start;
		out->ncaptures = 0;
		take_groups(&r->pattern, &m, 0, out);
		if (before_fits(r, text, out))
			return sentence_fits(r, text);
		if (r->phase == PHASE_RAW)
			return false;
		/* The next place, one whole code point on. */
		at = out->start + 1;
		while (
		    at < text.n && ((unsigned char)text.s[at] & 0xC0) == 0x80)
			at++;
	}
	return false;
}
