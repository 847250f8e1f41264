/* args.h: reading a command's options. */
#ifndef ADIT_COMMANDS_ARGS_H
#define ADIT_COMMANDS_ARGS_H

#include "tui/commands/command.h"

/* argv[0..argc) are the words after the command's name. On wrong usage prints what is wrong, with
 * the nearest known option, and returns false. */
bool args_read(struct arena *a, const struct command *c, int argc, char **argv, struct args *args);

#endif
