/* The calculators, against figures worked out by hand beside each case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/assess/assess.h"
#include "core/assess/calc.h"

struct desk {
    struct arena *a;
    struct diags *d;
    const struct rulebook *r;
    const struct dossier *project;
};

static const struct date today = {2026, 11, 23};

static int setup(void **state)
{
    static struct desk desk;
    static const char *const path = ADIT_SOURCE_DIR "/rules";
    desk.a = arena_new();
    desk.d = diags_new(desk.a);
    desk.r = rulebook_load(desk.a, &path, 1, false, desk.d);
    *state = &desk;
    return desk.r == NULL;
}

static int teardown(void **state)
{
    arena_free(((struct desk *)*state)->a);
    return 0;
}

static void project(struct desk *k, const char *facts)
{
    const char *text =
        arena_printf(k->a, "adit: 1\nproject: p\nname: P\ncountry: KZ\nfacts:\n%s", facts);
    k->d = diags_new(k->a);
    k->project =
        dossier_load_text(k->a, text, strlen(text), "p.yaml", rulebook_catalogue(k->r), k->d);
    if (k->project == NULL)
        print_message("%s\n", diags_at(k->d, 0)->message);
    assert_non_null(k->project);
}

/* "24", "24..34", "yes"-like texts, "?" for unknown without bounds, "-" for a fact that is not
 * there. */
static void is_at(struct desk *k, enum calc_kind kind, struct date on, const char *fact,
                  const char *wanted)
{
    const struct calc_result *c = calc_run(k->a, kind, k->project, k->r, on);
    const char *came = "-";
    for (size_t i = 0; i < c->n_facts; i++) {
        struct feel_value v = c->facts[i].value;
        char low[DEC_TEXT_MAX], high[DEC_TEXT_MAX];
        if (strcmp(c->facts[i].name, fact) != 0)
            continue;
        if (v.kind == FEEL_UNKNOWN && v.u.unknown->has_bounds)
            came = arena_printf(k->a, "%s..%s", dec_text(dec_trim(v.u.unknown->low), low),
                                dec_text(dec_trim(v.u.unknown->high), high));
        else
            came = v.kind == FEEL_UNKNOWN ? "?" : feel_text(k->a, v);
    }
    if (strcmp(came, wanted) != 0)
        print_message("%s: wanted %s, came %s\n", fact, wanted, came);
    assert_string_equal(came, wanted);
}

static void is(struct desk *k, enum calc_kind kind, const char *fact, const char *wanted)
{
    is_at(k, kind, today, fact, wanted);
}

static void refused(struct desk *k, const char *facts, const char *words)
{
    project(k, facts);
    assert_false(calc_check(k->a, k->project, k->d));
    bool found = false;
    for (size_t i = 0; i < diags_kept(k->d); i++)
        found = found || strstr(diags_at(k->d, i)->message, words) != NULL;
    if (!found)
        print_message("no error says '%s'; the first: %s\n", words, diags_at(k->d, 0)->message);
    assert_true(found);
    assert_true(diags_at(k->d, 0)->pos.line > 5);
}

/* --- ownership ---------------------------------------------------------------------------------
 */

#define OWN "  ownership:\n    chain:\n"
#define E(owner, of, share, rest)                                                                  \
    "      - {owner: " owner ", of: " of ", share_pct: " share ", " rest "}\n"
#define PERSON(c) "country: " c ", kind: person, blocked: false"
#define COMPANY(c) "country: " c ", kind: company, blocked: false"

/* A holds 60 and is half a Chinese state's: 60 % x 50 % = 30 % for the PRC and for Smith. That
 * state holds half of A, so A counts whole by halves: 60 %. States hold 30 %, others 70 %. */
