#ifndef TESTS_UNIT_STORE_PAGES_H
#define TESTS_UNIT_STORE_PAGES_H

#include <math.h>

#include "common/clock.h"
#include "common/record.h"
#include "common/site.h"
#include "common/utf8.h"
#include "store/db.h"
#include "store/schema.h"
#include "store/vault.h"

#include "tests/unit/folder.h"

/*
 * Pages for the store's tests, in short.  cmocka.h comes before this file.
 */
#define PAGES_NOW INT64_C(1772344800) /* 2026-03-01T06:00:00Z */

/* A database of its own in the test's folder. */
static inline struct db *
pages_db(const struct folder *f)
{
	struct err err = { 0 };
	struct db *db = NULL;
	assert_int_equal(schema_open(folder_path(f, "s.db"), DB_WRITE, &db,
			     &err),
	    RC_OK);
	return db;
}

/* The page at `url` with one line of text, published at `at` (or NULL). */
static inline struct document
pages_document(const char *url, const char *at, const char *text)
{
	struct document d = document_empty();
	d.id = str_c(url);
	d.url = str_c(url);
	d.site = STR("qala");
	d.text = str_c(text);
	d.published_at = clock_parse(str_c(at), 0);
	d.has_facts = true;
	d.ruleset = STR("r1");
	return d;
}

/* A count of monotowns where `words` stand in the text; the anchor is the
 * words themselves. */
static inline struct fact
pages_fact(const struct document *d, const char *words, double value)
{
	struct fact f = fact_empty();
	const struct str found = str_c(words);
	const size_t at = str_find(d->text, found);
	assert_true(at < d->text.n);
	f.at.start = utf8_count(str_head(d->text, at));
	f.at.length = utf8_count(found);
	f.sentence.length = utf8_count(d->text);
	f.surface = found;
	f.kind = STR("count");
	f.value = value;
	f.low = value;
	f.high = value;
	f.bound = STR("exact");
	f.modality = STR("actual");
	f.indicator = STR("monotown.count");
	f.anchor = found;
	return f;
}

static inline enum rc
pages_put(struct vault *v, const struct document *d, struct err *err)
{
	struct arena *a = arena_new((size_t)16 << 20);
	assert_int_equal(vault_begin(v, err), RC_OK);
	const enum rc rc = vault_put(v, a, d, err);
	arena_free(a);
	return rc;
}

/* Loads one document in a run of its own at `now`. */
static inline void
pages_load(struct db *db, const struct document *d, int64_t now)
{
	static const struct sites none = { 0 };
	struct err err = { 0 };
	struct vault *v = NULL;
	assert_int_equal(vault_new(db, &none, now, &v, &err), RC_OK);
	assert_int_equal(pages_put(v, d, &err), RC_OK);
	assert_int_equal(vault_finish(v, now, &err), RC_OK);
	vault_free(v);
}

static inline int64_t
pages_number(struct db *db, const char *sql)
{
	struct err err = { 0 };
	int64_t n = 0;
	assert_int_equal(db_number(db, sql, &n, &err), RC_OK);
	return n;
}

#endif
