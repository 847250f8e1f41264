/* adit econ: cash flow and metrics of one project, as a table, JSON or CSV. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/economics/economics.h"
#include "tui/commands/assessed.h"
#include "tui/commands/econ_risk.h"
#include "tui/commands/econ_view.h"

#define MAX_REGIMES 16

static int show(struct session *s, const struct args *args, const struct dossier *d,
                const struct econ_result *e, const struct econ_risk_report *risk,
                const struct econ_extras *x)
{
    if (args_has(args, "--json")) {
        struct json *j = econ_json(s->arena, e);
        econ_json_put(s->arena, j, "study", econ_study_json(s->arena, x->study));
        econ_json_put(s->arena, j, "value_ladder", econ_ladder_json(s->arena, x->ladder));
        econ_json_put(s->arena, j, "oxide_groups",
                      oxide_groups_json(s->arena, x->groups, x->n_groups));
        econ_json_put(s->arena, j, "resource", econ_statement_json(s->arena, x->statement));
        econ_json_put(s->arena, j, "radionuclides", radionuclides_json(s->arena, x->radionuclides));
        econ_json_put(s->arena, j, "decks", econ_decks_json(s->arena, x->decks));
        if (x->n_overlay > 0)
            econ_json_put(s->arena, j, "reference_class",
                          econ_overlay_json(s->arena, e, x->overlay, x->n_overlay));
        econ_risk_json(s->arena, j, risk);
        return print_json(j);
    }
    struct strbuf out;
    strbuf_init(&out, 0);
    if (args_has(args, "--csv"))
        econ_csv(e, &out);
    if (args_has(args, "--csv"))
        econ_ladder_csv(e, x->ladder, &out);
    else
        econ_table_text(s->arena, &out, d, e, x);
    if (!args_has(args, "--csv"))
        econ_risk_text(s->arena, &out, e, risk);
    int code = print_text(out.buf, out.len) ? EXIT_DONE : EXIT_ENVIRONMENT;
    strbuf_release(&out);
    return code;
}

/* "KZ,UZ" into names, "none" before them; false with a complaint when one has no regime. */
static bool regimes_of(struct session *s, const char *text, const char **names, size_t *n)
{
    size_t known_n;
    const char *const *known = econ_regimes(s->arena, s->data, &known_n);
    names[0] = "none";
    *n = 1;
    while (*text != '\0') {
        size_t length = strcspn(text, ",");
        const char *name = arena_strndup(s->arena, text, length);
        bool found = strcmp(name, "none") == 0;
        for (size_t i = 0; i < known_n; i++)
            found |= strcmp(known[i], name) == 0;
        for (size_t i = 1; i < *n; i++)
            found &= strcmp(names[i], name) != 0;
        if (!found || *n == MAX_REGIMES) {
            const char *all = "none";
            for (size_t i = 0; i < known_n; i++)
                all = arena_printf(s->arena, "%s, %s", all, known[i]);
            fprintf(stderr,
                    "adit: --compare takes different countries with fiscal rules, not '%s'\n"
                    "    hint: %s, joined by commas\n",
                    text_visible(s->arena, name, length, true), all);
            return false;
        }
        if (strcmp(name, "none") != 0)
            names[(*n)++] = name;
        text += length + (text[length] == ',');
    }
    return true;
}

static int compare(struct session *s, const struct args *args, const struct dossier *d,
                   const char *case_name)
{
    const char *names[MAX_REGIMES];
    size_t n;
    if (!regimes_of(s, args_get(args, "--compare"), names, &n))
        return EXIT_USAGE;
    const struct econ_compared *list =
        econ_compare(s->arena, d, s->data, case_name, names, n, s->diags);
    int code = session_report(s);
    if (code != EXIT_DONE)
        return code;
    if (args_has(args, "--json"))
        return print_json(econ_compare_json(s->arena, list, n));
    struct strbuf out;
    strbuf_init(&out, 0);
    compare_table(s->arena, &out, d, list, n);
    code = print_text(out.buf, out.len) ? EXIT_DONE : EXIT_ENVIRONMENT;
    strbuf_release(&out);
    return code;
}

