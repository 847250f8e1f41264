/* Any bytes as a checklist of clauses (the first is 'L'), or as what stands behind the head of a
 * project file: a register or a diagnostic. What loads must survive being written and read again,
 * every line must have a status, and a clause that can be named must give evidence. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/evidence/clauses.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char facts[] = "licence.expiry_date: {type: date, ask: When?}\n";

static const char checklist[] =
    "format: adit-clauses/1\n"
    "title: t\n"
    "checked_on: 2026-11-24\n"
    "groups:\n"
    "  - {id: g, title: G, ru: Г, source: s, categories: [\n"
    "     {id: term, title: Term, ru: Срок, decides: d, needed: [lender, law], absent: x,\n"
    "      facts: [licence.expiry_date]},\n"
    "     {id: royalty, title: Royalty, ru: Роялти, decides: d}]}\n";

static const struct yaml_node *tree(struct arena *a, const char *text, struct diags *d)
{
    return yaml_load_text(a, text, strlen(text), "fuzz", NULL, d);
}

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
    if (!catalogue_add(c, tree(a, facts, d), "fuzz", d) ||
        !clause_list_add(catalogue_clauses(c), tree(a, checklist, d), d))
        abort();
    return c;
}

static void check_register(struct arena *a, const struct dossier *x)
{
    const struct clause_register *r = clause_register(a, x);
    size_t lines = 0, last = 0;
    for (int s = 0; s < CLAUSE_STATUS_COUNT; s++)
        lines += r->counts[s];
    if (lines != r->n_lines || r->n_lines != 2)
        abort();
    for (size_t i = 0; i < r->n_gaps; i++) {
        if ((size_t)r->gaps[i].kind < last || r->gaps[i].text[0] == '\0')
            abort();
        last = (size_t)r->gaps[i].kind;
    }
    for (size_t i = 0; i < r->n_lines; i++)
        for (size_t k = 0; k < r->lines[i].n_entries; k++) {
            const struct clause_entry *e = r->lines[i].entries[k];
            const char *name = clause_fact_name(a, e->document->id, e->category->id, NULL) + 8;
            const struct clause_entry *found = clause_entry_named(a, r, x, name, diags_new(a));
            if ((found == NULL) != (e->status == CLAUSE_NOT_READ) || (found != NULL && found != e))
                abort();
            if (clause_evidence(e).document == NULL)
                abort();
        }
}

static void as_project(struct arena *a, const char *body)
{
    const struct catalogue *c = small_catalogue();
    struct diags *d = diags_new(a);
    const char *text = arena_printf(a, "adit: 1\nproject: p\nname: P\ncountry: KG\n%s", body);
    const struct dossier *x = dossier_load_text(a, text, strlen(text), "fuzz.yaml", c, d);
    if ((x == NULL) == diags_ok(d))
        abort();
    if (x == NULL)
        return;
    check_register(a, x);
    struct strbuf once, twice;
    strbuf_init(&once, 0);
    strbuf_init(&twice, 0);
    dossier_write_yaml(x, &once);
    const struct dossier *y = dossier_load_text(a, once.buf, once.len, "again.yaml", c, d);
    if (y == NULL || dossier_count(x) != dossier_count(y))
        abort();
    for (size_t i = 0; i < dossier_count(x); i++) {
        const struct fact *f = dossier_at(x, i), *g = dossier_fact(y, f->name);
        if (g == NULL || (f->value.kind != FEEL_UNKNOWN && !feel_identical(f->value, g->value)))
            abort();
    }
    dossier_write_yaml(y, &twice);
    if (strcmp(once.buf, twice.buf) != 0)
        abort();
    strbuf_release(&once);
    strbuf_release(&twice);
}

static void as_list(struct arena *a, const char *text)
{
    struct diags *d = diags_new(a);
    const struct yaml_node *root = tree(a, text, d);
    struct clause_list *list = clause_list_new(a);
    if (root == NULL)
        return;
    if (clause_list_add(list, root, d) != diags_ok(d))
        abort();
    for (size_t i = 0; i < clause_list_count(list); i++) {
        const struct clause_category *c = clause_list_at(list, i);
        if (clause_list_find(list, c->id) != c || c->group >= clause_list_groups(list))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    char *text = arena_strndup(a, (const char *)data, size);
    if (size > 0 && text[0] == 'L')
        as_list(a, text + 1);
    else
        as_project(a, text);
    arena_free(a);
    return 0;
}
