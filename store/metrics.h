#ifndef STORE_METRICS_H
#define STORE_METRICS_H

#include "store/verb.h"

/* The verb `metrics`: OpenMetrics for a monitor. */
enum rc metrics_run(struct call *, struct err *);

#endif
