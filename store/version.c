#include "store/version.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/mem.h"

enum version_query {
	DOCUMENT_FIND,
	DOCUMENT_ADD,
	VERSION_FIND,
	VERSION_ADD,
	CAPTURE_ADD,
	VERSION_QUERIES,
};

#define SAME_VISIT                                                             \
	"SELECT 1 FROM capture c WHERE c.version_id=v.version_id"              \
	" AND c.fetched_at=coalesce(?3,'') AND c.path=coalesce(?4,'')"         \
	" AND c.offset=?5"

static const char *const version_sql[VERSION_QUERIES] = {
	[DOCUMENT_FIND] = "SELECT document_id FROM document WHERE hash=?",
	[DOCUMENT_ADD] = "INSERT INTO document(hash,url,source_id,"
			 "first_seen_at,fetched_url) VALUES(?,?,?,?,?)",
	/* The hash of a text that came back has '@' and its number behind it.
	 * Of several versions the one that was seen at this very visit, else
	 * the newest; whether the page was seen otherwise in between. */
	[VERSION_FIND] =
	    "SELECT version_id,?3>(SELECT max(c.fetched_at) FROM version n"
	    " JOIN capture c USING(version_id) WHERE n.document_id=?1"
	    " AND n.seq>v.seq) AND NOT EXISTS(" SAME_VISIT "),"
	    "'@'||(SELECT max(seq)+1 FROM version WHERE document_id=?1)"
	    " FROM version v WHERE document_id=?1 AND hash>=?2"
	    " AND hash<?2||'A'"
	    " ORDER BY EXISTS(" SAME_VISIT ") DESC,seq DESC LIMIT 1",
	[VERSION_ADD] =
	    "INSERT INTO version(document_id,seq,hash,title,section,lang,text,"
	    "published_at,published_from,modified_at,reported_at,"
	    "reported_basis,recorded_at,run_id)"
	    " VALUES(?1,(SELECT coalesce(max(seq),0)+1 FROM version"
	    " WHERE document_id=?1),?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
	[CAPTURE_ADD] =
	    "INSERT INTO capture(version_id,fetched_at,path,offset,length,"
	    "record_id) VALUES(?1,coalesce(?2,''),coalesce(?3,''),?4,?5,?6)"
	    " ON CONFLICT DO NOTHING",
};

struct versions {
	struct db *db;
	struct query *q[VERSION_QUERIES];
};

enum rc
versions_new(struct db *db, struct versions **out, struct err *err)
{
	struct versions *v = mem_zero(1, sizeof(*v));
	v->db = db;
	const enum rc rc =
	    query_all(db, version_sql, v->q, VERSION_QUERIES, err);
	if (rc != RC_OK) {
		free(v);
		return rc;
	}
	*out = v;
	return RC_OK;
}

void
versions_free(struct versions *v)
{
	if (v == NULL)
		return;
	query_free_all(v->q, VERSION_QUERIES);
	free(v);
}

/* Which version of a known document this is, if any. */
static enum rc
version_find(struct versions *v, struct deposit *d, struct err *err)
{
	struct query *q = v->q[VERSION_FIND];
	query_int(q, 0, d->document);
	query_str(q, 1, str_c(d->version_hash));
	query_time(q, 2, d->doc->fetched_at);
	query_str(q, 3, d->doc->source.path);
	query_int(q, 4, d->doc->source.offset);
	const enum rc rc = query_step(q, err);
	if (rc == RC_END)
		return RC_OK;
	if (rc == RC_OK) {
		d->returned = row_int(q, 1) != 0;
		if (d->returned)
			(void)snprintf(d->version_hash + HASH_HEX - 1,
			    DEPOSIT_RETURN_MAX, "%.*s", STR_ARG(row_str(q, 2)));
		else
			d->version = row_int(q, 0);
		query_reset(q);
	}
	return rc;
}

