#ifndef CRAWLER_MEMBER_H
#define CRAWLER_MEMBER_H

#include <stdbool.h>
#include <stdint.h>

#include "common/json.h"
#include "common/str.h"

/*
 * Members of the JSON objects that `status` and `probe` print: a key and what
 * stands behind it.  What there is not is null.
 */
void member_text(struct json *, const char *key, struct str); /* empty: null */
void member_int(struct json *, const char *key, int64_t);
void member_bool(struct json *, const char *key, bool);
void member_moment(struct json *, const char *key, int64_t at);

#endif
