#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/propose.h"
#include "tests/unit/crawler/findings.h"

static const struct site *
site_of(struct arena *arena, const char *url)
{
	struct url_parts parts = { .host = STR_NONE };
	struct err err = { 0 };
	assert_int_equal(url_parse(arena, str_c(url), &parts, &err), RC_OK);
	return propose_site(arena, &parts);
}

static void
unknown_sites_are_called_by_their_domain(void **state)
{
	struct arena *arena = ((struct fixture *)*state)->found.arena;
	const struct site *s = site_of(arena, "https://Www.Town.KZ/ru/?a=1");
	assert_true(str_is(s->code.v, "town"));
	assert_true(str_is(s->home.v, "https://www.town.kz/"));
	assert_true(str_is(s->hosts.v[0].v, "www.town.kz"));
	assert_true(
	    str_is(site_of(arena, "https://stat.gov.kz/")->code.v, "stat-gov"));
	assert_true(str_is(site_of(arena, "http://127.0.0.1:80/")->code.v,
	    "127-0-0-1"));
}

/* The probe is of a site that nobody has described; its scope, to be freed. */
static struct scope *
unknown(struct findings *f)
{
	struct scope *scope = NULL;
	struct err err = { 0 };
	f->site = site_of(f->arena, "https://town.kz/");
	f->home = f->site->home.v;
	assert_int_equal(scope_new("", f->site, &scope, &err), RC_OK);
	f->scope = scope;
	return scope;
}

/* The proposal, taken back as a site's file. */
static const struct site *
proposed(struct fixture *x, struct sites *sites)
{
	struct err err = { 0 };
	char text[8192];
	struct stage *stage = &x->rig->stage;
	buf_clear(&stage->out);
	propose_write(stage, &x->found);
	assert_true(stage->out.n < sizeof(text));
	memcpy(text, stage->out.s, stage->out.n + 1);
	folder_write(&x->rig->folder, "sites/town.yaml", text);
	if (sites_load(stage->config, sites, &err) != RC_OK)
		fail_msg("%s\n%s", err.reason, text);
	buf_clear(&stage->out);
	return sites_by_code(sites, STR("town"));
}

static void
what_does_not_work_is_a_remark(void **state)
{
	struct fixture *x = *state;
	struct findings *f = &x->found;
	struct scope *scope = unknown(f);
	f->tls = STR("verified");
	f->robots_status = 200;
	(void)read_look(f, LOOK_HOME, "https://town.kz/", 404, "");
	look_add(f, LOOK_FEED, STR("https://town.kz/rss"))->status = 410;
	propose_write(&x->rig->stage, f);
	assert_string_equal(x->rig->stage.out.s,
	    "# Proposed by sandyq-crawl probe; _template.yaml explains every "
	    "key.\n"
	    "# TLS: verified; robots.txt: 200; home: 404\n\n"
	    "code: 'town'\nname: 'town.kz'\nhome: 'https://town.kz/'\n"
	    "kind: 'media'\n"
	    "# does not work: https://town.kz/rss (410)\n"
	    "# No address looks like an article's; say what does:\n"
	    "#article: '/news/\\d+'\n");
	buf_clear(&x->rig->stage.out);
	scope_free(scope);
}

static void
a_proposal_is_a_file_that_can_be_read(void **state)
{
	struct fixture *x = *state;
	struct findings *f = &x->found;
	struct sites sites = { .n = 0 };
	struct scope *scope = unknown(f);
	(void)read_look(f, LOOK_HOME, "https://town.kz/", 200,
	    "<html lang=ru><title>Town's \"paper\" # 1</title>"
	    "<a href='/news/'>all</a>");
	(void)read_look(f, LOOK_FEED, "https://town.kz/rss", 200,
	    "<rss><item><link>https://town.kz/news/1-a-b</link></item>"
	    "<item><link>https://town.kz/news/2-c-d</link></item>"
	    "<item><link>https://town.kz/news/3-e-f</link></item></rss>");
	(void)read_look(f, LOOK_SITEMAP, "https://town.kz/s.xml", 404, "");
	const struct site *s = proposed(x, &sites);
	assert_non_null(s);
	assert_true(str_is(s->name.v, "Town's \"paper\" # 1"));
	assert_int_equal(s->feeds.n, 1);
	assert_int_equal(s->sitemaps.n, 0);
	assert_int_equal(s->start.n, 0);
	assert_true(str_is(s->article.v,
	    "^https?://([^/]+\\.)?town\\.kz(:\\d+)?(/news/\\d+-[^/?]+)"
	    "(\\?|$)"));
	scope_free(scope);
}

static void
where_nothing_works_the_home_page_is_the_start(void **state)
{
	struct fixture *x = *state;
	struct findings *f = &x->found;
	struct sites sites = { .n = 0 };
	struct scope *scope = unknown(f);
	(void)read_look(f, LOOK_HOME, "https://town.kz/", 200,
	    "<a href='/about'>about</a>");
	const struct site *s = proposed(x, &sites);
	assert_int_equal(s->start.n, 1);
	assert_int_equal(s->article.v.n, 0);
	assert_true(str_is(s->name.v, "town.kz"));
	scope_free(scope);
}

int
main(void)
{
#define T(name)                                                                \
	cmocka_unit_test_setup_teardown(name, findings_up, findings_down)
	const struct CMUnitTest tests[] = {
		T(unknown_sites_are_called_by_their_domain),
		T(what_does_not_work_is_a_remark),
		T(a_proposal_is_a_file_that_can_be_read),
		T(where_nothing_works_the_home_page_is_the_start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
