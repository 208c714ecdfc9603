#ifndef COMMON_SITE_H
#define COMMON_SITE_H

#include <stddef.h>

#include "common/arena.h"
#include "common/config.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * A list of several pages, or of JSON.  "{page}" in its address is replaced by
 * from, from + step ... up to `to`; without it the pages are those that name
 * each other as rel=next.
 */
struct site_list {
	struct yaml_str url;
	long from;
	long to;   /* 0: as many pages as crawl.list_pages says */
	long step; /* 0: 1 */
	/* Of JSON only.  Names divided by dots lead to the array (or to a
	 * string of HTML); empty: the whole is one. */
	struct yaml_str items;
	struct yaml_str link; /* a field of an item, or "https://.../{field}" */
	struct yaml_str date; /* a field of an item, or empty */
};

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
	long authority;         /* 0..100; how much its word weighs, by kind */
	struct yaml_strs langs;
	struct yaml_strs start; /* pages whose links are followed */
	struct yaml_strs feeds;
	struct yaml_strs sitemaps;
	struct yaml_list lists;   /* of struct site_list */
	struct yaml_strs standby; /* lists for when one of the others fails */
	struct yaml_str article;  /* PCRE2: URLs that are articles */
	struct yaml_strs skip;    /* PCRE2: URLs never taken */
	struct yaml_str place;    /* KATO code of a regional source */
	double delay;             /* seconds, 0: the general one */
	long pages;               /* ceiling a run, 0: the general one */
	struct yaml_str connect;  /* host:port to connect to (demonstration) */
	bool private_addresses;
	bool http2; /* by TLS, where the server speaks it */
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
const struct site_list *site_list(const struct site *, size_t);
const struct site *sites_by_code(const struct sites *, struct str);
/* By the host of a URL: exact, or with a leading "www." more or less. */
const struct site *sites_by_host(const struct sites *, struct str host);

#endif
