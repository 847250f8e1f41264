/* catalogue_load.h: one entry of a `facts` map, read and checked. */
#ifndef ADIT_DOSSIER_CATALOGUE_LOAD_H
#define ADIT_DOSSIER_CATALOGUE_LOAD_H

#include "core/dossier/catalogue.h"

/* NULL after an error in its name or type; a lesser error is added and the rest kept, so that one
 * slip does not make every mention of the fact an error. range_env is what a range may mention
 * besides ?. */
struct fact_def *catalogue_read_entry(struct arena *a, const struct feel_env *range_env,
                                      const struct yaml_entry *entry, const char *pack,
                                      struct diags *d);

#endif
