#include "extract/furniture.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/hash.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "extract/plain.h"

#define LINE_MAX_LOOKED 400 /* bytes; a longer line is prose */
#define HEAD_MAX        120 /* bytes of a line that may be a phrase */
#define TAIL_MAX        25  /* code points behind a section's head */
#define MARK_MAX        24  /* bytes of a word of class or id */
#define MARK_MIN        2

/* How much of a line the phrase must be. */
enum reach {
	REACH_ALL,    /* the whole line */
	REACH_HEAD,   /* its beginning, with little behind it */
	REACH_PREFIX, /* its beginning, whatever follows */
	REACH_MARK,   /* no line: a class or id */
};

static const struct class_row {
	struct str class;
	enum reach reach;
	int meaning; /* enum passage_note, or enum mark */
} classes[] = {
	{ { "page_end", 8 }, REACH_HEAD, NOTE_END },
	{ { "page_more", 9 }, REACH_HEAD, NOTE_MORE },
	{ { "page_caption", 12 }, REACH_PREFIX, NOTE_CAPTION },
	{ { "page_prefix", 11 }, REACH_PREFIX, NOTE_SKIP },
	{ { "page_line", 9 }, REACH_ALL, NOTE_SKIP },
	{ { "mark_junk", 9 }, REACH_MARK, MARK_JUNK },
	{ { "mark_end", 8 }, REACH_MARK, MARK_END },
	{ { "mark_body", 9 }, REACH_MARK, MARK_BODY },
	{ { "mark_looks", 10 }, REACH_MARK, MARK_LOOKS },
};
#define CLASSES (sizeof(classes) / sizeof(classes[0]))

struct phrase {
	uint64_t hash; /* seeded, so that marks and lines are told apart */
	unsigned row;  /* of classes */
};

struct furniture {
	struct phrase *v; /* by hash, then row */
	size_t n;
	size_t room;
};

#define SEED_LINE 0
#define SEED_MARK 1

