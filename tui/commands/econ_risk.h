/* econ_risk.h: the risk part of `adit econ`: what its options ask for, as text and JSON. */
#ifndef ADIT_COMMANDS_ECON_RISK_H
#define ADIT_COMMANDS_ECON_RISK_H

#include "core/economics/risk.h"
#include "core/economics/screening.h"
#include "tui/commands/command.h"

struct econ_risk_report {
    const struct econ_risk *risk; /* NULL: nothing asked for, or no cash flow */
    bool bars, trials;            /* what is there */
    struct risk_tornado tornado;
    struct risk_summary summary;
    struct screening screening;
};

/* Reads --sensitivity, --monte-carlo, --seed, --threads and --sampling; false after saying what is
 * wrong with them. */
bool econ_risk_options(const struct args *args, struct risk_options *out);
/* Runs what the options ask for. Diagnostics go to the session. */
struct econ_risk_report econ_risk_report(struct session *s, const struct args *args,
                                         const struct dossier *d,
                                         const struct econ_options *options,
                                         const struct econ_result *e, const struct risk_options *o);
/* What charts are drawn of. */
struct econ_study;
struct econ_chart_source {
    struct session *s;
    const struct dossier *d;
    const struct econ_result *e;
    const struct econ_study *study;
    const struct econ_risk_report *risk;
};
/* Is it a kind of chart ("cash-flow"), and all of them in one line (econ_svg.c). */
bool econ_chart_kind(const char *name);
const char *econ_chart_kinds(struct arena *a);
/* One chart to stdout, as text of 80 columns or as SVG; false when that fails. */
bool econ_chart_print(const struct econ_chart_source *x, const char *kind, bool svg);
/* All charts that there is something to draw of into dir, which is made when it is missing. False
 * after an error. */
bool econ_svg(const struct econ_chart_source *x, const char *dir);
void econ_risk_text(struct arena *a, struct strbuf *out, const struct econ_result *e,
                    const struct econ_risk_report *r);
void econ_risk_json(struct arena *a, struct json *j, const struct econ_risk_report *r);

#endif
