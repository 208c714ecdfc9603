#include "crawler/fetch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "common/mem.h"
#include "common/warc.h"
#include "crawler/transfer.h"

struct fetcher {
	CURLM *multi;
	struct fetch_spec spec;
	char *user_agent;
	struct transfer *flying[FETCH_PARALLEL_MAX];
	size_t busy;
	struct transfer *last; /* whose answer was given out */
};

size_t
fetch_body_max(long configured)
{
	const size_t most = WARC_BLOCK_MAX - FETCH_HEAD_MAX;
	return (size_t)configured < most ? (size_t)configured : most;
}

enum rc
fetcher_new(const struct fetch_spec *spec, struct fetcher **out,
    struct err *err)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(err, RC_FAIL, "libcurl will not start");
	struct fetcher *f = mem_zero(1, sizeof(*f));
	f->multi = curl_multi_init();
	f->user_agent = mem_dup(spec->user_agent, strlen(spec->user_agent));
	f->spec = *spec;
	f->spec.user_agent = f->user_agent;
	if (f->multi == NULL) {
		fetcher_free(f);
		return err_set(err, RC_FAIL, "libcurl: out of memory");
	}
	(void)curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS,
	    (long)FETCH_PARALLEL_MAX);
	*out = f;
	return RC_OK;
}

/* Out of libcurl's hands and off the list. */
static void
land(struct fetcher *f, struct transfer *t)
{
	size_t i = 0;
	while (f->flying[i] != t)
		i++;
	f->flying[i] = f->flying[--f->busy];
	(void)curl_multi_remove_handle(f->multi, transfer_handle(t));
}

void
fetcher_free(struct fetcher *f)
{
	if (f == NULL)
		return;
	transfer_free(f->last);
	while (f->busy > 0) {
		struct transfer *t = f->flying[0];
		land(f, t);
		transfer_free(t);
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

enum rc
fetcher_start(struct fetcher *f, const struct fetch_ask *ask, struct err *err)
{
	assert(f->busy < FETCH_PARALLEL_MAX);
	struct transfer *t = transfer_new(&f->spec, ask);
	if (t == NULL)
		return err_set(err, RC_BAD, "libcurl refuses the address");
	const CURLMcode code =
	    curl_multi_add_handle(f->multi, transfer_handle(t));
	if (code != CURLM_OK) {
		transfer_free(t);
		return err_set(err, RC_FAIL, "libcurl: %s",
		    curl_multi_strerror(code));
	}
	f->flying[f->busy++] = t;
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

enum rc
fetcher_next(struct fetcher *f, struct fetch_answer *a, struct err *err)
{
	int left = 0;
	transfer_free(f->last);
	f->last = NULL;
	const CURLMsg *m = curl_multi_info_read(f->multi, &left);
	while (m != NULL && m->msg != CURLMSG_DONE)
		m = curl_multi_info_read(f->multi, &left);
	if (m == NULL)
		return RC_END;
	const CURLcode code = m->data.result;
	struct transfer *t = transfer_of(m->easy_handle);
	if (t == NULL)
		return err_set(err, RC_FAIL, "libcurl lost a request");
	land(f, t);
	f->last = t;
	return transfer_answer(t, (int)code, a, err);
}
