#ifndef COMMON_RECORD_TABLE_H
#define COMMON_RECORD_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a record looks like, as data: one row a member, in the order they are
 * written.  Private to record.c, record_read.c and record_write.c.
 */
enum record_kind {
	RECORD_VERSION,  /* always RECORD_V, no field behind it */
	RECORD_TYPE,     /* always "document" */
	RECORD_STR,      /* struct str; null is STR_NONE */
	RECORD_TIME,     /* int64_t as RFC 3339; null is CLOCK_NONE */
	RECORD_REAL,     /* double; null is NAN */
	RECORD_OFFSET,   /* int64_t, not negative */
	RECORD_START,    /* struct span: its start, and ... */
	RECORD_LENGTH,   /* ... its length, as members of the record itself */
	RECORD_SPAN,     /* struct span as {start, length} */
	RECORD_STRS,     /* array of struct str, number at `count` */
	RECORD_PART,     /* struct by `fields`; null when no string is set */
	RECORD_LIST,     /* array of structs by `fields`, number at `count` */
	RECORD_CAPTURES, /* array of struct capture as {name: {start, length}}
			  */
	RECORD_KINDS,
};

#define RECORD_V 1

/* Ceilings of lists; 16 MiB of line hold fewer than 100,000 real facts. */
#define RECORD_LIST_MAX     200000
#define RECORD_CAPTURES_MAX 64

struct record_field {
	const char *key; /* NULL ends a table */
	enum record_kind kind;
	unsigned offset;
	unsigned count; /* offset of the size_t beside an array */
	/* Offset of a bool that says whether the list is there at all; 0: an
	 * absent list is written as an empty one. */
	unsigned present;
	const struct record_field *fields;
	unsigned size; /* of a list's members */
	bool required; /* present and not null */
};

extern const struct record_field record_document[];
extern const struct record_field record_fact[];
extern const struct record_field record_flat_head[];

/* Nothing in it: zeroes, NAN and CLOCK_NONE by the kinds of the rows. */
void record_blank(const struct record_field *, void *);

/* The struct's member behind a row. */
static inline void *
record_at(void *base, size_t offset)
{
	return (char *)base + offset;
}

static inline const void *
record_peek(const void *base, size_t offset)
{
	return (const char *)base + offset;
}

#endif
