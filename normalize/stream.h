#ifndef NORMALIZE_STREAM_H
#define NORMALIZE_STREAM_H

#include <stdbool.h>

#include "common/crew.h"
#include "common/stage.h"
#include "normalize/normalize.h"

/*
 * Lines in, lines out: what the crew does with each.
 *
 * A job is "FILE:LINE", a line end, and the record, so that a refused record
 * can be named whoever worked on it.
 */
#define STREAM_PATH_MAX 4200 /* bytes before the record in a job */

struct stream {
	struct stage *stage;
	const struct normalizer *normalizer;
	struct crew *crew;
	bool flat; /* one fact a line */
};

crew_work_fn stream_work;
crew_done_fn stream_done;
stage_input_fn stream_file;

#endif
