#include "extract/look.h"

#include "common/hash.h"

#define PLACE_DEPTH 4 /* elements; further out, sites differ by section */

static bool
has_digit(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (word.s[i] >= '0' && word.s[i] <= '9')
			return true;
	return false;
}

uint64_t
look_of(const struct node *n)
{
	struct str class = node_attr(n, ATTR_CLASS);
	struct str word;
	uint64_t look = n->tag;
	while (str_cut(&class, ' ', &word))
		if (!has_digit(word))
			look = hash64(word, look);
	return look;
}

uint64_t
look_of_place(const struct node *n)
{
	uint64_t place = 0;
	for (unsigned i = 0; n != NULL && i < PLACE_DEPTH; i++) {
		const uint64_t look = look_of(n);
		place = hash64(str_n((const char *)&look, sizeof(look)), place);
		n = n->parent;
	}
	return place;
}
