#include "store/feed.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "store/detail.h"
#include "store/events.h"

#define FEED_LIMIT 100 /* entries without --limit */
#define FEED_ARENA ((size_t)1 << 30)
#define FEED_MAX   ((size_t)256 << 20)

struct entry {
	int64_t at;
	struct str id; /* the same for the same event, whenever asked */
	struct str title;
	struct str url;
	struct str text;
	struct str source;
};

struct feed {
	struct details *details;
	struct arena *arena; /* of all entries */
	struct entry *v;
	size_t n;
	size_t room;
};

static void
entry_add(struct feed *f, const struct event *e, const struct detail *d)
{
	struct arena *a = f->arena;
	const struct str kind = change_kind_name(e->kind);
	if (f->n == f->room) {
		f->room = f->room > 0 ? 2 * f->room : 256;
		f->v = arena_grow(a, f->v, f->n, f->room, sizeof(*f->v));
	}
	f->v[f->n++] = (struct entry){
		.at = e->reported,
		.id = arena_printf(a, "urn:sandyq:%.*s:%.*s", STR_ARG(kind),
		    STR_ARG(d->anchor)),
		.title = arena_printf(a, "%.*s: %.*s (%.*s)",
		    STR_ARG(d->indicator), STR_ARG(e->what), STR_ARG(kind)),
		.url = arena_str(a, d->url),
		.text = arena_str(a, d->sentence),
		.source = arena_str(a, d->source_name),
	};
}

static enum rc
feed_collect(void *arg, const struct event *e, struct err *err)
{
	struct feed *f = arg;
	struct detail d;
	const enum rc rc = details_find(f->details, e->observation, &d, err);
	if (rc != RC_OK)
		return rc;
	entry_add(f, e, &d);
	return arena_full(f->arena)
	    ? err_set(err, RC_FAIL, "too many events; use --since")
	    : RC_OK;
}

static int
entry_cmp(const void *a, const void *b)
{
	const struct entry *x = a;
	const struct entry *y = b;
	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return str_cmp(x->id, y->id);
}

/* Text of XML 1.0: control characters cannot be written in any way. */
static void
xml_text(struct buf *b, struct str x)
{
	for (size_t i = 0; i < x.n; i++) {
		const unsigned char c = (unsigned char)x.s[i];
		if (c == '&')
			buf_text(b, "&amp;");
		else if (c == '<')
			buf_text(b, "&lt;");
		else if (c == '>')
			buf_text(b, "&gt;");
		else if (c >= 0x20 || c == '\t' || c == '\n')
			buf_chr(b, x.s[i]);
	}
}

static void
xml_element(struct buf *b, const char *name, struct str text)
{
	buf_printf(b, "<%s>", name);
	xml_text(b, text);
	buf_printf(b, "</%s>\n", name);
}

static void
xml_time(struct buf *b, int64_t at)
{
	char text[CLOCK_TEXT_MAX];
	clock_text(at, text);
	xml_element(b, "updated", str_c(text));
}

static void
atom_write(struct buf *b, const struct entry *v, size_t n)
{
	buf_text(b,
	    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
	    "<id>urn:sandyq:events</id>\n<title>sandyq</title>\n");
	xml_time(b, n > 0 ? v[0].at : 0);
	for (size_t i = 0; i < n; i++) {
		buf_text(b, "<entry>\n");
		xml_element(b, "id", v[i].id);
		xml_element(b, "title", v[i].title);
		xml_time(b, v[i].at);
		buf_text(b, "<author><name>");
		xml_text(b, v[i].source);
		buf_text(b, "</name></author>\n");
		xml_element(b, "summary", v[i].text);
		if (v[i].url.n > 0 && str_chr(v[i].url, '"') == v[i].url.n) {
			buf_text(b, "<link href=\"");
			xml_text(b, v[i].url);
			buf_text(b, "\"/>\n");
		}
		buf_text(b, "</entry>\n");
	}
	buf_text(b, "</feed>\n");
}

static void
member(struct json *j, const char *key, struct str value)
{
	json_key(j, key);
	json_str(j, value);
}

static void
item_write(struct json *j, const struct entry *e)
{
	char at[CLOCK_TEXT_MAX];
	clock_text(e->at, at);
	json_object(j);
	member(j, "id", e->id);
	if (e->url.n > 0)
		member(j, "url", e->url);
	member(j, "title", e->title);
	member(j, "content_text", e->text);
	member(j, "date_published", str_c(at));
	json_key(j, "authors");
	json_array(j);
	json_object(j);
	member(j, "name", e->source);
	json_end_object(j);
	json_end_array(j);
	json_end_object(j);
}

static void
json_feed_write(struct buf *b, const struct entry *v, size_t n)
{
	struct json j = json_to(b);
	json_object(&j);
	member(&j, "version", STR("https://jsonfeed.org/version/1.1"));
	member(&j, "title", STR("sandyq"));
	json_key(&j, "items");
	json_array(&j);
	for (size_t i = 0; i < n; i++)
		item_write(&j, &v[i]);
	json_end_array(&j);
	json_end_object(&j);
	buf_chr(b, '\n');
}

static const struct {
	const char *name;
	void (*write)(struct buf *, const struct entry *, size_t n);
} forms[] = {
	{ "atom", atom_write },
	{ "json", json_feed_write },
};
#define FORMS (sizeof(forms) / sizeof(*forms))

/* The newest `limit` of them, in the form of that number. */
static enum rc
feed_write(struct call *call, struct feed *f, size_t form,
    unsigned long long limit, struct err *err)
{
	struct buf b;
	buf_init(&b, FEED_MAX);
	if (f->n > 1)
		qsort(f->v, f->n, sizeof(*f->v), entry_cmp);
	forms[form].write(&b, f->v, f->n < limit ? f->n : (size_t)limit);
	const bool bad = b.bad;
	if (!bad)
		stage_write(call->stage, buf_view(&b));
	buf_free(&b);
	return bad ? err_set(err, RC_FAIL, "too many events; use --limit")
		   : RC_OK;
}

enum rc
feed_run(struct call *call, struct err *err)
{
	const char *format = call->asked->format;
	struct question question;
	struct feed f = { 0 };
	const struct event_teller teller = { CHANGE_ALL, feed_collect, &f };
	unsigned long long limit = FEED_LIMIT;
	size_t form = 0;
	while (format != NULL && form < FORMS &&
	    !str_is(str_c(format), forms[form].name))
		form++;
	if (form == FORMS)
		return err_set(err, RC_BAD, "a feed is atom or json");
	enum rc rc = call_limit(call, &limit, err);
	if (rc == RC_OK)
		rc = question_read(call, &question, err);
	if (rc == RC_OK)
		rc = details_new(call->db, &f.details, err);
	if (rc != RC_OK)
		return rc;
	f.arena = arena_new(FEED_ARENA);
	rc = events_walk(call, &question, &teller, err);
	if (rc == RC_OK)
		rc = feed_write(call, &f, form, limit, err);
	arena_free(f.arena);
	details_free(f.details);
	return rc;
}
