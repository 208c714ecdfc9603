#include "store/schema_steps.h"

#include <stddef.h>

static const char *const step_1[] = {
	/*
	 * Times are TEXT, RFC 3339 in UTC, always of the same width, so that
	 * they sort as they are.  Periods are half-open dates.  An open side of
	 * an interval is NULL.  Offsets count code points of version.text, as
	 * SQLite's substr() does (its first is 1, ours 0).
	 */

	/* Who says it, where, what is counted: named once, pointed at. */
	"CREATE TABLE source(source_id INTEGER PRIMARY KEY,"
	" code TEXT NOT NULL UNIQUE, name TEXT, home_url TEXT,"
	" kind TEXT NOT NULL DEFAULT 'other' CHECK(kind IN"
	" ('state','statistics','law','agency','media','other')),"
	" authority INTEGER NOT NULL DEFAULT 50"
	" CHECK(authority BETWEEN 0 AND 100)) STRICT;"
	"CREATE TABLE speaker(speaker_id INTEGER PRIMARY KEY,"
	" name TEXT NOT NULL UNIQUE) STRICT;"
	"CREATE TABLE place(place_id INTEGER PRIMARY KEY, kato TEXT UNIQUE,"
	" name TEXT NOT NULL) STRICT;"
	"CREATE UNIQUE INDEX place_name ON place(name) WHERE kato IS NULL;"
	"INSERT INTO place VALUES(0, 'KZ', 'Kazakhstan');"
	"CREATE TABLE indicator(indicator_id INTEGER PRIMARY KEY,"
	" code TEXT NOT NULL UNIQUE, title_ru TEXT, title_kk TEXT,"
	" title_en TEXT, unit TEXT, kind TEXT NOT NULL DEFAULT 'stock'"
	" CHECK(kind IN ('stock','flow','rate','price')),"
	" window_days INTEGER NOT NULL DEFAULT 90"
	" CHECK(window_days >= 0)) STRICT;"
	"CREATE TABLE ruleset(ruleset_id INTEGER PRIMARY KEY,"
	" code TEXT NOT NULL UNIQUE, extractor TEXT,"
	" first_seen_at TEXT NOT NULL) STRICT;",
	/* What the loader did, and which archives are through the whole path.
	 */
	"CREATE TABLE run(run_id INTEGER PRIMARY KEY, stage TEXT NOT NULL,"
	" tool TEXT NOT NULL, started_at TEXT NOT NULL, finished_at TEXT,"
	" stats TEXT) STRICT;"
	"CREATE TABLE shard(name TEXT PRIMARY KEY, done_at TEXT NOT NULL)"
	" STRICT, WITHOUT ROWID;",
	/* A page, its texts over time, and each time it was seen. */
	"CREATE TABLE document(document_id INTEGER PRIMARY KEY,"
	" hash TEXT NOT NULL UNIQUE, url TEXT,"
	" source_id INTEGER NOT NULL REFERENCES source,"
	" first_seen_at TEXT NOT NULL) STRICT;"
	"CREATE TABLE version(version_id INTEGER PRIMARY KEY,"
	" document_id INTEGER NOT NULL REFERENCES document,"
	" seq INTEGER NOT NULL CHECK(seq > 0), hash TEXT NOT NULL,"
	" title TEXT, section TEXT, lang TEXT, text TEXT NOT NULL,"
	" published_at TEXT, published_from TEXT, modified_at TEXT,"
	" reported_at TEXT NOT NULL, reported_basis TEXT NOT NULL"
	" CHECK(reported_basis IN"
	" ('published','modified','fetched','recorded')),"
	" story_id INTEGER REFERENCES version,"
	" recorded_at TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES run,"
	" UNIQUE(document_id, seq), UNIQUE(document_id, hash)) STRICT;"
	"CREATE INDEX version_hash ON version(hash);"
	"CREATE INDEX version_story ON version(story_id)"
	" WHERE story_id IS NOT NULL;"
	"CREATE TABLE capture(capture_id INTEGER PRIMARY KEY,"
	" version_id INTEGER NOT NULL REFERENCES version,"
	" fetched_at TEXT NOT NULL DEFAULT '',"
	" path TEXT NOT NULL DEFAULT '', offset INTEGER NOT NULL DEFAULT 0,"
	" length INTEGER NOT NULL DEFAULT 0, record_id TEXT,"
	" UNIQUE(version_id, fetched_at, path, offset)) STRICT;",
	/* What a set of rules read out of a text.  A reading is complete: its
	 * facts are all that those rules found. */
	"CREATE TABLE reading(reading_id INTEGER PRIMARY KEY,"
	" version_id INTEGER NOT NULL REFERENCES version,"
	" ruleset_id INTEGER NOT NULL REFERENCES ruleset,"
	" hash TEXT NOT NULL, recorded_at TEXT NOT NULL,"
	" recorded_until TEXT NOT NULL DEFAULT '9999-12-31T00:00:00Z',"
	" run_id INTEGER NOT NULL REFERENCES run,"
	" UNIQUE(version_id, ruleset_id, hash)) STRICT;"
	"CREATE TABLE fact(fact_id INTEGER PRIMARY KEY,"
	" reading_id INTEGER NOT NULL REFERENCES reading,"
	" start INTEGER NOT NULL CHECK(start >= 0),"
	" length INTEGER NOT NULL CHECK(length > 0),"
	" sentence_start INTEGER NOT NULL CHECK(sentence_start >= 0),"
	" sentence_length INTEGER NOT NULL CHECK(sentence_length >= 0),"
	" sentence_hash INTEGER NOT NULL, surface TEXT NOT NULL,"
	" kind TEXT NOT NULL, value REAL NOT NULL, low REAL, high REAL,"
	" bound TEXT NOT NULL CHECK(bound IN ('exact','approx','more_than',"
	" 'at_least','less_than','at_most','range')),"
	" unit TEXT, noun TEXT, lemma TEXT,"
	" place_id INTEGER REFERENCES place, place_basis TEXT,"
	" period_from TEXT, period_until TEXT, period_basis TEXT,"
	" change_group TEXT, change_role TEXT"
	" CHECK(change_role IN ('from','to','by')), change_direction TEXT"
	" CHECK(change_direction IN ('up','down')),"
	" modality TEXT NOT NULL CHECK(modality IN"
	" ('actual','plan','forecast','past','denied')),"
	" speaker_id INTEGER REFERENCES speaker,"
	" indicator_id INTEGER REFERENCES indicator, rule TEXT,"
	" anchor TEXT NOT NULL,"
	" CHECK(low IS NULL OR high IS NULL OR low <= high)) STRICT;"
	"CREATE INDEX fact_reading ON fact(reading_id, start);"
	"CREATE INDEX fact_anchor ON fact(anchor);"
	"CREATE INDEX fact_sentence ON fact(sentence_hash);"
	"CREATE INDEX fact_indicator ON fact(indicator_id)"
	" WHERE indicator_id IS NOT NULL;",
	/* Figures of followed series, with their three times, and the changes
	 * the texts themselves state. */
	"CREATE TABLE observation(observation_id INTEGER PRIMARY KEY,"
	" indicator_id INTEGER NOT NULL REFERENCES indicator,"
	" place_id INTEGER NOT NULL REFERENCES place,"
	" fact_id INTEGER NOT NULL REFERENCES fact,"
	" document_id INTEGER NOT NULL REFERENCES document,"
	" period_from TEXT, period_until TEXT, reported_at TEXT NOT NULL,"
	" recorded_at TEXT NOT NULL, recorded_until TEXT NOT NULL"
	" DEFAULT '9999-12-31T00:00:00Z',"
	" CHECK(recorded_at <= recorded_until),"
	" CHECK(period_from < period_until)) STRICT;"
	"CREATE INDEX observation_series"
	" ON observation(indicator_id, place_id, reported_at);"
	"CREATE INDEX observation_document ON observation(document_id);"
	"CREATE INDEX observation_fact ON observation(fact_id);"
	"CREATE TABLE stated_change(stated_id INTEGER PRIMARY KEY,"
	" reading_id INTEGER NOT NULL REFERENCES reading,"
	" from_fact INTEGER REFERENCES fact, to_fact INTEGER REFERENCES fact,"
	" by_fact INTEGER REFERENCES fact, direction TEXT"
	" CHECK(direction IN ('up','down'))) STRICT;"
	"CREATE INDEX stated_to ON stated_change(to_fact);"
	"CREATE INDEX stated_reading ON stated_change(reading_id);",
	NULL,
};

