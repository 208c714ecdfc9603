#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/part.h"

/* What the part is, the mark {number} given. */
static struct part
part(const char *text)
{
	static struct yaml_pair pairs[] = {
		{ .key.v = { "number", 6 }, .value.v = { "\\x{E000}", 8 } },
	};
	const struct yaml_pairs marks = { pairs, 1 };
	struct arena *arena = arena_new((size_t)1 << 20);
	struct parts *parts = parts_new(arena, &marks);
	const struct part *p = parts_of(parts, str_c(text));
	assert_ptr_equal(p, parts_of(parts, str_c(text)));
	const struct part out = *p;
	arena_free(arena);
	return out;
}

static void
a_part_is_sound_or_not_known_to_be(void **state)
{
	(void)state;
	assert_true(part("{a} (?<unit>{b}|{c}){2,3}?").sound);
	assert_true(part("(?<=a|bc)\\p{L}{2,}\\{a\\}").sound);
	assert_false(part("(?:{a}").sound);
	assert_false(part("{a}\\").sound);
	assert_true(part("").sound);
}

static void
nothing_may_come_where_not_all_macros_may(void **state)
{
	(void)state;
	assert_false(part("(?<={a} )b").sound);
	assert_false(part("(?<!{a})b").sound);
	assert_false(part("[x{a}]").sound);
	assert_false(part("(?<!{number} )\\k<other>").sound);
	assert_true(part("(?<!{number} )b").sound);
}

static void
named_groups_are_counted(void **state)
{
	(void)state;
	assert_int_equal(part("(?<a>x)(?<b>y)(z)").groups, 2);
}

static void
repeats_around_a_macro_are_counted(void **state)
{
	(void)state;
	assert_int_equal(part_copies(STR("")), 1);
	assert_int_equal(part_copies(STR("{3}")), 3);
	assert_int_equal(part_copies(STR(" b){2,8} c")), 8);
	assert_int_equal(part_copies(STR("{2} b){5,} c){0,3}?")), 30);
	assert_int_equal(part_copies(STR(" (b){9})+ c{4}")), 1);
	assert_int_equal(part_copies(STR("\\){9}[)]{9}[^])]{9}){2}")), 2);
	/* No number is too large to be counted. */
	assert_true(
	    part_copies(STR("){65535}){65535}){65535}){99999999999}")) > 65535);
}

static void
plain_text_and_names_come_in_turn(void **state)
{
	(void)state;
	struct str rest = STR("a{2,3}\\{x}{name_1}{B}{other}c{");
	struct str plain;
	struct str name;
	part_next(&rest, &plain, &name);
	assert_true(str_is(plain, "a{2,3}\\{x}"));
	assert_true(str_is(name, "name_1"));
	part_next(&rest, &plain, &name);
	assert_true(str_is(plain, "{B}"));
	assert_true(str_is(name, "other"));
	part_next(&rest, &plain, &name);
	assert_true(str_is(plain, "c{"));
	assert_int_equal(name.n, 0);
	assert_int_equal(rest.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_is_sound_or_not_known_to_be),
		cmocka_unit_test(nothing_may_come_where_not_all_macros_may),
		cmocka_unit_test(named_groups_are_counted),
		cmocka_unit_test(repeats_around_a_macro_are_counted),
		cmocka_unit_test(plain_text_and_names_come_in_turn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
