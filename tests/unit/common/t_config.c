#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/config.h"
#include "tests/unit/configured.h"

#define LEAST                                                                  \
	"sites: s\nindicators: i\nrules: r\nlexicon: l\n"                      \
	"crawl: { user_agent: t/1 }\n"

/* Each test sees only the variables it sets itself. */
static int
environment_open(void **state)
{
	unsetenv("SANDYQ_CONFIG");
	unsetenv("SANDYQ_DATA");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	setenv("HOME", "/nowhere", 1);
	return folder_open(state);
}

static struct config *
load_ok(const char *given, const char *data)
{
	struct err err = { 0 };
	struct config *c = NULL;
	if (config_load(given, data, &c, &err) != RC_OK)
		fail_msg("%s", err.reason);
	return c;
}

static void
assert_refused(const struct folder *f, const char *text, const char *rest)
{
	struct err err = { 0 };
	struct config *c = NULL;
	const char *path = folder_put(f, "sandyq.yaml", text);
	assert_int_equal(config_load(path, NULL, &c, &err), RC_BAD);
	assert_null(c);
	assert_told(&err, path, rest);
}

static void
names_are_seen_from_the_file(void **state)
{
	const struct folder *f = *state;
	const char *path = folder_put(f, "c/sandyq.yaml",
	    "sites: ../s\nindicators: /abs/i\nrules: r\nlexicon: ~/l\n"
	    "places: p.yaml\ndata: d\ncrawl: { user_agent: t/1 }\n");
	struct config *c = load_ok(path, NULL);
	assert_string_equal(c->path, path);
	assert_string_equal(c->sites, folder_path(f, "c/../s"));
	assert_string_equal(c->indicators, "/abs/i");
	assert_string_equal(c->rules, folder_path(f, "c/r"));
	assert_string_equal(c->lexicon, "/nowhere/l");
	assert_string_equal(c->places, folder_path(f, "c/p.yaml"));
	assert_string_equal(c->data, folder_path(f, "c/d"));
	assert_non_null(config_arena(c));
	config_free(c);
}

static void
what_the_file_leaves_out_has_its_default(void **state)
{
	struct config *c = load_ok(folder_put(*state, "a.yaml", LEAST), NULL);
	assert_null(c->places);
	assert_true(str_is(c->crawl.user_agent.v, "t/1"));
	assert_true(str_is(c->crawl.contact.v, ""));
	assert_true(c->crawl.delay == 3.0);
	assert_int_equal(c->crawl.pages, 500);
	assert_int_equal(c->crawl.body_max, 10485760);
	assert_int_equal(c->crawl.memory_max, 16777216);
	assert_int_equal(c->crawl.file_max, 1073741824);
	assert_int_equal(c->crawl.disk_reserve, 33554432);
	assert_int_equal(c->crawl.redirects, 5);
	assert_false(c->crawl.private_addresses);
	config_free(c);
}

