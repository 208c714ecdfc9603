#include "crawler/explain.h"

#include "common/arena.h"
#include "common/buf.h"
#include "common/file.h"
#include "common/url.h"
#include "crawler/robots.h"

#define FILE_MAX   ((size_t)16 << 20)
#define ARENA_MAX  ((size_t)1 << 20)
#define OUT_LINE   (4 * (size_t)URL_MAX + ROBOTS_LINE_MAX)
#define AGENT_OURS "sandyq"

enum rc
explain_robots(struct stage *stage, const char *agent, struct err *err)
{
	struct buf file;
	struct buf line;
	buf_init(&file, FILE_MAX);
	buf_init(&line, OUT_LINE);
	const enum rc rc = file_read(stage->files[0], &file, err);
	struct robots *robots = robots_parse(buf_view(&file));
	for (int i = 1; i < stage->nfiles && rc == RC_OK; i++) {
		if (stage->files[i][0] == '\0') {
			(void)err_set(err, RC_BAD, "no address");
			stage_reject(stage, STR(""), STR(""), err);
			continue;
		}
		const struct robots_verdict v = robots_ask(robots,
		    str_c(agent != NULL ? agent : AGENT_OURS),
		    str_c(stage->files[i]));
		buf_clear(&line);
		buf_printf(&line, "%s\t%s\t", v.allowed ? "allow" : "deny",
		    stage->files[i]);
		if (v.rule.s == NULL)
			buf_text(&line, "no rule\n");
		else
			buf_printf(&line, "line %zu: %.*s\n", v.line,
			    STR_ARG(v.rule));
		stage_write(stage, buf_view(&line));
		stage->in++;
		stage->good++;
	}
	robots_free(robots);
	buf_free(&line);
	buf_free(&file);
	return rc;
}

static enum rc
url_explain(struct stage *stage, struct arena *arena, const char *base,
    struct str text)
{
	struct err err = { 0 };
	struct str key = STR_NONE;
	enum rc rc = RC_OK;
	stage->in++;
	if (base != NULL)
		rc = url_resolve(arena, str_c(base), text, &text, &err);
	if (rc == RC_OK)
		rc = url_canonical(arena, text, &key, &err);
	if (rc != RC_OK) {
		stage_reject(stage, text, text, &err);
		return rc == RC_FAIL ? rc : RC_OK;
	}
	stage_write(stage, key);
	stage_write(stage, STR("\n"));
	stage->good++;
	return RC_OK;
}

enum rc
explain_urls(struct stage *stage, const char *base, struct err *err)
{
	struct arena *arena = arena_new(ARENA_MAX);
	enum rc rc = RC_OK;
	(void)err;
	for (int i = 0; i < stage->nfiles && rc == RC_OK; i++) {
		arena_reset(arena);
		rc = url_explain(stage, arena, base, str_c(stage->files[i]));
	}
	arena_free(arena);
	return rc;
}
