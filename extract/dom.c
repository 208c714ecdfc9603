#include "extract/dom.h"

#include <string.h>

#include <gumbo.h>

#include "common/buf.h"
#include "extract/plain.h"
#include "extract/shorthand.h"

static void *
give(void *arena, size_t n)
{
	return arena_bytes(arena, n);
}

static void
keep(void *arena, void *p)
{
	(void)arena;
	(void)p;
}

/* What is copied from, and to. */
struct copy {
	struct arena *arena;
	struct arena *scratch; /* gumbo's; nothing is borrowed from it */
	struct shorthand shorthand;
	size_t count;
};

static enum tag
tag_of(const GumboElement *e)
{
	if (e->tag == GUMBO_TAG_UNKNOWN)
		return TAG_OTHER;
	return tag_find(str_c(gumbo_normalized_tagname(e->tag)));
}

/* Adds one at the end of the list; where the next one goes. */
static const struct node_attr **
copy_attr(struct copy *c, const struct node_attr **last, struct str name,
    struct str value)
{
	const enum attr attr = attr_find(name);
	if (attr == ATTR_COUNT)
		return last;
	struct node_attr *to = arena_alloc(c->arena, sizeof(*to));
	*to = (struct node_attr){ .attr = attr, .value = value };
	*last = to;
	return &to->next;
}

static const struct node_attr *
copy_attrs(struct copy *c, const GumboVector *from)
{
	const struct node_attr *first = NULL;
	const struct node_attr **last = &first;
	for (unsigned i = 0; i < from->length; i++) {
		const GumboAttribute *a = from->data[i];
		struct str name = str_c(a->name);
		if (!str_is(name, SHORTHAND_ATTR)) {
			last = copy_attr(c, last, name,
			    arena_str(c->arena, str_c(a->value)));
			continue;
		}
		struct str value;
		struct str all = shorthand_attrs(&c->shorthand, a->value);
		while (shorthand_cut(&all, &name, &value))
			last = copy_attr(c, last, name, value);
	}
	return first;
}

static struct str
copy_text(struct copy *c, const char *text)
{
	const struct str x = shorthand_text(&c->shorthand, c->arena, text);
	return x.s == text ? arena_str(c->arena, x) : x;
}

static struct node *
node_new(struct copy *c, struct node *parent, enum tag tag)
{
	struct node *n = arena_alloc(c->arena, sizeof(*n));
	n->tag = tag;
	n->index = c->count++;
	n->end = c->count;
	n->parent = parent;
	return n;
}

/* The copy of one gumbo node without its children, or NULL for a comment. */
static struct node *
copy_one(struct copy *c, const GumboNode *from, struct node *parent)
{
	struct node *to;
	switch (from->type) {
	case GUMBO_NODE_ELEMENT:
	case GUMBO_NODE_TEMPLATE:
		to = node_new(c, parent, tag_of(&from->v.element));
		to->attrs = copy_attrs(c, &from->v.element.attributes);
		return to;
	case GUMBO_NODE_TEXT:
	case GUMBO_NODE_WHITESPACE:
	case GUMBO_NODE_CDATA:
		to = node_new(c, parent, TAG_TEXT_NODE);
		to->text = copy_text(c, from->v.text.text);
		return to;
	case GUMBO_NODE_DOCUMENT:
	case GUMBO_NODE_COMMENT:
		return NULL;
	}
	return NULL;
}

/* Depth is bounded by the pre-scan (a few nodes for each of its levels), so
 * recursion is safe. */
static struct node *
copy_tree(struct copy *c, const GumboNode *from, struct node *parent)
{
	struct node *to = copy_one(c, from, parent);
	if (to == NULL || to->tag == TAG_TEXT_NODE)
		return to;
	struct node **last = &to->first;
	const GumboVector *children = &from->v.element.children;
	for (unsigned i = 0; i < children->length; i++) {
		*last = copy_tree(c, children->data[i], to);
		if (*last != NULL)
			last = &(*last)->next;
	}
	to->end = c->count;
	return to;
}

static enum rc
parse(struct copy *c, struct str html, struct dom *dom, struct err *err)
{
	GumboOptions options = kGumboDefaultOptions;
	options.allocator = give;
	options.deallocator = keep;
	options.userdata = c->scratch;
	options.max_errors = 0;
	const GumboOutput *parsed =
	    gumbo_parse_with_options(&options, html.s, html.n);
	if (parsed == NULL || parsed->root == NULL)
		return err_set(err, RC_BAD, "page cannot be parsed");
	dom->root = copy_tree(c, parsed->root, NULL);
	dom->count = c->count;
	if (arena_full(c->arena) || arena_full(c->scratch))
		return err_set(err, RC_BAD, "page needs too much memory");
	return RC_OK;
}

enum rc
dom_parse(struct arena *arena, struct arena *scratch, struct str html,
    struct dom *dom, struct err *err)
{
	struct copy c = { .arena = arena,
		.scratch = scratch != NULL ? scratch : arena };
	struct buf brief;
	buf_init(&brief, html.n + 1);
	shorthand_make(arena, html, &c.shorthand, &brief);
	const enum rc rc =
	    parse(&c, brief.n > 0 ? buf_view(&brief) : STR(""), dom, err);
	buf_free(&brief);
	if (scratch != NULL)
		arena_reset(scratch);
	return rc;
}

struct str
node_attr(const struct node *n, enum attr attr)
{
	for (const struct node_attr *a = n->attrs; a != NULL; a = a->next)
		if (a->attr == attr)
			return a->value;
	return STR_NONE;
}

struct node *
node_past(const struct node *top, const struct node *n)
{
	while (n != top && n->next == NULL)
		n = n->parent;
	return n == top ? NULL : n->next;
}

struct node *
node_after(const struct node *top, const struct node *n)
{
	return n->first != NULL ? n->first : node_past(top, n);
}

struct node *
node_find(const struct node *top, enum tag tag)
{
	struct node *n = top->first;
	while (n != NULL && n->tag != tag)
		n = node_after(top, n);
	return n;
}

struct str
node_text(struct arena *arena, const struct node *top, size_t max)
{
	struct buf b;
	buf_init(&b, max);
	for (const struct node *n = top; n != NULL; n = node_after(top, n)) {
		if (n->tag == TAG_TEXT_NODE)
			buf_str(&b, plain_head(n->text, max - b.n));
		else if (tag_is_block(n->tag) && b.n > 0)
			buf_chr(&b, ' ');
		if (b.n >= max || b.bad)
			break;
	}
	const struct str text = plain_squeeze(arena, buf_view(&b));
	buf_free(&b);
	return text;
}

bool
node_has(const struct node *n, enum attr attr, const char *word)
{
	struct str rest = node_attr(n, attr);
	struct str part;
	while (str_cut(&rest, ' ', &part))
		if (str_is_nocase(str_trim(part), word))
			return true;
	return false;
}
