#ifndef NORMALIZE_NOUNS_H
#define NORMALIZE_NOUNS_H

#include "normalize/draft.h"

/*
 * What is counted or measured: the words of the rule, or the subject of the
 * verb before the figure; where the text leaves a counted noun out, the
 * nearest one said before.  A count of nothing known is dropped.
 */
#define NOUNS_REACH 600 /* code points looked back for a noun left out */

void nouns_set(struct draft *);

#endif
