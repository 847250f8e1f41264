/* trace.h: how a figure of the statement comes about, step by step, for a screen that walks down
 * from it (or `adit econ PROJECT --explain LINE:YEAR`).
 *
 * econ_trace(result, line, period) gives one step: the figure, the rule in words, the operands with
 * their values and units, and how they combine. Each operand is one of
 *   TRACE_FACT      stated in the project: `fact` names it and `given` is it (grade, evidence,
 * note); value may be of another unit or scaled, as its title says TRACE_LINE      another figure
 * of the statement: walk on with econ_trace(result, line, period) TRACE_COMPUTED  worked out: walk
 * on into `inner` where it is not NULL; else `words` say by which rule (a schedule over years, an
 * instrument of the regime with its source) TRACE_CONSTANT  a number of the formula itself A step
 * combines by `op`: TRACE_SUM adds each operand times its sign, TRACE_PRODUCT multiplies by
 * operands of sign 1 and divides by those of sign -1, TRACE_LEAST takes the smallest, TRACE_GIVEN
 * is the one operand. A sum without operands is 0. econ_trace_value computes that from the operands
 * alone; for every figure it is the figure (property test), and `exact` says so.
 *
 * The function is pure: it reads the result and its model, changes neither, and allocates in the
 * arena that it is given. The result must be one of econ_run (not of a risk worker). */
#ifndef ADIT_ECONOMICS_TRACE_H
#define ADIT_ECONOMICS_TRACE_H

#include "core/economics/economics.h"

enum trace_op { TRACE_GIVEN, TRACE_SUM, TRACE_PRODUCT, TRACE_LEAST };
enum trace_from { TRACE_FACT, TRACE_LINE, TRACE_COMPUTED, TRACE_CONSTANT };

struct econ_trace;
struct econ_operand {
    const char *title;
    const char *unit; /* "USD", "t", "%", "USD/t"; NULL: a plain number */
    double value;
    int sign; /* 1 or -1; see above */
    enum trace_from from;
    const char *fact;               /* "economics.plan.strip_ratio" */
    const struct fact *given;       /* may be NULL although fact is not: a default */
    enum econ_line line;            /* TRACE_LINE */
    int period;                     /* index from 0 */
    const struct econ_trace *inner; /* TRACE_COMPUTED */
    const char *words;              /* rule or source; may be NULL */
};

struct econ_trace {
    const char *title, *unit;
    double value;
    enum trace_op op;
    const char *words;   /* the rule: "tonnes of ore times the strip ratio" */
    const char *symbols; /* "Waste moved = Ore processed x strip ratio" */
    const struct econ_operand *operands;
    size_t n;
    bool exact; /* the operands give the value, to rounding */
};

/* NULL when the line is absent or the period outside the statement. */
const struct econ_trace *econ_trace(struct arena *a, const struct econ_result *e,
                                    enum econ_line line, int period);
/* What the operands give by the rule: equals value, to rounding, where exact. */
double econ_trace_value(const struct econ_trace *t);
/* The line of a name ("income_tax"); false when there is none. */
bool econ_line_find(const char *name, enum econ_line *out);

#endif
