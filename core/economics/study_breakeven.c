/* What price, grade, recovery, capital or operating cost brings the post-tax NPV to zero. */
#include <math.h>

#include "core/economics/root.h"
#include "core/economics/study.h"
#include "core/economics/vary.h"

#define STEP 1.25
#define MOST 64.0
#define WIDTH 1e-13

struct search {
    struct vary *v;
    enum { PRICE, GRADE, RECOVERY, CAPITAL, OPEX } what;
    double most; /* factor that the input allows */
};

static struct econ_factors factors(const struct search *s, double x)
{
    struct econ_factors f = econ_factors_none();
    double *const at[] = {&f.price, &f.grade, &f.recovery, &f.capital, &f.opex};
    *at[s->what] = x;
    return f;
}

static double npv_at(void *search, double x)
{
    struct search *s = search;
    struct econ_factors f = factors(s, x);
    return vary_npv(s->v, &f);
}

/* Steps outwards from 1 on both sides until the sign changes: the nearest root is found even where
 * the NPV does not rise or fall throughout. */
static double nearest_root(struct search *s, double base, bool *moves)
{
    double up = 1, at_up = base, down = 1, at_down = base;
    *moves = false;
    while (up < s->most || down > 0) {
        if (up < s->most) {
            double x = fmin(up * STEP, s->most), y = npv_at(s, x);
            *moves |= y != base && isfinite(y);
            if (isfinite(y) && (y < 0) != (at_up < 0))
                return root_between(npv_at, s, up, at_up, x, y, WIDTH);
            up = x;
            at_up = isfinite(y) ? y : at_up;
        }
        if (down > 0) {
            double x = down / STEP < 1 / MOST ? 0 : down / STEP, y = npv_at(s, x);
            *moves |= y != base && isfinite(y);
            if (isfinite(y) && (y < 0) != (at_down < 0))
                return root_between(npv_at, s, x, y, down, at_down, WIDTH);
            down = x;
            at_down = isfinite(y) ? y : at_down;
        }
    }
    return NAN;
}

static double sum(const struct model *m, enum econ_line line)
{
    double all = 0;
    for (int i = 0; i < m->n; i++)
        all += m->line[line][i];
    return all;
}

static double over(double a, double b)
{
    return b > 0 ? a / b : NAN;
}

/* Mean of a rate over the ore, in per cent. */
static double by_ore(const struct model *m, enum econ_line line)
{
    double all = 0;
    for (int i = 0; i < m->n; i++)
        all += m->line[line][i] * m->line[LINE_ORE_T][i];
    return over(all, sum(m, LINE_ORE_T));
}

static double recovery_of(const struct model *m)
{
    double contained = 0;
    for (int i = 0; i < m->n; i++)
        contained += m->line[LINE_ORE_T][i] * m->line[LINE_GRADE_PCT][i] / 100;
    return over(sum(m, LINE_PRODUCT_T) * 100, contained);
}

static double level(const struct model *m, int what)
{
    switch (what) {
    case PRICE:
        return over(sum(m, LINE_REVENUE), sum(m, LINE_PRODUCT_T) * 1000);
    case GRADE:
        return by_ore(m, LINE_GRADE_PCT);
    case RECOVERY:
        return recovery_of(m);
    case CAPITAL:
        return sum(m, LINE_CAPEX_INITIAL);
    default:
        return m->known[LINE_ORE_T] ? over(sum(m, LINE_OPEX), sum(m, LINE_ORE_T))
                                    : sum(m, LINE_OPEX);
    }
}

static double highest(const struct model *m, enum econ_line line)
{
    double most = 0;
    for (int i = 0; i < m->n; i++)
        most = fmax(most, m->line[line][i]);
    return most;
}

/* A share of the ore or of the metal cannot pass 100 %. */
static double allowed(const struct model *m, int what)
{
    double share = what == GRADE ? highest(m, LINE_GRADE_PCT) : 0;
    if (what == RECOVERY) {
        share = m->given[LINE_RECOVERY_PCT] ? highest(m, LINE_RECOVERY_PCT) : 0;
        for (size_t k = 0; k < m->in->n_products; k++)
            share = fmax(share, m->in->products[k].recovery_pct);
    }
    return what == PRICE ? 1024 : share > 0 ? fmin(MOST, 100 / share) : MOST;
}

static const char *reason(struct arena *a, const struct search *s, bool moves)
{
    static const char *const fixed[] = {
        "prices do not move the cash flow: it is given",
        "neither grade nor tonnes of product are known, or the cash flow is given",
        "neither recovery nor tonnes of product are known, or the cash flow is given",
        "capital does not move the cash flow: none is known, or the cash flow is given",
        "operating cost does not move the cash flow: none is known, or EBITDA is given"};
    if (!moves)
        return fixed[s->what];
    if ((s->what == GRADE || s->what == RECOVERY) && s->most < MOST)
        return arena_printf(a,
                            "no factor up to %.4g, which is 100 %%, brings the post-tax NPV to "
                            "zero",
                            s->most);
    return arena_printf(a, "no factor up to %.4g brings the post-tax NPV to zero", s->most);
}

static void one(struct arena *a, const struct econ_result *e, struct search *s,
                struct econ_breakeven *b)
{
    double base = vary_npv(s->v, &(struct econ_factors){1, 1, 1, 1, 1, 0});
    bool moves = true;
    const struct model *now = e->model;
    b->now = level(now, (int)s->what);
    s->most = allowed(now, (int)s->what);
    b->factor = base == 0 ? 1 : nearest_root(s, base, &moves);
    if (isnan(b->factor)) {
        b->why = reason(a, s, moves);
        return;
    }
    struct econ_factors f = factors(s, b->factor);
    const struct model *m = vary_run(s->v, &f, NULL, -1);
    b->value = m != NULL ? level(m, (int)s->what) : NAN;
    double left = m != NULL ? model_npv(m, LINE_NET_CASH_FLOW, m->rate) : 0;
    b->jump = fabs(left) > 1e-6 * (fabs(base) + fabs(model_npv(now, LINE_REVENUE, now->rate)));
    if (e->taxes_open)
        b->at_open = s->what == CAPITAL || s->what == OPEX ? "at most" : "at least";
}

void study_breakeven(struct arena *a, const struct econ_result *e, struct vary *v,
                     struct econ_study *s)
{
    const char *money = e->currency[0] != '\0' ? e->currency : "currency";
    const char *per_ore = e->lines[LINE_ORE_T] != NULL ? arena_printf(a, "%s/t ore", money) : money;
    const struct econ_breakeven rows[ECON_BREAKEVENS] = {
        {.what = "price",
         .title = "Price, average of all products",
         .unit = arena_printf(a, "%s/kg", money)},
        {.what = "grade", .title = "Head grade", .unit = "%"},
        {.what = "recovery", .title = "Recovery, ore to product", .unit = "%"},
        {.what = "capital", .title = "Initial capital", .unit = money},
        {.what = "opex", .title = "Operating cost", .unit = per_ore}};
    for (int k = 0; k < ECON_BREAKEVENS; k++) {
        struct econ_breakeven *b = &s->breakeven[k];
        *b = rows[k];
        b->factor = b->value = b->now = NAN;
        struct search search = {.v = v, .what = (unsigned)k};
        if (v == NULL)
            b->why = "there is no cash flow";
        else
            one(a, e, &search, b);
    }
}
