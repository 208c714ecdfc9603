#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/gzip.h"
#include "common/warc.h"

#define FILE_ROOM ((size_t)160 << 20)
#define CALLS_MAX 2000000 /* a reader that needs more goes round in circles */

/* What a reader made of some bytes. */
struct seen {
	size_t good;
	size_t bad;
	int64_t first_bad;       /* offset in the first reason */
	int64_t end;             /* of the last good record */
	struct buf blocks;       /* of the good records, one after another */
	struct warc_record last; /* numbers only, its strings are gone */
};

static int
file_of(struct str x)
{
	const int fd = memfd_create("warc", 0);
	assert_true(fd >= 0);
	for (size_t at = 0; at < x.n;) {
		const ssize_t n = write(fd, x.s + at, x.n - at);
		assert_true(n > 0);
		at += (size_t)n;
	}
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* Each reason begins with "offset=N: ". */
static int64_t
offset_in(const char *reason)
{
	char *end = NULL;
	assert_true(str_starts(str_c(reason), STR("offset=")));
	const int64_t n = strtoll(reason + strlen("offset="), &end, 10);
	assert_true(*end == ':');
	return n;
}

static void
read_fd(int fd, struct str head, struct seen *seen)
{
	struct warc_reader *r = warc_reader_new(fd, head);
	*seen = (struct seen){ .first_bad = -1 };
	buf_init(&seen->blocks, FILE_ROOM);
	enum rc rc = RC_OK;
	for (size_t calls = 0; rc != RC_END; calls++) {
		struct err err = { "" };
		assert_true(calls < CALLS_MAX);
		rc = warc_next(r, &seen->last, &err);
		assert_int_not_equal(rc, RC_FAIL);
		if (rc == RC_BAD && seen->bad++ == 0)
			seen->first_bad = offset_in(err.reason);
		if (rc != RC_OK)
			continue;
		seen->good++;
		seen->end = seen->last.offset + seen->last.length;
		buf_str(&seen->blocks, seen->last.block);
	}
	struct err err = { "" };
	assert_int_equal(warc_next(r, &seen->last, &err), RC_END);
	warc_reader_free(r);
	(void)close(fd);
}

static void
read_bytes(struct str x, struct seen *seen)
{
	read_fd(file_of(x), STR_NONE, seen);
}

static void
seen_free(struct seen *seen)
{
	buf_free(&seen->blocks);
}

static void
record_add(struct buf *out, const char *fields, struct str block)
{
	buf_printf(out, "WARC/1.1\r\nWARC-Type: resource\r\n%s", fields);
	buf_printf(out, "Content-Length: %zu\r\n\r\n", block.n);
	buf_str(out, block);
	buf_text(out, "\r\n\r\n");
}

/* Appends x as one gzip member. */
static void
member_add(struct buf *out, struct str x)
{
	struct gzip_packer *p = gzip_packer_new();
	gzip_pack(p, x, out);
	gzip_packer_free(p);
	assert_false(out->bad);
}

static void
member_record_add(struct buf *out, struct str block)
{
	struct buf text;
	buf_init(&text, FILE_ROOM);
	record_add(&text, "", block);
	member_add(out, buf_view(&text));
	buf_free(&text);
}

/* Three records of the blocks "one", "two", "three"; ends[i] is where record
 * i ends, blocks[i] where its block does (in a plain file). */
#define RECORDS 3
struct sample {
	struct buf text;
	size_t ends[RECORDS];
	size_t blocks[RECORDS];
};

static void
sample_make(struct sample *s, bool plain)
{
	static const char *const blocks[RECORDS] = { "one", "two", "three" };
	buf_init(&s->text, FILE_ROOM);
	for (size_t i = 0; i < RECORDS; i++) {
		if (plain)
			record_add(&s->text, "", str_c(blocks[i]));
		else
			member_record_add(&s->text, str_c(blocks[i]));
		s->ends[i] = s->text.n;
		s->blocks[i] = s->text.n - 4;
	}
}

static void
written_records_are_read_back(void **state)
{
	(void)state;
	struct err err = { "" };
	char path[] = "/tmp/warc.XXXXXX";
	char name[64];
	const struct warc_field fields[] = {
		{ STR("WARC-Type"), STR("response") },
		{ STR("WARC-Record-ID"), STR("<urn:uuid:1>") },
		{ STR("WARC-Date"), STR("2026-01-28T13:54:00Z") },
		{ STR("WARC-Target-URI"), STR("http://a.kz/қала") },
		{ STR("Content-Type"), STR("text/plain") },
	};
	struct warc_writer *w = NULL;
	struct warc_record r;
	assert_non_null(mkdtemp(path));
	(void)snprintf(name, sizeof(name), "%s/a.warc.gz", path);
	assert_int_equal(warc_writer_new(name, &w, &err), RC_OK);
	assert_int_equal(warc_put(w, fields, 5, STR("a\0b"), &err), RC_OK);
	const int64_t second = warc_size(w);
	assert_int_equal(warc_put(w, fields, 1, STR(""), &err), RC_OK);
	const int64_t size = warc_size(w);
	assert_int_equal(warc_commit(w, &err), RC_OK);
	FILE *f = fopen(name, "rbe");
	assert_non_null(f);
	struct warc_reader *reader = warc_reader_new(fileno(f), STR_NONE);
	assert_int_equal(warc_next(reader, &r, &err), RC_OK);
	assert_true(str_is(r.type, "response"));
	assert_true(str_is(r.id, "<urn:uuid:1>"));
	assert_true(str_is(r.date, "2026-01-28T13:54:00Z"));
	assert_true(str_is(r.target, "http://a.kz/қала"));
	assert_true(str_is(r.content_type, "text/plain"));
	assert_true(str_is(warc_field(&r, "content-LENGTH"), "3"));
	assert_null(warc_field(&r, "WARC-Profile").s);
	assert_true(str_eq(r.block, STR("a\0b")));
	assert_int_equal(r.nfields, 6);
	assert_int_equal(r.offset, 0);
	assert_int_equal(r.length, second);
	assert_int_equal(warc_next(reader, &r, &err), RC_OK);
	assert_int_equal(r.block.n, 0);
	assert_int_equal(r.offset, second);
	assert_int_equal(r.offset + r.length, size);
	assert_int_equal(warc_next(reader, &r, &err), RC_END);
	warc_reader_free(reader);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(unlink(name), 0);
	assert_int_equal(rmdir(path), 0);
}

static void
a_pipe_and_bytes_taken_before_make_no_difference(void **state)
{
	(void)state;
	for (int plain = 0; plain < 2; plain++) {
		struct sample s;
		sample_make(&s, plain == 1);
		for (size_t head = 0; head <= s.text.n; head += 7) {
			struct seen seen;
			int ends[2];
			assert_int_equal(pipe(ends), 0);
			const struct str rest =
			    str_from(buf_view(&s.text), head);
			assert_int_equal(write(ends[1], rest.s, rest.n),
			    rest.n);
			assert_int_equal(close(ends[1]), 0);
			read_fd(ends[0], str_head(buf_view(&s.text), head),
			    &seen);
			assert_int_equal(seen.bad, 0);
			assert_string_equal(seen.blocks.s, "onetwothree");
			assert_int_equal(seen.end, s.text.n);
			seen_free(&seen);
		}
		buf_free(&s.text);
	}
}

/* What `wget --warc-file` of 2012 wrote: WARC/1.0, brackets, members. */
static void
older_files_are_read_too(void **state)
{
	(void)state;
	static const char text[] = "WARC/1.0\r\n"
				   "WARC-Type: response\r\n"
				   "WARC-Record-ID: <urn:uuid:2>\r\n"
				   "WARC-Target-URI: <http://a.kz/\r\n"
				   "   news>\r\n"
				   "WARC-Date:2012-05-01T00:00:00Z\r\n"
				   "X-Long: one\r\n\ttwo\r\n  three\r\n"
				   "Content-Length: 19\r\n"
				   "\r\n"
				   "HTTP/1.1 200 OK\r\n\r\n\r\n\r\n";
	struct err err = { "" };
	struct warc_record r;
	const int fd = file_of(str_n(text, sizeof(text) - 1));
	struct warc_reader *reader = warc_reader_new(fd, STR_NONE);
	assert_int_equal(warc_next(reader, &r, &err), RC_OK);
	assert_true(str_starts(r.target, STR("http://a.kz/ ")));
	assert_true(str_ends(r.target, STR(" news")));
	assert_true(str_is(r.date, "2012-05-01T00:00:00Z"));
	const struct str folded = warc_field(&r, "x-long");
	assert_true(str_starts(folded, STR("one ")));
	assert_true(str_ends(folded, STR(" three")));
	assert_int_equal(str_chr(folded, '\n'), folded.n);
	assert_int_equal(r.block.n, 19);
	assert_int_equal(r.length, sizeof(text) - 1);
	assert_int_equal(warc_next(reader, &r, &err), RC_END);
	warc_reader_free(reader);
	(void)close(fd);
}

static void
members_and_records_need_not_match(void **state)
{
	(void)state;
	struct sample s;
	struct buf file;
	struct seen seen;
	sample_make(&s, true);
	/* All records in one member. */
	buf_init(&file, FILE_ROOM);
	member_add(&file, buf_view(&s.text));
	read_bytes(buf_view(&file), &seen);
	assert_int_equal(seen.bad, 0);
	assert_string_equal(seen.blocks.s, "onetwothree");
	assert_int_equal(seen.last.offset, 0);
	seen_free(&seen);
	/* A member for every seven bytes. */
	buf_clear(&file);
	for (size_t at = 0; at < s.text.n; at += 7)
		member_add(&file, str_head(str_from(buf_view(&s.text), at), 7));
	read_bytes(buf_view(&file), &seen);
	assert_int_equal(seen.bad, 0);
	assert_string_equal(seen.blocks.s, "onetwothree");
	seen_free(&seen);
	buf_free(&file);
	buf_free(&s.text);
}

static void
a_tail_torn_at_any_byte_costs_the_last_record_alone(void **state)
{
	(void)state;
	for (int plain = 0; plain < 2; plain++) {
		struct sample s;
		sample_make(&s, plain == 1);
		/* A plain record is whole when its block is. */
		const size_t *ends = plain == 1 ? s.blocks : s.ends;
		for (size_t n = 0; n <= s.text.n; n++) {
			struct seen seen;
			size_t good = 0;
			while (good < RECORDS && ends[good] <= n)
				good++;
			const size_t edge = good == 0 ? 0 : s.ends[good - 1];
			read_bytes(str_head(buf_view(&s.text), n), &seen);
			assert_int_equal(seen.good, good);
			assert_int_equal(seen.bad, n > edge);
			if (n > edge)
				assert_int_equal(seen.first_bad, edge);
			seen_free(&seen);
		}
		buf_free(&s.text);
	}
}

/* `rubbish` behind the first of the sample's records. */
static void
check_garbage(bool plain, struct str rubbish)
{
	struct sample s;
	struct seen seen;
	struct buf file;
	sample_make(&s, plain);
	buf_init(&file, FILE_ROOM);
	buf_str(&file, str_head(buf_view(&s.text), s.ends[0]));
	buf_str(&file, rubbish);
	buf_text(&file, "\n");
	buf_str(&file, str_from(buf_view(&s.text), s.ends[0]));
	read_bytes(buf_view(&file), &seen);
	assert_int_equal(seen.bad, 1);
	assert_int_equal(seen.first_bad, s.ends[0]);
	assert_string_equal(seen.blocks.s, "onetwothree");
	seen_free(&seen);
	buf_free(&file);
	buf_free(&s.text);
}

static void
garbage_between_records_is_named_and_passed_over(void **state)
{
	(void)state;
	const struct str rubbish[] = {
		STR("not a record\n"),
		STR("\0\0\0\0\0\0\0\0"),
		STR("\x1f\x8b\x08 no member"),
		STR("\x1f"),
	};
	for (size_t i = 0; i < sizeof(rubbish) / sizeof(rubbish[0]); i++) {
		check_garbage(true, rubbish[i]);
		check_garbage(false, rubbish[i]);
	}
	/* In a gzip file this would begin a plain one. */
	check_garbage(true, STR("WARC/2.0\r\n\r\n"));
}

static void
one_damaged_byte_costs_one_record_at_most(void **state)
{
	(void)state;
	struct sample s;
	sample_make(&s, false);
	for (size_t i = s.ends[0]; i < s.ends[1]; i++) {
		struct seen seen;
		s.text.s[i] ^= 0x41;
		read_bytes(buf_view(&s.text), &seen);
		assert_true(str_starts(buf_view(&seen.blocks), STR("one")));
		assert_true(str_ends(buf_view(&seen.blocks), STR("three")));
		assert_int_equal(seen.good + (seen.bad > 0), RECORDS);
		seen_free(&seen);
		s.text.s[i] ^= 0x41;
	}
	buf_free(&s.text);
}

/* A header of these lines between two good records; `block` follows it. */
static void
check_refused(const char *header, struct str block)
{
	for (int plain = 0; plain < 2; plain++) {
		struct buf text;
		struct buf file;
		struct seen seen;
		buf_init(&text, FILE_ROOM);
		buf_init(&file, FILE_ROOM);
		buf_printf(&text, "WARC/1.1\r\n%s\r\n", header);
		buf_str(&text, block);
		buf_text(&text, "\r\n\r\n");
		if (plain == 1) {
			record_add(&file, "", STR("one"));
			buf_str(&file, buf_view(&text));
			record_add(&file, "", STR("two"));
		} else {
			member_record_add(&file, STR("one"));
			member_add(&file, buf_view(&text));
			member_record_add(&file, STR("two"));
		}
		read_bytes(buf_view(&file), &seen);
		assert_int_equal(seen.bad, 1);
		assert_string_equal(seen.blocks.s, "onetwo");
		seen_free(&seen);
		buf_free(&file);
		buf_free(&text);
	}
}

static void
headers_that_say_no_length_or_a_false_one_are_refused(void **state)
{
	(void)state;
	static const char *const headers[] = {
		"WARC-Type: resource\r\n",
		"WARC-Type: resource\r\nContent-Length: -1\r\n",
		"WARC-Type: resource\r\nContent-Length: 0x5\r\n",
		"WARC-Type: resource\r\nContent-Length:\r\n",
		"WARC-Type: resource\r\nContent-Length: 5\r\n"
		"Content-Length: 6\r\n",
		"WARC-Type: resource\r\nContent-Length: 3\r\n",
		"WARC-Type: resource\r\n"
		"Content-Length: 18446744073709551616\r\n",
		"WARC-Type: resource\r\n"
		"Content-Length: 9223372036854775808\r\n",
		"Content-Length: 5\r\n",
	};
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		check_refused(headers[i], STR("block"));
}

static void
headers_past_their_ceilings_are_refused(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 2 * WARC_HEADER_MAX);
	buf_text(&b, "X: ");
	while (b.n < WARC_HEADER_MAX)
		buf_text(&b, "long ");
	buf_text(&b, "\r\nContent-Length: 5\r\n");
	check_refused(b.s, STR("block"));
	buf_clear(&b);
	for (size_t i = 0; i < 2000; i++)
		buf_text(&b, "X: y\r\n");
	buf_text(&b, "Content-Length: 5\r\n");
	check_refused(b.s, STR("block"));
	buf_free(&b);
}

