/* The programmes, one row each, and the best verdict of each agency. */
#include <string.h>

#include "core/assess/side_by_side.h"
#include "core/memo/context.h"

static const char *score_text(struct context *c, const struct programme_result *p)
{
    char low[DEC_TEXT_MAX], high[DEC_TEXT_MAX], max[DEC_TEXT_MAX];
    if (dec_is_zero(p->score_max))
        return NULL;
    dec_text(dec_trim(p->score_low), low);
    dec_text(dec_trim(p->score_high), high);
    dec_text(dec_trim(p->score_max), max);
    return strcmp(low, high) == 0 ? arena_printf(c->arena, "%s of %s", low, max)
                                  : arena_printf(c->arena, "%s to %s of %s", low, high, max);
}

static void put_term(struct context *c, struct json *j, const char *key,
                     const struct term_result *t)
{
    put(c, j, key, t != NULL && t->state != TERM_NONE ? t->shown : NULL);
}

static struct json *programme(struct context *c, const struct side *x, size_t number)
{
    const struct programme_result *p = x->result;
    struct json *j = json_object(c->arena), *stops = json_array(c->arena);
    put(c, j, "number", arena_printf(c->arena, "P%zu", number));
    put(c, j, "id", p->programme->id);
    put(c, j, "title", p->programme->title);
    put(c, j, "agency", p->programme->agency);
    put(c, j, "product", p->programme->product);
    put(c, j, "verdict", verdict_name(p->verdict));
    put(c, j, "reviewed", x->n_reviewed != 0 ? verdict_name(x->reviewed) : NULL);
    put(c, j, "score", score_text(c, p));
    put_count(c, j, "n_bars", x->n_pass + x->n_conditional + x->n_fail + x->n_open);
    put_count(c, j, "n_pass", x->n_pass);
    put_count(c, j, "n_conditional", x->n_conditional);
    put_count(c, j, "n_fail", x->n_fail);
    put_count(c, j, "n_open", x->n_open);
    put_count(c, j, "n_missing", p->n_missing);
    put_term(c, j, "amount", x->amount);
    put_term(c, j, "share", x->share);
    put_term(c, j, "tenor", x->tenor);
    for (size_t i = 0; i < x->n_stops; i++)
        json_push(c->arena, stops, json_string(c->arena, x->stops[i]->rule->title));
    json_set(c->arena, j, "stops", stops);
    return j;
}

struct json *context_programmes(struct context *c)
{
    struct json *list = json_array(c->arena);
    for (size_t i = 0; i < c->n_sides; i++)
        json_push(c->arena, list, programme(c, &c->sides[i], i + 1));
    return list;
}

struct json *context_agencies(struct context *c)
{
    struct json *list = json_array(c->arena);
    struct map *seen = map_new(c->arena);
    /* The sides come best first: the first of an agency is its best door. */
    for (size_t i = 0; i < c->n_sides; i++) {
        const char *agency = c->sides[i].result->programme->agency;
        size_t of = 0, ineligible = 0;
        if (map_has(seen, agency))
            continue;
        map_put(seen, agency, c);
        for (size_t k = 0; k < c->n_sides; k++) {
            bool same = strcmp(c->sides[k].result->programme->agency, agency) == 0;
            of += same;
            ineligible += same && c->sides[k].result->verdict == VERDICT_INELIGIBLE;
        }
        struct json *j = programme(c, &c->sides[i], i + 1);
        put_count(c, j, "n_programmes", of);
        put_flag(c, j, "several", of > 1);
        put_count(c, j, "n_ineligible", ineligible);
        put_flag(c, j, "some_ineligible", ineligible > 0 && ineligible < of);
        json_push(c->arena, list, j);
    }
    return list;
}
