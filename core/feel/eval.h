/* eval.h: what the parts of the evaluator and the built-ins share. Inside core/feel. */
#ifndef ADIT_FEEL_EVAL_H
#define ADIT_FEEL_EVAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/feel/ast.h"
#include "core/feel/feel.h"
#include "core/feel/temporal.h"
#include "core/feel/value.h"
#include "core/feel/value_limits.h"

/* Limits of one run (feel.h). */
#define FEEL_MAX_STEPS 10000000UL
#define FEEL_MAX_MEMORY ((size_t)256 << 20)
#define FEEL_MAX_ITERATIONS 10000
#define FEEL_MAX_EVAL_DEPTH 2000
#define FEEL_MAX_WARNINGS 20

/* A function value: the definition, and the locals that stood around it. */
struct feel_function {
    const struct feel_node *node; /* FN_FUNCTION */
    const struct feel_expr *expr;
    const struct feel_value *frame; /* expr->n_slots values */
};

/* The source text of its definition. */
void feel_write_function(struct strbuf *out, const struct feel_function *f);

/* Prepares what a run needs for e without forgetting earlier warnings; feel_run_leave undoes it.
 * For hosts inside core/feel that evaluate several expressions in one run. */
struct feel_scope {
    struct feel_value *frame;
    const struct feel_expr *expr;
    struct feel_value *trace;
};
struct feel_scope feel_run_enter(struct feel_run *run, const struct feel_expr *e);
void feel_run_leave(struct feel_run *run, struct feel_scope saved);
/* Clears warnings, assumptions and counters. */
void feel_run_begin(struct feel_run *run);

struct feel_value feel_eval_node(struct feel_run *run, const struct feel_node *n);
/* A test node against run->input. */
struct feel_value feel_eval_test(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_call_function(struct feel_run *run, const struct feel_node *call,
                                     const struct feel_function *f, const struct feel_value *args,
                                     size_t n);

/* --- errors and limits -------------------------------------------------------------------------
 */

struct feel_value feel_error_null(void); /* null from an error */
/* Adds a warning at n and returns null from an error. */
struct feel_value feel_fail(struct feel_run *run, const struct feel_node *n, const char *format,
                            ...) __attribute__((format(printf, 3, 4)));
void feel_warn(struct feel_run *run, const struct feel_node *n, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* "number 5", "string \"a\"", cut to a readable length. */
const char *feel_brief(struct feel_run *run, struct feel_value v);
/* Counts work beyond one step a node, and memory about to be taken. False, after one warning,
 * when the run is over its limits: then give up with null. */
bool feel_spend(struct feel_run *run, const struct feel_node *n, size_t steps, size_t bytes);

/* feel_equal, its work counted as steps. */
struct feel_value feel_run_equal(struct feel_run *run, struct feel_value x, struct feel_value y);
/* Counts the work of looking at a value as a whole: a long text, all parts of a list. True when it
 * is or holds an unknown. */
bool feel_run_weigh(struct feel_run *run, struct feel_value v);

/* --- unknowns ----------------------------------------------------------------------------------
 */

/* Unknown by both values' causes; either may be known. Nested unknowns count. */
struct feel_value feel_unknown_from(struct feel_run *run, struct feel_value x, struct feel_value y);
/* True when x and y are one result whatever the facts turn out to be. Two unknowns of the same
 * causes need not be: only one and the same unknown is equal to itself. */
bool feel_same_result(struct feel_run *run, struct feel_value x, struct feel_value y);
/* Causes of all unknown facts that n mentions, for parts that could not be evaluated. */
const struct feel_causes *feel_node_causes(struct feel_run *run, const struct feel_node *n);
/* True when t has few values that can all be tried (boolean, enum): they are written to *values. */
bool feel_type_domain(struct arena *a, const struct feel_type *t, const struct feel_value **values,
                      size_t *n);

static inline bool feel_is_true(struct feel_value v)
{
    return v.kind == FEEL_BOOLEAN && v.u.boolean;
}
static inline bool feel_is_false(struct feel_value v)
{
    return v.kind == FEEL_BOOLEAN && !v.u.boolean;
}

/* --- operators ---------------------------------------------------------------------------------
 */

struct feel_value feel_arithmetic(struct feel_run *run, const struct feel_node *n, enum feel_op op,
                                  struct feel_value l, struct feel_value r);
struct feel_value feel_negate(struct feel_run *run, const struct feel_node *n, struct feel_value v);
/* = != < <= > >=. quiet: null operands give null without a warning (unary tests). */
struct feel_value feel_compare(struct feel_run *run, const struct feel_node *n, enum feel_op op,
                               struct feel_value l, struct feel_value r, bool quiet);
/* Conjunction (and_op) or disjunction of two results of logic. */
struct feel_value feel_logic(struct feel_run *run, bool and_op, struct feel_value l,
                             struct feel_value r);
struct feel_value feel_not(struct feel_value v);
/* x inside r. */
struct feel_value feel_in_range(struct feel_run *run, const struct feel_node *n,
                                struct feel_value x, const struct feel_range *r);
/* x in y, for a y that is a value: list, range, or anything else by equality. */
struct feel_value feel_in_value(struct feel_run *run, const struct feel_node *n,
                                struct feel_value x, struct feel_value y);
/* True when an op of two ordered values with this sign of their order holds. */
bool feel_sign_holds(enum feel_op op, int sign);
enum feel_op feel_unary_op(const char *unary);

/* Evaluates the ends of an FN_RANGE; false after a warning when they have no order. */
bool feel_fill_range(struct feel_run *run, const struct feel_node *n, struct feel_range *r);

/* --- parts of the evaluator --------------------------------------------------------------------
 */

struct feel_value feel_eval_between(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_eval_in(struct feel_run *run, const struct feel_node *n);
/* n's tests from first on, any of which accepts run->input; an input with a small domain is
 * decided by trying it. */
struct feel_value feel_eval_any_test(struct feel_run *run, const struct feel_node *const *tests,
                                     size_t n);
struct feel_value feel_eval_if(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_eval_for(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_eval_quantified(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_eval_filter(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_eval_path(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_eval_entry(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_eval_call(struct feel_run *run, const struct feel_node *n);
struct feel_value feel_eval_call_value(struct feel_run *run, const struct feel_node *n);
/* v as the list that a filter or iterator walks: itself, or one item. */
struct feel_value feel_as_list(struct arena *a, struct feel_value v);

/* The entry of that name, or NULL. */
const struct feel_value *feel_context_get(const struct feel_context *c, const char *name);

#endif
