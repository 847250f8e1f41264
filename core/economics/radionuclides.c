/* Uranium and thorium: parts per million to becquerel, stream by stream. */
#include "core/economics/radionuclides.h"

#include <math.h>

#include "core/base/json.h"
#include "core/base/vec.h"

#define LN2 0.69314718055994531
#define AVOGADRO 6.02214076e23
#define YEAR_S 3.15576e7 /* Julian */

double specific_activity_u(void)
{
    return LN2 * AVOGADRO / (4.468e9 * YEAR_S * 238.02891);
}

double specific_activity_th(void)
{
    return LN2 * AVOGADRO / (1.405e10 * YEAR_S * 232.0377);
}

static double fact_of(struct arena *a, const struct dossier *d, const char *name)
{
    struct feel_value v = dossier_value(a, d, name);
    return v.kind == FEEL_NUMBER ? dec_to_double(v.u.number) : NAN;
}

/* fmax leaves the one that is known; both are needed to say that a limit is not passed. */
static void judge(struct radio_stream *s, bool whole)
{
    s->above = -1;
    if (isnan(s->worst))
        return;
    if (s->worst > ACTIVITY_TRANSPORT)
        s->above = ACTIVITY_TRANSPORT;
    else if (whole)
        s->above = s->worst > ACTIVITY_EXEMPT ? ACTIVITY_EXEMPT : 0;
    else if (s->worst > ACTIVITY_EXEMPT)
        s->above = ACTIVITY_EXEMPT;
}

static void by_assay(struct radio_stream *s, double u_ppm, double th_ppm)
{
    s->u_ppm = u_ppm;
    s->th_ppm = th_ppm;
    s->u_bq_g = u_ppm * 1e-6 * specific_activity_u();
    s->th_bq_g = th_ppm * 1e-6 * specific_activity_th();
    s->worst = fmax(s->u_bq_g, s->th_bq_g);
    judge(s, !isnan(u_ppm) && !isnan(th_ppm));
}

static void by_activity(struct radio_stream *s, double bq_g)
{
    s->u_ppm = s->th_ppm = s->u_bq_g = s->th_bq_g = NAN;
    s->worst = bq_g;
    judge(s, true);
}

const struct radionuclides *radionuclides_of(struct arena *a, const struct dossier *d)
{
    struct radionuclides *r = ARENA_NEW(a, struct radionuclides);
    VEC(const char *) notes = {0};
    struct radio_stream *s = r->streams;
    s[0].name = "ore";
    by_assay(&s[0], fact_of(a, d, "radioactivity.u_ppm"), fact_of(a, d, "radioactivity.th_ppm"));
    s[1].name = "concentrate";
    by_assay(&s[1], fact_of(a, d, "radioactivity.concentrate_u_ppm"),
             fact_of(a, d, "radioactivity.concentrate_th_ppm"));
    s[2].name = "product";
    by_activity(&s[2], fact_of(a, d, "radioactivity.product_bq_g"));
    s[3].name = "hottest residue";
    by_activity(&s[3], fact_of(a, d, "radioactivity.residue_bq_g"));
    for (int i = 0; i < RADIO_STREAMS; i++) {
        s[i].enrichment = i > 0 ? s[i].worst / s[0].worst : NAN;
        r->any |= !isnan(s[i].worst);
    }
    if (r->any && isnan(s[1].worst) && isnan(s[2].worst))
        VEC_PUSH(a, &notes, "the concentrate is not assayed: it will be hotter than the ore");
    struct feel_value route = dossier_value(a, d, "radioactivity.disposal_route");
    bool costed = route.kind == FEEL_BOOLEAN && route.u.boolean;
    if (s[3].worst > ACTIVITY_EXEMPT && !costed)
        VEC_PUSH(a, &notes,
                 "a residue is above 1 Bq/g and no disposal route is costed: the plan needs that "
                 "line");
    r->notes = notes.items;
    r->n_notes = notes.n;
    return r;
}

struct json *radionuclides_json(struct arena *a, const struct radionuclides *r)
{
    struct json *j = json_object(a), *list = json_array(a), *notes = json_array(a);
    for (int i = 0; i < RADIO_STREAMS; i++) {
        const struct radio_stream *s = &r->streams[i];
        struct json *row = json_object(a);
        json_set(a, row, "stream", json_string(a, s->name));
        json_set(a, row, "u_ppm", json_double(a, s->u_ppm));
        json_set(a, row, "th_ppm", json_double(a, s->th_ppm));
        json_set(a, row, "u_bq_g", json_double(a, s->u_bq_g));
        json_set(a, row, "th_bq_g", json_double(a, s->th_bq_g));
        json_set(a, row, "worst_bq_g", json_double(a, s->worst));
        json_set(a, row, "enrichment", json_double(a, s->enrichment));
        json_set(a, row, "above_bq_g", s->above < 0 ? json_null(a) : json_int(a, s->above));
        json_push(a, list, row);
    }
    json_set(a, j, "streams", list);
    for (size_t i = 0; i < r->n_notes; i++)
        json_push(a, notes, json_string(a, r->notes[i]));
    json_set(a, j, "notes", notes);
    return j;
}
