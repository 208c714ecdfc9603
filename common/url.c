#include "common/url.h"

#include <stdbool.h>
#include <string.h>

#include "common/buf.h"
#include "common/host.h"

#define SHOWN_MAX 200 /* bytes of an address in a reason */

/* The WHATWG URL standard's percent-encode sets, besides controls and bytes
 * past ASCII (https://url.spec.whatwg.org/#percent-encoded-bytes). */
#define PATH_ENCODED  " \"#<>?`{}^"
#define QUERY_ENCODED " \"#<>'"

/* A reference cut at its marks.  A part that is absent is STR_NONE. */
struct reference {
	struct str scheme;
	struct str authority;
	struct str path;
	struct str query;
};

static void
name_it(struct err *err, struct str x)
{
	err_prefix(err, "url=\"%.*s\"", STR_ARG(str_head(x, SHOWN_MAX)));
}

static bool
is_slash(char c)
{
	return c == '/' || c == '\\';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What browsers take away before they parse: spaces and controls around an
 * address, tabs and line ends anywhere in it. */
static struct str
scrub(struct arena *a, struct str x)
{
	while (x.n > 0 && (unsigned char)x.s[0] <= ' ')
		x = str_from(x, 1);
	while (x.n > 0 && (unsigned char)x.s[x.n - 1] <= ' ')
		x.n--;
	char *s = arena_cstr(a, x);
	size_t n = 0;
	for (size_t i = 0; i < x.n; i++)
		if (s[i] != '\t' && s[i] != '\n' && s[i] != '\r')
			s[n++] = s[i];
	return (struct str){ s, n };
}

/* The length of "scheme:" without the colon, or 0. */
static size_t
scheme_length(struct str x)
{
	size_t i = 0;
	if (x.n == 0 || !is_letter(x.s[0]))
		return 0;
	while (i < x.n &&
	    (is_letter(x.s[i]) || is_digit(x.s[i]) || x.s[i] == '+' ||
		x.s[i] == '-' || x.s[i] == '.'))
		i++;
	return i < x.n && x.s[i] == ':' ? i : 0;
}

static struct str
scheme_known(struct str x)
{
	if (str_is_nocase(x, "http"))
		return STR("http");
	if (str_is_nocase(x, "https"))
		return STR("https");
	return STR_NONE;
}

static size_t
slashes(struct str x)
{
	size_t n = 0;
	while (n < x.n && is_slash(x.s[n]))
		n++;
	return n;
}

/* Cuts x at its marks.  Under the base's own scheme "http:a" is relative;
 * under another one, or without a base, it names a host. */
static enum rc
reference_cut(struct str x, const struct url_parts *base, struct reference *r,
    struct err *err)
{
	const size_t scheme = scheme_length(x);
	struct str rest = x;
	*r = (struct reference){ .scheme = STR_NONE };
	if (scheme > 0) {
		r->scheme = scheme_known(str_head(x, scheme));
		if (r->scheme.s == NULL)
			return err_set(err, RC_BAD, "neither http nor https");
		rest = str_from(x, scheme + 1);
	} else if (base->scheme.s == NULL) {
		return err_set(err, RC_BAD, "no scheme");
	}
	rest = str_head(rest, str_chr(rest, '#'));
	const size_t question = str_chr(rest, '?');
	if (question < rest.n)
		r->query = str_from(rest, question + 1);
	rest = str_head(rest, question);
	const bool named = scheme > 0 && !str_eq(r->scheme, base->scheme);
	if (named || slashes(rest) >= 2) {
		rest = str_from(rest, slashes(rest));
		size_t end = 0;
		while (end < rest.n && !is_slash(rest.s[end]))
			end++;
		r->authority = str_head(rest, end);
		rest = str_from(rest, end);
	}
	r->path = rest;
	return RC_OK;
}

/* 1 for ".", 2 for "..", also with %2e for a dot; else 0. */
static unsigned
dots(struct str segment)
{
	static const struct {
		const char *text;
		unsigned dots;
	} forms[] = {
		{ ".", 1 },
		{ "%2e", 1 },
		{ "..", 2 },
		{ ".%2e", 2 },
		{ "%2e.", 2 },
		{ "%2e%2e", 2 },
	};
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (str_is_nocase(segment, forms[i].text))
			return forms[i].dots;
	return 0;
}

static void
encode(struct buf *out, struct str x, const char *set)
{
	for (size_t i = 0; i < x.n; i++) {
		const unsigned char c = (unsigned char)x.s[i];
		if (c <= 0x20 || c >= 0x7f || strchr(set, c) != NULL)
			buf_printf(out, "%%%02X", c);
		else
			buf_chr(out, x.s[i]);
	}
}

/* Appends a path that begins with a slash, or nothing for "/", without its
 * dot segments (RFC 3986, 5.2.4). */
static void
path_write(struct buf *out, struct str path)
{
	const size_t begin = out->n;
	struct str rest = str_from(path, 1);
	bool last = false;
	while (!last) {
		size_t end = 0;
		while (end < rest.n && !is_slash(rest.s[end]))
			end++;
		const struct str segment = str_head(rest, end);
		const unsigned up = dots(segment);
		last = end == rest.n;
		rest = str_from(rest, end + 1);
		if (up == 2) {
			const struct str had = str_from(buf_view(out), begin);
			const char *cut =
			    had.n > 0 ? memrchr(had.s, '/', had.n) : NULL;
			buf_cut(out,
			    begin + (cut != NULL ? (size_t)(cut - had.s) : 0));
		}
		if (up == 0 || last)
			buf_chr(out, '/');
		if (up == 0)
			encode(out, segment, PATH_ENCODED);
	}
}

/* The path of a reference before its dot segments are taken out. */
static struct str
path_merge(struct arena *a, const struct reference *r,
    const struct url_parts *base)
{
	if (r->authority.s != NULL)
		return r->path.n > 0 ? r->path : STR("/");
	if (r->path.n == 0)
		return base->path;
	if (is_slash(r->path.s[0]))
		return r->path;
	struct str folder = base->path;
	while (folder.s[folder.n - 1] != '/')
		folder.n--;
	return arena_printf(a, "%.*s%.*s", STR_ARG(folder), STR_ARG(r->path));
}

/* Path and query in the form in which they are requested. */
static enum rc
target_set(struct arena *a, const struct reference *r,
    const struct url_parts *base, struct url_parts *out, struct err *err)
{
	struct buf b;
	buf_init(&b, URL_MAX);
	path_write(&b, path_merge(a, r, base));
	const size_t path = b.n;
	struct str query = r->query;
	if (query.s == NULL && r->authority.s == NULL && r->path.n == 0)
		query = base->query;
	if (query.s != NULL)
		encode(&b, query, QUERY_ENCODED);
	const bool fits = !b.bad;
	const struct str all = arena_str(a, buf_view(&b));
	buf_free(&b);
	if (!fits)
		return err_set(err, RC_BAD, "longer than %d bytes", URL_MAX);
	out->path = str_head(all, path);
	out->query = query.s != NULL ? str_from(all, path) : STR_NONE;
	return RC_OK;
}

/* Without a base, base->scheme is STR_NONE. */
static enum rc
parts_set(struct arena *a, struct str x, const struct url_parts *base,
    struct url_parts *out, struct err *err)
{
	struct reference r;
	*out = *base;
	if (x.n > URL_MAX)
		return err_set(err, RC_BAD, "longer than %d bytes", URL_MAX);
	enum rc rc = reference_cut(scrub(a, x), base, &r, err);
	if (rc != RC_OK)
		return rc;
	if (r.authority.s != NULL) {
		struct host host;
		if (r.scheme.s != NULL)
			out->scheme = r.scheme;
		rc = host_read(a, out->scheme, r.authority, &host, err);
		if (rc != RC_OK)
			return rc;
		out->host = host.name;
		out->port = host.port;
	}
	return target_set(a, &r, base, out, err);
}

enum rc
url_parse(struct arena *a, struct str x, struct url_parts *out, struct err *err)
{
	const struct url_parts none = { .path = STR("/") };
	const enum rc rc = parts_set(a, x, &none, out, err);
	if (rc == RC_BAD)
		name_it(err, x);
	return rc;
}

struct str
url_text(struct arena *a, const struct url_parts *x)
{
	const bool brackets = str_chr(x->host, ':') < x->host.n;
	const unsigned usual = str_is(x->scheme, "https") ? 443 : 80;
	struct str port = STR("");
	if (x->port != usual)
		port = arena_printf(a, ":%u", x->port);
	return arena_printf(a, "%.*s://%s%.*s%s%.*s%.*s%s%.*s",
	    STR_ARG(x->scheme), brackets ? "[" : "", STR_ARG(x->host),
	    brackets ? "]" : "", STR_ARG(port), STR_ARG(x->path),
	    x->query.s != NULL ? "?" : "", STR_ARG(x->query));
}

enum rc
url_resolve(struct arena *a, struct str base, struct str ref, struct str *out,
    struct err *err)
{
	struct url_parts from;
	struct url_parts to;
	enum rc rc = url_parse(a, base, &from, err);
	if (rc != RC_OK)
		return rc;
	rc = parts_set(a, ref, &from, &to, err);
	if (rc == RC_OK) {
		*out = url_text(a, &to);
		if (out->n > URL_MAX)
			rc = err_set(err, RC_BAD, "longer than %d bytes",
			    URL_MAX);
	}
	if (rc == RC_BAD)
		name_it(err, ref);
	return rc;
}
