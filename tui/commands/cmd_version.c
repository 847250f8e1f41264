#include "tui/commands/command.h"

static int run_version(const struct args *args)
{
    (void)args;
    const char text[] = "adit " ADIT_VERSION "\n";
    return print_text(text, sizeof text - 1) ? EXIT_DONE : EXIT_ENVIRONMENT;
}

const struct command cmd_version = {
    .name = "version",
    .synopsis = "",
    .summary = "the program's version",
    .run = run_version,
};
