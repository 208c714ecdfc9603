#include "common/url.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "common/buf.h"

/* RFC 3986, 2.3, and what a path or a parameter may hold besides. */
#define UNRESERVED                                                             \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
#define IN_PATH      "!$&'()*+,=:@"
#define IN_PARAMETER "!$()*+,;=:@/?"

#define TOKEN_MIN 16 /* characters of a value that can be a session's id */

enum name_match {
	NAME_IS,
	NAME_STARTS,
	NAME_IS_WITH_TOKEN, /* only when the value looks like a session's id */
};

/*
 * Parameters that say who reads or where they came from, never what is read.
 * The names are protocol: advertising networks, mail senders, web analytics
 * and application servers define them.
 */
static const struct {
	const char *name;
	enum name_match match;
} dropped[] = {
	{ "utm_", NAME_STARTS },
	{ "mtm_", NAME_STARTS },
	{ "pk_", NAME_STARTS },
	{ "piwik_", NAME_STARTS },
	{ "hsa_", NAME_STARTS },
	{ "oly_", NAME_STARTS },
	{ "aftr_", NAME_STARTS },
	{ "at_campaign", NAME_IS },
	{ "at_medium", NAME_IS },
	{ "fbclid", NAME_IS },
	{ "fb_action_ids", NAME_IS },
	{ "fb_action_types", NAME_IS },
	{ "fb_ref", NAME_IS },
	{ "fb_source", NAME_IS },
	{ "gclid", NAME_IS },
	{ "gclsrc", NAME_IS },
	{ "dclid", NAME_IS },
	{ "gbraid", NAME_IS },
	{ "wbraid", NAME_IS },
	{ "srsltid", NAME_IS },
	{ "_ga", NAME_IS },
	{ "_gl", NAME_IS },
	{ "msclkid", NAME_IS },
	{ "twclid", NAME_IS },
	{ "ttclid", NAME_IS },
	{ "igshid", NAME_IS },
	{ "igsh", NAME_IS },
	{ "li_fat_id", NAME_IS },
	{ "yclid", NAME_IS },
	{ "ymclid", NAME_IS },
	{ "ysclid", NAME_IS },
	{ "_openstat", NAME_IS },
	{ "rb_clickid", NAME_IS },
	{ "mc_cid", NAME_IS },
	{ "mc_eid", NAME_IS },
	{ "mkt_tok", NAME_IS },
	{ "vero_id", NAME_IS },
	{ "wickedid", NAME_IS },
	{ "_hsenc", NAME_IS },
	{ "_hsmi", NAME_IS },
	{ "jsessionid", NAME_IS },
	{ "phpsessid", NAME_IS },
	{ "aspsessionid", NAME_STARTS },
	{ "asp.net_sessionid", NAME_IS },
	{ "cfid", NAME_IS_WITH_TOKEN },
	{ "cftoken", NAME_IS_WITH_TOKEN },
	{ "sid", NAME_IS_WITH_TOKEN },
	{ "sessid", NAME_IS_WITH_TOKEN },
	{ "sessionid", NAME_IS_WITH_TOKEN },
	{ "session_id", NAME_IS_WITH_TOKEN },
};

static bool
is_token(struct str x)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	for (size_t i = 0; i < x.n; i++)
		if (memchr(letters, x.s[i], sizeof(letters) - 1) == NULL)
			return false;
	return x.n >= TOKEN_MIN;
}

static bool
is_dropped(struct str parameter)
{
	const size_t at = str_chr(parameter, '=');
	const struct str name = str_head(parameter, at);
	const struct str value = str_from(parameter, at + 1);
	for (size_t i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++) {
		const size_t n = strlen(dropped[i].name);
		const bool whole = dropped[i].match != NAME_STARTS;
		if (name.n < n || (whole && name.n != n) ||
		    strncasecmp(name.s, dropped[i].name, n) != 0)
			continue;
		return dropped[i].match != NAME_IS_WITH_TOKEN ||
		    is_token(value);
	}
	return false;
}

