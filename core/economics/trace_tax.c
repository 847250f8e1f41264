/* Steps of depreciation, tax, what the state takes, and loans. */
#include <math.h>
#include <string.h>

#include "core/economics/trace_internal.h"

/* --- instruments ------------------------------------------------------------------------------ */

static const char *source_words(const struct step *s, const struct fiscal_instrument *f)
{
    const char *kind = fiscal_kinds[f->kind];
    if (f->source.title == NULL)
        return step_path(s, "%s, of the project", kind);
    return step_path(s, "%s: %s%s%s", kind, f->source.title, f->source.at != NULL ? ", " : "",
                     f->source.at != NULL ? f->source.at : "");
}

void trace_instruments(struct step *s, enum econ_line line)
{
    const struct fiscal_run *run = s->m->fiscal;
    for (size_t k = 0; run != NULL && k < run->n; k++) {
        const struct fiscal_active *x = &run->active[k];
        if (fiscal_line(x->f->kind) != line || x->f->kind == FISCAL_INCOME_TAX)
            continue;
        double amount = x->amount[s->i], revenue = s->m->line[LINE_REVENUE][s->i];
        const char *words = source_words(s, x->f);
        bool on_sales = x->f->kind == FISCAL_ROYALTY && x->rate != NULL && !x->split &&
                        fabs(x->rate[s->i] * revenue - amount) <= 1e-12 * fabs(amount);
        if (!on_sales) {
            step_rule(s, x->f->title, amount, s->money, words, 1);
            continue;
        }
        struct step t = step_of(s, TRACE_PRODUCT, words);
        step_line(&t, LINE_REVENUE, s->i, 1);
        step_rule(&t, "rate", x->rate[s->i], NULL, words, 1);
        step_inner(s, x->f->title, s->money, &t, 1);
    }
    if (s->words == NULL && s->list.n > 0)
        s->words = "what each instrument of the regime takes";
}

/* --- depreciation ----------------------------------------------------------------------------- */

static const char *method_words(int method)
{
    return method == DEPRECIATION_DECLINING
               ? "a rate on the pool, or straight line over the life that is left when that is more"
           : method == DEPRECIATION_UNITS  ? "this year's part of the production that was left"
           : method == DEPRECIATION_DIGITS ? "by the sum of the years' digits"
                                           : "the same part in each year of its life";
}

static double capital(const struct model *m, int i)
{
    return m->line[LINE_CAPEX_INITIAL][i] + m->line[LINE_CAPEX_SUSTAINING][i];
}

/* Part of the spending of year v that is written off in this one, and what was before. */
static double vintage_part(const struct step *s, int v)
{
    const struct tax_terms *t = &s->m->terms;
    int first = s->m->first_production, last = s->m->last_production;
    if (last < 0) {
        first = 0;
        last = s->m->n - 1;
    }
    double life = isnan(t->life_years) ? last - first + 1 : t->life_years, left = 1;
    int from = v < first ? first : v;
    for (int i = from; i < s->m->n; i++) {
        double years = ceil(life), age = i - from;
        double part = t->method != DEPRECIATION_DIGITS ? 1 / life
                      : age < years                    ? (years - age) / (years * (years + 1) / 2)
                                                       : 0;
        part = i >= last || part > left ? left : part;
        if (i == s->i)
            return part;
        left -= part;
    }
    return 0;
}

static void by_vintage(struct step *s)
{
    s->words = method_words(s->m->terms.method);
    for (int v = 0; v <= s->i; v++) {
        double part = capital(s->m, v) != 0 ? vintage_part(s, v) : 0;
        if (part == 0)
            continue;
        struct step t = step_of(s, TRACE_PRODUCT, "capital of a year times this year's part");
        struct step spent = step_of(s, TRACE_SUM, "initial and sustaining capital");
        step_line(&spent, LINE_CAPEX_INITIAL, v, 1);
        step_line(&spent, LINE_CAPEX_SUSTAINING, v, 1);
        step_inner(&t, step_path(s, "capital of %d", s->m->first_year + v), s->money, &spent, 1);
        step_rule(&t, "part of this year", part, NULL, method_words(s->m->terms.method), 1);
        step_inner(s, step_path(s, "on the capital of %d", s->m->first_year + v), s->money, &t, 1);
    }
}

