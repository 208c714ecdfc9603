#include "crawler/archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/random.h>

#include "common/buf.h"
#include "common/digest.h"
#include "common/file.h"
#include "common/mem.h"
#include "crawler/cdxj.h"

#define FIELDS_MAX    16
#define SERIAL_MAX    99999
#define INFO_MAX      ((size_t)8 << 10)
#define PATH_TEXT_MAX 4096
#define DIGEST_MAX    48 /* "sha1:" and 32 characters */

#define PROFILE "http://netpreserve.org/warc/1.1/revisit/"

struct archive {
	struct archive_spec spec;
	char *folder;
	char *user_agent;
	struct warc_writer *writer; /* NULL between files */
	struct cdxj *index;         /* of the file being written */
	char name[64];
	char info_id[WARC_ID_MAX];
	unsigned serial;
};

/* The header lines of one record, growing. */
struct lines {
	struct warc_field v[FIELDS_MAX];
	size_t n;
};

static void
line_add(struct lines *l, const char *name, struct str value)
{
	if (value.n > 0 && l->n < FIELDS_MAX)
		l->v[l->n++] = (struct warc_field){ str_c(name), value };
}

/* The one place of the crawler that asks for random bytes. */
static enum rc
id_make(char out[WARC_ID_MAX], struct err *err)
{
	unsigned char random[16];
	if (getrandom(random, sizeof(random), 0) != sizeof(random))
		return err_errno(err, RC_FAIL, "getrandom");
	warc_id(random, out);
	return RC_OK;
}

enum rc
archive_new(const struct archive_spec *spec, struct archive **out,
    struct err *err)
{
	const enum rc rc = file_mkdirs(spec->folder, err);
	if (rc != RC_OK)
		return rc;
	struct archive *a = mem_zero(1, sizeof(*a));
	a->spec = *spec;
	a->folder = mem_dup(spec->folder, strlen(spec->folder));
	a->index = cdxj_new();
	a->user_agent = mem_dup(spec->user_agent, strlen(spec->user_agent));
	*out = a;
	return RC_OK;
}

/* A name no file has, finished or not: SANDYQ_NOW may stand still. */
static enum rc
name_choose(struct archive *a, char path[PATH_TEXT_MAX], struct err *err)
{
	const struct civil c =
	    civil_from_time(a->spec.clock.now(a->spec.clock.arg));
	char open[PATH_TEXT_MAX];
	do {
		if (++a->serial > SERIAL_MAX)
			return err_set(err, RC_FAIL, "%s: too many files",
			    a->folder);
		(void)snprintf(a->name, sizeof(a->name),
		    "sandyq-%04d%02d%02d%02d%02d%02d-%05u.warc.gz", c.year,
		    c.month, c.day, c.hour, c.minute, c.second, a->serial);
		const int n =
		    snprintf(path, PATH_TEXT_MAX, "%s/%s", a->folder, a->name);
		const int m = snprintf(open, sizeof(open), "%s/%s.open",
		    a->folder, a->name);
		if (n >= PATH_TEXT_MAX || m >= PATH_TEXT_MAX)
			return err_set(err, RC_FAIL, "%s: path too long",
			    a->folder);
	} while (file_exists(path) || file_exists(open));
	return RC_OK;
}

static void
digest_text(struct str x, char out[DIGEST_MAX])
{
	char digest[DIGEST_SHA1_BASE32];
	digest_sha1_base32(x, digest);
	(void)snprintf(out, DIGEST_MAX, "sha1:%s", digest);
}

static enum rc
info_put(struct archive *a, struct err *err)
{
	char date[CLOCK_TEXT_MAX];
	char digest[DIGEST_MAX];
	struct lines l = { .n = 0 };
	struct buf text;
	buf_init(&text, INFO_MAX);
	buf_printf(&text,
	    "software: sandyq-crawl/%s\r\n"
	    "format: WARC File Format 1.1\r\n"
	    "conformsTo: http://iipc.github.io/warc-specifications/"
	    "specifications/warc-format/warc-1.1/\r\n"
	    "robots: obey\r\n"
	    "http-header-user-agent: %s\r\n",
	    SANDYQ_VERSION, a->user_agent);
	enum rc rc = id_make(a->info_id, err);
	clock_text(a->spec.clock.now(a->spec.clock.arg), date);
	digest_text(buf_view(&text), digest);
	line_add(&l, "WARC-Type", STR("warcinfo"));
	line_add(&l, "WARC-Record-ID", str_c(a->info_id));
	line_add(&l, "WARC-Date", str_c(date));
	line_add(&l, "WARC-Filename", str_c(a->name));
	line_add(&l, "WARC-Block-Digest", str_c(digest));
	line_add(&l, "Content-Type", STR("application/warc-fields"));
	if (rc == RC_OK)
		rc = warc_put(a->writer, l.v, l.n, buf_view(&text), err);
	buf_free(&text);
	return rc;
}

