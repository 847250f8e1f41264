/* convert.c: WeasyPrint, run as a program. */
#include "tui/commands/convert.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS 120
#define MISSING 127 /* as a shell says it */

static bool write_all(int fd, const char *text, size_t n)
{
    while (n != 0) {
        ssize_t k = write(fd, text, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k <= 0)
            return false;
        text += k;
        n -= (size_t)k;
    }
    return true;
}

/* In the child: the page on standard input, the PDF to out, nothing on the terminal. */
static void run_child(int in, const char *out)
{
    struct rlimit time = {SECONDS, SECONDS};
    int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
    setrlimit(RLIMIT_CPU, &time);
    if (dup2(in, 0) >= 0 && quiet >= 0 && dup2(quiet, 1) >= 0 && dup2(quiet, 2) >= 0)
        execlp("weasyprint", "weasyprint", "-", out, (char *)NULL);
    _exit(errno == ENOENT ? MISSING : 1);
}

static int run(int in, const char *out)
{
    int status;
    pid_t child = fork();
    if (child < 0)
        return 1;
    if (child == 0)
        run_child(in, out);
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return 1;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

bool convert_pdf(struct arena *a, const char *html, size_t n, const char *path)
{
    /* The PDF is written beside its place and moved there whole. */
    char *part = arena_printf(a, "%s.part", path);
    FILE *page = tmpfile();
    int code = 1;
    if (page != NULL && write_all(fileno(page), html, n) && lseek(fileno(page), 0, SEEK_SET) == 0)
        code = run(fileno(page), part);
    if (page != NULL)
        fclose(page);
    if (code == 0 && rename(part, path) == 0)
        return true;
    unlink(part);
    if (code == MISSING)
        fprintf(stderr, "adit: a PDF needs the program weasyprint\n"
                        "    hint: apt install weasyprint, or write .html and print it\n");
    else
        fprintf(stderr, "adit: the PDF could not be written to '%s'\n", path);
    return false;
}
