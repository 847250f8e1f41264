/* Cures against brute force on small random rulebooks, on cases whose borders are worked out by
 * hand, and on the economics, where the present value is computed again at the border. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/cure.h"
#include "tests/unit/random_rules.h"

static const bool actionable[N_FACTS] = {true, true, false, true, true};

static const char *const head =
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
    "sources:\n  law: {title: Law, grade: statute}\n"
    "facts:\n"
    "  project.country: {type: 'enum(\"KG\", \"KZ\", \"UZ\", \"TJ\", \"TM\")', ask: Q, effort: 1}\n"
    "  a.p: {type: boolean, ask: P, effort: 1, actionable: true}\n"
    "  a.q: {type: boolean, ask: Q, effort: 2, actionable: true}\n"
    "  a.r: {type: boolean, ask: R, effort: 3}\n"
    "  a.k: {type: 'enum(\"x\", \"y\", \"z\")', ask: K, effort: 1, actionable: true}\n"
    "  a.n: {type: number, ask: N, effort: 5, actionable: true}\n"
    "rules:\n";

/* The status when all completions agree, else STATUS_UNKNOWN. */
static enum status settled(const struct rule_model *m, const int *given)
{
    int v[N_FACTS];
    bool first = true;
    enum status all = STATUS_UNKNOWN;
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
        if (!first && s != all)
            return STATUS_UNKNOWN;
        all = s;
        first = false;
    }
    return all;
}

static bool passed(const struct rule_model *models, int n, const int *v)
{
    for (int i = 0; i < n; i++) {
        enum status s = settled(&models[i], v);
        if (s != STATUS_PASS && s != STATUS_NOT_APPLICABLE)
            return false;
    }
    return true;
}

/* Whether some values of the facts in the set (bits) pass all rules. */
static bool can_pass(const struct rule_model *models, int n, const int *given, unsigned set)
{
    for (int code = 0; code < 2 * 2 * 2 * 3 * 5; code++) {
        int v[N_FACTS], rest = code;
        bool first = true;
        for (int f = 0; f < N_FACTS; f++) {
            int value = rest % n_values[f];
            rest /= n_values[f];
            v[f] = (set & (1u << f)) != 0 ? value : given[f];
            first = first && ((set & (1u << f)) != 0 || value == 0);
        }
        if (first && passed(models, n, v))
            return true;
    }
    return false;
}

