/* fuzz: extract */
#include <assert.h>
#include <stdint.h>

#include "common/utf8.h"
#include "extract/blocks.h"
#include "extract/dom.h"
#include "extract/prescan.h"

#define PAGE_MOST ((size_t)65536)
#define DEEPEST   ((size_t)4 * PRESCAN_DEPTH)

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Whatever the page: a bounded tree, and passages of valid text. */
static void
walk(struct arena *arena, struct str html)
{
	struct dom dom;
	struct blocks blocks;
	struct err err = { .reason = "" };
	struct arena *scratch = arena_new((size_t)256 << 20);
	const enum rc rc = dom_parse(arena, scratch, html, &dom, &err);
	arena_free(scratch); /* nothing of it may be used any more */
	if (rc != RC_OK)
		return;
	for (const struct node *n = dom.root; n != NULL;
	     n = node_after(dom.root, n)) {
		size_t depth = 0;
		for (const struct node *p = n->parent; p != NULL; p = p->parent)
			depth++;
		assert(depth < DEEPEST);
	}
	blocks_read(arena, &dom, &blocks);
	for (size_t i = 0; i < blocks.passages.n; i++) {
		const struct str text = blocks.passages.v[i].text;
		assert(text.n > 0 && utf8_valid(text) == text.n);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf page;
	struct buf html;
	struct prescan found;
	struct err err = { .reason = "" };
	if (n > PAGE_MOST)
		return 0;
	buf_init(&page, 4 * PAGE_MOST);
	buf_init(&html, 8 * PAGE_MOST);
	(void)utf8_repair(str_n((const char *)data, n), &page);
	for (size_t i = 0; i < page.n; i++) /* as charset.c leaves it */
		if (page.s[i] == '\0')
			page.s[i] = ' ';
	if (page.n > 0 &&
	    prescan_run(buf_view(&page), &html, &found, &err) == RC_OK) {
		struct arena *arena = arena_new((size_t)256 << 20);
		assert(utf8_valid(buf_view(&html)) == html.n);
		walk(arena, html.n > 0 ? buf_view(&html) : STR(""));
		arena_free(arena);
	}
	buf_free(&html);
	buf_free(&page);
	return 0;
}
