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

const char *const filter_method_names[FILTER_METHODS] = {
    "open pit",  "block caving",      "room and pillar",        "cut and fill",
    "shrinkage", "sublevel longhole", "vertical crater retreat"};
const char *const filter_mill_names[FILTER_MILLS] = {"flotation, one product",
                                                     "flotation, two products",
                                                     "flotation, three products",
                                                     "countercurrent decantation (Merrill-Crowe)",
                                                     "carbon in pulp",
                                                     "carbon in leach",
                                                     "autoclave and carbon in leach",
                                                     "flotation, roasting and leach",
                                                     "gravity",
                                                     "heap leach",
                                                     "solvent extraction and electrowinning"};

/* dilution: share of waste mixed in; recovery: share of the deposit that is mined. Cost is a X^b, X
 * in short tons a day. deep: shaft, hoisting and pumping come on top of capital; an operating cost
 * whose terms for depth are not known is not given at all. */
static const struct {
    double dilution, recovery, capital, capital_power, operating, operating_power;
    bool deep, lacks_depth;
} mining[FILTER_METHODS] = {
    {.05, .90, 0, 0, 0, 0, false, false}, /* open pit: two ranges of capacity, see there */
    {.15, .95, 64800, .759, 48.4, -.217, true, false},
    {.05, .85, 97600, .644, 35.5, -.171, true, true},
    {.05, .85, 1250000, .644, 279.9, -.294, false, false},
    {.10, .90, 179000, .620, 74.9, -.160, false, false},
    {.15, .85, 115000, .552, 41.9, -.181, false, false},
    {.10, .90, 45200, .747, 51.0, -.206, true, true},
};

/* Y = a X^b, X in short tons a day. */
static const struct {
    double capital, capital_power, operating, operating_power;
} mills[FILTER_MILLS] = {
    {92600, .667, 121, -.336},   {82500, .702, 149, -.356},  {83600, .708, 153, -.344},
    {414000, .584, 128, -.300},  {372000, .540, 105, -.303}, {50000, .745, 84.2, -.281},
    {96500, .770, 78.1, -.196},  {481000, .552, 101, -.246}, {135300, .529, 67.8, -.364},
    {296500, .512, 31.5, -.223}, {14600, .596, 3.0, -.145},
};

enum filter_method filter_method_for(enum filter_shape shape, double depth_m)
{
    if (shape == FILTER_VEIN)
        return FILTER_CRATER_RETREAT;
    if (depth_m < OPEN_PIT_DEPTH)
        return FILTER_OPEN_PIT;
    return shape == FILTER_FLAT ? FILTER_ROOM_AND_PILLAR : FILTER_BLOCK_CAVING;
}

enum filter_method filter_method_of(double depth_m)
{
    return filter_method_for(FILTER_MASSIVE, depth_m);
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

/* Yards to the bottom of the workings. */
static double workings_depth(enum filter_method method, const struct mine *m, double depth_m)
{
    double top = YARDS_PER_METRE * depth_m;
    switch (method) {
    case FILTER_ROOM_AND_PILLAR:
        return fmax(6, .0243 * cbrt(m->s) + top);
    case FILTER_CRATER_RETREAT:
        return .6853 * cbrt(m->s) + top;
    default:
        return .3772 * cbrt(m->s) + top;
    }
}

/* Tons a day. The rules for room and pillar and for vertical crater retreat count dilution once
 * more than the mill does; those of cut and fill, shrinkage and longhole spread the ore over its
 * life. */
static double underground_capacity(const struct filter_case *f, const struct mine *m)
{
    switch (f->method) {
    case FILTER_ROOM_AND_PILLAR:
        return pow(1.05 * m->mined, .75) / per_day(f);
    case FILTER_CRATER_RETREAT:
        return pow(1.1 * m->mined, .75) / per_day(f);
    case FILTER_CUT_AND_FILL:
    case FILTER_SHRINKAGE:
    case FILTER_LONGHOLE:
        return m->mined / (m->life * f->days);
    default:
        return m->c_mill;
    }
}

static void underground(const struct filter_case *f, struct mine *m)
{
    m->depth = workings_depth(f->method, m, f->depth_m);
    m->c = underground_capacity(f, m);
    m->capital = mining[f->method].capital * pow(m->c, mining[f->method].capital_power);
    m->operating = mining[f->method].operating * pow(m->c, mining[f->method].operating_power);
    if (mining[f->method].deep)
        m->capital += 371 * m->c + 540 * m->depth * pow(m->c, .404);
    double feet = 3 * m->depth;
    if (f->method == FILTER_BLOCK_CAVING)
        m->operating += 2343 / m->c + .44 * feet / m->c + .00163 * feet;
    if (mining[f->method].lacks_depth)
        m->operating = NAN;
}

static double tailings_acres(const struct mine *m)
{
    double k = m->life < 7.5 ? 17 : m->life < 15 ? 32 : 62;
    return k * m->c_mill / 1000;
}

static double tailings(const struct mine *m)
{
    double acres = tailings_acres(m), side = 4 * sqrt(43560 * acres);
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
        underground(f, &m);
    double value = 0, place = f->escalation * f->capital_factor;
    for (size_t i = 0; i < f->n_metals; i++)
        value += f->metals[i].price * f->metals[i].recovery * f->metals[i].grade_pct / 100;
    value *= VALUE_SHORT_TON;
    double mill = mills[f->mill].operating * pow(m.c_mill, mills[f->mill].operating_power);
    struct filter_result r = {
        .life_years = m.life, .mine_st_per_day = m.c, .mill_st_per_day = m.c_mill};
    r.mine_capital = place * m.capital;
    r.mill_capital = place * mills[f->mill].capital * pow(m.c_mill, mills[f->mill].capital_power);
    r.tailings_acres = tailings_acres(&m);
    r.tailings_capital = place * tailings(&m);
    r.capital = r.mine_capital + r.mill_capital + r.tailings_capital;
    r.operating = f->escalation * f->operating_factor *
                  (smelter(f, &m) + (m.c * m.operating + m.c_mill * mill) * f->days);
    r.margin = value * m.c_mill * f->days - r.operating;
    double annuity = f->rate == 0 ? m.life : (1 - pow(1 + f->rate, -m.life)) / f->rate;
    r.npv = r.margin * annuity - r.capital;
    *out = r;
    out->lacks_depth = mining[f->method].lacks_depth;
    return isfinite(r.capital) && (isfinite(r.npv) || out->lacks_depth);
}
