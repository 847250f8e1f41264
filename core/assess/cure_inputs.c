/* cure_inputs.c: inputs of the economics that can be moved: price, recovery, capital, operating
 * cost, debt. Each is tried at some places between its limits, the whole model computed again. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/assess/cure_internal.h"

#define PREFIX "economics."
#define MOST_INPUTS 24
#define PER_CENT_MAX 100.0

static const double grid[] = {0,   0.1,  0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 1.05, 1.1,
                              1.2, 1.35, 1.5,  2,   3,   4,   16,  128,  1024};

/* What inputs are looked for: the end of the path; [] stands for one number. */
static const struct pattern {
    const char *path, *title, *unit;
    double low, high; /* as factors on the present value */
    int effort;
} patterns[] = {
    {"products[].recovery_pct", "recovery of product", "pct", 0.5, 2, 4},
    {"capital.initial", "initial capital", "money", 0.1, 1024, 4},
    {"costs[].amount", "cost", "money", 0, 2, 4},
    {"financing[].amount", "loan amount", "money", 0, 2, 2},
    {"financing[].gearing_pct", "share of capital that is borrowed", "pct", 0, 2, 2},
    {"lines.capex_initial", "initial capital", "money", 0.1, 4, 4},
    {"lines.opex", "operating cost", "money", 0, 2, 4},
    {"lines.mining_cost", "mining cost", "money", 0, 2, 4},
    {"lines.processing_cost", "processing cost", "money", 0, 2, 4},
    {"lines.g_and_a", "general and administrative cost", "money", 0, 2, 4},
};

/* --- finding the inputs ------------------------------------------------------------------------
 */

/* The path without its numbers: products[0].price -> products[].price; the last number in *k. */
static void without_numbers(const char *path, char *buf, size_t size, int *k)
{
    size_t n = 0;
    *k = -1;
    for (; *path != '\0' && n + 1 < size; path++) {
        if (*path >= '0' && *path <= '9' && n > 0 && buf[n - 1] == '[') {
            for (*k = 0; *path >= '0' && *path <= '9' && *k < 10000; path++)
                *k = *k * 10 + (*path - '0');
            path--;
            continue;
        }
        buf[n++] = *path;
    }
    buf[n] = '\0';
    size_t tail = sizeof ".value" - 1;
    if (n > tail && strcmp(buf + n - tail, ".value") == 0)
        buf[n - tail] = '\0';
}

struct finder {
    struct arena *a;
    const struct dossier *d;
    const char *case_prefix; /* "economics.cases[1].set.", or NULL */
    struct econ_input_lever *items;
    size_t n;
};

static const char *case_prefix(struct arena *a, const struct dossier *d, const char *name)
{
    for (int k = 0; name != NULL && k < 64; k++) {
        const struct fact *f = dossier_fact(d, arena_printf(a, PREFIX "cases[%d].name", k));
        if (f != NULL && f->value.kind == FEEL_STRING && strcmp(f->value.u.string, name) == 0)
            return arena_printf(a, PREFIX "cases[%d].set.", k);
    }
    return NULL;
}

/* What the active case sees of a fact: its path in the economics section, or NULL. */
static const char *active_path(const struct finder *f, const struct fact *fact)
{
    const char *name = fact->name;
    if (f->case_prefix != NULL && strncmp(name, f->case_prefix, strlen(f->case_prefix)) == 0)
        return name + strlen(f->case_prefix);
    if (strncmp(name, PREFIX, sizeof PREFIX - 1) != 0)
        return NULL;
    name += sizeof PREFIX - 1;
    if (strncmp(name, "cases[", 6) == 0)
        return NULL;
    if (f->case_prefix != NULL &&
        dossier_fact(f->d, arena_printf(f->a, "%s%s", f->case_prefix, name)) != NULL)
        return NULL;
    return name;
}

static const char *input_name(struct finder *f, const char *path, int k)
{
    const char *dot = strchr(path, '.');
    const char *bracket = strchr(path, ']');
    if (k < 0 || dot == NULL || bracket == NULL || bracket > dot)
        return NULL;
    const char *own = arena_printf(f->a, "%.*s.name", (int)(bracket + 1 - path), path);
    const struct fact *name = NULL;
    if (f->case_prefix != NULL)
        name = dossier_fact(f->d, arena_printf(f->a, "%s%s", f->case_prefix, own));
    if (name == NULL)
        name = dossier_fact(f->d, arena_printf(f->a, PREFIX "%s", own));
    return name != NULL && name->value.kind == FEEL_STRING ? name->value.u.string : NULL;
}

