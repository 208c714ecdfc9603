#include "store/verb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "store/changes.h"
#include "store/check.h"
#include "store/documents.h"
#include "store/export.h"
#include "store/facts.h"
#include "store/feed.h"
#include "store/indicators.h"
#include "store/judge.h"
#include "store/load.h"
#include "store/metrics.h"
#include "store/publish.h"
#include "store/quotes.h"
#include "store/report.h"
#include "store/rereading.h"
#include "store/search.h"
#include "store/series.h"
#include "store/shards.h"
#include "store/sources.h"
#include "store/sql.h"
#include "store/status.h"
#include "store/suggest.h"

#define LIST_MAX ((size_t)8192) /* the list of verbs as text */

enum verb_option {
	OPT_FORMAT = 1,
	OPT_PLACE = 2,
	OPT_AS_OF = 4,
	OPT_RECORDED = 8,
	OPT_SINCE = 16,
	OPT_EXIT_CODE = 32,
	OPT_INDICATOR = 64,
	OPT_URL = 128,
	OPT_KIND = 256,
	OPT_DONE = 512,
	OPT_LIMIT = 1024,
	OPT_VERDICT = 2048,
	OPT_EXCEL = 4096,
	OPT_REPORT = 8192,
	OPT_AFTER = 16384,
	OPT_PLOT = 32768,
	OPT_REREAD = 65536,
	OPT_MOMENTS = OPT_AS_OF | OPT_RECORDED | OPT_SINCE,
	OPT_SERIES = OPT_FORMAT | OPT_PLACE | OPT_MOMENTS,
};

struct option_row {
	unsigned bit; /* 0: every verb takes it */
	size_t offset;
	const char *name;
	const char *argument;
	const char *help;
};

#define ASKED(member) offsetof(struct asked, member)

static const struct option_row option_rows[] = {
	{ 0, ASKED(db), "db", "FILE", "the database (DATA/sandyq.db)" },
	{ OPT_FORMAT, ASKED(format), "format", "FORM",
	    "table, csv, json or jsonl" },
	{ OPT_PLACE, ASKED(place), "place", "P",
	    "KATO code, the front of a name, or all" },
	{ OPT_AS_OF, ASKED(as_of), "as-of", "DATE",
	    "what had been reported by then" },
	{ OPT_RECORDED, ASKED(recorded_as_of), "recorded-as-of", "DATE",
	    "what this database said then" },
	{ OPT_SINCE, ASKED(since), "since", "DATE", "reported from then on" },
	{ OPT_AFTER, ASKED(after), "after", "N",
	    "the log behind event number N, as it was written" },
	{ OPT_REREAD, ASKED(reread), "reread", NULL,
	    "what comes is what the rules say now" },
	{ OPT_EXIT_CODE, ASKED(exit_code), "exit-code", NULL,
	    "exit 4 when something changed" },
	{ OPT_INDICATOR, ASKED(indicator), "indicator", "CODE",
	    "figures of one series" },
	{ OPT_URL, ASKED(url), "url", "URL", "figures of one page" },
	{ OPT_KIND, ASKED(kind), "kind", "KIND",
	    "count, money, percent, quantity ..." },
	{ OPT_DONE, ASKED(done), "done", "NAME", "marks an archive as loaded" },
	{ OPT_EXCEL, ASKED(excel), "excel", NULL,
	    "as spreadsheets of the country read it" },
	{ OPT_LIMIT, ASKED(limit), "limit", "N", "rows at most" },
	{ OPT_VERDICT, ASKED(verdict), "verdict", "V",
	    "preferred, wrong, or none to take it back" },
	{ OPT_VERDICT, ASKED(who), "who", "NAME", "who says so" },
	{ OPT_VERDICT, ASKED(why), "why", "TEXT", "and why" },
	{ OPT_PLOT, ASKED(plot), "plot", NULL, "draw the line instead" },
	{ OPT_REPORT, ASKED(single), "single", NULL,
	    "one file instead of a folder" },
	{ OPT_REPORT, ASKED(lang), "lang", "L",
	    "the language it opens in: kk, ru or en" },
};
#define OPTION_ROWS (sizeof(option_rows) / sizeof(*option_rows))

