#include "common/host.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <curl/curl.h>
#include <idn2.h>

#include "common/utf8.h"

#define NAME_MAX_BYTES 254 /* RFC 1035, 2.3.4, with the root's dot */

/* WHATWG URL, "forbidden domain code points", besides controls. */
#define REFUSED " #/:<>?@[\\]^|%"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Takes %41 for "A". */
static struct str
decoded(struct arena *a, struct str x)
{
	char *s = arena_alloc(a, x.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < x.n; i++) {
		const int high = i + 2 < x.n ? hex_value(x.s[i + 1]) : -1;
		const int low = i + 2 < x.n ? hex_value(x.s[i + 2]) : -1;
		s[n] = x.s[i];
		if (x.s[i] == '%' && high >= 0 && low >= 0) {
			s[n] = (char)(high << 4 | low);
			i += 2;
		}
		n++;
	}
	return (struct str){ s, n };
}

static bool
is_ascii(struct str x)
{
	for (size_t i = 0; i < x.n; i++)
		if ((unsigned char)x.s[i] >= 0x80)
			return false;
	return true;
}

static struct str
lower(struct arena *a, struct str x)
{
	char *s = arena_cstr(a, x);
	for (size_t i = 0; i < x.n; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] = (char)(s[i] - 'A' + 'a');
	return (struct str){ s, x.n };
}

/* Names that are ASCII already pass as they are: libidn2 would refuse some
 * that exist, such as "a_b". */
static enum rc
punycode(struct arena *a, struct str x, struct str *out, struct err *err)
{
	if (is_ascii(x)) {
		*out = lower(a, x);
		return RC_OK;
	}
	if (utf8_valid(x) < x.n)
		return err_set(err, RC_BAD, "host is not UTF-8");
	uint8_t *name = NULL;
	const int z = idn2_lookup_u8((const uint8_t *)arena_cstr(a, x), &name,
	    IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
	if (z != IDN2_OK)
		return err_set(err, RC_BAD, "no host name: %s",
		    idn2_strerror(z));
	*out = arena_str(a, str_c((const char *)name));
	idn2_free(name);
	return RC_OK;
}

static bool
has_refused(struct str x)
{
	for (size_t i = 0; i < x.n; i++) {
		const unsigned char c = (unsigned char)x.s[i];
		if (c < 0x20 || c == 0x7f ||
		    memchr(REFUSED, c, sizeof(REFUSED) - 1) != NULL)
			return true;
	}
	return false;
}

/* Whether the last label is a number, so that the whole must be an IPv4
 * address (WHATWG URL, "ends in a number"). */
static bool
ends_in_number(struct str name)
{
	size_t at = name.n;
	while (at > 0 && name.s[at - 1] != '.')
		at--;
	struct str label = str_from(name, at);
	const bool hex = str_starts(label, STR("0x"));
	if (hex)
		label = str_from(label, 2);
	for (size_t i = 0; i < label.n; i++)
		if (hex ? hex_value(label.s[i]) < 0 : !is_digit(label.s[i]))
			return false;
	return hex || label.n > 0;
}

/* A name, or an IPv4 address in any of its forms, in lower case. */
static enum rc
name_read(struct arena *a, struct str x, struct str *out, struct err *err)
{
	x = decoded(a, x);
	if (str_chr(x, '\0') < x.n)
		return err_set(err, RC_BAD, "NUL in the host");
	const enum rc rc = punycode(a, x, out, err);
	if (rc != RC_OK)
		return rc;
	if (out->n == 0)
		return err_set(err, RC_BAD, "no host");
	if (out->n > NAME_MAX_BYTES)
		return err_set(err, RC_BAD, "host is too long");
	if (out->s[0] == '.' || str_find(*out, STR("..")) < out->n)
		return err_set(err, RC_BAD, "an empty part in the host");
	if (has_refused(*out))
		return err_set(err, RC_BAD, "a host has no such character");
	const struct str bare = str_head(*out, out->n - 1);
	if (str_ends(*out, STR(".")) && ends_in_number(bare))
		*out = bare;
	return RC_OK;
}

static enum rc
name_take(struct arena *a, CURLU *h, struct host *out, struct err *err)
{
	struct in_addr quad;
	char *name = NULL;
	if (curl_url_get(h, CURLUPART_HOST, &name, 0) != CURLUE_OK)
		return err_set(err, RC_BAD, "no host");
	out->name = arena_str(a, str_c(name));
	curl_free(name);
	if (out->name.s[0] == '[')
		out->name = str_n(out->name.s + 1, out->name.n - 2);
	else if (ends_in_number(out->name) &&
	    inet_pton(AF_INET, out->name.s, &quad) != 1)
		return err_set(err, RC_BAD, "no valid IPv4 address");
	return RC_OK;
}

static enum rc
port_take(CURLU *h, struct host *out, struct err *err)
{
	unsigned long long n = 0;
	char *port = NULL;
	if (curl_url_get(h, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) !=
	    CURLUE_OK)
		return err_set(err, RC_BAD, "no port");
	const bool ok = str_u64(str_c(port), &n) && n <= 65535;
	curl_free(port);
	out->port = (unsigned)n;
	return ok ? RC_OK : err_set(err, RC_BAD, "no valid port");
}

/* `url` is "scheme://name:port/" with the name in its one form already. */
static enum rc
curl_read(struct arena *a, struct str url, struct host *out, struct err *err)
{
	CURLU *h = curl_url();
	if (h == NULL)
		return err_set(err, RC_FAIL, "libcurl has no memory");
	const CURLUcode z = curl_url_set(h, CURLUPART_URL, url.s, 0);
	enum rc rc = RC_BAD;
	if (z != CURLUE_OK)
		(void)err_set(err, RC_BAD, "%s", curl_url_strerror(z));
	else
		rc = name_take(a, h, out, err);
	if (rc == RC_OK)
		rc = port_take(h, out, err);
	curl_url_cleanup(h);
	return rc;
}

enum rc
host_read(struct arena *a, struct str scheme, struct str x, struct host *out,
    struct err *err)
{
	for (size_t at = str_chr(x, '@'); at < x.n; at = str_chr(x, '@'))
		x = str_from(x, at + 1);
	const bool brackets = str_starts(x, STR("["));
	const size_t end = brackets ? str_chr(x, ']') + 1 : str_chr(x, ':');
	struct str name = lower(a, str_head(x, end));
	/* Zones ("%25eth0") name an interface of somebody else's machine. */
	if (brackets && str_chr(x, '%') < x.n)
		return err_set(err, RC_BAD, "no valid IPv6 address");
	if (!brackets) {
		const enum rc rc = name_read(a, str_head(x, end), &name, err);
		if (rc != RC_OK)
			return rc;
	}
	const struct str url = arena_printf(a, "%.*s://%.*s%.*s/",
	    STR_ARG(scheme), STR_ARG(name), STR_ARG(str_from(x, end)));
	return curl_read(a, url, out, err);
}
