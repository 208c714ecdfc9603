#include "extract/tag.h"

static const struct tag_row {
	const char *name;
	enum tag_care care;
} tags[] = {
	[TAG_A] = { "a", TAG_ALONE },
	[TAG_ABBR] = { "abbr", TAG_PLAIN },
	[TAG_ACRONYM] = { "acronym", TAG_PLAIN },
	[TAG_ADDRESS] = { "address", TAG_BLOCK },
	[TAG_APPLET] = { "applet", TAG_CUT },
	[TAG_AREA] = { "area", TAG_NOTHING },
	[TAG_ARTICLE] = { "article", TAG_BLOCK },
	[TAG_ASIDE] = { "aside", TAG_BLOCK },
	[TAG_AUDIO] = { "audio", TAG_CUT_WITHIN },
	[TAG_B] = { "b", TAG_PLAIN },
	[TAG_BASE] = { "base", TAG_VOID },
	[TAG_BASEFONT] = { "basefont", TAG_NOTHING },
	[TAG_BDI] = { "bdi", TAG_PLAIN },
	[TAG_BDO] = { "bdo", TAG_PLAIN },
	[TAG_BIG] = { "big", TAG_PLAIN },
	[TAG_BLINK] = { "blink", TAG_PLAIN },
	[TAG_BLOCKQUOTE] = { "blockquote", TAG_BLOCK },
	[TAG_BODY] = { "body", TAG_BLOCK },
	[TAG_BR] = { "br", TAG_VOID },
	[TAG_BUTTON] = { "button", TAG_CUT_WITHIN },
	[TAG_CANVAS] = { "canvas", TAG_CUT_WITHIN },
	[TAG_CAPTION] = { "caption", TAG_LOOSE },
	[TAG_CENTER] = { "center", TAG_BLOCK },
	[TAG_CITE] = { "cite", TAG_PLAIN },
	[TAG_CODE] = { "code", TAG_PLAIN },
	[TAG_COL] = { "col", TAG_NOTHING },
	[TAG_COLGROUP] = { "colgroup", TAG_LOOSE },
	[TAG_DATALIST] = { "datalist", TAG_CUT_WITHIN },
	[TAG_DD] = { "dd", TAG_LOOSE },
	[TAG_DEL] = { "del", TAG_PLAIN },
	[TAG_DETAILS] = { "details", TAG_BLOCK },
	[TAG_DFN] = { "dfn", TAG_PLAIN },
	[TAG_DIALOG] = { "dialog", TAG_BLOCK },
	[TAG_DIR] = { "dir", TAG_BLOCK },
	[TAG_DIV] = { "div", TAG_BLOCK },
	[TAG_DL] = { "dl", TAG_BLOCK },
	[TAG_DT] = { "dt", TAG_LOOSE },
	[TAG_EM] = { "em", TAG_PLAIN },
	[TAG_EMBED] = { "embed", TAG_NOTHING },
	[TAG_FIELDSET] = { "fieldset", TAG_BLOCK },
	[TAG_FIGCAPTION] = { "figcaption", TAG_BLOCK },
	[TAG_FIGURE] = { "figure", TAG_BLOCK },
	[TAG_FONT] = { "font", TAG_PLAIN },
	[TAG_FOOTER] = { "footer", TAG_BLOCK },
	[TAG_FORM] = { "form", TAG_BLOCK },
	[TAG_FRAME] = { "frame", TAG_NOTHING },
	[TAG_FRAMESET] = { "frameset", TAG_PLAIN },
	[TAG_H1] = { "h1", TAG_BLOCK },
	[TAG_H2] = { "h2", TAG_BLOCK },
	[TAG_H3] = { "h3", TAG_BLOCK },
	[TAG_H4] = { "h4", TAG_BLOCK },
	[TAG_H5] = { "h5", TAG_BLOCK },
	[TAG_H6] = { "h6", TAG_BLOCK },
	[TAG_HEAD] = { "head", TAG_KEEP },
	[TAG_HEADER] = { "header", TAG_BLOCK },
	[TAG_HGROUP] = { "hgroup", TAG_BLOCK },
	[TAG_HR] = { "hr", TAG_VOID },
	[TAG_HTML] = { "html", TAG_BLOCK },
	[TAG_I] = { "i", TAG_PLAIN },
	[TAG_IFRAME] = { "iframe", TAG_CUT },
	[TAG_IMAGE] = { "image", TAG_NOTHING },
	[TAG_IMG] = { "img", TAG_NOTHING },
	[TAG_INPUT] = { "input", TAG_NOTHING },
	[TAG_INS] = { "ins", TAG_PLAIN },
	[TAG_ISINDEX] = { "isindex", TAG_NOTHING },
	[TAG_KBD] = { "kbd", TAG_PLAIN },
	[TAG_KEYGEN] = { "keygen", TAG_NOTHING },
	[TAG_LABEL] = { "label", TAG_PLAIN },
	[TAG_LEGEND] = { "legend", TAG_BLOCK },
	[TAG_LI] = { "li", TAG_LOOSE },
	[TAG_LINK] = { "link", TAG_VOID },
	[TAG_LISTING] = { "listing", TAG_PLAIN },
	[TAG_MAIN] = { "main", TAG_BLOCK },
	[TAG_MAP] = { "map", TAG_CUT_WITHIN },
	[TAG_MARK] = { "mark", TAG_PLAIN },
	[TAG_MATH] = { "math", TAG_CUT_NESTED },
	[TAG_MENU] = { "menu", TAG_BLOCK },
	[TAG_META] = { "meta", TAG_VOID },
	[TAG_NAV] = { "nav", TAG_BLOCK },
	[TAG_NOBR] = { "nobr", TAG_PLAIN },
	[TAG_NOEMBED] = { "noembed", TAG_CUT },
	[TAG_NOFRAMES] = { "noframes", TAG_CUT },
	[TAG_NOSCRIPT] = { "noscript", TAG_CUT },
	[TAG_OBJECT] = { "object", TAG_CUT_NESTED },
	[TAG_OL] = { "ol", TAG_BLOCK },
	[TAG_OPTGROUP] = { "optgroup", TAG_NOTHING },
	[TAG_OPTION] = { "option", TAG_NOTHING },
	[TAG_P] = { "p", TAG_LOOSE },
	[TAG_PARAM] = { "param", TAG_NOTHING },
	[TAG_PICTURE] = { "picture", TAG_NOTHING },
	[TAG_PLAINTEXT] = { "plaintext", TAG_PLAIN },
	[TAG_PRE] = { "pre", TAG_BLOCK },
	[TAG_Q] = { "q", TAG_PLAIN },
	[TAG_S] = { "s", TAG_PLAIN },
	[TAG_SAMP] = { "samp", TAG_PLAIN },
	[TAG_SCRIPT] = { "script", TAG_CUT },
	[TAG_SECTION] = { "section", TAG_BLOCK },
	[TAG_SELECT] = { "select", TAG_CUT },
	[TAG_SMALL] = { "small", TAG_PLAIN },
	[TAG_SOURCE] = { "source", TAG_NOTHING },
	[TAG_SPAN] = { "span", TAG_KEEP },
	[TAG_STRIKE] = { "strike", TAG_PLAIN },
	[TAG_STRONG] = { "strong", TAG_PLAIN },
	[TAG_STYLE] = { "style", TAG_CUT },
	[TAG_SUB] = { "sub", TAG_PLAIN },
	[TAG_SUMMARY] = { "summary", TAG_BLOCK },
	[TAG_SUP] = { "sup", TAG_PLAIN },
	[TAG_SVG] = { "svg", TAG_CUT_NESTED },
	[TAG_TABLE] = { "table", TAG_BLOCK },
	[TAG_TBODY] = { "tbody", TAG_LOOSE },
	[TAG_TD] = { "td", TAG_LOOSE },
	[TAG_TEMPLATE] = { "template", TAG_CUT_NESTED },
	[TAG_TEXTAREA] = { "textarea", TAG_CUT },
	[TAG_TFOOT] = { "tfoot", TAG_LOOSE },
	[TAG_TH] = { "th", TAG_LOOSE },
	[TAG_THEAD] = { "thead", TAG_LOOSE },
	[TAG_TIME] = { "time", TAG_KEEP },
	[TAG_TITLE] = { "title", TAG_TEXT },
	[TAG_TR] = { "tr", TAG_LOOSE },
	[TAG_TRACK] = { "track", TAG_NOTHING },
	[TAG_TT] = { "tt", TAG_PLAIN },
	[TAG_U] = { "u", TAG_PLAIN },
	[TAG_UL] = { "ul", TAG_BLOCK },
	[TAG_VAR] = { "var", TAG_PLAIN },
	[TAG_VIDEO] = { "video", TAG_CUT_WITHIN },
	[TAG_WBR] = { "wbr", TAG_NOTHING },
	[TAG_XMP] = { "xmp", TAG_PLAIN },
};

