#include <stdio.h>

#include "common/arena.h"
#include "common/stage.h"
#include "store/schema.h"
#include "store/verb.h"

#define QUESTION_MAX ((size_t)1 << 30) /* memory of one question */

/* Where the database is: --db, else in the data folder. */
static int
find_path(struct call *call, const struct verb *verb)
{
	struct stage *st = call->stage;
	call->path = call->asked->db;
	if (call->path != NULL && call->path[0] == '\0')
		return stage_usage(st, "--db takes a file");
	if (call->path != NULL && (verb->traits & VERB_CONFIGURED) == 0)
		return -1;
	const int code = stage_config(st);
	if (code >= 0 || call->path != NULL)
		return code;
	const struct str path =
	    arena_printf(call->arena, "%s/sandyq.db", st->config->data);
	call->path = path.s;
	return -1;
}

/* What getopt cannot tell: the format, and how many operands there are. */
static int
judge_usage(struct call *call, const struct verb *verb)
{
	struct stage *st = call->stage;
	const char *format = call->asked->format;
	st->files++;
	st->nfiles--;
	if (verb->operands >= 0 && st->nfiles > verb->operands)
		return stage_usage(st, "%s: one word too many: %s", verb->name,
		    st->files[verb->operands]);
	const bool own = (verb->traits & VERB_OWN_FORMATS) != 0;
	if (format != NULL && !own &&
	    !table_format_named(str_c(format), &call->format))
		return stage_usage(st, "no form \"%s\"", format);
	return find_path(call, verb);
}

/* RC_BAD of a question is wrong usage; records are refused by load alone. */
static int
answer(struct call *call, const struct verb *verb)
{
	struct err err = { 0 };
	enum rc rc = schema_open(call->path, verb->mode, &call->db, &err);
	if (rc == RC_OK)
		rc = verb->fn(call, &err);
	const bool later =
	    rc == RC_FAIL && call->db != NULL && db_locked(call->db);
	db_close(call->db);
	int code = call->code;
	if (rc == RC_BAD) {
		code = stage_usage(call->stage, "%s", err.reason);
		rc = RC_OK;
	} else if (rc == RC_FAIL) {
		code = stage_fail(call->stage, &err);
	}
	const int closed = stage_close(call->stage, rc);
	if (later)
		return STAGE_LATER;
	return closed == STAGE_DONE ? code : closed;
}

static int
ask(struct call *call, const struct verb *verb)
{
	const int code = judge_usage(call, verb);
	return code < 0 ? answer(call, verb) : code;
}

int
main(int argc, char *argv[])
{
	struct stage stage;
	struct asked asked = { 0 };
	struct arena *arena = arena_new(QUESTION_MAX);
	const struct verb *verb = verb_in(argc, argv);
	const struct stage_spec spec = {
		.name = "store",
		.usage = verb != NULL ? verb->usage : "VERB ...",
		.about = verb != NULL ? verb->about : verb_list(arena),
		.options = verb_options(arena, verb, &asked),
	};
	struct call call = { .stage = &stage, .asked = &asked, .arena = arena };
	int code = stage_open(&stage, &spec, argc, argv);
	if (code < 0 && verb == NULL)
		code = stage_usage(&stage, "no such verb: %s",
		    stage.nfiles > 0 ? stage.files[0] : "(none given)");
	else if (code < 0)
		code = ask(&call, verb);
	arena_free(arena);
	return code;
}
