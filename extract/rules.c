#include "extract/rules.h"

#include <stdlib.h>

#include "common/file.h"
#include "common/mem.h"
#include "extract/macros.h"
#include "extract/marks.h"
#include "extract/rule_compile.h"
#include "extract/rule_file.h"

#define RULES_ARENA_MAX ((size_t)256 << 20)
#define RULES_MAX       4096 /* of all files and languages */

struct ruleset {
	struct arena *arena;
	struct rule_file *files;
	size_t nfiles;
	struct macros macros;
	struct yaml_strs words[WORDS_KINDS];
	struct rules_lang lang[LANGS];
	size_t count;
};

static const char *const lang_names[LANGS] = { "ru", "kk", "en" };

const char *
rules_lang_name(enum rules_language lang)
{
	return lang_names[lang];
}

static size_t
mark_index(const struct ruleset *set, const struct rule_text *t)
{
	const struct str name = t->mark.v.n > 0 ? t->mark.v : STR("number");
	size_t i = 0;
	while (i < set->macros.marks.n &&
	    !str_eq(set->macros.marks.v[i].key.v, name))
		i++;
	return i;
}

static void
add_rule(struct ruleset *set, enum rules_language lang, const struct rule *r)
{
	struct rules_lang *l = &set->lang[lang];
	const size_t n = l->n[r->phase];
	if ((n & (n - 1)) == 0) /* full at each power of two */
		l->v[r->phase] = arena_grow(set->arena, l->v[r->phase], n,
		    n == 0 ? 1 : 2 * n, sizeof(*r));
	size_t at = n;
	for (; at > 0 && l->v[r->phase][at - 1].order > r->order; at--)
		l->v[r->phase][at] = l->v[r->phase][at - 1];
	l->v[r->phase][at] = *r;
	l->n[r->phase]++;
}

static enum rc
compile_rule(struct ruleset *set, const struct rule_place *at,
    const struct rule_text *t, enum rules_language lang, struct err *err)
{
	struct rule r = {
		.name = t->name.v,
		.kind = t->kind.v,
		.trap = at->kind->trap,
		.index = set->count++,
		.order = t->order,
		.mark = mark_index(set, t),
	};
	const enum rc rc = rule_compile(at, t, &r, err);
	/* Also a broken one is added: ruleset_free() finds its parts. */
	add_rule(set, lang, &r);
	return rc;
}

static enum rc
check_rule(const struct ruleset *set, const struct rule_file *file,
    const struct rule_text *t, struct err *err)
{
	if (rule_kind(t) == NULL)
		return rule_refuse(file, &t->kind, "unknown kind ", t->kind.v,
		    err);
	if (!rule_name_fits(t))
		return rule_refuse(file, &t->name,
		    "a rule's name is its kind, a full stop and a word: ",
		    t->name.v, err);
	if (set->count >= RULES_MAX)
		return rule_refuse(file, &t->name, "too many rules", STR_NONE,
		    err);
	return RC_OK;
}

static int
lang_index(struct str name)
{
	int lang = 0;
	while (lang < LANGS && !str_is(name, lang_names[lang]))
		lang++;
	return lang;
}

static enum rc
compile_langs(struct ruleset *set, const struct rule_file *file,
    const struct rule_text *t, struct err *err)
{
	enum rc rc = check_rule(set, file, t, err);
	for (size_t i = 0; i < t->lang.n && rc == RC_OK; i++) {
		const struct yaml_str *name = &t->lang.v[i];
		const int lang = lang_index(name->v);
		const struct rule_place at = { .macros = &set->macros,
			.file = file,
			.kind = rule_kind(t),
			.lang = name->v };
		if (lang == LANGS)
			return rule_refuse(file, name, "unknown language ",
			    name->v, err);
		rc = compile_rule(set, &at, t, (enum rules_language)lang, err);
	}
	return rc;
}

static struct yaml_strs
strs_join(struct arena *arena, struct yaml_strs a, struct yaml_strs b)
{
	struct yaml_strs all = { .n = a.n };
	all.v = arena_grow(arena, a.v, a.n, a.n + b.n, sizeof(*all.v));
	for (size_t i = 0; i < b.n; i++)
		all.v[all.n++] = b.v[i];
	return all;
}