static void
a_nul_in_a_header_is_refused(void **state)
{
	(void)state;
	struct buf file;
	struct seen seen;
	buf_init(&file, FILE_ROOM);
	buf_str(&file,
	    STR("WARC/1.1\r\nWARC-Type: a\0b\r\n"
		"Content-Length: 0\r\n\r\n\r\n\r\n"));
	record_add(&file, "", STR("two"));
	read_bytes(buf_view(&file), &seen);
	assert_int_equal(seen.bad, 1);
	assert_string_equal(seen.blocks.s, "two");
	seen_free(&seen);
	buf_free(&file);
}

static void
a_length_past_its_member_costs_that_record_alone(void **state)
{
	(void)state;
	static const char *const lengths[] = { "6", "4000", "99999999999" };
	for (size_t i = 0; i < 3; i++) {
		struct buf text;
		struct buf file;
		struct seen seen;
		buf_init(&text, FILE_ROOM);
		buf_init(&file, FILE_ROOM);
		buf_printf(&text,
		    "WARC/1.1\r\nWARC-Type: resource\r\n"
		    "Content-Length: %s\r\n\r\nshort",
		    lengths[i]);
		member_record_add(&file, STR("one"));
		member_add(&file, buf_view(&text));
		member_record_add(&file, STR("two"));
		member_record_add(&file, STR("three"));
		read_bytes(buf_view(&file), &seen);
		assert_int_equal(seen.bad, 1);
		assert_string_equal(seen.blocks.s, "onetwothree");
		seen_free(&seen);
		buf_free(&file);
		buf_free(&text);
	}
}

