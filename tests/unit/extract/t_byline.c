#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/byline.h"
#include "tests/unit/extract/tools.h"

#define TEXT "+Абзац статьи, в котором рассказано о плане.\n"

/* Names, as one string. */
static const char *
joined(const struct tools *t, const struct str *names, size_t n)
{
	struct str all = STR("");
	for (size_t i = 0; i < n; i++)
		all = arena_printf(t->arena, "%.*s%s%.*s", STR_ARG(all),
		    i > 0 ? "; " : "", STR_ARG(names[i]));
	return all.s;
}

/* The byline of lines; one that begins with "+" is kept as text, one that
 * begins with "#" is the headline. */
static const char *
of_lines(const struct tools *t, const char *lines)
{
	struct passages p = { .n = 0 };
	struct metadata m = metadata_none();
	struct str rest = str_c(lines);
	struct str line;
	size_t headline = SIZE_MAX;
	while (str_cut(&rest, '\n', &line)) {
		if (line.n == 0)
			continue;
		const bool sign = line.s[0] == '+' || line.s[0] == '#';
		headline = line.s[0] == '#' ? p.n : headline;
		struct passage *one =
		    passages_add(t->arena, &p, str_from(line, sign));
		one->kept = line.s[0] == '+';
	}
	byline_find(t->lexicon, t->arena, &p, headline < p.n ? headline : p.n,
	    &m);
	return joined(t, m.authors, m.nauthors);
}

static void
a_labelled_line_names_the_authors(void **state)
{
	static const struct {
		const char *lines;
		const char *want;
	} rows[] = {
		{ "#План\nАвтор: Олег Ким\n" TEXT, "Олег Ким" },
		{ "#План\n" TEXT "+Текст: Олег Ким и Анна Ли, Астана\n",
		    "Олег Ким; Анна Ли" },
		{ "#План\nАвтор\nОлег Ким\n" TEXT, "Олег Ким" },
		{ "#План\n" TEXT "Дайындаған: Айгүл СӘРСЕНБАЙ\n",
		    "Айгүл СӘРСЕНБАЙ" },
		{ "#Plan\nBy Jean-Paul O'Neil and Ann Li July 4, 2025\n" TEXT,
		    "Jean-Paul O'Neil; Ann Li" },
		{ "#План\nАвтор: корреспондент А. С. Ким | 28.01.2026\n" TEXT,
		    "А. С. Ким" },
		{ "Автор: Олег Ким\nраздел\n#План\n" TEXT, "Олег Ким" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(of_lines(*state, rows[i].lines),
		    rows[i].want);
}

static void
what_is_no_name_is_no_author(void **state)
{
	static const char *const rows[] = {
		"#План\nОлег Ким\n" TEXT, /* nothing calls it a byline */
		"#План\nАвтор: Пресс-служба Акимата\n" TEXT,
		"#План\nАвтор: Ким\n" TEXT,
		"#План\nАвтор Олег Ким пишет о плане\n" TEXT,
		"#План\nАвтор законопроекта\n" TEXT,
		"#План\nФото: Олег Ким\n" TEXT,
		"#План\nТекст Закона Республики\n" TEXT,
		"#План\n" TEXT "a\nb\nc\nd\nАвтор: Олег Ким\n", /* too far */
		"Автор: Олег Ким\na\nb\nc\n#План\n" TEXT,
		"#План\nАвтор: Олег Ким\n", /* no article */
		"#План\nАвтор\n",
		"",
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(of_lines(*state, rows[i]), "");
}

/* The byline of a page whose every passage but the headline is text. */
static const char *
of_page(const struct tools *t, const char *html)
{
	const struct dom dom = tools_tree(t, html);
	struct metadata m = metadata_none();
	struct blocks b;
	blocks_read(t->arena, &dom, &b);
	for (size_t i = 1; i < b.passages.n; i++)
		b.passages.v[i].kept = true;
	byline_find(t->lexicon, t->arena, &b.passages, 0, &m);
	return joined(t, m.authors, m.nauthors);
}

static void
an_elements_class_calls_it_a_byline(void **state)
{
	assert_string_equal(of_page(*state,
				"<h1>План</h1><div class='post-author'><p>"
				"Олег Ким</p></div><p>Абзац"),
	    "Олег Ким");
	assert_string_equal(of_page(*state,
				"<h1>План</h1><div class='author'><p>Все "
				"материалы автора</p></div><p>Абзац"),
	    "");
	assert_string_equal(of_page(*state,
				"<h1>План</h1><p class=lead>Олег Ким</p>"),
	    "");
}

static void
names_of_metadata_lose_credits_and_offices(void **state)
{
	const struct tools *t = *state;
	struct str names[] = { STR("Корреспондент Олег Ким"),
		STR("фото: Анна Ли"), STR("Редакция"), STR("Photo by X Y"),
		STR("Меншікті тілші Айгүл Сәрсен"), STR("Автор"),
		STR("Фотон Иванов") };
	const size_t n = byline_clean(t->lexicon, t->arena, names,
	    sizeof(names) / sizeof(names[0]));
	assert_string_equal(joined(t, names, n),
	    "Олег Ким; Редакция; Айгүл Сәрсен; Фотон Иванов");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_labelled_line_names_the_authors),
		cmocka_unit_test(what_is_no_name_is_no_author),
		cmocka_unit_test(an_elements_class_calls_it_a_byline),
		cmocka_unit_test(names_of_metadata_lose_credits_and_offices),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
