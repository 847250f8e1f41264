/* Resource and reserve as stated, uranium and thorium. */
#include <math.h>

#include "core/economics/radionuclides.h"
#include "core/economics/resource.h"
#include "core/memo/context.h"
#include "core/memo/figures.h"

static const char *megatonnes(struct context *c, double t)
{
    return isfinite(t) ? arena_printf(c->arena, "%.3f", t / 1e6) : "–";
}

/* Lines of the statement and the sums that may be made of them. */
static void statement_of_resource(struct context *c, struct json *j, const struct econ_result *e)
{
    const struct assessment *s = c->assessment;
    const struct econ_statement *x =
        econ_statement(c->arena, s->dossier, c->options->data, e, s->as_of);
    struct json *rows = json_array(c->arena), *notes = json_array(c->arena);
    for (size_t i = 0; i < x->n + x->n_sums; i++) {
        struct json *row = json_object(c->arena);
        const struct econ_statement_row *r = i < x->n ? &x->rows[i] : NULL;
        const struct econ_statement_sum *sum = r == NULL ? &x->sums[i - x->n] : NULL;
        put(c, row, "zone", r != NULL ? r->zone : NULL);
        put(c, row, "class", r != NULL ? r->class_name : sum->title);
        put_flag(c, row, "sum", r == NULL);
        put(c, row, "reading", r != NULL ? r->reading : NULL);
        put(c, row, "ore", megatonnes(c, r != NULL ? r->ore_t : sum->ore_t));
        put(c, row, "grade", figure_number(c->arena, r != NULL ? r->grade_pct : sum->grade_pct, 3));
        put(c, row, "contained",
            figure_number(c->arena, r != NULL ? r->contained_t : sum->contained_t, 0));
        json_push(c->arena, rows, row);
    }
    for (size_t i = 0; i < x->n_notes; i++)
        json_push(c->arena, notes, json_string(c->arena, x->notes[i]));
    put_flag(c, j, "has_resource", x->n > 0);
    json_set(c->arena, j, "resource", rows);
    json_set(c->arena, j, "resource_notes", notes);
    put(c, j, "carries_debt", x->carries_debt);
}

static const char *becquerel(struct context *c, double v)
{
    return isfinite(v) ? arena_printf(c->arena, "%.2f", v) : "–";
}

static void uranium_and_thorium(struct context *c, struct json *j)
{
    const struct radionuclides *r = radionuclides_of(c->arena, c->assessment->dossier);
    struct json *rows = json_array(c->arena);
    put_flag(c, j, "has_radionuclides", r->any);
    for (int i = 0; i < RADIO_STREAMS; i++) {
        const struct radio_stream *x = &r->streams[i];
        struct json *row = json_object(c->arena);
        if (!isfinite(x->worst))
            continue;
        put(c, row, "stream", x->name);
        put(c, row, "u_ppm", figure_number(c->arena, x->u_ppm, 0));
        put(c, row, "th_ppm", figure_number(c->arena, x->th_ppm, 0));
        put(c, row, "u_bq_g", becquerel(c, x->u_bq_g));
        put(c, row, "th_bq_g", becquerel(c, x->th_bq_g));
        put(c, row, "worst_bq_g", becquerel(c, x->worst));
        json_push(c->arena, rows, row);
    }
    json_set(c->arena, j, "radionuclides", rows);
}

void context_resource(struct context *c, struct json *j)
{
    statement_of_resource(c, j, c->assessment->economics);
    uranium_and_thorium(c, j);
}
