/* table_unknown.c: a table with unknown inputs, by trying every cell of their domains (feel.md
 * 8.4). */
#include <string.h>

#include "core/base/vec.h"
#include "core/feel/table_run.h"

enum { MAX_COMBINATIONS = 4096 };

/* Something unknown that is tried: a fact (slot), or a column as a whole. */
struct variable {
    bool is_column;
    size_t index; /* slot of the fact, or the column */
    const struct feel_value *values;
    size_t n;
    const struct feel_causes *causes;
};

struct trial {
    struct table_run t;
    struct feel_value *globals;      /* a copy, in which facts are replaced */
    const struct feel_value **fixed; /* by column */
    VEC(struct variable) variables;
    size_t n_outcomes;
    struct feel_value *outcomes;
    size_t *chosen;
};

static bool mentions_global(const struct feel_node *n, size_t slot)
{
    if (n->kind == FN_GLOBAL && n->slot == slot)
        return true;
    for (size_t i = 0; i < n->n_kids; i++)
        if (n->kids[i] != NULL && mentions_global(n->kids[i], slot))
            return true;
    return false;
}

/* True when the fact is used only as the whole expression of columns, so that cutting its domain
 * at their cells is exact. */
static bool only_columns(const struct feel_table *table, size_t slot)
{
    for (size_t i = 0; i < table->n_inputs; i++) {
        const struct feel_node *root = table->inputs[i].expr->root;
        if (root->kind != FN_GLOBAL && mentions_global(root, slot))
            return false;
    }
    for (size_t r = 0; r < table->n_rules; r++) {
        for (size_t i = 0; i < table->n_inputs; i++)
            if (mentions_global(table->rules[r].when[i]->root, slot))
                return false;
        for (size_t i = 0; i < table->n_outputs; i++)
            if (mentions_global(table->rules[r].then[i]->root, slot))
                return false;
    }
    return true;
}

static size_t columns_of(const struct feel_table *table, size_t slot, size_t *columns)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n_inputs; i++) {
        const struct feel_node *root = table->inputs[i].expr->root;
        if (root->kind == FN_GLOBAL && root->slot == slot)
            columns[n++] = i;
    }
    return n;
}

static void add_facts(struct trial *tr, const struct feel_run *run)
{
    const struct feel_table *table = tr->t.table;
    size_t *columns = ARENA_ARRAY(run->arena, table->n_inputs, size_t);
    for (size_t i = 0; i < table->n_globals; i++) {
        size_t slot;
        if (!feel_env_lookup(table->env, table->globals[i], &slot, NULL) ||
            slot >= run->n_globals || run->globals[slot].kind != FEEL_UNKNOWN)
            continue;
        const struct feel_unknown *u = run->globals[slot].u.unknown;
        struct variable v = {.index = slot, .causes = u->causes};
        size_t n = columns_of(table, slot, columns);
        bool small = u->type != NULL && (u->type->kind == FT_BOOLEAN || u->type->kind == FT_ENUM);
        if (!small && (n == 0 || !only_columns(table, slot)))
            continue;
        const struct feel_type *type = small ? u->type : table->inputs[columns[0]].type;
        if (table_representatives(&tr->t, columns, n, type, &v.values, &v.n))
            VEC_PUSH(run->arena, &tr->variables, v);
    }
}

/* True when trying the facts settles everything that the causes name. */
static bool covered(const struct trial *tr, const struct feel_causes *causes)
{
    for (size_t i = 0; causes != NULL && i < causes->n; i++) {
        bool found = false;
        for (size_t k = 0; k < tr->variables.n; k++)
            found = found || feel_causes_has(tr->variables.items[k].causes, causes->names[i]);
        if (!found)
            return false;
    }
    return true;
}

/* Columns that stay unknown: worked out of facts that are not tried. */
static void add_columns(struct trial *tr, const struct table_match *m)
{
    const struct feel_table *table = tr->t.table;
    for (size_t i = 0; i < table->n_inputs; i++) {
        if (m->inputs[i].kind != FEEL_UNKNOWN || covered(tr, m->inputs[i].u.unknown->causes))
            continue;
        struct variable v = {
            .is_column = true, .index = i, .causes = m->inputs[i].u.unknown->causes};
        if (table_representatives(&tr->t, &i, 1, table->inputs[i].type, &v.values, &v.n))
            VEC_PUSH(tr->t.run->arena, &tr->variables, v);
    }
}

/* Drops the widest variables until the combinations are few enough. */
static void limit_combinations(struct trial *tr)
{
    for (;;) {
        size_t product = 1, widest = 0;
        for (size_t i = 0; i < tr->variables.n; i++) {
            if (product <= MAX_COMBINATIONS)
                product *= tr->variables.items[i].n;
            if (tr->variables.items[i].n > tr->variables.items[widest].n)
                widest = i;
        }
        tr->n_outcomes = product;
        if (product <= MAX_COMBINATIONS)
            return;
        tr->variables.items[widest] = tr->variables.items[--tr->variables.n];
    }
}

