/* Assessment: the order of statuses, marks, points, programmes; expected values worked out by hand
 * from rule-format section 3. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/assess.h"

#define HEAD                                                                                       \
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"             \
    "sources:\n  law: {title: Law, grade: statute, read: 2026-01-01, url: \"https://law.kg\"}\n"   \
    "  exc: {title: Exception, grade: statute}\n"                                                  \
    "facts:\n"                                                                                     \
    "  project.country: {type: 'enum(\"KG\", \"KZ\", \"UZ\", \"TJ\", \"TM\")', ask: Q, effort: "   \
    "1}\n"                                                                                         \
    "  a.x: {type: number, ask: Q, effort: 1, range: \"[0..100]\", unit: pct, actionable: true}\n" \
    "  a.y: {type: number, ask: Q, effort: 2, actionable: true}\n"                                 \
    "  a.p: {type: boolean, ask: Q, effort: 1}\n"                                                  \
    "  a.q: {type: boolean, ask: Q, effort: 1}\n"                                                  \
    "  a.issued: {type: date, ask: Q, effort: 1}\n"                                                \
    "params:\n  p.lim:\n    values:\n      2020-01-01: {value: 10, source: [law]}\n"               \
    "      2027-01-01: expected\n"                                                                 \
    "rules:\n"
#define RULE(id, kind, severity)                                                                   \
    "  - id: " id "\n    version: 1\n    title: " id "\n    kind: " kind                           \
    "\n    severity: " severity "\n    source: [{ref: law, at: \"1\"}]\n"
#define FROM "    effective: {from: 2020-01-01}\n"

struct fixture {
    struct arena *arena;
    struct diags *diags;
    const struct rulebook *book;
    const struct dossier *dossier;
};

static void show(const struct fixture *f)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    diags_format(f->diags, &out);
    print_message("%s", out.buf);
    strbuf_release(&out);
}

static void setup(struct fixture *f, const char *rules, const char *facts)
{
    f->arena = arena_new();
    f->diags = diags_new(f->arena);
    const char *pack = arena_printf(f->arena, "%s%s", HEAD, rules);
    f->book = rulebook_load_text(f->arena, pack, strlen(pack), "t.yaml", f->diags);
    if (f->book == NULL)
        show(f);
    assert_non_null(f->book);
    const char *project =
        arena_printf(f->arena, "adit: 1\nproject: t\nname: T\ncountry: KG\nfacts:\n%s", facts);
    f->dossier = dossier_load_text(f->arena, project, strlen(project), "p.yaml",
                                   rulebook_catalogue(f->book), f->diags);
    if (f->dossier == NULL)
        show(f);
    assert_non_null(f->dossier);
}

static const struct assessment *run(struct fixture *f, struct date as_of)
{
    return assess(f->arena, f->book, f->dossier, as_of, NULL);
}

static const struct date today_ = {2026, 11, 23};

/* One rule, one set of answers, the status that must come; returns the message. */
static void status_is(const char *rule, const char *facts, enum status expected)
{
    struct fixture f;
    setup(&f, rule, facts);
    const struct finding *found = assessment_find(run(&f, today_), "t.r");
    if (found->status != expected)
        print_message("facts %s: wanted %s, came %s: %s\n", facts, status_name(expected),
                      status_name(found->status), found->message);
    assert_int_equal(found->status, expected);
    arena_free(f.arena);
}

#define FLAG(conditions) RULE("t.r", "flag", "high") FROM conditions

static void complement(void **state)
{
    (void)state;
    const char *fail_only = FLAG("    fail_if: a.x > 10\n");
    status_is(fail_only, "  a.x: 11\n", STATUS_FAIL);
    status_is(fail_only, "  a.x: 10\n", STATUS_PASS);
    status_is(fail_only, "  {}\n", STATUS_UNKNOWN);
    const char *pass_only = FLAG("    pass_if: a.x > 10\n");
    status_is(pass_only, "  a.x: 11\n", STATUS_PASS);
    status_is(pass_only, "  a.x: 10\n", STATUS_FAIL);
    const char *both = FLAG("    pass_if: a.x > 10\n    fail_if: a.x < 5\n");
    status_is(both, "  a.x: 7\n", STATUS_CONDITIONAL);
    const char *no_fail = FLAG("    pass_if: a.x > 10\n    conditional_if: a.x > 5\n");
    status_is(no_fail, "  a.x: 20\n", STATUS_CONDITIONAL); /* conditional_if is asked first */
    status_is(no_fail, "  a.x: 3\n", STATUS_FAIL);
    const char *all =
        FLAG("    pass_if: a.x > 10\n    conditional_if: a.x = 7\n    fail_if: a.x < 5\n");
    status_is(all, "  a.x: 7\n", STATUS_CONDITIONAL);
    status_is(all, "  a.x: 8\n", STATUS_ERROR); /* none of the three holds */
}

