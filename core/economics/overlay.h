/* overlay.h: the reference class beside the sponsor's case: what other projects met, as factors on
 * inputs, from rules/data. Never a forecast, and always labelled. */
#ifndef ADIT_ECONOMICS_OVERLAY_H
#define ADIT_ECONOMICS_OVERLAY_H

#include "core/economics/economics.h"

struct yaml_node;

struct econ_reference {
    const char *id, *title, *input; /* capital, opex, grade, recovery, price, first_year */
    double factor;
    bool published; /* the size of the factor is the source's; else it is the house's */
    const char *says, *source, *url, *seen, *confidence;
};

struct econ_references {
    struct econ_reference *items;
    size_t n, cap;
};
/* From the part `reference_class` of a data file. False after an error. */
bool references_read(struct arena *a, const struct yaml_node *node, struct econ_references *out,
                     struct diags *d);

/* One line of the overlay: one reference, or all of them together (reference NULL). */
struct econ_overlay {
    const struct econ_reference *reference;
    const struct econ_result *result;
    bool moves; /* the cash flow follows from the input */
};
/* One a reference, then all together; none when the case has no cash flow or there are no
 * references. base is the case as it stands, from the same dossier and options. */
const struct econ_overlay *econ_overlay(struct arena *a, const struct dossier *d,
                                        const struct econ_data *data,
                                        const struct econ_options *options,
                                        const struct econ_result *base, size_t *n);
struct json *econ_overlay_json(struct arena *a, const struct econ_result *base,
                               const struct econ_overlay *list, size_t n);

#endif
