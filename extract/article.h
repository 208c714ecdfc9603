#ifndef EXTRACT_ARTICLE_H
#define EXTRACT_ARTICLE_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/config.h"
#include "common/document.h"
#include "common/lexicon.h"
#include "common/rc.h"
#include "common/str.h"
#include "extract/memory.h"
#include "extract/page.h"

/*
 * From a page to a document: title, dates, authors, language, address and the
 * text of the article alone.  Where several sources tell the same thing,
 * article.c states once which is believed first.
 *
 * The tools (dates, sites, languages) are loaded once and read-only after
 * that; the lexicon stays the caller's.
 */
struct article;

enum rc article_new(const struct config *, const struct lexicon *,
    struct article **, struct err *) MUST_CHECK;
void article_free(struct article *);
/* From now on what repeats on the pages of a site is furniture; the memory is
 * settled and stays the caller's. */
void article_remember(struct article *, const struct memory *);

/* page->body is the page in any charset, its codings taken off.  RC_END: it
 * holds no article. */
enum rc article_html(const struct article *, struct arena *,
    const struct page *, struct document *, struct err *) MUST_CHECK;
enum rc article_text(const struct article *, struct arena *,
    const struct page *, struct document *, struct err *) MUST_CHECK;
/* What an HTML page adds to the memory: each passage's struct imprint. */
enum rc article_learn(const struct article *, struct arena *,
    const struct page *, struct buf *imprints, struct err *) MUST_CHECK;
/* The language of a document's text. */
struct str article_lang(const struct article *, struct arena *,
    const struct document *);

#endif
