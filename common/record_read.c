#include <stdint.h>
#include <string.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/lines.h"
#include "common/record.h"
#include "common/record_table.h"
#include "common/utf8.h"

#define NAME_SHOWN 200 /* bytes of a document's name in a reason */

/* What the readers of one line share. */
struct reading {
	struct arena *arena;
	size_t runes; /* of the document's text */
	bool unknown; /* a member without a row was passed over */
	struct err *err;
};

typedef enum rc read_fn(struct reading *, const struct record_field *,
    const struct json_value *, void *base);

static enum rc members_read(struct reading *, const struct record_field *,
    const struct json_value *, void *base);

static enum rc
expected(struct reading *r, const char *what)
{
	return err_set(r->err, RC_BAD, "must be %s", what);
}

static enum rc
version_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	(void)f;
	(void)base;
	if (!v->whole || v->integer != RECORD_V)
		return err_set(r->err, RC_BAD, "this is not version %d",
		    RECORD_V);
	return RC_OK;
}

static enum rc
type_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	(void)f;
	(void)base;
	if (v->kind != JSON_STRING || !str_is(v->string, "document"))
		return expected(r, "\"document\"");
	return RC_OK;
}

static enum rc
str_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	struct str *x = record_at(base, f->offset);
	if (v->kind != JSON_STRING)
		return expected(r, "a string");
	*x = v->string;
	return RC_OK;
}

static enum rc
time_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	int64_t *t = record_at(base, f->offset);
	if (v->kind == JSON_STRING)
		*t = clock_parse(v->string, 0);
	return *t == CLOCK_NONE ? expected(r, "an RFC 3339 time") : RC_OK;
}

static enum rc
real_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	double *x = record_at(base, f->offset);
	if (v->kind != JSON_NUMBER)
		return expected(r, "a number");
	*x = v->number;
	return RC_OK;
}

static enum rc
offset_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	int64_t *x = record_at(base, f->offset);
	if (!v->whole || v->integer < 0)
		return expected(r, "a whole number from 0");
	*x = v->integer;
	return RC_OK;
}

/* One side of a span; the text's length is the ceiling of both. */
static enum rc
side_read(struct reading *r, const struct json_value *v, size_t *out)
{
	if (v == NULL || !v->whole || v->integer < 0)
		return expected(r, "a whole number from 0");
	if ((uint64_t)v->integer > r->runes)
		return err_set(r->err, RC_BAD, "outside the text of %zu",
		    r->runes);
	*out = (size_t)v->integer;
	return RC_OK;
}

static enum rc
span_fits(struct reading *r, const struct span *at)
{
	if (at->length > r->runes - at->start)
		return err_set(r->err, RC_BAD, "ends outside the text of %zu",
		    r->runes);
	return RC_OK;
}

static enum rc
start_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	struct span *at = record_at(base, f->offset);
	const enum rc rc = side_read(r, v, &at->start);
	return rc == RC_OK ? span_fits(r, at) : rc;
}

static enum rc
length_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	struct span *at = record_at(base, f->offset);
	const enum rc rc = side_read(r, v, &at->length);
	return rc == RC_OK ? span_fits(r, at) : rc;
}

static enum rc
span_value(struct reading *r, const struct json_value *v, struct span *at)
{
	if (v->kind != JSON_OBJECT)
		return expected(r, "{start, length}");
	enum rc rc = side_read(r, json_get(v, "start"), &at->start);
	if (rc == RC_OK)
		rc = side_read(r, json_get(v, "length"), &at->length);
	return rc == RC_OK ? span_fits(r, at) : rc;
}

static enum rc
span_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	return span_value(r, v, record_at(base, f->offset));
}

/* The number of members, checked against a ceiling. */
static enum rc
members_count(struct reading *r, const struct json_value *v, size_t max,
    size_t *n)
{
	*n = 0;
	for (const struct json_value *m = v->first; m != NULL; m = m->next)
		++*n;
	if (*n > max)
		return err_set(r->err, RC_BAD, "more than %zu members", max);
	return RC_OK;
}

static enum rc
strs_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	struct str **out = record_at(base, f->offset);
	size_t *n = record_at(base, f->count);
	if (v->kind != JSON_ARRAY)
		return expected(r, "a list of strings");
	const enum rc rc = members_count(r, v, RECORD_LIST_MAX, n);
	if (rc != RC_OK)
		return rc;
	*out = arena_array(r->arena, *n, sizeof(**out));
	const struct json_value *m = v->first;
	for (size_t i = 0; i < *n; i++, m = m->next) {
		if (m->kind != JSON_STRING)
			return expected(r, "a list of strings");
		(*out)[i] = m->string;
	}
	return RC_OK;
}

static enum rc
part_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	return members_read(r, f->fields, v, record_at(base, f->offset));
}

static enum rc
list_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	size_t *n = record_at(base, f->count);
	if (v->kind != JSON_ARRAY)
		return expected(r, "a list");
	enum rc rc = members_count(r, v, RECORD_LIST_MAX, n);
	if (rc != RC_OK)
		return rc;
	char *out = arena_array(r->arena, *n, f->size);
	memcpy(record_at(base, f->offset), &out, sizeof(out));
	if (f->present > 0)
		*(bool *)record_at(base, f->present) = true;
	const struct json_value *m = v->first;
	for (size_t i = 0; i < *n && rc == RC_OK; i++, m = m->next) {
		record_blank(f->fields, out + i * f->size);
		rc = members_read(r, f->fields, m, out + i * f->size);
		if (rc != RC_OK)
			err_prefix(r->err, "number %zu", i + 1);
	}
	return rc;
}