/*
 * The same rows, quicker to write and read.  `x IN (three constants or more)`
 * builds a table of its own each time it is asked, which was half of a load;
 * a chain of OR does not.  The text of a version goes behind what is read
 * without it.
 */
static const char *const step_2[] = {
	"CREATE TABLE version_new(version_id INTEGER PRIMARY KEY,"
	" document_id INTEGER NOT NULL REFERENCES document,"
	" seq INTEGER NOT NULL CHECK(seq > 0), hash TEXT NOT NULL,"
	" title TEXT, section TEXT, lang TEXT,"
	" published_at TEXT, published_from TEXT, modified_at TEXT,"
	" reported_at TEXT NOT NULL, reported_basis TEXT NOT NULL"
	" CHECK(reported_basis='published' OR reported_basis='modified' OR"
	" reported_basis='fetched' OR reported_basis='recorded'),"
	" story_id INTEGER REFERENCES version,"
	" recorded_at TEXT NOT NULL, run_id INTEGER NOT NULL REFERENCES run,"
	" text TEXT NOT NULL,"
	" UNIQUE(document_id, seq), UNIQUE(document_id, hash)) STRICT;"
	"INSERT INTO version_new SELECT version_id,document_id,seq,hash,title,"
	"section,lang,published_at,published_from,modified_at,reported_at,"
	"reported_basis,story_id,recorded_at,run_id,text FROM version;"
	"DROP TABLE version;"
	"ALTER TABLE version_new RENAME TO version;"
	"CREATE INDEX version_hash ON version(hash);"
	"CREATE INDEX version_story ON version(story_id)"
	" WHERE story_id IS NOT NULL;",
	"CREATE TABLE fact_new(fact_id INTEGER PRIMARY KEY,"
	" reading_id INTEGER NOT NULL REFERENCES reading,"
	" start INTEGER NOT NULL CHECK(start >= 0),"
	" length INTEGER NOT NULL CHECK(length > 0),"
	" sentence_start INTEGER NOT NULL CHECK(sentence_start >= 0),"
	" sentence_length INTEGER NOT NULL CHECK(sentence_length >= 0),"
	" sentence_hash INTEGER NOT NULL, surface TEXT NOT NULL,"
	" kind TEXT NOT NULL, value REAL NOT NULL, low REAL, high REAL,"
	" bound TEXT NOT NULL CHECK(bound='exact' OR bound='approx' OR"
	" bound='more_than' OR bound='at_least' OR bound='less_than' OR"
	" bound='at_most' OR bound='range'),"
	" unit TEXT, noun TEXT, lemma TEXT,"
	" place_id INTEGER REFERENCES place, place_basis TEXT,"
	" period_from TEXT, period_until TEXT, period_basis TEXT,"
	" change_group TEXT, change_role TEXT CHECK(change_role='from' OR"
	" change_role='to' OR change_role='by'), change_direction TEXT"
	" CHECK(change_direction='up' OR change_direction='down'),"
	" modality TEXT NOT NULL CHECK(modality='actual' OR modality='plan' OR"
	" modality='forecast' OR modality='past' OR modality='denied'),"
	" speaker_id INTEGER REFERENCES speaker,"
	" indicator_id INTEGER REFERENCES indicator, rule TEXT,"
	" anchor TEXT NOT NULL,"
	" CHECK(low IS NULL OR high IS NULL OR low <= high)) STRICT;"
	"INSERT INTO fact_new SELECT * FROM fact;"
	"DROP TABLE fact;"
	"ALTER TABLE fact_new RENAME TO fact;"
	"CREATE INDEX fact_reading ON fact(reading_id, start);"
	"CREATE INDEX fact_anchor ON fact(anchor);"
	"CREATE INDEX fact_sentence ON fact(sentence_hash)"
	" WHERE sentence_hash <> 0;"
	"CREATE INDEX fact_indicator ON fact(indicator_id)"
	" WHERE indicator_id IS NOT NULL;",
	NULL,
};

