/* The order of applications, worked out by hand on a small rulebook. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/rank.h"

/* Bars: a.x below 10 fails, below 20 is conditional; a.y true passes. Points: a.p as it stands,
 * 0 to 10. */
static const char pack[] =
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
    "sources: {law: {title: Law, grade: statute, read: 2026-01-01}}\n"
    "facts:\n"
    "  a.x: {type: number, ask: Q, effort: 1, range: \"[0..100]\"}\n"
    "  a.y: {type: boolean, ask: Q, effort: 1}\n"
    "  a.p: {type: boolean, ask: Q, effort: 1}\n"
    "rules:\n"
    "  - id: t.x\n    version: 1\n    title: X\n    kind: bar\n    severity: blocking\n"
    "    source: [{ref: law}]\n    effective: {from: 2020-01-01}\n"
    "    fail_if: a.x < 10\n    conditional_if: a.x < 20\n"
    "  - id: t.y\n    version: 1\n    title: Y\n    kind: bar\n    severity: high\n"
    "    source: [{ref: law}]\n    effective: {from: 2020-01-01}\n    fail_if: a.y = false\n"
    "  - id: t.p\n    version: 1\n    title: P\n    kind: score\n    severity: low\n"
    "    source: [{ref: law}]\n    effective: {from: 2020-01-01}\n"
    "    max_points: 10\n    table:\n      hit: U\n"
    "      inputs: [{expr: a.p, type: boolean}]\n"
    "      outputs: [{name: points, type: number}]\n      rules:\n"
    "        - {when: [\"true\"], then: [\"10\"]}\n"
    "        - {when: [\"false\"], then: [\"4\"]}\n"
    "programmes:\n"
    "  - {id: t.prog, title: P, agency: A, source: [{ref: law}], bars: [t.x, t.y],"
    " scores: [t.p]}\n";

/* "ID x y p"; "-" leaves an answer open. The load callback reads them from where. */
static const struct dossier *load(struct arena *a, const struct catalogue *c, const char *where,
                                  struct diags *d)
{
    char id[16], x[8], y[8], p[8];
    if (sscanf(where, "%15s %7s %7s %7s", id, x, y, p) != 4) {
        diag_add(d, DIAG_ERROR, NULL, (struct pos){where, 0, 0}, NULL, "cannot read it");
        return NULL;
    }
    const char *text = arena_printf(
        a, "adit: 1\nproject: %s\nname: N\ncountry: KG\nfacts:\n  a: {x: %s, y: %s, p: %s}\n", id,
        *x == '-' ? "unknown" : x, *y == '-' ? "unknown" : y, *p == '-' ? "unknown" : p);
    return dossier_load_text(a, text, strlen(text), where, c, d);
}

static const char *const given[] = {
    "f2 1 false true",  /* ineligible, 10 points, two stops */
    "f1 1 true true",   /* ineligible, 10 points, one stop */
    "u1 - true true",   /* undetermined, 10 points */
    "broken",           /* cannot be read */
    "c1 15 true false", /* conditional, 4 points */
    "e4 50 true false", /* eligible, 4 points */
    "e3 50 true -",     /* eligible, 4 to 10 points: as sure as e4, more is possible */
    "e2 50 true true",  /* eligible, 10 points; the same as e1, after it by id */
    "e1 50 true true",  "u1 - true false", /* undetermined, 4 points; an id that stands twice */
};
static const char *const wanted[] = {"e1", "e2", "e3", "e4", "c1", "u1", "u1", "f1", "f2"};
static const enum rank_reason reasons[] = {RANK_ID,      RANK_LOW, RANK_HIGH,    RANK_VERDICT,
                                           RANK_VERDICT, RANK_LOW, RANK_VERDICT, RANK_STOPS};

struct fixture {
    struct arena *arena;
    struct rank_job job;
};

