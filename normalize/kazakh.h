#ifndef NORMALIZE_KAZAKH_H
#define NORMALIZE_KAZAKH_H

#include <stdbool.h>
#include <stddef.h>

#include "normalize/draft.h"
#include "normalize/subjects.h"

/*
 * The subject of a Kazakh figure: the words right before it, or before the
 * dash that parts it from them (code point `dash`, 0: none), as far as they
 * can be one - no participle, no case but the nominative.  False when there
 * is none.
 */
bool kazakh_subject(const struct draft *, const struct sentence_view *,
    size_t dash, const struct figure *, struct subject *);

#endif
