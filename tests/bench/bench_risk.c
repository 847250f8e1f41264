/* Time of the statement when only inputs change, and of a Monte Carlo run on one and two threads:
 * the best of several rounds, by the wall and by the time the processor spent on it, which a busy
 * machine disturbs less. Then where the time goes, beside what the arithmetic alone must take. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/economics/lanes.h"
#include "core/economics/risk_trials.h"
#include "tests/bench/measure.h"

/* Thirty years of taxes and debt, six uncertain inputs, two of them correlated. */
static const char uncertain[] =
    "adit: 1\nproject: bench\nname: Bench\ncountry: KG\neconomics:\n"
    "  basis: {currency: USD, first_year: 2027, periods: 30, discount_rate: 0.08}\n"
    "  plan: {ore_t: 28000000, throughput_tpa: 1000000, construction_years: 2, strip_ratio: 2,\n"
    "    grade_treo_pct: {value: 0.5, low: 0.4, high: 0.55}, mine_life_years: 28}\n"
    "  products:\n"
    "    - {recovery_pct: {value: 60, low: 50, high: 68}, payable_pct: 70,\n"
    "       price: {value: 30, unit: USD/kg}}\n"
    "  costs:\n"
    "    - {name: mining, amount: {value: 3.2, low: 2.8, high: 4.5}, per: t_moved}\n"
    "    - {name: processing, amount: {value: 25, low: 22, high: 34}, per: t_ore}\n"
    "    - {name: g_and_a, amount: 3000000, per: year, from: 2029}\n"
    "  capital: {initial: {value: 90000000, low: 80000000, high: 150000000}, phasing: [0.4, 0.6],\n"
    "    sustaining: 1000000, closure: 5000000, working_capital_days: {receivables: 60}}\n"
    "  fiscal: {overrides: {cit_rate_pct: 10, royalty_pct: 5},\n"
    "    depreciation: {method: straight_line, life_years: 10}, losses: {carry_forward_years: 5}}\n"
    "  financing:\n"
    "    - {amount: 50000000, rate_pct: 8, grace_years: 2, tenor_years: 12, repayment: annuity,\n"
    "       upfront_fee_pct: 1}\n"
    "  uncertainty:\n"
    "    distributions:\n"
    "      - {input: prices, kind: lognormal, p10: 0.7, p90: 1.4}\n"
    "    correlations:\n"
    "      - {between: [prices, capital.initial], rank: 0.4}\n";

#define TRIALS 100000
#define RUNS 25
#define ROUNDS 200
#define REPEATS 20
#define ROWS (TRIALS / SAMPLE_ROW)

struct taken {
    double wall, processor; /* seconds; -1: failed */
    double caller; /* of the processor: the thread that asked, in the quickest run by wall */
    double serial; /* what no other thread can take: before the first trial, after the last */
};

