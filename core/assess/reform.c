/* reform.c: projects under the law as it stands and under another. */
#include "core/assess/reform.h"

#include <math.h>
#include <string.h>

#include "core/assess/reform_internal.h"

const char *change_kind_name(enum change_kind k)
{
    static const char *const names[] = {"param",
                                        "instrument",
                                        "step",
                                        "instrument_added",
                                        "instrument_repealed",
                                        "barrier_repealed",
                                        "barrier_softened",
                                        "fact"};
    return names[k];
}

bool reform_is_law(const struct rule *rule, const char *country)
{
    const char *id = rule->id;
    return strlen(country) == 2 && strlen(id) > 3 && id[0] == (country[0] | 0x20) &&
           id[1] == (country[1] | 0x20) && id[2] == '.';
}

bool reform_is_stop(const struct finding *f, const char *country)
{
    return f->status == STATUS_FAIL && f->rule->severity <= SEV_HIGH &&
           reform_is_law(f->rule, country);
}

bool reform_is_barrier(const struct finding *f, const char *country)
{
    return (f->status == STATUS_FAIL || (f->status == STATUS_CONDITIONAL && !f->lowered)) &&
           reform_is_law(f->rule, country);
}

/* --- figures -----------------------------------------------------------------------------------
 */

static double npv_of(const struct econ_metrics *m, double rate)
{
    for (size_t i = 0; i < m->n_npv; i++) {
        if (m->npv[i].rate == rate)
            return m->npv[i].value;
    }
    return NAN;
}

/* The least of a loan's limits but the amount that is asked for; NaN when it has none. */
static double capacity_of(const struct econ_loan *loan)
{
    double least = INFINITY;
    for (size_t i = 1; i < ECON_LIMITS; i++) {
        if (isfinite(loan->limits[i]))
            least = fmin(least, fmax(0, loan->limits[i]));
    }
    return isfinite(least) ? least : NAN;
}

static double capacity(const struct econ_result *e)
{
    double sum = 0;
    for (size_t i = 0; i < e->n_loans; i++)
        sum += capacity_of(&e->loans[i]);
    return e->n_loans != 0 ? sum : NAN;
}

void reform_figures(const struct econ_result *e, struct reform_figures *out)
{
    *out = (struct reform_figures){NAN, NAN, NAN, NAN, NAN, NAN};
    if (e == NULL || !e->complete)
        return;
    out->npv = npv_of(&e->post_tax, e->discount_rate);
    out->equity_npv = npv_of(&e->equity, e->discount_rate);
    out->government_take = e->government_take;
    out->receipts = e->receipts;
    out->receipts_pv = e->receipts_pv;
    out->debt_capacity = capacity(e);
}

/* --- one project -------------------------------------------------------------------------------
 */

static void compare_checks(struct arena *a, struct reform_project *p, const char *country)
{
    VEC(struct reform_status) changed = {0};
    VEC(const struct finding *) barriers = {0};
    for (size_t i = 0; i < p->before->n_findings; i++) {
        const struct finding *was = &p->before->findings[i], *is = &p->after->findings[i];
        struct reform_status s = {was, is};
        if (was->status != is->status)
            VEC_PUSH(a, &changed, s);
        p->stops_before += reform_is_stop(was, country) ? 1 : 0;
        p->stops_after += reform_is_stop(is, country) ? 1 : 0;
        if (reform_is_barrier(is, country))
            VEC_PUSH(a, &barriers, is);
    }
    p->checks = changed.items;
    p->n_checks = changed.n;
    p->barriers = barriers.items;
    p->n_barriers = barriers.n;
}

static void compare_verdicts(struct arena *a, struct reform_project *p)
{
    VEC(struct reform_verdict) changed = {0};
    for (size_t i = 0; i < p->before->n_programmes; i++) {
        const struct programme_result *was = &p->before->programmes[i],
                                      *is = &p->after->programmes[i];
        struct reform_verdict v = {was->programme, was->verdict, is->verdict};
        if (was->verdict != is->verdict)
            VEC_PUSH(a, &changed, v);
    }
    p->verdicts = changed.items;
    p->n_verdicts = changed.n;
}

