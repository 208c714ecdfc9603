#include "crawler/replay.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/digest.h"
#include "common/http.h"
#include "common/log.h"
#include "common/url.h"
#include "common/warc.h"
#include "crawler/payload.h"
#include "crawler/run.h"
#include "crawler/schedule.h"

#define OPEN_SUFFIX ".open"

struct replay {
	struct run *run;
	const struct warc_record *record;
	struct page page;
	struct http_response response;
	char digest[DIGEST_SHA1_BASE32];
	bool full; /* a response, not a revisit */
};

static bool
is_list_of(struct run *r, const struct site *site, struct str key)
{
	const struct yaml_strs *lists[] = { &site->sitemaps, &site->feeds,
		&site->start };
	struct err lost = { 0 };
	struct str own = STR_NONE;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		for (size_t k = 0; k < lists[i]->n; k++)
			if (url_canonical(r->arena, lists[i]->v[k].v, &own,
				&lost) == RC_OK &&
			    str_eq(own, key))
				return true;
	return url_canonical(r->arena, site->home.v, &own, &lost) == RC_OK &&
	    str_eq(own, key);
}

/* What an address is that the state lost before it was committed. */
static enum rc
kind_tell(struct run *r, const struct site *site, struct str key,
    enum task_kind *kind, struct err *err)
{
	struct scope *scope = NULL;
	const enum rc rc = scope_new(r->config->sites, site, &scope, err);
	if (rc != RC_OK)
		return rc;
	*kind = TASK_LIST;
	if (str_ends(key, STR("/robots.txt")))
		*kind = TASK_ROBOTS;
	else if (!is_list_of(r, site, key) &&
	    scope_is_article(scope, key, true))
		*kind = TASK_ARTICLE;
	scope_free(scope);
	return RC_OK;
}

/* The page as the state knows it, or as it would have begun; RC_END when no
 * site has it. */
static enum rc
page_recall(struct replay *p, struct err *err)
{
	struct run *r = p->run;
	struct url_parts parts = { .host = STR_NONE };
	struct str key = STR_NONE;
	enum rc rc = url_canonical(r->arena, p->record->target, &key, err);
	if (rc == RC_OK)
		rc = url_parse(r->arena, p->record->target, &parts, err);
	if (rc != RC_OK)
		return rc == RC_BAD ? RC_END : rc;
	rc = page_get(r->state, r->arena, key, &p->page, err);
	if (rc != RC_END)
		return rc;
	const struct site *site = sites_by_host(&r->sites, parts.host);
	if (site == NULL)
		return RC_END;
	p->page = (struct page){
		.key = key,
		.url = p->record->target,
		.site = site->code.v,
		.dated = CLOCK_NONE,
		.found = run_now(r),
		.fetched = CLOCK_NONE,
	};
	return kind_tell(r, site, key, &p->page.kind, err);
}

static void
page_enter(struct replay *p)
{
	struct page *page = &p->page;
	const bool article = page->kind == TASK_ARTICLE;
	const int64_t then = clock_parse(p->record->date, 0);
	page->errors = 0;
	page->fault = STR_NONE;
	page->visits++;
	page->fetched = then;
	page->due = article ? schedule_answered(page->visits, then) : then;
	if (!p->full)
		return;
	page->status = p->response.status;
	page->record = p->record->id;
	page->record_date = p->record->date;
	page->record_url = p->record->target;
	page->digest = str_c(p->digest);
	page->etag = article ? http_get(&p->response, "ETag") : STR_NONE;
	page->modified =
	    article ? http_get(&p->response, "Last-Modified") : STR_NONE;
}

/* RC_END: nothing to be entered. */
static enum rc
record_read(struct replay *p, struct err *err)
{
	const struct warc_record *record = p->record;
	struct err lost = { 0 };
	p->full = str_is(record->type, "response");
	if ((!p->full && !str_is(record->type, "revisit")) ||
	    warc_field(record, "WARC-Truncated").s != NULL)
		return RC_END;
	if (http_parse(p->run->arena, record->block, &p->response, &lost) !=
	    RC_OK)
		return RC_END;
	const int status = p->response.status;
	if (p->full && (status < 200 || status > 299))
		return RC_END;
	if (p->full)
		payload_digest(p->run->arena, &p->response, p->digest);
	return page_recall(p, err);
}

static enum rc
records_enter(struct run *r, int fd, size_t *entered, struct err *err)
{
	struct warc_record record;
	struct warc_reader *reader = warc_reader_new(fd, STR_NONE);
	enum rc rc = warc_next(reader, &record, err);
	for (; rc == RC_OK; rc = warc_next(reader, &record, err)) {
		struct replay p = { .run = r, .record = &record };
		arena_reset(r->arena);
		rc = record_read(&p, err);
		if (rc == RC_OK) {
			page_enter(&p);
			rc = page_put(r->state, &p.page, err);
			*entered += 1;
		}
		if (rc != RC_OK && rc != RC_END)
			break;
	}
	warc_reader_free(reader);
	return rc == RC_END ? RC_OK : rc;
}

static struct str
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	const struct str name = str_c(slash != NULL ? slash + 1 : path);
	return str_head(name, name.n - strlen(OPEN_SUFFIX));
}

enum rc
replay_file(void *arg, const char *path, struct err *err)
{
	struct run *r = arg;
	char count[32];
	size_t entered = 0;
	int64_t seen = 0;
	enum rc rc = state_archive(r->state, name_of(path), &seen, err);
	if (rc != RC_OK)
		return rc;
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_errno(err, RC_FAIL, "%s", path);
	const off_t end = lseek(fd, 0, SEEK_END);
	/* The cut fell behind what is known: nothing is new. */
	if (end > seen && lseek(fd, seen, SEEK_SET) == seen)
		rc = records_enter(r, fd, &entered, err);
	(void)close(fd);
	if (rc == RC_OK)
		rc = state_archive_put(r->state, name_of(path), end, err);
	if (rc == RC_OK)
		rc = state_commit(r->state, err);
	(void)snprintf(count, sizeof(count), "%zu", entered);
	if (rc == RC_OK && entered > 0)
		log_event(LOG_WARN, "replayed", "file", path, "pages", count,
		    NULL);
	return rc;
}
