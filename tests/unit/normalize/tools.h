#ifndef TESTS_UNIT_NORMALIZE_TOOLS_H
#define TESTS_UNIT_NORMALIZE_TOOLS_H

#include <stdlib.h>
#include <string.h>

#include "common/clock.h"
#include "common/record.h"
#include "common/utf8.h"
#include "normalize/normalize.h"

/*
 * A document made by hand for the tests of normalize: text, and mentions as
 * the rules of sandyq-extract would have found them.  cmocka.h comes before
 * this file.
 */
#define MENTIONS_MAX 16
#define CAPTURES_MAX 8

struct bench {
	struct arena *arena;
	struct config *config;
	struct normalizer *normalizer;
	struct document doc;
	struct mention mentions[MENTIONS_MAX];
	struct capture captures[MENTIONS_MAX][CAPTURES_MAX];
};

/* The repository's own configuration; a test is skipped where the sources
 * are not at hand. */
static inline struct config *
bench_config(struct arena *arena)
{
	struct err err = { .reason = "" };
	struct config *config = NULL;
	const char *source = getenv("SANDYQ_SOURCE");
	if (source == NULL)
		skip();
	const struct str path =
	    arena_printf(arena, "%s/config/sandyq.yaml", source);
	if (config_load(path.s, NULL, &config, &err) != RC_OK)
		fail_msg("%s", err.reason);
	return config;
}

static inline int
bench_open(void **state)
{
	struct err err = { .reason = "" };
	struct bench *b = calloc(1, sizeof(*b));
	*state = b;
	if (b == NULL)
		return -1;
	b->arena = arena_new((size_t)64 << 20);
	b->config = bench_config(b->arena);
	if (normalizer_new(b->config, &b->normalizer, &err) != RC_OK)
		fail_msg("%s", err.reason);
	b->doc = document_empty();
	b->doc.has_mentions = true;
	b->doc.mentions = b->mentions;
	b->doc.url = STR("https://example.kz/1");
	return 0;
}

static inline int
bench_close(void **state)
{
	struct bench *b = *state;
	normalizer_free(b->normalizer);
	config_free(b->config);
	arena_free(b->arena);
	free(b);
	return 0;
}

static inline void
bench_text(struct bench *b, const char *lang, const char *text)
{
	b->doc.lang = str_c(lang);
	b->doc.text = str_c(text);
	b->doc.nmentions = 0;
	b->doc.has_mentions = true;
	b->doc.has_facts = false;
}

/* Where the words stand in the text, at or after code point `from`. */
static inline struct span
bench_span(const struct bench *b, const char *words, size_t from)
{
	struct utf8_ruler ruler = utf8_ruler(b->doc.text);
	const size_t skip = utf8_byte_at(&ruler, from);
	const struct str rest = str_from(b->doc.text, skip);
	const size_t at = skip + str_find(rest, str_c(words));
	assert_true(at < b->doc.text.n);
	return (struct span){ utf8_count(str_head(b->doc.text, at)),
		utf8_count(str_c(words)) };
}

/* The whole text is one sentence. */
static inline struct mention *
bench_mention(struct bench *b, const char *rule, const char *words)
{
	const size_t i = b->doc.nmentions++;
	struct mention *m = &b->mentions[i];
	assert_true(i < MENTIONS_MAX);
	*m = (struct mention){ .at = bench_span(b, words, 0),
		.sentence = { 0, utf8_count(b->doc.text) },
		.rule = str_c(rule),
		.captures = b->captures[i] };
	return m;
}

static inline void
bench_capture(struct bench *b, struct mention *m, const char *name,
    const char *words)
{
	assert_true(m->ncaptures < CAPTURES_MAX);
	m->captures[m->ncaptures++] =
	    (struct capture){ str_c(name), bench_span(b, words, 0) };
}

/* The document's facts. */
static inline const struct fact *
bench_facts(struct bench *b)
{
	struct err err = { .reason = "" };
	if (normalize_document(b->normalizer, b->arena, &b->doc, &err) != RC_OK)
		fail_msg("%s", err.reason);
	return b->doc.facts;
}

static inline void
assert_str(struct str x, const char *want)
{
	char got[256];
	(void)snprintf(got, sizeof(got), "%.*s", STR_ARG(x));
	assert_string_equal(got, want);
}

static inline void
assert_real(double got, double want)
{
	const double off = got > want ? got - want : want - got;
	if (!(off <= 1e-9 * (want > 1 ? want : 1)))
		fail_msg("%.17g is not %.17g", got, want);
}

#endif
