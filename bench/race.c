/*
 * race [-n RUNS] [-u UNIT=COUNT] [-b ROW] NAME PREPARE COMMAND ...
 *
 * Runs the commands (each a line for sh) in turn, RUNS times round, and prints
 * one table: the best wall and CPU time of each, the largest resident set of
 * one of its processes, what that makes by the unit of work, and the ratio to
 * row ROW, 1 by default.  PREPARE runs before each turn and is not measured; it
 * may be empty.  Turns alternate so that a slow minute of the machine hits all.
 *
 * A command may exit with 3, some records refused; anything else but 0 ends
 * the race with exit 1.
 */
#include <errno.h>
#include <float.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNNERS_MAX  32
#define EXIT_REFUSED 3

struct runner {
	const char *name;
	const char *prepare;
	const char *command;
	double wall; /* seconds, of its best run */
	double cpu;
	long rss; /* KiB, of its worst run */
};

struct race {
	struct runner runners[RUNNERS_MAX];
	size_t n;
	long runs;
	long base;     /* the row that ratios are to, from 1 */
	char unit[32]; /* empty: none was given */
	double count;
};

static double
seconds_of(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double
now(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The exit status of `sh -c command`, or -1; what it took goes to `use`. */
static int
run(const char *command, struct rusage *use)
{
	int status = -1;
	const pid_t pid = fork();
	if (pid == 0) {
		(void)execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	if (pid < 0)
		return -1;
	while (wait4(pid, &status, 0, use) < 0) {
		if (errno != EINTR)
			return -1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool
take_turn(struct runner *r)
{
	struct rusage use = { 0 };
	if (*r->prepare != '\0' && run(r->prepare, &use) != 0) {
		(void)fprintf(stderr, "race: %s: cannot prepare\n", r->name);
		return false;
	}
	use = (struct rusage){ 0 };
	const double began = now();
	const int status = run(r->command, &use);
	const double wall = now() - began;
	if (status != 0 && status != EXIT_REFUSED) {
		(void)fprintf(stderr, "race: %s: exit %d\n", r->name, status);
		return false;
	}
	const double cpu = seconds_of(use.ru_utime) + seconds_of(use.ru_stime);
	if (wall < r->wall)
		r->wall = wall;
	if (cpu < r->cpu)
		r->cpu = cpu;
	if (use.ru_maxrss > r->rss)
		r->rss = use.ru_maxrss;
	return true;
}

static void
print_table(const struct race *race)
{
	const struct runner *base = &race->runners[race->base - 1];
	const bool rated = race->unit[0] != '\0';
	char rate[64], cost[64];
	(void)snprintf(rate, sizeof(rate), "%s/s", race->unit);
	(void)snprintf(cost, sizeof(cost), "CPU ms/%s", race->unit);
	(void)printf("%-34s %9s %9s %7s", "", "wall s", "CPU s", "MiB");
	if (rated)
		(void)printf(" %10s %13s", rate, cost);
	(void)printf(" %8s %8s\n", "wall x", "CPU x");
	for (size_t i = 0; i < race->n; i++) {
		const struct runner *r = &race->runners[i];
		(void)printf("%-34s %9.3f %9.3f %7.1f", r->name, r->wall,
		    r->cpu, (double)r->rss / 1024);
		if (rated)
			(void)printf(" %10.1f %13.3f", race->count / r->wall,
			    r->cpu * 1e3 / race->count);
		(void)printf(" %8.2f %8.2f\n", r->wall / base->wall,
		    base->cpu > 0 ? r->cpu / base->cpu : 1);
	}
}

/* UNIT=COUNT */
static bool
read_unit(struct race *race, const char *arg)
{
	char *end = NULL;
	const char *count = strchr(arg, '=');
	if (count == NULL || (size_t)(count - arg) >= sizeof(race->unit))
		return false;
	(void)snprintf(race->unit, sizeof(race->unit), "%.*s",
	    (int)(count - arg), arg);
	race->count = strtod(count + 1, &end);
	return *end == '\0' && race->count > 0;
}

static bool
read_arguments(struct race *race, int argc, char *argv[])
{
	int c;
	while ((c = getopt(argc, argv, "n:u:b:")) != -1) {
		if (c == 'n')
			race->runs = strtol(optarg, NULL, 10);
		else if (c == 'b')
			race->base = strtol(optarg, NULL, 10);
		else if (c != 'u' || !read_unit(race, optarg))
			return false;
	}
	if (optind == argc || (argc - optind) % 3 != 0 || race->runs < 1)
		return false;
	for (int i = optind; i < argc && race->n < RUNNERS_MAX; i += 3)
		race->runners[race->n++] = (struct runner){ argv[i],
			argv[i + 1], argv[i + 2], DBL_MAX, DBL_MAX, 0 };
	return race->base >= 1 && (size_t)race->base <= race->n;
}

int
main(int argc, char *argv[])
{
	static struct race race = { .runs = 3, .base = 1 };
	if (!read_arguments(&race, argc, argv)) {
		(void)fprintf(stderr,
		    "usage: race [-n RUNS] [-u UNIT=COUNT] [-b ROW] "
		    "NAME PREPARE COMMAND ...\n");
		return 2;
	}
	for (long turn = 0; turn < race.runs; turn++) {
		for (size_t i = 0; i < race.n; i++) {
			if (!take_turn(&race.runners[i]))
				return 1;
		}
	}
	print_table(&race);
	return 0;
}
