/*
 * gumbo_bare FILE...   parses each page with gumbo and takes the tree down
 * again: the yardstick of sandyq-extract, which does all its work on top.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <gumbo.h>

/* The file's bytes, for free(), or NULL. */
static char *
slurp(const char *path, size_t *n)
{
	struct stat st;
	char *bytes = NULL;
	FILE *f = fopen(path, "rbe");
	if (f == NULL)
		return NULL;
	if (fstat(fileno(f), &st) == 0)
		bytes = malloc((size_t)st.st_size + 1);
	if (bytes != NULL)
		*n = fread(bytes, 1, (size_t)st.st_size, f);
	(void)fclose(f);
	return bytes;
}

int
main(int argc, char *argv[])
{
	for (int i = 1; i < argc; i++) {
		size_t n = 0;
		char *page = slurp(argv[i], &n);
		if (page == NULL) {
			perror(argv[i]);
			return 1;
		}
		GumboOutput *tree =
		    gumbo_parse_with_options(&kGumboDefaultOptions, page, n);
		gumbo_destroy_output(&kGumboDefaultOptions, tree);
		free(page);
	}
	return 0;
}
