#ifndef EXTRACT_NET_READ_H
#define EXTRACT_NET_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/str.h"
#include "extract/net.h"

/* Reads a pattern (as macros.h fills it) into a net; false when it holds what
 * a net does not know.  Private to net*.c. */
bool net_read(struct net *, struct str pattern, uint8_t number,
    struct net_part *);

/*
 * A class of letters, as the bytes of their UTF-8: of letters of three bytes
 * the first two are told, of those of four none.
 */
struct net_class {
	uint64_t one[2];    /* ASCII */
	uint64_t two[32];   /* tails, by the lead byte's low five bits */
	uint64_t three[16]; /* second bytes, by the lead's low four bits */
	bool four;
};

/* Reads "[...]", "\d" or "\p{L}" at *at and moves behind it; false when it is
 * unknown.  `out` holds each letter of the class, and perhaps more. */
bool net_class_read(struct str pattern, size_t *at, struct net_class *out);
/* One letter, escaped or not. */
bool net_class_rune(struct str pattern, size_t *at, uint32_t *rune);
void net_class_letter(struct net_class *, uint32_t rune);
struct net_part net_class_part(struct net *, const struct net_class *,
    uint8_t number);
struct net_part net_class_dot(struct net *, uint8_t number); /* "." */
/* The bytes that begin a letter which is none of a class, and perhaps some
 * that begin others; false when the text is no class alone. */
bool net_class_others(struct str text, struct net_set *);

#endif
