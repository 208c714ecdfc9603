#include "extract/page.h"

#include <string.h>

/* Both sides are one program, so its own layout serves. */
struct head {
	enum page_form form;
	int64_t fetched_at;
	int64_t offset;
	int64_t length;
	size_t url;
	size_t type;
	size_t path;
	size_t record_id;
	size_t body;
};

#define ABSENT ((size_t)-1) /* length of a string that is not there */

static size_t
length_of(struct str x)
{
	return x.s == NULL ? ABSENT : x.n;
}

void
page_pack(const struct page *p, struct buf *out)
{
	const struct head head = {
		.form = p->form,
		.fetched_at = p->fetched_at,
		.offset = p->source.offset,
		.length = p->source.length,
		.url = length_of(p->url),
		.type = length_of(p->type),
		.path = length_of(p->source.path),
		.record_id = length_of(p->source.record_id),
		.body = length_of(p->body),
	};
	buf_add(out, &head, sizeof(head));
	buf_str(out, p->url);
	buf_str(out, p->type);
	buf_str(out, p->source.path);
	buf_str(out, p->source.record_id);
	buf_str(out, p->body);
}

/* A body may be cut (a job over its ceiling), the rest may not. */
static struct str
take(struct str *rest, size_t n)
{
	if (n == ABSENT)
		return STR_NONE;
	const struct str part = str_head(*rest, n);
	*rest = str_from(*rest, n);
	return part;
}

bool
page_unpack(struct str packed, struct page *p)
{
	struct head head;
	if (packed.n < sizeof(head))
		return false;
	memcpy(&head, packed.s, sizeof(head));
	struct str rest = str_from(packed, sizeof(head));
	*p = (struct page){ .form = head.form, .fetched_at = head.fetched_at };
	p->source.offset = head.offset;
	p->source.length = head.length;
	p->url = take(&rest, head.url);
	p->type = take(&rest, head.type);
	p->source.path = take(&rest, head.path);
	p->source.record_id = take(&rest, head.record_id);
	p->body = take(&rest, head.body);
	return true;
}

void
page_name(const struct page *p, struct buf *out)
{
	if (p->url.n > 0)
		buf_printf(out, "%.*s (%.*s at %lld)", STR_ARG(p->url),
		    STR_ARG(p->source.path), (long long)p->source.offset);
	else if (p->form == PAGE_RECORD)
		buf_printf(out, "%.*s:%lld", STR_ARG(p->source.path),
		    (long long)p->source.offset);
	else
		buf_str(out, p->source.path);
}