static void
data_is_found_in_a_stated_order(void **state)
{
	const struct folder *f = *state;
	const char *plain = folder_put(f, "plain.yaml", LEAST);
	const char *named = folder_put(f, "named.yaml", LEAST "data: /named\n");
	struct {
		const char *file;
		const char *given;
		const char *variable;
		const char *xdg;
		const char *found;
	} rows[] = {
		{ named, "/given", "/variable", "/xdg", "/given" },
		{ named, NULL, "/variable", "/xdg", "/variable" },
		{ named, NULL, "", "/xdg", "/named" },
		{ plain, NULL, "", "/xdg", "/xdg/sandyq" },
		{ plain, NULL, "", "relative", "/nowhere/.local/share/sandyq" },
		{ plain, NULL, "", "", "/nowhere/.local/share/sandyq" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		setenv("SANDYQ_DATA", rows[i].variable, 1);
		setenv("XDG_DATA_HOME", rows[i].xdg, 1);
		struct config *c = load_ok(rows[i].file, rows[i].given);
		assert_string_equal(c->data, rows[i].found);
		config_free(c);
	}
}

static void
a_relative_data_folder_becomes_absolute(void **state)
{
	char here[4096];
	const struct folder *f = *state;
	const char *path = folder_put(f, "a.yaml", LEAST);
	assert_int_equal(chdir(f->path), 0);
	assert_non_null(getcwd(here, sizeof(here)));
	struct config *c = load_ok("a.yaml", "given");
	assert_true(str_starts(str_c(c->data), str_c(here)));
	assert_true(str_ends(str_c(c->data), STR("/given")));
	assert_true(str_ends(str_c(c->path), STR("/a.yaml")));
	assert_int_equal(c->path[0], '/');
	assert_false(file_exists(c->data));
	config_free(c);
	c = load_ok(path, "/x");
	assert_string_equal(c->data, "/x");
	config_free(c);
	assert_int_equal(chdir("/"), 0);
}

static void
no_home_and_no_word_is_refused(void **state)
{
	struct err err = { 0 };
	struct config *c = NULL;
	const char *path = folder_put(*state, "a.yaml", LEAST);
	unsetenv("HOME");
	assert_int_equal(config_load(path, NULL, &c, &err), RC_BAD);
	assert_true(
	    str_starts(str_c(err.reason), STR("no folder for the data")));
}

static void
the_file_is_found_in_a_stated_order(void **state)
{
	const struct folder *f = *state;
	const char *given = folder_put(f, "given.yaml", LEAST);
	const char *variable = folder_put(f, "variable.yaml", LEAST);
	const char *xdg = folder_put(f, "xdg/sandyq/sandyq.yaml", LEAST);
	const char *home = folder_put(f, ".config/sandyq/sandyq.yaml", LEAST);
	setenv("HOME", f->path, 1);
	struct config *c = load_ok(NULL, NULL);
	assert_string_equal(c->path, home);
	config_free(c);
	setenv("XDG_CONFIG_HOME", folder_path(f, "xdg"), 1);
	c = load_ok(NULL, NULL);
	assert_string_equal(c->path, xdg);
	config_free(c);
	setenv("SANDYQ_CONFIG", variable, 1);
	c = load_ok(NULL, NULL);
	assert_string_equal(c->path, variable);
	config_free(c);
	c = load_ok(given, NULL);
	assert_string_equal(c->path, given);
	config_free(c);
}

static void
a_named_file_that_is_missing_is_not_replaced(void **state)
{
	struct err err = { 0 };
	struct config *c = NULL;
	const struct folder *f = *state;
	setenv("HOME", f->path, 1);
	folder_put(f, ".config/sandyq/sandyq.yaml", LEAST);
	assert_int_equal(config_load(folder_path(f, "no.yaml"), NULL, &c, &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "no.yaml: No such file"));
	setenv("SANDYQ_CONFIG", folder_path(f, "no.yaml"), 1);
	assert_int_equal(config_load(NULL, NULL, &c, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "no.yaml: No such file"));
}

static void
what_is_wrong_is_told_with_its_place(void **state)
{
	static const struct {
		const char *text;
		const char *rest;
	} rows[] = {
		{ "sites: s\n", "1:1: the key `indicators` is missing" },
		{ LEAST "colour: red\n", "6:1: unknown key `colour`" },
		{ "sites: ''\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { user_agent: t/1 }\n",
		    "1:8: sites: no folder" },
		{ "sites: s\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { delay: 3 }\n",
		    "5:8: the key `user_agent` is missing" },
		{ "sites: s\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { user_agent: '' }\n",
		    "5:22: user_agent: sandyq must say who it is" },
		{ "sites: s\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { user_agent: Mozilla/5.0 sandyq }\n",
		    "5:22: user_agent: a browser's name is not ours to use" },
		{ "sites: s\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { user_agent: \"a\\r\\nHost: b\" }\n",
		    "5:22: user_agent: plain ASCII is expected" },
		{ "sites: s\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { user_agent: t/1, contact: ю@a.kz }\n",
		    "5:36: contact: plain ASCII is expected" },
		{ "sites: s\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { user_agent: t/1, delay: -1 }\n",
		    "5:34: delay: -1 is not in 0..86400" },
		{ "sites: s\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { user_agent: t/1, redirects: 21 }\n",
		    "5:38: redirects: 21 is not in 0..20" },
		{ "sites: \"a\\nb\"\nindicators: i\nrules: r\nlexicon: l\n"
		  "crawl: { user_agent: t/1 }\n",
		    "1:8: sites: a line break within a path" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_refused(*state, rows[i].text, rows[i].rest);
}

/* Standard output, caught in a file. */
static const char *
printed(const struct folder *f, const struct config *c)
{
	struct buf b;
	struct err err = { 0 };
	const char *path = folder_path(f, "out");
	(void)fflush(stdout);
	const int kept = dup(STDOUT_FILENO);
	assert_non_null(freopen(path, "w", stdout));
	config_print(c);
	(void)fflush(stdout);
	assert_int_equal(dup2(kept, STDOUT_FILENO), STDOUT_FILENO);
	(void)close(kept);
	buf_init(&b, 1 << 20);
	assert_int_equal(file_read(path, &b, &err), RC_OK);
	const char *text = arena_cstr(f->arena, buf_view(&b));
	buf_free(&b);
	return text;
}

static void
what_is_in_force_is_printed_by_lines(void **state)
{
	const struct folder *f = *state;
	struct config *c = load_ok(folder_put(f, "a.yaml", LEAST), "/d a");
	const struct str out = arena_printf(f->arena,
	    "config=%s/a.yaml\ndata=/d a\nwarc=/d a/warc\n"
	    "db=/d a/sandyq.db\nrejects=/d a/rejects\nsites=%s/s\nrules=%s/r\n"
	    "lexicon=%s/l\nindicators=%s/i\nplaces=\nspeakers=\n"
	    "report=\ndygraphs=\n"
	    "user_agent=t/1\ncontact=\ndelay=3\nlatency=5\n"
	    "robots_delay=60\npages=500\nlist_pages=10\nlist_depth=3\n"
	    "known=10\nknown_lists=3\nlists=64\nqueries=100\nlinks=1000\n"
	    "repeats=3\nahead_days=2\ntrials=40\nyield=10\n"
	    "body_max=10485760\nheader_max=262144\n"
	    "unpack_max=25165824\nunpack_ratio=200\n"
	    "memory_max=16777216\nfile_max=1073741824\n"
	    "disk_reserve=33554432\n"
	    "total_seconds=60\nstall_seconds=20\nredirects=5\n"
	    "ca_file=\nprivate_addresses=no\n",
	    f->path, f->path, f->path, f->path, f->path);
	assert_string_equal(printed(f, c), out.s);
	config_free(c);
}

int
main(void)
{
#define T(name)                                                                \
	cmocka_unit_test_setup_teardown(name, environment_open, folder_close)
	const struct CMUnitTest tests[] = {
		T(names_are_seen_from_the_file),
		T(what_the_file_leaves_out_has_its_default),
		T(data_is_found_in_a_stated_order),
		T(a_relative_data_folder_becomes_absolute),
		T(no_home_and_no_word_is_refused),
		T(the_file_is_found_in_a_stated_order),
		T(a_named_file_that_is_missing_is_not_replaced),
		T(what_is_wrong_is_told_with_its_place),
		T(what_is_in_force_is_printed_by_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
