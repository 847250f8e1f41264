/* rules_diff.h: two versions of the rule packs, and what the change does to a project. */
#ifndef ADIT_ASSESS_RULES_DIFF_H
#define ADIT_ASSESS_RULES_DIFF_H

#include "core/assess/assess.h"

/* A rule whose newest version was added (before NULL), removed (after NULL) or changed. */
struct rule_change {
    const char *id;
    const struct rule *before, *after;
};
/* By id. A rule counts as changed when its hash did: tests are no part of it. */
const struct rule_change *rules_changed(struct arena *a, const struct rulebook *before,
                                        const struct rulebook *after, size_t *n);

/* A finding that comes out otherwise: its status or points, or there is none on one side (NULL). */
struct finding_change {
    const char *id;
    const struct finding *before, *after;
};
struct verdict_change {
    const char *id; /* of the programme */
    const struct programme_result *before, *after;
};
struct assessment_change {
    const struct finding_change *findings; /* by id */
    size_t n_findings;
    const struct verdict_change *verdicts; /* by id */
    size_t n_verdicts;
};
struct assessment_change assessment_changed(struct arena *a, const struct assessment *before,
                                            const struct assessment *after);

/* The same project under other packs: facts that these do not declare are left out. */
const struct dossier *dossier_under(struct arena *a, const struct dossier *d,
                                    const struct catalogue *c);

#endif
