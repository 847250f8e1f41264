/* Changes of law on a small rulebook and a small regime. Expected statuses and amounts are worked
 * out by hand beside each case. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/reform.h"
#include "core/base/file.h"

/* kz.least: a.x below the parameter fails, below 80 is conditional. kz.secret: a.secret fails.
 * kz.after: rests on kz.secret. us.x is no law of KZ. */
static const char pack[] =
    "format: adit-rules/1\npack: kz.t\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
    "sources: {law: {title: Law, grade: statute, read: 2026-01-01}}\n"
    "facts:\n"
    "  a.x: {type: number, ask: Q, effort: 1, range: \"[0..100]\", actionable: true}\n"
    "  a.secret: {type: boolean, ask: Q, effort: 1}\n"
    "  a.issued: {type: date, ask: Q, effort: 1}\n"
    "params:\n"
    "  kz.least: {unit: pct, values: {2018-01-01: {value: 50, source: law}, 2025-12-30: {value: "
    "70, source: law}, 2028-01-01: expected}}\n"
    "rules:\n"
    "  - id: kz.least\n    version: 1\n    title: Least\n    kind: flag\n    severity: high\n"
    "    source: [{ref: law}]\n    effective: {from: 2018-01-01}\n"
    "    fail_if: a.x < param(\"kz.least\", a.issued)\n    conditional_if: a.x < 80\n"
    "    legal_change: Ask less\n"
    "  - id: kz.secret\n    version: 1\n    title: Secret\n    kind: flag\n"
    "    severity: blocking\n    source: [{ref: law}]\n    effective: {from: 2018-01-01}\n"
    "    fail_if: a.secret\n    legal_change: Open the data\n"
    "    evidence: [{fact: a.secret, min_grade: document, max_age: P12M}]\n"
    "  - id: kz.after\n    version: 1\n    title: After\n    kind: flag\n    severity: medium\n"
    "    source: [{ref: law}]\n    effective: {from: 2018-01-01}\n"
    "    fail_if: rule(\"kz.secret\") = \"fail\"\n"
    "  - id: us.x\n    version: 1\n    title: X\n    kind: bar\n    severity: blocking\n"
    "    source: [{ref: law}]\n    effective: {from: 2018-01-01}\n    fail_if: a.secret\n"
    "programmes:\n"
    "  - {id: us.p, title: P, agency: A, source: [{ref: law}], bars: [us.x, kz.secret]}\n";

static const char regime[] =
    "format: adit-fiscal/1\ncountry: KZ\ntitle: K\nchecked_on: 2026-11-23\n"
    "sources: {law: {title: Law}}\n"
    "instruments:\n"
    "  - {id: royalty, title: Royalty, kind: royalty, rate_pct: 6, override: royalty_pct, source: "
    "{ref: law, confidence: statute}}\n"
    "  - {id: cit, title: Income tax, kind: income_tax, rate_pct: 20, interest_deductible: true, "
    "source: {ref: law, confidence: statute}}\n";

struct fixture {
    struct arena *a;
    struct diags *d;
    const struct rulebook *r;
    const struct econ_data *data;
    struct date on;
};

static void write_text(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    char dir[] = "/tmp/adit-reform-XXXXXX";
    assert_non_null(f);
    f->a = arena_new();
    f->d = diags_new(f->a);
    f->on = (struct date){2026, 11, 24};
    f->r = rulebook_load_text(f->a, pack, strlen(pack), "pack.yaml", f->d);
    assert_non_null(f->r);
    assert_non_null(mkdtemp(dir));
    const char *sub = arena_printf(f->a, "mkdir %s/fiscal %s/data", dir, dir);
    assert_int_equal(system(sub), 0);
    write_text(arena_printf(f->a, "%s/fiscal/kz.yaml", dir), regime);
    f->data = econ_data_load(f->a, dir, f->d);
    assert_non_null(f->data);
    assert_int_equal(system(arena_printf(f->a, "rm -r %s", dir)), 0);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    arena_free(f->a);
    free(f);
    return 0;
}

