/* The three verdicts in words. */
#include "tui/screens/verdicts.h"

#include <string.h>

#include "tui/screens/format.h"
#include "tui/screens/marks.h"

/* Findings of one kind, counted. */
struct tally {
    size_t n, stops, fails, conditions, open, passes;
    const struct finding *worst; /* the gravest that fails, else that is open or conditional */
};

/* Of findings that come by severity the first of the gravest status stays. */
static int gravity(enum status s)
{
    return s == STATUS_FAIL ? 3 : s == STATUS_UNKNOWN || s == STATUS_ERROR ? 2 : 1;
}

static void count(struct tally *t, const struct finding *f)
{
    if (f->status == STATUS_NOT_APPLICABLE)
        return;
    bool stop = finding_is_stop(f);
    t->n++;
    t->stops += stop;
    t->fails += f->status == STATUS_FAIL && !stop;
    t->conditions += f->status == STATUS_CONDITIONAL;
    t->open += f->status == STATUS_UNKNOWN || f->status == STATUS_ERROR;
    t->passes += f->status == STATUS_PASS;
    if (f->status == STATUS_PASS)
        return;
    const struct finding *w = t->worst;
    if (w == NULL || gravity(f->status) > gravity(w->status) ||
        (gravity(f->status) == gravity(w->status) && f->rule->severity < w->rule->severity))
        t->worst = f;
}

static enum status together(const struct tally *t)
{
    return t->stops + t->fails != 0 ? STATUS_FAIL
           : t->open != 0           ? STATUS_UNKNOWN
           : t->conditions != 0     ? STATUS_CONDITIONAL
           : t->passes != 0         ? STATUS_PASS
                                    : STATUS_NOT_APPLICABLE;
}

static const char *add(struct arena *a, const char *text, size_t n, const char *one,
                       const char *many)
{
    if (n == 0)
        return text;
    return arena_printf(a, "%s%s%zu %s", text, text[0] != '\0' ? ", " : "", n, n == 1 ? one : many);
}

/* --- law ------------------------------------------------------------------------------------- */

bool finding_is_law(const struct assessment *s, const struct finding *f)
{
    const struct rule *r = f->rule;
    for (size_t i = 0; i < r->n_citations; i++) {
        const char *of = r->citations[i].source->jurisdiction;
        if (of != NULL && strcmp(of, dossier_country(s->dossier)) == 0)
            return true;
    }
    return false;
}

struct verdict_line law_verdict(struct arena *a, const struct assessment *s)
{
    const char *country = dossier_country(s->dossier);
    struct tally t = {0};
    size_t loaded = 0;
    for (size_t i = 0; i < s->n_findings; i++) {
        if (!finding_is_law(s, &s->findings[i]))
            continue;
        loaded++;
        count(&t, &s->findings[i]);
    }
    struct verdict_line v = {together(&t), ""};
    if (loaded == 0) {
        v.text = arena_printf(a, "no rule on the law of %s is loaded", country);
        return v;
    }
    v.text = add(a, v.text, t.stops, "stop", "stops");
    v.text = add(a, v.text, t.fails, t.stops != 0 ? "more fails" : "fails",
                 t.stops != 0 ? "more fail" : "fail");
    v.text = add(a, v.text, t.open, "open", "open");
    v.text = add(a, v.text, t.conditions, "conditional", "conditional");
    v.text = add(a, v.text, t.passes, "passes", "pass");
    if (t.worst != NULL)
        v.text = arena_printf(a, "%s; %s: %s", v.text,
                              t.worst->status == STATUS_FAIL          ? "worst"
                              : t.worst->status == STATUS_CONDITIONAL ? "worst condition"
                                                                      : "worst open",
                              rule_severity_name(t.worst->rule->severity));
    else if (t.n == 0)
        v.text = "no rule applies";
    return v;
}

/* --- economics ------------------------------------------------------------------------------- */

const char *value_text(struct arena *a, const struct econ_result *e)
{
    const struct econ_metrics *t = &e->post_tax;
    const char *text = "";
    for (size_t i = 0; i < t->n_npv; i++)
        if (t->npv[i].rate == e->discount_rate)
            text = arena_printf(a, "NPV at %s: %s   ", rate_text(a, e->discount_rate),
                                money_text(a, e->currency, t->npv[i].value));
    if (t->irr.n == 1)
        return arena_printf(a, "%sIRR %s", text, percent_text(a, t->irr.roots[0]));
    return arena_printf(a, "%s%s", text, t->irr.n == 0 ? "no IRR" : "several IRRs");
}

static bool reads_value(const struct rule *r)
{
    for (size_t i = 0; i < r->n_facts; i++)
        if (strcmp(r->facts[i], "economics.npv_post_tax") == 0 ||
            strcmp(r->facts[i], "economics.irr_post_tax") == 0)
            return true;
    return false;
}

struct verdict_line economics_verdict(struct arena *a, const struct assessment *s)
{
    const struct econ_result *e = s->economics;
    if (!e->complete) {
        size_t n = econ_fields_needed(a, s->dossier, e);
        return (struct verdict_line){
            STATUS_UNKNOWN, n == 0   ? "no cash flow can be computed"
                            : n == 1 ? "no cash flow: 1 input missing"
                                     : arena_printf(a, "no cash flow: %zu inputs missing", n)};
    }
    struct tally t = {0};
    for (size_t i = 0; i < s->n_findings; i++)
        if (reads_value(s->findings[i].rule))
            count(&t, &s->findings[i]);
    struct verdict_line v = {together(&t), value_text(a, e)};
    if (t.n == 0)
        v.text = arena_printf(a, "%s   no hurdle applies", v.text);
    else if (v.status == STATUS_PASS)
        v.text = arena_printf(a, "%s   hurdles are met", v.text);
    else
        v.text =
            arena_printf(a, "%s   %s: %s", v.text, status_words(v.status), t.worst->rule->title);
    return v;
}

/* --- financing ------------------------------------------------------------------------------- */

struct verdict_line financing_verdict(struct arena *a, const struct assessment *s)
{
    static const enum verdict ORDER[] = {VERDICT_ELIGIBLE, VERDICT_CONDITIONAL,
                                         VERDICT_UNDETERMINED, VERDICT_INELIGIBLE};
    if (s->n_programmes == 0)
        return (struct verdict_line){STATUS_NOT_APPLICABLE, "no programme is loaded"};
    struct verdict_line v = {STATUS_COUNT, ""};
    for (size_t k = 0; k < sizeof ORDER / sizeof ORDER[0]; k++) {
        size_t n = 0;
        for (size_t i = 0; i < s->n_programmes; i++)
            n += s->programmes[i].verdict == ORDER[k];
        if (n != 0 && v.status == STATUS_COUNT)
            v.status = verdict_status(ORDER[k]);
        v.text = add(a, v.text, n, verdict_name(ORDER[k]), verdict_name(ORDER[k]));
    }
    return v;
}
