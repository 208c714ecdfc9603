#include "store/flaw.h"

#include "common/utf8.h"

static void
flaw_add(struct flaws *out, struct str result, struct str subject)
{
	if (out->n == FLAWS_MAX)
		return;
	out->v[out->n++] = (struct flaw){ arena_str(out->arena, result),
		arena_str(out->arena, subject) };
}

/* What a query gives as (result, subject). */
static enum rc
rows_find(struct db *db, const char *sql, struct flaws *out, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(db, sql, &q, err);
	if (rc == RC_OK)
		rc = query_step(q, err);
	for (; rc == RC_OK && out->n < FLAWS_MAX; rc = query_step(q, err))
		flaw_add(out, row_str(q, 0), row_str(q, 1));
	query_free(q);
	return rc;
}

enum figure_query {
	FIGURES_READ,
	TEXT_READ,
	FIGURE_QUERIES,
};

/* In the order they were written the figures of a text come together, so that
 * each text is read and walked once. */
static const char *const figure_sql[FIGURE_QUERIES] = {
	[FIGURES_READ] = "SELECT reading_id,start,length,surface,fact_id"
			 " FROM fact ORDER BY fact_id",
	[TEXT_READ] = "SELECT text FROM reading JOIN version USING(version_id)"
		      " WHERE reading_id=?",
};

enum figure_column {
	FIGURE_READING,
	FIGURE_START,
	FIGURE_LENGTH,
	FIGURE_SURFACE,
	FIGURE_ID,
};

static void
figure_judge(const struct query *q, struct utf8_ruler *text, struct flaws *out)
{
	const struct str says = row_str(q, FIGURE_SURFACE);
	const size_t start = (size_t)row_int(q, FIGURE_START);
	const size_t length = (size_t)row_int(q, FIGURE_LENGTH);
	const size_t from = utf8_byte_at(text, start);
	const size_t until = utf8_byte_at(text, start + length);
	const struct str words =
	    str_n(text->text.s + from, until > from ? until - from : 0);
	if (str_eq(words, says))
		return;
	flaw_add(out,
	    arena_printf(out->arena, "text has \"%.*s\", fact \"%.*s\"",
		STR_ARG(words), STR_ARG(says)),
	    arena_printf(out->arena, "fact %lld",
		(long long)row_int(q, FIGURE_ID)));
}

static enum rc
figures_judge(struct query *q[], struct flaws *out, struct err *err)
{
	struct utf8_ruler text = utf8_ruler(STR(""));
	int64_t reading = 0;
	enum rc rc = query_step(q[FIGURES_READ], err);
	for (; rc == RC_OK && out->n < FLAWS_MAX;
	     rc = query_step(q[FIGURES_READ], err)) {
		if (row_int(q[FIGURES_READ], FIGURE_READING) != reading) {
			reading = row_int(q[FIGURES_READ], FIGURE_READING);
			query_reset(q[TEXT_READ]);
			query_int(q[TEXT_READ], 0, reading);
			rc = query_step(q[TEXT_READ], err);
			if (rc == RC_FAIL)
				return rc;
			text = utf8_ruler(
			    rc == RC_OK ? row_str(q[TEXT_READ], 0) : STR(""));
		}
		figure_judge(q[FIGURES_READ], &text, out);
	}
	return rc;
}

static enum rc
figures_find(struct db *db, const char *sql, struct flaws *out, struct err *err)
{
	struct query *q[FIGURE_QUERIES];
	(void)sql;
	enum rc rc = query_all(db, figure_sql, q, FIGURE_QUERIES, err);
	if (rc != RC_OK)
		return rc;
	rc = figures_judge(q, out, err);
	query_free_all(q, FIGURE_QUERIES);
	return rc;
}

/* A number as FTS5 keeps it: seven bits a byte, the highest first. */
static int64_t
varint_take(struct str *rest)
{
	uint64_t v = 0;
	for (size_t i = 0; i < 9 && rest->n > 0; i++) {
		const unsigned char c = (unsigned char)rest->s[0];
		*rest = str_from(*rest, 1);
		if (i == 8)
			return (int64_t)(v << 8 | c);
		v = v << 7 | (c & 0x7F);
		if (c < 0x80)
			break;
	}
	return (int64_t)v;
}

