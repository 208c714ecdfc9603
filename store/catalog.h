#ifndef STORE_CATALOG_H
#define STORE_CATALOG_H

#include <stdint.h>

#include "common/document.h"
#include "common/indicator.h"
#include "common/place.h"
#include "common/rc.h"
#include "common/site.h"
#include "common/str.h"
#include "store/db.h"
#include "store/speakers.h"

/*
 * Names to row ids: sources, speakers, places, indicators, rule sets.  What
 * is not there yet is added; what the configuration knows of a source or an
 * indicator (title, kind, authority) is taken from it.
 */
struct catalog;

enum rc catalog_new(struct db *, const struct sites *, struct catalog **,
    struct err *) MUST_CHECK;
void catalog_free(struct catalog *);
/* To be called when rows it may have added were rolled back. */
void catalog_forget(struct catalog *);

/* What speakers weigh; borrowed.  Without it nobody is known. */
void catalog_heed(struct catalog *, const struct speakers *);

/* Places by the names that the configuration gives them, old ones too. */
enum rc catalog_places(struct catalog *, const struct place_file *,
    struct err *) MUST_CHECK;
/* Brings known sources, speakers and all indicators to what the configuration
 * says; changes nothing when they are so already. */
enum rc catalog_refresh(struct catalog *, const struct indicators *,
    struct err *) MUST_CHECK;

/* A source by its code: a site of the configuration, or a bare host. */
enum rc catalog_source(struct catalog *, struct str code, int64_t *id,
    struct err *) MUST_CHECK;
enum rc catalog_speaker(struct catalog *, struct str name, int64_t *id,
    struct err *) MUST_CHECK;
enum rc catalog_indicator(struct catalog *, struct str code, int64_t *id,
    struct err *) MUST_CHECK;
enum rc catalog_ruleset(struct catalog *, const struct document *, int64_t now,
    int64_t *id, struct err *) MUST_CHECK;
/* Place 0 is the whole country; so is a fact without a place. */
#define CATALOG_COUNTRY 0
enum rc catalog_place(struct catalog *, const struct fact_place *, int64_t *id,
    struct err *) MUST_CHECK;

#endif