/* 100 of revenue and 40 of cost in each of two years after 50 of capital; 10 %, end of year. */
static const struct assessment *project(struct fixture *f, const char *facts, const char *fiscal)
{
    const char *text = arena_printf(
        f->a,
        "adit: 1\nproject: p\nname: N\ncountry: KZ\nfacts:\n  a: {%s}\neconomics:\n"
        "  basis: {currency: USD, first_year: 2027, periods: 3, discount_rate: 0.1}\n"
        "  lines: {revenue: [0, 100, 100], opex: [0, 40, 40], capex_initial: [50, 0, 0], "
        "depreciation: [0, 25, 25]}\n"
        "  fiscal: {regime: auto%s}\n",
        facts, fiscal);
    const struct dossier *d =
        dossier_load_text(f->a, text, strlen(text), "p.yaml", rulebook_catalogue(f->r), f->d);
    assert_non_null(d);
    return assess(f->a, f->r, d, f->on, econ_run(f->a, d, f->data, NULL, f->d));
}

static const struct overlay *overlay(struct fixture *f, const char *changes)
{
    const char *text =
        arena_printf(f->a,
                     "format: adit-overlay/1\nid: t\ntitle: T\ncountry: KZ\ndebate: D\n"
                     "source: [{ref: law}]\nchanges: [%s]\n",
                     changes);
    return overlay_load_text(f->a, f->r, f->data, text, strlen(text), "o.yaml", f->on, f->d);
}

static struct reform_project apply(struct fixture *f, const struct assessment *before,
                                   const char *changes)
{
    const struct overlay *o = overlay(f, changes);
    struct law *law = law_new(f->a, f->r, f->data);
    struct reform_project p;
    assert_non_null(o);
    assert_true(law_apply(law, o, f->d));
    reform_project(f->a, law, before, true, &p);
    return p;
}

static enum status after(const struct reform_project *p, const char *id)
{
    return assessment_find(p->after, id)->status;
}

#define OPEN_PROJECT "x: 55, secret: false, issued: 2026-03-01"
#define SHUT_PROJECT "x: 90, secret: true, issued: 2026-03-01"

static void test_parameter_by_date(void **state)
{
    struct fixture *f = *state;
    const struct assessment *s = project(f, OPEN_PROJECT, "");
    assert_int_equal(assessment_find(s, "kz.least")->status, STATUS_FAIL);
    /* 55 is not below 50, but below 80. The licence is of 2026-03-01. */
    struct reform_project p = apply(f, s, "{param: kz.least, value: 50, from: 2026-03-01}");
    assert_int_equal(after(&p, "kz.least"), STATUS_CONDITIONAL);
    assert_true(reform_unlocked(&p));
    p = apply(f, s, "{param: kz.least, value: 50, from: 2026-03-02}");
    assert_int_equal(after(&p, "kz.least"), STATUS_FAIL);
    assert_int_equal(p.n_checks, 0);
    /* Without a date from the day of the assessment: too late for this licence. */
    p = apply(f, s, "{param: kz.least, value: 50}");
    assert_int_equal(after(&p, "kz.least"), STATUS_FAIL);
}

static void test_nothing_is_changed_in_place(void **state)
{
    struct fixture *f = *state;
    const struct assessment *s = project(f, SHUT_PROJECT, "");
    apply(f, s,
          "{param: kz.least, value: 1, from: 2018-01-01}, {barrier: kz.secret, do: repeal}, "
          "{instrument: royalty, repeal: true}, {instrument: cit, step: -5}");
    bool pending;
    const struct param *least = rulebook_find_param(f->r, "kz.least");
    assert_int_equal(least->n_values, 3);
    assert_string_equal(feel_text(f->a, param_at(least, f->on, &pending)->value), "70");
    assert_false(rulebook_find(f->r, "kz.secret")->repealed);
    const struct assessment *again = project(f, SHUT_PROJECT, "");
    assert_int_equal(assessment_find(again, "kz.secret")->status, STATUS_FAIL);
    assert_true(again->economics->receipts == s->economics->receipts);
}

