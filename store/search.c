#include "store/search.h"

#include "common/buf.h"
#include "common/clock.h"
#include "common/utf8.h"
#include "store/limits.h"
#include "store/moment.h"
#include "store/rows.h"

#define MATCH_MAX    ((size_t)64 << 10)
#define SEARCH_LIMIT 50 /* what is shown without --limit */

static const struct table_column search_columns[] = {
	{ "date", TABLE_SHOW },
	{ "reported_at", TABLE_DATA },
	{ "reported_basis", TABLE_DATA },
	{ "source", TABLE_SHOW },
	{ "title", TABLE_SHOW },
	{ "found", TABLE_BELOW },
	{ "url", TABLE_BELOW },
	{ "lang", TABLE_DATA },
	{ "archive", TABLE_DATA },
	{ "archive_offset", TABLE_DATA },
	{ "record_id", TABLE_DATA },
};
#define SEARCH_COLUMNS (sizeof(search_columns) / sizeof(*search_columns))

/* In the order of their numbers the pages need no sorting: a word that stands
 * on every page is answered as fast as a rare one. */
static const char search_sql[] =
    "SELECT v.reported_at,v.reported_basis,s.code,v.title,"
    "snippet(words,-1,'[',']','...',24),d.url,v.lang,c.path,c.offset,"
    "c.record_id"
    " FROM words JOIN version v ON v.version_id=words.rowid"
    " JOIN document d USING(document_id) JOIN source s USING(source_id)"
    " LEFT JOIN capture c ON c.version_id=v.version_id"
    " AND (c.fetched_at,c.path,c.offset)=(SELECT fetched_at,path,offset"
    " FROM capture WHERE version_id=v.version_id"
    " ORDER BY fetched_at,path,offset LIMIT 1)"
    " WHERE words MATCH ?5 AND" LIMIT_REPORTED " AND v.recorded_at<=?3"
    " AND (?4 IS NULL OR EXISTS(SELECT 1 FROM reading r JOIN fact f"
    " USING(reading_id)"
    " WHERE r.version_id=v.version_id" LIMIT_RECORDED LIMIT_PLACE "))"
    " ORDER BY words.rowid DESC LIMIT ?6";

enum search_cell {
	SEARCH_AT,
	SEARCH_BASIS,
	SEARCH_CELLS = 10,
};

/* One word, or what stood between quotes, as FTS5 quotes it. */
static void
piece_put(struct buf *b, struct str piece)
{
	const bool front = piece.n > 1 && piece.s[piece.n - 1] == '*';
	piece = str_trim(str_head(piece, piece.n - front));
	if (piece.n == 0)
		return;
	buf_text(b, b->n > 0 ? " \"" : "\"");
	for (size_t i = 0; i < piece.n; i++) {
		if (piece.s[i] == '"')
			buf_chr(b, '"');
		buf_chr(b, piece.s[i]);
	}
	buf_text(b, front ? "\" *" : "\"");
}

struct str
search_match(struct arena *a, struct str words)
{
	struct buf b;
	struct str outside;
	bool quoted = false;
	buf_init(&b, MATCH_MAX);
	for (; str_cut(&words, '"', &outside); quoted = !quoted) {
		struct str word;
		if (quoted)
			piece_put(&b, outside);
		while (!quoted && str_cut(&outside, ' ', &word))
			piece_put(&b, word);
	}
	const struct str out =
	    b.n > 0 && !b.bad ? arena_str(a, buf_view(&b)) : STR_NONE;
	buf_free(&b);
	return out;
}

static void
search_show(struct table *t, const struct query *q)
{
	char day[CLOCK_TEXT_MAX];
	const bool dated = !str_is(row_str(q, SEARCH_BASIS), "recorded");
	moment_day(row_time(q, SEARCH_AT), day);
	table_str(t, dated ? str_c(day) : STR_NONE);
	table_time(t, row_time(q, SEARCH_AT));
	rows_cells(t, q, SEARCH_BASIS, SEARCH_CELLS);
	table_row(t);
}

static enum rc
search_query(struct call *call, struct query **out, struct err *err)
{
	const struct str words = str_c(call_operand(call));
	unsigned long long limit = SEARCH_LIMIT;
	if (utf8_valid(words) < words.n)
		return err_set(err, RC_BAD, "the words are no UTF-8");
	const struct str match = search_match(call->arena, words);
	if (match.n == 0)
		return err_set(err, RC_BAD, "search for which words?");
	enum rc rc = call_limit(call, &limit, err);
	if (rc == RC_OK)
		rc = limits_query(call, search_sql, out, err);
	if (rc != RC_OK)
		return rc;
	query_str(*out, LIMITS, match);
	query_int(*out, LIMITS + 1, (int64_t)limit);
	return RC_OK;
}

enum rc
search_run(struct call *call, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = search_query(call, &q, err);
	if (rc != RC_OK)
		return rc;
	struct table *t = call_table(call, search_columns, SEARCH_COLUMNS);
	for (rc = query_step(q, err); rc == RC_OK && !stage_stopped();
	     rc = query_step(q, err))
		search_show(t, q);
	table_close(t);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}
