#include "common/warc_stream.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/gzip.h"
#include "common/mem.h"

#define GZIP_MAGIC STR("\x1f\x8b\x08")
/* Raw bytes kept to look through again when a member turns out damaged; a
 * page of 60 KB takes 15 KB here. */
#define BACK_MAX ((size_t)256 << 10)
/* Raw bytes in which a member must show that it holds a record.  A deflate
 * block's own tables take 290 at most. */
#define PROBE_MAX 512
#define RAW_MAX   (4 * (BACK_MAX + WARC_STEP))

enum mode {
	AT_EDGE, /* between members, or at the file's beginning */
	IN_MEMBER,
	IN_PLAIN,
	SEEKING,
};

struct warc_stream {
	int fd;
	enum mode mode;
	bool eof;
	struct buf raw;
	size_t at;      /* of the next byte in raw */
	size_t kept;    /* raw bytes from here on are still wanted */
	int64_t base;   /* offset in the file of raw's first byte */
	int64_t member; /* offset in the file of the present member */
	int64_t credit; /* how many bytes may still be read twice */
	struct gunzip *gunzip;
	struct buf probe;
};

struct warc_stream *
warc_stream_new(int fd, struct str head)
{
	struct warc_stream *s = mem_zero(1, sizeof(*s));
	s->fd = fd;
	s->gunzip = gunzip_new(GUNZIP_MEMBER);
	s->credit = (int64_t)head.n;
	buf_init(&s->raw, RAW_MAX + 2 * head.n);
	buf_init(&s->probe, PROBE_MAX);
	buf_str(&s->raw, head);
	return s;
}

void
warc_stream_free(struct warc_stream *s)
{
	if (s == NULL)
		return;
	gunzip_free(s->gunzip);
	buf_free(&s->raw);
	buf_free(&s->probe);
	free(s);
}

bool
warc_stream_plain(const struct warc_stream *s)
{
	return s->mode == IN_PLAIN;
}

bool
warc_stream_inside(const struct warc_stream *s)
{
	return s->mode == IN_MEMBER || s->mode == IN_PLAIN;
}

int64_t
warc_stream_member(const struct warc_stream *s)
{
	return s->member;
}

int64_t
warc_stream_offset(const struct warc_stream *s)
{
	return s->base + (int64_t)s->at;
}

static struct str
ahead(const struct warc_stream *s)
{
	return str_from(buf_view(&s->raw), s->at);
}

/* Forgets raw bytes that nobody wants any more, once they are the half. */
static void
raw_drop(struct warc_stream *s)
{
	if (s->mode != IN_MEMBER || s->at - s->kept > BACK_MAX)
		s->kept = s->at > 0 ? s->at - 1 : 0; /* may be a line's end */
	if (s->kept <= s->raw.n / 2)
		return;
	memmove(s->raw.s, s->raw.s + s->kept, s->raw.n - s->kept);
	buf_cut(&s->raw, s->raw.n - s->kept);
	s->base += (int64_t)s->kept;
	s->at -= s->kept;
	s->kept = 0;
}

static enum rc
raw_read(struct warc_stream *s, struct err *err)
{
	raw_drop(s);
	char *to = buf_room(&s->raw, WARC_STEP);
	if (to == NULL)
		return err_set(err, RC_FAIL, "WARC window is full");
	ssize_t n = read(s->fd, to, WARC_STEP);
	while (n < 0 && errno == EINTR)
		n = read(s->fd, to, WARC_STEP);
	if (n < 0)
		return err_errno(err, RC_FAIL, "offset=%" PRId64 ": read",
		    s->base + (int64_t)s->raw.n);
	buf_grown(&s->raw, (size_t)n);
	s->credit += n;
	s->eof = n == 0;
	return RC_OK;
}