static int bits(unsigned set)
{
    int n = 0;
    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

/* Sets of at most three movable facts that can pass, none with a smaller one inside. */
static size_t brute_sets(const struct rule_model *models, int n, const int *given, unsigned *out)
{
    unsigned movable = 0;
    size_t count = 0;
    for (int f = 0; f < N_FACTS; f++)
        movable |= given[f] == OPEN || actionable[f] ? 1u << f : 0;
    for (int size = 1; size <= CURE_MOST_CHANGES; size++) {
        for (unsigned set = 1; set < 1u << N_FACTS; set++) {
            bool minimal = bits(set) == size && (set & ~movable) == 0;
            for (size_t i = 0; minimal && i < count; i++)
                minimal = (out[i] & set) != out[i];
            if (minimal && can_pass(models, n, given, set))
                out[count++] = set;
        }
    }
    return count;
}

/* --- the same through adit ---------------------------------------------------------------------
 */

static const char *const all_bars =
    "programmes:\n  - {id: t.all, title: All, agency: A, source: [{ref: law}], "
    "bars: [t.r0, t.r1, t.r2]}\n";

static const struct assessment *assess_given(const struct world *w, const int *given)
{
    struct strbuf text;
    strbuf_init(&text, 0);
    strbuf_adds(&text, "adit: 1\nproject: t\nname: T\ncountry: KG\n");
    bool any = false;
    for (int f = 0; f < N_FACTS; f++)
        any = any || given[f] != OPEN;
    if (any)
        strbuf_adds(&text, "facts:\n");
    for (int f = 0; f < 3; f++) {
        if (given[f] != OPEN)
            strbuf_addf(&text, "  %s: %s\n", fact_names[f], given[f] != 0 ? "true" : "false");
    }
    if (given[3] != OPEN)
        strbuf_addf(&text, "  a.k: %s\n", kinds[given[3]]);
    if (given[4] != OPEN)
        strbuf_addf(&text, "  a.n: %d\n", numbers[given[4]]);
    const struct dossier *d = dossier_load_text(w->arena, text.buf, text.len, "p.yaml",
                                                rulebook_catalogue(w->book), w->diags);
    strbuf_release(&text);
    assert_non_null(d);
    return assess(w->arena, w->book, d, (struct date){2026, 11, 23}, NULL);
}

static int fact_of(const char *name)
{
    for (int f = 0; f < N_FACTS; f++) {
        if (strcmp(fact_names[f], name) == 0)
            return f;
    }
    return -1;
}

static unsigned set_of(const struct cure *c)
{
    unsigned set = 0;
    for (size_t i = 0; i < c->n_changes; i++)
        set |= 1u << fact_of(c->changes[i].name);
    return set;
}

/* Whether answer k of the fact meets the condition as it is written. */
static bool meets(const char *condition, int fact, int k)
{
    int low, high;
    char open, close;
    if (strcmp(condition, "any") == 0)
        return true;
    if (fact < 3)
        return strstr(condition, k != 0 ? "true" : "false") != NULL;
    if (fact == 3) {
        char quoted[8];
        snprintf(quoted, sizeof quoted, "\"%s\"", kinds[k]);
        return strstr(condition, quoted) != NULL;
    }
    if (sscanf(condition, "%c%d..%d%c", &open, &low, &high, &close) == 4)
        return (open == '[' ? numbers[k] >= low : numbers[k] > low) &&
               (close == ']' ? numbers[k] <= high : numbers[k] < high);
    if (sscanf(condition, "<= %d", &high) == 1)
        return numbers[k] <= high;
    if (sscanf(condition, "< %d", &high) == 1)
        return numbers[k] < high;
    if (sscanf(condition, ">= %d", &low) == 1)
        return numbers[k] >= low;
    if (sscanf(condition, "> %d", &low) == 1)
        return numbers[k] > low;
    assert_int_equal(sscanf(condition, "= %d", &low), 1);
    return numbers[k] == low;
}

/* All values that the conditions allow pass, one change at a time from the first to the last. */
static void check_values(const struct rule_model *models, int n, const int *given,
                         const struct cure *c, size_t at, int *v)
{
    if (at == c->n_changes) {
        assert_true(passed(models, n, v));
        return;
    }
    int f = fact_of(c->changes[at].name), count = 0;
    for (int k = 0; k < n_values[f]; k++) {
        if (!meets(c->changes[at].condition, f, k))
            continue;
        count++;
        v[f] = k;
        check_values(models, n, given, c, at + 1, v);
    }
    v[f] = given[f];
    if (count == 0)
        print_message("no answer meets %s %s\n", c->changes[at].name, c->changes[at].condition);
    assert_true(count > 0);
}

static void complain(const struct rule_model *models, int n, const int *given,
                     const struct cures *c, const unsigned *sets, size_t n_sets)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    for (int i = 0; i < n; i++) {
        strbuf_adds(&out, "applies ");
        write_cond(&out, models[i].applies);
        strbuf_adds(&out, "; fail ");
        write_cond(&out, models[i].fail);
        strbuf_adds(&out, "; conditional ");
        write_cond(&out, models[i].conditional);
        strbuf_addch(&out, '\n');
    }
    print_message("%sgiven %d %d %d %d %d\n", out.buf, given[0], given[1], given[2], given[3],
                  given[4]);
    for (size_t i = 0; i < n_sets; i++)
        print_message("  expected %x\n", sets[i]);
    for (size_t i = 0; i < c->n; i++)
        print_message("  came %x%s\n", set_of(&c->items[i]),
                      c->items[i].conditional ? " conditional" : "");
    strbuf_release(&out);
}

static void check_cures(const struct world *w, const struct assessment *s, const int *given,
                        const char *id, const struct rule_model *models, int n, bool exact)
{
    unsigned sets[64];
    size_t n_sets = brute_sets(models, n, given, sets), full = 0;
    const struct cures *c = assess_cures(w->arena, s, id, NULL);
    assert_non_null(c);
    assert_int_equal(c->done, passed(models, n, given));
    if (c->done)
        return;
    assert_false(c->cut_short);
    for (size_t i = 0; i < c->n; i++) {
        int v[N_FACTS];
        if (c->items[i].conditional)
            continue;
        memcpy(v, given, sizeof v);
        check_values(models, n, given, &c->items[i], 0, v);
        bool there = false;
        for (size_t k = 0; k < n_sets; k++)
            there = there || sets[k] == set_of(&c->items[i]);
        assert_true(there || !exact);
        full++;
    }
    if (exact && full != n_sets)
        complain(models, n, given, c, sets, n_sets);
    if (exact)
        assert_int_equal(full, n_sets);
    if (c->plan != NULL && !c->plan->conditional) {
        int v[N_FACTS];
        memcpy(v, given, sizeof v);
        check_values(models, n, given, c->plan, 0, v);
    }
}

