/* fiscal.h: fiscal regimes as data (format adit-fiscal/1): what the state takes, instrument by
 * instrument. Inside core/economics.
 *
 * An instrument has a base, a rate (by date, by band, by mineral, by form of the product), the line
 * of the statement that it fills, and whether the income tax lets it be deducted. What is not known
 * is a value that the project must state (`required`); until then the instrument is left out and
 * the result says so. */
#ifndef ADIT_ECONOMICS_FISCAL_H
#define ADIT_ECONOMICS_FISCAL_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/date.h"
#include "core/base/vec.h"
#include "core/dossier/dossier.h"
#include "core/feel/feel.h"

struct model;
struct oxide;
struct econ_data;
struct econ_result;

#define FISCAL_MAX_BANDS 32
#define FISCAL_MAX_DATES 16
#define FISCAL_MAX_MINERALS 20
#define FISCAL_MAX_FORMS 8
#define FISCAL_MAX_OWN 16    /* of a project file */
#define FISCAL_MAX_ACTIVE 48 /* in one run */
#define FISCAL_MAX_VALUES 64 /* overrides of a project file */

enum fiscal_kind {
    FISCAL_NONE,
    FISCAL_ROYALTY,      /* rate on sales */
    FISCAL_DEPLETION,    /* rate on what leaves the ground, before recovery */
    FISCAL_UNIT,         /* amount per tonne */
    FISCAL_PROFIT,       /* rate on the operating margin, never below nothing */
    FISCAL_PRICE_LINKED, /* rate on sales that follows the price */
    FISCAL_EXPORT_DUTY,  /* rate on sales less transport */
    FISCAL_LEVY,         /* rate on another base, among other taxes */
    FISCAL_RENT,         /* rate on the balance of an account that compounds */
    FISCAL_EXCESS,       /* rate by the ratio of all receipts to all costs */
    FISCAL_INCOME_TAX,   /* rate on profit after depreciation and losses */
    FISCAL_DIVIDEND_WHT, /* rate on dividends */
    FISCAL_INTEREST_WHT, /* rate on interest, borne by the borrower */
    FISCAL_BONUS,        /* one amount in one year */
    FISCAL_STATE_EQUITY, /* the state's share of distributions */
    FISCAL_VAT           /* input tax that comes back late, or never */
};

enum fiscal_base {
    BASE_DEFAULT, /* of the kind */
    BASE_REVENUE,
    BASE_NET_REVENUE,
    BASE_CONTAINED,
    BASE_ORE,
    BASE_PRODUCT,
    BASE_MARGIN,
    BASE_TAXABLE,
    BASE_CASH,
    BASE_BOOK_VALUE,
    BASE_LAST_OPEX,
    BASE_CAPITAL,
    BASE_SPENDING,
    BASE_UNKNOWN
};

enum fiscal_by {
    BY_NONE,
    BY_PRICE_KG,
    BY_PRICE_T,
    BY_MARGIN_PCT,
    BY_REVENUE,
    BY_GRADE,
    BY_DIVIDEND
};
enum fiscal_scale { SCALE_SLAB, SCALE_BRACKET };
enum fiscal_need { NEED_NOTHING, NEED_REQUIRED, NEED_OPEN };
enum fiscal_carry { EQUITY_FREE, EQUITY_CARRIED, EQUITY_PAID };

extern const char *const fiscal_kinds[],
    *const fiscal_bases[], *const fiscal_bys[], *const fiscal_scales[], *const fiscal_needs[],
                                                                            *const fiscal_carries[];

struct fiscal_source {
    const char *ref, *title, *url, *at, *confidence; /* statute, secondary, general; may be NULL */
};

/* Numbers that were not given are NaN, texts NULL. */
struct fiscal_instrument {
    const char *id, *title, *note;
    int kind, base, by, scale, need, carry;
    double rate_pct;
    size_t n_dates; /* rates by date, ascending */
    struct date dates[FISCAL_MAX_DATES];
    double dated_pct[FISCAL_MAX_DATES];
    size_t n_bands; /* band k begins above thresholds[k] */
    double thresholds[FISCAL_MAX_BANDS], band_pct[FISCAL_MAX_BANDS];
    size_t n_minerals;
    const struct oxide *mineral[FISCAL_MAX_MINERALS];
    double mineral_pct[FISCAL_MAX_MINERALS], other_minerals_pct;
    size_t n_forms;
    const char *form[FISCAL_MAX_FORMS];
    double form_pct[FISCAL_MAX_FORMS];
    double amount, year, floor_cost_pct, uplift_pct, refund_months, share_pct;
    double carry_forward_years, cap_pct, declining_pct, straight_pct;
    bool losses, interest, not_deductible, not_refunded, closure_fund;
    /* Interest is deducted up to so many times equity, where the fact says that it is limited. */
    double debt_equity_cap;
    const char *debt_equity_fact;
    const char *currency; /* of thresholds and amount; NULL: the statement's */
    /* Of a copy under a change of law: it sets the rate, the value or the share, whatever the
     * project states; shift_pct is added to a rate that the project states. */
    bool fixed_rate, fixed_value, fixed_share;
    double shift_pct;
    /* Names under fiscal.overrides that replace the rate; the amount, uplift or months; the share.
     */
    const char *override, *value_override, *share_override;
    const char *rate_fact; /* a fact that gives the rate, in per cent */
    const char *when_text;
    const struct feel_expr *when;
    bool assume; /* what holds while the facts of `when` are unanswered */
    bool quiet;  /* and then it is no open condition: the exception of a rule that stands */
    const char *replaces; /* id of the rule that it is the exception of */
    struct fiscal_source source;
};

