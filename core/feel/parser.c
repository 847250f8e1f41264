/* parser.c: recursive descent over the grammar of feel.md section 3; entry points. */
#include "core/feel/parser.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"

/* --- tokens and errors -------------------------------------------------------------------------
 */

bool accept_token(struct parser *p, enum token_kind kind)
{
    if (peek(p) != kind)
        return false;
    p->at++;
    return true;
}

const char *token_text(struct parser *p, const struct token *t)
{
    return arena_strndup(p->a, p->text + t->start, t->end - t->start);
}

bool token_is(const struct parser *p, const struct token *t, const char *text)
{
    size_t n = t->end - t->start;
    return strlen(text) == n && memcmp(p->text + t->start, text, n) == 0;
}

__attribute__((format(printf, 6, 0))) static void add_diag(struct parser *p,
                                                           enum diag_severity severity,
                                                           const char *code, size_t offset,
                                                           const char *hint, const char *format,
                                                           va_list ap)
{
    const char *message = arena_vprintf(p->a, format, ap);
    diag_add(p->d, severity, code, feel_expr_pos(p->e, offset), hint, "%s", message);
}

void parser_error(struct parser *p, size_t offset, const char *hint, const char *format, ...)
{
    if (p->failed)
        return;
    va_list ap;
    va_start(ap, format);
    add_diag(p, DIAG_ERROR, "E010", offset, hint, format, ap);
    va_end(ap);
    p->failed = true;
    p->n_errors++;
    while (p->tokens[p->at].kind != TK_END)
        p->at++;
}

void parser_expected(struct parser *p, const char *what)
{
    const struct token *t = &p->tokens[p->at];
    if (t->kind == TK_END) {
        parser_error(p, t->start, NULL, "the expression ends where %s should stand", what);
        return;
    }
    size_t n = t->end - t->start;
    const char *found = text_visible(p->a, p->text + t->start, n > 40 ? 40 : n, true);
    parser_error(p, t->start, NULL, "'%s' stands where %s should", found, what);
}

void expect_token(struct parser *p, enum token_kind kind, const char *what)
{
    if (!accept_token(p, kind))
        parser_expected(p, what);
}

void parser_load_error(struct parser *p, const char *code, size_t offset, const char *hint,
                       const char *format, ...)
{
    if (p->failed || p->e->conformance)
        return;
    va_list ap;
    va_start(ap, format);
    add_diag(p, DIAG_ERROR, code, offset, hint, format, ap);
    va_end(ap);
    p->n_errors++;
}

void parser_lint(struct parser *p, const char *code, size_t offset, const char *hint,
                 const char *format, ...)
{
    if (p->failed || p->e->conformance)
        return;
    va_list ap;
    va_start(ap, format);
    add_diag(p, DIAG_WARNING, code, offset, hint, format, ap);
    va_end(ap);
}

/* --- nodes -------------------------------------------------------------------------------------
 */

struct feel_node *parser_node_kids(struct parser *p, enum feel_node_kind kind, size_t token,
                                   size_t n_kids)
{
    struct feel_node *n = ARENA_NEW(p->a, struct feel_node);
    n->kind = kind;
    n->id = p->n_nodes++;
    if (p->n_nodes > FEEL_MAX_NODES)
        parser_error(p, p->tokens[token].start, NULL, "the expression has too many parts");
    n->start = p->tokens[token].start;
    n->type = feel_type_simple(FT_ANY);
    n->n_kids = n_kids;
    if (n_kids != 0)
        n->kids = ARENA_ARRAY(p->a, n_kids, struct feel_node *);
    return n;
}

struct feel_node *parser_node(struct parser *p, enum feel_node_kind kind, size_t token)
{
    return parser_node_kids(p, kind, token, 0);
}

