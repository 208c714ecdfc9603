#ifndef COMMON_NARROW_H
#define COMMON_NARROW_H

#include <stddef.h>

/*
 * Giving up, for good and for all children, what a process does not need: so
 * that a page that finds a hole in a parser finds nothing behind it.  What was
 * given up fails with EPERM; a kernel that knows no seccomp leaves the limits
 * on resources and says so in the log (debug).
 */

/* No network, no other program, no other process's memory. */
void narrow_offline(void);

/* Nothing but reading, writing and closing what is open, and memory, of which
 * no more than `memory` bytes (0: any): no file can be opened, nothing
 * started. */
void narrow_to_work(size_t memory);

#endif
