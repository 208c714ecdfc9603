#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/normalize/tools.h"

#include <math.h>

/* The fact of "BOUND NUMBER человек". */
static const struct fact *
count_of(struct bench *b, const char *bound, const char *number)
{
	char text[256];
	(void)snprintf(text, sizeof(text), "Здесь %s %s человек.", bound,
	    number);
	bench_text(b, "ru", arena_cstr(b->arena, str_c(text)));
	struct mention *m = bench_mention(b, "count.noun", number);
	bench_capture(b, m, "number", number);
	bench_capture(b, m, "noun", "человек");
	if (*bound != '\0')
		bench_capture(b, m, "bound", bound);
	return bench_facts(b);
}

static void
a_counted_number_is_itself(void **state)
{
	const struct fact *f = count_of(*state, "", "27");
	assert_str(f->bound, "exact");
	assert_real(f->low, 27);
	assert_real(f->high, 27);
}

static void
a_rounded_number_covers_what_rounds_to_it(void **state)
{
	const struct fact *f = count_of(*state, "", "1,3 млн");
	assert_real(f->low, 1250000);
	assert_real(f->high, 1350000);
	f = count_of(*state, "", "2 тыс.");
	assert_real(f->low, 1500);
	assert_real(f->high, 2500);
}

static void
more_and_less_leave_a_side_open(void **state)
{
	const struct fact *f = count_of(*state, "свыше", "2 тыс.");
	assert_str(f->bound, "more_than");
	assert_real(f->low, 2000);
	assert_true(isnan(f->high));
	f = count_of(*state, "не более", "40");
	assert_str(f->bound, "at_most");
	assert_true(isnan(f->low));
	assert_real(f->high, 40);
}

static void
about_widens_to_a_twentieth(void **state)
{
	const struct fact *f = count_of(*state, "около", "100");
	assert_str(f->bound, "approx");
	assert_real(f->low, 95);
	assert_real(f->high, 105);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_counted_number_is_itself),
		cmocka_unit_test(a_rounded_number_covers_what_rounds_to_it),
		cmocka_unit_test(more_and_less_leave_a_side_open),
		cmocka_unit_test(about_widens_to_a_twentieth),
	};
	return cmocka_run_group_tests(tests, bench_open, bench_close);
}
