/*
 * sqlite_bare [-i] FROM TO
 *
 * Copies every row of FROM's tables into new ones of TO, each by one prepared
 * statement, table by table, in one transaction: what SQLite itself takes for
 * the rows that sandyq-store load writes.  The new tables have the columns and
 * nothing else; with -i they have the constraints and indexes of FROM, from
 * the start, and the words of the texts go into a full-text index like its own.
 */
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>

#include <sqlite3.h>

/* How sandyq-store opens its own file; a bare insert gets the same. */
static const char settings[] =
    "PRAGMA page_size=8192; PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=OFF;"
    "PRAGMA cache_size=-131072; PRAGMA temp_store=MEMORY;"
    "PRAGMA wal_autocheckpoint=4096; BEGIN";

/* Tables of a virtual one belong to it: shadow tables, by pragma table_list. */
static const char tables[] =
    "SELECT s.name, s.sql FROM sqlite_schema s JOIN pragma_table_list l"
    " ON l.name = s.name AND l.schema = 'main'"
    " WHERE l.type = 'table' AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
static const char indexes[] = "SELECT name, sql FROM sqlite_schema"
			      " WHERE type = 'index' AND sql IS NOT NULL";

/* The full-text index, its settings, and what goes into it. */
static const char words[] =
    "SELECT name, sql FROM sqlite_schema WHERE name = 'words'";
static const char settings_of[] =
    "SELECT k, v FROM words_config WHERE k <> 'version'";
static const char setting[] = "INSERT INTO words(words, rank) VALUES(?, ?)";
static const char texts[] = "SELECT version_id, title, text FROM version";
static const char text[] =
    "INSERT INTO words(rowid, title, text) VALUES(?, ?, ?)";

/* The table by the columns of `read` alone. */
static int
create_plain(sqlite3 *to, const char *table, sqlite3_stmt *read)
{
	sqlite3_str *sql = sqlite3_str_new(to);
	const int columns = sqlite3_column_count(read);
	sqlite3_str_appendf(sql, "CREATE TABLE \"%w\"", table);
	for (int i = 0; i < columns; i++)
		sqlite3_str_appendf(sql, "%c\"%w\"", i == 0 ? '(' : ',',
		    sqlite3_column_name(read, i));
	sqlite3_str_appendall(sql, ")");
	char *query = sqlite3_str_finish(sql);
	const int rc = sqlite3_exec(to, query, NULL, NULL, NULL);
	sqlite3_free(query);
	return rc;
}

static int
prepare_insert(sqlite3 *to, const char *table, int columns, sqlite3_stmt **out)
{
	sqlite3_str *sql = sqlite3_str_new(to);
	sqlite3_str_appendf(sql, "INSERT INTO \"%w\" VALUES(?", table);
	for (int i = 1; i < columns; i++)
		sqlite3_str_appendall(sql, ",?");
	sqlite3_str_appendall(sql, ")");
	char *query = sqlite3_str_finish(sql);
	const int rc = sqlite3_prepare_v2(to, query, -1, out, NULL);
	sqlite3_free(query);
	return rc;
}

/* Every row of `read` by the one statement `write`, unless preparing them
 * failed already; both are done with then. */
static int
copy_each(int rc, sqlite3_stmt *read, sqlite3_stmt *write)
{
	const int columns = sqlite3_column_count(read);
	while (rc == SQLITE_OK && sqlite3_step(read) == SQLITE_ROW) {
		for (int i = 0; i < columns; i++)
			(void)sqlite3_bind_value(write, i + 1,
			    sqlite3_column_value(read, i));
		(void)sqlite3_step(write);
		rc = sqlite3_reset(write);
	}
	(void)sqlite3_finalize(write);
	const int ended = sqlite3_finalize(read);
	return rc == SQLITE_OK ? ended : rc;
}

/* All rows of a table. */
static int
copy_rows(sqlite3 *from, sqlite3 *to, const char *table, bool plain)
{
	sqlite3_stmt *read = NULL, *write = NULL;
	char *query = sqlite3_mprintf("SELECT * FROM \"%w\"", table);
	int rc = sqlite3_prepare_v2(from, query, -1, &read, NULL);
	sqlite3_free(query);
	if (rc == SQLITE_OK && plain)
		rc = create_plain(to, table, read);
	if (rc == SQLITE_OK)
		rc = prepare_insert(to, table, sqlite3_column_count(read),
		    &write);
	return copy_each(rc, read, write);
}

/* What one query gives, by one statement. */
static int
copy_query(sqlite3 *from, sqlite3 *to, const char *query, const char *insert)
{
	sqlite3_stmt *read = NULL, *write = NULL;
	int rc = sqlite3_prepare_v2(from, query, -1, &read, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(to, insert, -1, &write, NULL);
	return copy_each(rc, read, write);
}

/* Runs the statements that made FROM's tables or indexes. */
static int
create(sqlite3 *from, sqlite3 *to, const char *query)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_prepare_v2(from, query, -1, &stmt, NULL);
	while (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		rc =
		    sqlite3_exec(to, (const char *)sqlite3_column_text(stmt, 1),
			NULL, NULL, NULL);
	(void)sqlite3_finalize(stmt);
	return rc;
}

static int
copy_words(sqlite3 *from, sqlite3 *to)
{
	int rc = create(from, to, words);
	if (rc == SQLITE_OK)
		rc = copy_query(from, to, settings_of, setting);
	return rc == SQLITE_OK ? copy_query(from, to, texts, text) : rc;
}

static int
copy(sqlite3 *from, sqlite3 *to, bool indexed)
{
	sqlite3_stmt *stmt = NULL;
	int rc = sqlite3_exec(to, settings, NULL, NULL, NULL);
	if (rc == SQLITE_OK && indexed)
		rc = create(from, to, tables);
	if (rc == SQLITE_OK && indexed)
		rc = create(from, to, indexes);
	if (rc == SQLITE_OK)
		rc = sqlite3_prepare_v2(from, tables, -1, &stmt, NULL);
	while (rc == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		rc = copy_rows(from, to,
		    (const char *)sqlite3_column_text(stmt, 0), !indexed);
	(void)sqlite3_finalize(stmt);
	if (rc == SQLITE_OK && indexed)
		rc = copy_words(from, to);
	return rc == SQLITE_OK ? sqlite3_exec(to, "COMMIT", NULL, NULL, NULL)
			       : rc;
}

int
main(int argc, char *argv[])
{
	sqlite3 *from = NULL, *to = NULL;
	bool indexed = false;
	int c;
	while ((c = getopt(argc, argv, "i")) == 'i')
		indexed = true;
	if (c != -1 || argc - optind != 2) {
		(void)fprintf(stderr, "usage: sqlite_bare [-i] FROM TO\n");
		return 2;
	}
	int rc =
	    sqlite3_open_v2(argv[optind], &from, SQLITE_OPEN_READONLY, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_open(argv[optind + 1], &to);
	if (rc == SQLITE_OK)
		rc = copy(from, to, indexed);
	if (rc != SQLITE_OK)
		(void)fprintf(stderr, "sqlite_bare: %s: %s\n",
		    sqlite3_errstr(rc), sqlite3_errmsg(to));
	(void)sqlite3_close(to);
	(void)sqlite3_close(from);
	return rc == SQLITE_OK ? 0 : 1;
}
