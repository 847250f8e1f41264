/* adit calc: what follows from lists of owners, costs and contracts, with the working. */
#include <string.h>

#include "core/assess/calc.h"
#include "core/base/utf8.h"
#include "tui/commands/assessed.h"

static bool kind_of(const char *name, enum calc_kind *out)
{
    const char *names[CALC_KINDS];
    for (int k = 0; k < CALC_KINDS; k++) {
        names[k] = calc_name((enum calc_kind)k);
        if (strcmp(names[k], name) == 0) {
            *out = (enum calc_kind)k;
            return true;
        }
    }
    struct arena *a = arena_new();
    const char *near = nearest_name(name, names, CALC_KINDS);
    fprintf(stderr, "adit: there is no calculator '%s'\n", harmless(a, name));
    if (near != NULL)
        fprintf(stderr, "    hint: did you mean '%s'?\n", near);
    else
        fprintf(stderr, "    hint: ownership, content, scri, china or country\n");
    arena_free(a);
    return false;
}

/* The label, the working under it where there is one, and the result at the right. */
static void print_step(struct arena *a, struct strbuf *out, const struct calc_step *step)
{
    const char *label = harmless(a, step->label), *result = harmless(a, step->result);
    size_t room = 77;
    size_t wide = utf8_width(label) + utf8_width(result);
    strbuf_addf(out, "  %s", label);
    if (wide + 2 <= room)
        strbuf_addf(out, "%*s%s\n", (int)(room - wide), "", result);
    else
        strbuf_addf(out, "\n%*s%s\n",
                    (int)(room > utf8_width(result) ? room - utf8_width(result) : 4), "", result);
    if (step->working != NULL && step->working[0] != '\0')
        print_wrapped(a, out, "", 6, step->working);
}

static void print_facts(struct arena *a, struct strbuf *out, const struct calc_result *c,
                        const struct subject *s)
{
    strbuf_adds(out, "\nFacts that the checks read\n");
    for (size_t i = 0; i < c->n_facts; i++) {
        const struct calc_fact *f = &c->facts[i];
        const struct fact_def *def =
            catalogue_find(rulebook_catalogue(s->session.rulebook), f->name);
        bool own = def != NULL && !def->derived &&
                   dossier_value(a, s->dossier, f->name).kind != FEEL_UNKNOWN;
        const char *text = calc_text(a, s->session.rulebook, f);
        if (own)
            text = arena_printf(a, "%s (not used: the project's own answer is %s)", text,
                                fact_display(a, def, dossier_value(a, s->dossier, f->name)));
        print_wrapped(a, out, arena_printf(a, "  %s", f->name), 34, text);
    }
}

static int as_text(struct arena *a, const struct calc_result *c, const struct subject *s)
{
    struct strbuf out;
    char day[DATE_TEXT_MAX];
    strbuf_init(&out, 0);
    strbuf_addf(&out, "%s: %s (as of %s)\n\n", harmless(a, dossier_name(s->dossier)),
                calc_title(c->kind), date_text(s->session.as_of, day));
    for (size_t i = 0; i < c->n_steps; i++)
        print_step(a, &out, &c->steps[i]);
    if (c->n_facts > 0)
        print_facts(a, &out, c, s);
    if (c->n_notes > 0)
        strbuf_adds(&out, "\nNotes\n");
    for (size_t i = 0; i < c->n_notes; i++)
        print_wrapped(a, &out, "  - ", 4, c->notes[i]);
    return print_buffer(&out);
}

static int run_calc(const struct args *args)
{
    struct subject s;
    struct args project = *args;
    enum calc_kind kind;
    int code;
    if (!kind_of(args->rest[0], &kind))
        return EXIT_USAGE;
    project.rest = args->rest + 1;
    project.n_rest = 1;
    if (!subject_open(&s, &project, &code))
        return code;
    struct arena *a = s.session.arena;
    const struct calc_result *c = calc_run(a, kind, s.dossier, s.session.rulebook, s.session.as_of);
    code = args_has(args, "--json") ? print_json(calc_json(a, c, s.dossier)) : as_text(a, c, &s);
    session_close(&s.session);
    return code;
}

static const struct option_spec options[] = {
    RULES_OPTION,
    AS_OF_OPTION,
    JSON_OPTION,
    {0},
};

const struct command cmd_calc = {
    .name = "calc",
    .synopsis = "CALCULATOR PROJECT.yaml [--json]",
    .summary = "owners, content, amounts and country test, with the working",
    .details = "CALCULATOR is one of\n"
               "  ownership  effective shares through the chain, the 50 and 25 per cent rules\n"
               "  content    US, foreign and local content of the cost, and what EXIM supports\n"
               "  scri       the amount that follows from sales to US buyers\n"
               "  china      dependence on China by stage, and the cost of switching\n"
               "  country    DFC's country test on the day of assessment\n",
    .options = options,
    .min_rest = 2,
    .max_rest = 2,
    .run = run_calc,
};