/* Words of all texts, and what people said of figures. */
static const char *const step_3[] = {
	/* ё and й stay letters of their own. */
	"CREATE VIRTUAL TABLE words USING fts5(title, text,"
	" content='version', content_rowid='version_id',"
	" tokenize='unicode61 remove_diacritics 0');"
	"INSERT INTO words(rowid,title,text)"
	" SELECT version_id,title,text FROM version;",
	"CREATE TABLE judgement(judgement_id INTEGER PRIMARY KEY,"
	" anchor TEXT NOT NULL, verdict TEXT NOT NULL"
	" CHECK(verdict='preferred' OR verdict='wrong'),"
	" who TEXT NOT NULL, why TEXT NOT NULL, recorded_at TEXT NOT NULL,"
	" recorded_until TEXT NOT NULL DEFAULT '9999-12-31T00:00:00Z')"
	" STRICT;"
	"CREATE INDEX judgement_anchor ON judgement(anchor);"
	"CREATE UNIQUE INDEX judgement_in_force ON judgement(anchor)"
	" WHERE recorded_until='9999-12-31T00:00:00Z';",
	NULL,
};

static const char *const step_4[] = {
	/* Anchors are made of the address a page was fetched from, which is not
	 * the one it names itself; '' where there was none. */
	"ALTER TABLE document ADD COLUMN fetched_url TEXT;",
	/* Later rules that read the same facts as a reading in force. */
	"CREATE TABLE confirmation(reading_id INTEGER NOT NULL"
	" REFERENCES reading, ruleset_id INTEGER NOT NULL REFERENCES ruleset,"
	" PRIMARY KEY(reading_id, ruleset_id)) STRICT, WITHOUT ROWID;",
	NULL,
};

