/* palette.h: type the name of an action; the matching ones are listed with their help. */
#ifndef ADIT_TUI_WIDGETS_PALETTE_H
#define ADIT_TUI_WIDGETS_PALETTE_H

#include "tui/view.h"

/* A command that takes an argument, beside the actions. */
struct palette_command {
    const char *name, *argument, *help;
};

/* run gets "NAME" or "NAME ARGUMENT" after the palette is gone. commands ends with a NULL name. */
void palette_open(struct views *vs, const struct palette_command *commands,
                  void (*run)(void *data, const char *text), void *data);

#endif
