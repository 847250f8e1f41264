/* report.c: an assessment as the contract's JSON. */
#include <string.h>

#include "core/assess/internal.h"
#include "core/assess/review.h"

static struct json *texts(struct arena *a, const char *const *items, size_t n)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++)
        json_push(a, list, json_string(a, items[i]));
    return list;
}

static struct json *number(struct arena *a, struct dec d)
{
    char text[DEC_TEXT_MAX];
    return json_number_text(a, dec_text(dec_trim(d), text));
}

static struct json *date(struct arena *a, struct date d)
{
    char text[DATE_TEXT_MAX];
    return json_string(a, date_text(d, text));
}

static struct json *range(struct arena *a, struct dec low, struct dec high, struct dec max,
                          bool has_max)
{
    struct json *o = json_object(a);
    json_set(a, o, "low", number(a, low));
    json_set(a, o, "high", number(a, high));
    json_set(a, o, "max", has_max ? number(a, max) : json_null(a));
    return o;
}

struct json *packs_json(struct arena *a, const struct rulebook *r)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < rulebook_packs(r); i++) {
        const struct pack *p = rulebook_pack(r, i);
        struct json *o = json_object(a);
        json_set(a, o, "id", json_string(a, p->id));
        json_set(a, o, "version", json_int(a, p->version));
        json_set(a, o, "sha256", json_string(a, p->sha256));
        json_set(a, o, "checked_on", date(a, p->checked_on));
        json_push(a, list, o);
    }
    return list;
}

static struct json *citation_json(struct arena *a, const struct citation *c)
{
    struct json *o = json_object(a);
    json_set(a, o, "ref", json_string(a, c->source->id));
    json_set(a, o, "title", json_string(a, c->source->title));
    json_set(a, o, "at", json_string(a, c->at));
    json_set(a, o, "url", json_string(a, c->source->url));
    json_set(a, o, "read", c->source->has_read ? date(a, c->source->read) : json_null(a));
    json_set(a, o, "basis", json_string(a, c->basis));
    json_set(a, o, "confidence", json_string(a, c->source->grade));
    return o;
}

static struct json *marks_json(struct arena *a, unsigned marks)
{
    struct json *list = json_array(a);
    for (unsigned m = MARK_LAW_STALE; m <= MARK_WEAK_EVIDENCE; m <<= 1) {
        if ((marks & m) != 0)
            json_push(a, list, json_string(a, mark_name((enum mark)m)));
    }
    return list;
}

static struct json *citations_json(struct arena *a, const struct citation *items, size_t n)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++)
        json_push(a, list, citation_json(a, &items[i]));
    return list;
}

static struct json *term_value(struct arena *a, struct feel_value v)
{
    switch (v.kind) {
    case FEEL_NUMBER:
        return number(a, v.u.number);
    case FEEL_BOOLEAN:
        return json_bool(a, v.u.boolean);
    case FEEL_DATE:
        return date(a, v.u.date);
    case FEEL_STRING:
        return json_string(a, v.u.string);
    default:
        return json_null(a);
    }
}

static struct json *term_json(struct arena *a, const struct term_result *r)
{
    const struct programme_term *t = r->term;
    struct json *o = json_object(a);
    json_set(a, o, "id", json_string(a, t->id));
    json_set(a, o, "title", json_string(a, t->title));
    json_set(a, o, "state", json_string(a, term_state_name(r->state)));
    json_set(a, o, "value", term_value(a, r->value));
    json_set(a, o, "unit", json_string(a, t->unit));
    json_set(a, o, "low", r->has_bounds ? number(a, r->low) : json_null(a));
    json_set(a, o, "high", r->has_bounds ? number(a, r->high) : json_null(a));
    json_set(a, o, "shown", json_string(a, r->shown));
    json_set(a, o, "why", json_string(a, r->why));
    json_set(a, o, "formula", json_string(a, t->formula));
    json_set(a, o, "expression",
             t->value != NULL ? json_string(a, feel_expr_text(t->value)) : json_null(a));
    json_set(a, o, "note", json_string(a, t->note));
    json_set(a, o, "missing", texts(a, r->missing, r->n_missing));
    json_set(a, o, "marks", marks_json(a, r->marks));
    json_set(a, o, "source", citations_json(a, t->citations, t->n_citations));
    return o;
}

