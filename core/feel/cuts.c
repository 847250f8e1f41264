/* cuts.c: the values with which a fact is compared, out of a traced evaluation.
 *
 * A fact that only ever stands on one side of a comparison whose other side is known can change the
 * result only where its value crosses that side. So one representative per cell between the cuts
 * stands for every answer (feel.md 8.4). */
#include <string.h>

#include "core/feel/ast.h"
#include "core/feel/table.h"

struct walk {
    struct arena *a;
    const struct feel_value *trace;
    const char *name; /* NULL: ? */
    struct feel_cuts *cuts;
};

void feel_cuts_put(struct arena *a, struct feel_cuts *c, struct feel_value v)
{
    for (size_t i = 0; i < c->n; i++) {
        if (feel_identical(c->at[i], v))
            return;
    }
    if (c->n == c->cap) {
        size_t cap = c->cap != 0 ? c->cap * 2 : 8;
        struct feel_value *at = ARENA_ARRAY(a, cap, struct feel_value);
        if (c->n != 0)
            memcpy(at, c->at, c->n * sizeof *at);
        c->at = at;
        c->cap = cap;
    }
    c->at[c->n++] = v;
}

/* The other side of a comparison: its value, the elements of a list, the ends of a range. */
static void add_side(struct walk *w, struct feel_value v)
{
    switch (v.kind) {
    case FEEL_UNKNOWN:
    case FEEL_CONTEXT:
    case FEEL_FUNCTION:
        w->cuts->exact = false;
        break;
    case FEEL_LIST:
        for (size_t i = 0; i < v.u.list->n; i++)
            add_side(w, v.u.list->items[i]);
        break;
    case FEEL_RANGE:
        if (v.u.range->start.kind != FEEL_NULL)
            add_side(w, v.u.range->start);
        if (v.u.range->end.kind != FEEL_NULL)
            add_side(w, v.u.range->end);
        break;
    default:
        if (!v.from_error)
            feel_cuts_put(w->a, w->cuts, v);
        break;
    }
}

static bool is_default(const struct feel_node *n)
{
    return n->kind == FN_CALL && n->builtin != NULL && strcmp(n->builtin->name, "default") == 0;
}

/* True when n is the fact itself, or default(fact, ...) of it. */
static bool is_subject(const struct walk *w, const struct feel_node *n)
{
    if (n == NULL)
        return false;
    if (w->name == NULL)
        return n->kind == FN_INPUT;
    if (is_default(n) && n->n_kids != 0)
        n = n->kids[0];
    return n != NULL && n->kind == FN_GLOBAL && strcmp(n->name, w->name) == 0;
}

static bool mentions(const struct walk *w, const struct feel_node *n)
{
    if (n == NULL)
        return false;
    if (w->name == NULL ? n->kind == FN_INPUT
                        : n->kind == FN_GLOBAL && strcmp(n->name, w->name) == 0)
        return true;
    for (size_t i = 0; i < n->n_kids; i++) {
        if (mentions(w, n->kids[i]))
            return true;
    }
    return false;
}

static void walk(struct walk *w, const struct feel_node *n);

/* The other side as it is written, when there is no trace: literals, their lists and ranges. */
static void add_written(struct walk *w, const struct feel_node *n)
{
    struct feel_value v = n->value;
    switch (n->kind) {
    case FN_LITERAL:
        add_side(w, v);
        break;
    case FN_NEGATE:
        if (n->kids[0]->kind == FN_LITERAL && n->kids[0]->value.kind == FEEL_NUMBER)
            add_side(w, feel_number(dec_neg(n->kids[0]->value.u.number)));
        else
            w->cuts->exact = false;
        break;
    case FN_LIST:
    case FN_RANGE:
    case FN_UNARY_RANGE:
        for (size_t i = 0; i < n->n_kids; i++)
            add_written(w, n->kids[i]);
        break;
    default:
        w->cuts->exact = false;
        break;
    }
}

static void side(struct walk *w, const struct feel_node *n)
{
    if (mentions(w, n))
        w->cuts->exact = false;
    else if (w->trace != NULL)
        add_side(w, w->trace[n->id]);
    else
        add_written(w, n);
}

