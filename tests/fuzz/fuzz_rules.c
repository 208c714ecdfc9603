/* fuzz: extract */
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/arena.h"
#include "common/file.h"
#include "extract/rules.h"
#include "tests/fuzz/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* A folder of this run's own, with one rule file in it. */
static const char *
folder(struct arena *arena)
{
	const struct str path =
	    arena_printf(arena, "/tmp/fuzz-rules.%ld", (long)getpid());
	if (mkdir(path.s, 0700) != 0 && !file_is_dir(path.s))
		abort();
	return path.s;
}

/* Any bytes as a rule file: loaded, or refused with a reason. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct lexicon *lexicon;
	static struct config *base;
	struct err err = { .reason = "" };
	if (base == NULL)
		base = words_config();
	if (lexicon == NULL && lexicon_load(base, &lexicon, &err) != RC_OK)
		abort();
	struct config config = *base;
	struct arena *arena = arena_new((size_t)16 << 20);
	struct file_out *out = NULL;
	struct ruleset *rules = NULL;
	config.rules = arena_cstr(arena, str_c(folder(arena)));
	const struct str path = arena_printf(arena, "%s/r.yaml", config.rules);
	if (file_create(path.s, &out, &err) != RC_OK)
		abort();
	file_write(out, str_n((const char *)data, n));
	if (file_commit(out, &err) != RC_OK)
		abort();
	const enum rc rc = ruleset_load(&config, lexicon, &rules, &err);
	if ((rc == RC_OK) != (rules != NULL) ||
	    (rc != RC_OK && err.reason[0] == '\0'))
		abort();
	ruleset_free(rules);
	arena_free(arena);
	return 0;
}
