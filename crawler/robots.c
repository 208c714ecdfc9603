#include "crawler/robots.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/buf.h"
#include "common/mem.h"

enum rule_kind {
	RULE_NONE,
	RULE_AGENT,
	RULE_ALLOW,
	RULE_DISALLOW,
	RULE_DELAY,
	RULE_SITEMAP,
};

/* One line that says something; `group` counts the runs of User-agent lines,
 * so the agents and the rules of one group share a number. */
struct rule {
	enum rule_kind kind;
	size_t group; /* 0: before any User-agent line */
	size_t line;
	struct str text; /* the whole line, trimmed */
	struct str value;
	struct str path; /* of Allow and Disallow: in the form compared */
};

struct robots {
	char *file;
	struct buf paths; /* where rewritten paths live */
	struct rule *rules;
	size_t n;
	size_t cap;
	size_t group;
	bool open; /* the last rule was a User-agent: more may join the group */
};

static const struct {
	const char *name;
	enum rule_kind kind;
} names[] = {
	{ "user-agent", RULE_AGENT },
	{ "useragent", RULE_AGENT },
	{ "user agent", RULE_AGENT },
	{ "allow", RULE_ALLOW },
	{ "disallow", RULE_DISALLOW },
	{ "dissallow", RULE_DISALLOW },
	{ "dissalow", RULE_DISALLOW },
	{ "disalow", RULE_DISALLOW },
	{ "diasllow", RULE_DISALLOW },
	{ "disallaw", RULE_DISALLOW },
	{ "crawl-delay", RULE_DELAY },
	{ "sitemap", RULE_SITEMAP },
	{ "site-map", RULE_SITEMAP },
};

static enum rule_kind
kind_of(struct str name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is_nocase(name, names[i].name))
			return names[i].kind;
	return RULE_NONE;
}

static void
percent_add(struct buf *out, unsigned char c)
{
	static const char hex[] = "0123456789ABCDEF";
	buf_chr(out, '%');
	buf_chr(out, hex[c >> 4]);
	buf_chr(out, hex[c & 15]);
}

/* The form paths are compared in (RFC 9309, 2.2.2): hex digits in upper case,
 * the marks "-._~" plain, and in rules non-ASCII bytes as %XX.  Encoded
 * letters stay encoded: the parsers in use agree on that against the
 * standard's text.  Addresses we ask for are never raw non-ASCII. */
static void
path_form(struct buf *out, struct str x, bool rule)
{
	for (size_t i = 0; i < x.n; i++) {
		const unsigned char c = (unsigned char)x.s[i];
		const int high =
		    c == '%' && i + 2 < x.n ? str_hex(x.s[i + 1]) : -1;
		const int low = high >= 0 ? str_hex(x.s[i + 2]) : -1;
		if (low >= 0) {
			const unsigned char v =
			    (unsigned char)(high * 16 + low);
			if (v != '\0' && strchr("-._~", v) != NULL)
				buf_chr(out, (char)v);
			else
				percent_add(out, v);
			i += 2;
		} else if (c >= 0x80 && rule) {
			percent_add(out, c);
		} else {
			buf_chr(out, (char)c);
		}
	}
}

static void
rule_add(struct robots *r, const struct rule *rule)
{
	if (r->n == ROBOTS_RULES_MAX)
		return;
	if (r->n == r->cap) {
		r->cap = mem_room(r->cap, r->n + 1);
		r->rules = mem_grow(r->rules, r->cap, sizeof(*r->rules));
	}
	r->rules[r->n++] = *rule;
}

/* "Disallow: /x # why": the name ends at the colon or, as people forget it,
 * at white space.  Only Allow and Disallow close a group for further agents;
 * every other line may stand between (RFC 9309, 2.2.1, and 2.2.4). */
