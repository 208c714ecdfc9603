#include "crawler/propose.h"

#include <ctype.h>
#include <string.h>

#include "common/buf.h"
#include "crawler/domain.h"

#define OUT_MAX     ((size_t)1 << 20)
#define PATTERN_MAX ((size_t)4 << 10)

/* "news.example.kz" is called "example", "stat.gov.kz" "stat-gov". */
static struct str
code_of(struct arena *arena, struct str host)
{
	struct str domain = domain_of(host);
	char *code = arena_cstr(arena, domain);
	const char *dot = strrchr(code, '.');
	const size_t n = dot != NULL && isalpha((unsigned char)dot[1])
	    ? (size_t)(dot - code)
	    : domain.n;
	for (size_t i = 0; i < n; i++)
		if (!isalnum((unsigned char)code[i]))
			code[i] = '-';
	return str_n(code, n);
}

const struct site *
propose_site(struct arena *arena, const struct url_parts *home)
{
	struct site *s = arena_alloc(arena, sizeof(*s));
	struct url_parts root = *home;
	root.path = STR("/");
	root.query = STR_NONE;
	s->code.v = code_of(arena, home->host);
	s->name.v = home->host;
	s->home.v = url_text(arena, &root);
	s->kind.v = STR("media");
	s->hosts.v = arena_alloc(arena, sizeof(*s->hosts.v));
	s->hosts.v[0].v = home->host;
	s->hosts.n = 1;
	return s;
}

/* On one line whatever the server said. */
static void
plain(struct buf *out, char c)
{
	if ((unsigned char)c < ' ')
		c = ' ';
	buf_chr(out, c);
}

/* Within single quotes a quote is doubled, and nothing else is special. */
static void
quoted(struct buf *out, struct str x)
{
	buf_chr(out, '\'');
	for (size_t i = 0; i < x.n; i++) {
		if (x.s[i] == '\'')
			buf_chr(out, '\'');
		plain(out, x.s[i]);
	}
	buf_chr(out, '\'');
}

static void
line(struct buf *out, const char *key, struct str value)
{
	buf_printf(out, "%s: ", key);
	quoted(out, value);
	buf_chr(out, '\n');
}

static void
remark(struct buf *out, struct str x)
{
	if (x.n > 0)
		buf_text(out, " # ");
	for (size_t i = 0; i < x.n; i++)
		plain(out, x.s[i]);
	buf_chr(out, '\n');
}

/* The list itself for an index: that its newest sitemap works is enough. */
static bool
is_proposed(const struct findings *f, const struct look *l)
{
	if (l->what == LOOK_SITEMAP && l->lists > 0 && l->articles == 0)
		return l->works && look_has(f, LOOK_CHILD);
	return l->works;
}

static void
lists_write(struct buf *out, const struct findings *f, enum look_what what,
    const char *key)
{
	bool begun = false;
	for (size_t i = 0; i < f->n; i++) {
		const struct look *l = &f->v[i];
		if (l->what != what || !is_proposed(f, l))
			continue;
		if (!begun)
			buf_printf(out, "%s:\n", key);
		begun = true;
		buf_text(out, "  - ");
		quoted(out, l->url);
		remark(out, l->note);
	}
	for (size_t i = 0; i < f->n; i++) {
		const struct look *l = &f->v[i];
		if (l->what != what || is_proposed(f, l))
			continue;
		buf_printf(out, "# does not work: %.*s (%d)", STR_ARG(l->url),
		    l->status);
		remark(out, l->note);
	}
}

static void
article_write(struct buf *out, const struct findings *f)
{
	struct buf pattern;
	const struct str domain = domain_of(f->site->hosts.v[0].v);
	buf_init(&pattern, PATTERN_MAX);
	if (f->site->article.v.n > 0)
		buf_str(&pattern, f->site->article.v);
	else if (!guess_pattern(&f->announced, domain, &pattern))
		(void)guess_pattern(&f->linked, domain, &pattern);
	if (pattern.n > 0)
		line(out, "article", buf_view(&pattern));
	else
		buf_text(out,
		    "# No address looks like an article's; say what does:\n"
		    "#article: '/news/\\d+'\n");
	buf_free(&pattern);
}

void
propose_write(struct stage *stage, const struct findings *f)
{
	struct buf out;
	buf_init(&out, OUT_MAX);
	const bool lists = look_has(f, LOOK_SITEMAP) ||
	    look_has(f, LOOK_FEED) || look_has(f, LOOK_LIST) ||
	    look_has(f, LOOK_START);
	buf_printf(&out,
	    "# Proposed by sandyq-crawl probe; _template.yaml explains every "
	    "key.\n"
	    "# TLS: %.*s; robots.txt: %d; home: %d%s\n\n",
	    STR_ARG(f->tls), f->robots_status, look_home(f)->status,
	    f->soft ? "; SOFT 404: unknown addresses answer 200" : "");
	line(&out, "code", f->site->code.v);
	line(&out, "name",
	    f->title.n > 0 && f->site->article.v.n == 0 ? f->title
							: f->site->name.v);
	line(&out, "home", f->home);
	line(&out, "kind", f->site->kind.v);
	if (f->lang.n > 0)
		buf_printf(&out, "langs: [%.*s]\n", STR_ARG(f->lang));
	lists_write(&out, f, LOOK_SITEMAP, "sitemaps");
	lists_write(&out, f, LOOK_FEED, "feeds");
	lists_write(&out, f, LOOK_START, "start");
	if (!lists && f->home_links > 0)
		line(&out, "start", f->home);
	article_write(&out, f);
	stage_write(stage, buf_view(&out));
	buf_free(&out);
}
