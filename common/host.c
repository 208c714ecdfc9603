#include "common/host.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <idn2.h>

#include "common/utf8.h"

#define NAME_MAX_BYTES 254 /* RFC 1035, 2.3.4, with the root's dot */
#define PORT_MAX       65535

/* WHATWG URL, "forbidden domain code points", besides controls; behind them
 * what libcurl would not fetch. */
#define REFUSED                                                                \
	" #/:<>?@[\\]^|%"                                                      \
	"!\"$&'()*+,;=`{}"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes %41 for "A". */
static struct str
decoded(struct arena *a, struct str x)
{
	char *s = arena_alloc(a, x.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < x.n; i++) {
		const int high = i + 2 < x.n ? str_hex(x.s[i + 1]) : -1;
		const int low = i + 2 < x.n ? str_hex(x.s[i + 2]) : -1;
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
		if (hex ? str_hex(label.s[i]) < 0 : !is_digit(label.s[i]))
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

/* Three forms of one address must be one key: 0xC0.0250.01 is 192.168.0.1. */
static enum rc
quad_read(struct arena *a, struct str name, struct str *out, struct err *err)
{
	struct in_addr quad;
	char text[INET_ADDRSTRLEN];
	if (inet_aton(arena_cstr(a, name), &quad) == 0 ||
	    inet_ntop(AF_INET, &quad, text, sizeof(text)) == NULL)
		return err_set(err, RC_BAD, "no valid IPv4 address");
	*out = arena_str(a, str_c(text));
	return RC_OK;
}

/* What stands between brackets.  Zones ("%25eth0") name an interface of
 * somebody else's machine; inet_pton() knows none. */
static enum rc
six_read(struct arena *a, struct str x, struct str *out, struct err *err)
{
	struct in6_addr six;
	char text[INET6_ADDRSTRLEN];
	if (inet_pton(AF_INET6, arena_cstr(a, x), &six) != 1 ||
	    inet_ntop(AF_INET6, &six, text, sizeof(text)) == NULL)
		return err_set(err, RC_BAD, "no valid IPv6 address");
	*out = arena_str(a, str_c(text));
	return RC_OK;
}

/* ":80", ":" or nothing. */
static enum rc
port_read(struct str scheme, struct str x, unsigned *out, struct err *err)
{
	unsigned long long n = str_is_nocase(scheme, "https") ? 443 : 80;
	const struct str digits = str_from(x, 1);
	if (x.n > 0 && x.s[0] != ':')
		return err_set(err, RC_BAD, "no port");
	if (digits.n > 0 && (!str_u64(digits, &n) || n > PORT_MAX))
		return err_set(err, RC_BAD, "no valid port");
	*out = (unsigned)n;
	return RC_OK;
}

enum rc
host_read(struct arena *a, struct str scheme, struct str x, struct host *out,
    struct err *err)
{
	for (size_t at = str_chr(x, '@'); at < x.n; at = str_chr(x, '@'))
		x = str_from(x, at + 1);
	const bool brackets = str_starts(x, STR("["));
	const size_t end = str_chr(x, brackets ? ']' : ':');
	const struct str rest = str_from(x, brackets ? end + 1 : end);
	const struct str name = str_head(x, end);
	enum rc rc = brackets && end == x.n
	    ? err_set(err, RC_BAD, "no valid IPv6 address")
	    : port_read(scheme, rest, &out->port, err);
	if (rc == RC_OK)
		rc = brackets ? six_read(a, str_from(name, 1), &out->name, err)
			      : name_read(a, name, &out->name, err);
	if (rc == RC_OK && !brackets && ends_in_number(out->name))
		rc = quad_read(a, out->name, &out->name, err);
	return rc;
}
