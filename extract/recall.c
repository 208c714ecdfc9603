#include "extract/recall.h"

#include <stdbool.h>

#include "common/hash.h"
#include "common/utf8.h"
#include "extract/look.h"
#include "extract/plain.h"

#define LOOKED    400 /* bytes of a line that tell it from others */
#define JUNK_COST 0.5 /* what good text costs that repeats */
#define LINE_COST 8

static uint64_t
line_of(struct arena *arena, struct str site, const struct passage *p)
{
	const struct str text = utf8_fold(arena, plain_head(p->text, LOOKED));
	return hash64(text, hash64(site, look_of_place(p->node)));
}

static uint64_t
page_of(struct arena *arena, const struct document *doc)
{
	const uint64_t page = doc->title.n > 0
	    ? hash64(utf8_fold(arena, doc->title), 0)
	    : hash64(doc->canonical_url, 1);
	return page != 0 ? page : 1;
}

void
recall_learn(struct arena *arena, const struct document *doc,
    const struct blocks *b, struct buf *out)
{
	const uint64_t page = page_of(arena, doc);
	for (size_t i = 0; i < b->passages.n && doc->site.n > 0; i++) {
		const struct imprint one = {
			.line = line_of(arena, doc->site, &b->passages.v[i]),
			.page = page,
		};
		buf_add(out, (const char *)&one, sizeof(one));
	}
}

static double
good(const struct passage *p)
{
	return p->value > 0 ? p->value : 0;
}

void
recall_judge(const struct memory *m, struct arena *arena,
    const struct document *doc, struct blocks *b)
{
	struct passages *p = &b->passages;
	bool *repeats = arena_array(arena, p->n + 1, sizeof(repeats[0]));
	double all = 0;
	double repeated = 0;
	for (size_t i = 0; i < p->n; i++) {
		repeats[i] = i != b->headline &&
		    memory_repeats(m, line_of(arena, doc->site, &p->v[i]));
		all += good(&p->v[i]);
		repeated += repeats[i] ? good(&p->v[i]) : 0;
	}
	if (doc->site.n == 0 || 2 * repeated > all)
		return;
	for (size_t i = 0; i < p->n; i++) {
		if (!repeats[i])
			continue;
		if (p->v[i].value > 0)
			p->v[i].value = -JUNK_COST * p->v[i].value - LINE_COST;
		if (p->v[i].note == NOTE_NONE)
			p->v[i].note = NOTE_SKIP;
	}
}
