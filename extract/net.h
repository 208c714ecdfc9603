#ifndef EXTRACT_NET_H
#define EXTRACT_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/str.h"

/*
 * Patterns as a net of states that bytes lead through (Thompson's), which
 * sieve.c walks.  Private to sieve.c and net*.c.
 *
 * A net takes every text that its patterns take, and some more: most of what
 * stands around (lookarounds, \b, \G) is taken for granted, long repeats have
 * no upper bound, and properties such as \p{L} are told by the first two bytes
 * of a letter.  Read forwards, a net follows what must come behind the end of a
 * pattern, (?=...), and letters that must not come next, (?!\p{L}), by their
 * first byte.  A pattern with anything else in it is refused.
 */
#define NET_NONE UINT32_MAX

enum net_kind {
	NET_FORK, /* no byte: on to `next` and, unless NET_NONE, to `other` */
	NET_BYTE, /* the byte `what` */
	NET_SET,  /* a byte of sets[what] */
	NET_EDGE, /* the text's edge */
	NET_NEXT, /* no byte, but the next is of sets[what] or is the edge */
	NET_OPEN, /* the pattern may fit; what it goes on with is not known */
	NET_FITS, /* the pattern fits */
};

struct net_state {
	uint32_t next;
	uint32_t other;
	uint16_t what;
	uint8_t kind;
	uint8_t pattern; /* whose state it is */
};

struct net_set {
	uint64_t bytes[4];
};

struct net {
	struct net_state *v;
	size_t n;
	size_t cap;
	struct net_set *sets;
	size_t nsets;
	uint32_t *starts; /* one for each pattern in it */
	size_t nstarts;
	bool back; /* texts are read from their end to their begin */
	bool far;  /* repeats of nearly any letter are followed */
};

void net_init(struct net *, bool back, bool far);
void net_free(struct net *);
/* False when the pattern holds what a net does not know, or is too large:
 * then nothing was added. */
bool net_add(struct net *, struct str pattern, uint8_t number);

/* Whether each text that a pattern takes begins with a byte, for a net that is
 * read forwards; false also where that takes long to tell. */
bool net_begins(const struct net *, uint8_t number, unsigned char byte);

/* Gives each byte, and the edge behind the last, the number of its class:
 * bytes that no state tells apart are of one.  How many there are. */
#define NET_BYTES_EDGE 256
size_t net_bytes(const struct net *, uint16_t class_of[NET_BYTES_EDGE + 1]);
/* Once all patterns are there: leads past forks of one way. */
void net_shorten(struct net *);

/* Building stones, for net_read.c and net_class.c. */
struct net_part {
	uint32_t in;
	uint32_t out; /* a fork that leads nowhere yet */
};
uint32_t net_state(struct net *, enum net_kind, uint16_t what, uint8_t pattern);
bool net_full(const struct net *);
struct net_part net_nothing(struct net *, uint8_t pattern);
struct net_part net_then(struct net *, struct net_part, struct net_part);
struct net_part net_or(struct net *, struct net_part, struct net_part);
struct net_part net_letter(struct net *, uint32_t rune, uint8_t pattern);
struct net_part net_edge(struct net *, uint8_t pattern);
struct net_part net_set(struct net *, const struct net_set *, uint8_t pattern);
struct net_part net_next(struct net *, const struct net_set *, uint8_t pattern);
/* A repeat: none or once, once or more often. */
void net_maybe(struct net *, struct net_part *);
void net_loop(struct net *, struct net_part *);

#endif
