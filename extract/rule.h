#ifndef EXTRACT_RULE_H
#define EXTRACT_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/pattern.h"
#include "common/str.h"

/*
 * One compiled rule.  It belongs to its ruleset (rules.h) and is read-only.
 */
enum rule_phase {
	PHASE_RAW,    /* at each place a number may begin: numbers, traps */
	PHASE_MARKED, /* over the sentence with its numbers marked */
	PHASE_AROUND, /* what stands around: frames, cues, speakers */
	PHASES,
};

#define RULE_GROUPS_MAX 16 /* with names, in one pattern */
#define RULE_NAME_MAX   64

struct rule_pattern {
	struct pattern *re; /* NULL: not given */
	struct str text;    /* with its macros filled */
};

struct rule {
	struct str name;
	struct str kind;
	enum rule_phase phase;
	bool trap;      /* takes its place and yields nothing */
	size_t index;   /* place among all, the last word in a tie */
	long order;     /* the lower is asked first */
	size_t mark;    /* of a number rule */
	uint32_t marks; /* a sentence must have one of them */
	size_t least;   /* and so many marks in all */
	struct rule_pattern before; /* ends where `pattern` begins */
	struct rule_pattern pattern;
	struct rule_pattern not_before;
	struct pattern **context; /* all match the sentence */
	size_t ncontext;
	struct pattern **exclude; /* none matches the sentence */
	size_t nexclude;
};

#endif
