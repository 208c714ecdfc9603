#include "extract/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uchardet/uchardet.h>

#include "common/mem.h"
#include "common/utf8.h"
#include "extract/letters.h"

#define META_MAX   4096                /* a page names its charset early */
#define DETECT_MAX ((size_t)256 << 10) /* detection learns no more after it */
#define CHUNK      ((size_t)64 << 10)
#define LABEL_MAX  40

#define UTF8 "UTF-8"

/* Labels that are used for something else than iconv's name.  ISO-8859-1
 * means windows-1252 on the web (WHATWG Encoding, 4.2). */
static const struct alias {
	const char *label;
	const char *name;
} aliases[] = {
	{ "utf8", UTF8 },
	{ "unicode", UTF8 },
	{ "utf-16", UTF8 }, /* a label in ASCII bytes cannot be UTF-16 */
	{ "utf-16le", UTF8 },
	{ "utf-16be", UTF8 },
	{ "win-1251", "CP1251" },
	{ "windows-1251", "CP1251" },
	{ "windows1251", "CP1251" },
	{ "win1251", "CP1251" },
	{ "x-cp1251", "CP1251" },
	{ "cp-1251", "CP1251" },
	{ "1251", "CP1251" },
	{ "koi8r", "KOI8-R" },
	{ "koi8", "KOI8-R" },
	{ "kz-1048", "RK1048" },
	{ "kz1048", "RK1048" },
	{ "rk-1048", "RK1048" },
	{ "ptcp154", "PT154" },
	{ "cp154", "PT154" },
	{ "csptcp154", "PT154" },
	{ "iso-8859-1", "CP1252" },
	{ "iso8859-1", "CP1252" },
	{ "latin1", "CP1252" },
	{ "us-ascii", "CP1252" },
	{ "ascii", "CP1252" },
	{ "windows-1252", "CP1252" },
	{ "x-mac-cyrillic", "MAC-CYRILLIC" },
	{ "ibm866", "CP866" },
	{ "windows-1250", "CP1250" },
	{ "windows-1254", "CP1254" },
	{ "windows-1256", "CP1256" },
	{ "windows-1257", "CP1257" },
	{ "iso-8859-9", "CP1254" },
	{ "gb2312", "GB18030" },
	{ "gbk", "GB18030" },
	{ "ks_c_5601-1987", "CP949" },
	{ "euc-kr", "CP949" },
	{ "uhc", "CP949" },
	{ "x-sjis", "SHIFT_JIS" },
};

/* What pages here and of the neighbours are written in, as iconv calls it. */
static const char *const known[] = { UTF8, "UTF-16LE", "UTF-16BE", "CP1251",
	"KOI8-R", "KOI8-U", "ISO-8859-5", "RK1048", "PT154", "CP866",
	"MAC-CYRILLIC", "CP1252", "CP1250", "CP1254", "CP1256", "CP1257",
	"ISO-8859-2", "ISO-8859-15", "GB18030", "BIG5", "CP949", "SHIFT_JIS",
	"EUC-JP" };
#define KNOWN (sizeof(known) / sizeof(known[0]))

static void
name_set(char name[CHARSET_NAME_MAX], const char *from)
{
	(void)snprintf(name, CHARSET_NAME_MAX, "%s", from);
}

static bool
is_open(iconv_t cd)
{
	return (intptr_t)cd != -1;
}

struct charsets {
	iconv_t open[KNOWN];
};

struct charsets *
charsets_new(void)
{
	struct charsets *c = mem_zero(1, sizeof(*c));
	for (size_t i = 0; i < KNOWN; i++)
		c->open[i] = iconv_open(UTF8, known[i]);
	return c;
}

void
charsets_free(struct charsets *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < KNOWN; i++)
		if (is_open(c->open[i]))
			(void)iconv_close(c->open[i]);
	free(c);
}

/* The label as iconv knows it; false when it is none of ours. */
static bool
name_of(struct str label, char name[CHARSET_NAME_MAX])
{
	label = str_trim(label);
	for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
		if (str_is_nocase(label, aliases[i].label)) {
			name_set(name, aliases[i].name);
			return true;
		}
	}
	for (size_t i = 0; i < KNOWN; i++) {
		if (str_is_nocase(label, known[i])) {
			name_set(name, known[i]);
			return true;
		}
	}
	return false;
}

/* The value at the front of x, with or without quotes. */
static struct str
value_at(struct str x)
{
	x = str_trim(x);
	if (x.n > 0 && (x.s[0] == '"' || x.s[0] == '\''))
		x = str_from(x, 1);
	size_t n = 0;
	while (n < x.n && n < LABEL_MAX &&
	    strchr("\"' ;,/?>\t\r\n", x.s[n]) == NULL)
		n++;
	return str_head(x, n);
}

struct str
charset_label(struct str type)
{
	const struct str key = STR("charset");
	const size_t at = str_find_nocase(type, key);
	const struct str rest = str_trim(str_from(type, at + key.n));
	if (at == type.n || rest.n == 0 || rest.s[0] != '=')
		return STR_NONE;
	return value_at(str_from(rest, 1));
}

/* The label in the page's own head: <meta charset=x> and <meta
 * content="text/html; charset=x"> and <?xml encoding="x"?> alike. */
static struct str
meta_label(struct str bytes)
{
	struct str head = str_head(bytes, META_MAX);
	if (str_starts(head, STR("<?xml"))) {
		const struct str key = STR("encoding=");
		const struct str line = str_head(head, str_chr(head, '>'));
		const size_t at = str_find(line, key);
		if (at < line.n)
			return value_at(str_from(line, at + key.n));
	}
	size_t at = str_find_nocase(head, STR("<meta"));
	while (at < head.n) {
		head = str_from(head, at + 5);
		const struct str tag = str_head(head, str_chr(head, '>'));
		const struct str label = charset_label(tag);
		if (label.n > 0)
			return label;
		at = str_find_nocase(head, STR("<meta"));
	}
	return STR_NONE;
}