/* How many words the index holds against how many were put into it: row 1 of
 * its data has the number of texts, then of the words of each column. */
static enum rc
words_count(struct db *db, struct flaws *out, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = db_run(db,
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary"
	    " USING fts5vocab(main, words, row)",
	    err);
	if (rc == RC_OK)
		rc = query_new(db,
		    "SELECT block,(SELECT coalesce(sum(cnt),0)"
		    " FROM temp.vocabulary)"
		    " FROM words_data WHERE id=1",
		    &q, err);
	if (rc != RC_OK)
		return rc;
	rc = query_step(q, err);
	struct str block = rc == RC_OK ? row_str(q, 0) : STR("");
	(void)varint_take(&block);
	int64_t put = varint_take(&block);
	put += varint_take(&block);
	const int64_t held = rc == RC_OK ? row_int(q, 1) : 0;
	if (rc != RC_FAIL && put != held)
		flaw_add(out,
		    arena_printf(out->arena, "%lld words of %lld",
			(long long)held, (long long)put),
		    STR("words"));
	query_free(q);
	return rc;
}

static enum rc
words_find(struct db *db, const char *sql, struct flaws *out, struct err *err)
{
	const enum rc rc = rows_find(db, sql, out, err);
	return rc == RC_FAIL ? rc : words_count(db, out, err);
}

static const struct {
	const char *name;
	enum rc (
	    *find)(struct db *, const char *sql, struct flaws *, struct err *);
	const char *sql;
} checks[FLAW_CHECKS] = {
	[FLAW_FILE] = { "file", rows_find,
	    "SELECT integrity_check,'' FROM pragma_integrity_check"
	    " WHERE integrity_check<>'ok'" },
	[FLAW_REFERENCES] = { "references", rows_find,
	    "SELECT 'points at no '||\"parent\","
	    "\"table\"||' '||coalesce(rowid,'')"
	    " FROM pragma_foreign_key_check" },
	[FLAW_FIGURES] = { "figures", figures_find, NULL },
	[FLAW_SENTENCES] = { "sentences", rows_find,
	    "SELECT 'figure outside its sentence','fact '||fact_id FROM fact"
	    " WHERE start<sentence_start OR"
	    " start+length>sentence_start+sentence_length" },
	[FLAW_WORDS] = { "words", words_find,
	    "SELECT 'its words are not found','version '||version_id"
	    " FROM version WHERE version_id NOT IN"
	    " (SELECT id FROM words_docsize)" },
	[FLAW_VERSIONS] = { "versions", rows_find,
	    "SELECT 'versions not numbered from 1','document '||document_id"
	    " FROM version GROUP BY document_id HAVING max(seq)<>count(*)" },
	[FLAW_READINGS] = { "readings", rows_find,
	    "SELECT 'more than one reading in force','version '||version_id"
	    " FROM reading WHERE recorded_until='9999-12-31T00:00:00Z'"
	    " GROUP BY version_id HAVING count(*)>1" },
	[FLAW_STORIES] = { "stories", rows_find,
	    "SELECT 'belongs to no story that is','version '||v.version_id"
	    " FROM version v LEFT JOIN version f ON f.version_id=v.story_id"
	    " WHERE v.story_id IS NOT NULL AND (f.version_id IS NULL"
	    " OR f.story_id IS NOT NULL OR f.version_id>v.version_id)" },
	[FLAW_OBSERVATIONS] = { "observations", rows_find,
	    "SELECT 'not what its fact says','observation '||observation_id"
	    " FROM observation o JOIN fact f USING(fact_id)"
	    " WHERE f.indicator_id IS NOT o.indicator_id"
	    " OR coalesce(f.place_id,0)<>o.place_id"
	    " OR f.period_from IS NOT o.period_from"
	    " OR f.period_until IS NOT o.period_until" },
};

const char *
flaw_check_name(enum flaw_check check)
{
	return checks[check].name;
}

void
flaws_find(struct db *db, enum flaw_check check, struct flaws *out)
{
	struct err err = { 0 };
	const enum rc rc = checks[check].find(db, checks[check].sql, out, &err);
	if (rc != RC_OK && rc != RC_END)
		flaw_add(out, str_c(err.reason), STR(""));
}
