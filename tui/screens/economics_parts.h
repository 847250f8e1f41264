/* economics_parts.h: parts of the economics screen that are pages of text: what a result is
 * examined for, and the cases side by side. */
#ifndef ADIT_TUI_SCREENS_ECONOMICS_PARTS_H
#define ADIT_TUI_SCREENS_ECONOMICS_PARTS_H

#include "core/economics/economics.h"
#include "tui/widgets/doc.h"

/* Value of a tonne of ore, the verdict at each price deck, break-evens, cost a kilogram, the
 * state's share by price, who takes what. case_name NULL: the file as it stands. */
void study_page(struct doc *d, const struct econ_result *e, const struct dossier *project,
                const struct econ_data *data, const char *case_name);
/* All cases and the reference class, with what each changes and why. */
void cases_page(struct doc *d, const struct dossier *project, const struct econ_data *data);

#endif
