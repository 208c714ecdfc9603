#include "common/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "common/str.h"

#define OPTIONS_MAX 32
#define NAME_LENGTH 32 /* of a program */
#define SHARED      7  /* rows of the shared table below */

enum shared_option {
	OPT_DATA = 1000,
	OPT_REJECTS,
	OPT_PRINT_CONFIG,
	OPT_VERSION,
	OPT_OWN = 2000, /* the stage's own, by index */
};

static void
table_fill(const struct stage_spec *spec, struct option *table)
{
	static const struct option shared[SHARED] = {
		{ "config", required_argument, NULL, 'c' },
		{ "data", required_argument, NULL, OPT_DATA },
		{ "output", required_argument, NULL, 'o' },
		{ "rejects", required_argument, NULL, OPT_REJECTS },
		{ "print-config", no_argument, NULL, OPT_PRINT_CONFIG },
		{ "verbose", no_argument, NULL, 'v' },
		{ "help", no_argument, NULL, 'h' },
	};
	memcpy(table, shared, sizeof(shared));
	size_t n = SHARED;
	table[n++] =
	    (struct option){ "version", no_argument, NULL, OPT_VERSION };
	for (int i = 0; spec->options[i].name && n < OPTIONS_MAX - 1; i++)
		table[n++] = (struct option){ spec->options[i].name,
			spec->options[i].argument ? required_argument
						  : no_argument,
			NULL, OPT_OWN + i };
	table[n] = (struct option){ 0 };
}

static bool
option_take(const struct stage_spec *spec, struct options *asked, int c)
{
	switch (c) {
	case 'c':
		asked->config = optarg;
		return true;
	case 'o':
		asked->output = optarg;
		return true;
	case 'v':
		asked->verbose++;
		return true;
	case 'h':
		asked->help = true;
		return true;
	case OPT_DATA:
		asked->data = optarg;
		return true;
	case OPT_REJECTS:
		asked->rejects = optarg;
		return true;
	case OPT_PRINT_CONFIG:
		asked->print_config = true;
		return true;
	case OPT_VERSION:
		asked->version = true;
		return true;
	default:
		break;
	}
	if (c < OPT_OWN)
		return false;
	*spec->options[c - OPT_OWN].value = optarg ? optarg : "";
	return true;
}

bool
options_read(const struct stage_spec *spec, struct options *asked, int argc,
    char *argv[])
{
	struct option table[OPTIONS_MAX];
	char name[NAME_LENGTH];
	char *called = argv[0];
	int c = 0;
	*asked = (struct options){ 0 };
	table_fill(spec, table);
	/* getopt_long() complains in the name of argv[0], which may be a path
	 * that the driver found. */
	(void)snprintf(name, sizeof(name), "sandyq-%s", spec->name);
	argv[0] = name;
	do
		c = getopt_long(argc, argv, "c:o:vh", table, NULL);
	while (c != -1 && option_take(spec, asked, c));
	argv[0] = called;
	if (c != -1) {
		(void)fprintf(stderr, "%s --help tells the options\n", name);
		return false;
	}
	asked->files = argv + optind;
	asked->nfiles = argc - optind;
	return true;
}

void
options_help(const struct stage_spec *spec)
{
	(void)printf("usage: sandyq-%s [options] %s\n\n%s\n\noptions:\n",
	    spec->name, spec->usage, spec->about);
	for (const struct stage_option *o = spec->options; o->name; o++) {
		char left[64];
		(void)snprintf(left, sizeof(left), "--%s%s%s", o->name,
		    o->argument ? " " : "", o->argument ? o->argument : "");
		(void)printf("  %-24s %s\n", left, o->help);
	}
	(void)fputs("  -c, --config FILE        the configuration\n"
		    "  --data DIR               folder of archives, state and "
		    "database\n"
		    "  -o, --output FILE        instead of standard output\n"
		    "  --rejects FILE           keeps refused records there\n"
		    "  --print-config           what is in force, as "
		    "key=value\n"
		    "  -v, --verbose            log more\n"
		    "  -h, --help               this help\n"
		    "  --version\n"
		    "\nexit: 0 done, 1 failed, 2 usage or configuration, "
		    "3 done but some records\nrefused, 75 try again later\n",
	    stdout);
}

unsigned
options_jobs(const char *argument)
{
	unsigned long long n = 0;
	if (argument == NULL)
		return 1;
	return str_u64(str_c(argument), &n) && n <= OPTIONS_JOBS ? (unsigned)n
								 : 0;
}
