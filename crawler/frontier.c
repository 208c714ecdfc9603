#include "crawler/frontier.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "common/hash.h"
#include "common/mem.h"

/* A queued task with the memory of its strings behind it. */
struct node {
	struct task task;
	uint64_t seq;
	char bytes[];
};

struct lane {
	char *host;
	size_t nhost;
	struct node **heap; /* best on top */
	size_t n;
	size_t cap;
	int64_t ready;
	struct node *out; /* given out; NULL: idle */
	bool closed;      /* nothing more in this run */
};

/* Keys seen, as 64-bit hashes: open addressing, zero being "free". */
struct seen {
	uint64_t *v;
	size_t n;
	size_t cap;
};

struct frontier {
	struct lane *lanes;
	size_t n;
	size_t cap;
	size_t at; /* where the next look begins, so that no lane starves */
	struct seen seen;
	uint64_t seq;
	size_t waiting;
	size_t busy;
};

struct frontier *
frontier_new(void)
{
	return mem_zero(1, sizeof(struct frontier));
}

void
frontier_free(struct frontier *f)
{
	if (f == NULL)
		return;
	for (size_t i = 0; i < f->n; i++) {
		for (size_t k = 0; k < f->lanes[i].n; k++)
			free(f->lanes[i].heap[k]);
		free(f->lanes[i].heap);
		free(f->lanes[i].out);
		free(f->lanes[i].host);
	}
	free(f->lanes);
	free(f->seen.v);
	free(f);
}

static void
seen_put(uint64_t *v, size_t cap, uint64_t h)
{
	size_t i = (size_t)h & (cap - 1);
	while (v[i] != 0)
		i = (i + 1) & (cap - 1);
	v[i] = h;
}

static void
seen_grow(struct seen *s)
{
	const size_t cap = s->cap > 0 ? s->cap * 2 : 1024;
	uint64_t *v = mem_zero(cap, sizeof(*v));
	for (size_t i = 0; i < s->cap; i++)
		if (s->v[i] != 0)
			seen_put(v, cap, s->v[i]);
	free(s->v);
	s->v = v;
	s->cap = cap;
}

/* False when it was there already. */
static bool
seen_add(struct seen *s, struct str key)
{
	const uint64_t hash = hash64(key, 0);
	const uint64_t h = hash != 0 ? hash : 1;
	if ((s->n + 1) * 2 > s->cap)
		seen_grow(s);
	for (size_t i = (size_t)h & (s->cap - 1); s->v[i] != 0;
	     i = (i + 1) & (s->cap - 1))
		if (s->v[i] == h)
			return false;
	seen_put(s->v, s->cap, h);
	s->n++;
	return true;
}

static struct lane *
lane_find(struct frontier *f, struct str host)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(str_n(f->lanes[i].host, f->lanes[i].nhost), host))
			return &f->lanes[i];
	return NULL;
}

static struct lane *
lane_of(struct frontier *f, struct str host)
{
	struct lane *lane = lane_find(f, host);
	if (lane != NULL)
		return lane;
	if (f->n == f->cap) {
		f->cap = mem_room(f->cap, f->n + 1);
		f->lanes = mem_grow(f->lanes, f->cap, sizeof(*f->lanes));
	}
	lane = &f->lanes[f->n++];
	*lane = (struct lane){
		.host = mem_dup(host.s, host.n),
		.nhost = host.n,
		.ready = INT64_MIN,
	};
	return lane;
}

static bool
node_before(const struct node *a, const struct node *b)
{
	if (a->task.kind != b->task.kind)
		return a->task.kind < b->task.kind;
	if (a->task.rank != b->task.rank)
		return a->task.rank > b->task.rank;
	return a->seq < b->seq;
}

