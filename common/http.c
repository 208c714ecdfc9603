#include "common/http.h"

#include <stdint.h>
#include <string.h>

#include "common/coding.h"

#define LAYERS_MAX   3  /* codings one on another; more is an attack */
#define INTERIM_MAX  8  /* 1xx responses before the real one */
#define CHUNK_DIGITS 15 /* of a chunk's size: 60 bits */
/* A small body may grow more than its ratio allows: a page of one repeated
 * line is no attack. */
#define BODY_ALWAYS ((size_t)1 << 20)

/* Takes one line off, without its LF or CRLF. */
static struct str
line_take(struct str *rest)
{
	const size_t at = str_chr(*rest, '\n');
	struct str line = str_head(*rest, at);
	*rest = str_from(*rest, at + 1);
	if (line.n > 0 && line.s[line.n - 1] == '\r')
		line.n--;
	return line;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "HTTP/1.1 200 OK", "HTTP/2 200", "HTTP/1.0 404": the first word of three
 * digits behind the version.  0 when it is no status line. */
static int
status_of(struct str line)
{
	if (!str_starts(line, STR("HTTP/")))
		return 0;
	struct str rest = str_trim(str_from(line, str_chr(line, ' ')));
	if (rest.n < 3 || !is_digit(rest.s[0]) || !is_digit(rest.s[1]) ||
	    !is_digit(rest.s[2]) || (rest.n > 3 && rest.s[3] != ' '))
		return 0;
	return (rest.s[0] - '0') * 100 + (rest.s[1] - '0') * 10 +
	    (rest.s[2] - '0');
}

static bool
is_folded(struct str rest)
{
	return rest.n > 0 && (rest.s[0] == ' ' || rest.s[0] == '\t');
}

/* A field's line with its continuation lines (RFC 9112, 5.2) joined by one
 * space each.  The usual field has none and is not copied. */
static struct str
field_take(struct arena *a, struct str *rest)
{
	const char *from = rest->s;
	const struct str first = line_take(rest);
	if (!is_folded(*rest))
		return first;
	while (is_folded(*rest))
		(void)line_take(rest);
	struct str lines = { from, (size_t)(rest->s - from) };
	char *to = arena_alloc(a, lines.n);
	size_t n = 0;
	while (lines.n > 0) {
		const struct str part = str_trim(line_take(&lines));
		if (part.n > 0 && n > 0)
			to[n++] = ' ';
		if (part.n > 0)
			memcpy(to + n, part.s, part.n);
		n += part.n;
	}
	return (struct str){ to, n };
}

/* Reads the fields up to the blank line; *rest is then the body.  Lines that
 * are no field are passed over, as browsers do. */
static enum rc
fields_take(struct arena *a, struct str *rest, struct http_response *r,
    struct err *err)
{
	r->fields = arena_array(a, HTTP_FIELDS_MAX, sizeof(*r->fields));
	r->nfields = 0;
	while (rest->n > 0) {
		const struct str line = field_take(a, rest);
		if (line.n == 0)
			return RC_OK;
		const size_t colon = str_chr(line, ':');
		const struct str name = str_trim(str_head(line, colon));
		if (colon == line.n || name.n == 0)
			continue;
		if (r->nfields == HTTP_FIELDS_MAX)
			return err_set(err, RC_BAD,
			    "HTTP header has more than %d fields",
			    HTTP_FIELDS_MAX);
		r->fields[r->nfields++] = (struct http_field){
			.name = name,
			.value = str_trim(str_from(line, colon + 1)),
		};
	}
	return RC_OK;
}

/* The header block at the front of x: through its blank line, or all. */
static struct str
header_of(struct str x)
{
	struct str rest = x;
	while (rest.n > 0 && x.n - rest.n <= HTTP_HEADER_MAX)
		if (line_take(&rest).n == 0)
			break;
	return str_head(x, x.n - rest.n);
}

static enum rc
response_take(struct arena *a, struct str *rest, struct http_response *r,
    struct err *err)
{
	struct str header = header_of(*rest);
	if (header.n > HTTP_HEADER_MAX)
		return err_set(err, RC_BAD, "HTTP header is over %zu bytes",
		    HTTP_HEADER_MAX);
	if (str_chr(header, '\0') < header.n)
		return err_set(err, RC_BAD, "NUL in the HTTP header");
	*rest = str_from(*rest, header.n);
	const struct str line = line_take(&header);
	r->status = status_of(line);
	if (r->status == 0)
		return err_set(err, RC_BAD, "no HTTP status line: \"%.*s\"",
		    STR_ARG(str_head(line, 64)));
	return fields_take(a, &header, r, err);
}

enum rc
http_parse(struct arena *a, struct str message, struct http_response *r,
    struct err *err)
{
	*r = (struct http_response){ .status = 0 };
	/* Interim responses (RFC 9110, 15.2) stand before the final one;
	 * 101 is followed by another protocol. */
	for (unsigned i = 0; i < INTERIM_MAX; i++) {
		const enum rc rc = response_take(a, &message, r, err);
		if (rc != RC_OK)
			return rc;
		r->body = message;
		if (r->status / 100 != 1 || r->status == 101 || message.n == 0)
			return RC_OK;
	}
	return err_set(err, RC_BAD, "no final HTTP response");
}

struct str
http_get(const struct http_response *r, const char *name)
{
	for (size_t i = 0; i < r->nfields; i++)
		if (str_is_nocase(r->fields[i].name, name))
			return r->fields[i].value;
	return STR_NONE;
}

/* The codings of a body, the one put on first standing first. */
struct layers {
	const struct coding *v[LAYERS_MAX];
	size_t n;
	size_t ratio;
	bool chunked;
};

static enum rc
layer_add(struct layers *l, struct str token, struct err *err)
{
	if (coding_is_none(token))
		return RC_OK;
	const struct coding *c = coding_named(token);
	if (c == NULL)
		return err_set(err, RC_BAD, "unknown content coding \"%.*s\"",
		    STR_ARG(str_head(token, 64)));
	if (l->n == LAYERS_MAX)
		return err_set(err, RC_BAD, "more than %d content codings",
		    LAYERS_MAX);
	l->v[l->n++] = c;
	return RC_OK;
}

/* Adds the tokens of one field. */
static enum rc
layers_list(struct layers *l, struct str list, struct err *err)
{
	enum rc rc = RC_OK;
	struct str token;
	while (rc == RC_OK && str_cut(&list, ',', &token)) {
		token = str_trim(token);
		if (str_is_nocase(token, "chunked"))
			l->chunked = true;
		else
			rc = layer_add(l, token, err);
	}
	return rc;
}

/* Adds the tokens of every field called `name`. */
static enum rc
layers_add(struct layers *l, const struct http_response *r, const char *name,
    struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < r->nfields && rc == RC_OK; i++)
		if (str_is_nocase(r->fields[i].name, name))
			rc = layers_list(l, r->fields[i].value, err);
	return rc;
}

