/* From prices to cash: revenue, costs, EBITDA, working capital, cash flows. Run again for each
 * price factor of the break-even search, so it allocates nothing. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

/* By its name, else by what it is paid for. */
enum econ_line model_cost_line(const struct econ_cost *c)
{
    static const struct {
        const char *word;
        enum econ_line line;
    } words[] = {
        {"mining", LINE_MINING_COST},
        {"processing", LINE_PROCESSING_COST},
        {"g_and_a", LINE_G_AND_A},
        {"general", LINE_G_AND_A},
        {"admin", LINE_G_AND_A},
        {"transport", LINE_TRANSPORT},
        {"freight", LINE_TRANSPORT},
        {"selling", LINE_TRANSPORT},
        {"logistics", LINE_TRANSPORT},
        {"marketing", LINE_TRANSPORT},
        {"royalty", LINE_ROYALTY},
        {"extraction tax", LINE_ROYALTY},
        {"mineral extraction", LINE_ROYALTY},
        {"other_taxes", LINE_OTHER_TAXES},
        {"property tax", LINE_OTHER_TAXES},
        {"land tax", LINE_OTHER_TAXES},
    };
    for (size_t i = 0; c->name != NULL && i < COUNT(words); i++)
        if (strncmp(c->name, words[i].word, strlen(words[i].word)) == 0)
            return words[i].line;
    switch (c->per) {
    case PER_T_MOVED:
        return LINE_MINING_COST;
    case PER_YEAR:
        return LINE_G_AND_A;
    case PER_REVENUE_PCT:
        return LINE_TRANSPORT;
    default:
        return LINE_PROCESSING_COST;
    }
}

static double cost_in(const struct model *m, const struct econ_cost *c, int i)
{
    double amount = c->amount * model_index(m, i);
    switch (c->per) {
    case PER_T_MOVED:
        return amount * (m->line[LINE_ORE_T][i] + m->line[LINE_WASTE_T][i]);
    case PER_T_ORE:
        return amount * m->line[LINE_ORE_T][i];
    case PER_T_PRODUCT:
        return amount * m->line[LINE_PRODUCT_T][i];
    case PER_KG_PRODUCT:
        return amount * m->line[LINE_PRODUCT_T][i] * 1000;
    case PER_YEAR:
        return amount;
    default:
        return c->amount / 100 * m->line[LINE_REVENUE][i];
    }
}

/* A cost that has nothing to apply to is not known, rather than zero. */
static bool has_base(const struct model *m, const struct econ_cost *c)
{
    switch (c->per) {
    case PER_T_MOVED:
    case PER_T_ORE:
        return m->known[LINE_ORE_T];
    case PER_T_PRODUCT:
    case PER_KG_PRODUCT:
        return m->known[LINE_PRODUCT_T];
    case PER_REVENUE_PCT:
        return m->known[LINE_REVENUE];
    default:
        return true;
    }
}

static void note_cost(const struct model *m, const struct econ_cost *c, size_t k,
                      enum econ_line line)
{
    const char *title = econ_line_info[line].title;
    if (m->given[line])
        model_note(m->notes, "cost %zu belongs to '%s', which is given: left out", k + 1, title);
    else if (!has_base(m, c))
        model_note(m->notes, "cost %zu applies to tonnes or revenue that are not known: left out",
                   k + 1);
    else if (c->per == PER_YEAR && isnan(c->from) && isnan(c->to) &&
             (m->first_production > 0 || m->last_production < m->n - 1))
        model_note(m->notes, "cost %zu is per year without from and to: it applies to all %d years",
                   k + 1, m->n);
    if (c->per == PER_T_MOVED && !m->known[LINE_WASTE_T] && m->known[LINE_ORE_T])
        model_note(m->notes, "no waste is known: cost %zu, per tonne moved, applies to ore alone",
                   k + 1);
}

static void costs(struct model *m)
{
    for (int line = LINE_BY_PRODUCT_CREDIT; line <= LINE_G_AND_A; line++)
        if (!m->given[line])
            memset(m->line[line], 0, (size_t)m->n * sizeof(double));
    if (!m->given[LINE_OTHER_TAXES])
        memset(m->line[LINE_OTHER_TAXES], 0, (size_t)m->n * sizeof(double));
    for (size_t k = 0; k < m->in->n_costs; k++) {
        const struct econ_cost *c = &m->in->costs[k];
        if (isnan(c->amount) || c->per == PER_NONE)
            continue;
        enum econ_line line = model_cost_line(c);
        note_cost(m, c, k, line);
        if (m->given[line] || !has_base(m, c))
            continue;
        m->known[line] = true;
        for (int i = 0; i < m->n; i++) {
            int year = m->first_year + i;
            if (!(year < c->from) && !(year > c->to))
                m->line[line][i] += cost_in(m, c, i);
        }
    }
    double royalty = m->plan != NULL && m->plan->regime != NULL ? NAN : m->in->royalty_pct;
    for (int i = 0; i < m->n && !isnan(royalty) && !m->given[LINE_ROYALTY]; i++)
        m->line[LINE_ROYALTY][i] += royalty / 100 * m->line[LINE_REVENUE][i];
    m->known[LINE_ROYALTY] |= !isnan(royalty);
}

