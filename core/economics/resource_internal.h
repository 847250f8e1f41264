/* resource_internal.h: what the files of the statement of resources share. */
#ifndef ADIT_ECONOMICS_RESOURCE_INTERNAL_H
#define ADIT_ECONOMICS_RESOURCE_INTERNAL_H

#include "core/economics/internal.h"
#include "core/economics/resource.h"

struct stater {
    struct arena *arena;
    const struct dossier *dossier;
    const struct econ_data *data;
    const struct econ_result *result;
    const struct econ_input *in;
    struct econ_statement *out;
    VEC(const char *) notes;
};

void statement_note(struct stater *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* The study's class, its guides, what they leave to ask. */
void statement_study(struct stater *s, struct date today);

#endif
