/* line_input.h: one line typed on a terminal, with history; no full screen.
 *
 * The terminal is in raw mode only while a line is being typed. Outside, and on every way out, it
 * has the modes that it had. */
#ifndef ADIT_COMMANDS_LINE_INPUT_H
#define ADIT_COMMANDS_LINE_INPUT_H

#include <stdbool.h>

#include "core/base/arena.h"

struct line_input;

enum line_end {
    LINE_DONE,  /* a line: its text is in *text until the next call */
    LINE_CLOSED /* Ctrl-D on an empty line, the end of the input, a hangup, a signal */
};

/* Reads the history from the file when there is one; NULL: no file. Lines are appended to it as
 * they are accepted, its folder is made. Lives until line_input_close. */
struct line_input *line_input_new(struct arena *a, const char *history_file);
enum line_end line_input_read(struct line_input *in, const char *prompt, const char **text);
/* Gives the signals back. When one of them ended the input it is raised again, so that the caller's
 * caller sees it. */
void line_input_close(struct line_input *in);

#endif