static void shares_are_multiplied(void **state)
{
    struct desk *k = *state;
    project(k, OWN E("A", "project", "60", COMPANY("KZ")) E("B", "project", "40", PERSON("KZ"))
                   E("C", "A", "50", "country: CN, kind: state, blocked: false")
                       E("Smith", "A", "50", PERSON("US")));
    assert_true(calc_check(k->a, k->project, k->d));
    is(k, CALC_OWNERSHIP, "ownership.prc_pct", "30");
    is(k, CALC_OWNERSHIP, "ownership.chain_prc_pct", "30");
    is(k, CALC_OWNERSHIP, "ownership.other_concern_pct", "0");
    is(k, CALC_OWNERSHIP, "sponsor.us_pct", "30");
    is(k, CALC_OWNERSHIP, "state.share_pct", "0");
    is(k, CALC_OWNERSHIP, "sponsor.private_pct", "70");
    is(k, CALC_OWNERSHIP, "ownership.chain_covered_pct", "60");
    is(k, CALC_OWNERSHIP, "ownership.prc_control", "true");
    is(k, CALC_OWNERSHIP, "sanctions.blocked_owner_pct", "0");
    is(k, CALC_OWNERSHIP, "sanctions.blocked_party", "-");
}

/* Two ways to the project add up: 50 % x 40 % + 20 % = 40 %. A PRC company counts whole, so its
 * own owner is not counted again. The state's holding company stands for the state. */
static void ways_add_up(void **state)
{
    struct desk *k = *state;
    project(k,
            OWN E("A", "project", "50", COMPANY("GB")) E("C", "project", "20", COMPANY("HK"))
                E("C", "A", "40", COMPANY("HK")) E("D", "A", "60", PERSON("GB"))
                    E("F", "C", "100", PERSON("RU")) E("Fund", "project", "30", COMPANY("KZ"))
                        E("Republic", "Fund", "100", "country: KZ, kind: state, blocked: false"));
    is(k, CALC_OWNERSHIP, "ownership.prc_pct", "40");
    is(k, CALC_OWNERSHIP, "state.share_pct", "30");
    is(k, CALC_OWNERSHIP, "sponsor.private_pct", "70");
    is(k, CALC_OWNERSHIP, "ownership.prc_control", "-");
}

/* The 50 per cent rule does not multiply: half of half of half is 12.5 % and still blocks. */
static void links_of_half_block(void **state)
{
    struct desk *k = *state;
#define X "country: RU, kind: person, blocked: true"
#define REST(of, share) E("Rest" of, of, share, PERSON("KZ"))
    project(k, OWN E("B", "project", "50", COMPANY("KZ")) REST("project", "50")
                   E("A", "B", "50", COMPANY("KZ")) REST("B", "50") E("X", "A", "50", X)
                       REST("A", "50"));
    is(k, CALC_OWNERSHIP, "ownership.chain_blocked_pct", "50");
    is(k, CALC_OWNERSHIP, "ownership.other_concern_pct", "12.5");
    is(k, CALC_OWNERSHIP, "sanctions.blocked_party", "true");
    /* One point under half at the far end: nothing passes on. */
    project(k, OWN E("A", "project", "100", COMPANY("KZ")) E("X", "A", "49", X) REST("A", "51"));
    is(k, CALC_OWNERSHIP, "ownership.chain_blocked_pct", "49");
    /* Two blocked persons are added together, 25 + 25. */
    project(k, OWN E("X", "project", "25", X) E("Y", "project", "25", X) REST("project", "50"));
    is(k, CALC_OWNERSHIP, "ownership.chain_blocked_pct", "50");
    /* Direct 25 and 25 through a company that is half his. */
    project(k, OWN E("X", "project", "25", X) E("A", "project", "25", COMPANY("KZ"))
                   REST("project", "50") E("X", "A", "50", X) REST("A", "50"));
    is(k, CALC_OWNERSHIP, "ownership.chain_blocked_pct", "50");
}

