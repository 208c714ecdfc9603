#include "normalize/stem.h"

#include <libstemmer.h>

struct str
stem_russian(struct arena *arena, struct str folded)
{
	struct sb_stemmer *stemmer = sb_stemmer_new("russian", "UTF_8");
	if (stemmer == NULL)
		return folded;
	const sb_symbol *stem = sb_stemmer_stem(stemmer,
	    (const sb_symbol *)folded.s, (int)folded.n);
	struct str out = folded;
	if (stem != NULL)
		out = arena_str(arena,
		    str_n((const char *)stem,
			(size_t)sb_stemmer_length(stemmer)));
	sb_stemmer_delete(stemmer);
	return out;
}
