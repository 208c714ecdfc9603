#include "crawler/rest.h"

#include <stdio.h>
#include <string.h>

#include "common/log.h"
#include "crawler/ask.h"
#include "crawler/polite.h"

/* What an answer tells of its host. */
struct sign {
	struct run *run;
	const struct task *task;
	const struct fetch_answer *answer;
	const struct http_response *response;
	int64_t now;
};

/* A list behind a robots.txt that was forbidden as well: by RFC 9309 a 403
 * means no rules, but a site that shuts both doors does not want us. */
static bool
is_unwelcome(const struct sign *v)
{
	const struct origin *origin =
	    origins_get(v->run->origins, v->task->origin);
	return v->task->kind == TASK_LIST && v->response->status == 403 &&
	    origin->status == 403;
}

/* No answer, one that came too slowly, or one that asks us to slow down. */
static bool
is_strained(const struct sign *v)
{
	const char *cut = v->answer->cut;
	return v->response->status == 0 || is_unwelcome(v) ||
	    polite_is_strain(v->response->status) ||
	    (cut != NULL && strcmp(cut, "time") == 0);
}

static struct str
trouble_of(const struct sign *v)
{
	struct arena *arena = v->run->arena;
	if (is_unwelcome(v))
		return STR("not welcome: robots.txt and lists are 403");
	if (v->response->status == 0)
		return arena_printf(arena, "no answer: %s",
		    v->answer->err.reason);
	if (v->answer->cut != NULL && !polite_is_strain(v->response->status))
		return STR("slower than our patience");
	return arena_printf(arena, "answers %d", v->response->status);
}

/* How long the host takes, for ask_delay(); kept in the state when it moved
 * enough to matter to the next run. */
static bool
latency_take(const struct sign *v, struct state_host *host)
{
	struct origin *origin = origins_get(v->run->origins, v->task->origin);
	const int64_t before = host->latency;
	if (v->response->status == 0 || v->answer->cut != NULL)
		return false;
	const int64_t now = polite_latency(origin->latency, v->answer->millis);
	origin->latency = now;
	if ((now <= POLITE_QUICK_MS && before <= POLITE_QUICK_MS) ||
	    (now >= before - before / 4 && now <= before + before / 4))
		return false;
	host->latency = now;
	return true;
}

static enum rc
host_rest(const struct sign *v, struct state_host *host, struct err *err)
{
	struct run *r = v->run;
	char seconds[32];
	const struct str asked = v->response->status != 0
	    ? http_get(v->response, "Retry-After")
	    : STR_NONE;
	const int64_t hold = is_unwelcome(v)
	    ? POLITE_HOLD_MAX
	    : polite_hold(++host->failures, ask_floor(r, v->task),
		  polite_retry_after(asked, v->now));
	host->not_before = v->now + hold;
	host->why = trouble_of(v);
	(void)snprintf(seconds, sizeof(seconds), "%lld", (long long)hold);
	log_event(LOG_WARN, is_unwelcome(v) ? "not_welcome" : "host_strained",
	    "host", arena_cstr(r->arena, v->task->domain), "seconds", seconds,
	    NULL);
	if (hold > POLITE_WAIT_MAX)
		frontier_close(r->frontier, v->task->domain, ask_gone, r);
	else
		frontier_hold(r->frontier, v->task->domain,
		    run_ticks(r) + hold * 1000);
	return state_host_put(r->state, v->task->domain, host, err);
}

/* The failures in a row: any answer that is no strain ends them. */
enum rc
rest_update(struct run *r, const struct task *t,
    const struct fetch_answer *answer, const struct http_response *response,
    struct err *err)
{
	const struct sign v = {
		.run = r,
		.task = t,
		.answer = answer,
		.response = response,
		.now = run_now(r),
	};
	struct state_host host = { .failures = 0 };
	const enum rc rc = state_host(r->state, t->domain, &host, err);
	if (rc != RC_OK)
		return rc;
	const bool moved = latency_take(&v, &host);
	if (is_strained(&v))
		return host_rest(&v, &host, err);
	if (!moved && host.failures == 0)
		return RC_OK;
	host.failures = 0;
	host.not_before = CLOCK_NONE;
	return state_host_put(r->state, t->domain, &host, err);
}
