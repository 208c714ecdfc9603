#include "crawler/status.h"

#include <stdlib.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/file.h"
#include "common/json.h"
#include "common/site.h"
#include "common/url.h"
#include "crawler/agent.h"
#include "crawler/domain.h"
#include "crawler/faults.h"
#include "crawler/member.h"
#include "crawler/polite.h"
#include "crawler/robots.h"
#include "crawler/schedule.h"
#include "crawler/source.h"
#include "crawler/state.h"

#define OUT_MAX   ((size_t)16 << 20)
#define ARENA_MAX ((size_t)16 << 20)
#define WHY_MAX   ((size_t)4 << 10)

#define FAULTS_SHOWN 3 /* in the table, of a site */

/* Times of the state: one that did not come yet, or never comes, is none. */
static int64_t
moment(int64_t at)
{
	return at > 0 && at != SCHEDULE_NEVER ? at : CLOCK_NONE;
}

/* One site as it is told. */
struct row {
	struct state_site site;
	struct sources troubled;
	struct faults faults;
	struct buf why; /* in words; empty: it is not slow */
};

/* The most frequent ones; JSON has the rest. */
static void
faults_table(struct buf *out, const struct faults *all, const char *mark)
{
	for (size_t i = 0; i < all->n && i < FAULTS_SHOWN; i++, mark = "; ")
		buf_printf(out, "%s%.*s: %ld %.*s", mark,
		    STR_ARG(all->v[i].host), all->v[i].pages,
		    STR_ARG(all->v[i].fault));
	if (all->n > FAULTS_SHOWN)
		buf_text(out, "; ...");
}

static void
row_table(struct buf *out, const struct row *r)
{
	const struct state_site *s = &r->site;
	char success[CLOCK_TEXT_MAX];
	char due[CLOCK_TEXT_MAX];
	const char *mark = r->why.n > 0 ? "; " : "";
	clock_text(moment(s->success), success);
	clock_text(moment(s->due), due);
	buf_printf(out,
	    "%-24.*s %6ld %7ld %9ld %6ld %6ld %7ld  %-20s  %-20s  %.*s",
	    STR_ARG(s->code), s->fresh, s->changed, s->unchanged, s->errors,
	    s->denied, s->pending, success[0] != '\0' ? success : "-",
	    due[0] != '\0' ? due : "-", STR_ARG(buf_view(&r->why)));
	for (size_t i = 0; i < r->troubled.n; i++, mark = "; ")
		buf_printf(out, "%s%.*s: %s", mark,
		    STR_ARG(r->troubled.v[i].key),
		    source_trouble_text(r->troubled.v[i].trouble));
	faults_table(out, &r->faults, mark);
	buf_chr(out, '\n');
}

static void
faults_json(struct json *j, const struct faults *all)
{
	json_key(j, "faults");
	json_array(j);
	for (size_t i = 0; i < all->n; i++) {
		json_object(j);
		member_text(j, "host", all->v[i].host);
		member_text(j, "fault", all->v[i].fault);
		member_int(j, "pages", all->v[i].pages);
		json_end_object(j);
	}
	json_end_array(j);
}

static void
troubled_json(struct json *j, const struct sources *all)
{
	json_key(j, "lists");
	json_array(j);
	for (size_t i = 0; i < all->n; i++) {
		const struct source *s = &all->v[i];
		json_object(j);
		member_text(j, "url", s->key);
		member_text(j, "trouble",
		    str_c(source_trouble_text(s->trouble)));
		member_moment(j, "since", moment(s->since));
		member_moment(j, "newest", moment(s->newest));
		json_end_object(j);
	}
	json_end_array(j);
}

static void
row_json(struct json *j, const struct row *r)
{
	const struct state_site *s = &r->site;
	json_object(j);
	member_text(j, "site", s->code);
	member_int(j, "new", s->fresh);
	member_int(j, "changed", s->changed);
	member_int(j, "unchanged", s->unchanged);
	member_int(j, "errors", s->errors);
	member_int(j, "denied", s->denied);
	member_int(j, "pending", s->pending);
	member_moment(j, "last_run", moment(s->ran));
	member_moment(j, "last_success", moment(s->success));
	member_moment(j, "next_due", moment(s->due));
	member_text(j, "why", buf_view(&r->why));
	troubled_json(j, &r->troubled);
	faults_json(j, &r->faults);
	json_end_object(j);
}