static enum rc
file_ready(struct archive *a, struct err *err)
{
	char path[PATH_TEXT_MAX];
	if (a->writer != NULL)
		return RC_OK;
	enum rc rc = name_choose(a, path, err);
	if (rc == RC_OK)
		rc = warc_writer_new(path, &a->writer, err);
	return rc == RC_OK ? info_put(a, err) : rc;
}

/* What all records of one exchange have in common. */
static void
lines_begin(struct lines *l, const char *type, const char *id,
    const struct archive_exchange *x, const char *date)
{
	line_add(l, "WARC-Type", str_c(type));
	line_add(l, "WARC-Record-ID", str_c(id));
	line_add(l, "WARC-Date", str_c(date));
	line_add(l, "WARC-Target-URI", x->url);
	line_add(l, "WARC-IP-Address", x->ip);
	line_add(l, "WARC-Protocol", str_c(x->protocol));
}

static const struct {
	const char *type;
	const char *profile;
	bool body; /* a revisit keeps the head alone */
} kinds[] = {
	[ARCHIVE_RESPONSE] = { "response", NULL, true },
	[ARCHIVE_SAME_PAYLOAD] = { "revisit",
	    PROFILE "identical-payload-digest", false },
	[ARCHIVE_NOT_MODIFIED] = { "revisit", PROFILE "server-not-modified",
	    false },
};

/* A 304 says nothing about the payload: it gets no payload digest. */
static enum rc
response_put(struct archive *a, const struct archive_exchange *x,
    const char *id, const char *date, struct err *err)
{
	char block_digest[DIGEST_MAX];
	char payload[DIGEST_MAX];
	struct lines l = { .n = 0 };
	const struct str block =
	    kinds[x->kind].body ? x->message : str_head(x->message, x->head);
	lines_begin(&l, kinds[x->kind].type, id, x, date);
	if (x->kind != ARCHIVE_RESPONSE) {
		line_add(&l, "WARC-Profile", str_c(kinds[x->kind].profile));
		line_add(&l, "WARC-Refers-To", x->earlier_id);
		line_add(&l, "WARC-Refers-To-Target-URI", x->earlier_url);
		line_add(&l, "WARC-Refers-To-Date", x->earlier_date);
	}
	line_add(&l, "WARC-Warcinfo-ID", str_c(a->info_id));
	digest_text(block, block_digest);
	line_add(&l, "WARC-Block-Digest", str_c(block_digest));
	(void)snprintf(payload, sizeof(payload), "sha1:%.*s",
	    STR_ARG(x->payload_digest));
	if (x->kind != ARCHIVE_NOT_MODIFIED && x->payload_digest.n > 0)
		line_add(&l, "WARC-Payload-Digest", str_c(payload));
	line_add(&l, "WARC-Truncated", str_c(x->cut));
	line_add(&l, "Content-Type", STR("application/http;msgtype=response"));
	return warc_put(a->writer, l.v, l.n, block, err);
}

static enum rc
request_put(struct archive *a, const struct archive_exchange *x,
    const char *response, const char *date, struct err *err)
{
	char digest[DIGEST_MAX];
	char id[WARC_ID_MAX];
	struct lines l = { .n = 0 };
	if (x->request.n == 0)
		return RC_OK;
	const enum rc rc = id_make(id, err);
	if (rc != RC_OK)
		return rc;
	digest_text(x->request, digest);
	lines_begin(&l, "request", id, x, date);
	line_add(&l, "WARC-Concurrent-To", str_c(response));
	line_add(&l, "WARC-Warcinfo-ID", str_c(a->info_id));
	line_add(&l, "WARC-Block-Digest", str_c(digest));
	line_add(&l, "Content-Type", STR("application/http;msgtype=request"));
	return warc_put(a->writer, l.v, l.n, x->request, err);
}