static void add_input(struct finder *f, const struct fact *fact, const char *path,
                      const struct pattern *p, int k)
{
    struct econ_input_lever *l = &f->items[f->n];
    const char *name = input_name(f, path, k);
    const struct fact **facts = ARENA_ARRAY(f->a, 1, const struct fact *);
    facts[0] = fact;
    *l = (struct econ_input_lever){.path = arena_printf(f->a, PREFIX "%s", path),
                                   .unit = p->unit,
                                   .effort = p->effort,
                                   .now = 1,
                                   .n_facts = 1,
                                   .facts = facts};
    l->title = name != NULL ? arena_printf(f->a, "%s %s", p->title, name) : p->title;
    l->by_factor = fact->value.kind != FEEL_NUMBER;
    if (!l->by_factor)
        l->now = dec_to_double(fact->value.u.number);
    l->low = p->low * l->now;
    l->high = p->high * l->now;
    if (!l->by_factor && strcmp(p->unit, "pct") == 0 && l->high > PER_CENT_MAX)
        l->high = PER_CENT_MAX;
    if (l->now > 0)
        f->n++;
}

const struct econ_input_lever *econ_input_levers(struct arena *a, const struct assessment *s,
                                                 const struct cure_economics *e, size_t *n)
{
    struct finder f = {a, s->dossier, case_prefix(a, s->dossier, e->case_name),
                       ARENA_ARRAY(a, MOST_INPUTS, struct econ_input_lever), 0};
    f.items[f.n++] = (struct econ_input_lever){.path = PREFIX "products[].price",
                                               .title = "product prices, times what is assumed",
                                               .by_factor = true,
                                               .price = true,
                                               .effort = 5,
                                               .now = 1,
                                               .low = 0.25,
                                               .high = 4};
    for (size_t i = 0; i < dossier_count(s->dossier) && f.n < MOST_INPUTS; i++) {
        const struct fact *fact = dossier_at(s->dossier, i);
        const char *path = active_path(&f, fact);
        char plain[128];
        int k;
        bool usable = fact->value.kind == FEEL_NUMBER || fact->value.kind == FEEL_LIST ||
                      fact->value.kind == FEEL_CONTEXT;
        if (path == NULL || !usable)
            continue;
        without_numbers(path, plain, sizeof plain, &k);
        for (size_t j = 0; j < sizeof patterns / sizeof *patterns; j++) {
            if (strcmp(plain, patterns[j].path) == 0)
                add_input(&f, fact, path, &patterns[j], k);
        }
    }
    *n = f.n;
    return f.items;
}

/* --- running the model -------------------------------------------------------------------------
 */

static struct feel_value scaled(struct arena *a, struct feel_value v, double x)
{
    struct dec factor;
    if (v.kind == FEEL_NUMBER && dec_from_double(x, &factor) &&
        dec_mul(v.u.number, factor, &v.u.number))
        return v;
    if (v.kind == FEEL_LIST) {
        struct feel_value *items = ARENA_ARRAY(a, v.u.list->n, struct feel_value);
        for (size_t i = 0; i < v.u.list->n; i++)
            items[i] = scaled(a, v.u.list->items[i], x);
        struct feel_list *list = ARENA_NEW(a, struct feel_list);
        *list = (struct feel_list){v.u.list->n, items};
        v.u.list = list;
    } else if (v.kind == FEEL_CONTEXT) {
        struct feel_value *items = ARENA_ARRAY(a, v.u.context->n, struct feel_value);
        for (size_t i = 0; i < v.u.context->n; i++)
            items[i] = scaled(a, v.u.context->values[i], x);
        struct feel_context *c = ARENA_NEW(a, struct feel_context);
        *c = (struct feel_context){v.u.context->n, v.u.context->keys, items};
        v.u.context = c;
    }
    return v;
}

static struct feel_value kept(struct arena *a, const struct fact_def *def, struct feel_value v)
{
    if (v.kind == FEEL_STRING)
        return feel_string(arena_strdup(a, v.u.string));
    return v.kind == FEEL_UNKNOWN ? feel_unknown_fact(a, def->name, def->type) : v;
}

