#ifndef COMMON_WARC_H
#define COMMON_WARC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * WARC/1.1 (ISO 28500:2017), also 1.0 when reading.
 *
 * Writing: one gzip member per record (libdeflate), to NAME.open; closing
 * fsyncs and renames it to NAME.  Reading: plain or gzip, one record at a
 * time; header and block are the reader's until the next call.
 */
#define WARC_HEADER_MAX ((size_t)1 << 20)  /* header lines of one record */
#define WARC_BLOCK_MAX  ((size_t)64 << 20) /* one block, uncompressed */

struct warc_field {
	struct str name;
	struct str value;
};

struct warc_record {
	struct str type;   /* response, request, revisit, resource ... */
	struct str id;     /* <urn:uuid:...> as written */
	struct str target; /* WARC-Target-URI, without <> */
	struct str date;   /* WARC-Date as written */
	struct str content_type;
	const struct warc_field *fields; /* all header lines, in order */
	size_t nfields;
	struct str block;
	int64_t offset; /* of the member (or record) in the file */
	int64_t length; /* bytes it takes there */
};
struct str warc_field(const struct warc_record *, const char *name);

struct warc_reader;
/* Reads `fd` from where it stands, first the `head` bytes already taken from
 * it; the caller keeps and closes it. */
struct warc_reader *warc_reader_new(int fd, struct str head);
void warc_reader_free(struct warc_reader *);
/* RC_BAD: this record (its offset in the reason); the next call goes on at
 * the next whole one, or ends when there is none. */
enum rc warc_next(struct warc_reader *, struct warc_record *,
    struct err *) MUST_CHECK;

struct warc_writer;
enum rc warc_writer_new(const char *path, struct warc_writer **,
    struct err *) MUST_CHECK;
/* Appends one record: the fields (WARC-Type first), Content-Length made
 * here, then the block. */
enum rc warc_put(struct warc_writer *, const struct warc_field *, size_t n,
    struct str block, struct err *) MUST_CHECK;
/* Bytes put so far: where the member of the next record will begin. */
int64_t warc_size(const struct warc_writer *);
enum rc warc_sync(struct warc_writer *, struct err *) MUST_CHECK; /* fsync */
/* Renames and frees; warc_abort() removes the file and frees. */
enum rc warc_commit(struct warc_writer *, struct err *) MUST_CHECK;
void warc_abort(struct warc_writer *);
void warc_leave(struct warc_writer *); /* frees; NAME.open stays, to repair */

/* "<urn:uuid:...>" from 16 random bytes. */
#define WARC_ID_MAX 48
void warc_id(const unsigned char random[16], char out[WARC_ID_MAX]);

#endif
