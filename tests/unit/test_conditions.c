/* Conditions precedent of a small pack, worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka wants the four above before it. */
#include <cmocka.h>

#include "core/assess/conditions.h"

#define RULE(id, kind, severity, source, more)                                                     \
    "  - id: " id "\n    version: 1\n    title: T of " id "\n    kind: " kind                      \
    "\n    severity: " severity "\n    source: [{ref: " source                                     \
    "}]\n    effective: {from: 2020-01-01}\n" more

static const char *const pack =
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
    "sources:\n"
    "  law: {title: Law, grade: statute}\n"
    "  agency: {title: Policy, grade: agency}\n"
    "  house: {title: House, grade: house}\n"
    "facts:\n"
    "  a.title: {type: boolean, ask: Q, effort: 1, who: counsel, evidence: [title_opinion]}\n"
    "  a.plan: {type: boolean, ask: Q, effort: 1, who: engineer}\n"
    "  a.ratio: {type: number, ask: Q, effort: 1, who: analyst}\n"
    "rules:\n"
    /* Open, the rule's words alone: owner and paper from the fact. */
    RULE("t.a", "flag", "high", "law",
         "    pass_if: a.title\n    condition_precedent: Title opinion\n")
    /* The same sentence from a second check. */
    RULE("t.b", "bar", "high", "law",
         "    pass_if: a.title\n    condition_precedent: Title opinion\n")
    /* All in the rule's own words. */
    RULE("t.c", "bar", "medium", "agency",
         "    pass_if: a.plan\n    condition_precedent: {text: Plan agreed, owner: lender, "
         "evidence: signed plan, waiver: the board}\n")
    /* Fails without a sentence: the first remedy stands in. */
    RULE("t.d", "bar", "medium", "agency",
         "    fail_if: a.ratio < 2\n    remedy: [Less debt, More equity]\n")
    /* Grave enough for a remedy to count only when high; this one is not. */
    RULE("t.e", "flag", "low", "house", "    fail_if: a.ratio < 2\n    remedy: [Nothing]\n")
    /* Passes: no condition. */
    RULE("t.f", "flag", "high", "house",
         "    pass_if: a.ratio > 0\n    condition_precedent: Never asked\n") "programmes:\n"
                                                                             "  - {id: t.loan, "
                                                                             "title: L, agency: A, "
                                                                             "source: [{ref: "
                                                                             "agency}], bars: "
                                                                             "[t.b, t.d]}\n"
                                                                             "  - {id: t.grant, "
                                                                             "title: G, agency: A, "
                                                                             "source: [{ref: "
                                                                             "agency}], bars: "
                                                                             "[t.c]}\n";

struct fixture {
    struct arena *a;
    const struct assessment *s;
};

static int setup(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = ARENA_NEW(a, struct fixture);
    struct diags *d = diags_new(a);
    const struct rulebook *r = rulebook_load_text(a, pack, strlen(pack), "t.yaml", d);
    static const char project[] = "adit: 1\nproject: p\nname: P\ncountry: KG\n"
                                  "facts: {a.plan: false, a.ratio: 1}\n";
    if (r == NULL) {
        print_error("%s\n", diags_at(d, 0)->message);
        return -1;
    }
    const struct dossier *p =
        dossier_load_text(a, project, strlen(project), "p.yaml", rulebook_catalogue(r), d);
    *f = (struct fixture){a, assess(a, r, p, (struct date){2026, 11, 24}, NULL)};
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    arena_free(((struct fixture *)*state)->a);
    return 0;
}

static const struct condition *named(const struct condition *all, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].text, text) == 0)
            return &all[i];
    return NULL;
}

static void all_of_them(void **state)
{
    struct fixture *f = *state;
    size_t n;
    const struct condition *all = assess_conditions(f->a, f->s, NULL, &n);
    assert_int_equal(n, 3);
    const struct condition *c = named(all, n, "Title opinion");
    assert_non_null(c);
    assert_int_equal(c->finding->status, STATUS_UNKNOWN);
    assert_string_equal(c->owner, "counsel");
    assert_string_equal(c->evidence, "title opinion");
    assert_string_equal(c->waived_by, "the credit committee; the law stays as it is");
    assert_int_equal(c->n_checks, 2);
    assert_string_equal(c->checks[1], "t.b");
    assert_int_equal(c->n_programmes, 1);
    assert_string_equal(c->programmes[0], "t.loan");
    c = named(all, n, "Plan agreed");
    assert_int_equal(c->finding->status, STATUS_FAIL);
    assert_string_equal(c->owner, "lender");
    assert_string_equal(c->evidence, "signed plan");
    assert_string_equal(c->waived_by, "the board");
    c = named(all, n, "Less debt");
    assert_true(c->from_remedy);
    assert_string_equal(c->owner, "analyst");
    assert_null(c->evidence);
    assert_string_equal(c->waived_by, "the agency");
}

static void of_one_programme(void **state)
{
    struct fixture *f = *state;
    size_t n;
    const struct programme *loan = rulebook_find_programme(f->s->rulebook, "t.loan");
    const struct condition *all = assess_conditions(f->a, f->s, loan, &n);
    assert_int_equal(n, 2);
    assert_null(named(all, n, "Plan agreed")); /* the grant's alone */
    assert_non_null(named(all, n, "Title opinion"));
    const struct programme *grant = rulebook_find_programme(f->s->rulebook, "t.grant");
    all = assess_conditions(f->a, f->s, grant, &n);
    assert_int_equal(n, 2); /* the flag t.a holds for any lender */
    assert_int_equal(named(all, n, "Title opinion")->n_checks, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all_of_them),
                                       cmocka_unit_test(of_one_programme)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
