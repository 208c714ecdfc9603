#include "extract/jsonld.h"

#include <stdbool.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/utf8.h"
#include "extract/dom.h"

#define DEPTH_MAX 16

/* The types whose objects are read.  A page's own type comes last: it often
 * has the same fields, less exact. */
static const char *const types[] = { "NewsArticle", "Article",
	"ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
	"BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle",
	"LiveBlogPosting", "BlogPosting", "SocialMediaPosting", "Report",
	"TechArticle", "ScholarlyArticle", "AdvertiserContentArticle" };

static bool
is_article_type(const struct json_value *type)
{
	if (type == NULL)
		return false;
	if (type->kind == JSON_ARRAY) {
		for (const struct json_value *v = type->first; v != NULL;
		     v = v->next)
			if (v->kind == JSON_STRING && is_article_type(v))
				return true;
		return false;
	}
	if (type->kind != JSON_STRING)
		return false;
	struct str name = type->string;
	const struct str schema = STR("schema.org/");
	const size_t at = str_find(name, schema);
	if (at < name.n)
		name = str_from(name, at + schema.n);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_is(name, types[i]))
			return true;
	return false;
}

static struct str
text_of(const struct json_value *v)
{
	if (v != NULL && v->kind == JSON_ARRAY)
		v = v->first;
	return v != NULL && v->kind == JSON_STRING ? v->string : STR_NONE;
}

/* Some write HTML into JSON: with its entities decoded, its tags off. */
static struct str
unmarked(struct arena *arena, struct str text)
{
	struct dom dom;
	struct err err = { .reason = "" };
	if (text.n > METADATA_TEXT || str_chr(text, '&') == text.n ||
	    str_chr(text, ';') == text.n ||
	    dom_parse(arena, NULL, text, &dom, &err) != RC_OK)
		return text;
	return node_text(arena, dom.root, METADATA_TEXT);
}

static void
read_author(struct arena *arena, const struct json_value *v, struct metadata *m)
{
	if (v == NULL)
		return;
	if (v->kind == JSON_ARRAY) {
		for (v = v->first; v != NULL; v = v->next)
			if (v->kind != JSON_ARRAY)
				read_author(arena, v, m);
		return;
	}
	const struct json_value *name = json_get(v, "name");
	if (name != NULL && name->kind == JSON_ARRAY)
		for (v = name->first; v != NULL; v = v->next)
			metadata_authors(arena, m, text_of(v));
	else
		metadata_authors(arena, m, text_of(name != NULL ? name : v));
}

struct reading {
	const struct dates *dates;
	struct arena *arena;
	struct metadata *m;
};

static void
read_time(const struct reading *r, const struct json_value *v, int64_t *field)
{
	const struct str text = text_of(v);
	if (*field == CLOCK_NONE && text.n > 0)
		*field = dates_read(r->dates, r->arena, text);
}

static void
read_article(const struct reading *r, const struct json_value *v)
{
	struct metadata *m = r->m;
	struct arena *arena = r->arena;
	metadata_text(arena, &m->title,
	    unmarked(arena, text_of(json_get(v, "headline"))));
	metadata_text(arena, &m->title,
	    unmarked(arena, text_of(json_get(v, "name"))));
	metadata_text(arena, &m->section,
	    text_of(json_get(v, "articleSection")));
	if (m->body.n == 0)
		m->body = text_of(json_get(v, "articleBody"));
	if (m->nauthors == 0)
		read_author(arena, json_get(v, "author"), m);
	if (m->nauthors == 0)
		read_author(arena, json_get(v, "creator"), m);
	read_time(r, json_get(v, "datePublished"), &m->published);
	read_time(r, json_get(v, "dateCreated"), &m->published);
	read_time(r, json_get(v, "dateModified"), &m->modified);
}

/* All objects of the graph, in document order. */
static void
walk(const struct reading *r, const struct json_value *v, unsigned depth)
{
	if (depth > DEPTH_MAX)
		return;
	if (v->kind == JSON_OBJECT && is_article_type(json_get(v, "@type")))
		read_article(r, v);
	if (v->kind == JSON_OBJECT || v->kind == JSON_ARRAY)
		for (const struct json_value *c = v->first; c != NULL;
		     c = c->next)
			walk(r, c, depth + 1);
}

/* Pages put raw line ends into strings, and comments or CDATA marks around
 * the whole: what stands between the outermost brackets is the JSON. */
static struct str
cleaned(struct arena *arena, struct str script)
{
	const struct str cdata = STR("<![CDATA[");
	const size_t mark = str_find(script, cdata);
	if (mark < script.n)
		script = str_from(script, mark + cdata.n);
	script = str_head(script, str_find(script, STR("]]>")));
	size_t from = 0;
	while (
	    from < script.n && script.s[from] != '{' && script.s[from] != '[')
		from++;
	size_t to = script.n;
	while (to > from && script.s[to - 1] != '}' && script.s[to - 1] != ']')
		to--;
	struct buf b;
	buf_init(&b, JSONLD_MAX);
	buf_add(&b, script.s + from, to - from);
	for (size_t i = 0; i < b.n; i++)
		if ((unsigned char)b.s[i] < ' ')
			b.s[i] = ' ';
	const struct str json = arena_str(arena, buf_view(&b));
	buf_free(&b);
	return json;
}

void
jsonld_read(const struct dates *dates, struct arena *arena, struct str script,
    struct metadata *m)
{
	const struct reading r = { dates, arena, m };
	struct json_value *root = NULL;
	struct err err = { .reason = "" };
	if (script.n == 0 || script.n >= JSONLD_MAX)
		return;
	const struct str json = cleaned(arena, script);
	if (json.n > 0 && json_read(arena, json, &root, &err) == RC_OK)
		walk(&r, root, 0);
}
