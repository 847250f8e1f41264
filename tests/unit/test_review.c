/* Reviewers' decisions: the section, what counts when, verdicts beside them, figures kept apart,
 * and the comparison of reviewers. Expected results are worked out by hand on a small rulebook. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/assess/conditions.h"
#include "core/assess/rank.h"
#include "core/assess/review_compare.h"
#include "core/assess/review_inputs.h"
#include "core/store/store.h"

/* house.x fails above 50; law.y fails when true, and nobody may waive a statute's bar. */
static const char pack[] =
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
    "sources:\n  law: {title: Law, grade: statute, read: 2026-01-01}\n"
    "  own: {title: Own, grade: house, read: 2026-01-01}\n"
    "facts:\n  a.x: {type: number, ask: Q, effort: 1}\n  a.y: {type: boolean, ask: Q, effort: 1}\n"
    "rules:\n"
    "  - id: house.x\n    version: 1\n    title: X\n    kind: bar\n    severity: blocking\n"
    "    source: [{ref: own, basis: house}]\n    effective: {from: 2020-01-01}\n"
    "    fail_if: a.x > 50\n    condition_precedent: {text: Sell down, owner: sponsor}\n"
    "  - id: law.y\n    version: 1\n    title: Y\n    kind: bar\n    severity: blocking\n"
    "    source: [{ref: law}]\n    effective: {from: 2020-01-01}\n    fail_if: a.y\n"
    "programmes:\n"
    "  - {id: t.prog, title: P, agency: A, source: [{ref: own, basis: house}],"
    " bars: [house.x, law.y]}\n";

static struct arena *arena;
static struct diags *diags;
static const struct rulebook *book;

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    diags = diags_new(arena);
    book = rulebook_load_text(arena, pack, strlen(pack), "t.yaml", diags);
    return book != NULL ? 0 : 1;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static const struct dossier *load(const char *facts, const char *rest)
{
    const char *text = arena_printf(
        arena, "adit: 1\nproject: p\nname: P\ncountry: KG\nfacts: {%s}\n%s", facts, rest);
    diags = diags_new(arena);
    return dossier_load_text(arena, text, strlen(text), "p.yaml", rulebook_catalogue(book), diags);
}

static const char *review(const char *check, const char *more)
{
    return arena_printf(arena,
                        "reviews:\n  %s: {name: А. Иванова, date: 2026-11-01, until: 2027-05-31, "
                        "reason: \"r: #1\", %s}\n",
                        check, more);
}

static const struct assessment *assess_on(const struct dossier *d, const char *day)
{
    struct date on;
    assert_true(date_parse(day, strlen(day), &on));
    return assess(arena, book, d, on, NULL);
}

static const struct check_review *only(const struct assessment *s)
{
    size_t n;
    const struct check_review *all = assess_reviews(arena, s, &n);
    assert_int_equal(n, 1);
    return all;
}

/* --- the section ------------------------------------------------------------------------------ */

static void test_round_trip(void **state)
{
    (void)state;
    const struct dossier *d =
        load("a.x: 60, a.y: false", review("house.x", "decision: waive, computed: fail"));
    assert_non_null(d);
    struct strbuf once, twice;
    strbuf_init(&once, 0);
    dossier_write_yaml(d, &once);
    const struct dossier *again =
        dossier_load_text(arena, once.buf, once.len, "again.yaml", rulebook_catalogue(book), diags);
    assert_non_null(again);
    strbuf_init(&twice, 0);
    dossier_write_yaml(again, &twice);
    assert_string_equal(once.buf, twice.buf);
    struct review r;
    assert_true(dossier_review(arena, again, "house.x", &r));
    assert_true(r.waives);
    assert_string_equal(r.fields[REVIEW_REASON], "r: #1");
    assert_string_equal(r.fields[REVIEW_NAME], "А. Иванова");
    assert_false(dossier_review(arena, again, "law.y", &r));
    strbuf_release(&once);
    strbuf_release(&twice);
}