static int decks(struct session *s, const struct args *args, const struct dossier *d,
                 const char *case_name)
{
    struct econ_options options = {.case_name = case_name};
    const struct econ_result *e = econ_run(s->arena, d, s->data, &options, s->diags);
    int code = session_report(s);
    if (code != EXIT_DONE)
        return code;
    const struct econ_decks *list = econ_decks(s->arena, d, s->data, &options, e);
    if (args_has(args, "--json"))
        return print_json(econ_decks_json(s->arena, list));
    struct strbuf out;
    strbuf_init(&out, 0);
    econ_decks_text(s->arena, &out, d, e, list);
    code = print_text(out.buf, out.len) ? EXIT_DONE : EXIT_ENVIRONMENT;
    strbuf_release(&out);
    return code;
}

static int cases(struct session *s, const struct args *args, const struct dossier *d)
{
    size_t n;
    const struct econ_case *list = econ_case_table(
        s->arena, d, s->data, !args_has(args, "--no-reference-class"), &n, s->diags);
    int code = session_report(s);
    if (code != EXIT_DONE)
        return code;
    if (args_has(args, "--json"))
        return print_json(econ_case_table_json(s->arena, list, n));
    struct strbuf out;
    strbuf_init(&out, 0);
    if (args_has(args, "--csv"))
        econ_case_table_csv(list, n, &out);
    else
        econ_cases_text(s->arena, &out, d, list, n);
    code = print_text(out.buf, out.len) ? EXIT_DONE : EXIT_ENVIRONMENT;
    strbuf_release(&out);
    return code;
}

static int explain(struct session *s, const struct args *args, const struct dossier *d,
                   const char *case_name)
{
    struct econ_options options = {.case_name = case_name};
    const struct econ_result *e = econ_run(s->arena, d, s->data, &options, s->diags);
    const char *what = args_get(args, "--explain");
    int code = session_report(s);
    if (code != EXIT_DONE)
        return code;
    struct strbuf out;
    strbuf_init(&out, 0);
    if (!econ_explain_text(s->arena, &out, e, what))
        code = EXIT_USAGE;
    else if (args_has(args, "--json"))
        code = print_json(econ_explain_json(s->arena, e, what));
    else
        code = print_text(out.buf, out.len) ? EXIT_DONE : EXIT_ENVIRONMENT;
    strbuf_release(&out);
    return code;
}

/* Adds the decks of --deck FILE. False with *code set and everything closed. */
static bool session_deck(struct session *s, const struct args *args, int *code)
{
    const char *path = args_get(args, "--deck");
    const struct econ_data *more =
        path != NULL ? econ_data_add(s->arena, s->data, path, s->diags) : s->data;
    if (more == NULL) {
        session_report(s);
        session_close(s);
        *code = EXIT_INPUT;
        return false;
    }
    s->data = more;
    return true;
}

static bool known_chart(const char *name)
{
    struct arena *a = arena_new();
    bool known = econ_chart_kind(name);
    if (!known)
        fprintf(stderr, "adit: there is no chart '%s'\n    hint: %s\n",
                text_visible(a, name, strlen(name), true), econ_chart_kinds(a));
    arena_free(a);
    return known;
}

/* The charts that --chart and --svg ask for. *done: one chart was asked for alone, nothing follows.
 */
static int charts(struct session *s, const struct args *args, const struct econ_chart_source *x,
                  bool *done)
{
    const char *chart = args_get(args, "--chart"), *svg = args_get(args, "--svg");
    *done = chart != NULL || (svg != NULL && econ_chart_kind(svg));
    if (*done)
        return econ_chart_print(x, chart != NULL ? chart : svg, chart == NULL) ? EXIT_DONE
                                                                               : EXIT_ENVIRONMENT;
    if (svg == NULL || econ_svg(x, svg))
        return EXIT_DONE;
    session_report(s);
    return EXIT_ENVIRONMENT;
}

/* The project as it stands or in one case: what adit econ shows unless an option asks for less. */
static int result(struct session *s, const struct args *args, const struct dossier *d,
                  const char *case_name, const struct risk_options *trials)
{
    struct econ_options options = {.case_name = case_name};
    const struct econ_result *e = econ_run(s->arena, d, s->data, &options, s->diags);
    struct econ_risk_report risk = econ_risk_report(s, args, d, &options, e, trials);
    int code = session_report(s);
    if (code != EXIT_DONE)
        return code;
    struct econ_extras x = {
        .study = econ_study(s->arena, e),
        .ladder = econ_ladder(s->arena, e),
        .decks = econ_decks(s->arena, d, s->data, &options, e),
        .statement = econ_statement(s->arena, d, s->data, e, s->as_of),
        .radionuclides = radionuclides_of(s->arena, d),
        .detail = args_has(args, "--detail"),
    };
    x.groups = oxide_groups(s->arena, e, &x.n_groups);
    bool done;
    code = charts(s, args, &(struct econ_chart_source){s, d, e, x.study, &risk}, &done);
    if (code != EXIT_DONE || done)
        return code;
    if (!args_has(args, "--no-reference-class"))
        x.overlay = econ_overlay(s->arena, d, s->data, &options, e, &x.n_overlay);
    return show(s, args, d, e, &risk, &x);
}

