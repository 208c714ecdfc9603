#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/json.h"
#include "common/mem.h"
#include "crawler/robots.h"

/*
 * robots.txt files of real sites, when the folder is there, and what two
 * public parsers say of them; where those two agree, so do we.
 */
#define FILE_MAX  ((size_t)16 << 20)
#define ARENA_MAX ((size_t)16 << 20)
/* One decision in 2,000 may differ: 99.95 %. */
#define WRONG_ONE_IN 2000

struct judge {
	struct arena *arena;
	const char *folder;
	char *name; /* of the file that is parsed */
	struct robots *robots;
	unsigned asked;
	unsigned wrong;
};

static void
file_take(struct judge *j, struct str name)
{
	char path[8192];
	struct err err = { 0 };
	struct buf file;
	if (j->name != NULL && str_is(name, j->name))
		return;
	free(j->name);
	robots_free(j->robots);
	j->name = mem_dup(name.s, name.n);
	(void)snprintf(path, sizeof(path), "%s/files/%s", j->folder, j->name);
	buf_init(&file, FILE_MAX);
	assert_int_equal(file_read(path, &file, &err), RC_OK);
	j->robots = robots_parse(buf_view(&file));
	buf_free(&file);
}

static void
line_judge(struct judge *j, struct str line)
{
	struct json_value *v = NULL;
	struct err err = { 0 };
	arena_reset(j->arena);
	assert_int_equal(json_read(j->arena, line, &v, &err), RC_OK);
	if (!json_get(v, "agree")->truth)
		return;
	const struct str url = json_get(v, "url")->string;
	file_take(j, json_get(v, "file")->string);
	j->asked++;
	if (robots_ask(j->robots, json_get(v, "agent")->string, url).allowed ==
	    json_get(v, "google_allowed")->truth)
		return;
	print_message("# %s: %.*s\n", j->name, STR_ARG(url));
	j->wrong++;
}

static void
real_files_are_read_as_others_read_them(void **state)
{
	(void)state;
	const char *source = getenv("SANDYQ_SOURCE");
	char folder[4096];
	char path[8192];
	(void)snprintf(folder, sizeof(folder),
	    "%s/../shared/eval/crawl/robots-real",
	    source != NULL ? source : ".");
	(void)snprintf(path, sizeof(path), "%s/real-dev.jsonl", folder);
	FILE *in = fopen(path, "r");
	if (in == NULL)
		skip();
	char *line = NULL;
	size_t cap = 0;
	struct judge j = { .arena = arena_new(ARENA_MAX), .folder = folder };
	for (ssize_t n = getline(&line, &cap, in); n > 0;
	     n = getline(&line, &cap, in))
		line_judge(&j, str_trim(str_n(line, (size_t)n)));
	print_message("# %u decisions, %u differ\n", j.asked, j.wrong);
	robots_free(j.robots);
	free(j.name);
	arena_free(j.arena);
	free(line);
	(void)fclose(in);
	assert_true(j.asked > 0);
	assert_true(j.wrong * WRONG_ONE_IN <= j.asked);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(real_files_are_read_as_others_read_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
