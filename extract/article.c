#include "extract/article.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/mem.h"
#include "common/record.h"
#include "common/site.h"
#include "common/utf8.h"
#include "extract/address.h"
#include "extract/blocks.h"
#include "extract/byline.h"
#include "extract/charset.h"
#include "extract/compose.h"
#include "extract/content.h"
#include "extract/dateline.h"
#include "extract/dates.h"
#include "extract/dom.h"
#include "extract/furniture.h"
#include "extract/jsonld.h"
#include "extract/language.h"
#include "extract/metadata.h"
#include "extract/prescan.h"
#include "extract/recall.h"
#include "extract/score.h"
#include "extract/textpage.h"
#include "extract/title.h"

#define ARTICLE_MIN  80  /* code points; less is no article */
#define LITTLE       250 /* code points from which JSON-LD is not asked */
#define URL_AGREES   (3 * (int64_t)CLOCK_DAY)
#define MARKUP_EXTRA ((size_t)1 << 20)  /* quotes the pre-scan may add */
#define TEXT_EXTRA   ((size_t)64 << 10) /* for a cut or broken letter U+FFFD */
#define TITLE_RUNES  400
#define SCRATCH_MAX  ((size_t)192 << 20)

struct article {
	const struct lexicon *lexicon;
	struct furniture *furniture;
	struct dates *dates;
	struct language *language;
	struct charsets *charsets;
	struct sites sites;
	const struct memory *memory; /* NULL: none is asked */
	struct arena *scratch;       /* for gumbo, page after page */
};

enum rc
article_new(const struct config *config, const struct lexicon *lexicon,
    struct article **out, struct err *err)
{
	struct article *a = mem_zero(1, sizeof(*a));
	*out = a;
	a->lexicon = lexicon;
	a->charsets = charsets_new();
	a->scratch = arena_new(SCRATCH_MAX);
	enum rc rc = furniture_new(lexicon, &a->furniture, err);
	if (rc == RC_OK)
		rc = dates_new(lexicon, &a->dates, err);
	if (rc == RC_OK)
		rc = sites_load(config, &a->sites, err);
	if (rc == RC_OK)
		rc = language_new(config, &a->language, err);
	return rc;
}

void
article_free(struct article *a)
{
	if (a == NULL)
		return;
	arena_free(a->scratch);
	charsets_free(a->charsets);
	language_free(a->language);
	dates_free(a->dates);
	furniture_free(a->furniture);
	free(a);
}

void
article_remember(struct article *a, const struct memory *memory)
{
	a->memory = memory;
}

/*
 * The sources, the most trusted first.  JSON-LD is written for machines that
 * check it; microdata and Open Graph by the same hands, less often looked at;
 * <time> is what readers see; text is a guess at what they see; a URL has no
 * time of day.
 */
enum source {
	SOURCE_JSONLD,
	SOURCE_ITEMPROP,
	SOURCE_META,
	SOURCE_MARKUP,
	SOURCE_TEXT,
	SOURCE_URL,
	SOURCES,
};

/* published_from of DESIGN.md, section 3. */
static const struct str source_names[SOURCES] = {
	[SOURCE_JSONLD] = { "jsonld", 6 },
	[SOURCE_ITEMPROP] = { "meta", 4 },
	[SOURCE_META] = { "meta", 4 },
	[SOURCE_MARKUP] = { "time", 4 },
	[SOURCE_TEXT] = { "text", 4 },
	[SOURCE_URL] = { "url", 3 },
};

/* A page while it is read. */
struct reading {
	const struct article *tools;
	struct arena *arena;
	const struct page *page;
	struct metadata said[SOURCES];
	struct document *doc;
	struct buf markup;    /* what the pre-scan left; the tree borrows it */
	struct buf *imprints; /* of a page that is only learnt */
};

static struct reading
reading_of(const struct article *tools, struct arena *arena,
    const struct page *page, struct document *doc)
{
	struct reading r = { .tools = tools,
		.arena = arena,
		.page = page,
		.doc = doc };
	for (size_t i = 0; i < SOURCES; i++)
		r.said[i] = metadata_none();
	*doc = document_empty();
	doc->fetched_at = page->fetched_at;
	doc->source = page->source;
	return r;
}

/* A guess from text or markup that the URL contradicts loses to it. */
static bool
is_contradicted(const struct reading *r, enum source source)
{
	const int64_t url = r->said[SOURCE_URL].published;
	const int64_t at = r->said[source].published;
	return (source == SOURCE_MARKUP || source == SOURCE_TEXT) &&
	    dates_plausible(url, r->page->fetched_at) &&
	    (at - url > URL_AGREES || url - at > URL_AGREES);
}

