#include "extract/macros.h"

#include "common/hash.h"

#define CODE_FULL ((size_t)1 << 20) /* more than any pattern may be */
#define CODE_CALL 6 /* bytes of code for a class that is called */

/* Where a class goes in a text being filled: this byte, which is in no UTF-8,
 * and the class's number. */
#define PLACE '\xFF'

struct macro_meaning {
	uint64_t hash;
	struct str lang;
	struct str name;
	struct str given; /* the macro's text, or STR_NONE */
	struct str regex; /* of the class, or STR_NONE */
	size_t code;      /* no more bytes for PCRE2 */
	struct macro_meaning *next;
};

struct filling {
	struct macros *m;
	struct str lang;
	struct macro_filling *to;
	struct buf text; /* with places instead of classes */
};

/* The macro as the rule files give it: for the language, else for all. */
static struct str
given_value(const struct filling *f, struct str name)
{
	const struct yaml_pairs *all = &f->m->given;
	struct str value = STR_NONE;
	for (size_t i = 0; i < all->n; i++) {
		const struct str key = all->v[i].key.v;
		const struct str tail = str_from(key, name.n);
		if (key.s[0] != name.s[0] || !str_starts(key, name))
			continue;
		if (tail.n == 0)
			value = all->v[i].value.v;
		else if (tail.s[0] == '.' && str_eq(str_from(tail, 1), f->lang))
			return all->v[i].value.v;
	}
	return value;
}

/* Bytes of code that PCRE2 makes of lexicon_alternation()'s regex, no fewer:
 * it has letters, groups and, as the only class, what may part two words. */
static size_t
class_code(struct str regex)
{
	static const struct {
		struct str text;
		size_t code;
	} rows[] = {
		{ { "(?:", 3 }, 3 },
		{ { ")", 1 }, 3 },
		{ { "|", 1 }, 3 },
		{ { "?", 1 }, 1 },
		{ { "[\\s\\x{A0}]+", 11 }, 48 },
	};
	size_t code = 0;
	while (regex.n > 0) {
		size_t i = 0;
		while (i < sizeof(rows) / sizeof(rows[0]) &&
		    !str_starts(regex, rows[i].text))
			i++;
		const bool row = i < sizeof(rows) / sizeof(rows[0]);
		code += row ? rows[i].code : 2;
		regex = str_from(regex, row ? rows[i].text.n : 1);
	}
	return code;
}

static struct macro_meaning *
meaning_new(const struct filling *f, struct str name, uint64_t hash)
{
	struct macro_meaning *m = arena_alloc(f->m->arena, sizeof(*m));
	*m = (struct macro_meaning){
		.hash = hash,
		.lang = f->lang,
		.name = name,
		.given = given_value(f, name),
	};
	if (m->given.s == NULL)
		m->regex = lexicon_alternation(f->m->lexicon, f->m->arena,
		    f->lang, name);
	m->code = class_code(m->regex);
	return m;
}

/* The rules name some hundred macros and classes ten thousand times. */
static const struct macro_meaning *
meaning_of(const struct filling *f, struct str name)
{
	const uint64_t hash = hash64(name, (unsigned char)f->lang.s[0]);
	struct macro_meaning **bucket = &f->m->known[hash % MACRO_BUCKETS];
	struct macro_meaning *m = *bucket;
	while (m != NULL &&
	    !(m->hash == hash && str_eq(m->lang, f->lang) &&
		str_eq(m->name, name)))
		m = m->next;
	if (m == NULL) {
		m = meaning_new(f, name, hash);
		m->next = *bucket;
		*bucket = m;
	}
	return m;
}

static bool
is_inline(const struct macro_filling *to, const struct macro_class *c)
{
	return c->uses * c->regex.n <= to->inline_max;
}

static void
code_add(struct macro_filling *to, size_t n)
{
	to->code = n < CODE_FULL - to->code ? to->code + n : CODE_FULL;
}

/* What is left to fill of a pattern or of a macro in it, and how often PCRE2
 * may write it down. */
struct insert {
	struct str text;
	unsigned depth;
	size_t copies;
};

