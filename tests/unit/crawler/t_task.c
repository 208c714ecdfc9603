#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/task.h"

static void
robots_come_first_and_lists_before_articles(void **state)
{
	(void)state;
	assert_true(TASK_ROBOTS < TASK_LIST);
	assert_true(TASK_LIST < TASK_ARTICLE);
}

static void
kinds_have_names(void **state)
{
	(void)state;
	assert_string_equal(task_kind_name(TASK_ROBOTS), "robots");
	assert_string_equal(task_kind_name(TASK_LIST), "list");
	assert_string_equal(task_kind_name(TASK_ARTICLE), "article");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(robots_come_first_and_lists_before_articles),
		cmocka_unit_test(kinds_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
