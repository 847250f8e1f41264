/* The models behind the screens, driven as the screens drive them, on the small rulebook of
 * tests/tui/data. Expected outcomes follow from its rules by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tui/keys.h"
#include "tui/screens/answer.h"
#include "tui/screens/findings.h"
#include "tui/screens/format.h"
#include "tui/screens/marks.h"
#include "tui/screens/review_model.h"
#include "tui/screens/statement.h"
#include "tui/screens/verdicts.h"
#include "tui/screens/workbench.h"

struct fixture {
    struct arena *a;
    char path[64];
    struct workbench *w;
};

static struct workbench *open_at(struct fixture *f)
{
    const struct workbench_places places = {
        .workspace = f->path,
        .rules = "tests/tui/data/rules",
        .templates = "tests/tui/data/templates",
        .author = "tester",
        .version = "test",
        .as_of = {2026, 11, 24},
    };
    struct diags *d = diags_new(f->a);
    struct workbench *w = workbench_open(&places, d);
    assert_non_null(w);
    return w;
}

static int setup(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    f->a = arena_new();
    snprintf(f->path, sizeof f->path, "/tmp/adit-models-%ld.db", (long)getpid());
    unlink(f->path);
    f->w = open_at(f);
    const char *id, *why = "";
    bool ok =
        workbench_import(f->w, f->a, "tests/tui/data/templates/projects/altyn.yaml", &id, &why);
    if (!ok || !workbench_project(f->w, id, &why))
        fail_msg("%s", why);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    workbench_close(f->w);
    static const char *const ENDS[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++)
        unlink(arena_printf(f->a, "%s%s", f->path, ENDS[i]));
    arena_free(f->a);
    free(f);
    return 0;
}

static void type(struct answer_model *m, const char *keys)
{
    size_t n = strlen(keys);
    for (size_t i = 0; i < n;) {
        uint32_t key;
        i += key_parse(keys + i, n - i, &key);
        answer_key(m, key);
    }
}

static enum status status_of(struct fixture *f, const char *rule)
{
    return assessment_find(f->w->project.assessment, rule)->status;
}

static struct answer_model *ask(struct fixture *f, const char *fact)
{
    return answer_new(f->w, &fact, 1, 0, false);
}

static void test_answer_is_kept_and_assessed(void **state)
{
    struct fixture *f = *state;
    const char *text;
    assert_int_equal(status_of(f, "test.offtake.signed"), STATUS_UNKNOWN);
    struct answer_model *m = ask(f, "offtake.signed");
    type(m, "perhaps");
    assert_int_equal(m->kind, ANSWER_BAD);
    assert_int_equal(answer_keep(m, &text), ANSWER_REFUSED);
    assert_true(text[0] != '\0');
    assert_int_equal(status_of(f, "test.offtake.signed"), STATUS_UNKNOWN);
    type(m, "<Ctrl-U>false");
    answer_move_field(m, 1);
    type(m, "d"); /* grade: document */
    answer_move_field(m, 1);
    type(m, "договор.pdf");
    answer_move_field(m, 1);
    type(m, "7");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    assert_non_null(strstr(text, "one check changed"));
    assert_int_equal(status_of(f, "test.offtake.signed"), STATUS_FAIL);
    answer_free(m);
    /* It is on disk: another process sees it with its evidence. */
    struct workbench *other = open_at(f);
    const char *why;
    assert_true(workbench_project(other, "altyn", &why));
    const struct fact *kept = dossier_fact(other->project.dossier, "offtake.signed");
    assert_non_null(kept);
    assert_string_equal(kept->text, "false");
    assert_int_equal(kept->grade, GRADE_DOCUMENT);
    assert_string_equal(kept->evidence.document, "договор.pdf");
    assert_string_equal(kept->evidence.page, "7");
    assert_string_equal(kept->author, "tester");
    workbench_close(other);
}

