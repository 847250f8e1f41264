/* What must hold for any project: identities between views, scaling, shifting, monotone prices, on
 * a few hundred random plans (fixed seed). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/economics_case.h"

#define ROUNDS 80

static uint64_t state_;
static double uniform(double low, double high)
{
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(state_ >> 11) / 9007199254740992.0;
}

/* Drawn once, written with changes: money times `money`, prices times `price`, the valuation year
 * moved, taxes on or off. */
struct plan {
    double ore, rate, strip, grade, share, recovery, payable, price, charge, mining, processing,
        fixed, capital, contingency, sustaining, closure, days, cit, royalty, cap, discount;
    int build, life, method, carry;
};

static struct plan draw(void)
{
    struct plan p = {.ore = uniform(1e5, 5e7),
                     .strip = uniform(0, 6),
                     .grade = uniform(.05, 8),
                     .share = uniform(10, 60),
                     .recovery = uniform(20, 95),
                     .payable = uniform(40, 100),
                     .price = uniform(20, 200),
                     .charge = uniform(0, 8),
                     .mining = uniform(.5, 6),
                     .processing = uniform(5, 80),
                     .contingency = uniform(0, 30),
                     .closure = uniform(0, 3e7),
                     .days = uniform(0, 90),
                     .cit = uniform(0, 35),
                     .royalty = uniform(0, 12),
                     .cap = uniform(30, 100),
                     .discount = uniform(.02, .2),
                     .build = (int)uniform(0, 4),
                     .life = (int)uniform(2, 30),
                     .method = (int)uniform(0, 3),
                     .carry = (int)uniform(1, 12)};
    p.rate = p.ore / p.life * uniform(.8, 1.4);
    p.capital = p.rate * uniform(20, 400);
    p.sustaining = p.capital * uniform(0, .04);
    p.fixed = p.capital * uniform(0, .05);
    return p;
}

static struct run run_plan(const struct plan *p, double money, double price, int valuation,
                           bool taxed)
{
    static const char *const methods[] = {"straight_line, life_years: 7",
                                          "declining_balance, rate_pct: 25", "unit_of_production"};
    char text[3000];
    int n = snprintf(
        text, sizeof text,
        "  basis: {currency: USD, first_year: 2027, valuation_year: %d, discount_rate: %.17g,\n"
        "    discount_rates: [0, %.17g]}\n"
        "  plan: {ore_t: %.17g, throughput_tpa: %.17g, construction_years: %d,\n"
        "    ramp_up: [0.4, 0.7], strip_ratio: %.17g, grade_treo_pct: %.17g,\n"
        "    distribution_pct: {Nd2O3: %.17g, La2O3: %.17g}}\n"
        "  products: [{oxides: [Nd2O3], form: separated_oxide, recovery_pct: %.17g,\n"
        "    payable_pct: %.17g, price: {value: %.17g, unit: USD/kg},\n"
        "    separation_charge: {value: %.17g, unit: USD/kg}}]\n"
        "  costs:\n"
        "    - {name: mining, amount: %.17g, per: t_moved}\n"
        "    - {name: processing, amount: %.17g, per: t_ore}\n"
        "    - {name: g_and_a, amount: %.17g, per: year}\n"
        "  capital: {initial: %.17g, contingency_pct: %.17g, sustaining: %.17g, closure: %.17g,\n"
        "    working_capital_days: {receivables: %.17g, payables: 30}}\n",
        valuation, p->discount, p->discount, p->ore, p->rate, p->build, p->strip, p->grade,
        p->share, 100 - p->share, p->recovery, p->payable, p->price * price * money,
        p->charge * money, p->mining * money, p->processing * money, p->fixed * money,
        p->capital * money, p->contingency, p->sustaining * money, p->closure * money, p->days);
    if (taxed)
        snprintf(
            text + n, sizeof text - (size_t)n,
            "  fiscal: {overrides: {cit_rate_pct: %.17g, royalty_pct: %.17g},\n"
            "    depreciation: {method: %s}, losses: {carry_forward_years: %d, cap_pct: %.17g}}\n",
            p->cit, p->royalty, methods[p->method], p->carry, p->cap);
    struct run r = run_bare(text, NULL);
    if (!diags_ok(r.diags))
        fail_msg("%s\n%s", text, complaints(&r));
    return r;
}

