#ifndef EXTRACT_ARTICLE_H
#define EXTRACT_ARTICLE_H

#include "common/arena.h"
#include "common/config.h"
#include "common/document.h"
#include "common/rc.h"
#include "common/str.h"
#include "extract/page.h"

/*
 * From a page to a document: title, dates, authors, language, address and the
 * text of the article alone.  Where several sources tell the same thing,
 * article.c states once which is believed first.
 *
 * The tools (lexicon, dates, sites, languages) are loaded once and read-only
 * after that.
 */
struct article;

enum rc article_new(const struct config *, struct article **,
    struct err *) MUST_CHECK;
void article_free(struct article *);

/* page->body is the page in any charset, its codings taken off.  RC_END: it
 * holds no article. */
enum rc article_html(const struct article *, struct arena *,
    const struct page *, struct document *, struct err *) MUST_CHECK;
enum rc article_text(const struct article *, struct arena *,
    const struct page *, struct document *, struct err *) MUST_CHECK;
/* The language of a document's text. */
struct str article_lang(const struct article *, struct arena *,
    const struct document *);

#endif
