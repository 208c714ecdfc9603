#ifndef STORE_PACKAGE_H
#define STORE_PACKAGE_H

#include "store/verb.h"

/* Writes the datapackage.json (Data Package 1, Table Schema) that goes beside
 * the csv of `export`: its columns, the sources it was read from. */
enum rc package_write(struct call *, struct err *) MUST_CHECK;

#endif
