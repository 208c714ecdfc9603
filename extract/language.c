#include "extract/language.h"

#include <stdint.h>
#include <stdlib.h>

#include <libexttextcat/textcat.h>

#include "common/mem.h"
#include "common/utf8.h"
#include "extract/plain.h"

#ifndef LANGUAGE_DIR
#define LANGUAGE_DIR "/usr/share/libexttextcat/"
#endif

#define TEXT_LOOKED  8000 /* bytes; more tells nothing new */
#define TEXT_GUESSED 2000 /* bytes of it for n-grams: they cost most here */
#define LETTERS_MIN  20   /* fewer say nothing */
#define KAZAKH_SHARE 40   /* one of so many letters is Kazakh's own */
#define SURE_MIN     80   /* letters from which n-grams are asked */

struct language {
	void *textcat;
};

enum rc
language_new(struct language **out, struct err *err)
{
	struct language *l = mem_zero(1, sizeof(*l));
	*out = l;
	l->textcat =
	    special_textcat_Init(LANGUAGE_DIR "fpdb.conf", LANGUAGE_DIR);
	if (l->textcat == NULL)
		return err_set(err, RC_FAIL,
		    "no language models in " LANGUAGE_DIR
		    " (package libexttextcat-data)");
	return RC_OK;
}

void
language_free(struct language *l)
{
	if (l == NULL)
		return;
	if (l->textcat != NULL)
		textcat_Done(l->textcat);
	free(l);
}

struct letters {
	size_t latin;
	size_t cyrillic;
	size_t kazakh; /* letters that Russian does not have */
	size_t turkic; /* those of them that Ukrainian does not have either */
};

static bool
is_kazakh(uint32_t c)
{
	static const uint32_t own[] = { 0x4D9, 0x493, 0x49B, 0x4A3, 0x4E9,
		0x4B1, 0x4AF, 0x4BB, 0x456 }; /* ә ғ қ ң ө ұ ү һ і */
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (c == own[i])
			return true;
	return false;
}

static struct letters
count_letters(struct str text)
{
	struct letters l = { .latin = 0 };
	while (text.n > 0) {
		size_t n;
		const uint32_t c = utf8_fold_rune(utf8_decode(text, &n));
		l.latin += c >= 'a' && c <= 'z';
		l.cyrillic += c >= 0x400 && c < 0x530;
		l.kazakh += is_kazakh(c);
		l.turkic += c != 0x456 && is_kazakh(c);
		text = str_from(text, n);
	}
	return l;
}

/* Is `code` among the best guesses ("[ru--utf8][bg--utf8]")? */
static bool
guessed(const struct language *l, struct str text, const char *code)
{
	const struct str head = plain_head(text, TEXT_GUESSED);
	const struct str all =
	    str_c(textcat_Classify(l->textcat, head.s, head.n));
	const struct str want = str_c(code);
	return str_is(all, TEXTCAT_RESULT_UNKNOWN_STR) ||
	    str_is(all, TEXTCAT_RESULT_SHORT_STR) ||
	    str_find(all, want) < all.n;
}

/* A Russian text about Kazakhstan has Kazakh names in it: where their letters
 * are many, n-grams decide, if there is enough to ask them. */
static struct str
cyrillic_of(const struct language *l, struct str text, struct letters n)
{
	const bool many = n.kazakh * KAZAKH_SHARE > n.cyrillic;
	if (n.cyrillic < SURE_MIN)
		return many && n.turkic > 0 ? STR("kk")
		    : many                  ? STR_NONE
					    : STR("ru");
	if (many && n.turkic > 0 && guessed(l, text, "[kk--"))
		return STR("kk");
	return guessed(l, text, "[ru--") ? STR("ru") : STR_NONE;
}

struct str
language_of(const struct language *l, struct arena *arena, struct str text)
{
	text = arena_str(arena, plain_head(text, TEXT_LOOKED));
	const struct letters n = count_letters(text);
	if (n.cyrillic < LETTERS_MIN && n.latin < LETTERS_MIN)
		return STR_NONE;
	if (n.cyrillic >= n.latin)
		return cyrillic_of(l, text, n);
	return n.latin < SURE_MIN || guessed(l, text, "[en--") ? STR("en")
							       : STR_NONE;
}
