#ifndef COMMON_SITE_H
#define COMMON_SITE_H

#include <stddef.h>

#include "common/arena.h"
#include "common/config.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * config/sites/CODE.yaml: one file a source.  The crawler reads how to find
 * its pages, extract names documents by it, the store its kind and authority.
 */
struct site {
	struct yaml_str code; /* [a-z0-9-]+, the file's name */
	struct yaml_str name;
	struct yaml_str home;   /* absolute URL */
	struct yaml_strs hosts; /* the home's, then further ones of the file */
	struct yaml_str kind;   /* state statistics law agency media other */
	long authority; /* 0..100; how much its word weighs, default 50 */
	struct yaml_strs langs;
	struct yaml_strs start; /* pages whose links are followed */
	struct yaml_strs feeds;
	struct yaml_strs sitemaps;
	struct yaml_str article; /* PCRE2: URLs that are articles */
	struct yaml_strs skip;   /* PCRE2: URLs never taken */
	struct yaml_str place;   /* KATO code of a regional source */
	double delay;            /* seconds, 0: the general one */
	long pages;              /* ceiling a run, 0: the general one */
	struct yaml_str connect; /* host:port to connect to (demonstration) */
	bool private_addresses;
	bool off;
};

struct site_host {
	struct str host; /* without "www." */
	const struct site *site;
};

struct sites {
	struct site *v; /* by code, ascending */
	size_t n;
	struct site_host *hosts; /* by host, ascending */
	size_t nhosts;
};

/* Reads every *.yaml of config->sites (a name with "_" in front is a
 * template); two with one code or one host are RC_BAD. */
enum rc sites_load(const struct config *, struct sites *,
    struct err *) MUST_CHECK;
const struct site *sites_by_code(const struct sites *, struct str);
/* By the host of a URL: exact, or with a leading "www." more or less. */
const struct site *sites_by_host(const struct sites *, struct str host);

#endif