static void
line_read(struct robots *r, struct str text, size_t number)
{
	text = str_trim(str_head(text, str_chr(text, '#')));
	size_t at = str_chr(text, ':');
	size_t skip = 1;
	if (at == text.n) {
		at = str_chr(text, ' ');
		skip = 0;
	}
	if (at == text.n)
		return;
	struct rule rule = {
		.kind = kind_of(str_trim(str_head(text, at))),
		.line = number,
		.text = text,
		.value = str_trim(str_from(text, at + skip)),
	};
	if (rule.kind == RULE_NONE)
		return;
	if (rule.kind == RULE_AGENT && !r->open)
		r->group++;
	if (rule.kind == RULE_AGENT)
		r->open = true;
	if (rule.kind == RULE_ALLOW || rule.kind == RULE_DISALLOW)
		r->open = false;
	rule.group = r->group;
	rule_add(r, &rule);
}

/* Lines end in LF, CR or CRLF; a CRLF counts once. */
static void
lines_read(struct robots *r, struct str rest)
{
	size_t number = 0;
	while (rest.n > 0) {
		size_t end = 0;
		while (
		    end < rest.n && rest.s[end] != '\n' && rest.s[end] != '\r')
			end++;
		line_read(r,
		    str_head(rest,
			end < ROBOTS_LINE_MAX ? end : ROBOTS_LINE_MAX),
		    ++number);
		const bool crlf = end + 1 < rest.n && rest.s[end] == '\r' &&
		    rest.s[end + 1] == '\n';
		rest = str_from(rest, end + (crlf ? 2 : 1));
	}
}

/* Paths are rewritten in one go behind the reading, so that the buffer does
 * not move under the slices already taken. */
static void
paths_rewrite(struct robots *r)
{
	size_t room = 0;
	for (size_t i = 0; i < r->n; i++)
		room += r->rules[i].value.n * 3;
	buf_init(&r->paths, room + 1);
	if (buf_room(&r->paths, room) == NULL)
		return;
	for (size_t i = 0; i < r->n; i++) {
		struct rule *rule = &r->rules[i];
		if (rule->kind != RULE_ALLOW && rule->kind != RULE_DISALLOW)
			continue;
		const size_t from = r->paths.n;
		path_form(&r->paths, rule->value, true);
		rule->path = str_from(buf_view(&r->paths), from);
	}
}

struct robots *
robots_parse(struct str file)
{
	struct robots *r = mem_zero(1, sizeof(*r));
	file = str_head(file, ROBOTS_MAX);
	if (str_starts(file, STR("\xef\xbb\xbf")))
		file = str_from(file, 3);
	r->file = mem_dup(file.s, file.n);
	lines_read(r, str_n(r->file, file.n));
	paths_rewrite(r);
	return r;
}

void
robots_free(struct robots *r)
{
	if (r == NULL)
		return;
	buf_free(&r->paths);
	free(r->rules);
	free(r->file);
	free(r);
}

/* The product token at the front: letters, "-" and "_" (RFC 9309, 2.2.1). */
static struct str
token_of(struct str agent)
{
	size_t n = 0;
	while (n < agent.n &&
	    (isalpha((unsigned char)agent.s[n]) || agent.s[n] == '-' ||
		agent.s[n] == '_'))
		n++;
	return str_head(agent, n);
}

static bool
is_star(struct str value)
{
	return value.n > 0 && value.s[0] == '*' &&
	    (value.n == 1 || isspace((unsigned char)value.s[1]));
}

static bool
same_token(struct str a, struct str b)
{
	return a.n == b.n && a.n > 0 && strncasecmp(a.s, b.s, a.n) == 0;
}

/* A name with digits ("1bot") is no token by the standard, but a file that
 * names it that way means it: then the whole word must agree. */
static bool
agent_named(struct str value, struct str agent)
{
	const struct str token = token_of(agent);
	if (token.n > 0 &&
	    (token.n == agent.n || agent.s[token.n] == '/' ||
		agent.s[token.n] == ' '))
		return same_token(token_of(value), token);
	const struct str word = str_head(agent, str_chr(agent, '/'));
	return same_token(str_head(value, str_chr(value, '/')), word);
}

/* Groups that name the agent; when there is none, those of "*". */
static bool
has_own_group(const struct robots *r, struct str agent)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->rules[i].kind == RULE_AGENT &&
		    agent_named(r->rules[i].value, agent))
			return true;
	return false;
}

