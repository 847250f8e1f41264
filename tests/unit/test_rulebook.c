/* Rule packs: each lint code with its place, and what a sound pack becomes.
 *
 * In the texts below @@ marks the place at which the diagnostic must stand; it is taken out before
 * the pack is loaded, so that line and column are counted from the text and not from our output. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/rulebook/rulebook.h"

#define HEAD "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
#define SOURCES                                                                                    \
    "sources:\n"                                                                                   \
    "  law: {title: Law, grade: statute, read: 2026-01-01}\n"                                      \
    "  house: {title: House, grade: house}\n"
#define FACTS                                                                                      \
    "facts:\n"                                                                                     \
    "  a.grade: {type: number, ask: Q, effort: 1}\n"                                               \
    "  a.date: {type: date, ask: Q, effort: 1}\n"                                                  \
    "  a.ok: {type: boolean, ask: Q, effort: 1}\n"                                                 \
    "  a.kind: {type: 'enum(\"x\", \"y\")', ask: Q, effort: 1}\n"
#define BASE HEAD SOURCES FACTS
/* The head of a rule; conditions follow. */
#define RULE(id)                                                                                   \
    "  - id: " id "\n    version: 1\n    title: R\n    kind: flag\n    severity: high\n"           \
    "    source: [{ref: law, at: \"1\"}]\n    effective: {from: 2020-01-01}\n"
/* Uses all facts, so that W107 stays silent. */
#define USES                                                                                       \
    RULE("t.uses")                                                                                 \
    "    fail_if: a.grade > 1 and a.ok and a.kind = \"x\" and a.date > @\"2020-01-01\"\n"          \
    "    tests: [{name: n, given: {a.ok: true}, expect: {status: unknown}}]\n"

struct fixture {
    struct arena *arena;
    struct diags *diags;
    const struct rulebook *book;
    int line, col; /* of the mark */
};

static void setup(struct fixture *f, const char *marked)
{
    f->arena = arena_new();
    f->diags = diags_new(f->arena);
    const char *mark = strstr(marked, "@@");
    f->line = f->col = 0;
    char *text = arena_strdup(f->arena, marked);
    if (mark != NULL) {
        size_t at = (size_t)(mark - marked);
        memmove(text + at, text + at + 2, strlen(text + at + 2) + 1);
        f->line = f->col = 1;
        for (size_t i = 0; i < at; i++) {
            f->line += text[i] == '\n' ? 1 : 0;
            f->col = text[i] == '\n' ? 1 : f->col + 1;
        }
    }
    f->book = rulebook_load_text(f->arena, text, strlen(text), "t.yaml", f->diags);
}

static void print_all(const struct fixture *f)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    diags_format(f->diags, &out);
    print_message("%s", out.buf);
    strbuf_release(&out);
}

/* The diagnostic of that code stands at the mark, and its message holds words. */
static void expect(const char *marked, const char *code, const char *words)
{
    struct fixture f;
    setup(&f, marked);
    bool found = false;
    for (size_t i = 0; i < diags_kept(f.diags); i++) {
        const struct diag *d = diags_at(f.diags, i);
        bool here = f.line == 0 || (d->pos.line == f.line && d->pos.col == f.col);
        bool says = strstr(d->message, words) != NULL ||
                    (d->hint != NULL && strstr(d->hint, words) != NULL);
        found = found || (d->code != NULL && strcmp(d->code, code) == 0 && here && says &&
                          strcmp(d->pos.file, "t.yaml") == 0);
    }
    if (!found) {
        print_message("wanted %s at %d:%d with '%s', came:\n", code, f.line, f.col, words);
        print_all(&f);
    }
    assert_true(found);
    assert_true(code[0] == 'W' || f.book == NULL);
    arena_free(f.arena);
}

static void keys_and_values(void **state)
{
    (void)state;
    expect(HEAD "@@titel: x\n", "E002", "titel");
    expect(HEAD "@@rulez: []\n", "E002", "rules");
    expect("format: @@adit-rules/9\npack: p\ntitle: T\nowner: o\nchecked_on: 2026-01-01\n", "E004",
           "adit-rules/9");
    expect("format: adit-rules/1\npack: p\ntitle: T\nowner: o\nchecked_on: @@2026-02-30\n", "E004",
           "date");
    expect("@@format: adit-rules/1\npack: p\ntitle: T\nchecked_on: 2026-01-01\n", "E003", "owner");
    expect(HEAD "stale_after: @@soon\n", "E004", "soon");
    expect(HEAD "rules: [\n", "E001", "");
    expect(HEAD "title: again\n", "E001", "title");
}

