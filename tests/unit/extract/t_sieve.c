#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "common/buf.h"
#include "common/pattern.h"
#include "extract/sieve.h"

#define PIECES(v) (sizeof(v) / sizeof((v)[0]))

/* What rules are made of, and what a net takes for granted. */
static const char *const patterns[] = {
	"дом",
	"(?:дом|дым|да)х?",
	"(?<noun>\\p{L}+)(?: \\p{L}+){0,2} дом",
	"(?<!\\p{L})(?:вырос|упал)\\p{L}*(?!\\p{L})",
	"(?:^|[^\\p{L}])до ",
	"[^.;:]{0,40}, ?",
	"[а-яё-]+",
	"[^\\p{L}\\d]",
	"\\d{1,3}(?: \\d{3})+(?![\\d.,])",
	"\\x{E000}(?: ?%|-\\p{L}{2,3})",
	"(?<=\\p{Sc})\\x{E001}?",
	"(?:дом|да)(?= (?:вырос|\\d+)|[.,](?!\\p{L}))",
	"(?!\\d{2})(?:\\d(?![\\p{L}%])| (?![^а-я]))",
	"(?:а(?=б)|(?!б)\\p{L}(?=-))",
	"(?![\\p{L}\\d])",
	"[«\"“]?.[»\"”]",
	"\\p{Cyrillic}{2,}(?:-\\p{Cyrillic}+)*(?:ых|ие)",
	"(?&L_unit) (?&L_unit)(?(DEFINE)(?<L_unit>дом|т(?:онн)?))",
	"^ *$",
	"(\\d)-\\1",
	"\\s\\w+\\b",
	"(?:(?:а|б)*в?)+ ?",
	"а{3}|б{2,}|в{0,6}|г{5,9}",
	"(?!)|x",
	"a++b*?c",
	"\\p{Lu}", /* what a net does not know is always let pass */
	"\\n?",
};

static const char *const pieces[] = { "дом", "да", "до", "дым", "вырос", "а",
	"б", "в", "г", "х", "т", "тонн", "ые", "ых", " ", " ", ", ", ".", "-",
	"1", "22", "333", " 444", "%", "₸", "$", "«", "»", "—", "x", "a", "b",
	"c", "é", "ә", "\u00a0", "\uE000", "\uE001", "𐍈", "ⁿ", "٣", "\n", "" };

static uint64_t
draw(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed >> 11;
}

static void
text_draw(uint64_t *seed, struct buf *out)
{
	buf_clear(out);
	for (uint64_t n = draw(seed) % 9; n > 0; n--)
		buf_text(out, pieces[draw(seed) % PIECES(pieces)]);
}

/* A pattern of a few of the above, side by side, in turn or repeated. */
static void
pattern_draw(uint64_t *seed, struct buf *out)
{
	static const char *const joints[] = { "", "|", "?", "*", "{0,3}", "+",
		"{2}" };
	buf_clear(out);
	for (uint64_t n = 1 + draw(seed) % 3; n > 0; n--) {
		const char *joint = joints[draw(seed) % PIECES(joints)];
		const bool turn = joint[0] == '|';
		const uint64_t which = draw(seed) % (2 * PIECES(pieces));
		const char *part = which < PIECES(pieces)
		    ? patterns[which % 17]
		    : pieces[which - PIECES(pieces)];
		const bool quoted = which >= PIECES(pieces);
		buf_printf(out, quoted ? "(?:[%s]?)%s" : "(?:%s)%s",
		    quoted && part[0] != '\0' ? part
			: quoted              ? "z"
					      : part,
		    turn && n > 1 ? "|"
			: turn    ? ""
				  : joint);
	}
}

static struct pattern *
compiled(const char *open, struct str text, const char *close)
{
	struct buf b;
	struct err err = { .reason = "" };
	struct pattern *p = NULL;
	buf_init(&b, 4096);
	buf_printf(&b, "%s(?:%.*s)%s", open, STR_ARG(text), close);
	/* A group to be called stands at a pattern's end. */
	if (pattern_new(buf_view(&b), 0, &p, NULL, &err) != RC_OK)
		p = NULL;
	buf_free(&b);
	return p;
}

