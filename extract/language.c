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
#define SURE_MIN     80   /* letters from which a language is asked for */

struct language {
	void *textcat;
};

enum rc
language_new(const struct config *config, struct language **out,
    struct err *err)
{
	struct language *l = mem_zero(1, sizeof(*l));
	struct arena *paths = arena_new(0);
	const char *models =
	    arena_printf(paths, "%s/languages.conf", config->lexicon).s;
	*out = l;
	l->textcat = special_textcat_Init(models, LANGUAGE_DIR);
	const enum rc rc = l->textcat != NULL
	    ? RC_OK
	    : err_set(err, RC_BAD,
		  "%s: not there, or names a model that is not in " LANGUAGE_DIR
		  " (package libexttextcat-data)",
		  models);
	arena_free(paths);
	return rc;
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

/* What a letter tells about the language. */
enum hint {
	HINT_NONE, /* no letter */
	HINT_LATIN,
	HINT_LATIN_MARKED, /* English has none of these */
	HINT_LATIN_KAZAKH, /* in one of its Latin alphabets */
	HINT_LATIN_OTHER,  /* its neighbours', not its own */
	HINT_CYRILLIC,
	HINT_RUSSIAN, /* and neither Ukrainian nor Bulgarian */
	HINT_TURKIC,  /* Kazakh and its kin */
	HINT_KAZAKH,  /* Kazakh alone */
	HINT_I,       /* Kazakh, Ukrainian, Belarusian */
	HINT_STRANGE, /* neither Russian nor Kazakh */
	HINT_ARABIC,
	HINT_ARABIC_KAZAKH,
	HINT_ARABIC_OTHER, /* Uighur, which shares the letters above */
	HINTS,
};

/* The first row that holds a letter tells it. */
static const struct hint_row {
	uint32_t from, to;
	enum hint hint;
} hints[] = {
	{ 0x44B, 0x44B, HINT_RUSSIAN }, /* ы */
	{ 0x44D, 0x44D, HINT_RUSSIAN }, /* э */
	{ 0x410, 0x44F, HINT_CYRILLIC },
	{ 0x401, 0x401, HINT_RUSSIAN }, /* ё */
	{ 0x451, 0x451, HINT_RUSSIAN },
	{ 0x406, 0x406, HINT_I },
	{ 0x456, 0x456, HINT_I },
	{ 0x4B0, 0x4B1, HINT_KAZAKH }, /* ұ */
	{ 0x492, 0x493, HINT_TURKIC }, /* ғ */
	{ 0x49A, 0x49B, HINT_TURKIC }, /* қ */
	{ 0x4A2, 0x4A3, HINT_TURKIC }, /* ң */
	{ 0x4AE, 0x4AF, HINT_TURKIC }, /* ү */
	{ 0x4BA, 0x4BB, HINT_TURKIC }, /* һ */
	{ 0x4D8, 0x4D9, HINT_TURKIC }, /* ә */
	{ 0x4E8, 0x4E9, HINT_TURKIC }, /* ө */
	{ 0x400, 0x52F, HINT_STRANGE },
	{ 0x130, 0x131, HINT_LATIN_KAZAKH }, /* ı */
	{ 0x143, 0x144, HINT_LATIN_KAZAKH }, /* ń */
	{ 0x16A, 0x16B, HINT_LATIN_KAZAKH }, /* ū */
	{ 0xD1, 0xD1, HINT_LATIN_KAZAKH },   /* ñ */
	{ 0xF1, 0xF1, HINT_LATIN_KAZAKH },
	{ 0xC7, 0xC7, HINT_LATIN_OTHER }, /* ç */
	{ 0xE7, 0xE7, HINT_LATIN_OTHER },
	{ 0x259, 0x259, HINT_LATIN_OTHER }, /* ə */
	{ 0xC0, 0x24F, HINT_LATIN_MARKED },
	{ 0x674, 0x674, HINT_ARABIC_KAZAKH }, /* ٴ */
	{ 0x6C7, 0x6C7, HINT_ARABIC_KAZAKH }, /* ۇ */
	{ 0x6D5, 0x6D5, HINT_ARABIC_KAZAKH }, /* ە */
	{ 0x626, 0x626, HINT_ARABIC_OTHER },  /* ئ */
	{ 0x6D0, 0x6D0, HINT_ARABIC_OTHER },  /* ې */
	{ 0x620, 0x6FF, HINT_ARABIC },
};

struct letters {
	size_t by[HINTS];
	size_t th;
	size_t bare_q; /* q before another letter than u */
	size_t words;  /* of plain Latin letters */
	size_t vowels; /* at the ends of those words; e is English, too */
};

static enum hint
hint_of(uint32_t c)
{
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (c >= hints[i].from && c <= hints[i].to)
			return hints[i].hint;
	return HINT_NONE;
}

static bool
is_plain(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Counts a run of Latin letters without marks; where it ends. */
static size_t
count_word(struct letters *l, struct str text, size_t i)
{
	char last = ' ';
	for (; i < text.n && is_plain(text.s[i]); i++) {
		const char c = (char)(text.s[i] | 0x20);
		l->th += c == 'h' && last == 't';
		l->bare_q += c != 'u' && last == 'q';
		l->by[HINT_LATIN]++;
		last = c;
	}
	l->words++;
	l->vowels += last == 'a' || last == 'i' || last == 'o' || last == 'u';
	return i;
}

static struct letters
count_letters(struct str text)
{
	struct letters l = { .th = 0 };
	for (size_t i = 0; i < text.n;) {
		size_t n = 1;
		if (is_plain(text.s[i]))
			n = count_word(&l, text, i) - i;
		else if ((unsigned char)text.s[i] >= 0x80)
			l.by[hint_of(utf8_decode(str_from(text, i), &n))]++;
		i += n;
	}
	return l;
}

static size_t
sum(const struct letters *l, enum hint from, enum hint to)
{
	size_t n = 0;
	for (enum hint h = from; h <= to; h++)
		n += l->by[h];
	return n;
}

/* A text whose letters are counted. */
struct sample {
	const struct language *tools;
	struct arena *arena;
	struct str text;
	struct letters letters;
};

/* Is `code` among the best guesses ("[ru--utf8][bg--utf8]")?  The library
 * looks a few bytes past the end, so it gets a copy. */
static bool
guessed(const struct sample *x, const char *code)
{
	const struct str head =
	    arena_str(x->arena, plain_head(x->text, TEXT_GUESSED));
	const struct str all =
	    str_c(textcat_Classify(x->tools->textcat, head.s, head.n));
	const struct str want = str_c(code);
	return str_is(all, TEXTCAT_RESULT_UNKNOWN_STR) ||
	    str_is(all, TEXTCAT_RESULT_SHORT_STR) ||
	    str_find(all, want) < all.n;
}

/* A Russian text about Kazakhstan has Kazakh names in it: where their letters
 * are many, n-grams decide, if there is enough to ask them. */
static struct str
cyrillic_of(const struct sample *x)
{
	const struct letters *n = &x->letters;
	const size_t all = sum(n, HINT_CYRILLIC, HINT_STRANGE);
	const size_t kazakh = sum(n, HINT_TURKIC, HINT_I);
	const size_t turkic = kazakh - n->by[HINT_I];
	const bool many = kazakh * KAZAKH_SHARE > all;
	if (all < SURE_MIN)
		return many && turkic > 0 ? STR("kk")
		    : many                ? STR_NONE
					  : STR("ru");
	/* Of Kazakh text a sixth is its own letters; ы and э are a fiftieth of
	 * Russian. */
	if (turkic * 12 > all && n->by[HINT_I] * 100 > all &&
	    n->by[HINT_KAZAKH] > 0)
		return STR("kk");
	if (kazakh * 100 < all && n->by[HINT_STRANGE] * 100 < all &&
	    n->by[HINT_RUSSIAN] * 200 > all)
		return STR("ru");
	if (many && turkic > 0 && guessed(x, "[kk--"))
		return STR("kk");
	return guessed(x, "[ru--") ? STR("ru") : STR_NONE;
}

/* No other language with so many "th" ends so few words in a, i, o or u
 * (Zulu: three of four) and does without marks on its letters. */
static struct str
latin_of(const struct sample *x)
{
	const struct letters *n = &x->letters;
	const size_t plain = n->by[HINT_LATIN];
	const size_t marked = sum(n, HINT_LATIN_MARKED, HINT_LATIN_OTHER);
	const size_t own = n->by[HINT_LATIN_KAZAKH];
	if (plain < SURE_MIN)
		return STR("en");
	if (n->bare_q * 100 > plain && own * 100 > plain &&
	    n->by[HINT_LATIN_OTHER] * 200 < plain)
		return STR("kk");
	if (n->th * 100 > plain && marked * 200 < plain &&
	    n->vowels * 4 < n->words)
		return STR("en");
	return guessed(x, "[en--") ? STR("en") : STR_NONE;
}

static struct str
arabic_of(const struct letters *n)
{
	const size_t all = sum(n, HINT_ARABIC, HINT_ARABIC_OTHER);
	return n->by[HINT_ARABIC_KAZAKH] * 20 > all &&
		n->by[HINT_ARABIC_OTHER] * 200 < all
	    ? STR("kk")
	    : STR_NONE;
}

struct str
language_of(const struct language *l, struct arena *arena, struct str text)
{
	text = plain_head(text, TEXT_LOOKED);
	const struct sample x = { l, arena, text, count_letters(text) };
	const struct letters *n = &x.letters;
	const size_t latin = n->by[HINT_LATIN];
	const size_t cyrillic = sum(n, HINT_CYRILLIC, HINT_STRANGE);
	const size_t arabic = sum(n, HINT_ARABIC, HINT_ARABIC_OTHER);
	if (cyrillic < LETTERS_MIN && latin < LETTERS_MIN &&
	    arabic < LETTERS_MIN)
		return STR_NONE;
	if (arabic > cyrillic && arabic > latin)
		return arabic_of(n);
	return cyrillic >= latin ? cyrillic_of(&x) : latin_of(&x);
}
