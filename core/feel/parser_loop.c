/* parser_loop.c: what binds names: for, some, every, function, context. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/feel/parser.h"

/* A name to be bound: lower case ASCII, unless conformance. */
static const char *binding_name(struct parser *p, const char *what)
{
    const struct token *t = &p->tokens[p->at];
    if (t->kind != TK_NAME) {
        parser_expected(p, what);
        return "";
    }
    const char *name = token_text(p, t);
    for (const char *c = name; *c != '\0' && !p->e->conformance; c++) {
        if ((*c >= 'A' && *c <= 'Z') || (*c & 0x80) != 0) {
            parser_error(p, t->start, NULL, "'%s' is no name: names are of a-z, 0-9 and _",
                         text_visible(p->a, name, strlen(name), true));
            return "";
        }
    }
    p->at++;
    return name;
}

/* --- for, some, every --------------------------------------------------------------------------
 */

static const struct feel_type *counted_type(struct parser *p, const struct feel_node *from,
                                            const struct feel_node *to)
{
    const struct feel_node *ends[] = {from, to};
    const struct feel_type *type = feel_type_simple(FT_ANY);
    for (size_t i = 0; i < 2; i++) {
        const struct feel_type *t = ends[i]->type;
        if (type_is_any(t))
            continue;
        if (t->kind != FT_NUMBER && t->kind != FT_DATE)
            parser_load_error(p, "E012", ends[i]->start, "count with numbers or dates",
                              "%s cannot be counted", type_words(p, t));
        type = t;
    }
    return type;
}

static struct feel_node *parse_iteration(struct parser *p, enum feel_node_kind kind,
                                         enum token_kind before_body, const char *what)
{
    struct feel_node *n = parser_node(p, kind, p->at++);
    size_t n_locals = p->locals.n;
    VEC(struct feel_node *) kids = {0};
    VEC(struct feel_iterator) iterators = {0};
    do {
        struct feel_iterator it = {.name = binding_name(p, "the name of a variable")};
        expect_token(p, TK_IN, "'in'");
        struct feel_node *domain = parse_expression(p);
        const struct feel_type *type = element_type(domain->type);
        VEC_PUSH(p->a, &kids, domain);
        if (accept_token(p, TK_DOTDOT)) {
            struct feel_node *to = parse_expression(p);
            VEC_PUSH(p->a, &kids, to);
            it.is_range = true;
            type = counted_type(p, domain, to);
        }
        it.slot = p->n_slots++;
        VEC_PUSH(p->a, &iterators, it);
        parser_push_local(p, it.name, it.slot, type);
    } while (accept_token(p, TK_COMMA) && !p->failed);
    expect_token(p, before_body, what);
    if (kind == FN_FOR) {
        n->partial_slot = p->n_slots++;
        parser_push_local(p, "partial", n->partial_slot, feel_type_simple(FT_LIST));
    }
    struct feel_node *body = parse_expression(p);
    VEC_PUSH(p->a, &kids, body);
    p->locals.n = n_locals;
    n->kids = kids.items;
    n->n_kids = kids.n;
    n->iterators = iterators.items;
    n->n_iterators = iterators.n;
    if (kind == FN_FOR)
        n->type = feel_type_list(p->a, body->type);
    else
        n->type = feel_type_simple(FT_BOOLEAN);
    return parser_finish(p, n);
}

struct feel_node *parse_for(struct parser *p)
{
    return parse_iteration(p, FN_FOR, TK_RETURN, "'return'");
}

struct feel_node *parse_quantified(struct parser *p)
{
    enum feel_node_kind kind = peek(p) == TK_SOME ? FN_SOME : FN_EVERY;
    struct feel_node *n = parse_iteration(p, kind, TK_SATISFIES, "'satisfies'");
    check_boolean(p, n->kids[n->n_kids - 1], "what follows 'satisfies'");
    return n;
}

/* --- functions ---------------------------------------------------------------------------------
 */

struct parameters {
    VEC(const char *) names;
    VEC(const struct feel_type *) types; /* NULL: not given */
};

/* The parameters between parentheses; true when some have types. */
static bool parse_parameters(struct parser *p, struct parameters *out)
{
    bool typed = false;
    expect_token(p, TK_LPAREN, "'('");
    if (accept_token(p, TK_RPAREN))
        return false;
    do {
        const char *name = binding_name(p, "the name of a parameter");
        const struct feel_type *type = accept_token(p, TK_COLON) ? parse_type(p) : NULL;
        typed = typed || type != NULL;
        VEC_PUSH(p->a, &out->names, name);
        VEC_PUSH(p->a, &out->types, type);
    } while (accept_token(p, TK_COMMA));
    expect_token(p, TK_RPAREN, "a comma or ')'");
    return typed;
}

