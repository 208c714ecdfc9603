#include "crawler/faults.h"

#include "crawler/sql.h"
#include "crawler/state.h"

/* Keys are canonical addresses: the host ends at the first slash behind the
 * scheme. */
static const char counts[] =
    "SELECT substr(rest, 1, instr(rest || '/', '/') - 1) AS host, fault,"
    " count(*) AS pages FROM ("
    "  SELECT fault, substr(key, instr(key, '://') + 3) AS rest"
    "  FROM page WHERE site = ? AND fault IS NOT NULL)"
    " GROUP BY host, fault ORDER BY pages DESC, host, fault LIMIT ?";

enum rc
faults_read(struct state *state, struct arena *arena, struct str site,
    struct faults *all, struct err *err)
{
	struct sql *q = state_sql(state);
	all->n = 0;
	sql_begin(q, counts);
	sql_text(q, site);
	sql_int(q, FAULTS_MAX);
	enum rc rc = sql_step(q, err);
	for (; rc == RC_OK; rc = sql_step(q, err))
		all->v[all->n++] = (struct fault_count){
			.host = sql_get_text(q, 0, arena),
			.fault = sql_get_text(q, 1, arena),
			.pages = (long)sql_get_int(q, 2),
		};
	return rc == RC_END ? RC_OK : rc;
}
