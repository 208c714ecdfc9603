#ifndef EXTRACT_LANGUAGE_H
#define EXTRACT_LANGUAGE_H

#include "common/arena.h"
#include "common/config.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * Which language a text is in: ru, kk or en, or STR_NONE for another or too
 * little of any.  Kazakh is kk in each of its alphabets, Cyrillic, Latin and
 * Arabic.  Letters decide where they can: Kazakh has its own, and they cost a
 * hundredth of n-grams.  The rest is libexttextcat's (language.c is the one
 * file that includes it) with the models of lexicon/languages.conf.
 */
struct language;

enum rc language_new(const struct config *, struct language **,
    struct err *) MUST_CHECK;
void language_free(struct language *);
struct str language_of(const struct language *, struct arena *,
    struct str text);

#endif
