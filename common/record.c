#include "common/record.h"

#include <math.h>

#include "common/clock.h"
#include "common/record_table.h"

/* Where a row's value lies. */
#define AT(type, member)  .offset = offsetof(struct type, member)
#define HAS(type, member) offsetof(struct type, member)

static const struct record_field block_fields[] = {
	{ "kind", RECORD_STR, AT(block, kind), .required = true },
	{ "start", RECORD_START, AT(block, at), .required = true },
	{ "length", RECORD_LENGTH, AT(block, at), .required = true },
	{ .key = NULL },
};

static const struct record_field mention_fields[] = {
	{ "start", RECORD_START, AT(mention, at), .required = true },
	{ "length", RECORD_LENGTH, AT(mention, at), .required = true },
	{ "sentence", RECORD_SPAN, AT(mention, sentence), .required = true },
	{ "rule", RECORD_STR, AT(mention, rule), .required = true },
	{ "captures", RECORD_CAPTURES, AT(mention, captures),
	    .count = HAS(mention, ncaptures) },
	{ .key = NULL },
};

static const struct record_field noun_fields[] = {
	{ "surface", RECORD_STR, AT(fact_noun, surface) },
	{ "lemma", RECORD_STR, AT(fact_noun, lemma) },
	{ .key = NULL },
};

static const struct record_field place_fields[] = {
	{ "kato", RECORD_STR, AT(fact_place, kato) },
	{ "name", RECORD_STR, AT(fact_place, name) },
	{ "basis", RECORD_STR, AT(fact_place, basis) },
	{ .key = NULL },
};

static const struct record_field period_fields[] = {
	{ "from", RECORD_STR, AT(fact_period, from) },
	{ "until", RECORD_STR, AT(fact_period, until) },
	{ "basis", RECORD_STR, AT(fact_period, basis) },
	{ .key = NULL },
};

static const struct record_field change_fields[] = {
	{ "group", RECORD_STR, AT(fact_change, group) },
	{ "role", RECORD_STR, AT(fact_change, role) },
	{ "direction", RECORD_STR, AT(fact_change, direction) },
	{ .key = NULL },
};

const struct record_field record_fact[] = {
	{ "start", RECORD_START, AT(fact, at), .required = true },
	{ "length", RECORD_LENGTH, AT(fact, at), .required = true },
	{ "surface", RECORD_STR, AT(fact, surface) },
	{ "sentence", RECORD_SPAN, AT(fact, sentence), .required = true },
	{ "kind", RECORD_STR, AT(fact, kind), .required = true },
	{ "value", RECORD_REAL, AT(fact, value), .required = true },
	{ "low", RECORD_REAL, AT(fact, low) },
	{ "high", RECORD_REAL, AT(fact, high) },
	{ "bound", RECORD_STR, AT(fact, bound) },
	{ "unit", RECORD_STR, AT(fact, unit) },
	{ "noun", RECORD_PART, AT(fact, noun), .fields = noun_fields },
	{ "place", RECORD_PART, AT(fact, place), .fields = place_fields },
	{ "period", RECORD_PART, AT(fact, period), .fields = period_fields },
	{ "change", RECORD_PART, AT(fact, change), .fields = change_fields },
	{ "modality", RECORD_STR, AT(fact, modality) },
	{ "speaker", RECORD_STR, AT(fact, speaker) },
	{ "indicator", RECORD_STR, AT(fact, indicator) },
	{ "rule", RECORD_STR, AT(fact, rule) },
	{ "anchor", RECORD_STR, AT(fact, anchor) },
	{ .key = NULL },
};

static const struct record_field source_fields[] = {
	{ "path", RECORD_STR, AT(origin, path) },
	{ "offset", RECORD_OFFSET, AT(origin, offset) },
	{ "length", RECORD_OFFSET, AT(origin, length) },
	{ "record_id", RECORD_STR, AT(origin, record_id) },
	{ .key = NULL },
};

const struct record_field record_document[] = {
	{ "v", .kind = RECORD_VERSION },
	{ "type", RECORD_TYPE, .required = true },
	{ "id", RECORD_STR, AT(document, id) },
	{ "url", RECORD_STR, AT(document, url) },
	{ "canonical_url", RECORD_STR, AT(document, canonical_url) },
	{ "site", RECORD_STR, AT(document, site) },
	{ "fetched_at", RECORD_TIME, AT(document, fetched_at) },
	{ "published_at", RECORD_TIME, AT(document, published_at) },
	{ "published_from", RECORD_STR, AT(document, published_from) },
	{ "modified_at", RECORD_TIME, AT(document, modified_at) },
	{ "title", RECORD_STR, AT(document, title) },
	{ "authors", RECORD_STRS, AT(document, authors),
	    .count = HAS(document, nauthors) },
	{ "section", RECORD_STR, AT(document, section) },
	{ "lang", RECORD_STR, AT(document, lang) },
	{ "text", RECORD_STR, AT(document, text) },
	{ "blocks", RECORD_LIST, AT(document, blocks),
	    .count = HAS(document, nblocks), .fields = block_fields,
	    .size = sizeof(struct block) },
	{ "mentions", RECORD_LIST, AT(document, mentions),
	    .count = HAS(document, nmentions),
	    .present = HAS(document, has_mentions), .fields = mention_fields,
	    .size = sizeof(struct mention) },
	{ "facts", RECORD_LIST, AT(document, facts),
	    .count = HAS(document, nfacts), .present = HAS(document, has_facts),
	    .fields = record_fact, .size = sizeof(struct fact) },
	{ "source", RECORD_PART, AT(document, source),
	    .fields = source_fields },
	{ "extractor", RECORD_STR, AT(document, extractor) },
	{ "ruleset", RECORD_STR, AT(document, ruleset) },
	{ .key = NULL },
};

/* What --flat says of the document before each fact. */
const struct record_field record_flat_head[] = {
	{ "document", RECORD_STR, AT(document, id) },
	{ "url", RECORD_STR, AT(document, url) },
	{ "site", RECORD_STR, AT(document, site) },
	{ "published_at", RECORD_TIME, AT(document, published_at) },
	{ "lang", RECORD_STR, AT(document, lang) },
	{ .key = NULL },
};

void
record_blank(const struct record_field *f, void *base)
{
	for (; f->key != NULL; f++) {
		if (f->kind == RECORD_REAL)
			*(double *)record_at(base, f->offset) = (double)NAN;
		else if (f->kind == RECORD_TIME)
			*(int64_t *)record_at(base, f->offset) = CLOCK_NONE;
	}
}

struct document
document_empty(void)
{
	struct document d = { .id = STR_NONE };
	record_blank(record_document, &d);
	return d;
}

struct fact
fact_empty(void)
{
	struct fact f = { .surface = STR_NONE };
	record_blank(record_fact, &f);
	return f;
}