static void test_repeal_and_soften(void **state)
{
    struct fixture *f = *state;
    const struct assessment *s = project(f, SHUT_PROJECT, "");
    struct reform_project p = apply(f, s, "{barrier: kz.secret, do: repeal}");
    assert_int_equal(after(&p, "kz.secret"), STATUS_NOT_APPLICABLE);
    /* A rule that asks for it answers anew; the lender's bar stays. */
    assert_int_equal(after(&p, "kz.after"), STATUS_PASS);
    assert_int_equal(after(&p, "us.x"), STATUS_FAIL);
    assert_int_equal(p.stops_before, 1);
    assert_int_equal(p.stops_after, 0);
    assert_int_equal(p.n_verdicts, 0); /* us.x fails as before */
    p = apply(f, s, "{barrier: kz.secret, do: soften}");
    assert_int_equal(after(&p, "kz.secret"), STATUS_CONDITIONAL);
    assert_int_equal(p.n_barriers, 1);
    p = apply(f, s, "{legal_change: kz.secret}");
    assert_int_equal(after(&p, "kz.secret"), STATUS_NOT_APPLICABLE);
}

static void test_fact_by_law(void **state)
{
    struct fixture *f = *state;
    const struct assessment *s = project(f, SHUT_PROJECT, "");
    struct reform_project p = apply(f, s, "{fact: a.secret, value: false}");
    /* A pass without dated evidence would be conditional; what the law decides needs none. */
    assert_int_equal(after(&p, "kz.secret"), STATUS_PASS);
    assert_int_equal(after(&p, "us.x"), STATUS_PASS);
    assert_int_equal(p.n_verdicts, 1);
    assert_int_equal(p.verdicts[0].before, VERDICT_INELIGIBLE);
    assert_int_equal(p.verdicts[0].after, VERDICT_ELIGIBLE);
}

static void near(double x, double y)
{
    if (!(fabs(x - y) < 1e-9))
        fail_msg("%.12g is not %.12g", x, y);
}

/* Royalty r %: income tax 20 % of 100-40-r-25; a year leaves 60 - r - tax. */
static double net(double r, double rate)
{
    return 60 - r - rate * (35 - r);
}

static double npv(double yearly)
{
    return -50 / 1.1 + yearly / 1.21 + yearly / 1.331;
}

static void test_instruments(void **state)
{
    struct fixture *f = *state;
    const struct assessment *s = project(f, OPEN_PROJECT, "");
    struct reform_project p = apply(f, s, "{instrument: royalty, set: {rate_pct: 3}}");
    near(p.was.npv, npv(net(6, 0.2)));
    near(p.is.npv, npv(net(3, 0.2)));
    near(p.was.receipts, 2 * (6 + 0.2 * 29));
    near(p.is.receipts, 2 * (3 + 0.2 * 32));
    p = apply(f, s, "{instrument: royalty, step: -6}");
    near(p.is.npv, npv(net(0, 0.2)));
    p = apply(f, s, "{instrument: cit, repeal: true}");
    near(p.is.receipts, 12);
    p = apply(f, s, "{add_instrument: {id: n, title: N, kind: royalty, rate_pct: 1}}");
    near(p.is.npv, npv(net(7, 0.2)));
    /* From 2029 on: only the last year pays less. */
    p = apply(f, s, "{instrument: royalty, set: {rate_pct: {2020-01-01: 6, 2029-01-01: 0}}}");
    near(p.is.receipts, 6 + 0.2 * 29 + 0.2 * 35);
    /* A rate that the project states gives way to the law, and a step moves it. */
    s = project(f, OPEN_PROJECT, ", overrides: {royalty_pct: 10}");
    p = apply(f, s, "{instrument: royalty, set: {rate_pct: 3}}");
    near(p.was.npv, npv(net(10, 0.2)));
    near(p.is.npv, npv(net(3, 0.2)));
    p = apply(f, s, "{instrument: royalty, step: -2}");
    near(p.is.npv, npv(net(8, 0.2)));
    assert_true(diags_ok(f->d));
}

static void test_later_overlay_counts(void **state)
{
    struct fixture *f = *state;
    const struct assessment *s = project(f, OPEN_PROJECT, "");
    struct law *law = law_new(f->a, f->r, f->data);
    struct reform_project p;
    assert_true(law_apply(law, overlay(f, "{instrument: royalty, set: {rate_pct: 3}}"), f->d));
    assert_true(law_apply(law, overlay(f, "{instrument: royalty, step: -2}"), f->d));
    reform_project(f->a, law, s, true, &p);
    near(p.is.npv, npv(net(1, 0.2)));
    /* Each holds by itself, both together go below nothing. */
    assert_false(law_apply(law, overlay(f, "{instrument: royalty, step: -2}"), f->d));
    assert_false(diags_ok(f->d));
}

