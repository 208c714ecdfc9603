#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/coding.h"
#include "common/gzip.h"

#define ROOM     ((size_t)1 << 20)
#define SENTENCE "Twenty towns are left of twenty seven towns."

/* SENTENCE as the reference encoders write it. */
static const char gzip_bytes[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x0b\x29\x4f\xcd\x2b\xa9"
    "\x54\x28\xc9\x2f\xcf\x2b\x56\x48\x2c\x4a\x55\xc8\x49\x4d\x2b\x51"
    "\xc8\x4f\x53\x28\x81\x48\x14\xa7\x96\xa5\xe6\x41\xa4\xf5\x00\xc3"
    "\xd8\x32\x36\x2c\x00\x00\x00";
static const char zlib_bytes[] =
    "\x78\xda\x0b\x29\x4f\xcd\x2b\xa9\x54\x28\xc9\x2f\xcf\x2b\x56\x48"
    "\x2c\x4a\x55\xc8\x49\x4d\x2b\x51\xc8\x4f\x53\x28\x81\x48\x14\xa7"
    "\x96\xa5\xe6\x41\xa4\xf5\x00\x76\xf5\x10\x94";
static const char raw_bytes[] =
    "\x0b\x29\x4f\xcd\x2b\xa9\x54\x28\xc9\x2f\xcf\x2b\x56\x48\x2c\x4a"
    "\x55\xc8\x49\x4d\x2b\x51\xc8\x4f\x53\x28\x81\x48\x14\xa7\x96\xa5"
    "\xe6\x41\xa4\xf5\x00";
static const char br_bytes[] =
    "\x1b\x2b\x00\x80\x8c\x94\xab\xed\x68\x41\xe5\x36\xb6\xae\x63\x35"
    "\x7f\xc3\x6b\x50\x82\x04\x13\x39\x70\x28\x6a\x07\xa6\x67\x26\xa4"
    "\xfa\xa1\xfc\xf0\x44\x87\x5e\x62\x0a\x98\x81\x0c\x72\x05";
static const char zstd_bytes[] =
    "\x28\xb5\x2f\xfd\x20\x2c\x45\x01\x00\x62\x02\x08\x0c\xd0\x3d\x10"
    "\x71\x92\x63\xa7\x0a\x54\x98\x28\x2d\x90\xc6\xa7\xb7\xd9\x49\x3d"
    "\xdd\x95\xa6\x3e\x28\x4f\xe3\xd3\xb7\xda\x70\x04\x01\x00\xf2\x30"
    "\xc7";
/* 30 MB of zeros in 53 bytes. */
static const char br_bomb[] =
    "\xcb\xff\xff\x3f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x8f\xff\xff"
    "\x7f\xf0\x4f\x00\xc4\x61\x11\x80\xee\xfd\x1f\xff\xff\xff\xe0\x9f"
    "\x00\x88\xc3\x02\x00\xdd\xfb\xbf\xfc\xff\xff\xc2\x3f\x01\x10\x87"
    "\x05\x00\xba\xf7\x5f";

#define BYTES(literal)                                                         \
	{                                                                      \
		literal, sizeof(literal) - 1                                   \
	}

static const struct {
	const char *name;
	struct str coded;
} codings[] = {
	{ "gzip", BYTES(gzip_bytes) },
	{ "X-Gzip", BYTES(gzip_bytes) },
	{ "deflate", BYTES(zlib_bytes) },
	{ "deflate", BYTES(raw_bytes) },
	{ "br", BYTES(br_bytes) },
	{ "zstd", BYTES(zstd_bytes) },
};
#define CODINGS (sizeof(codings) / sizeof(codings[0]))

static enum rc
decode(const char *name, struct str in, struct buf *out, bool *cut)
{
	struct err err = { "" };
	const struct coding *c = coding_named(str_c(name));
	assert_non_null(c);
	*cut = false;
	const enum rc rc = coding_decode(c, in, out, cut, &err);
	assert_true(rc == RC_OK || err.reason[0] != '\0');
	return rc;
}

static void
every_coding_gives_the_sentence_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODINGS; i++) {
		struct buf out;
		bool cut;
		buf_init(&out, ROOM);
		assert_int_equal(decode(codings[i].name, codings[i].coded, &out,
				     &cut),
		    RC_OK);
		assert_false(cut);
		assert_string_equal(out.s, SENTENCE);
		buf_free(&out);
	}
}