static void
a_length_past_the_end_of_a_plain_file_costs_that_record_alone(void **state)
{
	(void)state;
	struct buf file;
	struct seen seen;
	buf_init(&file, FILE_ROOM);
	buf_text(&file,
	    "WARC/1.1\r\nWARC-Type: resource\r\n"
	    "Content-Length: 50000000\r\n\r\nshort\r\n\r\n");
	record_add(&file, "", STR("two"));
	read_bytes(buf_view(&file), &seen);
	assert_int_equal(seen.bad, 1);
	assert_string_equal(seen.blocks.s, "two");
	seen_free(&seen);
	buf_free(&file);
}

static void
a_block_over_the_ceiling_is_passed_over(void **state)
{
	(void)state;
	char *zeros = calloc(WARC_BLOCK_MAX + 1, 1);
	struct buf file;
	struct seen seen;
	assert_non_null(zeros);
	for (int plain = 0; plain < 2; plain++) {
		buf_init(&file, FILE_ROOM);
		if (plain == 1) {
			record_add(&file, "", str_n(zeros, WARC_BLOCK_MAX + 1));
			record_add(&file, "", STR("two"));
		} else {
			member_record_add(&file,
			    str_n(zeros, WARC_BLOCK_MAX + 1));
			member_record_add(&file, STR("two"));
		}
		read_bytes(buf_view(&file), &seen);
		assert_int_equal(seen.bad, 1);
		assert_string_equal(seen.blocks.s, "two");
		assert_int_equal(seen.end, file.n);
		seen_free(&seen);
		buf_free(&file);
	}
	buf_init(&file, FILE_ROOM);
	member_record_add(&file, str_n(zeros, WARC_BLOCK_MAX));
	read_bytes(buf_view(&file), &seen);
	assert_int_equal(seen.good, 1);
	assert_int_equal(seen.blocks.n, WARC_BLOCK_MAX);
	seen_free(&seen);
	buf_free(&file);
	free(zeros);
}

