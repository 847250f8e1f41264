/* ast.h: the typed tree of a compiled expression. Inside core/feel; others use feel.h. */
#ifndef ADIT_FEEL_AST_H
#define ADIT_FEEL_AST_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/decimal.h"
#include "core/feel/feel.h"
#include "core/feel/types.h"
#include "core/feel/value.h"

enum feel_node_kind {
    FN_LITERAL,     /* value (null, true, false, number, string, @"...") */
    FN_GLOBAL,      /* a declared fact or context entry: slot, name */
    FN_LOCAL,       /* let, for, quantifier, parameter, item entry: slot in the frame, name */
    FN_INPUT,       /* ? */
    FN_ENTRY,       /* a name inside a filter that is looked up at run time in the item, which is
                       the local in slot, and falls back to kids[0] (may be NULL): name. In nested
                       filters kids[0] is the FN_ENTRY of the outer one */
    FN_PATH,        /* kids[0] . name */
    FN_NEGATE,      /* - kids[0] */
    FN_BINARY,      /* kids[0] op kids[1] */
    FN_AND,         /* two kids */
    FN_OR,          /* two kids */
    FN_BETWEEN,     /* kids[0] between kids[1] and kids[2] */
    FN_IN,          /* kids[0] in tests kids[1..]: each a test node */
    FN_INSTANCE_OF, /* kids[0], type_arg */
    FN_IF,          /* three kids */
    FN_FOR,         /* kids: per iterator one (domain) or two (from, to) then the body; iterators */
    FN_SOME,        /* as FN_FOR */
    FN_EVERY,
    FN_FILTER,  /* kids[0] [ kids[1] ]; local slot of item in slot. A static type number of kids[1]
                   makes it an index; Any is settled at run time */
    FN_LIST,    /* kids */
    FN_CONTEXT, /* names[i]: kids[i]; entry i may be used by later ones: slots slot + i */
    FN_RANGE,   /* kids[0] .. kids[1], start_closed, end_closed */
    FN_UNARY_RANGE, /* (op kids[0]) as a value */
    FN_CALL,       /* builtin, kids in parameter order; a missing optional argument is NULL. builtin
                      NULL (conformance): null with the warning in name */
    FN_CALL_VALUE, /* kids[0] is a function value; kids[1..] arguments, names[] when named */
    FN_FUNCTION,   /* names: parameters, kids[0]: body, slots slot .. slot + n_names - 1 */
    /* Unary tests (feel.md section 7): each gives true, false, null or unknown about ?. */
    FN_TEST_ANY,     /* - */
    FN_TEST_COMPARE, /* ? op kids[0] */
    FN_TEST_IN,      /* ? in the range kids[0] (an FN_RANGE) */
    FN_TEST_TRUE,    /* kids[0] mentions ? and must itself be true */
    FN_TEST_VALUE,   /* any other expression: list, range or equality, chosen at run time */
    FN_TEST_NOT,     /* not(kids...) */
    FN_TEST_LIST     /* kids, any of which accepts */
};

enum feel_op { OP_ADD, OP_SUB, OP_MUL, OP_DIV, OP_POW, OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE };

struct feel_iterator {
    const char *name;
    size_t slot;
    bool is_range; /* two kids: from and to */
};

struct feel_node {
    enum feel_node_kind kind;
    enum feel_op op;
    unsigned id;                  /* 0 .. n_nodes - 1 within the expression: indexes the trace */
    unsigned height;              /* 0 for a leaf; at most 1,000, so that recursion is safe */
    size_t start, end;            /* byte span in the source text */
    const struct feel_type *type; /* static type; never NULL after compiling */
    struct feel_node **kids;
    size_t n_kids;
    const char *name;
    size_t slot;
    struct feel_value value;
    const char *const *names;
    size_t n_names;
    const struct feel_type *const *param_types; /* FN_FUNCTION: beside names, NULL = Any */
    struct feel_iterator *iterators;
    size_t n_iterators;
    size_t partial_slot; /* FN_FOR */
    bool start_closed, end_closed;
    const struct feel_type *type_arg;
    const struct feel_builtin *builtin;
};

struct feel_expr {
    const struct feel_node *root;
    const char *text; /* the source, copied */
    struct pos pos;   /* where the text begins */
    size_t n_nodes;
    size_t n_slots;             /* size of the frame of locals */
    const char *const *globals; /* names of the globals mentioned, sorted, unique */
    size_t n_globals;
    const struct feel_env *env;
    /* Maps a byte offset of text to a place in the file; NULL: counted from pos. */
    const struct yaml_node *origin;
    bool mentions_input;
    bool conformance;
};

/* The source of a node on one line, in the arena. */
const char *feel_node_source(struct arena *a, const struct feel_expr *e, const struct feel_node *n);

/* --- built-in functions: one table, used by the parser (names, arity) and the evaluator ------- */

struct feel_run;

struct feel_builtin {
    const char *name;            /* "string length" */
    const char *const *params;   /* parameter names, NULL-terminated */
    unsigned min_args, max_args; /* max_args 0xFFFF: variadic, the last parameter repeats */
    const struct feel_type *const *param_types; /* beside params; NULL entry: Any */
    enum feel_type_kind result;                 /* FT_ANY when it depends on the arguments */
    /* args holds n values; trailing absent optional ones are not passed, one in the middle is null.
     * Strict functions (most) are called only when no argument is or holds an unknown. A typed
     * parameter is checked and singleton lists are fitted to it before the call; null for a typed
     * parameter gives null with a warning without a call. */
    bool strict;
    struct feel_value (*eval)(struct feel_run *run, const struct feel_node *call,
                              const struct feel_value *args, size_t n);
};

/* All overloads that share a name stand in one row each; a NULL name ends the table. */
extern const struct feel_builtin feel_builtins[];
/* The overload of name that takes n positional arguments, or any of that name when none does
 * (*exact false); NULL when no such name. */
const struct feel_builtin *feel_builtin_find(const char *name, size_t n, bool *exact);

#endif
