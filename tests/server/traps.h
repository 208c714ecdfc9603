#ifndef TESTS_SERVER_TRAPS_H
#define TESTS_SERVER_TRAPS_H

#include "tests/server/faults.h"

/*
 * What the misbehaving server says where lists and rules are looked for:
 * robots.txt, sitemaps, feeds and pages full of links, each a trap; and the
 * pages of an honest site.
 */
#define TRAP_PAGES 5000 /* addresses an endless list names */
#define TRAP_VAST  (((size_t)10 << 20) - 4096)

/* robots.txt */

static inline void
trap_robots_large(const struct exchange *x)
{
	struct buf file;
	buf_init(&file, (size_t)4 << 20);
	buf_text(&file, "User-agent: *\nDisallow: /n/bad\n");
	while (file.n < (size_t)2 << 20)
		buf_text(&file,
		    "# nothing to see in this line, nor the next\n");
	buf_text(&file, "Disallow: /n/\n");
	send_whole(x, "200 OK", "Content-Type: text/plain\r\n",
	    buf_view(&file));
	buf_free(&file);
}

static inline void
trap_robots_endless(const struct exchange *x)
{
	(void)send_text(x, "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\n");
	for (size_t n = 0; n < FAULT_FLOOD; n += 17)
		if (!send_text(x, "Disallow: /n/bad\n"))
			return;
}

static inline void
send_there(const struct exchange *x, const char *to)
{
	char head[1024];
	(void)snprintf(head, sizeof(head), "Location: %s\r\n", to);
	send_whole(x, "302 Found", head, STR(""));
}

static inline void
trap_robots_ring(const struct exchange *x)
{
	send_there(x, "/robots.txt?again");
}

static inline void
trap_robots_down(const struct exchange *x)
{
	send_whole(x, "503 Service Unavailable", "", STR(""));
}

static inline void
trap_forbidden(const struct exchange *x)
{
	send_whole(x, "403 Forbidden", HTML, STR("<title>no</title>"));
}

/* Lists */

static inline void
trap_sitemap_loop(const struct exchange *x)
{
	send_whole(x, "200 OK", XML,
	    STR("<sitemapindex><sitemap><loc>/sitemap.xml</loc></sitemap>"
		"<sitemap><loc>/sitemap.xml?page=2</loc></sitemap>"
		"<sitemap><loc>/deep/sitemap.xml</loc></sitemap>"
		"</sitemapindex>"));
}

static inline void
trap_sitemap_flood(const struct exchange *x)
{
	struct buf file;
	buf_init(&file, (size_t)8 << 20);
	buf_text(&file, "<sitemapindex>");
	for (unsigned i = 0; i < TRAP_PAGES; i++)
		buf_printf(&file, "<sitemap><loc>/m/%u-%u.xml</loc></sitemap>",
		    x->nth, i);
	buf_text(&file, "</sitemapindex>");
	send_whole(x, "200 OK", XML, buf_view(&file));
	buf_free(&file);
}

static inline void
trap_sitemap_deep(const struct exchange *x)
{
	struct buf file;
	buf_init(&file, (size_t)8 << 20);
	for (unsigned i = 0; i < TRAP_PAGES; i++)
		buf_text(&file, "<urlset>");
	send_whole(x, "200 OK", XML, buf_view(&file));
	buf_free(&file);
}

static inline void
trap_xxe(const struct exchange *x)
{
	send_whole(x, "200 OK", XML,
	    STR("<?xml version=\"1.0\"?><!DOCTYPE urlset [<!ENTITY f SYSTEM "
		"\"file:///etc/passwd\">]><urlset><url><loc>/n/&f;.html</loc>"
		"</url></urlset>"));
}

static inline void
trap_laughs(const struct exchange *x)
{
	struct buf file;
	buf_init(&file, (size_t)1 << 20);
	buf_text(&file,
	    "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY e0 'x'>");
	for (int i = 1; i < 30; i++)
		buf_printf(&file, "<!ENTITY e%d '&e%d;&e%d;&e%d;'>", i, i - 1,
		    i - 1, i - 1);
	buf_text(&file,
	    "]><rss><channel><item><link>&e29;</link></item>"
	    "</channel></rss>");
	send_whole(x, "200 OK", XML, buf_view(&file));
	buf_free(&file);
}

static inline void
trap_dates(const struct exchange *x)
{
	static const char *const dates[] = { "Fri, 31 Feb 2026 10:00:00 GMT",
		"Mon, 01 Jan 99999 00:00:00 GMT", "-1", "",
		"Thu, 01 Jan 2099 00:00:00 GMT", "2026-13-45T99:99:99Z" };
	struct buf file;
	buf_init(&file, (size_t)1 << 20);
	buf_text(&file, "<rss version=\"2.0\"><channel>");
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		buf_printf(&file,
		    "<item><link>/n/%zu.html</link><pubDate>%s</pubDate>"
		    "</item>",
		    i + 1, dates[i]);
	buf_text(&file, "</channel></rss>");
	send_whole(x, "200 OK", XML, buf_view(&file));
	buf_free(&file);
}