/* Each of these made an early form of the reader go over the same bytes
 * again and again. */
static void
rotten_files_cost_linear_time(void **state)
{
	(void)state;
	const struct str rot[] = {
		STR("\x1f\x8b\x08"),
		STR("\x1f\x8b\x08\x08 name without end"),
		STR("WARC/1.1\n"),
		STR("\nWARC/1.1\nWARC-Type: a\nContent-Length: 3000005\n\n"),
		STR("\n"),
		STR("\n\n\nWARC/1.1\nA: b\n"),
	};
	for (size_t i = 0; i < sizeof(rot) / sizeof(rot[0]); i++) {
		struct buf file;
		struct seen seen;
		buf_init(&file, FILE_ROOM);
		while (file.n < (size_t)4 << 20)
			buf_str(&file, rot[i]);
		read_bytes(buf_view(&file), &seen);
		assert_int_equal(seen.good, 0);
		seen_free(&seen);
		buf_free(&file);
	}
}

static void
members_that_break_late_cost_linear_time(void **state)
{
	(void)state;
	struct buf file;
	struct buf once;
	struct seen seen;
	buf_init(&file, FILE_ROOM);
	buf_init(&once, FILE_ROOM);
	/* Begins a record in one stored block and holds the next 1,500 copies
	 * of itself in another, behind which it breaks. */
	buf_str(&once,
	    STR("\x1f\x8b\x08\0\0\0\0\0\0\xff"
		"\0\x10\0\xef\xff"
		"WARC/1.1\r\nX: yy\r"
		"\0\0\xff\xff\0"));
	while (file.n < (size_t)4 << 20)
		buf_str(&file, buf_view(&once));
	read_bytes(buf_view(&file), &seen);
	assert_int_equal(seen.good, 0);
	assert_true(seen.bad > 0);
	seen_free(&seen);
	buf_free(&once);
	buf_free(&file);
}

