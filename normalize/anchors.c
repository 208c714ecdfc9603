#include "normalize/anchors.h"

#include <stdio.h>
#include <string.h>

#include "common/hash.h"

static struct str
anchor_of(const struct draft *d, const struct figure *f)
{
	char hex[HASH_HEX];
	char place[24];
	const struct str url = d->doc->url;
	const struct str sentence = text_slice(&d->text, f->fact.sentence);
	const int n = snprintf(place, sizeof(place), "\n%zu",
	    f->number.start - f->fact.sentence.start);
	char *key =
	    arena_bytes(d->arena, url.n + 1 + sentence.n + sizeof(place));
	char *to = key;
	if (url.n > 0)
		to = (char *)memcpy(to, url.s, url.n) + url.n;
	*to++ = '\n';
	to = (char *)memcpy(to, sentence.s, sentence.n) + sentence.n;
	memcpy(to, place, (size_t)n);
	hash128_hex(str_n(key, (size_t)(to + n - key)), hex);
	return arena_str(d->arena, str_c(hex));
}

/* Figures of one sentence that share a verb's direction are one statement:
 * "вырос на 20 % до 668 млн".  A pair is one by itself. */
static void
set_groups(struct draft *d, const struct sentence_view *v)
{
	const struct figure *first = NULL;
	for (size_t i = v->figure; i < v->figure + v->figures; i++) {
		struct figure *f = &d->figures[i];
		if (f->dropped || f->fact.change.role.n == 0)
			continue;
		const bool pair = first != NULL && f->pair > 0 &&
		    first == &d->figures[f->pair - 1];
		const bool joins = first != NULL &&
		    (pair || (f->role == ROLE_TO && first->role != ROLE_TO)) &&
		    str_eq(first->fact.change.direction,
			f->fact.change.direction);
		if (!joins)
			first = f;
		f->fact.change.group = str_head(first->fact.anchor, 16);
	}
}

void
anchors_set(struct draft *d)
{
	for (size_t i = 0; i < d->nfigures; i++)
		d->figures[i].fact.anchor = anchor_of(d, &d->figures[i]);
	for (size_t s = 0; s < d->nsentences; s++)
		set_groups(d, &d->sentences[s]);
}
