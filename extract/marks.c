#include "extract/marks.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/mem.h"
#include "common/utf8.h"
#include "extract/near.h"
#include "extract/word_set.h"

#define WORD_BYTES_MAX 64 /* no number word is longer */
#define GLUED_MAX      8  /* nor a code tied to digits */
#define GATHER_MAX     ((size_t)64 << 20)

/* One language's rules, and the words at which they are asked. */
struct tongue {
	const struct rules_lang *rules;
	struct near *near;
	struct word_set words;
	struct word_set glued;
	bool gathered; /* the words; most runs meet one language or two */
};

struct marker {
	const struct ruleset *rules;
	const struct lexicon *lexicon;
	struct tongue tongues[LANGS];
};

/* What the loading of one language's words needs. */
struct gather {
	const struct lexicon *lexicon;
	struct arena *arena;
	struct str lang;
	struct yaml_strs endings;
	struct yaml_strs never;
	struct word_set *set;
};

static bool
is_never(const struct gather *g, struct str word)
{
	for (size_t i = 0; i < g->never.n; i++)
		if (lexicon_find(g->lexicon, g->lang, g->never.v[i].v, word) !=
		    NULL)
			return true;
	return false;
}

static void
gather_word(const struct gather *g, struct str word)
{
	if (!is_never(g, word))
		word_set_add(g->set, word);
}

static void
gather_joined(const struct gather *g, struct str stem, struct str ending)
{
	char word[2 * WORD_BYTES_MAX]; /* no longer one is looked up */
	const size_t n = stem.n + ending.n;
	if (n > sizeof(word) || ending.n == 0)
		return;
	memcpy(word, stem.s, stem.n);
	memcpy(word + stem.n, ending.s, ending.n);
	gather_word(g, str_n(word, n));
}

/* `stem` with each ending of the language's closed paradigm. */
static void
gather_endings(const struct gather *g, struct str stem)
{
	for (size_t i = 0; i < g->endings.n; i++) {
		const struct lexeme *l = NULL;
		while ((l = lexicon_next(g->lexicon, g->lang, g->endings.v[i].v,
			    l)) != NULL)
			for (size_t k = 0; k < l->words.n; k++)
				gather_joined(g, stem, l->words.v[k].v);
	}
}

/* Every word of a class; of words that belong together, the first. */
static void
gather_class(const struct gather *g, struct str class)
{
	const struct lexeme *l = NULL;
	while ((l = lexicon_next(g->lexicon, g->lang, class, l)) != NULL)
		for (size_t k = 0; k < l->words.n; k++) {
			struct str rest = utf8_fold(g->arena, l->words.v[k].v);
			struct str word;
			if (!str_cut(&rest, ' ', &word))
				continue;
			gather_word(g, word);
			gather_endings(g, word);
		}
}

static void
gather(const struct marker *m, enum rules_language lang, enum rules_words kind,
    struct word_set *set)
{
	struct arena *arena = arena_new(GATHER_MAX);
	const struct gather g = {
		.lexicon = m->lexicon,
		.arena = arena,
		.lang = str_c(rules_lang_name(lang)),
		.endings = ruleset_words(m->rules, WORDS_ENDING),
		.never = ruleset_words(m->rules, WORDS_NEVER),
		.set = set,
	};
	const struct yaml_strs classes = ruleset_words(m->rules, kind);
	for (size_t i = 0; i < classes.n; i++)
		gather_class(&g, classes.v[i].v);
	arena_free(arena);
}

static struct tongue *
tongue_of(struct marker *m, enum rules_language lang)
{
	struct tongue *t = &m->tongues[lang];
	if (!t->gathered) {
		gather(m, lang, WORDS_TRIGGER, &t->words);
		gather(m, lang, WORDS_GLUED, &t->glued);
		t->gathered = true;
	}
	return t;
}