static void rule_values(void **state)
{
    (void)state;
    expect(BASE "rules:\n  - id: t.r\n    version: 1\n    title: R\n    kind: @@flagg\n", "E004",
           "flag");
    expect(BASE "rules:\n" RULE("t.r") "    @@fail_iff: a.ok\n", "E002", "fail_if");
    expect(BASE "rules:\n  - @@"
                "id: t.r\n    version: 1\n    title: R\n    kind: flag\n"
                "    severity: high\n    source: [{ref: law}]\n    effective: {from: 2020-01-01}\n",
           "E003", "decides");
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: a.ok\n    message: {fail: \"x @@{a.ok\"}\n",
           "E004", "'{'");
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: a.ok\n    affects: [@@lendr]\n", "E004",
           "lender");
    expect(BASE "rules:\n" RULE(
               "t.r") "    fail_if: a.ok\n    evidence: [{fact: a.ok, max_age: @@1Y}]\n",
           "E004", "1Y");
}

static void expressions(void **state)
{
    (void)state;
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: a.grade > @@* 2\n", "E010", "");
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: a.ok and @@a.grad > 2\n", "E011", "a.grade");
    expect(BASE
           "rules:\n" RULE("t.r") "    fail_if: a.ok\n    message: {fail: \"at {@@a.grde}\"}\n",
           "E011", "a.grade");
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: a.ok\n    tests: [{name: n, given: {@@a.okk: "
                                       "true}, expect: {}}]\n",
           "E011", "a.ok");
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: param(@@\"no.such\") > 1\n", "E011",
           "no.such");
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: @@a.grade = \"x\"\n", "E012", "");
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: @@abs(1, 2) > a.grade\n", "E013", "");
    expect(BASE "rules:\n" RULE("t.r") "    fail_if: rule(@@\"t.none\") = \"fail\"\n", "E011",
           "t.none");
    expect(BASE "rules:\n  - id: t.r\n    version: 1\n    title: R\n    kind: flag\n"
                "    severity: high\n    source: [{ref: law}]\n"
                "    effective: {from: 2020-01-01, by: @@a.grade}\n    fail_if: a.ok\n",
           "E012", "date");
}

#define TABLE(rows)                                                                                \
    BASE                                                                                           \
        "rules:\n  - id: t.r\n    version: 1\n    title: R\n    kind: score\n    severity: info\n" \
        "    max_points: 5\n    source: [{ref: law, at: \"1\"}]\n"                                 \
        "    effective: {from: 2020-01-01}\n    table:\n      hit: U\n      complete: true\n"      \
        "      inputs: [{expr: a.grade, type: number}]\n"                                          \
        "      outputs: [{name: points, type: number}]\n      rules:\n" rows

static void tables(void **state)
{
    (void)state;
    expect(TABLE("        - @@{when: [\"< 1\", \"-\"], then: [\"1\"]}\n"
                 "        - {when: [\">= 1\"], then: [\"1\"]}\n"),
           "E020", "");
    expect(TABLE("        - {when: [\"< 3\"], then: [\"1\"]}\n"
                 "        - {when: [\">= 1\"], then: [\"2\"]}\n"),
           "E021", "");
    expect(TABLE("        - {when: [\"< 1\"], then: [\"1\"]}\n"
                 "        - {when: [\"> 1\"], then: [\"2\"]}\n"),
           "E022", "");
    expect(TABLE("        - {when: [\"< @@\"], then: [\"1\"]}\n"), "E010", "");
    expect(BASE "rules:\n" RULE("t.r") "    table:\n      hit: F\n      inputs: [{expr: a.ok}]\n"
                                       "      outputs: @@[{name: grade, type: number}]\n"
                                       "      rules: [{when: [\"-\"], then: [\"1\"]}]\n",
           "E003", "points");
}

static void sources_and_versions(void **state)
{
    (void)state;
    expect(BASE "rules:\n  - id: t.r\n    version: 1\n    title: R\n    kind: flag\n"
                "    severity: high\n    source: [{ref: @@lawx, at: \"1\"}]\n"
                "    effective: {from: 2020-01-01}\n    fail_if: a.ok\n",
           "E030", "law");
    expect(BASE "params:\n  p.x:\n    values:\n      2020-01-01: @@{value: 1}\n", "E030", "source");
    expect(BASE "rules:\n" RULE(
               "t.r") "    fail_if: a.ok\n  - @@"
                      "id: t.r\n    version: 2\n    title: R\n    kind: flag\n    severity: high\n"
                      "    source: [{ref: law}]\n    effective: {from: 2022-01-01}\n    fail_if: "
                      "a.ok\n",
           "E031", "t.r");
    expect(BASE "rules:\n" RULE(
               "t.r") "    fail_if: a.ok\n  - @@"
                      "id: t.r\n    version: 1\n    title: R\n    kind: flag\n    severity: high\n"
                      "    source: [{ref: law}]\n    effective: {from: 2022-01-01}\n    fail_if: "
                      "a.ok\n",
           "E005", "t.r");
    expect(BASE "rules:\n  - @@"
                "id: t.a\n    version: 1\n    title: R\n    kind: flag\n    severity: high\n"
                "    source: [{ref: law}]\n    effective: {from: 2022-01-01}\n"
                "    fail_if: rule(\"t.b\") = \"fail\"\n" RULE(
                    "t.b") "    fail_if: rule(\"t.a\") = \"fail\"\n",
           "E040", "t.a -> t.b -> t.a");
    expect(BASE "params:\n  p.x:\n    values:\n      2020-01-01: {value: 1, source: [law]}\n"
                "      2021-01-01: @@{value: true, source: [law]}\n",
           "E012", "boolean");
    expect(BASE
           "programmes:\n  - {id: p, title: P, agency: A, source: [{ref: law}], bars: [@@t.x]}\n",
           "E011", "t.x");
    expect(BASE "programmes:\n"
                "  - {id: p, title: P, agency: A, source: [{ref: law}], draws_on: [@@t.pock]}\n",
           "E011", "t.pock");
    expect(BASE "rules:\n" USES "programmes:\n"
                "  - {id: p, title: P, agency: A, source: [{ref: law}], draws_on: [@@t.pack]}\n",
           "E004", "nothing");
}

/* A programme lists one bar of the pack and draws on all of it: each rule counts once, its own
 * first, the others in the order of the file, and flags stay out. */
static void draws_on(void **state)
{
    (void)state;
    struct fixture f;
#define JUDGES(id, kind, rest)                                                                     \
    "  - id: " id "\n    version: 1\n    title: R\n    kind: " kind "\n    severity: high\n"       \
    "    source: [{ref: law, at: \"1\"}]\n    effective: {from: 2020-01-01}\n"                     \
    "    pass_if: a.ok\n" rest
    setup(&f, BASE "rules:\n" USES JUDGES("t.b2", "bar", "") JUDGES("t.b1", "bar", "")
                  JUDGES("t.s", "score", "    max_points: 2\n    value: if a.ok then 2 else 0\n")
                      JUDGES("t.b3", "bar", "") "programmes:\n  - {id: p, title: P, agency: A, "
                                                "source: [{ref: law}], bars: [t.b1], "
                                                "draws_on: [t.pack]}\n");
    assert_non_null(f.book);
    const struct programme *p = rulebook_find_programme(f.book, "p");
    assert_non_null(p);
    assert_int_equal(p->n_bars, 3);
    assert_string_equal(p->bars[0]->id, "t.b1");
    assert_string_equal(p->bars[1]->id, "t.b2");
    assert_string_equal(p->bars[2]->id, "t.b3");
    assert_int_equal(p->n_scores, 1);
    assert_string_equal(p->scores[0]->id, "t.s");
    arena_free(f.arena);
}

static void warnings(void **state)
{
    (void)state;
    expect(BASE "rules:\n" USES "  - @@"
                "id: t.r\n    version: 1\n    title: R\n    kind: flag\n    severity: high\n"
                "    source: [{ref: law}]\n    effective: {from: 2020-01-01}\n    fail_if: a.ok\n",
           "W101", "t.r");
    expect(BASE "rules:\n" USES RULE("t.r") "    fail_if: @@a.grade != null\n", "W103", "known");
    expect(BASE "rules:\n" USES "  - id: t.r\n    version: 1\n    title: R\n    kind: bar\n"
                "    severity: blocking\n    source: [{ref: law}]\n"
                "    effective: {from: 2020-01-01}\n    fail_if: 1 < @@default(a.grade, 0)\n",
           "W104", "a.grade");
    expect(BASE "rules:\n" USES RULE("t.r") "    fail_if: -a.grade @@** 2 > 4\n", "W105", "");
    expect(BASE "rules:\n" USES RULE("t.r") "    fail_if: @@decimal(a.grade, 1) = 0.25\n", "W106",
           "");
    expect(HEAD SOURCES "facts:\n  @@a.idle: {type: number, ask: Q, effort: 1}\n", "W107",
           "a.idle");
    expect(BASE "rules:\n" USES "  - id: t.r\n    version: 1\n    title: R\n    kind: flag\n"
                "    severity: high\n    source: [@@{ref: house, at: band}]\n"
                "    effective: {from: 2020-01-01}\n    fail_if: a.ok\n",
           "W108", "house");
}

static void stale_law(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f, HEAD "stale_after: P6M\n");
    assert_non_null(f.book);
    rulebook_lint_dates(f.book, (struct date){2027, 5, 23}, f.diags);
    assert_int_equal(diags_kept(f.diags), 0);
    rulebook_lint_dates(f.book, (struct date){2027, 5, 24}, f.diags);
    assert_int_equal(diags_kept(f.diags), 1);
    assert_string_equal(diags_at(f.diags, 0)->code, "W102");
    arena_free(f.arena);
}

