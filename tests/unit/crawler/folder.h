#ifndef TESTS_UNIT_CRAWLER_FOLDER_H
#define TESTS_UNIT_CRAWLER_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A folder of its own for one test, gone with folder_free().
 */
#define FOLDER_MAX ((size_t)256)

struct folder {
	char path[FOLDER_MAX];
};

static inline struct folder
folder_new(void)
{
	struct folder f = { "/tmp/sandyq-test-XXXXXX" };
	if (mkdtemp(f.path) == NULL)
		abort();
	return f;
}

static inline void
folder_free(const struct folder *f)
{
	char command[FOLDER_MAX + 16];
	(void)snprintf(command, sizeof(command), "rm -rf '%s'", f->path);
	if (system(command) != 0) /* NOLINT(cert-env33-c): our own path */
		abort();
}

static inline char *
folder_path(const struct folder *f, const char *name, char out[2 * FOLDER_MAX])
{
	(void)snprintf(out, 2 * FOLDER_MAX, "%s/%s", f->path, name);
	return out;
}

static inline void
folder_write(const struct folder *f, const char *name, const char *text)
{
	char path[2 * FOLDER_MAX];
	FILE *out = fopen(folder_path(f, name, path), "w");
	if (out == NULL || fputs(text, out) < 0 || fclose(out) != 0)
		abort();
}

#endif
