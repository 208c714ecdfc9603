#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "extract/endings.h"
#include "tests/unit/extract/tools.h"

/* What is left of a page behind an element, NULL when it has no end. */
static const char *
behind(enum tag tag, const char *rest)
{
	struct endings e = { .endless = { false } };
	struct str content;
	const char *past;
	return endings_find(&e, str_c(rest), tag, &content, &past) ? past
								   : NULL;
}

static void
a_script_ends_at_its_end_tag_alone(void **state)
{
	(void)state;
	assert_string_equal(behind(TAG_SCRIPT,
				"'<script>' </div> </scripts></SCRIPT >a"),
	    "a");
	assert_string_equal(behind(TAG_SCRIPT, "</script"), "");
	assert_null(behind(TAG_SCRIPT, "a</scrip>"));
}

static void
a_drawing_ends_with_its_last(void **state)
{
	(void)state;
	assert_string_equal(behind(TAG_SVG, "<svg></svg></svg>a</svg>"),
	    "a</svg>");
	/* One that was never closed does not take the rest. */
	assert_string_equal(behind(TAG_SVG, "<svg></svg>a"), "a");
}

static void
a_button_ends_with_what_it_stands_in(void **state)
{
	(void)state;
	assert_string_equal(behind(TAG_BUTTON, "<div></div>a</button>b"), "b");
	assert_string_equal(behind(TAG_BUTTON, "a</div>b</button>"),
	    "</div>b</button>");
	assert_string_equal(behind(TAG_BUTTON, "a<button>b"), "<button>b");
}

static void
what_has_no_end_is_searched_for_once(void **state)
{
	(void)state;
	struct endings e = { .endless = { false } };
	struct str content;
	const char *past;
	assert_false(endings_find(&e, STR("a"), TAG_SCRIPT, &content, &past));
	assert_true(e.endless[TAG_SCRIPT]);
	assert_false(
	    endings_find(&e, STR("</script>"), TAG_SCRIPT, &content, &past));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_script_ends_at_its_end_tag_alone),
		cmocka_unit_test(a_drawing_ends_with_its_last),
		cmocka_unit_test(a_button_ends_with_what_it_stands_in),
		cmocka_unit_test(what_has_no_end_is_searched_for_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
