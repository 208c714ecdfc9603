#ifndef STORE_RETIRE_H
#define STORE_RETIRE_H

#include <stdint.h>

#include "common/indicator.h"
#include "common/rc.h"
#include "store/db.h"

/*
 * Indicators that the configuration no longer has.  Their series stay and can
 * be asked; that no figure comes to them any more is told once, when it is
 * first found so, and the row keeps since when.
 */
enum rc retire_indicators(struct db *, const struct indicators *, int64_t now,
    struct err *) MUST_CHECK;

#endif