struct fiscal_regime {
    const char *country, *title, *file;
    const struct feel_env *env;
    size_t n_instruments, n_notes, n_facts;
    const struct fiscal_instrument *instruments;
    const char *const *notes, *const *facts;
};

/* A number under fiscal.overrides: "subsoil_tax_pct" or "KZ.met_pct". */
struct fiscal_value {
    const char *name;
    double value;
};

/* --- loading (fiscal_load.c, fiscal_read.c) --------------------------------------------------- */

/* Reads rules_dir/fiscal into an array; false after an error. No folder: none. */
bool fiscal_load(struct arena *a, const char *rules_dir, const struct fiscal_regime **out,
                 size_t *n, struct diags *d);
const struct fiscal_regime *fiscal_find(const struct econ_data *data, const char *country);
void fiscal_instrument_clear(struct fiscal_instrument *f);
/* The keys of a map over what f holds, without a source; false after an error. */
struct yaml_node;
bool fiscal_instrument_read(struct arena *a, const struct feel_env *env,
                            const struct yaml_node *node, struct fiscal_instrument *f,
                            struct diags *d);
/* What is wrong with an instrument, or NULL. */
const char *fiscal_instrument_fault(const struct fiscal_instrument *f);

/* --- one run (fiscal_choose.c, fiscal_levy.c, fiscal_profit.c) -------------------------------- */

struct fiscal_active {
    const struct fiscal_instrument *f;
    double *rate;          /* fraction by period; NULL when bands give it */
    double *amount;        /* taken in each period of the last run */
    double by_product[32]; /* rates by mineral or form: fraction by product */
    double average;        /* of those, for what is not split by product */
    bool split;            /* by_product counts */
    double value;          /* amount, uplift (fraction) or months, with overrides */
    double share;          /* fraction */
    double money;          /* the statement's currency for one of the instrument's */
};

struct fiscal_missing {
    const char *override, *title, *why, *kind;
    bool required;
};

struct fiscal_open_branch {
    const char *id, *title, *facts;
    bool assumed;
};

/* The instruments that the law applies to the project: the same in every run of it. */
struct fiscal_plan {
    const struct fiscal_regime *regime; /* NULL: only instruments of the project */
    const struct dossier *dossier;
    bool foreign; /* not the regime of the project's country: facts of its licence do not count */
    bool bare;    /* overrides without a country, and the project's own terms, are meant for it */
    size_t n;
    const struct fiscal_instrument *list[FISCAL_MAX_ACTIVE];
    VEC(struct fiscal_open_branch) open;
};

struct fiscal_run {
    size_t n;
    struct fiscal_active *active;
    VEC(struct fiscal_missing) missing;
    double *outstanding; /* scratch by period */
};

/* Evaluates the conditions; flip: those that facts leave open the other way. */
struct econ_input;
void fiscal_conditions(struct arena *a, struct fiscal_plan *plan, const struct econ_input *in,
                       bool flip);
/* Resolves rates and overrides for this run of the model. */
void fiscal_choose(struct model *m);
const char *fiscal_condition_text(struct arena *a, const struct fiscal_plan *plan,
                                  const struct fiscal_open_branch *b);
/* The parts of model_flows. */
void fiscal_before_earnings(struct model *m); /* royalties */
void fiscal_before_tax(struct model *m);      /* duties, levies, input tax, deductible rent taxes */
/* What the income tax deducts beyond EBITDA less depreciation, in period i: may be negative. */
double fiscal_deductions(const struct model *m, int i);
void fiscal_after_tax(struct model *m);     /* rent taxes that are not deductible */
void fiscal_distributions(struct model *m); /* state's share, withholding */
/* The instruments and what is missing, into the result. */
void fiscal_publish(struct model *m);
struct json *fiscal_json(struct arena *a, const struct econ_result *e);

#endif
