#include "store/sql.h"

#include "store/rows.h"

static enum rc
answer_show(struct call *call, struct query *q, struct err *err)
{
	struct table_column columns[TABLE_COLUMNS_MAX];
	const int width = row_width(q);
	if (width > TABLE_COLUMNS_MAX)
		return err_set(err, RC_BAD, "more than %d columns",
		    TABLE_COLUMNS_MAX);
	for (int i = 0; i < width; i++)
		columns[i] =
		    (struct table_column){ row_name(q, i), TABLE_SHOW };
	struct table *t = call_table(call, columns, (size_t)width);
	const enum rc rc = rows_show(t, q, err);
	table_close(t);
	return rc;
}

enum rc
sql_run(struct call *call, struct err *err)
{
	const char *sql = call_operand(call);
	struct query *q = NULL;
	if (sql == NULL)
		return err_set(err, RC_BAD, "sql needs a statement");
	enum rc rc = query_reading(call->db, str_c(sql), &q, err);
	if (rc == RC_OK)
		rc = answer_show(call, q, err);
	query_free(q);
	return rc;
}
