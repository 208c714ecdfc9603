#ifndef NORMALIZE_CUES_H
#define NORMALIZE_CUES_H

#include "normalize/draft.h"

/*
 * Modality (plan, forecast, denied, past; else actual) and speaker, by the
 * cues of the sentence.
 */
void cues_set(struct draft *);

#endif