static void test_nested_ids(void **state)
{
    (void)state;
    const struct dossier *d =
        load("a.x: 60", "reviews:\n  house:\n    x: {name: A, date: 2026-11-01, until: 2026-11-01, "
                        "reason: r, decision: override, status: unknown, computed: fail}\n");
    struct review r;
    assert_non_null(d);
    assert_true(dossier_review(arena, d, "house.x", &r));
    assert_false(r.waives);
}

static void refused(const char *check, const char *more, const char *words)
{
    assert_null(load("a.x: 60", review(check, more)));
    struct strbuf out;
    strbuf_init(&out, 0);
    diags_format(diags, &out);
    if (strstr(out.buf, words) == NULL || strstr(out.buf, "p.yaml:7:") == NULL)
        fail_msg("wanted '%s' in line 7, got: %s", words, out.buf);
    strbuf_release(&out);
}

static void test_refused(void **state)
{
    (void)state;
    refused("house.z", "decision: waive, computed: fail", "did you mean 'house.x'?");
    refused("house.x", "decision: waive", "has no computed");
    refused("house.x", "computed: fail", "has no decision");
    refused("house.x", "decision: override, computed: fail", "has no status");
    refused("house.x", "decision: override, status: fail, computed: fail", "changes nothing");
    refused("house.x", "decision: waive, status: pass, computed: fail", "has a status");
    refused("house.x", "decision: waive, computed: pass", "nothing to waive");
    refused("house.x", "decision: waive, computed: error", "could not be computed");
    refused("house.x", "decision: waive, computed: fail, docment: x", "did you mean 'document'?");
    refused("house.x", "decision: waive, computed: fail, page: [1]", "must be a text");
    refused("law.y", "decision: waive, computed: unknown", "nobody: the statute bars it");
    refused("law.y", "decision: override, status: pass, computed: fail", "takes a document");
    assert_non_null(load("a.x: 60", review("law.y", "decision: override, status: pass, "
                                                    "computed: fail, document: opinion.pdf")));
    assert_non_null(
        load("a.x: 60", review("law.y", "decision: override, status: fail, computed: unknown")));
}

/* --- what counts ------------------------------------------------------------------------------ */

static enum verdict reviewed(const struct assessment *s, size_t *counted)
{
    return verdict_reviewed(arena, s->dossier, s->as_of, &s->programmes[0], counted);
}

static void test_in_force_by_day(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        enum review_state state;
        enum verdict verdict;
    } DAYS[] = {
        {"2026-10-31", REVIEW_NOT_YET, VERDICT_INELIGIBLE},
        {"2026-11-01", REVIEW_IN_FORCE, VERDICT_CONDITIONAL},
        {"2027-05-31", REVIEW_IN_FORCE, VERDICT_CONDITIONAL},
        {"2027-06-01", REVIEW_EXPIRED, VERDICT_INELIGIBLE},
    };
    const struct dossier *d =
        load("a.x: 60, a.y: false", review("house.x", "decision: waive, computed: fail"));
    for (size_t i = 0; i < sizeof DAYS / sizeof *DAYS; i++) {
        const struct assessment *s = assess_on(d, DAYS[i].day);
        size_t counted;
        assert_int_equal(only(s)->state, DAYS[i].state);
        assert_int_equal(only(s)->finding->status, STATUS_FAIL);
        assert_int_equal(s->programmes[0].verdict, VERDICT_INELIGIBLE);
        assert_int_equal(reviewed(s, &counted), DAYS[i].verdict);
        assert_int_equal(counted, DAYS[i].state == REVIEW_IN_FORCE);
    }
}

