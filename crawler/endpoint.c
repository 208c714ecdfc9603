#include "crawler/endpoint.h"

#include <stdbool.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/url.h"
#include "crawler/links.h"

#define TREE_MAX     ((size_t)64 << 20) /* what the values allowed may need */
#define MILLIS_FROM  INT64_C(100000000000) /* in seconds: the year 5138 */
#define NAME_MAX_LEN 256                   /* of a field */

/* At least as many values as the file holds: each but the first stands behind
 * a comma, a colon or an opening bracket. */
static size_t
values_in(struct str file)
{
	bool quoted = false;
	size_t n = 1;
	for (size_t i = 0; i < file.n; i++) {
		const char c = file.s[i];
		if (c == '"')
			quoted = !quoted;
		else if (quoted)
			i += c == '\\' ? 1 : 0;
		else
			n += c == ',' || c == '[' || c == '{' ? 1 : 0;
	}
	return n;
}

static const struct json_value *
member(struct arena *a, const struct json_value *v, struct str name)
{
	if (v == NULL || name.n == 0 || name.n > NAME_MAX_LEN)
		return NULL;
	return json_get(v, arena_cstr(a, name));
}

/* "data.items": the value that these names lead to, or NULL. */
static const struct json_value *
value_at(struct arena *a, const struct json_value *v, struct str path)
{
	struct str name = STR_NONE;
	while (path.n > 0 && str_cut(&path, '.', &name))
		v = member(a, v, name);
	return v;
}

/* A field as it stands in an address; false when it is none or no scalar. */
static bool
field_add(struct arena *a, struct buf *out, const struct json_value *item,
    struct str name)
{
	const struct json_value *v = value_at(a, item, name);
	if (v == NULL)
		return false;
	if (v->kind == JSON_STRING)
		buf_str(out, v->string);
	else if (v->kind == JSON_NUMBER && v->whole)
		buf_printf(out, "%lld", (long long)v->integer);
	else
		return false;
	return true;
}

/* `link` is a field, or a text with fields in braces. */
static bool
link_make(struct arena *a, struct buf *out, const struct json_value *item,
    struct str link)
{
	if (str_chr(link, '{') == link.n)
		return field_add(a, out, item, link);
	while (link.n > 0) {
		const size_t at = str_chr(link, '{');
		buf_str(out, str_head(link, at));
		link = str_from(link, at);
		const size_t end = str_chr(link, '}');
		if (end == link.n)
			break;
		if (!field_add(a, out, item, str_from(str_head(link, end), 1)))
			return false;
		link = str_from(link, end + 1);
	}
	buf_str(out, link);
	return true;
}

static int64_t
date_of(const struct json_value *v)
{
	if (v == NULL)
		return CLOCK_NONE;
	unsigned long long seconds = 0;
	if (v->kind == JSON_STRING && !str_u64(v->string, &seconds)) {
		const int64_t at = clock_parse(v->string, 0);
		return at != CLOCK_NONE ? at : clock_parse_http(v->string);
	}
	int64_t at = v->kind == JSON_NUMBER && v->whole ? v->integer : 0;
	if (v->kind == JSON_STRING && seconds < INT64_MAX)
		at = (int64_t)seconds;
	if (at <= 0)
		return CLOCK_NONE;
	return at >= MILLIS_FROM ? at / 1000 : at;
}

static void
item_take(struct arena *a, const struct json_value *item,
    const struct site_list *how, struct finds *to)
{
	struct buf url;
	buf_init(&url, URL_MAX);
	if (link_make(a, &url, item, how->link.v) && !url.bad)
		finds_add(to, buf_view(&url),
		    how->date.v.n > 0 ? date_of(value_at(a, item, how->date.v))
				      : CLOCK_NONE,
		    false);
	buf_free(&url);
}

static enum rc
tree_read(struct arena *a, struct str file, const struct site_list *how,
    struct finds *to, struct err *err)
{
	struct json_value *root = NULL;
	const enum rc rc = json_read(a, file, &root, err);
	if (rc != RC_OK)
		return rc;
	const struct json_value *items = value_at(a, root, how->items.v);
	if (items != NULL && items->kind == JSON_STRING) {
		links_read(items->string, to);
		return RC_OK;
	}
	if (items == NULL || items->kind != JSON_ARRAY)
		return err_set(err, RC_BAD, "no array at `%.*s` of the JSON",
		    STR_ARG(how->items.v));
	for (const struct json_value *item = items->first; item != NULL;
	     item = item->next)
		item_take(a, item, how, to);
	return RC_OK;
}

enum rc
endpoint_read(struct str file, const struct site_list *how, struct finds *to,
    struct err *err)
{
	if (file.n > ENDPOINT_MAX)
		return err_set(err, RC_BAD, "JSON of %zu bytes", file.n);
	if (values_in(file) > ENDPOINT_VALUES_MAX)
		return err_set(err, RC_BAD, "JSON of more than %d values",
		    ENDPOINT_VALUES_MAX);
	if (str_starts(file, STR("\xef\xbb\xbf")))
		file = str_from(file, 3);
	struct arena *a = arena_new(TREE_MAX);
	const enum rc rc = tree_read(a, file, how, to, err);
	arena_free(a);
	return rc;
}

const struct site_list *
endpoint_json_feed(void)
{
	static const struct site_list feed = {
		.items = { .v = { "items", sizeof("items") - 1 } },
		.link = { .v = { "url", sizeof("url") - 1 } },
		.date = { .v = { "date_published",
			      sizeof("date_published") - 1 } },
	};
	return &feed;
}
