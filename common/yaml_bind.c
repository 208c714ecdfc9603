#include "common/yaml_bind.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "common/yaml.h"

/* An alias lets a small file stand for a huge or endless one: what is built
 * from it is counted, and its depth bounded. */
#define YAML_VALUES_MAX ((size_t)1 << 20)
#define YAML_DEPTH_MAX  16
#define YAML_SHOWN      60 /* bytes of a wrong value in a reason */

struct loading {
	struct arena *arena;
	const char *path;
	yaml_document_t *doc;
	size_t values;
	unsigned depth;
	struct err *err;
};

typedef enum rc load_fn(struct loading *, const struct yaml_field *,
    yaml_node_t *, void *at);

static enum rc map_load(struct loading *, const struct yaml_field *,
    yaml_node_t *, void *at);

/* "path:line:column: what" at a node. */
static enum rc PRINTF(3, 4)
    wrong(struct loading *l, const yaml_node_t *node, const char *fmt, ...)
{
	char what[ERR_REASON_MAX];
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(what, sizeof(what), fmt, ap);
	va_end(ap);
	return err_set(l->err, RC_BAD, "%s:%zu:%zu: %s", l->path,
	    node->start_mark.line + 1, node->start_mark.column + 1, what);
}

static struct str
scalar_text(const yaml_node_t *node)
{
	return str_n((const char *)node->data.scalar.value,
	    node->data.scalar.length);
}

/* Written as nothing at all: `key:`, `key: ~` or `key: null`. */
static bool
is_null(const yaml_node_t *node)
{
	if (node->type != YAML_SCALAR_NODE ||
	    node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	const struct str x = scalar_text(node);
	return x.n == 0 || str_is(x, "~") || str_is(x, "null");
}

static enum rc
counted(struct loading *l, const yaml_node_t *node)
{
	if (++l->values > YAML_VALUES_MAX || arena_full(l->arena))
		return wrong(l, node, "the file stands for too many values");
	return RC_OK;
}

static enum rc
str_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	(void)f;
	struct yaml_str *out = at;
	if (node->type != YAML_SCALAR_NODE)
		return wrong(l, node, "a string is expected here");
	const struct str x = is_null(node) ? STR("") : scalar_text(node);
	if (str_chr(x, '\0') < x.n)
		return wrong(l, node, "a NUL within a string");
	*out = (struct yaml_str){
		.v = arena_str(l->arena, x),
		.line = (unsigned)node->start_mark.line + 1,
		.column = (unsigned)node->start_mark.column + 1,
	};
	return counted(l, node);
}

static bool
long_parse(struct str x, long *out)
{
	unsigned long long v = 0;
	const bool minus = x.n > 0 && x.s[0] == '-';
	if (!str_u64(str_from(x, minus ? 1 : 0), &v) || v > LONG_MAX)
		return false;
	*out = minus ? -(long)v : (long)v;
	return true;
}

static enum rc
int_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	long v = 0;
	if (node->type != YAML_SCALAR_NODE ||
	    !long_parse(scalar_text(node), &v))
		return wrong(l, node, "%s: a whole number is expected", f->key);
	const long max = f->min == 0 && f->max == 0 ? LONG_MAX : f->max;
	if (v < f->min || v > max)
		return wrong(l, node, "%s: %ld is not in %ld..%ld", f->key, v,
		    f->min, max);
	*(long *)at = v;
	return counted(l, node);
}

static enum rc
real_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	double v = 0;
	if (node->type != YAML_SCALAR_NODE || !str_real(scalar_text(node), &v))
		return wrong(l, node, "%s: a number is expected", f->key);
	if ((f->min != 0 || f->max != 0) &&
	    (v < (double)f->min || v > (double)f->max))
		return wrong(l, node, "%s: %g is not in %ld..%ld", f->key, v,
		    f->min, f->max);
	*(double *)at = v;
	return counted(l, node);
}

static enum rc
bool_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	static const struct {
		const char *word;
		bool value;
	} words[] = {
		{ "true", true },
		{ "false", false },
		{ "yes", true },
		{ "no", false },
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (node->type != YAML_SCALAR_NODE ||
		    !str_is(scalar_text(node), words[i].word))
			continue;
		*(bool *)at = words[i].value;
		return counted(l, node);
	}
	return wrong(l, node, "%s: yes or no is expected", f->key);
}

