#include "normalize/stream.h"

#include "common/lines.h"
#include "common/record.h"

enum rc
stream_work(void *arg, struct arena *arena, struct str job, struct buf *out,
    struct err *err)
{
	const struct stream *s = arg;
	struct document doc = document_empty();
	const struct str line = str_from(job, str_chr(job, '\n') + 1);
	enum rc rc = record_read(arena, line, &doc, err);
	if (rc == RC_OK)
		rc = normalize_document(s->normalizer, arena, &doc, err);
	if (rc != RC_OK)
		return rc;
	if (s->flat)
		record_write_flat(out, &doc);
	else
		record_write(out, &doc);
	return out->bad
	    ? err_set(err, RC_BAD, "the facts are too many to write")
	    : RC_OK;
}

enum rc
stream_done(void *arg, struct str job, struct str out, enum rc rc,
    struct err *err)
{
	struct stream *s = arg;
	const size_t head = str_chr(job, '\n');
	if (rc == RC_BAD) {
		stage_reject(s->stage, str_head(job, head),
		    str_from(job, head + 1), err);
		return RC_OK;
	}
	s->stage->good++;
	stage_write(s->stage, out);
	return rc;
}

static enum rc
give(struct stream *s, const char *path, size_t number, struct str line,
    struct err *err)
{
	struct buf job;
	if (str_trim(line).n == 0)
		return RC_OK;
	s->stage->in++;
	buf_init(&job, STREAM_PATH_MAX + LINE_MAX_BYTES);
	buf_printf(&job, "%.4096s:%zu\n", path, number);
	buf_str(&job, line);
	const enum rc rc = crew_give(s->crew, buf_view(&job), err);
	buf_free(&job);
	return rc;
}

enum rc
stream_file(struct stage *stage, const char *path, int fd, void *arg,
    struct err *err)
{
	struct stream *s = arg;
	struct lines *lines = lines_new(fd, LINE_MAX_BYTES);
	enum rc rc = RC_OK;
	while (rc == RC_OK && !stage_stopped()) {
		struct str line = STR_NONE;
		struct err bad = { .reason = "" };
		rc = lines_next(lines, &line, &bad);
		if (rc == RC_OK) {
			rc = give(s, path, lines_number(lines), line, err);
		} else if (rc == RC_BAD) {
			char name[STREAM_PATH_MAX];
			(void)snprintf(name, sizeof(name), "%.4096s:%zu", path,
			    lines_number(lines));
			stage->in++;
			stage_reject(stage, str_c(name), STR_NONE, &bad);
			rc = RC_OK;
		} else if (rc == RC_FAIL) {
			*err = bad;
		}
	}
	lines_free(lines);
	return rc == RC_END ? RC_OK : rc;
}