/* What nobody is listed for may belong to anyone: never a pass, an interval. */
static void gaps_stay_open(void **state)
{
    struct desk *k = *state;
    project(k, OWN E("A", "project", "70", PERSON("KZ"))
                   E("C", "project", "20", "country: CN, kind: state, blocked: false"));
    is(k, CALC_OWNERSHIP, "ownership.prc_pct", "20..30");
    is(k, CALC_OWNERSHIP, "ownership.other_concern_pct", "0..10");
    is(k, CALC_OWNERSHIP, "ownership.chain_blocked_pct", "0..10");
    /* A company whose owners are not listed is open as a whole; so is a share that is not given. */
    project(k, OWN E("A", "project", "70", COMPANY("KZ")) E("B", "project", "30", PERSON("KZ")));
    is(k, CALC_OWNERSHIP, "ownership.prc_pct", "0..70");
    project(k, OWN "      - {owner: C, of: project, country: CN, kind: state, blocked: false}\n" E(
                   "B", "project", "90", PERSON("KZ")));
    is(k, CALC_OWNERSHIP, "ownership.prc_pct", "0..10");
    /* Not screened: blocked is open. */
    project(k, OWN E("A", "project", "40", "country: KZ, kind: person")
                   E("B", "project", "60", PERSON("KZ")));
    is(k, CALC_OWNERSHIP, "ownership.chain_blocked_pct", "0..40");
    project(k, "  project: {location: x}\n");
    is(k, CALC_OWNERSHIP, "ownership.chain_prc_pct", "?");
    is(k, CALC_OWNERSHIP, "ownership.prc_pct", "-");
}

static void chains_that_cannot_be(void **state)
{
    struct desk *k = *state;
    refused(k,
            OWN E("A", "project", "60", COMPANY("KZ")) E("B", "A", "50", COMPANY("KZ"))
                E("A", "B", "50", COMPANY("KZ")),
            "ring: B owns A owns B");
    refused(k, OWN E("A", "project", "60", COMPANY("KZ")) E("A", "A", "5", COMPANY("KZ")),
            "ring: A owns A");
    refused(k, OWN E("A", "project", "60", PERSON("KZ")) E("B", "project", "50", PERSON("KZ")),
            "the shares in 'project' add up to 110 %");
    refused(k, OWN E("A", "project", "0", PERSON("KZ")), "entry 1: the share of 'A' in 'project'");
    refused(k, OWN E("A", "project", "101", PERSON("KZ")), "not above 0 and up to 100");
    refused(k,
            OWN E("Alfa Holding", "project", "60", COMPANY("KZ"))
                E("B", "Alfa Holdng", "50", PERSON("KZ")),
            "did you mean 'Alfa Holding'?");
    refused(k, OWN E("A", "Company", "60", COMPANY("KZ")),
            "nobody is listed as an owner of 'project'");
    refused(k,
            OWN E("A", "project", "60", COMPANY("KZ")) E("A", "B", "50", COMPANY("US"))
                E("B", "project", "10", COMPANY("KZ")),
            "'A' is of KZ in one entry and of US in another");
    refused(k, OWN "      - {owner: A, share_pct: 50}\n", "entry 1 does not say who owns");
}

/* Rules read what the list gives where the project has no answer of its own, and its own where it
 * has one; then the two must agree. */
static void rules_read_the_list(void **state)
{
    struct desk *k = *state;
    project(k, OWN E("C", "project", "30", "country: CN, kind: state, blocked: false")
                   E("B", "project", "70", PERSON("KZ")));
    const struct assessment *s = assess(k->a, k->r, k->project, today, NULL);
    assert_int_equal(assessment_find(s, "us.dfc.countries_of_concern")->status, STATUS_FAIL);
    assert_int_equal(assessment_find(s, "us.answers.owners")->status, STATUS_PASS);
    project(k, "  ownership:\n    prc_pct: 0\n    chain:\n" E(
                   "C", "project", "30", "country: CN, kind: state, blocked: false")
                   E("B", "project", "70", PERSON("KZ")));
    s = assess(k->a, k->r, k->project, today, NULL);
    assert_int_equal(assessment_find(s, "us.answers.owners")->status, STATUS_FAIL);
    assert_int_not_equal(assessment_find(s, "us.dfc.countries_of_concern")->status, STATUS_FAIL);
}