static void order_of_decision(void **state)
{
    (void)state;
    const char *applies = FLAG("    applies_if: a.p\n    fail_if: a.x > 10\n");
    status_is(applies, "  a.p: false\n", STATUS_NOT_APPLICABLE);
    status_is(applies, "  a.p: false\n  a.x: 50\n", STATUS_NOT_APPLICABLE);
    status_is(applies, "  a.x: 50\n", STATUS_UNKNOWN);
    status_is(applies, "  a.p: true\n  a.x: 50\n", STATUS_FAIL);
    const char *excepted =
        FLAG("    fail_if: a.x > 10\n    exceptions:\n"
             "      - {if: a.q, status: conditional, why: W, source: {ref: exc}}\n");
    status_is(excepted, "  a.q: true\n  a.x: 50\n", STATUS_CONDITIONAL);
    status_is(excepted, "  a.q: true\n", STATUS_CONDITIONAL);
    status_is(excepted, "  a.q: false\n  a.x: 50\n", STATUS_FAIL);
    status_is(excepted, "  a.x: 50\n", STATUS_UNKNOWN);
    const char *two = FLAG("    fail_if: a.x > 10\n    exceptions:\n"
                           "      - {if: a.q, status: pass, why: W, source: {ref: exc}}\n"
                           "      - {if: a.p, status: fail, why: V, source: {ref: exc}}\n");
    status_is(two, "  a.q: true\n  a.p: true\n  a.x: 1\n", STATUS_ERROR);
    const char *overlap = FLAG("    fail_if: a.x > 10\n    pass_if: a.x > 5\n");
    status_is(overlap, "  a.x: 20\n", STATUS_ERROR);
    status_is(overlap, "  a.x: 7\n", STATUS_PASS);
    /* A null out of an error decides nothing. */
    status_is(FLAG("    fail_if: 1 / a.y > 2\n"), "  a.y: 0\n", STATUS_ERROR);
    status_is(FLAG("    fail_if: 1 / a.y > 2 or a.p\n"), "  a.y: 0\n  a.p: true\n", STATUS_FAIL);
    /* "none" to a number that is compared cannot be decided either. */
    status_is(FLAG("    fail_if: a.y > 2\n"), "  a.y: none\n", STATUS_ERROR);
}

/* The reader learns which answer a rule cannot use; another fault keeps its own words. */
static void error_names_the_answer(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *facts, *message;
    } cases[] = {
        {FLAG("    fail_if: a.y > 2\n"), "  a.y: none\n  a.issued: none\n",
         "Cannot be decided with 'none' as the answer to a.y"},
        {FLAG("    fail_if: a.x > a.y\n"), "  a.y: none\n",
         "Cannot be decided with 'none' as the answer to a.y"},
        {FLAG("    fail_if: a.x > 10 and a.y != 1\n    pass_if: a.x > 5\n"),
         "  a.x: 20\n  a.y: none\n", "Cannot be decided: fail_if and pass_if hold at once"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;
        setup(&f, cases[i].rule, cases[i].facts);
        const struct finding *found = assessment_find(run(&f, today_), "t.r");
        assert_int_equal(found->status, STATUS_ERROR);
        assert_string_equal(found->message, cases[i].message);
        arena_free(f.arena);
    }
}