static double clock_at(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double processor_now(void)
{
    return clock_at(CLOCK_PROCESS_CPUTIME_ID);
}

static void better(double *best, double each)
{
    *best = *best < 0 || each < *best ? each : *best;
}

struct marks {
    double first, last;
    size_t calls;
};

/* After each chunk of trials. */
static bool mark(void *arg, size_t done, size_t of)
{
    struct marks *m = arg;
    (void)done;
    (void)of;
    m->last = processor_now();
    if (m->calls++ == 0)
        m->first = m->last;
    return true;
}

static struct taken trials(const struct econ_risk *r, unsigned threads, struct risk_summary *out)
{
    struct marks m;
    struct risk_options o = {.trials = TRIALS,
                             .seed = 1,
                             .threads = threads,
                             .plan = PLAN_LATIN,
                             .progress = mark,
                             .progress_arg = &m};
    struct taken best = {-1, -1, -1, -1};
    for (int k = 0; k < RUNS; k++) {
        struct arena *a = arena_new();
        double start = seconds_now(), busy = processor_now();
        double own = clock_at(CLOCK_THREAD_CPUTIME_ID);
        m = (struct marks){0};
        bool ok = econ_monte_carlo(a, r, &o, out);
        double all = processor_now() - busy, wall = seconds_now() - start;
        double chunks = (double)m.calls;
        better(&best.processor, all);
        if (best.wall < 0 || wall < best.wall)
            best.caller = clock_at(CLOCK_THREAD_CPUTIME_ID) - own;
        better(&best.wall, wall);
        if (threads == 1 && m.calls > 1)
            better(&best.serial, all - (m.last - m.first) * chunks / (chunks - 1));
        arena_free(a);
        if (!ok)
            return (struct taken){-1, -1, -1, -1};
    }
    return best;
}

/* --- where the time goes ---------------------------------------------------------------------- */

struct parts {
    struct risk_draw draw;
    const struct sampler *sampler;
    struct risk_rows *rows;
    const struct lane_program *program;
    double *room, *outside;
};

static double *aligned(struct arena *a, size_t n)
{
    char *p = arena_alloc(a, n * sizeof(double) + 64);
    return (double *)(void *)(p + (64 - (uintptr_t)p % 64) % 64);
}

static void draw_row(struct parts *p, uint64_t i)
{
    sample_rows(p->sampler, i, p->rows->u);
    risk_draw_rows(&p->draw, p->rows);
}

static void compute_row(struct parts *p, uint64_t i)
{
    const double *out[4];
    (void)i;
    lane_program_run(p->program, p->room, out, p->outside);
}

/* Seconds of processor for all rows of trials. */
static double all_rows(struct parts *p, void (*row)(struct parts *, uint64_t))
{
    double best = -1;
    for (int k = 0; k < RUNS; k++) {
        double start = processor_now();
        for (uint64_t i = 0; i < ROWS; i++)
            row(p, i * SAMPLE_ROW);
        better(&best, processor_now() - start);
    }
    return best;
}

/* The most that the same loop reaches: sums of sixty products of figures that lie in the nearest
 * memory, nothing else. Operations a second. */
static double peak(struct arena *a)
{
    struct lane_builder b = {.a = a};
    struct form x[8], sum[4];
    for (int i = 0; i < 8; i++)
        x[i] = form_input(&b, 0, 1);
    for (int k = 0; k < 4; k++) {
        sum[k] = form_of(k);
        for (int i = 0; i < 8; i++)
            sum[k] = form_sum(&b, sum[k], x[i], 1 + k + i);
    }
    struct lane_program *program = lane_program_new(a, &b, sum, 4);
    struct parts p = {.program = program,
                      .room = aligned(a, lane_program_size(program)),
                      .outside = aligned(a, LANES)};
    return (double)(lane_program_flops(program) * TRIALS) / all_rows(&p, compute_row);
}

static void where_it_goes(struct arena *a, const struct econ_risk *r, double total)
{
    const struct lanes *q = lanes_new(a, r);
    if (q->program == NULL) {
        printf("the quick form lacks %s\n", q->fault);
        return;
    }
    struct parts p = {.draw = risk_draw_new(a, r),

                      .program = q->program,
                      .room = aligned(a, lane_program_size(q->program)),
                      .outside = aligned(a, LANES)};
    p.rows = risk_rows_new(a, &p.draw);
    p.sampler = sampler_new(a, PLAN_LATIN, 1, TRIALS, p.draw.dimensions);
    double drawn = all_rows(&p, draw_row), computed, most = peak(a), start = seconds_now();
    for (size_t i = 0; i < q->n_inputs; i++)
        for (int l = 0; l < LANES; l++)
            lane_program_input(q->program, p.room, i)[l] = r->inputs[r->uncertain[i]].base;
    computed = all_rows(&p, compute_row);
    start = processor_now();
    lanes_new(a, r);
    start = processor_now() - start;
    size_t flops = lane_program_flops(q->program);
    printf("  drawing %.1f ms, statement %.1f ms, statistics and the rest %.1f ms; writing the\n"
           "  statement out %.2f ms\n",
           drawn * 1e3, computed * 1e3, (total - drawn - computed - start) * 1e3, start * 1e3);
    printf("  statement: %zu steps, %zu operations a trial; the loop reaches %.1f G a second at\n"
           "  best, so not less than %.1f ms: it takes %.1f times that\n",
           lane_program_steps(q->program), flops, most * 1e-9, (double)flops * TRIALS / most * 1e3,
           computed / ((double)flops * TRIALS / most));
}

static double best_base(const struct econ_risk *r, struct risk_figures *out)
{
    struct risk_worker *w = risk_worker_new(r);
    double best = 1;
    for (int k = 0; k < ROUNDS; k++) {
        double start = seconds_now();
        for (int i = 0; i < REPEATS; i++)
            *out = risk_run(w);
        double each = (seconds_now() - start) / REPEATS;
        best = each < best ? each : best;
    }
    risk_worker_free(w);
    return best;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const struct econ_data *data = econ_data_load(a, "rules", d);
    const struct dossier *dossier =
        dossier_load_text(a, uncertain, strlen(uncertain), "uncertain.yaml", catalogue_new(a), d);
    struct risk_summary one, two;
    if (data == NULL || dossier == NULL) {
        fprintf(stderr, "bench_risk: run it from the source tree's root\n");
        return 1;
    }
    const char *path = argc > 1 ? argv[1] : NULL;
    struct risk_figures base;
    const struct econ_result *e = econ_run(a, dossier, data, NULL, NULL);
    const struct econ_risk *r = econ_risk_new(a, dossier, data, NULL, e, NULL);
    if (r == NULL)
        return 1;
    double again = best_base(r, &base);
    printf("statement again, 30 years %8.2f us by the general model, %.1f ns a cell of %d lines\n",
           again * 1e6, again * 1e9 / (30 * LINE_COUNT), LINE_COUNT);
    struct taken t1 = trials(r, 1, &one), t2 = trials(r, 2, &two);
    printf("100,000 trials, 1 thread  %8.2f ms by the wall, %.2f of processor; %zu of them by the "
           "general model\n",
           t1.wall * 1e3, t1.processor * 1e3, one.general);
    printf("100,000 trials, 2 threads %8.2f ms by the wall, %.2f of processor (%.2f times)\n",
           t2.wall * 1e3, t2.processor * 1e3, t1.wall / t2.wall);
    printf(
        "  serial %.2f ms of the %.2f (so two cores reach %.2f times at best); on two threads the\n"
        "  caller took %.2f ms of processor, the other %.2f\n",
        t1.serial * 1e3, t1.processor * 1e3,
        t1.processor / (t1.serial + (t1.processor - t1.serial) / 2), t2.caller * 1e3,
        (t2.processor - t2.caller) * 1e3);
    where_it_goes(a, r, t1.processor);
    char result[80];
    snprintf(result, sizeof result, "%.17g %.17g", base.npv, base.dscr_min);
    keep_figure(path, "risk_base", again, result);
    keep_figure(path, "risk_1", t1.wall, "");
    keep_figure(path, "risk_1_processor", t1.processor, "");
    keep_figure(path, "risk_2", t2.wall, "");
    bool same = t1.wall > 0 && t2.wall > 0 && one.mean == two.mean && one.p10 == two.p10;
    if (!same)
        fprintf(stderr, "bench_risk: the trials failed or differ between threads\n");
    arena_free(a);
    return same ? 0 : 1;
}
