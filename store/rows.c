#include "store/rows.h"

#include "common/stage.h"

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

void
rows_cells(struct table *t, const struct query *q, int from, int until)
{
	for (int i = from; i < until; i++)
		cell_show(t, q, i);
}

enum rc
rows_show(struct table *t, struct query *q, struct err *err)
{
	const int width = row_width(q);
	enum rc rc = query_step(q, err);
	for (; rc == RC_OK && !stage_stopped(); rc = query_step(q, err)) {
		rows_cells(t, q, 0, width);
		table_row(t);
	}
	return rc == RC_END ? RC_OK : rc;
}
