#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "crawler/agent.h"

static void
contact_is_told_when_there_is_one(void **state)
{
	(void)state;
	struct config_crawl c = { .user_agent.v = STR("sandyq/0.1") };
	char *text = agent_text(&c);
	assert_string_equal(text, "sandyq/0.1");
	free(text);
	c.contact.v = STR("https://x.kz/bot");
	text = agent_text(&c);
	assert_string_equal(text, "sandyq/0.1 (+https://x.kz/bot)");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contact_is_told_when_there_is_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
