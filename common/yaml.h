#ifndef COMMON_YAML_H
#define COMMON_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/file.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * YAML files bound to C structs by tables, checked as they are read: an
 * unknown or doubled key, a missing one, a wrong kind or a number out of
 * range is RC_BAD with "path:line:column: what".
 *
 * It stands on libyaml's document API and not on libcyaml, because only
 * libyaml says where each VALUE stands, and a researcher whose pattern is
 * refused must be told line and column of that pattern.
 *
 *   static const struct yaml_field rule_fields[] = {
 *       { "name", YAML_STR, offsetof(struct rule, name), .required = true },
 *       { "order", YAML_INT, offsetof(struct rule, order), .max = 1000 },
 *       { "examples", YAML_LIST, offsetof(struct rule, examples),
 *         .fields = example_fields, .size = sizeof(struct example) },
 *       { NULL },
 *   };
 */
enum yaml_kind {
	YAML_STR,    /* struct yaml_str (below) */
	YAML_INT,    /* long, within min..max (0..LONG_MAX when both are 0) */
	YAML_REAL,   /* double */
	YAML_BOOL,   /* bool: true/false/yes/no */
	YAML_STRS,   /* struct yaml_strs; one scalar stands for a list of one */
	YAML_MAP,    /* a struct in place, by `fields` */
	YAML_LIST,   /* struct yaml_list of structs, by `fields` and `size` */
	YAML_PAIRS,  /* struct yaml_pairs: any keys, string values */
	YAML_GROUPS, /* struct yaml_groups: any keys, lists of strings */
};

/* A string and where it stands in its file (1-based), for later errors. */
struct yaml_str {
	struct str v;
	unsigned line;
	unsigned column;
};
struct yaml_strs {
	struct yaml_str *v;
	size_t n;
};
struct yaml_list {
	void *v;
	size_t n;
};
struct yaml_pair {
	struct yaml_str key;
	struct yaml_str value;
};
struct yaml_pairs {
	struct yaml_pair *v;
	size_t n;
};
struct yaml_group {
	struct yaml_str key;
	struct yaml_strs values;
};
struct yaml_groups {
	struct yaml_group *v;
	size_t n;
};

struct yaml_field {
	const char *key;
	enum yaml_kind kind;
	unsigned offset;
	long min;
	long max;
	const struct yaml_field *fields; /* of a MAP or a LIST's members */
	unsigned size;                   /* of a LIST's members */
	bool required;
};

#define YAML_FILE_MAX ((size_t)8 << 20)

/* Fills the zeroed `into`; what the file does not say stays as it is.  All
 * memory is the arena's. */
enum rc yaml_load(struct arena *, const char *path, const struct yaml_field *,
    void *into, struct err *) MUST_CHECK;

/* The paths of a folder's *.yaml files, in byte order; a name that begins
 * with "_" is a template and left out.  No folder is RC_BAD. */
enum rc yaml_folder(struct arena *, const char *dir, struct file_names *,
    struct err *) MUST_CHECK;
/* RC_BAD with "path:line:column: ..." for a value found wrong later. */
enum rc yaml_wrong(struct err *, const char *path, const struct yaml_str *,
    const char *, ...) PRINTF(4, 5);

#endif
