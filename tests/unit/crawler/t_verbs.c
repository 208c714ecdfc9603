#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/verbs.h"
#include "tests/unit/crawler/rig.h"

static int
code_of(struct rig *rig, char **files, int n)
{
	const struct verb_options none = { .site = NULL };
	rig->stage.files = files;
	rig->stage.nfiles = n;
	return verbs_run(&rig->stage, &none);
}

static void
wrong_usage_is_exit_2(void **state)
{
	struct rig *rig = *state;
	char unknown[] = "fly";
	char run[] = "run";
	char check[] = "check";
	char probe[] = "probe";
	assert_int_equal(code_of(rig, NULL, 0), STAGE_USAGE);
	assert_int_equal(code_of(rig, (char *[]){ unknown }, 1), STAGE_USAGE);
	assert_int_equal(code_of(rig, (char *[]){ run, run }, 2), STAGE_USAGE);
	assert_int_equal(code_of(rig, (char *[]){ check }, 1), STAGE_USAGE);
	assert_int_equal(code_of(rig, (char *[]){ probe }, 1), STAGE_USAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(wrong_usage_is_exit_2, rig_up,
		    rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
