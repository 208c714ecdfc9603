#ifndef STORE_NAMES_H
#define STORE_NAMES_H

#include <stdint.h>

#include "common/str.h"

/*
 * Names whose row ids are known: asking SQLite for the same few hundred places
 * and indicators with every fact cost as much as writing the fact.
 *
 * A fixed number of slots; a name that falls on a taken one takes its place,
 * and one longer than NAMES_KEY_MAX is not remembered.  `kind` keeps names of
 * different tables apart.  Ids are never 0.
 */
#define NAMES_KEY_MAX 104

struct names;
struct names *names_new(void);
void names_free(struct names *);

int64_t names_get(const struct names *, unsigned kind, struct str); /* or 0 */
void names_put(struct names *, unsigned kind, struct str, int64_t id);
void names_clear(struct names *);

#endif
