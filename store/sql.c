#include "store/sql.h"

static void
cell_show(struct table *t, const struct query *q, int at)
{
	switch (row_kind(q, at)) {
	case ROW_INT:
		table_int(t, row_int(q, at));
		break;
	case ROW_REAL:
		table_real(t, row_real(q, at));
		break;
	case ROW_TEXT:
		table_str(t, row_str(q, at));
		break;
	case ROW_BYTES: /* not text, whatever it is */
		table_str(t, STR("(bytes)"));
		break;
	case ROW_NULL:
		table_str(t, STR_NONE);
		break;
	}
}

static enum rc
rows_show(struct call *call, struct query *q, struct err *err)
{
	struct table_column columns[TABLE_COLUMNS_MAX];
	const int width = row_width(q);
	enum rc rc = RC_OK;
	if (width > TABLE_COLUMNS_MAX)
		return err_set(err, RC_BAD, "more than %d columns",
		    TABLE_COLUMNS_MAX);
	for (int i = 0; i < width; i++)
		columns[i] =
		    (struct table_column){ row_name(q, i), TABLE_SHOW };
	struct table *t = call_table(call, columns, (size_t)width);
	for (rc = query_step(q, err); rc == RC_OK && !stage_stopped();
	     rc = query_step(q, err)) {
		for (int i = 0; i < width; i++)
			cell_show(t, q, i);
		table_row(t);
	}
	table_close(t);
	return rc == RC_END ? RC_OK : rc;
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
		rc = rows_show(call, q, err);
	query_free(q);
	return rc;
}
