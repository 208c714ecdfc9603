/* fuzz: crawler */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "common/pattern.h"
#include "crawler/day.h"
#include "crawler/guess.h"
#include "crawler/links.h"
#include "crawler/trap.h"

#define ARENA_MAX   ((size_t)256 << 20)
#define PATTERN_MAX ((size_t)64 << 10)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever addresses a page holds, what is guessed of them must compile. */
static void
guess_check(const struct guess *g)
{
	struct buf regex;
	struct pattern *p = NULL;
	struct err err = { { 0 } };
	size_t at = 0;
	buf_init(&regex, PATTERN_MAX);
	if (guess_pattern(g, STR("x.kz"), &regex)) {
		if (regex.bad ||
		    pattern_new(buf_view(&regex), PATTERN_BYTES, &p, &at,
			&err) != RC_OK)
			abort();
		pattern_free(p);
	}
	buf_free(&regex);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str file = { (const char *)data, size };
	struct arena *arena = arena_new(ARENA_MAX);
	const struct trap_budget budget = {
		.repeats = 3,
		.queries = 3,
		.links = 5,
	};
	struct tally *tally = tally_new();
	struct finds f = finds_in(arena);
	struct guess g = guess_in(arena);
	links_read(file, &f);
	if (f.n > size / 8 || f.nfeeds > FOUND_FEEDS_MAX)
		abort();
	for (size_t i = 0; i < f.n; i++) {
		guess_add(&g, f.v[i].url);
		(void)trap_is(&budget, f.v[i].url, 0);
		(void)day_of(f.v[i].url);
		(void)trap_is_flood(tally, &budget, f.v[i].url, STR("list"));
		trap_yield(tally, f.v[i].url, false);
	}
	guess_check(&g);
	tally_free(tally);
	arena_free(arena);
	return 0;
}
