#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/gzip.h"

#define ROOM ((size_t)1 << 20)

static const struct str sentence = { "Twenty towns are left of twenty seven "
				     "towns.",
	44 };

static void
pack(struct str x, struct buf *out)
{
	struct gzip_packer *p = gzip_packer_new();
	gzip_pack(p, x, out);
	gzip_packer_free(p);
}

static void
a_member_gives_back_what_was_packed(void **state)
{
	(void)state;
	struct err err = { "" };
	struct buf member;
	struct buf plain;
	buf_init(&member, ROOM);
	buf_init(&plain, ROOM);
	pack(sentence, &member);
	buf_text(&member, "behind");
	struct str in = buf_view(&member);
	struct gunzip *g = gunzip_new(GUNZIP_MEMBER);
	assert_int_equal(gunzip_step(g, &in, &plain, 100, &err), RC_END);
	assert_true(str_eq(buf_view(&plain), sentence));
	assert_true(str_is(in, "behind"));
	gunzip_free(g);
	buf_free(&plain);
	buf_free(&member);
}

/* `pieces` bytes at a time. */
static void
pack_stream(struct str x, size_t pieces, struct buf *out)
{
	struct gzip *g = gzip_new();
	for (; x.n > 0; x = str_from(x, pieces))
		gzip_add(g, str_head(x, pieces), false, out);
	gzip_add(g, STR("."), true, out);
	gzip_free(g);
}

static void
pieces_make_one_member(void **state)
{
	(void)state;
	static char text[300000];
	unsigned seed = 1;
	for (size_t i = 0; i < sizeof(text); i++) {
		seed = seed * 1103515245u + 12345u;
		text[i] = (char)('a' + (seed >> 16) % 26);
	}
	const size_t steps[] = { 1000, 100000, sizeof(text) };
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct err err = { "" };
		struct buf member;
		struct buf plain;
		buf_init(&member, ROOM);
		buf_init(&plain, ROOM);
		pack_stream(str_n(text, sizeof(text)), steps[i], &member);
		assert_false(member.bad);
		struct str in = buf_view(&member);
		struct gunzip *g = gunzip_new(GUNZIP_MEMBER);
		assert_int_equal(gunzip_step(g, &in, &plain, ROOM / 2, &err),
		    RC_END);
		assert_int_equal(in.n, 0);
		assert_int_equal(plain.n, sizeof(text) + 1);
		assert_memory_equal(plain.s, text, sizeof(text));
		gunzip_free(g);
		buf_free(&plain);
		buf_free(&member);
	}
}

static void
nothing_and_zeros_survive_packing(void **state)
{
	(void)state;
	static const char zeros[70000];
	const struct str cases[] = { STR_NONE, { zeros, sizeof(zeros) } };
	for (size_t i = 0; i < 2; i++) {
		struct err err = { "" };
		struct buf member;
		struct buf plain;
		buf_init(&member, ROOM);
		buf_init(&plain, ROOM);
		pack(cases[i], &member);
		struct str in = buf_view(&member);
		struct gunzip *g = gunzip_new(GUNZIP_MEMBER);
		assert_int_equal(gunzip_step(g, &in, &plain, sizeof(zeros) + 1,
				     &err),
		    RC_END);
		assert_true(str_eq(buf_view(&plain), cases[i]));
		gunzip_free(g);
		buf_free(&plain);
		buf_free(&member);
	}
}

static void
the_same_bytes_pack_to_the_same_member(void **state)
{
	(void)state;
	struct buf a;
	struct buf b;
	buf_init(&a, ROOM);
	buf_init(&b, ROOM);
	struct gzip_packer *p = gzip_packer_new();
	gzip_pack(p, sentence, &a);
	gzip_pack(p, sentence, &b);
	gzip_packer_free(p);
	assert_true(str_eq(buf_view(&a), buf_view(&b)));
	buf_free(&a);
	buf_free(&b);
}

static void
a_member_past_the_ceiling_is_bad(void **state)
{
	(void)state;
	struct buf out;
	buf_init(&out, 10);
	pack(sentence, &out);
	assert_true(out.bad);
	assert_int_equal(out.n, 0);
	buf_free(&out);
}

static void
bytes_may_come_and_go_one_at_a_time(void **state)
{
	(void)state;
	struct err err = { "" };
	struct buf member;
	struct buf plain;
	buf_init(&member, ROOM);
	buf_init(&plain, ROOM);
	pack(sentence, &member);
	struct gunzip *g = gunzip_new(GUNZIP_MEMBER);
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < member.n;) {
		struct str in = { member.s + i, 1 };
		rc = gunzip_step(g, &in, &plain, 1, &err);
		i += 1 - in.n;
	}
	assert_int_equal(rc, RC_END);
	assert_true(str_eq(buf_view(&plain), sentence));
	gunzip_free(g);
	buf_free(&plain);
	buf_free(&member);
}

static void
one_flipped_bit_is_noticed_wherever_it_is(void **state)
{
	(void)state;
	struct buf member;
	struct buf plain;
	buf_init(&member, ROOM);
	buf_init(&plain, ROOM);
	pack(sentence, &member);
	struct gunzip *g = gunzip_new(GUNZIP_MEMBER);
	for (size_t i = 0; i < member.n; i++) {
		struct err err = { "" };
		if (i >= 4 && i < 10)
			continue; /* time and system: free to be anything */
		member.s[i] ^= 0x10;
		struct str in = buf_view(&member);
		buf_clear(&plain);
		gunzip_reset(g);
		const enum rc rc = gunzip_step(g, &in, &plain, ROOM, &err);
		assert_true(rc == RC_BAD || (rc == RC_OK && in.n == 0));
		assert_true(rc == RC_OK || err.reason[0] != '\0');
		member.s[i] ^= 0x10;
	}
	gunzip_free(g);
	buf_free(&plain);
	buf_free(&member);
}

static void
no_room_is_refused_before_anything_is_read(void **state)
{
	(void)state;
	struct err err = { "" };
	struct buf member;
	struct buf plain;
	buf_init(&member, ROOM);
	buf_init(&plain, 8);
	pack(sentence, &member);
	struct str in = buf_view(&member);
	struct gunzip *g = gunzip_new(GUNZIP_MEMBER);
	assert_int_equal(gunzip_step(g, &in, &plain, 9, &err), RC_BAD);
	assert_int_equal(in.n, member.n);
	gunzip_free(g);
	buf_free(&plain);
	buf_free(&member);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_member_gives_back_what_was_packed),
		cmocka_unit_test(pieces_make_one_member),
		cmocka_unit_test(nothing_and_zeros_survive_packing),
		cmocka_unit_test(the_same_bytes_pack_to_the_same_member),
		cmocka_unit_test(a_member_past_the_ceiling_is_bad),
		cmocka_unit_test(bytes_may_come_and_go_one_at_a_time),
		cmocka_unit_test(one_flipped_bit_is_noticed_wherever_it_is),
		cmocka_unit_test(no_room_is_refused_before_anything_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