struct marker *
marker_new(const struct ruleset *rules, const struct lexicon *lexicon)
{
	struct marker *m = mem_zero(1, sizeof(*m));
	m->rules = rules;
	m->lexicon = lexicon;
	for (enum rules_language lang = 0; lang < LANGS; lang++) {
		struct tongue *t = &m->tongues[lang];
		t->rules = ruleset_lang(rules, lang);
		t->near = near_new(t->rules, PHASE_RAW);
	}
	return m;
}

void
marker_free(struct marker *m)
{
	if (m == NULL)
		return;
	for (int lang = 0; lang < LANGS; lang++) {
		near_free(m->tongues[lang].near);
		word_set_free(&m->tongues[lang].words);
		word_set_free(&m->tongues[lang].glued);
	}
	free(m);
}

/* What a byte begins, seen from a number's side.  Letters are told roughly:
 * U+00C0..U+07FF counts as letters, and so does nothing after it. */
enum glyph {
	GLYPH_OTHER,
	GLYPH_LETTER,
	GLYPH_DIGIT,
};

static enum glyph
glyph_of(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return GLYPH_DIGIT;
	if ((c >= 'a' && c <= 'z') || (c >= 0xC3 && c <= 0xDF))
		return GLYPH_LETTER;
	return GLYPH_OTHER;
}

