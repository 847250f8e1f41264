/* Evaluations a second of conditions as rule files write them, one compiled expression over and
 * over in one arena. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "core/feel/feel.h"

enum { MAX_SLOTS = 16, BATCH = 10000 };

struct fact {
    const char *name;
    enum feel_type_kind type;
    struct feel_value value;
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double rate_of(const struct feel_expr *e, const struct feel_value *globals)
{
    struct arena *a = arena_new();
    struct feel_run run = {.arena = a, .globals = globals, .n_globals = MAX_SLOTS};
    double start = seconds(), spent = 0;
    unsigned long n = 0;
    while (spent < 0.5) {
        for (int i = 0; i < BATCH; i++)
            feel_eval(e, &run);
        arena_reset(a);
        n += BATCH;
        spent = seconds() - start;
    }
    arena_free(a);
    return (double)n / spent;
}

int main(void)
{
    static const char *const expressions[] = {
        "project.country != \"CN\" and not(ownership.prc_control) and ownership.prc_pct < 25",
        "ownership.prc_pct >= 25",
        "project.country in (\"KZ\", \"KG\", \"UZ\") and ownership.prc_pct in [0..25)",
        "deposit.grade_pct * deposit.tonnage_t / 100 > 50000",
        "assessment_date - report.date <= @\"P365D\"",
        "if open.fact then ownership.prc_pct > 10 else ownership.prc_pct > 20",
        "count([1, 2, 3, 4, 5][item > 2]) >= 2",
    };
    struct arena *a = arena_new();
    struct feel_env *env = feel_env_new(a, NULL);
    struct feel_value globals[MAX_SLOTS] = {0};
    struct dec grade;
    if (!dec_parse("0.255", 5, &grade))
        return 1;
    const struct fact facts[] = {
        {"project.country", FT_STRING, feel_string("KG")},
        {"ownership.prc_control", FT_BOOLEAN, feel_boolean(false)},
        {"ownership.prc_pct", FT_NUMBER, feel_int(12)},
        {"deposit.grade_pct", FT_NUMBER, feel_number(grade)},
        {"deposit.tonnage_t", FT_NUMBER, feel_int(16270000)},
        {"assessment_date", FT_DATE, feel_date((struct date){2026, 11, 23})},
        {"report.date", FT_DATE, feel_date((struct date){2026, 3, 1})},
        {"open.fact", FT_BOOLEAN, feel_unknown_fact(a, "open.fact", feel_type_simple(FT_BOOLEAN))},
    };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        globals[feel_env_declare(env, facts[i].name, feel_type_simple(facts[i].type))] =
            facts[i].value;
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        struct feel_expr *e =
            feel_compile(a, env, expressions[i], (struct pos){0}, NULL, diags_new(a));
        if (e == NULL) {
            printf("does not compile: %s\n", expressions[i]);
            return 1;
        }
        printf("feel %12.0f evaluations/s  %s\n", rate_of(e, globals), expressions[i]);
    }
    arena_free(a);
    return 0;
}
