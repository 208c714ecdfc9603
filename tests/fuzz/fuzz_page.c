/* fuzz: extract */
#include <assert.h>
#include <stdint.h>

#include "common/clock.h"
#include "common/utf8.h"
#include "extract/article.h"
#include "tests/fuzz/words.h"

#define PAGE_MOST 65536

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* The whole way from bytes to a document: its text is valid and its blocks
 * stand in it.  The first byte says what the page is. */
static void
check(const struct document *doc)
{
	const size_t runes = utf8_count(doc->text);
	size_t end = 0;
	assert(utf8_valid(doc->text) == doc->text.n);
	assert(utf8_valid(doc->title) == doc->title.n);
	for (size_t i = 0; i < doc->nblocks; i++) {
		assert(doc->blocks[i].at.start >= end);
		end = doc->blocks[i].at.start + doc->blocks[i].at.length;
		assert(end <= runes);
	}
	for (size_t i = 0; i < doc->nauthors; i++)
		assert(utf8_valid(doc->authors[i]) == doc->authors[i].n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct config *config;
	static struct lexicon *lexicon;
	static struct article *article;
	static struct arena
	    *arena; /* kept: a new one costs as much as a page */
	struct err err = { .reason = "" };
	if (config == NULL) {
		config = words_config();
		if (lexicon_load(config, &lexicon, &err) != RC_OK ||
		    article_new(config, lexicon, &article, &err) != RC_OK)
			abort();
		arena = arena_new((size_t)256 << 20);
	}
	if (n < 1 || n > PAGE_MOST)
		return 0;
	arena_reset(arena);
	const struct page page = { .form = PAGE_HTML,
		.fetched_at = 1772344800, /* 2026-03-01 */
		.url = STR("https://a.test/2026/01/28/x"),
		.body = str_n((const char *)data + 1, n - 1) };
	struct document doc;
	const enum rc rc = (data[0] & 1) != 0
	    ? article_html(article, arena, &page, &doc, &err)
	    : article_text(article, arena, &page, &doc, &err);
	if (rc == RC_OK)
		check(&doc);
	return 0;
}
