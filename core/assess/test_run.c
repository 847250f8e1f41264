/* test_run.c: inline tests of rules (rule-format section 6). */
#include <string.h>

#include "core/assess/internal.h"

struct run {
    struct arena *a;
    struct work w;
    const struct rule *rule;
    const struct rule_test *test;
    const struct finding *finding;
    struct strbuf why;
};

const struct dossier *test_dossier(struct arena *a, const struct rulebook *r,
                                   const struct rule_test *test)
{
    struct fact *facts = ARENA_ARRAY(a, test->n_given, struct fact);
    const char *country = "";
    for (size_t i = 0; i < test->n_given; i++) {
        const struct test_fact *g = &test->given[i];
        facts[i] = (struct fact){.name = g->def->name,
                                 .def = g->def,
                                 .value = g->value,
                                 .text = feel_text(a, g->value),
                                 .grade = g->grade,
                                 .evidence = {.has_date = g->has_date, .date = g->date},
                                 .pos = test->pos};
        if (strcmp(g->def->name, "project.country") == 0 && g->value.kind == FEEL_STRING)
            country = g->value.u.string;
    }
    return dossier_build(a, rulebook_catalogue(r), "test", test->name, country, facts,
                         test->n_given, NULL, 0);
}

static void differ(struct run *t, const char *what, const char *expected, const char *came)
{
    strbuf_addf(&t->why, "%s%s: expected %s, came %s", t->why.len != 0 ? "\n" : "", what, expected,
                came);
}

static const char *number(struct arena *a, struct dec d)
{
    char text[DEC_TEXT_MAX];
    return arena_strdup(a, dec_text(dec_trim(d), text));
}

static const char *points_text(struct arena *a, const struct finding *f)
{
    if (!f->has_points)
        return "none";
    if (dec_cmp(f->points_low, f->points_high) == 0)
        return number(a, f->points_low);
    return arena_printf(a, "%s to %s", number(a, f->points_low), number(a, f->points_high));
}

static void check_numbers(struct run *t)
{
    const struct rule_test *e = t->test;
    const struct finding *f = t->finding;
    if (e->has_points && !(f->has_points && dec_cmp(f->points_low, e->points) == 0 &&
                           dec_cmp(f->points_high, e->points) == 0))
        differ(t, "points", number(t->a, e->points), points_text(t->a, f));
    if (e->has_bounds && !(f->has_points && dec_cmp(f->points_low, e->low) == 0 &&
                           dec_cmp(f->points_high, e->high) == 0))
        differ(t, "bounds",
               arena_printf(t->a, "%s to %s", number(t->a, e->low), number(t->a, e->high)),
               points_text(t->a, f));
    if (!e->has_row)
        return;
    struct decision d;
    work_reset(&t->w);
    decide(&t->w, t->rule, &d);
    if ((long)d.row != e->row)
        differ(t, "row", arena_printf(t->a, "%ld", e->row), arena_printf(t->a, "%zu", d.row));
}

static bool has_name(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

static bool same_set(const char *const *x, size_t nx, const char *const *y, size_t ny)
{
    for (size_t i = 0; i < nx; i++) {
        if (!has_name(y, ny, x[i]))
            return false;
    }
    for (size_t i = 0; i < ny; i++) {
        if (!has_name(x, nx, y[i]))
            return false;
    }
    return true;
}

static const char *set_text(struct arena *a, const char *const *names, size_t n)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    strbuf_addch(&sb, '[');
    for (size_t i = 0; i < n; i++)
        strbuf_addf(&sb, "%s%s", i != 0 ? ", " : "", names[i]);
    strbuf_addch(&sb, ']');
    const char *text = arena_strdup(a, sb.buf);
    strbuf_release(&sb);
    return text;
}

static void check_sets(struct run *t)
{
    const struct rule_test *e = t->test;
    const struct finding *f = t->finding;
    if (e->has_asks && !same_set(e->asks, e->n_asks, f->missing, f->n_missing))
        differ(t, "asks", set_text(t->a, e->asks, e->n_asks),
               set_text(t->a, f->missing, f->n_missing));
    const char *marks[4];
    size_t n = 0;
    for (unsigned m = MARK_LAW_STALE; m <= MARK_WEAK_EVIDENCE; m <<= 1) {
        if ((f->marks & m) != 0)
            marks[n++] = mark_name((enum mark)m);
    }
    if (e->has_marks && !same_set(e->marks, e->n_marks, marks, n))
        differ(t, "marks", set_text(t->a, e->marks, e->n_marks), set_text(t->a, marks, n));
    for (size_t i = 0; i < e->n_cites; i++) {
        bool found = false;
        for (size_t k = 0; k < f->n_citations; k++) {
            const struct citation *c = f->citations[k];
            const char *full =
                arena_printf(t->a, "%s %s", c->source->id, c->at != NULL ? c->at : "");
            found =
                found || strcmp(e->cites[i], c->source->id) == 0 || strcmp(e->cites[i], full) == 0;
        }
        if (!found)
            differ(t, "cites", e->cites[i], "no such citation");
    }
}

static bool same_value(struct arena *a, const char *text, struct feel_value v)
{
    struct dec number_expected;
    if (v.kind == FEEL_NUMBER)
        return dec_parse(text, strlen(text), &number_expected) &&
               dec_cmp(number_expected, v.u.number) == 0;
    if (v.kind == FEEL_UNKNOWN)
        return strcmp(text, "unknown") == 0;
    return strcmp(text, feel_text(a, v)) == 0;
}

