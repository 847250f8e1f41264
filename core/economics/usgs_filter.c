/* The economic filter of the US Geological Survey.
 *
 * Where the published scripts differ between their own blocks, the values of the first block are
 * used, which reproduce the published result to the cent: depth coefficient 0.3772, exponents
 * -0.336 for one-product flotation, 0.708 for three products. A capacity of exactly 20,000 st/d and
 * a life of exactly 7.5 or 15 years, which the scripts leave to the previous case, belong to the
 * upper band here. */
#include <math.h>

#include "core/economics/screening.h"

#define TONNES_PER_SHORT_TON 0.907185
#define VALUE_SHORT_TON 0.90715 /* the scripts' own figure where ore is valued */
#define YARDS_PER_METRE 1.0936
#define OPEN_PIT_DEPTH 61.0
#define BREAK_CAPACITY 20000.0

const char *const filter_method_names[FILTER_METHODS] = {"open pit", "block caving"};

/* Share of waste mixed in, share of the deposit that is mined. */
static const struct {
    double dilution, recovery;
} mining[FILTER_METHODS] = {{.05, .90}, {.15, .95}};

/* Y = a X^b, X in short tons a day. */
static const struct {
    double capital, capital_power, operating, operating_power;
} mills[FILTER_MILLS] = {
    {92600, .667, 121, -.336}, {82500, .702, 149, -.356}, {83600, .708, 153, -.344}};

enum filter_method filter_method_of(double depth_m)
{
    return depth_m < OPEN_PIT_DEPTH ? FILTER_OPEN_PIT : FILTER_BLOCK_CAVING;
}

/* One deposit on its way through the equations. */
struct mine {
    double s;         /* ore, short tons */
    double mined;     /* short tons delivered to the mill */
    double depth;     /* yards */
    double c;         /* capacity of the mine, short tons a day */
    double c_mill;    /* of the mill */
    double life;      /* years */
    double capital;   /* 1989 US$ */
    double operating; /* per short ton */
};

static double per_day(const struct filter_case *f)
{
    return f->days >= 300 ? 70 : 52; /* divisors of the capacity rule for 350 and 260 days */
}

static void open_pit(const struct filter_case *f, struct mine *m)
{
    m->depth = .3772 * cbrt(m->s) + YARDS_PER_METRE * f->depth_m;
    double strip = 2.225 * 4.1 * pow(m->depth, 3) / m->s - 1;
    double c = pow((strip + 1) * m->mined, .75) / per_day(f);
    bool small = c < BREAK_CAPACITY;
    m->c = c;
    m->capital = small ? 160000 * pow(c, .515) : 2670 * pow(c, .917);
    m->operating = small ? 71.0 * pow(c, -.414) : 5.14 * pow(c, -.148);
}

/* A shaft, hoisting and pumping come on top; their depth is in feet. */
static void block_caving(const struct filter_case *f, struct mine *m)
{
    m->depth = .3772 * cbrt(m->s) + YARDS_PER_METRE * f->depth_m;
    m->c = m->c_mill;
    double feet = 3 * m->depth;
    m->capital = 64800 * pow(m->c, .759) + 371 * m->c + 540 * m->depth * pow(m->c, .404);
    m->operating = 48.4 * pow(m->c, -.217) + 2343 / m->c + .44 * feet / m->c + .00163 * feet;
}

static double tailings(const struct mine *m)
{
    double k = m->life < 7.5 ? 17 : m->life < 15 ? 32 : 62;
    double acres = k * m->c_mill / 1000, side = 4 * sqrt(43560 * acres);
    double pond = 146000 + 1783 * acres, dam = 161 * side, liner = 5 * side + 35790 * acres;
    return pond + dam + liner;
}

static double smelter(const struct filter_case *f, const struct mine *m)
{
    const struct filter_metal *copper = f->metals;
    double equivalent = 0;
    if (!f->smelter || f->n_metals == 0 || !(copper->price * copper->recovery > 0))
        return 0;
    for (size_t i = 0; i < f->n_metals; i++)
        equivalent += f->metals[i].price * f->metals[i].recovery * f->metals[i].grade_pct;
    equivalent /= copper->price * copper->recovery;
    return .26 * 2000 * m->s * (equivalent / 100) * mining[f->method].recovery * copper->recovery /
           m->life;
}

static bool sensible(const struct filter_case *f)
{
    return f->ore_t > 0 && f->depth_m >= 0 && f->depth_m < 5000 && f->days > 0 && f->days <= 366 &&
           f->rate > -1 && f->escalation > 0 && f->capital_factor > 0 && f->operating_factor > 0;
}

bool filter_run(const struct filter_case *f, struct filter_result *out)
{
    if (!sensible(f))
        return false;
    struct mine m = {.s = f->ore_t / TONNES_PER_SHORT_TON};
    m.mined = (1 + mining[f->method].dilution) * mining[f->method].recovery * m.s;
    m.life = .2 * pow(m.s, .25);
    m.c_mill = pow(m.mined, .75) / per_day(f);
    if (f->method == FILTER_OPEN_PIT)
        open_pit(f, &m);
    else
        block_caving(f, &m);
    double value = 0, place = f->escalation * f->capital_factor;
    for (size_t i = 0; i < f->n_metals; i++)
        value += f->metals[i].price * f->metals[i].recovery * f->metals[i].grade_pct / 100;
    value *= VALUE_SHORT_TON;
    double mill = mills[f->mill].operating * pow(m.c_mill, mills[f->mill].operating_power);
    struct filter_result r = {
        .life_years = m.life, .mine_st_per_day = m.c, .mill_st_per_day = m.c_mill};
    r.mine_capital = place * m.capital;
    r.mill_capital = place * mills[f->mill].capital * pow(m.c_mill, mills[f->mill].capital_power);
    r.tailings_capital = place * tailings(&m);
    r.capital = r.mine_capital + r.mill_capital + r.tailings_capital;
    r.operating = f->escalation * f->operating_factor *
                  (smelter(f, &m) + (m.c * m.operating + m.c_mill * mill) * f->days);
    r.margin = value * m.c_mill * f->days - r.operating;
    double annuity = f->rate == 0 ? m.life : (1 - pow(1 + f->rate, -m.life)) / f->rate;
    r.npv = r.margin * annuity - r.capital;
    *out = r;
    return isfinite(r.npv) && isfinite(r.capital);
}
