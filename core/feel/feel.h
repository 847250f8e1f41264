/* feel.h: the rule language (FEEL as narrowed by adit) for the rest of core.
 *
 * An expression is compiled once against an environment that says which names exist and of what
 * type, and evaluated many times against values. Unanswered facts are unknown, not null; what an
 * unknown result still depends on is its cause set. */
#ifndef ADIT_FEEL_FEEL_H
#define ADIT_FEEL_FEEL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/yaml.h"
#include "core/feel/types.h"
#include "core/feel/value.h"

struct feel_env;
struct feel_expr;
struct feel_table;

/* --- environment: what names mean at load time ------------------------------------------------ */

/* An environment's names are its parent's and its own; its own come first. Slots of globals are
 * numbered 0, 1, ... through the whole chain: a child continues where its parent stood. */
struct feel_env *feel_env_new(struct arena *a, const struct feel_env *parent);
/* Declares a dotted name; declaring it again in the same environment replaces its type. Returns its
 * slot. */
size_t feel_env_declare(struct feel_env *env, const char *name, const struct feel_type *type);
/* False when unknown. slot and type may be NULL. */
bool feel_env_lookup(const struct feel_env *env, const char *name, size_t *slot,
                     const struct feel_type **type);
size_t feel_env_slots(const struct feel_env *env); /* slots of the whole chain */
/* Nearest declared name, for "did you mean"; NULL when none is near. */
const char *feel_env_nearest(const struct feel_env *env, const char *name);

/* Names of parameters and rules that param("...") and rule("...") may name: when set, a literal
 * argument that is not among them is a load error E011 with the nearest. data is passed on. */
struct feel_names {
    bool (*param_exists)(void *data, const char *name);
    bool (*rule_exists)(void *data, const char *id);
    const char *(*param_nearest)(void *data, const char *name);
    const char *(*rule_nearest)(void *data, const char *id);
    const struct feel_type *(*param_type)(void *data, const char *name); /* may be NULL */
    void *data;
};
void feel_env_set_names(struct feel_env *env, const struct feel_names *names);

struct feel_options {
    bool conformance;                 /* the TCK switch of the contract */
    const struct feel_type *expected; /* the result must be able to be of this type; or NULL */
    const struct feel_type *input;    /* type of ? in unary tests; NULL: Any */
    const struct yaml_node *origin;   /* the scalar that the text came from, for exact places */
};

/* NULL after adding an error (syntax E010, unknown name E011, type E012, arity E013) with a place
 * inside the text. Also adds lint warnings (W103 != null where known() is meant, W105 ** without
 * parentheses). options may be NULL. */
struct feel_expr *feel_compile(struct arena *a, const struct feel_env *env, const char *text,
                               struct pos pos, const struct feel_options *options, struct diags *d);
/* The same for a cell of unary tests. */
struct feel_expr *feel_compile_tests(struct arena *a, const struct feel_env *env, const char *text,
                                     struct pos pos, const struct feel_options *options,
                                     struct diags *d);

/* Warning W106: equality of numbers with different scales. */
void feel_lint(const struct feel_expr *e, struct diags *d);

const char *feel_expr_text(const struct feel_expr *e);
const struct feel_type *feel_expr_type(const struct feel_expr *e);
/* Facts (globals) that the text mentions, sorted. */
const char *const *feel_expr_globals(const struct feel_expr *e, size_t *n);
struct pos feel_expr_pos(const struct feel_expr *e, size_t offset);
/* Constants that the global `name` is compared with anywhere in e (=, <, between, in, unary
 * tests), as values; for questions and counterfactuals. */
const struct feel_value *feel_expr_constants(struct arena *a, const struct feel_expr *e,
                                             const char *name, size_t *n);

/* --- evaluation ------------------------------------------------------------------------------- */

/* What the host answers at run time. Any function may be NULL: then the built-in gives null with a
 * warning. */
struct feel_host {
    /* param(name) and param(name, date); date has kind FEEL_NULL when left out. */
    struct feel_value (*param)(void *data, struct arena *a, const char *name,
                               struct feel_value date);
    /* rule(id): "pass", "fail", ... */
    struct feel_value (*rule)(void *data, struct arena *a, const char *id);
    /* evidence(f): "asserted" "document" "verified" "expert", or null when there is none. */
    struct feel_value (*evidence)(void *data, struct arena *a, const char *fact);
    void *data;
};

struct feel_warning {
    size_t start, end; /* span in the text */
    const char *message;
};

struct feel_run {
    struct arena *arena;              /* results and intermediate values */
    const struct feel_value *globals; /* by slot of the environment; n_globals of them */
    size_t n_globals;
    const struct feel_host *host; /* may be NULL */
    struct feel_value input;      /* ? */
    bool no_trial; /* tables: unknown inputs are not tried cell by cell, only bounded */
    /* Filled when not NULL: the value of each node by id (the last one, in a loop). The caller
     * gives an array of feel_expr_nodes(e) values. */
    struct feel_value *trace;
    /* Out: warnings of this evaluation (arena), at most 20 kept; assumptions made by default(). */
    struct feel_warning *warnings;
    size_t n_warnings;
    const char **assumed; /* names of facts */
    size_t n_assumed;
    /* Private to the evaluator. */
    struct feel_value *frame;
    const struct feel_expr *expr;
    const struct feel_node *site; /* where a function of another expression was called */
    unsigned depth;
    unsigned long steps;
    size_t memory_start;
    bool exhausted;
};