enum rc
versions_find(struct versions *v, struct deposit *d, struct err *err)
{
	query_str(v->q[DOCUMENT_FIND], 0, d->id);
	enum rc rc = query_number(v->q[DOCUMENT_FIND], &d->document, err);
	if (rc == RC_OK && d->document != 0)
		rc = version_find(v, d, err);
	d->new_document = d->document == 0;
	d->new_version = d->version == 0;
	return rc;
}

/*
 * When its figures were reported.  The first text we know was there from its
 * publication on; a later one only since it was edited.  Without any date we
 * know no more than when we recorded it, and say so.
 */
static void
version_reported(struct deposit *d)
{
	const struct document *doc = d->doc;
	const struct {
		bool may;
		int64_t at;
		const char *basis;
	} order[] = {
		{ !d->new_document && !d->returned &&
			doc->modified_at > doc->published_at,
		    doc->modified_at, "modified" },
		{ !d->new_document, doc->fetched_at, "fetched" },
		{ true, doc->published_at, "published" },
		{ true, doc->fetched_at, "fetched" },
		{ true, d->now, "recorded" },
	};
	size_t i = 0;
	while (!order[i].may || order[i].at == CLOCK_NONE)
		i++;
	d->reported_at = order[i].at;
	d->reported_basis = order[i].basis;
}

static enum rc
document_add(struct versions *v, struct catalog *c, struct deposit *d,
    struct err *err)
{
	const struct document *doc = d->doc;
	struct query *q = v->q[DOCUMENT_ADD];
	int64_t source = 0;
	enum rc rc = catalog_source(c, doc->site, &source, err);
	if (rc != RC_OK)
		return rc;
	struct str url = doc->canonical_url;
	if (url.n == 0)
		url = doc->url.n > 0 ? doc->url : doc->source.path;
	query_str(q, 0, d->id);
	query_str(q, 1, url);
	query_int(q, 2, source);
	query_time(q, 3, d->now);
	query_str(q, 4, doc->url.n > 0 ? doc->url : STR(""));
	rc = query_run(q, err);
	d->document = db_last_id(v->db);
	return rc;
}

static enum rc
version_add(struct versions *v, struct deposit *d, struct err *err)
{
	const struct document *doc = d->doc;
	struct query *q = v->q[VERSION_ADD];
	version_reported(d);
	query_int(q, 0, d->document);
	query_str(q, 1, str_c(d->version_hash));
	query_str(q, 2, doc->title);
	query_str(q, 3, doc->section);
	query_str(q, 4, doc->lang);
	query_str(q, 5, doc->text.s != NULL ? doc->text : STR(""));
	query_time(q, 6, doc->published_at);
	query_str(q, 7, doc->published_from);
	query_time(q, 8, doc->modified_at);
	query_time(q, 9, d->reported_at);
	query_str(q, 10, str_c(d->reported_basis));
	query_time(q, 11, d->now);
	query_int(q, 12, d->run);
	const enum rc rc = query_run(q, err);
	d->version = db_last_id(v->db);
	return rc;
}

static enum rc
capture_add(struct versions *v, const struct deposit *d, struct err *err)
{
	const struct origin *from = &d->doc->source;
	struct query *q = v->q[CAPTURE_ADD];
	query_int(q, 0, d->version);
	query_time(q, 1, d->doc->fetched_at);
	query_str(q, 2, from->path);
	query_int(q, 3, from->offset);
	query_int(q, 4, from->length);
	query_str(q, 5, from->record_id);
	return query_run(q, err);
}

enum rc
versions_keep(struct versions *v, struct catalog *c, struct deposit *d,
    struct err *err)
{
	enum rc rc = RC_OK;
	if (d->new_document)
		rc = document_add(v, c, d, err);
	if (rc == RC_OK && d->new_version)
		rc = version_add(v, d, err);
	if (rc == RC_OK)
		rc = capture_add(v, d, err);
	return rc;
}
