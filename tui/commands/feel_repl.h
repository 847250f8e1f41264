/* feel_repl.h: the rule language typed line by line. */
#ifndef ADIT_COMMANDS_FEEL_REPL_H
#define ADIT_COMMANDS_FEEL_REPL_H

/* Reads expressions from the terminal until Ctrl-D or :quit. Each is answered with its value, its
 * type and the tree of its parts. context: a JSON file of names, or NULL. Returns an exit code. */
int feel_repl(const char *context);

#endif
