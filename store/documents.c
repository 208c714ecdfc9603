#include "store/documents.h"

#include "common/document.h"
#include "common/lines.h"
#include "common/record.h"
#include "common/utf8.h"

#define DOCUMENT_ARENA ((size_t)512 << 20) /* one record, and more */

/* Versions in the order they came, each as it was seen first. */
static const char documents_sql[] =
    "SELECT d.hash,coalesce(d.fetched_url,d.url),d.url,s.code,c.fetched_at,"
    "v.published_at,v.published_from,v.modified_at,v.title,v.section,v.lang,"
    "v.text,c.path,c.offset,c.length,c.record_id"
    " FROM version v JOIN document d USING(document_id)"
    " JOIN source s USING(source_id)"
    " LEFT JOIN capture c ON c.version_id=v.version_id"
    " AND (c.fetched_at,c.path,c.offset)=(SELECT fetched_at,path,offset"
    " FROM capture WHERE version_id=v.version_id"
    " ORDER BY fetched_at,path,offset LIMIT 1) ORDER BY v.version_id";

enum document_cell {
	DOCUMENT_ID,
	DOCUMENT_URL,
	DOCUMENT_CANONICAL,
	DOCUMENT_SITE,
	DOCUMENT_FETCHED,
	DOCUMENT_PUBLISHED,
	DOCUMENT_FROM,
	DOCUMENT_MODIFIED,
	DOCUMENT_TITLE,
	DOCUMENT_SECTION,
	DOCUMENT_LANG,
	DOCUMENT_TEXT,
	DOCUMENT_PATH,
	DOCUMENT_OFFSET,
	DOCUMENT_LENGTH,
	DOCUMENT_RECORD,
};

/* Blocks are not stored; an empty line ends each in the text. */
static void
blocks_find(struct arena *a, struct document *doc)
{
	struct str rest = doc->text;
	size_t room = 0;
	size_t start = 0;
	while (rest.n > 0) {
		const size_t n = str_find(rest, STR("\n\n"));
		const size_t length = utf8_count(str_head(rest, n));
		if (doc->nblocks == room) {
			room = room > 0 ? 2 * room : 64;
			doc->blocks = arena_grow(a, doc->blocks, doc->nblocks,
			    room, sizeof(*doc->blocks));
		}
		doc->blocks[doc->nblocks++] =
		    (struct block){ STR("paragraph"), { start, length } };
		start += length + 2;
		rest = str_from(rest, n < rest.n ? n + 2 : n);
	}
}

static struct str
cell_str(const struct query *q, enum document_cell at)
{
	const struct str x = row_str(q, (int)at);
	return x.n > 0 ? x : STR_NONE;
}

static struct document
document_take(struct arena *a, const struct query *q)
{
	struct document doc = document_empty();
	doc.id = row_str(q, DOCUMENT_ID);
	doc.url = cell_str(q, DOCUMENT_URL);
	/* A file's path stands where a page's address would. */
	if (doc.url.s != NULL)
		doc.canonical_url = cell_str(q, DOCUMENT_CANONICAL);
	doc.site = row_str(q, DOCUMENT_SITE);
	doc.fetched_at = row_time(q, DOCUMENT_FETCHED);
	doc.published_at = row_time(q, DOCUMENT_PUBLISHED);
	doc.published_from = row_str(q, DOCUMENT_FROM);
	doc.modified_at = row_time(q, DOCUMENT_MODIFIED);
	doc.title = row_str(q, DOCUMENT_TITLE);
	doc.section = row_str(q, DOCUMENT_SECTION);
	doc.lang = row_str(q, DOCUMENT_LANG);
	doc.text = row_str(q, DOCUMENT_TEXT);
	doc.source = (struct origin){
		.path = cell_str(q, DOCUMENT_PATH),
		.offset = row_int(q, DOCUMENT_OFFSET),
		.length = row_int(q, DOCUMENT_LENGTH),
		.record_id = cell_str(q, DOCUMENT_RECORD),
	};
	blocks_find(a, &doc);
	return doc;
}

enum rc
documents_run(struct call *call, struct err *err)
{
	struct query *q = NULL;
	struct buf line;
	enum rc rc = query_new(call->db, documents_sql, &q, err);
	if (rc != RC_OK)
		return rc;
	struct arena *a = arena_new(DOCUMENT_ARENA);
	buf_init(&line, 4 * LINE_MAX_BYTES);
	for (rc = query_step(q, err); rc == RC_OK && !stage_stopped();
	     rc = query_step(q, err)) {
		const struct document doc = document_take(a, q);
		buf_clear(&line);
		record_write(&line, &doc);
		stage_write(call->stage, buf_view(&line));
		arena_reset(a);
	}
	buf_free(&line);
	arena_free(a);
	query_free(q);
	return rc == RC_END ? RC_OK : rc;
}