static void
detect(struct str bytes, char name[CHARSET_NAME_MAX])
{
	uchardet_t detector = uchardet_new();
	const struct str head = str_head(bytes, DETECT_MAX);
	name_set(name, "CP1251");
	if (detector == NULL)
		return;
	if (uchardet_handle_data(detector, head.s, head.n) == 0) {
		uchardet_data_end(detector);
		const struct str found = str_c(uchardet_get_charset(detector));
		if (found.n > 0 && !str_is_nocase(found, "ASCII"))
			(void)name_of(found, name);
	}
	uchardet_delete(detector);
}

/* UTF-8 that is broken here and there: cut in mid-letter, or with a few
 * foreign bytes pasted in. */
static bool
is_nearly_utf8(struct str bytes)
{
	size_t broken = 0;
	size_t whole = 0;
	for (size_t i = 0; i < bytes.n;) {
		const struct str rest = str_from(bytes, i);
		size_t n;
		const uint32_t rune = utf8_decode(rest, &n);
		if (n > 1)
			whole++;
		else if (rune == UTF8_BAD)
			broken++;
		i += n;
	}
	return whole > broken && broken <= 3 + whole / 20;
}

/* The length of a byte order mark, and the charset it stands for. */
static size_t
mark(struct str bytes, char name[CHARSET_NAME_MAX])
{
	static const struct {
		struct str bytes;
		const char *name;
	} marks[] = {
		{ { "\xEF\xBB\xBF", 3 }, UTF8 },
		{ { "\xFF\xFE", 2 }, "UTF-16LE" },
		{ { "\xFE\xFF", 2 }, "UTF-16BE" },
	};
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (str_starts(bytes, marks[i].bytes)) {
			name_set(name, marks[i].name);
			return marks[i].bytes.n;
		}
	}
	return 0;
}

/* Of bytes that are not valid UTF-8. */
static void
choose(struct str bytes, struct str label, char name[CHARSET_NAME_MAX])
{
	name_set(name, UTF8);
	if (is_nearly_utf8(bytes))
		return;
	const bool labelled =
	    name_of(label, name) || name_of(meta_label(bytes), name);
	if (!labelled || strcmp(name, UTF8) == 0 ||
	    (strcmp(name, "CP1252") == 0 && letters_are_cyrillic(bytes)))
		detect(bytes, name);
	const char *mended = letters_charset(bytes, name);
	if (mended != name)
		name_set(name, mended);
}

static void
convert_chunk(iconv_t cd, char **in, size_t *left, struct buf *out,
    size_t *broken)
{
	/* No charset we know needs more than three bytes for one of its own
	 * (four for two of UTF-16), so the room is always enough. */
	size_t size = *left * 3 + 16;
	char *to = buf_room(out, size);
	if (to == NULL)
		return;
	const size_t room = size;
	while (*left > 0) {
		if (iconv(cd, in, left, &to, &size) != (size_t)-1)
			break;
		if (errno != EILSEQ || size < 4)
			break;
		const size_t n = utf8_encode(UTF8_BAD, to);
		to += n;
		size -= n;
		(*in)++;
		(*left)--;
		(*broken)++;
	}
	buf_grown(out, room - size);
}

static void
convert(struct str bytes, const char *name, struct buf *out, size_t *broken)
{
	iconv_t cd = iconv_open(UTF8, name);
	if (!is_open(cd)) {
		*broken += utf8_repair(bytes, out);
		return;
	}
	/* iconv takes a plain char ** but writes only through its output. */
	char *in;
	memcpy(&in, &bytes.s, sizeof(in));
	size_t rest = bytes.n;
	while (rest > 0 && !out->bad) {
		size_t part = rest < CHUNK ? rest : CHUNK;
		const size_t given = part;
		convert_chunk(cd, &in, &part, out, broken);
		if (part == given && !out->bad) { /* a cut last letter */
			(*broken)++;
			break;
		}
		rest -= given - part;
	}
	(void)iconv_close(cd);
}

static void
blank_nuls(struct buf *out, size_t *broken)
{
	char *s = out->s;
	const char *end = s + out->n;
	for (; s < end; s++) {
		s = memchr(s, '\0', (size_t)(end - s));
		if (s == NULL)
			return;
		*s = ' ';
		(*broken)++;
	}
}

enum rc
charset_decode(struct str bytes, struct str label, struct buf *out,
    struct charset *info, struct err *err)
{
	*info = (struct charset){ .name = UTF8 };
	const size_t skip = mark(bytes, info->name);
	bytes = str_from(bytes, skip);
	const bool valid = utf8_valid(bytes) == bytes.n;
	if (skip == 0 && !valid)
		choose(bytes, label, info->name);
	const bool utf8 = strcmp(info->name, UTF8) == 0;
	/* Most pages are what they should be: those are not copied. */
	if (utf8 && valid && bytes.n <= out->max &&
	    str_chr(bytes, '\0') == bytes.n) {
		info->text = bytes.n > 0 ? bytes : STR("");
		return RC_OK;
	}
	if (utf8)
		info->broken += utf8_repair(bytes, out);
	else
		convert(bytes, info->name, out, &info->broken);
	if (out->bad)
		return err_set(err, RC_BAD, "page over %zu bytes of text",
		    out->max);
	if (out->n > 0)
		blank_nuls(out, &info->broken);
	info->text = buf_view(out);
	return RC_OK;
}
