#include "store/report.h"

#include "common/file.h"
#include "common/json.h"
#include "store/report_page.h"
#include "store/report_series.h"
#include "store/topic.h"

#define SERIES_ARENA ((size_t)1 << 30) /* of one series, twice told */

struct reporting {
	struct call *call;
	struct report_teller teller;
	struct report_parts parts;
	const char *dir; /* NULL: all in one page */
	struct buf index_text;
	struct json index;
	struct buf pages_text; /* of --single */
	struct json pages;
};

static struct json
json_begin(struct buf *b)
{
	buf_init(b, REPORT_PAGE_MAX);
	struct json j = json_to(b);
	return j;
}

/* What every page says of the whole: when, in which language, by what rules,
 * and where the archives are seen from it. */
static enum rc
whole_write(const struct reporting *r, struct json *j, struct err *err)
{
	const struct asked *asked = r->call->asked;
	struct query *q = NULL;
	enum rc rc = query_new(r->call->db,
	    "SELECT code,first_seen_at FROM ruleset"
	    " ORDER BY first_seen_at,ruleset_id",
	    &q, err);
	if (rc != RC_OK)
		return rc;
	json_key(j, "made");
	json_str(j, clock_str(r->call->arena, r->teller.now));
	json_key(j, "lang");
	json_str(j, str_c(asked->lang));
	json_key(j, "archives");
	json_str(j, call_operand(r->call) == NULL ? STR("../") : STR_NONE);
	json_key(j, "rulesets");
	json_array(j);
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err)) {
		json_object(j);
		json_key(j, "code");
		json_str(j, row_str(q, 0));
		json_key(j, "since");
		json_str(j, row_str(q, 1));
		json_end_object(j);
	}
	json_end_array(j);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
page_write(const struct reporting *r, const char *path, const struct buf *data,
    struct err *err)
{
	if (data->bad)
		return err_set(err, RC_FAIL, "%s: more than %zu bytes", path,
		    REPORT_PAGE_MAX);
	return report_page_write(&r->parts, path, buf_view(data),
	    r->dir == NULL, err);
}

/* A page of its own: {"made", ..., "page": {...}}. */
static enum rc
series_page(struct reporting *r, const struct scope *scope,
    const struct observations *seen, struct err *err)
{
	struct buf text;
	struct json j = json_begin(&text);
	json_object(&j);
	enum rc rc = whole_write(r, &j, err);
	json_key(&j, "page");
	if (rc == RC_OK)
		rc = report_series_page(&r->teller, scope, seen, &j, err);
	json_end_object(&j);
	const struct str name = report_series_name(r->teller.arena, scope);
	const struct str path = arena_printf(r->teller.arena, "%s/%.*s.html",
	    r->dir, STR_ARG(name));
	if (rc == RC_OK)
		rc = page_write(r, path.s, &text, err);
	buf_free(&text);
	return rc;
}

static enum rc
series_report(void *arg, const struct scope *scope,
    const struct observations *seen, struct err *err)
{
	struct reporting *r = arg;
	if (seen->n == 0)
		return RC_OK;
	enum rc rc =
	    report_series_line(&r->teller, scope, seen, &r->index, err);
	if (rc == RC_OK && r->dir == NULL) {
		json_key_str(&r->pages,
		    report_series_name(r->teller.arena, scope));
		rc =
		    report_series_page(&r->teller, scope, seen, &r->pages, err);
	} else if (rc == RC_OK) {
		rc = series_page(r, scope, seen, err);
	}
	arena_reset(r->teller.arena);
	return rc;
}

/* {"made", ..., "series": [...], "pages": {...}} */
static enum rc
index_write(const struct reporting *r, const char *path, struct err *err)
{
	struct buf text;
	struct json j = json_begin(&text);
	json_object(&j);
	enum rc rc = whole_write(r, &j, err);
	json_key(&j, "series");
	json_raw(&j, buf_view(&r->index_text));
	if (r->dir == NULL) {
		json_key(&j, "pages");
		json_raw(&j, buf_view(&r->pages_text));
	}
	json_end_object(&j);
	text.bad = text.bad || r->index_text.bad || r->pages_text.bad;
	if (rc == RC_OK)
		rc = page_write(r, path, &text, err);
	buf_free(&text);
	return rc;
}

static enum rc
report_tell(struct reporting *r, const struct question *question,
    const char *path, struct err *err)
{
	r->index = json_begin(&r->index_text);
	r->pages = json_begin(&r->pages_text);
	json_array(&r->index);
	json_object(&r->pages);
	enum rc rc = question_walk(r->call, question, series_report, r, err);
	json_end_array(&r->index);
	json_end_object(&r->pages);
	if (rc == RC_OK)
		rc = index_write(r, path, err);
	if (rc == RC_OK && r->dir != NULL)
		rc = report_parts_write(&r->parts, r->dir, err);
	buf_free(&r->index_text);
	buf_free(&r->pages_text);
	return rc;
}

/* The folder with its index, or the one file. */
static enum rc
place_find(struct reporting *r, struct str *path, struct err *err)
{
	struct call *call = r->call;
	const char *at = call_operand(call);
	if (call->asked->single != NULL) {
		*path = str_c(at);
		return at != NULL
		    ? RC_OK
		    : err_set(err, RC_BAD, "--single: into which file?");
	}
	if (at == NULL)
		at = arena_printf(call->arena, "%s/report",
		    call->stage->config->data)
			 .s;
	r->dir = at;
	*path = arena_printf(call->arena, "%s/index.html", at);
	return file_mkdirs(at, err);
}

static enum rc
report_make(struct reporting *r, struct str *path, struct err *err)
{
	struct call *call = r->call;
	struct question question;
	enum rc rc = question_past(call, &question, err);
	if (rc == RC_OK)
		rc = place_find(r, path, err);
	if (rc == RC_OK)
		rc = report_parts_read(&r->parts, call->stage->config,
		    call->arena, err);
	if (rc == RC_OK)
		rc = details_new(call->db, &r->teller.details, err);
	if (rc != RC_OK)
		return rc;
	r->teller.arena = arena_new(SERIES_ARENA);
	rc = report_tell(r, &question, path->s, err);
	arena_free(r->teller.arena);
	details_free(r->teller.details);
	return rc;
}

enum rc
report_run(struct call *call, struct err *err)
{
	struct reporting r = { .call = call, .teller = { .db = call->db } };
	struct str path = STR_NONE;
	const struct clock *clock = &call->stage->clock;
	r.teller.now = clock->now(clock->arg);
	const enum rc rc = report_make(&r, &path, err);
	report_parts_free(&r.parts);
	if (rc != RC_OK)
		return rc;
	/* For whoever opens it: a person, or xdg-open. */
	stage_write(call->stage, path);
	stage_write(call->stage, STR("\n"));
	return RC_OK;
}
