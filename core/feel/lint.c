/* lint.c: warnings about expressions that mean less than they seem to. */
#include <string.h>

#include "core/feel/ast.h"

/* Digits after the point that a value is written or rounded to; -1 when it is not fixed. */
static int scale_of(const struct feel_expr *e, const struct feel_node *n)
{
    if (n->kind == FN_LITERAL && n->value.kind == FEEL_NUMBER) {
        const char *text = e->text + n->start, *end = e->text + n->end;
        const char *point = memchr(text, '.', n->end - n->start);
        for (const char *p = text; p < end; p++) {
            if (*p == 'e' || *p == 'E')
                return -1;
        }
        return point != NULL ? (int)(end - point) - 1 : 0;
    }
    bool rounds =
        n->kind == FN_CALL && n->builtin != NULL && n->n_kids == 2 &&
        (strcmp(n->builtin->name, "decimal") == 0 || strncmp(n->builtin->name, "round ", 6) == 0);
    int64_t scale;
    if (rounds && n->kids[1] != NULL && n->kids[1]->kind == FN_LITERAL &&
        n->kids[1]->value.kind == FEEL_NUMBER && dec_to_int(n->kids[1]->value.u.number, &scale) &&
        scale >= 0 && scale < 40)
        return (int)scale;
    return -1;
}

static void lint_node(const struct feel_expr *e, const struct feel_node *n, struct diags *d)
{
    if (n == NULL)
        return;
    if (n->kind == FN_BINARY && (n->op == OP_EQ || n->op == OP_NE)) {
        int left = scale_of(e, n->kids[0]), right = scale_of(e, n->kids[1]);
        bool literal = n->kids[0]->kind == FN_LITERAL;
        int rounded = literal ? right : left, written = literal ? left : right;
        if (left >= 0 && right >= 0 && written > rounded)
            diag_add(d, DIAG_WARNING, "W106", feel_expr_pos(e, n->start),
                     "round to as many digits as it is compared with",
                     "a number with %d decimals never equals one with %d", rounded, written);
    }
    for (size_t i = 0; i < n->n_kids; i++)
        lint_node(e, n->kids[i], d);
}

void feel_lint(const struct feel_expr *e, struct diags *d)
{
    lint_node(e, e->root, d);
}