static void effective_dates(void **state)
{
    (void)state;
    const char *by =
        RULE("t.r", "flag", "high") "    effective: {from: 2020-01-01, to: 2021-12-31, by: "
                                    "a.issued}\n    fail_if: a.x > 10\n";
    status_is(by, "  a.issued: 2019-12-31\n  a.x: 50\n", STATUS_NOT_APPLICABLE);
    status_is(by, "  a.issued: 2020-01-01\n  a.x: 50\n", STATUS_FAIL);
    status_is(by, "  a.issued: 2021-12-31\n  a.x: 50\n", STATUS_FAIL);
    status_is(by, "  a.issued: 2022-01-01\n  a.x: 50\n", STATUS_NOT_APPLICABLE);
    status_is(by, "  a.x: 50\n", STATUS_UNKNOWN);
    const char *later =
        RULE("t.r", "flag", "high") "    effective: {from: 2030-01-01}\n    fail_if: a.x > 10\n";
    status_is(later, "  a.x: 50\n", STATUS_NOT_APPLICABLE);
}

/* Two versions of one rule: the one in force on the date speaks. */
static void versions(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f,
          RULE("t.r", "flag",
               "high") "    effective: {from: 2020-01-01, to: 2025-12-31}\n    fail_if: a.x > 10\n"
                       "  - id: t.r\n    version: 2\n    title: new\n    kind: flag\n    severity: "
                       "high\n"
                       "    source: [{ref: law}]\n    effective: {from: 2026-01-01}\n    fail_if: "
                       "a.x > 20\n",
          "  a.x: 15\n");
    assert_int_equal(run(&f, (struct date){2025, 6, 1})->n_findings, 1);
    assert_int_equal(assessment_find(run(&f, (struct date){2025, 6, 1}), "t.r")->status,
                     STATUS_FAIL);
    assert_int_equal(assessment_find(run(&f, (struct date){2026, 6, 1}), "t.r")->status,
                     STATUS_PASS);
    arena_free(f.arena);
}

static void expect_missing(const char *rule, const char *facts, size_t n, const char *first)
{
    struct fixture f;
    setup(&f, rule, facts);
    const struct finding *found = assessment_find(run(&f, today_), "t.r");
    if (found->n_missing != n)
        for (size_t i = 0; i < found->n_missing; i++)
            print_message("asks %s\n", found->missing[i]);
    assert_int_equal(found->n_missing, n);
    if (n != 0)
        assert_string_equal(found->missing[0], first);
    arena_free(f.arena);
}

static void what_is_asked(void **state)
{
    (void)state;
    /* Three-valued logic alone would ask for a.p; both its answers give the same. */
    const char *either = FLAG("    fail_if: (a.p and a.x > 10) or (not(a.p) and a.x > 10)\n");
    expect_missing(either, "  a.x: 50\n", 0, NULL);
    status_is(either, "  a.x: 50\n", STATUS_FAIL);
    expect_missing(either, "  {}\n", 1, "a.x");
    /* Cells: above 10 and at most 10 cover every number. */
    status_is(FLAG("    fail_if: a.x > 10 or a.x <= 10\n"), "  {}\n", STATUS_FAIL);
    /* The range closes the cell: nothing lies above 100. */
    status_is(FLAG("    fail_if: a.x <= 100\n"), "  {}\n", STATUS_FAIL);
    status_is(FLAG("    fail_if: a.y <= 100\n"), "  {}\n", STATUS_UNKNOWN);
    /* A parameter is a constant like any other. */
    status_is(FLAG("    fail_if: a.x < param(\"p.lim\") or a.x >= param(\"p.lim\")\n"), "  {}\n",
              STATUS_FAIL);
    /* Through arithmetic nothing is claimed. */
    status_is(FLAG("    fail_if: a.x + 1 > 0\n"), "  {}\n", STATUS_UNKNOWN);
    /* A fact that only an exception needs is asked as long as it matters. */
    const char *excepted = FLAG("    fail_if: a.x > 10\n    exceptions:\n"
                                "      - {if: a.q, status: fail, why: W, source: {ref: exc}}\n");
    expect_missing(excepted, "  a.x: 50\n", 0, NULL);
    expect_missing(excepted, "  a.x: 5\n", 1, "a.q");
    /* Ordered by cost: a.x (1) before a.y (2). */
    expect_missing(FLAG("    fail_if: a.y > 1 and a.x > 1\n"), "  {}\n", 2, "a.x");
    /* The date that selects is asked too. */
    expect_missing(
        RULE("t.r", "flag",
             "high") "    effective: {from: 2020-01-01, by: a.issued}\n    fail_if: a.x > 10\n",
        "  a.x: 50\n", 1, "a.issued");
}

