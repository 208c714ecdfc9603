#ifndef COMMON_CONFIG_H
#define COMMON_CONFIG_H

#include "common/arena.h"
#include "common/rc.h"
#include "common/str.h"
#include "common/yaml.h"

/*
 * sandyq.yaml: where things are, and what every stage may ask.  Built once,
 * passed as const, freed at exit with its arena.  Paths in it are relative to
 * the file itself.
 *
 * The file is the one given by -c, else $SANDYQ_CONFIG, else sandyq/
 * sandyq.yaml under $XDG_CONFIG_HOME (~/.config), else /etc/sandyq/, else
 * beside the program: ../share/sandyq/config or, in a build tree,
 * ../../config.  Data goes to --data, else $SANDYQ_DATA, else `data` of the
 * file, else sandyq/ under $XDG_DATA_HOME (~/.local/share).
 */
struct config_crawl {
	struct yaml_str user_agent; /* name/version (+contact) */
	struct yaml_str contact;
	double delay;       /* seconds between two requests to a host */
	double latency;     /* the pause is at least so many times the answer */
	long pages;         /* ceiling of fetched pages a site and run */
	long list_pages;    /* ceiling of pages of one list in a run */
	long known;         /* known ones in a row that end a list */
	long lists;         /* ceiling of lists a site and run */
	long queries;       /* new queries of one path on pages in a run */
	long links;         /* new addresses of one pattern on one page */
	long robots_delay;  /* seconds of Crawl-delay that are sat out */
	long body_max;      /* bytes */
	long header_max;    /* bytes of status and header lines */
	long memory_max;    /* bytes of all bodies in flight in memory */
	long file_max;      /* bytes of an archive, then the next one */
	long disk_reserve;  /* bytes left free */
	long total_seconds; /* one response */
	long stall_seconds; /* without a byte */
	long redirects;
	struct yaml_str ca_file; /* certificates trusted, not the system's */
	bool private_addresses;  /* loopback and the like; demonstration only */
};

struct config {
	char *path; /* the file it came from */
	char *data; /* folder of all that is written */
	char *sites;
	char *indicators;
	char *rules;
	char *lexicon;
	char *places;
	char *speakers; /* NULL: all weigh as their sources do */
	char *report;   /* style, script and words of `sandyq report` */
	char *dygraphs; /* the library that draws its charts */
	struct config_crawl crawl;
};

/* `given` and `data` may be NULL.  RC_BAD when no file is found or a key is
 * wrong (path:line:column). */
enum rc config_load(const char *given, const char *data, struct config **,
    struct err *) MUST_CHECK;
void config_free(struct config *);
struct arena *config_arena(const struct config *);

/* "key=value" lines a shell can read: config, data, warc, ... */
void config_print(const struct config *);

#endif