static void
merge_times(struct reading *r)
{
	struct document *doc = r->doc;
	const int64_t fetched = r->page->fetched_at;
	for (enum source s = 0; s < SOURCES; s++) {
		const struct metadata *m = &r->said[s];
		if (doc->published_at == CLOCK_NONE &&
		    dates_plausible(m->published, fetched) &&
		    !is_contradicted(r, s)) {
			doc->published_at = m->published;
			doc->published_from = source_names[s];
		}
		if (doc->modified_at == CLOCK_NONE &&
		    dates_plausible(m->modified, fetched))
			doc->modified_at = m->modified;
	}
}

static void
merge_names(struct reading *r)
{
	struct document *doc = r->doc;
	for (enum source s = 0; s < SOURCES; s++) {
		const struct metadata *m = &r->said[s];
		if (doc->nauthors == 0 && m->nauthors > 0) {
			doc->authors = arena_grow(r->arena, m->authors,
			    m->nauthors, m->nauthors, sizeof(m->authors[0]));
			doc->nauthors = m->nauthors;
		}
		if (doc->section.n == 0)
			doc->section = m->section;
	}
}

static struct str
merge_title(struct reading *r, const struct dom *dom,
    const struct passages *passages)
{
	/* Open Graph's title is what editors want shown; a JSON-LD headline is
	 * sometimes cut at 110 characters; <title> has the site's name. */
	const struct str said[] = {
		r->said[SOURCE_META].title,
		r->said[SOURCE_JSONLD].title,
		r->said[SOURCE_ITEMPROP].title,
		r->said[SOURCE_MARKUP].title,
	};
	const struct titles titles = { .said = said,
		.n = sizeof(said) / sizeof(said[0]),
		.sitename = r->said[SOURCE_META].sitename };
	return title_choose(r->arena, dom, passages, &titles);
}

/* Where the page gives little, its JSON-LD may hold the whole text. */
static enum rc
body_from_jsonld(struct reading *r, struct err *err)
{
	const struct str body = r->said[SOURCE_JSONLD].body;
	struct textpage t;
	if (utf8_count(r->doc->text) >= LITTLE || body.n <= 2 * r->doc->text.n)
		return RC_OK;
	textpage_read(r->arena, r->tools->furniture, body, &t);
	return compose_text(r->arena, &t.passages, r->doc, err);
}

static void
set_address(struct reading *r)
{
	const struct str meta = r->said[SOURCE_META].canonical;
	address_set(r->arena, &r->tools->sites, r->page->url,
	    meta.n > 0 ? meta : r->said[SOURCE_JSONLD].canonical, r->doc);
}

/* What both kinds of pages end with. */
static enum rc
finish(struct reading *r)
{
	struct document *doc = r->doc;
	r->said[SOURCE_URL].published =
	    dates_of_url(r->tools->dates, doc->canonical_url);
	merge_times(r);
	merge_names(r);
	if (utf8_count(doc->text) < ARTICLE_MIN)
		return RC_END;
	doc->lang = article_lang(r->tools, r->arena, doc);
	return RC_OK;
}

static enum rc
parse(struct reading *r, struct str utf8, struct prescan *found,
    struct dom *dom, struct err *err)
{
	buf_init(&r->markup, utf8.n * 2 + MARKUP_EXTRA);
	const enum rc rc = prescan_run(utf8, &r->markup, found, err);
	if (rc != RC_OK)
		return rc;
	return dom_parse(r->arena, r->tools->scratch, buf_view(&r->markup), dom,
	    err);
}

static void
read_metadata(struct reading *r, const struct prescan *found,
    const struct dom *dom)
{
	const struct dates *dates = r->tools->dates;
	for (size_t i = 0; i < found->nldjson; i++)
		jsonld_read(dates, r->arena, found->ldjson[i],
		    &r->said[SOURCE_JSONLD]);
	metadata_itemprop(dates, r->arena, dom, &r->said[SOURCE_ITEMPROP]);
	metadata_meta(dates, r->arena, dom, &r->said[SOURCE_META]);
	metadata_markup(dates, r->arena, dom, &r->said[SOURCE_MARKUP]);
}

static size_t
clean_names(const struct reading *r, struct metadata *m)
{
	m->nauthors =
	    byline_clean(r->tools->lexicon, r->arena, m->authors, m->nauthors);
	return m->nauthors;
}

