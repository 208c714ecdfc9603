#include "crawler/sitemap.h"

#include "common/clock.h"
#include "crawler/xml.h"

struct walk {
	struct finds *to;
	struct str loc; /* arena; of the entry being read */
	int64_t at;
};

/* Without the prefix; *own tells whether it is a name of the sitemap's own
 * vocabulary, which files write bare or with a prefix, while images and
 * videos bring their own <image:loc>. */
static struct str
local_name(struct str name, bool *own)
{
	const size_t colon = str_chr(name, ':');
	*own = true;
	if (colon == name.n)
		return name;
	static const char *const foreign[] = { "image", "video", "news",
		"mobile", "xhtml", "pagemap" };
	const struct str prefix = str_head(name, colon);
	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (str_is_nocase(prefix, foreign[i]))
			*own = false;
	return str_from(name, colon + 1);
}

static void
on_open(void *arg, struct str name, const char *const *attrs)
{
	struct walk *w = arg;
	bool own = false;
	const struct str local = local_name(name, &own);
	(void)attrs;
	if (!own || !(str_is(local, "url") || str_is(local, "sitemap")))
		return;
	w->loc = STR_NONE;
	w->at = CLOCK_NONE;
}

static void
on_close(void *arg, struct str name, struct str text)
{
	struct walk *w = arg;
	bool own = false;
	const struct str local = local_name(name, &own);
	if (own && str_is(local, "loc"))
		w->loc = arena_str(w->to->arena, text);
	/* The day an article came out says more than when its page changed,
	 * but a changed page is what we want to see: the later one counts. */
	if (str_is(local, "lastmod") || str_is(local, "publication_date")) {
		const int64_t at = clock_parse(text, 0);
		if (at != CLOCK_NONE && (w->at == CLOCK_NONE || at > w->at))
			w->at = at;
	}
	if (!own || !(str_is(local, "url") || str_is(local, "sitemap")))
		return;
	/* Some generators forget <loc> and write the address itself. */
	if (w->loc.s == NULL && str_find(text, STR("://")) < text.n)
		w->loc = text;
	finds_add(w->to, w->loc, w->at, str_is(local, "sitemap"));
	w->loc = STR_NONE;
}

static void
lines_read(struct str file, struct finds *to)
{
	struct str line = STR_NONE;
	if (str_starts(file, STR("\xef\xbb\xbf")))
		file = str_from(file, 3);
	while (str_cut(&file, '\n', &line))
		if (str_find(line, STR("://")) < line.n)
			finds_add(to, line, CLOCK_NONE, false);
}

enum rc
sitemap_read(struct str file, struct finds *to, struct err *err)
{
	if (xml_root(file).s == NULL) {
		lines_read(file, to);
		return to->n > 0 ? RC_OK
				 : err_set(err, RC_BAD, "no sitemap at all");
	}
	struct walk walk = { .to = to, .at = CLOCK_NONE };
	const struct xml_handler handler = {
		.open = on_open,
		.close = on_close,
		.arg = &walk,
	};
	return xml_read(file, &handler, err);
}
