#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/json.h"
#include "crawler/probe_tell.h"
#include "tests/unit/crawler/findings.h"

static void
the_end_tells_pattern_and_what_works(void **state)
{
	struct fixture *x = *state;
	struct findings *f = &x->found;
	f->tls = STR("verified");
	(void)read_look(f, LOOK_HOME, "https://x.kz/", 200,
	    "<a href='/n/1'>1</a><a href='/about'>about</a>");
	look_own(f, LOOK_START, STR("https://x.kz/gone"), NULL);
	(void)read_look(f, LOOK_FEED, "https://x.kz/rss", 200,
	    "<rss><item><link>/n/1</link></item></rss>");
	probe_tell_end(&x->rig->stage, f);
	assert_string_equal(x->rig->stage.out.s,
	    "TLS      verified\n"
	    "article  the pattern takes 1 of 2 home links, no section\n"
	    "works    0 of 1 lists of the site's file\n"
	    "more     feed https://x.kz/rss\n");
	buf_clear(&x->rig->stage.out);
}

static void
a_site_without_a_pattern_takes_what_lists_announce(void **state)
{
	struct fixture *x = *state;
	struct findings *f = &x->found;
	const struct site bare = { .home = f->site->home };
	f->site = &bare;
	f->tls = STR("none");
	probe_tell_end(&x->rig->stage, f);
	assert_string_equal(x->rig->stage.out.s,
	    "TLS      none\n"
	    "article  no pattern: what lists announce\n"
	    "works    0 of 0 lists of the site's file\n");
	buf_clear(&x->rig->stage.out);
}

static void
json_holds_all_of_it(void **state)
{
	struct fixture *x = *state;
	struct findings *f = &x->found;
	struct json_value *v = NULL;
	struct err err = { 0 };
	(void)read_look(f, LOOK_ROBOTS, "https://x.kz/robots.txt", 200,
	    "User-agent: *\nCrawl-delay: 7\n");
	(void)read_look(f, LOOK_NOWHERE, "https://x.kz/no", 200, "hello");
	probe_tell_json(&x->rig->stage, f);
	assert_int_equal(json_read(f->arena, buf_view(&x->rig->stage.out), &v,
			     &err),
	    RC_OK);
	const struct json_value *robots = json_get(v, "robots");
	assert_true(json_get(v, "soft_404")->truth);
	assert_int_equal(json_get(robots, "delay")->integer, 7);
	assert_true(json_get(robots, "home_allowed")->truth);
	const struct json_value *look = json_get(v, "looks")->first;
	assert_true(str_is(json_get(look, "what")->string, "robots"));
	assert_int_equal(json_get(look->next, "status")->integer, 200);
	buf_clear(&x->rig->stage.out);
}

int
main(void)
{
#define T(name)                                                                \
	cmocka_unit_test_setup_teardown(name, findings_up, findings_down)
	const struct CMUnitTest tests[] = {
		T(the_end_tells_pattern_and_what_works),
		T(a_site_without_a_pattern_takes_what_lists_announce),
		T(json_holds_all_of_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