static double npv(const struct econ_metrics *v, double rate)
{
    for (size_t i = 0; i < v->n_npv; i++)
        if (v->npv[i].rate == rate)
            return v->npv[i].value;
    fail_msg("no NPV at %g", rate);
    return NAN;
}

static double total(const struct run *r, enum econ_line line)
{
    double sum = 0;
    for (int i = 0; i < r->result->n_periods; i++)
        sum += r->result->lines[line][i];
    return sum;
}

static double size_of(const struct run *r)
{
    double sum = 0;
    for (int i = 0; i < r->result->n_periods; i++)
        sum += fabs(r->result->lines[LINE_PRE_TAX_CASH_FLOW][i]);
    return sum;
}

static void identities(void **state)
{
    (void)state;
    state_ = 1;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run r = run_plan(&p, 1, 1, 2027, true);
        const struct econ_result *e = r.result;
        double size = size_of(&r), eps = 1e-9 * size;
        /* NPV at 0 % is the plain sum. */
        near(npv(&e->post_tax, 0), total(&r, LINE_NET_CASH_FLOW), eps);
        /* What the state and the owners receive is what there is. */
        near(total(&r, LINE_NET_CASH_FLOW) + total(&r, LINE_INCOME_TAX),
             total(&r, LINE_PRE_TAX_CASH_FLOW), eps);
        near(npv(&e->equity, p.discount), npv(&e->post_tax, p.discount), eps);
        if (isfinite(e->aetr)) {
            double royalty =
                returns_npv(p.discount, e->lines[LINE_ROYALTY], (size_t)e->n_periods, 1);
            double tax =
                returns_npv(p.discount, e->lines[LINE_INCOME_TAX], (size_t)e->n_periods, 1);
            near(e->aetr * (npv(&e->pre_tax, p.discount) + royalty), royalty + tax, eps);
        }
        /* All capital is depreciated, working capital comes back, tax is never negative. */
        near(total(&r, LINE_DEPRECIATION),
             total(&r, LINE_CAPEX_INITIAL) + total(&r, LINE_CAPEX_SUSTAINING), eps);
        near(total(&r, LINE_WORKING_CAPITAL_CHANGE), 0, eps);
        for (int i = 0; i < e->n_periods; i++)
            assert_true(e->lines[LINE_INCOME_TAX][i] >= 0);
        /* Taxing every profit without losses is the most that can be due. */
        double profits = 0;
        for (int i = 0; i < e->n_periods; i++)
            profits += fmax(0, e->lines[LINE_TAXABLE_INCOME][i]);
        assert_true(total(&r, LINE_INCOME_TAX) <= p.cit / 100 * profits + eps);
        assert_true(total(&r, LINE_INCOME_TAX) >=
                    p.cit / 100 * total(&r, LINE_TAXABLE_INCOME) - eps);
        run_free(&r);
    }
}

static void mass_is_not_made(void **state)
{
    (void)state;
    state_ = 2;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run r = run_plan(&p, 1, 1, 2027, false);
        const struct econ_result *e = r.result;
        assert_true(total(&r, LINE_ORE_T) <= p.ore * (1 + 1e-12));
        near(total(&r, LINE_ORE_T), p.ore, 1e-9 * p.ore);
        for (int i = 0; i < e->n_periods; i++) {
            double contained = e->lines[LINE_ORE_T][i] * e->lines[LINE_GRADE_PCT][i] / 100;
            assert_true(e->lines[LINE_PRODUCT_T][i] <= contained * (1 + 1e-12));
            assert_true(e->lines[LINE_ORE_T][i] <= p.rate * (1 + 1e-12));
            assert_true(e->lines[LINE_REVENUE][i] <=
                        e->lines[LINE_PRODUCT_T][i] * p.price * 1000 * (1 + 1e-12));
        }
        run_free(&r);
    }
}

