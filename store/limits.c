#include "store/limits.h"

#include "common/buf.h"

#define PLACES_MAX ((size_t)1 << 20) /* of their numbers as text */

/* "[0,12]": the places asked for; STR_NONE: all. */
static enum rc
places_list(struct call *call, const char *asked, struct str *out,
    struct err *err)
{
	struct query *q = NULL;
	struct buf b;
	*out = STR_NONE;
	if (asked == NULL)
		return RC_OK;
	enum rc rc =
	    query_new(call->db, PLACES_SQL " ORDER BY place_id", &q, err);
	if (rc != RC_OK)
		return rc;
	buf_init(&b, PLACES_MAX);
	buf_chr(&b, '[');
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err)) {
		if (!place_is(call->arena, asked, row_str(q, 1), row_str(q, 2)))
			continue;
		buf_printf(&b, "%s%lld", b.n > 1 ? "," : "",
		    (long long)row_int(q, 0));
	}
	buf_chr(&b, ']');
	*out = arena_str(call->arena, buf_view(&b));
	buf_free(&b);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
limits_bind(struct call *call, const struct question *question, struct query *q,
    struct err *err)
{
	struct str places;
	const enum rc rc = places_list(call, question->place, &places, err);
	if (rc != RC_OK)
		return rc;
	query_time(q, 0, question->since);
	query_time(q, 1, question->as_of);
	query_time(q, 2, question->recorded);
	query_str(q, 3, places);
	return RC_OK;
}

enum rc
limits_query(struct call *call, const char *sql, struct query **out,
    struct err *err)
{
	struct question question;
	enum rc rc = question_past(call, &question, err);
	if (rc == RC_OK)
		rc = query_new(call->db, sql, out, err);
	if (rc == RC_OK)
		rc = limits_bind(call, &question, *out, err);
	if (rc != RC_OK) {
		query_free(*out);
		*out = NULL;
	}
	return rc;
}
