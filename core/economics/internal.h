/* internal.h: what the files of core/economics share: the inputs as read, the model that computes
 * the statement, the decks. */
#ifndef ADIT_ECONOMICS_INTERNAL_H
#define ADIT_ECONOMICS_INTERNAL_H

#include <math.h>
#include <stdint.h>

#include "core/base/map.h"
#include "core/base/vec.h"
#include "core/base/yaml.h"
#include "core/economics/debt.h"
#include "core/economics/economics.h"
#include "core/economics/fiscal.h"
#include "core/economics/overlay.h"
#include "core/economics/resource.h"

#define ECON_MAX_PRODUCTS 32
#define ECON_MAX_COSTS 64
#define ECON_MAX_TRANCHES 16
#define ECON_MAX_CASES 64
#define ECON_MAX_ITEMS 16      /* of initial capital */
#define ECON_MAX_RESOURCES 64  /* lines of statements */
#define ECON_MAX_CURRENCIES 16 /* exchange rates */
#define ECON_MAX_LIST 400      /* periods of a line, rates, phasing */
#define ECON_MAX_OXIDES 20

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- oxides (oxide.c) ------------------------------------------------------------------------- */

struct oxide {
    const char *name, *element;
    double per_element;  /* mass of oxide per mass of element */
    const char *sold_as; /* the oxide that price decks quote for the element */
};

extern const struct oxide oxides[];
extern const size_t n_oxides;
const struct oxide *oxide_find(const char *name);          /* NULL when unknown */
const struct oxide *oxide_of_element(const char *element); /* the sold form; NULL when unknown */
/* Mass of the oxide that is sold per mass of this one: 1 unless the convention differs
 * (Ce2O3 to CeO2). */
double oxide_to_sold(const struct oxide *o);
/* Mass of oxide per mass of element, ThO2 and U3O8 too; NaN for another name. */
double oxide_per_element(const char *name);

/* --- inputs (schema.c, read.c, check.c) ------------------------------------------------------- */

/* A number, a list by period or a map by year, as the file has it. */
struct econ_series {
    enum { SERIES_NONE, SERIES_SCALAR, SERIES_LIST, SERIES_YEARS } kind;
    double scalar;
    size_t n;
    const double *values;
    const int *years; /* SERIES_YEARS, ascending */
    bool gap;         /* an element was left unanswered: it counts as 0 */
};

/* How a deck of several years is used: one year for all of the statement, or each year its own. */
enum deck_path { DECK_FLAT, DECK_BY_YEAR };

struct econ_price {
    double value;              /* currency per tonne; NaN when not given so */
    const char *deck;          /* or a deck and year */
    double year;               /* NaN: the deck's last */
    int path;                  /* enum deck_path */
    struct econ_series series; /* or by period, in currency per `unit` */
    const char *unit;          /* of the series; NULL: per kg */
    bool bare;                 /* a number without a unit, taken per kg */
};

enum product_form {
    FORM_UNKNOWN,
    FORM_CONCENTRATE,
    FORM_CARBONATE,
    FORM_SEG,
    FORM_OXIDE,
    FORM_METAL
};

struct econ_product {
    const char *name;
    const char *const *oxides;
    size_t n_oxides;
    int form;
    double recovery_pct, payable_pct;
    struct econ_price price, charge;
};

enum cost_per {
    PER_NONE,
    PER_T_MOVED,
    PER_T_ORE,
    PER_T_PRODUCT,
    PER_KG_PRODUCT,
    PER_YEAR,
    PER_REVENUE_PCT
};

struct econ_cost {
    const char *name;
    double amount, from, to;
    int per;
};

struct econ_tranche {
    const char *name, *lender;
    double amount, gearing_pct, rate_pct, margin_pct, upfront_fee_pct, commitment_fee_pct,
        exposure_fee_pct, grace_years, tenor_years, dscr_target, llcr_target, dsra_months,
        availability_years, balloon_pct, sweep_pct, sweep_dscr;
    bool fees_financed;
    int repayment, drawdown;
};

