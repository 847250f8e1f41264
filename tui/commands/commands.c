/* The table of line commands, in the contract's order. Add a row and a file cmd_NAME.c. */
#include "tui/commands/command.h"

/* clang-format off */
#define COMMANDS(X) \
    X(new) \
    X(check) \
    X(explain) \
    X(ask) \
    X(cure) \
    X(conditions) \
    X(programmes) \
    X(econ) \
    X(rank) \
    X(review) \
    X(calc) \
    X(compare) \
    X(clauses) \
    X(reform) \
    X(memo) \
    X(brief) \
    X(render) \
    X(rules) \
    X(feel) \
    X(import) \
    X(export) \
    X(projects) \
    X(set) \
    X(log) \
    X(version)

#define X(name) extern const struct command cmd_##name;
COMMANDS(X)
#undef X

const struct command *const commands[] = {
#define X(name) &cmd_##name,
    COMMANDS(X)
#undef X
    NULL,
};
/* clang-format on */
