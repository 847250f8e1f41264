/* What commands print, checked: a full disk or a closed pipe is an error, not silence. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/commands/command.h"

bool print_text(const char *text, size_t n)
{
    if (fwrite(text, 1, n, stdout) == n && fflush(stdout) == 0)
        return true;
    fprintf(stderr, "adit: cannot write to standard output\n");
    return false;
}

int print_json(const struct json *j)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    json_write(&out, j, 2);
    strbuf_addch(&out, '\n');
    bool ok = print_text(out.buf, out.len);
    strbuf_release(&out);
    return ok ? EXIT_DONE : EXIT_ENVIRONMENT;
}

static bool colour(int fd)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fd) && (no == NULL || *no == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}

bool stderr_colour(void)
{
    return colour(2);
}

bool stdout_colour(void)
{
    return colour(1);
}
