/* side_by_side.c: the programmes of one assessment, compared. */
#include "core/assess/side_by_side.h"
#include "core/assess/review.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/vec.h"

struct reading {
    struct arena *a;
    const struct assessment *s;
    const struct catalogue *catalogue;
    size_t n_slots;
    unsigned *readers;                /* by slot: how many programmes read the fact */
    const struct question *questions; /* open facts, most decisive first */
    size_t n_questions;
};

/* --- which facts ------------------------------------------------------------------------------ */

static void mark(const struct reading *r, const struct finding *const *all, size_t n, bool *read)
{
    for (size_t i = 0; i < n; i++) {
        if (all[i]->status == STATUS_NOT_APPLICABLE)
            continue;
        for (size_t k = 0; k < all[i]->rule->n_facts; k++)
            read[catalogue_find(r->catalogue, all[i]->rule->facts[k])->slot] = true;
    }
}

static bool *facts_of(const struct reading *r, const struct programme_result *p)
{
    bool *read = ARENA_ARRAY(r->a, r->n_slots, bool);
    mark(r, p->bars, p->n_bars, read);
    mark(r, p->scores, p->n_scores, read);
    return read;
}

static bool answered(const struct reading *r, const struct fact_def *def)
{
    const struct fact *f = dossier_fact(r->s->dossier, def->name);
    return f != NULL && f->value.kind != FEEL_UNKNOWN;
}

/* Open facts that can change something come by their rank, then the other open ones, then those
 * that are answered. */
static void own_facts(const struct reading *r, const bool *read, struct side *out)
{
    VEC(const struct fact_def *) own = {0};
    bool *listed = ARENA_ARRAY(r->a, r->n_slots, bool);
    for (size_t i = 0; i < r->n_questions; i++) {
        const struct fact_def *def = r->questions[i].def;
        if (!read[def->slot] || r->readers[def->slot] != 1)
            continue;
        VEC_PUSH(r->a, &own, def);
        listed[def->slot] = true;
    }
    for (int known = 0; known <= 1; known++) {
        for (size_t i = 0; i < catalogue_count(r->catalogue); i++) {
            const struct fact_def *def = catalogue_at(r->catalogue, i);
            if (read[def->slot] && r->readers[def->slot] == 1 && !def->derived &&
                !listed[def->slot] && answered(r, def) == (known == 1))
                VEC_PUSH(r->a, &own, def);
        }
        if (known == 0)
            out->n_own_open = own.n;
    }
    out->own_facts = own.items;
    out->n_own_facts = own.n;
}

/* --- which documents -------------------------------------------------------------------------- */

static bool same_document(const struct programme_document *x, const struct programme_document *y)
{
    if (x->fact != NULL && y->fact != NULL && strcmp(x->fact, y->fact) == 0)
        return true;
    return strcmp(x->text, y->text) == 0;
}

static bool asked_elsewhere(const struct reading *r, const struct programme_result *own,
                            const struct programme_document *doc)
{
    for (size_t i = 0; i < r->s->n_programmes; i++) {
        const struct programme *p = r->s->programmes[i].programme;
        if (&r->s->programmes[i] == own)
            continue;
        for (size_t k = 0; k < p->n_documents; k++)
            if (same_document(&p->documents[k], doc))
                return true;
    }
    return false;
}

static void own_documents(const struct reading *r, struct side *out)
{
    const struct programme_result *p = out->result;
    VEC(const struct document_result *) own = {0};
    for (size_t i = 0; i < p->programme->n_documents; i++) {
        const struct document_result *d = &p->documents[i];
        if (d->state != DOCUMENT_NOT_NEEDED && !asked_elsewhere(r, p, d->document))
            VEC_PUSH(r->a, &own, d);
    }
    out->own_documents = own.items;
    out->n_own_documents = own.n;
}

/* --- one programme ---------------------------------------------------------------------------- */

static const struct term_result *term_named(const struct programme_result *p, const char *id)
{
    for (size_t i = 0; i < p->programme->n_terms; i++)
        if (strcmp(p->terms[i].term->id, id) == 0)
            return &p->terms[i];
    return NULL;
}

static void count_bars(struct arena *a, struct side *out)
{
    const struct programme_result *p = out->result;
    VEC(const struct finding *) stops = {0};
    for (size_t i = 0; i < p->n_bars; i++) {
        switch (p->bars[i]->status) {
        case STATUS_PASS:
            out->n_pass++;
            break;
        case STATUS_CONDITIONAL:
            out->n_conditional++;
            break;
        case STATUS_FAIL:
            VEC_PUSH(a, &stops, p->bars[i]);
            break;
        case STATUS_UNKNOWN:
        case STATUS_ERROR:
            out->n_open++;
            break;
        default:
            break;
        }
    }
    out->stops = stops.items;
    out->n_stops = out->n_fail = stops.n;
}

static int by_door(const void *x, const void *y)
{
    static const int order[] = {[VERDICT_ELIGIBLE] = 0,
                                [VERDICT_CONDITIONAL] = 1,
                                [VERDICT_UNDETERMINED] = 2,
                                [VERDICT_INELIGIBLE] = 3};
    const struct side *a = x, *b = y;
    int c = order[a->result->verdict] - order[b->result->verdict];
    if (c == 0)
        c = (a->n_fail > b->n_fail) - (a->n_fail < b->n_fail);
    if (c == 0)
        c = (a->n_open > b->n_open) - (a->n_open < b->n_open);
    return c != 0 ? c : strcmp(a->result->programme->id, b->result->programme->id);
}