/* A line of a statement of resource or reserve (resource.c). */
struct econ_resource {
    const char *zone, *code, *cut_off_basis, *person, *date;
    int category, status, oxides, basis, reserves; /* indices of the names below; 0: not stated */
    double ore_t, grade_pct, contained_t, cut_off_pct;
    bool site_visit;
};
extern const char *const resource_class_names[],
    *const resource_status_names[], *const resource_oxide_names[], *const resource_basis_names[];

/* A part of the initial capital with a way of its own of being written off. */
struct econ_item {
    const char *name;
    double amount, life_years, rate_pct;
    int method;
};

/* Units of the statement's currency for one unit of another. */
struct econ_exchange {
    const char *currency;
    double rate;
};

enum timing { TIMING_END, TIMING_MID, TIMING_START };
enum depreciation {
    DEPRECIATION_NONE,
    DEPRECIATION_STRAIGHT,
    DEPRECIATION_DECLINING,
    DEPRECIATION_UNITS,
    DEPRECIATION_DIGITS /* sum of the years' digits */
};

/* How closure is paid for before it comes. */
enum closure_security { CLOSURE_WHEN_DUE, CLOSURE_FUND, CLOSURE_BOND };

extern const char *const regime_names[]; /* "none" first */

/* An instrument of the project file, before its lists are put into bands. */
struct econ_own {
    struct fiscal_instrument f;
    struct econ_series thresholds, rates;
};

/* Numbers that were not given are NaN; texts NULL. */
struct econ_input {
    const char *currency;
    int price_terms; /* 0 real, 1 nominal */
    double inflation, first_year, periods, discount_rate, valuation_year, finance_rate,
        reinvest_rate;
    struct econ_series discount_rates;
    int discounting;

    struct econ_series ore; /* scalar: the total to be mined */
    double throughput_tpa, construction_years, mine_life_years, strip_ratio, dilution_pct,
        mining_recovery_pct;
    struct econ_series ramp_up, grade_treo_pct;
    size_t n_shares;
    const struct oxide *share_oxide[ECON_MAX_OXIDES];
    double share_pct[ECON_MAX_OXIDES];

    size_t n_products, n_costs, n_tranches, n_items, n_exchange, n_resources;
    struct econ_resource *resources; /* ECON_MAX_RESOURCES of them once there is one */
    struct econ_item items[ECON_MAX_ITEMS];
    struct econ_exchange exchange[ECON_MAX_CURRENCIES];
    struct econ_product products[ECON_MAX_PRODUCTS];
    struct econ_cost costs[ECON_MAX_COSTS];
    struct econ_tranche tranches[ECON_MAX_TRANCHES];

    struct econ_series initial, phasing, sustaining;
    double contingency_pct, closure, closure_year, salvage, receivables_days, payables_days,
        inventory_days;
    int closure_security;
    double security_from, security_to, security_fee_pct, security_interest_pct;
    struct econ_series security_cash_pct;

    int regime; /* index of regime_names */
    double cit_rate_pct, royalty_pct;
    int depreciation;
    double life_years, rate_pct, carry_forward_years, cap_pct;
    bool has_instruments, has_uncertainty;
    size_t n_own, n_values;
    struct econ_own *own; /* FISCAL_MAX_OWN of them once there is one */
    struct fiscal_value values[FISCAL_MAX_VALUES];

    struct econ_series lines[LINE_COUNT];
    bool any; /* the section says anything at all */
};

/* The facts of the economics section as a case sees them. name is without "economics.". */
struct econ_entry {
    const char *name;
    const struct fact *fact;
    const char *unit; /* the fact's own, else that of the fact which the case replaces */
};

struct econ_entries {
    struct econ_entry *items;
    size_t n, cap;
};

/* NULL name: the file as it stands. False when there is no such case. */
bool econ_entries_of(struct arena *a, const struct dossier *d, const char *case_name,
                     struct econ_entries *out);