static enum rc
add_macros(struct ruleset *set, const struct rule_file *f, struct err *err)
{
	struct yaml_pairs *all = &set->macros.given;
	all->v = arena_grow(set->arena, all->v, all->n, all->n + f->macros.n,
	    sizeof(*all->v));
	for (size_t i = 0; i < f->macros.n; i++) {
		const struct yaml_str *key = &f->macros.v[i].key;
		for (size_t k = 0; k < all->n; k++)
			if (str_eq(all->v[k].key.v, key->v))
				return rule_refuse(f, key,
				    "macro given twice: ", key->v, err);
		all->v[all->n++] = f->macros.v[i];
	}
	return RC_OK;
}

/* Gives each mark that a number rule names its character. */
static enum rc
add_marks(struct ruleset *set, const struct rule_file *f, struct err *err)
{
	struct yaml_pairs *marks = &set->macros.marks;
	const struct rule_text *t = f->rules.v;
	for (size_t i = 0; i < f->rules.n; i++) {
		const size_t at = mark_index(set, &t[i]);
		if (!str_is(t[i].kind.v, "number") || at < marks->n)
			continue;
		if (at == MARK_NAMES_MAX)
			return rule_refuse(f, &t[i].name, "too many marks",
			    STR_NONE, err);
		struct yaml_pair *p = &marks->v[marks->n++];
		p->key.v = t[i].mark.v.n > 0 ? t[i].mark.v : STR("number");
		p->value.v = arena_printf(set->arena, "\\x{%X}",
		    (unsigned)(MARK_FIRST + at));
	}
	return RC_OK;
}

static enum rc
load_files(struct ruleset *set, const char *dir, struct err *err)
{
	struct file_names names = { 0 };
	enum rc rc = file_list(set->arena, dir, ".yaml", &names, err);
	if (rc != RC_OK)
		return rc;
	set->files = arena_array(set->arena, names.n, sizeof(*set->files));
	set->nfiles = names.n;
	for (size_t i = 0; i < set->nfiles && rc == RC_OK; i++) {
		struct rule_file *f = &set->files[i];
		const struct str path =
		    arena_printf(set->arena, "%s/%s", dir, names.v[i]);
		rc = rule_file_load(set->arena, path.s, f, err);
		for (int k = 0; k < WORDS_KINDS && rc == RC_OK; k++)
			set->words[k] =
			    strs_join(set->arena, set->words[k], f->words[k]);
		if (rc == RC_OK)
			rc = add_macros(set, f, err);
		if (rc == RC_OK)
			rc = add_marks(set, f, err);
	}
	return rc;
}

enum rc
ruleset_load(const struct config *config, const struct lexicon *lexicon,
    struct ruleset **out, struct err *err)
{
	struct ruleset *set = mem_zero(1, sizeof(*set));
	set->arena = arena_new(RULES_ARENA_MAX);
	set->macros.lexicon = lexicon;
	set->macros.arena = set->arena;
	set->macros.parts = parts_new(set->arena, &set->macros.marks);
	set->macros.marks.v = arena_array(set->arena, MARK_NAMES_MAX,
	    sizeof(*set->macros.marks.v));
	enum rc rc = load_files(set, config->rules, err);
	for (size_t i = 0; i < set->nfiles && rc == RC_OK; i++) {
		const struct rule_file *f = &set->files[i];
		const struct rule_text *t = f->rules.v;
		for (size_t k = 0; k < f->rules.n && rc == RC_OK; k++)
			rc = compile_langs(set, f, &t[k], err);
	}
	if (rc != RC_OK) {
		ruleset_free(set);
		return rc;
	}
	*out = set;
	return RC_OK;
}

void
ruleset_free(struct ruleset *set)
{
	if (set == NULL)
		return;
	for (int lang = 0; lang < LANGS; lang++)
		for (int p = 0; p < PHASES; p++)
			for (size_t i = 0; i < set->lang[lang].n[p]; i++)
				rule_free(&set->lang[lang].v[p][i]);
	arena_free(set->arena);
	free(set);
}

const struct rules_lang *
ruleset_lang(const struct ruleset *set, enum rules_language lang)
{
	return &set->lang[lang];
}

struct yaml_strs
ruleset_words(const struct ruleset *set, enum rules_words kind)
{
	return set->words[kind];
}

bool
ruleset_written(const struct ruleset *set, size_t i, struct rule_written *out)
{
	for (size_t f = 0; f < set->nfiles; f++) {
		const struct yaml_list *rules = &set->files[f].rules;
		if (i < rules->n) {
			const struct rule_text *t = rules->v;
			*out = (struct rule_written){ .name = t[i].name.v,
				.path = set->files[f].path,
				.examples = t[i].examples };
			return true;
		}
		i -= rules->n;
	}
	return false;
}
