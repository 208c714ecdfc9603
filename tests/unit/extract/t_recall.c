#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/record.h"
#include "extract/recall.h"
#include "tests/unit/extract/tools.h"

#define OFFER                                                                  \
	"<div class=box><p>Readers of the Valley Post save a third, and they " \
	"get the garden almanac with it.</p></div>"
#define FIRST                                                                  \
	"<p>The dam was raised by two metres, and the lake now holds enough "  \
	"water for a dry year.</p>"
#define SECOND                                                                 \
	"<p>Three buses a day go to the hospital, after the line had been "    \
	"closed for eleven years.</p>"

/* A page of a site as far as memory looks at it. */
struct leaf {
	struct document doc;
	struct blocks blocks;
};

static struct leaf
leaf_of(const struct tools *t, const char *site, const char *title,
    const char *html)
{
	const struct dom dom = tools_tree(t, html);
	struct leaf leaf = { .doc = document_empty() };
	leaf.doc.site = str_c(site);
	leaf.doc.title = str_c(title);
	blocks_read(t->arena, &dom, &leaf.blocks);
	score_blocks(t->furniture, t->arena, &dom, &leaf.blocks);
	return leaf;
}

static void
learn(const struct tools *t, struct memory *m, const struct leaf *leaf)
{
	struct buf b;
	struct imprint one;
	buf_init(&b, (size_t)1 << 20);
	recall_learn(t->arena, &leaf->doc, &leaf->blocks, &b);
	for (size_t at = 0; at < b.n; at += sizeof(one)) {
		memcpy(&one, b.s + at, sizeof(one));
		memory_learn(m, &one, 1);
	}
	buf_free(&b);
	memory_settle(m);
}

static double
last_value(const struct tools *t, const struct memory *m, struct leaf *leaf)
{
	recall_judge(m, t->arena, &leaf->doc, &leaf->blocks);
	return leaf->blocks.passages.v[leaf->blocks.passages.n - 1].value;
}

static void
what_repeats_on_a_site_is_furniture(void **state)
{
	const struct tools *t = *state;
	struct memory *m = memory_new();
	struct leaf a = leaf_of(t, "a.kz", "Dam", FIRST FIRST FIRST OFFER);
	struct leaf b = leaf_of(t, "a.kz", "Bus", SECOND SECOND SECOND OFFER);
	struct leaf other = leaf_of(t, "b.kz", "Dam", FIRST FIRST OFFER);
	learn(t, m, &a);
	assert_true(last_value(t, m, &b) > 0);
	learn(t, m, &b);
	assert_true(last_value(t, m, &b) < 0);
	assert_true(b.blocks.passages.v[0].value > 0);
	/* Each site has a memory of its own. */
	assert_true(last_value(t, m, &other) > 0);
	memory_free(m);
}

static void
one_article_at_two_addresses_is_one_page(void **state)
{
	const struct tools *t = *state;
	struct memory *m = memory_new();
	struct leaf a = leaf_of(t, "a.kz", "Dam", FIRST FIRST OFFER);
	learn(t, m, &a);
	learn(t, m, &a);
	assert_true(last_value(t, m, &a) > 0);
	memory_free(m);
}

static void
a_page_that_repeats_by_half_is_left_alone(void **state)
{
	const struct tools *t = *state;
	struct memory *m = memory_new();
	struct leaf a = leaf_of(t, "a.kz", "Dam", FIRST OFFER OFFER);
	struct leaf b = leaf_of(t, "a.kz", "Bus", SECOND OFFER OFFER);
	learn(t, m, &a);
	learn(t, m, &b);
	assert_true(last_value(t, m, &b) > 0);
	memory_free(m);
}

static void
a_page_of_no_site_teaches_nothing(void **state)
{
	const struct tools *t = *state;
	struct memory *m = memory_new();
	struct leaf a = leaf_of(t, "", "Dam", FIRST FIRST OFFER);
	struct leaf b = leaf_of(t, "", "Bus", SECOND SECOND OFFER);
	learn(t, m, &a);
	learn(t, m, &b);
	assert_true(last_value(t, m, &b) > 0);
	memory_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_repeats_on_a_site_is_furniture),
		cmocka_unit_test(one_article_at_two_addresses_is_one_page),
		cmocka_unit_test(a_page_that_repeats_by_half_is_left_alone),
		cmocka_unit_test(a_page_of_no_site_teaches_nothing),
	};
	return cmocka_run_group_tests(tests, tools_open, tools_close);
}
