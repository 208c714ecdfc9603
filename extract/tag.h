#ifndef EXTRACT_TAG_H
#define EXTRACT_TAG_H

#include <stdbool.h>

#include "common/str.h"

/*
 * The HTML elements and attributes that extraction tells apart, and what is
 * done with each.  Everything else is TAG_OTHER: an inline element.
 */
#define TAG_LIST(X)                                                            \
	X(A, "a", TAG_ALONE)                                                   \
	X(ABBR, "abbr", TAG_PLAIN)                                             \
	X(ACRONYM, "acronym", TAG_PLAIN)                                       \
	X(ADDRESS, "address", TAG_BLOCK)                                       \
	X(APPLET, "applet", TAG_CUT)                                           \
	X(AREA, "area", TAG_NOTHING)                                           \
	X(ARTICLE, "article", TAG_BLOCK)                                       \
	X(ASIDE, "aside", TAG_BLOCK)                                           \
	X(AUDIO, "audio", TAG_CUT)                                             \
	X(B, "b", TAG_PLAIN)                                                   \
	X(BASE, "base", TAG_VOID)                                              \
	X(BASEFONT, "basefont", TAG_NOTHING)                                   \
	X(BDI, "bdi", TAG_PLAIN)                                               \
	X(BDO, "bdo", TAG_PLAIN)                                               \
	X(BIG, "big", TAG_PLAIN)                                               \
	X(BLINK, "blink", TAG_PLAIN)                                           \
	X(BLOCKQUOTE, "blockquote", TAG_BLOCK)                                 \
	X(BODY, "body", TAG_BLOCK)                                             \
	X(BR, "br", TAG_VOID)                                                  \
	X(BUTTON, "button", TAG_CUT)                                           \
	X(CANVAS, "canvas", TAG_CUT)                                           \
	X(CAPTION, "caption", TAG_LOOSE)                                       \
	X(CENTER, "center", TAG_BLOCK)                                         \
	X(CITE, "cite", TAG_PLAIN)                                             \
	X(CODE, "code", TAG_PLAIN)                                             \
	X(COL, "col", TAG_NOTHING)                                             \
	X(COLGROUP, "colgroup", TAG_LOOSE)                                     \
	X(DATALIST, "datalist", TAG_CUT)                                       \
	X(DD, "dd", TAG_LOOSE)                                                 \
	X(DEL, "del", TAG_PLAIN)                                               \
	X(DETAILS, "details", TAG_BLOCK)                                       \
	X(DFN, "dfn", TAG_PLAIN)                                               \
	X(DIALOG, "dialog", TAG_BLOCK)                                         \
	X(DIR, "dir", TAG_BLOCK)                                               \
	X(DIV, "div", TAG_BLOCK)                                               \
	X(DL, "dl", TAG_BLOCK)                                                 \
	X(DT, "dt", TAG_LOOSE)                                                 \
	X(EM, "em", TAG_PLAIN)                                                 \
	X(EMBED, "embed", TAG_NOTHING)                                         \
	X(FIELDSET, "fieldset", TAG_BLOCK)                                     \
	X(FIGCAPTION, "figcaption", TAG_BLOCK)                                 \
	X(FIGURE, "figure", TAG_BLOCK)                                         \
	X(FONT, "font", TAG_PLAIN)                                             \
	X(FOOTER, "footer", TAG_BLOCK)                                         \
	X(FORM, "form", TAG_BLOCK)                                             \
	X(FRAME, "frame", TAG_NOTHING)                                         \
	X(FRAMESET, "frameset", TAG_PLAIN)                                     \
	X(H1, "h1", TAG_BLOCK)                                                 \
	X(H2, "h2", TAG_BLOCK)                                                 \
	X(H3, "h3", TAG_BLOCK)                                                 \
	X(H4, "h4", TAG_BLOCK)                                                 \
	X(H5, "h5", TAG_BLOCK)                                                 \
	X(H6, "h6", TAG_BLOCK)                                                 \
	X(HEAD, "head", TAG_KEEP)                                              \
	X(HEADER, "header", TAG_BLOCK)                                         \
	X(HGROUP, "hgroup", TAG_BLOCK)                                         \
	X(HR, "hr", TAG_VOID)                                                  \
	X(HTML, "html", TAG_BLOCK)                                             \
	X(I, "i", TAG_PLAIN)                                                   \
	X(IFRAME, "iframe", TAG_CUT)                                           \
	X(IMAGE, "image", TAG_NOTHING)                                         \
	X(IMG, "img", TAG_NOTHING)                                             \
	X(INPUT, "input", TAG_NOTHING)                                         \
	X(INS, "ins", TAG_PLAIN)                                               \
	X(ISINDEX, "isindex", TAG_NOTHING)                                     \
	X(KBD, "kbd", TAG_PLAIN)                                               \
	X(KEYGEN, "keygen", TAG_NOTHING)                                       \
	X(LABEL, "label", TAG_PLAIN)                                           \
	X(LEGEND, "legend", TAG_BLOCK)                                         \
	X(LI, "li", TAG_LOOSE)                                                 \
	X(LINK, "link", TAG_VOID)                                              \
	X(LISTING, "listing", TAG_PLAIN)                                       \
	X(MAIN, "main", TAG_BLOCK)                                             \
	X(MAP, "map", TAG_CUT)                                                 \
	X(MARK, "mark", TAG_PLAIN)                                             \
	X(MATH, "math", TAG_CUT)                                               \
	X(MENU, "menu", TAG_BLOCK)                                             \
	X(META, "meta", TAG_VOID)                                              \
	X(NAV, "nav", TAG_BLOCK)                                               \
	X(NOBR, "nobr", TAG_PLAIN)                                             \
	X(NOEMBED, "noembed", TAG_CUT)                                         \
	X(NOFRAMES, "noframes", TAG_CUT)                                       \
	X(NOSCRIPT, "noscript", TAG_CUT)                                       \
	X(OBJECT, "object", TAG_CUT)                                           \
	X(OL, "ol", TAG_BLOCK)                                                 \
	X(OPTGROUP, "optgroup", TAG_NOTHING)                                   \
	X(OPTION, "option", TAG_NOTHING)                                       \
	X(P, "p", TAG_LOOSE)                                                   \
	X(PARAM, "param", TAG_NOTHING)                                         \
	X(PICTURE, "picture", TAG_NOTHING)                                     \
	X(PLAINTEXT, "plaintext", TAG_PLAIN)                                   \
	X(PRE, "pre", TAG_BLOCK)                                               \
	X(Q, "q", TAG_PLAIN)                                                   \
	X(S, "s", TAG_PLAIN)                                                   \
	X(SAMP, "samp", TAG_PLAIN)                                             \
	X(SCRIPT, "script", TAG_CUT)                                           \
	X(SECTION, "section", TAG_BLOCK)                                       \
	X(SELECT, "select", TAG_CUT)                                           \
	X(SMALL, "small", TAG_PLAIN)                                           \
	X(SOURCE, "source", TAG_NOTHING)                                       \
	X(SPAN, "span", TAG_KEEP)                                              \
	X(STRIKE, "strike", TAG_PLAIN)                                         \
	X(STRONG, "strong", TAG_PLAIN)                                         \
	X(STYLE, "style", TAG_CUT)                                             \
	X(SUB, "sub", TAG_PLAIN)                                               \
	X(SUMMARY, "summary", TAG_BLOCK)                                       \
	X(SUP, "sup", TAG_PLAIN)                                               \
	X(SVG, "svg", TAG_CUT)                                                 \
	X(TABLE, "table", TAG_BLOCK)                                           \
	X(TBODY, "tbody", TAG_LOOSE)                                           \
	X(TD, "td", TAG_LOOSE)                                                 \
	X(TEMPLATE, "template", TAG_CUT)                                       \
	X(TEXTAREA, "textarea", TAG_CUT)                                       \
	X(TFOOT, "tfoot", TAG_LOOSE)                                           \
	X(TH, "th", TAG_LOOSE)                                                 \
	X(THEAD, "thead", TAG_LOOSE)                                           \
	X(TIME, "time", TAG_KEEP)                                              \
	X(TITLE, "title", TAG_TEXT)                                            \
	X(TR, "tr", TAG_LOOSE)                                                 \
	X(TRACK, "track", TAG_NOTHING)                                         \
	X(TT, "tt", TAG_PLAIN)                                                 \
	X(U, "u", TAG_PLAIN)                                                   \
	X(UL, "ul", TAG_BLOCK)                                                 \
	X(VAR, "var", TAG_PLAIN)                                               \
	X(VIDEO, "video", TAG_CUT)                                             \
	X(WBR, "wbr", TAG_NOTHING)                                             \
	X(XMP, "xmp", TAG_PLAIN)

