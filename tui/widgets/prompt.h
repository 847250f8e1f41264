/* prompt.h: a question in the last row: a line to type, or yes or no. Both are views in the one
 * loop. */
#ifndef ADIT_TUI_WIDGETS_PROMPT_H
#define ADIT_TUI_WIDGETS_PROMPT_H

#include "tui/view.h"

/* Called once, after the prompt is gone: with the text, or NULL when the person changed their mind.
 * data must live until then. */
typedef void prompt_done(void *data, const char *text);

void prompt_open(struct views *vs, const char *label, const char *initial, prompt_done *done,
                 void *data);
/* The same; hangup gets what is half typed when the connection is lost, before done gets NULL. */
void prompt_open_kept(struct views *vs, const char *label, const char *initial, prompt_done *done,
                      prompt_done *hangup, void *data);
/* done gets "yes" or NULL. */
void confirm_open(struct views *vs, const char *question, prompt_done *done, void *data);

#endif
