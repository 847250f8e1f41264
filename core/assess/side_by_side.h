/* side_by_side.h: one project before every programme: which doors are open, what each would fund,
 * what each asks for that the others do not. */
#ifndef ADIT_ASSESS_SIDE_BY_SIDE_H
#define ADIT_ASSESS_SIDE_BY_SIDE_H

#include "core/assess/assess.h"

struct side {
    const struct programme_result *result;
    size_t n_pass, n_conditional, n_fail, n_open; /* of the bars that apply; errors are open */
    /* The verdict with the reviews in force, and how many of the bars have one. */
    enum verdict reviewed;
    size_t n_reviewed;
    const struct finding *const *stops; /* the bars that fail */
    size_t n_stops;
    /* The programme's terms of the ids "amount", "share" and "tenor"; NULL where it has none. */
    const struct term_result *amount, *share, *tenor;
    /* Facts that rules of this programme alone read, of rules that apply; open ones first,
     * the most decisive of them at the head. */
    const struct fact_def *const *own_facts;
    size_t n_own_facts, n_own_open;
    /* Documents that no other programme asks for (neither their fact nor the same words), without
     * those that this project does not need. */
    const struct document_result *const *own_documents;
    size_t n_own_documents;
};

/* Best verdict first, then fewest stops, fewest open bars, id. */
const struct side *side_by_side(struct arena *a, const struct assessment *s, size_t *n);
struct json *side_by_side_json(struct arena *a, const struct side *all, size_t n);

#endif
