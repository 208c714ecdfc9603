#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/shape.h"

static void
numbers_and_titles_are_left_open(void **state)
{
	static const struct {
		const char *url;
		const char *shape;
		bool section;
	} rows[] = {
		{ "https://x.kz/news/2026/03/budget-grows-1234.html?a=/b/",
		    "/news/#/#/~.html", false },
		{ "https://x.kz/politics/", "/politics/", true },
		{ "https://x.kz/ru/all-news#top", "/ru/all-news", true },
		{ "https://x.kz", "", true },
		{ "https://x.kz/", "/", true },
		{ "https://x.kz//n//17", "/n/#", false },
		{ "https://x.kz/%D0%B0/index.php", "/~/index.php", false },
		{ "https://x.kz/v/1.5", "/v/~", false },
		{ "https://x.kz/a/b/c/", "/a/b/c/", false },
		{ "https://x.kz/a-very-long-word-of-a-title", "/~", false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf b;
		buf_init(&b, 1 << 10);
		const struct shape s = shape_of(str_c(rows[i].url));
		shape_write(&s, &b);
		assert_string_equal(b.n > 0 ? b.s : "", rows[i].shape);
		assert_int_equal(shape_is_section(&s), rows[i].section);
		buf_free(&b);
	}
}

static void
deep_paths_are_cut(void **state)
{
	char url[4096] = "https://x.kz";
	size_t n = strlen(url);
	(void)state;
	for (int i = 0; i < 1000; i++) {
		url[n++] = '/';
		url[n++] = 'a';
	}
	url[n] = '\0';
	assert_int_equal(shape_of(str_c(url)).n, SHAPE_SEGMENTS_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_and_titles_are_left_open),
		cmocka_unit_test(deep_paths_are_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