static void random_rulebooks(void **state)
{
    (void)state;
    seed = 20261124;
    for (int round = 0; round < 150; round++) {
        struct world w;
        make_world(&w, head, "bar", all_bars);
        for (int k = 0; k < 6; k++) {
            int given[N_FACTS];
            bool all_known = k % 2 == 0;
            for (int f = 0; f < N_FACTS; f++)
                given[f] = !all_known && dice(2) != 0 ? OPEN : dice(n_values[f]);
            const struct assessment *s = assess_given(&w, given);
            for (int i = 0; i < N_RULES; i++) {
                char id[24];
                snprintf(id, sizeof id, "t.r%d", i);
                check_cures(&w, s, given, id, &w.models[i], 1, true);
            }
            /* Several bars are judged by their conditions alone: exact when all is known. */
            check_cures(&w, s, given, "t.all", w.models, N_RULES, all_known);
        }
        arena_free(w.arena);
    }
}

/* --- borders by hand ---------------------------------------------------------------------------
 */

static const char *const hand_head =
    "format: adit-rules/1\npack: t.pack\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
    "sources:\n  law: {title: Law, grade: statute}\n"
    "facts:\n"
    "  project.country: {type: 'enum(\"KG\", \"KZ\", \"UZ\", \"TJ\", \"TM\")', ask: Q, effort: 1}\n"
    "  t.plan: {type: number, unit: pct, range: '[0..100]', ask: Plan, effort: 3, actionable: "
    "true}\n"
    "  t.min: {type: number, unit: pct, range: '[0..100]', ask: Minimum, effort: 2}\n"
    "  t.share: {type: number, unit: pct, range: '[0..100]', ask: Share, effort: 4, actionable: "
    "true}\n"
    "  t.control: {type: boolean, ask: Control, effort: 3, actionable: true}\n"
    "  t.debt: {type: number, ask: Debt, effort: 2, actionable: true}\n"
    "  t.equity: {type: number, ask: Equity, effort: 2, actionable: true}\n"
    "  t.expiry: {type: date, ask: Expiry, effort: 1, actionable: true}\n"
    "  economics.npv_post_tax: {type: number, unit: currency, ask: NPV, effort: 1, derived: true}\n"
    "rules:\n";

struct hand {
    struct arena *a;
    const struct assessment *s;
    const struct dossier *d;
};

static struct hand by_hand(const char *conditions, const char *project)
{
    struct hand h = {.a = arena_new()};
    struct diags *d = diags_new(h.a);
    const char *text = arena_printf(h.a,
                                    "%s  - id: t.r\n    version: 1\n    title: R\n    kind: bar\n"
                                    "    severity: high\n    source: [{ref: law}]\n"
                                    "    effective: {from: 2020-01-01}\n%s",
                                    hand_head, conditions);
    const struct rulebook *r = rulebook_load_text(h.a, text, strlen(text), "t.yaml", d);
    if (r == NULL) {
        struct strbuf out;
        strbuf_init(&out, 0);
        diags_format(d, &out);
        fail_msg("%s", out.buf);
    }
    text = arena_printf(h.a, "adit: 1\nproject: t\nname: T\ncountry: KZ\n%s", project);
    h.d = dossier_load_text(h.a, text, strlen(text), "p.yaml", rulebook_catalogue(r), d);
    assert_non_null(h.d);
    h.s = assess(h.a, r, h.d, (struct date){2026, 11, 23}, NULL);
    return h;
}

static void is_change(const struct cure *c, size_t i, const char *name, const char *condition)
{
    assert_true(i < c->n_changes);
    assert_string_equal(c->changes[i].name, name);
    assert_string_equal(c->changes[i].condition, condition);
}

/* In-country value: fail below the minimum, conditional with less than 3 points to spare. With a
 * minimum of 70 the borders are 73 and 70, behind a subtraction. */
static void border_behind_arithmetic(void **state)
{
    (void)state;
    struct hand h = by_hand("    let:\n      short_pct: max(0, t.min - t.plan)\n"
                            "    fail_if: short_pct > 0\n"
                            "    conditional_if: short_pct = 0 and t.plan < t.min + 3\n"
                            "    pass_if: t.plan >= t.min + 3\n",
                            "facts: {t.plan: 55, t.min: 70}\n");
    const struct cures *c = assess_cures(h.a, h.s, "t.r", NULL);
    assert_int_equal(c->n, 2);
    is_change(&c->items[1], 0, "t.plan", ">= 70");
    assert_true(c->items[1].conditional);
    is_change(&c->items[0], 0, "t.plan", ">= 73");
    assert_string_equal(c->items[0].changes[0].words, "at least 73 %");
    assert_string_equal(c->items[0].changes[0].now, "55 %");
    assert_int_equal(c->items[0].bars[0].after, STATUS_PASS);
    arena_free(h.a);
}

