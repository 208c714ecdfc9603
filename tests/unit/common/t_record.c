#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/clock.h"
#include "common/file.h"
#include "common/record.h"
#include "common/record_table.h"
#include "tests/unit/arena.h"

#define OUT_MAX ((size_t)64 << 20)

static struct document
read_ok(struct arena *a, const char *line)
{
	struct err err = { 0 };
	struct document doc;
	if (record_read(a, str_c(line), &doc, &err) != RC_OK)
		fail_msg("%.80s: %s", line, err.reason);
	return doc;
}

static void
assert_refused(struct arena *a, const char *line, const char *reason)
{
	struct err err = { 0 };
	struct document doc;
	assert_int_equal(record_read(a, str_c(line), &doc, &err), RC_BAD);
	assert_string_equal(err.reason, reason);
}

static const char *
written(struct arena *a, const struct document *doc)
{
	struct buf b;
	buf_init(&b, OUT_MAX);
	record_write(&b, doc);
	assert_false(b.bad);
	const char *line = arena_cstr(a, buf_view(&b));
	buf_free(&b);
	return line;
}

/* All keys, in the order they are written. */
#define HEAD                                                                   \
	"{\"v\":1,\"type\":\"document\",\"id\":\"0a\","                        \
	"\"url\":\"https://a.kz/1\",\"canonical_url\":\"https://a.kz/1\","     \
	"\"site\":\"a\",\"fetched_at\":\"2026-02-03T08:00:00Z\","              \
	"\"published_at\":\"2026-01-28T13:54:00Z\","                           \
	"\"published_from\":\"jsonld\",\"modified_at\":null,"                  \
	"\"title\":\"Города\",\"authors\":[\"А. Б.\",\"В. Г.\"],"    \
	"\"section\":null,\"lang\":\"ru\","                                    \
	"\"text\":\"Было 27 городов, стало 20.\","             \
	"\"blocks\":[{\"kind\":\"paragraph\",\"start\":0,\"length\":26}],"
#define TAIL                                                                   \
	"\"source\":{\"path\":\"x.warc.gz\",\"offset\":5,\"length\":70,"       \
	"\"record_id\":null},\"extractor\":\"0.1.0\",\"ruleset\":\"ab\""
#define MENTION                                                                \
	"{\"start\":5,\"length\":10,\"sentence\":{\"start\":0,\"length\":26}," \
	"\"rule\":\"count\",\"captures\":{\"number\":{\"start\":5,"            \
	"\"length\":2},\"noun\":{\"start\":8,\"length\":7}}}"
#define FACT                                                                   \
	"\"start\":5,\"length\":2,\"surface\":\"27\","                         \
	"\"sentence\":{\"start\":0,\"length\":26},\"kind\":\"count\","         \
	"\"value\":27,\"low\":null,\"high\":27,\"bound\":\"exact\","           \
	"\"unit\":null,\"noun\":{\"surface\":\"городов\","              \
	"\"lemma\":\"город\"},\"place\":null,"                            \
	"\"period\":{\"from\":\"2026-01-01\",\"until\":null,"                  \
	"\"basis\":\"published\"},\"change\":{\"group\":\"c1\","               \
	"\"role\":\"from\",\"direction\":\"down\"},\"modality\":\"actual\","   \
	"\"speaker\":null,\"indicator\":\"city.count\",\"rule\":\"count\","    \
	"\"anchor\":\"ff\"}"

static void
a_document_is_written_as_it_was_read(void **state)
{
	static const char *const same[] = {
		HEAD TAIL "}\n",
		HEAD "\"mentions\":[]," TAIL "}\n",
		HEAD "\"mentions\":[" MENTION "," MENTION "]," TAIL "}\n",
		HEAD "\"facts\":[]," TAIL "}\n",
		HEAD "\"facts\":[{" FACT ",{" FACT "]," TAIL "}\n",
		HEAD TAIL ",\"story\":{\"n\":[1,null]},\"x\":\"y\"}\n",
	};
	for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
		const struct document doc = read_ok(*state, same[i]);
		assert_string_equal(written(*state, &doc), same[i]);
	}
}

static void
members_land_in_their_fields(void **state)
{
	const struct document d =
	    read_ok(*state, HEAD "\"mentions\":[" MENTION "]," TAIL "}");
	assert_true(str_is(d.site, "a"));
	assert_int_equal(d.fetched_at, 1770105600);
	assert_true(d.modified_at == CLOCK_NONE);
	assert_int_equal(d.nauthors, 2);
	assert_true(str_is(d.authors[1], "В. Г."));
	assert_null(d.section.s);
	assert_int_equal(d.nblocks, 1);
	assert_int_equal(d.blocks[0].at.length, 26);
	assert_true(d.has_mentions);
	assert_false(d.has_facts);
	assert_int_equal(d.mentions[0].at.start, 5);
	assert_int_equal(d.mentions[0].ncaptures, 2);
	assert_true(str_is(d.mentions[0].captures[1].name, "noun"));
	assert_int_equal(d.mentions[0].captures[1].at.start, 8);
	assert_int_equal(d.source.offset, 5);
	assert_null(d.source.record_id.s);
}

