/* Tonnes and prices in forms, after physicals.c and prices.c: what the uncertain inputs cannot
 * change is taken from the general model, which was computed with all inputs as stated. */
#include <math.h>
#include <string.h>

#include "core/economics/lanes.h"

#define REACH 8.5 /* no draw of a normal lies further out, in standard deviations */

/* --- inputs ----------------------------------------------------------------------------------- */

static void bounds(const struct dist *d, double *low, double *high)
{
    *low = d->low;
    *high = d->high;
    if (d->kind == DIST_NORMAL || d->kind == DIST_LOGNORMAL) {
        *low = d->mu - REACH * d->sigma;
        *high = d->mu + REACH * d->sigma;
    }
    if (d->kind == DIST_LOGNORMAL) {
        *low = exp(*low);
        *high = exp(*high);
    }
}

double lane_stored(const struct risk_place *p, bool relative, double value)
{
    if (p->kind == PLACE_PRICES || (p->kind == PLACE_SERIES && relative))
        return value;
    return fmin(fmax(value * p->scale, p->low), p->high);
}

static void inputs(struct lane_model *x, struct lanes *out)
{
    const struct econ_risk *r = x->risk;
    out->path = -1;
    for (size_t k = 0; k < r->n; k++)
        x->input_of[k] = -1;
    for (size_t u = 0; u < r->n_uncertain; u++) {
        size_t k = r->uncertain[u];
        const struct risk_input *in = &r->inputs[k];
        double low = 0, high = 0;
        if (in->path) {
            out->path = (int)u;
        } else {
            bounds(&in->dist, &low, &high);
            low = lane_stored(&r->places[k], in->relative, low);
            high = lane_stored(&r->places[k], in->relative, high);
        }
        x->input_of[k] = (int)u;
        /* A fixed value has a variable too: every input has its row. */
        struct lane_op op = {.kind = LANE_INPUT, .low = low, .high = high};
        VEC_PUSH(x->b->a, &x->b->ops, op);
        x->value[u] = form_var(x->b, (int)u);
    }
    out->n_inputs = r->n_uncertain;
    if (out->path < 0)
        return;
    struct form *path = ARENA_ARRAY(x->b->a, (size_t)x->m->n, struct form);
    for (int i = 0; i < x->m->n; i++) {
        struct lane_op op = {.kind = LANE_INPUT, .low = 1e-300, .high = INFINITY};
        path[i] = form_var(x->b, (int)x->b->ops.n);
        VEC_PUSH(x->b->a, &x->b->ops, op);
    }
    out->n_inputs += (size_t)x->m->n;
    x->path = path;
}

/* The uncertain input that is stored there, or -1. */
static int input_at(const struct lane_model *x, const void *field)
{
    size_t offset = (size_t)((const char *)field - (const char *)x->m->in);
    for (size_t k = 0; k < x->risk->n; k++)
        if (x->input_of[k] >= 0 && x->risk->places[k].kind != PLACE_PRICES &&
            x->risk->places[k].offset == offset)
            return (int)k;
    return -1;
}

bool lane_varies(const struct lane_model *x, const void *field)
{
    return input_at(x, field) >= 0;
}

struct form lane_number(struct lane_model *x, const double *field)
{
    int k = input_at(x, field);
    if (k < 0)
        return form_of(*field);
    x->used[k] = true;
    return x->value[x->input_of[k]];
}

void lane_series(struct lane_model *x, const struct econ_series *s, struct form *out)
{
    int k = input_at(x, s), n = x->m->n;
    double *base = ARENA_ARRAY(x->b->a, (size_t)n, double);
    model_series(x->m, s, base);
    for (int i = 0; i < n; i++) {
        out[i] = form_of(base[i]);
        if (k < 0)
            continue;
        x->used[k] = true;
        const struct form v = x->value[x->input_of[k]];
        const struct risk_place *p = &x->risk->places[k];
        if (s->kind == SERIES_SCALAR)
            out[i] = v;
        else if (base[i] != 0)
            out[i] =
                form_least(x->b, form_most(x->b, form_scale(x->b, v, base[i]), form_of(p->low)),
                           form_of(p->high));
    }
}

/* --- tonnes ----------------------------------------------------------------------------------- */

struct form *lane_row(const struct lane_model *x)
{
    return ARENA_ARRAY(x->b->a, (size_t)x->m->n, struct form);
}

