#include "common/config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/file.h"
#include "common/mem.h"

/* Sites, indicators and their texts live here for the whole run. */
#define CONFIG_ARENA_MAX ((size_t)256 << 20)

#define CONFIG_FILE "sandyq/sandyq.yaml"

/* The config first, so that its address is the whole's. */
struct config_whole {
	struct config c;
	struct arena *arena;
};

/* The file as it is written, before names become paths. */
struct config_text {
	struct yaml_str data;
	struct yaml_str sites;
	struct yaml_str indicators;
	struct yaml_str rules;
	struct yaml_str lexicon;
	struct yaml_str places;
	struct yaml_str speakers;
	struct yaml_str report;
	struct yaml_str dygraphs;
	struct config_crawl crawl;
};

#define TEXT(member) .offset = offsetof(struct config_text, member)

static const struct yaml_field config_fields[] = {
	{ "data", YAML_STR, TEXT(data) },
	{ "sites", YAML_STR, TEXT(sites), .required = true },
	{ "indicators", YAML_STR, TEXT(indicators), .required = true },
	{ "rules", YAML_STR, TEXT(rules), .required = true },
	{ "lexicon", YAML_STR, TEXT(lexicon), .required = true },
	{ "places", YAML_STR, TEXT(places) },
	{ "speakers", YAML_STR, TEXT(speakers) },
	{ "report", YAML_STR, TEXT(report) },
	{ "dygraphs", YAML_STR, TEXT(dygraphs) },
	{ "crawl", YAML_MAP, TEXT(crawl), .required = true,
	    .fields = config_crawl_fields },
	{ .key = NULL },
};

static const char *
env(const char *name)
{
	const char *v = getenv(name);
	return v != NULL && v[0] != '\0' ? v : NULL;
}

/* `rest` under a base folder of the XDG specification, which ignores
 * relative ones; NULL when the user has no home either. */
static char *
xdg_path(struct arena *a, const char *variable, const char *home_part,
    const char *rest)
{
	const char *base = env(variable);
	if (base != NULL && base[0] == '/')
		return arena_cstr(a, arena_printf(a, "%s/%s", base, rest));
	const char *home = env("HOME");
	if (home == NULL)
		return NULL;
	return arena_cstr(a,
	    arena_printf(a, "%s/%s/%s", home, home_part, rest));
}

/* From the present folder on; links stay as they are. */
static char *
absolute(struct arena *a, const char *path)
{
	char here[PATH_MAX];
	if (path[0] == '/' || getcwd(here, sizeof(here)) == NULL)
		return arena_cstr(a, str_c(path));
	return arena_cstr(a, arena_printf(a, "%s/%s", here, path));
}

/* `name` beside the running program, in plain form, or NULL. */
static char *
beside_program(struct arena *a, const char *name)
{
	char self[PATH_MAX];
	char real[PATH_MAX];
	const ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n <= 0)
		return NULL;
	self[n] = '\0';
	if (realpath(file_beside(a, self, name), real) == NULL)
		return NULL;
	return arena_cstr(a, str_c(real));
}

static char *
search(struct arena *a)
{
	/* Installed; in a build tree; in one below it (build/asan). */
	static const char *const near[] = {
		"../share/sandyq/config/sandyq.yaml",
		"../../config/sandyq.yaml",
		"../../../config/sandyq.yaml",
	};
	char *at = xdg_path(a, "XDG_CONFIG_HOME", ".config", CONFIG_FILE);
	if (at != NULL && file_exists(at))
		return at;
	if (file_exists("/etc/" CONFIG_FILE))
		return arena_cstr(a, STR("/etc/" CONFIG_FILE));
	for (size_t i = 0; i < sizeof(near) / sizeof(near[0]); i++) {
		at = beside_program(a, near[i]);
		if (at != NULL && file_exists(at))
			return at;
	}
	return NULL;
}

/* A name in the file, seen from the file; "~/" is the user's home. */
static char *
path_of(struct arena *a, const char *file, const struct yaml_str *name)
{
	if (name->v.n == 0)
		return NULL;
	const char *home = env("HOME");
	if (home != NULL && str_starts(name->v, STR("~/")))
		return arena_cstr(a,
		    arena_printf(a, "%s/%.*s", home,
			STR_ARG(str_from(name->v, 2))));
	return file_beside(a, file, arena_cstr(a, name->v));
}

/* Every name is told to others in lines of key=value. */
static enum rc
lines_check(const char *path, const struct config_text *t, struct err *err)
{
	const struct {
		const char *key;
		const struct yaml_str *name;
	} names[] = {
		{ "data", &t->data },
		{ "sites", &t->sites },
		{ "indicators", &t->indicators },
		{ "rules", &t->rules },
		{ "lexicon", &t->lexicon },
		{ "places", &t->places },
		{ "speakers", &t->speakers },
		{ "report", &t->report },
		{ "ca_file", &t->crawl.ca_file },
		{ "dygraphs", &t->dygraphs },
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_chr(names[i].name->v, '\n') < names[i].name->v.n)
			return yaml_wrong(err, path, names[i].name,
			    "%s: a line break within a path", names[i].key);
	return RC_OK;
}

