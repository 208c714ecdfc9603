#include "crawler/fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>

#include "common/buf.h"
#include "common/mem.h"
#include "common/url.h"
#include "common/warc.h"
#include "crawler/address.h"

#define REQUEST_MAX ((size_t)32 << 10) /* a URL and a dozen header lines */
#define FIELD_MAX   ((size_t)4 << 10)  /* a validator; longer ones are junk */

struct fetch {
	struct fetch *prev; /* of those in flight */
	struct fetch *next;
	CURL *easy;
	struct curl_slist *headers;
	struct curl_slist *connect;
	struct buf request;
	struct buf message;
	size_t head;   /* bytes of message that are head */
	bool head_end; /* the empty line came */
	bool over;     /* past a ceiling of ours */
	bool private_addresses;
	bool refused;
	const void *tag;
	char problem[CURL_ERROR_SIZE];
};

struct fetcher {
	CURLM *multi;
	struct fetch_spec spec;
	char *user_agent;
	struct fetch *flying;
	struct fetch *last; /* the answer given out last */
	size_t busy;
};

size_t
fetch_body_max(long configured)
{
	const size_t most = WARC_BLOCK_MAX - FETCH_HEAD_MAX;
	return (size_t)configured < most ? (size_t)configured : most;
}

static void
fetch_free(struct fetch *f)
{
	if (f == NULL)
		return;
	curl_easy_cleanup(f->easy);
	curl_slist_free_all(f->headers);
	curl_slist_free_all(f->connect);
	buf_free(&f->request);
	buf_free(&f->message);
	free(f);
}

enum rc
fetcher_new(const struct fetch_spec *spec, struct fetcher **out,
    struct err *err)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(err, RC_FAIL, "libcurl will not start");
	struct fetcher *f = mem_zero(1, sizeof(*f));
	f->multi = curl_multi_init();
	f->spec = *spec;
	f->user_agent = mem_dup(spec->user_agent, strlen(spec->user_agent));
	if (f->multi == NULL) {
		fetcher_free(f);
		return err_set(err, RC_FAIL, "libcurl: out of memory");
	}
	(void)curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS,
	    (long)FETCH_PARALLEL_MAX);
	*out = f;
	return RC_OK;
}

void
fetcher_free(struct fetcher *f)
{
	if (f == NULL)
		return;
	fetch_free(f->last);
	while (f->flying != NULL) {
		struct fetch *next = f->flying->next;
		(void)curl_multi_remove_handle(f->multi, f->flying->easy);
		fetch_free(f->flying);
		f->flying = next;
	}
	(void)curl_multi_cleanup(f->multi);
	free(f->user_agent);
	free(f);
	curl_global_cleanup();
}

size_t
fetcher_busy(const struct fetcher *f)
{
	return f->busy;
}

/* The request head exists only as what libcurl reports to have sent. */
static int
on_debug(CURL *easy, curl_infotype type, char *data, size_t n, void *arg)
{
	struct fetch *f = arg;
	(void)easy;
	if (type == CURLINFO_HEADER_OUT)
		buf_add(&f->request, data, n);
	return 0;
}

/* One header line.  A new status line begins a new head: what stood before
 * was an interim response (RFC 9110, 15.2), which is not archived.  Lines
 * behind the head are trailers, which the raw body holds already. */
static size_t
on_header(char *data, size_t size, size_t count, void *arg)
{
	struct fetch *f = arg;
	const size_t n = size * count;
	const struct str line = str_n(data, n);
	if (f->head_end && !str_starts(line, STR("HTTP/")))
		return n;
	if (f->head_end) {
		buf_clear(&f->message);
		f->head_end = false;
	}
	if (f->message.n + n > FETCH_HEAD_MAX) {
		f->over = true;
		return 0;
	}
	buf_str(&f->message, line);
	f->head = f->message.n;
	f->head_end = str_trim(line).n == 0;
	return n;
}

/* Takes what fits; the first byte past the ceiling ends the transfer. */
static size_t
on_body(char *data, size_t size, size_t count, void *arg)
{
	struct fetch *f = arg;
	const size_t n = size * count;
	const size_t room =
	    f->message.max - FETCH_HEAD_MAX - (f->message.n - f->head);
	buf_str(&f->message, str_head(str_n(data, n), room));
	f->over = n > room;
	return f->over ? 0 : n;
}

static curl_socket_t
on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct fetch *f = arg;
	(void)purpose;
	if (!f->private_addresses && !address_is_public(&to->addr)) {
		f->refused = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static bool
ip_is_public(const char *ip)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	if (inet_pton(AF_INET, ip, &in.sin_addr) == 1)
		return address_is_public((const struct sockaddr *)&in);
	if (inet_pton(AF_INET6, ip, &in6.sin6_addr) == 1)
		return address_is_public((const struct sockaddr *)&in6);
	return false;
}

