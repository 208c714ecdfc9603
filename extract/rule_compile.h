#ifndef EXTRACT_RULE_COMPILE_H
#define EXTRACT_RULE_COMPILE_H

#include "common/rc.h"
#include "common/str.h"
#include "common/yaml.h"
#include "extract/macros.h"
#include "extract/rule_file.h"
#include "extract/rules.h"

/* One rule of a rule file, as written, into one that can be run: macros
 * filled, patterns compiled, its phase found from what it names. */
struct rule_place {
	struct macros *macros;
	const struct rule_file *file;
	const struct rule_kind *kind;
	struct str lang;
};

/* RC_BAD with path:line:column: "why" and `what`. */
enum rc rule_refuse(const struct rule_file *, const struct yaml_str *at,
    const char *why, struct str what, struct err *);
/* Sets phase, marks and patterns.  Also after RC_BAD rule_free() is due. */
enum rc rule_compile(const struct rule_place *, const struct rule_text *,
    struct rule *, struct err *) MUST_CHECK;
void rule_free(const struct rule *);

#endif
