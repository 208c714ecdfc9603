#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "normalize/gazetteer.h"
#include "tests/unit/folder.h"

#define PLACES                                                                       \
	"endings: [да, ға]\n"                                                    \
	"places:\n"                                                                  \
	"  - { kato: '19', name: A, ru: [алматинской области] }\n" \
	"  - { kato: '75', name: B, ru: [алматы], kk: [алматы] }\n"      \
	"  - { kato: '76', name: C, ru: [алматы южный] }\n"

static const struct gazetteer *
load(const struct folder *f, const char *text)
{
	struct err err = { .reason = "" };
	struct gazetteer *g = NULL;
	const char *path = folder_put(f, "places.yaml", text);
	if (gazetteer_load(f->arena, path, &g, &err) != RC_OK)
		fail_msg("%s", err.reason);
	return g;
}

static const char *
at(const struct gazetteer *g, const char *text, size_t *n)
{
	const struct place *p = gazetteer_at(g, str_c(text), n);
	return p == NULL ? "" : p->name.s;
}

static void
the_longest_form_is_taken(void **state)
{
	size_t n = 0;
	const struct gazetteer *g = load(*state, PLACES);
	assert_string_equal(at(g, "алматы южный дом", &n), "C");
	assert_int_equal(n, 23);
	assert_string_equal(at(g, "алматы, дом", &n), "B");
}

static void
a_form_ends_with_its_word(void **state)
{
	size_t n = 0;
	const struct gazetteer *g = load(*state, PLACES);
	assert_string_equal(at(g, "алматылық", &n), "");
	assert_string_equal(at(g, "алматыда тұрады", &n), "B");
	assert_string_equal(at(g, "алматинской областью", &n), "");
	assert_string_equal(at(g, "", &n), "");
}

static void
a_wrong_key_is_refused_with_its_place(void **state)
{
	struct err err = { .reason = "" };
	struct gazetteer *g = NULL;
	const struct folder *f = *state;
	const char *path =
	    folder_put(f, "bad.yaml", "places:\n  - { kato: '1', nome: A }\n");
	assert_int_equal(gazetteer_load(f->arena, path, &g, &err), RC_BAD);
	assert_non_null(strstr(err.reason, "bad.yaml:2:"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_form_is_taken),
		cmocka_unit_test(a_form_ends_with_its_word),
		cmocka_unit_test(a_wrong_key_is_refused_with_its_place),
	};
	return cmocka_run_group_tests(tests, folder_open, folder_close);
}
