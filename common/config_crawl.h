#ifndef COMMON_CONFIG_CRAWL_H
#define COMMON_CONFIG_CRAWL_H

#include <stdbool.h>

#include "common/rc.h"
#include "common/yaml.h"

/*
 * `crawl` of sandyq.yaml: how the crawler behaves.  One table (in the .c) says
 * of each key its kind and range; it is what is read and what --print-config
 * shows.
 */
struct config_crawl {
	struct yaml_str user_agent; /* name/version (+contact) */
	struct yaml_str contact;
	double delay;       /* seconds between two requests to a host */
	double latency;     /* the pause is at least so many times the answer */
	long robots_delay;  /* seconds of Crawl-delay that are sat out */
	long pages;         /* ceiling of fetched pages a site and run */
	long list_pages;    /* ceiling of pages of one list in a run */
	long list_depth;    /* of sitemaps that are named by sitemaps */
	long known;         /* known ones in a row that end a list */
	long known_lists;   /* dated sitemaps in a row without news */
	long lists;         /* ceiling of lists a site and run */
	long queries;       /* new queries of one path on pages in a run */
	long links;         /* new addresses of one pattern on one page */
	long repeats;       /* of one segment within a path */
	long ahead_days;    /* of a date in an address */
	long trials;        /* pages of a pattern, then it must have ... */
	long yield;         /* ... given one of so many */
	long body_max;      /* bytes */
	long header_max;    /* bytes of status and header lines */
	long unpack_max;    /* bytes of a list without its codings ... */
	long unpack_ratio;  /* ... and times its coded size */
	long memory_max;    /* bytes of all bodies in flight in memory */
	long file_max;      /* bytes of an archive, then the next one */
	long disk_reserve;  /* bytes left free */
	long total_seconds; /* one response */
	long stall_seconds; /* without a byte */
	long redirects;
	struct yaml_str ca_file; /* certificates trusted, not the system's */
	bool private_addresses;  /* loopback and the like; demonstration only */
};

extern const struct yaml_field config_crawl_fields[];
/* What holds where the file says nothing. */
extern const struct config_crawl config_crawl_defaults;

/* What kind and range do not say; `path` is the file it came from. */
enum rc config_crawl_check(const char *path, const struct config_crawl *,
    struct err *) MUST_CHECK;
void config_crawl_print(const struct config_crawl *); /* "key=value" lines */

#endif
