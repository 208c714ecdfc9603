#ifndef EXTRACT_SIEVE_TABLE_H
#define EXTRACT_SIEVE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "extract/net.h"
#include "extract/sieve.h"

/*
 * A sieve's table: states of its net that texts have led to, each built when
 * the first text comes there.  Private to sieve.c and sieve_table.c.
 */
#define TABLE_UNKNOWN 0              /* a way nobody has gone yet */
#define TABLE_DEAD    1              /* nothing can fit any more */
#define TABLE_EDGE    NET_BYTES_EDGE /* the byte behind the last */
/* Ways and starts are states, with a flag for those where a pattern fits. */
#define TABLE_STATE 0x7FFF
#define TABLE_FITS  0x8000

/* States of the net that a text may have led to, as one. */
struct table_state {
	struct sieve_set fits;
	struct sieve_set open; /* of those, what may go on for long */
	size_t first;          /* its members in `members` */
	size_t n;
	uint64_t hash;
};

struct table_members {
	uint32_t *v;
	size_t n;
	size_t cap;
};

struct sieve {
	enum sieve_way way;
	struct net net;
	struct sieve_set always;
	uint16_t
	    class_of[TABLE_EDGE + 1]; /* bytes that no pattern tells apart */
	size_t nclasses;
	struct table_state *v; /* from 2: TABLE_UNKNOWN and _DEAD are none */
	size_t n;
	uint16_t *ways;  /* [state * nclasses + class] */
	uint16_t *slots; /* by hash */
	struct table_members members;
	struct table_members found; /* of the state being built */
	struct table_members stack;
	struct table_members nexts; /* a stack too, over those that NET_NEXT */
	/* By the net's states: `round` when it was reached for the state being
	 * built, `round` + 1 when it is a member of it. */
	uint32_t *seen;
	uint32_t *asked_next; /* `round` when it was asked behind a NET_NEXT */
	uint32_t round;
	/* Where patterns may begin anywhere, each state has the members of the
	 * start too: they are kept once, with what each class of bytes leads
	 * them to. */
	struct table_members starts;
	struct table_members after_starts;
	size_t after[TABLE_EDGE + 2]; /* by class: its first in after_starts */
	uint16_t start;               /* as a way; 0: to be built */
	size_t built;
	size_t asked; /* bytes */
};

/* Once all patterns are in the net. */
void table_make(struct sieve *);
void table_free(struct sieve *);
/* The way to where texts begin, and on from there; they may empty the table. */
uint16_t table_start(struct sieve *);
uint16_t table_step(struct sieve *, uint16_t from, unsigned byte);

#endif
