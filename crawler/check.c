#include "crawler/check.h"

#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/digest.h"
#include "common/http.h"
#include "common/warc.h"
#include "crawler/payload.h"

#define LINE_MAX_TEXT ((size_t)8 << 10)
#define ARENA_MAX     ((size_t)16 << 20)
#define KIND_OTHER    8

struct tally {
	struct stage *stage;
	const char *path;
	struct arena *arena;
	unsigned long long kinds[KIND_OTHER + 1];
	unsigned long long records;
	unsigned long long digests; /* that agree */
	unsigned long long bad;
};

static const char *const kind_names[KIND_OTHER + 1] = { "warcinfo", "response",
	"request", "revisit", "resource", "metadata", "conversion",
	"continuation", "other" };

static size_t
kind_of(struct str type)
{
	size_t i = 0;
	while (i < KIND_OTHER && !str_is(type, kind_names[i]))
		i++;
	return i;
}

static void
refuse(struct tally *t, const struct err *err)
{
	t->bad++;
	stage_reject(t->stage, str_c(t->path), STR(""), err);
}

/* "sha1:" in Base32 is what nearly everyone writes; others go unjudged. */
static bool
is_sha1(struct str digest, struct str *value)
{
	if (!str_starts(digest, STR("sha1:")))
		return false;
	*value = str_from(digest, 5);
	return value->n == DIGEST_SHA1_BASE32 - 1;
}

static void
compare(struct tally *t, const struct warc_record *r, const char *name,
    const char *made)
{
	struct err err = { 0 };
	struct str value = STR_NONE;
	if (!is_sha1(warc_field(r, name), &value))
		return;
	if (str_is_nocase(value, made)) {
		t->digests++;
		return;
	}
	(void)err_set(&err, RC_BAD, "record at %lld: %s is %.*s, not %s",
	    (long long)r->offset, name, STR_ARG(value), made);
	refuse(t, &err);
}

/* A revisit's payload stands elsewhere, and a cut one cannot be made again.
 * Tools differ on transfer codings: the body as it is will do as well. */
static void
payload_compare(struct tally *t, const struct warc_record *r)
{
	char made[DIGEST_SHA1_BASE32];
	struct http_response response;
	struct str value = STR_NONE;
	struct err err = { 0 };
	if (!str_is(r->type, "response") ||
	    warc_field(r, "WARC-Truncated").s != NULL ||
	    !is_sha1(warc_field(r, "WARC-Payload-Digest"), &value) ||
	    http_parse(t->arena, r->block, &response, &err) != RC_OK)
		return;
	digest_sha1_base32(response.body, made);
	if (!str_is_nocase(value, made))
		payload_digest(t->arena, &response, made);
	compare(t, r, "WARC-Payload-Digest", made);
}

static void
record_look(struct tally *t, const struct warc_record *r)
{
	char made[DIGEST_SHA1_BASE32];
	arena_reset(t->arena);
	t->records++;
	t->stage->in++;
	t->stage->good++;
	t->kinds[kind_of(r->type)]++;
	digest_sha1_base32(r->block, made);
	compare(t, r, "WARC-Block-Digest", made);
	payload_compare(t, r);
}

static void
tally_write(const struct tally *t)
{
	struct buf line;
	buf_init(&line, LINE_MAX_TEXT);
	buf_printf(&line, "%s: records=%llu", t->path, t->records);
	for (size_t i = 0; i <= KIND_OTHER; i++)
		if (t->kinds[i] > 0)
			buf_printf(&line, " %s=%llu", kind_names[i],
			    t->kinds[i]);
	buf_printf(&line, " digests=%llu bad=%llu\n", t->digests, t->bad);
	stage_write(t->stage, buf_view(&line));
	buf_free(&line);
}

static enum rc
file_look(struct stage *stage, const char *path, int fd, void *arg,
    struct err *err)
{
	struct tally t = { .stage = stage, .path = path, .arena = arg };
	struct warc_record r;
	struct warc_reader *reader = warc_reader_new(fd, STR_NONE);
	enum rc rc = warc_next(reader, &r, err);
	for (; rc == RC_OK || rc == RC_BAD; rc = warc_next(reader, &r, err)) {
		if (rc == RC_OK)
			record_look(&t, &r);
		else
			refuse(&t, err);
	}
	warc_reader_free(reader);
	tally_write(&t);
	return rc == RC_FAIL ? rc : RC_OK;
}

enum rc
check(struct stage *stage, struct err *err)
{
	struct arena *arena = arena_new(ARENA_MAX);
	const enum rc rc = stage_inputs(stage, file_look, arena, err);
	arena_free(arena);
	return rc;
}