struct feel_node *parser_finish(struct parser *p, struct feel_node *n)
{
    n->end = p->at != 0 ? p->tokens[p->at - 1].end : n->start;
    if (n->end < n->start)
        n->end = n->start;
    for (size_t i = 0; i < n->n_kids; i++) {
        if (n->kids[i] != NULL && n->kids[i]->height >= n->height)
            n->height = n->kids[i]->height + 1;
    }
    if (n->height > FEEL_MAX_HEIGHT)
        parser_error(p, n->start, "split it with let",
                     "the expression has too many parts in a row");
    return n;
}

struct feel_node *parser_error_node(struct parser *p, size_t token, const char *format, ...)
{
    struct feel_node *n = parser_node(p, FN_CALL, token);
    va_list ap;
    va_start(ap, format);
    n->name = arena_vprintf(p->a, format, ap);
    va_end(ap);
    return parser_finish(p, n);
}

bool parser_enter(struct parser *p)
{
    if (++p->depth <= FEEL_MAX_NESTING)
        return true;
    parser_error(p, p->tokens[p->at].start, "split it with let",
                 "the expression nests more than %d levels deep", FEEL_MAX_NESTING);
    return false;
}

void parser_leave(struct parser *p)
{
    p->depth--;
}

/* --- operators ---------------------------------------------------------------------------------
 */

static struct feel_node *parse_unary(struct parser *p)
{
    size_t token = p->at;
    if (!accept_token(p, TK_MINUS))
        return parse_postfix(p, parse_primary(p), token);
    struct feel_node *n = parser_node_kids(p, FN_NEGATE, token, 1);
    if (!parser_enter(p)) {
        n->kids[0] = parser_node(p, FN_LITERAL, token);
        return n;
    }
    n->kids[0] = parse_unary(p);
    parser_leave(p);
    parser_finish(p, n);
    check_arithmetic(p, n);
    return n;
}

static struct feel_node *binary(struct parser *p, enum feel_op op, struct feel_node *l,
                                struct feel_node *r, size_t token)
{
    struct feel_node *n = parser_node_kids(p, FN_BINARY, token, 2);
    n->op = op;
    n->kids[0] = l;
    n->kids[1] = r;
    parser_finish(p, n);
    if (op < OP_EQ)
        check_arithmetic(p, n);
    else
        check_comparison(p, n);
    return n;
}

static struct feel_node *parse_power(struct parser *p, struct feel_node *first, size_t token)
{
    struct feel_node *n = first != NULL ? first : parse_unary(p);
    size_t n_powers = 0;
    while (peek(p) == TK_POWER) {
        size_t at = p->tokens[p->at].start;
        if (n->kind == FN_NEGATE && peek_at(p, 0) == TK_POWER && p->tokens[token].kind == TK_MINUS)
            parser_lint(p, "W105", at, "write (-a) ** b or -(a ** b)",
                        "the minus is applied before the power: -3 ** 2 is 9");
        if (n_powers++ == 1 && p->tokens[token].kind != TK_LPAREN)
            parser_lint(p, "W105", at, "write (a ** b) ** c or a ** (b ** c)",
                        "powers are taken from the left: 2 ** 3 ** 2 is 64");
        p->at++;
        n = binary(p, OP_POW, n, parse_unary(p), token);
    }
    return n;
}

static struct feel_node *parse_product(struct parser *p, struct feel_node *first, size_t token)
{
    struct feel_node *n = parse_power(p, first, token);
    while (peek(p) == TK_STAR || peek(p) == TK_SLASH) {
        enum feel_op op = peek(p) == TK_STAR ? OP_MUL : OP_DIV;
        p->at++;
        n = binary(p, op, n, parse_power(p, NULL, p->at), token);
    }
    return n;
}

struct feel_node *parse_additive(struct parser *p, struct feel_node *first, size_t token)
{
    struct feel_node *n = parse_product(p, first, token);
    while (peek(p) == TK_PLUS || peek(p) == TK_MINUS) {
        enum feel_op op = peek(p) == TK_PLUS ? OP_ADD : OP_SUB;
        p->at++;
        n = binary(p, op, n, parse_product(p, NULL, p->at), token);
    }
    return n;
}