static struct json *document_json(struct arena *a, const struct document_result *r)
{
    const struct programme_document *d = r->document;
    struct json *o = json_object(a);
    json_set(a, o, "id", json_string(a, d->id));
    json_set(a, o, "text", json_string(a, d->text));
    json_set(a, o, "stage", json_string(a, document_stage_name(d->stage)));
    json_set(a, o, "status", json_string(a, document_state_name(r->state)));
    json_set(a, o, "owner", json_string(a, d->owner));
    json_set(a, o, "fact", json_string(a, d->fact));
    json_set(a, o, "source", citations_json(a, d->citations, d->n_citations));
    return o;
}

static struct json *programme_json(struct arena *a, const struct assessment *s,
                                   const struct programme_result *p)
{
    struct json *o = json_object(a);
    json_set(a, o, "id", json_string(a, p->programme->id));
    json_set(a, o, "title", json_string(a, p->programme->title));
    json_set(a, o, "verdict", json_string(a, verdict_name(p->verdict)));
    json_set(a, o, "score", range(a, p->score_low, p->score_high, p->score_max, true));
    struct json *bars = json_array(a);
    for (size_t i = 0; i < p->n_bars; i++)
        json_push(a, bars, json_string(a, p->bars[i]->rule->id));
    json_set(a, o, "bars", bars);
    json_set(a, o, "missing", texts(a, p->missing, p->n_missing));
    struct json *terms = json_array(a), *documents = json_array(a);
    for (size_t i = 0; i < p->programme->n_terms; i++)
        json_push(a, terms, term_json(a, &p->terms[i]));
    for (size_t i = 0; i < p->programme->n_documents; i++)
        json_push(a, documents, document_json(a, &p->documents[i]));
    json_set(a, o, "terms", terms);
    json_set(a, o, "documents", documents);
    enum verdict reviewed = verdict_reviewed(a, s->dossier, s->as_of, p, NULL);
    json_set(a, o, "verdict_reviewed", json_string(a, verdict_name(reviewed)));
    return o;
}

static struct json *check_json(struct arena *a, const struct assessment *s, const struct finding *f)
{
    struct check_review review;
    const struct rule *r = f->rule;
    struct json *o = json_object(a), *sources = json_array(a), *remedies = json_array(a);
    for (size_t i = 0; i < f->n_citations; i++)
        json_push(a, sources, citation_json(a, f->citations[i]));
    for (size_t i = 0; i < r->n_remedies; i++)
        json_push(a, remedies, json_string(a, r->remedies[i].text));
    json_set(a, o, "id", json_string(a, r->id));
    json_set(a, o, "title", json_string(a, r->title));
    json_set(a, o, "kind", json_string(a, rule_kind_name(r->kind)));
    json_set(a, o, "status", json_string(a, status_name(f->status)));
    json_set(a, o, "severity", json_string(a, rule_severity_name(r->severity)));
    json_set(a, o, "marks", marks_json(a, f->marks));
    json_set(a, o, "message", json_string(a, f->message));
    json_set(a, o, "points",
             f->has_points
                 ? range(a, f->points_low, f->points_high, r->max_points, r->has_max_points)
                 : json_null(a));
    json_set(a, o, "because", json_string(a, f->because));
    json_set(a, o, "missing", texts(a, f->missing, f->n_missing));
    json_set(a, o, "source", sources);
    json_set(a, o, "remedy", remedies);
    json_set(a, o, "legal_change", json_string(a, r->legal_change));
    json_set(a, o, "review",
             finding_review(a, s->dossier, f, s->as_of, &review) ? check_review_json(a, &review)
                                                                 : json_null(a));
    return o;
}

struct json *assessment_json(struct arena *a, const struct assessment *s)
{
    struct json *o = json_object(a), *project = json_object(a);
    struct json *programmes = json_array(a), *checks = json_array(a);
    json_set(a, project, "id", json_string(a, dossier_id(s->dossier)));
    json_set(a, project, "name", json_string(a, dossier_name(s->dossier)));
    json_set(a, project, "country", json_string(a, dossier_country(s->dossier)));
    for (size_t i = 0; i < s->n_programmes; i++)
        json_push(a, programmes, programme_json(a, s, &s->programmes[i]));
    for (size_t i = 0; i < s->n_findings; i++)
        json_push(a, checks, check_json(a, s, &s->findings[i]));
    json_set(a, o, "project", project);
    json_set(a, o, "as_of", date(a, s->as_of));
    json_set(a, o, "adit", json_string(a, ADIT_VERSION));
    json_set(a, o, "packs", packs_json(a, s->rulebook));
    json_set(a, o, "programmes", programmes);
    json_set(a, o, "checks", checks);
    json_set(a, o, "economics", econ_json(a, s->economics));
    return o;
}
