#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "extract/article.h"
#include "tests/unit/extract/tools.h"

#define BODY                                                                                                                   \
	"<p>Правительство утвердило план развития моногородов, сообщила " \
	"пресс-служба министерства экономики.</p><p>В плане двадцать "           \
	"городов, в каждом из них намечено открыть новые производства, "    \
	"чтобы люди не уезжали.</p>"

struct given {
	struct tools *tools;
	struct article *article;
};

static int
open_all(void **state)
{
	if (tools_open(state) != 0)
		return -1;
	struct tools *t = *state;
	struct given *g = arena_alloc(t->arena, sizeof(*g));
	struct err err = { .reason = "" };
	g->tools = t;
	*state = g;
	return article_new(t->config, t->lexicon, &g->article, &err) == RC_OK
	    ? 0
	    : -1;
}

static int
close_all(void **state)
{
	struct given *g = *state;
	void *tools = g->tools;
	article_free(g->article);
	return tools_close(&tools);
}

static struct document
html(const struct given *g, const char *bytes, enum rc want)
{
	const struct page p = { .form = PAGE_HTML,
		.fetched_at = clock_parse(STR("2026-03-01T06:00:00Z"), 0),
		.url = STR("https://news.kz/2026/01/20/plan"),
		.body = str_c(bytes) };
	struct document doc;
	struct err err = { .reason = "" };
	assert_int_equal(article_html(g->article, g->tools->arena, &p, &doc,
			     &err),
	    want);
	return doc;
}

static void
a_page_becomes_a_document(void **state)
{
	const struct document d = html(*state,
	    "<title>План для городов - Сайт</title><h1>План для городов</h1>"
	    "<div>21.01.2026, 10:00</div>" BODY,
	    RC_OK);
	assert_str(d.title, "План для городов");
	assert_str(d.lang, "ru");
	assert_str(d.site, "news.kz");
	assert_str(d.published_from, "text");
	assert_int_equal(d.published_at,
	    clock_parse(STR("2026-01-21T05:00:00Z"), 0));
	assert_int_equal(d.nblocks, 2);
	assert_true(str_starts(d.text, STR("Правительство")));
}

#define LD(date)                                                               \
	"<script type='application/ld+json'>{\"@type\":\"NewsArticle\","       \
	"\"datePublished\":\"" date "\"}</script>"

static void
sources_are_believed_in_their_order(void **state)
{
	const char *meta = "<meta property=article:published_time "
			   "content=2026-01-19>";
	const char *markup = "<time datetime=2026-01-21></time>";
	struct given *g = *state;
	struct arena *a = g->tools->arena;
	struct document d = html(g,
	    arena_printf(a, "%s%s%s" BODY, LD("2026-01-18"), meta, markup).s,
	    RC_OK);
	assert_str(d.published_from, "jsonld");
	d = html(g, arena_printf(a, "%s%s" BODY, meta, markup).s, RC_OK);
	assert_str(d.published_from, "meta");
	d = html(g, arena_printf(a, "%s" BODY, markup).s, RC_OK);
	assert_str(d.published_from, "time");
	d = html(g, BODY, RC_OK);
	assert_str(d.published_from, "url");
}

static void
impossible_and_contradicted_dates_are_passed_over(void **state)
{
	struct given *g = *state;
	struct document d = html(g, LD("2031-01-01") BODY, RC_OK);
	assert_str(d.published_from, "url");
	d = html(g, "<time datetime=2020-05-05></time>" BODY, RC_OK);
	assert_str(d.published_from, "url");
}

static void
linked_data_help_where_the_page_gives_little(void **state)
{
	struct given *g = *state;
	const struct str body = tools_repeat(g->tools,
	    "Правительство утвердило план развития моногородов, сообщили в "
	    "министерстве. ",
	    6);
	const struct document d = html(g,
	    arena_printf(g->tools->arena,
		"<script type='application/ld+json'>{\"@type\":\"Article\","
		"\"articleBody\":\"%s\"}</script><p>Читать дальше, если "
		"хотите, по подписке.</p>",
		body.s)
		.s,
	    RC_OK);
	assert_true(d.text.n > 400);
}

static void
a_page_without_an_article_ends(void **state)
{
	(void)html(*state, "<a>Главная</a><a>Новости</a>", RC_END);
	(void)html(*state, "", RC_END);
}

static void
a_text_file_is_known_by_its_path(void **state)
{
	struct given *g = *state;
	const struct page p = { .form = PAGE_TEXT,
		.fetched_at = CLOCK_NONE,
		.source = { .path = STR("a.txt") },
		.body = STR("План для новых городов\n\nПравительство "
			    "утвердило план развития моногородов, "
			    "сообщила пресс-служба министерства.\n") };
	struct document d;
	struct err err = { .reason = "" };
	assert_int_equal(article_text(g->article, g->tools->arena, &p, &d,
			     &err),
	    RC_OK);
	assert_str(d.title, "План для новых городов");
	assert_str(d.url, "a.txt");
	assert_true(d.fetched_at == CLOCK_NONE);
	assert_true(d.published_at == CLOCK_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_becomes_a_document),
		cmocka_unit_test(sources_are_believed_in_their_order),
		cmocka_unit_test(
		    impossible_and_contradicted_dates_are_passed_over),
		cmocka_unit_test(linked_data_help_where_the_page_gives_little),
		cmocka_unit_test(a_page_without_an_article_ends),
		cmocka_unit_test(a_text_file_is_known_by_its_path),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
