#ifndef COMMON_JSON_H
#define COMMON_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/rc.h"
#include "common/str.h"

/*
 * JSON (RFC 8259) out: a small writer into a buf, which knows where commas
 * go.  Strings must be valid UTF-8; U+0000..U+001F, U+007F, U+2028 and U+2029
 * are escaped.  Reals are written with the fewest digits that read back the
 * same; NAN is null.
 */
struct json {
	struct buf *out;
	unsigned depth;
};

/* libjansson, which tests compare with, has a json_object() of its own and
 * calls it: ours must not be seen from there. */
#pragma GCC visibility push(hidden)

struct json json_to(struct buf *);
void json_object(struct json *);
void json_array(struct json *);
void json_end_object(struct json *);
void json_end_array(struct json *);
void json_key(struct json *, const char *); /* needs no escape: of ours */
void json_key_str(struct json *, struct str);
void json_str(struct json *, struct str); /* STR_NONE is null */
void json_int(struct json *, int64_t);
void json_real(struct json *, double);
void json_bool(struct json *, bool);
void json_null(struct json *);
void json_raw(struct json *, struct str); /* a ready value, or members */

/* How json_real() writes a number: 27, 5.6, 343600000000. */
#define JSON_REAL_MAX 32
void json_real_text(double, char out[JSON_REAL_MAX]);

/*
 * JSON in, as a tree in the arena, strings ended by a NUL.  It is as strict as
 * RFC 8259 and stricter: doubled keys, bad UTF-8, half surrogates, U+0000 in a
 * string, numbers past a double, depth over 512 and trailing bytes are RC_BAD.
 */
enum json_kind {
	JSON_NULL,
	JSON_BOOL,
	JSON_NUMBER,
	JSON_STRING,
	JSON_ARRAY,
	JSON_OBJECT,
};

struct json_value {
	enum json_kind kind;
	bool truth;
	bool whole; /* a number without fraction, exact in `integer` */
	int64_t integer;
	double number;
	struct str string;
	struct str key;           /* within an object */
	struct json_value *first; /* of an array's or object's members */
	struct json_value *next;
};

enum rc json_read(struct arena *, struct str, struct json_value **,
    struct err *) MUST_CHECK;
/* The member called `key`, or NULL; also NULL when v is no object. */
const struct json_value *json_get(const struct json_value *v, const char *key);
/* Writes a tree back, members in the order they were read. */
void json_value(struct json *, const struct json_value *);

#pragma GCC visibility pop

#endif
