#ifndef STORE_DETAIL_H
#define STORE_DETAIL_H

#include "common/arena.h"
#include "common/document.h"
#include "common/rc.h"
#include "store/db.h"
#include "store/observation.h"

/*
 * What is shown of an observation besides its figure: where it was said, in
 * which words, and where the archived page is.  Strings last until the next
 * detail is read.
 */
struct detail {
	struct str indicator;
	struct str place;
	struct str kato;
	struct str source;      /* its code */
	struct str source_name; /* or its code again */
	struct str speaker;
	struct str url;
	struct str title;
	struct str lang;
	struct str surface;
	struct str sentence;
	struct span at;     /* the figure within the sentence, code points */
	struct str archive; /* file, where in it, WARC-Record-ID */
	int64_t offset;
	struct str record_id;
	int64_t recorded;
	struct str anchor;
};

struct details;
enum rc details_new(struct db *, struct details **, struct err *) MUST_CHECK;
void details_free(struct details *);
enum rc details_read(struct details *, const struct observation *,
    struct detail *, struct err *) MUST_CHECK;
/* Of one whose id is all that is known. */
enum rc details_find(struct details *, int64_t observation, struct detail *,
    struct err *) MUST_CHECK;

/* The day it was reported, as people read it; says so when that is only the
 * day of the visit, or unknown. */
struct str detail_day(struct arena *, const struct observation *);
/* The same for programs: the day at home, or nothing. */
struct str detail_date(struct arena *, const struct observation *);
/* The period the text speaks of: "2015", "2015-2020", "2025-01-01 to
 * 2025-03-31"; empty when it speaks of none. */
struct str detail_period(struct arena *, const struct observation *);
/* The status; of what stands aside of the line, its modality. */
struct str detail_status(const struct observation *);

#endif
