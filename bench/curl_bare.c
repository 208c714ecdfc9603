/*
 * curl_bare HOST:PORT URLS OUT
 *
 * Fetches the URLs of a file, one a line, over one libcurl multi handle and
 * appends each answer to OUT as one gzip member: the yardstick of
 * sandyq-crawl, without its frontier, robots, digests and state.  All
 * connections go to HOST:PORT; IN_FLIGHT requests are under way, one a host.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>
#include <libdeflate.h>

#define IN_FLIGHT  20
#define PACK_LEVEL 4 /* that of common/gzip.c */
#define ANSWER_MAX ((size_t)16 << 20)
#define URL_MAX    2048

struct slot {
	CURL *easy;
	char *bytes; /* header and body as they came */
	size_t n;
	size_t cap;
};

struct loop {
	CURLM *multi;
	struct curl_slist *connect;
	FILE *urls;
	FILE *out;
	struct libdeflate_compressor *pack;
	char *member; /* room for the largest gzip member */
	struct slot slots[IN_FLIGHT];
	int failed;
};

static size_t
on_bytes(char *s, size_t size, size_t count, void *arg)
{
	struct slot *slot = arg;
	const size_t n = size * count;
	if (slot->n + n > ANSWER_MAX)
		return 0;
	while (slot->n + n > slot->cap) {
		slot->cap = slot->cap == 0 ? 65536 : slot->cap * 2;
		slot->bytes = realloc(slot->bytes, slot->cap);
		if (slot->bytes == NULL)
			abort();
	}
	memcpy(slot->bytes + slot->n, s, n);
	slot->n += n;
	return n;
}

/* Sends the slot after the next URL; false when there is none. */
static bool
next(struct loop *loop, struct slot *slot)
{
	char url[URL_MAX];
	if (fgets(url, sizeof(url), loop->urls) == NULL)
		return false;
	url[strcspn(url, "\n")] = '\0';
	slot->n = 0;
	(void)curl_easy_setopt(slot->easy, CURLOPT_URL, url);
	return curl_multi_add_handle(loop->multi, slot->easy) == CURLM_OK;
}

static void
keep(struct loop *loop, const struct slot *slot)
{
	const size_t n = libdeflate_gzip_compress(loop->pack, slot->bytes,
	    slot->n, loop->member, ANSWER_MAX);
	if (n == 0 || fwrite(loop->member, 1, n, loop->out) != n)
		loop->failed++;
}

static void
finish(struct loop *loop)
{
	CURLMsg *m;
	int left;
	while ((m = curl_multi_info_read(loop->multi, &left)) != NULL) {
		struct slot *slot = NULL;
		CURL *easy = m->easy_handle;
		long status = 0;
		(void)curl_easy_getinfo(easy, CURLINFO_PRIVATE, &slot);
		(void)curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		if (m->data.result != CURLE_OK || status != 200)
			loop->failed++;
		(void)curl_multi_remove_handle(loop->multi, easy);
		keep(loop, slot);
		(void)next(loop, slot);
	}
}

static bool
start(struct loop *loop)
{
	loop->multi = curl_multi_init();
	loop->pack = libdeflate_alloc_compressor(PACK_LEVEL);
	loop->member = malloc(ANSWER_MAX);
	if (loop->multi == NULL || loop->pack == NULL || loop->member == NULL)
		return false;
	(void)curl_multi_setopt(loop->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
	for (size_t i = 0; i < IN_FLIGHT; i++) {
		struct slot *slot = &loop->slots[i];
		slot->easy = curl_easy_init();
		if (slot->easy == NULL)
			return false;
		CURL *e = slot->easy;
		(void)curl_easy_setopt(e, CURLOPT_PRIVATE, (void *)slot);
		(void)curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_bytes);
		(void)curl_easy_setopt(e, CURLOPT_HEADERDATA, (void *)slot);
		(void)curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_bytes);
		(void)curl_easy_setopt(e, CURLOPT_WRITEDATA, (void *)slot);
		(void)curl_easy_setopt(e, CURLOPT_CONNECT_TO, loop->connect);
		(void)curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
		(void)curl_easy_setopt(e, CURLOPT_PROXY, "");
		(void)next(loop, slot);
	}
	return true;
}

static void
stop(struct loop *loop)
{
	for (size_t i = 0; i < IN_FLIGHT; i++) {
		curl_easy_cleanup(loop->slots[i].easy);
		free(loop->slots[i].bytes);
	}
	(void)curl_multi_cleanup(loop->multi);
	libdeflate_free_compressor(loop->pack);
	free(loop->member);
}

int
main(int argc, char *argv[])
{
	static struct loop loop;
	char connect[URL_MAX];
	int running = 1;
	loop.urls = argc == 4 ? fopen(argv[2], "re") : NULL;
	loop.out = argc == 4 ? fopen(argv[3], "wbe") : NULL;
	if (loop.urls == NULL || loop.out == NULL) {
		(void)fprintf(stderr, "usage: curl_bare HOST:PORT URLS OUT\n");
		return 2;
	}
	(void)snprintf(connect, sizeof(connect), "::%s", argv[1]);
	loop.connect = curl_slist_append(NULL, connect);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !start(&loop))
		return 1;
	while (running > 0 &&
	    curl_multi_perform(loop.multi, &running) == CURLM_OK) {
		finish(&loop);
		(void)curl_multi_perform(loop.multi, &running);
		if (running > 0)
			(void)curl_multi_poll(loop.multi, NULL, 0, 1000, NULL);
	}
	stop(&loop);
	curl_slist_free_all(loop.connect);
	(void)fclose(loop.urls);
	if (fclose(loop.out) != 0 || loop.failed > 0) {
		(void)fprintf(stderr, "curl_bare: %d failed\n", loop.failed);
		return 1;
	}
	return 0;
}
