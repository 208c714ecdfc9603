#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "common/buf.h"
#include "common/mem.h"
#include "common/warc.h"
#include "common/warc_stream.h"

#define FIELDS_MAX 1000 /* header lines of one record; real ones have 20 */
/* One record of the largest size, and as much that was read past it. */
#define TEXT_MAX (2 * (WARC_HEADER_MAX + WARC_BLOCK_MAX + 4 * WARC_STEP))

struct warc_reader {
	struct warc_stream *stream;
	struct buf text; /* unpacked bytes */
	size_t at;       /* in text: where the next record begins */
	size_t fresh;    /* in text: where the present member's bytes begin */
	uint64_t skip;   /* bytes of a refused block still to be passed over */
	bool lost;       /* the next record is still to be looked for */
	int64_t offset;  /* of the record being read */
	struct warc_field *fields;
	size_t cap;
	struct warc_record record;
};

struct warc_reader *
warc_reader_new(int fd, struct str head)
{
	struct warc_reader *r = mem_zero(1, sizeof(*r));
	r->stream = warc_stream_new(fd, head);
	buf_init(&r->text, TEXT_MAX);
	return r;
}

void
warc_reader_free(struct warc_reader *r)
{
	if (r == NULL)
		return;
	warc_stream_free(r->stream);
	buf_free(&r->text);
	free(r->fields);
	free(r);
}

struct str
warc_field(const struct warc_record *record, const char *name)
{
	for (size_t i = 0; i < record->nfields; i++)
		if (str_is_nocase(record->fields[i].name, name))
			return record->fields[i].value;
	return STR_NONE;
}

static struct str
ahead(const struct warc_reader *r)
{
	return str_from(buf_view(&r->text), r->at);
}

static enum rc
refuse(const struct warc_reader *r, struct err *err, const char *what)
{
	return err_set(err, RC_BAD, "offset=%" PRId64 ": %s", r->offset, what);
}

/* Refused, and nobody knows where it ends. */
static enum rc
refuse_lost(struct warc_reader *r, struct err *err, const char *what)
{
	r->lost = true;
	return refuse(r, err, what);
}

static void
drop_all(struct warc_reader *r)
{
	buf_clear(&r->text);
	r->at = 0;
	r->fresh = 0;
	r->skip = 0;
	r->lost = false;
}

/* Gives up the bytes of earlier records, once they are the half of all: each
 * byte moves once. */
static void
settle(struct warc_reader *r)
{
	const size_t left = r->text.n - r->at;
	if (r->at == 0 || r->at < left)
		return;
	memmove(r->text.s, r->text.s + r->at, left);
	buf_cut(&r->text, left);
	r->fresh = r->fresh > r->at ? r->fresh - r->at : 0;
	r->at = 0;
}

static enum rc
more(struct warc_reader *r, struct err *err)
{
	const int64_t member = warc_stream_member(r->stream);
	const size_t had = r->text.n;
	const enum rc rc = warc_stream_pull(r->stream, &r->text, err);
	if (rc == RC_BAD)
		drop_all(r);
	else if (warc_stream_member(r->stream) != member)
		r->fresh = had;
	return rc;
}

/* more(), within a record.  A record may go on in the next member, but when
 * that begins one of its own, this one was cut short. */
static enum rc
more_of_it(struct warc_reader *r, struct err *err)
{
	const enum rc rc = more(r, err);
	if (rc == RC_END)
		return refuse_lost(r, err, "the file ends inside this record");
	if (rc != RC_OK)
		return rc;
	if (r->fresh > r->at &&
	    str_starts(str_from(buf_view(&r->text), r->fresh), WARC_MARK)) {
		r->at = r->fresh;
		return refuse(r, err, "the record is shorter than it says");
	}
	return RC_OK;
}

/* Passes over what is left of a refused block.  A length that lies costs the
 * rest of its member, not of the file. */
static enum rc
pass_over(struct warc_reader *r, struct err *err)
{
	while (r->skip > 0) {
		const size_t left = r->text.n - r->at;
		const size_t n = r->skip < left ? (size_t)r->skip : left;
		r->at += n;
		r->skip -= n;
		if (r->skip == 0 || !warc_stream_inside(r->stream))
			break;
		settle(r);
		const enum rc rc = more(r, err);
		if (rc != RC_OK)
			return rc;
	}
	r->skip = 0;
	return RC_OK;
}

