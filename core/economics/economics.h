/* economics.h: the annual statement, cash flow and metrics of a project (contract, economics).
 *
 * Amounts are whole units of the currency, positive when the line's name says what they are (a
 * cost is a positive amount that is taken off). Figures that do not exist are NaN inside and null
 * outside, and a note says why. */
#ifndef ADIT_ECONOMICS_ECONOMICS_H
#define ADIT_ECONOMICS_ECONOMICS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/diag.h"
#include "core/base/json.h"
#include "core/dossier/dossier.h"
#include "core/returns/returns.h"

/* Lines of the statement in their order; the one list that loader, statement, JSON, CSV and
 * screens share. id, name as in the contract, title for people, unit of money or not. */
#define ECON_LINES(X)                                                                              \
    X(ORE_T, "ore_t", "Ore processed", "t")                                                        \
    X(WASTE_T, "waste_t", "Waste moved", "t")                                                      \
    X(GRADE_PCT, "grade_pct", "Head grade", "%")                                                   \
    X(RECOVERY_PCT, "recovery_pct", "Recovery", "%")                                               \
    X(PRODUCT_T, "product_t", "Product", "t")                                                      \
    X(PRICE, "price", "Price", "/t")                                                               \
    X(REVENUE, "revenue", "Revenue", "$")                                                          \
    X(BY_PRODUCT_CREDIT, "by_product_credit", "By-product credit", "$")                            \
    X(ROYALTY, "royalty", "Royalty, mineral tax", "$")                                             \
    X(TRANSPORT, "transport", "Transport and selling", "$")                                        \
    X(MINING_COST, "mining_cost", "Mining cost", "$")                                              \
    X(PROCESSING_COST, "processing_cost", "Processing cost", "$")                                  \
    X(G_AND_A, "g_and_a", "General and admin.", "$")                                               \
    X(OPEX, "opex", "Operating cost", "$")                                                         \
    X(EBITDA, "ebitda", "EBITDA", "$")                                                             \
    X(OTHER_TAXES, "other_taxes", "Other taxes", "$")                                              \
    X(CAPEX_INITIAL, "capex_initial", "Initial capital", "$")                                      \
    X(CAPEX_SUSTAINING, "capex_sustaining", "Sustaining capital", "$")                             \
    X(WORKING_CAPITAL_CHANGE, "working_capital_change", "Working capital change", "$")             \
    X(CLOSURE, "closure", "Closure", "$")                                                          \
    X(SALVAGE, "salvage", "Salvage", "$")                                                          \
    X(DEPRECIATION, "depreciation", "Depreciation", "$")                                           \
    X(TAXABLE_INCOME, "taxable_income", "Taxable income", "$")                                     \
    X(INCOME_TAX, "income_tax", "Income tax", "$")                                                 \
    X(TAX_CREDITS, "tax_credits", "Tax credits", "$")                                              \
    X(PRE_TAX_CASH_FLOW, "pre_tax_cash_flow", "Pre-tax cash flow", "$")                            \
    X(NET_CASH_FLOW, "net_cash_flow", "Post-tax cash flow", "$")                                   \
    X(DEBT_DRAWN, "debt_drawn", "Debt drawn", "$")                                                 \
    X(INTEREST, "interest", "Interest", "$")                                                       \
    X(PRINCIPAL, "principal", "Principal", "$")                                                    \
    X(FEES, "fees", "Fees", "$")                                                                   \
    X(WITHHOLDING, "withholding", "Withholding tax", "$")                                          \
    X(STATE_DIVIDENDS, "state_dividends", "State's share", "$")                                    \
    X(RESERVE_CHANGE, "reserve_change", "Debt reserve change", "$")                                \
    X(EQUITY_CASH_FLOW, "equity_cash_flow", "Equity cash flow", "$")                               \
    X(CUMULATIVE, "cumulative", "Cumulative cash flow", "$")

enum econ_line {
#define X(id, name, title, unit) LINE_##id,
    ECON_LINES(X)
#undef X
        LINE_COUNT
};

struct econ_line_info {
    const char *name, *title, *unit;
};
extern const struct econ_line_info econ_line_info[LINE_COUNT];
struct econ_result;
/* False for a line that is absent, or zero in every period without having been given. */
bool econ_line_shown(const struct econ_result *e, enum econ_line line);

struct econ_npv {
    double rate, value;
};

/* One view of the project: pre-tax, post-tax or equity. */
struct econ_metrics {
    const struct econ_npv *npv; /* ascending rates */
    size_t n_npv;
    struct irr irr;
    double mirr, payback_years, payback_from_production_years, discounted_payback_years;
    double profitability_index;
};

struct econ_basket_item {
    const char *oxide;
    double share_pct, price_per_kg, value_share;
};

