#ifndef CRAWLER_CDXJ_H
#define CRAWLER_CDXJ_H

#include <stdbool.h>
#include <stdint.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * The index beside an archive: NAME.cdxj for NAME.warc.gz, one line for each
 * response and revisit, sorted by bytes.  A line is the SURT of the canonical
 * address, the time in 14 digits, and a JSON object, as pywb and its kin read
 * them.
 */
struct cdxj_entry {
	struct str url;
	struct str date; /* as in WARC-Date */
	bool revisit;
	struct str
	    message; /* HTTP: for status and type; may be the head alone */
	struct str digest; /* "sha1:...", or empty */
	int64_t offset;    /* of the gzip member */
	int64_t length;
};

struct cdxj;
struct cdxj *cdxj_new(void);
void cdxj_free(struct cdxj *);
/* An address or an answer that cannot be read is left out. */
void cdxj_add(struct cdxj *, const struct cdxj_entry *);
/* Adds what a WARC file holds. */
enum rc cdxj_read(struct cdxj *, int fd, struct err *) MUST_CHECK;
/* Writes the index of `warc` (FOLDER/NAME.warc.gz), whole or not at all, and
 * empties it. */
enum rc cdxj_write(struct cdxj *, const char *warc, struct err *) MUST_CHECK;

#endif