static int
phrase_order(const void *a, const void *b)
{
	const struct phrase *x = a;
	const struct phrase *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static void
add_phrase(struct furniture *f, struct str word, unsigned row)
{
	if (f->n == f->room) {
		f->room = mem_room(f->room, f->n + 1);
		f->v = mem_grow(f->v, f->room, sizeof(f->v[0]));
	}
	const uint64_t seed =
	    classes[row].reach == REACH_MARK ? SEED_MARK : SEED_LINE;
	f->v[f->n++] =
	    (struct phrase){ .hash = hash64(word, seed), .row = row };
}

static void
add_class(struct furniture *f, const struct lexicon *lexicon, struct str lang,
    unsigned row)
{
	const struct lexeme *e = NULL;
	for (;;) {
		e = lexicon_next(lexicon, lang, classes[row].class, e);
		if (e == NULL)
			return;
		for (size_t i = 0; i < e->words.n; i++)
			add_phrase(f, e->words.v[i].v, row);
	}
}

enum rc
furniture_new(const struct lexicon *lexicon, struct furniture **out,
    struct err *err)
{
	static const struct str langs[] = { { "ru", 2 }, { "kk", 2 },
		{ "en", 2 } };
	struct furniture *f = mem_zero(1, sizeof(*f));
	for (size_t i = 0; i < sizeof(langs) / sizeof(langs[0]); i++)
		for (unsigned row = 0; row < CLASSES; row++)
			add_class(f, lexicon, langs[i], row);
	*out = f;
	if (f->n == 0)
		return err_set(err, RC_BAD, "the lexicon has no furniture");
	qsort(f->v, f->n, sizeof(f->v[0]), phrase_order);
	return RC_OK;
}

void
furniture_free(struct furniture *f)
{
	if (f == NULL)
		return;
	free(f->v);
	free(f);
}

/* The first phrase of that hash, or NULL. */
static const struct phrase *
find(const struct furniture *f, struct str text, uint64_t seed)
{
	const uint64_t hash = hash64(text, seed);
	size_t low = 0;
	size_t high = f->n;
	while (low < high) {
		const size_t mid = (low + high) / 2;
		if (f->v[mid].hash < hash)
			low = mid + 1;
		else
			high = mid;
	}
	return low < f->n && f->v[low].hash == hash ? &f->v[low] : NULL;
}

/* Without the bullets and dashes that may stand before a line's words. */
static struct str
skip_bullets(struct str line)
{
	while (line.n > 0) {
		size_t n;
		const uint32_t c = utf8_decode(line, &n);
		if (utf8_is_letter(c) || utf8_is_digit(c) || c == 0xA9 ||
		    c == '(')
			break;
		line = str_from(line, n);
	}
	return line;
}

/* Letters, or digits: is anything said in it? */
static bool
says_something(struct str x)
{
	while (x.n > 0) {
		size_t n;
		const uint32_t c = utf8_decode(x, &n);
		if (utf8_is_letter(c))
			return true;
		x = str_from(x, n);
	}
	return false;
}

static bool
reaches(enum reach reach, struct str tail)
{
	switch (reach) {
	case REACH_ALL:
		return !says_something(tail);
	case REACH_HEAD: /* "Comments (3)", "Read also: one title" */
		return !says_something(tail) ||
		    (strchr("(:", str_trim(tail).s[0]) != NULL &&
			utf8_count(tail) <= TAIL_MAX);
	case REACH_PREFIX:
		return true;
	case REACH_MARK:
		break;
	}
	return false;
}

/* What the phrases that are the first `n` bytes of the line make of it. */
static enum passage_note
note_at(const struct furniture *f, struct str line, size_t n)
{
	const struct phrase *p = find(f, str_head(line, n), SEED_LINE);
	const uint64_t hash = p == NULL ? 0 : p->hash;
	for (; p != NULL && p < f->v + f->n && p->hash == hash; p++) {
		const struct class_row *row = &classes[p->row];
		if (reaches(row->reach, str_from(line, n)))
			return (enum passage_note)row->meaning;
	}
	return NOTE_NONE;
}

/* Phrases end where a word does, or with the signs behind it. */
enum passage_note
furniture_note(const struct furniture *f, struct arena *arena, struct str line)
{
	line = utf8_fold(arena, plain_head(line, LINE_MAX_LOOKED));
	line = skip_bullets(line);
	enum passage_note note = NOTE_NONE;
	bool in_word = false;
	for (size_t at = 0; at <= line.n && at <= HEAD_MAX;) {
		size_t n = 1;
		const uint32_t c =
		    at < line.n ? utf8_decode(str_from(line, at), &n) : ' ';
		const bool word = utf8_is_letter(c) || utf8_is_digit(c);
		if (!word || !in_word) {
			const enum passage_note here =
			    at > 0 ? note_at(f, line, at) : NOTE_NONE;
			/* "Comments:" alone heads a section; with a number
			 * behind it, it is a counter. */
			const bool headed = at == line.n &&
			    (note == NOTE_END || note == NOTE_MORE);
			note = here != NOTE_NONE && !headed ? here : note;
		}
		in_word = word;
		at += n;
	}
	return note;
}

/* The one that stands first in enum mark. */
static enum mark
stronger(enum mark a, enum mark b)
{
	if (a == MARK_NONE || b == MARK_NONE)
		return a == MARK_NONE ? b : a;
	return a < b ? a : b;
}

static enum mark
mark_of(const struct furniture *f, const char *word, size_t n)
{
	enum mark mark = MARK_NONE;
	for (size_t len = MARK_MIN; len <= n; len++) {
		const struct phrase *p = find(f, str_n(word, len), SEED_MARK);
		if (p != NULL && (len >= 4 || len == n))
			mark =
			    stronger(mark, (enum mark)classes[p->row].meaning);
	}
	return mark;
}

static bool
is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Takes the next word off the front, in small letters; words are cut at
 * signs, digits and from small to capital letters ("relatedNews"). */
static size_t
take_word(struct str *rest, char word[MARK_MAX])
{
	size_t i = 0;
	size_t n = 0;
	while (i < rest->n && !is_ascii_letter(rest->s[i]))
		i++;
	while (i < rest->n && is_ascii_letter(rest->s[i])) {
		const char c = rest->s[i];
		const bool large = c < 'a';
		if (large && n > 0 && rest->s[i - 1] >= 'a')
			break;
		if (n < MARK_MAX)
			word[n++] = (char)(c | 0x20);
		i++;
	}
	*rest = str_from(*rest, i);
	return n;
}

/* "md:hidden" or "[&_p]:mt-4" say how an element looks on some screens, not
 * what it is. */
static bool
is_about_looks(struct str name)
{
	return str_chr(name, ':') < name.n || str_chr(name, '[') < name.n;
}

/* "has-sidebar" tells of another element. */
static enum mark
mark_of_name(const struct furniture *f, struct str name)
{
	enum mark mark = MARK_NONE;
	char word[MARK_MAX];
	for (bool first = true;; first = false) {
		const size_t n = take_word(&name, word);
		const enum mark said = n > 0 ? mark_of(f, word, n) : MARK_NONE;
		if (n == 0 || (first && said == MARK_LOOKS))
			return mark;
		if (said != MARK_LOOKS)
			mark = stronger(mark, said);
	}
}

enum mark
furniture_mark(const struct furniture *f, struct str value)
{
	enum mark mark = MARK_NONE;
	struct str name;
	while (str_cut(&value, ' ', &name))
		if (!is_about_looks(name))
			mark = stronger(mark, mark_of_name(f, name));
	return mark;
}
