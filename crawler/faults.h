#ifndef CRAWLER_FAULTS_H
#define CRAWLER_FAULTS_H

#include <stddef.h>

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * What went wrong at the last visit of a site's pages, counted by host and
 * class (docs/crawler.md names the classes): the most frequent first.
 */
#define FAULTS_MAX 64 /* rows of one site */

struct state;

struct fault_count {
	struct str host;
	struct str fault;
	long pages;
};

struct faults {
	struct fault_count v[FAULTS_MAX];
	size_t n;
};

enum rc faults_read(struct state *, struct arena *, struct str site,
    struct faults *, struct err *) MUST_CHECK;

#endif