const struct feel_value *econ_input_values(struct goal *g, struct arena *a,
                                           const struct econ_input_lever *l, double x)
{
    struct arena *run = arena_new();
    struct econ_options options = {.case_name = g->economics->case_name};
    const struct dossier *d = g->s->dossier;
    if (l->price)
        options.price_factor = x;
    for (size_t i = 0; i < l->n_facts; i++) {
        struct dec number = dec_from_int(0);
        struct feel_value v = l->facts[i]->value;
        if (l->by_factor)
            v = scaled(run, v, x);
        else if (dec_from_double(x, &number))
            v = feel_number(number);
        d = dossier_with(run, d, l->facts[i]->name, v);
    }
    const struct econ_result *e = econ_run(run, d, g->economics->data, &options, NULL);
    size_t n;
    const struct econ_fact *facts = econ_facts(run, e, d, &n);
    struct feel_value *values = ARENA_ARRAY(a, g->n_derived, struct feel_value);
    for (size_t i = 0; i < g->n_derived; i++) {
        const struct fact_def *def = g->w.defs[g->derived[i]];
        values[i] = g->derived_open[i];
        for (size_t k = 0; k < n; k++) {
            if (strcmp(facts[k].name, def->name) == 0)
                values[i] = kept(a, def, facts[k].value);
        }
    }
    arena_free(run);
    return values;
}

/* --- levers ------------------------------------------------------------------------------------
 */

static void find_derived(struct goal *g)
{
    const struct catalogue *c = rulebook_catalogue(g->s->rulebook);
    size_t *slots = ARENA_ARRAY(g->w.a, catalogue_count(c), size_t);
    struct feel_value *now = ARENA_ARRAY(g->w.a, catalogue_count(c), struct feel_value);
    struct feel_value *open = ARENA_ARRAY(g->w.a, catalogue_count(c), struct feel_value);
    for (size_t i = 0; i < catalogue_count(c); i++) {
        const struct fact_def *def = catalogue_at(c, i);
        /* What the calculators derive does not move with the economics. */
        if (!def->derived || strncmp(def->name, "economics.", 10) != 0 ||
            g->present[def->slot].kind == FEEL_UNKNOWN)
            continue;
        slots[g->n_derived] = def->slot;
        now[g->n_derived] = g->present[def->slot];
        open[g->n_derived++] = feel_unknown_fact(g->w.a, def->name, def->type);
    }
    g->derived = slots;
    g->derived_now = now;
    g->derived_open = open;
}

static bool reads_derived(const struct goal *g, const struct goal_rule *r)
{
    for (size_t i = 0; i < g->n_derived; i++) {
        if (r->slots[g->derived[i]])
            return true;
    }
    return false;
}

static bool moves_something(const struct goal *g, const struct feel_value *values)
{
    for (size_t i = 0; i < g->n_derived; i++) {
        bool read = false;
        for (size_t k = 0; k < g->n_rules; k++)
            read = read || g->rules[k].slots[g->derived[i]];
        if (read && !feel_identical(values[i], g->derived_now[i]))
            return true;
    }
    return false;
}

static void input_cells(struct goal *g, struct lever *l)
{
    const struct econ_input_lever *in = l->input;
    size_t most = sizeof grid / sizeof *grid + 2;
    struct cell *cells = ARENA_ARRAY(g->w.a, most, struct cell);
    const struct feel_value **derived = ARENA_ARRAY(g->w.a, most + 1, const struct feel_value *);
    for (size_t i = 0; i < most; i++) {
        double x = i == 0 ? in->low : i + 1 == most ? in->high : grid[i - 1] * in->now;
        struct dec number;
        if ((i > 0 && x <= in->low) || (i + 1 < most && x >= in->high) ||
            !dec_from_double(x, &number))
            continue;
        cells[l->n_cells] = (struct cell){.value = feel_number(number)};
        derived[l->n_cells++] = econ_input_values(g, g->w.a, in, x);
    }
    derived[l->n_cells] = g->derived_now;
    l->cells = cells;
    l->derived = derived;
}

void add_input_levers(struct goal *g, struct lever *levers, size_t *n)
{
    find_derived(g);
    bool wanted = false;
    for (size_t i = 0; i < g->n_rules; i++)
        wanted = wanted ||
                 (!tier_accepts(TIER_FULL, g->rules[i].base) && reads_derived(g, &g->rules[i]));
    if (!wanted || g->economics == NULL)
        return;
    size_t count;
    const struct econ_input_lever *all = econ_input_levers(g->w.a, g->s, g->economics, &count);
    size_t *rules = ARENA_ARRAY(g->w.a, g->n_rules, size_t), n_rules = 0;
    for (size_t i = 0; i < g->n_rules; i++) {
        if (reads_derived(g, &g->rules[i]))
            rules[n_rules++] = i;
    }
    for (size_t i = 0; i < count; i++) {
        struct lever l = {.kind = CURE_INPUT, .input = &all[i], .at = NOT_SET};
        struct dec now;
        if (!dec_from_double(all[i].now, &now) ||
            !moves_something(g, econ_input_values(g, g->w.a, &all[i], all[i].now * 0.9)))
            continue;
        l.now = feel_number(now);
        l.rules = rules;
        l.n_rules = n_rules;
        input_cells(g, &l);
        levers[(*n)++] = l;
    }
}
