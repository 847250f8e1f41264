/* What check, explain and ask share. */
#include "tui/commands/assessed.h"

#include <string.h>

#include "core/base/utf8.h"

bool case_named(const struct session *s, const struct dossier *d, const char *name)
{
    size_t n;
    const char *const *cases = econ_cases(s->arena, d, &n);
    if (name == NULL || strcmp(name, "sponsor") == 0)
        return true;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(cases[i], name) == 0)
            return true;
    }
    const char *near = nearest_name(name, cases, n);
    fprintf(stderr, "adit: the project has no case '%s'\n", harmless(s->arena, name));
    if (near != NULL)
        fprintf(stderr, "    hint: did you mean '%s'?\n", harmless(s->arena, near));
    else if (n == 0)
        fprintf(stderr, "    hint: it has none; leave --case out\n");
    for (size_t i = 0; near == NULL && i < n; i++)
        fprintf(stderr, "%s%s%s", i == 0 ? "    hint: it has " : ", ", harmless(s->arena, cases[i]),
                i + 1 == n ? "\n" : "");
    return false;
}

const struct programme *programme_named(const struct session *s, const char *command,
                                        const char *id)
{
    const struct programme *p = rulebook_find_programme(s->rulebook, id);
    if (p != NULL)
        return p;
    const char *near = rulebook_nearest_programme(s->rulebook, id);
    fprintf(stderr, "adit %s: no programme '%s'\n", command, harmless(s->arena, id));
    if (near != NULL)
        fprintf(stderr, "    hint: did you mean '%s'?\n", near);
    else
        fprintf(stderr, "    hint: 'adit programmes PROJECT.yaml' lists them\n");
    return NULL;
}

bool subject_open(struct subject *s, const struct args *args, int *code)
{
    *s = (struct subject){.dossier = NULL};
    if (!session_open(&s->session, args, code))
        return false;
    const char *name = args_get(args, "--case");
    s->dossier = session_project(&s->session, args->rest[0], code);
    if (s->dossier != NULL && !case_named(&s->session, s->dossier, name)) {
        *code = EXIT_USAGE;
        s->dossier = NULL;
    }
    if (s->dossier == NULL) {
        session_close(&s->session);
        return false;
    }
    struct econ_options options = {.case_name =
                                       name != NULL && strcmp(name, "sponsor") != 0 ? name : NULL};
    s->economics =
        econ_run(s->session.arena, s->dossier, s->session.data, &options, s->session.diags);
    if (!diags_ok(s->session.diags)) {
        *code = session_report(&s->session);
        session_close(&s->session);
        return false;
    }
    return true;
}

void print_wrapped(struct arena *a, struct strbuf *out, const char *head, size_t indent,
                   const char *text)
{
    size_t n;
    char **lines = text_wrap(a, harmless(a, text), 79 - indent, &n);
    for (size_t i = 0; i < n; i++) {
        if (i == 0)
            cell_fit(out, head, indent);
        else
            strbuf_addf(out, "%*s", (int)indent, "");
        strbuf_adds(out, lines[i]);
        strbuf_addch(out, '\n');
    }
}

void print_status(struct strbuf *out, enum status s)
{
    static const char *const words[] = {"pass", "conditional", "FAIL", "open", "n/a", "ERROR"};
    static const char *const colours[] = {"32", "33", "31;1", "36", "2", "31;1"};
    if (stdout_colour())
        strbuf_addf(out, "\033[%sm%-11s\033[0m ", colours[s], words[s]);
    else
        strbuf_addf(out, "%-11s ", words[s]);
}

/* How sure it is: the kind of source that was read, or that it is our own policy. */
const char *citation_standing(struct arena *a, const struct citation *c)
{
    const char *grade = c->source->grade;
    if (grade == NULL || strcmp(c->basis, "house") == 0)
        return c->basis;
    bool indirect = strcmp(grade, "secondary") == 0 || strcmp(grade, "press") == 0;
    return indirect ? arena_printf(a, "%s source", grade) : grade;
}

const char *citation_text(struct arena *a, const struct citation *c)
{
    char read[DATE_TEXT_MAX];
    const char *when =
        c->source->has_read ? arena_printf(a, ", read %s", date_text(c->source->read, read)) : "";
    return arena_printf(a, "%s%s%s (%s%s)", c->source->title, c->at != NULL ? ", " : "",
                        c->at != NULL ? c->at : "", citation_standing(a, c), when);
}
