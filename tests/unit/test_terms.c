/* Terms and documents of programmes: what a pack may say, and what it comes to. Expected values
 * are worked out by hand beside each case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/assess.h"

#define HEAD                                                                                       \
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"             \
    "sources:\n  law: {title: Law, grade: statute, read: 2026-01-01}\n"                            \
    "facts:\n"                                                                                     \
    "  a.cost: {type: number, ask: Q, effort: 1, unit: USD, range: \">= 0\"}\n"                    \
    "  a.share: {type: number, ask: Q, effort: 1, unit: pct, range: \"[0..100]\"}\n"               \
    "  a.day: {type: date, ask: Q, effort: 1}\n"                                                   \
    "  a.cat: {type: 'enum(\"A\", \"none\")', ask: Q, effort: 1}\n"                                \
    "  a.paper: {type: boolean, ask: Q, effort: 1}\n"                                              \
    "  a.letters: {type: number, ask: Q, effort: 1}\n"                                             \
    "params:\n  p.pct:\n    values:\n      2020-01-01: {value: 85, source: [law]}\n"               \
    "      2026-11-10: expected\n"                                                                 \
    "programmes:\n  - id: pr\n    title: P\n    agency: A\n    source: [{ref: law}]\n"
#define END "rules: []\n"

struct fixture {
    struct arena *arena;
    struct diags *diags;
    const struct rulebook *book;
};

static void load(struct fixture *f, const char *programme)
{
    f->arena = arena_new();
    f->diags = diags_new(f->arena);
    const char *pack = arena_printf(f->arena, "%s%s", HEAD, programme);
    f->book = rulebook_load_text(f->arena, pack, strlen(pack), "t.yaml", f->diags);
}

static void show(const struct fixture *f)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    diags_format(f->diags, &out);
    print_message("%s", out.buf);
    strbuf_release(&out);
}

static void refused(const char *programme, const char *code, const char *words)
{
    struct fixture f;
    load(&f, programme);
    bool found = false;
    for (size_t i = 0; i < diags_kept(f.diags); i++) {
        const struct diag *d = diags_at(f.diags, i);
        found = found || (strcmp(d->code, code) == 0 && strstr(d->message, words) != NULL);
    }
    if (!found)
        show(&f);
    assert_true(found);
    arena_free(f.arena);
}

static const struct programme_result *judge(struct fixture *f, const char *programme,
                                            const char *facts, struct date on)
{
    load(f, programme);
    if (f->book == NULL)
        show(f);
    assert_non_null(f->book);
    const char *text =
        arena_printf(f->arena, "adit: 1\nproject: t\nname: T\ncountry: KG\nfacts:\n%s", facts);
    const struct dossier *d = dossier_load_text(f->arena, text, strlen(text), "p.yaml",
                                                rulebook_catalogue(f->book), f->diags);
    if (d == NULL)
        show(f);
    assert_non_null(d);
    return &assess(f->arena, f->book, d, on, NULL)->programmes[0];
}

static const struct date before_ = {2026, 11, 9}, after_ = {2026, 11, 10};

#define TERMS                                                                                      \
    "    terms:\n"                                                                                 \
    "      - {id: amount, title: Largest amount, unit: USD, value: a.cost * param(\"p.pct\") / "   \
    "100, formula: 85 % of cost, source: [{ref: law}]}\n"                                          \
    "      - {id: own, title: Own money, unit: USD, value: a.cost - amount, formula: cost less "   \
    "the amount, source: [{ref: law}]}\n"                                                          \
    "      - {id: notice, title: Notice by, applies_if: a.cat = \"A\", value: 'a.day - "           \
    "@\"P30D\"', formula: 30 days before, source: [{ref: law}]}\n"                                 \
    "      - {id: fee, title: Fee, text: by risk, source: [{ref: law, at: \"2\"}]}\n"              \
    "      - {id: part, title: Part, unit: pct, value: a.share / 2, formula: half of it, source: " \
    "[{ref: law}]}\n"

static void settled(void **state)
{
    (void)state;
    struct fixture f;
    int64_t n;
    const struct programme_result *p =
        judge(&f, TERMS END, "  a.cost: 80000000\n  a.cat: A\n  a.day: 2026-03-01\n  a.share: 50\n",
              before_);
    /* 85 % of 80 million is 68 million; 12 million remain; 30 days before 1 March is 30 January. */
    assert_int_equal(p->terms[0].state, TERM_VALUE);
    assert_true(dec_to_int(p->terms[0].value.u.number, &n));
    assert_int_equal(n, 68000000);
    assert_string_equal(p->terms[0].shown, "USD 68,000,000");
    assert_int_equal(p->terms[0].marks, 0);
    assert_true(dec_to_int(p->terms[1].value.u.number, &n));
    assert_int_equal(n, 12000000);
    assert_string_equal(p->terms[2].shown, "2026-01-30");
    assert_int_equal(p->terms[3].state, TERM_TEXT);
    assert_string_equal(p->terms[3].shown, "by risk");
    assert_string_equal(p->terms[4].shown, "25 %");
    arena_free(f.arena);
}

