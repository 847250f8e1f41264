/* adit check: all rules over one project: verdicts, stops, findings, what to ask next. */
#include <string.h>

#include "core/assess/review.h"
#include "core/base/utf8.h"
#include "tui/commands/assessed.h"

static const char *plain(struct arena *a, struct dec d)
{
    return fact_display(a, NULL, feel_number(d));
}

static const char *interval(struct arena *a, struct dec low, struct dec high, struct dec max)
{
    if (dec_cmp(low, high) == 0)
        return arena_printf(a, "%s of %s", plain(a, low), plain(a, max));
    return arena_printf(a, "%s to %s of %s", plain(a, low), plain(a, high), plain(a, max));
}

static void heading(struct strbuf *out, const char *text)
{
    strbuf_addf(out, stdout_colour() ? "\n\033[1m%s\033[0m\n" : "\n%s\n", text);
}

/* --- parts of the summary ----------------------------------------------------------------------
 */

/* The figures that a reader wants first; all of them, with formulas: --programme. */
static void show_terms(struct arena *a, struct strbuf *out, const struct programme_result *p)
{
    const char *text = NULL;
    for (size_t i = 0; i < p->programme->n_terms; i++) {
        const struct term_result *r = &p->terms[i];
        if (r->state != TERM_VALUE || !r->term->headline)
            continue;
        const char *one = arena_printf(a, "%s %s", r->term->title, r->shown);
        text = text != NULL ? arena_printf(a, "%s; %s", text, one) : one;
    }
    if (text != NULL)
        print_wrapped(a, out, "", 4, text);
}

static void show_programmes(struct arena *a, struct strbuf *out, const struct assessment *s)
{
    if (s->n_programmes == 0)
        return;
    heading(out, "Programmes");
    for (size_t i = 0; i < s->n_programmes; i++) {
        const struct programme_result *p = &s->programmes[i];
        strbuf_adds(out, "  ");
        cell_fit(out, harmless(a, p->programme->title), 40);
        strbuf_addf(out, " %-12s", verdict_name(p->verdict));
        if (p->n_scores != 0)
            strbuf_addf(out, " %s", interval(a, p->score_low, p->score_high, p->score_max));
        strbuf_addch(out, '\n');
        size_t failed = 0, open = 0;
        for (size_t k = 0; k < p->n_bars; k++) {
            failed += p->bars[k]->status == STATUS_FAIL ? 1 : 0;
            open += p->bars[k]->status == STATUS_UNKNOWN ? 1 : 0;
        }
        strbuf_addf(out, "    %s: %zu bars, %zu failed, %zu open\n", p->programme->id, p->n_bars,
                    failed, open);
        size_t reviewed;
        enum verdict v = verdict_reviewed(a, s->dossier, s->as_of, p, &reviewed);
        if (reviewed != 0)
            strbuf_addf(out, "    %zu %s: %s with %s\n", reviewed,
                        reviewed == 1 ? "bar reviewed" : "bars reviewed", verdict_name(v),
                        reviewed == 1 ? "it" : "them");
        show_terms(a, out, p);
    }
}

static void show_finding(struct arena *a, struct strbuf *out, const struct assessment *s,
                         const struct finding *f)
{
    struct check_review review;
    strbuf_adds(out, "  ");
    print_status(out, f->status);
    strbuf_addf(out, "%-8s %s\n", rule_severity_name(f->rule->severity), f->rule->id);
    print_wrapped(a, out, "", 14, f->message);
    /* The exception that held, else the first that the rule names: its law. */
    size_t own = f->rule->n_citations;
    if (f->n_citations != 0)
        print_wrapped(a, out, "", 14,
                      citation_text(a, f->citations[f->n_citations > own ? own : 0]));
    if (finding_review(a, s->dossier, f, s->as_of, &review))
        print_wrapped(a, out, "", 14, arena_printf(a, "reviewed: %s", review_line(a, &review)));
}

