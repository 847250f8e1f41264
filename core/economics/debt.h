/* debt.h: loans drawn up from their terms. Inside core/economics.
 *
 * Years are whole and interest is on the balance at their start: what is drawn in a year bears
 * interest from the next. Grace and tenor count from the first drawing. Interest before production
 * is added to the loan within grace. Everything about a loan whose repayment does not follow the
 * cash flow is in proportion to what is drawn, so its limits are found from a loan of one.
 *
 * A sweep takes a share of the cash that is left above a cover of what is due, before the reserve
 * account, and repays early with it; a level loan or an annuity is then worked out anew over the
 * years that are left, a sculpted one ends sooner. Loans that sweep are served in the order of the
 * file. A balloon is a share of what is owed when repayment begins, due with the last instalment.
 */
#ifndef ADIT_ECONOMICS_DEBT_H
#define ADIT_ECONOMICS_DEBT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/diag.h"

struct model;
struct econ_tranche;

enum { REPAY_LEVEL, REPAY_ANNUITY, REPAY_SCULPTED, REPAY_BULLET };
enum { DRAW_PRO_RATA, DRAW_EQUITY_FIRST };

enum debt_limit {
    LIMIT_NONE,
    LIMIT_AMOUNT,
    LIMIT_GEARING,
    LIMIT_DSCR,
    LIMIT_LLCR,
    LIMIT_CAPITAL,
    LIMIT_COUNT
};
extern const char *const debt_limits[LIMIT_COUNT];

/* One loan. Arrays are by period; of a loan of one until it is scaled. */
struct loan {
    const struct econ_tranche *t;
    size_t index;
    double rate;
    int first, grace, tenor; /* first: period of the first drawing */
    double drawn;            /* for capital: fees and interest that are added come on top */
    double limit[LIMIT_COUNT];
    enum debt_limit binding;
    double *weight;                                     /* of the drawing */
    double *draw, *interest, *principal, *fees, *added; /* principal holds what is swept */
    double *swept;
    const double *room; /* cash for a sweep before this loan's own service; NULL: none */
    double added_total, before, completion, opening; /* see debt_unit */
    double left;                                     /* owed at the end of the statement */
};

struct debt_run {
    size_t n;
    struct loan *loans;
    double capital; /* initial, all periods */
    double uses;    /* capital with interest and fees before production */
    bool follows;   /* a loan's size or repayment follows the cash flow */
    double *cfads, *others, *ready, *room;
    double *swept; /* of all loans */
    int passes;
    bool settled;
};

/* The loan as if one were drawn (sculpted: up to the start of repayment). Sets added_total
 * (interest joined to the loan before production), before (all interest before production and all
 * fees, paid or joined), completion (all that is drawn or joined) and opening (balance when
 * repayment begins). */
void debt_unit(const struct model *m, struct loan *l);
/* The loan with `drawn`, its arrays at full size; service: what a sculpted loan pays in each
 * period, interest included, or NULL. */
void debt_full(const struct model *m, struct loan *l, const double *service);
int debt_last(const struct model *m, const struct loan *l); /* last period of repayment */
double model_cfads(const struct model *m, int i);
/* Interest and scheduled principal in period i, without what is swept. */
double model_service(const struct model *m, int i);
/* Terms that are each right and wrong together, with the likely intention (debt_check.c). */
struct reader;
struct econ_entries;
void debt_check(struct reader *r, const struct econ_entries *entries);
void debt_check_run(const struct model *m, struct diags *d); /* against the mine, once it has run */
/* How much each loan may be (debt_size.c). */
void debt_size(struct model *m, struct debt_run *r);

#endif
