/* parser_type.c: types as rule files and 'instance of' write them. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/feel/parser.h"

static const struct {
    const char *phrase;
    enum feel_type_kind kind;
} simple[] = {
    {"number", FT_NUMBER},
    {"string", FT_STRING},
    {"boolean", FT_BOOLEAN},
    {"date and time", FT_DATE_TIME},
    {"date", FT_DATE},
    {"time", FT_TIME},
    {"days and time duration", FT_DAYS_DURATION},
    {"years and months duration", FT_YEARS_DURATION},
    {"Any", FT_ANY},
    {"list", FT_LIST},
    {"range", FT_RANGE},
    {"context", FT_CONTEXT},
    {"function", FT_FUNCTION},
    {"enum", FT_ENUM},
};

/* The > that closes a type; >= is split. */
static void close_bracket(struct parser *p)
{
    if (peek(p) == TK_GE) {
        p->tokens[p->at].kind = TK_EQ;
        p->tokens[p->at].start++;
        return;
    }
    expect_token(p, TK_GT, "'>'");
}

static const struct feel_type *nested(struct parser *p)
{
    if (!parser_enter(p))
        return NULL;
    const struct feel_type *t = parse_type(p);
    parser_leave(p);
    return t;
}

static const struct feel_type *parse_element(struct parser *p, enum feel_type_kind kind)
{
    if (!accept_token(p, TK_LT))
        return feel_type_simple(kind);
    const struct feel_type *element = nested(p);
    close_bracket(p);
    if (element == NULL)
        return NULL;
    return kind == FT_LIST ? feel_type_list(p->a, element) : feel_type_range(p->a, element);
}

static const struct feel_type *parse_fields(struct parser *p)
{
    if (!accept_token(p, TK_LT))
        return feel_type_simple(FT_CONTEXT);
    VEC(const char *) names = {0};
    VEC(const struct feel_type *) fields = {0};
    bool known = true;
    while (!p->failed) {
        if (!token_is_word(peek(p)))
            parser_expected(p, "the name of a field");
        else
            p->at++;
        const char *name = p->failed ? "" : token_text(p, &p->tokens[p->at - 1]);
        expect_token(p, TK_COLON, "':'");
        const struct feel_type *field = nested(p);
        known = known && field != NULL;
        VEC_PUSH(p->a, &names, name);
        VEC_PUSH(p->a, &fields, field);
        if (!accept_token(p, TK_COMMA))
            break;
    }
    close_bracket(p);
    if (!known)
        return NULL;
    struct feel_type *t = ARENA_NEW(p->a, struct feel_type);
    t->kind = FT_CONTEXT;
    t->names = names.items;
    t->fields = fields.items;
    t->n = names.n;
    return t;
}

static const struct feel_type *parse_members(struct parser *p)
{
    VEC(const char *) members = {0};
    expect_token(p, TK_LPAREN, "'('");
    do {
        const struct token *t = &p->tokens[p->at];
        if (t->kind != TK_STRING) {
            parser_expected(p, "a string");
            break;
        }
        struct lex_error error;
        const char *text = feel_unescape(p->a, p->text + t->start, t->end - t->start, &error);
        if (text == NULL) {
            parser_error(p, t->start + error.at, error.hint, "%s", error.message);
            break;
        }
        for (size_t i = 0; i < members.n; i++) {
            if (strcmp(members.items[i], text) == 0)
                parser_load_error(p, "E012", t->start, NULL, "the enum has the member \"%s\" twice",
                                  text);
        }
        if (members.n == FEEL_MAX_MEMBERS)
            parser_error(p, t->start, NULL, "the enum has more than %d members", FEEL_MAX_MEMBERS);
        VEC_PUSH(p->a, &members, text);
        p->at++;
    } while (accept_token(p, TK_COMMA) && !p->failed);
    expect_token(p, TK_RPAREN, "')'");
    return feel_type_enum(p->a, members.items, members.n);
}

/* function<A, B> -> C, which the conformance switch lets through without looking closer. */
static const struct feel_type *parse_signature(struct parser *p)
{
    if (!p->e->conformance || !accept_token(p, TK_LT))
        return feel_type_simple(FT_FUNCTION);
    while (peek(p) != TK_GT && !p->failed) {
        nested(p);
        if (!accept_token(p, TK_COMMA))
            break;
    }
    close_bracket(p);
    if (accept_token(p, TK_MINUS)) {
        expect_token(p, TK_GT, "the '->' of the type");
        nested(p);
    }
    return feel_type_simple(FT_FUNCTION);
}

static const struct feel_type *unknown_type(struct parser *p)
{
    const struct token *t = &p->tokens[p->at];
    if (!token_is_word(t->kind)) {
        parser_expected(p, "the name of a type");
        return NULL;
    }
    const char *names[sizeof simple / sizeof *simple];
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
        names[i] = simple[i].phrase;
    const char *name = token_text(p, t);
    const char *near = nearest_name(name, names, sizeof simple / sizeof *simple);
    parser_load_error(p, "E012", t->start,
                      near != NULL ? arena_printf(p->a, "did you mean '%s'?", near) : NULL,
                      "unknown type '%s'", text_visible(p->a, name, strlen(name), true));
    p->at++;
    return NULL;
}

const struct feel_type *parse_type(struct parser *p)
{
    for (size_t i = 0; i < sizeof simple / sizeof *simple; i++) {
        size_t n = match_phrase(p, simple[i].phrase);
        if (n == 0)
            continue;
        p->at += n;
        switch (simple[i].kind) {
        case FT_LIST:
        case FT_RANGE:
            return parse_element(p, simple[i].kind);
        case FT_CONTEXT:
            return parse_fields(p);
        case FT_ENUM:
            return parse_members(p);
        case FT_FUNCTION:
            return parse_signature(p);
        default:
            return feel_type_simple(simple[i].kind);
        }
    }
    return unknown_type(p);
}

const struct feel_type *feel_type_parse(struct arena *a, const char *text, struct pos pos,
                                        struct diags *d)
{
    struct feel_expr e = {.text = text, .pos = pos};
    struct parser p = {.a = a, .text = text, .e = &e, .d = d};
    struct lex_error error = {0};
    size_t n = strlen(text);
    if (n > FEEL_MAX_TEXT || !utf8_valid(text, n) || !feel_lex(a, text, n, &p.tokens, &error)) {
        diag_add(d, DIAG_ERROR, "E010", feel_expr_pos(&e, error.at), error.hint, "%s",
                 error.message != NULL ? error.message : "the type is not text of a fair length");
        return NULL;
    }
    const struct feel_type *t = parse_type(&p);
    if (!p.failed && p.n_errors == 0 && peek(&p) != TK_END)
        parser_expected(&p, "the end of the type");
    return p.n_errors == 0 ? t : NULL;
}
