/* fuzz: crawler */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "crawler/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a verdict quotes must be a line of the file; robots.txt is always
 * allowed. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str file = { (const char *)data, size };
	struct robots *r = robots_parse(file);
	const struct str url = str_from(file, size / 2);
	const struct robots_verdict v = robots_ask(r, STR("sandyq/0.1"), url);
	if (v.rule.s == NULL && !v.allowed)
		abort();
	if (v.rule.s != NULL &&
	    (v.line == 0 || str_find(file, v.rule) == file.n))
		abort();
	if (!robots_ask(r, STR("a"), STR("https://x.kz/robots.txt")).allowed)
		abort();
	(void)robots_ask(r, str_head(file, 20), STR("/a%e3*$?b"));
	(void)robots_delay(r, STR("sandyq"));
	for (size_t i = 0; robots_sitemap(r, i).s != NULL; i++)
		if (i > ROBOTS_RULES_MAX)
			abort();
	robots_free(r);
	return 0;
}
