#ifndef EXTRACT_LANGUAGE_H
#define EXTRACT_LANGUAGE_H

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Which language a text is in: ru, kk or en, or STR_NONE for another or too
 * little of any.  Kazakh Cyrillic is told by its own letters, because they
 * decide where n-grams of short or mixed texts do not; the rest by
 * libexttextcat (language.c is the one file that includes it).
 */
struct language;

enum rc language_new(struct language **, struct err *) MUST_CHECK;
void language_free(struct language *);
struct str language_of(const struct language *, struct arena *,
    struct str text);

#endif
