#include "common/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "common/digest.h"
#include "common/file.h"
#include "common/lexicon_hash.h"
#include "common/mem.h"
#include "common/utf8.h"

#define LEXICON_ARENA_MAX ((size_t)128 << 20)
#define LEXICON_WORD_MAX  200 /* bytes of a folded word */
#define LEXICON_SLOTS_MIN 1024

/* The folders, in the order in which an empty language asks them. */
static const char *const langs[] = { "ru", "kk", "en" };
#define LANGS (sizeof(langs) / sizeof(langs[0]))

/* The lexeme first, so that its address is the entry's. */
struct entry {
	struct lexeme x;
	const char *path;
};

/* A place of the hash table (open addressing): a word and whose it is. */
struct slot {
	uint64_t hash;
	const struct entry *of; /* NULL: free */
	struct str word;
};

struct lexicon {
	struct arena *arena;
	struct entry *v; /* all entries, by language, file and place in it */
	size_t n;
	size_t cap;
	struct slot *slots;
	size_t nslots; /* a power of two, more than twice the words */
	/* A byte of each slot's hash, 0: free.  Most words asked for are none:
	 * these bytes tell, and stay in the cache where slots would not. */
	unsigned char *tags;
	/* Eight bits a slot, set where a word of any class has its hash: most
	 * words of a text are none, and are asked for in many classes. */
	unsigned char *known;
	char ruleset[DIGEST_SHA256_HEX];
};

struct lexicon_file {
	struct yaml_list entries; /* struct lexeme */
};

static const struct yaml_field lexeme_fields[] = {
	{ "class", YAML_STR, .offset = offsetof(struct lexeme, class),
	    .required = true },
	{ "code", YAML_STR, .offset = offsetof(struct lexeme, code) },
	{ "value", YAML_REAL, .offset = offsetof(struct lexeme, value) },
	{ "words", YAML_STRS, .offset = offsetof(struct lexeme, words),
	    .required = true },
	{ .key = NULL },
};

static const struct yaml_field file_fields[] = {
	{ "entries", YAML_LIST,
	    .offset = offsetof(struct lexicon_file, entries), .required = true,
	    .fields = lexeme_fields, .size = sizeof(struct lexeme) },
	{ .key = NULL },
};

/* Copies `word` with each run of white space as one space, none at the ends:
 * the form words are compared in.  False when it is too long to be one. */
static bool
word_squeeze(struct str word, char out[LEXICON_WORD_MAX], size_t *n)
{
	bool gap = false;
	*n = 0;
	for (size_t i = 0, len = 0; i < word.n; i += len) {
		const struct str rest = str_from(word, i);
		const uint32_t rune = utf8_decode(rest, &len);
		if (utf8_is_space(rune)) {
			gap = *n > 0;
			continue;
		}
		if (*n + len + (gap ? 1 : 0) > LEXICON_WORD_MAX)
			return false;
		if (gap)
			out[(*n)++] = ' ';
		gap = false;
		memcpy(out + *n, rest.s, len);
		*n += len;
	}
	return true;
}

/* From here on an entry's words are what they are compared by. */
static enum rc
words_fold(struct lexicon *l, struct entry *e, struct err *err)
{
	char word[LEXICON_WORD_MAX];
	if (e->x.class.v.n == 0)
		return yaml_wrong(err, e->path, &e->x.class, "an empty class");
	for (size_t i = 0; i < e->x.words.n; i++) {
		struct yaml_str *w = &e->x.words.v[i];
		size_t n = 0;
		w->v = utf8_fold(l->arena, utf8_nfc(l->arena, w->v));
		if (!word_squeeze(w->v, word, &n) || n == 0)
			return yaml_wrong(err, e->path, w,
			    "a word has 1 to %d bytes, this one %zu",
			    LEXICON_WORD_MAX, w->v.n);
		w->v = arena_str(l->arena, str_n(word, n));
	}
	return RC_OK;
}

static struct entry *
entry_add(struct lexicon *l)
{
	if (l->n == l->cap) {
		l->cap = mem_room(l->cap, l->n + 1);
		l->v = arena_grow(l->arena, l->v, l->n, l->cap, sizeof(*l->v));
	}
	return &l->v[l->n++];
}

static enum rc
file_load(struct lexicon *l, const char *path, const char *lang,
    struct err *err)
{
	struct lexicon_file f = { 0 };
	const enum rc rc = yaml_load(l->arena, path, file_fields, &f, err);
	if (rc != RC_OK)
		return rc;
	const struct lexeme *x = f.entries.v;
	for (size_t i = 0; i < f.entries.n; i++) {
		struct entry *e = entry_add(l);
		*e = (struct entry){ .x = x[i], .path = path };
		e->x.lang = str_c(lang);
		if (words_fold(l, e, err) != RC_OK)
			return RC_BAD;
	}
	return RC_OK;
}