#define SCORE(cells)                                                                               \
    RULE("t.r", "score", "info")                                                                   \
    "    max_points: 9\n" FROM "    let: {half: a.x / 2}\n    table:\n      hit: F\n"              \
    "      outputs: [{name: points, type: number}]\n" cells

static void points_are(const char *rule, const char *facts, long low, long high, size_t missing)
{
    struct fixture f;
    int64_t n;
    setup(&f, rule, facts);
    const struct finding *found = assessment_find(run(&f, today_), "t.r");
    assert_true(found->has_points);
    assert_true(dec_to_int(found->points_low, &n));
    assert_int_equal(n, low);
    assert_true(dec_to_int(found->points_high, &n));
    assert_int_equal(n, high);
    assert_int_equal(found->n_missing, missing);
    assert_int_equal(found->status, low == high ? STATUS_PASS : STATUS_UNKNOWN);
    arena_free(f.arena);
}

static void points(void **state)
{
    (void)state;
    const char *constants = SCORE("      inputs: [{expr: a.x}]\n      rules:\n"
                                  "        - {when: [\"< 10\"], then: [\"1\"]}\n"
                                  "        - {when: [\"< 50\"], then: [\"4\"]}\n"
                                  "        - {when: [\"-\"], then: [\"9\"]}\n");
    points_are(constants, "  a.x: 10\n", 4, 4, 0);
    points_are(constants, "  {}\n", 1, 9, 1);
    /* The cell's border is another fact: its value counts, and while it is open both are asked. */
    const char *other = SCORE("      inputs: [{expr: a.x}]\n      rules:\n"
                              "        - {when: [\"< a.y\"], then: [\"1\"]}\n"
                              "        - {when: [\"-\"], then: [\"4\"]}\n");
    points_are(other, "  a.x: 4\n  a.y: 5\n", 1, 1, 0);
    points_are(other, "  a.y: 5\n", 1, 4, 1);
    points_are(other, "  {}\n", 1, 4, 2);
    /* A column that is worked out of a fact. */
    const char *local = SCORE("      inputs: [{expr: half}]\n      rules:\n"
                              "        - {when: [\"< 10\"], then: [\"1\"]}\n"
                              "        - {when: [\"-\"], then: [\"4\"]}\n");
    points_are(local, "  a.x: 20\n", 4, 4, 0);
    points_are(local, "  {}\n", 1, 4, 1);
    /* Rows that give the same leave nothing to ask. */
    const char *same = SCORE("      inputs: [{expr: a.x}, {expr: a.p}]\n      rules:\n"
                             "        - {when: [\"< 10\", \"true\"], then: [\"3\"]}\n"
                             "        - {when: [\"-\", \"-\"], then: [\"3\"]}\n");
    points_are(same, "  {}\n", 3, 3, 0);
}

static unsigned marks_of(const char *rule, const char *facts, struct date as_of,
                         enum status expected)
{
    struct fixture f;
    setup(&f, rule, facts);
    const struct finding *found = assessment_find(run(&f, as_of), "t.r");
    assert_int_equal(found->status, expected);
    unsigned marks = found->marks;
    arena_free(f.arena);
    return marks;
}

