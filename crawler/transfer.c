#include "crawler/transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "common/buf.h"
#include "common/mem.h"
#include "common/url.h"
#include "crawler/address.h"
#include "crawler/wire.h"

#define FIELD_MAX ((size_t)4 << 10) /* a validator; longer ones are junk */

struct transfer {
	CURL *easy;
	struct curl_slist *headers;
	struct curl_slist *connect;
	struct wire wire;
	bool private_addresses;
	bool refused;
	const void *tag;
	char problem[CURL_ERROR_SIZE];
};

void
transfer_free(struct transfer *t)
{
	if (t == NULL)
		return;
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	curl_slist_free_all(t->connect);
	wire_free(&t->wire);
	free(t);
}

/* The request head exists only as what libcurl reports to have sent. */
static int
on_debug(CURL *easy, curl_infotype type, char *data, size_t n, void *arg)
{
	struct transfer *t = arg;
	(void)easy;
	if (type == CURLINFO_HEADER_OUT)
		wire_sent(&t->wire, str_n(data, n));
	return 0;
}

static size_t
on_header(char *data, size_t size, size_t count, void *arg)
{
	struct transfer *t = arg;
	const size_t n = size * count;
	return wire_line(&t->wire, str_n(data, n)) ? n : 0;
}

static size_t
on_body(char *data, size_t size, size_t count, void *arg)
{
	struct transfer *t = arg;
	const size_t n = size * count;
	return wire_body(&t->wire, str_n(data, n)) ? n : 0;
}

static curl_socket_t
on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct transfer *t = arg;
	(void)purpose;
	if (!t->private_addresses && !address_is_public(&to->addr)) {
		t->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

/* A connection kept from a site that may speak to private addresses must not
 * carry a request of one that may not. */
static int /* NOLINTNEXTLINE(readability-non-const-parameter): libcurl's type */
on_ready(void *arg, char *ip, char *own, int port, int own_port)
{
	struct transfer *t = arg;
	(void)own;
	(void)port;
	(void)own_port;
	if (t->private_addresses || address_text_is_public(ip))
		return CURL_PREREQFUNC_OK;
	t->refused = true;
	return CURL_PREREQFUNC_ABORT;
}

/* Values come from servers: one with control bytes is left out. */
static void
header_add(struct transfer *t, const char *name, struct str value)
{
	struct buf line;
	struct curl_slist *more = NULL;
	for (size_t i = 0; i < value.n; i++)
		if ((unsigned char)value.s[i] < 0x20 || value.s[i] == 0x7f)
			return;
	if (value.n == 0)
		return;
	buf_init(&line, FIELD_MAX);
	buf_printf(&line, "%s: %.*s", name, STR_ARG(value));
	if (!line.bad)
		more = curl_slist_append(t->headers, line.s);
	if (more != NULL)
		t->headers = more;
	buf_free(&line);
}

static void
headers_set(struct transfer *t, const struct fetch_ask *ask)
{
	header_add(t, "Accept",
	    STR("text/html,application/xhtml+xml,"
		"application/xml;q=0.9,*/*;q=0.1"));
	header_add(t, "Accept-Encoding", STR("gzip, br"));
	header_add(t, "If-None-Match", ask->etag);
	header_add(t, "If-Modified-Since", ask->modified);
	(void)curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
}

static void
callbacks_set(struct transfer *t)
{
	CURL *e = t->easy;
	(void)curl_easy_setopt(e, CURLOPT_PRIVATE, (void *)t);
	(void)curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->problem);
	(void)curl_easy_setopt(e, CURLOPT_VERBOSE, 1L);
	(void)curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, on_debug);
	(void)curl_easy_setopt(e, CURLOPT_DEBUGDATA, (void *)t);
	(void)curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	(void)curl_easy_setopt(e, CURLOPT_HEADERDATA, (void *)t);
	(void)curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	(void)curl_easy_setopt(e, CURLOPT_WRITEDATA, (void *)t);
	(void)curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	(void)curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, (void *)t);
	(void)curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, on_ready);
	(void)curl_easy_setopt(e, CURLOPT_PREREQDATA, (void *)t);
}

/* "::host:port" sends every host and port there (the demonstration). */
static void
connect_set(struct transfer *t, struct str to)
{
	struct buf entry;
	if (to.n == 0)
		return;
	buf_init(&entry, FIELD_MAX);
	buf_printf(&entry, "::%.*s", STR_ARG(to));
	if (!entry.bad)
		t->connect = curl_slist_append(NULL, entry.s);
	(void)curl_easy_setopt(t->easy, CURLOPT_CONNECT_TO, t->connect);
	buf_free(&entry);
}

static CURLcode
text_set(CURL *e, CURLoption option, struct str text)
{
	char *copy = mem_dup(text.s, text.n);
	const CURLcode code = curl_easy_setopt(e, option, copy);
	free(copy);
	return code;
}

static CURLcode
options_set(struct transfer *t, const struct fetch_spec *spec, struct str url)
{
	CURL *e = t->easy;
	const CURLcode code = text_set(e, CURLOPT_URL, url);
	(void)curl_easy_setopt(e, CURLOPT_USERAGENT, spec->user_agent);
	(void)curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	if (spec->ca_file.n > 0)
		(void)text_set(e, CURLOPT_CAINFO, spec->ca_file);
	(void)curl_easy_setopt(e, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
	(void)curl_easy_setopt(e, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	(void)curl_easy_setopt(e, CURLOPT_PATH_AS_IS, 1L);
	(void)curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(e, CURLOPT_PROXY, "");
	(void)curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	(void)curl_easy_setopt(e, CURLOPT_TIMEOUT, spec->total_seconds);
	(void)curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT, spec->stall_seconds);
	(void)curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 1L);
	(void)curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, spec->stall_seconds);
	return code;
}