size_t feel_expr_nodes(const struct feel_expr *e);
/* Never fails: an error is null with a warning (D3). Bounded in time and memory: at most 10,000
 * iterations a loop, 10 million steps and 256 MiB a run, then null with a warning. */
struct feel_value feel_eval(const struct feel_expr *e, struct feel_run *run);
/* A compiled unary test against run->input: true, false, null or unknown. */
struct feel_value feel_eval_tests(const struct feel_expr *e, struct feel_run *run);

/* --- cuts: where the comparisons of an evaluated expression divide the values of a fact ---------
 */

struct feel_cuts {
    bool exact; /* the fact is used in comparisons only: between two cuts its value cannot matter */
    struct feel_value *at; /* arena; null among them when the expression asks for null */
    size_t n, cap;
};
/* Adds one value, once. */
void feel_cuts_put(struct arena *a, struct feel_cuts *cuts, struct feel_value v);
/* Adds the values with which the global `name` (NULL: the input ?) is compared in e, taken from the
 * trace of an evaluation, so that parameters and other facts count with their present values. Sets
 * exact to false when the fact is also used otherwise, or compared with an unknown. */
void feel_cuts_add(struct arena *a, const struct feel_expr *e, const struct feel_value *trace,
                   const char *name, struct feel_cuts *cuts);

/* --- explanation ------------------------------------------------------------------------------ */

/* One line of the tree of an evaluated expression. */
struct feel_step {
    int depth;
    const char *text;        /* the source of the part */
    struct feel_value value; /* what it gave */
    bool decided;            /* on the path that decided the result */
    size_t start, end;
};
/* trace as filled by feel_eval. Leaves (literals) are left out. */
struct feel_step *feel_explain(struct arena *a, const struct feel_expr *e,
                               const struct feel_value *trace, size_t *n);
/* The part or parts that decided the result, with the values of the facts in them, on one line:
 * "ownership.prc_pct >= 25 (30)". */
const char *feel_because(struct arena *a, const struct feel_expr *e,
                         const struct feel_value *trace);

/* A condition as alternative paths (and within or): it holds when all parts of some path do. */
struct feel_part {
    const char *text;
    const char *facts; /* the values of the names in it: "30" or "a = 1, b = 2" */
    struct feel_value value;
};
struct feel_path {
    const struct feel_part *parts;
    size_t n;
};
/* trace as filled by feel_eval; negated: the paths on which e is false. What would give more than
 * 64 paths is left whole, as one part. */
const struct feel_path *feel_paths(struct arena *a, const struct feel_expr *e,
                                   const struct feel_value *trace, bool negated, size_t *n);
/* True, false, or the value of a part that is neither. */
struct feel_value feel_path_value(const struct feel_path *p);

/* --- decision tables (feel.md section 8) ------------------------------------------------------ */

struct feel_table_column {
    const char *name;         /* output name, may be NULL for a single bare output */
    const char *text;         /* input expression */
    const char *values;       /* unary-test text of allowed values, or NULL */
    const char *default_text; /* output default expression, or NULL */
    const char *type;         /* type text or NULL */
    struct pos pos, values_pos, default_pos;
    const struct yaml_node *origin, *values_origin, *default_origin;
};

struct feel_table_cell {
    const char *text;
    struct pos pos;
    const struct yaml_node *origin;
};

struct feel_table_row {
    const struct feel_table_cell *when, *then; /* as many as inputs, outputs */
    size_t n_when, n_then;
    const char *note; /* or NULL */
    struct pos pos;
};

struct feel_table_spec {
    const char *hit; /* U A P F R O C C+ C# C< C> */
    bool complete;
    const struct feel_table_column *inputs, *outputs;
    size_t n_inputs, n_outputs;
    const struct feel_table_row *rows;
    size_t n_rows;
    struct pos pos;
};

/* NULL after an error (E020 width, E021 overlap, E022 gap, E010..E013 in cells). */
struct feel_table *feel_table_compile(struct arena *a, const struct feel_env *env,
                                      const struct feel_table_spec *spec, bool conformance,
                                      struct diags *d);
/* Facts mentioned anywhere in the table. */
const char *const *feel_table_globals(const struct feel_table *t, size_t *n);
const struct feel_value *feel_table_constants(struct arena *a, const struct feel_table *t,
                                              const char *name, size_t *n);

enum feel_row_match { ROW_NO, ROW_YES, ROW_MAYBE };

struct feel_table_trace {
    struct feel_value *inputs;         /* column values */
    enum feel_row_match *rows;         /* by row */
    size_t *false_cell;                /* first false cell of a ROW_NO row, 0-based */
    const struct feel_causes **causes; /* of a ROW_MAYBE row */
    size_t chosen;                     /* 1-based row of the result, 0 when several or none */
    const char *note; /* of the chosen row, or the joined notes of the matching rows */
};

/* The values at which the cells of the table cut a fact. Exact while the fact is a column as it
 * stands, its cells hold constants, and nothing else in the table mentions it. */
void feel_table_cuts_add(struct arena *a, const struct feel_table *t, const char *name,
                         struct feel_cuts *cuts);

/* The result of the table; for several outputs a context. Unknown inputs are decided by
 * enumeration as feel.md 8.4 says; a number that stays unknown carries bounds. trace may be NULL.
 */
struct feel_value feel_table_eval(const struct feel_table *t, struct feel_run *run,
                                  struct feel_table_trace *trace);

#endif
