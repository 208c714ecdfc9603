#ifndef STORE_DOCUMENTS_H
#define STORE_DOCUMENTS_H

#include "store/verb.h"

/* The verb `documents`: every stored text as the record it came as, without
 * facts, for rules to be run again. */
enum rc documents_run(struct call *, struct err *);

#endif