/* Whether eight bytes are of ASCII past the blank and of letters of two bytes
 * from U+0400 on.  A borrow can only give a false alarm. */
static bool
are_letters(const char *s)
{
	const uint64_t tops = UINT64_C(0x8080808080808080);
	uint64_t w;
	memcpy(&w, s, sizeof(w));
	const uint64_t blank = (w - UINT64_C(0x2121212121212121)) & ~w;
	const uint64_t leads = w & w << 1;
	return ((blank | (leads & (w << 2 | ~(w << 3)))) & tops) == 0;
}

static bool
is_letters(struct str word)
{
	if (word.n < sizeof(uint64_t))
		return false;
	for (size_t i = 0; i + sizeof(uint64_t) < word.n; i += sizeof(uint64_t))
		if (!are_letters(word.s + i))
			return false;
	return are_letters(word.s + word.n - sizeof(uint64_t));
}

/* Whether a word is in that form already, as nearly all are.  Spaces beyond
 * ASCII begin with the bytes that are doubted here. */
static bool
is_squeezed(struct str word)
{
	if (word.n > LEXICON_WORD_MAX)
		return false;
	if (is_letters(word))
		return true;
	unsigned char before = ' ';
	for (size_t i = 0; i < word.n; i++) {
		const unsigned char c = (unsigned char)word.s[i];
		if (c < ' ' || c == 0xC2 || (c >= 0xE1 && c <= 0xE3) ||
		    c == 0xEF || (c == ' ' && before == ' '))
			return false;
		before = c;
	}
	return before != ' ' || word.n == 0;
}

/* The word as words are compared, in `room` when it has to be changed. */
static bool
word_form(struct str *word, char room[LEXICON_WORD_MAX])
{
	size_t n = 0;
	if (is_squeezed(*word))
		return true;
	if (!word_squeeze(*word, room, &n))
		return false;
	*word = str_n(room, n);
	return true;
}

static unsigned char *
known_byte(const struct lexicon *l, uint64_t hash)
{
	return &l->known[hash >> 16 & (l->nslots - 1)];
}

/* The slot of a word, or the free one where it would be. */
static size_t
slot_of(const struct lexicon *l, struct str lang, struct str class,
    struct str word, uint64_t hash)
{
	const unsigned char tag = lexicon_tag(hash);
	size_t i = (size_t)hash & (l->nslots - 1);
	for (; l->tags[i] != 0; i = (i + 1) & (l->nslots - 1)) {
		const struct slot *s = &l->slots[i];
		if (l->tags[i] == tag && s->hash == hash &&
		    str_eq(s->word, word) && str_eq(s->of->x.class.v, class) &&
		    str_eq(s->of->x.lang, lang))
			break;
	}
	return i;
}

/* A word that means two things in one class would depend on the order of
 * files; said twice the same it does no harm. */
static enum rc
word_index(struct lexicon *l, const struct entry *e, const struct yaml_str *w,
    struct err *err)
{
	const uint64_t word = lexicon_word(w->v);
	const uint64_t hash = lexicon_slot(e->x.lang, e->x.class.v, word);
	const size_t i = slot_of(l, e->x.lang, e->x.class.v, w->v, hash);
	struct slot *s = &l->slots[i];
	if (s->of == NULL) {
		*s = (struct slot){ .hash = hash, .of = e, .word = w->v };
		l->tags[i] = lexicon_tag(hash);
		*known_byte(l, word) |= lexicon_known(word);
		return RC_OK;
	}
	const struct lexeme *old = &s->of->x;
	if (str_eq(old->code.v, e->x.code.v) && old->value == e->x.value)
		return RC_OK;
	return yaml_wrong(err, e->path, w,
	    "`%.*s` has another meaning in class %.*s already (%s:%u)",
	    STR_ARG(w->v), STR_ARG(e->x.class.v), s->of->path, old->class.line);
}

static enum rc
index_build(struct lexicon *l, struct err *err)
{
	size_t words = 0;
	for (size_t i = 0; i < l->n; i++)
		words += l->v[i].x.words.n;
	l->nslots = mem_room(LEXICON_SLOTS_MIN, 2 * words + 1);
	l->slots = arena_array(l->arena, l->nslots, sizeof(*l->slots));
	l->tags = arena_alloc(l->arena, l->nslots);
	l->known = arena_alloc(l->arena, l->nslots);
	for (size_t i = 0; i < l->n; i++) {
		const struct entry *e = &l->v[i];
		for (size_t k = 0; k < e->x.words.n; k++)
			if (word_index(l, e, &e->x.words.v[k], err) != RC_OK)
				return RC_BAD;
	}
	return RC_OK;
}