static void marks(void **state)
{
    (void)state;
    const char *param = FLAG("    fail_if: a.x > param(\"p.lim\")\n");
    const struct date pending = {2027, 1, 1}, stale = {2027, 11, 24};
    assert_int_equal(marks_of(param, "  a.x: 5\n", today_, STATUS_PASS), 0);
    assert_int_equal(marks_of(param, "  a.x: 5\n", pending, STATUS_PASS), MARK_LAW_PENDING);
    assert_int_equal(marks_of(param, "  a.x: 5\n", stale, STATUS_PASS),
                     MARK_LAW_PENDING | MARK_LAW_STALE);
    const char *assumed = FLAG("    fail_if: default(a.x, 3) > 10\n");
    assert_int_equal(marks_of(assumed, "  {}\n", today_, STATUS_PASS), MARK_ASSUMED);
    assert_int_equal(marks_of(assumed, "  a.x: 4\n", today_, STATUS_PASS), 0);
    const char *weak = FLAG("    fail_if: a.x > 10\n"
                            "    evidence: [{fact: a.x, min_grade: document, max_age: P12M}]\n");
    assert_int_equal(marks_of(weak, "  a.x: 5\n", today_, STATUS_CONDITIONAL), MARK_WEAK_EVIDENCE);
    assert_int_equal(marks_of(weak,
                              "  a.x: {value: 5, grade: document, evidence: {document: d.pdf, "
                              "date: 2025-11-23}}\n",
                              today_, STATUS_PASS),
                     0);
    assert_int_equal(marks_of(weak,
                              "  a.x: {value: 5, grade: document, evidence: {document: d.pdf, "
                              "date: 2025-11-22}}\n",
                              today_, STATUS_CONDITIONAL),
                     MARK_WEAK_EVIDENCE);
    /* A failure stays a failure whatever the evidence. */
    assert_int_equal(marks_of(weak, "  a.x: 50\n", today_, STATUS_FAIL), 0);
}

#define PROGRAMME                                                                                  \
    "programmes:\n"                                                                                \
    "  - {id: pr.one, title: One, agency: A, source: [{ref: law}], bars: [t.b1, t.b2],"            \
    " scores: [t.s1, t.s2]}\n"
#define BARS                                                                                       \
    RULE("t.b1", "bar", "blocking")                                                                \
    FROM "    fail_if: a.p\n" RULE("t.b2", "bar", "blocking") FROM                                 \
        "    fail_if: a.q\n    conditional_if: a.x > 50\n" RULE(                                   \
            "t.s1", "score",                                                                       \
            "info") "    max_points: 6\n" FROM                                                     \
                    "    table:\n      hit: F\n      inputs: [{expr: a.x, type: number}]\n"        \
                    "      outputs: [{name: points, type: number}]\n      rules:\n"                \
                    "        - {when: [\">= 25\"], then: [\"6\"]}\n        - {when: [\"-\"], "     \
                    "then: [\"1\"]}\n" RULE("t.s2", "score",                                       \
                                            "info") "    max_points: 4\n" FROM                     \
                                                    "    pass_if: true\n    value: 4\n"

static void verdict_is(const char *facts, enum verdict expected, long low, long high,
                       size_t missing)
{
    struct fixture f;
    int64_t n;
    setup(&f, BARS PROGRAMME, facts);
    const struct programme_result *p = &run(&f, today_)->programmes[0];
    assert_string_equal(verdict_name(p->verdict), verdict_name(expected));
    assert_true(dec_to_int(p->score_low, &n));
    assert_int_equal(n, low);
    assert_true(dec_to_int(p->score_high, &n));
    assert_int_equal(n, high);
    assert_true(dec_to_int(p->score_max, &n));
    assert_int_equal(n, 10);
    assert_int_equal(p->n_missing, missing);
    arena_free(f.arena);
}

static void programmes(void **state)
{
    (void)state;
    verdict_is("  a.p: false\n  a.q: false\n  a.x: 30\n", VERDICT_ELIGIBLE, 10, 10, 0);
    verdict_is("  a.p: false\n  a.q: false\n  a.x: 60\n", VERDICT_CONDITIONAL, 10, 10, 0);
    verdict_is("  a.p: true\n", VERDICT_INELIGIBLE, 5, 10, 0);
    verdict_is("  a.p: false\n  a.x: 10\n", VERDICT_UNDETERMINED, 5, 5, 1);
    verdict_is("  {}\n", VERDICT_UNDETERMINED, 5, 10, 3);
}

/* rule("...") sees the other's status, whatever the order of the ids; while it is open so is the
 * asker, and it asks for the same facts. */
static void rules_of_rules(void **state)
{
    (void)state;
    const char *rules = RULE("t.a", "flag", "high") FROM
        "    fail_if: rule(\"t.r\") = \"fail\"\n" RULE("t.r", "flag", "high") FROM
        "    fail_if: a.p\n";
    struct fixture f;
    setup(&f, rules, "  a.p: true\n");
    assert_int_equal(assessment_find(run(&f, today_), "t.a")->status, STATUS_FAIL);
    arena_free(f.arena);
    setup(&f, rules, "  a.p: false\n");
    assert_int_equal(assessment_find(run(&f, today_), "t.a")->status, STATUS_PASS);
    arena_free(f.arena);
    setup(&f, rules, "  {}\n");
    const struct finding *open = assessment_find(run(&f, today_), "t.a");
    assert_int_equal(open->status, STATUS_UNKNOWN);
    assert_int_equal(open->n_missing, 1);
    assert_string_equal(open->missing[0], "a.p");
    arena_free(f.arena);
}