static void by_pool(struct step *s)
{
    double spent = 0, written = 0, v = s->m->line[LINE_DEPRECIATION][s->i];
    for (int i = 0; i <= s->i; i++) {
        spent += capital(s->m, i);
        written += i < s->i ? s->m->line[LINE_DEPRECIATION][i] : 0;
    }
    s->op = TRACE_PRODUCT;
    s->words = "the pool with the year's spending, times the part of this year";
    struct step pool = step_of(s, TRACE_SUM, "capital so far less what was written off");
    step_rule(&pool, "capital so far", spent, s->money, "the years added up", 1);
    step_rule(&pool, "written off before", written, s->money, "the years before added up", -1);
    double value = step_value(&pool);
    step_inner(s, "pool", s->money, &pool, 1);
    step_rule(s, "part of this year", value > 0 ? v / value : 0, NULL,
              method_words(s->m->terms.method), 1);
}

static void depreciation(struct step *s)
{
    const struct model *m = s->m;
    double v = m->line[LINE_DEPRECIATION][s->i];
    bool pool = m->terms.method == DEPRECIATION_DECLINING || m->terms.method == DEPRECIATION_UNITS;
    if (v == 0)
        return;
    if (m->level != NULL || m->in->n_items > 0) {
        s->words = m->in->n_items > 0 ? "items of the capital and the rest, each by its own terms"
                                      : "in money of this year: pools are fixed in money";
        step_rule(s, "written off in the year", v, s->money, method_words(m->terms.method), 1);
    } else if (pool) {
        by_pool(s);
    } else {
        by_vintage(s);
    }
}

/* --- income tax ------------------------------------------------------------------------------- */

static void taxable(struct step *s)
{
    const struct model *m = s->m;
    double rest = m->line[LINE_EBITDA][s->i] - m->line[LINE_DEPRECIATION][s->i] -
                  m->line[LINE_TAXABLE_INCOME][s->i];
    s->words = "EBITDA less depreciation and what else the tax lets be deducted";
    step_line(s, LINE_EBITDA, s->i, 1);
    step_line(s, LINE_DEPRECIATION, s->i, -1);
    if (m->fiscal == NULL)
        return;
    struct step more = step_of(s, TRACE_SUM, "what else is deducted (added back: negative)");
    for (size_t k = 0; k < m->fiscal->n; k++) {
        const struct fiscal_active *x = &m->fiscal->active[k];
        enum econ_line line = fiscal_line(x->f->kind);
        bool refunded = x->f->kind == FISCAL_VAT && !x->f->not_refunded;
        bool back = line == LINE_ROYALTY && x->f->not_deductible;
        bool off = line == LINE_OTHER_TAXES && !x->f->not_deductible && !refunded;
        if ((back || off) && x->amount[s->i] != 0)
            step_rule(&more, x->f->title, x->amount[s->i], s->money,
                      back ? "a royalty that is not deducted: added back"
                           : "a tax that is deducted",
                      back ? -1 : 1);
    }
    double interest = m->terms.interest ? m->line[LINE_INTEREST][s->i] : 0;
    double other = rest - step_value(&more) - interest, size = fabs(rest) + fabs(interest);
    if (interest != 0 && fabs(other) <= 1e-9 * size) {
        step_line(&more, LINE_INTEREST, s->i, 1);
    } else if (fabs(other + interest) > 1e-9 * size) {
        bool fund = m->terms.closure_fund && m->in->closure_security == CLOSURE_FUND;
        step_rule(&more, fund ? "interest and closure fund" : "interest within its limit",
                  other + interest, s->money,
                  fund ? "what the tax lets be deducted of both"
                       : "only on debt within a multiple of equity",
                  1);
    }
    if (more.list.n > 0)
        step_inner(s, "other deductions", s->money, &more, -1);
}

/* Losses of earlier years, oldest first, that this year's income uses. */
static double losses_used(const struct step *s)
{
    const struct model *m = s->m;
    const struct tax_terms *t = &m->terms;
    double *loss = ARENA_ARRAY(s->arena, (size_t)m->n, double), used = 0;
    for (int i = 0; i <= s->i && !m->given[LINE_TAXABLE_INCOME]; i++) {
        double income = m->line[LINE_TAXABLE_INCOME][i];
        loss[i] = income < 0 ? -income * model_level(m, i) : 0;
        double most = income > 0 ? income * (isnan(t->cap_pct) ? 1 : t->cap_pct / 100) : 0;
        used = 0;
        for (int v = 0; v < i && used < most; v++) {
            bool gone = !isnan(t->carry_years) && i - v > t->carry_years;
            double part = gone ? 0 : fmin(loss[v] / model_level(m, i), most - used);
            loss[v] -= part * model_level(m, i);
            used += part;
        }
    }
    return used;
}

