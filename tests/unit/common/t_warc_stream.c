#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/gzip.h"
#include "common/warc_stream.h"

#define ROOM ((size_t)1 << 20)

/* All bytes are given as those taken before; the pipe is at its end. */
static struct warc_stream *
stream_of(struct str x)
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(close(ends[1]), 0);
	assert_int_equal(dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
	assert_int_equal(close(ends[0]), 0);
	return warc_stream_new(STDIN_FILENO, x);
}

static void
member_add(struct buf *out, const char *text)
{
	struct gzip_packer *p = gzip_packer_new();
	gzip_pack(p, str_c(text), out);
	gzip_packer_free(p);
}

static void
a_pull_never_holds_bytes_of_two_members(void **state)
{
	(void)state;
	struct err err = { "" };
	struct buf file;
	struct buf out;
	buf_init(&file, ROOM);
	buf_init(&out, ROOM);
	member_add(&file, "WARC/1.1 first");
	const size_t edge = file.n;
	member_add(&file, "WARC/1.1 second");
	struct warc_stream *s = stream_of(buf_view(&file));
	assert_false(warc_stream_inside(s));
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_OK);
	assert_string_equal(out.s, "WARC/1.1 first");
	assert_int_equal(warc_stream_member(s), 0);
	assert_int_equal(warc_stream_offset(s), edge);
	assert_false(warc_stream_inside(s));
	assert_false(warc_stream_plain(s));
	buf_clear(&out);
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_OK);
	assert_string_equal(out.s, "WARC/1.1 second");
	assert_int_equal(warc_stream_member(s), edge);
	assert_int_equal(warc_stream_offset(s), file.n);
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_END);
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_END);
	warc_stream_free(s);
	buf_free(&file);
	buf_free(&out);
}

static void
a_large_member_comes_in_steps(void **state)
{
	(void)state;
	struct err err = { "" };
	struct buf text;
	struct buf file;
	struct buf out;
	buf_init(&text, ROOM);
	buf_init(&file, 2 * ROOM);
	buf_init(&out, ROOM);
	buf_text(&text, "WARC/1.1");
	while (text.n < 3 * WARC_STEP)
		buf_printf(&text, "%zu ", text.n * 7919);
	member_add(&file, text.s);
	struct warc_stream *s = stream_of(buf_view(&file));
	enum rc rc = RC_OK;
	while (rc == RC_OK) {
		const size_t had = out.n;
		rc = warc_stream_pull(s, &out, &err);
		assert_true(out.n - had <= WARC_STEP);
	}
	assert_int_equal(rc, RC_END);
	assert_true(str_eq(buf_view(&out), buf_view(&text)));
	warc_stream_free(s);
	buf_free(&text);
	buf_free(&file);
	buf_free(&out);
}

static void
plain_text_stays_plain(void **state)
{
	(void)state;
	struct err err = { "" };
	struct buf out;
	buf_init(&out, ROOM);
	struct warc_stream *s = stream_of(STR("\r\nWARC/1.0\r\n\x1f\x8b\x08"));
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_OK);
	assert_true(warc_stream_plain(s));
	assert_true(warc_stream_inside(s));
	assert_true(str_is(buf_view(&out), "WARC/1.0\r\n\x1f\x8b\x08"));
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_END);
	warc_stream_free(s);
	buf_free(&out);
}

/* Only a member that unpacks to a record is one to go on at. */
static void
behind_damage_comes_the_next_member_that_holds_a_record(void **state)
{
	(void)state;
	struct err err = { "" };
	struct buf file;
	struct buf out;
	buf_init(&file, ROOM);
	buf_init(&out, ROOM);
	buf_text(&file, "damage");
	member_add(&file, "something else");
	buf_str(&file, STR("\x1f\x8b\x08\0\0\0\0\0\0\3"));
	const size_t good = file.n;
	member_add(&file, "WARC/1.1 found");
	struct warc_stream *s = stream_of(buf_view(&file));
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "offset=0: "));
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_OK);
	assert_string_equal(out.s, "WARC/1.1 found");
	assert_int_equal(warc_stream_member(s), good);
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_END);
	warc_stream_free(s);
	buf_free(&file);
	buf_free(&out);
}

/* A damaged member may be taken to run on over the next ones; they are
 * found all the same. */
static void
members_a_damaged_one_ran_over_are_found(void **state)
{
	(void)state;
	struct err err = { "" };
	struct buf file;
	struct buf out;
	buf_init(&file, ROOM);
	buf_init(&out, ROOM);
	/* A stored block of 200 bytes that are not all its own. */
	buf_str(&file, STR("\x1f\x8b\x08\0\0\0\0\0\0\3\0\xc8\0\x37\xff"));
	buf_text(&file, "WARC/1.1 damaged");
	const size_t good = file.n;
	member_add(&file, "WARC/1.1 found");
	for (int i = 0; i < 20; i++)
		member_add(&file, "WARC/1.1 behind it");
	struct warc_stream *s = stream_of(buf_view(&file));
	enum rc rc = RC_OK;
	while (rc == RC_OK) {
		buf_clear(&out);
		rc = warc_stream_pull(s, &out, &err);
	}
	assert_int_equal(rc, RC_BAD);
	buf_clear(&out);
	assert_int_equal(warc_stream_pull(s, &out, &err), RC_OK);
	assert_string_equal(out.s, "WARC/1.1 found");
	assert_int_equal(warc_stream_member(s), good);
	warc_stream_free(s);
	buf_free(&file);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pull_never_holds_bytes_of_two_members),
		cmocka_unit_test(a_large_member_comes_in_steps),
		cmocka_unit_test(plain_text_stays_plain),
		cmocka_unit_test(
		    behind_damage_comes_the_next_member_that_holds_a_record),
		cmocka_unit_test(members_a_damaged_one_ran_over_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
