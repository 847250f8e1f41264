/* operands.c: operands of `and` and `or`, chains of one operator taken apart. */
#include "core/feel/operands.h"

#include "core/base/vec.h"
#include "core/feel/ast.h"

struct finder {
    struct arena *a;
    VEC(struct feel_operand) all;
    unsigned chains;
};

static void walk(struct finder *f, const struct feel_node *n);

static void add_chain(struct finder *f, const struct feel_node *n, enum feel_node_kind kind,
                      unsigned chain)
{
    for (size_t k = 0; k < n->n_kids; k++) {
        const struct feel_node *kid = n->kids[k];
        if (kid->kind == kind) {
            add_chain(f, kid, kind, chain);
            continue;
        }
        struct feel_operand one = {kid->start, kid->end, kid->id, chain, kind == FN_AND};
        VEC_PUSH(f->a, &f->all, one);
        walk(f, kid);
    }
}

static void walk(struct finder *f, const struct feel_node *n)
{
    if (n->kind == FN_AND || n->kind == FN_OR) {
        add_chain(f, n, n->kind, f->chains++);
        return;
    }
    for (size_t k = 0; k < n->n_kids; k++) {
        if (n->kids[k] != NULL)
            walk(f, n->kids[k]);
    }
}

const struct feel_operand *feel_operands(struct arena *a, const struct feel_expr *e, size_t *n)
{
    struct finder f = {.a = a};
    walk(&f, e->root);
    *n = f.all.n;
    return f.all.items;
}

void feel_operands_decided(const struct feel_operand *all, size_t n, const struct feel_value *trace,
                           bool *decided)
{
    for (size_t i = 0; i < n; i++) {
        struct feel_value v = trace[all[i].node];
        bool alone = v.kind == FEEL_BOOLEAN && v.u.boolean != all[i].of_and;
        for (size_t k = 0; alone && k < n; k++) {
            struct feel_value other = trace[all[k].node];
            alone = k == i || all[k].chain != all[i].chain || other.kind != FEEL_BOOLEAN ||
                    other.u.boolean == all[i].of_and;
        }
        decided[i] = decided[i] || alone;
    }
}
