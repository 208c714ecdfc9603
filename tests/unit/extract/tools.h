#ifndef TESTS_UNIT_EXTRACT_TOOLS_H
#define TESTS_UNIT_EXTRACT_TOOLS_H

#include <stdlib.h>

#include "common/arena.h"
#include "common/config.h"
#include "common/lexicon.h"
#include "extract/blocks.h"
#include "extract/dates.h"
#include "extract/dom.h"
#include "extract/furniture.h"
#include "extract/prescan.h"
#include "extract/score.h"

/*
 * What the tests of extraction stand on: an arena and the words of the
 * repository's own lexicon.  cmocka.h comes before this file.
 */
struct tools {
	struct arena *arena;
	struct config *config;
	struct lexicon *lexicon;
	struct furniture *furniture;
	struct dates *dates;
};

static inline int
tools_open(void **state)
{
	struct arena *a = arena_new((size_t)256 << 20);
	struct tools *t = arena_alloc(a, sizeof(*t));
	const char *source = getenv("SANDYQ_SOURCE");
	struct err err = { .reason = "" };
	const char *path = arena_printf(a, "%s/config/sandyq.yaml",
	    source != NULL ? source : ".")
			       .s;
	t->arena = a;
	*state = t;
	if (config_load(path, NULL, &t->config, &err) != RC_OK ||
	    lexicon_load(t->config, &t->lexicon, &err) != RC_OK ||
	    furniture_new(t->lexicon, &t->furniture, &err) != RC_OK ||
	    dates_new(t->lexicon, &t->dates, &err) != RC_OK) {
		print_error("%s\n", err.reason);
		return -1;
	}
	return 0;
}

static inline int
tools_close(void **state)
{
	struct tools *t = *state;
	dates_free(t->dates);
	furniture_free(t->furniture);
	lexicon_free(t->lexicon);
	config_free(t->config);
	arena_free(t->arena);
	return 0;
}

/* The tree of a page. */
static inline struct dom
tools_dom(const struct tools *t, struct str html, struct prescan *seen)
{
	struct dom dom = { .root = NULL };
	struct err err = { .reason = "" };
	struct buf markup;
	buf_init(&markup, 2 * html.n + 1000);
	assert_int_equal(prescan_run(html, &markup, seen, &err), RC_OK);
	const struct str emptied =
	    arena_str(t->arena, markup.n > 0 ? buf_view(&markup) : STR(""));
	buf_free(&markup);
	assert_int_equal(dom_parse(t->arena, NULL, emptied, &dom, &err), RC_OK);
	return dom;
}

static inline struct dom
tools_tree(const struct tools *t, const char *html)
{
	struct prescan seen;
	return tools_dom(t, str_c(html), &seen);
}

/* `text` as often as given, one after another. */
static inline struct str
tools_repeat(const struct tools *t, const char *text, size_t times)
{
	struct buf b;
	buf_init(&b, (size_t)64 << 20);
	for (size_t i = 0; i < times; i++)
		buf_text(&b, text);
	const struct str all = arena_str(t->arena, buf_view(&b));
	buf_free(&b);
	return all;
}

static inline void
assert_str(struct str got, const char *want)
{
	if (!str_is(got, want))
		fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

#endif
