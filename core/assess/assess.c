/* assess.c: all rules over one dossier; verdicts of programmes; completeness by section. */
#include "core/assess/assess.h"

#include <stdlib.h>
#include <string.h>

#include "core/assess/internal.h"

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {"eligible", "conditional", "ineligible", "undetermined"};
    return names[v];
}

/* --- programmes --------------------------------------------------------------------------------
 */

void verdict_count(struct verdict_tally *t, enum status bar)
{
    t->fails = t->fails || bar == STATUS_FAIL;
    t->open = t->open || bar == STATUS_UNKNOWN || bar == STATUS_ERROR;
    t->conditional = t->conditional || bar == STATUS_CONDITIONAL;
}

enum verdict verdict_of(struct verdict_tally t)
{
    if (t.fails)
        return VERDICT_INELIGIBLE;
    if (t.open)
        return VERDICT_UNDETERMINED;
    return t.conditional ? VERDICT_CONDITIONAL : VERDICT_ELIGIBLE;
}

static const struct finding **find_all(struct arena *a, const struct assessment *s,
                                       const struct rule *const *rules, size_t n)
{
    const struct finding **found = ARENA_ARRAY(a, n, const struct finding *);
    for (size_t i = 0; i < n; i++)
        found[i] = assessment_find(s, rules[i]->id);
    return found;
}

static void add_score(struct programme_result *p, const struct finding *f)
{
    struct dec max = f->rule->max_points;
    dec_add(p->score_max, max, &p->score_max);
    if (f->has_points) {
        dec_add(p->score_low, f->points_low, &p->score_low);
        dec_add(p->score_high, f->points_high, &p->score_high);
    } else if (f->status == STATUS_UNKNOWN || f->status == STATUS_ERROR) {
        dec_add(p->score_high, max, &p->score_high);
    }
}

static void programme_missing(struct arena *a, struct programme_result *p)
{
    VEC(const char *) names = {0};
    for (size_t i = 0; p->verdict == VERDICT_UNDETERMINED && i < p->n_bars; i++) {
        for (size_t j = 0; j < p->bars[i]->n_missing; j++) {
            const char *name = p->bars[i]->missing[j];
            bool there = false;
            for (size_t k = 0; !there && k < names.n; k++)
                there = strcmp(names.items[k], name) == 0;
            if (!there)
                VEC_PUSH(a, &names, name);
        }
    }
    p->missing = names.items;
    p->n_missing = names.n;
}

void judge_programme(struct arena *a, const struct programme *programme,
                     const struct finding *const *bars, const struct finding *const *scores,
                     struct programme_result *out)
{
    struct dec zero = dec_from_int(0);
    *out = (struct programme_result){.programme = programme,
                                     .score_low = zero,
                                     .score_high = zero,
                                     .score_max = zero,
                                     .bars = bars,
                                     .n_bars = programme->n_bars,
                                     .scores = scores,
                                     .n_scores = programme->n_scores};
    struct verdict_tally tally = {.fails = false};
    for (size_t i = 0; i < out->n_bars; i++)
        verdict_count(&tally, bars[i]->status);
    out->verdict = verdict_of(tally);
    for (size_t i = 0; i < out->n_scores; i++)
        add_score(out, scores[i]);
    programme_missing(a, out);
}

static void run_programmes(struct work *w, struct assessment *s)
{
    struct arena *a = w->a;
    size_t n = rulebook_programmes(s->rulebook);
    struct programme_result *all = ARENA_ARRAY(a, n, struct programme_result);
    for (size_t i = 0; i < n; i++) {
        const struct programme *p = rulebook_programme(s->rulebook, i);
        judge_programme(a, p, find_all(a, s, p->bars, p->n_bars),
                        find_all(a, s, p->scores, p->n_scores), &all[i]);
        judge_terms(w, &all[i]);
    }
    s->programmes = all;
    s->n_programmes = n;
}

/* --- completeness ------------------------------------------------------------------------------
 */

static bool section_is(const char *name, const char *section)
{
    size_t n = strlen(section);
    return strncmp(name, section, n) == 0 && (name[n] == '.' || name[n] == '\0');
}

/* A fact counts when some rule that applies, or may apply, reads it, or when it is answered. */
static bool *facts_read(struct arena *a, const struct assessment *s)
{
    const struct catalogue *c = rulebook_catalogue(s->rulebook);
    bool *read = ARENA_ARRAY(a, feel_env_slots(catalogue_env(c)), bool);
    for (size_t i = 0; i < s->n_findings; i++) {
        const struct finding *f = &s->findings[i];
        if (f->status == STATUS_NOT_APPLICABLE)
            continue;
        for (size_t j = 0; j < f->rule->n_facts; j++)
            read[catalogue_find(c, f->rule->facts[j])->slot] = true;
    }
    return read;
}