static void test_nothing_typed_writes_nothing(void **state)
{
    struct fixture *f = *state;
    const char *text;
    struct diags *d = diags_new(f->a);
    struct answer_model *m = ask(f, "offtake.signed");
    assert_int_equal(answer_keep(m, &text), ANSWER_EMPTY);
    answer_free(m);
    m = ask(f, "licence.kind");
    assert_string_equal(m->edits[FIELD_ANSWER].text, "mining");
    assert_int_equal(m->grade, GRADE_DOCUMENT);
    assert_int_equal(answer_keep(m, &text), ANSWER_SAME);
    answer_free(m);
    assert_int_equal(store_revision(f->w->store, "altyn", "offtake.signed", d), 0);
    size_t n;
    store_log(f->w->store, f->a, "altyn", "licence.kind", &n, d);
    assert_int_equal(n, 1);
}

static void test_unknown_and_none_are_answers(void **state)
{
    struct fixture *f = *state;
    const char *text;
    assert_int_equal(status_of(f, "test.site.park"), STATUS_FAIL);
    struct answer_model *m = ask(f, "site.in_park");
    answer_set_text(m, "unknown");
    assert_int_equal(m->kind, ANSWER_UNKNOWN);
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    assert_int_equal(status_of(f, "test.site.park"), STATUS_UNKNOWN);
    answer_free(m);
    m = ask(f, "licence.expiry_date");
    answer_set_text(m, "none");
    assert_int_equal(m->kind, ANSWER_NONE);
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    answer_free(m);
    assert_int_equal(dossier_value(f->a, f->w->project.dossier, "licence.expiry_date").kind,
                     FEEL_NULL);
}

static void test_revising_the_grade_keeps_the_rest(void **state)
{
    struct fixture *f = *state;
    const char *text;
    struct answer_model *m = ask(f, "licence.kind");
    answer_move_field(m, 1);
    type(m, "v");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    answer_free(m);
    const struct fact *kept = dossier_fact(f->w->project.dossier, "licence.kind");
    assert_int_equal(kept->grade, GRADE_VERIFIED);
    assert_string_equal(kept->evidence.quote, "right to mine");
    assert_true(kept->evidence.has_date);
    m = ask(f, "deposit.tonnage_t");
    answer_move_field(m, 1);
    type(m, "v");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    assert_true(dossier_fact(f->w->project.dossier, "deposit.tonnage_t")->has_range);
    /* Another value: the old range says nothing about it. */
    answer_free(m);
    m = ask(f, "deposit.tonnage_t");
    answer_set_text(m, "5000");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    assert_false(dossier_fact(f->w->project.dossier, "deposit.tonnage_t")->has_range);
    assert_int_equal(status_of(f, "test.deposit.size"), STATUS_CONDITIONAL);
    answer_free(m);
}

static void test_someone_faster_is_not_overwritten(void **state)
{
    struct fixture *f = *state;
    const char *text, *why;
    struct answer_model *mine = ask(f, "offtake.signed");
    type(mine, "true");
    struct workbench *other = open_at(f);
    assert_true(workbench_project(other, "altyn", &why));
    const struct typed_answer theirs = {
        .fact = "offtake.signed", .text = "false", .grade = GRADE_ASSERTED, .expected = 0};
    assert_true(workbench_answer(other, &theirs, &why));
    workbench_close(other);
    assert_true(workbench_news(f->w));
    assert_false(workbench_news(f->w));
    assert_int_equal(answer_keep(mine, &text), ANSWER_REFUSED);
    assert_non_null(strstr(text, "tester"));
    /* Theirs is shown, mine is still typed: a second Enter is a decision. */
    assert_int_equal(status_of(f, "test.offtake.signed"), STATUS_FAIL);
    assert_string_equal(mine->edits[FIELD_ANSWER].text, "true");
    assert_int_equal(answer_keep(mine, &text), ANSWER_KEPT);
    assert_int_equal(status_of(f, "test.offtake.signed"), STATUS_PASS);
    answer_free(mine);
}

static void test_draft_comes_back(void **state)
{
    struct fixture *f = *state;
    const char *text;
    struct answer_model *m = ask(f, "licence.holder_name");
    assert_false(answer_keep_draft(m));
    type(m, "<Ctrl-U>Новый владе");
    assert_true(answer_keep_draft(m));
    answer_free(m);
    m = ask(f, "licence.holder_name");
    assert_true(m->from_draft);
    assert_string_equal(m->edits[FIELD_ANSWER].text, "Новый владе");
    type(m, "лец");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    answer_free(m);
    m = ask(f, "licence.holder_name");
    assert_false(m->from_draft);
    assert_string_equal(m->edits[FIELD_ANSWER].text, "Новый владелец");
    answer_free(m);
}