/* A connection kept from a site that may speak to private addresses must not
 * carry a request of one that may not. */
static int /* NOLINTNEXTLINE(readability-non-const-parameter): libcurl's type */
on_ready(void *arg, char *ip, char *own, int port, int own_port)
{
	struct fetch *f = arg;
	(void)own;
	(void)port;
	(void)own_port;
	if (f->private_addresses || ip_is_public(ip))
		return CURL_PREREQFUNC_OK;
	f->refused = true;
	return CURL_PREREQFUNC_ABORT;
}

/* Values come from servers: one with control bytes is left out. */
static void
header_add(struct fetch *f, const char *name, struct str value)
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
		more = curl_slist_append(f->headers, line.s);
	if (more != NULL)
		f->headers = more;
	buf_free(&line);
}

static void
headers_set(struct fetch *f, const struct fetch_ask *ask)
{
	header_add(f, "Accept",
	    STR("text/html,application/xhtml+xml,"
		"application/xml;q=0.9,*/*;q=0.1"));
	header_add(f, "Accept-Encoding", STR("gzip, br"));
	header_add(f, "If-None-Match", ask->etag);
	header_add(f, "If-Modified-Since", ask->modified);
	(void)curl_easy_setopt(f->easy, CURLOPT_HTTPHEADER, f->headers);
}

static void
callbacks_set(struct fetch *f)
{
	CURL *e = f->easy;
	(void)curl_easy_setopt(e, CURLOPT_PRIVATE, (void *)f);
	(void)curl_easy_setopt(e, CURLOPT_ERRORBUFFER, f->problem);
	(void)curl_easy_setopt(e, CURLOPT_VERBOSE, 1L);
	(void)curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, on_debug);
	(void)curl_easy_setopt(e, CURLOPT_DEBUGDATA, (void *)f);
	(void)curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_header);
	(void)curl_easy_setopt(e, CURLOPT_HEADERDATA, (void *)f);
	(void)curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	(void)curl_easy_setopt(e, CURLOPT_WRITEDATA, (void *)f);
	(void)curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	(void)curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, (void *)f);
	(void)curl_easy_setopt(e, CURLOPT_PREREQFUNCTION, on_ready);
	(void)curl_easy_setopt(e, CURLOPT_PREREQDATA, (void *)f);
}

/* "::host:port" sends every host and port there (the demonstration). */
static void
connect_set(struct fetch *f, struct str to)
{
	struct buf entry;
	if (to.n == 0)
		return;
	buf_init(&entry, FIELD_MAX);
	buf_printf(&entry, "::%.*s", STR_ARG(to));
	if (!entry.bad)
		f->connect = curl_slist_append(NULL, entry.s);
	(void)curl_easy_setopt(f->easy, CURLOPT_CONNECT_TO, f->connect);
	buf_free(&entry);
}

static CURLcode
options_set(struct fetch *f, const struct fetcher *all, struct str url)
{
	CURL *e = f->easy;
	char *address = mem_dup(url.s, url.n);
	const CURLcode code = curl_easy_setopt(e, CURLOPT_URL, address);
	free(address);
	(void)curl_easy_setopt(e, CURLOPT_USERAGENT, all->user_agent);
	(void)curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	(void)curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	(void)curl_easy_setopt(e, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_1_1);
	(void)curl_easy_setopt(e, CURLOPT_HTTP_TRANSFER_DECODING, 0L);
	(void)curl_easy_setopt(e, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	(void)curl_easy_setopt(e, CURLOPT_PATH_AS_IS, 1L);
	(void)curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	(void)curl_easy_setopt(e, CURLOPT_PROXY, "");
	(void)curl_easy_setopt(e, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	(void)curl_easy_setopt(e, CURLOPT_TIMEOUT, all->spec.total_seconds);
	(void)curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT,
	    all->spec.stall_seconds);
	(void)curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 1L);
	(void)curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME,
	    all->spec.stall_seconds);
	return code;
}

