/* parser_primary.c: literals, names, lists, ranges, and what follows them: .name [filter] (call).
 */
#include <string.h>

#include "core/base/decimal.h"
#include "core/base/utf8.h"
#include "core/feel/parser.h"
#include "core/feel/temporal.h"

/* --- literals ----------------------------------------------------------------------------------
 */

static const struct feel_type *value_type(struct feel_value v)
{
    switch (v.kind) {
    case FEEL_BOOLEAN:
        return feel_type_simple(FT_BOOLEAN);
    case FEEL_NUMBER:
        return feel_type_simple(FT_NUMBER);
    case FEEL_STRING:
        return feel_type_simple(FT_STRING);
    case FEEL_DATE:
        return feel_type_simple(FT_DATE);
    case FEEL_TIME:
        return feel_type_simple(FT_TIME);
    case FEEL_DATE_TIME:
        return feel_type_simple(FT_DATE_TIME);
    case FEEL_DAYS_DURATION:
        return feel_type_simple(FT_DAYS_DURATION);
    case FEEL_YEARS_DURATION:
        return feel_type_simple(FT_YEARS_DURATION);
    default:
        return feel_type_simple(FT_NULL);
    }
}

static struct feel_node *literal(struct parser *p, size_t token, struct feel_value v)
{
    struct feel_node *n = parser_node(p, FN_LITERAL, token);
    n->value = v;
    n->type = value_type(v);
    return parser_finish(p, n);
}

static struct feel_node *bad_literal(struct parser *p, size_t token, const char *hint,
                                     const char *what)
{
    const struct token *t = &p->tokens[token];
    size_t n = t->end - t->start;
    const char *text = text_visible(p->a, p->text + t->start, n > 60 ? 60 : n, true);
    parser_load_error(p, "E010", t->start, hint, "%s %s", text, what);
    return parser_error_node(p, token, "%s %s", text, what);
}

static struct feel_node *parse_number(struct parser *p)
{
    size_t token = p->at++;
    const struct token *t = &p->tokens[token];
    struct dec number;
    if (!dec_parse(p->text + t->start, t->end - t->start, &number))
        return bad_literal(p, token, NULL, "is too large a number");
    return literal(p, token, feel_number(number));
}

/* The text of a string or @ token; NULL after an error. */
static const char *string_text(struct parser *p, const struct token *t)
{
    size_t start = t->start + (t->kind == TK_AT ? 1 : 0);
    struct lex_error error;
    const char *text = feel_unescape(p->a, p->text + start, t->end - start, &error);
    if (text == NULL)
        parser_error(p, start + error.at, error.hint, "%s", error.message);
    return text;
}

static struct feel_node *parse_string(struct parser *p)
{
    size_t token = p->at++;
    const char *text = string_text(p, &p->tokens[token]);
    if (text == NULL)
        return parser_node(p, FN_LITERAL, token);
    return literal(p, token, feel_string(text));
}

static struct feel_node *parse_at(struct parser *p)
{
    size_t token = p->at++;
    const char *text = string_text(p, &p->tokens[token]);
    struct feel_value v;
    if (text == NULL)
        return parser_node(p, FN_LITERAL, token);
    if (!feel_parse_at(p->a, text, strlen(text), &v))
        return bad_literal(p, token, "write @\"2026-01-31\", @\"P1Y6M\" or @\"P30D\"",
                           "is no date, time or duration");
    return literal(p, token, v);
}

/* --- parentheses, ranges, lists ----------------------------------------------------------------
 */

static bool starts_expression(enum token_kind k)
{
    switch (k) {
    case TK_NUMBER:
    case TK_STRING:
    case TK_AT:
    case TK_LPAREN:
    case TK_LBRACKET:
    case TK_LBRACE:
    case TK_MINUS:
    case TK_QUESTION:
    case TK_NAME:
    case TK_TRUE:
    case TK_FALSE:
    case TK_NULL:
    case TK_IF:
    case TK_FOR:
    case TK_SOME:
    case TK_EVERY:
    case TK_FUNCTION:
        return true;
    default:
        return false;
    }
}

struct feel_node *parse_range_end(struct parser *p, size_t token, bool start_closed,
                                  struct feel_node *start)
{
    struct feel_node *n = parser_node_kids(p, FN_RANGE, token, 2);
    n->start_closed = start_closed;
    n->kids[0] = start;
    n->kids[1] = parse_additive(p, NULL, p->at);
    if (accept_token(p, TK_RBRACKET))
        n->end_closed = true;
    else if (!accept_token(p, TK_RPAREN) && !accept_token(p, TK_LBRACKET))
        parser_expected(p, "the ] or ) of the range");
    parser_finish(p, n);
    if (!check_range(p, n))
        return parser_error_node(p, token, "the range runs downwards");
    return n;
}

static struct feel_node *parse_unary_range(struct parser *p, size_t token)
{
    struct feel_node *n = parser_node_kids(p, FN_UNARY_RANGE, token, 1);
    n->op = (enum feel_op)(OP_EQ + (peek(p) - TK_EQ));
    p->at++;
    n->kids[0] = parse_additive(p, NULL, p->at);
    expect_token(p, TK_RPAREN, "')'");
    n->type = feel_type_range(p->a, n->kids[0]->type);
    return parser_finish(p, n);
}

