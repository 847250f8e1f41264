#include "tui/commands/help.h"
#include "tui/actions.h"

#include <string.h>

#include "core/base/utf8.h"
#include "tui/actions.h"

static const char *const exits[] = {
    "0",  "done",
    "1",  "done, and the answer is \"no\" (a finding at or above --fail-on, a failed rule test)",
    "2",  "wrong usage",
    "3",  "bad input; diagnostics are on standard error",
    "4",  "environment: a file, the network or a program is missing",
    NULL,
};

static const char *const variables[] = {
    "ADIT_WORKSPACE",
    "the workspace when none is named (default ./adit.db)",
    "ADIT_DATA",
    "the folder that holds rules/ and templates/",
    "ADIT_NOW",
    "today's date, for tests and reproducible memos",
    "ADIT_AUTHOR",
    "the name recorded with each answer (default: the login name)",
    "NO_COLOR",
    "when set and not empty: no colour",
    NULL,
};

/* "  name   text" with the text wrapped at 80 columns. */
static void entry(struct strbuf *out, const char *name, const char *text, size_t width)
{
    struct arena *a = arena_new();
    size_t n;
    char **lines = text_wrap(a, text, 78 - width, &n);
    for (size_t i = 0; i < n; i++) {
        strbuf_adds(out, "  ");
        if (i == 0 && utf8_width(name) >= width) {
            strbuf_adds(out, name);
            strbuf_adds(out, "\n  ");
            cell_fit(out, "", width);
        } else {
            cell_fit(out, i == 0 ? name : "", width);
        }
        strbuf_addf(out, "%s\n", lines[i]);
    }
    arena_free(a);
}

void help_overview(struct strbuf *out)
{
    strbuf_adds(out, "adit: due diligence on rare-earth and critical-mineral projects in Central "
                     "Asia\n\nusage: adit [WORKSPACE]            the full-screen workbench\n"
                     "       adit COMMAND [options]      one command; adit COMMAND --help says "
                     "more\n\ncommands:\n");
    for (size_t i = 0; commands[i] != NULL; i++)
        entry(out, commands[i]->name, commands[i]->summary, 12);
    strbuf_adds(out, "\nexit codes:\n");
    for (size_t i = 0; exits[i] != NULL; i += 2)
        entry(out, exits[i], exits[i + 1], 12);
    strbuf_adds(out, "\nenvironment:\n");
    for (size_t i = 0; variables[i] != NULL; i += 2)
        entry(out, variables[i], variables[i + 1], 16);
}

void help_usage(struct strbuf *out, const struct command *c, size_t indent)
{
    struct arena *a = arena_new();
    const char *head = arena_printf(a, "%*susage: adit %s ", (int)indent, "", c->name);
    size_t n, width = strlen(head);
    char **lines = text_wrap(a, c->synopsis, 80 - width, &n);
    for (size_t i = 0; i < n; i++)
        strbuf_addf(out, "%*s%s\n", (int)width, i == 0 ? head : "", lines[i]);
    arena_free(a);
}

void help_command(struct strbuf *out, const struct command *c)
{
    struct arena *a = arena_new();
    strbuf_addf(out, "adit %s: %s\n\n", c->name, c->summary);
    help_usage(out, c, 0);
    if (c->details != NULL) {
        size_t n;
        char **lines = text_wrap(a, c->details, 80, &n);
        strbuf_addch(out, '\n');
        for (size_t i = 0; i < n; i++)
            strbuf_addf(out, "%s\n", lines[i]);
    }
    if (c->options != NULL && c->options[0].name != NULL)
        strbuf_adds(out, "\noptions:\n");
    for (const struct option_spec *o = c->options; o != NULL && o->name != NULL; o++) {
        const char *name = o->value != NULL ? arena_printf(a, "%s %s", o->name, o->value) : o->name;
        entry(out, name, o->help, 22);
    }
    arena_free(a);
}

/* Text for troff: backslashes and leading dots harmless, hyphens plain. */
static void roff(struct strbuf *out, const char *s)
{
    for (const char *p = s; *p != 0; p++) {
        if (*p == '\\')
            strbuf_adds(out, "\\e");
        else if (*p == '-')
            strbuf_adds(out, "\\-");
        else if ((*p == '.' || *p == '\'') && (p == s || p[-1] == '\n'))
            strbuf_addf(out, "\\&%c", *p);
        else
            strbuf_addch(out, *p);
    }
}

static void roff_entry(struct strbuf *out, const char *name, const char *value, const char *text)
{
    strbuf_adds(out, ".TP\n\\fB");
    roff(out, name);
    strbuf_adds(out, "\\fR");
    if (value != NULL) {
        strbuf_adds(out, " \\fI");
        roff(out, value);
        strbuf_adds(out, "\\fR");
    }
    strbuf_addch(out, '\n');
    roff(out, text);
    strbuf_addch(out, '\n');
}

void help_man(struct strbuf *out)
{
    strbuf_adds(out, ".TH ADIT 1 \"\" \"adit " ADIT_VERSION "\" \"User Commands\"\n"
                     ".SH NAME\nadit \\- due diligence on rare\\-earth and critical\\-mineral "
                     "projects in Central Asia\n.SH SYNOPSIS\n.B adit\n[\\fIWORKSPACE\\fR]\n.br\n"
                     ".B adit\n\\fICOMMAND\\fR [\\fIoptions\\fR]\n.SH DESCRIPTION\n"
                     "Without a command, opens the full\\-screen workbench on a workspace: one "
                     "file that holds projects, every answer with its evidence, and their "
                     "history. The commands do the same work one step at a time, for scripts.\n"
                     ".SH COMMANDS\n");
    for (size_t i = 0; commands[i] != NULL; i++) {
        const struct command *c = commands[i];
        strbuf_adds(out, ".SS \"adit ");
        roff(out, c->name);
        strbuf_addch(out, ' ');
        for (const char *p = c->synopsis; *p != 0; p++)
            strbuf_adds(out, *p == '-' ? "\\-" : *p == '"' ? "\\(dq" : (char[]){*p, 0});
        strbuf_adds(out, "\"\n");
        roff(out, c->details != NULL ? c->details : c->summary);
        strbuf_addch(out, '\n');
        for (const struct option_spec *o = c->options; o != NULL && o->name != NULL; o++)
            roff_entry(out, o->name, o->value, o->help);
    }
    strbuf_adds(out, ".SH KEYS\nOf the full\\-screen workbench.\n");
    actions_describe(out, KEYS_MAN);
    strbuf_adds(out, ".SH EXIT STATUS\n");
    for (size_t i = 0; exits[i] != NULL; i += 2)
        roff_entry(out, exits[i], NULL, exits[i + 1]);
    strbuf_adds(out, ".SH ENVIRONMENT\n");
    for (size_t i = 0; variables[i] != NULL; i += 2)
        roff_entry(out, variables[i], NULL, variables[i + 1]);
}