enum tag {
#define TAG_ENUM(id, name, care) TAG_##id,
	TAG_LIST(TAG_ENUM)
#undef TAG_ENUM
	TAG_OTHER,
	TAG_TEXT_NODE,
	TAG_COUNT,
};

enum tag_care {
	TAG_KEEP,  /* inline, but worth a node */
	TAG_ALONE, /* the same, and cannot nest: its like closes it */
	TAG_BLOCK, /* begins and ends a passage, may nest without end */
	TAG_LOOSE, /* a block that its like closes: it cannot nest by itself */
	TAG_VOID,  /* has no content */
	TAG_PLAIN, /* looks alone: the tag goes, what it holds stays */
	TAG_NOTHING, /* the tag goes; it holds nothing */
	TAG_CUT,     /* goes with all it holds */
	TAG_TEXT,    /* holds text up to its end tag, whatever stands in it */
};

#define TAG_NAME_MAX 16 /* longer names are TAG_OTHER */

enum tag tag_find(struct str name); /* ASCII case ignored */
enum tag_care tag_care(enum tag);
const char *tag_name(enum tag); /* "x" for TAG_OTHER */
/* Is it a border between two passages? */
bool tag_is_block(enum tag);

#define ATTR_LIST(X)                                                           \
	X(CLASS, "class")                                                      \
	X(CONTENT, "content")                                                  \
	X(DATETIME, "datetime")                                                \
	X(HIDDEN, "hidden")                                                    \
	X(HREF, "href")                                                        \
	X(ID, "id")                                                            \
	X(ITEMPROP, "itemprop")                                                \
	X(LANG, "lang")                                                        \
	X(NAME, "name")                                                        \
	X(PROPERTY, "property")                                                \
	X(REL, "rel")                                                          \
	X(ROLE, "role")                                                        \
	X(STYLE, "style")                                                      \
	X(TYPE, "type")

enum attr {
#define ATTR_ENUM(id, name) ATTR_##id,
	ATTR_LIST(ATTR_ENUM)
#undef ATTR_ENUM
	ATTR_COUNT,
};

enum attr attr_find(struct str name); /* ATTR_COUNT when it is none of ours */
const char *attr_name(enum attr);

#endif
