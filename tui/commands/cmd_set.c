#include <string.h>

#include "tui/commands/workspace.h"

/* A value in double quotes is a text, whatever stands in it. */
static const char *unquoted(struct arena *a, const char *text, bool *quoted)
{
    size_t n = strlen(text);
    *quoted = n >= 2 && text[0] == '"' && text[n - 1] == '"';
    return *quoted ? arena_strndup(a, text + 1, n - 2) : text;
}

static bool read_evidence(struct session *s, const struct args *args, struct fact *f)
{
    f->evidence.document = args_get(args, "--document");
    f->evidence.page = args_get(args, "--page");
    f->evidence.quote = args_get(args, "--quote");
    f->note = args_get(args, "--note");
    const char *date = args_get(args, "--date"), *grade = args_get(args, "--grade");
    struct pos nowhere = {0};
    if (date != NULL && !date_parse(date, strlen(date), &f->evidence.date)) {
        diag_add(s->diags, DIAG_ERROR, NULL, nowhere, "dates are written 2026-02-28",
                 "'%s' is not a date", harmless(s->arena, date));
        return false;
    }
    f->evidence.has_date = date != NULL;
    if (grade != NULL && !grade_parse(grade, &f->grade)) {
        diag_add(s->diags, DIAG_ERROR, NULL, nowhere, "one of asserted, document, verified, expert",
                 "'%s' is not a grade", harmless(s->arena, grade));
        return false;
    }
    if (grade == NULL && f->evidence.document != NULL)
        f->grade = GRADE_DOCUMENT;
    return true;
}

/* The answer as a fact. The unit of a figure of the economics section stays when it is not given
 * anew: a price keeps its USD/kg. */
static bool read_answer(struct session *s, const struct args *args, const struct dossier *d,
                        struct fact *f)
{
    bool quoted;
    struct pos nowhere = {0};
    const char *name = args->rest[1], *text = unquoted(s->arena, args->rest[2], &quoted);
    if (!fact_answer(s->arena, rulebook_catalogue(s->rulebook), name, text, quoted, nowhere, f,
                     s->diags) ||
        !read_evidence(s, args, f))
        return false;
    const struct fact *old = dossier_fact(d, name);
    f->unit = args_get(args, "--unit");
    if (f->unit == NULL && old != NULL)
        f->unit = old->unit;
    if (f->unit != NULL && f->def != NULL &&
        (f->def->unit == NULL || strcmp(f->unit, f->def->unit) != 0)) {
        diag_add(s->diags, DIAG_ERROR, NULL, nowhere,
                 f->def->unit != NULL
                     ? arena_printf(s->arena, "convert the figure to %s", f->def->unit)
                     : "leave the unit out",
                 "'%s' is not the unit of '%s'", harmless(s->arena, f->unit), name);
        return false;
    }
    return true;
}

static int set_fact(struct session *s, const struct args *args, struct store *store)
{
    const char *project = args->rest[0];
    const struct dossier *d =
        store_dossier(store, s->arena, rulebook_catalogue(s->rulebook), project, s->diags);
    struct fact f;
    if (d == NULL || !read_answer(s, args, d, &f)) {
        session_report(s);
        return EXIT_INPUT;
    }
    const struct fact *old = dossier_fact(d, f.name);
    const char *before = old != NULL ? fact_display(s->arena, f.def, old->value) : "unknown";
    if (!store_set(store, project, &f, author_name(), -1, s->diags)) {
        session_report(s);
        return EXIT_ENVIRONMENT;
    }
    session_report(s);
    struct strbuf out;
    strbuf_init(&out, 0);
    strbuf_addf(&out, "%s %s: %s -> %s\n", project, f.name, before,
                fact_display(s->arena, f.def, f.value));
    return print_buffer(&out);
}

static int run_set(const struct args *args)
{
    struct session s;
    int code = EXIT_ENVIRONMENT;
    if (!workspace_session(&s, args, &code))
        return code;
    struct store *store = store_open(workspace_path(args), false, false, s.diags);
    code = EXIT_ENVIRONMENT;
    if (store != NULL)
        code = set_fact(&s, args, store);
    else
        session_report(&s);
    store_close(store);
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    {"--grade", "GRADE", "asserted, document, verified or expert"},
    {"--document", "FILE", "the document that proves it"},
    {"--page", "N", "the page of the document"},
    {"--quote", "TEXT", "the passage"},
    {"--date", "DATE", "the date of the document"},
    {"--unit", "UNIT", "the unit of a price or cost of the economics section"},
    {"--note", "TEXT", "a note"},
    WORKSPACE_OPTION,
    {"--rules", "DIR", "rule packs beside the program's own"},
    {0},
};

const struct command cmd_set = {
    .name = "set",
    .synopsis = "PROJECT-ID FACT VALUE [--grade G --document D --page N --note TEXT]",
    .summary = "one answer, as a new revision",
    .details = "VALUE is checked for the fact's type, unit and range. 'none' says that there is "
               "none, 'unknown' takes an answer back. A value in double quotes is a text.",
    .options = options,
    .min_rest = 3,
    .max_rest = 3,
    .negative_rest = true,
    .run = run_set,
};
