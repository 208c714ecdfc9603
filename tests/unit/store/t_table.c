#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/clock.h"
#include "store/table.h"

static void
to_buf(void *arg, struct str bytes)
{
	buf_str(arg, bytes);
}

static const struct table_column columns[] = {
	{ "name", TABLE_SHOW },
	{ "figure", TABLE_RIGHT },
	{ "day", TABLE_EYES },
	{ "at", TABLE_DATA },
	{ "sentence", TABLE_BELOW },
};

struct entry {
	struct str name;
	double figure;
	int64_t at;
	struct str sentence;
};

static void
written(struct buf *b, enum table_format format, const struct entry *rows,
    size_t n)
{
	buf_init(b, (size_t)16 << 20);
	const struct table_sink sink = { to_buf, b, 60 };
	struct table *t = table_new(format, columns, 5, &sink);
	for (size_t i = 0; i < n; i++) {
		table_str(t, rows[i].name);
		table_real(t, rows[i].figure);
		table_time(t, rows[i].at);
		table_time(t, rows[i].at);
		table_str(t, rows[i].sentence);
		table_row(t);
	}
	table_close(t);
}

static void
gives(enum table_format format, const struct entry *rows, size_t n,
    const char *want)
{
	struct buf b = { 0 };
	written(&b, format, rows, n);
	buf_chr(&b, '\0');
	assert_string_equal(b.s, want);
	buf_free(&b);
}

#define NIGHT INT64_C(1770062400) /* 2026-02-02T20:00:00Z, the 3rd at home */

static void
people_see_columns_and_the_sentence_below(void **state)
{
	static const struct entry rows[] = {
		{ { "qala", 4 }, 1300000, NIGHT, { "В стране 27.", 19 } },
		{ { "жетісу", 12 }, 5.6, CLOCK_NONE, { NULL, 0 } },
	};
	(void)state;
	gives(TABLE_PLAIN, rows, 2,
	    "name       figure  day\n"
	    "qala    1 300 000  2026-02-03\n"
	    "    В стране 27.\n"
	    "жетісу        5.6\n");
}

/* Turns the line around, and begins a C1 sequence: built from bytes, so that
 * this file itself stays readable. */
static const char turning[] = { (char)0xE2, (char)0x80, (char)0xAE, 'h', 't',
	'a', 'p', ' ', (char)0xC2, (char)0x9B };

static void
a_terminal_is_sent_no_control_characters(void **state)
{
	static const struct entry rows[] = {
		{ { "a\x1b[31m\n\tb\x7f", 10 }, 1, CLOCK_NONE,
		    { turning, sizeof(turning) } },
	};
	(void)state;
	gives(TABLE_PLAIN, rows, 1,
	    "name                 figure  day\n"
	    "a\\u001b[31m b\\u007f       1\n"
	    "    \\u202ehtap \\u009b\n");
}

static void
long_sentences_are_wrapped_at_words(void **state)
{
	static const char text[] =
	    "one two three four five six seven eight nine ten eleven twelve";
	const struct entry rows[] = {
		{ STR("a"), 1, CLOCK_NONE, { text, sizeof(text) - 1 } },
	};
	(void)state;
	gives(TABLE_PLAIN, rows, 1,
	    "name  figure  day\n"
	    "a          1\n"
	    "    one two three four five six seven eight nine ten eleven\n"
	    "    twelve\n");
}

static void
wide_cells_are_cut_to_the_line(void **state)
{
	char name[100];
	struct buf b = { 0 };
	(void)state;
	memset(name, 'x', sizeof(name));
	const struct entry rows[] = {
		{ { name, sizeof(name) }, 7, NIGHT, STR("") },
	};
	written(&b, TABLE_PLAIN, rows, 1);
	struct str rest = buf_view(&b);
	struct str line;
	while (str_cut(&rest, '\n', &line))
		assert_true(line.n <= 62); /* an ellipsis is three bytes */
	assert_non_null(strstr(b.s, "xxx\xE2\x80\xA6"));
	assert_non_null(strstr(b.s, "2026-02-03"));
	buf_free(&b);
}

static void
csv_quotes_as_rfc_4180_says(void **state)
{
	static const struct entry rows[] = {
		{ { "a,b", 3 }, 0.1, NIGHT, { "say \"27\"\nor not", 15 } },
		{ { "", 0 }, (double)NAN, CLOCK_NONE, { NULL, 0 } },
		{ { "-27", 3 }, 343600000000.0, NIGHT, { "plain", 5 } },
	};
	(void)state;
	gives(TABLE_CSV, rows, 3,
	    "name,figure,at,sentence\r\n"
	    "\"a,b\",0.1,2026-02-02T20:00:00Z,\"say \"\"27\"\"\nor not\"\r\n"
	    "\"\",,,\r\n"
	    "-27,343600000000,2026-02-02T20:00:00Z,plain\r\n");
}

static void
json_is_an_array_and_jsonl_a_line_a_row(void **state)
{
	static const struct entry rows[] = {
		{ { "a\x01", 2 }, 27, NIGHT, { NULL, 0 } },
		{ { "b", 1 }, (double)NAN, CLOCK_NONE, { "\"", 1 } },
	};
	(void)state;
	gives(TABLE_JSONL, rows, 2,
	    "{\"name\":\"a\\u0001\",\"figure\":27,"
	    "\"at\":\"2026-02-02T20:00:00Z\",\"sentence\":null}\n"
	    "{\"name\":\"b\",\"figure\":null,\"at\":null,"
	    "\"sentence\":\"\\\"\"}\n");
	gives(TABLE_JSON, rows, 1,
	    "[\n{\"name\":\"a\\u0001\",\"figure\":27,"
	    "\"at\":\"2026-02-02T20:00:00Z\",\"sentence\":null}\n]\n");
	gives(TABLE_JSON, rows, 0, "[]\n");
	gives(TABLE_JSONL, rows, 0, "");
}

static void
forms_are_found_by_name(void **state)
{
	enum table_format format = TABLE_PLAIN;
	(void)state;
	assert_true(table_format_named(STR("jsonl"), &format));
	assert_int_equal(format, TABLE_JSONL);
	assert_true(table_format_named(STR("table"), &format));
	assert_int_equal(format, TABLE_PLAIN);
	assert_false(table_format_named(STR("xml"), &format));
}

static void
rows_beyond_the_sample_go_out_too(void **state)
{
	enum {
		MANY = 2000
	};
	struct buf b = { 0 };
	const struct table_sink sink = { to_buf, &b, 60 };
	size_t lines = 0;
	(void)state;
	buf_init(&b, (size_t)16 << 20);
	struct table *t = table_new(TABLE_PLAIN, columns, 1, &sink);
	table_bare(t);
	for (int i = 0; i < MANY; i++) {
		table_int(t, i);
		table_row(t);
	}
	table_close(t);
	for (size_t i = 0; i < b.n; i++)
		lines += b.s[i] == '\n';
	assert_int_equal(lines, MANY);
	assert_true(str_starts(buf_view(&b), STR("0\n1\n")));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_see_columns_and_the_sentence_below),
		cmocka_unit_test(a_terminal_is_sent_no_control_characters),
		cmocka_unit_test(long_sentences_are_wrapped_at_words),
		cmocka_unit_test(wide_cells_are_cut_to_the_line),
		cmocka_unit_test(csv_quotes_as_rfc_4180_says),
		cmocka_unit_test(json_is_an_array_and_jsonl_a_line_a_row),
		cmocka_unit_test(forms_are_found_by_name),
		cmocka_unit_test(rows_beyond_the_sample_go_out_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