/* Looks for the next line that begins a record, to the end of this member;
 * behind that the next member begins one anyway. */
static enum rc
find_line(struct warc_reader *r, struct err *err)
{
	static const struct str mark = { "\nWARC/1.", 8 };
	for (;;) {
		const struct str x = ahead(r);
		const size_t at = str_find(x, mark);
		if (at < x.n) {
			r->at += at + 1;
			break;
		}
		if (x.n >= mark.n)
			r->at = r->text.n - (mark.n - 1);
		if (!warc_stream_inside(r->stream)) {
			r->at = r->text.n;
			break;
		}
		settle(r);
		const enum rc rc = more(r, err);
		if (rc != RC_OK)
			return rc;
	}
	r->lost = false;
	return RC_OK;
}

/* Goes to the first byte of the next record. */
static enum rc
find_start(struct warc_reader *r, struct err *err)
{
	enum rc rc = pass_over(r, err);
	if (rc == RC_OK && r->lost)
		rc = find_line(r, err);
	while (rc == RC_OK) {
		struct str x = ahead(r);
		while (x.n > 0 && (x.s[0] == '\r' || x.s[0] == '\n'))
			x = str_from(x, 1);
		r->at = r->text.n - x.n;
		if (x.n > 0)
			break;
		settle(r);
		rc = more(r, err);
	}
	settle(r);
	r->offset = warc_stream_member(r->stream);
	if (warc_stream_plain(r->stream))
		r->offset = warc_stream_offset(r->stream) -
		    (int64_t)(r->text.n - r->at);
	return rc;
}

/* Reads through the blank line; *n bytes are the header with it. */
static enum rc
header_read(struct warc_reader *r, size_t *n, struct err *err)
{
	size_t line = 0; /* both from r->at */
	size_t seen = 0;
	for (;;) {
		const struct str x = ahead(r);
		const struct str first = str_head(WARC_MARK, x.n);
		if (!str_starts(x, first))
			return refuse_lost(r, err, "no WARC record");
		if (line > 0 && str_starts(str_from(x, line), WARC_MARK)) {
			r->at += line;
			return refuse(r, err, "the header breaks off");
		}
		seen += str_chr(str_from(x, seen), '\n');
		if (seen > WARC_HEADER_MAX)
			return refuse_lost(r, err, "the header is too long");
		if (seen < x.n) {
			seen++;
			const size_t length = seen - line;
			*n = seen;
			if (length == 1 || (length == 2 && x.s[line] == '\r'))
				return RC_OK;
			line = seen;
			continue;
		}
		const enum rc rc = more_of_it(r, err);
		if (rc != RC_OK)
			return rc;
	}
}

static void
field_add(struct warc_reader *r, struct str name, struct str value)
{
	struct warc_record *record = &r->record;
	if (record->nfields == r->cap) {
		r->cap = mem_room(r->cap, record->nfields + 1);
		r->fields = mem_grow(r->fields, r->cap, sizeof(*r->fields));
	}
	r->fields[record->nfields++] = (struct warc_field){ name, value };
	record->fields = r->fields;
}

/* A continuation line: the line end before it becomes white space, so that
 * the value is one piece. */
static void
field_fold(struct warc_reader *r, struct str line)
{
	struct str *value = &r->fields[r->record.nfields - 1].value;
	const size_t from = (size_t)(value->s - r->text.s) + value->n;
	const size_t to = (size_t)(line.s - r->text.s);
	memset(r->text.s + from, ' ', to - from);
	value->n = (size_t)(line.s + line.n - value->s);
}

/* The header's lines to r->record.  They point into the text, which moves
 * when more is read; then they are read again. */
