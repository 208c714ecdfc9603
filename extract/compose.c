#include "extract/compose.h"

#include "common/buf.h"
#include "common/utf8.h"
#include "extract/plain.h"

#define TITLE_LIKE  0.8 /* from this likeness on a line is the title */
#define TITLE_REACH 4   /* kept passages in which it may stand */

/* The number of kept passages on top that end with the title. */
static size_t
skip_title(struct arena *arena, const struct passages *p, struct str title)
{
	size_t met = 0;
	for (size_t i = 0; i < p->n && met < TITLE_REACH && title.n > 0; i++) {
		if (!p->v[i].kept)
			continue;
		if (plain_likeness(arena, p->v[i].text, title) >= TITLE_LIKE)
			return i + 1;
		if (p->v[i].value > 0)
			break;
		met++;
	}
	return 0;
}

enum rc
compose_text(struct arena *arena, const struct passages *p,
    struct document *doc, struct err *err)
{
	struct buf text;
	size_t runes = 0;
	buf_init(&text, COMPOSE_MAX);
	doc->blocks = arena_array(arena, p->n, sizeof(doc->blocks[0]));
	doc->nblocks = 0;
	for (size_t i = skip_title(arena, p, doc->title); i < p->n; i++) {
		const struct passage *one = &p->v[i];
		if (!one->kept)
			continue;
		if (runes > 0) {
			buf_text(&text, "\n\n");
			runes += 2;
		}
		buf_str(&text, one->text);
		doc->blocks[doc->nblocks++] = (struct block){
			.kind = passage_kind_name(one->kind),
			.at = { runes, one->size.runes },
		};
		runes += one->size.runes;
	}
	const bool bad = text.bad;
	doc->text = arena_str(arena, text.n > 0 ? buf_view(&text) : STR(""));
	buf_free(&text);
	if (bad)
		return err_set(err, RC_BAD, "article over %zu bytes",
		    COMPOSE_MAX);
	return RC_OK;
}
