#include "store/deposit.h"

#include <math.h>

#include "common/buf.h"
#include "common/lines.h"
#include "common/record.h"
#include "common/text.h"
#include "store/moment.h"

static enum rc
deposit_name(struct deposit *d, struct err *err)
{
	const struct document *doc = d->doc;
	d->id = doc->id;
	if (d->id.n > 0)
		return RC_OK;
	struct str url = doc->canonical_url;
	if (url.n == 0)
		url = doc->url;
	if (url.n == 0)
		return err_set(err, RC_BAD, "document with neither id nor url");
	char *hex = arena_alloc(d->arena, HASH_HEX);
	hash128_hex(url, hex);
	d->id = str_c(hex);
	return RC_OK;
}

static void
version_hash(struct deposit *d)
{
	struct buf b;
	buf_init(&b, 2 * LINE_MAX_BYTES);
	buf_str(&b, d->doc->title);
	buf_chr(&b, '\n');
	buf_str(&b, d->doc->text);
	hash128_hex(buf_view(&b), d->version_hash);
	buf_free(&b);
}

/* The facts as they are written say all that a reading is. */
static void
reading_hash(struct deposit *d)
{
	struct document only = document_empty();
	struct buf b;
	only.facts = d->doc->facts;
	only.nfacts = d->doc->nfacts;
	only.has_facts = true;
	buf_init(&b, 4 * LINE_MAX_BYTES);
	record_write(&b, &only);
	hash128_hex(buf_view(&b), d->reading_hash);
	buf_free(&b);
}

/* An open end is none, and no wrong one. */
static bool
is_date(struct str x)
{
	return x.n == 0 || moment_date(x) != CLOCK_NONE;
}

static enum rc
fact_judge(const struct fact *f, struct str words, struct err *err)
{
	if (!isfinite(f->value))
		return err_set(err, RC_BAD, "a fact without a value");
	if (f->anchor.n == 0)
		return err_set(err, RC_BAD, "a fact without an anchor");
	if (!is_date(f->period.from) || !is_date(f->period.until))
		return err_set(err, RC_BAD, "a period that is no date: %.*s",
		    STR_ARG(str_head(is_date(f->period.from) ? f->period.until
							     : f->period.from,
			80)));
	if (f->surface.s != NULL && !str_eq(f->surface, words))
		return err_set(err, RC_BAD,
		    "the text at %zu is \"%.*s\", the fact says \"%.*s\"",
		    f->at.start, STR_ARG(str_head(words, 80)),
		    STR_ARG(str_head(f->surface, 80)));
	return RC_OK;
}

static enum rc
facts_judge(struct deposit *d, struct err *err)
{
	const struct document *doc = d->doc;
	struct text text;
	text_init(&text, d->arena, doc->text);
	d->facts = arena_array(d->arena, doc->nfacts, sizeof(*d->facts));
	for (size_t i = 0; i < doc->nfacts; i++) {
		struct fact *f = &doc->facts[i];
		const struct str words = text_slice(&text, f->at);
		const enum rc rc = fact_judge(f, words, err);
		if (rc != RC_OK)
			return rc;
		if (f->surface.s == NULL)
			f->surface = words;
	}
	return RC_OK;
}

enum rc
deposit_of(struct arena *a, const struct document *doc, struct deposit *d,
    struct err *err)
{
	*d = (struct deposit){ .doc = doc, .arena = a };
	enum rc rc = deposit_name(d, err);
	if (rc == RC_OK)
		rc = facts_judge(d, err);
	if (rc != RC_OK)
		return rc;
	version_hash(d);
	reading_hash(d);
	return RC_OK;
}
