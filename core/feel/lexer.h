/* lexer.h: the text of an expression as tokens. Inside core/feel. */
#ifndef ADIT_FEEL_LEXER_H
#define ADIT_FEEL_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"

#define FEEL_MAX_TEXT ((size_t)1 << 20)

enum token_kind {
    TK_END,
    TK_NUMBER,
    TK_STRING, /* with its quotes; escapes as written */
    TK_AT,     /* @ and the string */
    TK_LPAREN,
    TK_RPAREN,
    TK_LBRACKET,
    TK_RBRACKET,
    TK_LBRACE,
    TK_RBRACE,
    TK_COMMA,
    TK_COLON,
    TK_DOT,
    TK_DOTDOT,
    TK_QUESTION,
    TK_PLUS,
    TK_MINUS,
    TK_STAR,
    TK_SLASH,
    TK_POWER,
    TK_EQ,
    TK_NE,
    TK_LT,
    TK_LE,
    TK_GT,
    TK_GE,
    TK_NAME, /* from here on: words */
    TK_TRUE,
    TK_FALSE,
    TK_NULL,
    TK_IF,
    TK_THEN,
    TK_ELSE,
    TK_FOR,
    TK_IN,
    TK_RETURN,
    TK_SOME,
    TK_EVERY,
    TK_SATISFIES,
    TK_AND,
    TK_OR,
    TK_BETWEEN,
    TK_INSTANCE,
    TK_OF,
    TK_FUNCTION,
    TK_EXTERNAL
};

struct token {
    enum token_kind kind;
    uint32_t start, end; /* bytes */
};

struct lex_error {
    size_t at;
    const char *message, *hint;
};

/* Splits text[0..n), n <= FEEL_MAX_TEXT, into *tokens, ended by one TK_END. False with *error set
 * at the first character that starts no token. */
bool feel_lex(struct arena *a, const char *text, size_t n, struct token **tokens,
              struct lex_error *error);

/* The text of a string token (quotes included in s[0..n)) with its escapes replaced. NULL with
 * *error set, its place counted from s. */
const char *feel_unescape(struct arena *a, const char *s, size_t n, struct lex_error *error);

static inline bool token_is_comparison(enum token_kind k)
{
    return k >= TK_EQ && k <= TK_GE;
}

static inline bool token_is_word(enum token_kind k)
{
    return k >= TK_NAME;
}

#endif