static yaml_node_t *
item_node(const struct loading *l, const yaml_node_t *list, size_t i)
{
	return yaml_document_get_node(l->doc,
	    list->data.sequence.items.start[i]);
}

static size_t
item_count(const yaml_node_t *list)
{
	return (size_t)(list->data.sequence.items.top -
	    list->data.sequence.items.start);
}

/* Room for a list whose length the file says, the ceiling asked before; NULL
 * and the reason when it is passed. */
static void *
room_take(struct loading *l, const yaml_node_t *node, size_t n, size_t size)
{
	l->values += n;
	if (counted(l, node) != RC_OK)
		return NULL;
	return arena_array(l->arena, n, size);
}

static enum rc
strs_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	struct yaml_strs *out = at;
	const bool list = node->type == YAML_SEQUENCE_NODE;
	if (!list && node->type != YAML_SCALAR_NODE)
		return wrong(l, node, "%s: a list of strings is expected",
		    f->key);
	const size_t n = list ? item_count(node) : !is_null(node);
	*out = (struct yaml_strs){ room_take(l, node, n, sizeof(*out->v)), n };
	enum rc rc = out->v != NULL ? RC_OK : RC_BAD;
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = str_load(l, f, list ? item_node(l, node, i) : node,
		    &out->v[i]);
	return rc;
}

static enum rc
list_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	struct yaml_list *out = at;
	if (is_null(node))
		return RC_OK;
	if (node->type != YAML_SEQUENCE_NODE)
		return wrong(l, node, "%s: a list is expected", f->key);
	const size_t n = item_count(node);
	*out = (struct yaml_list){ room_take(l, node, n, f->size), n };
	enum rc rc = out->v != NULL ? RC_OK : RC_BAD;
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = map_load(l, f, item_node(l, node, i),
		    (char *)out->v + i * f->size);
	return rc;
}

static size_t
pair_count(const yaml_node_t *map)
{
	return (size_t)(map->data.mapping.pairs.top -
	    map->data.mapping.pairs.start);
}

static int
key_order(const void *a, const void *b)
{
	const struct yaml_str *x = a;
	const struct yaml_str *y = b;
	const int c = str_cmp(x->v, y->v);
	return c != 0 ? c : (x->line > y->line) - (x->line < y->line);
}

/* Free keys, in any order: sorted, equal ones are neighbours. */
static enum rc
keys_differ(struct loading *l, struct yaml_str *keys, size_t n)
{
	if (n > 0)
		qsort(keys, n, sizeof(*keys), key_order);
	for (size_t i = 1; i < n; i++)
		if (str_eq(keys[i].v, keys[i - 1].v))
			return yaml_wrong(l->err, l->path, &keys[i],
			    "the key `%.*s` is here already",
			    STR_ARG(str_head(keys[i].v, YAML_SHOWN)));
	return RC_OK;
}

/* Both kinds of free-key maps: members of `size`, the key first, what it
 * stands for at `value`, read by `load`. */
struct free_keys {
	size_t size;
	size_t value;
	load_fn *load;
};

static enum rc
free_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    const struct free_keys *kind, struct yaml_list *out)
{
	if (is_null(node))
		return RC_OK;
	if (node->type != YAML_MAPPING_NODE)
		return wrong(l, node, "%s: keys and values are expected",
		    f->key);
	const size_t n = pair_count(node);
	struct yaml_str *keys = room_take(l, node, n, sizeof(*keys));
	*out = (struct yaml_list){ room_take(l, node, n, kind->size), n };
	enum rc rc = keys != NULL && out->v != NULL ? RC_OK : RC_BAD;
	const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
	for (size_t i = 0; i < n && rc == RC_OK; i++) {
		char *member = (char *)out->v + i * kind->size;
		rc = str_load(l, f, yaml_document_get_node(l->doc, pair[i].key),
		    &keys[i]);
		memcpy(member, &keys[i], sizeof(keys[i]));
		if (rc == RC_OK)
			rc = kind->load(l, f,
			    yaml_document_get_node(l->doc, pair[i].value),
			    member + kind->value);
	}
	return rc == RC_OK ? keys_differ(l, keys, n) : rc;
}