const struct side *side_by_side(struct arena *a, const struct assessment *s, size_t *n)
{
    struct reading r = {.a = a, .s = s, .catalogue = rulebook_catalogue(s->rulebook)};
    r.n_slots = feel_env_slots(catalogue_env(r.catalogue));
    r.readers = ARENA_ARRAY(a, r.n_slots, unsigned);
    r.questions = assess_questions(a, s, &r.n_questions);
    struct side *all = ARENA_ARRAY(a, s->n_programmes, struct side);
    const bool **read = ARENA_ARRAY(a, s->n_programmes, const bool *);
    for (size_t i = 0; i < s->n_programmes; i++) {
        read[i] = facts_of(&r, &s->programmes[i]);
        for (size_t k = 0; k < r.n_slots; k++)
            r.readers[k] += read[i][k] ? 1 : 0;
    }
    for (size_t i = 0; i < s->n_programmes; i++) {
        const struct programme_result *p = &s->programmes[i];
        all[i] = (struct side){.result = p,
                               .amount = term_named(p, "amount"),
                               .share = term_named(p, "share"),
                               .tenor = term_named(p, "tenor")};
        count_bars(a, &all[i]);
        all[i].reviewed = verdict_reviewed(a, s->dossier, s->as_of, p, &all[i].n_reviewed);
        own_facts(&r, read[i], &all[i]);
        own_documents(&r, &all[i]);
    }
    *n = s->n_programmes;
    if (*n > 1)
        qsort(all, *n, sizeof *all, by_door);
    return all;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static struct json *term_json(struct arena *a, const struct term_result *t)
{
    if (t == NULL)
        return json_null(a);
    struct json *o = json_object(a);
    json_set(a, o, "state", json_string(a, term_state_name(t->state)));
    json_set(a, o, "shown", json_string(a, t->shown));
    return o;
}

static struct json *stops_json(struct arena *a, const struct side *x)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < x->n_stops; i++) {
        struct json *o = json_object(a);
        json_set(a, o, "id", json_string(a, x->stops[i]->rule->id));
        json_set(a, o, "message", json_string(a, x->stops[i]->message));
        json_push(a, list, o);
    }
    return list;
}

static struct json *facts_json(struct arena *a, const struct side *x)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < x->n_own_facts; i++) {
        struct json *o = json_object(a);
        json_set(a, o, "fact", json_string(a, x->own_facts[i]->name));
        json_set(a, o, "ask", json_string(a, x->own_facts[i]->ask));
        json_set(a, o, "answered", json_bool(a, i >= x->n_own_open));
        json_push(a, list, o);
    }
    return list;
}

static struct json *documents_json(struct arena *a, const struct side *x)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < x->n_own_documents; i++) {
        struct json *o = json_object(a);
        json_set(a, o, "text", json_string(a, x->own_documents[i]->document->text));
        json_set(a, o, "status", json_string(a, document_state_name(x->own_documents[i]->state)));
        json_push(a, list, o);
    }
    return list;
}

struct json *side_by_side_json(struct arena *a, const struct side *all, size_t n)
{
    struct json *list = json_array(a);
    for (size_t i = 0; i < n; i++) {
        const struct side *x = &all[i];
        const struct programme *p = x->result->programme;
        char low[DEC_TEXT_MAX], high[DEC_TEXT_MAX], max[DEC_TEXT_MAX];
        struct json *o = json_object(a), *score = json_object(a), *bars = json_object(a);
        json_set(a, score, "low",
                 json_number_text(a, dec_text(dec_trim(x->result->score_low), low)));
        json_set(a, score, "high",
                 json_number_text(a, dec_text(dec_trim(x->result->score_high), high)));
        json_set(a, score, "max",
                 json_number_text(a, dec_text(dec_trim(x->result->score_max), max)));
        json_set(a, bars, "pass", json_int(a, (long long)x->n_pass));
        json_set(a, bars, "conditional", json_int(a, (long long)x->n_conditional));
        json_set(a, bars, "fail", json_int(a, (long long)x->n_fail));
        json_set(a, bars, "open", json_int(a, (long long)x->n_open));
        json_set(a, o, "id", json_string(a, p->id));
        json_set(a, o, "title", json_string(a, p->title));
        json_set(a, o, "agency", json_string(a, p->agency));
        json_set(a, o, "product", json_string(a, p->product));
        json_set(a, o, "verdict", json_string(a, verdict_name(x->result->verdict)));
        json_set(a, o, "verdict_reviewed", json_string(a, verdict_name(x->reviewed)));
        json_set(a, o, "reviewed", json_int(a, (long long)x->n_reviewed));
        json_set(a, o, "score", score);
        json_set(a, o, "bars", bars);
        json_set(a, o, "amount", term_json(a, x->amount));
        json_set(a, o, "share", term_json(a, x->share));
        json_set(a, o, "tenor", term_json(a, x->tenor));
        json_set(a, o, "stops", stops_json(a, x));
        json_set(a, o, "asks_alone", facts_json(a, x));
        json_set(a, o, "documents_alone", documents_json(a, x));
        json_push(a, list, o);
    }
    return list;
}