static const struct verb verbs[] = {
	{ "load", "load [FILE...]",
	    "Stores documents with their facts (JSON Lines from\n"
	    "sandyq-normalize; standard input without FILE).  What is there\n"
	    "already is left alone; a broken line is refused and the rest\n"
	    "goes on.  Facts of older rules change nothing that newer ones\n"
	    "said, unless --reread tells that these are the rules of now.\n\n"
	    "  sandyq-extract day.warc.gz | sandyq-normalize | "
	    "sandyq-store load",
	    OPT_REREAD, -1, DB_WRITE, VERB_CONFIGURED, load_run },
	{ "series", "series CODE",
	    "Every figure reported for an indicator, in time order, each with\n"
	    "its sentence: line (the official line begins or moves here),\n"
	    "repeat, reprint (of one story), stale (an old number), "
	    "contradiction,\n"
	    "undated; plan, forecast, past and denied stand aside.\n\n"
	    "  sandyq-store series monotown.count --as-of 2025-12-31\n"
	    "  sandyq-store series monotown.count --plot",
	    OPT_SERIES | OPT_PLOT, 1, DB_READ, 0, series_run },
	{ "changes", "changes [CODE]",
	    "What moved: the line from one value to another, changes that a\n"
	    "text states and no page showed, and outlets that repeat a number\n"
	    "the line has left (stale).\n\n"
	    "  sandyq-store changes --since 2026-01-01 --format csv",
	    OPT_SERIES | OPT_AFTER | OPT_EXIT_CODE, 1, DB_READ, 0,
	    changes_run },
	{ "stale", "stale [CODE]",
	    "Who repeats a number that the official line has left.\n\n"
	    "  sandyq-store stale monotown.count",
	    OPT_SERIES | OPT_AFTER, 1, DB_READ, 0, stale_run },
	{ "disagreements", "disagreements [CODE]",
	    "Who says something else than the official line.\n\n"
	    "  sandyq-store disagreements --since 2026-01-01",
	    OPT_SERIES | OPT_AFTER, 1, DB_READ, 0, disagreements_run },
	{ "events", "events [CODE]",
	    "All that happened: moved, stated, stale and contradiction as\n"
	    "above; revision (of one period, by who said the old value),\n"
	    "edited (the page said something else before) and plan (what was\n"
	    "planned or forecast, and where the line stands since).  Each has\n"
	    "a number in a log that is never rewritten; --after N reads it on\n"
	    "from there, with events that later ones retract.\n\n"
	    "  sandyq-store events --since 2026-01-01 --format jsonl",
	    OPT_SERIES | OPT_AFTER | OPT_EXIT_CODE, 1, DB_READ, 0, events_run },
	{ "quotes", "quotes CODE",
	    "The sentences of a series, the figure marked, with the archived\n"
	    "page each comes from.\n\n"
	    "  sandyq-store quotes monotown.count --since 2026-01-01",
	    OPT_SERIES, 1, DB_READ, 0, quotes_run },
	{ "sources", "sources CODE",
	    "Each value of a series: who said it first, and how far it "
	    "spread.\n\n"
	    "  sandyq-store sources monotown.count",
	    OPT_SERIES, 1, DB_READ, 0, sources_run },
	{ "facts", "facts",
	    "Every figure that was read, of a series or not.\n\n"
	    "  sandyq-store facts --kind money --since 2026-01-01",
	    OPT_SERIES | OPT_INDICATOR | OPT_URL | OPT_KIND, 0, DB_READ, 0,
	    facts_run },
	{ "search", "search WORDS",
	    "Pages by their words: all of them, those in double quotes side\n"
	    "by side, one that ends in * by its front.  The newest in the\n"
	    "store first, 50 without --limit.\n\n"
	    "  sandyq-store search '\"количество моногородов\" закон*'",
	    OPT_SERIES | OPT_LIMIT, 1, DB_READ, 0, search_run },
	{ "suggest", "suggest",
	    "What is counted on many pages and followed by no series yet: the\n"
	    "noun, how often, and an example.  30 without --limit.\n\n"
	    "  sandyq-store suggest --since 2026-01-01",
	    OPT_SERIES | OPT_LIMIT, 0, DB_READ, 0, suggest_run },
	{ "judge", "judge [ANCHOR]",
	    "Marks a figure preferred (it leads its line) or wrong (it stands\n"
	    "aside), with who says so and why; without ANCHOR lists what was\n"
	    "judged.  A judgement outlives every change of rules.\n\n"
	    "  sandyq-store judge 5e1f... --verdict wrong --who Aliya "
	    "--why 'a typo'",
	    OPT_FORMAT | OPT_VERDICT, 1, DB_WRITE, 0, judge_run },
	{ "indicators", "indicators",
	    "The series that are followed, with where each stands now.\n\n"
	    "  sandyq-store indicators",
	    OPT_SERIES, 0, DB_READ, 0, indicators_run },
	{ "export", "export [CODE]",
	    "All series for other programs.  --format is csv, jsonl or xlsx "
	    "(every\n"
	    "figure, as in series), vintages (id,time,pub_date,value: where\n"
	    "the line moved), sdmx-csv, or datapackage (the descriptor that\n"
	    "goes beside observations.csv).\n\n"
	    "  sandyq-store export -o observations.csv\n"
	    "  sandyq-store export --format datapackage -o datapackage.json",
	    OPT_SERIES | OPT_EXCEL, 1, DB_READ, VERB_OWN_FORMATS, export_run },
	{ "report", "report [DIR]",
	    "Pages to look at, which open from disk without any network: the\n"
	    "series with where each stands, and for each its line, who said\n"
	    "what, and the sentences.  DIR is DATA/report when none is given;\n"
	    "prints the page to open.\n\n"
	    "  sandyq-store report --lang ru ~/figures\n"
	    "  sandyq-store report --single figures.html",
	    OPT_REPORT | OPT_PLACE | OPT_AS_OF | OPT_RECORDED, 1, DB_READ,
	    VERB_CONFIGURED, report_run },
	{ "publish", "publish FILE",
	    "A copy for others to read: one file, whole, read-only, without\n"
	    "the log beside it; FILE.metadata.json describes it to Datasette."
	    "\n\n"
	    "  sandyq-store publish /srv/figures/sandyq.db",
	    0, 1, DB_READ, 0, publish_run },
	{ "feed", "feed [CODE]",
	    "The newest events for a reader of feeds: --format atom (the\n"
	    "default) or json (JSON Feed).  100 without --limit.\n\n"
	    "  sandyq-store feed -o /srv/figures/events.atom",
	    OPT_SERIES | OPT_LIMIT, 1, DB_READ, VERB_OWN_FORMATS, feed_run },
	{ "metrics", "metrics",
	    "How much is stored and where each series stands, in OpenMetrics\n"
	    "for a node exporter's textfile collector.\n\n"
	    "  sandyq-store metrics -o /var/lib/node_exporter/sandyq.prom",
	    0, 0, DB_READ, 0, metrics_run },
	{ "documents", "documents",
	    "Every stored text as the record it came as, without its facts.\n"
	    "With it rules are run again (`sandyq recompute` does it):\n\n"
	    "  sandyq-store documents | sandyq-extract - | sandyq-normalize |\n"
	    "      sandyq-store load --reread",
	    0, 0, DB_READ, 0, documents_run },
	{ "rereading", "rereading",
	    "What the last change of rules changed in stored texts: by rule,\n"
	    "figures kept, changed, gained and lost.\n\n"
	    "  sandyq-store rereading --format csv",
	    OPT_FORMAT, 0, DB_READ, 0, rereading_run },
	{ "status", "status",
	    "How much is stored, and since when.\n\n"
	    "  sandyq-store status --format json",
	    OPT_FORMAT, 0, DB_READ, 0, status_run },
	{ "shards", "shards",
	    "Names of the archives that are through the whole path; --done\n"
	    "adds one.\n\n"
	    "  sandyq-store shards --done crawl-20260203.warc.gz",
	    OPT_FORMAT | OPT_DONE, 0, DB_WRITE, 0, shards_run },
	{ "check", "check",
	    "Looks the database over: the file itself, what points where,\n"
	    "every figure against its text, and the words to search for.\n"
	    "Exit 1 when something is wrong.\n\n"
	    "  sandyq-store check || echo 'see what it says'",
	    OPT_FORMAT, 0, DB_READ, 0, check_run },
	{ "sql", "sql QUERY",
	    "One reading SQL statement (docs/store.md has the tables).\n\n"
	    "  sandyq-store sql 'SELECT count(*) FROM fact' --format csv",
	    OPT_FORMAT, 1, DB_READ, 0, sql_run },
};
#define VERBS (sizeof(verbs) / sizeof(*verbs))