/* --- comparison, logic -------------------------------------------------------------------------
 */

static struct feel_node *parse_between(struct parser *p, struct feel_node *x, size_t token)
{
    struct feel_node *n = parser_node_kids(p, FN_BETWEEN, token, 3);
    n->kids[0] = x;
    n->kids[1] = parse_additive(p, NULL, p->at);
    expect_token(p, TK_AND, "the 'and' of between");
    n->kids[2] = parse_additive(p, NULL, p->at);
    parser_finish(p, n);
    check_between(p, n);
    return n;
}

static struct feel_node *parse_instance_of(struct parser *p, struct feel_node *x, size_t token)
{
    struct feel_node *n = parser_node_kids(p, FN_INSTANCE_OF, token, 1);
    n->kids[0] = x;
    expect_token(p, TK_OF, "the 'of' of 'instance of'");
    n->type_arg = parse_type(p);
    n->type = feel_type_simple(FT_BOOLEAN);
    if (n->type_arg == NULL) /* an unknown type: reported, unless conformance */
        return parser_error_node(p, token, "there is no such type");
    return parser_finish(p, n);
}

static struct feel_node *parse_comparison(struct parser *p)
{
    size_t token = p->at;
    struct feel_node *n = parse_additive(p, NULL, token);
    enum token_kind k = peek(p);
    if (token_is_comparison(k)) {
        p->at++;
        n = binary(p, (enum feel_op)(OP_EQ + (k - TK_EQ)), n, parse_additive(p, NULL, p->at),
                   token);
    } else if (accept_token(p, TK_BETWEEN)) {
        n = parse_between(p, n, token);
    } else if (accept_token(p, TK_IN)) {
        n = parse_in(p, n, token);
    } else if (accept_token(p, TK_INSTANCE)) {
        n = parse_instance_of(p, n, token);
    } else {
        return n;
    }
    k = peek(p);
    if (token_is_comparison(k) || k == TK_BETWEEN || k == TK_IN || k == TK_INSTANCE)
        parser_error(p, p->tokens[p->at].start, "join two comparisons with and, or use parentheses",
                     "comparisons do not chain");
    return n;
}

static struct feel_node *parse_logic(struct parser *p, bool and_op)
{
    size_t token = p->at;
    struct feel_node *n = and_op ? parse_comparison(p) : parse_logic(p, true);
    while (accept_token(p, and_op ? TK_AND : TK_OR)) {
        struct feel_node *both = parser_node_kids(p, and_op ? FN_AND : FN_OR, token, 2);
        both->kids[0] = n;
        both->kids[1] = and_op ? parse_comparison(p) : parse_logic(p, true);
        both->type = feel_type_simple(FT_BOOLEAN);
        for (size_t i = 0; i < 2; i++)
            check_boolean(p, both->kids[i], and_op ? "a side of 'and'" : "a side of 'or'");
        n = parser_finish(p, both);
    }
    return n;
}

static struct feel_node *parse_if(struct parser *p)
{
    struct feel_node *n = parser_node_kids(p, FN_IF, p->at++, 3);
    n->kids[0] = parse_expression(p);
    check_boolean(p, n->kids[0], "the condition of 'if'");
    expect_token(p, TK_THEN, "'then'");
    n->kids[1] = parse_expression(p);
    expect_token(p, TK_ELSE, "'else'");
    n->kids[2] = parse_expression(p);
    n->type = type_join(p, n->kids[1]->type, n->kids[2]->type);
    return parser_finish(p, n);
}

struct feel_node *parse_expression(struct parser *p)
{
    if (!parser_enter(p))
        return parser_node(p, FN_LITERAL, p->at);
    struct feel_node *n;
    switch (peek(p)) {
    case TK_IF:
        n = parse_if(p);
        break;
    case TK_FOR:
        n = parse_for(p);
        break;
    case TK_SOME:
    case TK_EVERY:
        n = parse_quantified(p);
        break;
    default:
        n = parse_logic(p, false);
        break;
    }
    parser_leave(p);
    return n;
}