static int
hex_value(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c != '\0' ? strchr(digits, c | 0x20) : NULL;
	return at != NULL ? (int)(at - digits) : -1;
}

/* The byte at x.s[0], or the one "%xx" stands for there; its length. */
static size_t
byte_take(struct str x, unsigned char *byte, bool *encoded)
{
	const int high = x.n > 2 && x.s[0] == '%' ? hex_value(x.s[1]) : -1;
	const int low = high >= 0 ? hex_value(x.s[2]) : -1;
	*encoded = low >= 0;
	*byte = (unsigned char)(low >= 0 ? high << 4 | low : x.s[0]);
	return low >= 0 ? 3 : 1;
}

/* Percent-encoding in one form: unreserved bytes plain, what was encoded
 * stays so in capitals, what may not stand here plain is encoded too. */
static void
form(struct buf *out, struct str x, const char *plain)
{
	while (x.n > 0) {
		unsigned char c;
		bool encoded;
		x = str_from(x, byte_take(x, &c, &encoded));
		if (c != '\0' &&
		    (strchr(UNRESERVED, c) != NULL ||
			(!encoded && strchr(plain, c) != NULL)))
			buf_chr(out, (char)c);
		else
			buf_printf(out, "%%%02X", c);
	}
}

static struct str
formed(struct arena *a, struct str x, const char *plain)
{
	struct buf b;
	buf_init(&b, 3 * x.n + 1);
	form(&b, x, plain);
	const struct str out = arena_str(a, buf_view(&b));
	buf_free(&b);
	return out;
}

/* One segment of a path, without ";jsessionid=..." and its like. */
static void
segment_write(struct arena *a, struct buf *out, struct str segment)
{
	struct str part;
	bool first = true;
	while (str_cut(&segment, ';', &part)) {
		part = formed(a, part, IN_PATH);
		if (!first && is_dropped(part))
			continue;
		if (!first)
			buf_chr(out, ';');
		buf_str(out, part);
		first = false;
	}
}

static struct str
path_form(struct arena *a, struct str path)
{
	struct buf b;
	buf_init(&b, 3 * path.n + 1);
	struct str segment;
	while (str_cut(&path, '/', &segment)) {
		if (b.n == 0 || b.s[b.n - 1] != '/')
			buf_chr(&b, '/');
		segment_write(a, &b, segment);
	}
	const struct str out = arena_str(a, buf_view(&b));
	buf_free(&b);
	return out;
}

static int
by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The parameters that count, in byte order; STR_NONE when none is left. */
static struct str
query_form(struct arena *a, struct str query)
{
	struct str *kept = arena_array(a, query.n + 1, sizeof(*kept));
	size_t n = 0;
	struct str part;
	while (str_cut(&query, '&', &part)) {
		part = formed(a, part, IN_PARAMETER);
		if (part.n == 0 || part.s[0] == '=' || is_dropped(part))
			continue;
		kept[n++] = part;
	}
	if (n == 0)
		return STR_NONE;
	qsort(kept, n, sizeof(*kept), by_bytes);
	struct buf b;
	buf_init(&b, (size_t)4 * URL_MAX);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_chr(&b, '&');
		buf_str(&b, kept[i]);
	}
	const struct str out = arena_str(a, buf_view(&b));
	buf_free(&b);
	return out;
}

enum rc
url_canonical(struct arena *a, struct str x, struct str *out, struct err *err)
{
	struct url_parts parts;
	const enum rc rc = url_parse(a, x, &parts, err);
	if (rc != RC_OK)
		return rc;
	if (str_ends(parts.host, STR(".")))
		parts.host.n--;
	parts.path = path_form(a, parts.path);
	if (parts.query.s != NULL)
		parts.query = query_form(a, parts.query);
	*out = url_text(a, &parts);
	if (out->n > URL_MAX)
		return err_set(err, RC_BAD,
		    "the canonical URL is longer than %d bytes", URL_MAX);
	return RC_OK;
}