/* Chains at random, against a count that follows every path by itself: shares of what is certainly
 * the PRC's, and at most all that nobody is shown to hold. */
struct drawn {
    int n, owners[12];
    double share[12][12];
    bool prc[12];
};

static unsigned long long next_random(unsigned long long *x)
{
    *x ^= *x << 13;
    *x ^= *x >> 7;
    *x ^= *x << 17;
    return *x;
}

/* Holder 0 is the project; holder i may own holders before it. The last few are persons. */
static struct drawn draw(unsigned long long *seed)
{
    struct drawn g = {.n = 3 + (int)(next_random(seed) % 9)};
    for (int i = 0; i < g.n; i++) {
        double left = 100;
        for (int j = i + 1; j < g.n && i < g.n - 2; j++) {
            double part = (double)(next_random(seed) % 41);
            if (j > i + 1 && next_random(seed) % 2 == 0)
                continue;
            if (part > left || part <= 0)
                continue;
            g.share[i][j] = part;
            g.owners[i]++;
            left -= part;
        }
        g.prc[i] = i > 0 && next_random(seed) % 4 == 0;
    }
    return g;
}

static void follow(const struct drawn *g, int at, double part, double *sure, double *open)
{
    double left = 100;
    if (g->prc[at]) {
        *sure += part;
        return;
    }
    if (at >= g->n - 2)
        return; /* persons */
    for (int j = at + 1; j < g->n; j++) {
        if (g->share[at][j] > 0)
            follow(g, j, part * g->share[at][j] / 100, sure, open);
        left -= g->share[at][j];
    }
    *open += part * left / 100;
}

static void random_chains(void **state)
{
    struct desk *k = *state;
    unsigned long long seed = 20261124;
    int compared = 0;
    for (int round = 0; round < 300; round++) {
        struct drawn g = draw(&seed);
        double sure = 0, open = 0;
        struct strbuf out;
        if (g.owners[0] == 0)
            continue;
        strbuf_init(&out, 1 << 16);
        strbuf_adds(&out, OWN);
        for (int i = 0; i < g.n; i++)
            for (int j = i + 1; j < g.n; j++)
                if (g.share[i][j] > 0)
                    strbuf_addf(&out,
                                "      - {owner: H%d, of: %s, share_pct: %g, country: %s, kind: "
                                "%s, blocked: false}\n",
                                j, i == 0 ? "project" : arena_printf(k->a, "H%d", i), g.share[i][j],
                                g.prc[j] ? "CN" : "KZ", j >= g.n - 2 ? "person" : "company");
        project(k, out.buf);
        strbuf_release(&out);
        follow(&g, 0, 100, &sure, &open);
        const struct calc_result *c = calc_run(k->a, CALC_OWNERSHIP, k->project, k->r, today);
        if (c->n_errors > 0) { /* an owner of somebody who holds nothing: refused, rightly */
            assert_non_null(strstr(c->errors[0], "holds nothing in the project"));
            continue;
        }
        double low = -1, high = -1;
        compared++;
        for (size_t i = 0; i < c->n_facts; i++) {
            struct feel_value v = c->facts[i].value;
            if (strcmp(c->facts[i].name, "ownership.chain_prc_pct") != 0)
                continue;
            low = dec_to_double(v.kind == FEEL_NUMBER ? v.u.number : v.u.unknown->low);
            high = dec_to_double(v.kind == FEEL_NUMBER ? v.u.number : v.u.unknown->high);
        }
        if (low < sure - 1e-9 || low > sure + 1e-9 || high < sure + open - 1e-9 ||
            high > sure + open + 1e-9)
            fail_msg("round %d: %g to %g, but the paths give %g to %g", round, low, high, sure,
                     sure + open);
    }
    assert_true(compared >= 100);
}

