#include "crawler/status.h"

#include "common/arena.h"
#include "common/buf.h"
#include "common/file.h"
#include "common/json.h"
#include "common/site.h"
#include "common/url.h"
#include "crawler/domain.h"
#include "crawler/schedule.h"
#include "crawler/state.h"

#define OUT_MAX   ((size_t)16 << 20)
#define ARENA_MAX ((size_t)16 << 20)

/* A moment, "" when there is none or it never comes. */
static void
moment(int64_t at, char out[CLOCK_TEXT_MAX])
{
	clock_text(at > 0 && at != SCHEDULE_NEVER ? at : CLOCK_NONE, out);
}

static void
row_table(struct buf *out, const struct state_site *s)
{
	char success[CLOCK_TEXT_MAX];
	char due[CLOCK_TEXT_MAX];
	moment(s->success, success);
	moment(s->due, due);
	buf_printf(out,
	    "%-24.*s %6ld %7ld %9ld %6ld %6ld %7ld  %-20s  %-20s  %.*s\n",
	    STR_ARG(s->code), s->fresh, s->changed, s->unchanged, s->errors,
	    s->denied, s->pending, success[0] != '\0' ? success : "-",
	    due[0] != '\0' ? due : "-", STR_ARG(s->why));
}

static void
moment_json(struct json *j, const char *key, int64_t at)
{
	char text[CLOCK_TEXT_MAX];
	moment(at, text);
	json_key(j, key);
	json_str(j, text[0] != '\0' ? str_c(text) : STR_NONE);
}

static void
row_json(struct json *j, const struct state_site *s)
{
	const struct {
		const char *key;
		long value;
	} figures[] = {
		{ "new", s->fresh },
		{ "changed", s->changed },
		{ "unchanged", s->unchanged },
		{ "errors", s->errors },
		{ "denied", s->denied },
		{ "pending", s->pending },
	};
	json_object(j);
	json_key(j, "site");
	json_str(j, s->code);
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		json_key(j, figures[i].key);
		json_int(j, figures[i].value);
	}
	moment_json(j, "last_run", s->ran);
	moment_json(j, "last_success", s->success);
	moment_json(j, "next_due", s->due);
	json_key(j, "why");
	json_str(j, s->why);
	json_end_object(j);
}

struct report {
	struct arena *arena;
	struct state *state;
	struct buf out;
	struct json json;
	bool as_json;
};

/* The rest that the home's domain asked for. */
static enum rc
why_take(struct report *r, const struct site *site, struct state_site *s,
    struct err *err)
{
	struct url_parts home = { .host = STR_NONE };
	struct err lost = { 0 };
	if (url_parse(r->arena, site->home.v, &home, &lost) != RC_OK)
		return RC_OK;
	return state_why(r->state, r->arena, domain_of(home.host), &s->why,
	    err);
}

static enum rc
rows(struct report *r, const struct sites *sites, struct err *err)
{
	for (size_t i = 0; i < sites->n; i++) {
		struct state_site s = { .ran = 0 };
		enum rc rc =
		    state_site(r->state, r->arena, sites->v[i].code.v, &s, err);
		if (rc == RC_END)
			continue; /* never crawled */
		if (rc == RC_OK)
			rc = why_take(r, &sites->v[i], &s, err);
		if (rc != RC_OK)
			return rc;
		if (r->as_json)
			row_json(&r->json, &s);
		else
			row_table(&r->out, &s);
	}
	return RC_OK;
}

static enum rc
report(struct report *r, const struct sites *sites, struct err *err)
{
	r->json = json_to(&r->out);
	if (r->as_json)
		json_array(&r->json);
	else
		buf_printf(&r->out,
		    "%-24s %6s %7s %9s %6s %6s %7s  %-20s  %-20s  %s\n", "site",
		    "new", "changed", "unchanged", "errors", "denied",
		    "pending", "last success", "next due", "why it is slow");
	const enum rc rc = rows(r, sites, err);
	if (r->as_json) {
		json_end_array(&r->json);
		buf_chr(&r->out, '\n');
	}
	return rc;
}

static enum rc
result_put(struct stage *stage, const char *path, struct str text,
    struct err *err)
{
	struct file_out *out = NULL;
	if (path == NULL) {
		stage_write(stage, text);
		return RC_OK;
	}
	const enum rc rc = file_create(path, &out, err);
	if (rc != RC_OK)
		return rc;
	file_write(out, text);
	return file_commit(out, err);
}

enum rc
status(struct stage *stage, bool json, const char *to, struct err *err)
{
	struct sites sites = { .n = 0 };
	struct report r = { .as_json = json };
	enum rc rc = sites_load(stage->config, &sites, err);
	if (rc != RC_OK)
		return rc;
	r.arena = arena_new(ARENA_MAX);
	buf_init(&r.out, OUT_MAX);
	const char *path = arena_cstr(r.arena,
	    arena_printf(r.arena, "%s/crawl.db", stage->config->data));
	if (!file_exists(path))
		rc = err_set(err, RC_BAD, "%s: nothing crawled yet", path);
	if (rc == RC_OK)
		rc = state_open(path, &r.state, err);
	if (rc == RC_OK)
		rc = report(&r, &sites, err);
	if (rc == RC_OK)
		rc = result_put(stage, to, buf_view(&r.out), err);
	state_close(r.state);
	buf_free(&r.out);
	arena_free(r.arena);
	return rc;
}