static bool is_problem(const struct finding *f)
{
    return !finding_is_stop(f) && (f->status == STATUS_FAIL || f->status == STATUS_CONDITIONAL ||
                                   f->status == STATUS_ERROR);
}

static void show_findings(struct arena *a, struct strbuf *out, const struct assessment *s,
                          const char *title, bool (*wanted)(const struct finding *f))
{
    bool any = false;
    for (size_t i = 0; i < s->n_findings; i++) {
        if (!wanted(&s->findings[i]))
            continue;
        if (!any)
            heading(out, title);
        any = true;
        show_finding(a, out, s, &s->findings[i]);
    }
}

/* All of them, also of checks that pass or are open; a reader sees both results side by side. */
static void show_reviews(struct arena *a, struct strbuf *out, const struct assessment *s)
{
    size_t n;
    const struct check_review *all = assess_reviews(a, s, &n);
    if (n != 0)
        heading(out, "Reviewers' decisions");
    for (size_t i = 0; i < n; i++) {
        strbuf_adds(out, "  ");
        print_status(out, all[i].finding->status);
        strbuf_addf(out, "computed %s\n", all[i].given.check);
        print_wrapped(a, out, "", 14, review_line(a, &all[i]));
    }
}

static void show_counts(struct strbuf *out, const struct assessment *s)
{
    size_t counts[5][STATUS_COUNT] = {{0}};
    for (size_t i = 0; i < s->n_findings; i++)
        counts[s->findings[i].rule->severity][s->findings[i].status]++;
    heading(out, "Checks by severity");
    strbuf_addf(out, "  %-10s %6s %12s %6s %6s %6s %6s\n", "", "fail", "conditional", "open",
                "pass", "n/a", "error");
    for (int v = 0; v < 5; v++) {
        const size_t *c = counts[v];
        strbuf_addf(out, "  %-10s %6zu %12zu %6zu %6zu %6zu %6zu\n",
                    rule_severity_name((enum rule_severity)v), c[STATUS_FAIL],
                    c[STATUS_CONDITIONAL], c[STATUS_UNKNOWN], c[STATUS_PASS],
                    c[STATUS_NOT_APPLICABLE], c[STATUS_ERROR]);
    }
}

static void show_questions(struct arena *a, struct strbuf *out, const struct assessment *s)
{
    size_t n;
    const struct question *all = assess_questions(a, s, &n);
    if (n == 0)
        return;
    heading(out, "Ask next");
    for (size_t i = 0; i < n && i < 8; i++) {
        print_wrapped(a, out, arena_printf(a, "  %2zu. ", i + 1), 6,
                      arena_printf(a, "%s [%s]", all[i].def->ask, all[i].def->name));
        print_wrapped(a, out, "", 6, all[i].reason);
    }
    if (n > 8)
        strbuf_addf(out, "      %zu more: adit ask\n", n - 8);
}

static void show_completeness(struct strbuf *out, const struct assessment *s)
{
    size_t asked = 0, answered = 0;
    heading(out, "Answered, by section");
    for (size_t i = 0; i < s->n_sections; i++) {
        const struct section_completeness *c = &s->sections[i];
        if (c->asked == 0)
            continue;
        strbuf_addf(out, "  %-16s %3zu of %3zu\n", c->section, c->answered, c->asked);
        asked += c->asked;
        answered += c->answered;
    }
    strbuf_addf(out, "  %-16s %3zu of %3zu\n", "all", answered, asked);
}

static void show_economics(struct arena *a, struct strbuf *out, const struct econ_result *e)
{
    heading(out, "Economics");
    if (e->complete) {
        struct dec rate, percent;
        double npv = 0;
        for (size_t i = 0; i < e->post_tax.n_npv; i++) {
            if (e->post_tax.npv[i].rate <= e->discount_rate)
                npv = e->post_tax.npv[i].value;
        }
        struct dec value;
        if (dec_from_double(e->discount_rate, &rate) &&
            dec_mul(rate, dec_from_int(100), &percent) && dec_from_double(npv, &value) &&
            dec_round(value, 0, DEC_HALF_EVEN, &value))
            strbuf_addf(out, "  case %s: post-tax NPV at %s %% %s %s; details: adit econ\n",
                        harmless(a, e->case_name), plain(a, percent),
                        e->currency != NULL ? harmless(a, e->currency) : "", plain(a, value));
        return;
    }
    strbuf_adds(out, "  no cash flow yet\n");
    for (size_t i = 0; i < e->n_notes && i < 3; i++)
        print_wrapped(a, out, "", 2, e->notes[i]);
}

