/* escape.h: values made safe for the text that they are put into. */
#ifndef ADIT_MEMO_ESCAPE_H
#define ADIT_MEMO_ESCAPE_H

#include "core/base/strbuf.h"
#include "core/memo/mustache.h"

/* Appends s so that it reads as itself in the target, whatever it holds: line breaks become spaces
 * in Markdown, control characters become visible in both. */
void escape_add(struct strbuf *out, const char *s, enum mustache_escape how);

#endif
