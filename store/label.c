#include "store/label.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

#define LABEL_SLOTS 256 /* of one kind; an id that falls on another's wins */

static const char *const label_sql[LABEL_KINDS] = {
	[LABEL_INDICATOR] =
	    "SELECT code,NULL FROM indicator WHERE indicator_id=?",
	[LABEL_PLACE] = "SELECT kato,name FROM place WHERE place_id=?",
	[LABEL_SOURCE] =
	    "SELECT code,coalesce(name,code) FROM source WHERE source_id=?",
	[LABEL_SPEAKER] = "SELECT NULL,name FROM speaker WHERE speaker_id=?",
};

struct slot {
	char *bytes; /* the code and the name; NULL: free */
	int64_t id;
	struct label label;
};

struct labels {
	struct query *q[LABEL_KINDS];
	struct slot slots[LABEL_KINDS][LABEL_SLOTS];
};

enum rc
labels_new(struct db *db, struct labels **out, struct err *err)
{
	struct labels *l = mem_zero(1, sizeof(*l));
	const enum rc rc = query_all(db, label_sql, l->q, LABEL_KINDS, err);
	if (rc != RC_OK) {
		free(l);
		return rc;
	}
	*out = l;
	return RC_OK;
}

void
labels_free(struct labels *l)
{
	if (l == NULL)
		return;
	for (size_t kind = 0; kind < LABEL_KINDS; kind++)
		for (size_t i = 0; i < LABEL_SLOTS; i++)
			free(l->slots[kind][i].bytes);
	query_free_all(l->q, LABEL_KINDS);
	free(l);
}

/* Copies a text behind others; what is unknown stays so. */
static struct str
text_keep(char *at, struct str x)
{
	if (x.n > 0)
		memcpy(at, x.s, x.n);
	return x.s == NULL ? STR_NONE : str_n(at, x.n);
}

static void
slot_fill(struct slot *s, int64_t id, const struct query *q)
{
	const struct str code = row_str(q, 0);
	const struct str name = row_str(q, 1);
	free(s->bytes);
	s->bytes = mem_alloc(code.n + name.n + 1);
	s->id = id;
	s->label.code = text_keep(s->bytes, code);
	s->label.name = text_keep(s->bytes + code.n, name);
}

enum rc
labels_get(struct labels *l, enum label_kind kind, int64_t id,
    struct label *out, struct err *err)
{
	struct slot *s = &l->slots[kind][(uint64_t)id % LABEL_SLOTS];
	struct query *q = l->q[kind];
	if (s->bytes == NULL || s->id != id) {
		query_int(q, 0, id);
		const enum rc rc = query_step(q, err);
		if (rc != RC_OK)
			return rc;
		slot_fill(s, id, q);
		query_reset(q);
	}
	*out = s->label;
	return RC_OK;
}
