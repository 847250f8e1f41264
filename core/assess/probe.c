/* probe.c: a short way to the open facts of a rule with a table.
 *
 * A fact certainly matters when two of its answers give different outcomes while all others keep
 * one answer. That takes one decision an answer, where the diagram multiplies the answers of all
 * facts. When every fact that could matter is shown to, the diagram has nothing to add. */
#include "core/assess/internal.h"

enum { PROBE_BASES = 3, PROBE_FACTS = 64, PROBE_LEAST = 3 };

struct probed {
    size_t slot;
    struct feel_value before;
    struct cells cells;
    bool matters;
};

struct outcome {
    bool known;
    enum status status;
    bool has_points;
    struct dec low, high;
};

static bool conditions_decide(const struct rule *rule)
{
    return rule->fail_if != NULL || rule->conditional_if != NULL || rule->pass_if != NULL;
}

static struct outcome outcome_now(struct work *w, const struct rule *rule)
{
    struct decision d;
    work_reset(w);
    decide(w, rule, &d);
    bool points = d.has_points && !conditions_decide(rule);
    return (struct outcome){d.status != STATUS_UNKNOWN && (!points || d.points_known), d.status,
                            points, d.low, d.high};
}

static bool differ(const struct outcome *x, const struct outcome *y)
{
    if (!x->known || !y->known)
        return false;
    if (x->status != y->status || x->has_points != y->has_points)
        return true;
    return x->has_points && (dec_cmp(x->low, y->low) != 0 || dec_cmp(x->high, y->high) != 0);
}

/* The answers of each cause; false when one has no answers to try. */
static bool collect(struct work *w, const struct rule *rule, const struct feel_causes *causes,
                    struct probed *facts)
{
    struct cut_list cuts = {.a = w->a};
    struct decision d;
    work_reset(w);
    w->cuts = &cuts;
    decide(w, rule, &d);
    w->cuts = NULL;
    for (size_t i = 0; i < causes->n; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), causes->names[i]);
        if (def == NULL || w->globals[def->slot].kind != FEEL_UNKNOWN)
            return false;
        const struct feel_cuts *at = NULL;
        for (size_t k = 0; k < cuts.facts.n; k++) {
            if (cuts.facts.items[k].slot == def->slot)
                at = &cuts.facts.items[k].cuts;
        }
        facts[i] = (struct probed){def->slot, w->globals[def->slot], fact_cells(w, def, at), false};
        if (facts[i].cells.n < 2)
            return false;
    }
    return true;
}

/* The first, the last and the middle answers: what one column hides, another base may show. */
static struct feel_value base_value(const struct probed *f, size_t base)
{
    const size_t at[PROBE_BASES] = {0, f->cells.n - 1, f->cells.n / 2};
    return f->cells.items[at[base]].value;
}

/* True when all facts are now known to matter. */
static bool probe_around(struct work *w, const struct rule *rule, struct probed *facts, size_t n,
                         size_t base)
{
    for (size_t i = 0; i < n; i++)
        work_set(w, facts[i].slot, base_value(&facts[i], base));
    struct outcome at_base = outcome_now(w, rule);
    bool all = true;
    for (size_t i = 0; i < n && at_base.known; i++) {
        struct probed *f = &facts[i];
        for (size_t k = 0; k < f->cells.n && !f->matters; k++) {
            work_set(w, f->slot, f->cells.items[k].value);
            struct outcome other = outcome_now(w, rule);
            f->matters = differ(&at_base, &other);
        }
        work_set(w, f->slot, base_value(f, base));
        all = all && f->matters;
    }
    return all && at_base.known;
}

bool probe_all_matter(struct work *w, const struct rule *rule, const struct feel_causes *causes)
{
    size_t n = causes != NULL ? causes->n : 0;
    if (rule->table == NULL || n < PROBE_LEAST || n > PROBE_FACTS)
        return false;
    struct probed facts[PROBE_FACTS] = {0};
    bool quick = w->quick, all = false;
    w->quick = true;
    if (collect(w, rule, causes, facts)) {
        for (size_t base = 0; base < PROBE_BASES && !all; base++)
            all = probe_around(w, rule, facts, n, base);
        for (size_t i = 0; i < n; i++)
            work_set(w, facts[i].slot, facts[i].before);
    }
    w->quick = quick;
    return all;
}