/*
 * What texts are compared by (sketch.h), by fortnights (kin.h); the stories
 * that versions were taken for until others joined them; how far work that is
 * done after the rows has come.  Sentences are no longer told from facts, nor
 * whole texts from their hashes.
 */
static const char *const step_5[] = {
	"DROP INDEX version_hash;"
	"DROP INDEX fact_sentence;"
	"ALTER TABLE fact DROP COLUMN sentence_hash;"
	"CREATE TABLE sketch(fortnight INTEGER NOT NULL,"
	" version_id INTEGER NOT NULL REFERENCES version,"
	" document_id INTEGER NOT NULL REFERENCES document,"
	" reported INTEGER NOT NULL, sentences BLOB NOT NULL, bands BLOB,"
	" PRIMARY KEY(fortnight, version_id)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE story_past(version_id INTEGER NOT NULL"
	" REFERENCES version, story_id INTEGER NOT NULL REFERENCES version,"
	" recorded_until TEXT NOT NULL,"
	" PRIMARY KEY(version_id, recorded_until)) STRICT, WITHOUT ROWID;"
	"CREATE TABLE mark(name TEXT PRIMARY KEY, at INTEGER NOT NULL)"
	" STRICT, WITHOUT ROWID;",
	NULL,
};

/*
 * What happened, written down once and never changed: who thinks otherwise
 * later adds a row that retracts the first.  `due` are the series whose events
 * have to be looked at again, whatever moved them.
 */
