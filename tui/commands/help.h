/* help.h: help texts and the man page, made from the table of commands. */
#ifndef ADIT_COMMANDS_HELP_H
#define ADIT_COMMANDS_HELP_H

#include "core/base/strbuf.h"
#include "tui/commands/command.h"

void help_overview(struct strbuf *out);
/* "usage: adit NAME SYNOPSIS" in lines of at most 80 columns, the later ones under the synopsis. */
void help_usage(struct strbuf *out, const struct command *c, size_t indent);
void help_command(struct strbuf *out, const struct command *c);
void help_man(struct strbuf *out); /* adit(1), troff */

#endif
