#include "extract/extractor.h"

#include <stdlib.h>

#include "common/document.h"
#include "common/lexicon.h"
#include "common/mem.h"
#include "common/record.h"
#include "common/utf8.h"
#include "extract/article.h"
#include "extract/figures.h"
#include "extract/page.h"
#include "extract/payload.h"

struct extractor {
	struct lexicon *lexicon;
	struct article *article;
	struct figures *figures;
	bool explain;
	bool learn;
};

enum rc
extractor_new(const struct config *config, struct extractor **out,
    struct err *err)
{
	struct extractor *x = mem_zero(1, sizeof(*x));
	*out = x;
	enum rc rc = lexicon_load(config, &x->lexicon, err);
	if (rc == RC_OK)
		rc = article_new(config, x->lexicon, &x->article, err);
	if (rc == RC_OK)
		rc = figures_new(config, x->lexicon, &x->figures, err);
	return rc;
}

void
extractor_free(struct extractor *x)
{
	if (x == NULL)
		return;
	figures_free(x->figures);
	article_free(x->article);
	lexicon_free(x->lexicon);
	free(x);
}

void
extractor_explain(struct extractor *x)
{
	x->explain = true;
}

void
extractor_learn(struct extractor *x)
{
	x->learn = true;
}

void
extractor_remember(struct extractor *x, const struct memory *memory)
{
	article_remember(x->article, memory);
}

/* The document's figures, and with --explain why they are those.  Without a
 * language the rules of the one it looks like run; the field stays as given. */
static enum rc
figures(const struct extractor *x, struct arena *arena, struct document *doc,
    struct buf *why, struct err *err)
{
	const struct str lang = doc->lang;
	if (lang.n == 0)
		doc->lang = article_lang(x->article, arena, doc);
	if (x->explain)
		buf_printf(why, "# %.*s\n", STR_ARG(doc->url));
	const enum rc rc = x->explain
	    ? figures_explain(x->figures, arena, doc, why, err)
	    : figures_find(x->figures, arena, doc, err);
	doc->lang = lang;
	return rc;
}

/* Names and addresses may be any bytes; a record may not. */
static struct str
mended(struct arena *arena, struct str x)
{
	struct buf b;
	if (utf8_valid(x) == x.n)
		return x;
	buf_init(&b, 3 * x.n);
	(void)utf8_repair(x, &b);
	const struct str whole = arena_str(arena, buf_view(&b));
	buf_free(&b);
	return whole;
}

/* Text whose figures are to be explained is taken as it is: one sentence
 * makes no article, but a researcher tries just that. */
static enum rc
as_given(struct arena *arena, const struct page *page, struct document *doc)
{
	*doc = document_empty();
	doc->url = page->url.n > 0 ? page->url : page->source.path;
	doc->text = mended(arena, page->body);
	return RC_OK;
}

static enum rc
afresh(const struct extractor *x, struct arena *arena, const struct page *page,
    struct document *doc, struct err *err)
{
	if (x->explain && page->form == PAGE_TEXT)
		return as_given(arena, page, doc);
	enum rc rc = page->form == PAGE_HTML
	    ? article_html(x->article, arena, page, doc, err)
	    : article_text(x->article, arena, page, doc, err);
	doc->extractor = STR("sandyq-extract/" SANDYQ_VERSION);
	return rc;
}

/* The page, its codings off, as what is asked for: a record or imprints. */
static enum rc
answer(const struct extractor *x, struct arena *arena, const struct page *page,
    struct buf *out, struct err *err)
{
	struct document doc;
	if (x->learn)
		return page->form == PAGE_HTML
		    ? article_learn(x->article, arena, page, out, err)
		    : RC_OK;
	enum rc rc = page->form == PAGE_RECORD
	    ? record_read(arena, page->body, &doc, err)
	    : afresh(x, arena, page, &doc, err);
	if (rc == RC_OK)
		rc = figures(x, arena, &doc, out, err);
	if (rc == RC_OK && !x->explain)
		record_write(out, &doc);
	return rc;
}

enum rc
extractor_work(void *extractor, struct arena *arena, struct str packed,
    struct buf *out, struct err *err)
{
	const struct extractor *x = extractor;
	struct page page;
	struct buf body;
	enum rc rc = RC_OK;
	if (!page_unpack(packed, &page))
		return err_set(err, RC_FAIL, "a page was lost on its way");
	page.url = mended(arena, page.url);
	page.source.path = mended(arena, page.source.path);
	page.source.record_id = mended(arena, page.source.record_id);
	buf_init(&body, PAGE_MAX);
	if (page.form == PAGE_HTTP)
		rc = payload_read(arena, &page, &body, err);
	if (rc == RC_OK)
		rc = answer(x, arena, &page, out, err);
	buf_free(&body);
	return rc == RC_END ? RC_OK : rc;
}