static void sound_pack(void **state)
{
    (void)state;
    struct fixture f;
    setup(&f,
          BASE "not_encoded:\n  - {topic: Bonus, why: no text, reference: KG-9}\n"
               "params:\n  p.x:\n    unit: pct\n    values:\n"
               "      2022-01-01: {value: 7, source: [law, \"Art. 2\"]}\n"
               "      2020-01-01: {value: 5, source: [law, \"Art. 1\"]}\n"
               "      2024-01-01: expected\n"
               "rules:\n" USES RULE(
                   "t.r") "    reference: [KG-10, KG-11]\n    affects: [lender]\n"
                          "    let: {lim: param(\"p.x\") + 1}\n    fail_if: a.grade > lim\n"
                          "    condition_precedent: Show it\n"
                          "    message: {fail: \"{{{a.grade} over {lim}}}\"}\n"
                          "    tests: [{name: n, given: {a.grade: 1}, expect: {status: pass}}]\n");
    if (f.book == NULL)
        print_all(&f);
    assert_non_null(f.book);
    const struct rule *r = rulebook_find(f.book, "t.r");
    assert_non_null(r);
    assert_int_equal(r->n_facts, 1);
    assert_string_equal(r->facts[0], "a.grade");
    assert_int_equal(r->n_references, 2);
    assert_string_equal(r->references[1], "KG-11");
    assert_int_equal(r->n_lets, 1);
    assert_int_equal(r->compiled[STATUS_FAIL]->n_parts, 5);
    assert_string_equal(r->compiled[STATUS_FAIL]->parts[0].text, "{");
    assert_non_null(r->compiled[STATUS_FAIL]->parts[1].fact);
    const struct pack *p = rulebook_find_pack(f.book, "t.pack");
    assert_int_equal(p->n_rules, 2);
    assert_int_equal(p->n_not_encoded, 1);
    assert_string_equal(p->not_encoded[0].reference, "KG-9");
    assert_string_equal(rulebook_nearest_rule(f.book, "t.use"), "t.uses");

    /* The latest start not after the date; an expected start keeps the value and says so. */
    const struct param *x = rulebook_find_param(f.book, "p.x");
    bool pending = true;
    int64_t n = 0;
    assert_null(param_at(x, (struct date){2019, 12, 31}, &pending));
    assert_false(pending);
    assert_true(dec_to_int(param_at(x, (struct date){2021, 12, 31}, &pending)->value.u.number, &n));
    assert_int_equal(n, 5);
    assert_true(dec_to_int(param_at(x, (struct date){2022, 1, 1}, &pending)->value.u.number, &n));
    assert_int_equal(n, 7);
    assert_false(pending);
    assert_true(dec_to_int(param_at(x, (struct date){2025, 1, 1}, &pending)->value.u.number, &n));
    assert_int_equal(n, 7);
    assert_true(pending);
    arena_free(f.arena);
}

