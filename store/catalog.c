#include "store/catalog.h"

#include <stdlib.h>

#include "common/mem.h"
#include "store/names.h"

#define SOURCE_AUTHORITY 50 /* of a source the configuration does not know */
#define WINDOW_DAYS      90 /* of an indicator that says no other */

/* KATO's own codes of the country, and what gazetteers use for it. */
static const char *const country_codes[] = { "0", "00", "000000000", "KZ" };

enum catalog_query {
	SOURCE_FIND,
	SOURCE_ADD,
	SOURCE_REFRESH,
	SPEAKER_FIND,
	SPEAKER_ADD,
	SPEAKERS_READ,
	SPEAKER_REFRESH,
	INDICATOR_FIND,
	INDICATOR_ADD,
	INDICATOR_REFRESH,
	RULESET_FIND,
	RULESET_ADD,
	PLACE_BY_KATO,
	PLACE_BY_NAME,
	PLACE_ADD,
	PLACE_REFRESH,
	PLACE_NAME_REFRESH,
	CATALOG_QUERIES,
};

static const char *const catalog_sql[CATALOG_QUERIES] = {
	[SOURCE_FIND] = "SELECT source_id FROM source WHERE code=?",
	[SOURCE_ADD] = "INSERT INTO source(code,name,home_url,kind,authority)"
		       " VALUES(?,?,?,?,?)",
	[SOURCE_REFRESH] =
	    "UPDATE source SET name=?2,home_url=?3,kind=?4,authority=?5"
	    " WHERE code=?1 AND (name IS NOT ?2 OR home_url IS NOT ?3"
	    " OR kind IS NOT ?4 OR authority IS NOT ?5)",
	[SPEAKER_FIND] = "SELECT speaker_id FROM speaker WHERE name=?",
	[SPEAKER_ADD] = "INSERT INTO speaker(name,authority) VALUES(?,?)",
	[SPEAKERS_READ] = "SELECT speaker_id,name,authority FROM speaker",
	[SPEAKER_REFRESH] =
	    "UPDATE speaker SET authority=?2 WHERE speaker_id=?1",
	[INDICATOR_FIND] = "SELECT indicator_id FROM indicator WHERE code=?",
	[INDICATOR_ADD] = "INSERT INTO indicator(code) VALUES(?)",
	[INDICATOR_REFRESH] =
	    "INSERT INTO indicator(code,title_ru,title_kk,title_en,unit,kind,"
	    "window_days) VALUES(?1,?2,?3,?4,?5,?6,?7)"
	    " ON CONFLICT(code) DO UPDATE SET title_ru=?2,title_kk=?3,"
	    "title_en=?4,unit=?5,kind=?6,window_days=?7"
	    " WHERE title_ru IS NOT ?2 OR title_kk IS NOT ?3"
	    " OR title_en IS NOT ?4 OR unit IS NOT ?5 OR kind IS NOT ?6"
	    " OR window_days IS NOT ?7",
	[RULESET_FIND] = "SELECT ruleset_id FROM ruleset WHERE code=?",
	[RULESET_ADD] = "INSERT INTO ruleset(code,extractor,first_seen_at)"
			" VALUES(?,?,?)",
	[PLACE_BY_KATO] = "SELECT place_id FROM place WHERE kato=?",
	[PLACE_BY_NAME] =
	    "SELECT place_id FROM place WHERE kato IS NULL AND name=?",
	[PLACE_ADD] = "INSERT INTO place(kato,name) VALUES(?,?)",
	[PLACE_REFRESH] =
	    "INSERT INTO place(kato,name,valid_from,valid_until)"
	    " VALUES(?1,?2,?3,?4) ON CONFLICT(kato) DO UPDATE"
	    " SET name=?2,valid_from=?3,valid_until=?4 WHERE name<>?2"
	    " OR valid_from IS NOT ?3 OR valid_until IS NOT ?4",
	[PLACE_NAME_REFRESH] =
	    "INSERT INTO place_past(place_id,name,valid_from,valid_until)"
	    " SELECT place_id,?2,?3,?4 FROM place WHERE kato=?1"
	    " ON CONFLICT DO UPDATE SET valid_from=?3,valid_until=?4"
	    " WHERE valid_from IS NOT ?3 OR valid_until IS NOT ?4",
};

struct catalog {
	struct db *db;
	const struct sites *sites;
	const struct speakers *speakers; /* or NULL */
	struct names *names;             /* by the query that finds them */
	struct query *q[CATALOG_QUERIES];
};

