#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "extract/compose.h"
#include "tests/unit/extract/tools.h"

static void
add(const struct tools *t, struct passages *p, const char *text,
    enum passage_kind kind)
{
	struct passage *one = passages_add(t->arena, p, str_c(text));
	one->kind = kind;
	one->kept = true;
	one->value = 1;
}

static void
blocks_count_code_points(void **state)
{
	const struct tools *t = *state;
	struct passages p = { .n = 0 };
	struct document doc = { .title = STR_NONE };
	struct err err = { .reason = "" };
	add(t, &p, "Ещё", PASSAGE_HEADING);
	add(t, &p, "дом", PASSAGE_PARAGRAPH);
	(void)passages_add(t->arena, &p, STR("нет"));
	add(t, &p, "a | b", PASSAGE_ROW);
	assert_int_equal(compose_text(t->arena, &p, &doc, &err), RC_OK);
	assert_str(doc.text, "Ещё\n\nдом\n\na | b");
	assert_int_equal(doc.nblocks, 3);
	assert_str(doc.blocks[2].kind, "row");
	assert_int_equal(doc.blocks[1].at.start, 5);
	assert_int_equal(doc.blocks[1].at.length, 3);
	assert_int_equal(doc.blocks[2].at.start, 10);
	assert_int_equal(doc.blocks[2].at.length, 5);
}

static void
a_title_on_top_is_not_repeated(void **state)
{
	const struct tools *t = *state;
	struct passages p = { .n = 0 };
	struct document doc = { .title = STR("Новый план для городов") };
	struct err err = { .reason = "" };
	add(t, &p, "Новый план для городов!", PASSAGE_HEADING);
	add(t, &p, "Первый абзац.", PASSAGE_PARAGRAPH);
	assert_int_equal(compose_text(t->arena, &p, &doc, &err), RC_OK);
	assert_str(doc.text, "Первый абзац.");
}

/* The title stands above the text, with what has no worth of its own; a
 * paragraph that says it again is the article's. */
static void
a_title_behind_the_first_paragraph_is_text(void **state)
{
	const struct tools *t = *state;
	struct passages p = { .n = 0 };
	struct document doc = { .title = STR("Новый план для городов") };
	struct err err = { .reason = "" };
	add(t, &p, "Первый абзац.", PASSAGE_PARAGRAPH);
	add(t, &p, "Новый план для городов", PASSAGE_PARAGRAPH);
	assert_int_equal(compose_text(t->arena, &p, &doc, &err), RC_OK);
	assert_str(doc.text, "Первый абзац.\n\nНовый план для городов");
	p.v[0].value = 0;
	assert_int_equal(compose_text(t->arena, &p, &doc, &err), RC_OK);
	assert_str(doc.text, "");
}

static void
nothing_kept_is_an_empty_text(void **state)
{
	const struct tools *t = *state;
	struct passages p = { .n = 0 };
	struct document doc = { .title = STR_NONE };
	struct err err = { .reason = "" };
	assert_int_equal(compose_text(t->arena, &p, &doc, &err), RC_OK);
	assert_str(doc.text, "");
	assert_int_equal(doc.nblocks, 0);
}

static void
an_endless_article_is_refused(void **state)
{
	const struct tools *t = *state;
	struct passages p = { .n = 0 };
	struct document doc = { .title = STR_NONE };
	struct err err = { .reason = "" };
	add(t, &p, tools_repeat(t, "a", COMPOSE_MAX + 1).s, PASSAGE_PARAGRAPH);
	assert_int_equal(compose_text(t->arena, &p, &doc, &err), RC_BAD);
	assert_string_equal(err.reason, "article over 1048576 bytes");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_count_code_points),
		cmocka_unit_test(a_title_on_top_is_not_repeated),
		cmocka_unit_test(a_title_behind_the_first_paragraph_is_text),
		cmocka_unit_test(nothing_kept_is_an_empty_text),
		cmocka_unit_test(an_endless_article_is_refused),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
