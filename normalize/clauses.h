#ifndef NORMALIZE_CLAUSES_H
#define NORMALIZE_CLAUSES_H

#include <stddef.h>

#include "normalize/draft.h"

/*
 * The clause that ends at a place of a sentence, and what of it may be the
 * words of a subject: no conjunction, time or preposition at its front, and
 * no particle of the verb behind.  Places are code points of the text.
 */

/* Where the clause that ends at `end` begins: behind the last mark of a
 * clause, and behind the last period or figure. */
size_t clauses_start(const struct draft *, const struct sentence_view *,
    size_t end);
/* Where the words before a verb end, a period right before it apart: in
 * "инфляция в январе 2026 года составила" the subject stands before both. */
size_t clauses_end(const struct draft *, const struct sentence_view *,
    size_t verb);
/* Where the period begins that ends right before a clause's start, or 0. */
size_t clauses_time_before(const struct draft *, const struct sentence_view *,
    size_t start);
/* Where the brackets or quotes open that close right before a clause's start,
 * or 0. */
size_t clauses_aside(const struct draft *, const struct sentence_view *,
    size_t start);
/* Takes what is no part of a subject off both ends of a span. */
struct span clauses_trim(const struct draft *, struct span);

#endif