/* A chunk's size line (RFC 9112, 7.1), extensions ignored. */
static bool
chunk_size(struct str line, size_t *size)
{
	line = str_trim(str_head(line, str_chr(line, ';')));
	*size = 0;
	if (line.n == 0 || line.n > CHUNK_DIGITS)
		return false;
	for (size_t i = 0; i < line.n; i++) {
		const int digit = str_hex(line.s[i]);
		if (digit < 0)
			return false;
		*size = *size << 4 | (size_t)digit;
	}
	return true;
}

/* Some archivers keep "Transfer-Encoding: chunked" over a body they have put
 * together already; such a body does not begin with a size line. */
static bool
is_chunked(struct str body)
{
	size_t size;
	const size_t at = str_chr(str_head(body, HTTP_HEADER_MAX), '\n');
	return at < body.n && chunk_size(str_head(body, at), &size);
}

static void
unchunk(struct str rest, struct buf *out, bool *cut)
{
	while (rest.n > 0) {
		size_t size = 0;
		if (!chunk_size(line_take(&rest), &size))
			break;
		if (size == 0)
			return; /* trailer fields follow, nobody needs them */
		buf_str(out, str_head(rest, size));
		if (rest.n < size)
			break;
		rest = str_from(rest, size);
		(void)line_take(&rest);
	}
	*cut = true;
}