static enum rc
captures_read(struct reading *r, const struct record_field *f,
    const struct json_value *v, void *base)
{
	struct capture **out = record_at(base, f->offset);
	size_t *n = record_at(base, f->count);
	if (v->kind != JSON_OBJECT)
		return expected(r, "an object");
	enum rc rc = members_count(r, v, RECORD_CAPTURES_MAX, n);
	if (rc != RC_OK)
		return rc;
	*out = arena_array(r->arena, *n, sizeof(**out));
	const struct json_value *m = v->first;
	for (size_t i = 0; i < *n && rc == RC_OK; i++, m = m->next) {
		(*out)[i].name = m->key;
		rc = span_value(r, m, &(*out)[i].at);
	}
	return rc;
}

static read_fn *const readers[RECORD_KINDS] = {
	[RECORD_VERSION] = version_read,
	[RECORD_TYPE] = type_read,
	[RECORD_STR] = str_read,
	[RECORD_TIME] = time_read,
	[RECORD_REAL] = real_read,
	[RECORD_OFFSET] = offset_read,
	[RECORD_START] = start_read,
	[RECORD_LENGTH] = length_read,
	[RECORD_SPAN] = span_read,
	[RECORD_STRS] = strs_read,
	[RECORD_PART] = part_read,
	[RECORD_LIST] = list_read,
	[RECORD_CAPTURES] = captures_read,
};

static const struct record_field *
field_find(const struct record_field *f, struct str key)
{
	while (f->key != NULL && !str_is(key, f->key))
		f++;
	return f->key != NULL ? f : NULL;
}

/* Our own records come in the order of their table: `next` is tried first. */
static const struct record_field *
field_next(const struct record_field *fields, const struct record_field *next,
    struct str key)
{
	if (next->key != NULL && str_is(key, next->key))
		return next;
	return field_find(fields, key);
}

/* Members without a row are passed over: they are the future's. */
static enum rc
members_read(struct reading *r, const struct record_field *fields,
    const struct json_value *v, void *base)
{
	unsigned long long seen = 0; /* bit i: row i is there and not null */
	const struct record_field *next = fields;
	if (v->kind != JSON_OBJECT)
		return expected(r, "an object");
	for (const struct json_value *m = v->first; m != NULL; m = m->next) {
		const struct record_field *f = field_next(fields, next, m->key);
		if (f == NULL) {
			r->unknown = true;
			continue;
		}
		next = f + 1;
		if (m->kind == JSON_NULL)
			continue;
		const enum rc rc = readers[f->kind](r, f, m, base);
		if (rc != RC_OK) {
			err_prefix(r->err, "%s", f->key);
			return rc;
		}
		seen |= 1ULL << (f - fields);
	}
	for (const struct record_field *f = fields; f->key != NULL; f++)
		if (f->required && (seen >> (f - fields) & 1) == 0)
			return err_set(r->err, RC_BAD, "%s: missing", f->key);
	return RC_OK;
}

static enum rc
unknown_keep(struct reading *r, const struct json_value *v, struct str *out)
{
	struct buf b;
	buf_init(&b, LINE_MAX_BYTES);
	struct json j = json_to(&b);
	j.depth = 1; /* inside the document: commas are due between members */
	for (const struct json_value *m = v->first; m != NULL; m = m->next) {
		if (field_find(record_document, m->key) != NULL)
			continue;
		json_key_str(&j, m->key);
		json_value(&j, m);
	}
	const bool bad = b.bad;
	if (!bad && b.n > 0)
		*out = arena_str(r->arena, buf_view(&b));
	buf_free(&b);
	return bad ? err_set(r->err, RC_BAD, "unknown members are too long")
		   : RC_OK;
}

static enum rc
document_read(struct reading *r, const struct json_value *v,
    struct document *doc)
{
	const struct json_value *text = json_get(v, "text");
	if (text != NULL && text->kind == JSON_STRING)
		r->runes = utf8_count(text->string);
	const enum rc rc = members_read(r, record_document, v, doc);
	if (rc != RC_OK)
		return rc;
	if (doc->text.s == NULL && doc->url.s == NULL)
		return err_set(r->err, RC_BAD, "neither text nor url");
	return r->unknown ? unknown_keep(r, v, &doc->unknown) : RC_OK;
}

/* A refused record is named by what its reader would look for. */
static void
name_put(const struct json_value *v, struct err *err)
{
	const struct json_value *name = json_get(v, "url");
	if (name == NULL || name->kind != JSON_STRING)
		name = json_get(v, "id");
	if (name == NULL || name->kind != JSON_STRING)
		return;
	struct str x = str_head(name->string, NAME_SHOWN);
	x.n = utf8_valid(x); /* not half a letter */
	err_prefix(err, "%.*s", STR_ARG(x));
}

enum rc
record_read(struct arena *a, struct str line, struct document *doc,
    struct err *err)
{
	struct json_value *v = NULL;
	enum rc rc = json_read(a, line, &v, err);
	if (rc != RC_OK)
		return rc;
	struct reading r = { .arena = a, .err = err };
	*doc = document_empty();
	rc = document_read(&r, v, doc);
	if (rc != RC_OK)
		name_put(v, err);
	return rc;
}
