#include "store/metrics.h"

#include "common/json.h"
#include "store/detail.h"
#include "store/topic.h"

#define METRICS_MAX ((size_t)64 << 20)

/* One number each; a query without a row says nothing. */
static const struct {
	const char *name;
	const char *help;
	const char *sql;
} gauges[] = {
	{ "sandyq_documents", "Pages stored.",
	    "SELECT count(*) FROM document" },
	{ "sandyq_versions", "Texts they had.",
	    "SELECT count(*) FROM version" },
	{ "sandyq_facts", "Figures read, of all rules.",
	    "SELECT count(*) FROM fact" },
	{ "sandyq_observations", "Figures of followed series, in force.",
	    "SELECT count(*) FROM observation"
	    " WHERE recorded_until='9999-12-31T00:00:00Z'" },
	{ "sandyq_archives", "Archives that are through the whole path.",
	    "SELECT count(*) FROM shard" },
	{ "sandyq_last_load_timestamp_seconds",
	    "When the last load that brought something began.",
	    "SELECT unixepoch(max(started_at)) FROM run" },
	{ "sandyq_last_report_timestamp_seconds",
	    "When the newest page was published.",
	    "SELECT unixepoch(max(reported_at)) FROM version"
	    " WHERE reported_basis<>'recorded'" },
};

struct measuring {
	struct buf out;
	struct details *details;
};

static void
head_write(struct buf *b, const char *name, const char *help)
{
	buf_printf(b, "# TYPE %s gauge\n# HELP %s %s\n", name, name, help);
}

static enum rc
gauge_write(struct call *call, struct buf *b, size_t i, struct err *err)
{
	int64_t v = 0;
	const enum rc rc = db_number(call->db, gauges[i].sql, &v, err);
	if (rc != RC_OK)
		return rc;
	head_write(b, gauges[i].name, gauges[i].help);
	buf_printf(b, "%s %lld\n", gauges[i].name, (long long)v);
	return RC_OK;
}

/* OpenMetrics 1.0, "escaped-string". */
static void
label_write(struct buf *b, const char *name, struct str value)
{
	buf_printf(b, "%s=\"", name);
	for (size_t i = 0; i < value.n; i++) {
		if (value.s[i] == '\n') {
			buf_text(b, "\\n");
			continue;
		}
		if (value.s[i] == '"' || value.s[i] == '\\')
			buf_chr(b, '\\');
		buf_chr(b, value.s[i]);
	}
	buf_chr(b, '"');
}

static enum rc
latest_show(void *arg, const struct scope *scope,
    const struct observations *seen, struct err *err)
{
	struct measuring *m = arg;
	struct detail d;
	char value[JSON_REAL_MAX];
	(void)scope;
	if (seen->latest == LINE_NOBODY)
		return RC_OK;
	const struct observation *o = &seen->v[seen->latest];
	const enum rc rc = details_read(m->details, o, &d, err);
	if (rc != RC_OK)
		return rc;
	json_real_text(o->figure.value, value);
	buf_text(&m->out, "sandyq_indicator_value{");
	label_write(&m->out, "indicator", d.indicator);
	buf_chr(&m->out, ',');
	label_write(&m->out, "place", d.kato.n > 0 ? d.kato : d.place);
	buf_printf(&m->out, "} %s\n", value);
	return RC_OK;
}

enum rc
metrics_run(struct call *call, struct err *err)
{
	struct measuring m = { 0 };
	struct question question;
	enum rc rc = question_read(call, &question, err);
	if (rc == RC_OK)
		rc = details_new(call->db, &m.details, err);
	if (rc != RC_OK)
		return rc;
	question.place = "all";
	buf_init(&m.out, METRICS_MAX);
	for (size_t i = 0; i < sizeof(gauges) / sizeof(*gauges); i++)
		if (rc == RC_OK)
			rc = gauge_write(call, &m.out, i, err);
	head_write(&m.out, "sandyq_indicator_value",
	    "Where the line of a series stands.");
	if (rc == RC_OK)
		rc = question_walk(call, &question, latest_show, &m, err);
	buf_text(&m.out, "# EOF\n");
	if (rc == RC_OK)
		stage_write(call->stage, buf_view(&m.out));
	buf_free(&m.out);
	details_free(m.details);
	return rc;
}