enum rc
catalog_new(struct db *db, const struct sites *sites, struct catalog **out,
    struct err *err)
{
	struct catalog *c = mem_zero(1, sizeof(*c));
	*c = (struct catalog){ .db = db, .sites = sites };
	const enum rc rc =
	    query_all(db, catalog_sql, c->q, CATALOG_QUERIES, err);
	if (rc != RC_OK) {
		free(c);
		return rc;
	}
	c->names = names_new();
	*out = c;
	return RC_OK;
}

void
catalog_free(struct catalog *c)
{
	if (c == NULL)
		return;
	query_free_all(c->q, CATALOG_QUERIES);
	names_free(c->names);
	free(c);
}

void
catalog_forget(struct catalog *c)
{
	names_clear(c->names);
}

void
catalog_heed(struct catalog *c, const struct speakers *speakers)
{
	c->speakers = speakers;
}

/* An empty setting is no setting. */
static struct str
set_or_none(struct yaml_str x)
{
	return x.v.n > 0 ? x.v : STR_NONE;
}

static void
source_bind(struct query *q, struct str code, const struct site *site)
{
	query_str(q, 0, code);
	query_str(q, 1, site != NULL ? set_or_none(site->name) : STR_NONE);
	query_str(q, 2, site != NULL ? set_or_none(site->home) : STR_NONE);
	query_str(q, 3,
	    site != NULL && site->kind.v.n > 0 ? site->kind.v : STR("other"));
	query_int(q, 4, site != NULL ? site->authority : SOURCE_AUTHORITY);
}

static enum rc
indicator_refresh(struct catalog *c, const struct indicator *one,
    struct err *err)
{
	struct query *q = c->q[INDICATOR_REFRESH];
	query_str(q, 0, one->code.v);
	query_str(q, 1, set_or_none(one->title_ru));
	query_str(q, 2, set_or_none(one->title_kk));
	query_str(q, 3, set_or_none(one->title_en));
	query_str(q, 4, set_or_none(one->unit));
	query_str(q, 5, one->kind.v.n > 0 ? one->kind.v : STR("stock"));
	query_int(q, 6, one->window_days > 0 ? one->window_days : WINDOW_DAYS);
	return query_run(q, err);
}

/* SPEAKER_UNKNOWN is NULL. */
static long
authority_of(const struct catalog *c, struct str name)
{
	return c->speakers == NULL ? SPEAKER_UNKNOWN
				   : speakers_authority(c->speakers, name);
}

static void
authority_bind(struct query *q, int at, long authority)
{
	if (authority == SPEAKER_UNKNOWN)
		query_str(q, at, STR_NONE);
	else
		query_int(q, at, authority);
}

static enum rc
speakers_refresh(struct catalog *c, struct err *err)
{
	struct query *all = c->q[SPEAKERS_READ];
	struct query *one = c->q[SPEAKER_REFRESH];
	enum rc rc = query_step(all, err);
	for (; rc == RC_OK; rc = query_step(all, err)) {
		const long now = authority_of(c, row_str(all, 1));
		const long was = row_kind(all, 2) == ROW_NULL
		    ? SPEAKER_UNKNOWN
		    : (long)row_int(all, 2);
		if (now == was)
			continue;
		query_int(one, 0, row_int(all, 0));
		authority_bind(one, 1, now);
		rc = query_run(one, err);
		if (rc != RC_OK)
			return rc;
	}
	return rc == RC_END ? RC_OK : rc;
}

static enum rc
name_refresh(struct query *q, const struct yaml_str *kato,
    const struct place_was *name, struct err *err)
{
	query_str(q, 0, kato->v);
	query_str(q, 1, name->name.v);
	query_str(q, 2, set_or_none(name->since));
	query_str(q, 3, set_or_none(name->until));
	return query_run(q, err);
}

/* Whether an entry before this one has its code: then it is a town. */
static bool
is_town(const struct place_entry *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(all[k].kato.v, all[i].kato.v))
			return true;
	return false;
}

enum rc
catalog_places(struct catalog *c, const struct place_file *file,
    struct err *err)
{
	const struct place_entry *all = file->places.v;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < file->places.n && rc == RC_OK; i++) {
		const struct place_was now = { all[i].name, all[i].since,
			all[i].until };
		const struct place_was *was = all[i].was.v;
		/* The country is place 0, by its own name. */
		if (all[i].kato.v.n == 0 || is_town(all, i))
			continue;
		rc = name_refresh(c->q[PLACE_REFRESH], &all[i].kato, &now, err);
		for (size_t k = 0; k < all[i].was.n && rc == RC_OK; k++)
			rc = name_refresh(c->q[PLACE_NAME_REFRESH],
			    &all[i].kato, &was[k], err);
	}
	return rc;
}

