#include <string.h>

#include "core/assess/review_inputs.h"
#include "core/evidence/clauses.h"
#include "tui/commands/workspace.h"

/* A value in double quotes is a text, whatever stands in it. */
static const char *unquoted(struct arena *a, const char *text, bool *quoted)
{
    size_t n = strlen(text);
    *quoted = n >= 2 && text[0] == '"' && text[n - 1] == '"';
    return *quoted ? arena_strndup(a, text + 1, n - 2) : text;
}

/* Document, page, passage and date of the clause; options given beside it win. */
static bool read_clause(struct session *s, const struct args *args, const struct dossier *d,
                        struct fact *f)
{
    const char *name = args_get(args, "--clause");
    if (name == NULL)
        return true;
    const struct clause_register *r = clause_register(s->arena, d);
    const struct clause_entry *e = clause_entry_named(s->arena, r, d, name, s->diags);
    if (e == NULL)
        return false;
    f->evidence = clause_evidence(e);
    struct pos nowhere = {0};
    if (!clause_category_answers(e->category, f->name))
        diag_add(s->diags, DIAG_WARNING, NULL, nowhere, "'adit clauses PROJECT --all' lists them",
                 "'%s' is not among the facts that a clause on '%s' is known to answer", f->name,
                 e->category->id);
    return true;
}

static const char *given(const struct args *args, const char *option, const char *otherwise)
{
    const char *text = args_get(args, option);
    return text != NULL ? text : otherwise;
}

static bool read_evidence(struct session *s, const struct args *args, const struct dossier *d,
                          struct fact *f)
{
    if (!read_clause(s, args, d, f))
        return false;
    f->evidence.document = given(args, "--document", f->evidence.document);
    f->evidence.page = given(args, "--page", f->evidence.page);
    f->evidence.quote = given(args, "--quote", f->evidence.quote);
    f->note = args_get(args, "--note");
    const char *date = args_get(args, "--date"), *grade = args_get(args, "--grade");
    struct pos nowhere = {0};
    if (date != NULL && !date_parse(date, strlen(date), &f->evidence.date)) {
        diag_add(s->diags, DIAG_ERROR, NULL, nowhere, "dates are written 2026-02-28",
                 "'%s' is not a date", harmless(s->arena, date));
        return false;
    }
    f->evidence.has_date = f->evidence.has_date || date != NULL;
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
        !read_evidence(s, args, d, f))
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

/* --as: the figure is the sponsor's or the reviewer's; what is in use stays without --final. */
static bool claim(struct session *s, const struct args *args, const struct fact *old,
                  struct fact *f)
{
    const char *as = args_get(args, "--as");
    struct pos nowhere = {0};
    if (as == NULL && !args_has(args, "--final") && !args_has(args, "--why")) {
        fact_keep_claims(f, old);
        return true;
    }
    bool reviewer = as != NULL && strcmp(as, "reviewer") == 0;
    if (as == NULL || (!reviewer && strcmp(as, "sponsor") != 0)) {
        diag_add(s->diags, DIAG_ERROR, NULL, nowhere, "--as sponsor or --as reviewer",
                 "whose figure is it?");
        return false;
    }
    struct fact typed = *f;
    if (!fact_claim(s->arena, old, &typed, reviewer, args_has(args, "--final"),
                    args_get(args, "--why"), f, s->diags))
        return false;
    if (typed.evidence.document != NULL || typed.evidence.page != NULL)
        f->evidence = typed.evidence;
    f->note = typed.note != NULL ? typed.note : f->note;
    return true;
}

static void show_claims(struct arena *a, struct strbuf *out, const struct fact *f)
{
    if (!f->has_claims)
        return;
    const char *sponsor = fact_display(a, f->def, f->sponsor);
    const char *reviewer = fact_display(a, f->def, f->reviewer);
    strbuf_addf(out, "    sponsor %s; reviewer %s%s%s\n",
                f->sponsor.kind != FEEL_UNKNOWN ? sponsor : "not given",
                f->reviewer.kind != FEEL_UNKNOWN ? reviewer : "not given",
                f->why != NULL ? ": " : "", f->why != NULL ? harmless(a, f->why) : "");
}

static int set_fact(struct session *s, const struct args *args, struct store *store)
{
    const char *project = args->rest[0];
    const struct dossier *d =
        store_dossier(store, s->arena, rulebook_catalogue(s->rulebook), project, s->diags);
    struct fact f;
    const struct fact *old = d != NULL ? dossier_fact(d, args->rest[1]) : NULL;
    if (d == NULL || !read_answer(s, args, d, &f) || !claim(s, args, old, &f)) {
        session_report(s);
        return EXIT_INPUT;
    }
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
    show_claims(s->arena, &out, &f);
    return print_buffer(&out);
}

static int run_set(const struct args *args)
{
    return workspace_change(args, set_fact);
}

static const struct option_spec options[] = {
    {"--grade", "GRADE", "asserted, document, verified or expert"},
    {"--document", "FILE", "the document that proves it"},
    {"--page", "N", "the page of the document"},
    {"--quote", "TEXT", "the passage"},
    {"--date", "DATE", "the date of the document"},
    {"--clause", "CATEGORY", "the clause that proves it: document, page, passage and date"},
    {"--unit", "UNIT", "the unit of a price or cost of the economics section"},
    {"--note", "TEXT", "a note"},
    {"--as", "WHO", "the figure of the sponsor or of the reviewer; the one in use stays"},
    {"--why", "TEXT", "why the reviewer's figure differs"},
    {"--final", NULL, "with --as: it is also the one in use from now on"},
    WORKSPACE_OPTION,
    {"--rules", "DIR", "rule packs beside the program's own"},
    {0},
};

const struct command cmd_set = {
    .name = "set",
    .synopsis = "PROJECT-ID FACT VALUE [--grade G --document D --page N --note TEXT] [--clause C]",
    .summary = "one answer, as a new revision",
    .details = "VALUE is checked for the fact's type, unit and range. 'none' says that there is "
               "none, 'unknown' takes an answer back. A value in double quotes is a text. "
               "CATEGORY is one of 'adit clauses', or DOCUMENT.CATEGORY where several documents "
               "have it. A name clauses.DOCUMENT.CATEGORY.FIELD sets a field of a clause. "
               "With --as the sponsor's, the reviewer's and the figure in use are kept apart.",
    .options = options,
    .min_rest = 3,
    .max_rest = 3,
    .negative_rest = true,
    .run = run_set,
};
