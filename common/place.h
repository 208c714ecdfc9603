#ifndef COMMON_PLACE_H
#define COMMON_PLACE_H

#include "common/arena.h"
#include "common/rc.h"
#include "common/yaml.h"

/*
 * config/places.yaml as it is written: normalize finds the forms in texts, the
 * store knows the names of regions, old ones too, and since when there are
 * such.  The first place of a code is the region itself, others are its towns.
 */
struct place_was {
	struct yaml_str name;
	struct yaml_str since; /* dates, or empty: not known */
	struct yaml_str until;
};

struct place_entry {
	struct yaml_str kato; /* empty: the whole country */
	struct yaml_str name;
	struct yaml_strs ru;
	struct yaml_strs kk;
	struct yaml_strs en;
	struct yaml_str since;
	struct yaml_str until;
	struct yaml_list was; /* struct place_was: former names */
};

struct place_file {
	struct yaml_strs endings; /* what Kazakh ties to a name */
	struct yaml_list places;  /* struct place_entry */
};

/* RC_BAD: a wrong key or date, by its place in the file. */
enum rc place_file_load(struct arena *, const char *path, struct place_file *,
    struct err *) MUST_CHECK;

#endif
