#include "store/package.h"

#include <string.h>

#include "common/json.h"
#include "store/series.h"

#define PACKAGE_MAX ((size_t)16 << 20)

/* What a column holds, where it is not text. */
static const struct {
	const char *name;
	const char *type;
} types[] = {
	{ "date", "date" },
	{ "reported_at", "datetime" },
	{ "recorded_at", "datetime" },
	{ "value", "number" },
	{ "low", "number" },
	{ "high", "number" },
	{ "stated_from", "number" },
	{ "period_from", "date" },
	{ "period_until", "date" },
	{ "archive_offset", "integer" },
	{ "story", "integer" },
};

static const char *
type_of(const char *column)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i].name, column) == 0)
			return types[i].type;
	return "string";
}

static void
member(struct json *j, const char *key, struct str value)
{
	json_key(j, key);
	json_str(j, value);
}

static void
fields_write(struct json *j)
{
	json_key(j, "fields");
	json_array(j);
	for (size_t i = 0; i < SERIES_COLUMNS; i++) {
		if ((series_columns[i].show & TABLE_EYES) != 0)
			continue;
		json_object(j);
		member(j, "name", str_c(series_columns[i].name));
		member(j, "type", str_c(type_of(series_columns[i].name)));
		json_end_object(j);
	}
	json_end_array(j);
}

static void
resource_write(struct json *j)
{
	json_key(j, "resources");
	json_array(j);
	json_object(j);
	member(j, "name", STR("observations"));
	member(j, "path", STR("observations.csv"));
	member(j, "profile", STR("tabular-data-resource"));
	member(j, "format", STR("csv"));
	member(j, "mediatype", STR("text/csv"));
	member(j, "encoding", STR("utf-8"));
	json_key(j, "schema");
	json_object(j);
	fields_write(j);
	json_end_object(j);
	json_end_object(j);
	json_end_array(j);
}

/* Those that a followed figure was read from. */
static enum rc
sources_write(struct call *call, struct json *j, struct err *err)
{
	struct query *q = NULL;
	enum rc rc = query_new(call->db,
	    "SELECT code,name,home_url FROM source WHERE source_id IN"
	    " (SELECT source_id FROM observation JOIN document"
	    " USING(document_id)) ORDER BY code",
	    &q, err);
	if (rc != RC_OK)
		return rc;
	json_key(j, "sources");
	json_array(j);
	for (rc = query_step(q, err); rc == RC_OK; rc = query_step(q, err)) {
		const bool named = row_kind(q, 1) != ROW_NULL;
		json_object(j);
		member(j, "title", row_str(q, named ? 1 : 0));
		if (row_kind(q, 2) != ROW_NULL)
			member(j, "path", row_str(q, 2));
		json_end_object(j);
	}
	json_end_array(j);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}

enum rc
package_write(struct call *call, struct err *err)
{
	struct buf b;
	buf_init(&b, PACKAGE_MAX);
	struct json j = json_to(&b);
	json_object(&j);
	member(&j, "profile", STR("tabular-data-package"));
	member(&j, "name", STR("sandyq-observations"));
	member(&j, "title", STR("Figures said of followed series"));
	member(&j, "description",
	    STR("Each row is one figure of a page, with its sentence and its "
		"place in the archive.  Sentences belong to their publishers "
		"and are quoted; figures are facts."));
	resource_write(&j);
	enum rc rc = sources_write(call, &j, err);
	json_key(&j, "licenses");
	json_array(&j);
	json_object(&j);
	member(&j, "name", STR("other-at"));
	member(&j, "title", STR("Quotations; name the source of each row"));
	json_end_object(&j);
	json_end_array(&j);
	json_end_object(&j);
	buf_chr(&b, '\n');
	if (rc == RC_OK)
		stage_write(call->stage, buf_view(&b));
	buf_free(&b);
	return rc;
}