static void go_to(struct answer_model *m, enum answer_field field)
{
    while (m->field != field)
        answer_move_field(m, 1);
}

static void test_every_field_is_drafted(void **state)
{
    struct fixture *f = *state;
    const char *text;
    struct answer_model *m = ask(f, "licence.kind");
    go_to(m, FIELD_GRADE);
    type(m, "e");
    go_to(m, FIELD_PAGE);
    type(m, "7");
    go_to(m, FIELD_NOTE);
    type(m, "со слов");
    assert_true(answer_keep_draft(m));
    answer_free(m);
    m = ask(f, "licence.kind");
    assert_true(m->from_draft);
    assert_int_equal(m->grade, GRADE_EXPERT);
    assert_string_equal(m->edits[FIELD_PAGE].text, "17"); /* behind the 1 that stood there */
    assert_string_equal(m->edits[FIELD_NOTE].text, "со слов");
    assert_string_equal(m->edits[FIELD_ANSWER].text, "mining");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    answer_free(m);
    m = ask(f, "licence.kind");
    assert_false(m->from_draft);
    assert_false(answer_keep_draft(m));
    answer_free(m);
}

static void test_quote_and_date_are_answered(void **state)
{
    struct fixture *f = *state;
    const char *text;
    struct answer_model *m = ask(f, "licence.kind");
    assert_string_equal(m->edits[FIELD_QUOTE].text, "right to mine");
    assert_string_equal(m->edits[FIELD_DATE].text, "2024-05-01");
    go_to(m, FIELD_DATE);
    type(m, "<Ctrl-U>2024-02-30");
    assert_int_equal(answer_keep(m, &text), ANSWER_REFUSED);
    assert_non_null(strstr(text, "YYYY-MM-DD"));
    type(m, "<Ctrl-U>2025-02-28");
    go_to(m, FIELD_QUOTE);
    type(m, "<Ctrl-U>право");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    answer_free(m);
    const struct evidence *e = &dossier_fact(f->w->project.dossier, "licence.kind")->evidence;
    assert_string_equal(e->quote, "право");
    assert_string_equal(e->document, "licence.pdf");
    assert_true(e->has_date && e->date.year == 2025 && e->date.month == 2 && e->date.day == 28);
}

static void test_inputs_are_checked(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *name, *text;
        bool good;
    } CASES[] = {
        {"economics.plan.strip_ratio", "3.5", true},
        {"economics.plan.strip_ratio", "much", false},
        {"economics.plan.strip_ratio", "-1", false},
        {"economics.plan.grade_treo_pct", "101", false},
        {"economics.basis.price_terms", "nominal", true},
        {"economics.basis.price_terms", "reel", false},
        {"economics.basis.periods", "12.5", false},
        {"economics.products[0].price", "69 USD/kg", true},
        {"economics.products[0].price", "69000 USD/t", true},
        {"economics.products[0].price", "69 EUR/kg", false},
        {"economics.products[0].price", "69 USD/bag", false},
        {"economics.lines.revenue", "[1, 2, 3]", true},
        {"economics.lines.revenue", "[1, x]", false},
        {"economics.npv_post_tax", "5", false}, /* computed, never entered */
    };
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct fact fact;
        const char *why;
        enum answer_kind kind =
            workbench_parse(f->w, f->a, CASES[i].name, CASES[i].text, &fact, &why);
        if ((kind == ANSWER_VALUE) != CASES[i].good || (kind == ANSWER_BAD) != (why[0] != '\0'))
            fail_msg("%s: %s: %d %s", CASES[i].name, CASES[i].text, (int)kind, why);
    }
}