static void
facts_have_open_sides(void **state)
{
	const struct document d =
	    read_ok(*state, HEAD "\"facts\":[{" FACT "]," TAIL "}");
	assert_int_equal(d.nfacts, 1);
	assert_true(d.facts[0].value == 27.0);
	assert_true(isnan(d.facts[0].low));
	assert_true(d.facts[0].high == 27.0);
	assert_null(d.facts[0].place.kato.s);
	assert_null(d.facts[0].period.until.s);
	assert_true(str_is(d.facts[0].change.role, "from"));
}

static void
a_small_document_has_nothing_else(void **state)
{
	const struct document d = read_ok(*state,
	    "{\"v\":1,\"type\":\"document\",\"id\":\"7\",\"url\":\"bench:7\","
	    "\"lang\":null,\"text\":\"\",\"published_at\":\"2026-01-28\"}");
	assert_true(d.text.s != NULL && d.text.n == 0);
	assert_null(d.lang.s);
	assert_int_equal(d.published_at, 1769558400);
	assert_string_equal(written(*state, &d),
	    "{\"v\":1,\"type\":\"document\",\"id\":\"7\",\"url\":\"bench:7\","
	    "\"canonical_url\":null,\"site\":null,\"fetched_at\":null,"
	    "\"published_at\":\"2026-01-28T00:00:00Z\","
	    "\"published_from\":null,\"modified_at\":null,\"title\":null,"
	    "\"authors\":[],\"section\":null,\"lang\":null,\"text\":\"\","
	    "\"blocks\":[],\"source\":null,\"extractor\":null,"
	    "\"ruleset\":null}\n");
}

static void
a_document_without_text_is_known_by_its_url(void **state)
{
	const struct document d = read_ok(*state,
	    "{\"type\":\"document\",\"url\":\"https://a.kz/\"}");
	assert_null(d.text.s);
	assert_refused(*state, "{\"type\":\"document\",\"id\":\"1\"}",
	    "1: neither text nor url");
}

static void
an_empty_document_is_null_throughout(void **state)
{
	const struct document d = document_empty();
	const struct fact f = fact_empty();
	(void)state;
	assert_null(d.id.s);
	assert_true(d.fetched_at == CLOCK_NONE);
	assert_true(d.published_at == CLOCK_NONE);
	assert_true(d.modified_at == CLOCK_NONE);
	assert_true(isnan(f.value) && isnan(f.low) && isnan(f.high));
}

#define DOC(members)                                                           \
	"{\"v\":1,\"type\":\"document\",\"url\":\"u:1\"," members "}"
#define TEXT "\"text\":\"жеті\","

