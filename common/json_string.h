#ifndef COMMON_JSON_STRING_H
#define COMMON_JSON_STRING_H

#include <stddef.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * One string of JSON, settled where it stands: what escapes stand for is never
 * longer than they are.  Private to json_read.c.
 *
 * `s` is `n` bytes of valid UTF-8 with a NUL behind them, and *at is the byte
 * behind the opening quote; *at ends behind the closing one, which becomes a
 * NUL.  RC_BAD: it does not end, holds a bare control character, an unknown
 * escape, half a surrogate pair or U+0000; *at is the place.
 */
enum rc json_string_settle(char *s, size_t n, size_t *at, struct str *out,
    struct err *) MUST_CHECK;

#endif
