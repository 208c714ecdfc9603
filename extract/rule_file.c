#include "extract/rule_file.h"

#define EXAMPLE(m) .offset = offsetof(struct rule_example, m)
#define RULE(m)    .offset = offsetof(struct rule_text, m)
#define IN_FILE(m) .offset = offsetof(struct rule_file, m)

static const struct yaml_field example_fields[] = {
	{ "text", YAML_STR, EXAMPLE(text), .required = true },
	{ "lang", YAML_STR, EXAMPLE(lang) },
	{ "figures", YAML_STRS, EXAMPLE(figures) },
	{ .key = NULL },
};

static const struct yaml_field rule_fields[] = {
	{ "name", YAML_STR, RULE(name), .required = true },
	{ "lang", YAML_STRS, RULE(lang), .required = true },
	{ "kind", YAML_STR, RULE(kind), .required = true },
	{ "order", YAML_INT, RULE(order), .max = 1000 },
	{ "mark", YAML_STR, RULE(mark) },
	{ "before", YAML_STR, RULE(before) },
	{ "not_before", YAML_STR, RULE(not_before) },
	{ "pattern", YAML_STR, RULE(pattern), .required = true },
	{ "context", YAML_STRS, RULE(context) },
	{ "exclude", YAML_STRS, RULE(exclude) },
	{ "examples", YAML_LIST, RULE(examples), .fields = example_fields,
	    .size = sizeof(struct rule_example) },
	{ .key = NULL },
};

static const struct yaml_field file_fields[] = {
	{ "macros", YAML_PAIRS, IN_FILE(macros) },
	{ "triggers", YAML_STRS, IN_FILE(words[WORDS_TRIGGER]) },
	{ "endings", YAML_STRS, IN_FILE(words[WORDS_ENDING]) },
	{ "never", YAML_STRS, IN_FILE(words[WORDS_NEVER]) },
	{ "glued", YAML_STRS, IN_FILE(words[WORDS_GLUED]) },
	{ "rules", YAML_LIST, IN_FILE(rules), .fields = rule_fields,
	    .size = sizeof(struct rule_text) },
	{ .key = NULL },
};

/* What each kind is: when it runs and whether it yields a mention.  The kind
 * is the first part of the rule's name, and normalize goes by that. */
static const struct rule_kind kinds[] = {
	{ "number", PHASE_RAW, false },
	{ "trap", PHASE_RAW, true },
	{ "period", PHASE_RAW, false },
	{ "money", PHASE_MARKED, false },
	{ "percent", PHASE_MARKED, false },
	{ "points", PHASE_MARKED, false },
	{ "factor", PHASE_MARKED, false },
	{ "quantity", PHASE_MARKED, false },
	{ "duration", PHASE_MARKED, false },
	{ "count", PHASE_MARKED, false },
	{ "frame", PHASE_AROUND, false },
	{ "cue", PHASE_AROUND, false },
	{ "speaker", PHASE_AROUND, false },
};

enum rc
rule_file_load(struct arena *arena, const char *path, struct rule_file *file,
    struct err *err)
{
	file->path = path;
	return yaml_load(arena, path, file_fields, file, err);
}

const struct rule_kind *
rule_kind(const struct rule_text *t)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_is(t->kind.v, kinds[i].name))
			return &kinds[i];
	return NULL;
}

bool
rule_name_fits(const struct rule_text *t)
{
	const struct str name = t->name.v;
	const struct str kind = t->kind.v;
	return name.n > kind.n + 1 && name.n <= RULE_NAME_MAX &&
	    str_starts(name, kind) && name.s[kind.n] == '.';
}
