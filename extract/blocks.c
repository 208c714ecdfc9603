#include "extract/blocks.h"

#include <string.h>

#include "common/buf.h"
#include "extract/plain.h"

#define PASSAGE_MAX ((size_t)1 << 20) /* bytes; a longer one is cut there */
#define CELL_MAX    160 /* code points; longer cells are prose in a table */
#define CELLS_MAX   64
#define ROW_MAX     ((size_t)CELLS_MAX * CELL_MAX * 4 * 2)

struct walk {
	struct arena *arena;
	struct blocks *blocks;
	struct buf line; /* of the passage being read */
	size_t signs;    /* bytes of it that are no space */
	size_t in_links; /* those of them within links */
	size_t links;    /* open <a> */
	enum passage_kind kind;
	const struct node *block;
};

/* Which kind an element makes of what it holds; PASSAGE_KINDS: no change. */
static enum passage_kind
kind_of(enum tag tag)
{
	switch (tag) {
	case TAG_H1:
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
		return PASSAGE_HEADING;
	case TAG_LI:
	case TAG_DD:
	case TAG_DT:
		return PASSAGE_ITEM;
	case TAG_BLOCKQUOTE:
		return PASSAGE_QUOTE;
	case TAG_FIGCAPTION:
	case TAG_FIGURE:
		return PASSAGE_CAPTION;
	case TAG_TD:
	case TAG_TH:
	case TAG_ARTICLE:
		return PASSAGE_PARAGRAPH;
	default:
		return PASSAGE_KINDS;
	}
}

static void
flush(struct walk *w)
{
	struct passages *all = &w->blocks->passages;
	struct str text = STR("");
	if (w->signs > 0 && !passages_full(all))
		text = plain_squeeze(w->arena, buf_view(&w->line));
	struct passage *p =
	    text.n == 0 ? NULL : passages_add(w->arena, all, text);
	if (p != NULL) {
		p->kind = w->kind;
		p->node = w->block;
		p->linked = (double)w->in_links / (double)w->signs;
	}
	buf_clear(&w->line);
	w->signs = 0;
	w->in_links = 0;
}

static size_t
count_signs(struct str text)
{
	size_t signs = 0;
	for (size_t i = 0; i < text.n; i++)
		signs += text.s[i] != ' ' && text.s[i] != '\n' &&
		    text.s[i] != '\t' && text.s[i] != '\r';
	return signs;
}

static void
add_text(struct walk *w, struct str text)
{
	while (text.n > 0) {
		const struct str part =
		    plain_head(text, PASSAGE_MAX - w->line.n);
		const size_t signs = count_signs(part);
		w->signs += signs;
		if (w->links > 0)
			w->in_links += signs;
		buf_str(&w->line, part);
		text = str_from(text, part.n);
		if (text.n > 0)
			flush(w);
	}
}

/* The text of <pre> keeps its lines. */
static void
add_lines(struct walk *w, struct str text)
{
	struct str line;
	while (str_cut(&text, '\n', &line)) {
		add_text(w, line);
		if (text.s != NULL)
			flush(w);
	}
}

static bool
is_cell(const struct node *n)
{
	return n->tag == TAG_TD || n->tag == TAG_TH;
}

/* May the passages from `first` be the cells of one row?  Each stands in its
 * own cell, alone and short. */
static bool
is_row(const struct walk *w, const struct node *tr, size_t first)
{
	const struct passages *p = &w->blocks->passages;
	if (p->n - first < 2 || p->n - first > CELLS_MAX)
		return false;
	for (size_t i = first; i < p->n; i++) {
		const struct node *n = p->v[i].node;
		if (p->v[i].size.runes > CELL_MAX)
			return false;
		if (!is_cell(n))
			n = n->parent;
		if (n == NULL || !is_cell(n) || n->parent != tr ||
		    w->blocks->of[n->index].past -
			    w->blocks->of[n->index].first !=
			1)
			return false;
	}
	return true;
}

static void
join_row(struct walk *w, const struct node *tr, size_t first)
{
	struct passages *p = &w->blocks->passages;
	double linked = 0;
	size_t runes = 0;
	struct buf row;
	buf_init(&row, ROW_MAX);
	for (size_t i = first; i < p->n; i++) {
		if (i > first)
			buf_text(&row, " | ");
		buf_str(&row, p->v[i].text);
		linked += p->v[i].linked * (double)p->v[i].size.runes;
		runes += p->v[i].size.runes;
	}
	const struct str text = arena_str(w->arena, buf_view(&row));
	buf_free(&row);
	p->v[first] = (struct passage){ .text = text,
		.kind = PASSAGE_ROW,
		.node = tr,
		.size = plain_measure(text),
		.linked = linked / (double)(runes > 0 ? runes : 1) };
	p->n = first + 1;
	for (size_t i = tr->index + 1; i < tr->end; i++)
		w->blocks->of[i] = (struct block_range){ first, first };
}

static void walk_node(struct walk *w, const struct node *n);

static void
walk_children(struct walk *w, const struct node *n)
{
	for (const struct node *c = n->first; c != NULL; c = c->next)
		walk_node(w, c);
}

static void
walk_block(struct walk *w, const struct node *n)
{
	const enum passage_kind kind = w->kind;
	const struct node *block = w->block;
	flush(w);
	const size_t inner = w->blocks->passages.n;
	w->block = n;
	if (kind_of(n->tag) != PASSAGE_KINDS)
		w->kind = kind_of(n->tag);
	walk_children(w, n);
	flush(w);
	w->kind = kind;
	w->block = block;
	w->blocks->of[n->index] =
	    (struct block_range){ inner, w->blocks->passages.n };
	if (n->tag == TAG_TR && is_row(w, n, inner)) {
		join_row(w, n, inner);
		w->blocks->of[n->index].past = w->blocks->passages.n;
	}
}

/* Depth is bounded by the pre-scan, so recursion is safe. */
static void
walk_node(struct walk *w, const struct node *n)
{
	const size_t first = w->blocks->passages.n;
	switch (n->tag) {
	case TAG_TEXT_NODE:
		if (w->block != NULL && w->block->tag == TAG_PRE)
			add_lines(w, n->text);
		else
			add_text(w, n->text);
		break;
	case TAG_BR:
	case TAG_HR:
		flush(w);
		break;
	case TAG_HEAD:
	case TAG_TITLE:
		break;
	case TAG_A:
		w->links++;
		walk_children(w, n);
		w->links--;
		break;
	default:
		if (tag_is_block(n->tag)) {
			walk_block(w, n);
			return;
		}
		walk_children(w, n);
		break;
	}
	w->blocks->of[n->index] =
	    (struct block_range){ first, w->blocks->passages.n };
}

void
blocks_read(struct arena *arena, const struct dom *dom, struct blocks *blocks)
{
	*blocks = (struct blocks){
		.of = arena_array(arena, dom->count, sizeof(blocks->of[0])),
	};
	struct walk w = { .arena = arena,
		.blocks = blocks,
		.kind = PASSAGE_PARAGRAPH,
		.block = dom->root };
	buf_init(&w.line, PASSAGE_MAX);
	walk_node(&w, dom->root);
	flush(&w);
	blocks->of[dom->root->index].past = blocks->passages.n;
	blocks->headline = blocks->passages.n;
	buf_free(&w.line);
}
