#include "tui/commands/review_view.h"

#include <string.h>

#include "core/assess/review.h"
#include "core/assess/review_inputs.h"
#include "tui/commands/assessed.h"

static const char *or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/* --- decisions on checks -----------------------------------------------------------------------
 */

static void verdict_lines(struct arena *a, struct strbuf *out, const struct assessment *s)
{
    for (size_t i = 0; i < s->n_programmes; i++) {
        size_t counted;
        const struct programme_result *p = &s->programmes[i];
        enum verdict v = verdict_reviewed(a, s->dossier, s->as_of, p, &counted);
        if (counted != 0)
            strbuf_addf(out, "%s: computed %s, reviewed %s (%zu of its bars)\n", p->programme->id,
                        verdict_name(p->verdict), verdict_name(v), counted);
    }
}

static int list_text(struct arena *a, const struct assessment *s, const struct check_review *all,
                     size_t n)
{
    struct strbuf out;
    char date[DATE_TEXT_MAX];
    strbuf_init(&out, 0);
    strbuf_addf(&out, "%s (%s), as of %s: %zu %s\n", harmless(a, dossier_name(s->dossier)),
                dossier_country(s->dossier), date_text(s->as_of, date), n,
                n == 1 ? "review" : "reviews");
    verdict_lines(a, &out, s);
    for (size_t i = 0; i < n; i++) {
        const struct check_review *r = &all[i];
        const char *document = r->given.fields[REVIEW_DOCUMENT];
        const char *page = r->given.fields[REVIEW_PAGE];
        strbuf_addf(&out, "\n%s\n", r->given.check);
        print_wrapped(a, &out, "", 2, r->finding->rule->title);
        print_wrapped(
            a, &out, "  computed  ", 12,
            arena_printf(a, "%s%s", status_name(r->finding->status),
                         r->state == REVIEW_OUTDATED
                             ? arena_printf(a, " (was %s)", r->given.fields[REVIEW_COMPUTED])
                             : ""));
        print_wrapped(a, &out, "  decided   ", 12, review_decision_words(a, &r->given));
        print_wrapped(a, &out, "  state     ", 12, review_state_words(a, r));
        print_wrapped(
            a, &out, "  by        ", 12,
            arena_printf(a, "%s, on %s", review_who(a, &r->given), r->given.fields[REVIEW_DATE]));
        print_wrapped(a, &out, "  reason    ", 12, r->given.fields[REVIEW_REASON]);
        if (document != NULL)
            print_wrapped(a, &out, "  document  ", 12,
                          page != NULL ? arena_printf(a, "%s, page %s", document, page) : document);
        if (r->same_hand != NULL)
            print_wrapped(a, &out, "  note      ", 12,
                          arena_printf(a,
                                       "entered by the hand that answered %s: a second pair of "
                                       "eyes is wanted",
                                       r->same_hand));
    }
    return print_buffer(&out);
}

static int list_csv(struct arena *a, const struct check_review *all, size_t n)
{
    static const char *const heads[] = {
        "check",     "title",    "severity", "computed", "decision",   "counts_as",
        "state",     "name",     "role",     "date",     "until",      "reason",
        "made_when", "document", "page",     "author",   "entered_at", "same_hand"};
    enum { COLUMNS = sizeof heads / sizeof *heads };
    struct strbuf out;
    strbuf_init(&out, 0);
    csv_row(&out, heads, COLUMNS);
    for (size_t i = 0; i < n; i++) {
        const struct check_review *r = &all[i];
        const char *const *f = r->given.fields;
        const char *const row[COLUMNS] = {r->given.check,
                                          r->finding->rule->title,
                                          rule_severity_name(r->finding->rule->severity),
                                          status_name(r->finding->status),
                                          review_decision_words(a, &r->given),
                                          status_name(r->reviewed),
                                          review_state_name(r->state),
                                          f[REVIEW_NAME],
                                          or_empty(f[REVIEW_ROLE]),
                                          f[REVIEW_DATE],
                                          f[REVIEW_UNTIL],
                                          f[REVIEW_REASON],
                                          f[REVIEW_COMPUTED],
                                          or_empty(f[REVIEW_DOCUMENT]),
                                          or_empty(f[REVIEW_PAGE]),
                                          or_empty(r->given.fact->author),
                                          or_empty(r->given.fact->entered_at),
                                          or_empty(r->same_hand)};
        csv_row(&out, row, COLUMNS);
    }
    return print_buffer(&out);
}