static void test_override_and_outdated(void **state)
{
    (void)state;
    const char *pass = review("house.x", "decision: override, status: pass, computed: fail");
    const struct assessment *s = assess_on(load("a.x: 60, a.y: false", pass), "2026-11-24");
    assert_int_equal(reviewed(s, NULL), VERDICT_ELIGIBLE);
    /* The share was answered anew: it is open now, the override was made when it failed. */
    s = assess_on(load("a.y: false", pass), "2026-11-24");
    assert_int_equal(only(s)->state, REVIEW_OUTDATED);
    assert_int_equal(only(s)->reviewed, STATUS_UNKNOWN);
    assert_int_equal(reviewed(s, NULL), VERDICT_UNDETERMINED);
    /* A reviewer may be stricter, too. */
    s = assess_on(load("a.x: 40, a.y: false",
                       review("house.x", "decision: override, status: fail, computed: pass")),
                  "2026-11-24");
    assert_int_equal(s->programmes[0].verdict, VERDICT_ELIGIBLE);
    assert_int_equal(reviewed(s, NULL), VERDICT_INELIGIBLE);
}

static void test_conditions_stay(void **state)
{
    (void)state;
    size_t n;
    const struct assessment *s =
        assess_on(load("a.x: 60, a.y: false", review("house.x", "decision: waive, computed: fail")),
                  "2026-11-24");
    const struct condition *all = assess_conditions(arena, s, NULL, &n);
    assert_int_equal(n, 1);
    assert_string_equal(all[0].text, "Sell down");
    assert_true(all[0].waived);
    assert_int_equal(all[0].n_reviews, 1);
    s = assess_on(s->dossier, "2027-06-01");
    all = assess_conditions(arena, s, NULL, &n);
    assert_int_equal(n, 1);
    assert_false(all[0].waived);
}

/* --- figures ---------------------------------------------------------------------------------- */

static struct fact typed(const char *text)
{
    struct fact f;
    struct pos nowhere = {0};
    assert_true(
        fact_answer(arena, rulebook_catalogue(book), "a.x", text, false, nowhere, &f, diags));
    return f;
}

static void test_figures_apart(void **state)
{
    (void)state;
    const struct dossier *d = load("a.x: 70", "");
    const struct fact *old = dossier_fact(d, "a.x");
    struct fact x = typed("62"), f, g;
    assert_int_equal(fact_reviewed(old), INPUT_NOT_REVIEWED);
    assert_false(fact_claim(arena, old, &x, true, false, NULL, &f, diags));
    assert_true(fact_claim(arena, old, &x, true, false, "twin holes", &f, diags));
    assert_string_equal(feel_text(arena, f.value), "70");
    assert_string_equal(feel_text(arena, f.reviewer), "62");
    assert_int_equal(f.sponsor.kind, FEEL_UNKNOWN);
    assert_int_equal(fact_reviewed(&f), INPUT_ADJUST);
    /* Final: the preparer's 70 is kept as the sponsor's. */
    assert_true(fact_claim(arena, &f, &x, true, true, NULL, &g, diags));
    assert_string_equal(feel_text(arena, g.value), "62");
    assert_string_equal(feel_text(arena, g.sponsor), "70");
    assert_int_equal(fact_reviewed(&g), INPUT_ADJUST);
    /* Accepting needs no reason. */
    struct fact same = typed("70");
    assert_true(fact_claim(arena, old, &same, true, false, NULL, &f, diags));
    assert_int_equal(fact_reviewed(&f), INPUT_ACCEPT);
    /* Before anybody has answered, a figure of the sponsor's puts nothing in use. */
    assert_true(fact_claim(arena, NULL, &same, false, false, NULL, &f, diags));
    assert_int_equal(f.value.kind, FEEL_UNKNOWN);
    struct fact fresh = typed("65");
    fact_keep_claims(&fresh, &g);
    assert_string_equal(feel_text(arena, fresh.reviewer), "62");
}

/* --- a workspace ------------------------------------------------------------------------------ */

