/* conditions.c: conditions precedent from failed, conditional and open checks. */
#include "core/assess/conditions.h"

#include <string.h>

#include "core/base/map.h"
#include "core/base/vec.h"

struct gather {
    struct arena *a;
    const struct assessment *s;
    const struct programme *only;
    struct map *by_text; /* struct entry */
    VEC(struct entry *) order;
};

struct entry {
    struct condition c;
    VEC(const char *) checks;
    VEC(const char *) programmes;
    VEC(struct check_review) reviews;
};

static bool lists(const struct rule *const *rules, size_t n, const struct rule *rule)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rules[i]->id, rule->id) == 0)
            return true;
    return false;
}

static bool counts_in(const struct programme *p, const struct rule *rule)
{
    return lists(p->bars, p->n_bars, rule) || lists(p->scores, p->n_scores, rule);
}

static bool counts_anywhere(const struct rulebook *r, const struct rule *rule)
{
    for (size_t i = 0; i < rulebook_programmes(r); i++)
        if (counts_in(rulebook_programme(r, i), rule))
            return true;
    return false;
}

/* --- one condition ---------------------------------------------------------------------------- */

static bool is_open(enum status s)
{
    return s == STATUS_FAIL || s == STATUS_CONDITIONAL || s == STATUS_UNKNOWN;
}

/* NULL when the finding gives rise to none. */
static const char *text_of(const struct finding *f, bool *from_remedy)
{
    const struct rule *r = f->rule;
    *from_remedy = false;
    /* A bar of mere information: its programme was never meant for the project. */
    if (!is_open(f->status) || (r->kind == RULE_BAR && r->severity == SEV_INFO))
        return NULL;
    if (r->condition_precedent != NULL)
        return r->condition_precedent;
    bool grave = r->kind == RULE_BAR || (r->kind == RULE_FLAG && r->severity <= SEV_HIGH);
    if (!grave || f->status == STATUS_UNKNOWN || r->n_remedies == 0)
        return NULL;
    *from_remedy = true;
    return r->remedies[0].text;
}

static const struct fact_def *deciding_fact(const struct gather *g, const struct finding *f)
{
    const struct catalogue *c = rulebook_catalogue(g->s->rulebook);
    if (f->n_missing > 0)
        return catalogue_find(c, f->missing[0]);
    for (size_t i = 0; i < f->rule->n_facts; i++) {
        const struct fact_def *def = catalogue_find(c, f->rule->facts[i]);
        if (def != NULL && def->who != NULL && strcmp(def->name, "project.country") != 0)
            return def;
    }
    return NULL;
}

static const char *kinds(struct arena *a, const struct fact_def *def)
{
    const char *text = NULL;
    for (size_t i = 0; def != NULL && i < def->n_evidence; i++)
        text = text == NULL ? def->evidence[i] : arena_printf(a, "%s, %s", text, def->evidence[i]);
    char *words = text != NULL ? arena_strdup(a, text) : NULL;
    for (char *p = words; p != NULL && *p != '\0'; p++)
        *p = *p == '_' ? ' ' : *p;
    return words;
}

static const char *evidence_of(const struct gather *g, const struct finding *f,
                               const struct fact_def *fact)
{
    const struct rule *r = f->rule;
    if (r->cp_evidence != NULL)
        return r->cp_evidence;
    const char *text = NULL;
    for (size_t i = 0; text == NULL && i < r->n_evidence; i++)
        text = kinds(g->a, r->evidence[i].fact);
    return text != NULL ? text : kinds(g->a, fact);
}

static void add_once(struct arena *a, struct entry *e, const char *programme)
{
    for (size_t i = 0; i < e->programmes.n; i++)
        if (strcmp(e->programmes.items[i], programme) == 0)
            return;
    VEC_PUSH(a, &e->programmes, programme);
}

static void add_programmes(struct gather *g, struct entry *e, const struct rule *rule)
{
    const struct rulebook *r = g->s->rulebook;
    for (size_t i = 0; i < rulebook_programmes(r); i++) {
        const struct programme *p = rulebook_programme(r, i);
        if (counts_in(p, rule))
            add_once(g->a, e, p->id);
    }
}

