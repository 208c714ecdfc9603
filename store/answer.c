#include "store/answer.h"

#define ANSWER_ARENA ((size_t)512 << 20) /* the rows of one series, sorted */

enum rc
answer_open(struct answer *a, struct call *call, struct err *err)
{
	const enum rc rc = details_new(call->db, &a->details, err);
	if (rc == RC_OK)
		a->arena = arena_new(ANSWER_ARENA);
	return rc;
}

void
answer_close(struct answer *a)
{
	arena_free(a->arena);
	details_free(a->details);
}

static bool
is_wanted(const struct answer *a, const struct observations *seen, size_t nth)
{
	if (seen->v[nth].reported < a->question->since)
		return false;
	return a->form->wanted == NULL || a->form->wanted(seen, nth);
}

static enum rc
rows_tell(void *arg, const struct scope *scope, const struct observations *seen,
    struct err *err)
{
	struct answer *a = arg;
	(void)scope;
	for (size_t i = 0; i < seen->n; i++) {
		struct detail detail;
		if (!is_wanted(a, seen, i))
			continue;
		const enum rc rc =
		    details_read(a->details, &seen->v[i], &detail, err);
		if (rc != RC_OK)
			return rc;
		a->form->row(a, &seen->v[i], &detail);
		table_row(a->table);
		arena_reset(a->arena);
	}
	return RC_OK;
}

enum rc
answer_tell(struct call *call, const struct question *question,
    const struct answer_form *form, struct table *table, struct err *err)
{
	struct answer a = { .form = form,
		.question = question,
		.table = table };
	enum rc rc = answer_open(&a, call, err);
	if (rc == RC_OK)
		rc = question_walk(call, question,
		    form->series != NULL ? form->series : rows_tell, &a, err);
	answer_close(&a);
	return rc;
}

enum rc
answer_run(struct call *call, const struct answer_form *form, struct err *err)
{
	struct question question;
	enum rc rc = question_read(call, &question, err);
	if (rc == RC_OK && question.code == NULL)
		return err_set(err, RC_BAD, "of which indicator?");
	if (rc != RC_OK)
		return rc;
	struct table *t = call_table(call, form->columns, form->ncolumns);
	rc = answer_tell(call, &question, form, t, err);
	table_close(t);
	return rc;
}
