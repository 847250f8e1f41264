/* radionuclides.h: uranium and thorium in ppm of the element, and as activity of the head of the
 * chain. Limits apply to each chain by itself. */
#ifndef ADIT_ECONOMICS_RADIONUCLIDES_H
#define ADIT_ECONOMICS_RADIONUCLIDES_H

#include "core/dossier/dossier.h"

/* Bq per gram of element, from half-lives of 4.468e9 years (U-238) and 1.405e10 years (Th-232):
 * ln 2 x Avogadro / (half-life x atomic weight). */
double specific_activity_u(void);
double specific_activity_th(void);

/* What is commonly used; the national rule decides. */
#define ACTIVITY_EXEMPT 1     /* Bq/g, each chain */
#define ACTIVITY_TRANSPORT 10 /* of natural material in ore */

struct radio_stream {
    const char *name;              /* "ore", "concentrate", "product", "hottest residue" */
    double u_ppm, th_ppm;          /* of the element; NaN when not stated */
    double u_bq_g, th_bq_g, worst; /* worst: the higher of the chains, or as stated; NaN */
    double enrichment;             /* worst over that of the ore; NaN */
    int above;                     /* 0, 1 or 10: the limit that is passed; -1 not known */
};

enum { RADIO_STREAMS = 4 };
struct radionuclides {
    struct radio_stream streams[RADIO_STREAMS];
    bool any; /* something is stated */
    const char *const *notes;
    size_t n_notes;
};

/* Of the facts radioactivity.*. Never NULL. */
const struct radionuclides *radionuclides_of(struct arena *a, const struct dossier *d);
struct json *radionuclides_json(struct arena *a, const struct radionuclides *r);

#endif