static enum rc
paths_set(struct config_whole *w, const struct config_text *t, struct err *err)
{
	const struct {
		const char *key;
		const struct yaml_str *name;
		char **out;
	} paths[] = {
		{ "sites", &t->sites, &w->c.sites },
		{ "indicators", &t->indicators, &w->c.indicators },
		{ "rules", &t->rules, &w->c.rules },
		{ "lexicon", &t->lexicon, &w->c.lexicon },
	};
	w->c.places = path_of(w->arena, w->c.path, &t->places);
	w->c.speakers = path_of(w->arena, w->c.path, &t->speakers);
	w->c.report = path_of(w->arena, w->c.path, &t->report);
	w->c.dygraphs = path_of(w->arena, w->c.path, &t->dygraphs);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		*paths[i].out = path_of(w->arena, w->c.path, paths[i].name);
		if (*paths[i].out == NULL)
			return yaml_wrong(err, w->c.path, paths[i].name,
			    "%s: no folder", paths[i].key);
	}
	return RC_OK;
}

static enum rc
data_set(struct config_whole *w, const char *given,
    const struct yaml_str *written, struct err *err)
{
	struct arena *a = w->arena;
	if (given == NULL || given[0] == '\0')
		given = env("SANDYQ_DATA");
	if (given == NULL)
		given = path_of(a, w->c.path, written);
	if (given == NULL)
		given = xdg_path(a, "XDG_DATA_HOME", ".local/share", "sandyq");
	if (given == NULL)
		return err_set(err, RC_BAD,
		    "no folder for the data: no --data, no `data` in %s, "
		    "no $HOME",
		    w->c.path);
	w->c.data = absolute(a, given);
	return RC_OK;
}

static enum rc
whole_load(struct config_whole *w, const char *given, const char *data,
    struct err *err)
{
	struct config_text t = { .crawl = config_crawl_defaults };
	if (given == NULL)
		given = env("SANDYQ_CONFIG");
	if (given == NULL)
		given = search(w->arena);
	if (given == NULL)
		return err_set(err, RC_BAD,
		    "no sandyq.yaml found: give one by -c FILE");
	enum rc rc = yaml_load(w->arena, given, config_fields, &t, err);
	if (rc != RC_OK)
		return rc;
	w->c.path = absolute(w->arena, given);
	w->c.crawl = t.crawl;
	const char *ca = path_of(w->arena, w->c.path, &t.crawl.ca_file);
	if (ca != NULL)
		w->c.crawl.ca_file.v = str_c(ca);
	rc = lines_check(given, &t, err);
	if (rc == RC_OK)
		rc = paths_set(w, &t, err);
	if (rc == RC_OK)
		rc = data_set(w, data, &t.data, err);
	return rc == RC_OK ? config_crawl_check(w->c.path, &t.crawl, err) : rc;
}

enum rc
config_load(const char *given, const char *data, struct config **out,
    struct err *err)
{
	struct config_whole *w = mem_zero(1, sizeof(*w));
	w->arena = arena_new(CONFIG_ARENA_MAX);
	const enum rc rc = whole_load(w, given, data, err);
	if (rc != RC_OK) {
		config_free(&w->c);
		w = NULL;
	}
	*out = w != NULL ? &w->c : NULL;
	return rc;
}

void
config_free(struct config *c)
{
	struct config_whole *w = (struct config_whole *)c;
	if (w == NULL)
		return;
	arena_free(w->arena);
	free(w);
}

struct arena *
config_arena(const struct config *c)
{
	return ((const struct config_whole *)c)->arena;
}

void
config_print(const struct config *c)
{
	const struct {
		const char *key;
		const char *path;
		const char *below;
	} paths[] = {
		{ "config", c->path, "" },
		{ "data", c->data, "" },
		{ "warc", c->data, "/warc" },
		{ "db", c->data, "/sandyq.db" },
		{ "rejects", c->data, "/rejects" },
		{ "sites", c->sites, "" },
		{ "rules", c->rules, "" },
		{ "lexicon", c->lexicon, "" },
		{ "indicators", c->indicators, "" },
		{ "places", c->places != NULL ? c->places : "", "" },
		{ "speakers", c->speakers != NULL ? c->speakers : "", "" },
		{ "report", c->report != NULL ? c->report : "", "" },
		{ "dygraphs", c->dygraphs != NULL ? c->dygraphs : "", "" },
	};
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		(void)printf("%s=%s%s\n", paths[i].key, paths[i].path,
		    paths[i].below);
	config_crawl_print(&c->crawl);
}
