#ifndef EXTRACT_INPUT_H
#define EXTRACT_INPUT_H

#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/crew.h"
#include "common/rc.h"
#include "common/stage.h"

/*
 * From files to packed pages for the crew: WARC records, HTML and text files,
 * document records, each told by its content.
 */
struct input {
	struct stage *stage;
	struct crew *crew;
	int64_t fetched_at; /* of pages that bring no time of their own */
	struct buf packed;
	unsigned long long skipped; /* records that are no pages */
};

void input_init(struct input *, struct stage *, int64_t fetched_at);
void input_free(struct input *);
void input_log(const struct input *); /* how many were no pages */

/* A stage_input_fn; `input` is a struct input. */
enum rc input_file(struct stage *, const char *path, int fd, void *input,
    struct err *) MUST_CHECK;
/* A crew_done_fn; the same. */
enum rc input_done(void *input, struct str job, struct str out, enum rc,
    struct err *) MUST_CHECK;

#endif