enum spec_kind {
    SPEC_NUMBER,
    SPEC_WHOLE, /* a number without fraction */
    SPEC_TEXT,
    SPEC_WORD, /* one of words; stored as the index */
    SPEC_TEXTS,
    SPEC_SERIES,   /* number, list or map by year */
    SPEC_LIST,     /* a list of numbers; one number is a list of one */
    SPEC_PRICE,    /* a number per kg or t; stored per t */
    SPEC_UNIT,     /* text: unit of a price series */
    SPEC_SHARE,    /* distribution_pct.OXIDE */
    SPEC_EXCHANGE, /* basis.exchange.CODE */
    SPEC_VALUE,    /* fiscal.overrides.NAME */
    SPEC_BOOLEAN,
    SPEC_LATER /* checked by a later reader: accepted, noted */
};

struct spec {
    const char *path; /* "products[].price.deck" */
    enum spec_kind kind;
    size_t offset; /* into the struct of its section */
    const char *unit;
    double low, high;
    const char *const *words; /* NULL-terminated */
    const char *hint;         /* when out of range */
};

/* The spec of a path, *index receiving the first index in brackets (-1: none), or NULL. */
const struct spec *spec_find(const char *path, int *index);
/* The known paths in their order, without those of lines; NULL behind the last. */
const char *spec_path(size_t i);
/* The known path nearest to an unknown one, with its index put back; NULL when none is near. */
const char *spec_nearest(struct arena *a, const char *path);

/* "plan has ore_t, throughput_tpa, ..." for a path in a known section; else NULL. */
const char *spec_section(struct arena *a, const char *path);

struct reader {
    struct arena *arena;
    const struct dossier *dossier;
    const struct econ_data *data;
    struct diags *diags; /* may be NULL */
    struct econ_input *in;
};

void econ_input_clear(struct econ_input *in);
/* Units of the statement's currency for one of this: 1 for its own, NaN when no rate is stated. */
double econ_exchange(const struct econ_input *in, const char *currency, size_t length);
/* Reads all entries; errors with places. */
void econ_read(struct reader *r, const struct econ_entries *entries);
/* Checks the names and types inside every case's `set`. */
void econ_read_cases(struct reader *r);
/* A text of the file as it may be shown. */
const char *econ_shown(struct reader *r, const char *s);
/* Is the entry's unit that of its field, or one that converts to it? An error if not. */
bool unit_check(struct reader *r, const struct econ_entry *e, const struct spec *s);
/* What a figure of this entry is multiplied by to be in the statement's currency. */
double unit_money_scale(const struct reader *r, const struct econ_entry *e, const struct spec *s);
/* Does it begin with a code such as KZT, alone or before a slash? */
bool unit_is_code(const char *unit);
/* What a price in this unit (USD/kg, KZT/t) is multiplied by to be in the statement's currency per
 * tonne; false after an error. */
bool econ_per_tonne(struct reader *r, const struct econ_entry *e, const char *unit, double *scale);
/* Sums and orders across several entries. */
void econ_check(struct reader *r, const struct econ_entries *entries);
/* What is possible and hardly meant (doubt.c). */
void econ_doubt(struct reader *r, const struct econ_entries *entries);
void econ_error(struct reader *r, const struct econ_entry *e, const char *hint, const char *format,
                ...) __attribute__((format(printf, 4, 5)));
void econ_warning(struct reader *r, const struct econ_entry *e, const char *hint,
                  const char *format, ...) __attribute__((format(printf, 4, 5)));
const struct econ_entry *econ_entry_find(const struct econ_entries *entries, const char *name);

/* --- decks (data.c) --------------------------------------------------------------------------- */

struct deck_price {
    const char *oxide, *purity, *basis; /* purity NULL: not stated; basis: the deck's or its own */
    const double *values;               /* by year of the deck */
};

/* What a deck's prices are paid for: the two Chinese ones are not the world's. */
enum deck_market { MARKET_FOB_CHINA, MARKET_CHINA, MARKET_EX_CHINA, MARKET_CONTRACT, MARKET_STUDY };
extern const char *const deck_markets[];