static void test_inputs_move_the_value(void **state)
{
    struct fixture *f = *state;
    const char *text;
    size_t n;
    const struct econ_field *fields =
        econ_fields(f->a, f->w->project.dossier, f->w->project.assessment->economics, &n);
    assert_string_equal(fields[0].name, "economics.plan.throughput_tpa");
    assert_non_null(fields[0].needed);
    struct answer_model *m = ask(f, "economics.products[0].price");
    type(m, "69 USD/kg");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    answer_free(m);
    m = ask(f, "economics.products[0].price");
    assert_string_equal(m->edits[FIELD_ANSWER].text, "69 USD/kg");
    assert_int_equal(answer_keep(m, &text), ANSWER_SAME);
    answer_free(m);
    m = ask(f, "economics.lines.net_cash_flow");
    type(m, "[-100000000, 60000000, 60000000]");
    assert_true(answer_work(m));
    /* As in test_verdict_on_value; the hurdle is met, nothing else reads it. */
    assert_int_equal(m->n_changes, 2);
    assert_string_equal(m->changes[0].from, "no cash flow");
    assert_string_equal(m->changes[0].to, "NPV at 8 %: USD 6.5 m   IRR 13.1 %");
    assert_string_equal(m->changes[1].what, "The value after tax is not positive");
    assert_int_equal(m->changes[1].status, STATUS_PASS);
    assert_false(f->w->project.assessment->economics->complete); /* nothing is written yet */
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    assert_non_null(strstr(text, "NPV at 8 %: USD 6.5 m"));
    answer_free(m);
    assert_true(f->w->project.assessment->economics->complete);
    assert_int_equal(
        econ_fields_needed(f->a, f->w->project.dossier, f->w->project.assessment->economics), 0);
}

static const struct econ_field *offered(struct fixture *f, const char *name)
{
    size_t n;
    const struct econ_field *fields =
        econ_fields(f->a, f->w->project.dossier, f->w->project.assessment->economics, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(fields[i].name, name) == 0)
            return &fields[i];
    return NULL;
}

/* A list on screen grows by one entry at a time, which its name begins. */
static void test_next_entry_of_a_list(void **state)
{
    struct fixture *f = *state;
    const char *text;
    assert_non_null(offered(f, "economics.costs[0].name"));
    assert_null(offered(f, "economics.costs[1].name"));
    struct answer_model *m = ask(f, "economics.costs[0].name");
    type(m, "mining");
    assert_int_equal(answer_keep(m, &text), ANSWER_KEPT);
    answer_free(m);
    assert_non_null(offered(f, "economics.costs[0].from"));
    assert_string_equal(offered(f, "economics.costs[1].name")->hint, "a name begins one more");
    assert_null(offered(f, "economics.costs[1].from"));
    assert_null(offered(f, "economics.costs[2].name"));
}

static void test_choices_go_round(void **state)
{
    struct fixture *f = *state;
    struct answer_model *m = ask(f, "deposit.metallurgy");
    static const char *const ORDER[] = {"none", "bench", "pilot", "none"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(answer_choice(m));
        assert_string_equal(m->edits[FIELD_ANSWER].text, ORDER[i]);
    }
    answer_free(m);
    m = ask(f, "licence.expiry_date");
    assert_false(answer_choice(m));
    answer_free(m);
}

static void test_questions_by_rank_come_once(void **state)
{
    struct fixture *f = *state;
    size_t n;
    const struct question *q = workbench_questions(f->w, &n);
    /* Open and able to change something: maturity of the loan, offtake, metallurgy. */
    assert_int_equal(n, 3);
    struct answer_model *m = answer_new(f->w, &q[0].def->name, 1, 0, true);
    const char *seen[3];
    size_t k = 0;
    do {
        assert_true(k < 3);
        seen[k] = arena_strdup(f->a, m->facts[m->at]);
        for (size_t i = 0; i < k; i++)
            assert_string_not_equal(seen[i], seen[k]);
        k++;
    } while (answer_step(m, 1));
    assert_int_equal(k, 3);
    assert_true(answer_step(m, -1));
    assert_true(answer_step(m, -1));
    assert_false(answer_step(m, -1));
    while (answer_work(m))
        ;
    assert_true(m->n_outcomes >= 2);
    answer_free(m);
}

static size_t count(struct fixture *f, struct findings_filter filter)
{
    size_t n;
    findings_pick(f->a, f->w->project.assessment, &filter, &n);
    return n;
}