/* A list that changes touches all that follows from it; taking over the rest gives the same as
 * starting anew, also when only the bounds of an open share move. */
static void changed_lists_touch_their_rules(void **state)
{
    struct desk *k = *state;
    static const char *const shares[] = {"5", "20", "24", "25", "60"};
    project(k, "  ownership: {prc_control: false, other_concern_control: false}\n");
    const struct assessment *last = assess(k->a, k->r, k->project, today, NULL);
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        project(k,
                arena_printf(k->a,
                             "  ownership:\n    prc_control: false\n    other_concern_control: "
                             "false\n    chain:\n      - {owner: C, of: project, share_pct: %s, "
                             "country: CN, kind: state, blocked: false}\n      - {owner: B, of: "
                             "project, share_pct: 40, country: US, kind: person, blocked: false}\n",
                             shares[i]));
        const struct assessment *whole = assess(k->a, k->r, k->project, today, NULL);
        last = assess_changed(k->a, last, k->project, NULL);
        for (size_t j = 0; j < whole->n_findings; j++) {
            const struct finding *x = &whole->findings[j], *y = &last->findings[j];
            assert_string_equal(x->rule->id, y->rule->id);
            assert_int_equal(x->status, y->status);
            assert_string_equal(x->message, y->message);
        }
    }
    const struct rule *rule = rulebook_find(k->r, "us.dfc.countries_of_concern");
    const struct finding_step *steps;
    const struct finding_fact *facts;
    size_t n_steps, n_facts;
    assert_int_equal(
        assess_rule(k->a, k->r, k->project, rule, today, NULL, &steps, &n_steps, &facts, &n_facts)
            ->status,
        STATUS_FAIL);
}

/* What follows from a list is as well proved as the list. */
static void proof_is_the_lists(void **state)
{
    struct desk *k = *state;
    static const char *const proofs[][2] = {
        {"grade: asserted", "conditional"},
        {"grade: document, evidence: {date: 2026-10-01}", "pass"},
        {"grade: document, evidence: {date: 2024-10-01}", "conditional"},
    };
    const struct assessment *last = NULL;
    for (size_t i = 0; i < 3; i++) {
        project(k, arena_printf(k->a,
                                "  ownership:\n    prc_control: false\n    prc_veto: false\n    "
                                "other_concern_control: false\n    chain: {value: [{owner: B, of: "
                                "project, share_pct: 100, country: US, kind: person, blocked: "
                                "false}], %s}\n  finance: {prc_state_debt: false}\n  content: "
                                "{prc_epc: false, prc_equipment_pct: 0, prc_process_licence: "
                                "false}\n  offtake: {prc_sales_pct: 0}\n",
                                proofs[i][0]));
        const struct assessment *s = assess(k->a, k->r, k->project, today, NULL);
        last = last != NULL ? assess_changed(k->a, last, k->project, NULL) : s;
        assert_string_equal(status_name(assessment_find(s, "us.dfc.countries_of_concern")->status),
                            proofs[i][1]);
        assert_string_equal(
            status_name(assessment_find(last, "us.dfc.countries_of_concern")->status),
            proofs[i][1]);
    }
}

/* --- content and sales -------------------------------------------------------------------------
 */

#define LINE(usd, origin, scope)                                                                   \
    "      - {item: i, amount_usd: " usd ", origin: " origin ", scope: " scope "}\n"
#define COST "  content:\n    cost_lines:\n"

