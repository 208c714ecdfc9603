#ifndef CRAWLER_ARCHIVE_H
#define CRAWLER_ARCHIVE_H

#include <stddef.h>
#include <stdint.h>

#include "common/clock.h"
#include "common/rc.h"
#include "common/str.h"
#include "common/warc.h"

/*
 * The WARC files of a run: FOLDER/sandyq-YYYYMMDDhhmmss-NNNNN.warc.gz, each
 * beginning with a warcinfo record, written as NAME.open and renamed when
 * full or at the end of the run, with its index beside it (cdxj.h).  A run that
 * fetches nothing leaves no file.
 *
 * What was put is on disk after archive_sync(); see docs/crawler.md for the
 * fields of each record.
 */
struct archive_spec {
	const char *folder;
	struct clock clock;
	const char *user_agent;
	int64_t file_max; /* bytes, then the next file */
};

struct archive;
/* Makes the folder; touches no file yet. */
enum rc archive_new(const struct archive_spec *, struct archive **,
    struct err *) MUST_CHECK;
enum rc archive_sync(struct archive *, struct err *) MUST_CHECK;
/* The file being written, without folder and ".open" (empty: none), and how
 * long it is. */
struct str archive_name(const struct archive *);
int64_t archive_size(const struct archive *);
/* Completes the file when it is full.  Called when the state knows all that is
 * in it: what is renamed is never replayed. */
enum rc archive_rotate(struct archive *, struct err *) MUST_CHECK;
/* Completes and renames the last file, and frees. */
enum rc archive_close(struct archive *, struct err *) MUST_CHECK;
/* Frees after a failure: the file stays ".open", for the state may not know
 * all that is in it, and the next run repairs and replays it. */
void archive_leave(struct archive *);

enum archive_kind {
	ARCHIVE_RESPONSE,
	ARCHIVE_SAME_PAYLOAD, /* revisit: identical-payload-digest */
	ARCHIVE_NOT_MODIFIED, /* revisit: server-not-modified */
};

/* One request and its response.  The earlier copy is what a revisit refers
 * to. */
struct archive_exchange {
	enum archive_kind kind;
	struct str url;
	int64_t date;
	struct str ip; /* empty: unknown */
	struct str request;
	struct str message; /* response head and body */
	size_t head;
	struct str payload_digest; /* Base32 SHA-1 without transfer codings */
	const char *cut;           /* WARC-Truncated, or NULL */
	const char *protocol;      /* WARC-Protocol, or NULL: HTTP/1 */
	struct str earlier_id;
	struct str earlier_url;
	struct str earlier_date;
};
/* Writes the response (or revisit) and its request; `id` is the former's. */
enum rc archive_put(struct archive *, const struct archive_exchange *,
    char id[WARC_ID_MAX], struct err *) MUST_CHECK;

/* A metadata record on an address: `text` is lines of "name: value\r\n". */
enum rc archive_note(struct archive *, struct str url, int64_t date,
    struct str text, struct err *) MUST_CHECK;

#endif
