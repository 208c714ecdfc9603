#ifndef COMMON_INDICATOR_H
#define COMMON_INDICATOR_H

#include <stdbool.h>
#include <stddef.h>

#include "common/arena.h"
#include "common/config.h"
#include "common/rc.h"
#include "common/str.h"
#include "common/yaml.h"

/*
 * config/indicators/NAME.yaml: series that researchers follow.  normalize
 * decides which fact belongs to which; the store gives them titles.
 */
struct indicator {
	struct yaml_str code; /* monotown.count */
	struct yaml_str title_ru;
	struct yaml_str title_kk;
	struct yaml_str title_en;
	struct yaml_str kind; /* stock, flow, rate, price */
	struct yaml_str fact; /* kind of fact: count, money, percent ... */
	struct yaml_str unit; /* of the fact; empty for counts */
	struct yaml_strs
	    noun; /* PCRE2 on the folded noun phrase, any matches */
	struct yaml_strs context; /* PCRE2 on the folded sentence, all match */
	struct yaml_strs
	    exclude; /* PCRE2 on the folded sentence, none matches */
	/* A sentence whose pronoun speaks of the one before is read with
	 * it: "27 towns.  In them live ...". */
	bool follows;
	double low; /* plausible values; both 0: any */
	double high;
	long window_days; /* how long a figure without a period stays news */
	struct yaml_str scope;     /* place rule: country, region, any */
	struct yaml_list examples; /* struct indicator_example */
};

struct indicator_example {
	struct yaml_str text;
	struct yaml_str lang;
	double value;
	bool none; /* the text must give no fact of this indicator */
};

struct indicators {
	struct indicator *v; /* by code, ascending */
	size_t n;
};

/* Reads every *.yaml of config->indicators (each holds a list). */
enum rc indicators_load(const struct config *, struct indicators *,
    struct err *) MUST_CHECK;
const struct indicator *indicators_get(const struct indicators *, struct str);

#endif