static enum rc
fill_class(struct filling *f, const struct macro_meaning *class, size_t copies,
    struct err *err)
{
	struct macro_filling *u = f->to;
	size_t i = 0;
	while (i < u->nclasses && !str_eq(u->classes[i].name, class->name))
		i++;
	if (i == u->nclasses) {
		if (class->regex.n == 0)
			return err_set(err, RC_BAD, "unknown macro {%.*s}",
			    STR_ARG(class->name));
		if (i == MACRO_CLASSES_MAX)
			return err_set(err, RC_BAD, "too many classes");
		u->classes[u->nclasses++] = (struct macro_class){
			.name = class->name,
			.regex = class->regex,
			.code = class->code,
		};
	}
	u->classes[i].uses++;
	u->classes[i].copies += copies;
	buf_chr(&f->text, PLACE);
	buf_chr(&f->text, (char)i);
	return RC_OK;
}

static enum rc fill(struct filling *, struct insert, struct err *);

static enum rc
fill_name(struct filling *f, struct str name, const struct insert *in,
    struct err *err)
{
	const size_t mark = part_pair(&f->m->marks, name);
	if (mark < f->m->marks.n) {
		f->to->marks |= (uint32_t)1 << mark;
		buf_str(&f->text, f->m->marks.v[mark].value.v);
		return RC_OK;
	}
	if (in->depth == MACRO_DEPTH_MAX)
		return err_set(err, RC_BAD, "{%.*s} uses itself or is too deep",
		    STR_ARG(name));
	size_t copies = in->copies * part_copies(in->text);
	copies = copies < CODE_FULL ? copies : CODE_FULL;
	const struct macro_meaning *meaning = meaning_of(f, name);
	const struct insert given = { .text = meaning->given,
		.depth = in->depth + 1,
		.copies = copies };
	if (given.text.s != NULL)
		return fill(f, given, err);
	return fill_class(f, meaning, copies, err);
}

static enum rc
fill(struct filling *f, struct insert in, struct err *err)
{
	struct str plain;
	struct str name;
	const struct part *part = parts_of(f->m->parts, in.text);
	f->to->sound = f->to->sound && part->sound;
	f->to->groups += part->groups;
	code_add(f->to, in.copies * part->code);
	while (in.text.n > 0) {
		part_next(&in.text, &plain, &name);
		buf_str(&f->text, plain);
		if (name.n == 0)
			break;
		buf_text(&f->text, "(?:");
		const enum rc rc = fill_name(f, name, &in, err);
		if (rc != RC_OK)
			return rc;
		buf_chr(&f->text, ')');
	}
	return RC_OK;
}

/* Appends the text with each class in its places, or a call of it. */
static void
place_classes(const struct filling *f)
{
	struct macro_filling *to = f->to;
	struct str rest = f->text.n > 0 ? buf_view(&f->text) : STR("");
	while (rest.n > 0) {
		const size_t n = str_chr(rest, PLACE);
		buf_add(&to->text, rest.s, n);
		if (n == rest.n)
			return;
		const struct macro_class *c =
		    &to->classes[(unsigned char)rest.s[n + 1]];
		if (is_inline(to, c))
			buf_str(&to->text, c->regex);
		else
			buf_printf(&to->text, "(?&" MACRO_CLASS "%.*s)",
			    STR_ARG(c->name));
		rest = str_from(rest, n + 2);
	}
}

static void
weigh_classes(struct macro_filling *to)
{
	for (size_t i = 0; i < to->nclasses; i++) {
		const struct macro_class *c = &to->classes[i];
		code_add(to,
		    is_inline(to, c) ? c->copies * c->code
				     : c->copies * CODE_CALL + c->code);
	}
}

enum rc
macros_fill(struct macros *m, struct str lang, struct str regex,
    struct macro_filling *to, struct err *err)
{
	struct filling f = { .m = m, .lang = lang, .to = to };
	const struct insert whole = { .text = regex, .copies = 1 };
	buf_init(&f.text, MACRO_PATTERN_MAX);
	to->sound = true;
	enum rc rc = fill(&f, whole, err);
	if (rc == RC_OK) {
		place_classes(&f);
		weigh_classes(to);
	}
	if (rc == RC_OK && (f.text.bad || to->text.bad))
		rc = err_set(err, RC_BAD, "pattern over %zu bytes when filled",
		    to->text.max);
	buf_free(&f.text);
	return rc;
}

void
macros_define(struct macro_filling *to)
{
	for (size_t i = 0; i < to->nclasses; i++) {
		const struct macro_class *c = &to->classes[i];
		if (is_inline(to, c))
			continue;
		buf_printf(&to->text, "(?(DEFINE)(?<" MACRO_CLASS "%.*s>",
		    STR_ARG(c->name));
		buf_str(&to->text, c->regex);
		buf_text(&to->text, "))");
	}
}
