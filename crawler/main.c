#include <stddef.h>

#include "common/stage.h"
#include "crawler/verbs.h"

static const char about[] =
    "Fetches the pages of the sites in config/sites, politely and only what is "
    "new, and keeps every answer as WARC under DATA/warc.\n"
    "\n"
    "  run                  one pass over all sites, or the one of --site\n"
    "  status               per site: what came, what waits, what is due\n"
    "  probe SITE|URL       does it answer as its file says, what else is "
    "there?\n"
    "  check FILE...        WARC files: structure, digests, torn tails\n"
    "  robots FILE URL...   allow or deny, and the rule that decides\n"
    "  url URL...           the canonical form of each";

int
main(int argc, char *argv[])
{
	struct stage stage;
	struct verb_options o = { .site = NULL };
	const struct stage_option options[] = {
		{ "site", "CODE", "run: only this site", &o.site },
		{ "since", "DATE", "run: no article older than this",
		    &o.since },
		{ "until", "DATE", "run: only articles before this day",
		    &o.until },
		{ "shard", "I/N", "run: only the I-th of N shares of the sites",
		    &o.shard },
		{ "report", "FILE", "run: how each site went, as JSON",
		    &o.report },
		{ "dry-run", NULL,
		    "run: ask for lists, print what would be fetched", &o.dry },
		{ "format", "NAME", "status, probe: table (default) or json",
		    &o.format },
		{ "propose", NULL, "probe: print a file for config/sites",
		    &o.propose },
		{ "agent", "NAME", "robots: as this crawler (sandyq)",
		    &o.agent },
		{ "base", "URL", "url: what relative ones refer to", &o.base },
		{ NULL, NULL, NULL, NULL },
	};
	const struct stage_spec spec = {
		.name = "crawl",
		.usage = "VERB [...]",
		.about = about,
		.options = options,
	};
	const int code = stage_open(&stage, &spec, argc, argv);
	return code >= 0 ? code : verbs_run(&stage, &o);
}