static enum rc
header_parse(struct warc_reader *r, size_t n, struct err *err)
{
	struct str rest = str_head(ahead(r), n);
	struct str line;
	r->record = (struct warc_record){ .offset = r->offset };
	if (str_chr(rest, '\0') < n)
		return refuse_lost(r, err, "NUL in the header");
	(void)str_cut(&rest, '\n', &line); /* the version */
	while (str_cut(&rest, '\n', &line)) {
		const size_t colon = str_chr(line, ':');
		if (r->record.nfields == FIELDS_MAX)
			return refuse_lost(r, err, "too many header lines");
		if (line.n > 0 && (line.s[0] == ' ' || line.s[0] == '\t')) {
			if (r->record.nfields > 0)
				field_fold(r, str_trim(line));
		} else if (colon < line.n) {
			field_add(r, str_trim(str_head(line, colon)),
			    str_trim(str_from(line, colon + 1)));
		}
	}
	return RC_OK;
}

/* Content-Length; two that differ are no answer. */
static bool
length_get(const struct warc_record *record, uint64_t *length)
{
	bool known = false;
	for (size_t i = 0; i < record->nfields; i++) {
		unsigned long long n = 0;
		const struct warc_field *f = &record->fields[i];
		if (!str_is_nocase(f->name, "content-length"))
			continue;
		if (!str_u64(f->value, &n) || n > (uint64_t)INT64_MAX ||
		    (known && n != *length))
			return false;
		*length = n;
		known = true;
	}
	return known;
}

/* Reads the block and looks at what the record ends in.  *end is behind it
 * and its line ends, from r->at. */
static enum rc
block_read(struct warc_reader *r, size_t n, size_t *end, struct err *err)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK && r->text.n - r->at < n)
		rc = more_of_it(r, err);
	if (rc != RC_OK)
		return rc;
	for (*end = n;;) {
		const struct str x = ahead(r);
		while (*end < x.n && *end - n < 4 &&
		    (x.s[*end] == '\r' || x.s[*end] == '\n'))
			++*end;
		/* To the member's end, for its checksum. */
		if (*end < x.n || !warc_stream_inside(r->stream) ||
		    (*end - n == 4 && warc_stream_plain(r->stream)))
			break;
		rc = more(r, err);
		if (rc == RC_END)
			break;
		if (rc != RC_OK)
			return rc;
	}
	const struct str rest = str_from(ahead(r), *end);
	if (*end - n == 4 || str_starts(rest, str_head(WARC_MARK, rest.n)))
		return RC_OK;
	return refuse_lost(r, err, "the record is longer than it says");
}

/* What the fields say, once the text no longer moves. */
static void
record_fill(struct warc_reader *r, size_t header, uint64_t length, size_t end)
{
	struct warc_record *record = &r->record;
	int64_t last = warc_stream_offset(r->stream);
	if (warc_stream_plain(r->stream))
		last -= (int64_t)(r->text.n - r->at - end);
	record->length = last - r->offset;
	record->type = warc_field(record, "WARC-Type");
	record->id = warc_field(record, "WARC-Record-ID");
	record->date = warc_field(record, "WARC-Date");
	record->content_type = warc_field(record, "Content-Type");
	record->target = warc_field(record, "WARC-Target-URI");
	/* WARC/1.0 put the address between angle brackets. */
	if (str_starts(record->target, STR("<")) &&
	    str_ends(record->target, STR(">")))
		record->target =
		    str_n(record->target.s + 1, record->target.n - 2);
	record->block = str_head(str_from(ahead(r), header), (size_t)length);
}

enum rc
warc_next(struct warc_reader *r, struct warc_record *record, struct err *err)
{
	size_t header = 0;
	size_t end = 0;
	uint64_t length = 0;
	settle(r);
	enum rc rc = find_start(r, err);
	if (rc == RC_OK)
		rc = header_read(r, &header, err);
	if (rc == RC_OK)
		rc = header_parse(r, header, err);
	if (rc != RC_OK)
		return rc;
	if (!length_get(&r->record, &length))
		return refuse_lost(r, err, "no valid Content-Length");
	if (length > WARC_BLOCK_MAX ||
	    warc_field(&r->record, "WARC-Type").n == 0) {
		r->at += header;
		r->skip = length;
		return refuse(r, err,
		    length > WARC_BLOCK_MAX ? "the block is too large"
					    : "no WARC-Type");
	}
	rc = block_read(r, header + (size_t)length, &end, err);
	if (rc == RC_OK)
		rc = header_parse(r, header, err);
	if (rc != RC_OK)
		return rc;
	record_fill(r, header, length, end);
	*record = r->record;
	r->at += end;
	return RC_OK;
}
