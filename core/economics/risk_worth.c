/* Which uncertain inputs are worth asking about before anything is decided. */
#include <string.h>

#include "core/economics/risk_internal.h"

#define SEED 1
#define LEAST 1e-3 /* of the standard deviation of the NPV */

static struct econ_worth one(struct arena *a, const struct econ_risk *r, const struct risk_worth *w)
{
    bool prices = strcmp(w->input->name, "prices") == 0;
    return (struct econ_worth){.fact =
                                   prices ? NULL : arena_printf(a, "economics.%s", w->input->name),
                               .title = w->input->title,
                               .range = risk_dist_text(a, w->input),
                               .worth = w->evppi,
                               .currency = r->currency};
}

const struct econ_worth *econ_worth_asking(struct arena *a, const struct dossier *d,
                                           const struct econ_data *data,
                                           const struct econ_options *options,
                                           const struct econ_result *e, size_t *n)
{
    struct risk_options o = {
        .trials = WORTH_TRIALS, .seed = SEED, .threads = 1, .plan = PLAN_LATIN};
    struct risk_summary s;
    *n = 0;
    struct econ_risk *r = e != NULL ? econ_risk_new(a, d, data, options, e, NULL) : NULL;
    if (r == NULL || !econ_monte_carlo(a, r, &o, &s))
        return NULL;
    struct econ_worth *out = ARENA_ARRAY(a, s.n_uncertain, struct econ_worth);
    for (size_t i = 0; i < s.n_uncertain; i++)
        if (s.worth[i].evppi > LEAST * s.sd)
            out[(*n)++] = one(a, r, &s.worth[i]);
    return out;
}