static void
heap_push(struct lane *lane, struct node *node)
{
	if (lane->n == lane->cap) {
		lane->cap = mem_room(lane->cap, lane->n + 1);
		lane->heap =
		    mem_grow(lane->heap, lane->cap, sizeof(struct node *));
	}
	size_t i = lane->n++;
	while (i > 0 && node_before(node, lane->heap[(i - 1) / 2])) {
		lane->heap[i] = lane->heap[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	lane->heap[i] = node;
}

static struct node *
heap_pop(struct lane *lane)
{
	struct node *top = lane->heap[0];
	struct node *last = lane->heap[--lane->n];
	size_t i = 0;
	for (size_t child = 1; child < lane->n; child = 2 * i + 1) {
		if (child + 1 < lane->n &&
		    node_before(lane->heap[child + 1], lane->heap[child]))
			child++;
		if (!node_before(lane->heap[child], last))
			break;
		lane->heap[i] = lane->heap[child];
		i = child;
	}
	lane->heap[i] = last;
	return top;
}

static struct str
keep(char **at, struct str x)
{
	if (x.s == NULL)
		return x;
	char *to = *at;
	if (x.n > 0)
		memcpy(to, x.s, x.n);
	*at += x.n;
	return str_n(to, x.n);
}

static struct node *
node_new(const struct task *t, uint64_t seq)
{
	const size_t n = t->url.n + t->key.n + t->origin.n + t->host.n +
	    t->domain.n + t->asker.n + t->from.n;
	struct node *node = mem_alloc(sizeof(*node) + n);
	char *at = node->bytes;
	node->task = *t;
	node->seq = seq;
	node->task.url = keep(&at, t->url);
	node->task.key = keep(&at, t->key);
	node->task.origin = keep(&at, t->origin);
	node->task.host = keep(&at, t->host);
	node->task.domain = keep(&at, t->domain);
	node->task.asker = keep(&at, t->asker);
	node->task.from = keep(&at, t->from);
	return node;
}

bool
frontier_add(struct frontier *f, const struct task *t)
{
	struct lane *lane = lane_of(f, t->domain);
	/* A redirect may lead to where we have been, its hops bound it; and
	 * robots.txt is asked for again when it has grown old. */
	if (lane->closed ||
	    (!seen_add(&f->seen, t->key) && t->hops == 0 &&
		t->kind != TASK_ROBOTS))
		return false;
	heap_push(lane, node_new(t, f->seq++));
	f->waiting++;
	return true;
}

const struct task *
frontier_next(struct frontier *f, int64_t now, int64_t *wait)
{
	*wait = -1;
	for (size_t k = 0; k < f->n; k++) {
		const size_t i = (f->at + k) % f->n;
		struct lane *lane = &f->lanes[i];
		if (lane->out != NULL || lane->n == 0)
			continue;
		if (lane->ready > now) {
			const int64_t left = lane->ready - now;
			*wait = *wait < 0 || left < *wait ? left : *wait;
			continue;
		}
		lane->out = heap_pop(lane);
		f->at = i + 1;
		f->waiting--;
		f->busy++;
		return &lane->out->task;
	}
	return NULL;
}

/* The lane that gave the task out is idle again. */
static struct node *
lane_back(struct frontier *f, struct lane *lane, const struct task *t)
{
	struct node *node = lane->out;
	assert(node != NULL && &node->task == t);
	lane->out = NULL;
	f->busy--;
	return node;
}

void
frontier_done(struct frontier *f, const struct task *t, int64_t next)
{
	struct lane *lane = lane_of(f, t->domain);
	struct node *node = lane_back(f, lane, t);
	if (lane->ready < next)
		lane->ready = next;
	free(node);
}

void
frontier_return(struct frontier *f, const struct task *t)
{
	struct lane *lane = lane_of(f, t->domain);
	heap_push(lane, lane_back(f, lane, t));
	f->waiting++;
}

void
frontier_hold(struct frontier *f, struct str host, int64_t until)
{
	struct lane *lane = lane_of(f, host);
	if (lane->ready < until)
		lane->ready = until;
}

static void
lane_close(struct frontier *f, struct lane *lane, frontier_gone_fn *gone,
    void *arg)
{
	lane->closed = true;
	while (lane->n > 0) {
		struct node *node = lane->heap[--lane->n];
		f->waiting--;
		gone(arg, &node->task);
		free(node);
	}
}

void
frontier_close(struct frontier *f, struct str host, frontier_gone_fn *gone,
    void *arg)
{
	struct lane *lane = lane_find(f, host);
	if (lane != NULL)
		lane_close(f, lane, gone, arg);
}

void
frontier_close_all(struct frontier *f, frontier_gone_fn *gone, void *arg)
{
	for (size_t i = 0; i < f->n; i++)
		lane_close(f, &f->lanes[i], gone, arg);
}

size_t
frontier_waiting(const struct frontier *f)
{
	return f->waiting;
}

size_t
frontier_busy(const struct frontier *f)
{
	return f->busy;
}
