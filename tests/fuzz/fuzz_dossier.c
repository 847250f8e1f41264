/* Any bytes as a project file against a small catalogue: a dossier or a diagnostic. What loads must
 * survive being written and read again, and be written the same way the second time. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/dossier/dossier.h"
#include "core/dossier/review.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char facts[] =
    "project.country: {type: 'enum(\"KZ\", \"UZ\", \"KG\", \"TJ\", \"TM\")', ask: Where?}\n"
    "licence.kind: {type: 'enum(\"mining\", \"none\")', ask: Which?, labels: {mining: to mine}}\n"
    "licence.expiry_date: {type: date, ask: When?}\n"
    "licence.number: {type: string, ask: Which?}\n"
    "licence.term: {type: years and months duration, ask: How long?}\n"
    "deposit.tonnage_t: {type: number, unit: t, range: '>= 0', ask: How much?}\n"
    "deposit.metals: {type: 'list<string>', ask: Which?}\n"
    "deposit.grades: {type: 'list<number>', range: '[0..100]', ask: Which?}\n"
    "land.in_park: {type: boolean, ask: Is it?}\n"
    "economics.npv: {type: number, derived: true}\n";

/* Made once; the fuzzer's process keeps it. */
static const struct catalogue *small_catalogue(void)
{
    static struct catalogue *c;
    if (c != NULL)
        return c;
    static struct arena *a;
    a = arena_new();
    struct diags *d = diags_new(a);
    c = catalogue_new(a);
    const struct yaml_node *map = yaml_load_text(a, facts, strlen(facts), "facts", NULL, d);
    if (map == NULL || !catalogue_add(c, map, "fuzz", d))
        abort();
    static struct catalogue_check checks[] = {{"a.b", true, "the agency"},
                                              {"a.c", true, "the credit committee"},
                                              {"law.bar", true, "nobody: the statute bars it"},
                                              {"compare.it", false, "nobody"}};
    catalogue_set_checks(c, checks, sizeof checks / sizeof *checks);
    return c;
}

static bool same_facts(const struct dossier *x, const struct dossier *y)
{
    if (dossier_count(x) != dossier_count(y))
        return false;
    for (size_t i = 0; i < dossier_count(x); i++) {
        const struct fact *f = dossier_at(x, i), *g = dossier_fact(y, f->name);
        if (g == NULL || f->grade != g->grade)
            return false;
        if (f->value.kind != FEEL_UNKNOWN && !feel_identical(f->value, g->value))
            return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new(a);
    const struct catalogue *c = small_catalogue();
    const struct dossier *x = dossier_load_text(a, (const char *)data, size, "fuzz.yaml", c, d);
    if ((x == NULL) == diags_ok(d))
        abort();
    if (x != NULL) {
        struct strbuf once, twice;
        strbuf_init(&once, 0);
        strbuf_init(&twice, 0);
        dossier_write_yaml(x, &once);
        const struct dossier *y = dossier_load_text(a, once.buf, once.len, "again.yaml", c, d);
        if (y == NULL || !same_facts(x, y))
            abort();
        dossier_write_yaml(y, &twice);
        if (strcmp(once.buf, twice.buf) != 0)
            abort();
        for (size_t i = 0; i < dossier_count(x); i++)
            fact_display(a, dossier_at(x, i)->def, dossier_at(x, i)->value);
        strbuf_release(&once);
        strbuf_release(&twice);
    }
    arena_free(a);
    return 0;
}
