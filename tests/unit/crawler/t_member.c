#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/clock.h"
#include "crawler/member.h"

static void
what_there_is_not_is_null(void **state)
{
	struct buf out;
	(void)state;
	buf_init(&out, 1000);
	struct json j = json_to(&out);
	json_object(&j);
	member_text(&j, "word", STR("да"));
	member_text(&j, "empty", STR(""));
	member_text(&j, "none", STR_NONE);
	member_int(&j, "number", -27);
	member_bool(&j, "truth", true);
	member_moment(&j, "day", INT64_C(1772344800));
	member_moment(&j, "never", CLOCK_NONE);
	json_end_object(&j);
	assert_string_equal(out.s,
	    "{\"word\":\"да\",\"empty\":null,\"none\":null,\"number\":-27,"
	    "\"truth\":true,\"day\":\"2026-03-01T06:00:00Z\","
	    "\"never\":null}");
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_there_is_not_is_null),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
