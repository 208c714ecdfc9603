#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "extract/metadata.h"
#include "tests/unit/extract/tools.h"

typedef void reader(const struct dates *, struct arena *, const struct dom *,
    struct metadata *);

static struct metadata
read(const struct tools *t, reader *fn, const char *html)
{
	const struct dom dom = tools_tree(t, html);
	struct metadata m = metadata_none();
	fn(t->dates, t->arena, &dom, &m);
	return m;
}

static void
meta_elements_are_read(void **state)
{
	const struct metadata m = read(*state, metadata_meta,
	    "<meta name=title content=x><meta property='og:title' "
	    "content='Заголовок &amp; всё'><meta name='twitter:title' "
	    "content=другой><meta property=article:published_time "
	    "content='2026-01-28T18:54:00+05:00'><meta name=author "
	    "content='А. Иванов'><meta property=article:section "
	    "content=Экономика><link rel=canonical href='/news/1'>");
	assert_str(m.title, "Заголовок & всё");
	assert_int_equal(m.published,
	    clock_parse(STR("2026-01-28T13:54:00Z"), 0));
	assert_true(m.modified == CLOCK_NONE);
	assert_int_equal(m.nauthors, 1);
	assert_str(m.authors[0], "А. Иванов");
	assert_str(m.section, "Экономика");
	assert_str(m.canonical, "/news/1");
}

static void
the_more_exact_name_wins_wherever_it_stands(void **state)
{
	const struct metadata m = read(*state, metadata_meta,
	    "<meta name=date content=2020-01-01><meta "
	    "property=article:published_time content=2026-01-28>");
	assert_int_equal(m.published, clock_parse(STR("2026-01-28"), 0));
}

static void
microdata_are_read(void **state)
{
	const struct metadata m = read(*state, metadata_itemprop,
	    "<div><h1 itemprop='headline name'>План <b>готов</b></h1>"
	    "<time itemprop=datePublished datetime='2026-01-28'>вчера</time>"
	    "<span itemprop=author>Фото: x <span itemprop=name>Айгүл "
	    "Сәрсен</span>"
	    "</span><meta itemprop=dateModified content='2026-01-29'></div>");
	assert_str(m.title, "План готов");
	assert_int_equal(m.published, clock_parse(STR("2026-01-28"), 0));
	assert_int_equal(m.modified, clock_parse(STR("2026-01-29"), 0));
	assert_int_equal(m.nauthors, 1);
	assert_str(m.authors[0], "Айгүл Сәрсен");
}

static void
the_time_behind_the_headline_is_taken(void **state)
{
	const struct metadata m = read(*state, metadata_markup,
	    "<title>План - Сайт</title><time datetime=2026-03-01>today</time>"
	    "<h1>План</h1><time>28.01.2026</time><a rel=author>А. Б.</a>");
	assert_str(m.title, "План - Сайт");
	assert_int_equal(m.published, clock_parse(STR("2026-01-28"), 0));
	assert_str(m.authors[0], "А. Б.");
}

static void
bylines_are_taken_apart(void **state)
{
	const struct tools *t = *state;
	struct metadata m = metadata_none();
	metadata_authors(t->arena, &m,
	    STR("By Anna Smith, John Doe and Li Wei"));
	metadata_authors(t->arena, &m, STR("John Doe"));
	metadata_authors(t->arena, &m, STR("Автор: Олег Ким"));
	metadata_authors(t->arena, &m, STR("https://facebook.com/x"));
	metadata_authors(t->arena, &m, STR("mail@site.kz"));
	metadata_authors(t->arena, &m, STR(""));
	assert_int_equal(m.nauthors, 4);
	assert_str(m.authors[0], "Anna Smith");
	assert_str(m.authors[1], "John Doe");
	assert_str(m.authors[2], "Li Wei");
	assert_str(m.authors[3], "Олег Ким");
}

static void
authors_have_a_ceiling(void **state)
{
	const struct tools *t = *state;
	struct metadata m = metadata_none();
	for (int i = 0; i < 26; i++)
		metadata_authors(t->arena, &m,
		    arena_printf(t->arena, "Name %c%c", 'A' + i, 'a' + i));
	assert_int_equal(m.nauthors, METADATA_AUTHORS);
}

static void
a_page_without_any_says_nothing(void **state)
{
	reader *const all[] = { metadata_meta, metadata_itemprop,
		metadata_markup };
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		const struct metadata m = read(*state, all[i], "<p>x");
		assert_null(m.title.s);
		assert_int_equal(m.nauthors, 0);
		assert_true(m.published == CLOCK_NONE);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(meta_elements_are_read),
		cmocka_unit_test(the_more_exact_name_wins_wherever_it_stands),
		cmocka_unit_test(microdata_are_read),
		cmocka_unit_test(the_time_behind_the_headline_is_taken),
		cmocka_unit_test(bylines_are_taken_apart),
		cmocka_unit_test(authors_have_a_ceiling),
		cmocka_unit_test(a_page_without_any_says_nothing),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