static void
an_empty_file_holds_nothing(void **state)
{
	(void)state;
	struct seen seen;
	read_bytes(STR(""), &seen);
	assert_int_equal(seen.good + seen.bad, 0);
	seen_free(&seen);
	read_bytes(STR("\r\n\r\n"), &seen);
	assert_int_equal(seen.good + seen.bad, 0);
	seen_free(&seen);
}

static void
a_file_that_cannot_be_read_fails_the_run(void **state)
{
	(void)state;
	struct err err = { "" };
	struct warc_record r;
	struct warc_reader *reader = warc_reader_new(-1, STR_NONE);
	assert_int_equal(warc_next(reader, &r, &err), RC_FAIL);
	assert_non_null(strstr(err.reason, "offset=0"));
	warc_reader_free(reader);
	warc_reader_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written_records_are_read_back),
		cmocka_unit_test(
		    a_pipe_and_bytes_taken_before_make_no_difference),
		cmocka_unit_test(older_files_are_read_too),
		cmocka_unit_test(members_and_records_need_not_match),
		cmocka_unit_test(
		    a_tail_torn_at_any_byte_costs_the_last_record_alone),
		cmocka_unit_test(
		    garbage_between_records_is_named_and_passed_over),
		cmocka_unit_test(one_damaged_byte_costs_one_record_at_most),
		cmocka_unit_test(
		    headers_that_say_no_length_or_a_false_one_are_refused),
		cmocka_unit_test(headers_past_their_ceilings_are_refused),
		cmocka_unit_test(a_nul_in_a_header_is_refused),
		cmocka_unit_test(
		    a_length_past_its_member_costs_that_record_alone),
		cmocka_unit_test(
		    a_length_past_the_end_of_a_plain_file_costs_that_record_alone),
		cmocka_unit_test(a_block_over_the_ceiling_is_passed_over),
		cmocka_unit_test(rotten_files_cost_linear_time),
		cmocka_unit_test(members_that_break_late_cost_linear_time),
		cmocka_unit_test(an_empty_file_holds_nothing),
		cmocka_unit_test(a_file_that_cannot_be_read_fails_the_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