/* EXIM's own example: 70 US and 10 foreign are a net price of 80; 85 % of it is 68, under 70. */
static void agency_example(void **state)
{
    struct desk *k = *state;
    project(k, COST LINE("70000000", "US", "export") LINE("10000000", "DE", "export")
                   LINE("50000000", "KZ", "local"));
    is(k, CALC_CONTENT, "content.net_price_usd", "80000000");
    is(k, CALC_CONTENT, "content.support_usd", "68000000");
    is(k, CALC_CONTENT, "content.down_payment_usd", "12000000");
    is(k, CALC_CONTENT, "content.us_content_pct", "87.5");
    /* 40 or 50 % of 80 until income per head is known; in Kazakhstan at 12,000 it is 50 %: 40. */
    is(k, CALC_CONTENT, "content.local_support_usd", "32000000..40000000");
    project(k, "  market: {gni_per_capita_usd: 12000}\n" COST LINE("80000000", "US", "export")
                   LINE("50000000", "KZ", "local"));
    is(k, CALC_CONTENT, "content.local_support_usd", "40000000");
    project(k, "  market: {gni_per_capita_usd: 13936}\n" COST LINE("80000000", "US", "export")
                   LINE("50000000", "KZ", "local"));
    is(k, CALC_CONTENT, "content.local_support_usd", "32000000");
}

/* Under 85 % US the US content is the limit; from 51 % a transformational area gives 85 % of all.
 */
static void content_decides(void **state)
{
    struct desk *k = *state;
    project(k, COST LINE("51", "US", "export") LINE("49", "DE", "export"));
    is(k, CALC_CONTENT, "content.support_usd", "51");
    is(k, CALC_CONTENT, "content.ctep_support_usd", "85");
    project(k, COST LINE("50.99", "US", "export") LINE("49.01", "DE", "export"));
    is(k, CALC_CONTENT, "content.ctep_support_usd", "0");
    /* PRC content leaves the base: 60 + 20 = 80, 85 % is 68, US 60; share 60 of 100. */
    project(k,
            COST LINE("60", "US", "export") LINE("20", "DE", "export") LINE("20", "CN", "export"));
    is(k, CALC_CONTENT, "content.net_price_usd", "80");
    is(k, CALC_CONTENT, "content.support_usd", "60");
    is(k, CALC_CONTENT, "content.ctep_support_usd", "68");
    is(k, CALC_CONTENT, "content.prc_content_pct", "20");
    /* An origin that is not said may be US or not. */
    project(k,
            COST LINE("60", "US", "export") "      - {item: j, amount_usd: 20, scope: export}\n");
    is(k, CALC_CONTENT, "content.us_content_usd", "60..80");
    is(k, CALC_CONTENT, "content.support_usd", "51..68");
    project(k, COST "      - {item: j, origin: US, scope: export}\n");
    is(k, CALC_CONTENT, "content.support_usd", "?");
    refused(k, COST LINE("-1", "US", "export"), "below zero");
}

/* 500 less 40 % equity is 300 of debt; 800 of 2,000 t go to the US, 40 %: 120. */
static void amount_follows_sales(void **state)
{
    struct desk *k = *state;
#define PLAN                                                                                       \
    "  project: {planned_reo_tpa: 2000}\n  finance: {total_cost_usd: 500, equity_pct: 40}\n"
#define SALE(rest) "      - {buyer: b, " rest "}\n"
    project(k, PLAN
            "  offtake:\n    contracts:\n" SALE("country: US, tonnes_per_year: 800, signed: true")
                SALE("country: JP, share_pct: 20, signed: true")
                    SALE("country: CN, share_pct: 10, signed: false"));
    is(k, CALC_SCRI, "loan.scri_debt_need_usd", "300");
    is(k, CALC_SCRI, "loan.scri_cap_usd", "120");
    is(k, CALC_SCRI, "offtake.us_share_pct", "40");
    is(k, CALC_SCRI, "offtake.allied_share_pct", "20");
    is(k, CALC_SCRI, "offtake.contracted_pct", "60");
    is(k, CALC_SCRI, "offtake.prc_sales_pct", "10..40"); /* 30 % is not sold yet */
    /* Not said whether signed: 0 to 40 % of 300. */
    project(k, PLAN "  offtake:\n    contracts:\n" SALE("country: US, share_pct: 40"));
    is(k, CALC_SCRI, "loan.scri_cap_usd", "0..120");
    /* Without a list the answer counts; without either nothing is assumed. */
    project(k, PLAN "  offtake: {us_share_pct: 75}\n");
    is(k, CALC_SCRI, "loan.scri_cap_usd", "225");
    project(k, PLAN);
    is(k, CALC_SCRI, "loan.scri_cap_usd", "0..300");
    project(k, "  offtake: {us_share_pct: 75}\n");
    is(k, CALC_SCRI, "loan.scri_cap_usd", "?");
    refused(k,
            PLAN "  offtake:\n    contracts:\n" SALE("country: US, share_pct: 60, signed: true")
                SALE("country: JP, tonnes_per_year: 900, signed: true"),
            "take 105 % of output, more than is produced");
    refused(k, "  offtake: {us_share_pct: 60, allied_share_pct: 30, prc_sales_pct: 20}\n",
            "add up to 110 %: more than is produced");
}