/* What holds of one pattern and one text, whatever the sieve's way. */
static void
judge(struct str pattern, struct str text, struct sieve *const sieves[3],
    struct pattern *const exact[3])
{
	struct pattern_match m;
	struct err err = { .reason = "" };
	struct sieve_set set;
	static struct sieve_trail trail;
	for (int way = SIEVE_HERE; way <= SIEVE_ANYWHERE; way++) {
		sieve_ask(sieves[way], text, &set);
		if (pattern_find(exact[way], text, 0, &m, &err) == RC_OK &&
		    !sieve_has(&set, 7))
			fail_msg("way %d holds back /%.*s/ in \"%.*s\"", way,
			    STR_ARG(pattern), STR_ARG(text));
	}
	sieve_trace(sieves[SIEVE_BACK], text, &trail);
	if (pattern_find(exact[SIEVE_BACK], text, 0, &m, &err) != RC_OK)
		return;
	if (!sieve_has(&trail.any, 7) || sieve_begin(&trail, 7) > m.at[0])
		fail_msg("/%.*s/ begins before %zu in \"%.*s\"",
		    STR_ARG(pattern), sieve_begin(&trail, 7), STR_ARG(text));
}

static void
judge_pattern(struct str pattern, uint64_t *seed, int texts)
{
	struct sieve *sieves[3];
	struct pattern *const exact[3] = { compiled("(?J)\\G", pattern, ""),
		compiled("(?J)", pattern, ""),
		compiled("(?J)", pattern, "\\z") };
	struct buf text;
	buf_init(&text, 4096);
	for (int way = 0; way < 3; way++) {
		sieves[way] = sieve_new((enum sieve_way)way);
		sieve_add(sieves[way], pattern, 7);
		sieve_add(sieves[way], STR("нет"), 200);
	}
	for (int i = 0; i < texts && exact[0] != NULL; i++) {
		text_draw(seed, &text);
		judge(pattern, buf_view(&text), sieves, exact);
	}
	for (int way = 0; way < 3; way++) {
		sieve_free(sieves[way]);
		pattern_free(exact[way]);
	}
	buf_free(&text);
}

static void
what_fits_is_never_held_back(void **state)
{
	uint64_t seed = 88172645463325252ULL;
	(void)state;
	for (size_t i = 0; i < PIECES(patterns); i++)
		judge_pattern(str_c(patterns[i]), &seed, 3000);
}

static void
patterns_drawn_by_lot_are_not_held_back_either(void **state)
{
	uint64_t seed = 362436069ULL;
	struct buf pattern;
	(void)state;
	buf_init(&pattern, 4096);
	for (int i = 0; i < 1000; i++) {
		pattern_draw(&seed, &pattern);
		judge_pattern(buf_view(&pattern), &seed, 60);
	}
	buf_free(&pattern);
}

static void
most_of_what_does_not_fit_is_held_back(void **state)
{
	static const struct {
		const char *pattern;
		const char *text;
		enum sieve_way way;
	} rows[] = {
		{ "\\x{E000} ?%", "\uE000 тонн", SIEVE_HERE },
		{ "\\x{E000} ?%", "\uE001 %", SIEVE_HERE },
		{ "\\x{E000} (?!дома)дом", "\uE000 дым", SIEVE_HERE },
		{ "\\p{L}+ \\d", "а—1", SIEVE_HERE },
		{ "дом(?![\\p{L}\\d])", "дома", SIEVE_HERE },
		{ "(?:дом|да)(?= вырос)", "дом упал", SIEVE_HERE },
		{ "(?:\\p{L}+ ){0,9}дом", "да вырос", SIEVE_HERE },
		{ "(?:вырос|упал)\\p{L}*", "не рос и не пал", SIEVE_ANYWHERE },
		{ "(?:^|[^\\p{L}])дом ", "дым ", SIEVE_BACK },
		{ "(?:^|[^\\p{L}])дом ", "ведом ", SIEVE_BACK },
		{ "^ *", "а ", SIEVE_BACK },
		{ "тел\\p{L}*[.:]? ", "не дал ", SIEVE_BACK },
	};
	(void)state;
	for (size_t i = 0; i < PIECES(rows); i++) {
		struct sieve *s = sieve_new(rows[i].way);
		struct sieve_set set;
		static struct sieve_trail trail;
		sieve_add(s, str_c(rows[i].pattern), 3);
		if (rows[i].way != SIEVE_BACK) {
			sieve_ask(s, str_c(rows[i].text), &set);
		} else {
			sieve_trace(s, str_c(rows[i].text), &trail);
			set = trail.any;
		}
		if (sieve_has(&set, 3))
			fail_msg("/%s/ passes \"%s\"", rows[i].pattern,
			    rows[i].text);
		sieve_free(s);
	}
}

