/* adit ask: open questions, most decisive first, with what each answer would change; then the
 * figures that are known within a range only, by what it would be worth to know them. */
#include <math.h>
#include <string.h>

#include "core/assess/calc.h"
#include "core/economics/risk.h"
#include "tui/commands/assessed.h"

static struct json *question_json(struct arena *a, const struct assessment *s,
                                  const struct question *q)
{
    struct json *o = json_object(a), *checks = json_array(a), *outcomes = json_array(a);
    for (size_t i = 0; i < q->n_checks; i++)
        json_push(a, checks, json_string(a, q->checks[i]));
    size_t n;
    const struct question_outcome *all = assess_outcomes(a, s, q->def->name, &n);
    for (size_t i = 0; i < n; i++) {
        struct json *one = json_object(a);
        json_set(a, one, "answer", json_string(a, all[i].value));
        json_set(a, one, "changes", json_string(a, all[i].changes));
        json_push(a, outcomes, one);
    }
    json_set(a, o, "fact", json_string(a, q->def->name));
    json_set(a, o, "ask", json_string(a, q->def->ask));
    json_set(a, o, "who", json_string(a, q->def->who));
    json_set(a, o, "effort", json_int(a, q->def->effort));
    json_set(a, o, "settles", json_int(a, q->settles));
    json_set(a, o, "rank", json_double(a, q->rank));
    json_set(a, o, "follows_from", json_string(a, calc_source(q->def->name)));
    json_set(a, o, "reason", json_string(a, q->reason));
    json_set(a, o, "checks", checks);
    json_set(a, o, "outcomes", outcomes);
    return o;
}

struct worths {
    const struct econ_worth *items;
    size_t n;
};

static struct json *worths_json(struct arena *a, const struct worths *w)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < w->n; i++) {
        struct json *o = json_object(a);
        json_set(a, o, "fact", json_string(a, w->items[i].fact));
        json_set(a, o, "title", json_string(a, w->items[i].title));
        json_set(a, o, "range", json_string(a, w->items[i].range));
        json_set(a, o, "worth", json_double(a, w->items[i].worth));
        json_set(a, o, "currency", json_string(a, w->items[i].currency));
        json_push(a, list, o);
    }
    return list;
}

static int as_json(struct arena *a, const struct assessment *s, const struct question *all,
                   size_t n, const struct worths *w)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++)
        json_push(a, list, question_json(a, s, &all[i]));
    struct json *o = json_object(a);
    json_set(a, o, "questions", list);
    json_set(a, o, "worth_knowing", worths_json(a, w));
    return print_json(o);
}

static const char *amount(struct arena *a, double v)
{
    return v >= 1e6 ? arena_printf(a, "%.3g million", v / 1e6)
                    : arena_printf(a, "%.0f", v >= 1000 ? round(v / 1000) * 1000 : v);
}

/* The worth of an answer is what deciding with it brings on average beyond deciding without. */
static void add_worths(struct arena *a, struct strbuf *out, const struct worths *w)
{
    if (w->n == 0)
        return;
    strbuf_addf(out, "\nWorth knowing better before building, by what the answer would bring\n");
    for (size_t i = 0; i < w->n; i++)
        print_wrapped(a, out, arena_printf(a, "%3zu. ", i + 1), 5,
                      arena_printf(a, "%s (%s): worth up to %s %s", w->items[i].title,
                                   w->items[i].range, amount(a, w->items[i].worth),
                                   w->items[i].currency));
}

static int as_text(struct arena *a, const struct question *all, size_t n, const struct worths *w)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    if (n == 0)
        strbuf_adds(&out, "no open question can change anything\n");
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = all[i].def;
        print_wrapped(a, &out, arena_printf(a, "%3zu. ", i + 1), 5, def->ask);
        print_wrapped(a, &out, "", 5,
                      arena_printf(a, "%s%s%s, effort %d of 5", def->name,
                                   def->who != NULL ? ", ask the " : "",
                                   def->who != NULL ? def->who : "", def->effort));
        if (calc_source(def->name) != NULL)
            print_wrapped(a, &out, "", 5,
                          arena_printf(a, "it also follows from %s", calc_source(def->name)));
        print_wrapped(a, &out, "", 5, all[i].reason);
    }
    add_worths(a, &out, w);
    return print_buffer(&out);
}

static int run_ask(const struct args *args)
{
    struct subject s;
    int code;
    if (!subject_open(&s, args, &code))
        return code;
    struct arena *a = s.session.arena;
    const struct assessment *all =
        assess(a, s.session.rulebook, s.dossier, s.session.as_of, s.economics);
    size_t n;
    const struct question *questions = assess_questions(a, all, &n);
    const char *name = args_get(args, "--case");
    struct econ_options as = {.case_name =
                                  name != NULL && strcmp(name, "sponsor") != 0 ? name : NULL};
    struct worths w;
    w.items = econ_worth_asking(a, s.dossier, s.session.data, &as, s.economics, &w.n);
    code =
        args_has(args, "--json") ? as_json(a, all, questions, n, &w) : as_text(a, questions, n, &w);
    session_close(&s.session);
    return code;
}

static const struct option_spec options[] = {
    RULES_OPTION, AS_OF_OPTION, CASE_OPTION, JSON_OPTION, {0},
};

const struct command cmd_ask = {
    .name = "ask",
    .synopsis = "PROJECT.yaml [--json]",
    .summary = "open questions, most decisive first",
    .options = options,
    .min_rest = 1,
    .max_rest = 1,
    .run = run_ask,
};
