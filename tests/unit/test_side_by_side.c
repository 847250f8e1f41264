/* Programmes side by side, on a small pack, worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka wants the four above before it. */
#include <cmocka.h>

#include "core/assess/side_by_side.h"

#define BAR(id, condition)                                                                         \
    "  - id: " id "\n    version: 1\n    title: T\n    kind: bar\n    severity: high\n"            \
    "    source: [{ref: law}]\n    effective: {from: 2020-01-01}\n    " condition "\n"

static const char *const pack =
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
    "sources: {law: {title: Law, grade: statute}}\n"
    "facts:\n"
    "  a.both: {type: boolean, ask: Both?, effort: 1}\n"
    "  a.grant: {type: number, ask: Grant?, effort: 1}\n"
    "  a.loan: {type: boolean, ask: Loan?, effort: 1}\n"
    "  a.desert: {type: boolean, ask: Desert?, effort: 1}\n"
    "  a.cost: {type: number, unit: USD, ask: Cost?, effort: 1}\n"
    "rules:\n" BAR("t.both", "pass_if: a.both") BAR("t.grant", "pass_if: a.grant > 3")
        BAR("t.loan", "pass_if: a.loan")
    /* Does not apply: what it reads is asked by nobody. */
    BAR("t.never",
        "applies_if: a.grant > 100\n    pass_if: a.desert") "programmes:\n"
                                                            "  - id: t.p_grant\n    title: Grant\n "
                                                            "   agency: A\n    source: [{ref: "
                                                            "law}]\n"
                                                            "    bars: [t.both, t.grant, t.never]\n"
                                                            "    documents: [{text: Plan, fact: "
                                                            "a.both}, {text: Letter}]\n"
                                                            "  - id: t.p_loan\n    title: Loan\n   "
                                                            " agency: B\n    source: [{ref: law}]\n"
                                                            "    bars: [t.both, t.loan]\n"
                                                            "    documents: [{text: Other words, "
                                                            "fact: a.both}, {text: Chart, fact: "
                                                            "a.loan}]\n"
                                                            "    terms:\n"
                                                            "      - {id: amount, title: Most, "
                                                            "value: a.cost * 0.5, unit: USD, "
                                                            "formula: half of the cost, "
                                                            "source: [{ref: law}]}\n"
                                                            "      - {id: tenor, title: Tenor, "
                                                            "text: 15 years, source: [{ref: "
                                                            "law}]}\n";

struct fixture {
    struct arena *a;
    const struct side *all;
    size_t n;
};

static int setup(void **state)
{
    static const char project[] = "adit: 1\nproject: p\nname: P\ncountry: KG\n"
                                  "facts: {a.both: true, a.grant: 1, a.cost: 300}\n";
    struct arena *a = arena_new();
    struct fixture *f = ARENA_NEW(a, struct fixture);
    struct diags *d = diags_new(a);
    const struct rulebook *r = rulebook_load_text(a, pack, strlen(pack), "t.yaml", d);
    if (r == NULL) {
        print_error("%s\n", diags_at(d, 0)->message);
        return -1;
    }
    const struct dossier *p =
        dossier_load_text(a, project, strlen(project), "p.yaml", rulebook_catalogue(r), d);
    f->a = a;
    f->all = side_by_side(a, assess(a, r, p, (struct date){2026, 11, 24}, NULL), &f->n);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    arena_free(((struct fixture *)*state)->a);
    return 0;
}

/* An open door stands before a shut one, whatever the ids. */
static void best_first(void **state)
{
    const struct fixture *f = *state;
    assert_int_equal(f->n, 2);
    assert_string_equal(f->all[0].result->programme->id, "t.p_loan");
    assert_int_equal(f->all[0].result->verdict, VERDICT_UNDETERMINED);
    assert_int_equal(f->all[0].n_pass, 1);
    assert_int_equal(f->all[0].n_open, 1);
    assert_int_equal(f->all[1].result->verdict, VERDICT_INELIGIBLE);
    assert_int_equal(f->all[1].n_stops, 1);
    assert_string_equal(f->all[1].stops[0]->rule->id, "t.grant");
}

static void what_each_would_fund(void **state)
{
    const struct fixture *f = *state;
    assert_non_null(f->all[0].amount);
    assert_int_equal(f->all[0].amount->state, TERM_VALUE);
    assert_true(dec_cmp(f->all[0].amount->value.u.number, dec_from_int(150)) == 0);
    assert_string_equal(f->all[0].tenor->shown, "15 years");
    assert_null(f->all[0].share);
    assert_null(f->all[1].amount);
}

static void what_each_asks_alone(void **state)
{
    const struct fixture *f = *state;
    assert_int_equal(f->all[0].n_own_facts, 1);
    assert_int_equal(f->all[0].n_own_open, 1);
    assert_string_equal(f->all[0].own_facts[0]->name, "a.loan");
    assert_int_equal(f->all[1].n_own_facts, 1); /* answered; a.desert is read by no rule in force */
    assert_int_equal(f->all[1].n_own_open, 0);
    assert_string_equal(f->all[1].own_facts[0]->name, "a.grant");
    assert_int_equal(f->all[0].n_own_documents, 1); /* the plan is asked for by both */
    assert_string_equal(f->all[0].own_documents[0]->document->text, "Chart");
    assert_int_equal(f->all[1].n_own_documents, 1);
    assert_string_equal(f->all[1].own_documents[0]->document->text, "Letter");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(best_first),
                                       cmocka_unit_test(what_each_would_fund),
                                       cmocka_unit_test(what_each_asks_alone)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
