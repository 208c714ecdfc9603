#include "extract/passage.h"

#include "common/mem.h"

struct str
passage_kind_name(enum passage_kind kind)
{
	static const struct str names[PASSAGE_KINDS] = {
		[PASSAGE_PARAGRAPH] = { "paragraph", 9 },
		[PASSAGE_HEADING] = { "heading", 7 },
		[PASSAGE_ITEM] = { "item", 4 },
		[PASSAGE_QUOTE] = { "quote", 5 },
		[PASSAGE_ROW] = { "row", 3 },
		[PASSAGE_CAPTION] = { "caption", 7 },
	};
	return names[kind];
}

bool
passages_full(const struct passages *p)
{
	return p->n >= PASSAGES_MAX || p->bytes >= PASSAGES_BYTES;
}

struct passage *
passages_add(struct arena *arena, struct passages *p, struct str text)
{
	if (passages_full(p))
		return NULL;
	p->bytes += text.n;
	if (p->n == p->room) {
		const size_t room =
		    mem_room(p->room > 0 ? p->room : 64, p->n + 1);
		p->v = arena_grow(arena, p->v, p->n, room, sizeof(p->v[0]));
		p->room = room;
	}
	struct passage *one = &p->v[p->n++];
	*one = (struct passage){ .text = text, .size = plain_measure(text) };
	return one;
}

size_t
passages_first(const struct passages *p)
{
	size_t i = 0;
	while (i < p->n && !p->v[i].kept)
		i++;
	return i;
}

size_t
passages_past(const struct passages *p)
{
	size_t i = p->n;
	while (i > 0 && !p->v[i - 1].kept)
		i--;
	return i;
}
