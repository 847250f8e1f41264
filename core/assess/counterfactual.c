/* counterfactual.c: the smallest changes of what the project can change that lift a rule's status:
 * one fact first, then two, then three; the border is named, not a value somewhere behind it. */
#include <string.h>

#include "core/assess/internal.h"

#define MAX_TRIES 20000
#define MAX_FACTS 12
#define MAX_VALUES 12

struct choice {
    const struct fact_def *def;
    const struct feel_value *values;
    size_t n;
};

struct hunt {
    struct work *w;
    const struct rule *rule;
    enum status now;
    struct choice choices[MAX_FACTS];
    size_t n_choices;
    size_t tries;
    VEC(struct counterfactual) found;
};

/* Higher is better; statuses that are no cure rank lowest. */
static int rank(enum status s)
{
    switch (s) {
    case STATUS_PASS:
        return 3;
    case STATUS_CONDITIONAL:
        return 2;
    case STATUS_FAIL:
        return 1;
    default:
        return 0;
    }
}

static const char *value_condition(struct arena *a, const char *op, struct feel_value v)
{
    return arena_printf(a, "%s %s", op, feel_text(a, v));
}

/* A span above or below the present value, told by its nearer end. */
static bool span_condition(struct arena *a, const struct span *s, bool above, struct change *out)
{
    if (s->n_samples == 1 && feel_identical(s->value, s->last) &&
        (above ? !s->has_high || feel_identical(s->high, s->value)
               : !s->has_low || feel_identical(s->low, s->value))) {
        bool low_ok = !s->has_low || (s->low_closed && order_values(s->low, s->value) == 0);
        bool high_ok = !s->has_high || order_values(s->high, s->value) == 0;
        if (low_ok && high_ok) {
            out->value = s->value;
            out->condition = value_condition(a, "=", s->value);
            return true;
        }
    }
    if (above) {
        if (!s->has_low)
            return false;
        out->value = s->low_closed ? s->low : s->value;
        out->condition = value_condition(a, s->low_closed ? ">=" : ">", s->low);
        return true;
    }
    if (!s->has_high)
        return false;
    struct feel_value high = s->high;
    bool closed = s->high_closed;
    if (!closed && high.kind == FEEL_DATE) {
        closed = date_from_days((int64_t)date_to_days(high.u.date) - 1, &high.u.date);
    } else if (!closed && high.kind == FEEL_YEARS_DURATION) {
        high.u.months--;
        closed = true;
    }
    out->value = closed ? high : s->last;
    out->condition = value_condition(a, closed ? "<=" : "<", high);
    return true;
}

static bool change_to(struct work *w, const struct response *r, size_t i,
                      const struct fact_def *def, struct change *out)
{
    const struct span *s = &r->spans[i];
    *out = (struct change){.def = def, .value = s->value};
    if (r->ordered)
        return i != r->now && span_condition(w->a, s, i > r->now, out);
    out->condition = value_condition(w->a, "=", s->value);
    return i != r->now;
}

static void add_found(struct hunt *h, const struct change *changes, size_t n, enum status gives)
{
    struct change *kept = ARENA_ARRAY(h->w->a, n, struct change);
    memcpy(kept, changes, n * sizeof *kept);
    struct counterfactual c = {kept, n, gives};
    VEC_PUSH(h->w->a, &h->found, c);
}

/* The nearest span of each better status, on each side of the present value. */
static void one_change(struct hunt *h, const struct fact_def *def)
{
    struct response r;
    fact_response(h->w, h->rule, def, &r);
    for (size_t i = 0; i < r.n; i++) {
        enum status s = r.spans[i].status;
        bool nearest = true;
        for (size_t k = i < r.now ? i + 1 : r.now + 1; r.ordered && k < (i < r.now ? r.now : i);
             k++)
            nearest = nearest && r.spans[k].status != s;
        struct change c;
        if (nearest && rank(s) > rank(h->now) && change_to(h->w, &r, i, def, &c))
            add_found(h, &c, 1, s);
    }
}

/* --- several facts -----------------------------------------------------------------------------
 */

static bool covered(const struct hunt *h, const size_t *facts, size_t n, enum status gives)
{
    for (size_t i = 0; i < h->found.n; i++) {
        const struct counterfactual *c = &h->found.items[i];
        size_t in = 0;
        for (size_t k = 0; k < c->n_changes; k++) {
            for (size_t j = 0; j < n; j++)
                in += h->choices[facts[j]].def == c->changes[k].def ? 1 : 0;
        }
        if (in == c->n_changes && rank(c->gives) >= rank(gives))
            return true;
    }
    return false;
}

