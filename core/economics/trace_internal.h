/* trace_internal.h: what the files of the trace share: building steps. */
#ifndef ADIT_ECONOMICS_TRACE_INTERNAL_H
#define ADIT_ECONOMICS_TRACE_INTERNAL_H

#include "core/economics/internal.h"
#include "core/economics/trace.h"

/* A step being made. */
struct step {
    struct arena *arena;
    const struct model *m;
    int i; /* period */
    const char *money;
    enum trace_op op;
    const char *words;
    VEC(struct econ_operand) list;
};

struct step step_of(const struct step *like, enum trace_op op, const char *words);
/* path is below economics. */
void step_fact(struct step *s, const char *path, const char *title, double value, const char *unit,
               int sign);
void step_line(struct step *s, enum econ_line line, int period, int sign);
void step_constant(struct step *s, const char *title, double value, int sign);
void step_rule(struct step *s, const char *title, double value, const char *unit, const char *words,
               int sign);
/* The step as an operand; it is used up. */
void step_inner(struct step *s, const char *title, const char *unit, struct step *inner, int sign);
/* As an instrument's or the index's: nothing is added at 1. */
void step_index(struct step *s, int period);
const struct econ_trace *step_done(struct step *s, const char *title, const char *unit,
                                   double value);
double step_value(const struct step *s);
const char *step_path(const struct step *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Parts: fill the step of a line that is computed. */
void trace_physical(struct step *s, enum econ_line line); /* trace_physical.c */
void trace_costs(struct step *s, enum econ_line line);
void trace_capital(struct step *s, enum econ_line line);
void trace_tax(struct step *s, enum econ_line line); /* trace_tax.c */
void trace_debt(struct step *s, enum econ_line line);
/* All instruments that fill the line. */
void trace_instruments(struct step *s, enum econ_line line);

#endif
