#include "extract/macros.h"

#define NAME_MAX_BYTES 64

/* The words of one class in one language as a regex: many rules name it. */
struct macro_words {
	struct str lang;
	struct str name;
	struct str regex;
	struct macro_words *next;
};

struct filling {
	struct macros *m;
	struct str lang;
	struct macro_filling *to;
	bool counting; /* the first of two passes: how often each class stands
			* in the pattern */
};

/* The pair called `name`; pairs.n when there is none. */
static size_t
pair_index(const struct yaml_pairs *pairs, struct str name)
{
	size_t i = 0;
	while (i < pairs->n && !str_eq(pairs->v[i].key.v, name))
		i++;
	return i;
}

/* The macro as the rule files give it: for the language, else for all. */
static struct str
given_value(const struct filling *f, struct str name)
{
	const struct yaml_pairs *all = &f->m->given;
	struct str value = STR_NONE;
	for (size_t i = 0; i < all->n; i++) {
		const struct str key = all->v[i].key.v;
		const struct str tail = str_from(key, name.n);
		/* Each rule asks for dozens of some hundred names. */
		if (key.s[0] != name.s[0] || !str_starts(key, name))
			continue;
		if (tail.n == 0)
			value = all->v[i].value.v;
		else if (tail.s[0] == '.' && str_eq(str_from(tail, 1), f->lang))
			return all->v[i].value.v;
	}
	return value;
}

/* The length of "{name}" at the front of x, or 0: a name begins with a
 * letter, which PCRE2's {2,3} do not. */
static size_t
macro_length(struct str x)
{
	size_t i = 1;
	if (x.n < 3 || x.s[0] != '{' || x.s[1] < 'a' || x.s[1] > 'z')
		return 0;
	while (i < x.n && i < NAME_MAX_BYTES &&
	    ((x.s[i] >= 'a' && x.s[i] <= 'z') || x.s[i] == '_' ||
		(x.s[i] >= '0' && x.s[i] <= '9')))
		i++;
	return i < x.n && x.s[i] == '}' ? i + 1 : 0;
}

static struct str
class_regex(const struct filling *f, struct str name)
{
	struct macro_words *w = f->m->words;
	while (
	    w != NULL && !(str_eq(w->name, name) && str_eq(w->lang, f->lang)))
		w = w->next;
	if (w == NULL) {
		w = arena_alloc(f->m->arena, sizeof(*w));
		*w = (struct macro_words){
			.lang = f->lang,
			.name = name,
			.regex = lexicon_alternation(f->m->lexicon, f->m->arena,
			    f->lang, name),
			.next = f->m->words,
		};
		f->m->words = w;
	}
	return w->regex;
}

static bool
is_inline(const struct macro_filling *to, const struct macro_class *c)
{
	return c->uses * c->regex.n <= to->inline_max;
}

static enum rc
fill_class(struct filling *f, struct str name, struct err *err)
{
	struct macro_filling *u = f->to;
	size_t i = 0;
	while (i < u->nclasses && !str_eq(u->classes[i].name, name))
		i++;
	if (i == u->nclasses) {
		if (lexicon_next(f->m->lexicon, f->lang, name, NULL) == NULL)
			return err_set(err, RC_BAD, "unknown macro {%.*s}",
			    STR_ARG(name));
		if (i == MACRO_CLASSES_MAX)
			return err_set(err, RC_BAD, "too many classes");
		u->classes[u->nclasses++] = (struct macro_class){
			.name = name,
			.regex = class_regex(f, name),
		};
	}
	u->classes[i].uses += f->counting;
	if (!f->counting && is_inline(u, &u->classes[i]))
		buf_str(&u->text, u->classes[i].regex);
	else
		buf_printf(&u->text, "(?&" MACRO_CLASS "%.*s)", STR_ARG(name));
	return RC_OK;
}

/* What stands before the next escape or brace means itself. */
static size_t
plain_run(struct str x)
{
	size_t i = 0;
	while (i < x.n && x.s[i] != '\\' && x.s[i] != '{')
		i++;
	return i;
}

static enum rc fill(struct filling *, struct str, unsigned, struct err *);

static enum rc
fill_name(struct filling *f, struct str name, unsigned depth, struct err *err)
{
	const size_t mark = pair_index(&f->m->marks, name);
	if (mark < f->m->marks.n) {
		f->to->marks |= (uint32_t)1 << mark;
		buf_str(&f->to->text, f->m->marks.v[mark].value.v);
		return RC_OK;
	}
	if (depth == MACRO_DEPTH_MAX)
		return err_set(err, RC_BAD, "{%.*s} uses itself or is too deep",
		    STR_ARG(name));
	const struct str given = given_value(f, name);
	if (given.s != NULL)
		return fill(f, given, depth + 1, err);
	return fill_class(f, name, err);
}

static enum rc
fill(struct filling *f, struct str regex, unsigned depth, struct err *err)
{
	for (size_t i = 0; i < regex.n;) {
		const size_t plain = plain_run(str_from(regex, i));
		buf_add(&f->to->text, regex.s + i, plain);
		i += plain;
		if (i == regex.n)
			break;
		if (regex.s[i] == '\\' && i + 1 < regex.n) {
			/* \p{L}, \x{2013}: not ours. */
			const size_t n =
			    i + 2 < regex.n && regex.s[i + 2] == '{' ? 3 : 2;
			buf_add(&f->to->text, regex.s + i, n);
			i += n;
			continue;
		}
		const size_t n = macro_length(str_from(regex, i));
		if (n == 0) {
			buf_chr(&f->to->text, regex.s[i++]);
			continue;
		}
		const struct str name = str_n(regex.s + i + 1, n - 2);
		buf_text(&f->to->text, "(?:");
		const enum rc rc = fill_name(f, name, depth, err);
		if (rc != RC_OK)
			return rc;
		buf_chr(&f->to->text, ')');
		i += n;
	}
	return RC_OK;
}

enum rc
macros_fill(struct macros *m, struct str lang, struct str regex,
    struct macro_filling *to, struct err *err)
{
	struct filling f = {
		.m = m,
		.lang = lang,
		.to = to,
		.counting = true,
	};
	const size_t start = to->text.n;
	enum rc rc = fill(&f, regex, 0, err);
	if (rc == RC_OK) {
		f.counting = false;
		buf_cut(&to->text, start);
		rc = fill(&f, regex, 0, err);
	}
	if (rc == RC_OK && to->text.bad)
		return err_set(err, RC_BAD,
		    "pattern over %zu bytes when filled", to->text.max);
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