/* Readers' text is asked only where no metadata names an author. */
static void
read_byline(struct reading *r, const struct passages *passages, size_t headline)
{
	struct metadata *text = &r->said[SOURCE_TEXT];
	size_t named = 0;
	for (enum source s = 0; s < SOURCES; s++)
		named += clean_names(r, &r->said[s]);
	if (named > 0)
		return;
	byline_find(r->tools->lexicon, r->arena, passages, headline, text);
	clean_names(r, text);
}

/* All that is known before any passage is judged. */
static enum rc
scan_html(struct reading *r, struct str utf8, struct dom *dom,
    struct blocks *blocks, struct err *err)
{
	struct prescan found;
	const enum rc rc = parse(r, utf8, &found, dom, err);
	if (rc != RC_OK)
		return rc;
	blocks_read(r->arena, dom, blocks);
	read_metadata(r, &found, dom);
	set_address(r);
	r->doc->title = merge_title(r, dom, &blocks->passages);
	blocks->headline =
	    title_place(r->arena, &blocks->passages, r->doc->title);
	return RC_OK;
}

static enum rc
read_html(struct reading *r, struct str utf8, struct err *err)
{
	struct dom dom;
	struct blocks blocks;
	enum rc rc = scan_html(r, utf8, &dom, &blocks, err);
	if (rc != RC_OK)
		return rc;
	score_blocks(r->tools->furniture, r->arena, &dom, &blocks);
	if (r->tools->memory != NULL)
		recall_judge(r->tools->memory, r->arena, r->doc, &blocks);
	content_choose(r->arena, &dom, &blocks);
	r->said[SOURCE_TEXT].published = dateline_find(r->tools->dates,
	    r->arena, &blocks.passages, r->doc->title, r->page->fetched_at);
	read_byline(r, &blocks.passages, blocks.headline);
	rc = compose_text(r->arena, &blocks.passages, r->doc, err);
	if (rc == RC_OK)
		rc = body_from_jsonld(r, err);
	return rc == RC_OK ? finish(r) : rc;
}

static enum rc
learn_html(struct reading *r, struct str utf8, struct err *err)
{
	struct dom dom;
	struct blocks blocks;
	const enum rc rc = scan_html(r, utf8, &dom, &blocks, err);
	if (rc == RC_OK)
		recall_learn(r->arena, r->doc, &blocks, r->imprints);
	return rc;
}

static enum rc
read_text(struct reading *r, struct str utf8, struct err *err)
{
	struct textpage t;
	textpage_read(r->arena, r->tools->furniture, utf8, &t);
	set_address(r);
	r->doc->title = t.title;
	r->said[SOURCE_TEXT].published = dateline_find(r->tools->dates,
	    r->arena, &t.passages, t.title, r->page->fetched_at);
	read_byline(r, &t.passages,
	    title_place(r->arena, &t.passages, t.title));
	const enum rc rc = compose_text(r->arena, &t.passages, r->doc, err);
	return rc == RC_OK ? finish(r) : rc;
}

typedef enum rc read_fn(struct reading *, struct str utf8, struct err *);

static enum rc
decode_and_read(struct reading *r, read_fn *fn, struct err *err)
{
	struct buf utf8;
	struct charset charset;
	buf_init(&utf8, PAGE_MAX + TEXT_EXTRA);
	enum rc rc = charset_decode(r->page->body, charset_label(r->page->type),
	    &utf8, &charset, err);
	if (rc == RC_OK)
		rc = fn(r, charset.text, err);
	buf_free(&r->markup);
	buf_free(&utf8);
	return rc;
}

enum rc
article_html(const struct article *a, struct arena *arena,
    const struct page *page, struct document *doc, struct err *err)
{
	struct reading r = reading_of(a, arena, page, doc);
	return decode_and_read(&r, read_html, err);
}

enum rc
article_text(const struct article *a, struct arena *arena,
    const struct page *page, struct document *doc, struct err *err)
{
	struct reading r = reading_of(a, arena, page, doc);
	return decode_and_read(&r, read_text, err);
}

enum rc
article_learn(const struct article *a, struct arena *arena,
    const struct page *page, struct buf *imprints, struct err *err)
{
	struct document doc;
	struct reading r = reading_of(a, arena, page, &doc);
	r.imprints = imprints;
	return decode_and_read(&r, learn_html, err);
}

struct str
article_lang(const struct article *a, struct arena *arena,
    const struct document *doc)
{
	return language_of(a->language, arena, doc->text);
}
