/* explain.c: why an evaluated expression gave what it gave, from the trace of its nodes. */
#include <string.h>

#include "core/base/vec.h"
#include "core/feel/ast.h"

#define BECAUSE_PARTS 6

typedef VEC(struct feel_step) steps;
typedef VEC(const struct feel_node *) nodes;

struct explainer {
    struct arena *a;
    const struct feel_expr *e;
    const struct feel_value *trace;
};

static bool is_true(struct feel_value v)
{
    return v.kind == FEEL_BOOLEAN && v.u.boolean;
}

static bool is_false(struct feel_value v)
{
    return v.kind == FEEL_BOOLEAN && !v.u.boolean;
}

/* Which kids of n decided its value. An `or` that is true stands on its true operands, one that is
 * open on those that are not false; `and` the other way round. */
static bool kid_decided(const struct explainer *x, const struct feel_node *n, size_t k)
{
    struct feel_value whole = x->trace[n->id], kid = x->trace[n->kids[k]->id];
    if (n->kind == FN_OR) {
        if (is_true(whole))
            return is_true(kid);
        return is_false(whole) || !is_false(kid);
    }
    if (n->kind == FN_AND) {
        if (is_false(whole))
            return is_false(kid) && (k == 0 || !is_false(x->trace[n->kids[0]->id]));
        return is_true(whole) || !is_true(kid);
    }
    if (n->kind == FN_IF && k > 0) {
        struct feel_value condition = x->trace[n->kids[0]->id];
        if (condition.kind == FEEL_UNKNOWN)
            return true;
        return is_true(condition) == (k == 1);
    }
    return true;
}

/* Nodes that say nothing of their own: literals, and tests that are shown by what they hold. */
static bool is_silent(const struct feel_node *n)
{
    return n->kind == FN_LITERAL || n->kind == FN_TEST_VALUE || n->kind == FN_TEST_ANY ||
           n->kind == FN_FUNCTION;
}

static void add_steps(const struct explainer *x, const struct feel_node *n, int depth, bool decided,
                      steps *out)
{
    if (!is_silent(n)) {
        struct feel_step s = {.depth = depth,
                              .text = feel_node_source(x->a, x->e, n),
                              .value = x->trace[n->id],
                              .decided = decided,
                              .start = n->start,
                              .end = n->end};
        VEC_PUSH(x->a, out, s);
        depth++;
    }
    if (n->kind == FN_FUNCTION)
        return;
    for (size_t k = 0; k < n->n_kids; k++)
        if (n->kids[k] != NULL)
            add_steps(x, n->kids[k], depth, decided && kid_decided(x, n, k), out);
}

struct feel_step *feel_explain(struct arena *a, const struct feel_expr *e,
                               const struct feel_value *trace, size_t *n)
{
    struct explainer x = {a, e, trace};
    steps out = {0};
    add_steps(&x, e->root, 0, true, &out);
    *n = out.n;
    return out.items;
}

/* --- because -----------------------------------------------------------------------------------
 */

/* The parts that decided, outermost operators taken apart. */
static void add_atoms(const struct explainer *x, const struct feel_node *n, nodes *out)
{
    if (n->kind != FN_AND && n->kind != FN_OR && n->kind != FN_IF) {
        if (n->kind != FN_LITERAL)
            VEC_PUSH(x->a, out, n);
        return;
    }
    for (size_t k = 0; k < n->n_kids; k++)
        if (kid_decided(x, n, k))
            add_atoms(x, n->kids[k], out);
}

static void add_names(const struct explainer *x, const struct feel_node *n, nodes *out)
{
    if (n->kind == FN_GLOBAL) {
        for (size_t i = 0; i < out->n; i++)
            if (strcmp(out->items[i]->name, n->name) == 0)
                return;
        VEC_PUSH(x->a, out, n);
        return;
    }
    for (size_t k = 0; k < n->n_kids; k++)
        if (n->kids[k] != NULL)
            add_names(x, n->kids[k], out);
}

static const char *value_words(const struct explainer *x, struct feel_value v)
{
    if (v.kind == FEEL_UNKNOWN)
        return v.u.unknown->has_bounds ? "not settled" : "unanswered";
    if (v.kind == FEEL_NULL)
        return "none";
    return feel_text(x->a, v);
}

/* "text (30)", or "text (a = 1, b = 2)" when it reads several facts. */
static void write_atom(const struct explainer *x, const struct feel_node *n, struct strbuf *out)
{
    nodes names = {0};
    strbuf_adds(out, feel_node_source(x->a, x->e, n));
    add_names(x, n, &names);
    for (size_t i = 0; i < names.n; i++) {
        const struct feel_node *name = names.items[i];
        strbuf_adds(out, i == 0 ? " (" : ", ");
        if (names.n > 1)
            strbuf_addf(out, "%s = ", name->name);
        strbuf_adds(out, value_words(x, x->trace[name->id]));
    }
    if (names.n != 0)
        strbuf_addch(out, ')');
}

const char *feel_because(struct arena *a, const struct feel_expr *e, const struct feel_value *trace)
{
    struct explainer x = {a, e, trace};
    nodes atoms = {0};
    struct strbuf out;
    strbuf_init(&out, 0);
    add_atoms(&x, e->root, &atoms);
    for (size_t i = 0; i < atoms.n; i++) {
        if (i == BECAUSE_PARTS) {
            strbuf_addf(&out, "; and %zu more", atoms.n - i);
            break;
        }
        if (i > 0)
            strbuf_adds(&out, "; ");
        write_atom(&x, atoms.items[i], &out);
    }
    if (atoms.n == 0)
        strbuf_adds(&out, feel_node_source(x.a, e, e->root));
    const char *text = arena_strdup(a, out.buf);
    strbuf_release(&out);
    return text;
}
