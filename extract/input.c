#include "extract/input.h"

#include <stdio.h>

#include "common/clock.h"
#include "common/lines.h"
#include "common/log.h"
#include "common/warc.h"
#include "extract/page.h"
#include "extract/payload.h"
#include "extract/sniff.h"

#define NAME_MAX_BYTES 16384
#define PACKED_MAX     (WARC_BLOCK_MAX + ((size_t)4 << 20))

void
input_init(struct input *in, struct stage *stage, int64_t fetched_at)
{
	*in = (struct input){ .stage = stage, .fetched_at = fetched_at };
	buf_init(&in->packed, PACKED_MAX);
}

void
input_free(struct input *in)
{
	buf_free(&in->packed);
}

void
input_log(const struct input *in)
{
	char count[32];
	(void)snprintf(count, sizeof(count), "%llu", in->skipped);
	log_event(LOG_INFO, "skipped", "records", count, NULL);
}

static enum rc
give(struct input *in, const struct page *page, struct err *err)
{
	in->stage->in++;
	buf_clear(&in->packed);
	page_pack(page, &in->packed);
	return crew_give(in->crew, buf_view(&in->packed), err);
}

/* Whether the record may hold a page, and as what. */
static bool
page_of(const struct warc_record *r, struct page *page)
{
	const struct str robots = STR("/robots.txt");
	if (str_ends(r->target, robots))
		return false;
	if (str_is_nocase(r->type, "response")) {
		page->form = PAGE_HTTP;
		return str_is_nocase(str_head(r->content_type, 16),
		    "application/http");
	}
	page->type = r->content_type;
	if (str_is_nocase(r->type, "conversion") ||
	    str_is_nocase(r->type, "resource"))
		return payload_form(r->content_type, r->block, &page->form) ==
		    RC_OK;
	return false;
}

static enum rc
give_record(struct input *in, const char *path, const struct warc_record *r,
    struct err *err)
{
	struct page page = {
		.fetched_at = clock_parse(r->date, 0),
		.url = r->target,
		.source = { .path = str_c(path),
		    .offset = r->offset,
		    .length = r->length,
		    .record_id = r->id },
		.body = r->block,
	};
	if (!page_of(r, &page)) {
		in->skipped++;
		return RC_OK;
	}
	return give(in, &page, err);
}

static enum rc
read_warc(struct input *in, const char *path, int fd, struct str head,
    struct err *err)
{
	struct warc_reader *reader = warc_reader_new(fd, head);
	struct warc_record record;
	enum rc rc = RC_OK;
	while (rc != RC_FAIL && !stage_stopped()) {
		rc = warc_next(reader, &record, err);
		if (rc == RC_END)
			break;
		if (rc == RC_BAD)
			stage_reject(in->stage, str_c(path), STR(""), err);
		else if (rc == RC_OK)
			rc = give_record(in, path, &record, err);
	}
	warc_reader_free(reader);
	return rc == RC_FAIL ? rc : RC_OK;
}

static enum rc
read_records(struct input *in, const char *path, struct lines *lines,
    struct err *err)
{
	struct str line;
	enum rc rc = RC_OK;
	while (rc != RC_FAIL && !stage_stopped()) {
		rc = lines_next(lines, &line, err);
		if (rc == RC_END)
			break;
		if (rc == RC_BAD)
			stage_reject(in->stage, str_c(path), STR(""), err);
		if (rc != RC_OK || str_trim(line).n == 0)
			continue;
		const struct page page = {
			.form = PAGE_RECORD,
			.fetched_at = CLOCK_NONE,
			.source = { .path = str_c(path),
			    .offset = (int64_t)lines_number(lines) },
			.body = line,
		};
		rc = give(in, &page, err);
	}
	return rc == RC_FAIL ? rc : RC_OK;
}

/* A whole file as one page.  Only reading on tells whether it was read
 * without a fault. */
static enum rc
read_page(struct input *in, const char *path, struct lines *lines,
    enum page_form form, struct err *err)
{
	const struct str all = lines_peek(lines, PAGE_MAX + 1);
	const struct page page = {
		.form = form,
		.fetched_at = in->fetched_at,
		.source = { .path = str_c(path), .length = (int64_t)all.n },
		.body = all,
	};
	struct str line;
	enum rc rc = RC_OK;
	if (all.n > PAGE_MAX)
		rc = err_set(err, RC_BAD, "page over %zu bytes", PAGE_MAX);
	else if (lines_next(lines, &line, err) == RC_FAIL)
		rc = RC_BAD;
	if (rc == RC_OK)
		return give(in, &page, err);
	in->stage->in++;
	stage_reject(in->stage, str_c(path), STR(""), err);
	return RC_OK;
}

enum rc
input_file(struct stage *stage, const char *path, int fd, void *input,
    struct err *err)
{
	struct input *in = input;
	struct lines *lines = lines_new(fd, LINE_MAX_BYTES);
	enum rc rc = RC_OK;
	(void)stage;
	switch (sniff_bytes(lines_peek(lines, SNIFF_BYTES))) {
	case SNIFF_WARC:
		rc = read_warc(in, path, fd, lines_held(lines), err);
		break;
	case SNIFF_RECORD:
		rc = read_records(in, path, lines, err);
		break;
	case SNIFF_HTML:
		rc = read_page(in, path, lines, PAGE_HTML, err);
		break;
	case SNIFF_TEXT:
		rc = read_page(in, path, lines, PAGE_TEXT, err);
		break;
	case SNIFF_XML:
	case SNIFF_BINARY:
		in->stage->in++;
		in->skipped++;
		break;
	}
	lines_free(lines);
	return rc;
}

enum rc
input_done(void *input, struct str job, struct str out, enum rc rc,
    struct err *err)
{
	struct input *in = input;
	struct page page;
	struct buf name;
	if (rc == RC_OK && out.n > 0) {
		stage_write(in->stage, out);
		in->stage->good++;
	}
	if (rc == RC_OK && out.n == 0)
		in->skipped++;
	if (rc != RC_BAD || !page_unpack(job, &page))
		return rc == RC_FAIL ? rc : RC_OK;
	buf_init(&name, NAME_MAX_BYTES);
	page_name(&page, &name);
	stage_reject(in->stage, buf_view(&name),
	    page.form == PAGE_RECORD ? page.body : STR(""), err);
	buf_free(&name);
	return RC_OK;
}