/* A figure on a value that was expected to change and was not looked up carries the mark. */
static void pending(void **state)
{
    (void)state;
    struct fixture f;
    const struct programme_result *p = judge(&f, TERMS END, "  a.cost: 100\n", after_);
    assert_string_equal(p->terms[0].shown, "USD 85");
    assert_int_equal(p->terms[0].marks, MARK_LAW_PENDING);
    assert_int_equal(p->terms[4].marks, 0);
    arena_free(f.arena);
}

static void open_terms(void **state)
{
    (void)state;
    struct fixture f;
    const struct programme_result *p = judge(&f, TERMS END, "  {}\n", before_);
    assert_int_equal(p->terms[1].state, TERM_OPEN);
    assert_int_equal(p->terms[1].n_missing, 1);
    assert_string_equal(p->terms[1].missing[0], "a.cost");
    assert_int_equal(p->terms[2].state, TERM_OPEN);
    assert_string_equal(p->terms[2].shown, "not known whether it applies");
    assert_string_equal(p->terms[2].missing[0], "a.cat");
    assert_int_equal(p->terms[2].value.kind, FEEL_NULL);
    arena_free(f.arena);
    p = judge(&f, TERMS END, "  a.cat: none\n", before_);
    assert_int_equal(p->terms[2].state, TERM_NONE);
    assert_string_equal(p->terms[2].shown, "does not apply");
    arena_free(f.arena);
}

/* A formula that fails says so and gives no figure. */
static void broken(void **state)
{
    (void)state;
    struct fixture f;
    const struct programme_result *p =
        judge(&f,
              "    terms: [{id: x, title: X, value: a.cost / a.share, formula: ratio, source: "
              "[{ref: law}]}]\n" END,
              "  a.cost: 1\n  a.share: 0\n", before_);
    assert_int_equal(p->terms[0].state, TERM_ERROR);
    assert_non_null(p->terms[0].why);
    assert_int_equal(p->terms[0].value.kind, FEEL_NULL);
    arena_free(f.arena);
}

#define DOCUMENTS                                                                                  \
    "    documents:\n"                                                                             \
    "      - Plain text\n"                                                                         \
    "      - {id: paper, text: Paper, fact: a.paper, stage: closing, owner: sponsor}\n"            \
    "      - {id: letters, text: Letters, fact: a.letters, have_if: a.letters >= 1}\n"             \
    "      - {id: cat, text: Assessment, fact: a.paper, applies_if: a.cat = \"A\"}\n"

static void states_are(const char *facts, enum document_state paper, enum document_state letters,
                       enum document_state cat)
{
    struct fixture f;
    const struct programme_result *p = judge(&f, DOCUMENTS END, facts, before_);
    assert_int_equal(p->documents[0].state, DOCUMENT_OPEN);
    assert_int_equal(p->documents[0].document->stage, STAGE_APPLICATION);
    assert_int_equal(p->documents[1].document->stage, STAGE_CLOSING);
    assert_int_equal(p->documents[1].state, paper);
    assert_int_equal(p->documents[2].state, letters);
    assert_int_equal(p->documents[3].state, cat);
    arena_free(f.arena);
}

