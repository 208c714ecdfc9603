#include "extract/address.h"

#include "common/hash.h"
#include "common/url.h"

#define WWW 4 /* bytes of "www." */

static bool
is_web(struct arena *arena, struct str url, struct url_parts *parts)
{
	struct err err = { .reason = "" };
	return url.n > 0 && url_parse(arena, url, parts, &err) == RC_OK;
}

static struct str
bare_host(struct str host)
{
	if (str_starts(host, STR("www.")))
		return str_from(host, WWW);
	return str_starts(host, STR("m.")) ? str_from(host, 2) : host;
}

/* One host is the other, or a part of it ("kk.site.kz" and "site.kz"). */
static bool
same_site(struct str a, struct str b)
{
	a = bare_host(a);
	b = bare_host(b);
	if (a.n < b.n)
		return str_ends(b, a) && b.s[b.n - a.n - 1] == '.';
	if (a.n > b.n)
		return str_ends(a, b) && a.s[a.n - b.n - 1] == '.';
	return str_eq(a, b);
}

/* The address the page gives itself, when it can be true: a front page is no
 * article's address. */
static struct str
believed(struct arena *arena, struct str url, struct str said)
{
	struct url_parts there;
	struct url_parts here;
	struct str whole = said;
	struct err err = { .reason = "" };
	if (said.n == 0)
		return STR_NONE;
	if (url.n > 0 && url_resolve(arena, url, said, &whole, &err) != RC_OK)
		return STR_NONE;
	if (!is_web(arena, whole, &there))
		return STR_NONE;
	if (!is_web(arena, url, &here))
		return whole;
	const bool front = there.path.n <= 1 && there.query.n == 0;
	return same_site(here.host, there.host) && (!front || here.path.n <= 1)
	    ? whole
	    : STR_NONE;
}

void
address_set(struct arena *arena, const struct sites *sites, struct str url,
    struct str said, struct document *doc)
{
	struct url_parts parts;
	struct err err = { .reason = "" };
	char hex[HASH_HEX];
	const struct str own = believed(arena, url, said);
	doc->url = url.n > 0 ? url : own;
	if (doc->url.n == 0)
		doc->url = doc->source.path;
	doc->canonical_url = own.n > 0 ? own : doc->url;
	if (is_web(arena, doc->canonical_url, &parts)) {
		struct str key;
		if (url_canonical(arena, doc->canonical_url, &key, &err) ==
		    RC_OK)
			doc->canonical_url = key;
		const struct site *site = sites_by_host(sites, parts.host);
		doc->site = site != NULL ? site->code.v : parts.host;
	}
	hash128_hex(doc->canonical_url, hex);
	doc->id = arena_str(arena, str_c(hex));
}
