/* parser_tests.c: unary tests (feel.md section 7): table cells and what follows 'in'. */
#include "core/feel/parser.h"

static struct feel_node *wrap_test(struct parser *p, struct feel_node *inner, size_t token)
{
    enum feel_node_kind kind = inner->kind == FN_RANGE ? FN_TEST_IN
                               : p->mentions           ? FN_TEST_TRUE
                                                       : FN_TEST_VALUE;
    struct feel_node *n = parser_node_kids(p, kind, token, 1);
    n->kids[0] = inner;
    n->type = feel_type_simple(FT_BOOLEAN);
    return parser_finish(p, n);
}

/* One test, of sums only unless whole. It is not checked against the input's type yet. */
static struct feel_node *parse_test(struct parser *p, bool whole)
{
    size_t token = p->at;
    enum token_kind k = peek(p);
    p->mentions = false;
    if (!token_is_comparison(k))
        return wrap_test(p, whole ? parse_expression(p) : parse_additive(p, NULL, token), token);
    struct feel_node *n = parser_node_kids(p, FN_TEST_COMPARE, token, 1);
    n->op = (enum feel_op)(OP_EQ + (k - TK_EQ));
    p->at++;
    n->kids[0] = parse_additive(p, NULL, p->at);
    n->type = feel_type_simple(FT_BOOLEAN);
    return parser_finish(p, n);
}

/* --- after 'in' --------------------------------------------------------------------------------
 */

static bool continues_value(enum token_kind k)
{
    return k == TK_DOT || k == TK_LBRACKET || k == TK_LPAREN || (k >= TK_PLUS && k <= TK_POWER);
}

typedef VEC(struct feel_node *) node_vec;

/* Tests in parentheses, which may turn out to be a range or a value in parentheses. */
static void parse_parenthesised(struct parser *p, node_vec *kids)
{
    size_t token = p->at++;
    do {
        struct feel_node *test = parse_test(p, true);
        if (kids->n == 1 && test->kind != FN_TEST_COMPARE && accept_token(p, TK_DOTDOT)) {
            struct feel_node *range = parse_range_end(p, token, false, test->kids[0]);
            test = wrap_test(p, range, token);
            VEC_PUSH(p->a, kids, test);
            return;
        }
        VEC_PUSH(p->a, kids, test);
    } while (accept_token(p, TK_COMMA) && !p->failed);
    expect_token(p, TK_RPAREN, "')'");
    struct feel_node *only = kids->items[1];
    if (kids->n == 2 && only->kind != FN_TEST_COMPARE && continues_value(peek(p))) {
        struct feel_node *value = parse_postfix(p, only->kids[0], token);
        p->mentions = only->kind == FN_TEST_TRUE;
        kids->items[1] = wrap_test(p, parse_additive(p, value, token), token);
    }
}

struct feel_node *parse_in(struct parser *p, struct feel_node *x, size_t token)
{
    bool in_tests = p->in_tests, mentions = p->mentions;
    const struct feel_type *input = p->input;
    node_vec kids = {0};
    VEC_PUSH(p->a, &kids, x);
    p->in_tests = true;
    p->input = x->type;
    if (peek(p) == TK_LPAREN) {
        parse_parenthesised(p, &kids);
    } else {
        struct feel_node *test = parse_test(p, false);
        VEC_PUSH(p->a, &kids, test);
    }
    for (size_t i = 1; i < kids.n; i++)
        check_test(p, kids.items[i], x->type);
    p->in_tests = in_tests;
    p->mentions = mentions;
    p->input = input;
    struct feel_node *n = parser_node(p, FN_IN, token);
    n->kids = kids.items;
    n->n_kids = kids.n;
    n->type = feel_type_simple(FT_BOOLEAN);
    return parser_finish(p, n);
}

/* --- cells -------------------------------------------------------------------------------------
 */

/* Could an expression end with this token? */
static bool ends_value(enum token_kind k)
{
    return k == TK_NUMBER || k == TK_STRING || k == TK_AT || k == TK_QUESTION || k == TK_NAME ||
           k == TK_TRUE || k == TK_FALSE || k == TK_NULL || k == TK_RPAREN || k == TK_RBRACKET ||
           k == TK_RBRACE;
}

static bool opens(const struct parser *p, size_t i)
{
    enum token_kind k = p->tokens[i].kind;
    if (k == TK_RBRACKET) /* of ]a..b[ */
        return i == 0 || !ends_value(p->tokens[i - 1].kind);
    if (k == TK_LBRACKET) {
        enum token_kind next = p->tokens[i + 1].kind;
        bool closes = i != 0 && ends_value(p->tokens[i - 1].kind) &&
                      (next == TK_END || next == TK_COMMA || next == TK_RPAREN);
        return !closes;
    }
    return k == TK_LPAREN || k == TK_LBRACE;
}

/* True when not(...) is the whole cell: then it negates tests, else it is the function. */
static bool is_negated(const struct parser *p)
{
    if (peek(p) != TK_NAME || !token_is(p, &p->tokens[p->at], "not") ||
        p->tokens[p->at + 1].kind != TK_LPAREN)
        return false;
    size_t depth = 0;
    for (size_t i = p->at + 1; p->tokens[i].kind != TK_END; i++) {
        enum token_kind k = p->tokens[i].kind;
        if (opens(p, i))
            depth++;
        else if (k == TK_RPAREN || k == TK_RBRACKET || k == TK_RBRACE || k == TK_LBRACKET)
            depth--;
        if (depth == 0)
            return p->tokens[i + 1].kind == TK_END;
    }
    return false;
}

static void parse_tests(struct parser *p, node_vec *tests)
{
    do {
        struct feel_node *test = parse_test(p, true);
        check_test(p, test, p->input);
        VEC_PUSH(p->a, tests, test);
    } while (accept_token(p, TK_COMMA) && !p->failed);
}

struct feel_node *parse_unary_tests(struct parser *p)
{
    size_t token = p->at;
    if (peek(p) == TK_MINUS && peek_at(p, 1) == TK_END) {
        struct feel_node *any = parser_node(p, FN_TEST_ANY, token);
        p->at++;
        any->type = feel_type_simple(FT_BOOLEAN);
        return parser_finish(p, any);
    }
    bool negated = is_negated(p);
    node_vec tests = {0};
    if (negated)
        p->at += 2;
    parse_tests(p, &tests);
    if (negated)
        expect_token(p, TK_RPAREN, "')'");
    else if (tests.n == 1)
        return tests.items[0];
    struct feel_node *n = parser_node(p, negated ? FN_TEST_NOT : FN_TEST_LIST, token);
    n->kids = tests.items;
    n->n_kids = tests.n;
    n->type = feel_type_simple(FT_BOOLEAN);
    return parser_finish(p, n);
}
