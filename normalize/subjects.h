#ifndef NORMALIZE_SUBJECTS_H
#define NORMALIZE_SUBJECTS_H

#include <stdbool.h>

#include "normalize/draft.h"

/*
 * What a figure is said of when no noun stands with it: the subject of the
 * verb before it, the words before a dash, or in Kazakh, whose verb comes
 * last, the words right before the figure.
 */
#define SUBJECT_MAX 90 /* code points of a subject */

struct subject {
	struct span at;  /* its words */
	struct str head; /* folded: the phrase that ends with its noun */
	struct str lang; /* of the words */
	bool counted; /* "число школ": the head is what is counted */
};

/* False when there is none. */
bool subjects_find(const struct draft *, const struct sentence_view *,
    const struct figure *, struct subject *);

/* The language of a noun: Kazakh letters tell it, else the document does. */
struct str subjects_lang(const struct draft *, struct str word);

#endif
