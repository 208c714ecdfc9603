#ifndef CRAWLER_ENDPOINT_H
#define CRAWLER_ENDPOINT_H

#include "common/rc.h"
#include "common/site.h"
#include "common/str.h"
#include "crawler/found.h"

/*
 * Lists in JSON: what a page's own script asks for when readers scroll.  The
 * site's file says where the array is, which field leads to the article (or
 * how its address is made of fields) and which one holds its date: text, or
 * seconds or milliseconds since 1970.  Items without the fields are passed
 * over.  Where the array should be may stand a string of HTML; its links are
 * taken then.
 *
 * RC_BAD when it is no JSON, too large, or nothing stands where it should.
 */
#define ENDPOINT_MAX ((size_t)4 << 20)
/* A tree needs a hundred bytes for a value that takes two in the file. */
#define ENDPOINT_VALUES_MAX 200000

enum rc endpoint_read(struct str file, const struct site_list *, struct finds *,
    struct err *) MUST_CHECK;
/* JSON Feed 1.1 (jsonfeed.org): the one such list whose form is agreed on. */
const struct site_list *endpoint_json_feed(void);

#endif
