/* econ_view.h: what the tables of adit econ share. */
#ifndef ADIT_COMMANDS_ECON_VIEW_H
#define ADIT_COMMANDS_ECON_VIEW_H

#include "core/economics/case_table.h"
#include "core/economics/decks.h"
#include "core/economics/ladder.h"
#include "core/economics/overlay.h"
#include "core/economics/radionuclides.h"
#include "core/economics/resource.h"
#include "core/economics/resource_groups.h"
#include "core/economics/study.h"

struct money_scale {
    double by;
    const char *name; /* "", "k", "M" */
};

/* What keeps the largest amount within a cell: "-12345.6" at most. */
struct money_scale econ_money_scale(const struct econ_result *e);

/* What is shown beside the result: all in the session's arena, NULL or 0 where there is none. */
struct econ_extras {
    const struct econ_study *study;
    const struct econ_overlay *overlay; /* what other projects met */
    size_t n_overlay;
    const struct econ_ladder *ladder;
    const struct econ_decks *decks; /* never NULL */
    const struct econ_statement *statement;
    const struct radionuclides *radionuclides;
    const struct oxide_group *groups;
    size_t n_groups;
    bool detail; /* also who gets what, and the groups of oxides */
};

/* Statement, metrics, loans, taxes, notes and what stands beside them, in 80 columns. */
void econ_table_text(struct arena *a, struct strbuf *out, const struct dossier *d,
                     const struct econ_result *e, const struct econ_extras *x);
/* One project under n fiscal regimes, in 80 columns. */
void compare_table(struct arena *a, struct strbuf *out, const struct dossier *d,
                   const struct econ_compared *list, size_t n);

/* Break-evens and cost per kg; the reference class; who gets what (--detail). */
void econ_study_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                     const struct econ_study *s);
void econ_overlay_text(struct arena *a, struct strbuf *out, const struct econ_result *base,
                       const struct econ_overlay *list, size_t n);
void econ_detail_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                      const struct econ_study *s);
/* The four values of a tonne of ore; nothing where none is known. */
void econ_ladder_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                      const struct econ_ladder *s);
/* Statements of resource and study; uranium and thorium; groups of oxides. Nothing without facts.
 */
void econ_statement_text(struct arena *a, struct strbuf *out, const struct econ_statement *s);
void econ_radionuclides_text(struct arena *a, struct strbuf *out, const struct radionuclides *r);
void econ_groups_text(struct arena *a, struct strbuf *out, const struct oxide_group *list,
                      size_t n);
/* --decks: the verdict at every deck, in 80 columns. */
void econ_decks_text(struct arena *a, struct strbuf *out, const struct dossier *d,
                     const struct econ_result *e, const struct econ_decks *s);
/* All cases as columns, in 80 columns. */
void econ_cases_text(struct arena *a, struct strbuf *out, const struct dossier *d,
                     const struct econ_case *list, size_t n);
/* --explain LINE:YEAR; false after a complaint on stderr. The JSON only where the text was true. */
bool econ_explain_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                       const char *text);
struct json *econ_explain_json(struct arena *a, const struct econ_result *e, const char *text);
/* s in lines of at most 78 columns: first before the first line, rest before the others. */
void econ_wrap(struct arena *a, struct strbuf *out, const char *first, const char *rest,
               const char *s);

#endif
