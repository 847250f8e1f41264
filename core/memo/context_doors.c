/* What the programmes ask for and offer, all together: what several share is said once, with the
 * numbers of the programmes. */
#include <string.h>

#include "core/assess/side_by_side.h"
#include "core/memo/context.h"

/* Distinct items of all programmes, each with the programmes that have it. */
struct shared {
    const void *item;
    const char *programmes; /* "P1, P3" */
};
struct gathered {
    struct map *by_key; /* -> struct shared */
};

static void gather(struct context *c, struct gathered *g, const char *key, const void *item,
                   size_t side)
{
    if (g->by_key == NULL)
        g->by_key = map_new(c->arena);
    struct shared *s = map_get(g->by_key, key);
    const char *number = arena_printf(c->arena, "P%zu", side + 1);
    if (s == NULL) {
        s = ARENA_NEW(c->arena, struct shared);
        *s = (struct shared){item, number};
        map_put(g->by_key, key, s);
        return;
    }
    /* One programme may count an item twice: by its own list and by a standard's. */
    const char *last = strrchr(s->programmes, ' ');
    if (strcmp(last != NULL ? last + 1 : s->programmes, number) != 0)
        s->programmes = arena_printf(c->arena, "%s, %s", s->programmes, number);
}

static size_t gathered_n(const struct gathered *g)
{
    return g->by_key != NULL ? map_count(g->by_key) : 0;
}

static const struct shared *gathered_at(const struct gathered *g, size_t i)
{
    void *value;
    map_at(g->by_key, i, &value);
    return value;
}

/* --- bars and criteria ------------------------------------------------------------------------
 */

static bool open_status(enum status s)
{
    return s == STATUS_UNKNOWN || s == STATUS_ERROR;
}

static void add_bars(struct context *c, struct json *out)
{
    static const enum status order[] = {STATUS_FAIL, STATUS_CONDITIONAL, STATUS_UNKNOWN,
                                        STATUS_ERROR, STATUS_PASS};
    struct gathered g = {0};
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < c->n_sides; i++)
        for (size_t k = 0; k < c->sides[i].result->n_bars; k++) {
            const struct finding *f = c->sides[i].result->bars[k];
            if (f->status != STATUS_NOT_APPLICABLE)
                gather(c, &g, f->rule->id, f, i);
        }
    for (size_t o = 0; o < sizeof order / sizeof *order; o++)
        for (size_t i = 0; i < gathered_n(&g); i++) {
            const struct shared *s = gathered_at(&g, i);
            const struct finding *f = s->item;
            if (f->status != order[o])
                continue;
            struct json *j = context_finding(c, f);
            put(c, j, "programmes", s->programmes);
            json_push(c->arena, list, j);
        }
    json_set(c->arena, out, "bars", list);
    put_flag(c, out, "has_bars", list->n != 0);
}

/* Criteria that are settled one by one; the open ones by who can settle them. */
static void add_scores(struct context *c, struct json *out)
{
    struct gathered g = {0};
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < c->n_sides; i++)
        for (size_t k = 0; k < c->sides[i].result->n_scores; k++) {
            const struct finding *f = c->sides[i].result->scores[k];
            if (f->status != STATUS_NOT_APPLICABLE)
                gather(c, &g, f->rule->id, f, i);
        }
    const struct finding **open = ARENA_ARRAY(c->arena, gathered_n(&g), const struct finding *);
    size_t n_open = 0;
    for (size_t i = 0; i < gathered_n(&g); i++) {
        const struct shared *s = gathered_at(&g, i);
        const struct finding *f = s->item;
        if (open_status(f->status)) {
            open[n_open++] = f;
            continue;
        }
        struct json *j = context_finding(c, f);
        put(c, j, "programmes", s->programmes);
        json_push(c->arena, list, j);
    }
    json_set(c->arena, out, "scores", list);
    put_flag(c, out, "has_scores", list->n != 0);
    put_count(c, out, "n_criteria", gathered_n(&g));
    put_flag(c, out, "has_criteria", gathered_n(&g) != 0);
    put_count(c, out, "n_criteria_open", n_open);
    put(c, out, "criteria_open_by", context_owners(c, open, n_open));
}

/* --- terms and calendar -----------------------------------------------------------------------
 */

static struct json *term(struct context *c, const struct shared *s)
{
    const struct term_result *r = s->item;
    const struct programme_term *t = r->term;
    struct json *j = json_object(c->arena), *cites = json_array(c->arena);
    for (size_t i = 0; i < t->n_citations; i++)
        json_push(c->arena, cites, context_cite(c, &t->citations[i]));
    put(c, j, "title", t->title);
    put(c, j, "shown", r->shown);
    put(c, j, "formula", t->formula);
    put(c, j, "why", r->state == TERM_ERROR ? r->why : NULL);
    put(c, j, "note", t->note);
    put(c, j, "programmes", s->programmes);
    put_flag(c, j, "pending", (r->marks & MARK_LAW_PENDING) != 0);
    put_flag(c, j, "stale", (r->marks & MARK_LAW_STALE) != 0);
    json_set(c->arena, j, "cites", cites);
    return j;
}

