#include "crawler/origin.h"

#include <stdlib.h>
#include <string.h>

#include "common/mem.h"

struct origins {
	struct origin **v;
	size_t n;
	size_t cap;
};

struct origins *
origins_new(void)
{
	return mem_zero(1, sizeof(struct origins));
}

void
origins_free(struct origins *o)
{
	if (o == NULL)
		return;
	for (size_t i = 0; i < o->n; i++) {
		robots_free(o->v[i]->rules);
		free(o->v[i]->name);
		free(o->v[i]);
	}
	free(o->v);
	free(o);
}

struct origin *
origins_get(struct origins *o, struct str name)
{
	for (size_t i = 0; i < o->n; i++)
		if (str_is(name, o->v[i]->name))
			return o->v[i];
	if (o->n == o->cap) {
		o->cap = mem_room(o->cap, o->n + 1);
		o->v = mem_grow(o->v, o->cap, sizeof(struct origin *));
	}
	struct origin *made = mem_zero(1, sizeof(*made));
	made->name = mem_dup(name.s, name.n);
	o->v[o->n++] = made;
	return made;
}

void
origin_settle(struct origin *o, int status, struct str body, struct str copy)
{
	const bool good = status >= 200 && status <= 299;
	const bool absent = status >= 300 && status <= 499 && status != 429;
	robots_free(o->rules);
	o->rules = NULL;
	o->known = true;
	o->closed = false;
	o->status = status;
	if (good)
		o->rules = robots_parse(body);
	else if (!absent && copy.s != NULL)
		o->rules = robots_parse(copy);
	else
		o->closed = !absent;
}

bool
origin_may(const struct origin *o, struct str agent, struct str url)
{
	if (!o->known || o->closed)
		return false;
	return o->rules == NULL || robots_ask(o->rules, agent, url).allowed;
}

double
origin_delay(const struct origin *o, struct str agent)
{
	return o->rules != NULL ? robots_delay(o->rules, agent) : -1;
}
