/* adit review: reviewers' decisions on checks: listed, made, withdrawn; figures that a reviewer
 * accepts or adjusts; and whether reviewers decide alike. */
#include <stdint.h>
#include <string.h>

#include "core/assess/review.h"
#include "tui/commands/assessed.h"
#include "tui/commands/review_view.h"

/* --- list ------------------------------------------------------------------------------------- */

/* -w W with a project's id is W:ID. */
static const char *where(struct arena *a, const struct args *args, size_t i)
{
    const char *workspace = args_get(args, "-w");
    return workspace != NULL ? arena_printf(a, "%s:%s", workspace, args->rest[i]) : args->rest[i];
}

static int list(const struct args *args)
{
    struct session s;
    int code;
    if (!session_open(&s, args, &code))
        return code;
    const struct dossier *d = session_project(&s, where(s.arena, args, 0), &code);
    if (d != NULL && args_has(args, "--inputs")) {
        code = review_show_inputs(s.arena, d, args);
    } else if (d != NULL) {
        const struct econ_result *e = econ_run(s.arena, d, s.data, NULL, s.diags);
        code = !diags_ok(s.diags)
                   ? session_report(&s)
                   : review_show_list(s.arena, assess(s.arena, s.rulebook, d, s.as_of, e), args);
    }
    session_close(&s);
    return code;
}

/* --- one decision ------------------------------------------------------------------------------
 */

static bool read_decision(struct session *s, const struct args *args, const struct assessment *all,
                          struct fact *out)
{
    char today_text[DATE_TEXT_MAX];
    struct pos nowhere = {0};
    const char *check = args->rest[1], *from = args_get(args, "--from");
    const char *fields[REVIEW_FIELD_COUNT] = {
        [REVIEW_DECISION] = args_has(args, "--waive") ? "waive" : "override",
        [REVIEW_STATUS] = args_get(args, "--override"),
        [REVIEW_NAME] = args_get(args, "--name"),
        [REVIEW_ROLE] = args_get(args, "--role"),
        [REVIEW_DATE] = from != NULL ? from : date_text(s->as_of, today_text),
        [REVIEW_UNTIL] = args_get(args, "--until"),
        [REVIEW_REASON] = args_get(args, "--reason"),
        [REVIEW_DOCUMENT] = args_get(args, "--document"),
        [REVIEW_PAGE] = args_get(args, "--page"),
    };
    const struct finding *f = assessment_find(all, check);
    fields[REVIEW_COMPUTED] = f != NULL ? status_name(f->status) : NULL;
    return review_make(s->arena, rulebook_catalogue(s->rulebook), check, fields, NULL, nowhere, out,
                       s->diags);
}

static bool read_withdrawal(struct session *s, const struct args *args, const struct dossier *d,
                            struct fact *out)
{
    struct review old;
    struct pos nowhere = {0};
    const char *name = review_fact_name(s->arena, args->rest[1]);
    const char *why = args_get(args, "--reason");
    if (!dossier_review(s->arena, d, args->rest[1], &old)) {
        diag_add(s->diags, DIAG_ERROR, NULL, nowhere, "'adit review PROJECT' lists what there is",
                 "nobody has reviewed '%s'", harmless(s->arena, args->rest[1]));
        return false;
    }
    if (why == NULL || why[strspn(why, " ")] == '\0') {
        diag_add(s->diags, DIAG_ERROR, NULL, nowhere, "--reason TEXT",
                 "a withdrawal needs its reason: the record keeps both");
        return false;
    }
    *out = (struct fact){.name = name, .value = feel_unknown_fact(s->arena, name, NULL)};
    out->low = out->high = out->sponsor = out->reviewer = feel_null();
    out->note = why;
    return true;
}

static int print_decision(struct session *s, const struct args *args, const struct fact *f)
{
    struct strbuf out;
    struct review r;
    strbuf_init(&out, 0);
    strbuf_addf(&out, "%s %s: ", args->rest[0], args->rest[1]);
    if (review_read(f, &r))
        strbuf_addf(&out, "%s, from %s to %s; computed: %s\n", review_decision_words(s->arena, &r),
                    r.fields[REVIEW_DATE], r.fields[REVIEW_UNTIL], r.fields[REVIEW_COMPUTED]);
    else
        strbuf_adds(&out, "withdrawn; the decision stays in the log\n");
    return print_buffer(&out);
}