/* The base figure times what changed in a factor of it. */
static struct form rescale(struct lane_model *x, double base, struct form now, double was)
{
    if (now.n == 0 && now.c == was)
        return form_of(base);
    if (base == 0 && was != 0)
        return form_of(0);
    if (was == 0)
        lanes_fault(x->b, "an uncertain input whose stated value is 0");
    return form_scale(x->b, now, base / was);
}

static void ore_and_grade(struct lane_model *x)
{
    const struct model *m = x->m;
    const struct econ_input *in = m->in;
    struct form strip = lane_number(x, &in->strip_ratio), *ore = x->line[LINE_ORE_T];
    bool by_year = in->ore.kind == SERIES_LIST || in->ore.kind == SERIES_YEARS;
    if (!m->given[LINE_ORE_T] && by_year)
        lane_series(x, &in->ore, ore);
    for (int i = 0; i < m->n && !m->given[LINE_WASTE_T]; i++)
        x->line[LINE_WASTE_T][i] =
            m->known[LINE_WASTE_T] ? form_mul(x->b, ore[i], strip) : form_of(0);
    if (m->given[LINE_GRADE_PCT] || in->grade_treo_pct.kind == SERIES_NONE)
        return;
    double diluted = 1 + (isnan(in->dilution_pct) ? 0 : in->dilution_pct) / 100;
    lane_series(x, &in->grade_treo_pct, x->line[LINE_GRADE_PCT]);
    for (int i = 0; i < m->n; i++) {
        struct form *g = &x->line[LINE_GRADE_PCT][i];
        *g = m->known[LINE_ORE_T] && form_is(ore[i], 0) ? form_of(0)
                                                        : form_scale(x->b, *g, 1 / diluted);
    }
}

static struct form product_in(struct lane_model *x, size_t k, int i)
{
    const struct model *m = x->m;
    const struct econ_product *p = &m->in->products[k];
    double base = m->product_t[k][i];
    if (m->given[LINE_PRODUCT_T]) {
        if (m->in->n_products > 1 && lane_varies(x, &p->recovery_pct))
            lanes_fault(x->b, "a recovery that parts a given product");
        return rescale(x, base, x->line[LINE_PRODUCT_T][i], m->line[LINE_PRODUCT_T][i]);
    }
    struct form now = form_mul(x->b, x->line[LINE_ORE_T][i], x->line[LINE_GRADE_PCT][i]);
    double was = m->line[LINE_ORE_T][i] * m->line[LINE_GRADE_PCT][i];
    bool by_line = m->given[LINE_RECOVERY_PCT];
    now = form_mul(x->b, now,
                   by_line ? x->line[LINE_RECOVERY_PCT][i] : lane_number(x, &p->recovery_pct));
    was *= by_line ? m->line[LINE_RECOVERY_PCT][i] : p->recovery_pct;
    return rescale(x, base, now, was);
}

static void tonnes(struct lane_model *x)
{
    const struct model *m = x->m;
    struct form *total = x->line[LINE_PRODUCT_T], *recovery = x->line[LINE_RECOVERY_PCT];
    bool sum = !m->given[LINE_PRODUCT_T];
    for (size_t k = 0; k < m->in->n_products; k++) {
        if (m->product_t[k] == NULL)
            continue;
        x->product_t[k] = lane_row(x);
        for (int i = 0; i < m->n; i++) {
            x->product_t[k][i] = product_in(x, k, i);
            if (sum)
                total[i] = form_add(x->b, total[i], x->product_t[k][i]);
        }
    }
    for (int i = 0; i < m->n; i++) {
        struct form contained = form_mul(x->b, x->line[LINE_ORE_T][i], x->line[LINE_GRADE_PCT][i]);
        contained = form_scale(x->b, contained, .01);
        if (sum && m->in->n_products == 0 && m->given[LINE_RECOVERY_PCT])
            total[i] = form_scale(x->b, form_mul(x->b, contained, recovery[i]), .01);
        else if (sum && !m->given[LINE_RECOVERY_PCT] && m->known[LINE_RECOVERY_PCT] &&
                 !form_is(contained, 0))
            recovery[i] = form_scale(x->b, form_div(x->b, total[i], contained), 100);
    }
}

/* --- prices ----------------------------------------------------------------------------------- */

