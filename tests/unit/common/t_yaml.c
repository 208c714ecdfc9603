#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/yaml.h"
#include "tests/unit/folder.h"

struct part {
	struct yaml_str name;
	long weight;
};

struct whole {
	struct yaml_str title;
	long count;
	long any;
	double rate;
	double share;
	bool on;
	struct yaml_strs words;
	struct part part;
	struct yaml_list parts;
	struct yaml_pairs pairs;
	struct yaml_groups groups;
};

#define PART(m)  .offset = offsetof(struct part, m)
#define WHOLE(m) .offset = offsetof(struct whole, m)

static const struct yaml_field part_fields[] = {
	{ "name", YAML_STR, PART(name), .required = true },
	{ "weight", YAML_INT, PART(weight), .min = -5, .max = 5 },
	{ .key = NULL },
};

static const struct yaml_field whole_fields[] = {
	{ "title", YAML_STR, WHOLE(title) },
	{ "count", YAML_INT, WHOLE(count), .min = 1, .max = 10 },
	{ "any", YAML_INT, WHOLE(any) },
	{ "rate", YAML_REAL, WHOLE(rate) },
	{ "share", YAML_REAL, WHOLE(share), .max = 100 },
	{ "on", YAML_BOOL, WHOLE(on) },
	{ "words", YAML_STRS, WHOLE(words) },
	{ "part", YAML_MAP, WHOLE(part), .fields = part_fields },
	{ "parts", YAML_LIST, WHOLE(parts), .fields = part_fields,
	    .size = sizeof(struct part) },
	{ "pairs", YAML_PAIRS, WHOLE(pairs) },
	{ "groups", YAML_GROUPS, WHOLE(groups) },
	{ .key = NULL },
};

static struct whole
load_ok(const struct folder *f, const char *text)
{
	struct err err = { 0 };
	struct whole w = { .count = 7 };
	const char *path = folder_put(f, "a.yaml", text);
	if (yaml_load(f->arena, path, whole_fields, &w, &err) != RC_OK)
		fail_msg("%s", err.reason);
	return w;
}

/* Refused with "a.yaml:" and the rest. */
static void
assert_refused(const struct folder *f, const char *text, const char *rest)
{
	struct err err = { 0 };
	struct whole w = { 0 };
	const char *path = folder_put(f, "a.yaml", text);
	assert_int_equal(yaml_load(f->arena, path, whole_fields, &w, &err),
	    RC_BAD);
	const size_t n = strlen(path);
	assert_true(str_starts(str_c(err.reason), str_c(path)));
	assert_string_equal(err.reason + n + 1, rest);
}

static void
every_kind_is_bound(void **state)
{
	const struct whole w = load_ok(*state,
	    "title: a title\n"
	    "count: 10\n"
	    "any: 9223372036854775807\n"
	    "rate: -2.5e1\n"
	    "share: 0.5\n"
	    "on: yes\n"
	    "words: [a, \"b c\", 'd']\n"
	    "part: { name: p, weight: -5 }\n"
	    "parts:\n"
	    "  - name: q\n"
	    "  - { name: r, weight: 5 }\n"
	    "pairs: { x: 1, y: two }\n"
	    "groups: { g: [1, 2], h: alone, i: }\n");
	assert_true(str_is(w.title.v, "a title"));
	assert_int_equal(w.count, 10);
	assert_true(w.any == LONG_MAX);
	assert_true(w.rate == -25.0);
	assert_true(w.share == 0.5);
	assert_true(w.on);
	assert_int_equal(w.words.n, 3);
	assert_true(str_is(w.words.v[1].v, "b c"));
	assert_int_equal(w.part.weight, -5);
	assert_int_equal(w.parts.n, 2);
	const struct part *parts = w.parts.v;
	assert_true(str_is(parts[1].name.v, "r"));
	assert_int_equal(parts[1].weight, 5);
	assert_int_equal(w.pairs.n, 2);
	assert_true(str_is(w.pairs.v[1].key.v, "y"));
	assert_true(str_is(w.pairs.v[1].value.v, "two"));
	assert_int_equal(w.groups.n, 3);
	assert_int_equal(w.groups.v[0].values.n, 2);
	assert_true(str_is(w.groups.v[1].values.v[0].v, "alone"));
	assert_int_equal(w.groups.v[2].values.n, 0);
}

static void
what_is_not_said_stays_as_it_was(void **state)
{
	const struct whole w = load_ok(*state, "# only a comment\n");
	assert_int_equal(w.count, 7);
	assert_null(w.title.v.s);
	assert_int_equal(load_ok(*state, "").count, 7);
	assert_int_equal(load_ok(*state, "---\n").count, 7);
}