static void messages(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f,
          FLAG("    let: {gap: a.y - a.x}\n    fail_if: gap > 10\n"
               "    message: {fail: \"{a.x} % is {gap} below {a.y}\", unknown: \"x is {a.x}\"}\n"),
          "  a.x: 12\n  a.y: 1234567\n");
    assert_string_equal(assessment_find(run(&f, today_), "t.r")->message,
                        "12 % is 1,234,555 below 1,234,567");
    arena_free(f.arena);
    setup(&f, FLAG("    fail_if: a.x > 10\n    message: {unknown: \"x is {a.x}\"}\n"), "  {}\n");
    assert_string_equal(assessment_find(run(&f, today_), "t.r")->message, "x is (not known)");
    arena_free(f.arena);
    setup(&f,
          FLAG("    fail_if: a.x > 10\n    exceptions:\n"
               "      - {if: a.q, status: pass, why: It is old, source: {ref: exc, at: \"9\"}}\n"),
          "  a.q: true\n  a.x: 50\n");
    const struct finding *found = assessment_find(run(&f, today_), "t.r");
    assert_string_equal(found->message, "It is old");
    assert_int_equal(found->n_citations, 2);
    assert_string_equal(found->citations[1]->source->id, "exc");
    arena_free(f.arena);
}

static void json_shape(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, BARS PROGRAMME, "  a.p: false\n  a.q: false\n  a.x: 30\n");
    struct json *j = assessment_json(f.arena, run(&f, today_));
    static const char *const top[] = {"project",    "as_of",  "adit",     "packs",
                                      "programmes", "checks", "economics"};
    static const char *const check[] = {"id",     "title",   "kind",        "status",  "severity",
                                        "marks",  "message", "points",      "because", "missing",
                                        "source", "remedy",  "legal_change"};
    assert_int_equal(j->n, 7);
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(j->keys[i], top[i]);
    const struct json *checks = json_get(j, "checks");
    assert_int_equal(checks->n, 4);
    for (size_t i = 0; i < 13; i++)
        assert_string_equal(checks->items[0]->keys[i], check[i]);
    /* By severity, then id. */
    assert_string_equal(json_get(checks->items[0], "id")->text, "t.b1");
    assert_string_equal(json_get(checks->items[2], "id")->text, "t.s1");
    assert_string_equal(json_get(json_get(checks->items[2], "points"), "max")->text, "6");
    const struct json *source = json_get(checks->items[0], "source")->items[0];
    assert_string_equal(json_get(source, "url")->text, "https://law.kg");
    assert_string_equal(json_get(source, "read")->text, "2026-01-01");
    assert_string_equal(json_get(source, "basis")->text, "law");
    arena_free(f.arena);
}

/* The same input gives the same output, byte for byte. */
static void deterministic(void **state)
{
    (void)state;
    struct fixture f;
    struct strbuf x, y;
    strbuf_init(&x, 0);
    strbuf_init(&y, 0);
    setup(&f, BARS PROGRAMME, "  a.p: false\n");
    json_write(&x, assessment_json(f.arena, run(&f, today_)), 2);
    json_write(&y, assessment_json(f.arena, run(&f, today_)), 2);
    assert_string_equal(x.buf, y.buf);
    strbuf_release(&x);
    strbuf_release(&y);
    arena_free(f.arena);
}

static void completeness(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, FLAG("    applies_if: a.p\n    fail_if: a.x > 10\n"), "  a.p: true\n  a.q: true\n");
    const struct assessment *s = run(&f, today_);
    for (size_t i = 0; i < s->n_sections; i++) {
        if (strcmp(s->sections[i].section, "a") != 0)
            continue;
        assert_int_equal(s->sections[i].asked, 3); /* p, x are read; q is answered */
        assert_int_equal(s->sections[i].answered, 2);
    }
    arena_free(f.arena);
}