static struct form gross_in(struct lane_model *x, size_t k, int i)
{
    const struct econ_product *p = &x->m->in->products[k];
    double base = x->m->gross_price[k][i];
    struct form now = lane_number(x, &p->payable_pct);
    double was = p->payable_pct;
    if (isnan(was)) {
        now = form_of(1);
        was = 1;
    }
    if (p->price.series.kind != SERIES_NONE) {
        if (!lane_varies(x, &p->price.series))
            return rescale(x, base, now, was);
        struct form *by = lane_row(x);
        double *stated = ARENA_ARRAY(x->b->a, (size_t)x->m->n, double);
        lane_series(x, &p->price.series, by);
        model_series(x->m, &p->price.series, stated);
        return rescale(x, base, form_mul(x->b, now, by[i]), was * stated[i]);
    }
    if (p->price.deck == NULL && lane_varies(x, &p->price.value)) {
        now = form_mul(x->b, now, lane_number(x, &p->price.value));
        was *= p->price.value;
    }
    return rescale(x, base, now, was);
}

static struct form factor_in(const struct lane_model *x, int i)
{
    const struct econ_risk *r = x->risk;
    double fixed = x->m->price_factor * x->m->factor;
    struct form f = form_of(1);
    if (x->path != NULL)
        f = x->path[i];
    else if (r->prices >= 0 && x->input_of[r->prices] >= 0)
        f = x->value[x->input_of[r->prices]];
    return form_scale(x->b, f, fixed);
}

/* Charges are not scaled. */
static void revenue_of_products(struct lane_model *x, int i)
{
    const struct model *m = x->m;
    struct form sum = form_of(0), price = form_of(0);
    for (size_t k = 0; k < m->in->n_products; k++) {
        struct form net =
            form_sub(x->b,
                     x->gross_price[k] != NULL ? form_mul(x->b, x->factor[i], x->gross_price[k][i])
                                               : form_of(0),
                     form_scale(x->b, x->charge[k], model_index(m, i)));
        if (x->product_t[k] != NULL)
            sum = form_add(x->b, sum, form_mul(x->b, x->product_t[k][i], net));
        price = m->in->n_products == 1 ? net : price;
    }
    x->line[LINE_REVENUE][i] = sum;
    struct form t = x->line[LINE_PRODUCT_T][i];
    if (m->in->n_products != 1)
        price = form_is(t, 0) ? form_of(0) : form_div(x->b, sum, t);
    x->line[LINE_PRICE][i] = price;
}

static void sales(struct lane_model *x)
{
    const struct model *m = x->m;
    bool priced = false;
    x->factor = lane_row(x);
    for (size_t k = 0; k < m->in->n_products; k++) {
        priced |= m->gross_price[k] != NULL;
        if (m->gross_price[k] != NULL) {
            x->gross_price[k] = lane_row(x);
            x->charge[k] = isnan(m->in->products[k].charge.value)
                               ? form_of(0)
                               : lane_number(x, &m->in->products[k].charge.value);
        }
        for (int i = 0; i < m->n && m->gross_price[k] != NULL; i++)
            x->gross_price[k][i] = gross_in(x, k, i);
    }
    if (x->risk->prices >= 0)
        x->used[x->risk->prices] = true;
    for (int i = 0; i < m->n; i++) {
        x->factor[i] = factor_in(x, i);
        if (m->given[LINE_REVENUE]) {
            x->line[LINE_REVENUE][i] = form_mul(x->b, x->factor[i], x->line[LINE_REVENUE][i]);
        } else if (m->given[LINE_PRICE]) {
            x->line[LINE_PRICE][i] = form_mul(x->b, x->factor[i], x->line[LINE_PRICE][i]);
            x->line[LINE_REVENUE][i] =
                form_mul(x->b, x->line[LINE_PRICE][i], x->line[LINE_PRODUCT_T][i]);
        } else if (priced && m->priced) {
            revenue_of_products(x, i);
        }
    }
}

/* --- together --------------------------------------------------------------------------------- */

/* Production must begin and end in the same year in every trial. */
static void production(struct lane_model *x)
{
    const struct model *m = x->m;
    for (int i = 0; i < m->n; i++) {
        bool surely = false, never = true;
        const int lines[] = {LINE_ORE_T, LINE_PRODUCT_T, LINE_REVENUE};
        for (size_t k = 0; k < COUNT(lines); k++) {
            struct form f = x->line[lines[k]][i];
            bool before = lines[k] != LINE_REVENUE || m->given[LINE_REVENUE];
            surely |= before && form_low(x->b, f) > 0;
            never &= !before || form_high(x->b, f) <= 0;
        }
        if (!surely && !never)
            lanes_fault(x->b, "years of production that depend on an uncertain input");
    }
}

