/* Any bytes as an overlay over the program's own law: an overlay that applies, or diagnostics; and
 * the law itself stays as it was. Run from the repository's root. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/assess/reform.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct rulebook *rules;
static const struct econ_data *econ;

static void load_law(void)
{
    static const char *const dirs[] = {"rules"};
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    rules = rulebook_load(a, dirs, 1, false, d);
    econ = econ_data_load(a, "rules", d);
    if (rules == NULL || econ == NULL)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (rules == NULL)
        load_law();
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const char *text = arena_strndup(a, (const char *)data, size);
    const struct overlay *o =
        overlay_load_text(a, rules, econ, text, size, "fuzz.yaml", (struct date){2026, 11, 24}, d);
    if ((o == NULL) == diags_ok(d))
        abort(); /* a refusal without a reason, or an overlay with an error */
    if (o != NULL) {
        struct law *law = law_new(a, rules, econ);
        if (o->n_changes == 0 || o->n_sources == 0 || !law_apply(law, o, d))
            abort();
        overlay_json(a, o);
        for (size_t i = 0; i < o->n_changes; i++) {
            if (o->changes[i].text == NULL || o->changes[i].target == NULL)
                abort();
        }
    }
    arena_free(a);
    return 0;
}