static void
index_put(struct archive *a, const struct archive_exchange *x, const char *date,
    int64_t offset)
{
	char digest[DIGEST_MAX];
	(void)snprintf(digest, sizeof(digest), "sha1:%.*s",
	    STR_ARG(x->payload_digest));
	const struct cdxj_entry e = {
		.url = x->url,
		.date = str_c(date),
		.revisit = x->kind != ARCHIVE_RESPONSE,
		.message = str_head(x->message, x->head),
		.digest =
		    x->kind != ARCHIVE_NOT_MODIFIED && x->payload_digest.n > 0
		    ? str_c(digest)
		    : STR(""),
		.offset = offset,
		.length = warc_size(a->writer) - offset,
	};
	cdxj_add(a->index, &e);
}

/* The response first: a file torn between the two keeps the page. */
enum rc
archive_put(struct archive *a, const struct archive_exchange *x,
    char id[WARC_ID_MAX], struct err *err)
{
	char date[CLOCK_TEXT_MAX];
	clock_text(x->date, date);
	enum rc rc = file_ready(a, err);
	if (rc == RC_OK)
		rc = id_make(id, err);
	const int64_t offset = archive_size(a);
	if (rc == RC_OK)
		rc = response_put(a, x, id, date, err);
	if (rc != RC_OK)
		return rc;
	index_put(a, x, date, offset);
	return request_put(a, x, id, date, err);
}

enum rc
archive_note(struct archive *a, struct str url, int64_t when, struct str text,
    struct err *err)
{
	char digest[DIGEST_MAX];
	char id[WARC_ID_MAX];
	char date[CLOCK_TEXT_MAX];
	struct lines l = { .n = 0 };
	const struct archive_exchange x = { .url = url };
	enum rc rc = file_ready(a, err);
	if (rc == RC_OK)
		rc = id_make(id, err);
	if (rc != RC_OK)
		return rc;
	clock_text(when, date);
	digest_text(text, digest);
	lines_begin(&l, "metadata", id, &x, date);
	line_add(&l, "WARC-Warcinfo-ID", str_c(a->info_id));
	line_add(&l, "WARC-Block-Digest", str_c(digest));
	line_add(&l, "Content-Type", STR("application/warc-fields"));
	return warc_put(a->writer, l.v, l.n, text, err);
}

enum rc
archive_sync(struct archive *a, struct err *err)
{
	return a->writer != NULL ? warc_sync(a->writer, err) : RC_OK;
}

static void
archive_free(struct archive *a)
{
	cdxj_free(a->index);
	free(a->folder);
	free(a->user_agent);
	free(a);
}

/* The index first: a kill between the two leaves both to the repair. */
static enum rc
file_end(struct archive *a, struct err *err)
{
	char path[PATH_TEXT_MAX];
	(void)snprintf(path, sizeof(path), "%s/%s", a->folder, a->name);
	const enum rc rc = cdxj_write(a->index, path, err);
	struct warc_writer *writer = a->writer;
	a->writer = NULL;
	if (rc == RC_OK)
		return warc_commit(writer, err);
	warc_leave(writer);
	return rc;
}

struct str
archive_name(const struct archive *a)
{
	return a->writer != NULL ? str_c(a->name) : STR("");
}

int64_t
archive_size(const struct archive *a)
{
	return a->writer != NULL ? warc_size(a->writer) : 0;
}

enum rc
archive_rotate(struct archive *a, struct err *err)
{
	if (a->writer == NULL || warc_size(a->writer) < a->spec.file_max)
		return RC_OK;
	return file_end(a, err);
}

enum rc
archive_close(struct archive *a, struct err *err)
{
	enum rc rc = RC_OK;
	if (a == NULL)
		return rc;
	if (a->writer != NULL)
		rc = file_end(a, err);
	archive_free(a);
	return rc;
}

void
archive_leave(struct archive *a)
{
	if (a == NULL)
		return;
	warc_leave(a->writer);
	archive_free(a);
}