/* A compare rule: each cell has a value with its source, or says why it has none. */
#define COMPARE                                                                                    \
    "  - id: t.cmp\n    version: 1\n    title: R\n    kind: compare\n    severity: info\n"         \
    "    source: [{ref: law, at: \"1\"}]\n    effective: {from: 2020-01-01}\n"                     \
    "    measures:\n      years: {type: number, title: Years, better: [higher]}\n    per:\n"

static void comparisons(void **state)
{
    (void)state;
    expect(BASE "rules:\n" USES COMPARE "      KZ: {years: {value: '1', @@not_encoded: Gap}}\n"
                "      KG: {not_encoded: Gap}\n",
           "E004", "");
    expect(BASE "rules:\n" USES COMPARE "      KZ: @@{}\n", "E003", "years");
    expect(BASE "rules:\n" USES COMPARE "      KZ: {@@years: {value: '1'}}\n", "E030", "source");

    struct fixture f;
    setup(&f, BASE "rules:\n" USES COMPARE
                   "      KZ: {years: {value: '25', source: [{ref: law}], confidence: statute}}\n"
                   "      UZ: {years: {not_encoded: No term was seen}}\n"
                   "      TM: {not_encoded: Nothing was read}\n");
    if (f.book == NULL)
        print_all(&f);
    assert_non_null(f.book);
    assert_int_equal(diags_kept(f.diags), 0); /* it judges nothing, so it needs no tests */
    const struct rule *r = rulebook_find(f.book, "t.cmp");
    assert_false(rule_decides(r));
    assert_true(rule_decides(rulebook_find(f.book, "t.uses")));
    assert_int_equal(r->n_countries, 3);
    assert_non_null(r->countries[0].cells[0].value);
    assert_null(r->countries[0].cells[0].not_encoded);
    assert_int_equal(r->countries[1].n_cells, 1);
    assert_null(r->countries[1].cells[0].value);
    assert_string_equal(r->countries[1].cells[0].not_encoded, "No term was seen");
    assert_string_equal(r->countries[2].not_encoded, "Nothing was read");
    assert_int_equal(r->countries[2].n_cells, 0);
    arena_free(f.arena);
}

