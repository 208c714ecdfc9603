#include "crawler/cdxj.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/file.h"
#include "common/http.h"
#include "common/json.h"
#include "common/mem.h"
#include "common/url.h"
#include "common/warc.h"

#define ARENA_MAX      ((size_t)4 << 20) /* of one entry: an address, a head */
#define LINE_MAX_BYTES ((size_t)64 << 10)
#define PATH_MAX_BYTES 4096
#define WARC_SUFFIX    ".warc.gz"

struct cdxj {
	struct arena *arena;
	char **lines; /* without line end */
	size_t n;
	size_t cap;
};

struct cdxj *
cdxj_new(void)
{
	struct cdxj *c = mem_zero(1, sizeof(*c));
	c->arena = arena_new(ARENA_MAX);
	return c;
}

static void
empty(struct cdxj *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->lines[i]);
	c->n = 0;
}

void
cdxj_free(struct cdxj *c)
{
	if (c == NULL)
		return;
	empty(c);
	free(c->lines);
	arena_free(c->arena);
	free(c);
}

/* "https://www.example.kz/a?b" as "kz,example,www)/a?b". */
static bool
surt_add(struct cdxj *c, struct buf *line, struct str url)
{
	struct url_parts p = { .host = STR_NONE };
	struct err lost = { 0 };
	struct str key = STR_NONE;
	if (url_canonical(c->arena, url, &key, &lost) != RC_OK ||
	    url_parse(c->arena, key, &p, &lost) != RC_OK)
		return false;
	struct str left = p.host;
	for (size_t i = left.n; i > 0; i--)
		if (left.s[i - 1] == '.') {
			buf_str(line, str_from(left, i));
			buf_chr(line, ',');
			left = str_head(left, i - 1);
		}
	buf_str(line, left);
	if (p.port != 80 && p.port != 443)
		buf_printf(line, ":%u", p.port);
	buf_chr(line, ')');
	buf_str(line, p.path);
	if (p.query.n > 0)
		buf_printf(line, "?%.*s", STR_ARG(p.query));
	return true;
}

static void
digits_add(struct buf *line, struct str date)
{
	buf_chr(line, ' ');
	for (size_t i = 0; i < date.n; i++)
		if (date.s[i] >= '0' && date.s[i] <= '9')
			buf_chr(line, date.s[i]);
	buf_chr(line, ' ');
}

static void
object_add(struct buf *line, const struct cdxj_entry *e,
    const struct http_response *r)
{
	char text[3][32];
	const struct str type = http_get(r, "Content-Type");
	(void)snprintf(text[0], sizeof(text[0]), "%d", r->status);
	(void)snprintf(text[1], sizeof(text[1]), "%lld", (long long)e->length);
	(void)snprintf(text[2], sizeof(text[2]), "%lld", (long long)e->offset);
	const struct {
		const char *key;
		struct str value;
	} members[] = {
		{ "url", e->url },
		{ "mime",
		    e->revisit ? STR("warc/revisit")
			       : str_trim(str_head(type, str_chr(type, ';'))) },
		{ "status", str_c(text[0]) },
		{ "digest", e->digest },
		{ "length", str_c(text[1]) },
		{ "offset", str_c(text[2]) },
	};
	struct json j = json_to(line);
	json_object(&j);
	for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		if (members[i].value.n == 0)
			continue;
		json_key(&j, members[i].key);
		json_str(&j, members[i].value);
	}
	json_end_object(&j);
}

/* Header values are any bytes, JSON is UTF-8. */
static bool
is_plain(struct str x)
{
	for (size_t i = 0; i < x.n; i++)
		if ((unsigned char)x.s[i] >= 0x80)
			return false;
	return true;
}

void
cdxj_add(struct cdxj *c, const struct cdxj_entry *e)
{
	struct http_response r = { .status = 0 };
	struct err lost = { 0 };
	struct buf line;
	arena_reset(c->arena);
	if (!is_plain(e->url) ||
	    http_parse(c->arena, e->message, &r, &lost) != RC_OK)
		return;
	if (!is_plain(http_get(&r, "Content-Type")))
		r.nfields = 0;
	buf_init(&line, LINE_MAX_BYTES);
	const bool good = surt_add(c, &line, e->url);
	digits_add(&line, e->date);
	object_add(&line, e, &r);
	if (!good || line.bad) {
		buf_free(&line);
		return;
	}
	if (c->n == c->cap) {
		c->cap = mem_room(c->cap, c->n + 1);
		c->lines = mem_grow(c->lines, c->cap, sizeof(char *));
	}
	c->lines[c->n++] = mem_dup(line.s, line.n);
	buf_free(&line);
}

enum rc
cdxj_read(struct cdxj *c, int fd, struct err *err)
{
	struct warc_record r;
	struct warc_reader *reader = warc_reader_new(fd, STR_NONE);
	enum rc rc = warc_next(reader, &r, err);
	for (; rc == RC_OK; rc = warc_next(reader, &r, err)) {
		const struct cdxj_entry e = {
			.url = r.target,
			.date = r.date,
			.revisit = str_is(r.type, "revisit"),
			.message = r.block,
			.digest = warc_field(&r, "WARC-Payload-Digest"),
			.offset = r.offset,
			.length = r.length,
		};
		if (e.revisit || str_is(r.type, "response"))
			cdxj_add(c, &e);
	}
	warc_reader_free(reader);
	return rc == RC_END ? RC_OK : rc;
}

static int
line_order(const void *a, const void *b)
{
	const char *const *x = a;
	const char *const *y = b;
	return strcmp(*x, *y);
}

enum rc
cdxj_write(struct cdxj *c, const char *warc, struct err *err)
{
	char path[PATH_MAX_BYTES];
	struct file_out *out = NULL;
	const struct str name = str_c(warc);
	const struct str stem = str_head(name, name.n - strlen(WARC_SUFFIX));
	const int n = snprintf(path, sizeof(path), "%.*s.cdxj", STR_ARG(stem));
	if (!str_ends(name, STR(WARC_SUFFIX)) || n >= (int)sizeof(path))
		return err_set(err, RC_FAIL, "%s: no place for an index", warc);
	const enum rc rc = file_create(path, &out, err);
	if (rc != RC_OK)
		return rc;
	if (c->n > 0)
		qsort(c->lines, c->n, sizeof(char *), line_order);
	for (size_t i = 0; i < c->n; i++) {
		file_write(out, str_c(c->lines[i]));
		file_write(out, STR("\n"));
	}
	empty(c);
	return file_commit(out, err);
}
