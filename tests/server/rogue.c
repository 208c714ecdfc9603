/*
 * rogue --port-file FILE [--log FILE]
 *
 * A server that misbehaves, on a port of 127.0.0.1 that the system chooses.
 * The first label of the Host header says how: drip.test drips, reset.test
 * resets the connection, and so on (the table below; faults.h, traps.h).  What
 * the table does not name is an honest site: robots.txt, a start page, and
 * articles under /n/.  Each connection is a process of its own, so that one
 * fault holds up no other.  Log lines: milliseconds, host, path.  Ends with
 * SIGTERM, or with its parent.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "common/buf.h"
#include "common/clock.h"
#include "common/file.h"
#include "common/rc.h"
#include "common/str.h"
#include "tests/server/faults.h"
#include "tests/server/loopback.h"
#include "tests/server/request.h"
#include "tests/server/traps.h"

#define REQUEST_MAX ((size_t)64 << 10)
#define BACKLOG     128

#define BAD     "/n/bad.html"
#define ROBOTS  "/robots.txt"
#define SITEMAP "/sitemap.xml"

/* Pages that are always the same wrong bytes. */
#define OK "HTTP/1.1 200 OK\r\n" HTML
#define THERE(u)                                                               \
	"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " u "\r\n\r\n"
static const struct {
	const char *host;
	const char *bytes;
} sayings[] = {
	{ "toolong",
	    OK "Content-Length: 9999\r\n"
	       "\r\n<title>short</title>" },
	{ "tooshort",
	    OK "Content-Length: 5\r\n"
	       "\r\nfirst and more than was said" },
	{ "twolengths",
	    OK "Content-Length: 5\r\n"
	       "Content-Length: 11\r\n\r\nhello world" },
	{ "chunkcut",
	    OK "Transfer-Encoding: chunked\r\n\r\n"
	       "5\r\nhello\r\n400\r\nno more" },
	{ "chunksize",
	    OK "Transfer-Encoding: chunked\r\n\r\n"
	       "5\r\nhello\r\nZZZZ\r\nrot\r\n0\r\n\r\n" },
	{ "nohttp", "SSH-2.0-OpenSSH_9.2\r\n\r\n" },
	{ "unasked", "HTTP/1.1 304 Not Modified\r\n\r\n" },
	{ "loop", THERE("bad.html") },
	{ "tofile", THERE("file:///etc/passwd") },
	{ "toprivate", THERE("http://169.254.169.254/n/latest.html") },
};
#define SAYINGS (sizeof(sayings) / sizeof(sayings[0]))

/* The first row whose host and path fit; "" fits any, a path that ends in
 * "/" all below it. */
static const struct {
	const char *host;
	const char *path;
	fault_fn *answer;
} faults[] = {
	{ "drip", BAD, fault_drip },
	{ "driphead", BAD, fault_drip_head },
	{ "stall", BAD, fault_stall },
	{ "silent", BAD, fault_silent },
	{ "hundred", BAD, fault_hundred },
	{ "endless", BAD, fault_endless },
	{ "reset", BAD, fault_reset },
	{ "refuse", BAD, fault_refuse },
	{ "bighead", BAD, fault_big_head },
	{ "bigline", BAD, fault_big_line },
	{ "nul", BAD, fault_nul },
	{ "flap", BAD, fault_flap },
	{ "busyseconds", BAD, fault_busy_seconds },
	{ "busydate", BAD, fault_busy_date },
	{ "notgzip", BAD, fault_not_gzip },
	{ "cookiewall", BAD, fault_cookie_wall },
	{ "gzipbomb", SITEMAP, fault_gzip_bomb },
	{ "packedbomb", SITEMAP, fault_packed_bomb },
	{ "brotlibomb", SITEMAP, fault_brotli_bomb },
	{ "robotslarge", ROBOTS, trap_robots_large },
	{ "robotsendless", ROBOTS, trap_robots_endless },
	{ "robotsring", ROBOTS, trap_robots_ring },
	{ "robotsdown", ROBOTS, trap_robots_down },
	{ "unwelcome", "/", trap_forbidden },
	{ "mapflood", SITEMAP, trap_sitemap_flood },
	{ "mapdeep", SITEMAP, trap_sitemap_deep },
	{ "maploop", SITEMAP, trap_sitemap_loop },
	{ "maploop", "/deep/", trap_sitemap_loop },
	{ "xxe", SITEMAP, trap_xxe },
	{ "laughs", SITEMAP, trap_laughs },
	{ "dates", SITEMAP, trap_dates },
	{ "soft", ROBOTS, page_robots },
	{ "soft", "/", trap_soft },
	{ "calendar", "/index.html", trap_calendar },
	{ "queries", "/index.html", trap_queries },
	{ "repeats", "/index.html", trap_repeats },
	{ "vast", "/index.html", trap_vast },
	{ "pager", "/index.html", trap_pager },
	{ "pager", "/list/", trap_pager },
	{ "jsonbomb", "/api/", trap_json },
	{ "good", "/index.html", page_many },
	{ "", ROBOTS, page_robots },
	{ "", "/index.html", page_start },
	{ "", "/n/", page_article },
};
#define FAULTS (sizeof(faults) / sizeof(faults[0]))