/* The hash is of the rule's meaning: comments, order of tests and spacing do not change it. */
static void rule_hash(void **state)
{
    (void)state;
    struct fixture x, y, z;
    setup(&x, BASE "rules:\n" USES RULE("t.r") "    fail_if: a.ok\n");
    setup(&y, BASE "rules:\n" USES RULE(
                  "t.r") "    fail_if:   a.ok   # the same\n"
                         "    tests: [{name: n, given: {a.ok: true}, expect: {status: fail}}]\n");
    setup(&z, BASE "rules:\n" USES RULE("t.r") "    fail_if: not(a.ok)\n");
    assert_string_equal(rulebook_find(x.book, "t.r")->sha256, rulebook_find(y.book, "t.r")->sha256);
    assert_string_not_equal(rulebook_find(x.book, "t.r")->sha256,
                            rulebook_find(z.book, "t.r")->sha256);
    arena_free(x.arena);
    arena_free(y.arena);
    arena_free(z.arena);
}

static void periods(void **state)
{
    (void)state;
    int months, days;
    struct date d;
    assert_true(period_parse("P1Y6M", &months, &days));
    assert_int_equal(months, 18);
    assert_true(period_parse("P2W3D", &months, &days));
    assert_int_equal(days, 17);
    assert_false(period_parse("P", &months, &days));
    assert_false(period_parse("1Y", &months, &days));
    assert_false(period_parse("P1M1Y", &months, &days));
    assert_false(period_parse("P1", &months, &days));
    assert_true(period_after((struct date){2024, 1, 31}, "P1M", &d));
    assert_int_equal(d.month, 2);
    assert_int_equal(d.day, 29);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_and_values),
        cmocka_unit_test(rule_values),
        cmocka_unit_test(expressions),
        cmocka_unit_test(tables),
        cmocka_unit_test(sources_and_versions),
        cmocka_unit_test(draws_on),
        cmocka_unit_test(warnings),
        cmocka_unit_test(stale_law),
        cmocka_unit_test(sound_pack),
        cmocka_unit_test(comparisons),
        cmocka_unit_test(rule_hash),
        cmocka_unit_test(periods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
