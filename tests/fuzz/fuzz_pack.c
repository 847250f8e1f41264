/* Any bytes as a rule pack: a rulebook or diagnostics with places. What loads is tested as its
 * author would: inline tests and coverage must end whatever the rules say. */
#include <stdint.h>
#include <stdlib.h>

#include "core/assess/assess.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const char *text = arena_strndup(a, (const char *)data, size);
    const struct rulebook *r = rulebook_load_text(a, text, size, "fuzz.yaml", d);
    if (r == NULL && diags_ok(d))
        abort(); /* a refusal without a reason */
    if (r != NULL) {
        size_t n;
        const struct rule_test_result *all = rules_test(a, r, NULL, &n);
        for (size_t i = 0; i < n; i++) {
            if (all[i].passed != (all[i].why == NULL))
                abort();
        }
        rules_lint_tests(a, r, d);
        rulebook_lint_dates(r, (struct date){2026, 11, 23}, d);
    }
    arena_free(a);
    return 0;
}