/* All money times 3: NPV times 3, the same rates of return and times. */
static void scaling(void **state)
{
    (void)state;
    state_ = 3;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run one = run_plan(&p, 1, 1, 2027, true), three = run_plan(&p, 3, 1, 2027, true);
        const struct econ_result *a = one.result, *b = three.result;
        near(npv(&b->post_tax, p.discount), 3 * npv(&a->post_tax, p.discount),
             1e-9 * size_of(&three));
        assert_int_equal(a->post_tax.irr.n, b->post_tax.irr.n);
        for (size_t i = 0; i < a->post_tax.irr.n; i++)
            near(a->post_tax.irr.roots[i], b->post_tax.irr.roots[i], 1e-8);
        if (isfinite(a->breakeven_factor))
            near(a->breakeven_factor, b->breakeven_factor, 1e-9 * a->breakeven_factor);
        run_free(&one);
        run_free(&three);
    }
}

/* Seen from one year earlier, NPV is worth 1 / (1 + r) of itself; rates of return stay. */
static void shifting(void **state)
{
    (void)state;
    state_ = 4;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run now = run_plan(&p, 1, 1, 2027, true), before = run_plan(&p, 1, 1, 2026, true);
        near(npv(&before.result->post_tax, p.discount) * (1 + p.discount),
             npv(&now.result->post_tax, p.discount), 1e-9 * size_of(&now));
        assert_int_equal(now.result->post_tax.irr.n, before.result->post_tax.irr.n);
        run_free(&now);
        run_free(&before);
    }
}

static void dearer_is_never_worse(void **state)
{
    (void)state;
    state_ = 5;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run low = run_plan(&p, 1, 1, 2027, true), high = run_plan(&p, 1, 1.1, 2027, true);
        assert_true(npv(&high.result->pre_tax, p.discount) >=
                    npv(&low.result->pre_tax, p.discount));
        run_free(&low);
        run_free(&high);
    }
}

/* At the break-even factor, put into the price, the NPV is zero, taxes and all. */
static void breakeven_breaks_even(void **state)
{
    (void)state;
    state_ = 6;
    int found = 0;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run r = run_plan(&p, 1, 1, 2027, true);
        double factor = r.result->breakeven_factor;
        if (isfinite(factor)) {
            struct run even = run_plan(&p, 1, factor, 2027, true);
            near(npv(&even.result->post_tax, p.discount), 0, 1e-8 * size_of(&even));
            run_free(&even);
            found++;
        }
        run_free(&r);
    }
    assert_true(found > ROUNDS / 2);
}

/* Level flows without tax: the closed form of an annuity. */
static void closed_form(void **state)
{
    (void)state;
    state_ = 7;
    for (int k = 0; k < ROUNDS; k++) {
        double yearly = uniform(1, 1e8), capital = yearly * uniform(1, 8), r = uniform(.01, .3);
        int n = (int)uniform(2, 40);
        char text[400];
        snprintf(text, sizeof text,
                 "  basis: {currency: USD, first_year: 2027, periods: %d, discount_rate: %.17g,\n"
                 "    discounting: start}\n"
                 "  capital: {initial: %.17g}\n"
                 "  costs: [{name: g_and_a, amount: %.17g, per: year, from: 2028}]\n"
                 "  lines: {revenue: {2028: 0}}\n",
                 n + 1, r, capital, yearly);
        struct run x = run_bare(text, NULL);
        assert_true(diags_ok(x.diags));
        near(npv(&x.result->pre_tax, r), -capital - yearly * (1 - pow(1 + r, -n)) / r,
             1e-9 * (capital + n * yearly));
        run_free(&x);
    }
}

/* No figure that is not a number leaves, whatever is missing. */
static void no_nan_leaves(void **state)
{
    (void)state;
    state_ = 8;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        p.ore *= uniform(0, 1) < .2 ? 0 : 1;
        p.grade *= uniform(0, 1) < .2 ? 0 : 1;
        p.price *= uniform(0, 1) < .2 ? 0 : 1;
        p.capital *= uniform(0, 1) < .2 ? 0 : 1;
        struct run r = run_plan(&p, 1, 1, uniform(0, 1) < .1 ? 2200 : 2027, uniform(0, 1) < .5);
        struct strbuf sb;
        strbuf_init(&sb, 0);
        json_write(&sb, econ_json(r.arena, r.result), 0);
        econ_csv(r.result, &sb);
        for (size_t i = 0; i < r.result->n_notes; i++)
            strbuf_adds(&sb, r.result->notes[i]);
        assert_null(strstr(sb.buf, "nan"));
        assert_null(strstr(sb.buf, "inf,"));
        assert_null(strstr(sb.buf, "inf]"));
        assert_null(strstr(sb.buf, ":inf"));
        strbuf_release(&sb);
        run_free(&r);
    }
}

