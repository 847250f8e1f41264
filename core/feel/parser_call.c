/* parser_call.c: calls of built-ins and of function values, positional or named. */
#include <string.h>

#include "core/base/strbuf.h"
#include "core/base/utf8.h"
#include "core/feel/parser.h"

enum { MOST_WORDS = 5 };

/* --- names of several words --------------------------------------------------------------------
 */

bool same_words(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        char x = *a == '_' ? ' ' : *a, y = *b == '_' ? ' ' : *b;
        if (x != y)
            return false;
    }
    return *a == *b;
}

size_t match_phrase(const struct parser *p, const char *phrase)
{
    const struct token *t = &p->tokens[p->at];
    size_t n = strlen(phrase);
    if (!token_is_word(t->kind) || p->text[t->start] != phrase[0])
        return 0;
    if (t->end - t->start == n) {
        for (size_t i = 0; i < n; i++) {
            char c = p->text[t->start + i];
            if (c != phrase[i] && !(c == '_' && phrase[i] == ' '))
                return 0;
        }
        return 1;
    }
    size_t k = 0;
    for (const char *word = phrase; *word != '\0'; k++) {
        size_t length = strcspn(word, " ");
        t = &p->tokens[p->at + k];
        if (!token_is_word(t->kind) || t->end - t->start != length ||
            memcmp(p->text + t->start, word, length) != 0)
            return 0;
        word += length;
        word += *word == ' ' ? 1 : 0;
    }
    return k;
}

/* The words from the present token on, joined by spaces, when `end` follows them: how many, else
 * 0. */
static size_t words_before(struct parser *p, enum token_kind end, const char **joined)
{
    size_t k = 0;
    while (k < MOST_WORDS && token_is_word(p->tokens[p->at + k].kind))
        k++;
    if (k == 0 || p->tokens[p->at + k].kind != end)
        return 0;
    const char *text = token_text(p, &p->tokens[p->at]);
    for (size_t i = 1; i < k; i++)
        text = arena_printf(p->a, "%s %s", text, token_text(p, &p->tokens[p->at + i]));
    *joined = text;
    return k;
}

/* --- arguments ---------------------------------------------------------------------------------
 */

struct arguments {
    VEC(struct feel_node *) values;
    VEC(const char *) names; /* empty when positional */
    VEC(size_t) at;          /* offset of each */
    bool mixed;
};

/* After the opening parenthesis, to the closing one. */
static void parse_arguments(struct parser *p, struct arguments *args)
{
    if (accept_token(p, TK_RPAREN))
        return;
    do {
        const char *name = NULL;
        size_t start = p->tokens[p->at].start;
        size_t words = words_before(p, TK_COLON, &name);
        if (words != 0) {
            p->at += words + 1;
            VEC_PUSH(p->a, &args->names, name);
        }
        struct feel_node *value = parse_expression(p);
        VEC_PUSH(p->a, &args->values, value);
        VEC_PUSH(p->a, &args->at, start);
        if (args->names.n != 0 && args->names.n != args->values.n)
            args->mixed = true;
    } while (accept_token(p, TK_COMMA));
    expect_token(p, TK_RPAREN, "a comma or ')'");
}

static size_t n_params(const struct feel_builtin *b)
{
    size_t n = 0;
    while (b->params[n] != NULL)
        n++;
    return n;
}

/* "date(year, month, day)", optional ones in brackets. */
static void write_signature(struct strbuf *out, const struct feel_builtin *b)
{
    strbuf_addf(out, "%s(", b->name);
    for (size_t i = 0; b->params[i] != NULL; i++)
        strbuf_addf(out, i >= b->min_args ? "[%s%s]" : "%s%s", i != 0 ? ", " : "", b->params[i]);
    strbuf_adds(out, b->max_args > n_params(b) ? ", ...)" : ")");
}

static const char *signatures(struct parser *p, const char *name)
{
    struct strbuf sb;
    strbuf_init(&sb, 4096);
    strbuf_adds(&sb, "write ");
    bool first = true;
    for (const struct feel_builtin *b = feel_builtins; b->name != NULL; b++) {
        if (strcmp(b->name, name) != 0)
            continue;
        strbuf_adds(&sb, first ? "" : " or ");
        write_signature(&sb, b);
        first = false;
    }
    const char *text = arena_strndup(p->a, sb.buf, sb.len);
    strbuf_release(&sb);
    return text;
}

/* --- choosing the overload ---------------------------------------------------------------------
 */

static bool may_be(const struct feel_type *arg, const struct feel_type *param)
{
    return param == NULL || feel_types_overlap(arg, param);
}

/* The named arguments in the order of b's parameters; false when they are not b's. */
static bool order_named(const struct feel_builtin *b, const struct arguments *args,
                        struct feel_node **kids)
{
    size_t n = n_params(b);
    memset(kids, 0, n * sizeof(struct feel_node *));
    for (size_t i = 0; i < args->names.n; i++) {
        size_t k = 0;
        while (k < n && !same_words(b->params[k], args->names.items[i]))
            k++;
        if (k == n || kids[k] != NULL)
            return false;
        kids[k] = args->values.items[i];
    }
    for (size_t k = 0; k < n && k < b->min_args; k++) {
        if (kids[k] == NULL)
            return false;
    }
    return true;
}

static bool fits(const struct feel_builtin *b, const struct arguments *args)
{
    size_t n = n_params(b);
    if (args->values.n < b->min_args || args->values.n > b->max_args)
        return false;
    for (size_t i = 0; i < args->values.n; i++) {
        if (!may_be(args->values.items[i]->type, b->param_types[i < n ? i : n - 1]))
            return false;
    }
    return true;
}

