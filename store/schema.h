#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "common/rc.h"
#include "store/db.h"

/*
 * The shape of sandyq.db, laid by numbered steps: step N brings a file from
 * user_version N-1 to N, all steps missing in one transaction.  docs/store.md
 * describes the tables.
 *
 * A file of another application, of a newer sandyq, or no database at all is
 * refused before anything in it is touched.  An older file is copied to
 * FILE.vN first.
 */
#define SCHEMA_APPLICATION 0x53414E44 /* "SAND" in the file's header */
#define SCHEMA_FOREVER     "9999-12-31T00:00:00Z" /* still recorded so */

/* Opens `path` and makes sure of its shape.  Writing creates the file, its
 * folder and what is missing; reading asks for the present shape, and what
 * is read through it is of one moment (a transaction that stays open). */
enum rc schema_open(const char *path, enum db_mode, struct db **,
    struct err *) MUST_CHECK;
int schema_version(void); /* of this program */

#endif