/* Two products, a fiscal regime or instruments of one's own with amounts and thresholds, a loan. */
static struct run financed(const struct plan *p, double money, const char *regime)
{
    char text[4000];
    int n = snprintf(
        text, sizeof text,
        "  basis: {currency: USD, first_year: 2027, discount_rate: %.17g}\n"
        "  plan: {ore_t: %.17g, throughput_tpa: %.17g, construction_years: 2, dilution_pct: 8,\n"
        "    mining_recovery_pct: 92, strip_ratio: %.17g, grade_treo_pct: %.17g,\n"
        "    distribution_pct: {Nd2O3: %.17g, La2O3: %.17g}}\n"
        "  products:\n"
        "    - {oxides: [Nd2O3], form: separated_oxide, recovery_pct: %.17g, payable_pct: %.17g,\n"
        "       price: {value: %.17g, unit: USD/kg}}\n"
        "    - {oxides: [La2O3], form: separated_oxide, recovery_pct: %.17g, payable_pct: 60,\n"
        "       price: {value: %.17g, unit: USD/kg}}\n"
        "  costs:\n"
        "    - {name: mining, amount: %.17g, per: t_moved}\n"
        "    - {name: processing, amount: %.17g, per: t_ore}\n"
        "  capital: {initial: %.17g, phasing: [0.4, 0.6], sustaining: %.17g, closure: %.17g,\n"
        "    closure_security: {kind: bond, fee_pct: 1, cash_pct: 40}, salvage: %.17g,\n"
        "    working_capital_days: {receivables: %.17g, payables: 30}}\n"
        "  financing: [{amount: %.17g, rate_pct: 8, grace_years: 2, tenor_years: 5,\n"
        "    upfront_fee_pct: 1, commitment_fee_pct: 0.5, dsra_months: 6}]\n",
        p->discount, p->ore, p->rate, p->strip, p->grade, p->share, 100 - p->share, p->recovery,
        p->payable, p->price * money, p->recovery * .8, 2 * money, p->mining * money,
        p->processing * money, p->capital * money, p->sustaining * money, p->closure * money,
        .02 * p->capital * money, p->days, .4 * p->capital * money);
    if (regime != NULL)
        snprintf(text + n, sizeof text - (size_t)n, "  fiscal: {regime: %s}\n", regime);
    else
        snprintf(
            text + n, sizeof text - (size_t)n,
            "  fiscal: {instruments: [{kind: unit, amount: %.17g, base: ore_t},\n"
            "    {kind: price_linked, by: price_per_kg, thresholds: [0, %.17g], rates_pct: [2, "
            "7]},\n"
            "    {kind: royalty, by: revenue, scale: bracket, thresholds: [0, %.17g],\n"
            "      rates_pct: [1, 4]}, {kind: bonus, amount: %.17g, year: 2028},\n"
            "    {kind: income_tax, rate_pct: 20, interest_deductible: true},\n"
            "    {kind: rent_tax, rate_pct: 15, uplift_pct: 12},\n"
            "    {kind: dividend_tax, by: dividend, scale: bracket, thresholds: [0, %.17g],\n"
            "      rates_pct: [5, 15]}, {kind: state_equity, rate_pct: 10, carry: carried}]}\n",
            1.5 * money, 40 * money, .1 * p->capital * money, .01 * p->capital * money,
            .05 * p->capital * money);
    struct run r = run_bare(text, NULL);
    if (!diags_ok(r.diags))
        fail_msg("%s\n%s", text, complaints(&r));
    return r;
}

/* Amounts and thresholds of instruments, loans and securities with all other money: NPV times 3. */
static void scaling_with_thresholds(void **state)
{
    (void)state;
    state_ = 9;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run one = financed(&p, 1, NULL), three = financed(&p, 3, NULL);
        const struct econ_result *a = one.result, *b = three.result;
        double eps = 1e-8 * size_of(&three);
        near(npv(&b->post_tax, p.discount), 3 * npv(&a->post_tax, p.discount), eps);
        near(npv(&b->equity, p.discount), 3 * npv(&a->equity, p.discount), eps);
        assert_int_equal(a->equity.irr.n, b->equity.irr.n);
        for (size_t i = 0; i < a->equity.irr.n; i++)
            near(a->equity.irr.roots[i], b->equity.irr.roots[i], 1e-7);
        run_free(&one);
        run_free(&three);
    }
}