static void test_one_revision_and_no_overwriting(void **state)
{
    (void)state;
    char folder[] = "/tmp/adit-review-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = arena_printf(arena, "%s/w.db", folder);
    struct store *s = store_open(path, true, false, diags);
    const struct dossier *d = load("a.x: 60", review("house.x", "decision: waive, computed: fail"));
    size_t changed, n;
    struct fact other = *dossier_fact(d, "reviews.house.x");
    assert_true(store_import(s, d, "ann", &changed, diags));
    long long seen = store_revision(s, "p", "reviews.house.x", diags);
    other.value = feel_unknown_fact(arena, other.name, NULL);
    other.text = NULL;
    other.note = "withdrawn";
    assert_true(store_set(s, "p", &other, "bob", seen, diags));
    assert_false(store_set(s, "p", &other, "cyd", seen, diags)); /* bob was faster */
    const struct store_revision_row *rows = store_log(s, arena, "p", "reviews.house.x", &n, diags);
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].author, "ann");
    assert_string_equal(rows[1].note, "withdrawn");
    diags = diags_new(arena);
    const struct dossier *back = store_dossier(s, arena, rulebook_catalogue(book), "p", diags);
    struct review r;
    assert_false(dossier_review(arena, back, "house.x", &r));
    assert_true(store_import(s, back, "ann", &changed, diags));
    assert_int_equal(changed, 0);
    store_close(s);
    assert_int_equal(system(arena_printf(arena, "rm -rf %s", folder)), 0);
}

/* --- do reviewers decide alike? --------------------------------------------------------------- */

static void add(struct review_comparison *c, const char *name, const char *check)
{
    const char *text = check == NULL ? ""
                                     : arena_printf(arena,
                                                    "reviews:\n  %s: {name: %s, date: 2026-01-01, "
                                                    "until: 2026-01-02, reason: r, decision: "
                                                    "override, status: unknown, computed: fail}\n",
                                                    check, name);
    const struct dossier *d = load("a.x: 60, a.y: true", text);
    assert_non_null(d);
    review_comparison_add(c, assess_on(d, "2026-11-24"));
}

static const struct review_row *row(const struct review_row *rows, size_t n, const char *check,
                                    const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].check, check) == 0 && strcmp(rows[i].reviewer, name) == 0)
            return &rows[i];
    fail_msg("no row for %s, %s", check, name);
    return NULL;
}

/* A overrode house.x in 3 of 4 applications, the others in 2 of 5; B in 1 of 4, the others in 4
 * of 5. C has one application: too few to say anything. */
static void test_comparison(void **state)
{
    (void)state;
    struct review_comparison *c = review_comparison_new(arena);
    for (int i = 0; i < 4; i++) {
        add(c, "A", i < 3 ? "house.x" : "law.y");
        add(c, "B", i < 1 ? "house.x" : "law.y");
    }
    add(c, "C", "house.x");
    add(c, NULL, NULL);
    size_t n;
    const struct review_row *rows = review_comparison_rows(c, &n);
    assert_int_equal(n, 6);
    const struct review_row *a = row(rows, n, "house.x", "A"), *b = row(rows, n, "house.x", "B");
    assert_int_equal(a->computed, STATUS_FAIL);
    assert_int_equal(a->overridden, 3);
    assert_int_equal(a->of, 4);
    assert_int_equal(a->others, 2); /* B once, C once */
    assert_int_equal(a->others_of, 5);
    assert_int_equal(a->nobody_of, 1);
    assert_int_equal(a->difference, REVIEW_ALIKE);   /* 75 against 40 % */
    assert_int_equal(b->difference, REVIEW_DIFFERS); /* 25 against 80 % */
    assert_int_equal(row(rows, n, "house.x", "C")->difference, REVIEW_TOO_FEW);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, begin, end),
        cmocka_unit_test_setup_teardown(test_nested_ids, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
        cmocka_unit_test_setup_teardown(test_in_force_by_day, begin, end),
        cmocka_unit_test_setup_teardown(test_override_and_outdated, begin, end),
        cmocka_unit_test_setup_teardown(test_conditions_stay, begin, end),
        cmocka_unit_test_setup_teardown(test_figures_apart, begin, end),
        cmocka_unit_test_setup_teardown(test_one_revision_and_no_overwriting, begin, end),
        cmocka_unit_test_setup_teardown(test_comparison, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