static void refused(struct fixture *f, const char *changes, const char *message)
{
    struct strbuf out;
    f->d = diags_new(f->a);
    assert_null(overlay(f, changes));
    strbuf_init(&out, 0);
    diags_format(f->d, &out);
    if (strstr(out.buf, message) == NULL)
        fail_msg("'%s' is not in: %s", message, out.buf);
    strbuf_release(&out);
}

static void test_refused(void **state)
{
    struct fixture *f = *state;
    refused(f, "{why: x}", "o.yaml:7:11: error: a change that names nothing");
    refused(f, "{param: kz.leest, value: 1}", "did you mean 'kz.least'?");
    refused(f, "{param: kz.least, value: .inf}", "is none");
    refused(f, "{param: kz.least, value: -1}", "cannot be -1");
    refused(f, "{param: kz.least, value: 101}", "cannot be 101");
    refused(f, "{barrier: us.x, do: repeal}", "'us.x' is not law of KZ");
    refused(f, "{barrier: kz.secret, do: forget}", "what happens to 'kz.secret' is not said");
    refused(f, "{legal_change: kz.after}", "names no change of law");
    refused(f, "{fact: a.x, value: 3}", "for the project to change");
    refused(f, "{fact: a.secret, value: unknown}", "unknown");
    refused(f, "{instrument: royalty, step: -7}", "a step of at least -6");
    refused(f, "{instrument: royalty, step: 1, repeal: true}", "one of set, step and repeal");
    refused(f, "{add_instrument: {id: royalty, title: R, kind: royalty, rate_pct: 1}}", "already");
    refused(f, "{param: kz.least, value: 1}, {param: kz.least, value: 2}",
            "two versions of 'kz.least' in force on 2026-11-24");
    f->d = diags_new(f->a);
    assert_null(overlay_load_text(f->a, f->r, f->data, "", 0, "o.yaml", f->on, f->d));
    assert_false(diags_ok(f->d));
}

static void test_search(void **state)
{
    struct fixture *f = *state;
    size_t n;
    const struct assessment *list[] = {project(f, SHUT_PROJECT, ""), project(f, OPEN_PROJECT, "")};
    const struct reform_candidate *all =
        reform_search(f->a, f->r, f->data, "KZ", list, 2, NULL, NULL, &n);
    /* Each flag unlocks one project of the same value: most checks improved first (kz.after goes
     * with kz.secret). Then the levies by what they free; a raise frees less than nothing. */
    assert_true(n > 4);
    assert_string_equal(all[0].change.target, "kz.secret");
    assert_string_equal(all[1].change.target, "kz.least");
    assert_int_equal(all[0].unlocked[0], 0);
    assert_int_equal(all[1].unlocked[0], 1);
    near(all[0].npv_unlocked, npv(net(6, 0.2)));
    near(all[0].receipts_unlocked, 2 * (6 + 0.2 * 29));
    for (size_t i = 2; i < n; i++) {
        assert_int_equal(all[i].n_unlocked, 0);
        if (all[i].change.kind == CHANGE_INSTRUMENT_REPEALED &&
            strcmp(all[i].change.target, "royalty") == 0) {
            near(all[i].npv_change, 2 * (npv(net(0, 0.2)) - npv(net(6, 0.2))));
            near(all[i].cost, 2 * 2 * (6 + 0.2 * 29 - 0.2 * 35));
        }
    }
    /* Of another country: nothing to do. */
    reform_search(f->a, f->r, f->data, "KG", list, 2, NULL, NULL, &n);
    assert_int_equal(n, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_parameter_by_date), TEST(test_nothing_is_changed_in_place),
        TEST(test_repeal_and_soften), TEST(test_fact_by_law),
        TEST(test_instruments),       TEST(test_later_overlay_counts),
        TEST(test_refused),           TEST(test_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