struct report {
	const struct config_crawl *crawl;
	char *agent;
	struct arena *arena;
	struct state *state;
	struct buf out;
	struct json json;
	bool as_json;
};

/* One more reason. */
static void
why_add(struct row *row, const char *before, double seconds)
{
	buf_printf(&row->why, "%s%s %g s", row->why.n > 0 ? "; " : "", before,
	    seconds);
}

/* Pauses that robots.txt makes longer than our own. */
static enum rc
robots_why(struct report *r, struct url_parts *home, double delay,
    struct row *row, struct err *err)
{
	struct state_robots file = { .status = 0 };
	home->path = STR("/");
	home->query = STR_NONE;
	const struct str root = url_text(r->arena, home);
	const enum rc rc = state_robots(r->state, r->arena,
	    str_head(root, root.n - 1), &file, err);
	if (rc != RC_OK)
		return rc == RC_END ? RC_OK : rc;
	struct robots *robots = robots_parse(file.body);
	const double asked = robots_delay(robots, str_c(r->agent));
	if (polite_delay_ms(delay, asked, r->crawl->robots_delay) >
	    polite_delay_ms(delay, -1, 0))
		why_add(row, "robots.txt asks for pauses of", asked);
	robots_free(robots);
	return RC_OK;
}

/* The trouble that the home's domain had, for which it rests or rested; and
 * what makes the pauses longer: slow answers, and robots.txt. */
static enum rc
why_take(struct report *r, const struct site *site, struct row *row,
    struct err *err)
{
	struct url_parts home = { .host = STR_NONE };
	struct state_host host = { .failures = 0 };
	struct str why = STR_NONE;
	struct err lost = { 0 };
	if (url_parse(r->arena, site->home.v, &home, &lost) != RC_OK)
		return RC_OK;
	const struct str domain = domain_of(home.host);
	enum rc rc = state_why(r->state, r->arena, domain, &why, err);
	if (rc == RC_OK)
		rc = state_host(r->state, domain, &host, err);
	buf_str(&row->why, why);
	const double delay = site->delay > 0 ? site->delay : r->crawl->delay;
	if ((double)polite_slow_ms(host.latency, r->crawl->latency) >
	    delay * 1000)
		why_add(row, "answers take", (double)host.latency / 1000);
	return rc == RC_OK ? robots_why(r, &home, delay, row, err) : rc;
}

/* RC_END: never crawled. */
static enum rc
row_take(struct report *r, const struct site *site, struct row *row,
    struct err *err)
{
	enum rc rc =
	    state_site(r->state, r->arena, site->code.v, &row->site, err);
	if (rc == RC_OK)
		rc = why_take(r, site, row, err);
	if (rc == RC_OK)
		rc = sources_troubled(r->state, r->arena, site->code.v,
		    &row->troubled, err);
	if (rc == RC_OK)
		rc = faults_read(r->state, r->arena, site->code.v, &row->faults,
		    err);
	return rc;
}

static enum rc
rows(struct report *r, const struct sites *sites, struct err *err)
{
	enum rc rc = RC_OK;
	struct row row = { .site.ran = 0 };
	buf_init(&row.why, WHY_MAX);
	for (size_t i = 0; i < sites->n && rc != RC_FAIL; i++) {
		buf_clear(&row.why);
		rc = row_take(r, &sites->v[i], &row, err);
		if (rc == RC_OK && r->as_json)
			row_json(&r->json, &row);
		else if (rc == RC_OK)
			row_table(&r->out, &row);
	}
	buf_free(&row.why);
	return rc == RC_FAIL ? rc : RC_OK;
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
		    "pending", "last success", "next due",
		    "why it is slow; what went wrong");
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
	struct report r = {
		.crawl = &stage->config->crawl,
		.as_json = json,
	};
	enum rc rc = sites_load(stage->config, &sites, err);
	if (rc != RC_OK)
		return rc;
	r.arena = arena_new(ARENA_MAX);
	r.agent = agent_text(r.crawl);
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
	free(r.agent);
	arena_free(r.arena);
	return rc;
}
