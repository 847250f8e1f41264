/* Options of the line commands, read from the table that also prints their help. */
#include "tui/commands/args.h"

#include <string.h>

#include "core/base/utf8.h"
#include "tui/commands/help.h"

static size_t option_count(const struct command *c)
{
    size_t n = 0;
    while (c->options != NULL && c->options[n].name != NULL)
        n++;
    return n;
}

/* before, the subject in quotes when there is one, after. */
static void usage_error(const struct command *c, const char *before, const char *what,
                        const char *after, const char *near)
{
    struct arena *a = arena_new();
    fprintf(stderr, "adit %s: %s", c->name, before);
    if (what != NULL)
        fprintf(stderr, "'%s'", text_visible(a, what, strlen(what), true));
    fputs(after, stderr);
    if (near != NULL)
        fprintf(stderr, "; did you mean '%s'?", near);
    struct strbuf usage;
    strbuf_init(&usage, 0);
    help_usage(&usage, c, 4);
    fprintf(stderr, "\n%s", usage.buf);
    strbuf_release(&usage);
    arena_free(a);
}

static bool unknown_option(const struct command *c, const char *word)
{
    const char *names[ARGS_MAX_OPTIONS + 1];
    size_t n = option_count(c);
    for (size_t i = 0; i < n; i++)
        names[i] = c->options[i].name;
    names[n] = "--help";
    usage_error(c, "unknown option ", word, "", nearest_name(word, names, n + 1));
    return false;
}

/* Reads the option at argv[*i]; moves *i past its value. */
static bool read_option(struct args *args, int argc, char **argv, int *i)
{
    const struct command *c = args->command;
    const char *word = argv[*i], *equals = strchr(word, '=');
    size_t len = equals != NULL ? (size_t)(equals - word) : strlen(word);
    for (size_t k = 0; k < option_count(c); k++) {
        const struct option_spec *o = &c->options[k];
        if (strlen(o->name) != len || strncmp(o->name, word, len) != 0)
            continue;
        if (o->value == NULL && equals != NULL) {
            usage_error(c, "option ", o->name, " takes no value", NULL);
            return false;
        }
        if (o->value == NULL) {
            args->values[k] = "";
        } else if (equals != NULL) {
            args->values[k] = equals + 1;
        } else if (*i + 1 < argc) {
            args->values[k] = argv[++*i];
        } else {
            usage_error(c, "option ", o->name, " needs a value", NULL);
            return false;
        }
        args->given[args->n_given] = o;
        args->given_values[args->n_given++] = args->values[k];
        return true;
    }
    return unknown_option(c, word);
}

bool args_read(struct arena *a, const struct command *c, int argc, char **argv, struct args *args)
{
    *args = (struct args){.command = c};
    args->rest = ARENA_ARRAY(a, (size_t)argc + 1, const char *);
    args->given = ARENA_ARRAY(a, (size_t)argc + 1, const struct option_spec *);
    args->given_values = ARENA_ARRAY(a, (size_t)argc + 1, const char *);
    bool only_rest = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (!only_rest && strcmp(word, "--") == 0)
            only_rest = true;
        else if (!only_rest && word[0] == '-' && word[1] != '\0' &&
                 !(c->negative_rest && (word[1] == '.' || (word[1] >= '0' && word[1] <= '9')))) {
            if (!read_option(args, argc, argv, &i))
                return false;
        } else
            args->rest[args->n_rest++] = word;
    }
    if (args->n_rest < c->min_rest) {
        usage_error(c, "an argument is missing", NULL, "", NULL);
        return false;
    }
    if (args->n_rest > c->max_rest) {
        usage_error(c, "unexpected ", args->rest[c->max_rest], "", NULL);
        return false;
    }
    return true;
}

const char *args_get(const struct args *args, const char *name)
{
    for (size_t k = 0; k < option_count(args->command); k++)
        if (strcmp(args->command->options[k].name, name) == 0)
            return args->values[k];
    return NULL;
}

bool args_has(const struct args *args, const char *name)
{
    return args_get(args, name) != NULL;
}

const char *const *args_all(struct arena *a, const struct args *args, const char *name, size_t *n)
{
    const char **all = ARENA_ARRAY(a, args->n_given, const char *);
    *n = 0;
    for (size_t i = 0; i < args->n_given; i++) {
        if (strcmp(args->given[i]->name, name) == 0)
            all[(*n)++] = args->given_values[i];
    }
    return all;
}