static int decide(struct session *s, const struct args *args, struct store *store)
{
    const char *project = args->rest[0];
    /* Before anything is read: whoever writes meanwhile is noticed. */
    const char *name = review_fact_name(s->arena, args->rest[1]);
    long long seen = store_revision(store, project, name, s->diags);
    const struct dossier *d =
        store_dossier(store, s->arena, rulebook_catalogue(s->rulebook), project, s->diags);
    struct fact f;
    bool ok = d != NULL;
    if (ok && args_has(args, "--withdraw")) {
        ok = read_withdrawal(s, args, d, &f);
    } else if (ok) {
        const struct econ_result *e = econ_run(s->arena, d, s->data, NULL, s->diags);
        ok = diags_ok(s->diags) &&
             read_decision(s, args, assess(s->arena, s->rulebook, d, s->as_of, e), &f);
    }
    if (!ok)
        return session_report(s);
    if (!store_set(store, project, &f, author_name(), seen, s->diags)) {
        session_report(s);
        return EXIT_ENVIRONMENT;
    }
    session_report(s);
    return print_decision(s, args, &f);
}

/* --- the command -------------------------------------------------------------------------------
 */

static int wrong(const char *text)
{
    fprintf(stderr, "adit review: %s\n", text);
    return EXIT_USAGE;
}

static int run_review(const struct args *args)
{
    int decisions =
        args_has(args, "--waive") + args_has(args, "--override") + args_has(args, "--withdraw");
    if (args_has(args, "--json") && args_has(args, "--csv"))
        return wrong("--json or --csv, not both");
    if (args_has(args, "--consistency"))
        return decisions == 0 ? review_show_consistency(args)
                              : wrong("--consistency makes no decision");
    if (args->n_rest > 2)
        return wrong("one project, or one project and one check");
    if (args->n_rest == 1)
        return decisions == 0 ? list(args) : wrong("which check? PROJECT-ID CHECK");
    if (decisions != 1)
        return wrong("one of --override STATUS, --waive and --withdraw");
    const char *ending = strrchr(args->rest[0], '.');
    if (ending != NULL && strcmp(ending, ".yaml") == 0)
        return wrong("a decision is kept in a workspace: take the file in with 'adit import', then "
                     "name the project's id");
    return workspace_change(args, decide);
}

static const struct option_spec options[] = {
    {"--override", "STATUS", "counts as pass, conditional, fail, unknown or not_applicable"},
    {"--waive", NULL, "the requirement stands; it is not insisted on for a time"},
    {"--withdraw", NULL, "take the decision back (with --reason)"},
    {"--name", "NAME", "who decides"},
    {"--role", "ROLE", "as what"},
    {"--reason", "TEXT", "why"},
    {"--until", "DATE", "the last day on which it holds"},
    {"--from", "DATE", "the first day (default today)"},
    {"--document", "FILE", "the paper that records it"},
    {"--page", "N", "the page of the document"},
    {"--inputs", NULL, "figures that a reviewer accepts, adjusts or has not reviewed"},
    {"--consistency", NULL, "do reviewers decide alike? over projects or workspaces"},
    WORKSPACE_OPTION,
    RULES_OPTION,
    AS_OF_OPTION,
    {"--csv", NULL, "print CSV (RFC 4180)"},
    JSON_OPTION,
    {0},
};

const struct command cmd_review = {
    .name = "review",
    .synopsis = "PROJECT [CHECK --override STATUS|--waive --name N --reason T --until DATE]",
    .summary = "reviewers' decisions on checks: list, override, waive, compare",
    .details =
        "With a project alone: its reviews and whether each is in force, expired, or made when "
        "the check came out otherwise; only those in force count. With -w WORKSPACE (or with a "
        "check) PROJECT is a project's id. A decision never hides the computed result. A waived "
        "check counts as conditional: the requirement stands, and the waiver ends. Points stay as "
        "computed. What nobody may waive (a statute's bar, or a condition whose rule says so) is "
        "refused; when it was judged wrongly, an override takes the document that shows it. "
        "--consistency counts for each check and computed status how often each reviewer decided "
        "otherwise, of the applications that carry a decision of theirs, beside the others' count; "
        "they differ when both have at least 3 applications and the shares are 50 points apart. "
        "It takes project files, folders, WORKSPACE:ID, or whole workspaces.",
    .options = options,
    .min_rest = 1,
    .max_rest = SIZE_MAX,
    .run = run_review,
};
