/* internal.h: what the files of core/evidence share. */
#ifndef ADIT_EVIDENCE_INTERNAL_H
#define ADIT_EVIDENCE_INTERNAL_H

#include "core/evidence/clauses.h"

/* Fills gaps and n_other_unread of a register whose lines are complete. */
void clause_find_gaps(struct arena *a, struct clause_register *r);

#endif
