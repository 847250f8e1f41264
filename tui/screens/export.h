/* export.h: writing what a screen shows to a file, asking first where one would be lost. */
#ifndef ADIT_TUI_SCREENS_EXPORT_H
#define ADIT_TUI_SCREENS_EXPORT_H

#include "core/base/strbuf.h"
#include "tui/screens/screens.h"

/* Takes the text over (text is released). A file that exists is written over only after a yes. What
 * came of it is said in the status line. */
void export_file(struct screens *s, const char *path, struct strbuf *text);

/* Asks for a file name, at first the open project's id with `ending`, and calls write with it. */
void export_ask(struct screens *s, const char *label, const char *ending,
                void (*write)(struct screens *s, const char *path));

#endif
