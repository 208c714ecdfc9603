#include "crawler/trap.h"

#include "common/buf.h"
#include "common/clock.h"
#include "common/hash.h"
#include "common/url.h"
#include "crawler/day.h"
#include "crawler/shape.h"

/* Kinds of keys in the tally; harvest.c and answer.c have their own. */
#define SALT_QUERY 1
#define SALT_LINKS 3
#define SALT_TRIAL 4
#define SALT_YIELD 5

#define SEGMENTS_MAX 64 /* a deeper path is a trap by itself */

struct trap_budget
trap_budget_of(const struct config_crawl *c)
{
	return (struct trap_budget){
		.repeats = (unsigned)c->repeats,
		.ahead = c->ahead_days * CLOCK_DAY,
		.queries = (unsigned)c->queries,
		.links = (unsigned)c->links,
		.trials = (unsigned)c->trials,
		.yield = (unsigned)c->yield,
	};
}

static bool
goes_in_circles(struct str path, unsigned repeats)
{
	struct str seen[SEGMENTS_MAX];
	size_t n = 0;
	struct str segment = STR_NONE;
	while (str_cut(&path, '/', &segment)) {
		unsigned times = 0;
		if (segment.n == 0)
			continue;
		for (size_t i = 0; i < n; i++)
			times += str_eq(seen[i], segment) ? 1 : 0;
		if (times >= repeats || n == SEGMENTS_MAX)
			return true;
		seen[n++] = segment;
	}
	return false;
}

bool
trap_is(const struct trap_budget *budget, struct str url, int64_t now)
{
	const struct str path = str_head(url, str_chr(url, '?'));
	return goes_in_circles(path, budget->repeats) ||
	    day_is_ahead(url, now + budget->ahead);
}

/* The pattern of an address, as a key. */
static void
pattern_write(struct str url, struct buf *out)
{
	const struct shape shape = shape_of(url);
	const size_t scheme = str_find(url, STR("://"));
	const struct str rest = str_from(url, scheme < url.n ? scheme + 3 : 0);
	buf_str(out, str_head(rest, str_chr(rest, '/')));
	shape_write(&shape, out);
}

bool
trap_is_flood(struct tally *t, const struct trap_budget *budget, struct str url,
    struct str list)
{
	struct buf key;
	const size_t at = str_chr(url, '?');
	if (at < url.n &&
	    tally_add(t, str_head(url, at), SALT_QUERY) > budget->queries)
		return true;
	buf_init(&key, URL_MAX);
	pattern_write(url, &key);
	const unsigned n =
	    tally_add(t, buf_view(&key), hash64(list, SALT_LINKS));
	buf_free(&key);
	return n > budget->links;
}

void
trap_yield(struct tally *t, struct str url, bool good)
{
	struct buf key;
	buf_init(&key, URL_MAX);
	pattern_write(url, &key);
	(void)tally_add(t, buf_view(&key), SALT_TRIAL);
	if (good)
		(void)tally_add(t, buf_view(&key), SALT_YIELD);
	buf_free(&key);
}

bool
trap_is_barren(const struct tally *t, const struct trap_budget *budget,
    struct str url)
{
	struct buf key;
	buf_init(&key, URL_MAX);
	pattern_write(url, &key);
	const unsigned trials = tally_get(t, buf_view(&key), SALT_TRIAL);
	const unsigned yields = tally_get(t, buf_view(&key), SALT_YIELD);
	buf_free(&key);
	return trials >= budget->trials && yields * budget->yield < trials;
}