static void walk_test(struct walk *w, const struct feel_node *n)
{
    switch (n->kind) {
    case FN_TEST_ANY:
        break;
    case FN_TEST_COMPARE:
    case FN_TEST_VALUE:
        side(w, n->kids[0]);
        break;
    case FN_TEST_IN:
        side(w, n->kids[0]->kids[0]);
        side(w, n->kids[0]->kids[1]);
        break;
    case FN_TEST_TRUE:
        walk(w, n->kids[0]);
        break;
    case FN_TEST_NOT:
    case FN_TEST_LIST:
        for (size_t i = 0; i < n->n_kids; i++)
            walk_test(w, n->kids[i]);
        break;
    default:
        w->cuts->exact = false;
        break;
    }
}

static void walk_kids(struct walk *w, const struct feel_node *n)
{
    for (size_t i = 0; i < n->n_kids; i++) {
        if (n->kids[i] != NULL)
            walk(w, n->kids[i]);
    }
}

static bool compares(const struct feel_node *n)
{
    return n->kind == FN_BETWEEN || (n->kind == FN_BINARY && n->op >= OP_EQ);
}

/* known(f) and evidence(f) do not look at the value. */
static bool looks_beside(const struct feel_node *n)
{
    return n->kind == FN_CALL && n->builtin != NULL &&
           (strcmp(n->builtin->name, "known") == 0 || strcmp(n->builtin->name, "evidence") == 0);
}

static void walk(struct walk *w, const struct feel_node *n)
{
    if (is_subject(w, n)) {
        w->cuts->exact = false; /* not in a comparison: those are caught above it */
        return;
    }
    if (looks_beside(n))
        return;
    if (compares(n)) {
        bool subject = false;
        for (size_t i = 0; i < n->n_kids; i++)
            subject = subject || is_subject(w, n->kids[i]);
        if (!subject) {
            walk_kids(w, n);
            return;
        }
        for (size_t i = 0; i < n->n_kids; i++) {
            if (!is_subject(w, n->kids[i]))
                side(w, n->kids[i]);
        }
        return;
    }
    if (n->kind == FN_IN && is_subject(w, n->kids[0])) {
        for (size_t i = 1; i < n->n_kids; i++)
            walk_test(w, n->kids[i]);
        return;
    }
    switch (n->kind) {
    case FN_FOR:
    case FN_SOME:
    case FN_EVERY:
    case FN_FILTER:
    case FN_FUNCTION: /* the trace holds the last round only */
        if (mentions(w, n))
            w->cuts->exact = false;
        break;
    default:
        walk_kids(w, n);
        break;
    }
}

void feel_cuts_add(struct arena *a, const struct feel_expr *e, const struct feel_value *trace,
                   const char *name, struct feel_cuts *cuts)
{
    struct walk w = {a, trace, name, cuts};
    if (name == NULL)
        walk_test(&w, e->root);
    else
        walk(&w, e->root);
}

void feel_table_cuts_add(struct arena *a, const struct feel_table *t, const char *name,
                         struct feel_cuts *cuts)
{
    struct walk fact = {a, NULL, name, cuts}, input = {a, NULL, NULL, cuts};
    for (size_t i = 0; i < t->n_inputs; i++) {
        const struct feel_node *root = t->inputs[i].expr->root;
        bool column = is_subject(&fact, root);
        if (!column && mentions(&fact, root))
            cuts->exact = false;
        for (size_t row = 0; column && row < t->n_rules; row++)
            walk_test(&input, t->rules[row].when[i]->root);
        if (column && t->inputs[i].values != NULL)
            walk_test(&input, t->inputs[i].values->root);
    }
    for (size_t row = 0; row < t->n_rules; row++) {
        for (size_t i = 0; i < t->n_inputs; i++) {
            if (mentions(&fact, t->rules[row].when[i]->root))
                cuts->exact = false;
        }
        for (size_t i = 0; i < t->n_outputs; i++) {
            if (mentions(&fact, t->rules[row].then[i]->root))
                cuts->exact = false;
        }
    }
}