/* A holder of 30 % with control: both have to go for a pass; the share below 25 alone changes
 * nothing. */
static void two_changes(void **state)
{
    (void)state;
    struct hand h = by_hand("    fail_if: t.control or t.share >= 25\n"
                            "    conditional_if: t.share > 0\n",
                            "facts: {t.share: 30, t.control: true}\n");
    const struct cures *c = assess_cures(h.a, h.s, "t.r", NULL);
    assert_int_equal(c->n, 2);
    assert_int_equal(c->items[0].n_changes, 2);
    is_change(&c->items[1], 0, "t.share", "< 25");
    is_change(&c->items[1], 1, "t.control", "= false");
    is_change(&c->items[0], 0, "t.share", "= 0");
    is_change(&c->items[0], 1, "t.control", "= false");
    arena_free(h.a);
    h = by_hand("    fail_if: t.share >= 25\n    conditional_if: t.share > 0 and t.control\n",
                "facts: {t.share: 30, t.control: true}\n");
    c = assess_cures(h.a, h.s, "t.r", NULL);
    /* A share of 0 is one way and holds the other, control gone and a share below 25. */
    assert_int_equal(c->n, 2);
    is_change(&c->items[0], 0, "t.share", "= 0");
    is_change(&c->items[1], 0, "t.share", "< 25");
    assert_int_equal(c->items[1].bars[0].after, STATUS_CONDITIONAL);
    arena_free(h.a);
}

/* Debt at most twice the equity: 300 of debt on 100 of equity. */
static void either_side(void **state)
{
    (void)state;
    struct hand h =
        by_hand("    fail_if: t.debt > 2 * t.equity\n", "facts: {t.debt: 300, t.equity: 100}\n");
    const struct cures *c = assess_cures(h.a, h.s, "t.r", NULL);
    assert_int_equal(c->n, 2);
    is_change(&c->items[0], 0, "t.debt", "<= 200");
    is_change(&c->items[1], 0, "t.equity", ">= 150");
    arena_free(h.a);
}

static void dates(void **state)
{
    (void)state;
    struct hand h =
        by_hand("    pass_if: t.expiry >= @\"2046-06-30\"\n", "facts: {t.expiry: 2036-05-01}\n");
    const struct cures *c = assess_cures(h.a, h.s, "t.r", NULL);
    assert_int_equal(c->n, 1);
    is_change(&c->items[0], 0, "t.expiry", ">= 2046-06-30");
    assert_string_equal(c->items[0].changes[0].words, "on or after 2046-06-30");
    arena_free(h.a);
}

/* What the project cannot change stands, and is named. */
static void no_cure(void **state)
{
    (void)state;
    struct hand h = by_hand("    fail_if: t.min > 50\n", "facts: {t.min: 70}\n");
    const struct cures *c = assess_cures(h.a, h.s, "t.r", NULL);
    assert_int_equal(c->n, 0);
    assert_null(c->plan);
    assert_int_equal(c->n_obstacles, 1);
    assert_non_null(strstr(c->obstacles[0].why, "t.min is 70 %"));
    arena_free(h.a);
}

/* Unknown facts are answers to give, whether or not the project can change them. */
static void answers(void **state)
{
    (void)state;
    struct hand h = by_hand("    fail_if: t.min > 50 or t.control\n", "facts: {}\n");
    const struct cures *c = assess_cures(h.a, h.s, "t.r", NULL);
    assert_int_equal(c->n, 1);
    assert_int_equal(c->items[0].changes[0].kind, CURE_ANSWER);
    is_change(&c->items[0], 0, "t.min", "<= 50");
    is_change(&c->items[0], 1, "t.control", "= false");
    assert_null(c->items[0].changes[0].now);
    arena_free(h.a);
}

/* Four answers are needed: no cure of three, but the list that is enough. */
static void longer_list(void **state)
{
    (void)state;
    struct hand h = by_hand(
        "    pass_if: t.min >= 5 and t.plan >= 6 and t.share < 7 and t.control\n", "facts: {}\n");
    const struct cures *c = assess_cures(h.a, h.s, "t.r", NULL);
    assert_int_equal(c->n, 0);
    assert_int_equal(c->n_obstacles, 0);
    assert_non_null(c->plan);
    assert_int_equal(c->plan->n_changes, 4);
    is_change(c->plan, 0, "t.plan", ">= 6");
    is_change(c->plan, 1, "t.min", ">= 5");
    is_change(c->plan, 2, "t.share", "< 7");
    is_change(c->plan, 3, "t.control", "= true");
    arena_free(h.a);
}

