#include "common/yaml.h"

#include <stdarg.h>
#include <stdio.h>

#include <yaml.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/yaml_bind.h"

/* The parser's own complaint.  Where it stopped over bytes and not over
 * grammar there is no problem_mark, only the place it was at. */
static enum rc
refused(const yaml_parser_t *p, const char *path, struct err *err)
{
	const bool bytes = p->error == YAML_READER_ERROR;
	const yaml_mark_t *at = bytes ? &p->mark : &p->problem_mark;
	return err_set(err, RC_BAD, "%s:%zu:%zu: %s", path, at->line + 1,
	    at->column + 1, p->problem != NULL ? p->problem : "not YAML");
}

/* After the first document nothing more may come. */
static enum rc
end_check(yaml_parser_t *p, const char *path, struct err *err)
{
	yaml_document_t more;
	if (!yaml_parser_load(p, &more))
		return refused(p, path, err);
	const yaml_node_t *root = yaml_document_get_root_node(&more);
	const size_t line = root != NULL ? root->start_mark.line + 1 : 0;
	yaml_document_delete(&more);
	if (root != NULL)
		return err_set(err, RC_BAD, "%s:%zu:1: a second document", path,
		    line);
	return RC_OK;
}

enum rc
yaml_load(struct arena *a, const char *path, const struct yaml_field *fields,
    void *into, struct err *err)
{
	struct buf text;
	yaml_parser_t p;
	yaml_document_t doc;
	buf_init(&text, YAML_FILE_MAX);
	enum rc rc = file_read(path, &text, err);
	if (rc != RC_OK || !yaml_parser_initialize(&p)) {
		buf_free(&text);
		return rc != RC_OK ? rc : err_set(err, RC_FAIL, "no memory");
	}
	const struct str x = buf_view(&text);
	yaml_parser_set_input_string(&p, (const unsigned char *)x.s, x.n);
	const struct yaml_source source = { a, path, &doc };
	if (yaml_parser_load(&p, &doc)) {
		rc = yaml_bind(&source, fields, into, err);
		const bool empty = yaml_document_get_root_node(&doc) == NULL;
		yaml_document_delete(&doc);
		if (rc == RC_OK && !empty)
			rc = end_check(&p, path, err);
	} else {
		rc = refused(&p, path, err);
	}
	yaml_parser_delete(&p);
	buf_free(&text);
	return rc;
}

enum rc
yaml_folder(struct arena *a, const char *dir, struct file_names *paths,
    struct err *err)
{
	struct file_names names = { 0 };
	const enum rc rc = file_list(a, dir, ".yaml", &names, err);
	if (rc != RC_OK)
		return rc;
	paths->n = 0;
	paths->v = arena_array(a, names.n + 1, sizeof(*paths->v));
	for (size_t i = 0; i < names.n; i++)
		if (names.v[i][0] != '_')
			paths->v[paths->n++] = arena_cstr(a,
			    arena_printf(a, "%s/%s", dir, names.v[i]));
	return RC_OK;
}

enum rc
yaml_wrong(struct err *err, const char *path, const struct yaml_str *at,
    const char *fmt, ...)
{
	char what[ERR_REASON_MAX];
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	return err_set(err, RC_BAD, "%s:%u:%u: %s", path, at->line, at->column,
	    what);
}
