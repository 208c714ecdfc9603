#include "extract/tag.h"

#include <string.h>

static const struct tag_row {
	const char *name;
	enum tag_care care;
} tags[] = {
#define TAG_ROW(id, name, care) { name, care },
	TAG_LIST(TAG_ROW)
#undef TAG_ROW
};

static const char *const attrs[] = {
#define ATTR_ROW(id, name) name,
	ATTR_LIST(ATTR_ROW)
#undef ATTR_ROW
};

/* Lower case, so that the sorted tables can be searched; false: too long. */
static bool
lower(struct str name, char key[TAG_NAME_MAX])
{
	if (name.n == 0 || name.n >= TAG_NAME_MAX)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		const char c = name.s[i];
		key[i] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
	}
	key[name.n] = '\0';
	return true;
}

enum tag
tag_find(struct str name)
{
	char key[TAG_NAME_MAX];
	if (!lower(name, key))
		return TAG_OTHER;
	size_t low = 0;
	size_t high = sizeof(tags) / sizeof(tags[0]);
	while (low < high) {
		const size_t mid = (low + high) / 2;
		const int order = strcmp(key, tags[mid].name);
		if (order == 0)
			return (enum tag)mid;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return TAG_OTHER;
}

enum tag_care
tag_care(enum tag tag)
{
	return tag < TAG_OTHER ? tags[tag].care : TAG_KEEP;
}

const char *
tag_name(enum tag tag)
{
	return tag < TAG_OTHER ? tags[tag].name : "x";
}

bool
tag_is_block(enum tag tag)
{
	const enum tag_care care = tag_care(tag);
	return care == TAG_BLOCK || care == TAG_LOOSE || tag == TAG_BR ||
	    tag == TAG_HR;
}

enum attr
attr_find(struct str name)
{
	char key[TAG_NAME_MAX];
	if (!lower(name, key))
		return ATTR_COUNT;
	for (unsigned i = 0; i < ATTR_COUNT; i++)
		if (strcmp(key, attrs[i]) == 0)
			return (enum attr)i;
	return ATTR_COUNT;
}

const char *
attr_name(enum attr attr)
{
	return attr < ATTR_COUNT ? attrs[attr] : "";
}
