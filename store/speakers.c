#include "store/speakers.h"

#include <stddef.h>
#include <stdlib.h>

#include "common/arena.h"
#include "common/mem.h"
#include "common/pattern.h"
#include "common/utf8.h"
#include "common/yaml.h"

#define NAME_ARENA ((size_t)1 << 20)

/* One row of the file: whoever matches one of the patterns. */
struct speaker_row {
	struct yaml_strs names;
	long authority;
};

static const struct yaml_field row_fields[] = {
	{ "names", YAML_STRS, .offset = offsetof(struct speaker_row, names),
	    .required = true },
	{ "authority", YAML_INT,
	    .offset = offsetof(struct speaker_row, authority), .max = 100,
	    .required = true },
	{ .key = NULL },
};

struct speaker_file {
	struct yaml_list speakers; /* struct speaker_row */
};

static const struct yaml_field file_fields[] = {
	{ "speakers", YAML_LIST,
	    .offset = offsetof(struct speaker_file, speakers), .required = true,
	    .fields = row_fields, .size = sizeof(struct speaker_row) },
	{ .key = NULL },
};

struct known {
	struct pattern *name;
	long authority;
};

struct speakers {
	struct known *v;
	size_t n;
	struct arena *arena; /* of one name */
};

static enum rc
name_take(struct speakers *s, const char *path, const struct yaml_str *name,
    long authority, struct err *err)
{
	struct err why = { 0 };
	size_t at = 0;
	struct known *k = &s->v[s->n];
	if (pattern_new(name->v, 0, &k->name, &at, &why) != RC_OK)
		return yaml_wrong(err, path, name, "names: %s (at byte %zu)",
		    why.reason, at);
	k->authority = authority;
	s->n++;
	return RC_OK;
}

static enum rc
rows_take(struct speakers *s, const char *path, const struct yaml_list *list,
    struct err *err)
{
	const struct speaker_row *rows = list->v;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < list->n; i++) {
		s->v =
		    mem_grow(s->v, s->n + rows[i].names.n + 1, sizeof(*s->v));
		for (size_t k = 0; k < rows[i].names.n && rc == RC_OK; k++)
			rc = name_take(s, path, &rows[i].names.v[k],
			    rows[i].authority, err);
	}
	return rc;
}

enum rc
speakers_load(const struct config *config, struct speakers **out,
    struct err *err)
{
	struct speaker_file file = { { 0 } };
	struct speakers *s = mem_zero(1, sizeof(*s));
	enum rc rc = RC_OK;
	s->arena = arena_new(NAME_ARENA);
	if (config->speakers != NULL)
		rc = yaml_load(config_arena(config), config->speakers,
		    file_fields, &file, err);
	if (rc == RC_OK)
		rc = rows_take(s, config->speakers, &file.speakers, err);
	if (rc != RC_OK) {
		speakers_free(s);
		return rc;
	}
	*out = s;
	return RC_OK;
}

void
speakers_free(struct speakers *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n; i++)
		pattern_free(s->v[i].name);
	free(s->v);
	arena_free(s->arena);
	free(s);
}

long
speakers_authority(const struct speakers *s, struct str name)
{
	long found = SPEAKER_UNKNOWN;
	const struct str folded = utf8_fold(s->arena, name);
	for (size_t i = 0; i < s->n && found == SPEAKER_UNKNOWN; i++)
		if (pattern_matches(s->v[i].name, folded))
			found = s->v[i].authority;
	arena_reset(s->arena);
	return found;
}
