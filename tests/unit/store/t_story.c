#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/story.h"
#include "tests/unit/store/pages.h"
#include "tests/unit/store/releases.h"

/* Pages 0..6; 5 joins 4 only through 1, the last but one is no reprint. */
static const struct {
	const char *url;
	const char *at;
	const char *text;
} pages[] = {
	{ "0", "2026-02-03", RELEASE },
	{ "1", "2026-02-11", LEAD RELEASE },
	{ "2", "2026-02-05", LEAD RETOUCHED },
	{ "3", "2026-02-04", OTHER },
	{ "4", "2026-02-20", RELEASE },
	{ "5", "2026-02-04", BULLETIN("3", "500", "590") },
	{ "6", "2026-02-05", BULLETIN("4", "505", "588") },
};
#define PAGES (sizeof(pages) / sizeof(*pages))

static void
page_load(struct db *db, size_t i, int64_t now)
{
	struct document d =
	    pages_document(pages[i].url, pages[i].at, pages[i].text);
	pages_load(db, &d, now);
}

/* Which pages are of one story, as one number: a bit for each pair. */
#define PICTURE                                                                \
	"SELECT sum(1<<(x.url*7+y.url)) FROM document x JOIN version v"        \
	" USING(document_id) JOIN version w ON"                                \
	" coalesce(w.story_id,w.version_id)=coalesce(v.story_id,v.version_id)" \
	" JOIN document y ON y.document_id=w.document_id WHERE x.url<y.url"

#define PAIR(x, y) (INT64_C(1) << ((x)*7 + (y)))
#define EXPECTED                                                               \
	(PAIR(0, 1) | PAIR(0, 2) | PAIR(0, 4) | PAIR(1, 2) | PAIR(1, 4) |      \
	    PAIR(2, 4))

static void
stories_do_not_depend_on_the_order_of_loading(void **state)
{
	for (size_t turn = 0; turn < 2 * PAGES; turn++) {
		struct db *db = pages_db(*state);
		for (size_t i = 0; i < PAGES; i++) {
			size_t at = (i * (turn < PAGES ? 1 : 3) + turn) % PAGES;
			page_load(db, at, PAGES_NOW + (int64_t)i);
		}
		assert_int_equal(pages_number(db, PICTURE), EXPECTED);
		assert_int_equal(pages_number(db,
				     "SELECT count(*) FROM sketch"),
		    PAGES);
		db_close(db);
		folder_close(state);
		assert_int_equal(folder_open(state), 0);
	}
}

static void
many_pages_in_one_run_are_as_many_runs(void **state)
{
	static const struct sites none = { 0 };
	struct err err = { 0 };
	struct vault *v = NULL;
	struct db *db = pages_db(*state);
	assert_int_equal(vault_new(db, &none, PAGES_NOW, &v, &err), RC_OK);
	for (size_t i = PAGES; i-- > 0;) {
		const struct document d =
		    pages_document(pages[i].url, pages[i].at, pages[i].text);
		assert_int_equal(pages_put(v, &d, &err), RC_OK);
	}
	assert_int_equal(vault_finish(v, PAGES_NOW, &err), RC_OK);
	vault_free(v);
	assert_int_equal(pages_number(db, PICTURE), EXPECTED);
	db_close(db);
}

static void
a_page_that_joins_two_stories_leaves_their_past_alone(void **state)
{
	struct db *db = pages_db(*state);
	page_load(db, 0, PAGES_NOW);
	page_load(db, 4, PAGES_NOW + 10);
	assert_int_equal(pages_number(db,
			     "SELECT count(story_id) FROM version"),
	    0);
	page_load(db, 1, PAGES_NOW + 20);
	assert_int_equal(pages_number(db,
			     "SELECT count(*) FROM version WHERE story_id=1"),
	    2);
	/* Only the one that was there before has been another story. */
	assert_int_equal(pages_number(db,
			     "SELECT sum(version_id*10+story_id) FROM"
			     " story_past WHERE recorded_until="
			     "'2026-03-01T06:00:20Z'"),
	    22);
	db_close(db);
}

static void
versions_that_were_never_looked_at_are_so_by_the_next_run(void **state)
{
	struct err err = { 0 };
	struct db *db = pages_db(*state);
	for (size_t i = 0; i < PAGES - 1; i++)
		page_load(db, i, PAGES_NOW);
	/* As a file comes from an older program. */
	assert_int_equal(db_run(db,
			     "DELETE FROM sketch; DELETE FROM mark;"
			     "UPDATE version SET story_id=NULL",
			     &err),
	    RC_OK);
	page_load(db, PAGES - 1, PAGES_NOW + 10);
	assert_int_equal(pages_number(db, PICTURE), EXPECTED);
	assert_int_equal(pages_number(db, "SELECT at FROM mark"), PAGES);
	db_close(db);
}

#define IN_FOLDER(test)                                                        \
	cmocka_unit_test_setup_teardown(test, folder_open, folder_close)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(stories_do_not_depend_on_the_order_of_loading),
		IN_FOLDER(many_pages_in_one_run_are_as_many_runs),
		IN_FOLDER(
		    a_page_that_joins_two_stories_leaves_their_past_alone),
		IN_FOLDER(
		    versions_that_were_never_looked_at_are_so_by_the_next_run),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
