#include "store/series_plot.h"

#include <stdlib.h>

#include "store/answer.h"
#include "store/plot.h"

#define PLOT_LINES 12
#define PLOT_TEXT  ((size_t)1 << 20)

struct plotting {
	struct call *call;
	struct answer answer;
	int64_t until;
};

/* Whether the terminal knows UTF-8, as setlocale(3) reads it. */
static bool
knows_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const struct str v = str_c(getenv(names[i]));
		if (v.n > 0)
			return str_find_nocase(v, STR("utf-8")) < v.n ||
			    str_find_nocase(v, STR("utf8")) < v.n;
	}
	return false;
}

/* Where the line moved, on days that are known. */
static struct plot_step *
steps_of(struct arena *a, const struct observations *seen, size_t *n)
{
	struct plot_step *steps = arena_array(a, seen->n, sizeof(*steps));
	*n = 0;
	for (size_t i = 0; i < seen->n; i++) {
		const struct observation *o = &seen->v[i];
		if (o->status == LINE_MOVED && !str_is(o->basis, "recorded"))
			steps[(*n)++] =
			    (struct plot_step){ o->reported, o->figure.value };
	}
	return steps;
}

static enum rc
head_write(struct plotting *p, struct buf *out, const struct observations *seen,
    struct err *err)
{
	struct detail d;
	const struct observation *now =
	    &seen->v[seen->latest != LINE_NOBODY ? seen->latest : seen->n - 1];
	const enum rc rc = details_read(p->answer.details, now, &d, err);
	if (rc != RC_OK)
		return rc;
	const struct str figure = figure_text(p->answer.arena, &now->figure);
	const struct str day = detail_day(p->answer.arena, now);
	buf_printf(out, "%.*s, %.*s: %.*s (%.*s, %.*s)\n", STR_ARG(d.indicator),
	    STR_ARG(d.place), STR_ARG(figure), STR_ARG(day), STR_ARG(d.source));
	return RC_OK;
}

static enum rc
plot_show(void *arg, const struct scope *scope, const struct observations *seen,
    struct err *err)
{
	struct plotting *p = arg;
	struct plot plot = { .until = p->until,
		.width = call_width(),
		.height = PLOT_LINES,
		.braille = knows_utf8() };
	struct buf out;
	(void)scope;
	plot.steps = steps_of(p->answer.arena, seen, &plot.nsteps);
	if (plot.nsteps == 0)
		return RC_OK;
	buf_init(&out, PLOT_TEXT);
	const enum rc rc = head_write(p, &out, seen, err);
	plot_draw(&out, p->answer.arena, &plot);
	if (rc == RC_OK)
		stage_write(p->call->stage, buf_view(&out));
	buf_free(&out);
	arena_reset(p->answer.arena);
	return rc;
}

enum rc
series_plot(struct call *call, struct err *err)
{
	const struct clock *clock = &call->stage->clock;
	struct question question;
	struct plotting p = { .call = call, .until = clock->now(clock->arg) };
	enum rc rc = question_read(call, &question, err);
	if (rc == RC_OK && question.code == NULL)
		return err_set(err, RC_BAD, "of which indicator?");
	if (rc != RC_OK)
		return rc;
	if (question.as_of < p.until)
		p.until = question.as_of;
	rc = answer_open(&p.answer, call, err);
	if (rc == RC_OK)
		rc = question_walk(call, &question, plot_show, &p, err);
	answer_close(&p.answer);
	return rc;
}