/* Options that exclude each other, and charts that do not exist: false with a complaint. */
static bool options_fit(const struct args *args)
{
    if (args_has(args, "--json") && args_has(args, "--csv")) {
        fprintf(stderr, "adit: --json and --csv exclude each other\n");
        return false;
    }
    if (args_get(args, "--compare") != NULL && args_has(args, "--csv")) {
        fprintf(stderr, "adit: --compare gives a table or --json, not --csv\n");
        return false;
    }
    return args_get(args, "--chart") == NULL || known_chart(args_get(args, "--chart"));
}

static int run_econ(const struct args *args)
{
    struct session s;
    int code;
    struct risk_options trials;
    if (!options_fit(args) || !econ_risk_options(args, &trials))
        return EXIT_USAGE;
    if (!session_open(&s, args, &code))
        return code;
    if (!session_deck(&s, args, &code))
        return code;
    const struct dossier *d = session_project(&s, args->rest[0], &code);
    const char *case_name = args_get(args, "--case");
    if (d != NULL && !case_named(&s, d, case_name)) {
        code = EXIT_USAGE;
    } else if (d != NULL && args_get(args, "--explain") != NULL) {
        code = explain(&s, args, d, case_name);
    } else if (d != NULL && args_has(args, "--decks")) {
        code = decks(&s, args, d, case_name);
    } else if (d != NULL && args_has(args, "--cases")) {
        code = cases(&s, args, d);
    } else if (d != NULL && args_get(args, "--compare") != NULL) {
        code = compare(&s, args, d, case_name);
    } else if (d != NULL) {
        code = result(&s, args, d, case_name, &trials);
    }
    session_close(&s);
    return code;
}

static const struct option_spec options[] = {
    {"--json", NULL, "one JSON document, full precision"},
    {"--csv", NULL, "the annual statement, one line a row"},
    {"--case", "NAME", "a case of the project file instead of the file as it stands"},
    {"--cases", NULL, "all cases of the file as columns: what each changes, why, what it does"},
    {"--detail", NULL, "also the state's share by price, by year and by instrument"},
    {"--explain", "LINE:YEAR", "one figure: its formula and what stands behind it (ebitda:2035)"},
    {"--no-reference-class", NULL, "leave out what other projects met"},
    {"--compare", "KZ,UZ,KG,TJ,TM", "the project under these fiscal regimes and under no tax"},
    {"--decks", NULL, "NPV, IRR and verdict at the prices of every deck and year"},
    {"--deck", "FILE", "also the price decks of this file (format adit-data/1)"},
    {"--sensitivity", NULL, "one input at a time; prices against capital"},
    {"--monte-carlo", "N", "N trials of all uncertain inputs together"},
    {"--seed", "S", "of the trials (1): the same seed, the same result"},
    {"--threads", "T", "for the trials (all cores); does not change the result"},
    {"--sampling", "PLAN", "latin (default), sobol or plain"},
    {"--chart", "KIND",
     "one chart as text: cash-flow, waterfall, taxes, profile, share, dscr, tornado, distribution, "
     "compare, cases"},
    {"--svg", "KIND|DIR", "one chart as SVG on stdout, or all of them into this folder"},
    {"--rules", "DIR", "rule packs of your own beside the program's"},
    {NULL, NULL, NULL},
};

const struct command cmd_econ = {
    .name = "econ",
    .synopsis = "PROJECT.yaml [--json | --csv] [--case NAME] [--compare KZ,UZ,KG,TJ,TM] "
                "[--sensitivity] [--monte-carlo N] [--cases] [--decks] [--explain LINE:YEAR]",
    .summary = "cash flow and metrics",
    .details =
        "Reads the economics section of the project: lines that are given stand, the rest "
        "is computed from plan, products, costs, capital and taxes. Figures that cannot be "
        "computed are left out, and a note says why. Trials vary every figure that states low "
        "and high (triangular) and those of economics.uncertainty: distributions (input, "
        "kind: uniform, triangular, pert, lognormal, normal, mean_reverting), correlations "
        "(between, rank) and dscr_below.",
    .options = options,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_econ,
};