static int list_json(struct arena *a, const struct assessment *s, const struct check_review *all,
                     size_t n)
{
    char date[DATE_TEXT_MAX];
    struct json *o = json_object(a), *reviews = json_array(a), *programmes = json_array(a);
    for (size_t i = 0; i < s->n_programmes; i++) {
        size_t counted;
        struct json *p = json_object(a);
        const struct programme_result *x = &s->programmes[i];
        enum verdict v = verdict_reviewed(a, s->dossier, s->as_of, x, &counted);
        json_set(a, p, "id", json_string(a, x->programme->id));
        json_set(a, p, "verdict", json_string(a, verdict_name(x->verdict)));
        json_set(a, p, "verdict_reviewed", json_string(a, verdict_name(v)));
        json_set(a, p, "bars_reviewed", json_int(a, (long long)counted));
        json_push(a, programmes, p);
    }
    for (size_t i = 0; i < n; i++) {
        struct json *r = check_review_json(a, &all[i]);
        json_set(a, r, "check", json_string(a, all[i].given.check));
        json_set(a, r, "title", json_string(a, all[i].finding->rule->title));
        json_set(a, r, "status_now", json_string(a, status_name(all[i].finding->status)));
        json_push(a, reviews, r);
    }
    json_set(a, o, "project", json_string(a, dossier_id(s->dossier)));
    json_set(a, o, "as_of", json_string(a, date_text(s->as_of, date)));
    json_set(a, o, "programmes", programmes);
    json_set(a, o, "reviews", reviews);
    return print_json(o);
}

int review_show_list(struct arena *a, const struct assessment *s, const struct args *args)
{
    size_t n;
    const struct check_review *all = assess_reviews(a, s, &n);
    if (args_has(args, "--json"))
        return list_json(a, s, all, n);
    return args_has(args, "--csv") ? list_csv(a, all, n) : list_text(a, s, all, n);
}

/* --- figures -----------------------------------------------------------------------------------
 */

static int inputs_text(struct arena *a, const struct input_line *all, size_t n)
{
    static const char *const titles[] = {"REVIEW",   "INPUT",  "PREPARER",
                                         "REVIEWER", "IN USE", "WHY"};
    static const char *const words[] = {"accept", "adjust", "not reviewed"};
    struct strbuf out;
    strbuf_init(&out, 0);
    const char **cells = ARENA_ARRAY(a, n * 6, const char *);
    size_t count[3] = {0};
    for (size_t i = 0; i < n; i++) {
        count[all[i].review]++;
        cells[i * 6] = words[all[i].review];
        cells[i * 6 + 1] = harmless(a, all[i].fact->name);
        cells[i * 6 + 2] = harmless(a, all[i].prepared);
        cells[i * 6 + 3] = harmless(a, all[i].reviewed);
        cells[i * 6 + 4] = harmless(a, all[i].in_use);
        cells[i * 6 + 5] = harmless(a, all[i].fact->why);
    }
    strbuf_addf(&out, "%zu adjusted, %zu accepted, %zu inputs of the economics not reviewed\n",
                count[INPUT_ADJUST], count[INPUT_ACCEPT], count[INPUT_NOT_REVIEWED]);
    if (n != 0)
        print_table(&out, titles, 6, cells, n);
    return print_buffer(&out);
}

static int inputs_csv(const struct input_line *all, size_t n)
{
    static const char *const heads[] = {"review", "input", "preparer", "reviewer", "in_use", "why"};
    struct strbuf out;
    strbuf_init(&out, 0);
    csv_row(&out, heads, 6);
    for (size_t i = 0; i < n; i++) {
        const char *const row[] = {input_review_name(all[i].review), all[i].fact->name,
                                   or_empty(all[i].prepared),        or_empty(all[i].reviewed),
                                   or_empty(all[i].in_use),          or_empty(all[i].fact->why)};
        csv_row(&out, row, 6);
    }
    return print_buffer(&out);
}

int review_show_inputs(struct arena *a, const struct dossier *d, const struct args *args)
{
    size_t n;
    const struct input_line *all = review_inputs(a, d, &n);
    if (args_has(args, "--csv"))
        return inputs_csv(all, n);
    if (!args_has(args, "--json"))
        return inputs_text(a, all, n);
    struct json *o = json_object(a), *list = json_array(a);
    for (size_t i = 0; i < n; i++) {
        struct json *x = json_object(a);
        json_set(a, x, "input", json_string(a, all[i].fact->name));
        json_set(a, x, "review", json_string(a, input_review_name(all[i].review)));
        json_set(a, x, "preparer", json_string(a, all[i].prepared));
        json_set(a, x, "reviewer", json_string(a, all[i].reviewed));
        json_set(a, x, "in_use", json_string(a, all[i].in_use));
        json_set(a, x, "why", json_string(a, all[i].fact->why));
        json_push(a, list, x);
    }
    json_set(a, o, "project", json_string(a, dossier_id(d)));
    json_set(a, o, "inputs", list);
    return print_json(o);
}
