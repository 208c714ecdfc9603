/*
 * pcre2_bare FILE   counts the numbers that one regular expression finds in a
 * UTF-8 text, compiled by the JIT: the least that reading figures can cost.
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <pcre2.h>

static const char digits[] = "\\d+(?:[.,]\\d+)*";

/* The number of matches, or -1. */
static long
count(const pcre2_code *code, PCRE2_SPTR text, size_t n)
{
	pcre2_match_data *found =
	    pcre2_match_data_create_from_pattern(code, NULL);
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(found);
	long matches = 0;
	PCRE2_SIZE from = 0;
	uint32_t options = 0;
	int rc;
	/* The bytes are proved to be UTF-8 once, by the first match. */
	while (
	    (rc = pcre2_match(code, text, n, from, options, found, NULL)) > 0) {
		matches++;
		from = at[1];
		options = PCRE2_NO_UTF_CHECK;
	}
	pcre2_match_data_free(found);
	return rc == PCRE2_ERROR_NOMATCH ? matches : -1;
}

int
main(int argc, char *argv[])
{
	struct stat st;
	int error;
	PCRE2_SIZE where;
	const int fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
	if (fd < 0 || fstat(fd, &st) != 0) {
		(void)fprintf(stderr, "usage: pcre2_bare FILE\n");
		return 2;
	}
	const size_t n = (size_t)st.st_size;
	void *text = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)digits,
	    PCRE2_ZERO_TERMINATED, PCRE2_UTF, &error, &where, NULL);
	if (text == MAP_FAILED || code == NULL ||
	    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
		(void)fprintf(stderr, "pcre2_bare: %s\n", argv[1]);
		return 1;
	}
	const long matches = count(code, text, n);
	(void)printf("%ld\n", matches);
	pcre2_code_free(code);
	(void)munmap(text, n);
	(void)close(fd);
	return matches < 0 ? 1 : 0;
}