struct deck {
    const char *id, *title, *edition, *currency, *basis;
    const char *date, *scope;   /* NULL; scope: for whom alone the prices hold */
    int market, volume_backed;  /* volume_backed: 1, 0, or -1 when nobody says */
    bool is_default, real, own; /* own: read from a file of the user's */
    size_t n_years, n_prices, n_estimated;
    const int *years, *estimated;
    const struct deck_price *prices;
};

struct econ_range;
struct econ_ranges {
    struct econ_range *items;
    size_t n, cap;
};
/* What published studies state, from a data file (ranges.c). False after an error. */
bool ranges_read(struct arena *a, const struct yaml_node *node, struct econ_ranges *out,
                 struct diags *d);

struct econ_study_classes {
    struct econ_study_class *items;
    size_t n, cap;
};
/* From the part `study_classes` of a data file. False after an error. */
bool study_classes_read(struct arena *a, const struct yaml_node *node,
                        struct econ_study_classes *out, struct diags *d);

struct econ_data {
    struct econ_study_classes study_classes;
    const struct deck *decks;
    size_t n_decks;
    struct econ_ranges ranges;
    struct econ_references references;
    const struct fiscal_regime *regimes;
    size_t n_regimes;
};

const struct econ_range *range_find(const struct econ_data *data, const char *id);
/* NULL id: the first. NULL when there is none of that id. */
const struct deck *deck_find(const struct econ_data *data, const char *id);
/* Index of the year, the last for NaN; -1 when the deck has no such year. */
int deck_year(const struct deck *deck, double year);
/* The row that prices this oxide: its own, that of the oxide which is sold, or NdPr oxide for the
 * two; NULL when the deck has none. */
const struct deck_price *deck_row(const struct deck *deck, const struct oxide *o);
/* Price per kg of this oxide (converted from the one that is sold), NaN when the deck has none. */
double deck_price(const struct deck *deck, int year, const struct oxide *o);

/* --- the model -------------------------------------------------------------------------------- */

/* Prices every product of oxides from this deck (decks.c). */
void decks_apply(struct econ_input *in, const char *deck, double year);