enum rc
catalog_refresh(struct catalog *c, const struct indicators *known,
    struct err *err)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < known->n && rc == RC_OK; i++)
		rc = indicator_refresh(c, &known->v[i], err);
	for (size_t i = 0; i < c->sites->n && rc == RC_OK; i++) {
		const struct site *site = &c->sites->v[i];
		source_bind(c->q[SOURCE_REFRESH], site->code.v, site);
		rc = query_run(c->q[SOURCE_REFRESH], err);
	}
	return rc == RC_OK ? speakers_refresh(c, err) : rc;
}

/* A name, the query that finds it, and the one that adds it. */
struct entry {
	struct str key;
	enum catalog_query find;
	enum catalog_query add;
};

/* The id that is known for a name; 0 when there is none yet. */
static enum rc
entry_find(struct catalog *c, const struct entry *e, int64_t *id,
    struct err *err)
{
	*id = names_get(c->names, e->find, e->key);
	if (*id != 0)
		return RC_OK;
	query_str(c->q[e->find], 0, e->key);
	const enum rc rc = query_number(c->q[e->find], id, err);
	if (rc == RC_OK && *id != 0)
		names_put(c->names, e->find, e->key, *id);
	return rc;
}

/* Runs `add`, which is bound already. */
static enum rc
entry_add(struct catalog *c, const struct entry *e, int64_t *id,
    struct err *err)
{
	const enum rc rc = query_run(c->q[e->add], err);
	*id = db_last_id(c->db);
	if (rc == RC_OK)
		names_put(c->names, e->find, e->key, *id);
	return rc;
}

enum rc
catalog_source(struct catalog *c, struct str code, int64_t *id, struct err *err)
{
	const struct entry e = { code.n > 0 ? code : STR("unknown"),
		SOURCE_FIND, SOURCE_ADD };
	const enum rc rc = entry_find(c, &e, id, err);
	if (rc != RC_OK || *id != 0)
		return rc;
	source_bind(c->q[SOURCE_ADD], e.key, sites_by_code(c->sites, e.key));
	return entry_add(c, &e, id, err);
}

enum rc
catalog_speaker(struct catalog *c, struct str name, int64_t *id,
    struct err *err)
{
	const struct entry e = { name, SPEAKER_FIND, SPEAKER_ADD };
	*id = 0;
	if (name.n == 0)
		return RC_OK;
	const enum rc rc = entry_find(c, &e, id, err);
	if (rc != RC_OK || *id != 0)
		return rc;
	query_str(c->q[SPEAKER_ADD], 0, name);
	authority_bind(c->q[SPEAKER_ADD], 1, authority_of(c, name));
	return entry_add(c, &e, id, err);
}

enum rc
catalog_indicator(struct catalog *c, struct str code, int64_t *id,
    struct err *err)
{
	const struct entry e = { code, INDICATOR_FIND, INDICATOR_ADD };
	*id = 0;
	if (code.n == 0)
		return RC_OK;
	const enum rc rc = entry_find(c, &e, id, err);
	if (rc != RC_OK || *id != 0)
		return rc;
	query_str(c->q[INDICATOR_ADD], 0, code);
	return entry_add(c, &e, id, err);
}

enum rc
catalog_ruleset(struct catalog *c, const struct document *d, int64_t now,
    int64_t *id, struct err *err)
{
	const struct entry e = { d->ruleset.n > 0 ? d->ruleset : STR("unknown"),
		RULESET_FIND, RULESET_ADD };
	const enum rc rc = entry_find(c, &e, id, err);
	if (rc != RC_OK || *id != 0)
		return rc;
	query_str(c->q[RULESET_ADD], 0, e.key);
	query_str(c->q[RULESET_ADD], 1, d->extractor);
	query_time(c->q[RULESET_ADD], 2, now);
	return entry_add(c, &e, id, err);
}

static bool
is_country(const struct fact_place *place)
{
	if (place->kato.n == 0)
		return place->name.n == 0;
	for (size_t i = 0; i < sizeof(country_codes) / sizeof(char *); i++)
		if (str_is(place->kato, country_codes[i]))
			return true;
	return false;
}

enum rc
catalog_place(struct catalog *c, const struct fact_place *place, int64_t *id,
    struct err *err)
{
	*id = CATALOG_COUNTRY;
	if (is_country(place))
		return RC_OK;
	const bool coded = place->kato.n > 0;
	const struct entry e = { coded ? place->kato : place->name,
		coded ? PLACE_BY_KATO : PLACE_BY_NAME, PLACE_ADD };
	const enum rc rc = entry_find(c, &e, id, err);
	if (rc != RC_OK || *id != 0)
		return rc;
	query_str(c->q[PLACE_ADD], 0, coded ? place->kato : STR_NONE);
	query_str(c->q[PLACE_ADD], 1,
	    place->name.n > 0 ? place->name : place->kato);
	return entry_add(c, &e, id, err);
}
