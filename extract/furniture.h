#ifndef EXTRACT_FURNITURE_H
#define EXTRACT_FURNITURE_H

#include "common/arena.h"
#include "common/lexicon.h"
#include "common/rc.h"
#include "common/str.h"
#include "extract/passage.h"

/*
 * What furniture says of itself: lines known by their first words, elements
 * known by their class and id.  The words are those of furniture.yaml in
 * every language of the lexicon, together, because pages mix languages.
 * Read-only once made.
 */
struct furniture;

enum rc furniture_new(const struct lexicon *, struct furniture **,
    struct err *) MUST_CHECK;
void furniture_free(struct furniture *);

/* Of a squeezed line; the arena holds its folded form. */
enum passage_note furniture_note(const struct furniture *, struct arena *,
    struct str line);

enum mark {
	MARK_NONE,
	MARK_END, /* what readers wrote */
	MARK_JUNK,
	MARK_BODY,
	MARK_LOOKS, /* begins a name that tells what else is there */
};
/* Of a class or id; of an element that says several, the first of these. */
enum mark furniture_mark(const struct furniture *, struct str value);

#endif
