#include "store/deposit.h"

#include <math.h>

#include "common/buf.h"
#include "common/lines.h"
#include "common/record.h"
#include "common/utf8.h"
#include "store/slices.h"

/* Shorter sentences ("That is all.") turn up in unrelated stories. */
#define SENTENCE_MIN 40 /* code points */

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

/* The same sentence in two outlets differs in white space and case at most. */
static int64_t
sentence_hash(struct arena *a, struct str sentence)
{
	const struct str folded = utf8_fold(a, sentence);
	char *to = arena_alloc(a, folded.n + 1);
	size_t n = 0;
	size_t len = 0;
	for (size_t i = 0; i < folded.n; i += len) {
		const struct str rest = str_from(folded, i);
		const bool space = utf8_is_space(utf8_decode(rest, &len));
		if (space && (n == 0 || to[n - 1] == ' '))
			continue;
		if (space)
			to[n++] = ' ';
		else
			for (size_t k = 0; k < len; k++)
				to[n++] = rest.s[k];
	}
	const struct str plain = str_trim(str_n(to, n));
	if (utf8_count(plain) < SENTENCE_MIN)
		return 0;
	return (int64_t)hash64(plain, 0);
}

static enum rc
fact_judge(const struct fact *f, struct str words, struct err *err)
{
	if (!isfinite(f->value))
		return err_set(err, RC_BAD, "a fact without a value");
	if (f->anchor.n == 0)
		return err_set(err, RC_BAD, "a fact without an anchor");
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
	const struct slices slices = slices_of(d->arena, doc->text);
	d->sentences =
	    arena_array(d->arena, doc->nfacts, sizeof(*d->sentences));
	d->facts = arena_array(d->arena, doc->nfacts, sizeof(*d->facts));
	for (size_t i = 0; i < doc->nfacts; i++) {
		struct fact *f = &doc->facts[i];
		const struct str words = slices_get(&slices, f->at);
		const enum rc rc = fact_judge(f, words, err);
		if (rc != RC_OK)
			return rc;
		if (f->surface.s == NULL)
			f->surface = words;
		const bool same = i > 0 &&
		    f->sentence.start == doc->facts[i - 1].sentence.start &&
		    f->sentence.length == doc->facts[i - 1].sentence.length;
		d->sentences[i] = same
		    ? d->sentences[i - 1]
		    : sentence_hash(d->arena, slices_get(&slices, f->sentence));
		if (arena_full(d->arena))
			return err_set(err, RC_BAD,
			    "its sentences are too much together");
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