static void add(struct gather *g, const struct finding *f)
{
    bool from_remedy;
    const char *text = text_of(f, &from_remedy);
    if (text == NULL)
        return;
    if (g->only != NULL && !counts_in(g->only, f->rule) && counts_anywhere(g->s->rulebook, f->rule))
        return;
    struct entry *e = map_get(g->by_text, text);
    if (e == NULL) {
        const struct fact_def *fact = deciding_fact(g, f);
        e = ARENA_NEW(g->a, struct entry);
        e->c = (struct condition){.finding = f,
                                  .text = text,
                                  .from_remedy = from_remedy,
                                  .owner = f->rule->cp_owner != NULL ? f->rule->cp_owner
                                           : fact != NULL            ? fact->who
                                                                     : NULL,
                                  .evidence = evidence_of(g, f, fact),
                                  .waived_by = rule_waived_by(f->rule)};
        map_put(g->by_text, text, e);
        VEC_PUSH(g->a, &g->order, e);
    }
    VEC_PUSH(g->a, &e->checks, f->rule->id);
    struct check_review review;
    if (finding_review(g->a, g->s->dossier, f, g->s->as_of, &review))
        VEC_PUSH(g->a, &e->reviews, review);
    add_programmes(g, e, f->rule);
}

const struct condition *assess_conditions(struct arena *a, const struct assessment *s,
                                          const struct programme *only, size_t *n)
{
    struct gather g = {.a = a, .s = s, .only = only, .by_text = map_new(a)};
    for (size_t i = 0; i < s->n_findings; i++)
        add(&g, &s->findings[i]);
    struct condition *all = ARENA_ARRAY(a, g.order.n, struct condition);
    for (size_t i = 0; i < g.order.n; i++) {
        struct entry *e = g.order.items[i];
        e->c.checks = e->checks.items;
        e->c.n_checks = e->checks.n;
        e->c.programmes = e->programmes.items;
        e->c.n_programmes = e->programmes.n;
        e->c.reviews = e->reviews.items;
        e->c.n_reviews = e->reviews.n;
        size_t waived = 0;
        for (size_t k = 0; k < e->reviews.n; k++)
            waived +=
                e->reviews.items[k].given.waives && e->reviews.items[k].state == REVIEW_IN_FORCE
                    ? 1
                    : 0;
        e->c.waived = waived == e->checks.n;
        all[i] = e->c;
    }
    *n = g.order.n;
    return all;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static struct json *ids(struct arena *a, const char *const *items, size_t n)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++)
        json_push(a, list, json_string(a, items[i]));
    return list;
}

static struct json *reviews_json(struct arena *a, const struct condition *c)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < c->n_reviews; i++) {
        struct json *o = check_review_json(a, &c->reviews[i]);
        json_set(a, o, "check", json_string(a, c->reviews[i].given.check));
        json_push(a, list, o);
    }
    return list;
}

struct json *conditions_json(struct arena *a, const struct condition *all, size_t n)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++) {
        const struct condition *c = &all[i];
        struct json *o = json_object(a);
        json_set(a, o, "text", json_string(a, c->text));
        json_set(a, o, "from", json_string(a, c->from_remedy ? "remedy" : "condition_precedent"));
        json_set(a, o, "status", json_string(a, status_name(c->finding->status)));
        json_set(a, o, "severity", json_string(a, rule_severity_name(c->finding->rule->severity)));
        json_set(a, o, "owner", json_string(a, c->owner));
        json_set(a, o, "evidence", json_string(a, c->evidence));
        json_set(a, o, "waived_by", json_string(a, c->waived_by));
        json_set(a, o, "checks", ids(a, c->checks, c->n_checks));
        json_set(a, o, "programmes", ids(a, c->programmes, c->n_programmes));
        json_set(a, o, "waived", json_bool(a, c->waived));
        json_set(a, o, "reviews", reviews_json(a, c));
        json_push(a, list, o);
    }
    return list;
}
