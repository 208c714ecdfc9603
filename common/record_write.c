#include <stdint.h>
#include <string.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/record.h"
#include "common/record_table.h"

typedef void write_fn(struct json *, const struct record_field *,
    const void *base);

static void members_write(struct json *, const struct record_field *,
    const void *base);

static void
version_write(struct json *j, const struct record_field *f, const void *base)
{
	(void)f;
	(void)base;
	json_int(j, RECORD_V);
}

static void
type_write(struct json *j, const struct record_field *f, const void *base)
{
	(void)f;
	(void)base;
	json_str(j, STR("document"));
}

static void
str_write(struct json *j, const struct record_field *f, const void *base)
{
	const struct str *x = record_peek(base, f->offset);
	json_str(j, *x);
}

static void
time_write(struct json *j, const struct record_field *f, const void *base)
{
	const int64_t *t = record_peek(base, f->offset);
	char text[CLOCK_TEXT_MAX];
	clock_text(*t, text);
	json_str(j, *t == CLOCK_NONE ? STR_NONE : str_c(text));
}

static void
real_write(struct json *j, const struct record_field *f, const void *base)
{
	const double *v = record_peek(base, f->offset);
	json_real(j, *v);
}

static void
offset_write(struct json *j, const struct record_field *f, const void *base)
{
	const int64_t *v = record_peek(base, f->offset);
	json_int(j, *v);
}

static void
start_write(struct json *j, const struct record_field *f, const void *base)
{
	const struct span *at = record_peek(base, f->offset);
	json_int(j, (int64_t)at->start);
}

static void
length_write(struct json *j, const struct record_field *f, const void *base)
{
	const struct span *at = record_peek(base, f->offset);
	json_int(j, (int64_t)at->length);
}

static void
span_value(struct json *j, struct span at)
{
	json_object(j);
	json_key(j, "start");
	json_int(j, (int64_t)at.start);
	json_key(j, "length");
	json_int(j, (int64_t)at.length);
	json_end_object(j);
}

static void
span_write(struct json *j, const struct record_field *f, const void *base)
{
	const struct span *at = record_peek(base, f->offset);
	span_value(j, *at);
}

static void
strs_write(struct json *j, const struct record_field *f, const void *base)
{
	const struct str *const *v = record_peek(base, f->offset);
	const size_t *n = record_peek(base, f->count);
	json_array(j);
	for (size_t i = 0; i < *n; i++)
		json_str(j, (*v)[i]);
	json_end_array(j);
}

static bool
part_is_null(const struct record_field *f, const void *part)
{
	for (; f->key != NULL; f++) {
		if (f->kind != RECORD_STR)
			continue;
		const struct str *x = record_peek(part, f->offset);
		if (x->s != NULL)
			return false;
	}
	return true;
}

static void
part_write(struct json *j, const struct record_field *f, const void *base)
{
	const void *part = record_peek(base, f->offset);
	if (part_is_null(f->fields, part)) {
		json_null(j);
		return;
	}
	json_object(j);
	members_write(j, f->fields, part);
	json_end_object(j);
}

static void
list_write(struct json *j, const struct record_field *f, const void *base)
{
	const char *v = NULL; /* whatever the members are */
	memcpy(&v, record_peek(base, f->offset), sizeof(v));
	const size_t *n = record_peek(base, f->count);
	json_array(j);
	for (size_t i = 0; i < *n; i++) {
		json_object(j);
		members_write(j, f->fields, v + i * f->size);
		json_end_object(j);
	}
	json_end_array(j);
}

static void
captures_write(struct json *j, const struct record_field *f, const void *base)
{
	const struct capture *const *v = record_peek(base, f->offset);
	const size_t *n = record_peek(base, f->count);
	json_object(j);
	for (size_t i = 0; i < *n; i++) {
		json_key_str(j, (*v)[i].name);
		span_value(j, (*v)[i].at);
	}
	json_end_object(j);
}

static write_fn *const writers[RECORD_KINDS] = {
	[RECORD_VERSION] = version_write,
	[RECORD_TYPE] = type_write,
	[RECORD_STR] = str_write,
	[RECORD_TIME] = time_write,
	[RECORD_REAL] = real_write,
	[RECORD_OFFSET] = offset_write,
	[RECORD_START] = start_write,
	[RECORD_LENGTH] = length_write,
	[RECORD_SPAN] = span_write,
	[RECORD_STRS] = strs_write,
	[RECORD_PART] = part_write,
	[RECORD_LIST] = list_write,
	[RECORD_CAPTURES] = captures_write,
};

static bool
is_present(const struct record_field *f, const void *base)
{
	if (f->present == 0)
		return true;
	const bool *present = record_peek(base, f->present);
	return *present;
}

static void
members_write(struct json *j, const struct record_field *f, const void *base)
{
	for (; f->key != NULL; f++) {
		if (!is_present(f, base))
			continue;
		json_key(j, f->key);
		writers[f->kind](j, f, base);
	}
}

void
record_write(struct buf *out, const struct document *doc)
{
	struct json j = json_to(out);
	json_object(&j);
	members_write(&j, record_document, doc);
	if (doc->unknown.n > 0)
		json_raw(&j, doc->unknown);
	json_end_object(&j);
	buf_chr(out, '\n');
}

void
record_write_flat(struct buf *out, const struct document *doc)
{
	for (size_t i = 0; i < doc->nfacts; i++) {
		struct json j = json_to(out);
		json_object(&j);
		json_key(&j, "v");
		json_int(&j, RECORD_V);
		json_key(&j, "type");
		json_str(&j, STR("fact"));
		members_write(&j, record_flat_head, doc);
		members_write(&j, record_fact, &doc->facts[i]);
		json_end_object(&j);
		buf_chr(out, '\n');
	}
}