/* Walks the rules of the groups in force; *group is the walker's memory. */
static bool
in_force(const struct rule *rule, struct str agent, bool own, size_t *group)
{
	if (rule->kind == RULE_AGENT && rule->group != *group &&
	    (own ? agent_named(rule->value, agent) : is_star(rule->value)))
		*group = rule->group;
	return rule->group > 0 && rule->group == *group;
}

/* Path and query as they are compared; "/" for a bare host. */
static void
target_form(struct buf *out, struct str url)
{
	url = str_head(url, str_chr(url, '#'));
	size_t at = 0;
	const size_t scheme = str_find(url, STR("://"));
	if (scheme < url.n && scheme < str_chr(url, '/'))
		at = scheme + 3;
	else if (str_starts(url, STR("//")))
		at = 2;
	while (at < url.n && url.s[at] != '/' && url.s[at] != '?')
		at++;
	if (at == url.n || url.s[at] == '?')
		buf_chr(out, '/');
	path_form(out, str_from(url, at), false);
}

/* "*" stands for anything, "$" at the end for the end.  Taking each piece at
 * its first place is enough when "*" is the only wildcard, and linear. */
static bool
path_matches(struct str pattern, struct str target)
{
	const bool ends = pattern.n > 0 && pattern.s[pattern.n - 1] == '$';
	if (ends)
		pattern.n--;
	struct str piece = STR_NONE;
	struct str rest = pattern;
	size_t at = 0;
	for (bool first = true; str_cut(&rest, '*', &piece); first = false) {
		const bool last = rest.s == NULL;
		const struct str left = str_from(target, at);
		if (last && ends && !first)
			return str_ends(left, piece);
		const size_t found = first ? 0 : str_find(left, piece);
		if (!str_starts(str_from(left, found), piece))
			return false;
		at += found + piece.n;
	}
	return !ends || at == target.n;
}

static bool
rule_wins(const struct rule *rule, const struct rule *best)
{
	if (best == NULL || rule->path.n > best->path.n)
		return true;
	return rule->path.n == best->path.n && rule->kind == RULE_ALLOW &&
	    best->kind == RULE_DISALLOW;
}

static const struct rule *
rule_for(const struct robots *r, struct str agent, struct str target)
{
	const struct rule *best = NULL;
	const bool own = has_own_group(r, agent);
	size_t group = 0;
	for (size_t i = 0; i < r->n; i++) {
		const struct rule *rule = &r->rules[i];
		if (!in_force(rule, agent, own, &group) || rule->path.n == 0)
			continue;
		if (rule_wins(rule, best) && path_matches(rule->path, target))
			best = rule;
	}
	return best;
}

struct robots_verdict
robots_ask(const struct robots *r, struct str agent, struct str url)
{
	struct buf target;
	buf_init(&target, url.n + 1);
	target_form(&target, url);
	const struct rule *rule = NULL;
	if (!str_is(buf_view(&target), "/robots.txt"))
		rule = rule_for(r, agent, buf_view(&target));
	buf_free(&target);
	if (rule == NULL)
		return (struct robots_verdict){ .allowed = true };
	return (struct robots_verdict){
		.allowed = rule->kind == RULE_ALLOW,
		.rule = rule->text,
		.line = rule->line,
	};
}

double
robots_delay(const struct robots *r, struct str agent)
{
	const bool own = has_own_group(r, agent);
	size_t group = 0;
	for (size_t i = 0; i < r->n; i++) {
		double seconds = -1;
		if (in_force(&r->rules[i], agent, own, &group) &&
		    r->rules[i].kind == RULE_DELAY &&
		    str_real(r->rules[i].value, &seconds) && seconds >= 0)
			return seconds;
	}
	return -1;
}

struct str
robots_sitemap(const struct robots *r, size_t n)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->rules[i].kind == RULE_SITEMAP && n-- == 0)
			return r->rules[i].value;
	return STR_NONE;
}
