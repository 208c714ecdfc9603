#ifndef COMMON_PATTERN_H
#define COMMON_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * Regular expressions by PCRE2 (UTF, UCP, JIT where the machine has it), with
 * match and depth limits so that no page can make one run away.
 * What matching needs belongs to the pattern, so one process uses one pattern
 * from one thread.
 */
#define PATTERN_MATCH_LIMIT 200000 /* PCRE2 steps for one match */
#define PATTERN_DEPTH_LIMIT 20000

struct pattern;

enum pattern_flags {
	PATTERN_NOCASE = 1,
	PATTERN_EXTENDED = 2, /* white space and # comments in the pattern */
	PATTERN_BYTES = 4,    /* no UTF checks: for bytes and URLs */
	PATTERN_TIED = 8,     /* for pattern_here() */
};

/* RC_BAD with PCRE2's message and the offset in *at (bytes into regex). */
enum rc pattern_new(struct str regex, unsigned flags, struct pattern **,
    size_t *at, struct err *) MUST_CHECK;
/* The same, compiled when it is first asked: of hundreds of patterns most runs
 * ask a few.  The regex stays the caller's, who knows that it is sound: were
 * it not, each search would be RC_BAD. */
struct pattern *pattern_later(struct str regex, unsigned flags);
void pattern_free(struct pattern *);

/* Searches `text` (valid UTF-8) from byte `from`.  RC_OK and the groups'
 * byte offsets (pairs, PATTERN_UNSET when a group took no part); RC_END when
 * there is no match; RC_BAD when a limit stopped it. */
#define PATTERN_UNSET ((size_t)-1)
struct pattern_match {
	size_t count;     /* groups, the whole match being 0 */
	const size_t *at; /* 2 * count offsets, valid until the next call */
};
enum rc pattern_find(const struct pattern *, struct str text, size_t from,
    struct pattern_match *, struct err *) MUST_CHECK;
bool pattern_matches(const struct pattern *, struct str text);
/* The same for a match that begins at byte `from`; with PATTERN_TIED only. */
enum rc pattern_here(const struct pattern *, struct str text, size_t from,
    struct pattern_match *, struct err *) MUST_CHECK;

/* Bytes that PCRE2 has made of it; it makes no more than PATTERN_CODE_MAX of
 * any. */
#define PATTERN_CODE_MAX ((size_t)64 << 10)
size_t pattern_code(const struct pattern *);

/* The named groups, in the order of their numbers; they are the pattern's. */
struct pattern_group {
	struct str name;
	size_t number;
};
struct pattern_groups {
	struct pattern_group *v;
	size_t n;
};
struct pattern_groups pattern_groups(const struct pattern *);

#endif
