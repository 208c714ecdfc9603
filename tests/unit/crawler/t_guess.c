#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/pattern.h"
#include "crawler/guess.h"

#define URLS_MAX 12

struct trial {
	const char *named[URLS_MAX]; /* what lists name */
	const char *fits[URLS_MAX];  /* further ones the guess must take ... */
	const char *bad[URLS_MAX];   /* ... and must not */
};

static void
assert_guess(const struct trial *t)
{
	struct arena *arena = arena_new(1 << 20);
	struct guess g = guess_in(arena);
	struct pattern *p = NULL;
	struct err err = { 0 };
	struct buf b;
	size_t at = 0;
	buf_init(&b, 1 << 12);
	for (size_t i = 0; i < URLS_MAX && t->named[i] != NULL; i++)
		guess_add(&g, str_c(t->named[i]));
	assert_true(guess_pattern(&g, STR("x.kz"), &b));
	assert_int_equal(pattern_new(buf_view(&b), PATTERN_BYTES, &p, &at,
			     &err),
	    RC_OK);
	for (size_t i = 0; i < URLS_MAX && t->fits[i] != NULL; i++)
		if (!pattern_matches(p, str_c(t->fits[i])))
			fail_msg("%s does not take %s", b.s, t->fits[i]);
	for (size_t i = 0; i < URLS_MAX && t->bad[i] != NULL; i++)
		if (pattern_matches(p, str_c(t->bad[i])))
			fail_msg("%s takes %s", b.s, t->bad[i]);
	pattern_free(p);
	buf_free(&b);
	arena_free(arena);
}

static void
ids_and_titles_are_articles_and_sections_are_not(void **state)
{
	static const struct trial trials[] = {
		{ { "https://x.kz/news/101234-budget-grows-again",
		      "https://x.kz/news/101235-two-towns-left",
		      "https://x.kz/sport/101236-a-match-was-won",
		      "https://x.kz/news/", "https://x.kz/about" },
		    { "https://kaz.x.kz/economy/99-a-new-one",
			"https://x.kz/news/5-b-c?utm_source=feed" },
		    { "https://x.kz/news/", "https://x.kz/", "https://x.kz/tag",
			"https://y.kz/news/101234-budget-grows-again",
			"https://x.kz.evil.kz/news/1-budget-grows-again" } },
		{ { "https://x.kz/2026/03/01/budget-grows-again.html",
		      "https://x.kz/2026/02/28/two-towns-are-left.html",
		      "https://x.kz/2026/02/27/rain-in-the-steppe.html",
		      "https://x.kz/2026/02/", "https://x.kz/2026/" },
		    { "https://x.kz/2025/12/31/the-year-is-over.html" },
		    { "https://x.kz/2026/02/28/", "https://x.kz/2026/02/28/x",
			"https://x.kz/26/2/28/the-year-is-over.html" } },
		{ { "https://x.kz/n/12345", "https://x.kz/n/12346",
		      "https://x.kz/n/12347" },
		    { "https://x.kz/n/99999" },
		    { "https://x.kz/n/1", "https://x.kz/n/",
			"https://x.kz/m/12345" } },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(trials) / sizeof(trials[0]); i++)
		assert_guess(&trials[i]);
}

static void
nothing_is_guessed_from_too_little(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct guess g = guess_in(arena);
	struct buf b;
	(void)state;
	buf_init(&b, 1 << 12);
	assert_false(guess_pattern(&g, STR("x.kz"), &b));
	guess_add(&g, STR("https://x.kz/news/"));
	guess_add(&g, STR("https://x.kz/news/one-two-three"));
	guess_add(&g, STR("https://x.kz/news/2026"));
	assert_false(guess_pattern(&g, STR("x.kz"), &b));
	assert_int_equal(b.n, 0);
	buf_free(&b);
	arena_free(arena);
}

static void
what_is_special_in_patterns_is_taken_as_it_stands(void **state)
{
	static const struct trial trial = {
		{ "https://x.kz/a(b/one-two-three", "https://x.kz/a(b/f-g-h",
		    "https://x.kz/a(b/i-j-k" },
		{ "https://x.kz/a(b/l-m-n" },
		{ "https://x.kz/aab/l-m-n" },
	};
	(void)state;
	assert_guess(&trial);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    ids_and_titles_are_articles_and_sections_are_not),
		cmocka_unit_test(nothing_is_guessed_from_too_little),
		cmocka_unit_test(
		    what_is_special_in_patterns_is_taken_as_it_stands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
