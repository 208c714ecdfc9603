#include "crawler/wire.h"

#define REQUEST_MAX   ((size_t)32 << 10) /* a URL and a dozen header lines */
#define LINES_VERSION "HTTP/1.1"

void
wire_init(struct wire *w, size_t head_max, size_t body_max, size_t memory,
    const char *folder)
{
	*w = (struct wire){ .head_max = head_max, .body_max = body_max };
	buf_init(&w->request, REQUEST_MAX);
	spool_init(&w->message, folder, memory, head_max + body_max);
}

void
wire_free(struct wire *w)
{
	buf_free(&w->request);
	spool_free(&w->message);
}

void
wire_sent(struct wire *w, struct str head)
{
	const struct str line = str_head(head, str_chr(head, '\r'));
	if (w->request.n > 0 || !str_ends(line, STR(" HTTP/2"))) {
		buf_str(&w->request, head);
		return;
	}
	buf_str(&w->request, str_head(line, line.n - strlen("HTTP/2")));
	buf_text(&w->request, LINES_VERSION);
	buf_str(&w->request, str_from(head, line.n));
}

static bool
line_add(struct wire *w, struct str line)
{
	if (w->message.n == 0 && str_starts(line, STR("HTTP/2 "))) {
		w->http2 = true;
		return spool_add(&w->message, STR(LINES_VERSION)) &&
		    spool_add(&w->message, str_from(line, strlen("HTTP/2")));
	}
	return spool_add(&w->message, line);
}

/* A new status line begins a new head: what stood before was an interim
 * response, which is not archived.  Lines behind the head are trailers, which
 * the raw body holds already. */
bool
wire_line(struct wire *w, struct str line)
{
	if (w->head_end && !str_starts(line, STR("HTTP/")))
		return true;
	if (w->head_end) {
		spool_clear(&w->message);
		w->head_end = false;
	}
	if (w->message.n + line.n > w->head_max) {
		w->over = true;
		return false;
	}
	if (!line_add(w, line))
		return false;
	w->head = w->message.n;
	w->head_end = str_trim(line).n == 0;
	return true;
}

/* Takes what fits; the first byte past the ceiling ends the exchange. */
bool
wire_body(struct wire *w, struct str piece)
{
	const size_t room = w->body_max - (w->message.n - w->head);
	w->over = piece.n > room;
	return spool_add(&w->message, str_head(piece, room)) && !w->over;
}

bool
wire_is_answered(const struct wire *w, struct str message)
{
	const struct str status = str_from(message, str_chr(message, ' ') + 1);
	return w->head_end && !(status.n > 0 && status.s[0] == '1');
}
