#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/speakers.h"

#include "tests/unit/folder.h"

#define CONFIG                                                                 \
	"sites: s\nindicators: i\nrules: r\nlexicon: l\n"                      \
	"crawl: { user_agent: t/1 }\n"

static enum rc
load(struct folder *f, const char *speakers, struct speakers **out,
    struct err *err)
{
	struct config *c = NULL;
	const char *text =
	    speakers == NULL ? CONFIG : CONFIG "speakers: sp.yaml\n";
	if (speakers != NULL)
		(void)folder_put(f, "sp.yaml", speakers);
	assert_int_equal(config_load(folder_put(f, "c.yaml", text), "/d", &c,
			     err),
	    RC_OK);
	const enum rc rc = speakers_load(c, out, err);
	config_free(c);
	return rc;
}

static void
the_first_pattern_that_matches_decides(void **state)
{
	struct err err = { 0 };
	struct speakers *s = NULL;
	assert_int_equal(load(*state,
			     "speakers:\n"
			     "  - names: ['вице-министр']\n    authority: 70\n"
			     "  - names: ['^президент', 'министр']\n"
			     "    authority: 90\n",
			     &s, &err),
	    RC_OK);
	assert_int_equal(speakers_authority(s, STR("Вице-министр Оспанов")),
	    70);
	assert_int_equal(speakers_authority(s, STR("МИНИСТР")), 90);
	assert_int_equal(speakers_authority(s, STR("Президент")), 90);
	assert_int_equal(speakers_authority(s, STR("Экс-президент клуба")),
	    SPEAKER_UNKNOWN);
	speakers_free(s);
}

static void
without_a_file_nobody_is_known(void **state)
{
	struct err err = { 0 };
	struct speakers *s = NULL;
	assert_int_equal(load(*state, NULL, &s, &err), RC_OK);
	assert_int_equal(speakers_authority(s, STR("министр")),
	    SPEAKER_UNKNOWN);
	speakers_free(s);
}

static void
a_wrong_pattern_or_weight_is_named_by_its_place(void **state)
{
	struct err err = { 0 };
	struct speakers *s = NULL;
	assert_int_equal(load(*state,
			     "speakers:\n  - names: ['(']\n"
			     "    authority: 5\n",
			     &s, &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "sp.yaml:2:"));
	assert_int_equal(load(*state,
			     "speakers:\n  - names: ['a']\n"
			     "    authority: 101\n",
			     &s, &err),
	    RC_BAD);
	assert_non_null(strstr(err.reason, "sp.yaml:3:"));
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(the_first_pattern_that_matches_decides),
		IN_FOLDER(without_a_file_nobody_is_known),
		IN_FOLDER(a_wrong_pattern_or_weight_is_named_by_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