/* --- China -------------------------------------------------------------------------------------
 */

#define FREE_OF                                                                                    \
    "  ownership: {prc_pct: 0, prc_control: false, prc_veto: false}\n"                             \
    "  finance: {prc_state_debt: false}\n"

static void stages_of_dependence(void **state)
{
    struct desk *k = *state;
    project(k, FREE_OF
            "  content: {prc_equipment_pct: 0, prc_process_licence: false, prc_sole_source: false, "
            "prc_epc: false}\n"
            "  processing: {separation_route: own_plant}\n  offtake: {prc_sales_pct: 0}\n");
    is(k, CALC_CHINA, "content.prc_dependence", "none");
    is(k, CALC_CHINA, "content.prc_stages_dependent", "0");
    is(k, CALC_CHINA, "content.prc_switch_usd", "0");
    /* Separation and sales depend, a contractor is partial: 8 + 2 + 1 = 11 million. */
    const char *some =
        FREE_OF "  processing: {separation_route: toll_prc}\n  offtake: {prc_sales_pct: 50}\n"
                "  content:\n    prc_equipment_pct: 0\n    prc_process_licence: false\n"
                "    prc_sole_source: false\n    prc_epc: true\n    prc_alternatives:\n"
                "      - {stage: separation, cost_usd: 8000000, months: 18}\n"
                "      - {stage: sales, cost_usd: 2000000, months: 6}\n";
    project(k, arena_printf(k->a, "%s      - {stage: equipment, cost_usd: 1000000, months: 3}\n",
                            some));
    is(k, CALC_CHINA, "content.prc_dependence", "dependent");
    is(k, CALC_CHINA, "content.prc_stages_dependent", "2");
    is(k, CALC_CHINA, "content.prc_switch_usd", "11000000");
    project(k, some); /* equipment has no price: a lower bound */
    is(k, CALC_CHINA, "content.prc_switch_usd", "10000000..1000000000000000");
    /* 49.99 % of sales is partial; a quarter of ownership depends, just under does not. */
    project(k, "  ownership: {prc_pct: 24.99, prc_control: false, prc_veto: false}\n"
               "  finance: {prc_state_debt: false}\n"
               "  content: {prc_equipment_pct: 49.99, prc_process_licence: false, prc_sole_source: "
               "false, prc_epc: false}\n"
               "  processing: {separation_route: own_plant}\n  offtake: {prc_sales_pct: 49.99}\n");
    is(k, CALC_CHINA, "content.prc_dependence", "partial");
    is(k, CALC_CHINA, "content.prc_stages_dependent", "0");
    project(k, "  ownership: {prc_pct: 25}\n");
    is(k, CALC_CHINA, "content.prc_dependence", "dependent");
    is(k, CALC_CHINA, "content.prc_stages_dependent", "1..5");
    project(k, "  project: {location: x}\n");
    is(k, CALC_CHINA, "content.prc_dependence", "?");
    is(k, CALC_CHINA, "content.prc_stages_dependent", "0..5");
}

/* --- the country -------------------------------------------------------------------------------
 */

