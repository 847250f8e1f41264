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

/* RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
static void csv_field(struct strbuf *out, const char *text, bool last)
{
    bool formula = *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
    bool quote = strpbrk(text, ",\"\r\n") != NULL;
    if (quote)
        strbuf_addch(out, '"');
    if (formula)
        strbuf_addch(out, '\'');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            strbuf_addch(out, '"');
        strbuf_addch(out, *c);
    }
    if (quote)
        strbuf_addch(out, '"');
    strbuf_adds(out, last ? "\r\n" : ",");
}

void csv_row(struct strbuf *out, const char *const *fields, size_t n)
{
    for (size_t i = 0; i < n; i++)
        csv_field(out, fields[i], i + 1 == n);
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
