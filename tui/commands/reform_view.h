/* reform_view.h: what adit reform and adit brief share. */
#ifndef ADIT_COMMANDS_REFORM_VIEW_H
#define ADIT_COMMANDS_REFORM_VIEW_H

#include "core/assess/reform.h"
#include "tui/commands/assessed.h"

/* Projects with their economics, under the law as it stands. */
struct projects {
    const struct assessment **items;
    size_t n;
};
/* case_name: the case of the economics, for the projects that have it; NULL: the files as they
 * stand. False after printing what is wrong, a case that no project has among it; *code set. */
bool projects_load(struct session *s, const char *const *where, size_t n, const char *case_name,
                   struct projects *out, int *code);
/* ", case illustration" of a project that is not the file as it stands; else "". */
const char *case_suffix(struct arena *a, const struct assessment *s);
/* "12.3 M", "-450 k", "not known". */
const char *reform_money(struct arena *a, double v);
/* A count of changes tried, on the error output when it is a terminal. */
void show_progress(void *data, size_t done, size_t total);
/* The country has checks of its own; else says so. */
bool reform_country(const struct session *s, const char *command, const char *country);

#endif