static void
what_begins_with_one_byte_is_known(void **state)
{
	static const struct {
		const char *pattern;
		bool heads;
	} rows[] = {
		{ "(?J)(?:(?<!дом)(?<n>(?:\\x{E001}|(?:\\x{E002}+))) %)",
		    true },
		{ "(?!\\d)\\x{E001}", true },
		{ "(?&L_n)(?(DEFINE)(?<L_n>\\x{E000}|\\x{E001}))", true },
		{ "(?:\\x{E001} )?дом", false },
		{ "\\x{E001}|дом", false },
		{ ".", false },
		{ "", false },
	};
	(void)state;
	for (size_t i = 0; i < PIECES(rows); i++) {
		struct sieve *s = sieve_new(SIEVE_HERE);
		sieve_add(s, str_c(rows[i].pattern), 3);
		assert_int_equal(sieve_heads(s, 3, 0xEE), rows[i].heads);
		assert_false(sieve_heads(s, 3, 0xEF));
		assert_false(sieve_heads(s, 4, 0xEE));
		sieve_free(s);
	}
}

static void
a_text_read_back_tells_where_the_longest_match_may_begin(void **state)
{
	static struct sieve_trail trail;
	struct sieve *s = sieve_new(SIEVE_BACK);
	(void)state;
	sieve_add(s, STR("(?:(?:более|до) )?(?:[-+])?"), 0);
	sieve_trace(s, STR("рост до "), &trail);
	assert_int_equal(sieve_begin(&trail, 0), strlen("рост "));
	sieve_trace(s, STR("рост на "), &trail);
	assert_int_equal(sieve_begin(&trail, 0), strlen("рост на "));
	sieve_free(s);
}

static void
texts_that_need_more_states_than_it_keeps_lose_nothing(void **state)
{
	uint64_t seed = 5;
	struct buf text;
	struct sieve *s = sieve_new(SIEVE_ANYWHERE);
	struct pattern *exact =
	    compiled("", STR("(?:[аб] ?){2}а[абв ]{3}(?:[абв ]{4}){3}г"), "");
	(void)state;
	/* The automaton must remember each of the last letters: many states. */
	sieve_add(s, STR("(?:[аб] ?){2}а[абв ]{3}(?:[абв ]{4}){3}г"), 0);
	buf_init(&text, 4096);
	for (int i = 0; i < 3000; i++) {
		struct sieve_set set;
		buf_clear(&text);
		for (int k = 0; k < 60; k++)
			buf_text(&text, pieces[5 + draw(&seed) % 4]);
		sieve_ask(s, buf_view(&text), &set);
		if (pattern_matches(exact, buf_view(&text)))
			assert_true(sieve_has(&set, 0));
	}
	buf_free(&text);
	pattern_free(exact);
	sieve_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_is_never_held_back),
		cmocka_unit_test(
		    patterns_drawn_by_lot_are_not_held_back_either),
		cmocka_unit_test(most_of_what_does_not_fit_is_held_back),
		cmocka_unit_test(what_begins_with_one_byte_is_known),
		cmocka_unit_test(
		    a_text_read_back_tells_where_the_longest_match_may_begin),
		cmocka_unit_test(
		    texts_that_need_more_states_than_it_keeps_lose_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