struct notes {
    struct arena *arena; /* NULL: keep none (repeated runs) */
    VEC(const char *) list;
};
void model_note(struct notes *n, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Before all others: why there is no result. text must live as long as the notes. */
void model_note_first(struct notes *n, const char *text);

/* Terms of the income tax: the project's, or those of the regime. */
struct tax_terms {
    double rate;         /* fraction; NaN: no income tax */
    const double *rates; /* by period, over rate; or NULL */
    int method;
    double life_years, rate_pct, carry_years, cap_pct;
    bool interest;          /* is deducted */
    double debt_equity_cap; /* up to so many times equity; NaN: without limit */
    bool closure_fund;      /* payments into a closure fund are deducted */
};

struct model {
    struct arena *arena;
    const struct econ_input *in;
    const struct econ_data *data;
    struct notes *notes;
    int first_year, n, valuation_year, start; /* start: index of the first period that counts */
    double rate;                              /* discount rate */
    double *line[LINE_COUNT];
    bool given[LINE_COUNT];
    bool known[LINE_COUNT];                /* given or computed, not merely 0 */
    int first_production, last_production; /* n and -1 when there is none */
    bool life_open; /* production goes on to the last period for want of a tonnage or life */
    bool net_only;  /* net_cash_flow is all there is */
    bool complete, priced, taxed;
    double *scratch[4];
    double *product_t[ECON_MAX_PRODUCTS];   /* NULL when not computable */
    double *gross_price[ECON_MAX_PRODUCTS]; /* per tonne, payability taken off; NULL: no price */
    double charge[ECON_MAX_PRODUCTS];       /* per tonne, in money of the valuation date */
    /* Prices of a year over those of the valuation date, at the point of the year at which flows
     * are discounted: what single figures are multiplied by in a nominal statement. NULL: 1. */
    const double *index;
    /* The same from the first period on, where a real statement holds what is fixed in money (tax
     * pools, losses, working capital, loans): such a balance loses value by it. NULL: 1. */
    const double *level;
    double price_factor;      /* what-if on all product prices; 1 as they stand */
    const double *price_path; /* a factor on all prices by period; NULL: 1 */
    double *base_price, *base_charge, *given_revenue; /* before the break-even factor */
    double *capitalised;                              /* interest added to loans */
    double factor;                                    /* on prices, of this run of the flows */
    struct tax_terms terms;
    const struct fiscal_plan *plan; /* NULL: no instruments */
    struct debt_run *debt;          /* NULL: no loan is drawn up */
    struct fiscal_run *fiscal;      /* of this run; NULL: no instruments */
    struct econ_result *out;
    const struct econ_entries *entries; /* the facts that the inputs come from */
};

/* Reads the inputs and makes a model of them that is ready for model_timeline. A copy of it with
 * another arena, other inputs and no notes can be run again and again. */
struct model *model_open(struct arena *a, const struct dossier *d, const struct econ_data *data,
                         const struct econ_options *options, struct diags *diags,
                         struct notes *notes);
/* All lines, after model_timeline. */
void model_statement(struct model *m); /* run.c */
/* Share of the full rate in the k-th year of production: the ramp-up, then 1. */
double plan_ramp(const struct econ_input *in, size_t k);
int plan_construction(const struct econ_input *in); /* years before production */
bool model_timeline(struct model *m);               /* timeline.c */
void model_expand(struct model *m, enum econ_line line);
void model_series(const struct model *m, const struct econ_series *s, double *out);
/* The same for money: one figure is money of the valuation date and follows the index, figures by
 * period or year are money of their own year. */
void model_money(const struct model *m, const struct econ_series *s, double *out);
void model_physicals(struct model *m);                     /* physicals.c */
void model_prices(struct model *m);                        /* prices.c */
void model_capital(struct model *m);                       /* capital.c */
enum econ_line model_cost_line(const struct econ_cost *c); /* that a cost belongs to */
/* Everything that prices touch, with all product prices times factor. */
void model_flows(struct model *m, double factor); /* flows.c */
void model_tax(struct model *m);                  /* tax.c */
enum econ_line fiscal_line(int kind);
double fiscal_band_rate(const struct fiscal_instrument *f, double x);
/* Instruments of the project file: lists into bands, complaints. */
void fiscal_own(struct reader *r, const struct econ_entries *entries);
/* model_flows(m, 1) together with the loans. */
void model_financed(struct model *m); /* debt.c */
void model_cover(struct model *m);    /* debt_cover.c */
void model_loans(struct model *m);    /* debt_output.c: into the result */
struct json *debt_json(struct arena *a, const struct econ_result *e);
/* Notes where given lines and their given parts differ. */
void model_consistency(const struct model *m);
void model_other_terms(struct model *m); /* terms.c: into the result */
struct json *terms_json(struct arena *a, const struct econ_result *e);
void model_basket(struct model *m); /* basket.c */
/* The deck and year of the basket: what the products name, else the default; NULL for none. */
const struct deck *model_basket_deck(const struct model *m, int *year);
/* "usgs.mcs2026, 2025 (estimate)" */
const char *model_deck_label(struct arena *a, const struct deck *deck, int year);
void model_metrics(struct model *m);   /* metrics.c */
void model_breakeven(struct model *m); /* breakeven.c */
double model_npv(const struct model *m, enum econ_line line, double rate);
double model_offset(
    const struct model *m); /* periods from valuation to the first flow that counts */

static inline double model_index(const struct model *m, int i)
{
    return m->index != NULL ? m->index[i] : 1;
}

static inline double model_level(const struct model *m, int i)
{
    return m->level != NULL ? m->level[i] : 1;
}

/* What is left in period i, in its money, of an amount fixed in money of the period before. */
static inline double model_erosion(const struct model *m, int i)
{
    return m->level != NULL && i > 0 ? m->level[i - 1] / m->level[i] : 1;
}

/* An amount for a note, with %.10g: whole where the fraction says nothing. */
static inline double shown_amount(double v)
{
    return fabs(v) < 1000 ? v : round(v);
}

static inline bool is_money(enum econ_line line)
{
    return line >= LINE_REVENUE;
}

#endif