static size_t
step_of(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Letters, and what their second bytes may be. */
static bool
is_of_letters(unsigned char c)
{
	return (c >= 0x80 && c < 0xE0 && c != 0xC2) || (c >= 'a' && c <= 'z');
}

/* The end of the letters or digits that begin at byte i. */
static size_t
run_end(struct str s, size_t i, enum glyph glyph)
{
	if (glyph == GLYPH_LETTER)
		while (i < s.n && is_of_letters((unsigned char)s.s[i]))
			i++;
	else
		while (i < s.n && utf8_is_digit((unsigned char)s.s[i]))
			i++;
	return i;
}

/* Whether the Latin letters right before digits are a code that belongs to
 * them: "kzt355". */
static bool
is_tied(const struct word_set *glued, struct str s, size_t i)
{
	size_t from = i;
	while (from > 0 && s.s[from - 1] >= 'a' && s.s[from - 1] <= 'z')
		from--;
	return i - from <= GLUED_MAX &&
	    word_set_has(glued, str_n(s.s + from, i - from));
}

/* Whether digits at `i` may begin a number: not inside a name (v-150, #5,
 * covid-19), nor in a URL (%20, ?id=7, news/12). */
static bool
digit_may_begin(const struct word_set *glued, struct str s, size_t i)
{
	if (i == 0)
		return true;
	const unsigned char prev = (unsigned char)s.s[i - 1];
	if (strchr("#_@%=", prev) != NULL)
		return false;
	if (prev == '/' && (i < 2 || !utf8_is_digit((unsigned char)s.s[i - 2])))
		return false;
	if (prev >= 'a' && prev <= 'z')
		return is_tied(glued, s, i);
	if (prev >= 0x80 && i > 1 && (unsigned char)s.s[i - 2] >= 0xC3 &&
	    (unsigned char)s.s[i - 2] <= 0xDF)
		return false;
	if (prev != '-' || i < 2)
		return true;
	const unsigned char far = (unsigned char)s.s[i - 2];
	return !(far >= 0x80 || (far >= 'a' && far <= 'z'));
}

/* The best raw rule at byte `at`: lowest order, then longest. */
static bool
best_at(struct tongue *tongue, struct str s, size_t at,
    struct number_mark *best)
{
	const struct rules_lang *rules = tongue->rules;
	struct near *near = tongue->near;
	struct sieve_set may;
	near_may(near, str_from(s, at), &may);
	best->rule = NULL;
	for (size_t i = sieve_next(&may, 0); i < rules->n[PHASE_RAW];
	     i = sieve_next(&may, i + 1)) {
		const struct rule *r = &rules->v[PHASE_RAW][i];
		struct near_match m;
		if (best->rule != NULL && r->order > best->rule->order)
			break;
		if (!near_match(near, r, s, at, &m) ||
		    (best->rule != NULL && m.end <= best->end))
			continue;
		*best = (struct number_mark){ .rule = r,
			.start = m.start,
			.end = m.end };
	}
	return best->rule != NULL && best->end > at;
}

static void
mark_add(struct marked *m, struct buf *out, size_t done,
    struct number_mark mark)
{
	const struct str before = str_n(m->folded.s + done, mark.start - done);
	const bool number = str_is(mark.rule->kind, "number");
	buf_str(out, before);
	mark.at = out->n;
	buf_rune(out,
	    number ? MARK_FIRST + (unsigned)mark.rule->mark : MARK_TAKEN);
	if (number)
		m->names |= (uint32_t)1 << mark.rule->mark;
	m->v[m->n++] = mark;
}

/* Past digits that begin no number, and the decimals behind them. */
static size_t
skip_digits(struct str s, size_t end)
{
	while (end + 1 < s.n && (s.s[end] == ',' || s.s[end] == '.') &&
	    glyph_of((unsigned char)s.s[end + 1]) == GLYPH_DIGIT)
		end = run_end(s, end + 1, GLYPH_DIGIT);
	return end;
}

/* The end of the word or run of digits at *i when it may begin a number;
 * otherwise 0, with *i moved past it. */
static size_t
candidate(const struct tongue *t, struct str s, size_t *i)
{
	const enum glyph glyph = glyph_of((unsigned char)s.s[*i]);
	if (glyph == GLYPH_OTHER) {
		*i += step_of((unsigned char)s.s[*i]);
		return 0;
	}
	const size_t end = run_end(s, *i, glyph);
	const struct str word = str_n(s.s + *i, end - *i);
	if (glyph == GLYPH_DIGIT) {
		if (digit_may_begin(&t->glued, s, *i))
			return end;
		*i = skip_digits(s, end);
		return 0;
	}
	if (word.n <= WORD_BYTES_MAX && word_set_has(&t->words, word))
		return end;
	*i = end;
	return 0;
}

void
marks_make(struct marker *marker, struct arena *arena, enum rules_language lang,
    struct str sentence, struct marked *out)
{
	struct buf text;
	struct number_mark mark;
	size_t done = 0;
	*out = (struct marked){ .folded = sentence };
	struct tongue *tongue = tongue_of(marker, lang);
	near_begin(tongue->near);
	buf_init(&text, 4 * sentence.n + 64);
	for (size_t i = 0; i < sentence.n && out->n < MARKS_MAX;) {
		const size_t end = candidate(tongue, sentence, &i);
		if (end == 0)
			continue;
		if (!best_at(tongue, sentence, i, &mark)) {
			i = end;
			continue;
		}
		if ((out->n & (out->n - 1)) == 0) /* full at each power of 2 */
			out->v = arena_grow(arena, out->v, out->n,
			    out->n == 0 ? 1 : 2 * out->n, sizeof(*out->v));
		mark_add(out, &text, done, mark);
		done = mark.end;
		i = mark.end;
	}
	if (out->n > 0) {
		buf_str(&text, str_from(sentence, done));
		out->text = arena_str(arena, buf_view(&text));
	}
	buf_free(&text);
}

size_t
marks_from(const struct marked *m, size_t at)
{
	size_t low = 0;
	size_t high = m->n;
	while (low < high) {
		const size_t mid = low + (high - low) / 2;
		if (m->v[mid].at < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t
marks_place(const struct marked *m, size_t at)
{
	const size_t i = marks_from(m, at);
	if (i < m->n && m->v[i].at == at)
		return m->v[i].start;
	if (i == 0)
		return at;
	const struct number_mark *last = &m->v[i - 1];
	return last->end + (at - last->at - MARK_BYTES);
}
