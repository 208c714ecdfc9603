#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "crawler/explain.h"
#include "tests/unit/crawler/rig.h"

static void
verdict_names_line_and_rule(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	char path[2 * FOLDER_MAX];
	char denied[] = "https://x.kz/no/1";
	char allowed[] = "https://x.kz/yes";
	folder_write(&rig->folder, "robots.txt",
	    "User-agent: *\nDisallow: /no\n");
	char *files[] = { folder_path(&rig->folder, "robots.txt", path), denied,
		allowed };
	rig->stage.files = files;
	rig->stage.nfiles = 3;
	assert_int_equal(explain_robots(&rig->stage, NULL, &err), RC_OK);
	assert_string_equal(rig->stage.out.s,
	    "deny\thttps://x.kz/no/1\tline 2: Disallow: /no\n"
	    "allow\thttps://x.kz/yes\tno rule\n");
}

static void
missing_robots_file_is_wrong_usage(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	char missing[] = "/nowhere/robots.txt";
	char url[] = "https://x.kz/";
	char *files[] = { missing, url };
	rig->stage.files = files;
	rig->stage.nfiles = 2;
	assert_int_equal(explain_robots(&rig->stage, "a", &err), RC_BAD);
	assert_non_null(strstr(err.reason, missing));
}

static void
urls_are_resolved_and_canonical_or_refused(void **state)
{
	struct rig *rig = *state;
	struct err err = { 0 };
	char relative[] = "../b?utm_source=x#top";
	char wrong[] = "mailto:a@x.kz";
	char *files[] = { relative, wrong };
	rig->stage.files = files;
	rig->stage.nfiles = 2;
	assert_int_equal(explain_urls(&rig->stage, "HTTPS://X.kz/a/c", &err),
	    RC_OK);
	assert_string_equal(rig->stage.out.s, "https://x.kz/b\n");
	assert_int_equal(rig->stage.bad, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(verdict_names_line_and_rule,
		    rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    missing_robots_file_is_wrong_usage, rig_up, rig_down),
		cmocka_unit_test_setup_teardown(
		    urls_are_resolved_and_canonical_or_refused, rig_up,
		    rig_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
