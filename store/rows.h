#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "store/db.h"
#include "store/table.h"

/* From a query's row to a table's: columns `from` up to `until`, as they are.
 */
void rows_cells(struct table *, const struct query *, int from, int until);
/* All rows with all their columns; the table has the same ones. */
enum rc rows_show(struct table *, struct query *, struct err *) MUST_CHECK;

#endif
