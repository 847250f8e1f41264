/* reform_report.c: reforms as JSON. A figure that does not exist is null. */
#include <math.h>
#include <string.h>

#include "core/assess/reform_internal.h"

static void put(struct arena *a, struct json *j, const char *key, const char *text)
{
    json_set(a, j, key, json_string(a, text));
}

static void put_figure(struct arena *a, struct json *j, const char *key, double v)
{
    json_set(a, j, key, json_double(a, v));
}

static void put_count(struct arena *a, struct json *j, const char *key, size_t n)
{
    json_set(a, j, key, json_int(a, (long long)n));
}

struct json *overlay_json(struct arena *a, const struct overlay *o)
{
    struct json *j = json_object(a), *sources = json_array(a), *changes = json_array(a),
                *references = json_array(a);
    char day[DATE_TEXT_MAX];
    put(a, j, "id", o->id);
    put(a, j, "title", o->title);
    put(a, j, "country", o->country);
    put(a, j, "debate", o->debate);
    put(a, j, "says", o->says);
    for (size_t i = 0; i < o->n_references; i++)
        json_push(a, references, json_string(a, o->references[i]));
    json_set(a, j, "reference", references);
    for (size_t i = 0; i < o->n_sources; i++) {
        const struct overlay_source *s = &o->sources[i];
        struct json *one = json_object(a);
        put(a, one, "title", s->title);
        put(a, one, "at", s->at);
        put(a, one, "url", s->url);
        put(a, one, "text", s->text);
        put(a, one, "read", s->has_read ? date_text(s->read, day) : NULL);
        put(a, one, "confidence", s->confidence);
        json_push(a, sources, one);
    }
    json_set(a, j, "source", sources);
    for (size_t i = 0; i < o->n_changes; i++) {
        struct json *one = json_object(a);
        put(a, one, "kind", change_kind_name(o->changes[i].kind));
        put(a, one, "target", o->changes[i].target);
        put(a, one, "text", o->changes[i].text);
        put(a, one, "why", o->changes[i].why);
        json_push(a, changes, one);
    }
    json_set(a, j, "changes", changes);
    return j;
}

static struct json *figures_json(struct arena *a, const struct reform_figures *f)
{
    struct json *j = json_object(a);
    put_figure(a, j, "npv", f->npv);
    put_figure(a, j, "equity_npv", f->equity_npv);
    put_figure(a, j, "government_take", f->government_take);
    put_figure(a, j, "receipts", f->receipts);
    put_figure(a, j, "receipts_discounted", f->receipts_pv);
    put_figure(a, j, "debt_capacity", f->debt_capacity);
    return j;
}

static struct json *project_json(struct arena *a, const struct reform_project *p)
{
    struct json *j = json_object(a), *checks = json_array(a), *verdicts = json_array(a),
                *barriers = json_array(a);
    put(a, j, "id", dossier_id(p->dossier));
    put(a, j, "name", dossier_name(p->dossier));
    put(a, j, "country", dossier_country(p->dossier));
    put(a, j, "case", p->before->economics->case_name);
    json_set(a, j, "concerned", json_bool(a, p->concerned));
    put(a, j, "currency", isnan(p->was.npv) ? NULL : p->before->economics->currency);
    json_set(a, j, "before", figures_json(a, &p->was));
    json_set(a, j, "after", figures_json(a, &p->is));
    put(a, j, "note", p->note);
    for (size_t i = 0; i < p->n_verdicts; i++) {
        struct json *one = json_object(a);
        put(a, one, "programme", p->verdicts[i].programme->id);
        put(a, one, "before", verdict_name(p->verdicts[i].before));
        put(a, one, "after", verdict_name(p->verdicts[i].after));
        json_push(a, verdicts, one);
    }
    json_set(a, j, "verdicts", verdicts);
    for (size_t i = 0; i < p->n_checks; i++) {
        struct json *one = json_object(a);
        put(a, one, "id", p->checks[i].after->rule->id);
        put(a, one, "title", p->checks[i].after->rule->title);
        put(a, one, "severity", rule_severity_name(p->checks[i].after->rule->severity));
        put(a, one, "before", status_name(p->checks[i].before->status));
        put(a, one, "after", status_name(p->checks[i].after->status));
        json_push(a, checks, one);
    }
    json_set(a, j, "checks", checks);
    for (size_t i = 0; i < p->n_barriers; i++) {
        struct json *one = json_object(a);
        put(a, one, "id", p->barriers[i]->rule->id);
        put(a, one, "title", p->barriers[i]->rule->title);
        put(a, one, "severity", rule_severity_name(p->barriers[i]->rule->severity));
        put(a, one, "status", status_name(p->barriers[i]->status));
        put(a, one, "legal_change", p->barriers[i]->rule->legal_change);
        json_push(a, barriers, one);
    }
    json_set(a, j, "barriers", barriers);
    put_count(a, j, "stops_before", p->stops_before);
    put_count(a, j, "stops_after", p->stops_after);
    json_set(a, j, "unlocked", json_bool(a, reform_unlocked(p)));
    return j;
}

struct json *reform_json(struct arena *a, const struct reform_project *all, size_t n)
{
    struct json *j = json_object(a), *list = json_array(a), *sum = json_object(a);
    struct reform_sum s = reform_sum(all, n);
    for (size_t i = 0; i < n; i++)
        json_push(a, list, project_json(a, &all[i]));
    json_set(a, j, "projects", list);
    put_count(a, sum, "projects", n);
    put_count(a, sum, "concerned", s.n_concerned);
    put_count(a, sum, "unlocked", s.n_unlocked);
    put_count(a, sum, "stops_before", s.stops_before);
    put_count(a, sum, "stops_after", s.stops_after);
    put_count(a, sum, "checks_changed", s.n_checks);
    put_count(a, sum, "verdicts_changed", s.n_verdicts);
    put_count(a, sum, "with_figures", s.n_known);
    put(a, sum, "currency", s.currency);
    json_set(a, sum, "before", figures_json(a, &s.was));
    json_set(a, sum, "after", figures_json(a, &s.is));
    json_set(a, j, "sum", sum);
    return j;
}

struct json *reform_search_json(struct arena *a, const struct reform_candidate *all, size_t n,
                                const struct assessment *const *assessed)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++) {
        const struct reform_candidate *c = &all[i];
        struct json *j = json_object(a), *unlocked = json_array(a);
        put_count(a, j, "rank", i + 1);
        put(a, j, "kind", change_kind_name(c->change.kind));
        put(a, j, "target", c->change.target);
        put(a, j, "title", c->rule != NULL ? c->rule->title : NULL);
        put(a, j, "text", c->change.text);
        for (size_t k = 0; k < c->n_unlocked; k++)
            json_push(a, unlocked, json_string(a, dossier_id(assessed[c->unlocked[k]]->dossier)));
        json_set(a, j, "unlocked", unlocked);
        put_count(a, j, "stops_lifted", c->stops_lifted);
        put_count(a, j, "checks_improved", c->n_improved);
        put_figure(a, j, "npv_of_unlocked", c->n_unlocked_known != 0 ? c->npv_unlocked : NAN);
        put_figure(a, j, "receipts_of_unlocked",
                   c->n_unlocked_known != 0 ? c->receipts_unlocked : NAN);
        put_figure(a, j, "npv_change", c->npv_change);
        put_figure(a, j, "debt_capacity_change", c->debt_change);
        put_figure(a, j, "receipts_lost", c->cost);
        put_figure(a, j, "receipts_lost_discounted", c->cost_pv);
        json_push(a, list, j);
    }
    return list;
}
