#ifndef NORMALIZE_CLUE_H
#define NORMALIZE_CLUE_H

#include "common/document.h"
#include "common/str.h"

/* What stands around figures: periods, frames, cues, speakers. */
enum clue_kind {
	CLUE_PERIOD,
	CLUE_FRAME,
	CLUE_CUE,
	CLUE_SPEAKER,
};

struct clue {
	enum clue_kind kind;
	const struct mention *mention;
	struct str word; /* of the rule's name: up, plan, year ... */
	struct str from; /* of a period */
	struct str until;
	struct str first; /* of a range of years: its first and last year */
	struct str last;
};

#endif
