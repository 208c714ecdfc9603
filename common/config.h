#ifndef COMMON_CONFIG_H
#define COMMON_CONFIG_H

#include "common/arena.h"
#include "common/config_crawl.h"
#include "common/rc.h"

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