static void check_lets(struct run *t)
{
    struct decision d;
    if (t->test->n_lets == 0)
        return;
    work_reset(&t->w);
    decide(&t->w, t->rule, &d);
    for (size_t i = 0; i < t->test->n_lets; i++) {
        const struct test_let *e = &t->test->lets[i];
        for (size_t k = 0; k < t->rule->n_lets; k++) {
            const struct rule_let *let = &t->rule->lets[k];
            struct feel_value v = t->w.globals[let->slot];
            if (strcmp(let->name, e->name) == 0 && !same_value(t->a, e->text, v))
                differ(t, e->name, e->text, feel_text(t->a, v));
        }
    }
}

/* --- counterfactuals ---------------------------------------------------------------------------
 */

static bool same_condition(const char *x, const char *y)
{
    for (;; x++, y++) {
        x += strspn(x, " \"");
        y += strspn(y, " \"");
        if (*x != *y)
            return false;
        if (*x == '\0')
            return true;
    }
}

/* "= x" may be written "x". */
static bool meets(const char *expected, const char *condition)
{
    return same_condition(expected, condition) ||
           (condition[0] == '=' && same_condition(expected, condition + 1));
}

static bool reported(const struct test_counterfactual *e, const struct counterfactual *c)
{
    if (e->n_changes != c->n_changes || (e->has_gives && e->gives != c->gives))
        return false;
    for (size_t i = 0; i < e->n_changes; i++) {
        bool found = false;
        for (size_t k = 0; k < c->n_changes; k++)
            found = found || (e->changes[i].def == c->changes[k].def &&
                              meets(e->changes[i].condition, c->changes[k].condition));
        if (!found)
            return false;
    }
    return true;
}

static const char *changes_text(struct arena *a, const struct counterfactual *all, size_t n)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    for (size_t i = 0; i < n; i++) {
        strbuf_adds(&sb, i != 0 ? "; " : "");
        for (size_t k = 0; k < all[i].n_changes; k++)
            strbuf_addf(&sb, "%s%s %s", k != 0 ? " and " : "", all[i].changes[k].def->name,
                        all[i].changes[k].condition);
        strbuf_addf(&sb, " gives %s", status_name(all[i].gives));
    }
    const char *text = n != 0 ? arena_strdup(a, sb.buf) : "none";
    strbuf_release(&sb);
    return text;
}

static void check_counterfactuals(struct run *t)
{
    if (t->test->n_counterfactuals == 0)
        return;
    size_t n;
    const struct counterfactual *all = counterfactuals(&t->w, t->rule, &n);
    for (size_t i = 0; i < t->test->n_counterfactuals; i++) {
        const struct test_counterfactual *e = &t->test->counterfactuals[i];
        bool found = false;
        for (size_t k = 0; k < n; k++)
            found = found || reported(e, &all[k]);
        if (found)
            continue;
        struct strbuf sb;
        strbuf_init(&sb, 0);
        for (size_t k = 0; k < e->n_changes; k++)
            strbuf_addf(&sb, "%s%s %s", k != 0 ? " and " : "", e->changes[k].def->name,
                        e->changes[k].condition);
        if (e->has_gives)
            strbuf_addf(&sb, " gives %s", status_name(e->gives));
        differ(t, "counterfactual", sb.buf, changes_text(t->a, all, n));
        strbuf_release(&sb);
    }
}

/* --- running -----------------------------------------------------------------------------------
 */

void run_rule_test(struct arena *a, const struct rulebook *r, const struct rule *rule,
                   const struct rule_test *test, struct rule_test_result *out)
{
    struct run t = {.a = a, .rule = rule, .test = test};
    strbuf_init(&t.why, 64 << 10);
    work_init(&t.w, a, r, test_dossier(a, r, test), test->date);
    t.finding = make_finding(&t.w, rule);
    if (test->has_status && t.finding->status != test->status) {
        const char *came = status_name(t.finding->status);
        differ(&t, "status", status_name(test->status),
               t.finding->status == STATUS_ERROR || t.finding->status == STATUS_UNKNOWN
                   ? arena_printf(a, "%s (%s)", came, t.finding->message)
                   : came);
    }
    check_numbers(&t);
    check_sets(&t);
    check_lets(&t);
    check_counterfactuals(&t);
    for (size_t i = 0; t.why.len != 0 && i < t.finding->n_warnings; i++)
        strbuf_addf(&t.why, "\nwarning: %s", t.finding->warnings[i]);
    *out = (struct rule_test_result){.rule = rule,
                                     .name = test->name,
                                     .passed = t.why.len == 0,
                                     .why = t.why.len != 0 ? arena_strdup(a, t.why.buf) : NULL,
                                     .pos = test->pos};
    strbuf_release(&t.why);
    work_free(&t.w);
}

const struct rule_test_result *rules_test(struct arena *a, const struct rulebook *r,
                                          const struct rule *rule, size_t *n)
{
    size_t count = 0;
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        if (rule == NULL || rulebook_rule(r, i) == rule)
            count += rulebook_rule(r, i)->n_tests;
    }
    struct rule_test_result *all = ARENA_ARRAY(a, count, struct rule_test_result);
    *n = 0;
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        const struct rule *one = rulebook_rule(r, i);
        for (size_t k = 0; (rule == NULL || one == rule) && k < one->n_tests; k++)
            run_rule_test(a, r, one, &one->tests[k], &all[(*n)++]);
    }
    return all;
}
