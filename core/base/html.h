/* html.h: text made safe for HTML and SVG. */
#ifndef ADIT_BASE_HTML_H
#define ADIT_BASE_HTML_H

#include "core/base/strbuf.h"

/* Appends s with & < > " ' as entities; control characters, which XML has no place for, become
 * spaces, but for line breaks and tabs. */
void html_escape(struct strbuf *out, const char *s);

#endif
