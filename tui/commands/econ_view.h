/* econ_view.h: what the tables of adit econ share. */
#ifndef ADIT_COMMANDS_ECON_VIEW_H
#define ADIT_COMMANDS_ECON_VIEW_H

#include "core/economics/economics.h"

struct money_scale {
    double by;
    const char *name; /* "", "k", "M" */
};

/* What keeps the largest amount within a cell: "-12345.6" at most. */
struct money_scale econ_money_scale(const struct econ_result *e);

/* One project under n fiscal regimes, in 80 columns. */
void compare_table(struct arena *a, struct strbuf *out, const struct dossier *d,
                   const struct econ_compared *list, size_t n);

#endif