static void test_order_of_findings(void **state)
{
    struct fixture *f = *state;
    const struct findings_filter all = {.severity = -1, .status = FINDINGS_APPLICABLE};
    /* Without a mining licence its term does not apply: hidden until it is asked for. */
    const struct dossier *d =
        dossier_with(f->a, f->w->project.dossier, "licence.kind", feel_string("none"));
    const struct assessment *s = assess(f->a, f->w->rules, d, f->w->places.as_of, NULL);
    static const char *const ORDER[] = {
        "test.site.park",           /* blocking, fails */
        "test.owner.foreign_state", /* blocking, conditional */
        "test.offtake.signed",      /* high, open */
        "test.deposit.readiness",   /* medium, open */
        "test.value.hurdle",        /* medium, open */
        "test.deposit.size",        /* low, passes */
    };
    size_t n;
    const struct finding **list = findings_pick(f->a, s, &all, &n);
    assert_int_equal(n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(list[i]->rule->id, ORDER[i]);
    assert_string_equal(findings_count(f->a, list, n),
                        "x 1 fail   ! 1 conditional   ? 3 unknown   + 1 pass");
    assert_int_equal(findings_hidden(s, &all), 1);
    struct findings_filter x = all;
    x.status = FINDINGS_ALL;
    list = findings_pick(f->a, s, &x, &n);
    assert_int_equal(n, 7);
    assert_string_equal(list[3]->rule->id, "test.licence.term"); /* last of the high ones */
    assert_int_equal(findings_hidden(s, &x), 0);
}

static void test_filters(void **state)
{
    struct fixture *f = *state;
    const struct findings_filter all = {.severity = -1, .status = FINDINGS_APPLICABLE};
    struct findings_filter x = all;
    assert_int_equal(count(f, all), 7);
    x.severity = SEV_BLOCKING;
    assert_int_equal(count(f, x), 2);
    x.severity = SEV_HIGH;
    assert_int_equal(count(f, x), 4);
    x = all;
    x.status = STATUS_FAIL;
    assert_int_equal(count(f, x), 1);
    x = all;
    x.needle = "park";
    assert_int_equal(count(f, x), 1);
    x = all;
    x.programme = "us.one.loan";
    assert_int_equal(count(f, x), 4);
    x.programme = "no.such";
    assert_int_equal(count(f, x), 0);
    assert_string_equal(findings_next_area(f->w->project.assessment, NULL), "test.screens");
    assert_null(findings_next_area(f->w->project.assessment, "test.screens"));
}

/* As the project stands with a cash flow of its own, in millions. */
static const struct assessment *with_flows(struct fixture *f, const int *millions, size_t n)
{
    struct feel_value items[8];
    for (size_t i = 0; i < n; i++)
        items[i] = feel_number(dec_from_int((int64_t)millions[i] * 1000000));
    const struct dossier *d = dossier_with(
        f->a, f->w->project.dossier, "economics.lines.net_cash_flow", feel_list_of(f->a, items, n));
    return assess(f->a, f->w->rules, d, f->w->places.as_of, NULL);
}

static void test_three_verdicts(void **state)
{
    struct fixture *f = *state;
    const struct assessment *s = f->w->project.assessment;
    /* The park (blocking, fails) and the term of the licence (a bar, open) cite the code of KG. */
    struct verdict_line v = law_verdict(f->a, s);
    assert_int_equal(v.status, STATUS_FAIL);
    assert_string_equal(v.text, "1 stop, 1 open; worst: blocking");
    /* Throughput, grade, recovery, price; a cost and what it is per; capital. */
    v = economics_verdict(f->a, s);
    assert_int_equal(v.status, STATUS_UNKNOWN);
    assert_string_equal(v.text, "no cash flow: 7 inputs missing");
    v = financing_verdict(f->a, s);
    assert_int_equal(v.status, STATUS_UNKNOWN);
    assert_string_equal(v.text, "1 undetermined, 1 ineligible");
}

static void test_verdict_on_value(void **state)
{
    struct fixture *f = *state;
    /* At 8 %, flows at the ends of years: -100/1.08 + 60/1.08^2 + 60/1.08^3 = 6.48;
     * 100 x^2 = 60 x + 60 at x = 1.1307. */
    static const int gain[] = {-100, 60, 60}, loss[] = {-100, 50, 50};
    struct verdict_line v = economics_verdict(f->a, with_flows(f, gain, 3));
    assert_int_equal(v.status, STATUS_PASS);
    assert_string_equal(v.text, "NPV at 8 %: USD 6.5 m   IRR 13.1 %   hurdles are met");
    v = economics_verdict(f->a, with_flows(f, loss, 3));
    assert_int_equal(v.status, STATUS_FAIL);
    assert_non_null(strstr(v.text, "fail: The value after tax is not positive"));
}

static void test_statement(void **state)
{
    struct fixture *f = *state;
    const struct dossier *d = f->w->project.dossier;
    size_t n;
    assert_false(f->w->project.assessment->economics->complete);
    const char *name = next_case(f->a, d, NULL);
    assert_string_equal(name, "illustration");
    assert_null(next_case(f->a, d, name));
    assert_non_null(strstr(case_why(f->a, d, name), "Illustration only"));
    struct econ_options options = {.case_name = name};
    const struct econ_result *e = econ_run(f->a, d, f->w->econ, &options, NULL);
    assert_true(e->complete);
    const struct statement_line *lines = statement_lines(f->a, e, &n);
    bool revenue = false, ore = false;
    for (size_t i = 0; i < n; i++) {
        revenue =
            revenue || (lines[i].line == LINE_REVENUE && lines[i].given && lines[i].divide > 1);
        ore = ore || lines[i].line == LINE_ORE_T;
    }
    assert_true(revenue);
    assert_false(ore); /* lines without figures are left out */
}

static void test_figures(void **state)
{
    struct fixture *f = *state;
    assert_string_equal(money_text(f->a, "USD", 1234567890), "USD 1.2 bn");
    assert_string_equal(money_text(f->a, "USD", -340400000), "USD -340 m");
    assert_string_equal(money_text(f->a, "USD", 12), "USD 12");
    assert_string_equal(percent_text(f->a, 0.142), "14.2 %");
    assert_string_equal(figure_text(f->a, -0.04, 1, 1), "0.0");
}

/* Each field waits on disk; a decision that somebody was faster with is not overwritten. */
static void test_review_form(void **state)
{
    struct fixture *f = *state;
    static const char CHECK[] = "test.site.park";
    const char *why = "";
    struct review r;
    struct review_form *form = review_form_new(f->w, CHECK), *other;
    assert_string_equal(review_form_value(form, REVIEW_NAME), "tester");
    assert_false(review_form_drafted(form));
    review_form_set(form, REVIEW_DECISION, "wa");
    review_form_set(form, REVIEW_REASON, "Граница перенесена");
    assert_false(review_form_save(form, &why));
    assert_non_null(strstr(why, "no end date"));
    review_form_free(form);
    form = review_form_new(f->w, CHECK);
    other = review_form_new(f->w, CHECK);
    assert_string_equal(review_form_value(form, REVIEW_DECISION), "waive");
    assert_string_equal(review_form_value(form, REVIEW_REASON), "Граница перенесена");
    review_form_set(form, REVIEW_UNTIL, "2027-05-31");
    review_form_set(other, REVIEW_UNTIL, "2030-05-31");
    assert_true(review_form_save(form, &why));
    assert_false(review_form_drafted(form));
    assert_false(review_form_save(other, &why));
    assert_non_null(strstr(why, "changed meanwhile by tester"));
    assert_true(dossier_review(f->a, f->w->project.dossier, CHECK, &r));
    assert_string_equal(r.fields[REVIEW_UNTIL], "2027-05-31");
    assert_false(review_form_withdraw(form, " ", &why));
    assert_true(review_form_withdraw(form, "a mistake", &why));
    assert_false(dossier_review(f->a, f->w->project.dossier, CHECK, &r));
    review_form_free(form);
    review_form_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        T(test_answer_is_kept_and_assessed),
        T(test_nothing_typed_writes_nothing),
        T(test_unknown_and_none_are_answers),
        T(test_revising_the_grade_keeps_the_rest),
        T(test_someone_faster_is_not_overwritten),
        T(test_draft_comes_back),
        T(test_every_field_is_drafted),
        T(test_quote_and_date_are_answered),
        T(test_inputs_are_checked),
        T(test_inputs_move_the_value),
        T(test_next_entry_of_a_list),
        T(test_choices_go_round),
        T(test_questions_by_rank_come_once),
        T(test_order_of_findings),
        T(test_filters),
        T(test_three_verdicts),
        T(test_verdict_on_value),
        T(test_statement),
        T(test_figures),
        T(test_review_form),
#undef T
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
