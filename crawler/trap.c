#include "crawler/trap.h"

#define SALT_QUERY   1
#define SEGMENTS_MAX 64 /* a deeper path is a trap by itself */

static bool
goes_in_circles(struct str path)
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
		if (times >= TRAP_REPEATS_MAX || n == SEGMENTS_MAX)
			return true;
		seen[n++] = segment;
	}
	return false;
}

bool
trap_is(struct tally *t, struct str url)
{
	const size_t at = str_chr(url, '?');
	const struct str path = str_head(url, at);
	if (goes_in_circles(path))
		return true;
	return at < url.n && tally_add(t, path, SALT_QUERY) > TRAP_QUERIES_MAX;
}