static void
strings_know_where_they_stand(void **state)
{
	const struct whole w = load_ok(*state,
	    "title:   'тег'\n"
	    "words:\n"
	    "  - a\n"
	    "  -   b\n"
	    "part: { name: x }\n");
	assert_int_equal(w.title.line, 1);
	assert_int_equal(w.title.column, 10);
	assert_int_equal(w.words.v[1].line, 4);
	assert_int_equal(w.words.v[1].column, 7);
	assert_int_equal(w.part.name.line, 5);
	assert_int_equal(w.part.name.column, 15);
}

static void
quotes_keep_regexes_as_they_are(void **state)
{
	const struct whole w = load_ok(*state,
	    "title: '(?<n>\\d+)\\s+[\"#]: ''x'''\n"
	    "words: [\"tab\\t\", '\\t']\n");
	assert_true(str_is(w.title.v, "(?<n>\\d+)\\s+[\"#]: 'x'"));
	assert_true(str_is(w.words.v[0].v, "tab\t"));
	assert_true(str_is(w.words.v[1].v, "\\t"));
}

static void
nothing_is_an_empty_string_and_an_empty_list(void **state)
{
	const struct whole w =
	    load_ok(*state, "title:\nwords: ~\nparts: null\npairs:\ngroups:\n");
	assert_non_null(w.title.v.s);
	assert_int_equal(w.title.v.n, 0);
	assert_int_equal(w.words.n, 0);
	assert_int_equal(w.parts.n, 0);
	assert_int_equal(w.pairs.n, 0);
	assert_true(str_is(load_ok(*state, "title: 'null'\n").title.v, "null"));
}

