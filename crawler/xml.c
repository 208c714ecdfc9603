#include "crawler/xml.h"

#include <expat.h>
#include <iconv.h>
#include <limits.h>
#include <string.h>

#include "common/buf.h"

#define ROOT_WITHIN ((size_t)8 << 10) /* prologues are short */

struct xml {
	XML_Parser parser;
	const struct xml_handler *to;
	struct buf text;
	size_t marks[XML_DEPTH_MAX]; /* where each open element's text begins */
	size_t depth;
	size_t elements;
	const char *refused; /* why we stopped the parser */
};

static void
refuse(struct xml *x, const char *why)
{
	if (x->refused != NULL)
		return;
	x->refused = why;
	(void)XML_StopParser(x->parser, XML_FALSE);
}

static void
on_open(void *arg, const XML_Char *name, const XML_Char **attrs)
{
	struct xml *x = arg;
	if (x->refused != NULL)
		return;
	if (x->depth == XML_DEPTH_MAX) {
		refuse(x, "elements nested too deeply");
		return;
	}
	if (++x->elements > XML_ELEMENTS_MAX) {
		refuse(x, "too many elements");
		return;
	}
	x->marks[x->depth++] = x->text.n;
	if (x->to->open != NULL)
		x->to->open(x->to->arg, str_c(name),
		    (const char *const *)attrs);
}

/* A child's text is cut off when it closes, so its parent keeps its own. */
static void
on_close(void *arg, const XML_Char *name)
{
	struct xml *x = arg;
	if (x->refused != NULL || x->depth == 0)
		return;
	const size_t mark = x->marks[--x->depth];
	if (x->to->close != NULL)
		x->to->close(x->to->arg, str_c(name),
		    str_trim(str_from(buf_view(&x->text), mark)));
	buf_cut(&x->text, mark);
	x->text.bad = false;
}

static void
on_text(void *arg, const XML_Char *s, int n)
{
	struct xml *x = arg;
	if (n > 0 && x->depth > 0)
		buf_add(&x->text, s, (size_t)n);
}

static void
on_doctype(void *arg, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	refuse(arg, "document type declaration");
}

/* One byte of a single-byte charset as a code point; -1 when it has none. */
static int
byte_rune(iconv_t to, unsigned char byte)
{
	char in[1] = { (char)byte };
	unsigned char out[4] = { 0 };
	char *from = in;
	char *into = (char *)out;
	size_t nin = sizeof(in);
	size_t nout = sizeof(out);
	(void)iconv(to, NULL, NULL, NULL, NULL);
	if (iconv(to, &from, &nin, &into, &nout) == (size_t)-1 || nout != 0)
		return -1;
	if (out[0] != 0)
		return -1;
	return out[1] << 16 | out[2] << 8 | out[3];
}

/* Feeds in windows-1251 and KOI8-R: expat wants the 256 meanings. */
static int
on_encoding(void *arg, const XML_Char *name, XML_Encoding *info)
{
	(void)arg;
	iconv_t to = iconv_open("UCS-4BE", name);
	/* iconv_open() answers its failures with this very value. */
	if (to == (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr) */
		return XML_STATUS_ERROR;
	for (int i = 0; i < 256; i++)
		info->map[i] = byte_rune(to, (unsigned char)i);
	info->data = NULL;
	info->convert = NULL;
	info->release = NULL;
	(void)iconv_close(to);
	return XML_STATUS_OK;
}

static enum rc
outcome(struct xml *x, enum XML_Status status, struct err *err)
{
	if (status == XML_STATUS_OK && x->refused == NULL)
		return RC_OK;
	const char *why = x->refused != NULL
	    ? x->refused
	    : XML_ErrorString(XML_GetErrorCode(x->parser));
	return err_set(err, RC_BAD, "XML line %lu, column %lu: %s",
	    (unsigned long)XML_GetCurrentLineNumber(x->parser),
	    (unsigned long)XML_GetCurrentColumnNumber(x->parser), why);
}

enum rc
xml_read(struct str file, const struct xml_handler *to, struct err *err)
{
	struct xml x = { .to = to };
	/* Blank lines before the XML declaration are common and harmless. */
	while (file.n > 0 && strchr(" \t\r\n", file.s[0]) != NULL &&
	    file.s[0] != '\0')
		file = str_from(file, 1);
	if (file.n > INT_MAX)
		return err_set(err, RC_BAD, "XML of %zu bytes", file.n);
	x.parser = XML_ParserCreate(NULL);
	if (x.parser == NULL)
		return err_set(err, RC_FAIL, "expat: out of memory");
	buf_init(&x.text, XML_TEXT_MAX);
	XML_SetUserData(x.parser, &x);
	XML_SetElementHandler(x.parser, on_open, on_close);
	XML_SetCharacterDataHandler(x.parser, on_text);
	XML_SetStartDoctypeDeclHandler(x.parser, on_doctype);
	XML_SetUnknownEncodingHandler(x.parser, on_encoding, NULL);
	const enum XML_Status status = XML_Parse(x.parser,
	    file.s != NULL ? file.s : "", (int)file.n, XML_TRUE);
	const enum rc rc = outcome(&x, status, err);
	buf_free(&x.text);
	XML_ParserFree(x.parser);
	return rc;
}

struct str
xml_attr(const char *const *attrs, const char *name)
{
	for (size_t i = 0; attrs[i] != NULL; i += 2)
		if (strcmp(attrs[i], name) == 0)
			return str_c(attrs[i + 1]);
	return STR_NONE;
}

/* Past "<?xml ... ?>", "<!DOCTYPE ... >" and "<!-- ... -->". */
static struct str
past_markup(struct str x)
{
	struct str end = STR(">");
	if (str_starts(x, STR("<!--")))
		end = STR("-->");
	/* A DOCTYPE with declarations of its own, which hold ">" too. */
	else if (str_chr(x, '[') < str_chr(x, '>'))
		end = STR("]>");
	return str_from(x, str_find(x, end) + end.n);
}

struct str
xml_root(struct str file)
{
	struct str x = str_head(file, ROOT_WITHIN);
	if (str_starts(x, STR("\xef\xbb\xbf")))
		x = str_from(x, 3);
	x = str_trim(x);
	while (x.n > 1 && x.s[0] == '<' && (x.s[1] == '?' || x.s[1] == '!'))
		x = str_trim(past_markup(x));
	if (x.n < 2 || x.s[0] != '<')
		return STR_NONE;
	size_t n = 1;
	while (n < x.n && strchr(" \t\r\n/>", x.s[n]) == NULL)
		n++;
	return str_from(str_head(x, n), 1);
}
