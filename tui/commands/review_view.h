/* review_view.h: what adit review prints. */
#ifndef ADIT_COMMANDS_REVIEW_VIEW_H
#define ADIT_COMMANDS_REVIEW_VIEW_H

#include "core/assess/assess.h"
#include "tui/commands/command.h"

/* Each prints text, JSON or CSV as args say; an exit code. */
int review_show_list(struct arena *a, const struct assessment *s, const struct args *args);
int review_show_inputs(struct arena *a, const struct dossier *d, const struct args *args);
int review_show_consistency(const struct args *args);

#endif
