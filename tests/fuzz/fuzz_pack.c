/* Any bytes as a rule pack: a rulebook or diagnostics with places. What loads is tested as its
 * author would: inline tests and coverage must end whatever the rules say. */
#include <stdint.h>
#include <stdlib.h>

#include "core/assess/rules_diff.h"
#include "core/feel/mutate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each change of a condition is a text that compiles or not. */
static void change(struct arena *a, const struct feel_expr *e)
{
    size_t n;
    const struct feel_mutant *all = e != NULL ? feel_mutants(a, e, &n) : NULL;
    for (size_t i = 0; all != NULL && i < n && i < 50; i++)
        feel_recompile(a, e, feel_mutant_text(a, e, &all[i]), NULL);
}

/* What the other tools of 'adit rules' do with a pack. */
static void use_tools(struct arena *a, const struct rulebook *r)
{
    size_t n;
    rulebook_stale(a, r, (struct date){2028, 1, 1}, &n);
    rules_changed(a, r, r, &n);
    if (n != 0)
        abort(); /* a pack differs from itself */
    for (size_t i = 0; i < rulebook_rules(r); i++) {
        change(a, rulebook_rule(r, i)->fail_if);
        change(a, rulebook_rule(r, i)->conditional_if);
        change(a, rulebook_rule(r, i)->pass_if);
    }
}

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
        use_tools(a, r);
        rulebook_lint_dates(r, (struct date){2026, 11, 23}, d);
    }
    arena_free(a);
    return 0;
}