static const char *const attrs[] = {
	[ATTR_CLASS] = "class",
	[ATTR_CONTENT] = "content",
	[ATTR_DATETIME] = "datetime",
	[ATTR_HIDDEN] = "hidden",
	[ATTR_HREF] = "href",
	[ATTR_ID] = "id",
	[ATTR_ITEMPROP] = "itemprop",
	[ATTR_LANG] = "lang",
	[ATTR_NAME] = "name",
	[ATTR_PROPERTY] = "property",
	[ATTR_REL] = "rel",
	[ATTR_ROLE] = "role",
	[ATTR_STYLE] = "style",
	[ATTR_TYPE] = "type",
};

/* Where the names of each letter begin, and where those of z end: a page has a
 * thousand tags, and each name is looked up. */
static const unsigned char begins[] = {
	TAG_A,
	TAG_B,
	TAG_CANVAS,
	TAG_DATALIST,
	TAG_EM,
	TAG_FIELDSET, /* f */
	TAG_H1,
	TAG_H1,
	TAG_I,
	TAG_KBD,
	TAG_KBD,
	TAG_LABEL, /* l */
	TAG_MAIN,
	TAG_NAV,
	TAG_OBJECT,
	TAG_P,
	TAG_Q,
	TAG_S, /* r */
	TAG_S,
	TAG_TABLE,
	TAG_U,
	TAG_VAR,
	TAG_WBR,
	TAG_XMP, /* x */
	TAG_OTHER,
	TAG_OTHER,
	TAG_OTHER,
};

static char
lower(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c | 0x20);
	return c;
}

/* Is that `name`, which is in lower case? */
static bool
is_name(struct str x, const char *name)
{
	size_t i = 0;
	while (i < x.n && lower(x.s[i]) == name[i] && name[i] != '\0')
		i++;
	return i == x.n && name[i] == '\0';
}

enum tag
tag_find(struct str name)
{
	if (name.n == 0)
		return TAG_OTHER;
	const char first = lower(name.s[0]);
	if (first < 'a' || first > 'z')
		return TAG_OTHER;
	const unsigned end = begins[first - 'a' + 1];
	for (unsigned i = begins[first - 'a']; i < end; i++)
		if (is_name(name, tags[i].name))
			return (enum tag)i;
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
	for (unsigned i = 0; i < ATTR_COUNT; i++)
		if (is_name(name, attrs[i]))
			return (enum attr)i;
	return ATTR_COUNT;
}

const char *
attr_name(enum attr attr)
{
	return attr < ATTR_COUNT ? attrs[attr] : "";
}
