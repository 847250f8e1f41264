/* expr.c: what a compiled expression says of itself: text, type, facts, constants, places. */
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/base/vec.h"
#include "core/feel/ast.h"
#include "core/feel/constants.h"

const char *feel_expr_text(const struct feel_expr *e)
{
    return e->text;
}

const struct feel_type *feel_expr_type(const struct feel_expr *e)
{
    return e->root->type;
}

const char *const *feel_expr_globals(const struct feel_expr *e, size_t *n)
{
    *n = e->n_globals;
    return e->globals;
}

struct pos feel_expr_pos(const struct feel_expr *e, size_t offset)
{
    if (e->origin != NULL)
        return yaml_text_pos(e->origin, offset);
    struct pos pos = e->pos;
    size_t n = strlen(e->text);
    for (size_t i = 0; i < offset && i < n;) {
        uint32_t cp;
        i += utf8_decode(e->text + i, n - i, &cp);
        if (cp == '\n') {
            pos.line++;
            pos.col = 1;
        } else {
            pos.col++;
        }
    }
    return pos;
}

const char *feel_node_source(struct arena *a, const struct feel_expr *e, const struct feel_node *n)
{
    char *text = arena_alloc(a, n->end - n->start + 1);
    size_t len = 0;
    bool space = false;
    for (size_t i = n->start; i < n->end; i++) {
        char c = e->text[i];
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            space = len != 0;
            continue;
        }
        if (space)
            text[len++] = ' ';
        space = false;
        text[len++] = c;
    }
    text[len] = '\0';
    return text;
}

/* --- constants -----------------------------------------------------------------------------------
 */

static void put(struct constants *c, struct feel_value v)
{
    for (size_t i = 0; i < c->values.n; i++)
        if (feel_identical(c->values.items[i], v))
            return;
    VEC_PUSH(c->a, &c->values, v);
}

/* The literals in n: one, or those of a list, a range or a negation. */
static void add_literals(struct constants *c, const struct feel_node *n)
{
    struct dec zero = dec_from_int(0);
    switch (n->kind) {
    case FN_LITERAL:
        if (!n->value.from_error)
            put(c, n->value);
        return;
    case FN_NEGATE:
        if (n->kids[0]->kind == FN_LITERAL && n->kids[0]->value.kind == FEEL_NUMBER) {
            struct dec negative;
            if (dec_sub(zero, n->kids[0]->value.u.number, &negative))
                put(c, feel_number(negative));
        }
        return;
    case FN_LIST:
    case FN_RANGE:
    case FN_UNARY_RANGE:
        for (size_t k = 0; k < n->n_kids; k++)
            add_literals(c, n->kids[k]);
        return;
    default:
        return;
    }
}

void constants_of_tests(struct constants *c, const struct feel_node *n)
{
    switch (n->kind) {
    case FN_TEST_COMPARE:
    case FN_TEST_IN:
    case FN_TEST_VALUE:
        add_literals(c, n->kids[0]);
        return;
    case FN_TEST_NOT:
    case FN_TEST_LIST:
        for (size_t k = 0; k < n->n_kids; k++)
            constants_of_tests(c, n->kids[k]);
        return;
    case FN_TEST_TRUE:
        constants_walk(c, n->kids[0]);
        return;
    default:
        return;
    }
}

/* True when n is what the constants are compared with: the fact, or ? when no name is given. */
static bool is_subject(const struct constants *c, const struct feel_node *n)
{
    if (c->name == NULL)
        return n->kind == FN_INPUT;
    return n->kind == FN_GLOBAL && strcmp(n->name, c->name) == 0;
}

void constants_walk(struct constants *c, const struct feel_node *n)
{
    bool compares = n->kind == FN_BETWEEN || (n->kind == FN_BINARY && n->op >= OP_EQ);
    for (size_t k = 0; k < n->n_kids; k++) {
        if (n->kids[k] == NULL)
            continue;
        if (compares && is_subject(c, n->kids[k]))
            for (size_t other = 0; other < n->n_kids; other++)
                if (other != k)
                    add_literals(c, n->kids[other]);
        if (n->kind == FN_IN && k > 0 && is_subject(c, n->kids[0]))
            constants_of_tests(c, n->kids[k]);
        else
            constants_walk(c, n->kids[k]);
    }
}

const struct feel_value *feel_expr_constants(struct arena *a, const struct feel_expr *e,
                                             const char *name, size_t *n)
{
    struct constants c = {.a = a, .name = name};
    constants_walk(&c, e->root);
    *n = c.values.n;
    return c.values.items;
}
