/* Any project file: economics neither crashes nor lets a figure out that is not a number. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/economics/case_table.h"
#include "core/economics/study.h"
#include "core/economics/trace.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct json *bad_number(const struct json *j)
{
    if (j->kind == JSON_NUMBER && (strstr(j->text, "nan") || strstr(j->text, "inf")))
        return j;
    for (size_t i = 0; (j->kind == JSON_ARRAY || j->kind == JSON_OBJECT) && i < j->n; i++)
        if (bad_number(j->items[i]) != NULL)
            return j->items[i];
    return NULL;
}

/* What is worked out from a result: its study, its cases, the way down from each figure. */
static void explore(struct arena *a, const struct dossier *project, const struct econ_result *e)
{
    size_t n;
    const struct econ_case *cases = econ_case_table(a, project, NULL, true, &n, NULL);
    if (bad_number(econ_study_json(a, econ_study(a, e))) != NULL ||
        bad_number(econ_case_table_json(a, cases, n)) != NULL)
        abort();
    for (int line = 0; line < LINE_COUNT; line++)
        for (int i = 0; i < e->n_periods; i += 1 + e->n_periods / 8)
            econ_trace(a, e, (enum econ_line)line, i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const struct dossier *project =
        dossier_load_text(a, (const char *)data, size, "fuzz.yaml", catalogue_new(a), d);
    if (project != NULL) {
        size_t n;
        const char *const *names = econ_cases(a, project, &n);
        struct econ_options options = {.case_name = n > 0 ? names[n - 1] : NULL};
        const struct econ_result *e = econ_run(a, project, NULL, &options, d);
        if (bad_number(econ_json(a, e)) != NULL)
            abort();
        struct strbuf sb;
        strbuf_init(&sb, 0);
        econ_csv(e, &sb);
        strbuf_release(&sb);
        econ_facts(a, e, project, &n);
        explore(a, project, e);
    }
    arena_free(a);
    return 0;
}
