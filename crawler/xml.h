#ifndef CRAWLER_XML_H
#define CRAWLER_XML_H

#include <stddef.h>

#include "common/rc.h"
#include "common/str.h"

/*
 * XML as a stream of elements, by expat (the one file that includes it).
 *
 * Document type declarations are refused, so there are no entities of the
 * file's own: no bombs, nothing fetched from elsewhere.  Depth and number of
 * elements have ceilings.  Names come as written ("news:title"); text comes
 * once per element, whole, when it closes, and without that of its children.
 */
#define XML_DEPTH_MAX    64
#define XML_ELEMENTS_MAX 2000000
#define XML_TEXT_MAX     ((size_t)64 << 10) /* the rest is dropped */

struct xml_handler {
	/* attrs: name, value, name, value, ..., NULL */
	void (*open)(void *arg, struct str name, const char *const *attrs);
	void (*close)(void *arg, struct str name, struct str text);
	void *arg;
};

/* RC_BAD with line and column; what came before has been handed over. */
enum rc xml_read(struct str file, const struct xml_handler *,
    struct err *) MUST_CHECK;

/* The value of an attribute, or STR_NONE. */
struct str xml_attr(const char *const *attrs, const char *name);
/* The name of the file's first element, as written; STR_NONE when the file
 * does not look like XML (or HTML) at all.  Reads a few kilobytes. */
struct str xml_root(struct str file);

#endif
