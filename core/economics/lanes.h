/* lanes.h: the statement of a risk run in another form, made once and computed for many trials side
 * by side. Inside core/economics.
 *
 * The model of core/economics is written out once with letters in place of the uncertain inputs.
 * Sums and products with what those inputs cannot change are worked out there and then: what is
 * left is a list of operations on a few variables, without a branch, each done for LANES trials.
 * A sum is kept as a linear form until something that is not linear needs it, so the cash flow
 * before income tax is never computed year by year.
 *
 * Where a trial could leave the case that the list was written for (another limit binds on a loan,
 * a price of nothing), a guard marks it and the general model computes it. What the list cannot
 * express is named by lanes_new, and all trials take the general model. */
#ifndef ADIT_ECONOMICS_LANES_H
#define ADIT_ECONOMICS_LANES_H

#include "core/economics/risk_internal.h"

#define LANES 64

/* --- linear forms (lanes_form.c) -------------------------------------------------------------- */

struct lane_term {
    int var;
    double by;
};

/* c + sum of by * var, variables ascending. */
struct form {
    double c;
    size_t n;
    const struct lane_term *terms;
};

enum lane_kind {
    LANE_INPUT,
    LANE_FORM,     /* the form */
    LANE_POSITIVE, /* the form, or 0 if it is less */
    LANE_STEP,     /* 1 where the form is above 0, else 0 */
    LANE_GUARD,    /* marks the trials where the form is below 0 */
    LANE_MUL,      /* a * b; so on */
    LANE_DIV,
    LANE_MIN,
    LANE_MAX,
    LANE_ROOT /* of a */
};

/* Makes a variable, or (LANE_GUARD) nothing. */
struct lane_op {
    enum lane_kind kind;
    int a, b;
    struct form form;
    double low, high; /* the variable lies between */
};

struct lane_builder {
    struct arena *a;
    VEC(struct lane_op) ops; /* by variable */
    const char *fault;       /* the first thing that cannot be expressed; NULL: nothing */
};

struct form form_of(double c);
struct form form_var(struct lane_builder *b, int var);
struct form form_input(struct lane_builder *b, double low, double high);
struct form form_sum(struct lane_builder *b, struct form x, struct form y,
                     double by); /* x + by y */
struct form form_add(struct lane_builder *b, struct form x, struct form y);
struct form form_sub(struct lane_builder *b, struct form x, struct form y);
struct form form_scale(struct lane_builder *b, struct form x, double by);
struct form form_mul(struct lane_builder *b, struct form x, struct form y);
struct form form_div(struct lane_builder *b, struct form x, struct form y);
struct form form_positive(struct lane_builder *b, struct form x);
struct form form_step(struct lane_builder *b, struct form x);
struct form form_least(struct lane_builder *b, struct form x, struct form y);
struct form form_most(struct lane_builder *b, struct form x, struct form y);
struct form form_root(struct lane_builder *b, struct form x);
struct form form_whole(struct lane_builder *b, struct form x); /* as one variable */
/* x is at least 0 in every trial that counts; others are marked. */
void form_guard(struct lane_builder *b, struct form x);
/* The variable that x is cannot be below 0, though the ranges do not show it. */
void form_not_negative(struct lane_builder *b, struct form x);
double form_low(const struct lane_builder *b, struct form x);
double form_high(const struct lane_builder *b, struct form x);
bool form_is(struct form x, double c); /* it is this number */
/* y = k x for a number k, which is stored. False otherwise. */
bool form_ratio(struct form y, struct form x, double *k);
void lanes_fault(struct lane_builder *b, const char *what);

/* --- the model in forms (lanes_model.c, lanes_flows.c, lanes_fiscal.c, lanes_debt.c) ---------- */

struct lane_model {
    struct lane_builder *b;
    const struct econ_risk *risk;
    const struct model *m;              /* the general model, computed with all inputs as stated */
    struct form value[RISK_MAX_INPUTS]; /* of each uncertain input, as stored in econ_input */
    int input_of[RISK_MAX_INPUTS];      /* by risk input: index of its value; -1: fixed */
    const struct form *path;            /* factors on prices by period */
    struct form *line[LINE_COUNT];      /* n periods each */
    struct form *product_t[ECON_MAX_PRODUCTS], *gross_price[ECON_MAX_PRODUCTS]; /* or NULL */
    struct form charge[ECON_MAX_PRODUCTS];
    struct form *factor; /* on prices by period */
    struct form *amount[FISCAL_MAX_ACTIVE];
    bool used[RISK_MAX_INPUTS]; /* by risk input: it was asked for */
};

struct form *lane_row(const struct lane_model *x); /* n periods of 0 */
/* What is stored for a value that a trial draws. */
double lane_stored(const struct risk_place *p, bool relative, double value);

struct form lane_number(struct lane_model *x, const double *field); /* a field of m->in */
/* Series of m->in over the periods. */
void lane_series(struct lane_model *x, const struct econ_series *s, struct form *out);
bool lane_varies(const struct lane_model *x, const void *field);
void lane_flows(struct lane_model *x);
void lane_debt(struct lane_model *x); /* interest and principal, from the capital alone */
void lane_before_earnings(struct lane_model *x);
void lane_before_tax(struct lane_model *x);
void lane_after_tax(struct lane_model *x);
struct form lane_deductions(struct lane_model *x, int i);
struct form lane_opex(const struct lane_model *x, int i);
struct form lane_cfads(const struct lane_model *x, int i);

/* Replaces the list by one without what is not needed, in which sums that several operations begin
 * with are variables (lanes_share.c). outs: variables, renumbered. */
void lanes_share(struct lane_builder *b, const bool *needed, int *outs, size_t n_outs);

/* --- the program (lanes_run.c) ---------------------------------------------------------------- */

struct lane_program;
/* outs: the forms that are wanted. */
struct lane_program *lane_program_new(struct arena *a, struct lane_builder *b,
                                      const struct form *outs, size_t n_outs);
size_t lane_program_size(const struct lane_program *p);  /* doubles that a run needs */
size_t lane_program_flops(const struct lane_program *p); /* operations a trial */
size_t lane_program_steps(const struct lane_program *p);
/* Row of LANES doubles in `room` for the k-th input; to be filled before each run. */
double *lane_program_input(const struct lane_program *p, double *room, size_t k);
/* Computes LANES trials. room is aligned to 64 bytes. out[k] receives the rows of the k-th form;
 * outside, 1 for each trial that a guard marks. */
void lane_program_run(const struct lane_program *p, double *room, const double **out,
                      double *outside);

/* --- together (lanes_model.c) ----------------------------------------------------------------- */

struct lanes {
    struct lane_program *program; /* NULL: the general model computes all trials */
    const char *fault;            /* why, in words */
    size_t n_inputs;              /* of the program: uncertain inputs, then the price path */
    int path;                     /* which uncertain input is a path; -1: none */
    bool has_cover;
    double scale; /* of the cash flows: differences are measured against it */
};

/* Never NULL. */
struct lanes *lanes_new(struct arena *a, const struct econ_risk *r);

#endif
