/* markdown.h: Markdown as styled lines, for reading: headings, paragraphs, lists, tables. */
#ifndef ADIT_TUI_WIDGETS_MARKDOWN_H
#define ADIT_TUI_WIDGETS_MARKDOWN_H

#include "tui/widgets/doc.h"

/* Adds text to d, wrapped to its width; the columns of a table share the width. */
void markdown_to_doc(struct doc *d, const char *text);

#endif