static void
what_is_wrong_is_told_with_line_and_column(void **state)
{
	static const struct {
		const char *text;
		const char *rest;
	} rows[] = {
		{ "title: a\ntitel: b\n", "2:1: unknown key `titel`" },
		{ "title: a\n\ntitle: b\n",
		    "3:1: the key `title` is here already" },
		{ "part: { weight: 1 }\n", "1:7: the key `name` is missing" },
		{ "parts:\n  - name: a\n  - weight: 1\n",
		    "3:5: the key `name` is missing" },
		{ "part:\n", "1:6: the key `name` is missing" },
		{ "part: { name: a, nmae: b }\n", "1:18: unknown key `nmae`" },
		{ "title: [a]\n", "1:8: a string is expected here" },
		{ "words: {a: b}\n",
		    "1:8: words: a list of strings is expected" },
		{ "words: [a, [b]]\n", "1:12: a string is expected here" },
		{ "part: [a]\n", "1:7: part: keys and values are expected" },
		{ "parts: {a: b}\n", "1:8: parts: a list is expected" },
		{ "parts: [a]\n", "1:9: parts: keys and values are expected" },
		{ "pairs: [a]\n", "1:8: pairs: keys and values are expected" },
		{ "pairs: { a: [b] }\n", "1:13: a string is expected here" },
		{ "groups: { a: {b: c} }\n",
		    "1:14: groups: a list of strings is expected" },
		{ "pairs: { a: 1, b: 2, a: 3 }\n",
		    "1:22: the key `a` is here already" },
		{ "count: 0\n", "1:8: count: 0 is not in 1..10" },
		{ "count: 11\n", "1:8: count: 11 is not in 1..10" },
		{ "count: 1.5\n", "1:8: count: a whole number is expected" },
		{ "count:\n", "1:7: count: a whole number is expected" },
		{ "count: 99999999999999999999\n",
		    "1:8: count: a whole number is expected" },
		{ "any: -1\n",
		    "1:6: any: -1 is not in 0..9223372036854775807" },
		{ "rate: much\n", "1:7: rate: a number is expected" },
		{ "rate: .inf\n", "1:7: rate: a number is expected" },
		{ "share: 100.5\n", "1:8: share: 100.5 is not in 0..100" },
		{ "share: -1\n", "1:8: share: -1 is not in 0..100" },
		{ "on: maybe\n", "1:5: on: yes or no is expected" },
		{ "- a\n", "1:1: file: keys and values are expected" },
		{ "[a]: b\n", "1:1: a key must be a word" },
		{ "title: a\n---\ntitle: b\n", "3:1: a second document" },
		{ "title: \"a\\0b\"\n", "1:8: a NUL within a string" },
		{ "title: *none\n", "1:8: found undefined alias" },
		{ "title: 'open\n", "2:1: found unexpected end of stream" },
		{ "title: a\n\tcount: 1\n",
		    "2:1: found a tab character that violates indentation" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_refused(*state, rows[i].text, rows[i].rest);
}

static void
bytes_that_are_no_utf8_are_refused(void **state)
{
	struct err err = { 0 };
	struct whole w = { 0 };
	const struct folder *f = *state;
	const char *path = folder_put(f, "a.yaml", "on: no\ntitle: \xff\n");
	assert_int_equal(yaml_load(f->arena, path, whole_fields, &w, &err),
	    RC_BAD);
	assert_true(
	    str_ends(str_c(err.reason), STR("invalid leading UTF-8 octet")));
}

static void
a_missing_file_is_named(void **state)
{
	struct err err = { 0 };
	struct whole w = { 0 };
	const struct folder *f = *state;
	assert_int_equal(yaml_load(f->arena, folder_path(f, "none.yaml"),
			     whole_fields, &w, &err),
	    RC_BAD);
	assert_true(str_ends(str_c(err.reason),
	    STR("none.yaml: No such file or directory")));
}

static void
an_alias_stands_for_its_value(void **state)
{
	const struct whole w =
	    load_ok(*state, "words: &w [a, b]\ngroups: { g: *w, h: *w }\n");
	assert_int_equal(w.groups.v[1].values.n, 2);
	assert_true(str_is(w.groups.v[1].values.v[1].v, "b"));
}

/* 4,000 lists of 4,000 words in 40 KB. */
static void
aliases_cannot_multiply_without_end(void **state)
{
	struct buf b;
	const struct folder *f = *state;
	buf_init(&b, (size_t)1 << 20);
	buf_text(&b, "words: &w [");
	for (int i = 0; i < 4000; i++)
		buf_text(&b, "a, ");
	buf_text(&b, "a]\ngroups:\n");
	for (int i = 0; i < 4000; i++)
		buf_printf(&b, "  g%d: *w\n", i);
	struct err err = { 0 };
	struct whole w = { 0 };
	const char *path = folder_put(f, "a.yaml", b.s);
	assert_int_equal(yaml_load(f->arena, path, whole_fields, &w, &err),
	    RC_BAD);
	assert_true(str_ends(str_c(err.reason),
	    STR("the file stands for too many values")));
	buf_free(&b);
}

struct ring {
	struct yaml_list next;
};

static const struct yaml_field ring_fields[] = {
	{ "next", YAML_LIST, .offset = 0, .fields = ring_fields,
	    .size = sizeof(struct ring) },
	{ .key = NULL },
};

static void
a_value_within_itself_ends(void **state)
{
	struct err err = { 0 };
	struct ring r = { 0 };
	const struct folder *f = *state;
	const char *path = folder_put(f, "a.yaml", "&a\nnext: [*a]\n");
	assert_int_equal(yaml_load(f->arena, path, ring_fields, &r, &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "nested deeper than 16"));
}

static void
folders_list_all_but_templates(void **state)
{
	struct err err = { 0 };
	struct file_names names;
	const struct folder *f = *state;
	folder_put(f, "d/b.yaml", "");
	folder_put(f, "d/a.yaml", "");
	folder_put(f, "d/_template.yaml", "");
	folder_put(f, "d/notes.txt", "");
	assert_int_equal(yaml_folder(f->arena, folder_path(f, "d"), &names,
			     &err),
	    RC_OK);
	assert_int_equal(names.n, 2);
	assert_string_equal(names.v[0], folder_path(f, "d/a.yaml"));
	assert_string_equal(names.v[1], folder_path(f, "d/b.yaml"));
	assert_int_equal(yaml_folder(f->arena, folder_path(f, "no"), &names,
			     &err),
	    RC_BAD);
}

static void
a_later_complaint_has_the_place_too(void **state)
{
	struct err err = { 0 };
	const struct whole w = load_ok(*state, "\ntitle: x\n");
	assert_int_equal(yaml_wrong(&err, "a.yaml", &w.title, "no %s", "good"),
	    RC_BAD);
	assert_string_equal(err.reason, "a.yaml:2:8: no good");
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, folder_open, folder_close)
	const struct CMUnitTest tests[] = {
		T(every_kind_is_bound),
		T(what_is_not_said_stays_as_it_was),
		T(strings_know_where_they_stand),
		T(quotes_keep_regexes_as_they_are),
		T(nothing_is_an_empty_string_and_an_empty_list),
		T(what_is_wrong_is_told_with_line_and_column),
		T(bytes_that_are_no_utf8_are_refused),
		T(a_missing_file_is_named),
		T(an_alias_stands_for_its_value),
		T(aliases_cannot_multiply_without_end),
		T(a_value_within_itself_ends),
		T(folders_list_all_but_templates),
		T(a_later_complaint_has_the_place_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