struct rogue {
	int listener;
	int log; /* -1: none */
	int64_t began;
	unsigned *asked; /* by row, shared with all connections */
};

static bool
fits(size_t row, struct str host, struct str path)
{
	const struct str want = str_c(faults[row].path);
	if (faults[row].host[0] != '\0' && !str_is(host, faults[row].host))
		return false;
	return str_eq(path, want) ||
	    (str_ends(want, STR("/")) && str_starts(path, want));
}

static int64_t
ticks(void)
{
	const struct clock c = clock_real();
	return c.ticks(c.arg);
}

static void
log_request(const struct rogue *rogue, const struct request *q)
{
	char line[1024];
	if (rogue->log < 0)
		return;
	const int n = snprintf(line, sizeof(line), "%lld %.*s %.*s\n",
	    (long long)(ticks() - rogue->began),
	    STR_ARG(str_head(q->host, 255)), STR_ARG(str_head(q->path, 700)));
	if (n > 0 && write(rogue->log, line, (size_t)n) != n)
		(void)fprintf(stderr, "rogue: log: %s\n", strerror(errno));
}

static bool
says(const struct exchange *x, struct str host)
{
	for (size_t i = 0; i < SAYINGS; i++)
		if (str_is(host, sayings[i].host)) {
			(void)send_text(x, sayings[i].bytes);
			return true;
		}
	return false;
}

static void
answer(const struct rogue *rogue, int fd, const struct request *q)
{
	const struct str host = str_head(q->host, str_chr(q->host, '.'));
	const struct str path =
	    str_is(q->path, "/") ? STR("/index.html") : q->path;
	struct exchange x = { .fd = fd, .q = q };
	size_t row = 0;
	log_request(rogue, q);
	if (str_is(path, BAD) && says(&x, host))
		return;
	while (row < FAULTS && !fits(row, host, path))
		row++;
	if (row == FAULTS) {
		send_whole(&x, "404 Not Found", HTML,
		    STR("<title>404</title>"));
		return;
	}
	x.nth = __atomic_add_fetch(&rogue->asked[row], 1, __ATOMIC_RELAXED);
	faults[row].answer(&x);
}

/* One connection, one request. */
static void
converse(const struct rogue *rogue, int fd)
{
	struct buf in;
	struct request q;
	char bytes[4096];
	size_t whole = 0;
	buf_init(&in, REQUEST_MAX);
	while (whole == 0 && !in.bad) {
		const ssize_t n = recv(fd, bytes, sizeof(bytes), 0);
		if (n <= 0)
			break;
		buf_add(&in, bytes, (size_t)n);
		whole = request_read(buf_view(&in), &q);
	}
	if (whole > 0)
		answer(rogue, fd, &q);
	buf_free(&in);
	(void)close(fd);
}

static void
serve(const struct rogue *rogue)
{
	for (;;) {
		const int fd =
		    accept4(rogue->listener, NULL, NULL, SOCK_CLOEXEC);
		const pid_t child = fd < 0 ? -1 : fork();
		if (child == 0) {
			(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
			converse(rogue, fd);
			_exit(0);
		}
		if (fd >= 0)
			(void)close(fd);
	}
}

static enum rc
start(struct rogue *rogue, const char *port_file, struct err *err)
{
	(void)signal(SIGCHLD, SIG_IGN);
	rogue->began = ticks();
	rogue->asked = mmap(NULL, FAULTS * sizeof(*rogue->asked),
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (rogue->asked == MAP_FAILED)
		return err_errno(err, RC_FAIL, "memory");
	return loopback_listen(port_file, BACKLOG, &rogue->listener, err);
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = {
		{ "port-file", required_argument, NULL, 0 },
		{ "log", required_argument, NULL, 1 },
		{ NULL, 0, NULL, 0 },
	};
	const char *value[2] = { NULL };
	struct rogue rogue = { .log = -1 };
	struct err err = { 0 };
	int c = getopt_long(argc, argv, "", options, NULL);
	for (; c == 0 || c == 1; c = getopt_long(argc, argv, "", options, NULL))
		value[c] = optarg;
	if (c != -1 || value[0] == NULL || optind < argc) {
		(void)fprintf(stderr,
		    "usage: rogue --port-file FILE [--log FILE]\n");
		return 2;
	}
	if (value[1] != NULL)
		rogue.log = open(value[1],
		    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (start(&rogue, value[0], &err) != RC_OK) {
		(void)fprintf(stderr, "rogue: %s\n", err.reason);
		return 1;
	}
	serve(&rogue);
	return 0;
}