/* --- entry -------------------------------------------------------------------------------------
 */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void set_globals(struct parser *p)
{
    size_t n = 0;
    if (p->globals.n != 0)
        qsort(p->globals.items, p->globals.n, sizeof *p->globals.items, compare_names);
    for (size_t i = 0; i < p->globals.n; i++) {
        if (n == 0 || strcmp(p->globals.items[n - 1], p->globals.items[i]) != 0)
            p->globals.items[n++] = p->globals.items[i];
    }
    p->e->globals = p->globals.items;
    p->e->n_globals = n;
}

/* Offset of the first byte that is not UTF-8, n when all is well. */
static size_t bad_utf8(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n) {
        uint32_t cp;
        size_t used = utf8_decode(s + i, n - i, &cp);
        if (cp == 0xFFFD && (used != 3 || memcmp(s + i, "\xEF\xBF\xBD", 3) != 0))
            break;
        i += used;
    }
    return i;
}

static bool lex_text(struct parser *p, size_t n)
{
    struct lex_error error = {0};
    if (n > FEEL_MAX_TEXT) {
        diag_add(p->d, DIAG_ERROR, "E010", p->e->pos, "split it with let",
                 "the expression is longer than 1 MiB");
        return false;
    }
    size_t bad = bad_utf8(p->text, n);
    if (bad < n)
        error = (struct lex_error){bad, "the text is not UTF-8", "save the file as UTF-8"};
    else if (feel_lex(p->a, p->text, n, &p->tokens, &error))
        return true;
    diag_add(p->d, DIAG_ERROR, "E010", feel_expr_pos(p->e, error.at), error.hint, "%s",
             error.message);
    return false;
}

static void check_expected(struct parser *p, const struct feel_type *type)
{
    const struct feel_node *root = p->e->root;
    if (type != NULL && !feel_types_overlap(root->type, type))
        parser_load_error(p, "E012", root->start, NULL,
                          "the expression gives %s where %s is wanted", type_words(p, root->type),
                          type_words(p, type));
}

static struct feel_expr *compile(struct arena *a, const struct feel_env *env, const char *text,
                                 struct pos pos, const struct feel_options *options,
                                 struct diags *d, bool tests)
{
    static const struct feel_options none = {0};
    if (options == NULL)
        options = &none;
    size_t n = strlen(text);
    struct feel_expr *e = ARENA_NEW(a, struct feel_expr);
    e->text = arena_strndup(a, text, n);
    e->pos = pos;
    e->env = env;
    e->origin = options->origin;
    e->conformance = options->conformance;
    struct parser p = {.a = a, .text = e->text, .e = e, .d = d, .in_tests = tests};
    p.input = options->input != NULL ? options->input : feel_type_simple(FT_ANY);
    if (!lex_text(&p, n))
        return NULL;
    e->root = tests ? parse_unary_tests(&p) : parse_expression(&p);
    if (!p.failed && peek(&p) != TK_END)
        parser_expected(&p, "the end of the expression");
    if (!tests)
        check_expected(&p, options->expected);
    if (p.n_errors != 0)
        return NULL;
    e->n_nodes = p.n_nodes;
    e->n_slots = p.n_slots;
    set_globals(&p);
    return e;
}

struct feel_expr *feel_compile(struct arena *a, const struct feel_env *env, const char *text,
                               struct pos pos, const struct feel_options *options, struct diags *d)
{
    return compile(a, env, text, pos, options, d, false);
}

struct feel_expr *feel_compile_tests(struct arena *a, const struct feel_env *env, const char *text,
                                     struct pos pos, const struct feel_options *options,
                                     struct diags *d)
{
    return compile(a, env, text, pos, options, d, true);
}
