#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/utf8.h"

static void
every_code_point_survives_a_round_trip(void **state)
{
	(void)state;
	for (uint32_t r = 0; r <= 0x10FFFF; r++) {
		char bytes[4];
		size_t n;
		if (r >= 0xD800 && r <= 0xDFFF)
			continue;
		const size_t wrote = utf8_encode(r, bytes);
		const struct str x = str_n(bytes, wrote);
		assert_true(utf8_decode(x, &n) == r && n == wrote);
		assert_true(utf8_valid(x) == wrote);
	}
}

static void
broken_forms_are_found_where_they_begin(void **state)
{
	(void)state;
	static const struct {
		const char *s;
		size_t n;
		size_t good;
	} rows[] = {
		{ "ab\x80", 3, 2 },           /* a tail alone */
		{ "a\xC0\xAF", 3, 1 },        /* overlong */
		{ "\xE0\x80\xAF", 3, 0 },     /* overlong, three */
		{ "\xED\xA0\x80", 3, 0 },     /* surrogate */
		{ "\xF4\x90\x80\x80", 4, 0 }, /* over U+10FFFF */
		{ "\xF5\x80\x80\x80", 4, 0 },
		{ "қ\xD2", 3, 2 }, /* cut */
		{ "12345678\xFF", 9, 8 },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(utf8_valid(str_n(rows[i].s, rows[i].n)),
		    rows[i].good);
}

static void
repair_leaves_valid_text_and_counts(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 100);
	assert_int_equal(utf8_repair(STR("a\xE2\x82z\xFFя"), &b), 2);
	assert_true(str_is(buf_view(&b), "a\xEF\xBF\xBDz\xEF\xBF\xBDя"));
	assert_int_equal(utf8_valid(buf_view(&b)), b.n);
	buf_free(&b);
}

/* Cyrillic takes a short way past utf8proc's tables. */
static void
cyrillic_folds_as_unicode_has_it(void **state)
{
	static const struct {
		uint32_t from, to, by;
	} rows[] = {
		{ 0x400, 0x400, 0x50 },
		{ 0x402, 0x40F, 0x50 },
		{ 0x410, 0x42F, 0x20 },
		{ 0x430, 0x482, 0 },
		{ 0x4C0, 0x4C0, 0xF },
		{ 0x4CF, 0x4CF, 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		for (uint32_t r = rows[i].from; r <= rows[i].to; r++)
			if (r < 0x450 || r > 0x481)
				assert_int_equal(utf8_fold_rune(r),
				    r + rows[i].by);
	/* Elsewhere a capital stands before its small letter. */
	for (uint32_t r = 0x460; r < 0x530; r++) {
		const bool capital = utf8_is_upper(r);
		if (capital && r != 0x4C0)
			assert_int_equal(utf8_fold_rune(r), r + 1);
		else if (!capital)
			assert_int_equal(utf8_fold_rune(r), r);
	}
}

/* Bytes are counted by eights: every length and place around one. */
static void
the_ruler_agrees_with_a_walk(void **state)
{
	const struct str text = STR("қала ab «№ 𐍈» 27 моноқала, ұйым — ∞");
	(void)state;
	for (size_t from = 0; from <= text.n; from++) {
		struct utf8_ruler r = utf8_ruler(text);
		size_t runes = 0;
		(void)utf8_rune_at(&r, from);
		for (size_t i = 0; i < text.n; i++) {
			if (((unsigned char)text.s[i] & 0xC0) == 0x80)
				continue;
			assert_int_equal(utf8_byte_at(&r, runes), i);
			assert_int_equal(utf8_rune_at(&r, i), runes);
			runes++;
		}
		assert_int_equal(utf8_count(text), runes);
		assert_int_equal(utf8_byte_at(&r, runes + 5), text.n);
	}
}

static void
the_ruler_measures_both_ways(void **state)
{
	(void)state;
	const struct str text = STR("Aқ🛫b");
	struct utf8_ruler r = utf8_ruler(text);
	assert_int_equal(utf8_rune_at(&r, 0), 0);
	assert_int_equal(utf8_rune_at(&r, 1), 1);
	assert_int_equal(utf8_rune_at(&r, 3), 2);
	assert_int_equal(utf8_rune_at(&r, 7), 3);
	assert_int_equal(utf8_rune_at(&r, 1), 1);
	assert_int_equal(utf8_byte_at(&r, 3), 7);
	assert_int_equal(utf8_byte_at(&r, 2), 3);
	assert_int_equal(utf8_byte_at(&r, 99), text.n);
	assert_int_equal(utf8_count(text), 4);
}

static void
a_run_folds_as_its_letters_do(void **state)
{
	char text[4];
	char run[4];
	char one[4];
	(void)state;
	for (uint32_t r = ' '; r < 0x600; r++) {
		const struct str x = str_n(text, utf8_encode(r, text));
		const size_t n = utf8_fold_run(x, run);
		const bool plain = r < 0x80 || (r >= 0x400 && r < 0x500);
		assert_int_equal(n, plain ? x.n : 0);
		if (!plain)
			continue;
		assert_int_equal(utf8_encode(utf8_fold_rune(r), one), n);
		assert_memory_equal(one, run, n);
	}
	char more[8];
	assert_int_equal(utf8_fold_run(STR("ӘZ Ж\nА"), more), 6);
	assert_memory_equal(more, "әz ж", 6);
}

static void
folding_keeps_the_count_of_code_points(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	const struct str x = STR("Моногород ЁЛКА Қазақстан ІҢҒҮҰҺӘӨ İẞ");
	const struct str y = utf8_fold(a, x);
	assert_int_equal(utf8_count(x), utf8_count(y));
	assert_true(str_starts(y, STR("моногород елка қазақстан іңғүұһәө")));
	arena_free(a);
}

static void
composition_makes_one_letter_of_two(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	/* и + combining breve is й; plain text comes back as it is. */
	assert_true(str_is(utf8_nfc(a, STR("краи\xCC\x86")), "край"));
	const struct str plain = STR("край «20» – теңге");
	assert_ptr_equal(utf8_nfc(a, plain).s, plain.s);
	arena_free(a);
}

static void
kinds_of_code_points_are_told_apart(void **state)
{
	(void)state;
	assert_true(utf8_is_space(0xA0) && utf8_is_space(0x202F) &&
	    utf8_is_space('\n'));
	assert_false(utf8_is_space('_'));
	assert_true(utf8_is_letter(0x4B1) && utf8_is_letter('Z'));
	assert_false(utf8_is_letter('1') || utf8_is_letter(0x2116));
	assert_true(utf8_is_digit('9'));
	assert_false(utf8_is_digit(0x0660)); /* Arabic-Indic zero */
	assert_true(utf8_is_upper(0x4B0) && !utf8_is_upper(0x4B1));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_survives_a_round_trip),
		cmocka_unit_test(broken_forms_are_found_where_they_begin),
		cmocka_unit_test(repair_leaves_valid_text_and_counts),
		cmocka_unit_test(the_ruler_measures_both_ways),
		cmocka_unit_test(the_ruler_agrees_with_a_walk),
		cmocka_unit_test(cyrillic_folds_as_unicode_has_it),
		cmocka_unit_test(a_run_folds_as_its_letters_do),
		cmocka_unit_test(folding_keeps_the_count_of_code_points),
		cmocka_unit_test(composition_makes_one_letter_of_two),
		cmocka_unit_test(kinds_of_code_points_are_told_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