/* Every inline test of the worked examples. */
static void worked_examples(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const char *path = "tests/data/rules/examples.yaml";
    const struct rulebook *r = rulebook_load(a, &path, 1, false, d);
    if (r == NULL) {
        struct strbuf out;
        strbuf_init(&out, 0);
        diags_format(d, &out);
        print_message("%s", out.buf);
        strbuf_release(&out);
    }
    assert_non_null(r);
    size_t n, failed = 0;
    const struct rule_test_result *all = rules_test(a, r, NULL, &n);
    assert_int_equal(n, 27);
    for (size_t i = 0; i < n; i++) {
        failed += all[i].passed ? 0 : 1;
        if (!all[i].passed)
            print_message("%s:%d %s, %s:\n%s\n", all[i].pos.file, all[i].pos.line, all[i].rule->id,
                          all[i].name, all[i].why);
    }
    assert_int_equal(failed, 0);
    arena_free(a);
}

/* A test whose expectation is wrong in every part says so, part by part. */
static void failing_tests_tell(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f,
          FLAG("    let: {twice: a.x * 2}\n    fail_if: a.x > 10\n"
               "    tests:\n      - {name: wrong, given: {a.x: 50}, expect: {status: pass, "
               "let: {twice: 99}, asks: [a.x], cites: [exc], marks: [assumed], points: 3, "
               "counterfactual: [{a.x: \"<= 9\", gives: pass}]}}\n"),
          "  {}\n");
    size_t n;
    const struct rule_test_result *all = rules_test(f.arena, f.book, NULL, &n);
    assert_int_equal(n, 1);
    assert_false(all[0].passed);
    static const char *const lines[] = {
        "status: expected pass, came fail",
        "twice: expected 99, came 100",
        "asks: expected [a.x], came []",
        "cites: expected exc",
        "marks: expected [assumed]",
        "points: expected 3, came none",
        "a.x <= 10 gives pass",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (strstr(all[0].why, lines[i]) == NULL)
            print_message("no '%s' in:\n%s\n", lines[i], all[0].why);
        assert_non_null(strstr(all[0].why, lines[i]));
    }
    arena_free(f.arena);
}

static void coverage(void **state)
{
    (void)state;
    struct fixture f;
    setup(
        &f,
        FLAG(
            "    applies_if: a.p\n    fail_if: a.x > param(\"p.lim\")\n"
            "    tests:\n      - {name: one, given: {a.p: true, a.x: 50}, expect: {status: fail}}\n"
            "      - {name: two, given: {a.p: true}, expect: {status: unknown}}\n"),
        "  {}\n");
    size_t n, n_values;
    const struct value_coverage *values;
    const struct rule_coverage *c = rules_coverage(f.arena, f.book, NULL, &n, &values, &n_values);
    assert_int_equal(n, 1);
    assert_true(c[0].reached[STATUS_FAIL]);
    assert_true(c[0].reached[STATUS_UNKNOWN]);
    assert_false(c[0].reached[STATUS_PASS]);
    assert_int_equal(n_values, 1); /* the expected start has no value */
    assert_true(values[0].reached);
    rules_lint_tests(f.arena, f.book, f.diags);
    size_t w101 = 0;
    for (size_t i = 0; i < diags_kept(f.diags); i++)
        w101 += strcmp(diags_at(f.diags, i)->code, "W101") == 0 ? 1 : 0;
    assert_int_equal(w101, 1); /* pass */
    arena_free(f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complement),
        cmocka_unit_test(order_of_decision),
        cmocka_unit_test(error_names_the_answer),
        cmocka_unit_test(effective_dates),
        cmocka_unit_test(versions),
        cmocka_unit_test(what_is_asked),
        cmocka_unit_test(points),
        cmocka_unit_test(marks),
        cmocka_unit_test(programmes),
        cmocka_unit_test(rules_of_rules),
        cmocka_unit_test(messages),
        cmocka_unit_test(json_shape),
        cmocka_unit_test(deterministic),
        cmocka_unit_test(completeness),
        cmocka_unit_test(worked_examples),
        cmocka_unit_test(failing_tests_tell),
        cmocka_unit_test(coverage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