static enum rc
pairs_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	static const struct free_keys kind = { sizeof(struct yaml_pair),
		offsetof(struct yaml_pair, value), str_load };
	struct yaml_pairs *out = at;
	struct yaml_list list = { 0 };
	const enum rc rc = free_load(l, f, node, &kind, &list);
	*out = (struct yaml_pairs){ list.v, list.n };
	return rc;
}

static enum rc
groups_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	static const struct free_keys kind = { sizeof(struct yaml_group),
		offsetof(struct yaml_group, values), strs_load };
	struct yaml_groups *out = at;
	struct yaml_list list = { 0 };
	const enum rc rc = free_load(l, f, node, &kind, &list);
	*out = (struct yaml_groups){ list.v, list.n };
	return rc;
}

static load_fn *const loaders[] = {
	[YAML_STR] = str_load,
	[YAML_INT] = int_load,
	[YAML_REAL] = real_load,
	[YAML_BOOL] = bool_load,
	[YAML_STRS] = strs_load,
	[YAML_MAP] = map_load,
	[YAML_LIST] = list_load,
	[YAML_PAIRS] = pairs_load,
	[YAML_GROUPS] = groups_load,
};

/* Loads one pair of a map into the struct. */
static enum rc
member_load(struct loading *l, const struct yaml_field *fields,
    const yaml_node_pair_t *pair, char *base, unsigned long long *seen)
{
	const yaml_node_t *key = yaml_document_get_node(l->doc, pair->key);
	if (key->type != YAML_SCALAR_NODE)
		return wrong(l, key, "a key must be a word");
	const struct str name = scalar_text(key);
	const struct yaml_field *f = fields;
	while (f->key != NULL && !str_is(name, f->key))
		f++;
	if (f->key == NULL)
		return wrong(l, key, "unknown key `%.*s`",
		    STR_ARG(str_head(name, YAML_SHOWN)));
	const unsigned long long bit = 1ULL << (f - fields);
	if ((*seen & bit) != 0)
		return wrong(l, key, "the key `%s` is here already", f->key);
	*seen |= bit;
	return loaders[f->kind](l, f,
	    yaml_document_get_node(l->doc, pair->value), base + f->offset);
}

static enum rc
map_members(struct loading *l, const struct yaml_field *fields,
    const yaml_node_t *node, void *at)
{
	unsigned long long seen = 0; /* bit i: row i is there */
	enum rc rc = counted(l, node);
	const size_t n = node->type == YAML_MAPPING_NODE ? pair_count(node) : 0;
	for (size_t i = 0; i < n && rc == RC_OK; i++)
		rc = member_load(l, fields, &node->data.mapping.pairs.start[i],
		    at, &seen);
	for (const struct yaml_field *f = fields; f->key != NULL && rc == RC_OK;
	     f++)
		if (f->required && (seen >> (f - fields) & 1) == 0)
			rc = wrong(l, node, "the key `%s` is missing", f->key);
	return rc;
}

static enum rc
map_load(struct loading *l, const struct yaml_field *f, yaml_node_t *node,
    void *at)
{
	if (node->type != YAML_MAPPING_NODE && !is_null(node))
		return wrong(l, node, "%s: keys and values are expected",
		    f->key);
	if (l->depth == YAML_DEPTH_MAX)
		return wrong(l, node, "nested deeper than %d", YAML_DEPTH_MAX);
	l->depth++;
	const enum rc rc = map_members(l, f->fields, node, at);
	l->depth--;
	return rc;
}

enum rc
yaml_bind(const struct yaml_source *s, const struct yaml_field *fields,
    void *into, struct err *err)
{
	struct loading l = { .arena = s->arena,
		.path = s->path,
		.doc = s->doc,
		.err = err };
	const struct yaml_field top = { .key = "file", .fields = fields };
	/* An empty file has no root; it is a map without keys. */
	yaml_node_t nothing = { .type = YAML_SCALAR_NODE };
	nothing.data.scalar.style = YAML_PLAIN_SCALAR_STYLE;
	yaml_node_t *root = yaml_document_get_root_node(s->doc);
	return map_load(&l, &top, root != NULL ? root : &nothing, into);
}