struct transfer *
transfer_new(const struct fetch_spec *spec, const struct fetch_ask *ask)
{
	struct transfer *t = mem_zero(1, sizeof(*t));
	t->easy = curl_easy_init();
	t->tag = ask->tag;
	t->private_addresses = ask->private_addresses;
	const size_t body_max =
	    ask->body_max > 0 && ask->body_max < spec->body_max
	    ? ask->body_max
	    : spec->body_max;
	wire_init(&t->wire, spec->head_max, body_max,
	    spec->memory_max / FETCH_PARALLEL_MAX, spec->folder);
	if (t->easy == NULL || ask->url.n > URL_MAX ||
	    options_set(t, spec, ask->url) != CURLE_OK) {
		transfer_free(t);
		return NULL;
	}
	(void)curl_easy_setopt(t->easy, CURLOPT_HTTP_VERSION,
	    ask->http2 ? (long)CURL_HTTP_VERSION_2TLS
		       : (long)CURL_HTTP_VERSION_1_1);
	callbacks_set(t);
	headers_set(t, ask);
	connect_set(t, ask->connect);
	return t;
}

void *
transfer_handle(const struct transfer *t)
{
	return t->easy;
}

struct transfer *
transfer_of(void *handle)
{
	char *held = NULL;
	if (curl_easy_getinfo(handle, CURLINFO_PRIVATE, &held) != CURLE_OK)
		return NULL;
	return (struct transfer *)(void *)held;
}

/* Classes of trouble; docs/crawler.md says what each means. */
static const struct {
	CURLcode code;
	const char *fault;
} faults[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, "name" },
	{ CURLE_COULDNT_CONNECT, "connect" },
	{ CURLE_OPERATION_TIMEDOUT, "time" },
	{ CURLE_SSL_CONNECT_ERROR, "tls" },
	{ CURLE_PEER_FAILED_VERIFICATION, "tls" },
	{ CURLE_RECV_ERROR, "disconnect" }, { CURLE_SEND_ERROR, "disconnect" },
	{ CURLE_GOT_NOTHING, "disconnect" },
	{ CURLE_PARTIAL_FILE, "disconnect" },
	{ CURLE_WEIRD_SERVER_REPLY, "http" },
	{ CURLE_UNSUPPORTED_PROTOCOL, "http" }, /* HTTP/0.9 */
	{ CURLE_OUT_OF_MEMORY, "head" },        /* a line past its ceiling */
};

static const char *
fault_of(const struct transfer *t, CURLcode code)
{
	size_t i = 0;
	if (t->refused)
		return "private";
	if (t->wire.over)
		return t->wire.head_end ? "length" : "head";
	if (code == CURLE_OK)
		return NULL;
	/* libcurl calls chunks that are none a receive error. */
	if (str_ends(str_c(t->problem), STR("in chunked-encoding")))
		return "http";
	while (i < sizeof(faults) / sizeof(faults[0]) && faults[i].code != code)
		i++;
	return i < sizeof(faults) / sizeof(faults[0]) ? faults[i].fault
						      : "other";
}

/* Why a body with a whole head before it stops short: the words are those of
 * ISO 28500, 5.13. */
static const char *
cut_of(const char *fault)
{
	static const char *const words[] = { "length", "time", "disconnect" };
	if (fault == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(fault, words[i]) == 0)
			return words[i];
	return "unspecified";
}

static const char *
problem_of(const struct transfer *t, CURLcode code)
{
	/* How libcurl refuses a line longer than its own ceiling. */
	if (code == CURLE_OUT_OF_MEMORY && t->wire.head > 0 &&
	    !t->wire.head_end)
		return "header line too long";
	return t->problem[0] != '\0' ? t->problem : curl_easy_strerror(code);
}

enum rc
transfer_answer(struct transfer *t, int result, struct fetch_answer *a,
    struct err *err)
{
	const CURLcode code = (CURLcode)result;
	struct str message = STR_NONE;
	const char *ip = NULL;
	curl_off_t micros = 0;
	const enum rc rc = spool_view(&t->wire.message, &message, err);
	if (rc != RC_OK)
		return rc;
	*a = (struct fetch_answer){
		.tag = t->tag,
		.answered = wire_is_answered(&t->wire, message),
		.refused = t->refused,
		.protocol = t->wire.http2 ? "h2" : NULL,
		.fault = fault_of(t, code),
		.request = buf_view(&t->wire.request),
		.message = message,
		.head = t->wire.head,
	};
	a->cut = cut_of(a->fault);
	if (a->fault == NULL && !a->answered)
		a->fault = "http";
	(void)curl_easy_getinfo(t->easy, CURLINFO_PRIMARY_IP, &ip);
	(void)curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME_T, &micros);
	a->millis = micros / 1000;
	(void)snprintf(a->ip, sizeof(a->ip), "%s", ip != NULL ? ip : "");
	if (t->refused)
		(void)err_set(&a->err, RC_BAD, "not a public address");
	else if (t->wire.over && !t->wire.head_end)
		(void)err_set(&a->err, RC_BAD, "header lines over %zu bytes",
		    t->wire.head_max);
	else if (code != CURLE_OK)
		(void)err_set(&a->err, RC_BAD, "%s", problem_of(t, code));
	else if (!a->answered)
		(void)err_set(&a->err, RC_BAD, "no answer");
	return RC_OK;
}
