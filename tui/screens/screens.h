/* screens.h: the screens by name, and what each needs to open another. */
#ifndef ADIT_TUI_SCREENS_SCREENS_H
#define ADIT_TUI_SCREENS_SCREENS_H

#include "tui/screens/workbench.h"
#include "tui/view.h"

/* The screens' common context; one per run. */
struct screens {
    struct workbench *w;
    struct views *views;
};

/* Each puts its view on top. All but projects, help need an open project. */
void projects_open(struct screens *s);
void portfolio_open(struct screens *s); /* all projects for one programme, best first */
void overview_open(struct screens *s);
/* section NULL: by rank; else the questions of one section, answered ones too. */
void questions_open(struct screens *s, const char *section);
/* Asks the facts named, in this order, starting with number `first`; names are copied. by_rank: the
 * order is worked out anew after each answer, and what was asked does not come again. */
void answer_open(struct screens *s, const char *const *facts, size_t n, size_t first, bool by_rank);
/* Asks one fact, with document, page, passage and date filled in. */
void answer_open_from(struct screens *s, const char *fact, const struct evidence *e);
/* programme NULL: all findings; else those of one programme. */
void findings_open(struct screens *s, const char *programme);
void findings_open_law(struct screens *s); /* those on the law of the host country */
void detail_open(struct screens *s, const char *rule_id);
/* A reviewer's decision on the check: override or waive, beside the computed result. */
void review_open(struct screens *s, const char *rule_id);
/* What would have to change so that the programme or check passes. */
void cures_open(struct screens *s, const char *id);
void programmes_open(struct screens *s);                /* side by side */
void programme_open(struct screens *s, const char *id); /* its terms, papers, conditions */
void compare_open(struct screens *s);                   /* countries side by side */
void economics_open(struct screens *s);
/* How one figure of the statement comes about; case_name NULL: the file as it stands. */
void trace_open(struct screens *s, const char *case_name, enum econ_line line, int period);
/* What the value depends on, and trials; case_name NULL: the file as it stands. */
void risk_open(struct screens *s, const char *case_name);
/* The economics under sliders; case_name NULL: the file as it stands. */
void sliders_open(struct screens *s, const char *case_name);
void inputs_open(struct screens *s);  /* of the economics, to be edited */
void clauses_open(struct screens *s); /* the clause register */
/* One category in all documents, or (category NULL) one document. Names are copied. */
void clause_open(struct screens *s, const char *category, const char *document);
void clause_add_document(struct screens *s); /* asks for its title */
void memo_open(struct screens *s);
void help_open(struct views *views, enum keymap map);

/* Opens project id and its overview; a message when it cannot be. */
void project_enter(struct screens *s, const char *id);

/* The screens of a project share these: ask, findings, economics, memo, overview. */
unsigned act_in_project(struct screens *s, enum action a);

/* Work left for after a frame, one piece a call; true while there is more. */
bool projects_idle(struct screens *s);
bool portfolio_idle(struct screens *s);
bool risk_idle(struct screens *s);
bool overview_idle(struct screens *s);
bool answer_idle(struct screens *s);
/* The workspace changed: read the list of projects again. */
void projects_refresh(struct screens *s);
void portfolio_refresh(struct screens *s);
/* Commands of the palette that take a file. */
void projects_import(struct screens *s, const char *path);
void project_export(struct screens *s, const char *path);
void memo_export(struct screens *s, const char *path);

#endif
