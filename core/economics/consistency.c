/* Given lines against what their given parts make: a published table can contradict itself. */
#include <math.h>

#include "core/economics/internal.h"

/* Differences below this part of the line's largest figure are rounding. */
#define ROUNDING 0.005

static double product(const struct model *m, int i)
{
    return m->line[LINE_ORE_T][i] * m->line[LINE_GRADE_PCT][i] / 100 *
           m->line[LINE_RECOVERY_PCT][i] / 100;
}

static double revenue(const struct model *m, int i)
{
    return m->line[LINE_PRODUCT_T][i] * m->line[LINE_PRICE][i];
}

static double opex(const struct model *m, int i)
{
    return m->line[LINE_MINING_COST][i] + m->line[LINE_PROCESSING_COST][i] +
           m->line[LINE_G_AND_A][i];
}

static double ebitda(const struct model *m, int i)
{
    return m->line[LINE_REVENUE][i] + m->line[LINE_BY_PRODUCT_CREDIT][i] -
           m->line[LINE_ROYALTY][i] - m->line[LINE_TRANSPORT][i] - m->line[LINE_OPEX][i];
}

static double taxable(const struct model *m, int i)
{
    return m->line[LINE_EBITDA][i] - m->line[LINE_DEPRECIATION][i];
}

static double net(const struct model *m, int i)
{
    return m->line[LINE_PRE_TAX_CASH_FLOW][i] - m->line[LINE_OTHER_TAXES][i] -
           m->line[LINE_INCOME_TAX][i] + m->line[LINE_TAX_CREDITS][i];
}

static void compare(const struct model *m, enum econ_line line, const enum econ_line *parts,
                    size_t n, double (*made_of)(const struct model *, int))
{
    double largest = 0, worst = 0;
    int year = 0;
    bool known = m->given[line];
    for (size_t k = 0; k < n; k++)
        known = known && m->known[parts[k]];
    for (int i = 0; known && i < m->n; i++) {
        double difference = m->line[line][i] - made_of(m, i);
        largest = fmax(largest, fabs(m->line[line][i]));
        if (fabs(difference) > fabs(worst)) {
            worst = difference;
            year = m->first_year + i;
        }
    }
    if (fabs(worst) > ROUNDING * largest)
        model_note(m->notes, "lines.%s as given and its parts differ, most in %d: by %.10g",
                   econ_line_info[line].name, year, shown_amount(worst));
}

/* More product than the ore holds: oxide for element, kg for tonnes, or a wrong grade. */
static void contained(const struct model *m)
{
    double worst = 1;
    int year = 0;
    for (int i = 0; m->given[LINE_PRODUCT_T] && m->known[LINE_ORE_T] && i < m->n; i++) {
        double holds = m->line[LINE_ORE_T][i] * m->line[LINE_GRADE_PCT][i] / 100;
        if (m->known[LINE_GRADE_PCT] && holds > 0 &&
            m->line[LINE_PRODUCT_T][i] > worst * holds * (1 + 1e-9)) {
            worst = m->line[LINE_PRODUCT_T][i] / holds;
            year = m->first_year + i;
        }
    }
    if (worst > 1)
        model_note(m->notes,
                   "lines.product_t is %.4g times what the ore of %d holds: oxide and element, or "
                   "kg and t, may be mixed",
                   worst, year);
}

#define PARTS(...)                                                                                 \
    (const enum econ_line[]){__VA_ARGS__}, COUNT(((const enum econ_line[]){__VA_ARGS__}))

void model_consistency(const struct model *m)
{
    contained(m);
    compare(m, LINE_PRODUCT_T, PARTS(LINE_ORE_T, LINE_GRADE_PCT, LINE_RECOVERY_PCT), product);
    compare(m, LINE_REVENUE, PARTS(LINE_PRODUCT_T, LINE_PRICE), revenue);
    compare(m, LINE_OPEX, PARTS(LINE_MINING_COST, LINE_PROCESSING_COST, LINE_G_AND_A), opex);
    compare(m, LINE_EBITDA, PARTS(LINE_REVENUE, LINE_OPEX), ebitda);
    compare(m, LINE_TAXABLE_INCOME, PARTS(LINE_EBITDA, LINE_DEPRECIATION), taxable);
    if (!m->net_only)
        compare(m, LINE_NET_CASH_FLOW, PARTS(LINE_EBITDA, LINE_CAPEX_INITIAL), net);
}