#define DUE_ADD "INSERT INTO due SELECT DISTINCT indicator_id,place_id FROM "
#define DUE_END " ON CONFLICT DO NOTHING; END;"
static const char *const step_6[] = {
	"CREATE TABLE event(event_id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" recorded_at TEXT NOT NULL, kind TEXT NOT NULL CHECK(kind='moved' OR"
	" kind='stated' OR kind='stale' OR kind='contradiction' OR"
	" kind='revision' OR kind='edited' OR kind='plan'),"
	" indicator_id INTEGER NOT NULL REFERENCES indicator,"
	" place_id INTEGER NOT NULL REFERENCES place,"
	" observation_id INTEGER NOT NULL REFERENCES observation,"
	" old REAL, new REAL, what TEXT NOT NULL,"
	" retracts INTEGER UNIQUE REFERENCES event) STRICT;"
	"CREATE INDEX event_series ON event(indicator_id, place_id);"
	"CREATE TRIGGER event_kept BEFORE UPDATE ON event BEGIN"
	" SELECT RAISE(ABORT, 'events are never rewritten'); END;"
	"CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN"
	" SELECT RAISE(ABORT, 'events are never rewritten'); END;",
	"CREATE TABLE due(indicator_id INTEGER NOT NULL,"
	" place_id INTEGER NOT NULL, PRIMARY KEY(indicator_id, place_id))"
	" STRICT, WITHOUT ROWID;"
	"INSERT INTO due SELECT DISTINCT indicator_id,place_id"
	" FROM observation;",
	"CREATE TRIGGER due_seen AFTER INSERT ON observation BEGIN"
	" INSERT INTO due VALUES(new.indicator_id,new.place_id)" DUE_END
	"CREATE TRIGGER due_closed AFTER UPDATE OF recorded_until"
	" ON observation BEGIN"
	" INSERT INTO due VALUES(new.indicator_id,new.place_id)" DUE_END
	"CREATE TRIGGER due_story AFTER UPDATE OF story_id ON version "
	"BEGIN " DUE_ADD "observation WHERE document_id=new.document_id" DUE_END
	"CREATE TRIGGER due_judged AFTER INSERT ON judgement BEGIN " DUE_ADD
	"observation WHERE fact_id IN (SELECT fact_id FROM fact"
	" WHERE anchor=new.anchor)" DUE_END
	"CREATE TRIGGER due_judged_no_more AFTER UPDATE ON judgement "
	"BEGIN " DUE_ADD
	"observation WHERE fact_id IN (SELECT fact_id FROM fact"
	" WHERE anchor=new.anchor)" DUE_END
	"CREATE TRIGGER due_source AFTER UPDATE OF authority ON source"
	" WHEN new.authority<>old.authority BEGIN " DUE_ADD
	"observation JOIN document USING(document_id)"
	" WHERE source_id=new.source_id" DUE_END
	"CREATE TRIGGER due_indicator AFTER UPDATE OF kind,window_days"
	" ON indicator WHEN new.kind<>old.kind"
	" OR new.window_days<>old.window_days BEGIN " DUE_ADD
	"observation WHERE indicator_id=new.indicator_id" DUE_END,
	NULL,
};

/*
 * What a series is walked by lies together, so that a question reads tens of
 * pages and not one a row; these indexes have every column it asks for
 * (observation.c, detail.c).  A page is found by its address.  Anchors are
 * looked up when people judge figures of a series, which few facts are.  Words
 * are gathered in memory for longer and put together later.
 */
static const char *const step_7[] = {
	"DROP INDEX fact_indicator;"
	"CREATE INDEX fact_followed ON fact(indicator_id, fact_id, reading_id,"
	" start, length, sentence_start, sentence_length, value, low, high,"
	" bound, unit, modality, period_basis, speaker_id, anchor)"
	" WHERE indicator_id IS NOT NULL;"
	"DROP INDEX fact_anchor;"
	"CREATE INDEX fact_anchor ON fact(anchor)"
	" WHERE indicator_id IS NOT NULL;"
	"DROP INDEX observation_series;"
	"CREATE INDEX observation_series ON observation(indicator_id, place_id,"
	" reported_at, recorded_at, recorded_until, fact_id, document_id,"
	" period_from, period_until);"
	"CREATE INDEX reading_version ON reading(reading_id, version_id);"
	"CREATE INDEX version_head ON version(version_id, story_id, seq,"
	" reported_basis);"
	"CREATE INDEX document_head ON document(document_id, source_id, hash);"
	"CREATE INDEX document_url ON document(url);",
	"DROP TRIGGER due_judged; DROP TRIGGER due_judged_no_more;"
	"CREATE TRIGGER due_judged AFTER INSERT ON judgement BEGIN " DUE_ADD
	"observation WHERE fact_id IN (SELECT fact_id FROM fact WHERE"
	" anchor=new.anchor AND indicator_id IS NOT NULL)" DUE_END
	"CREATE TRIGGER due_judged_no_more AFTER UPDATE ON judgement "
	"BEGIN " DUE_ADD "observation WHERE fact_id IN (SELECT fact_id"
	" FROM fact WHERE anchor=new.anchor"
	" AND indicator_id IS NOT NULL)" DUE_END,
	"INSERT INTO words(words, rank) VALUES('hashsize', 16777216);"
	"INSERT INTO words(words, rank) VALUES('automerge', 16);",
	NULL,
};

/* What the word of a speaker weighs; NULL: as much as the source's. */
static const char *const step_8[] = {
	"ALTER TABLE speaker ADD COLUMN authority INTEGER"
	" CHECK(authority BETWEEN 0 AND 100);"
	"CREATE TRIGGER due_speaker AFTER UPDATE OF authority ON speaker"
	" WHEN new.authority IS NOT old.authority BEGIN " DUE_ADD
	"observation WHERE fact_id IN (SELECT fact_id FROM fact WHERE"
	" indicator_id IS NOT NULL AND speaker_id=new.speaker_id)" DUE_END,
	NULL,
};

/* Rules may go back to what they said before, so that one reading comes
 * twice: closed, and in force again. */
static const char *const step_9[] = {
	"CREATE TABLE reading_new(reading_id INTEGER PRIMARY KEY,"
	" version_id INTEGER NOT NULL REFERENCES version,"
	" ruleset_id INTEGER NOT NULL REFERENCES ruleset,"
	" hash TEXT NOT NULL, recorded_at TEXT NOT NULL,"
	" recorded_until TEXT NOT NULL DEFAULT '9999-12-31T00:00:00Z',"
	" run_id INTEGER NOT NULL REFERENCES run) STRICT;"
	"INSERT INTO reading_new SELECT reading_id,version_id,ruleset_id,hash,"
	"recorded_at,recorded_until,run_id FROM reading;"
	"DROP TABLE reading;"
	"ALTER TABLE reading_new RENAME TO reading;"
	"CREATE INDEX reading_of ON reading(version_id, hash);"
	"CREATE INDEX reading_version ON reading(reading_id, version_id);",
	NULL,
};

/* Since when there is such a place, and what it was called. */
static const char *const step_10[] = {
	"ALTER TABLE place ADD COLUMN valid_from TEXT;"
	"ALTER TABLE place ADD COLUMN valid_until TEXT;"
	"CREATE TABLE place_past(place_id INTEGER NOT NULL REFERENCES place,"
	" name TEXT NOT NULL, valid_from TEXT, valid_until TEXT,"
	" PRIMARY KEY(place_id, name)) STRICT, WITHOUT ROWID;",
	NULL,
};

/*
 * A capture is found by its version: all of them lie together, the earliest
 * first, whatever order they were loaded in.  What is shown of a document
 * lies with what a series is walked by.  Words are put together when 64 parts
 * have come, not 16: each putting together writes all of them again.
 */
static const char *const step_11[] = {
	"CREATE TABLE capture_new(version_id INTEGER NOT NULL"
	" REFERENCES version, fetched_at TEXT NOT NULL DEFAULT '',"
	" path TEXT NOT NULL DEFAULT '', offset INTEGER NOT NULL DEFAULT 0,"
	" length INTEGER NOT NULL DEFAULT 0, record_id TEXT,"
	" PRIMARY KEY(version_id, fetched_at, path, offset))"
	" STRICT, WITHOUT ROWID;"
	"INSERT INTO capture_new SELECT version_id,fetched_at,path,offset,"
	"length,record_id FROM capture ORDER BY version_id,fetched_at,path,"
	"offset;"
	"DROP TABLE capture;"
	"ALTER TABLE capture_new RENAME TO capture;",
	"DROP INDEX document_head;"
	"CREATE INDEX document_head ON document(document_id, source_id, hash,"
	" url);",
	"INSERT INTO words(words, rank) VALUES('automerge', 64);"
	"INSERT INTO words(words, rank) VALUES('crisismerge', 64);",
	NULL,
};

/* Since when the configuration no longer has an indicator. */
static const char *const step_12[] = {
	"ALTER TABLE indicator ADD COLUMN retired_at TEXT;",
	NULL,
};

const char *const *const schema_steps[] = {
	step_1,
	step_2,
	step_3,
	step_4,
	step_5,
	step_6,
	step_7,
	step_8,
	step_9,
	step_10,
	step_11,
	step_12,
	NULL,
};
