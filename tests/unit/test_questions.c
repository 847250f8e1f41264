/* Open questions against brute force: small random rulebooks over facts with few answers, where
 * every completion of a project can be tried. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/assess.h"
#include "tests/unit/random_rules.h"

static const char *const head =
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
    "sources:\n  law: {title: Law, grade: statute}\n"
    "facts:\n"
    "  project.country: {type: 'enum(\"KG\", \"KZ\", \"UZ\", \"TJ\", \"TM\")', ask: Q, effort: 1}\n"
    "  a.p: {type: boolean, ask: P, effort: 1}\n"
    "  a.q: {type: boolean, ask: Q, effort: 2}\n"
    "  a.r: {type: boolean, ask: R, effort: 3}\n"
    "  a.k: {type: 'enum(\"x\", \"y\", \"z\")', ask: K, effort: 1}\n"
    "  a.n: {type: number, ask: N, effort: 5}\n"
    "rules:\n";

/* The status when all completions agree, else STATUS_UNKNOWN; matters[f]: some completion has a
 * neighbour that differs in f alone and gives another status. */
static enum status brute(const struct rule_model *m, const int *given, bool *matters)
{
    int v[N_FACTS];
    bool first = true, agree = true;
    enum status all = STATUS_UNKNOWN;
    if (matters != NULL)
        memset(matters, 0, N_FACTS * sizeof *matters);
    for (int code = 0; code < 2 * 2 * 2 * 3 * 5; code++) {
        int rest = code;
        bool completes = true;
        for (int f = 0; f < N_FACTS; f++) {
            v[f] = rest % n_values[f];
            rest /= n_values[f];
            completes = completes && (given[f] == OPEN || given[f] == v[f]);
        }
        if (!completes)
            continue;
        enum status s = status_of(m, v);
        agree = agree && (first || s == all);
        all = s;
        first = false;
        for (int f = 0; matters != NULL && f < N_FACTS; f++) {
            int kept = v[f];
            for (int k = 0; given[f] == OPEN && k < n_values[f]; k++) {
                v[f] = k;
                matters[f] = matters[f] || status_of(m, v) != s;
            }
            v[f] = kept;
        }
    }
    return agree ? all : STATUS_UNKNOWN;
}

/* --- the same through adit ---------------------------------------------------------------------
 */

static const struct assessment *assess_given(const struct world *w, const int *given)
{
    struct strbuf text;
    strbuf_init(&text, 0);
    strbuf_adds(&text, "adit: 1\nproject: t\nname: T\ncountry: KG\nfacts:\n  a:\n    {}\n");
    if (given[0] != OPEN || given[1] != OPEN || given[2] != OPEN || given[3] != OPEN ||
        given[4] != OPEN)
        strbuf_truncate(&text, text.len - strlen("    {}\n"));
    for (int f = 0; f < 3; f++) {
        if (given[f] != OPEN)
            strbuf_addf(&text, "    %s: %s\n", fact_names[f] + 2, given[f] != 0 ? "true" : "false");
    }
    if (given[3] != OPEN)
        strbuf_addf(&text, "    k: %s\n", kinds[given[3]]);
    if (given[4] != OPEN)
        strbuf_addf(&text, "    n: %d\n", numbers[given[4]]);
    const struct dossier *d = dossier_load_text(w->arena, text.buf, text.len, "p.yaml",
                                                rulebook_catalogue(w->book), w->diags);
    strbuf_release(&text);
    assert_non_null(d);
    return assess(w->arena, w->book, d, (struct date){2026, 11, 23}, NULL);
}

static bool asks(const struct finding *f, const char *fact)
{
    for (size_t i = 0; i < f->n_missing; i++) {
        if (strcmp(f->missing[i], fact) == 0)
            return true;
    }
    return false;
}

static void complain(const struct world *w, int rule, const int *given, const struct finding *f)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    strbuf_adds(&out, "applies ");
    write_cond(&out, w->models[rule].applies);
    strbuf_adds(&out, "; fail ");
    write_cond(&out, w->models[rule].fail);
    strbuf_adds(&out, "; conditional ");
    write_cond(&out, w->models[rule].conditional);
    print_message("%s\ngiven %d %d %d %d %d: came %s\n", out.buf, given[0], given[1], given[2],
                  given[3], given[4], status_name(f->status));
    for (size_t i = 0; i < f->n_missing; i++)
        print_message("  asks %s\n", f->missing[i]);
    strbuf_release(&out);
}