static void
a_sentence_as_long_as_the_ceiling_fits(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODINGS; i++) {
		struct buf out;
		bool cut;
		buf_init(&out, sizeof(SENTENCE) - 1);
		assert_int_equal(decode(codings[i].name, codings[i].coded, &out,
				     &cut),
		    RC_OK);
		assert_string_equal(out.s, SENTENCE);
		buf_free(&out);
		buf_init(&out, sizeof(SENTENCE) - 2);
		assert_int_equal(decode(codings[i].name, codings[i].coded, &out,
				     &cut),
		    RC_BAD);
		buf_free(&out);
	}
}

static void
bytes_cut_anywhere_give_a_beginning_or_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < CODINGS; i++) {
		for (size_t n = 1; n < codings[i].coded.n; n++) {
			struct buf out;
			bool cut;
			buf_init(&out, ROOM);
			const enum rc rc = decode(codings[i].name,
			    str_head(codings[i].coded, n), &out, &cut);
			assert_true(rc == RC_BAD || cut ||
			    str_eq(buf_view(&out),
				str_head(codings[i].coded, n)));
			if (cut)
				assert_true(
				    str_starts(STR(SENTENCE), buf_view(&out)));
			buf_free(&out);
		}
	}
}

static void
text_that_is_not_coded_is_given_as_it_is(void **state)
{
	(void)state;
	static const char page[] =
	    "<html>\r\n\t<p>Халық саны 1,3 млн</p>\n</html>";
	for (size_t i = 0; i < CODINGS; i++) {
		struct buf out;
		bool cut;
		buf_init(&out, ROOM);
		assert_int_equal(decode(codings[i].name, str_c(page), &out,
				     &cut),
		    RC_OK);
		assert_false(cut);
		assert_string_equal(out.s, page);
		buf_free(&out);
	}
}

static void
bytes_that_are_neither_coded_nor_text_are_refused(void **state)
{
	(void)state;
	static const char noise[] = "\x00\x01\x02\xff\xfe\x03noise";
	const char *const names[] = { "gzip", "zstd" };
	for (size_t i = 0; i < 2; i++) {
		struct buf out;
		bool cut;
		buf_init(&out, ROOM);
		assert_int_equal(decode(names[i],
				     str_n(noise, sizeof(noise) - 1), &out,
				     &cut),
		    RC_BAD);
		buf_free(&out);
	}
}

static void
members_in_a_row_are_one_body_and_padding_is_none(void **state)
{
	(void)state;
	struct buf in;
	struct buf out;
	bool cut;
	buf_init(&in, ROOM);
	buf_init(&out, ROOM);
	buf_add(&in, gzip_bytes, sizeof(gzip_bytes) - 1);
	buf_add(&in, gzip_bytes, sizeof(gzip_bytes) - 1);
	buf_add(&in, "\0\0\0", 3);
	assert_int_equal(decode("gzip", buf_view(&in), &out, &cut), RC_OK);
	assert_false(cut);
	assert_string_equal(out.s, SENTENCE SENTENCE);
	buf_free(&in);
	buf_free(&out);
}

static void
bombs_stop_at_the_ceiling(void **state)
{
	(void)state;
	static const char zeros[1 << 20];
	struct gzip_packer *p = gzip_packer_new();
	struct buf once;
	struct buf out;
	bool cut;
	buf_init(&once, 2 * ROOM);
	gzip_pack(p, str_n(zeros, sizeof(zeros)), &once);
	gzip_packer_free(p);
	buf_init(&out, ROOM / 2);
	assert_int_equal(decode("gzip", buf_view(&once), &out, &cut), RC_BAD);
	assert_true(out.n <= ROOM / 2);
	buf_clear(&out);
	assert_int_equal(decode("br", str_n(br_bomb, sizeof(br_bomb) - 1), &out,
			     &cut),
	    RC_BAD);
	assert_true(out.n <= ROOM / 2);
	buf_free(&once);
	buf_free(&out);
}

static void
names_are_known_or_not(void **state)
{
	(void)state;
	assert_null(coding_named(STR("compress")));
	assert_null(coding_named(STR("")));
	assert_true(coding_is_none(STR("Identity")));
	assert_true(coding_is_none(STR("UTF-8")));
	assert_false(coding_is_none(STR("gzip")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_coding_gives_the_sentence_back),
		cmocka_unit_test(a_sentence_as_long_as_the_ceiling_fits),
		cmocka_unit_test(
		    bytes_cut_anywhere_give_a_beginning_or_are_refused),
		cmocka_unit_test(text_that_is_not_coded_is_given_as_it_is),
		cmocka_unit_test(
		    bytes_that_are_neither_coded_nor_text_are_refused),
		cmocka_unit_test(
		    members_in_a_row_are_one_body_and_padding_is_none),
		cmocka_unit_test(bombs_stop_at_the_ceiling),
		cmocka_unit_test(names_are_known_or_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
