#ifndef TESTS_UNIT_FOLDER_H
#define TESTS_UNIT_FOLDER_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/arena.h"
#include "common/file.h"

/*
 * A folder of its own for each test, gone after it.  cmocka.h comes before
 * this file.
 */
struct folder {
	struct arena *arena;
	char *path;
};

static inline int
folder_open(void **state)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct folder *f = arena_alloc(a, sizeof(*f));
	const char *tmp = getenv("TMPDIR");
	f->arena = a;
	f->path = arena_cstr(a,
	    arena_printf(a, "%s/sandyq.XXXXXX", tmp != NULL ? tmp : "/tmp"));
	*state = f;
	return mkdtemp(f->path) == NULL;
}

static inline int
folder_remove(const char *path, const struct stat *st, int kind,
    struct FTW *walk)
{
	(void)st;
	(void)kind;
	(void)walk;
	return remove(path);
}

static inline int
folder_close(void **state)
{
	struct folder *f = *state;
	const int left = nftw(f->path, folder_remove, 8, FTW_DEPTH | FTW_PHYS);
	arena_free(f->arena);
	return left;
}

static inline char *
folder_path(const struct folder *f, const char *name)
{
	return arena_cstr(f->arena,
	    arena_printf(f->arena, "%s/%s", f->path, name));
}

/* Writes a file there, with its parents; its path. */
static inline char *
folder_put(const struct folder *f, const char *name, const char *text)
{
	struct err err = { 0 };
	struct file_out *out = NULL;
	char *path = folder_path(f, name);
	char *parent = folder_path(f, name);
	parent[str_c(path).n - str_c(strrchr(path, '/')).n] = '\0';
	assert_int_equal(file_mkdirs(parent, &err), RC_OK);
	assert_int_equal(file_create(path, &out, &err), RC_OK);
	file_write(out, str_c(text));
	assert_int_equal(file_commit(out, &err), RC_OK);
	return path;
}

/* The ```yaml example of docs/configuration.md whose first line is `first`;
 * a test is skipped where the sources are not at hand. */
static inline char *
folder_example(const struct folder *f, const char *first)
{
	struct buf b;
	struct err err = { 0 };
	const char *source = getenv("SANDYQ_SOURCE");
	if (source == NULL)
		skip();
	const struct str path =
	    arena_printf(f->arena, "%s/docs/configuration.md", source);
	const struct str fence = arena_printf(f->arena, "```yaml\n%s\n", first);
	buf_init(&b, (size_t)1 << 20);
	assert_int_equal(file_read(path.s, &b, &err), RC_OK);
	struct str x = buf_view(&b);
	x = str_from(x, str_find(x, fence));
	assert_true(x.n > 0);
	x = str_from(x, str_chr(x, '\n') + 1);
	char *text = arena_cstr(f->arena, str_head(x, str_find(x, STR("```"))));
	buf_free(&b);
	return text;
}

#endif
