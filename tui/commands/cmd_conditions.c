/* adit conditions: what must be shown or changed before a lender signs, from the checks. */
#include <string.h>

#include "core/assess/conditions.h"
#include "tui/commands/assessed.h"

static const char *joined(struct arena *a, const char *const *items, size_t n)
{
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        text = i == 0 ? items[i] : arena_printf(a, "%s, %s", text, items[i]);
    return text;
}

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

static const char *review_text(struct arena *a, const struct check_review *r)
{
    return arena_printf(a, "reviewed: %s (%s)", review_line(a, r), r->given.check);
}

static const char *reviews_text(struct arena *a, const struct condition *c)
{
    const char *text = "";
    for (size_t i = 0; i < c->n_reviews; i++)
        text = arena_printf(a, "%s%s%s", text, i > 0 ? " | " : "", review_text(a, &c->reviews[i]));
    return text;
}

static int as_text(struct arena *a, const struct condition *all, size_t n)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    if (n == 0)
        strbuf_adds(&out, "no check leads to a condition precedent\n");
    for (size_t i = 0; i < n; i++) {
        const struct condition *c = &all[i];
        print_wrapped(a, &out, arena_printf(a, "%3zu. ", i + 1), 5, c->text);
        print_wrapped(
            a, &out, "", 5,
            arena_printf(a, "%s%s, %s%s", c->waived ? "WAIVED; " : "",
                         status_name(c->finding->status),
                         rule_severity_name(c->finding->rule->severity),
                         c->from_remedy ? "; a remedy: the rule words no condition" : ""));
        if (c->owner != NULL || c->evidence != NULL)
            print_wrapped(a, &out, "", 5,
                          arena_printf(a, "%s%s%s%s", c->owner != NULL ? "owner: " : "",
                                       or_empty(c->owner),
                                       c->evidence == NULL ? ""
                                       : c->owner != NULL  ? "; shown by: "
                                                           : "shown by: ",
                                       or_empty(c->evidence)));
        print_wrapped(a, &out, "", 5, arena_printf(a, "may be waived by %s", c->waived_by));
        for (size_t k = 0; k < c->n_reviews; k++)
            print_wrapped(a, &out, "", 5, review_text(a, &c->reviews[k]));
        print_wrapped(a, &out, "", 5,
                      arena_printf(a, "%s%s%s", joined(a, c->checks, c->n_checks),
                                   c->n_programmes != 0 ? "; counts in " : "",
                                   joined(a, c->programmes, c->n_programmes)));
    }
    return print_buffer(&out);
}

static int as_csv(struct arena *a, const struct condition *all, size_t n)
{
    static const char *const heads[] = {"number",     "text",     "status",    "severity",
                                        "owner",      "evidence", "waived_by", "checks",
                                        "programmes", "waived",   "reviews"};
    enum { COLUMNS = sizeof heads / sizeof *heads };
    struct strbuf out;
    strbuf_init(&out, 0);
    csv_row(&out, heads, COLUMNS);
    for (size_t i = 0; i < n; i++) {
        const struct condition *c = &all[i];
        const char *const row[COLUMNS] = {arena_printf(a, "%zu", i + 1),
                                          c->text,
                                          status_name(c->finding->status),
                                          rule_severity_name(c->finding->rule->severity),
                                          or_empty(c->owner),
                                          or_empty(c->evidence),
                                          c->waived_by,
                                          joined(a, c->checks, c->n_checks),
                                          joined(a, c->programmes, c->n_programmes),
                                          c->waived ? "yes" : "no",
                                          reviews_text(a, c)};
        csv_row(&out, row, COLUMNS);
    }
    return print_buffer(&out);
}

static int show(const struct subject *s, const struct args *args, const struct programme *only)
{
    struct arena *a = s->session.arena;
    const struct assessment *all =
        assess(a, s->session.rulebook, s->dossier, s->session.as_of, s->economics);
    size_t n;
    const struct condition *conditions = assess_conditions(a, all, only, &n);
    if (args_has(args, "--csv"))
        return as_csv(a, conditions, n);
    if (!args_has(args, "--json"))
        return as_text(a, conditions, n);
    struct json *o = json_object(a);
    json_set(a, o, "conditions", conditions_json(a, conditions, n));
    return print_json(o);
}

static int run_conditions(const struct args *args)
{
    struct subject s;
    int code;
    if (!subject_open(&s, args, &code))
        return code;
    const char *id = args_get(args, "--programme");
    const struct programme *only =
        id != NULL ? programme_named(&s.session, args->command->name, id) : NULL;
    code = id != NULL && only == NULL ? EXIT_USAGE : show(&s, args, only);
    session_close(&s.session);
    return code;
}

static const struct option_spec options[] = {
    {"--programme", "ID", "only what this programme counts, and what holds for any lender"},
    RULES_OPTION,
    AS_OF_OPTION,
    CASE_OPTION,
    JSON_OPTION,
    {"--csv", NULL, "print CSV (RFC 4180)"},
    {0},
};

const struct command cmd_conditions = {
    .name = "conditions",
    .synopsis = "PROJECT.yaml [--programme ID] [--json|--csv]",
    .summary = "conditions precedent, gravest first",
    .details = "Made from checks that fail, hold on conditions or are open: the sentence for the "
               "term sheet, who must bring it, the paper that shows it, who may waive it.",
    .options = options,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_conditions,
};