/* The first overload whose number and types of arguments are given; else one whose number is. */
static const struct feel_builtin *choose(const char *name, const struct arguments *args)
{
    for (const struct feel_builtin *b = feel_builtins; b->name != NULL; b++) {
        if (strcmp(b->name, name) == 0 && fits(b, args))
            return b;
    }
    bool exact;
    const struct feel_builtin *b = feel_builtin_find(name, args->values.n, &exact);
    return exact ? b : NULL;
}

static bool set_kids(struct parser *p, struct feel_node *n, const char *name,
                     const struct arguments *args)
{
    if (args->names.n == 0) {
        n->builtin = choose(name, args);
        n->kids = args->values.items;
        n->n_kids = args->values.n;
        return n->builtin != NULL;
    }
    for (const struct feel_builtin *b = feel_builtins; b->name != NULL; b++) {
        struct feel_node **kids = ARENA_ARRAY(p->a, n_params(b), struct feel_node *);
        if (strcmp(b->name, name) != 0 || !order_named(b, args, kids))
            continue;
        n->builtin = b;
        n->kids = kids;
        n->n_kids = n_params(b);
        return true;
    }
    return false;
}

/* A named argument that no overload has, or NULL. */
static const char *stray_name(const char *function, const struct arguments *args, size_t *at)
{
    for (size_t i = 0; i < args->names.n; i++) {
        bool known = false;
        for (const struct feel_builtin *b = feel_builtins; b->name != NULL && !known; b++) {
            for (size_t k = 0; strcmp(b->name, function) == 0 && b->params[k] != NULL; k++)
                known = known || same_words(b->params[k], args->names.items[i]);
        }
        if (!known) {
            *at = args->at.items[i];
            return args->names.items[i];
        }
    }
    return NULL;
}

static struct feel_node *wrong_arguments(struct parser *p, size_t token, const char *name,
                                         const struct arguments *args)
{
    size_t at = p->tokens[token].start;
    const char *hint = signatures(p, name);
    const char *stray = stray_name(name, args, &at);
    const char *message;
    if (args->mixed)
        message = arena_printf(p->a, "%s: positional and named arguments do not mix", name);
    else if (stray != NULL)
        message = arena_printf(p->a, "%s has no parameter '%s'", name, stray);
    else if (args->names.n != 0)
        message = arena_printf(p->a, "%s: these named arguments do not make a call", name);
    else
        message = arena_printf(p->a, "%s does not take %zu argument%s", name, args->values.n,
                               args->values.n == 1 ? "" : "s");
    parser_load_error(p, "E013", at, hint, "%s", message);
    return parser_error_node(p, token, "%s", message);
}

/* --- calls -------------------------------------------------------------------------------------
 */

static const char *nearest_builtin(struct parser *p, const char *name)
{
    VEC(const char *) names = {0};
    for (const struct feel_builtin *b = feel_builtins; b->name != NULL; b++)
        VEC_PUSH(p->a, &names, b->name);
    const char *near = nearest_name(name, names.items, names.n);
    if (near != NULL)
        return arena_printf(p->a, "did you mean '%s'?", near);
    return strcmp(name, "today") == 0 || strcmp(name, "now") == 0
               ? "use the fact assessment_date, so that the result can be reproduced"
               : NULL;
}

static struct feel_node *unknown_function(struct parser *p, size_t token, const char *name)
{
    struct arguments args = {0};
    parser_load_error(p, "E011", p->tokens[token].start, nearest_builtin(p, name),
                      "unknown function '%s'", text_visible(p->a, name, strlen(name), true));
    parse_arguments(p, &args);
    return parser_error_node(p, token, "there is no function '%s'", name);
}

struct feel_node *parse_builtin_call(struct parser *p)
{
    size_t token = p->at;
    const char *words = NULL;
    size_t n_words = words_before(p, TK_LPAREN, &words);
    if (n_words == 0)
        return NULL;
    const char *name = NULL;
    for (const struct feel_builtin *b = feel_builtins; b->name != NULL && name == NULL; b++) {
        if (match_phrase(p, b->name) == n_words)
            name = b->name;
    }
    for (size_t i = 1; name == NULL && i < n_words; i++) {
        if (p->tokens[token + i].kind != TK_NAME)
            return NULL; /* "a and f(x)" is two things */
    }
    p->at += n_words + 1;
    if (name == NULL)
        return unknown_function(p, token, words);
    struct arguments args = {0};
    parse_arguments(p, &args);
    struct feel_node *n = parser_node(p, FN_CALL, token);
    n->name = name;
    if (args.mixed || !set_kids(p, n, name, &args))
        return wrong_arguments(p, token, name, &args);
    parser_finish(p, n);
    check_call(p, n);
    return n;
}

struct feel_node *parse_value_call(struct parser *p, struct feel_node *callee, size_t token)
{
    struct arguments args = {0};
    size_t at = p->tokens[p->at++].start;
    parse_arguments(p, &args);
    if (!type_is_any(callee->type) && callee->type->kind != FT_FUNCTION)
        parser_load_error(p, "E012", at, NULL, "%s cannot be called", type_words(p, callee->type));
    if (args.mixed) {
        parser_load_error(p, "E013", at, NULL, "positional and named arguments do not mix");
        return parser_error_node(p, token, "positional and named arguments do not mix");
    }
    struct feel_node *n = parser_node_kids(p, FN_CALL_VALUE, token, args.values.n + 1);
    n->kids[0] = callee;
    for (size_t i = 0; i < args.values.n; i++)
        n->kids[i + 1] = args.values.items[i];
    n->names = args.names.items;
    n->n_names = args.names.n;
    return parser_finish(p, n);
}
