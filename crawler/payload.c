#include "crawler/payload.h"

#include "common/buf.h"

/* http_body() takes off what the fields name; so it is shown one kind. */
static bool
transfer_only(struct arena *arena, struct http_response *r)
{
	const struct http_field *all = r->fields;
	const size_t n = r->nfields;
	r->fields = arena_array(arena, n, sizeof(*r->fields));
	r->nfields = 0;
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(all[i].name, "Transfer-Encoding"))
			r->fields[r->nfields++] = all[i];
	return r->nfields > 0;
}

void
payload_digest(struct arena *arena, const struct http_response *response,
    char out[DIGEST_SHA1_BASE32])
{
	struct http_response bare = *response;
	struct err lost = { 0 };
	bool cut = false;
	struct buf payload;
	if (!transfer_only(arena, &bare)) {
		digest_sha1_base32(response->body, out);
		return;
	}
	buf_init(&payload, response->body.n + 1);
	/* A body that is not coded as it says is its own payload. */
	const bool plain = http_body(&bare, &payload, &cut, &lost) == RC_OK;
	digest_sha1_base32(plain ? buf_view(&payload) : response->body, out);
	buf_free(&payload);
}