/* The names under which a file is known: lexicon/ru/numbers.yaml. */
static enum rc
file_digest(struct digest *d, const char *folder, const char *path,
    struct err *err)
{
	struct buf text;
	const char *slash = strrchr(path, '/');
	buf_init(&text, YAML_FILE_MAX);
	const enum rc rc = file_read(path, &text, err);
	if (rc == RC_OK) {
		digest_add(d, str_c(folder));
		digest_add(d, str_c(slash != NULL ? slash : path));
		digest_add(d, str_n("", 1));
		digest_add(d, buf_view(&text));
		digest_add(d, str_n("", 1));
	}
	buf_free(&text);
	return rc;
}

/* A folder that is not there is an empty one. */
static enum rc
folder_list(struct lexicon *l, const char *dir, struct file_names *paths,
    struct err *err)
{
	*paths = (struct file_names){ 0 };
	if (!file_is_dir(dir))
		return RC_OK;
	return yaml_folder(l->arena, dir, paths, err);
}

static enum rc
lang_load(struct lexicon *l, const char *dir, const char *lang,
    struct digest *d, struct err *err)
{
	struct file_names paths;
	const struct str label = arena_printf(l->arena, "lexicon/%s", lang);
	const struct str folder = arena_printf(l->arena, "%s/%s", dir, lang);
	enum rc rc = folder_list(l, folder.s, &paths, err);
	for (size_t i = 0; i < paths.n && rc == RC_OK; i++) {
		rc = file_load(l, paths.v[i], lang, err);
		if (rc == RC_OK)
			rc = file_digest(d, label.s, paths.v[i], err);
	}
	return rc;
}

static enum rc
all_load(struct lexicon *l, const struct config *c, struct digest *d,
    struct err *err)
{
	struct file_names rules;
	enum rc rc = RC_OK;
	if (!file_is_dir(c->lexicon))
		return err_set(err, RC_BAD, "%s: no such folder", c->lexicon);
	for (size_t i = 0; i < LANGS && rc == RC_OK; i++)
		rc = lang_load(l, c->lexicon, langs[i], d, err);
	if (rc == RC_OK)
		rc = folder_list(l, c->rules, &rules, err);
	for (size_t i = 0; rc == RC_OK && i < rules.n; i++)
		rc = file_digest(d, "rules", rules.v[i], err);
	return rc == RC_OK ? index_build(l, err) : rc;
}

enum rc
lexicon_load(const struct config *c, struct lexicon **out, struct err *err)
{
	struct lexicon *l = mem_zero(1, sizeof(*l));
	struct digest *d = digest_new(DIGEST_SHA256);
	l->arena = arena_new(LEXICON_ARENA_MAX);
	const enum rc rc = all_load(l, c, d, err);
	digest_end(d, l->ruleset);
	*out = l;
	if (rc != RC_OK) {
		lexicon_free(l);
		*out = NULL;
	}
	return rc;
}

void
lexicon_free(struct lexicon *l)
{
	if (l == NULL)
		return;
	arena_free(l->arena);
	free(l);
}

const struct lexeme *
lexicon_find(const struct lexicon *l, struct str lang, struct str class,
    struct str word)
{
	char room[LEXICON_WORD_MAX];
	if (!word_form(&word, room))
		return NULL;
	const uint64_t of_word = lexicon_word(word);
	if ((*known_byte(l, of_word) & lexicon_known(of_word)) == 0)
		return NULL;
	for (size_t i = 0; i < LANGS; i++) {
		const struct str asked = lang.n > 0 ? lang : str_c(langs[i]);
		const uint64_t hash = lexicon_slot(asked, class, of_word);
		const size_t at = slot_of(l, asked, class, word, hash);
		const struct entry *e = l->slots[at].of;
		if (e != NULL || lang.n > 0)
			return e != NULL ? &e->x : NULL;
	}
	return NULL;
}

const struct lexeme *
lexicon_next(const struct lexicon *l, struct str lang, struct str class,
    const struct lexeme *after)
{
	const struct entry *e = (const struct entry *)(const void *)after;
	e = e != NULL ? e + 1 : l->v;
	for (; e < l->v + l->n; e++)
		if (str_eq(e->x.class.v, class) &&
		    (lang.n == 0 || str_eq(e->x.lang, lang)))
			return &e->x;
	return NULL;
}

struct str
lexicon_ruleset(const struct lexicon *l)
{
	return str_c(l->ruleset);
}