/* `fmt` holds one number. */
static inline void
send_links(const struct exchange *x, const char *before, unsigned n,
    const char *after)
{
	struct buf page;
	buf_init(&page, (size_t)4 << 20);
	buf_text(&page, "<!doctype html><title>links</title>\n");
	for (unsigned i = 1; i <= n; i++)
		buf_printf(&page, "<a href='%s%u%s'>%u</a>\n", before, i, after,
		    i);
	send_whole(x, "200 OK", HTML, buf_view(&page));
	buf_free(&page);
}

static inline void
trap_calendar(const struct exchange *x)
{
	send_links(x, "/n/month/day/", TRAP_PAGES, ".html");
}

static inline void
trap_queries(const struct exchange *x)
{
	send_links(x, "/n/list.html?sort=date&from=", TRAP_PAGES, "");
}

/* Each page of the list leads to one more. */
static inline void
trap_pager(const struct exchange *x)
{
	char page[256];
	const bool first = !str_starts(x->q->path, STR("/list/"));
	const unsigned n = first ? 1 : x->nth + 1;
	(void)snprintf(page, sizeof(page),
	    "<link rel=next href='/list/%u'><a href='/n/p%u.html'>1</a>", n, n);
	send_whole(x, "200 OK", HTML, str_c(page));
}

/* Small on the wire, a hundred times as much as a tree. */
static inline void
trap_json(const struct exchange *x)
{
	struct buf file;
	buf_init(&file, (size_t)8 << 20);
	buf_text(&file, "{\"items\":[0");
	for (unsigned i = 0; i < 700000; i++)
		buf_text(&file, ",0");
	buf_text(&file, "]}");
	send_whole(x, "200 OK", "Content-Type: application/json\r\n",
	    buf_view(&file));
	buf_free(&file);
}

static inline void
trap_repeats(const struct exchange *x)
{
	struct buf page;
	buf_init(&page, (size_t)4 << 20);
	for (int depth = 1; depth < 40; depth++) {
		buf_text(&page, "<a href='/n/");
		for (int i = 0; i < depth; i++)
			buf_text(&page, "more/news/");
		buf_text(&page, "1.html'>more</a>\n");
	}
	send_whole(x, "200 OK", HTML, buf_view(&page));
	buf_free(&page);
}

/* A whole list just under our ceiling of a body, of long addresses that lead
 * elsewhere. */
static inline void
trap_vast(const struct exchange *x)
{
	struct buf page;
	buf_init(&page, TRAP_VAST);
	for (unsigned i = 1; !page.bad; i++)
		buf_printf(&page, "<a href='//other.test/%07000u'>%u</a>\n", i,
		    i);
	send_whole(x, "200 OK", HTML, buf_view(&page));
	buf_free(&page);
}

/* Soft 404: the same page whatever is asked for. */
static inline void
trap_soft(const struct exchange *x)
{
	send_whole(x, "200 OK", HTML,
	    STR("<title>Welcome</title>This is our start page."
		"<a href='/n/1.html'>1</a><a href='/n/2.html'>2</a>"
		"<a href='/n/3.html'>3</a><a href='/n/4.html'>4</a>"
		"<a href='/n/5.html'>5</a><a href='/n/6.html'>6</a>"));
}

/* The honest site */

static inline void
page_robots(const struct exchange *x)
{
	send_whole(x, "200 OK", "Content-Type: text/plain\r\n",
	    STR("User-agent: *\nDisallow: /closed/\n"));
}

static inline void
page_start(const struct exchange *x)
{
	send_whole(x, "200 OK", HTML,
	    STR("<!doctype html><title>start</title>"
		"<a href='/n/1.html'>1</a> <a href='/n/bad.html'>bad</a> "
		"<a href='/n/2.html'>2</a>"));
}

static inline void
page_many(const struct exchange *x)
{
	send_links(x, "/n/", 60, ".html");
}

static inline void
page_article(const struct exchange *x)
{
	char page[1024];
	(void)snprintf(page, sizeof(page),
	    "<!doctype html><title>%.*s</title><p>The page %.*s of %.*s.",
	    STR_ARG(str_head(x->q->path, 200)),
	    STR_ARG(str_head(x->q->path, 200)),
	    STR_ARG(str_head(x->q->host, 200)));
	send_whole(x, "200 OK", HTML "ETag: \"1\"\r\n", str_c(page));
}

#endif