static struct feel_node *parse_parenthesis(struct parser *p)
{
    size_t token = p->at++;
    if (token_is_comparison(peek(p)))
        return parse_unary_range(p, token);
    struct feel_node *n = parse_expression(p);
    if (accept_token(p, TK_DOTDOT))
        return parse_range_end(p, token, false, n);
    expect_token(p, TK_RPAREN, "')'");
    return n;
}

/* The ] of an empty list, not that of []a..b[]. */
static bool accept_empty(struct parser *p)
{
    enum token_kind next = peek_at(p, 1);
    bool range =
        starts_expression(next) && next != TK_LBRACKET && next != TK_LPAREN && next != TK_MINUS;
    return !range && accept_token(p, TK_RBRACKET);
}

static struct feel_node *parse_list(struct parser *p)
{
    size_t token = p->at++;
    VEC(struct feel_node *) items = {0};
    if (!accept_empty(p)) {
        do {
            struct feel_node *item = parse_expression(p);
            if (items.n == 0 && accept_token(p, TK_DOTDOT))
                return parse_range_end(p, token, true, item);
            VEC_PUSH(p->a, &items, item);
        } while (accept_token(p, TK_COMMA));
        expect_token(p, TK_RBRACKET, "a comma or ']'");
    }
    struct feel_node *n = parser_node(p, FN_LIST, token);
    n->kids = items.items;
    n->n_kids = items.n;
    n->type = feel_type_list(p->a, kids_join(p, n));
    return parser_finish(p, n);
}

static struct feel_node *parse_open_range(struct parser *p)
{
    size_t token = p->at++;
    struct feel_node *start = parse_additive(p, NULL, p->at);
    expect_token(p, TK_DOTDOT, "the '..' of a range");
    return parse_range_end(p, token, false, start);
}

/* --- names -------------------------------------------------------------------------------------
 */

static struct feel_node *parse_input(struct parser *p)
{
    size_t token = p->at++;
    if (!p->in_tests) {
        if (!p->e->conformance)
            parser_error(p, p->tokens[token].start, NULL,
                         "'?' has a meaning only in the cells of a table and after 'in'");
        return parser_error_node(p, token, "'?' stands for nothing here");
    }
    struct feel_node *n = parser_node(p, FN_INPUT, token);
    n->type = p->input;
    p->mentions = true;
    p->e->mentions_input = true;
    return parser_finish(p, n);
}

static struct feel_node *parse_name(struct parser *p)
{
    enum token_kind next = peek_at(p, 1);
    size_t token = p->at;
    if (next == TK_LPAREN && names_function(p))
        return resolve_name(p);
    if (next == TK_LPAREN || token_is_word(next)) {
        struct feel_node *call = parse_builtin_call(p);
        if (call != NULL)
            return call;
    }
    p->at = token;
    return resolve_name(p);
}

struct feel_node *parse_primary(struct parser *p)
{
    size_t token = p->at;
    enum token_kind k = peek(p);
    switch (k) {
    case TK_NUMBER:
        return parse_number(p);
    case TK_STRING:
        return parse_string(p);
    case TK_AT:
        return parse_at(p);
    case TK_TRUE:
    case TK_FALSE:
        p->at++;
        return literal(p, token, feel_boolean(k == TK_TRUE));
    case TK_NULL:
        p->at++;
        return literal(p, token, feel_null());
    case TK_NAME:
        return parse_name(p);
    case TK_QUESTION:
        return parse_input(p);
    case TK_LPAREN:
        return parse_parenthesis(p);
    case TK_LBRACKET:
        return parse_list(p);
    case TK_RBRACKET:
        if (starts_expression(peek_at(p, 1)))
            return parse_open_range(p);
        parser_expected(p, "a value or a name");
        break;
    case TK_LBRACE:
        return parse_context(p);
    case TK_FUNCTION:
        return parse_function(p);
    case TK_IF:
    case TK_FOR:
    case TK_SOME:
    case TK_EVERY:
        parser_error(p, p->tokens[token].start, "put it in parentheses",
                     "'%s' cannot be a part of a sum or comparison",
                     token_text(p, &p->tokens[token]));
        break;
    default:
        parser_expected(p, "a value or a name");
        break;
    }
    return parser_node(p, FN_LITERAL, token);
}

/* --- what follows a primary --------------------------------------------------------------------
 */

static struct feel_node *parse_filter(struct parser *p, struct feel_node *base, size_t token)
{
    struct feel_node *n = parser_node_kids(p, FN_FILTER, token, 2);
    n->slot = p->n_slots++;
    n->kids[0] = base;
    p->at++;
    parser_push_local(p, NULL, n->slot, element_type(base->type));
    n->kids[1] = parse_expression(p);
    p->locals.n--;
    expect_token(p, TK_RBRACKET, "']'");
    parser_finish(p, n);
    check_filter(p, n);
    return n;
}

struct feel_node *parse_postfix(struct parser *p, struct feel_node *base, size_t token)
{
    struct feel_node *n = base;
    while (!p->failed) {
        enum token_kind k = peek(p);
        if (k == TK_DOT) {
            p->at++;
            n = parse_path(p, n, token);
        } else if (k == TK_LBRACKET && starts_expression(peek_at(p, 1))) {
            n = parse_filter(p, n, token);
        } else if (k == TK_LPAREN) {
            n = parse_value_call(p, n, token);
        } else {
            break; /* also the [ that closes ]a..b[ */
        }
    }
    return n;
}