/* Puts the values of combination k in place and evaluates. */
static void try_one(struct trial *tr, size_t k)
{
    size_t rest = k;
    for (size_t i = 0; i < tr->variables.n; i++) {
        const struct variable *v = &tr->variables.items[i];
        const struct feel_value *value = &v->values[rest % v->n];
        rest /= v->n;
        if (v->is_column)
            tr->fixed[v->index] = value;
        else
            tr->globals[v->index] = *value;
    }
    struct table_match *m = table_match_rows(&tr->t);
    tr->outcomes[k] = table_outcome(&tr->t, m);
    tr->chosen[k] = m->chosen;
}

/* True when some two combinations that differ in variable i alone give different results. */
static bool matters(const struct trial *tr, size_t i)
{
    size_t stride = 1;
    for (size_t k = 0; k < i; k++)
        stride *= tr->variables.items[k].n;
    for (size_t k = 0; k < tr->n_outcomes; k++) {
        size_t digit = k / stride % tr->variables.items[i].n;
        if (digit != 0 &&
            !feel_same_result(tr->t.run, tr->outcomes[k], tr->outcomes[k - digit * stride]))
            return true;
    }
    return false;
}

static bool numeric(struct feel_value v, struct dec *low, struct dec *high)
{
    if (v.kind == FEEL_NUMBER) {
        *low = *high = v.u.number;
        return true;
    }
    if (v.kind != FEEL_UNKNOWN || !v.u.unknown->has_bounds)
        return false;
    *low = v.u.unknown->low;
    *high = v.u.unknown->high;
    return true;
}

/* Unknown by what still matters, with the bounds of numeric outcomes. */
static struct feel_value undecided(const struct trial *tr)
{
    struct arena *a = tr->t.run->arena;
    const struct feel_causes *causes = NULL;
    struct dec low, high, l, h;
    bool all_numeric = true;
    for (size_t i = 0; i < tr->variables.n; i++)
        if (matters(tr, i))
            causes = feel_causes_join(a, causes, tr->variables.items[i].causes);
    for (size_t k = 0; k < tr->n_outcomes; k++) {
        const struct feel_causes *own;
        feel_holds_unknown(a, tr->outcomes[k], &own);
        causes = feel_causes_join(a, causes, own);
        all_numeric = all_numeric && numeric(tr->outcomes[k], &l, &h);
        if (all_numeric && (k == 0 || dec_cmp(l, low) < 0))
            low = l;
        if (all_numeric && (k == 0 || dec_cmp(h, high) > 0))
            high = h;
    }
    return all_numeric ? feel_unknown_between(a, causes, low, high) : feel_unknown_of(a, causes);
}

static struct feel_value verdict(const struct trial *tr, size_t *chosen)
{
    bool same = true, one_row = true;
    for (size_t k = 1; k < tr->n_outcomes; k++) {
        same = same && feel_same_result(tr->t.run, tr->outcomes[0], tr->outcomes[k]);
        one_row = one_row && tr->chosen[k] == tr->chosen[0];
    }
    *chosen = one_row ? tr->chosen[0] : 0;
    return same ? tr->outcomes[0] : undecided(tr);
}

struct feel_value table_try_unknowns(struct table_run *t, const struct table_match *m,
                                     struct feel_value base, size_t *chosen)
{
    struct feel_run *run = t->run;
    struct trial tr = {.t = *t};
    const struct feel_value *globals = run->globals;
    size_t warnings = run->n_warnings;
    add_facts(&tr, run);
    add_columns(&tr, m);
    limit_combinations(&tr);
    if (tr.variables.n == 0)
        return base;
    tr.globals = ARENA_ARRAY(run->arena, run->n_globals, struct feel_value);
    if (run->n_globals != 0)
        memcpy(tr.globals, globals, run->n_globals * sizeof *globals);
    tr.fixed = ARENA_ARRAY(run->arena, t->table->n_inputs, const struct feel_value *);
    tr.outcomes = ARENA_ARRAY(run->arena, tr.n_outcomes, struct feel_value);
    tr.chosen = ARENA_ARRAY(run->arena, tr.n_outcomes, size_t);
    tr.t.fixed = (const struct feel_value *const *)tr.fixed;
    tr.t.memo = ARENA_ARRAY(run->arena, t->table->n_rules * t->table->n_inputs, struct cell_memo);
    run->globals = tr.globals;
    for (size_t k = 0; k < tr.n_outcomes && !run->exhausted; k++)
        try_one(&tr, k);
    run->globals = globals;
    if (run->exhausted)
        return base;
    struct feel_value v = verdict(&tr, chosen);
    /* What went wrong for a value that was only tried is no news, unless it always goes wrong. */
    if (!(v.kind == FEEL_NULL && v.from_error))
        run->n_warnings = warnings;
    return v;
}