static void lines(struct lane_model *x)
{
    const struct model *m = x->m;
    for (int line = 0; line < LINE_COUNT; line++) {
        x->line[line] = lane_row(x);
        if (m->given[line])
            lane_series(x, &m->in->lines[line], x->line[line]);
    }
    for (int i = 0; i < m->n && !m->given[LINE_ORE_T]; i++)
        x->line[LINE_ORE_T][i] = form_of(m->line[LINE_ORE_T][i]);
}

/* Each discounted flow is the flow times a power of 1 / (1 + rate). */
static struct form npv(struct lane_model *x)
{
    const struct model *m = x->m;
    struct lane_builder *b = x->b;
    const struct form *flow = x->line[LINE_NET_CASH_FLOW];
    struct form rate = isnan(m->in->discount_rate) ? form_of(x->risk->rate)
                                                   : lane_number(x, &m->in->discount_rate);
    struct form by = form_div(b, form_of(1), form_add(b, form_of(1), rate)), sum = form_of(0);
    double offset = model_offset(m);
    if (rate.n == 0) {
        for (int i = m->start; i < m->n; i++)
            sum = form_sum(b, sum, flow[i], pow(1 + rate.c, -(i - m->start + offset)));
        return sum;
    }
    for (int i = m->n; i-- > m->start;) {
        sum = form_add(b, form_whole(b, sum), flow[i]);
        if (i > m->start)
            sum = form_mul(b, form_whole(b, sum), by);
    }
    for (; offset >= 1; offset--)
        sum = form_mul(b, form_whole(b, sum), by);
    return offset > 0 ? form_mul(b, form_whole(b, sum), form_root(b, by)) : sum;
}

static struct form lowest_cover(struct lane_model *x, bool *any)
{
    struct lane_builder *b = x->b;
    struct form *const *l = x->line, lowest = form_of(0);
    for (int i = x->m->start; i < x->m->n; i++) {
        struct form due = form_add(b, l[LINE_INTEREST][i], l[LINE_PRINCIPAL][i]);
        if (form_high(b, due) <= 0)
            continue;
        if (!(form_low(b, due) > 0))
            lanes_fault(b, "debt service that is nothing in some trials");
        struct form c = form_div(b, lane_cfads(x, i), due);
        lowest = *any ? form_least(b, lowest, form_whole(b, c)) : form_whole(b, c);
        *any = true;
    }
    return lowest;
}

static void unused_inputs(struct lane_model *x)
{
    for (size_t k = 0; k < x->risk->n; k++)
        if (x->input_of[k] >= 0 && !x->used[k])
            lanes_fault(x->b,
                        arena_printf(x->risk->arena, "an uncertain %s", x->risk->inputs[k].name));
}

static void compile(struct lanes *out, struct arena *a, struct lane_model *x)
{
    struct form figures[2];
    const struct model *m = x->m;
    if (m->net_only || !m->complete || m->start >= m->n) {
        lanes_fault(x->b, "a net cash flow alone");
        return;
    }
    inputs(x, out);
    lines(x);
    ore_and_grade(x);
    tonnes(x);
    production(x); /* before prices count */
    sales(x);
    lane_flows(x);
    figures[0] = npv(x);
    if (x->risk->has_debt)
        figures[1] = lowest_cover(x, &out->has_cover);
    unused_inputs(x);
    if (x->b->fault == NULL)
        out->program = lane_program_new(a, x->b, figures, out->has_cover ? 2 : 1);
}

struct lanes *lanes_new(struct arena *a, const struct econ_risk *r)
{
    struct lanes *out = ARENA_NEW(a, struct lanes);
    struct arena *own = arena_new();
    struct lane_builder b = {.a = own};
    struct lane_model *x = ARENA_NEW(own, struct lane_model);
    struct risk_worker *w = risk_worker_new(r);
    x->b = &b;
    x->risk = r;
    risk_run(w);
    x->m = risk_model(w);
    for (int i = 0; i < x->m->n; i++)
        out->scale += fabs(x->m->line[LINE_NET_CASH_FLOW][i]);
    compile(out, a, x);
    out->fault = b.fault;
    risk_worker_free(w);
    arena_free(own);
    return out;
}