const struct verb *
verb_named(const char *name)
{
	for (size_t i = 0; i < VERBS; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

/* Whether the word after this one is its argument. */
static bool
takes_argument(const char *word)
{
	static const char *const shared[] = { "-c", "-o", "--config", "--data",
		"--output", "--rejects" };
	for (size_t i = 0; i < sizeof(shared) / sizeof(*shared); i++)
		if (strcmp(word, shared[i]) == 0)
			return true;
	if (strncmp(word, "--", 2) != 0)
		return false;
	for (size_t i = 0; i < OPTION_ROWS; i++)
		if (option_rows[i].argument != NULL &&
		    strcmp(word + 2, option_rows[i].name) == 0)
			return true;
	return false;
}

const struct verb *
verb_in(int argc, char *argv[])
{
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] != '-')
			return verb_named(argv[i]);
		if (takes_argument(argv[i]))
			i++;
	}
	return NULL;
}

const struct stage_option *
verb_options(struct arena *a, const struct verb *v, struct asked *asked)
{
	struct stage_option *out =
	    arena_array(a, OPTION_ROWS + 1, sizeof(*out));
	size_t n = 0;
	for (size_t i = 0; i < OPTION_ROWS; i++) {
		const struct option_row *row = &option_rows[i];
		if (v != NULL && row->bit != 0 && (v->options & row->bit) == 0)
			continue;
		out[n++] = (struct stage_option){
			.name = row->name,
			.argument = row->argument,
			.help = row->help,
			.value = (const char **)(void *)((char *)asked +
			    row->offset),
		};
	}
	return out;
}

