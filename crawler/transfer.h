#ifndef CRAWLER_TRANSFER_H
#define CRAWLER_TRANSFER_H

#include "crawler/fetch.h"

/*
 * One request over the network and the bytes that come back, for fetch.c: what
 * libcurl is told of it, what is taken of each header line and piece of body,
 * and what is made of the end.  Handles are libcurl's, which calls them void.
 */
struct transfer;

/* NULL when libcurl will not have the address. */
struct transfer *transfer_new(const struct fetch_spec *,
    const struct fetch_ask *);
void transfer_free(struct transfer *);

void *transfer_handle(const struct transfer *);
struct transfer *transfer_of(void *handle); /* NULL: none of ours */

/* `result` is the CURLcode it ended with; the bytes stay the transfer's.
 * RC_FAIL when the disk would not take them. */
enum rc transfer_answer(struct transfer *, int result, struct fetch_answer *,
    struct err *) MUST_CHECK;

#endif
