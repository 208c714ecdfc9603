#ifndef EXTRACT_FIGURES_H
#define EXTRACT_FIGURES_H

#include "common/arena.h"
#include "common/buf.h"
#include "common/config.h"
#include "common/document.h"
#include "common/lexicon.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * The figure rules of config/rules, ready to run: text in, mentions out.
 *
 * Loaded once (macros filled from the lexicon, patterns compiled with JIT) and
 * read-only after that.  figures_find() cuts doc->text into sentences, runs
 * the rules of the document's language over each, settles overlaps by the
 * order stated in the rule files, and sets doc->mentions (in text order, in
 * the arena), doc->has_mentions and doc->ruleset.  A sentence whose pattern
 * runs into PCRE2's limits loses that rule only (logged).
 */
struct figures;

/* RC_BAD with path:line:column of the rule that is wrong.  The lexicon stays
 * the caller's. */
enum rc figures_new(const struct config *, const struct lexicon *,
    struct figures **, struct err *) MUST_CHECK;
void figures_free(struct figures *);
enum rc figures_find(const struct figures *, struct arena *, struct document *,
    struct err *) MUST_CHECK;
/* The same, and appends for people to read: of each sentence with a number,
 * which rule took what, and to which the others lost (see explain.h). */
enum rc figures_explain(const struct figures *, struct arena *,
    struct document *, struct buf *, struct err *) MUST_CHECK;

#endif