static void
what_is_wrong_is_named_with_its_place(void **state)
{
	static const struct {
		const char *line;
		const char *reason;
	} rows[] = {
		{ "[]", "must be an object" },
		{ "{\"v\":1,\"url\":\"u:1\"}", "u:1: type: missing" },
		{ "{\"type\":\"fact\",\"id\":\"9\"}",
		    "9: type: must be \"document\"" },
		{ "{\"v\":2,\"type\":\"document\",\"id\":\"9\"}",
		    "9: v: this is not version 1" },
		{ "{\"v\":\"1\",\"type\":\"document\",\"id\":\"9\"}",
		    "9: v: this is not version 1" },
		{ DOC("\"text\":7"), "u:1: text: must be a string" },
		{ DOC("\"authors\":\"A\""),
		    "u:1: authors: must be a list of strings" },
		{ DOC("\"authors\":[\"A\",null]"),
		    "u:1: authors: must be a list of strings" },
		{ DOC("\"fetched_at\":\"28.01.2026\""),
		    "u:1: fetched_at: must be an RFC 3339 time" },
		{ DOC("\"fetched_at\":1769558400"),
		    "u:1: fetched_at: must be an RFC 3339 time" },
		{ DOC("\"blocks\":{}"), "u:1: blocks: must be a list" },
		{ DOC("\"blocks\":[[]]"),
		    "u:1: blocks: number 1: must be an object" },
		{ DOC("\"source\":[]"), "u:1: source: must be an object" },
		{ DOC("\"source\":{\"offset\":-1}"),
		    "u:1: source: offset: must be a whole number from 0" },
		{ DOC(TEXT "\"blocks\":[{\"kind\":\"item\",\"start\":0}]"),
		    "u:1: blocks: number 1: length: missing" },
		{ DOC(TEXT "\"mentions\":[{\"start\":0,\"length\":1,"
			   "\"sentence\":{\"start\":0},\"rule\":\"r\"}]"),
		    "u:1: mentions: number 1: sentence: "
		    "must be a whole number from 0" },
		{ DOC(TEXT "\"mentions\":[{\"start\":0,\"length\":1,"
			   "\"sentence\":7,\"rule\":\"r\"}]"),
		    "u:1: mentions: number 1: sentence: "
		    "must be {start, length}" },
		{ DOC(TEXT "\"mentions\":[{\"captures\":[]}]"),
		    "u:1: mentions: number 1: captures: must be an object" },
		{ DOC(TEXT "\"facts\":[{\"value\":\"27\"}]"),
		    "u:1: facts: number 1: value: must be a number" },
		{ DOC(TEXT "\"facts\":[{\"start\":0,\"length\":1,"
			   "\"sentence\":{\"start\":0,\"length\":1},"
			   "\"kind\":\"count\",\"value\":null}]"),
		    "u:1: facts: number 1: value: missing" },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_refused(*state, rows[i].line, rows[i].reason);
}

static void
offsets_count_code_points_and_stay_inside(void **state)
{
#define BLOCK(start, length)                                                   \
	DOC(TEXT "\"blocks\":[{\"kind\":\"item\",\"start\":" start             \
		 ",\"length\":" length "}]")
	const struct document d = read_ok(*state, BLOCK("1", "3"));
	assert_int_equal(d.blocks[0].at.start, 1);
	(void)read_ok(*state, BLOCK("4", "0"));
	assert_refused(*state, BLOCK("0", "5"),
	    "u:1: blocks: number 1: length: outside the text of 4");
	assert_refused(*state, BLOCK("2", "3"),
	    "u:1: blocks: number 1: length: ends outside the text of 4");
	assert_refused(*state, BLOCK("5", "0"),
	    "u:1: blocks: number 1: start: outside the text of 4");
	assert_refused(*state, BLOCK("0", "9223372036854775807"),
	    "u:1: blocks: number 1: length: outside the text of 4");
	assert_refused(*state, BLOCK("0", "1e300"),
	    "u:1: blocks: number 1: length: must be a whole number from 0");
	assert_refused(*state, BLOCK("-1", "1"),
	    "u:1: blocks: number 1: start: must be a whole number from 0");
	assert_refused(*state, BLOCK("0.5", "1"),
	    "u:1: blocks: number 1: start: must be a whole number from 0");
}

static void
the_text_may_come_behind_what_points_into_it(void **state)
{
	const struct document d = read_ok(*state,
	    DOC("\"blocks\":[{\"length\":4,\"start\":0,\"kind\":\"item\"}],"
		"\"text\":\"жеті\""));
	assert_int_equal(d.blocks[0].at.length, 4);
	assert_refused(*state,
	    DOC("\"blocks\":[{\"length\":4,\"start\":0,\"kind\":\"item\"}]"),
	    "u:1: blocks: number 1: length: outside the text of 0");
}

static void
a_flat_fact_stands_alone(void **state)
{
	const struct document d =
	    read_ok(*state, HEAD "\"facts\":[{" FACT ",{" FACT "]," TAIL "}");
	struct buf b;
	buf_init(&b, OUT_MAX);
	record_write_flat(&b, &d);
#define FLAT                                                                   \
	"{\"v\":1,\"type\":\"fact\",\"document\":\"0a\","                      \
	"\"url\":\"https://a.kz/1\",\"site\":\"a\","                           \
	"\"published_at\":\"2026-01-28T13:54:00Z\",\"lang\":\"ru\"," FACT "\n"
	assert_string_equal(b.s, FLAT FLAT);
	buf_free(&b);
}

static void
a_long_name_is_cut_between_letters(void **state)
{
	struct buf b;
	struct err err = { 0 };
	struct document doc;
	buf_init(&b, OUT_MAX);
	buf_text(&b, "{\"type\":1,\"url\":\"x");
	for (int i = 0; i < 500; i++)
		buf_text(&b, "ж");
	buf_text(&b, "\"}");
	assert_int_equal(record_read(*state, buf_view(&b), &doc, &err), RC_BAD);
	assert_int_equal(str_find(str_c(err.reason), STR(": type")), 199);
	buf_free(&b);
}

static void
too_many_captures_are_refused(void **state)
{
	struct buf b;
	struct err err = { 0 };
	struct document doc;
	buf_init(&b, OUT_MAX);
	buf_text(&b,
	    "{\"type\":\"document\",\"text\":\"a\",\"mentions\":[{"
	    "\"captures\":{");
	for (int i = 0; i < 65; i++)
		buf_printf(&b, "%s\"c%d\":{\"start\":0,\"length\":1}",
		    i > 0 ? "," : "", i);
	buf_text(&b, "}}]}");
	assert_int_equal(record_read(*state, buf_view(&b), &doc, &err), RC_BAD);
	assert_string_equal(err.reason,
	    "mentions: number 1: captures: more than 64 members");
	buf_free(&b);
}

/* Quadratic work on 50,000 members would take minutes. */
static void
a_large_document_is_read_in_one_pass(void **state)
{
	struct buf b;
	struct err err = { 0 };
	struct document doc;
	buf_init(&b, OUT_MAX);
	buf_text(&b, "{\"v\":1,\"type\":\"document\",\"text\":\"");
	for (int i = 0; i < 1000000; i++)
		buf_text(&b, "қ");
	buf_text(&b, "\",\"mentions\":[");
	for (int i = 0; i < 50000; i++)
		buf_printf(&b,
		    "%s{\"start\":%d,\"length\":2,\"sentence\":{\"start\":0,"
		    "\"length\":1000000},\"rule\":\"r\",\"captures\":{"
		    "\"number\":{\"start\":%d,\"length\":2}}}",
		    i > 0 ? "," : "", i, i);
	buf_text(&b, "]");
	for (int i = 0; i < 50000; i++)
		buf_printf(&b, ",\"u%d\":%d", i, i);
	buf_text(&b, "}");
	assert_int_equal(record_read(*state, buf_view(&b), &doc, &err), RC_OK);
	assert_int_equal(doc.nmentions, 50000);
	assert_int_equal(doc.mentions[49999].at.start, 49999);
	assert_true(str_ends(doc.unknown, STR("\"u49999\":49999")));
	buf_free(&b);
}

/* docs/records.md, or a skipped test where the sources are not at hand. */
static struct str
dictionary(struct arena *a)
{
	struct buf b;
	struct err err = { 0 };
	const char *source = getenv("SANDYQ_SOURCE");
	if (source == NULL)
		skip();
	const struct str path = arena_printf(a, "%s/docs/records.md", source);
	buf_init(&b, OUT_MAX);
	assert_int_equal(file_read(path.s, &b, &err), RC_OK);
	const struct str text = arena_str(a, buf_view(&b));
	buf_free(&b);
	return text;
}

static void
assert_explained(struct arena *a, struct str docs, const struct record_field *f)
{
	for (; f->key != NULL; f++) {
		const struct str code = arena_printf(a, "`%s`", f->key);
		const struct str example = arena_printf(a, "\"%s\":", f->key);
		if (str_find(docs, code) == docs.n &&
		    str_find(docs, example) == docs.n)
			fail_msg("docs/records.md is silent on %s", f->key);
		if (f->fields != NULL)
			assert_explained(a, docs, f->fields);
	}
}

static void
the_dictionary_knows_every_key(void **state)
{
	const struct str docs = dictionary(*state);
	assert_explained(*state, docs, record_document);
	assert_explained(*state, docs, record_flat_head);
}

static void
the_dictionary_shows_what_is_written(void **state)
{
	struct str rest = dictionary(*state);
	struct str line;
	size_t shown = 0;
	while (str_cut(&rest, '\n', &line)) {
		if (!str_starts(line, STR("{\"v\":1,\"type\":\"document\"")))
			continue;
		const struct str text =
		    arena_printf(*state, "%.*s\n", STR_ARG(line));
		const struct document doc = read_ok(*state, text.s);
		assert_string_equal(written(*state, &doc), text.s);
		shown++;
	}
	assert_int_equal(shown, 1);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, arena_up, arena_down)
	const struct CMUnitTest tests[] = {
		T(a_document_is_written_as_it_was_read),
		T(members_land_in_their_fields),
		T(facts_have_open_sides),
		T(a_small_document_has_nothing_else),
		T(a_document_without_text_is_known_by_its_url),
		T(an_empty_document_is_null_throughout),
		T(what_is_wrong_is_named_with_its_place),
		T(offsets_count_code_points_and_stay_inside),
		T(the_text_may_come_behind_what_points_into_it),
		T(a_flat_fact_stands_alone),
		T(a_long_name_is_cut_between_letters),
		T(too_many_captures_are_refused),
		T(a_large_document_is_read_in_one_pass),
		T(the_dictionary_knows_every_key),
		T(the_dictionary_shows_what_is_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