static struct fixture open_book(void)
{
    struct fixture f = {.arena = arena_new()};
    struct diags *d = diags_new(f.arena);
    f.job.rulebook = rulebook_load_text(f.arena, pack, strlen(pack), "t.yaml", d);
    struct strbuf out;
    strbuf_init(&out, 0);
    diags_format(d, &out);
    if (f.job.rulebook == NULL)
        print_message("%s", out.buf);
    strbuf_release(&out);
    assert_non_null(f.job.rulebook);
    f.job.programme = rulebook_find_programme(f.job.rulebook, "t.prog");
    assert_non_null(f.job.programme);
    f.job.as_of = (struct date){2026, 11, 24};
    f.job.load = load;
    return f;
}

static void order(unsigned threads)
{
    struct fixture f = open_book();
    struct ranking r;
    f.job.threads = threads;
    rank_run(f.arena, &f.job, given, sizeof given / sizeof *given, &r);
    assert_int_equal(r.n_ranked, sizeof wanted / sizeof *wanted);
    for (size_t i = 0; i < r.n_ranked; i++) {
        enum rank_reason reason;
        assert_string_equal(r.ranked[i]->id, wanted[i]);
        if (i + 1 < r.n_ranked) {
            assert_true(rank_compare(r.ranked[i], r.ranked[i + 1], &reason) < 0);
            assert_int_equal(reason, reasons[i]);
        }
    }
    assert_int_equal(r.n_failed, 1);
    assert_string_equal(r.failed[0]->where, "broken");
    assert_non_null(strstr(r.failed[0]->error, "cannot read it"));
    assert_int_equal(r.n_same_id, 2);
    assert_string_equal(r.same_id[0]->where, "u1 - true false");
    assert_string_equal(r.same_id[1]->where, "u1 - true true");
    assert_int_equal(dec_cmp(r.ranked[2]->low, dec_from_int(4)), 0);
    assert_int_equal(dec_cmp(r.ranked[2]->high, dec_from_int(10)), 0);
    assert_int_equal(dec_cmp(r.ranked[2]->max, dec_from_int(10)), 0);
    assert_int_equal(r.ranked[4]->conditional, 1);
    assert_int_equal(r.ranked[5]->open, 1);
    assert_int_equal(r.ranked[8]->stops, 2);
    arena_free(f.arena);
}

static void test_order(void **state)
{
    (void)state;
    order(1);
}

static void test_threads(void **state)
{
    (void)state;
    order(2);
    order(7);
}

static void test_nothing(void **state)
{
    (void)state;
    struct fixture f = open_book();
    struct ranking r;
    rank_run(f.arena, &f.job, given, 0, &r);
    assert_int_equal(r.n_ranked + r.n_failed + r.n_same_id, 0);
    arena_free(f.arena);
}

/* The same verdict and score as the whole assessment gives, and what sets two apart. */
static void test_differences(void **state)
{
    (void)state;
    struct fixture f = open_book();
    struct diags *d = diags_new(f.arena);
    const struct catalogue *c = rulebook_catalogue(f.job.rulebook);
    const struct dossier *x = load(f.arena, c, "x 50 true true", d);
    const struct dossier *y = load(f.arena, c, "y 15 true -", d);
    const struct programme_result *px = rank_judge(f.arena, &f.job, x, d);
    const struct programme_result *py = rank_judge(f.arena, &f.job, y, d);
    const struct assessment *all = assess(f.arena, f.job.rulebook, y, f.job.as_of, NULL);
    assert_int_equal(py->verdict, all->programmes[0].verdict);
    assert_int_equal(dec_cmp(py->score_low, all->programmes[0].score_low), 0);
    assert_int_equal(dec_cmp(py->score_high, all->programmes[0].score_high), 0);
    size_t n;
    const struct rank_difference *list = rank_differences(f.arena, px, py, &n);
    assert_int_equal(n, 2);
    assert_string_equal(list[0].x->rule->id, "t.x");
    assert_true(list[0].is_bar);
    assert_string_equal(list[1].x->rule->id, "t.p");
    assert_false(list[1].is_bar);
    arena_free(f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_differences),
    };
    return cmocka_run_group_tests_name("rank", tests, NULL, NULL);
}