static void documents(void **state)
{
    (void)state;
    states_are("  {}\n", DOCUMENT_OPEN, DOCUMENT_OPEN, DOCUMENT_OPEN);
    states_are("  a.paper: {value: yes, grade: document, evidence: {document: d.pdf}}\n"
               "  a.letters: {value: 2, grade: document, evidence: {document: l.pdf}}\n"
               "  a.cat: none\n",
               DOCUMENT_SUPPLIED, DOCUMENT_SUPPLIED, DOCUMENT_NOT_NEEDED);
    states_are("  a.paper: {value: yes, grade: asserted}\n  a.letters: 0\n  a.cat: A\n",
               DOCUMENT_CLAIMED, DOCUMENT_MISSING, DOCUMENT_CLAIMED);
    states_are("  a.paper: no\n", DOCUMENT_MISSING, DOCUMENT_OPEN, DOCUMENT_MISSING);
}

static void lint(void **state)
{
    (void)state;
#define TERM(rest) "    terms: [{id: x, title: X, " rest "}]\n" END
    refused(TERM("value: a.cost, source: [{ref: law}]"), "E003", "without its formula");
    refused(TERM("source: [{ref: law}]"), "E003", "says nothing");
    refused(TERM("text: t"), "E030", "cites no source");
    refused(TERM("text: t, source: [{ref: lex}]"), "E030", "lex");
    refused(TERM("value: a.costs, formula: f, source: [{ref: law}]"), "E011", "a.costs");
    refused(TERM("value: later + 1, formula: f, source: [{ref: law}]"), "E011", "later");
    refused(TERM("applies_if: a.cost, text: t, source: [{ref: law}]"), "E012", "boolean");
    refused(TERM("tekst: t, source: [{ref: law}]"), "E002", "tekst");
    refused("    terms: [{id: x.y, title: X, text: t, source: [{ref: law}]}]\n" END, "E004",
            "local name");
    refused("    terms: [{id: x, title: X, text: t, source: [{ref: law}]}, {id: x, title: Y, text: "
            "t, source: [{ref: law}]}]\n" END,
            "E005", "twice");
    refused("    documents: [{text: T, stage: later}]\n" END, "E004", "stage");
    refused("    documents: [{text: T, have_if: a.cost}]\n" END, "E012", "boolean");
    refused("    documents: [{id: d, text: T}, {id: d, text: U}]\n" END, "E005", "twice");
    refused("    terms: {tenor: \"15\"}\n" END, "E004", "list");
}

static void precedents(void **state)
{
    (void)state;
    static const char rule[] = "rules:\n  - id: t.r\n    version: 1\n    title: R\n    kind: flag\n"
                               "    severity: high\n    source: [{ref: law}]\n"
                               "    effective: {from: 2020-01-01}\n    fail_if: a.paper\n";
    struct fixture f;
    const char *map = "    condition_precedent: {text: T, owner: sponsor, evidence: deed, waiver: "
                      "the Board}\n";
    char text[4096];
    (void)snprintf(text, sizeof text, "%s%s", rule, map);
    load(&f, text);
    assert_non_null(f.book);
    const struct rule *r = rulebook_find(f.book, "t.r");
    assert_string_equal(r->condition_precedent, "T");
    assert_string_equal(r->cp_owner, "sponsor");
    assert_string_equal(r->cp_evidence, "deed");
    assert_string_equal(r->cp_waiver, "the Board");
    arena_free(f.arena);
    (void)snprintf(text, sizeof text, "%s    condition_precedent: Alone\n", rule);
    load(&f, text);
    assert_non_null(f.book);
    r = rulebook_find(f.book, "t.r");
    assert_string_equal(r->condition_precedent, "Alone");
    assert_null(r->cp_owner);
    arena_free(f.arena);
    (void)snprintf(text, sizeof text, "%s    condition_precedent: {owner: sponsor}\n", rule);
    refused(text, "E003", "text");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(settled),    cmocka_unit_test(pending),   cmocka_unit_test(open_terms),
        cmocka_unit_test(broken),     cmocka_unit_test(documents), cmocka_unit_test(lint),
        cmocka_unit_test(precedents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