static void revenue(struct model *m, double factor)
{
    factor *= m->price_factor;
    bool given = m->given[LINE_REVENUE];
    for (int i = 0; i < m->n; i++) {
        double by = m->price_path != NULL ? factor * m->price_path[i] : factor;
        double price = by * m->base_price[i] - m->base_charge[i];
        if (m->priced)
            m->line[LINE_PRICE][i] = price;
        m->line[LINE_REVENUE][i] =
            given ? by * m->given_revenue[i] : price * m->line[LINE_PRODUCT_T][i];
    }
    m->known[LINE_REVENUE] = given || (m->priced && m->known[LINE_PRODUCT_T]);
}

/* Balance of receivables, inventory and payables; all of it is released in the last period. */
static void working_capital(struct model *m)
{
    const struct econ_input *in = m->in;
    double *change = m->line[LINE_WORKING_CAPITAL_CHANGE], before = 0;
    bool any =
        !isnan(in->receivables_days) || !isnan(in->payables_days) || !isnan(in->inventory_days);
    if (m->given[LINE_WORKING_CAPITAL_CHANGE] || !any)
        return;
    double receivables = isnan(in->receivables_days) ? 0 : in->receivables_days / 365;
    double payables = isnan(in->payables_days) ? 0 : in->payables_days / 365;
    double inventory = isnan(in->inventory_days) ? 0 : in->inventory_days / 365;
    for (int i = 0; i < m->n; i++) {
        double balance =
            m->line[LINE_REVENUE][i] * receivables + m->line[LINE_OPEX][i] * (inventory - payables);
        if (i == m->n - 1)
            balance = 0;
        change[i] = balance - before * model_erosion(m, i);
        before = balance;
    }
    m->known[LINE_WORKING_CAPITAL_CHANGE] = true;
}

static void earnings(struct model *m)
{
    double *const *l = m->line;
    m->known[LINE_OPEX] = m->given[LINE_OPEX] || m->known[LINE_MINING_COST] ||
                          m->known[LINE_PROCESSING_COST] || m->known[LINE_G_AND_A];
    m->known[LINE_EBITDA] = m->given[LINE_EBITDA] || m->known[LINE_REVENUE];
    for (int i = 0; i < m->n; i++) {
        if (!m->given[LINE_OPEX])
            l[LINE_OPEX][i] =
                l[LINE_MINING_COST][i] + l[LINE_PROCESSING_COST][i] + l[LINE_G_AND_A][i];
        if (!m->given[LINE_EBITDA])
            l[LINE_EBITDA][i] = l[LINE_REVENUE][i] + l[LINE_BY_PRODUCT_CREDIT][i] -
                                l[LINE_ROYALTY][i] - l[LINE_TRANSPORT][i] - l[LINE_OPEX][i];
    }
}

static void cash(struct model *m)
{
    double *const *l = m->line, sum = 0;
    for (int i = 0; i < m->n; i++) {
        double pre = l[LINE_EBITDA][i] - l[LINE_CAPEX_INITIAL][i] - l[LINE_CAPEX_SUSTAINING][i] -
                     l[LINE_WORKING_CAPITAL_CHANGE][i] - l[LINE_CLOSURE][i] + l[LINE_SALVAGE][i];
        if (!m->given[LINE_NET_CASH_FLOW])
            l[LINE_NET_CASH_FLOW][i] =
                pre - l[LINE_OTHER_TAXES][i] - l[LINE_INCOME_TAX][i] + l[LINE_TAX_CREDITS][i];
        l[LINE_PRE_TAX_CASH_FLOW][i] = m->net_only ? l[LINE_NET_CASH_FLOW][i] : pre;
        sum += l[LINE_NET_CASH_FLOW][i];
        l[LINE_CUMULATIVE][i] = sum;
    }
}

static void equity(struct model *m)
{
    double *const *l = m->line;
    for (int i = 0; i < m->n; i++)
        l[LINE_EQUITY_CASH_FLOW][i] = l[LINE_NET_CASH_FLOW][i] + l[LINE_DEBT_DRAWN][i] -
                                      l[LINE_INTEREST][i] - l[LINE_PRINCIPAL][i] - l[LINE_FEES][i] -
                                      l[LINE_WITHHOLDING][i] - l[LINE_STATE_DIVIDENDS][i] -
                                      l[LINE_RESERVE_CHANGE][i];
}

void model_flows(struct model *m, double factor)
{
    m->factor = factor;
    revenue(m, factor);
    costs(m);
    if (m->fiscal != NULL)
        fiscal_before_earnings(m);
    earnings(m);
    m->net_only = m->given[LINE_NET_CASH_FLOW] && !m->known[LINE_EBITDA];
    m->complete = m->given[LINE_NET_CASH_FLOW] || m->known[LINE_EBITDA];
    working_capital(m);
    model_tax(m);
    cash(m);
    if (m->fiscal != NULL)
        fiscal_distributions(m);
    equity(m);
}
