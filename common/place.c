#include "common/place.h"

#include <stddef.h>

#include "common/clock.h"

#define PLACE(m) .offset = offsetof(struct place_entry, m)
#define WAS(m)   .offset = offsetof(struct place_was, m)

static const struct yaml_field was_fields[] = {
	{ "name", YAML_STR, WAS(name), .required = true },
	{ "since", YAML_STR, WAS(since) },
	{ "until", YAML_STR, WAS(until) },
	{ .key = NULL },
};

static const struct yaml_field place_fields[] = {
	{ "kato", YAML_STR, PLACE(kato), .required = true },
	{ "name", YAML_STR, PLACE(name), .required = true },
	{ "ru", YAML_STRS, PLACE(ru) },
	{ "kk", YAML_STRS, PLACE(kk) },
	{ "en", YAML_STRS, PLACE(en) },
	{ "since", YAML_STR, PLACE(since) },
	{ "until", YAML_STR, PLACE(until) },
	{ "was", YAML_LIST, PLACE(was), .fields = was_fields,
	    .size = sizeof(struct place_was) },
	{ .key = NULL },
};

static const struct yaml_field file_fields[] = {
	{ "endings", YAML_STRS,
	    .offset = offsetof(struct place_file, endings) },
	{ "places", YAML_LIST, .offset = offsetof(struct place_file, places),
	    .required = true, .fields = place_fields,
	    .size = sizeof(struct place_entry) },
	{ .key = NULL },
};

#define DATE_CHARS 10 /* of "2026-02-03" */

static enum rc
dates_check(const char *path, const struct yaml_str *since,
    const struct yaml_str *until, struct err *err)
{
	const struct yaml_str dates[] = { *since, *until };
	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++)
		if (dates[i].v.n > 0 &&
		    (dates[i].v.n != DATE_CHARS ||
			clock_parse(dates[i].v, 0) == CLOCK_NONE))
			return yaml_wrong(err, path, &dates[i],
			    "no date (2026-02-03)");
	if (since->v.n > 0 && until->v.n > 0 &&
	    str_cmp(since->v, until->v) >= 0)
		return yaml_wrong(err, path, until, "until: not after since");
	return RC_OK;
}

enum rc
place_file_load(struct arena *a, const char *path, struct place_file *out,
    struct err *err)
{
	*out = (struct place_file){ 0 };
	enum rc rc = yaml_load(a, path, file_fields, out, err);
	if (rc != RC_OK)
		return rc;
	const struct place_entry *all = out->places.v;
	for (size_t i = 0; i < out->places.n && rc == RC_OK; i++) {
		const struct place_was *was = all[i].was.v;
		rc = dates_check(path, &all[i].since, &all[i].until, err);
		for (size_t k = 0; k < all[i].was.n && rc == RC_OK; k++)
			rc = dates_check(path, &was[k].since, &was[k].until,
			    err);
	}
	return rc;
}
