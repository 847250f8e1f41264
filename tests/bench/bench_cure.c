/* How long the ranking of questions and the search for cures take on the shipped packs, with every
 * fact open that the first sample leaves open. The best of many rounds, in milliseconds. */
#include <stdio.h>
#include <time.h>

#include "core/assess/cure.h"

#define ROUNDS 20

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void cures(const struct rulebook *r, const struct dossier *d, const struct econ_data *data,
                  const char *case_name, const char *id)
{
    double best = 1e9;
    bool cut = false;
    struct cure_economics economics = {data, case_name};
    struct econ_options options = {.case_name = case_name};
    for (int i = 0; i < ROUNDS; i++) {
        struct arena *a = arena_new();
        const struct econ_result *e = econ_run(a, d, data, &options, NULL);
        const struct assessment *s = assess(a, r, d, (struct date){2026, 11, 24}, e);
        double start = now_ms();
        const struct cures *c = assess_cures(a, s, id, &economics);
        double took = now_ms() - start;
        best = took < best ? took : best;
        cut = c == NULL || c->cut_short;
        arena_free(a);
    }
    printf("cures of %-22s %6.2f ms (limit 50)%s\n", id, best, cut ? ", cut short" : "");
}

static void questions(const struct rulebook *r, const struct dossier *d)
{
    double best = 1e9;
    size_t n = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct arena *a = arena_new();
        const struct assessment *s = assess(a, r, d, (struct date){2026, 11, 24}, NULL);
        double start = now_ms();
        assess_questions(a, s, &n);
        double took = now_ms() - start;
        best = took < best ? took : best;
        arena_free(a);
    }
    printf("ranking of %zu open facts          %6.2f ms (limit 50)\n", n, best);
}

int main(void)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const char *dir = "rules";
    const struct rulebook *r = rulebook_load(a, &dir, 1, false, d);
    const struct econ_data *data = econ_data_load(a, dir, d);
    const struct dossier *p =
        r == NULL
            ? NULL
            : dossier_load_file(a, "templates/projects/kutessay-ii.yaml", rulebook_catalogue(r), d);
    if (p == NULL || data == NULL)
        return 1;
    questions(r, p);
    cures(r, p, data, NULL, "us.dfc.direct_loan");
    cures(r, p, data, NULL, "us.exim.scri");
    cures(r, p, data, NULL, "deposit.readiness.data");
    cures(r, p, data, "illustration", "economics.npv.positive");
    arena_free(a);
    return 0;
}
