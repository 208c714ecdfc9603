#include "store/report_page.h"

#include "common/file.h"
#include "common/json.h"
#include "common/yaml.h"
#include "store/report.h"

/* One language of config/report/words. */
struct tongue {
	struct yaml_str name;
	struct yaml_pairs words;
};

static const struct yaml_field tongue_fields[] = {
	{ "name", YAML_STR, offsetof(struct tongue, name), .required = true },
	{ "words", YAML_PAIRS, offsetof(struct tongue, words),
	    .required = true },
	{ .key = NULL },
};

/* Nothing may be fetched: not by us, not by what a site wrote. */
static const char head[] =
    "<!doctype html>\n"
    "<html>\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\""
    "default-src 'none'; img-src data:; connect-src 'none'; "
    "style-src 'self' file: 'unsafe-inline'; "
    "script-src 'self' file: 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"referrer\" content=\"no-referrer\">\n"
    "<title>sandyq</title>\n";

static const char body[] =
    "</head>\n<body>\n<div id=\"report\"></div>\n"
    "<noscript>This page draws itself with JavaScript; the same figures are "
    "in the output of sandyq export.</noscript>\n"
    "<script type=\"application/json\" id=\"data\">";

/* JSON within a page: without "<" no text ends the script it stands in. */
static void
data_write(struct file_out *out, struct str data)
{
	struct str part;
	bool first = true;
	while (str_cut(&data, '<', &part)) {
		if (!first)
			file_write(out, STR("\\u003c"));
		file_write(out, part);
		first = false;
	}
}

static void
part_write(struct file_out *out, const char *before, const struct buf *part,
    const char *after)
{
	file_write(out, str_c(before));
	file_write(out, buf_view(part));
	file_write(out, str_c(after));
}

enum rc
report_page_write(const struct report_parts *parts, const char *path,
    struct str data, bool within, struct err *err)
{
	struct file_out *out = NULL;
	const enum rc rc = file_create(path, &out, err);
	if (rc != RC_OK)
		return rc;
	file_write(out, str_c(head));
	if (within)
		part_write(out, "<style>\n", &parts->style, "</style>\n");
	else
		file_write(out,
		    STR("<link rel=\"stylesheet\" href=\"report.css\">\n"));
	file_write(out, str_c(body));
	data_write(out, data);
	file_write(out, STR("</script>\n"));
	if (within) {
		part_write(out, "<script>\n", &parts->charts, "</script>\n");
		part_write(out, "<script>\n", &parts->script, "</script>\n");
	} else {
		file_write(out,
		    STR("<script src=\"dygraph.js\"></script>\n"
			"<script src=\"report.js\"></script>\n"));
	}
	file_write(out, STR("</body>\n</html>\n"));
	return file_commit(out, err);
}

static void
tongue_write(struct json *j, struct str code, const struct tongue *t)
{
	json_key_str(j, code);
	json_object(j);
	json_key(j, "name");
	json_str(j, t->name.v);
	json_key(j, "words");
	json_object(j);
	for (size_t i = 0; i < t->words.n; i++) {
		json_key_str(j, t->words.v[i].key.v);
		json_str(j, t->words.v[i].value.v);
	}
	json_end_object(j);
	json_end_object(j);
}

/* The file's name without folder and ending: the language. */
static struct str
tongue_code(const char *path)
{
	struct str rest = str_c(path);
	struct str part;
	struct str code = STR_NONE;
	while (str_cut(&rest, '/', &part))
		code = part;
	return str_head(code, str_chr(code, '.'));
}

static enum rc
words_read(struct buf *script, const char *dir, struct arena *a,
    struct err *err)
{
	struct file_names files;
	enum rc rc = yaml_folder(a, dir, &files, err);
	if (rc != RC_OK)
		return rc;
	buf_text(script, "const sandyqWords = ");
	struct json j = json_to(script);
	json_object(&j);
	for (size_t i = 0; i < files.n && rc == RC_OK; i++) {
		struct tongue t = { 0 };
		rc = yaml_load(a, files.v[i], tongue_fields, &t, err);
		if (rc == RC_OK)
			tongue_write(&j, tongue_code(files.v[i]), &t);
	}
	json_end_object(&j);
	buf_text(script, ";\n");
	return rc;
}

/* One file a view, in the order of their names. */
static enum rc
scripts_read(struct buf *script, const char *dir, struct arena *a,
    struct err *err)
{
	struct file_names names;
	enum rc rc = file_list(a, dir, ".js", &names, err);
	for (size_t i = 0; i < names.n && rc == RC_OK; i++) {
		const struct str path =
		    arena_printf(a, "%s/%s", dir, names.v[i]);
		rc = file_read(path.s, script, err);
	}
	return rc;
}

static enum rc
charts_read(struct buf *charts, const struct config *c, struct err *err)
{
	if (c->dygraphs == NULL || !file_exists(c->dygraphs))
		return err_set(err, RC_FAIL,
		    "%s: no such file; it comes with Debian's libjs-dygraphs "
		    "(`dygraphs` in %s names it)",
		    c->dygraphs != NULL ? c->dygraphs : "dygraphs", c->path);
	return file_read(c->dygraphs, charts, err);
}

enum rc
report_parts_read(struct report_parts *p, const struct config *c,
    struct arena *a, struct err *err)
{
	buf_init(&p->style, REPORT_PART_MAX);
	buf_init(&p->script, REPORT_PART_MAX);
	buf_init(&p->charts, REPORT_PART_MAX);
	if (c->report == NULL)
		return err_set(err, RC_BAD,
		    "%s names no folder `report` for style, script and words",
		    c->path);
	const struct str dir = str_c(c->report);
	const struct str style = arena_printf(a, "%s/report.css", dir.s);
	const struct str words = arena_printf(a, "%s/words", dir.s);
	enum rc rc = file_read(style.s, &p->style, err);
	if (rc == RC_OK)
		rc = words_read(&p->script, words.s, a, err);
	if (rc == RC_OK)
		rc = scripts_read(&p->script, dir.s, a, err);
	return rc == RC_OK ? charts_read(&p->charts, c, err) : rc;
}

void
report_parts_free(struct report_parts *p)
{
	buf_free(&p->style);
	buf_free(&p->script);
	buf_free(&p->charts);
}

enum rc
report_parts_write(const struct report_parts *p, const char *dir,
    struct err *err)
{
	const struct {
		const char *name;
		const struct buf *bytes;
	} parts[] = {
		{ "report.css", &p->style },
		{ "report.js", &p->script },
		{ "dygraph.js", &p->charts },
	};
	struct arena *a = arena_new(REPORT_PART_MAX);
	enum rc rc = RC_OK;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts) && rc == RC_OK;
	     i++) {
		struct file_out *out = NULL;
		const struct str path =
		    arena_printf(a, "%s/%s", dir, parts[i].name);
		rc = file_create(path.s, &out, err);
		if (rc != RC_OK)
			break;
		file_write(out, buf_view(parts[i].bytes));
		rc = file_commit(out, err);
	}
	arena_free(a);
	return rc;
}