/* A body longer than its Content-Length is one the archiver has unpacked, so
 * only a shorter one says anything. */
static bool
falls_short(const struct http_response *r)
{
	unsigned long long length = 0;
	if (r->status == 304 || r->status == 204 || r->status / 100 == 1)
		return false;
	return str_u64(http_get(r, "content-length"), &length) &&
	    r->body.n < length;
}

/* Takes the codings off from the last to the first; the innermost goes to
 * `out`, whose ceiling the ratio may lower for that while. */
static enum rc
layers_peel(const struct layers *l, struct str in, struct buf *out, bool *cut,
    struct err *err)
{
	const size_t grown =
	    in.n < SIZE_MAX / l->ratio ? in.n * l->ratio : SIZE_MAX;
	const size_t limit = grown > BODY_ALWAYS ? grown : BODY_ALWAYS;
	const size_t asked = out->max;
	struct buf hold[2];
	enum rc rc = RC_OK;
	if (limit < out->max - out->n)
		out->max = out->n + limit;
	buf_init(&hold[0], out->max);
	buf_init(&hold[1], out->max);
	for (size_t i = l->n; i > 0 && rc == RC_OK; i--) {
		struct buf *to = i == 1 ? out : &hold[i % 2];
		if (to != out)
			buf_clear(to);
		rc = coding_decode(l->v[i - 1], in, to, cut, err);
		in = buf_view(to);
	}
	buf_free(&hold[0]);
	buf_free(&hold[1]);
	out->max = asked;
	return rc;
}

/* Puts a chunked body together in `room`. */
static enum rc
chunks_join(struct str in, struct buf *room, bool *cut, struct err *err)
{
	unchunk(in, room, cut);
	if (!room->bad)
		return RC_OK;
	return err_set(err, RC_BAD, "body is over %zu bytes", room->max);
}

/* Joins the chunks, then takes the codings off what they make. */
static enum rc
chunks_peel(const struct layers *l, struct str in, struct buf *out, bool *cut,
    struct err *err)
{
	struct buf whole;
	if (l->n == 0)
		return chunks_join(in, out, cut, err);
	buf_init(&whole, in.n + 1);
	unchunk(in, &whole, cut);
	const enum rc rc = layers_peel(l, buf_view(&whole), out, cut, err);
	buf_free(&whole);
	return rc;
}

enum rc
http_body_view(const struct http_response *r, struct buf *room,
    struct str *body, bool *cut, struct err *err)
{
	struct layers l = {
		.ratio = r->ratio > 0 ? r->ratio : HTTP_RATIO_MAX,
	};
	const size_t before = room->n;
	*cut = false;
	enum rc rc = layers_add(&l, r, "content-encoding", err);
	if (rc == RC_OK)
		rc = layers_add(&l, r, "transfer-encoding", err);
	if (rc != RC_OK)
		return rc;
	if (!l.chunked && falls_short(r))
		*cut = true;
	*body = r->body;
	const bool chunked = l.chunked && is_chunked(r->body);
	if (!chunked && l.n == 0 && r->body.n <= room->max - before)
		return RC_OK;
	if (chunked)
		rc = chunks_peel(&l, r->body, room, cut, err);
	else if (l.n > 0)
		rc = layers_peel(&l, r->body, room, cut, err);
	else
		rc = err_set(err, RC_BAD, "body is over %zu bytes", room->max);
	*body = str_from(buf_view(room), before);
	return rc;
}

enum rc
http_body(const struct http_response *r, struct buf *out, bool *cut,
    struct err *err)
{
	struct str body = STR_NONE;
	const enum rc rc = http_body_view(r, out, &body, cut, err);
	if (rc == RC_OK && body.s == r->body.s)
		buf_str(out, body);
	return rc;
}
