#ifndef CRAWLER_FETCH_H
#define CRAWLER_FETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * Requests over the network, many at a time, by libcurl, which only fetch.c
 * and transfer.c (one request) include.
 *
 * An answer is the bytes of the wire: the request head as sent, the response
 * still in its codings.  Redirects are answers like any other; nobody follows
 * them here.  Only http and https, no cookies, no proxies.  Where a name leads
 * is looked at before connecting: see address.h.
 *
 * HTTP/1.1 is spoken, whose bytes are what an archive can keep.  Of HTTP/2,
 * where it is asked for, there is the head in HTTP/1.1's form, as the archives
 * of others have it, and `protocol` says so.
 */
#define FETCH_PARALLEL_MAX 64                  /* requests in flight */
#define FETCH_HEAD_MAX     ((size_t)256 << 10) /* status and header lines */
#define FETCH_IP_MAX       64

struct fetch_spec {
	const char *user_agent;
	size_t body_max; /* bytes; longer bodies are cut there */
	size_t
	    head_max; /* of status and header lines; FETCH_HEAD_MAX at most */
	/* What all answers in flight hold in memory together: each has an
	 * equal share of it, and what is more goes to a file in the folder
	 * (NULL: there is no ceiling). */
	size_t memory_max;
	const char *folder;
	long total_seconds;
	long stall_seconds;
	struct str ca_file; /* certificates to trust, or empty: the system's */
};

struct fetch_ask {
	struct str url;
	struct str etag;     /* for If-None-Match, or STR_NONE */
	struct str modified; /* for If-Modified-Since, or STR_NONE */
	struct str connect;  /* host:port to connect to instead, or empty */
	size_t body_max;     /* of this one, below the general; or 0 */
	bool private_addresses;
	bool http2;      /* by TLS, where the server speaks it */
	const void *tag; /* comes back with the answer */
};

struct fetch_answer {
	const void *tag;
	bool answered;   /* a whole head came; otherwise `err` says why not */
	bool refused;    /* we would not connect: no failure of the host */
	const char *cut; /* WARC-Truncated: length, time, disconnect,
			  * unspecified; or NULL */
	const char *protocol; /* WARC-Protocol when not HTTP/1: h2; or NULL */
	const char *fault;    /* class of what went wrong, or NULL */
	struct str request;
	struct str message; /* head and body */
	size_t head;        /* bytes of message that are head */
	char ip[FETCH_IP_MAX];
	int64_t millis;
	struct err err;
};

/* The configured ceiling of a body, as far as a WARC block holds it. */
size_t fetch_body_max(long configured);

struct fetcher;
enum rc fetcher_new(const struct fetch_spec *, struct fetcher **,
    struct err *) MUST_CHECK;
void fetcher_free(struct fetcher *);

size_t fetcher_busy(const struct fetcher *);
/* What is asked is copied.  RC_BAD when libcurl will not have the URL. */
enum rc fetcher_start(struct fetcher *, const struct fetch_ask *,
    struct err *) MUST_CHECK;
/* Moves everything on; waits at most `ms` for something to happen. */
enum rc fetcher_wait(struct fetcher *, int ms, struct err *) MUST_CHECK;
/* RC_OK and an answer, its bytes valid until the next call; RC_END: none;
 * RC_FAIL when the disk would not take it. */
enum rc fetcher_next(struct fetcher *, struct fetch_answer *,
    struct err *) MUST_CHECK;

#endif
