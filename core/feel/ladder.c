/* ladder.c: a condition as alternative paths, each a row of parts that must all hold. */
#include <string.h>

#include "core/base/vec.h"
#include "core/feel/ast.h"
#include "core/feel/feel.h"

#define MOST_PATHS 64
#define MOST_PARTS 24

typedef VEC(struct feel_part) parts;
typedef VEC(struct feel_path) paths;

struct ladder {
    struct arena *a;
    const struct feel_expr *e;
    const struct feel_value *trace;
};

static const char *opposite(enum feel_op op)
{
    switch (op) {
    case OP_EQ:
        return "!=";
    case OP_NE:
        return "=";
    case OP_LT:
        return ">=";
    case OP_LE:
        return ">";
    case OP_GT:
        return "<=";
    case OP_GE:
        return "<";
    default:
        return NULL;
    }
}

static bool is_not(const struct feel_node *n)
{
    return n->kind == FN_CALL && n->builtin != NULL && strcmp(n->builtin->name, "not") == 0 &&
           n->n_kids == 1 && n->kids[0] != NULL;
}

static const char *part_text(const struct ladder *l, const struct feel_node *n, bool negated)
{
    if (!negated)
        return feel_node_source(l->a, l->e, n);
    if (n->kind == FN_BINARY && opposite(n->op) != NULL)
        return arena_printf(l->a, "%s %s %s", feel_node_source(l->a, l->e, n->kids[0]),
                            opposite(n->op), feel_node_source(l->a, l->e, n->kids[1]));
    return arena_printf(l->a, "not(%s)", feel_node_source(l->a, l->e, n));
}

/* The values of the names in a part, each once: "30" or "a = 1, b = 2". */
static void add_values(const struct ladder *l, const struct feel_node *n, parts *seen)
{
    if (n->kind == FN_GLOBAL) {
        for (size_t i = 0; i < seen->n; i++)
            if (strcmp(seen->items[i].text, n->name) == 0)
                return;
        struct feel_part p = {.text = n->name, .value = l->trace[n->id]};
        VEC_PUSH(l->a, seen, p);
        return;
    }
    for (size_t k = 0; k < n->n_kids; k++)
        if (n->kids[k] != NULL)
            add_values(l, n->kids[k], seen);
}

static const char *value_word(const struct ladder *l, struct feel_value v)
{
    return v.kind == FEEL_UNKNOWN ? "not known" : v.kind == FEEL_NULL ? "none" : feel_text(l->a, v);
}

static const char *values_text(const struct ladder *l, const struct feel_node *n)
{
    parts seen = {0};
    const char *text = "";
    add_values(l, n, &seen);
    for (size_t i = 0; i < seen.n; i++) {
        const char *value = value_word(l, seen.items[i].value);
        const char *one =
            seen.n == 1 ? value : arena_printf(l->a, "%s = %s", seen.items[i].text, value);
        text = arena_printf(l->a, "%s%s%s", text, i > 0 ? ", " : "", one);
    }
    return text;
}

static struct feel_value turned(struct feel_value v, bool negated)
{
    if (negated && v.kind == FEEL_BOOLEAN)
        v.u.boolean = !v.u.boolean;
    return v;
}

static void one_part(const struct ladder *l, const struct feel_node *n, bool negated, paths *out)
{
    struct feel_part *p = ARENA_NEW(l->a, struct feel_part);
    *p = (struct feel_part){.text = part_text(l, n, negated),
                            .facts = values_text(l, n),
                            .value = turned(l->trace[n->id], negated)};
    struct feel_path path = {p, 1};
    VEC_PUSH(l->a, out, path);
}

/* Parts of both, each once. */
static struct feel_path joined(struct arena *a, const struct feel_path *x,
                               const struct feel_path *y)
{
    parts all = {0};
    for (size_t i = 0; i < x->n + y->n; i++) {
        struct feel_part p = i < x->n ? x->parts[i] : y->parts[i - x->n];
        bool there = false;
        for (size_t k = 0; k < all.n; k++)
            there = there || strcmp(all.items[k].text, p.text) == 0;
        if (!there)
            VEC_PUSH(a, &all, p);
    }
    return (struct feel_path){all.items, all.n};
}

static bool multiply(struct arena *a, const paths *x, const paths *y, paths *out)
{
    if (x->n * y->n > MOST_PATHS)
        return false;
    for (size_t i = 0; i < x->n; i++) {
        for (size_t k = 0; k < y->n; k++) {
            struct feel_path path = joined(a, &x->items[i], &y->items[k]);
            if (path.n > MOST_PARTS)
                return false;
            VEC_PUSH(a, out, path);
        }
    }
    return true;
}

static void add_paths(const struct ladder *l, const struct feel_node *n, bool negated, paths *out)
{
    if (is_not(n)) {
        add_paths(l, n->kids[0], !negated, out);
        return;
    }
    if (n->kind != FN_AND && n->kind != FN_OR) {
        one_part(l, n, negated, out);
        return;
    }
    paths left = {0}, right = {0}, both = {0};
    add_paths(l, n->kids[0], negated, &left);
    add_paths(l, n->kids[1], negated, &right);
    bool any = (n->kind == FN_OR) != negated;
    if (any ? left.n + right.n > MOST_PATHS : !multiply(l->a, &left, &right, &both)) {
        one_part(l, n, negated, out);
        return;
    }
    for (size_t i = 0; any && i < left.n; i++)
        VEC_PUSH(l->a, out, left.items[i]);
    for (size_t i = 0; any && i < right.n; i++)
        VEC_PUSH(l->a, out, right.items[i]);
    for (size_t i = 0; i < both.n; i++)
        VEC_PUSH(l->a, out, both.items[i]);
}

const struct feel_path *feel_paths(struct arena *a, const struct feel_expr *e,
                                   const struct feel_value *trace, bool negated, size_t *n)
{
    struct ladder l = {a, e, trace};
    paths out = {0};
    add_paths(&l, e->root, negated, &out);
    *n = out.n;
    return out.items;
}

struct feel_value feel_path_value(const struct feel_path *p)
{
    struct feel_value all = feel_boolean(true);
    for (size_t i = 0; i < p->n; i++) {
        struct feel_value v = p->parts[i].value;
        if (v.kind == FEEL_BOOLEAN && !v.u.boolean)
            return v;
        if (v.kind != FEEL_BOOLEAN)
            all = v;
    }
    return all;
}