static void country_by_date(void **state)
{
    struct desk *k = *state;
    const struct date last_day = {2025, 12, 17}, first_day = {2025, 12, 18},
                      september = {2026, 9, 30};
    project(k, "  market: {gni_per_capita_usd: 7800, ibrd_threshold_usd: 7800}\n");
    is(k, CALC_COUNTRY, "market.dfc_income_class", "less_developed");
    is_at(k, CALC_COUNTRY, first_day, "market.dfc_income_class", "less_developed");
    is_at(k, CALC_COUNTRY, last_day, "market.dfc_income_class", "?");
    is_at(k, CALC_COUNTRY, last_day, "market.wb_income_group", "upper_middle");
    is(k, CALC_COUNTRY, "market.dfc_fiscal_year", "2027");
    is_at(k, CALC_COUNTRY, september, "market.dfc_fiscal_year", "2026");
    project(k, "  market: {gni_per_capita_usd: 7801, ibrd_threshold_usd: 7800}\n");
    is(k, CALC_COUNTRY, "market.dfc_income_class", "advancing");
    project(k, "  market: {gni_per_capita_usd: 13935, ibrd_threshold_usd: 7800}\n");
    is(k, CALC_COUNTRY, "market.dfc_income_class", "advancing");
    project(k, "  market: {gni_per_capita_usd: 13936}\n"); /* the threshold no longer matters */
    is(k, CALC_COUNTRY, "market.dfc_income_class", "high_income");
    is(k, CALC_COUNTRY, "market.wb_income_group", "high");
    project(k, "  market: {gni_per_capita_usd: 5000}\n");
    is(k, CALC_COUNTRY, "market.dfc_income_class", "?");
    /* The bank's lines of fiscal year 2026: 1,135 and 4,495. */
    static const char *const groups[][2] = {{"1135", "low"},
                                            {"1136", "lower_middle"},
                                            {"4495", "lower_middle"},
                                            {"4496", "upper_middle"}};
    for (size_t i = 0; i < 4; i++) {
        project(k, arena_printf(k->a, "  market: {gni_per_capita_usd: %s}\n", groups[i][0]));
        is(k, CALC_COUNTRY, "market.wb_income_group", groups[i][1]);
    }
}

static void dates_out_of_order(void **state)
{
    struct desk *k = *state;
    refused(k, "  licence: {issue_date: 2030-01-01, expiry_date: 2030-01-01}\n",
            "'licence.expiry_date' (2030-01-01) does not come after");
    refused(k,
            "  project: {construction_start_date: 2030-01-02, first_production_date: 2030-01-01}\n",
            "'project.first_production_date'");
    refused(k, "  loan: {close_date: 2030-01-02, final_maturity_date: 2029-01-01}\n",
            "'loan.final_maturity_date'");
    refused(k, "  ownership: {control_change_date: 2026-03-02, control_notice_date: 2026-03-01}\n",
            "'ownership.control_notice_date'");
    project(k, "  licence: {issue_date: 2030-01-01, expiry_date: 2030-01-02}\n"
               "  ownership: {control_change_date: 2026-03-01, control_notice_date: 2026-03-01}\n");
    assert_true(calc_check(k->a, k->project, k->d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_are_multiplied),
        cmocka_unit_test(ways_add_up),
        cmocka_unit_test(links_of_half_block),
        cmocka_unit_test(gaps_stay_open),
        cmocka_unit_test(chains_that_cannot_be),
        cmocka_unit_test(rules_read_the_list),
        cmocka_unit_test(random_chains),
        cmocka_unit_test(proof_is_the_lists),
        cmocka_unit_test(changed_lists_touch_their_rules),
        cmocka_unit_test(agency_example),
        cmocka_unit_test(content_decides),
        cmocka_unit_test(amount_follows_sales),
        cmocka_unit_test(stages_of_dependence),
        cmocka_unit_test(country_by_date),
        cmocka_unit_test(dates_out_of_order),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