static void check_findings(const struct world *w, const struct assessment *s, const int *given)
{
    for (int i = 0; i < N_RULES; i++) {
        char id[24];
        bool matters[N_FACTS];
        snprintf(id, sizeof id, "t.r%d", i);
        const struct finding *f = assessment_find(s, id);
        enum status expected = brute(&w->models[i], given, matters);
        bool same = f->status == expected;
        for (int k = 0; k < N_FACTS; k++)
            same = same && asks(f, fact_names[k]) == matters[k];
        if (!same)
            complain(w, i, given, f);
        assert_true(same);
    }
}

/* How many open rules some answer to the fact settles. */
static int settles(const struct world *w, const int *given, int fact)
{
    int count = 0;
    for (int i = 0; i < N_RULES; i++) {
        bool some = false;
        for (int k = 0; k < n_values[fact]; k++) {
            int v[N_FACTS];
            memcpy(v, given, sizeof v);
            v[fact] = k;
            some = some || brute(&w->models[i], v, NULL) != STATUS_UNKNOWN;
        }
        count += brute(&w->models[i], given, NULL) == STATUS_UNKNOWN && some ? 1 : 0;
    }
    return count;
}

static void check_questions(const struct world *w, const struct assessment *s, const int *given)
{
    size_t n;
    const struct question *all = assess_questions(w->arena, s, &n);
    for (int f = 0; f < N_FACTS; f++) {
        bool expected = false, found = false;
        for (int i = 0; i < N_RULES; i++) {
            bool matters[N_FACTS];
            brute(&w->models[i], given, matters);
            expected = expected || matters[f];
        }
        for (size_t i = 0; i < n; i++) {
            if (strcmp(all[i].def->name, fact_names[f]) != 0)
                continue;
            found = true;
            assert_int_equal(all[i].settles, settles(w, given, f));
            assert_non_null(all[i].reason);
            assert_true(i == 0 || all[i - 1].rank >= all[i].rank);
        }
        assert_int_equal(found, expected);
    }
}

static void random_rulebooks(void **state)
{
    (void)state;
    seed = 20261123;
    for (int round = 0; round < 150; round++) {
        struct world w;
        make_world(&w, head, "flag", "");
        for (int k = 0; k < 6; k++) {
            int given[N_FACTS];
            for (int f = 0; f < N_FACTS; f++)
                given[f] = dice(2) != 0 ? OPEN : dice(n_values[f]);
            const struct assessment *s = assess_given(&w, given);
            check_findings(&w, s, given);
            check_questions(&w, s, given);
        }
        arena_free(w.arena);
    }
}

/* Cells with the same consequence are told as one, by their borders. */
static void outcomes(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const char *text = arena_printf(
        a,
        "%s  - id: t.r\n    version: 1\n    title: R\n    kind: flag\n    severity: high\n"
        "    source: [{ref: law}]\n    effective: {from: 2020-01-01}\n"
        "    fail_if: a.n < 3 and a.p\n    conditional_if: a.n < 7 and a.p\n",
        head);
    const struct rulebook *r = rulebook_load_text(a, text, strlen(text), "t.yaml", d);
    assert_non_null(r);
    const char *project = "adit: 1\nproject: t\nname: T\ncountry: KG\nfacts: {a.p: true}\n";
    const struct dossier *p =
        dossier_load_text(a, project, strlen(project), "p.yaml", rulebook_catalogue(r), d);
    assert_non_null(p);
    const struct assessment *s = assess(a, r, p, (struct date){2026, 11, 23}, NULL);
    size_t n;
    const struct question_outcome *o = assess_outcomes(a, s, "a.n", &n);
    assert_int_equal(n, 3);
    assert_string_equal(o[0].value, "below 3");
    assert_string_equal(o[0].changes, "R: unknown -> fail");
    assert_string_equal(o[1].value, "3 or more, below 7");
    assert_string_equal(o[1].changes, "R: unknown -> conditional");
    assert_string_equal(o[2].value, "7 or more");
    assert_string_equal(o[2].changes, "R: unknown -> pass");
    o = assess_outcomes(a, s, "a.q", &n);
    assert_int_equal(n, 2);
    assert_string_equal(o[0].changes, "nothing");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_rulebooks),
        cmocka_unit_test(outcomes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
