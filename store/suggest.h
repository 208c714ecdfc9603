#ifndef STORE_SUGGEST_H
#define STORE_SUGGEST_H

#include "store/verb.h"

/* The verb `suggest`: what is counted again and again and followed by no
 * series. */
enum rc suggest_run(struct call *, struct err *);

#endif