/* One instrument of the fiscal regime: what it takes. */
struct econ_instrument {
    const char *id, *title, *kind;
    const char *line;                     /* of the statement */
    const char *source, *at, *confidence; /* statute, secondary, general; NULL: of the project */
    const double *amount;                 /* by period */
    double total, pv;                     /* undiscounted; at the discount rate */
};

/* One loan as it was drawn up. */
struct econ_loan {
    const char *name, *lender, *binding; /* binding: the limit that sets its size */
    double drawn;                        /* for capital */
    double added, fees;                  /* interest joined before production; all fees */
    double owed;                         /* drawn, joined and financed: the loan at its height */
    double swept;                        /* repaid early from cash above its cover */
    const double *limits;                /* econ_limits of them; not finite: no such limit */
    int last_year;
};
enum { ECON_LIMITS = 5 };
extern const char *const econ_limit_names[ECON_LIMITS]; /* amount gearing dscr llcr capital */

/* What a regime takes and nobody has stated. */
struct econ_missing {
    const char *override; /* name under fiscal.overrides; NULL: it cannot be counted */
    const char *title, *why, *kind;
    bool required; /* without it the taxes are understated for certain */
};

/* What follows for the other terms when basis.inflation is stated (terms.c). */
struct econ_terms {
    const char *name; /* "real" for a nominal statement, "nominal" for a real one */
    double inflation, discount_rate;
    double irr, pre_tax_irr, equity_irr; /* NaN when there is none or several */
    const double *index; /* prices of each period over those of the valuation date */
    const double *net_cash_flow;
};

struct econ_result {
    bool complete;         /* there is a cash flow */
    const char *case_name; /* "sponsor" for the file as it stands */
    const char *currency, *price_terms, *regime;
    bool taxes_open;      /* something required is missing: post-tax figures are upper bounds */
    bool open_conditions; /* conditions of law rest on facts without answer */
    const char *const *conditions; /* those, in words */
    size_t n_conditions;
    const struct econ_instrument *instruments;
    size_t n_instruments;
    const struct econ_missing *missing;
    size_t n_missing;
    int first_year, n_periods;
    double discount_rate;
    const double *lines[LINE_COUNT]; /* n_periods each, or NULL when absent */
    bool given[LINE_COUNT];
    struct econ_metrics pre_tax, post_tax, equity;
    const struct econ_terms *terms; /* NULL without inflation */
    double government_take, aetr, metr;
    double receipts, receipts_pv; /* of the state: summed, and at the discount rate */
    double breakeven_factor, breakeven_basket_per_kg;
    const double *dscr; /* NaN where nothing is due; NULL without debt */
    double dscr_min, llcr_min, plcr_min;
    const struct econ_loan *loans;
    size_t n_loans;
    double gearing;      /* all debt over capital with interest and fees before production */
    double reserve_tail; /* part of the production that comes after the last debt service */
    bool has_basket;
    double basket_per_kg, basket_per_kg_normalised;
    const struct econ_basket_item *basket;
    size_t n_basket;
    const char *basket_deck; /* id of the deck and year, for people */
    /* NaN when not known */
    double capex_initial, capex_per_annual_ore_t, capex_per_annual_product_t, opex_per_ore_t;
    double mine_life_years;
    /* Costs a kilogram of product (study.h); treo: product is counted in oxides. */
    double cash_cost_per_kg, aisc_per_kg, all_in_per_kg;
    bool treo;
    const char *const *notes;
    size_t n_notes;
    const struct model *opened, *model; /* private: the inputs as read; the model as it ran */
};

/* Factors on inputs, 1 as they stand. */
struct econ_factors {
    double price, grade, recovery, capital, opex;
    double first_year; /* most of the full rate in the first year of production; 0: as planned */
};

struct econ_options {
    const char *case_name;              /* NULL: the file as it stands */
    const char *regime;                 /* "KZ", "none"; NULL: as the file says */
    bool other_branch;                  /* conditions of law that facts leave open: the other way */
    double price_factor;                /* on all product prices, above 0; 0: as they stand */
    const struct econ_factors *factors; /* on the inputs; NULL: as they stand */
    const char *deck; /* that prices all products of oxides; NULL: as they stand */
    double deck_year; /* of it; NaN: its last */
};

/* Price decks and reference ranges from rules/data. */
struct econ_data;
/* NULL after an error. */
const struct econ_data *econ_data_load(struct arena *a, const char *rules_dir, struct diags *d);

/* data with the price decks of one more file (format adit-data/1); ids must be new. NULL after an
 * error. */
const struct econ_data *econ_data_add(struct arena *a, const struct econ_data *data,
                                      const char *path, struct diags *d);

/* Reads the economics facts of d and computes. Never NULL: what cannot be computed is left out
 * with a note. Names that do not exist, wrong types and absurd values are diagnostics with places
 * (diags may be NULL). */