/* --- the command -------------------------------------------------------------------------------
 */

static int show_summary(struct arena *a, const struct assessment *s)
{
    struct strbuf out;
    char date[DATE_TEXT_MAX];
    strbuf_init(&out, 0);
    strbuf_addf(&out, "%s (%s), as of %s: %zu checks\n", harmless(a, dossier_name(s->dossier)),
                harmless(a, dossier_country(s->dossier)), date_text(s->as_of, date), s->n_findings);
    show_programmes(a, &out, s);
    show_findings(a, &out, s, "Stops", finding_is_stop);
    show_counts(&out, s);
    show_findings(a, &out, s, "Failed and conditional", is_problem);
    show_reviews(a, &out, s);
    show_economics(a, &out, s->economics);
    show_questions(a, &out, s);
    show_completeness(&out, s);
    return print_buffer(&out);
}

static bool failed(const struct assessment *s, enum rule_severity at)
{
    for (size_t i = 0; i < s->n_findings; i++) {
        if (s->findings[i].status == STATUS_FAIL && s->findings[i].rule->severity <= at)
            return true;
    }
    return false;
}

static bool read_fail_on(const struct args *args, bool *given, enum rule_severity *out)
{
    const char *text = args_get(args, "--fail-on");
    *given = text != NULL;
    if (text == NULL || rule_severity_parse(text, out))
        return true;
    fprintf(stderr, "adit: --fail-on takes blocking, high, medium, low or info\n");
    return false;
}

static int show_one(struct arena *a, const struct assessment *s, const char *id)
{
    for (size_t i = 0; i < s->n_programmes; i++) {
        if (strcmp(s->programmes[i].programme->id, id) != 0)
            continue;
        struct strbuf out;
        strbuf_init(&out, 0);
        print_programme(a, &out, s, &s->programmes[i]);
        return print_buffer(&out);
    }
    const char *near = rulebook_nearest_programme(s->rulebook, id);
    fprintf(stderr, "adit: unknown programme '%s'\n", harmless(a, id));
    if (near != NULL)
        fprintf(stderr, "    hint: did you mean '%s'?\n", near);
    return EXIT_USAGE;
}

static int run_check(const struct args *args)
{
    struct subject s;
    int code;
    bool fail_on;
    enum rule_severity severity = SEV_INFO;
    if (!read_fail_on(args, &fail_on, &severity))
        return EXIT_USAGE;
    if (!subject_open(&s, args, &code))
        return code;
    struct arena *a = s.session.arena;
    const struct assessment *all =
        assess(a, s.session.rulebook, s.dossier, s.session.as_of, s.economics);
    const char *programme = args_get(args, "--programme");
    if (args_has(args, "--json"))
        code = print_json(assessment_json(a, all));
    else
        code = programme != NULL ? show_one(a, all, programme) : show_summary(a, all);
    if (code == EXIT_DONE && fail_on && failed(all, severity))
        code = EXIT_NO;
    session_close(&s.session);
    return code;
}

static const struct option_spec options[] = {
    RULES_OPTION,
    AS_OF_OPTION,
    {"--programme", "ID", "one programme in full: bars, score, terms, documents"},
    {"--fail-on", "SEVERITY", "exit 1 when a check of this severity or above fails"},
    CASE_OPTION,
    JSON_OPTION,
    {0},
};

const struct command cmd_check = {
    .name = "check",
    .synopsis = "PROJECT.yaml [options]",
    .summary = "verdicts, stops, findings and what to ask next",
    .options = options,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_check,
};
