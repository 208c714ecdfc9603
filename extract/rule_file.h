#ifndef EXTRACT_RULE_FILE_H
#define EXTRACT_RULE_FILE_H

#include "common/arena.h"
#include "common/rc.h"
#include "common/yaml.h"
#include "extract/rules.h"

/* A file of config/rules as it is written; rules.c compiles it. */
struct rule_text {
	struct yaml_str name;
	struct yaml_strs lang;
	struct yaml_str kind;
	long order;
	struct yaml_str mark;
	struct yaml_str before;
	struct yaml_str not_before;
	struct yaml_str pattern;
	struct yaml_strs context;
	struct yaml_strs exclude;
	struct yaml_list examples;
};

struct rule_file {
	const char *path;
	struct yaml_pairs macros;
	struct yaml_strs words[WORDS_KINDS];
	struct yaml_list rules;
};

struct rule_kind {
	const char *name;
	enum rule_phase phase;
	bool trap;
};

/* RC_BAD with path:line:column of an unknown key or a wrong kind. */
enum rc rule_file_load(struct arena *, const char *path, struct rule_file *,
    struct err *) MUST_CHECK;
/* NULL: there is no such kind. */
const struct rule_kind *rule_kind(const struct rule_text *);
/* Whether the name is "kind.something". */
bool rule_name_fits(const struct rule_text *);

#endif