static double pv(const struct econ_result *e, enum econ_line line, double rate)
{
    return e->lines[line] != NULL ? returns_npv(rate, e->lines[line], (size_t)e->n_periods, 1) : 0;
}

/* At one rate, what state, lenders, reserve account and owners have together is what there was
 * before all of them; and the state's part is the sum of its instruments. */
static void split_of_the_value(void **state)
{
    (void)state;
    static const char *const regimes[] = {"KZ",
                                          "UZ, overrides: {subsoil_tax_pct: 5, "
                                          "rent_tax_uplift_pct: 12}",
                                          "KG, overrides: {mining_income_tax_pct: 4, "
                                          "state_free_pct: 15}",
                                          "TJ",
                                          "TM, overrides: {subsoil_tax_pct: 9}",
                                          "none",
                                          NULL};
    state_ = 10;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run r = financed(&p, 1, regimes[k % 7]);
        const struct econ_result *e = r.result;
        double rate = p.discount, instruments = 0;
        double government = pv(e, LINE_ROYALTY, rate) + pv(e, LINE_OTHER_TAXES, rate) +
                            pv(e, LINE_INCOME_TAX, rate) - pv(e, LINE_TAX_CREDITS, rate) +
                            pv(e, LINE_WITHHOLDING, rate) + pv(e, LINE_STATE_DIVIDENDS, rate);
        double lenders = pv(e, LINE_INTEREST, rate) + pv(e, LINE_PRINCIPAL, rate) +
                         pv(e, LINE_FEES, rate) - pv(e, LINE_DEBT_DRAWN, rate);
        double whole = npv(&e->pre_tax, rate) + pv(e, LINE_ROYALTY, rate);
        near(government + lenders + pv(e, LINE_RESERVE_CHANGE, rate) + npv(&e->equity, rate), whole,
             1e-9 * size_of(&r));
        for (size_t i = 0; i < e->n_instruments; i++)
            instruments += e->instruments[i].pv;
        near(instruments, government, 1e-9 * size_of(&r));
        if (e->lines[LINE_RESERVE_CHANGE] != NULL) /* what is put aside comes back */
            near(total(&r, LINE_RESERVE_CHANGE), 0, 1e-9 * size_of(&r));
        run_free(&r);
    }
}

/* Payable is at most recovered, recovered at most contained, contained at most in situ, over two
 * products; what is mined is at most the deposit with its dilution and loss. */
static void from_the_ground_to_the_sale(void **state)
{
    (void)state;
    state_ = 13;
    for (int k = 0; k < ROUNDS; k++) {
        struct plan p = draw();
        struct run r = financed(&p, 1, "none");
        const struct econ_result *e = r.result;
        double mined = p.ore * 1.08 * .92, oxide = p.ore * p.grade / 100;
        assert_true(total(&r, LINE_ORE_T) <= mined * (1 + 1e-12));
        double held = 0;
        for (int i = 0; i < e->n_periods; i++) {
            double contained = e->lines[LINE_ORE_T][i] * e->lines[LINE_GRADE_PCT][i] / 100;
            double gross = p.share / 100 * contained * p.recovery / 100 * p.price * 1000 +
                           (1 - p.share / 100) * contained * p.recovery * .8 / 100 * 2000;
            held += contained;
            assert_true(e->lines[LINE_PRODUCT_T][i] <= contained * (1 + 1e-12));
            assert_true(e->lines[LINE_REVENUE][i] <= gross * (1 + 1e-12));
        }
        assert_true(held <= oxide * .92 * (1 + 1e-12)); /* dilution adds no oxide */
        run_free(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identities),
        cmocka_unit_test(mass_is_not_made),
        cmocka_unit_test(scaling),
        cmocka_unit_test(shifting),
        cmocka_unit_test(closed_form),
        cmocka_unit_test(dearer_is_never_worse),
        cmocka_unit_test(no_nan_leaves),
        cmocka_unit_test(breakeven_breaks_even),
        cmocka_unit_test(scaling_with_thresholds),
        cmocka_unit_test(split_of_the_value),
        cmocka_unit_test(from_the_ground_to_the_sale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