/* The first tax that is required and not known. */
static const char *open_tax(const struct econ_result *e)
{
    for (size_t i = 0; i < e->n_missing; i++) {
        if (e->missing[i].required)
            return e->missing[i].title;
    }
    return "a tax";
}

/* A side on which a tax is not known cannot be set beside one on which all are. */
static void figures_note(struct arena *a, struct reform_project *p)
{
    const struct econ_result *was = p->before->economics, *is = p->after->economics;
    const struct reform_figures none = {NAN, NAN, NAN, NAN, NAN, NAN};
    if (isnan(p->was.npv)) {
        p->note = "the project file gives no complete cash flow, so there are no figures";
    } else if (was->taxes_open && is->taxes_open) {
        p->note = arena_printf(a,
                               "%s is not known before and after: both sides leave it out, and "
                               "their figures are upper bounds",
                               open_tax(was));
    } else if (is->taxes_open) {
        p->is = none;
        p->note = arena_printf(a, "no figures after the change: %s is not known", open_tax(is));
    } else if (was->taxes_open) {
        p->was = none;
        p->note = arena_printf(a, "no figures before the change: %s is not known", open_tax(was));
    }
}

void reform_project(struct arena *a, const struct law *law, const struct assessment *before,
                    bool concerned, struct reform_project *out)
{
    *out = (struct reform_project){
        .dossier = before->dossier, .before = before, .after = before, .concerned = concerned};
    const char *country = dossier_country(before->dossier);
    if (concerned) {
        struct law with = *law;
        const struct dossier *d = law_dossier(a, law, before->dossier, before->as_of);
        struct econ_options options = {.case_name = before->economics->case_name};
        if (options.case_name != NULL && strcmp(options.case_name, "sponsor") == 0)
            options.case_name = NULL;
        const struct econ_result *e =
            law->economics ? econ_run(a, d, law->data, &options, NULL) : before->economics;
        if (with.uses == NULL) {
            with.a = a;
            law_read_uses(&with);
        }
        out->after = assess_again(a, before, law->r, d, e, law_affects, &with);
    }
    compare_checks(a, out, country);
    compare_verdicts(a, out);
    reform_figures(before->economics, &out->was);
    reform_figures(out->after->economics, &out->is);
    figures_note(a, out);
}

bool reform_unlocked(const struct reform_project *p)
{
    return p->stops_before != 0 && p->stops_after == 0;
}

/* --- sums --------------------------------------------------------------------------------------
 */

static void add(struct reform_figures *sum, const struct reform_figures *one)
{
    sum->npv += one->npv;
    sum->equity_npv += one->equity_npv;
    sum->receipts += one->receipts;
    sum->receipts_pv += one->receipts_pv;
    /* A project without loans has no capacity to count. */
    if (!isnan(one->debt_capacity))
        sum->debt_capacity =
            (isnan(sum->debt_capacity) ? 0 : sum->debt_capacity) + one->debt_capacity;
}

struct reform_sum reform_sum(const struct reform_project *all, size_t n)
{
    struct reform_figures zero = {0, 0, NAN, 0, 0, NAN};
    struct reform_sum s = {.was = zero, .is = zero};
    bool mixed = false;
    for (size_t i = 0; i < n; i++) {
        const struct reform_project *p = &all[i];
        s.n_concerned += p->concerned ? 1 : 0;
        s.n_unlocked += reform_unlocked(p) ? 1 : 0;
        s.stops_before += p->stops_before;
        s.stops_after += p->stops_after;
        s.n_checks += p->n_checks;
        s.n_verdicts += p->n_verdicts;
        if (isnan(p->was.npv) || isnan(p->is.npv))
            continue;
        const char *currency = p->before->economics->currency;
        mixed = mixed || (s.currency != NULL && strcmp(s.currency, currency) != 0);
        s.currency = currency;
        s.n_known++;
        add(&s.was, &p->was);
        add(&s.is, &p->is);
    }
    if (mixed || s.n_known == 0) {
        s.currency = NULL;
        s.was = s.is = (struct reform_figures){NAN, NAN, NAN, NAN, NAN, NAN};
    }
    return s;
}
