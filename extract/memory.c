#include "extract/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/buf.h"
#include "common/file.h"
#include "common/mem.h"
#include "common/str.h"

#define HEAD       "sandyq memory 1"
#define HEX        ((size_t)16)
#define LINE_BYTES ((size_t)3 * (HEX + 1))
#define FILE_MAX   (MEMORY_LINES * LINE_BYTES + sizeof(HEAD))
#define ROOM_MIN   4096

struct trace {
	uint64_t line;
	uint64_t page[2]; /* the lesser first; 0: none */
};

struct memory {
	struct trace *v; /* by line when settled */
	size_t n;
	size_t room;
};

struct memory *
memory_new(void)
{
	return mem_zero(1, sizeof(struct memory));
}

void
memory_free(struct memory *m)
{
	if (m == NULL)
		return;
	free(m->v);
	free(m);
}

static int
trace_order(const void *a, const void *b)
{
	const struct trace *x = a;
	const struct trace *y = b;
	return (x->line > y->line) - (x->line < y->line);
}

static void
add_page(struct trace *t, uint64_t page)
{
	if (page == 0 || page == t->page[0] || page == t->page[1])
		return;
	if (t->page[0] == 0 || page < t->page[0]) {
		t->page[1] = t->page[0];
		t->page[0] = page;
	} else if (t->page[1] == 0 || page < t->page[1]) {
		t->page[1] = page;
	}
}

void
memory_settle(struct memory *m)
{
	if (m->n == 0)
		return;
	qsort(m->v, m->n, sizeof(m->v[0]), trace_order);
	struct trace *last = m->v;
	for (size_t i = 1; i < m->n; i++) {
		const struct trace *t = &m->v[i];
		if (t->line != last->line) {
			*++last = *t;
			continue;
		}
		add_page(last, t->page[0]);
		add_page(last, t->page[1]);
	}
	m->n = (size_t)(last - m->v) + 1;
	if (m->n > MEMORY_LINES)
		m->n = MEMORY_LINES;
}

/* Room for one more; what is there is settled before it grows. */
static void
make_room(struct memory *m)
{
	if (m->n < m->room)
		return;
	memory_settle(m);
	if (m->n < m->room / 2)
		return;
	m->room = m->room > 0 ? 2 * m->room : ROOM_MIN;
	m->v = mem_grow(m->v, m->room, sizeof(m->v[0]));
}

void
memory_learn(struct memory *m, const struct imprint *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		make_room(m);
		m->v[m->n++] = (struct trace){ .line = v[i].line,
			.page = { v[i].page, 0 } };
	}
}

bool
memory_repeats(const struct memory *m, uint64_t line)
{
	const struct trace key = { .line = line };
	const struct trace *t = m->n == 0
	    ? NULL
	    : bsearch(&key, m->v, m->n, sizeof(key), trace_order);
	return t != NULL && t->page[1] != 0;
}

static bool
read_hex(struct str x, uint64_t *out)
{
	*out = 0;
	for (size_t i = 0; i < x.n; i++) {
		const int digit = str_hex(x.s[i]);
		if (digit < 0)
			return false;
		*out = *out << 4 | (uint64_t)digit;
	}
	return x.n == HEX;
}

static bool
read_trace(struct str line, struct trace *t)
{
	return line.n == LINE_BYTES - 1 &&
	    read_hex(str_head(line, HEX), &t->line) && line.s[HEX] == ' ' &&
	    read_hex(str_head(str_from(line, HEX + 1), HEX), &t->page[0]) &&
	    line.s[2 * HEX + 1] == ' ' &&
	    read_hex(str_from(line, 2 * HEX + 2), &t->page[1]);
}

static enum rc
read_lines(struct memory *m, const char *path, struct str all, struct err *err)
{
	struct str line;
	if (!str_cut(&all, '\n', &line) || !str_is(line, HEAD))
		return err_set(err, RC_BAD, "%s:1: no memory of sandyq", path);
	for (size_t number = 2; str_cut(&all, '\n', &line); number++) {
		struct trace t = { .line = 0 };
		if (line.n == 0 && all.n == 0)
			break;
		if (!read_trace(line, &t))
			return err_set(err, RC_BAD, "%s:%zu: no line of it",
			    path, number);
		make_room(m);
		m->v[m->n++] = t;
	}
	memory_settle(m);
	return RC_OK;
}

enum rc
memory_load(struct memory *m, const char *path, struct err *err)
{
	struct buf all;
	if (!file_exists(path))
		return RC_OK;
	buf_init(&all, FILE_MAX);
	enum rc rc = file_read(path, &all, err);
	if (rc == RC_OK)
		rc = read_lines(m, path, buf_view(&all), err);
	buf_free(&all);
	return rc;
}

enum rc
memory_save(struct memory *m, const char *path, struct err *err)
{
	struct file_out *out;
	memory_settle(m);
	const enum rc rc = file_create(path, &out, err);
	if (rc != RC_OK)
		return rc;
	file_write(out, STR(HEAD "\n"));
	for (size_t i = 0; i < m->n; i++) {
		char line[LINE_BYTES + 1];
		const struct trace *t = &m->v[i];
		(void)snprintf(line, sizeof(line),
		    "%016" PRIx64 " %016" PRIx64 " %016" PRIx64 "\n", t->line,
		    t->page[0], t->page[1]);
		file_write(out, str_c(line));
	}
	return file_commit(out, err);
}
