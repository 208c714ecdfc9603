#include "crawler/found.h"

#include "common/clock.h"

struct finds
finds_in(struct arena *arena)
{
	return (struct finds){ .arena = arena };
}

void
finds_add(struct finds *f, struct str url, int64_t at, bool list)
{
	url = str_trim(url);
	if (url.n == 0)
		return;
	if (f->n == FOUND_MAX) {
		f->full = true;
		return;
	}
	if (f->n == f->cap) {
		const size_t cap = f->cap > 0 ? f->cap * 2 : 64;
		f->v = arena_grow(f->arena, f->v, f->n, cap, sizeof(*f->v));
		f->cap = cap;
	}
	f->v[f->n++] = (struct found){
		.url = arena_str(f->arena, url),
		.at = at,
		.list = list,
	};
}
