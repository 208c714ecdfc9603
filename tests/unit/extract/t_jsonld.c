#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "extract/jsonld.h"
#include "tests/unit/extract/tools.h"

static struct metadata
read(const struct tools *t, const char *script)
{
	struct metadata m = metadata_none();
	jsonld_read(t->dates, t->arena, str_c(script), &m);
	return m;
}

#define ARTICLE                                                                        \
	"{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\","              \
	"\"headline\":\"План\",\"datePublished\":\"2026-01-28T18:54:00+05:"        \
	"00\","                                                                        \
	"\"dateModified\":\"2026-01-29\",\"articleSection\":[\"Экономика\"]," \
	"\"author\":[{\"@type\":\"Person\",\"name\":\"А. Ким\"},\"О. Ли\"],"    \
	"\"articleBody\":\"Текст.\"}"

static void
articles_are_read(void **state)
{
	const struct metadata m = read(*state, ARTICLE);
	assert_str(m.title, "План");
	assert_int_equal(m.published,
	    clock_parse(STR("2026-01-28T13:54:00Z"), 0));
	assert_int_equal(m.modified, clock_parse(STR("2026-01-29"), 0));
	assert_str(m.section, "Экономика");
	assert_int_equal(m.nauthors, 2);
	assert_str(m.authors[1], "О. Ли");
	assert_str(m.body, "Текст.");
}

static void
articles_are_found_in_graphs_and_lists(void **state)
{
	assert_str(read(*state,
		       "{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Сайт\"},"
		       "{\"@type\":[\"Article\",\"X\"],\"headline\":\"План\"}]"
		       "}")
		       .title,
	    "План");
	assert_str(read(*state,
		       "[{\"@type\":\"http://schema.org/BlogPosting\","
		       "\"headline\":\"План\"}]")
		       .title,
	    "План");
	assert_null(
	    read(*state, "{\"@type\":\"Person\",\"name\":\"А\"}").title.s);
}

static void
entities_in_a_headline_are_decoded(void **state)
{
	assert_str(read(*state,
		       "{\"@type\":\"Article\",\"headline\":"
		       "\"&laquo;План&raquo; &amp; дело\"}")
		       .title,
	    "«План» & дело");
	assert_str(read(*state,
		       "{\"@type\":\"Article\",\"headline\":\"A & B; C\"}")
		       .title,
	    "A & B; C");
}

static void
what_surrounds_the_json_is_taken_off(void **state)
{
	assert_str(read(*state, "<!-- " ARTICLE " -->").title, "План");
	assert_str(read(*state, "//<![CDATA[\n" ARTICLE ";\n//]]>").title,
	    "План");
	assert_str(read(*state,
		       "{\"@type\":\"Article\",\"headline\":\"Пл\nан\"}")
		       .title,
	    "Пл ан");
}

static void
rotten_json_says_nothing(void **state)
{
	const struct tools *t = *state;
	const char *rotten[] = { "", "{", "}", "null", "{\"@type\":1}",
		"{\"@type\":\"Article\",\"headline\":{}}", "[[[[",
		"{\"@type\":\"Article\",\"author\":[[[[\"x\"]]]]}",
		"{\"@type\":\"Article\",\"author\":{\"name\":[1,null]}}" };
	for (size_t i = 0; i < sizeof(rotten) / sizeof(rotten[0]); i++) {
		const struct metadata m = read(t, rotten[i]);
		assert_null(m.title.s);
		assert_int_equal(m.nauthors, 0);
	}
	assert_null(read(t, tools_repeat(t, "{\"a\":", 10000).s).title.s);
	assert_null(read(t, tools_repeat(t, "[", 400).s).title.s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(articles_are_read),
		cmocka_unit_test(articles_are_found_in_graphs_and_lists),
		cmocka_unit_test(entities_in_a_headline_are_decoded),
		cmocka_unit_test(what_surrounds_the_json_is_taken_off),
		cmocka_unit_test(rotten_json_says_nothing),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