enum rc
fetcher_start(struct fetcher *all, const struct fetch_ask *ask, struct err *err)
{
	struct fetch *f = mem_zero(1, sizeof(*f));
	f->easy = curl_easy_init();
	f->tag = ask->tag;
	f->private_addresses = ask->private_addresses;
	buf_init(&f->request, REQUEST_MAX);
	buf_init(&f->message, FETCH_HEAD_MAX + all->spec.body_max);
	if (f->easy == NULL || ask->url.n > URL_MAX ||
	    options_set(f, all, ask->url) != CURLE_OK) {
		fetch_free(f);
		return err_set(err, RC_BAD, "libcurl refuses the address");
	}
	callbacks_set(f);
	headers_set(f, ask);
	connect_set(f, ask->connect);
	const CURLMcode code = curl_multi_add_handle(all->multi, f->easy);
	if (code != CURLM_OK) {
		fetch_free(f);
		return err_set(err, RC_FAIL, "libcurl: %s",
		    curl_multi_strerror(code));
	}
	f->next = all->flying;
	if (f->next != NULL)
		f->next->prev = f;
	all->flying = f;
	all->busy++;
	return RC_OK;
}

enum rc
fetcher_wait(struct fetcher *f, int ms, struct err *err)
{
	int running = 0;
	CURLMcode code = curl_multi_perform(f->multi, &running);
	if (code == CURLM_OK && (size_t)running == f->busy)
		code = curl_multi_poll(f->multi, NULL, 0, ms, NULL);
	if (code == CURLM_OK)
		return RC_OK;
	return err_set(err, RC_FAIL, "libcurl: %s", curl_multi_strerror(code));
}

static void
unlink_fetch(struct fetcher *all, struct fetch *f)
{
	if (f->prev != NULL)
		f->prev->next = f->next;
	else
		all->flying = f->next;
	if (f->next != NULL)
		f->next->prev = f->prev;
	all->busy--;
}

/* Why a body with a whole head before it stops short: the words are those of
 * ISO 28500, 5.13. */
static const char *
cut_of(const struct fetch *f, CURLcode code)
{
	if (code == CURLE_OK)
		return NULL;
	if (f->over)
		return "length";
	return code == CURLE_OPERATION_TIMEDOUT ? "time" : "disconnect";
}

/* A final head came.  A server may send interim ones for ever (RFC 9110,
 * 15.2), and they answer nothing. */
static bool
is_answered(const struct fetch *f)
{
	const struct str head = buf_view(&f->message);
	const struct str status = str_from(head, str_chr(head, ' ') + 1);
	return f->head_end && !(status.n > 0 && status.s[0] == '1');
}

static const char *
problem_of(const struct fetch *f, CURLcode code)
{
	/* How libcurl refuses a line longer than its own ceiling. */
	if (code == CURLE_OUT_OF_MEMORY && f->head > 0 && !f->head_end)
		return "header line too long";
	return f->problem[0] != '\0' ? f->problem : curl_easy_strerror(code);
}

static void
answer_fill(const struct fetch *f, CURLcode code, struct fetch_answer *a)
{
	const char *ip = NULL;
	curl_off_t micros = 0;
	*a = (struct fetch_answer){
		.tag = f->tag,
		.answered = is_answered(f),
		.refused = f->refused,
		.cut = cut_of(f, code),
		.request = buf_view(&f->request),
		.message = buf_view(&f->message),
		.head = f->head,
	};
	(void)curl_easy_getinfo(f->easy, CURLINFO_PRIMARY_IP, &ip);
	(void)curl_easy_getinfo(f->easy, CURLINFO_TOTAL_TIME_T, &micros);
	a->millis = micros / 1000;
	(void)snprintf(a->ip, sizeof(a->ip), "%s", ip != NULL ? ip : "");
	if (f->refused)
		(void)err_set(&a->err, RC_BAD, "not a public address");
	else if (f->over && !f->head_end)
		(void)err_set(&a->err, RC_BAD, "header lines over %zu bytes",
		    FETCH_HEAD_MAX);
	else if (code != CURLE_OK)
		(void)err_set(&a->err, RC_BAD, "%s", problem_of(f, code));
	else if (!a->answered)
		(void)err_set(&a->err, RC_BAD, "no answer");
}

enum rc
fetcher_next(struct fetcher *all, struct fetch_answer *a, struct err *err)
{
	int left = 0;
	fetch_free(all->last);
	all->last = NULL;
	const CURLMsg *m = curl_multi_info_read(all->multi, &left);
	while (m != NULL && m->msg != CURLMSG_DONE)
		m = curl_multi_info_read(all->multi, &left);
	if (m == NULL)
		return RC_END;
	char *held = NULL;
	const CURLcode code = m->data.result;
	if (curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &held) !=
		CURLE_OK ||
	    held == NULL)
		return err_set(err, RC_FAIL, "libcurl lost a request");
	struct fetch *f = (struct fetch *)(void *)held;
	answer_fill(f, code, a);
	(void)curl_multi_remove_handle(all->multi, f->easy);
	unlink_fetch(all, f);
	all->last = f;
	return RC_OK;
}
