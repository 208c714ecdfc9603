#ifndef EXTRACT_TAG_H
#define EXTRACT_TAG_H

#include <stdbool.h>

#include "common/str.h"

/*
 * The HTML elements and attributes that extraction tells apart, and what is
 * done with each.  Everything else is TAG_OTHER: an inline element.
 */

/* In the order of their names, by which tag_find() searches. */
/* clang-format off */
enum tag {
	TAG_A, TAG_ABBR, TAG_ACRONYM, TAG_ADDRESS, TAG_APPLET, TAG_AREA,
	TAG_ARTICLE, TAG_ASIDE, TAG_AUDIO, TAG_B, TAG_BASE, TAG_BASEFONT,
	TAG_BDI, TAG_BDO, TAG_BIG, TAG_BLINK, TAG_BLOCKQUOTE, TAG_BODY, TAG_BR,
	TAG_BUTTON, TAG_CANVAS, TAG_CAPTION, TAG_CENTER, TAG_CITE, TAG_CODE,
	TAG_COL, TAG_COLGROUP, TAG_DATALIST, TAG_DD, TAG_DEL, TAG_DETAILS,
	TAG_DFN, TAG_DIALOG, TAG_DIR, TAG_DIV, TAG_DL, TAG_DT, TAG_EM,
	TAG_EMBED, TAG_FIELDSET, TAG_FIGCAPTION, TAG_FIGURE, TAG_FONT,
	TAG_FOOTER, TAG_FORM, TAG_FRAME, TAG_FRAMESET, TAG_H1, TAG_H2, TAG_H3,
	TAG_H4, TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HGROUP, TAG_HR,
	TAG_HTML, TAG_I, TAG_IFRAME, TAG_IMAGE, TAG_IMG, TAG_INPUT, TAG_INS,
	TAG_ISINDEX, TAG_KBD, TAG_KEYGEN, TAG_LABEL, TAG_LEGEND, TAG_LI,
	TAG_LINK, TAG_LISTING, TAG_MAIN, TAG_MAP, TAG_MARK, TAG_MATH, TAG_MENU,
	TAG_META, TAG_NAV, TAG_NOBR, TAG_NOEMBED, TAG_NOFRAMES, TAG_NOSCRIPT,
	TAG_OBJECT, TAG_OL, TAG_OPTGROUP, TAG_OPTION, TAG_P, TAG_PARAM,
	TAG_PICTURE, TAG_PLAINTEXT, TAG_PRE, TAG_Q, TAG_S, TAG_SAMP, TAG_SCRIPT,
	TAG_SECTION, TAG_SELECT, TAG_SMALL, TAG_SOURCE, TAG_SPAN, TAG_STRIKE,
	TAG_STRONG, TAG_STYLE, TAG_SUB, TAG_SUMMARY, TAG_SUP, TAG_SVG,
	TAG_TABLE, TAG_TBODY, TAG_TD, TAG_TEMPLATE, TAG_TEXTAREA, TAG_TFOOT,
	TAG_TH, TAG_THEAD, TAG_TIME, TAG_TITLE, TAG_TR, TAG_TRACK, TAG_TT,
	TAG_U, TAG_UL, TAG_VAR, TAG_VIDEO, TAG_WBR, TAG_XMP, TAG_OTHER,
	TAG_TEXT_NODE, TAG_COUNT,
};
/* clang-format on */

enum tag_care {
	TAG_KEEP,  /* inline, but worth a node */
	TAG_ALONE, /* the same, and cannot nest: its like closes it */
	TAG_BLOCK, /* begins and ends a passage, may nest without end */
	TAG_LOOSE, /* a block that its like closes: it cannot nest by itself */
	TAG_VOID,  /* has no content */
	TAG_PLAIN, /* looks alone: the tag goes, what it holds stays */
	TAG_NOTHING,    /* the tag goes; it holds nothing */
	TAG_CUT,        /* goes with all it holds, up to its first end tag */
	TAG_CUT_NESTED, /* the same, but may hold its like */
	TAG_CUT_WITHIN, /* the same, but ends with the block it stands in */
	TAG_TEXT, /* holds text up to its end tag, whatever stands in it */
};

enum tag tag_find(struct str name); /* ASCII case ignored */
enum tag_care tag_care(enum tag);
const char *tag_name(enum tag); /* "x" for TAG_OTHER */
/* Is it a border between two passages? */
bool tag_is_block(enum tag);

enum attr {
	ATTR_CLASS,
	ATTR_CONTENT,
	ATTR_DATETIME,
	ATTR_HIDDEN,
	ATTR_HREF,
	ATTR_ID,
	ATTR_ITEMPROP,
	ATTR_LANG,
	ATTR_NAME,
	ATTR_PROPERTY,
	ATTR_REL,
	ATTR_ROLE,
	ATTR_STYLE,
	ATTR_TYPE,
	ATTR_COUNT,
};

enum attr attr_find(struct str name); /* ATTR_COUNT when it is none of ours */
const char *attr_name(enum attr);

#endif