/* Weak evidence makes a pass conditional: the cure is better evidence. */
static void evidence(void **state)
{
    (void)state;
    struct hand h = by_hand("    fail_if: t.min > 50\n"
                            "    evidence: [{fact: t.min, min_grade: verified}]\n",
                            "facts: {t.min: {value: 40, grade: asserted}}\n");
    const struct cures *c = assess_cures(h.a, h.s, "t.r", NULL);
    assert_int_equal(c->n, 1);
    assert_int_equal(c->items[0].changes[0].kind, CURE_EVIDENCE);
    assert_string_equal(c->items[0].changes[0].evidence, "verified");
    arena_free(h.a);
}

/* --- economics ---------------------------------------------------------------------------------
 *
 * Capital of 1,000 now, 1,500 of revenue and 600 of cost in a year, at 10 %:
 * NPV = -1,000 + 900 / 1.1 = -181.8. It is zero at prices of (1,100 + 600) / 1,500 = 1.1333 of what
 * is assumed, at cost of (1,500 - 1,100) / 600 = 0.6667, at capital of 900 / 1.1 = 818.18.
 */

static const char *const small_project =
    "economics:\n  basis: {currency: USD, first_year: 2027, periods: 2, discount_rate: 0.1,\n"
    "    discounting: start}\n  capital: {initial: 1000}\n"
    "  lines: {revenue: [0, 1500], opex: [0, 600]}\n";

static const struct cure_change *input(const struct cures *c, const char *path)
{
    for (size_t i = 0; i < c->n; i++) {
        if (strcmp(c->items[i].changes[0].name, path) == 0)
            return &c->items[i].changes[0];
    }
    return NULL;
}

static void economics(void **state)
{
    (void)state;
    struct hand h = by_hand("    fail_if: economics.npv_post_tax < 0\n", small_project);
    struct cure_economics e = {NULL, NULL};
    const struct cures *c = assess_cures(h.a, h.s, "t.r", &e);
    assert_int_equal(c->n, 3);
    const struct cure_change *capital = input(c, "economics.capital.initial");
    const struct cure_change *cost = input(c, "economics.lines.opex");
    const struct cure_change *price = input(c, "economics.products[].price");
    assert_non_null(capital);
    assert_non_null(cost);
    assert_non_null(price);
    assert_string_equal(capital->condition, "<= 818");
    assert_string_equal(cost->condition, "<= 0.666");
    assert_string_equal(price->condition, ">= 1.14");
    double x = dec_to_double(capital->border.u.number);
    assert_true(x > 818.1817 && x < 818.1819);
    /* The same through the model: at the border the present value is nothing. */
    struct econ_options options = {.price_factor = dec_to_double(price->border.u.number)};
    const struct econ_result *r = econ_run(h.a, h.d, NULL, &options, NULL);
    assert_true(r->post_tax.npv[0].value > -1e-6 && r->post_tax.npv[0].value < 1e-6);
    const struct dossier *d = dossier_with(h.a, h.d, "economics.capital.initial", capital->border);
    r = econ_run(h.a, d, NULL, NULL, NULL);
    assert_true(r->post_tax.npv[0].value > -1e-6 && r->post_tax.npv[0].value < 1e-6);
    arena_free(h.a);
}

/* Beyond the limits of the search nothing is told: 1,000 of capital against 1 of revenue. */
static void economics_out_of_reach(void **state)
{
    (void)state;
    struct hand h = by_hand("    fail_if: economics.npv_post_tax < 0\n",
                            "economics:\n  basis: {currency: USD, first_year: 2027, periods: 2,\n"
                            "    discount_rate: 0.1, discounting: start}\n"
                            "  capital: {initial: 1000}\n  lines: {revenue: [0, 1]}\n");
    struct cure_economics e = {NULL, NULL};
    const struct cures *c = assess_cures(h.a, h.s, "t.r", &e);
    assert_int_equal(c->n, 0);
    assert_null(c->plan);
    assert_int_equal(c->n_obstacles, 1);
    arena_free(h.a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_rulebooks),
        cmocka_unit_test(border_behind_arithmetic),
        cmocka_unit_test(two_changes),
        cmocka_unit_test(either_side),
        cmocka_unit_test(dates),
        cmocka_unit_test(no_cure),
        cmocka_unit_test(answers),
        cmocka_unit_test(longer_list),
        cmocka_unit_test(evidence),
        cmocka_unit_test(economics),
        cmocka_unit_test(economics_out_of_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
