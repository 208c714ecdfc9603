#include "extract/sniff.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct beginning {
	struct str bytes;
	enum sniff is;
} beginnings[] = {
	{ { "WARC/", 5 }, SNIFF_WARC },
	{ { "\x1F\x8B", 2 }, SNIFF_WARC },
	{ { "\xEF\xBB\xBF", 3 }, SNIFF_TEXT },
	{ { "\xFF\xFE", 2 }, SNIFF_TEXT },
	{ { "\xFE\xFF", 2 }, SNIFF_TEXT },
	{ { "%PDF-", 5 }, SNIFF_BINARY },
	{ { "\x89PNG", 4 }, SNIFF_BINARY },
	{ { "\xFF\xD8\xFF", 3 }, SNIFF_BINARY },
	{ { "GIF8", 4 }, SNIFF_BINARY },
	{ { "RIFF", 4 }, SNIFF_BINARY },
	{ { "PK\x03\x04", 4 }, SNIFF_BINARY },
};

/* Root elements of XML that is no page, and tags that only HTML has. */
static const struct str feeds[] = { { "<rss", 4 }, { "<feed", 5 },
	{ "<rdf:rdf", 8 }, { "<urlset", 7 }, { "<sitemapindex", 13 },
	{ "<opml", 5 } };
static const struct str pages[] = { { "<!doctype html", 14 }, { "<html", 5 },
	{ "<head", 5 }, { "<title", 6 }, { "<body", 5 }, { "<meta", 5 },
	{ "<script", 7 }, { "<table", 6 }, { "<div", 4 }, { "<article", 8 },
	{ "<h1", 3 }, { "<p>", 3 }, { "<br", 3 } };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
begins(struct str x, const struct str *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(str_head(x, words[i].n), words[i].s))
			return true;
	return false;
}

/* Where the first of the words stands, or head.n; all begin with "<". */
static size_t
first_of(struct str head, const struct str *words, size_t n)
{
	size_t at = str_chr(head, '<');
	while (at < head.n && !begins(str_from(head, at), words, n))
		at += 1 + str_chr(str_from(head, at + 1), '<');
	return at;
}

enum sniff
sniff_bytes(struct str head)
{
	head = str_head(head, SNIFF_BYTES);
	for (size_t i = 0; i < COUNT(beginnings); i++) {
		if (!str_starts(head, beginnings[i].bytes))
			continue;
		if (beginnings[i].is != SNIFF_TEXT)
			return beginnings[i].is;
		head = str_from(head, beginnings[i].bytes.n);
	}
	head = str_trim(head);
	if (head.n > 0 && head.s[0] == '{')
		return SNIFF_RECORD;
	const size_t feed = first_of(head, feeds, COUNT(feeds));
	const size_t page = first_of(head, pages, COUNT(pages));
	if (feed < page && head.s[0] == '<')
		return SNIFF_XML;
	if (page < head.n || (head.n > 0 && head.s[0] == '<'))
		return SNIFF_HTML;
	return SNIFF_TEXT;
}