/* Sees to it that `n` bytes are ahead, or all that are left. */
static enum rc
raw_want(struct warc_stream *s, size_t n, struct err *err)
{
	while (s->raw.n - s->at < n && !s->eof) {
		const enum rc rc = raw_read(s, err);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static enum rc
damage(const struct warc_stream *s, struct err *err, const char *what)
{
	return err_set(err, RC_BAD, "offset=%" PRId64 ": %s",
	    warc_stream_offset(s), what);
}

/* Whether a member that holds a record begins at x. */
static bool
begins_member(struct warc_stream *s, struct str x)
{
	struct err ignored;
	if (!str_starts(x, GZIP_MAGIC))
		return false;
	struct str in = str_head(x, PROBE_MAX);
	gunzip_reset(s->gunzip);
	buf_clear(&s->probe);
	return gunzip_step(s->gunzip, &in, &s->probe, WARC_MARK.n, &ignored) !=
	    RC_BAD &&
	    str_starts(buf_view(&s->probe), WARC_MARK);
}

static bool
begins_record(struct warc_stream *s)
{
	const struct str x = ahead(s);
	if (x.s[0] == GZIP_MAGIC.s[0])
		return begins_member(s, x);
	const bool line = s->at == 0 || s->raw.s[s->at - 1] == '\n';
	return line && str_starts(x, WARC_MARK);
}

static enum rc
seek_record(struct warc_stream *s, struct err *err)
{
	for (;;) {
		const enum rc rc = raw_want(s, PROBE_MAX, err);
		if (rc != RC_OK)
			return rc;
		if (s->at == s->raw.n)
			return RC_END;
		if (begins_record(s))
			return RC_OK;
		s->at++;
	}
}

/* At an edge: what comes next, a member or plain text? */
static enum rc
enter(struct warc_stream *s, struct err *err)
{
	enum rc rc = raw_want(s, WARC_MARK.n, err);
	while (rc == RC_OK && s->at < s->raw.n &&
	    (s->raw.s[s->at] == '\r' || s->raw.s[s->at] == '\n')) {
		s->at++;
		rc = raw_want(s, WARC_MARK.n, err);
	}
	if (rc != RC_OK)
		return rc;
	const struct str x = ahead(s);
	if (x.n == 0)
		return RC_END;
	s->member = warc_stream_offset(s);
	s->kept = s->at;
	if (str_starts(x, GZIP_MAGIC)) {
		gunzip_reset(s->gunzip);
		s->mode = IN_MEMBER;
		return RC_OK;
	}
	if (str_starts(x, STR("WARC/"))) {
		s->mode = IN_PLAIN;
		return RC_OK;
	}
	s->mode = SEEKING;
	return damage(s, err, "neither a gzip member nor a WARC record");
}

/* Looks for the next record from behind the damaged member's first byte, or,
 * when that is gone or the credit is spent, from here on. */
static void
fall_back(struct warc_stream *s)
{
	const bool there = s->base + (int64_t)s->kept == s->member;
	const int64_t back = (int64_t)(s->at - s->kept);
	s->mode = SEEKING;
	if (!there || back > s->credit || back == 0)
		return;
	s->credit -= back;
	s->at = s->kept + 1;
}

static enum rc
pull_member(struct warc_stream *s, struct buf *out, struct err *err)
{
	enum rc rc = raw_want(s, 1, err);
	if (rc != RC_OK)
		return rc;
	struct str in = ahead(s);
	const size_t had = in.n;
	const size_t made = out->n;
	rc = gunzip_step(s->gunzip, &in, out, WARC_STEP, err);
	s->at = s->raw.n - in.n;
	if (rc == RC_BAD) {
		err_prefix(err, "offset=%" PRId64, s->member);
		fall_back(s);
		return RC_BAD;
	}
	if (rc == RC_OK && had == 0 && out->n == made) {
		s->mode = AT_EDGE;
		return err_set(err, RC_BAD,
		    "offset=%" PRId64 ": the file ends inside this member",
		    s->member);
	}
	if (rc == RC_END)
		s->mode = AT_EDGE;
	return RC_OK;
}

static enum rc
pull_plain(struct warc_stream *s, struct buf *out, struct err *err)
{
	const enum rc rc = raw_want(s, 1, err);
	if (rc != RC_OK)
		return rc;
	const struct str x = str_head(ahead(s), WARC_STEP);
	buf_str(out, x);
	s->at += x.n;
	return x.n > 0 ? RC_OK : RC_END;
}

enum rc
warc_stream_pull(struct warc_stream *s, struct buf *out, struct err *err)
{
	enum rc rc = RC_OK;
	if (s->mode == SEEKING) {
		rc = seek_record(s, err);
		if (rc == RC_OK)
			s->mode = AT_EDGE;
	}
	if (rc == RC_OK && s->mode == AT_EDGE)
		rc = enter(s, err);
	if (rc != RC_OK)
		return rc;
	return s->mode == IN_PLAIN ? pull_plain(s, out, err)
				   : pull_member(s, out, err);
}