static bool is_date(const struct term_result *r)
{
    return r->state == TERM_VALUE && r->value.kind == FEEL_DATE;
}

/* By day: a calendar of the application. */
static void add_calendar(struct context *c, struct json *out, const struct gathered *g)
{
    size_t n = 0;
    const struct shared **days = ARENA_ARRAY(c->arena, gathered_n(g), const struct shared *);
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < gathered_n(g); i++) {
        const struct shared *s = gathered_at(g, i);
        if (!is_date(s->item))
            continue;
        size_t at = n++;
        const char *day = ((const struct term_result *)s->item)->shown;
        for (; at > 0 && strcmp(((const struct term_result *)days[at - 1]->item)->shown, day) > 0;
             at--)
            days[at] = days[at - 1];
        days[at] = s;
    }
    for (size_t i = 0; i < n; i++)
        json_push(c->arena, list, term(c, days[i]));
    json_set(c->arena, out, "calendar", list);
    put_flag(c, out, "has_calendar", list->n != 0);
}

/* Figures that follow or would follow; what applies to nothing yet is named only. */
static void add_terms(struct context *c, struct json *out)
{
    struct gathered g = {0};
    struct json *list = json_array(c->arena), *idle = json_array(c->arena);
    for (size_t i = 0; i < c->n_sides; i++)
        for (size_t k = 0; k < c->sides[i].result->programme->n_terms; k++) {
            const struct term_result *r = &c->sides[i].result->terms[k];
            const char *formula = r->term->formula != NULL ? r->term->formula : "";
            gather(c, &g, arena_printf(c->arena, "%s|%s|%s", r->term->title, r->shown, formula), r,
                   i);
        }
    for (size_t i = 0; i < gathered_n(&g); i++) {
        const struct shared *s = gathered_at(&g, i);
        const struct term_result *r = s->item;
        if (is_date(r))
            continue;
        if (r->state == TERM_NONE)
            json_push(c->arena, idle,
                      json_string(c->arena, arena_printf(c->arena, "%s (%s)", r->term->title,
                                                         s->programmes)));
        else
            json_push(c->arena, list, term(c, s));
    }
    json_set(c->arena, out, "terms", list);
    put_flag(c, out, "has_terms", list->n != 0);
    json_set(c->arena, out, "idle_terms", idle);
    put_flag(c, out, "has_idle_terms", idle->n != 0);
    add_calendar(c, out, &g);
}

/* --- documents --------------------------------------------------------------------------------
 */

/* One row a stage, owner and status, with all its papers. */
static void add_documents(struct context *c, struct json *out)
{
    struct gathered g = {0};
    struct map *rows = map_new(c->arena);
    size_t counts[DOCUMENT_NOT_NEEDED + 1] = {0};
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < c->n_sides; i++)
        for (size_t k = 0; k < c->sides[i].result->programme->n_documents; k++) {
            const struct document_result *d = &c->sides[i].result->documents[k];
            if (d->state != DOCUMENT_NOT_NEEDED)
                gather(c, &g, arena_printf(c->arena, "%s|%d", d->document->text, (int)d->state), d,
                       i);
        }
    for (int stage = STAGE_LETTER; stage <= STAGE_CLOSING; stage++)
        for (size_t i = 0; i < gathered_n(&g); i++) {
            const struct shared *s = gathered_at(&g, i);
            const struct document_result *d = s->item;
            const struct programme_document *doc = d->document;
            if ((int)doc->stage != stage)
                continue;
            const char *owner = doc->owner != NULL ? doc->owner : "not said";
            const char *key = arena_printf(c->arena, "%d|%s|%d", stage, owner, (int)d->state);
            struct json *row = map_get(rows, key);
            if (row == NULL) {
                row = json_object(c->arena);
                put(c, row, "stage", document_stage_name(doc->stage));
                put(c, row, "owner", owner);
                put(c, row, "status", document_state_name(d->state));
                json_set(c->arena, row, "papers", json_array(c->arena));
                map_put(rows, key, row);
                json_push(c->arena, list, row);
            }
            const char *ref = doc->fact != NULL ? context_fact_ref(c, doc->fact) : NULL;
            struct json *paper = json_object(c->arena);
            put(c, paper, "text", doc->text);
            put(c, paper, "ref", ref);
            put(c, paper, "programmes", s->programmes);
            json_push(c->arena, json_get(row, "papers"), paper);
            counts[d->state]++;
        }
    json_set(c->arena, out, "documents", list);
    put_flag(c, out, "has_documents", list->n != 0);
    put_count(c, out, "n_documents", gathered_n(&g));
    put_count(c, out, "n_supplied", counts[DOCUMENT_SUPPLIED]);
    put_count(c, out, "n_claimed", counts[DOCUMENT_CLAIMED]);
    put_count(c, out, "n_missing", counts[DOCUMENT_MISSING]);
    put_count(c, out, "n_undecided", counts[DOCUMENT_OPEN]);
}

struct json *context_doors(struct context *c)
{
    struct json *out = json_object(c->arena);
    add_bars(c, out);
    add_scores(c, out);
    add_terms(c, out);
    add_documents(c, out);
    return out;
}
