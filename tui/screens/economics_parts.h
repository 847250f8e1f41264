/* economics_parts.h: parts of the economics screen that are pages of text: what a result is
 * examined for, and the cases side by side. */
#ifndef ADIT_TUI_SCREENS_ECONOMICS_PARTS_H
#define ADIT_TUI_SCREENS_ECONOMICS_PARTS_H

#include "core/economics/economics.h"
#include "tui/widgets/doc.h"

/* Break-evens, cost a kilogram, the state's share by price, who takes what, year by year. */
void study_page(struct doc *d, const struct econ_result *e);
/* All cases and the reference class, with what each changes and why. */
void cases_page(struct doc *d, const struct dossier *project, const struct econ_data *data);

#endif
