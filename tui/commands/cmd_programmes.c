/* adit programmes: one project before every programme, on one page. */
#include <string.h>

#include "core/assess/side_by_side.h"
#include "tui/commands/assessed.h"

enum { ALONE_SHOWN = 4 };

static const char *score_text(struct arena *a, const struct programme_result *p)
{
    char low[DEC_TEXT_MAX], high[DEC_TEXT_MAX], max[DEC_TEXT_MAX];
    if (dec_is_zero(p->score_max))
        return "no score";
    dec_text(dec_trim(p->score_low), low);
    dec_text(dec_trim(p->score_high), high);
    dec_text(dec_trim(p->score_max), max);
    if (strcmp(low, high) == 0)
        return arena_printf(a, "%s of %s", low, max);
    return arena_printf(a, "%s to %s of %s", low, high, max);
}

/* --- the table ---------------------------------------------------------------------------------
 */

static void add_table(struct arena *a, struct strbuf *out, const struct side *all, size_t n)
{
    strbuf_addf(out, "%-30s %-13s %-19s %4s %4s %4s\n", "Programme", "Verdict", "Score (ours)",
                "fail", "cond", "open");
    for (size_t i = 0; i < n; i++)
        strbuf_addf(out, "%-30s %-13s %-19s %4zu %4zu %4zu\n", all[i].result->programme->id,
                    verdict_name(all[i].result->verdict), score_text(a, all[i].result),
                    all[i].n_fail, all[i].n_conditional, all[i].n_open);
    strbuf_addch(out, '\n');
}

/* --- each programme ----------------------------------------------------------------------------
 */

static void add_term(struct arena *a, struct strbuf *out, const char *name,
                     const struct term_result *t)
{
    if (t != NULL && t->state != TERM_NONE)
        print_wrapped(a, out, arena_printf(a, "  %-10s ", name), 13, t->shown);
}

static void add_alone(struct arena *a, struct strbuf *out, const struct side *x)
{
    for (size_t i = 0; i < x->n_own_open && i < ALONE_SHOWN; i++)
        print_wrapped(a, out, i == 0 ? "  asks alone " : "", 13, x->own_facts[i]->ask);
    if (x->n_own_open > ALONE_SHOWN)
        print_wrapped(
            a, out, "", 13,
            arena_printf(a, "and %zu more open questions of its own", x->n_own_open - ALONE_SHOWN));
    for (size_t i = 0; i < x->n_own_documents && i < ALONE_SHOWN; i++)
        print_wrapped(a, out, i == 0 ? "  papers     " : "", 13,
                      arena_printf(a, "%s: %s", x->own_documents[i]->document->text,
                                   document_state_name(x->own_documents[i]->state)));
    if (x->n_own_documents > ALONE_SHOWN)
        print_wrapped(
            a, out, "", 13,
            arena_printf(a, "and %zu more papers of its own", x->n_own_documents - ALONE_SHOWN));
}

static void add_programme(struct arena *a, struct strbuf *out, const struct side *x)
{
    const struct programme *p = x->result->programme;
    print_wrapped(a, out, "", 0, arena_printf(a, "%s (%s)", p->title, p->agency));
    print_wrapped(a, out, "  verdict    ", 13, verdict_name(x->result->verdict));
    if (x->n_reviewed != 0)
        print_wrapped(a, out, "  reviewed   ", 13,
                      arena_printf(a, "%s, with reviewers' decisions on %zu of its bars",
                                   verdict_name(x->reviewed), x->n_reviewed));
    add_term(a, out, "amount", x->amount);
    add_term(a, out, "share", x->share);
    add_term(a, out, "tenor", x->tenor);
    for (size_t i = 0; i < x->n_stops; i++)
        print_wrapped(a, out, i == 0 ? "  stops      " : "", 13, x->stops[i]->message);
    add_alone(a, out, x);
    strbuf_addch(out, '\n');
}

static int as_text(struct arena *a, const struct side *all, size_t n)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    if (n == 0)
        strbuf_adds(&out, "no programme is loaded\n");
    else
        add_table(a, &out, all, n);
    for (size_t i = 0; i < n; i++)
        add_programme(a, &out, &all[i]);
    return print_buffer(&out);
}

static int run_programmes(const struct args *args)
{
    struct subject s;
    int code;
    if (!subject_open(&s, args, &code))
        return code;
    struct arena *a = s.session.arena;
    const struct assessment *assessed =
        assess(a, s.session.rulebook, s.dossier, s.session.as_of, s.economics);
    size_t n;
    const struct side *all = side_by_side(a, assessed, &n);
    if (args_has(args, "--json")) {
        struct json *o = json_object(a);
        json_set(a, o, "programmes", side_by_side_json(a, all, n));
        code = print_json(o);
    } else {
        code = as_text(a, all, n);
    }
    session_close(&s.session);
    return code;
}

static const struct option_spec options[] = {
    RULES_OPTION, AS_OF_OPTION, CASE_OPTION, JSON_OPTION, {0},
};

const struct command cmd_programmes = {
    .name = "programmes",
    .synopsis = "PROJECT.yaml [--json]",
    .summary = "all financing programmes side by side",
    .details = "Which doors are open, what each would fund, and what each asks for that no other "
               "does. Scores are our scale, not the agencies'.",
    .options = options,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_programmes,
};
