#include "crawler/member.h"

#include "common/clock.h"

void
member_text(struct json *j, const char *key, struct str value)
{
	json_key(j, key);
	json_str(j, value.n > 0 ? value : STR_NONE);
}

void
member_int(struct json *j, const char *key, int64_t value)
{
	json_key(j, key);
	json_int(j, value);
}

void
member_bool(struct json *j, const char *key, bool value)
{
	json_key(j, key);
	json_bool(j, value);
}

void
member_moment(struct json *j, const char *key, int64_t at)
{
	char text[CLOCK_TEXT_MAX];
	clock_text(at, text);
	member_text(j, key, str_c(text));
}
