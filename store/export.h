#ifndef STORE_EXPORT_H
#define STORE_EXPORT_H

#include "store/verb.h"

/* The verb `export`: all series for other programs, in their own forms. */
enum rc export_run(struct call *, struct err *);

#endif