const char *
verb_list(struct arena *a)
{
	struct buf b;
	buf_init(&b, LIST_MAX);
	buf_text(&b,
	    "The store of sandyq: what was said, when, by whom, and what "
	    "changed.\n\n");
	for (size_t i = 0; i < VERBS; i++) {
		const struct str about = str_c(verbs[i].about);
		const struct str line =
		    str_head(about, str_find(about, STR("\n\n")));
		buf_printf(&b, "  %s\n      ", verbs[i].usage);
		for (size_t k = 0; k < line.n; k++)
			buf_text(&b,
			    line.s[k] == '\n' ? "\n      "
					      : (char[]){ line.s[k], '\0' });
		buf_chr(&b, '\n');
	}
	buf_text(&b, "\nsandyq-store VERB --help tells more of each.");
	const char *out = arena_cstr(a, buf_view(&b));
	buf_free(&b);
	return out;
}

/* A row of a table may be as wide as the terminal it goes to. */
size_t
call_width(void)
{
	struct winsize size = { 0 };
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return TABLE_WIDTH;
}

static void
sink_write(void *arg, struct str bytes)
{
	stage_write(arg, bytes);
}

struct table *
call_table(struct call *call, const struct table_column *columns, size_t n)
{
	const struct table_sink sink = { .write = sink_write,
		.arg = call->stage,
		.width = call_width() };
	return table_new(call->format, columns, n, &sink);
}

enum rc
call_limit(const struct call *call, unsigned long long *limit, struct err *err)
{
	const char *asked = call->asked->limit;
	if (asked == NULL)
		return RC_OK;
	if (!str_u64(str_c(asked), limit) || *limit > INT64_MAX)
		return err_set(err, RC_BAD, "--limit: no number: %s", asked);
	return RC_OK;
}

const char *
call_operand(const struct call *call)
{
	return call->stage->nfiles > 0 ? call->stage->files[0] : NULL;
}