static void count_sections(struct arena *a, struct assessment *s)
{
    const struct catalogue *c = rulebook_catalogue(s->rulebook);
    const bool *read = facts_read(a, s);
    size_t n = catalogue_sections(c);
    struct section_completeness *all = ARENA_ARRAY(a, n, struct section_completeness);
    for (size_t i = 0; i < n; i++)
        all[i].section = catalogue_section(c, i);
    for (size_t i = 0; i < catalogue_count(c); i++) {
        const struct fact_def *def = catalogue_at(c, i);
        const struct fact *f = dossier_fact(s->dossier, def->name);
        bool answered = f != NULL && f->value.kind != FEEL_UNKNOWN;
        if (def->derived || (!answered && !read[def->slot]))
            continue;
        for (size_t k = 0; k < n; k++) {
            if (section_is(def->name, all[k].section)) {
                all[k].asked++;
                all[k].answered += answered ? 1 : 0;
                break;
            }
        }
    }
    s->sections = all;
    s->n_sections = n;
}

/* --- all ---------------------------------------------------------------------------------------
 */

static int by_severity(const void *x, const void *y)
{
    const struct finding *a = x, *b = y;
    int c = (int)a->rule->severity - (int)b->rule->severity;
    return c != 0 ? c : strcmp(a->rule->id, b->rule->id);
}

static bool newest_of_its_id(const struct rulebook *r, size_t i)
{
    return i + 1 == rulebook_rules(r) ||
           strcmp(rulebook_rule(r, i)->id, rulebook_rule(r, i + 1)->id) != 0;
}

static void index_findings(struct arena *a, struct assessment *s)
{
    const struct finding **by_rule =
        ARENA_ARRAY(a, rulebook_rules(s->rulebook), const struct finding *);
    for (size_t i = 0; i < s->n_findings; i++)
        by_rule[rulebook_find(s->rulebook, s->findings[i].rule->id)->index] = &s->findings[i];
    s->by_rule = by_rule;
}

/* before and touched are NULL for a first assessment. */
static const struct assessment *assess_with(struct arena *a, struct assessment *s,
                                            const struct assessment *before, const bool *touched)
{
    const struct rulebook *r = s->rulebook;
    struct work w;
    work_init(&w, a, r, s->dossier, s->as_of);
    work_add_economics(&w, s->economics);
    struct finding *all = ARENA_ARRAY(a, rulebook_rules(r), struct finding);
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        if (!newest_of_its_id(r, i))
            continue;
        const struct finding *old = before != NULL && !touched[i] ? before->by_rule[i] : NULL;
        all[s->n_findings++] =
            old != NULL ? *old : *make_finding(&w, work_version(&w, rulebook_rule(r, i)->id));
    }
    if (s->n_findings > 1)
        qsort(all, s->n_findings, sizeof *all, by_severity);
    s->findings = all;
    index_findings(a, s);
    run_programmes(&w, s);
    work_free(&w);
    count_sections(a, s);
    return s;
}

const struct assessment *assess(struct arena *a, const struct rulebook *r, const struct dossier *d,
                                struct date as_of, const struct econ_result *economics)
{
    struct assessment *s = ARENA_NEW(a, struct assessment);
    *s = (struct assessment){.dossier = d, .rulebook = r, .as_of = as_of};
    s->economics = economics != NULL ? economics : econ_run(a, d, NULL, NULL, NULL);
    return assess_with(a, s, NULL, NULL);
}

const struct assessment *assess_changed(struct arena *a, const struct assessment *before,
                                        const struct dossier *d,
                                        const struct econ_result *economics)
{
    struct assessment *s = ARENA_NEW(a, struct assessment);
    *s = (struct assessment){
        .dossier = d, .rulebook = before->rulebook, .as_of = before->as_of, .n_findings = 0};
    s->economics = economics != NULL ? economics : econ_run(a, d, NULL, NULL, NULL);
    return assess_with(a, s, before, rules_touched(a, before, d, s->economics));
}

const struct assessment *assess_again(struct arena *a, const struct assessment *before,
                                      const struct rulebook *r, const struct dossier *d,
                                      const struct econ_result *economics, affected_rule *affected,
                                      void *data)
{
    struct assessment *s = ARENA_NEW(a, struct assessment);
    bool *touched = ARENA_ARRAY(a, rulebook_rules(r), bool);
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        const struct rule *rule = rulebook_rule(r, i);
        if (affected(data, rule)) /* whichever version: the finding belongs to the newest */
            touched[rulebook_find(r, rule->id)->index] = true;
    }
    *s = (struct assessment){
        .dossier = d, .rulebook = r, .as_of = before->as_of, .economics = economics};
    return assess_with(a, s, before, touched);
}

bool finding_is_stop(const struct finding *f)
{
    const struct rule *r = f->rule;
    return f->status == STATUS_FAIL &&
           (r->severity == SEV_BLOCKING || (r->kind == RULE_BAR && r->severity != SEV_INFO));
}

const struct finding *assessment_find(const struct assessment *s, const char *rule_id)
{
    const struct rule *newest = rulebook_find(s->rulebook, rule_id);
    return newest != NULL ? s->by_rule[newest->index] : NULL;
}