static void income_tax(struct step *s)
{
    const struct model *m = s->m;
    const struct tax_terms *terms = &m->terms;
    if (isnan(terms->rate) && terms->rates == NULL)
        return;
    double used = losses_used(s), income = m->line[LINE_TAXABLE_INCOME][s->i];
    if (income <= 0) {
        s->words = "there is no income to tax";
        return;
    }
    s->op = TRACE_PRODUCT;
    s->words = "taxable income less losses brought forward, times the rate";
    struct step base = step_of(s, TRACE_SUM, "taxable income less losses of earlier years");
    step_line(&base, LINE_TAXABLE_INCOME, s->i, 1);
    if (used != 0)
        step_rule(&base, "losses brought forward", used, s->money,
                  "oldest first, within the years and the share of income that the tax allows", -1);
    step_inner(s, "taxed income", s->money, &base, 1);
    double rate = terms->rates != NULL ? terms->rates[s->i] : terms->rate;
    const struct fiscal_instrument *f = NULL;
    for (size_t k = 0; m->fiscal != NULL && k < m->fiscal->n; k++)
        if (m->fiscal->active[k].f->kind == FISCAL_INCOME_TAX)
            f = m->fiscal->active[k].f;
    if (f != NULL)
        step_rule(s, "rate", rate, NULL, source_words(s, f), 1);
    else
        step_fact(s, "fiscal.overrides.cit_rate_pct", "rate", rate, NULL, 1);
}

void trace_tax(struct step *s, enum econ_line line)
{
    if (line == LINE_DEPRECIATION)
        depreciation(s);
    else if (line == LINE_TAXABLE_INCOME)
        taxable(s);
    else
        income_tax(s);
}

/* --- loans ------------------------------------------------------------------------------------ */

static double owed(const struct step *s, const struct loan *l)
{
    double balance = 0;
    for (int i = 0; i <= s->i; i++) {
        balance *= model_erosion(s->m, i);
        if (i < s->i)
            balance += l->draw[i] + l->added[i] - l->principal[i];
    }
    return balance;
}

static const char *repayment_words(const struct step *s, const struct loan *l)
{
    static const char *const kinds[] = {"level instalments", "an annuity",
                                        "instalments that keep the cover even", "all at the end"};
    return step_path(s, "%s, from the first year after grace to %d%s", kinds[l->t->repayment],
                     s->m->first_year + debt_last(s->m, l),
                     l->swept[s->i] > 0 ? ", with what is swept" : "");
}

static double reserve_target(const struct step *s, const struct loan *l, int i)
{
    double months = isnan(l->t->dsra_months) ? 0 : l->t->dsra_months;
    if (i < l->first + l->grace || i + 1 >= s->m->n)
        return 0;
    return (l->interest[i + 1] + l->principal[i + 1]) / model_erosion(s->m, i + 1) * months / 12;
}

static void one_loan(struct step *s, const struct loan *l, enum econ_line line, const char *name)
{
    int i = s->i;
    if (line == LINE_INTEREST && l->interest[i] != 0) {
        struct step t = step_of(s, TRACE_PRODUCT, "the rate on what is owed at the start");
        step_rule(&t, "owed at the start", owed(s, l), s->money,
                  "drawn and added so far less what is repaid", 1);
        step_fact(&t, step_path(s, "financing[%zu].rate_pct", l->index), "rate with margin",
                  l->rate, NULL, 1);
        step_inner(s, name, s->money, &t, 1);
    } else if (line == LINE_PRINCIPAL && l->principal[i] != 0) {
        step_rule(s, name, l->principal[i], s->money, repayment_words(s, l), 1);
    } else if (line == LINE_FEES && l->fees[i] != 0) {
        step_rule(s, name, l->fees[i], s->money, "upfront, commitment and exposure fees", 1);
    } else if (line == LINE_DEBT_DRAWN && l->draw[i] != 0) {
        step_rule(s, name, l->draw[i], s->money,
                  step_path(s, "its part of the capital of the year; what limits it is %s",
                            debt_limits[l->binding]),
                  1);
    } else if (line == LINE_RESERVE_CHANGE && l->t->dsra_months > 0) {
        step_rule(s, step_path(s, "reserve for %s at the end", name), reserve_target(s, l, i),
                  s->money, "months of next year's debt service", 1);
        if (i > l->first)
            step_rule(s, step_path(s, "reserve for %s at the start", name),
                      reserve_target(s, l, i - 1) * model_erosion(s->m, i), s->money,
                      "the same a year before", -1);
    }
}

void trace_debt(struct step *s, enum econ_line line)
{
    const struct debt_run *r = s->m->debt;
    s->words = "all loans";
    for (size_t k = 0; r != NULL && k < r->n; k++) {
        const struct loan *l = &r->loans[k];
        const char *name = l->t->name != NULL ? l->t->name : step_path(s, "loan %zu", l->index + 1);
        if (s->i >= l->first)
            one_loan(s, l, line, name);
    }
    if (s->list.n == 0)
        s->words = "nothing of the loans falls into this year";
}