struct feel_node *parse_function(struct parser *p)
{
    struct feel_node *n = parser_node_kids(p, FN_FUNCTION, p->at++, 1);
    size_t n_locals = p->locals.n;
    struct parameters params = {0};
    bool typed = parse_parameters(p, &params);
    if (peek(p) == TK_EXTERNAL)
        parser_error(p, p->tokens[p->at].start, NULL, "external functions are not available");
    n->slot = p->n_slots;
    p->n_slots += params.names.n;
    for (size_t i = 0; i < params.names.n; i++) {
        const struct feel_type *type = params.types.items[i];
        parser_push_local(p, params.names.items[i], n->slot + i,
                          type != NULL ? type : feel_type_simple(FT_ANY));
    }
    n->kids[0] = parse_expression(p);
    p->locals.n = n_locals;
    n->names = params.names.items;
    n->n_names = params.names.n;
    n->param_types = typed ? params.types.items : NULL;
    n->type = feel_type_simple(FT_FUNCTION);
    return parser_finish(p, n);
}

/* --- contexts ----------------------------------------------------------------------------------
 */

struct entries {
    VEC(const char *) names;
    VEC(struct feel_node *) values;
};

/* The conformance switch takes keys of several words and + - * / too (TCK 0057/004, 005): the text
 * up to the colon, white space as one space. NULL when the key is one word or a string. */
static const char *parse_long_key(struct parser *p)
{
    enum { MOST_WORDS = 9 };
    size_t k = p->at;
    while (k < p->at + MOST_WORDS &&
           (token_is_word(p->tokens[k].kind) ||
            (p->tokens[k].kind >= TK_PLUS && p->tokens[k].kind <= TK_SLASH)))
        k++;
    if (!p->e->conformance || k < p->at + 2 || p->tokens[k].kind != TK_COLON)
        return NULL;
    const char *key = token_text(p, &p->tokens[p->at]);
    for (size_t i = p->at + 1; i < k; i++) {
        bool apart = p->tokens[i].start != p->tokens[i - 1].end;
        key = arena_printf(p->a, "%s%s%s", key, apart ? " " : "", token_text(p, &p->tokens[i]));
    }
    p->at = k;
    return key;
}

static const char *parse_key(struct parser *p)
{
    const struct token *t = &p->tokens[p->at];
    const char *long_key = parse_long_key(p);
    if (long_key != NULL)
        return long_key;
    if (token_is_word(t->kind)) {
        p->at++;
        return token_text(p, t);
    }
    if (t->kind != TK_STRING) {
        parser_expected(p, "the name of an entry");
        return "";
    }
    struct lex_error error;
    const char *key = feel_unescape(p->a, p->text + t->start, t->end - t->start, &error);
    if (key == NULL) {
        parser_error(p, t->start + error.at, error.hint, "%s", error.message);
        return "";
    }
    p->at++;
    return key;
}

/* Entries have neighbouring slots, given once all are read: inner parts have taken some between. */
static void place_entries(struct parser *p, struct feel_node *context, size_t first_ref)
{
    size_t kept = first_ref;
    context->slot = p->n_slots;
    p->n_slots += context->n_kids;
    for (size_t i = first_ref; i < p->refs.n; i++) {
        struct local_ref ref = p->refs.items[i];
        if (ref.context == context)
            ref.node->slot += context->slot;
        else
            p->refs.items[kept++] = ref;
    }
    p->refs.n = kept;
}

static void parse_entry(struct parser *p, struct feel_node *context, struct entries *entries)
{
    size_t at = p->tokens[p->at].start;
    const char *key = parse_key(p);
    if (entries->names.n == FEEL_MAX_ENTRIES)
        parser_error(p, at, NULL, "the context has more than %d entries", FEEL_MAX_ENTRIES);
    for (size_t i = 0; i < entries->names.n; i++) {
        if (strcmp(entries->names.items[i], key) == 0)
            parser_load_error(p, "E012", at, NULL, "the context has two entries called '%s'", key);
    }
    expect_token(p, TK_COLON, "':'");
    struct feel_node *value = parse_expression(p);
    struct local l = {key, entries->names.n, value->type, context};
    VEC_PUSH(p->a, &p->locals, l);
    VEC_PUSH(p->a, &entries->names, key);
    VEC_PUSH(p->a, &entries->values, value);
}

struct feel_node *parse_context(struct parser *p)
{
    struct feel_node *n = parser_node(p, FN_CONTEXT, p->at++);
    size_t n_locals = p->locals.n, first_ref = p->refs.n;
    struct entries entries = {0};
    if (!accept_token(p, TK_RBRACE)) {
        do
            parse_entry(p, n, &entries);
        while (accept_token(p, TK_COMMA));
        expect_token(p, TK_RBRACE, "a comma or '}'");
    }
    p->locals.n = n_locals;
    n->names = entries.names.items;
    n->n_names = entries.names.n;
    n->kids = entries.values.items;
    n->n_kids = entries.values.n;
    n->type = feel_type_simple(FT_CONTEXT);
    place_entries(p, n, first_ref);
    return parser_finish(p, n);
}
