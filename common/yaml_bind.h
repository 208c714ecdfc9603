#ifndef COMMON_YAML_BIND_H
#define COMMON_YAML_BIND_H

#include "common/arena.h"
#include "common/rc.h"
#include "common/yaml.h"

/*
 * The half of yaml.c that walks libyaml's tree by a table.  Private to
 * yaml.c and yaml_bind.c, the two files that include libyaml.
 */
struct yaml_document_s; /* libyaml's document */

/* What is needed to bind one document. */
struct yaml_source {
	struct arena *arena;
	const char *path;
	struct yaml_document_s *doc;
};

enum rc yaml_bind(const struct yaml_source *, const struct yaml_field *,
    void *into, struct err *) MUST_CHECK;

#endif