/* Names the border of each change with the others in place. */
static void refine(struct hunt *h, const size_t *facts, const struct feel_value *values, size_t n,
                   enum status gives)
{
    struct change changes[3];
    struct feel_value before[3];
    for (size_t i = 0; i < n; i++)
        before[i] = h->w->globals[h->choices[facts[i]].def->slot];
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = h->choices[facts[i]].def;
        for (size_t k = 0; k < n; k++)
            work_set(h->w, h->choices[facts[k]].def->slot, k == i ? before[k] : values[k]);
        struct response r;
        fact_response(h->w, h->rule, def, &r);
        changes[i] = (struct change){def, values[i], value_condition(h->w->a, "=", values[i])};
        for (size_t k = 0; k < r.n; k++) {
            struct change c;
            if (r.spans[k].status == gives && change_to(h->w, &r, k, def, &c)) {
                changes[i] = c;
                break;
            }
        }
    }
    for (size_t i = 0; i < n; i++)
        work_set(h->w, h->choices[facts[i]].def->slot, before[i]);
    add_found(h, changes, n, gives);
}

static enum status try_values(struct hunt *h)
{
    struct decision d;
    h->tries++;
    work_reset(h->w);
    decide(h->w, h->rule, &d);
    return d.status;
}

static void try_set(struct hunt *h, const size_t *facts, size_t n)
{
    size_t at[3] = {0, 0, 0};
    struct feel_value before[3], best[3];
    enum status best_status = h->now;
    for (size_t i = 0; i < n; i++)
        before[i] = h->w->globals[h->choices[facts[i]].def->slot];
    for (bool more = true; more && h->tries < MAX_TRIES;) {
        for (size_t i = 0; i < n; i++) {
            const struct choice *c = &h->choices[facts[i]];
            work_set(h->w, c->def->slot, c->values[at[i]]);
        }
        enum status s = try_values(h);
        if (rank(s) > rank(best_status)) {
            best_status = s;
            for (size_t i = 0; i < n; i++)
                best[i] = h->choices[facts[i]].values[at[i]];
        }
        more = false;
        for (size_t i = n; i-- > 0 && !more;) {
            more = ++at[i] < h->choices[facts[i]].n;
            if (!more)
                at[i] = 0;
        }
    }
    for (size_t i = 0; i < n; i++)
        work_set(h->w, h->choices[facts[i]].def->slot, before[i]);
    if (rank(best_status) > rank(h->now) && !covered(h, facts, n, best_status))
        refine(h, facts, best, n, best_status);
}

static void several_changes(struct hunt *h)
{
    for (size_t i = 0; i < h->n_choices; i++) {
        for (size_t j = i + 1; j < h->n_choices; j++)
            try_set(h, (size_t[]){i, j}, 2);
    }
    for (size_t i = 0; i < h->n_choices; i++) {
        for (size_t j = i + 1; j < h->n_choices; j++) {
            for (size_t k = j + 1; k < h->n_choices; k++)
                try_set(h, (size_t[]){i, j, k}, 3);
        }
    }
}

static void add_choice(struct hunt *h, const struct fact_def *def)
{
    struct cells cells = cells_of_fact(h->w, h->rule, def);
    struct feel_value *values = ARENA_ARRAY(h->w->a, cells.n, struct feel_value);
    size_t n = 0;
    for (size_t i = 0; i < cells.n && n < MAX_VALUES; i++) {
        if (!feel_identical(cells.items[i].value, h->w->globals[def->slot]))
            values[n++] = cells.items[i].value;
    }
    if (n != 0 && h->n_choices < MAX_FACTS)
        h->choices[h->n_choices++] = (struct choice){def, values, n};
}

const struct counterfactual *counterfactuals(struct work *w, const struct rule *rule, size_t *n)
{
    struct hunt h = {.w = w, .rule = rule};
    struct decision d;
    struct remarks *remarks = w->remarks;
    w->remarks = NULL;
    work_reset(w);
    decide(w, rule, &d);
    h.now = d.status;
    for (size_t i = 0; i < rule->n_facts && rank(h.now) != 0; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), rule->facts[i]);
        if (def == NULL || !def->actionable || def->derived ||
            w->globals[def->slot].kind == FEEL_UNKNOWN)
            continue;
        one_change(&h, def);
        add_choice(&h, def);
    }
    bool cured = false;
    for (size_t i = 0; i < h.found.n; i++)
        cured = cured || h.found.items[i].gives == STATUS_PASS;
    if (!cured)
        several_changes(&h);
    w->remarks = remarks;
    *n = h.found.n;
    return h.found.items;
}
