/* adit: picks a command, or opens the workbench. */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/utf8.h"
#include "tui/app.h"
#include "tui/commands/args.h"
#include "tui/commands/help.h"

static const struct command *find(const char *name)
{
    for (size_t i = 0; commands[i] != NULL; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static int show(void (*fill)(struct strbuf *, const struct command *), const struct command *c)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    fill(&out, c);
    bool ok = print_text(out.buf, out.len);
    strbuf_release(&out);
    return ok ? EXIT_DONE : EXIT_ENVIRONMENT;
}

static void fill_overview(struct strbuf *out, const struct command *c)
{
    (void)c;
    help_overview(out);
}

static void fill_man(struct strbuf *out, const struct command *c)
{
    (void)c;
    help_man(out);
}

static int unknown(const char *word)
{
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; commands[i] != NULL && n < 64; i++)
        names[n++] = commands[i]->name;
    struct arena *a = arena_new();
    const char *near = nearest_name(word, names, n);
    fprintf(stderr, "adit: no command '%s'", text_visible(a, word, strlen(word), true));
    if (near != NULL)
        fprintf(stderr, "; did you mean '%s'?", near);
    fprintf(stderr, "\n    'adit help' lists the commands; a workspace ends in .db\n");
    arena_free(a);
    return EXIT_USAGE;
}

/* A word that is no command is a workspace when it is a file or is spelled like one. */
static bool names_workspace(const char *word)
{
    struct stat st;
    const char *dot = strrchr(word, '.');
    return strchr(word, '/') != NULL || stat(word, &st) == 0 ||
           (dot != NULL && strcmp(dot, ".db") == 0);
}

static int run(const struct command *c, int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0)
            return show(help_command, c);
    struct arena *a = arena_new();
    struct args args;
    int code = args_read(a, c, argc, argv, &args) ? c->run(&args) : EXIT_USAGE;
    arena_free(a);
    return code;
}

static int help(int argc, char **argv)
{
    if (argc > 0 && strcmp(argv[0], "--man") == 0)
        return show(fill_man, NULL);
    if (argc > 0) {
        const struct command *c = find(argv[0]);
        return c != NULL ? show(help_command, c) : unknown(argv[0]);
    }
    return show(fill_overview, NULL);
}

int main(int argc, char **argv)
{
    /* Only the character type: numbers keep their point in every locale. */
    if (setlocale(LC_CTYPE, "") == NULL || MB_CUR_MAX == 1)
        setlocale(LC_CTYPE, "C.UTF-8");
    const char *word = argc > 1 ? argv[1] : NULL;
    if (word != NULL &&
        (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0 || strcmp(word, "help") == 0))
        return help(argc - 2, argv + 2);
    if (word != NULL && strcmp(word, "--version") == 0)
        word = "version";
    const struct command *c = word != NULL ? find(word) : NULL;
    if (c != NULL)
        return run(c, argc - 2, argv + 2);
    if (word != NULL && (word[0] == '-' || !names_workspace(word)))
        return unknown(word);
    if (argc > 2) {
        fprintf(stderr, "adit: one workspace at a time\n    usage: adit [WORKSPACE]\n");
        return EXIT_USAGE;
    }
    return app_run(word);
}
