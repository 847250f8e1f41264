/* parser.h: what the parts of the parser share. Inside core/feel.
 *
 * One pass: names are resolved and types checked as nodes are made, since every name is declared
 * before it is used. A syntax error stops the parse: `failed` is set, the rest reads as the end of
 * the text, and nodes made from there on are thrown away; so no function returns NULL. Errors of
 * names and types are collected. */
#ifndef ADIT_FEEL_PARSER_H
#define ADIT_FEEL_PARSER_H

#include "core/base/vec.h"
#include "core/feel/ast.h"
#include "core/feel/env.h"
#include "core/feel/lexer.h"

enum {
    FEEL_MAX_NESTING = 200,
    FEEL_MAX_HEIGHT = 1000,
    FEEL_MAX_NODES = 500000, /* a name inside nested filters makes a node for each */
    FEEL_MAX_ENTRIES = 1000, /* of a context */
    FEEL_MAX_MEMBERS = 10000 /* of an enum */
};

/* What stands around a place in the text, innermost last. */
struct local {
    const char *name; /* NULL: a filter's item, whose entries are names */
    size_t slot;
    const struct feel_type *type; /* of the variable, or of the item */
    struct feel_node *context;    /* entry of a context whose slots are not given yet */
};

struct local_ref { /* a use of an entry of an unfinished context */
    struct feel_node *node, *context;
};

struct parser {
    struct arena *a;
    const char *text;
    struct token *tokens;
    size_t at;
    struct feel_expr *e;
    struct diags *d;
    bool failed;     /* syntax error */
    size_t n_errors; /* of any kind */
    unsigned depth;
    unsigned n_nodes;
    size_t n_slots;
    VEC(struct local) locals;
    VEC(struct local_ref) refs;
    VEC(const char *) globals;
    bool in_tests;                 /* ? has a meaning */
    bool mentions;                 /* ? was used in the present test */
    const struct feel_type *input; /* of ? */
};

/* --- parser.c ----------------------------------------------------------------------------------
 */

static inline enum token_kind peek(const struct parser *p)
{
    return p->tokens[p->at].kind;
}
static inline enum token_kind peek_at(const struct parser *p, size_t k)
{
    for (size_t i = 0; i < k; i++) {
        if (p->tokens[p->at + i].kind == TK_END)
            return TK_END;
    }
    return p->tokens[p->at + k].kind;
}
bool accept_token(struct parser *p, enum token_kind kind);
/* Takes a token of that kind or reports that `what` was expected. */
void expect_token(struct parser *p, enum token_kind kind, const char *what);
const char *token_text(struct parser *p, const struct token *t);
bool token_is(const struct parser *p, const struct token *t, const char *text);

/* E010 at a token; the parse ends. */
void parser_error(struct parser *p, size_t offset, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void parser_expected(struct parser *p, const char *what);
/* An error of names, types or arguments: nothing under the conformance switch, where the
 * evaluation gives null with a warning instead. */
void parser_load_error(struct parser *p, const char *code, size_t offset, const char *hint,
                       const char *format, ...) __attribute__((format(printf, 5, 6)));
void parser_lint(struct parser *p, const char *code, size_t offset, const char *hint,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A node that begins at a token; parser_finish sets its end, and checks how deep it is. */
struct feel_node *parser_node(struct parser *p, enum feel_node_kind kind, size_t token);
struct feel_node *parser_node_kids(struct parser *p, enum feel_node_kind kind, size_t token,
                                   size_t n_kids);
struct feel_node *parser_finish(struct parser *p, struct feel_node *n);
/* What stands for a load error under the conformance switch: null with this warning. */
struct feel_node *parser_error_node(struct parser *p, size_t token, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* One level deeper, until parser_leave. False, after an error, when the text nests too deeply. */
bool parser_enter(struct parser *p);
void parser_leave(struct parser *p);

struct feel_node *parse_expression(struct parser *p);
/* Sums and what binds tighter; first (may be NULL) is a primary that has been read already. */
struct feel_node *parse_additive(struct parser *p, struct feel_node *first, size_t token);

/* --- parser_primary.c, parser_call.c, parser_loop.c, parser_tests.c, parser_type.c ---------------
 */

struct feel_node *parse_primary(struct parser *p);
struct feel_node *parse_postfix(struct parser *p, struct feel_node *base, size_t token);
/* The rest of a range after its start and .. */
struct feel_node *parse_range_end(struct parser *p, size_t token, bool start_closed,
                                  struct feel_node *start);
/* A call by a built-in's name at the present tokens (several words, or _ between them); NULL when
 * none stands here. */
struct feel_node *parse_builtin_call(struct parser *p);
struct feel_node *parse_value_call(struct parser *p, struct feel_node *callee, size_t token);
struct feel_node *parse_for(struct parser *p);
struct feel_node *parse_quantified(struct parser *p);
struct feel_node *parse_function(struct parser *p);
struct feel_node *parse_context(struct parser *p);
/* After the word in: a test, or several in parentheses, on x. */
struct feel_node *parse_in(struct parser *p, struct feel_node *x, size_t token);
struct feel_node *parse_unary_tests(struct parser *p);
const struct feel_type *parse_type(struct parser *p);
/* The words of phrase at the present tokens: how many tokens, 0 when they are not there. The
 * spelling with _ is one token. */
size_t match_phrase(const struct parser *p, const char *phrase);
/* a and b are one name, a space counting as _. */
bool same_words(const char *a, const char *b);

/* --- resolve.c ---------------------------------------------------------------------------------
 */

void parser_push_local(struct parser *p, const char *name, size_t slot,
                       const struct feel_type *type);
/* A name (and, for a declared dotted name, what follows it) at the present token. */
struct feel_node *resolve_name(struct parser *p);
/* True when the word at the token names a local or global that is a function. */
bool names_function(struct parser *p);
struct feel_node *parse_path(struct parser *p, struct feel_node *base, size_t token);

/* --- check.c: static types; each sets n->type and reports E012 -----------------------------------
 */

void check_arithmetic(struct parser *p, struct feel_node *n);
void check_comparison(struct parser *p, struct feel_node *n);
void check_between(struct parser *p, struct feel_node *n);
/* False, after an error, when the ends are constants that run downwards. */
bool check_range(struct parser *p, struct feel_node *n);
void check_boolean(struct parser *p, const struct feel_node *n, const char *what);
void check_filter(struct parser *p, struct feel_node *n);
/* A test of a value of type input. */
void check_test(struct parser *p, const struct feel_node *test, const struct feel_type *input);
const struct feel_type *type_join(struct parser *p, const struct feel_type *a,
                                  const struct feel_type *b);
const struct feel_type *kids_join(struct parser *p, const struct feel_node *n);
const struct feel_type *element_type(
    const struct feel_type *t);              /* of what a loop or filter walks */
bool type_is_any(const struct feel_type *t); /* Any or null: nothing is known */
const char *type_words(struct parser *p, const struct feel_type *t);

/* --- check_call.c --------------------------------------------------------------------------------
 */

void check_call(struct parser *p, struct feel_node *n);

#endif