const struct econ_result *econ_run(struct arena *a, const struct dossier *d,
                                   const struct econ_data *data, const struct econ_options *options,
                                   struct diags *diags);

/* Cases that the file names ("bank"). */
const char *const *econ_cases(struct arena *a, const struct dossier *d, size_t *n);
/* Fraction that the file gives a case (cases[].probability_pct); the file as it stands ("sponsor"
 * or NULL) has what the others leave. NaN when no case has one, or they add to more than one. */
double econ_case_probability(const struct dossier *d, const char *case_name);

/* --- the section as a form -------------------------------------------------------------------- */

struct econ_field {
    const char *name;         /* of the fact: "economics.plan.ore_t" */
    const struct fact *fact;  /* NULL when nothing was ever entered */
    const char *unit;         /* what a figure is in: "t", "USD", "USD/kg", "%"; NULL when none */
    const char *hint;         /* what is allowed; may be NULL */
    const char *const *words; /* the words that are allowed, NULL-terminated; NULL: no such list */
    const char *needed;       /* why a cash flow takes it though it is missing; else NULL */
    bool is_price;            /* per kg or per t: the unit may be typed behind the figure */
};
/* What is missing and needed, what is given, then what else may be given. e is the result of the
 * file as it stands; cases are left out. */
const struct econ_field *econ_fields(struct arena *a, const struct dossier *d,
                                     const struct econ_result *e, size_t *n);
/* How many fields are missing and needed. */
size_t econ_fields_needed(struct arena *a, const struct dossier *d, const struct econ_result *e);
/* The field of a fact's name; false when it is none of the section's inputs. */
bool econ_field_find(struct arena *a, const struct dossier *d, const char *name,
                     struct econ_field *out);
/* Does the fact hold what its field takes: type, unit, range? False after an error. */
bool econ_field_check(struct arena *a, const struct dossier *d, const struct econ_data *data,
                      const struct fact *fact, struct diags *diags);

/* Derived facts (economics.npv_post_tax, ...), those that rules/facts/economics.yaml declares. A
 * figure that cannot be computed is unknown, caused by the economics facts that are missing. */
struct econ_fact {
    const char *name;
    struct feel_value value;
};
const struct econ_fact *econ_facts(struct arena *a, const struct econ_result *e,
                                   const struct dossier *d, size_t *n);

/* One regime of a comparison. */
struct econ_compared {
    const char *regime;
    const struct econ_result *result;
    /* With every condition that facts leave open the other way; NULL where none is open. */
    const struct econ_result *other;
    double other_npv; /* post-tax, at the discount rate; NaN without other or when it is the same */
};
/* The project under each of n regimes ("KZ", "none"). Complaints come once. */
const struct econ_compared *econ_compare(struct arena *a, const struct dossier *d,
                                         const struct econ_data *data, const char *case_name,
                                         const char *const *regimes, size_t n, struct diags *diags);
struct json *econ_compare_json(struct arena *a, const struct econ_compared *list, size_t n);
/* --- other law -------------------------------------------------------------------------------- */

/* A copy whose regimes may be changed by the calls below; data stays as it is. */
struct econ_data *econ_data_copy(struct arena *a, const struct econ_data *data);
/* Ids of the instruments of a country's regime. */
const char *const *econ_instruments(struct arena *a, const struct econ_data *data,
                                    const char *country, size_t *n);
/* Sets keys of rules/fiscal (rate_pct, rate_by_mineral, base, uplift_pct, ...) on an instrument.
 * What is set counts whatever the project states. False after an error. */
bool econ_instrument_set(struct arena *a, struct econ_data *copy, const char *country,
                         const char *id, const struct yaml_node *keys, struct diags *d);
/* A new instrument out of the same keys, with id, title and kind. */
bool econ_instrument_add(struct arena *a, struct econ_data *copy, const char *country,
                         const struct yaml_node *keys, struct diags *d);
bool econ_instrument_repeal(struct arena *a, struct econ_data *copy, const char *country,
                            const char *id);
/* Adds percentage points to every rate of the instrument, also to the one that a project states.
 * False when a rate would fall below nothing: *lowest is then the least that there is. */
bool econ_instrument_step(struct arena *a, struct econ_data *copy, const char *country,
                          const char *id, double points, double *lowest);
const char *econ_instrument_title(const struct econ_data *data, const char *country,
                                  const char *id);

/* Countries that have a regime, in order of their files. */
const char *const *econ_regimes(struct arena *a, const struct econ_data *data, size_t *n);

/* The contract's JSON. */
struct json *econ_json(struct arena *a, const struct econ_result *e);
/* Adds a part (sensitivity, monte_carlo, ...) to what econ_json made, before its notes. */
void econ_json_put(struct arena *a, struct json *j, const char *key, struct json *part);
void econ_csv(const struct econ_result *e, struct strbuf *out);

#endif
