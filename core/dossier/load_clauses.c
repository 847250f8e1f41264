/* load_clauses.c: the clauses section as facts named by their paths, each one text.
 *
 *   clauses:
 *     agreement: {title: Investment agreement, kind: contract,
 *                 stabilisation: {status: present, article: "14", text: "..."}}
 *
 * gives clauses.agreement.title, clauses.agreement.stabilisation.status, ... */
#include <string.h>

#include "core/dossier/clause.h"
#include "core/dossier/internal.h"

bool clause_answer(struct arena *a, const struct catalogue *c, const char *name, const char *text,
                   bool quoted, struct pos pos, struct fact *out, struct diags *d)
{
    const char *document;
    const struct clause_category *category;
    const struct clause_field *field =
        clause_field_of(a, catalogue_clauses(c), name, pos, &document, &category, d);
    if (field == NULL)
        return false;
    const char *said = quoted ? arena_strdup(a, text) : text_trim(a, text);
    out->name = arena_strdup(a, name);
    out->pos = pos;
    out->value = feel_unknown_fact(a, out->name, NULL);
    if (said[0] == '\0' || (!quoted && strcmp(said, "unknown") == 0))
        return true;
    if (!clause_text_fits(a, field, name, said, pos, d))
        return false;
    out->value = feel_string(said);
    out->text = said;
    out->quoted = quoted;
    out->grade = GRADE_ASSERTED;
    return true;
}

static void add_field(struct loader *l, const char *name, const struct yaml_node *node,
                      struct pos key_pos)
{
    struct fact *f = ARENA_NEW(l->arena, struct fact);
    const struct fact *other = map_get(l->seen, name);
    if (other != NULL) {
        diag_add(l->diags, DIAG_ERROR, NULL, key_pos,
                 arena_printf(l->arena, "it is first given in line %d; keep one of them",
                              other->pos.line),
                 "'%s' is given twice", shown(l->arena, name));
        return;
    }
    if (node_is_null(node))
        node = NULL;
    if (node != NULL && node->kind != YAML_SCALAR) {
        diag_add(l->diags, DIAG_ERROR, NULL, node->pos, "write one text", "'%s' must be a text",
                 shown(l->arena, name));
        return;
    }
    if (!clause_answer(l->arena, l->catalogue, name, node != NULL ? node->text : "",
                       node != NULL && !node->plain, node != NULL ? node->pos : key_pos, f,
                       l->diags))
        return;
    f->low = f->high = f->sponsor = f->reviewer = feel_null();
    map_put(l->seen, f->name, f);
    if (f->value.kind != FEEL_UNKNOWN)
        VEC_PUSH(l->arena, &l->facts, f);
}

/* Misspelt names are told where they are written, not where their value is. */
static bool known(struct loader *l, const char *name, struct pos pos)
{
    const char *document;
    const struct clause_category *category;
    return clause_field_of(l->arena, catalogue_clauses(l->catalogue), name, pos, &document,
                           &category, l->diags) != NULL;
}

static void load_entry(struct loader *l, const char *path, const struct yaml_entry *e)
{
    const char *name = arena_printf(l->arena, "%s.%s", path, e->key);
    if (e->value->kind != YAML_MAP) {
        if (known(l, name, e->pos))
            add_field(l, name, e->value, e->pos);
        return;
    }
    bool category = clause_list_find(catalogue_clauses(l->catalogue), e->key) != NULL;
    for (size_t i = 0; i < e->value->n; i++) {
        const struct yaml_entry *f = &e->value->entries[i];
        const char *full = arena_printf(l->arena, "%s.%s", name, f->key);
        if (known(l, full, category ? f->pos : e->pos))
            add_field(l, full, f->value, f->pos);
        else if (!category)
            return; /* the category is wrong: one error, not one a field */
    }
}

static void load_document(struct loader *l, const struct yaml_entry *e)
{
    const char *path = arena_printf(l->arena, "clauses.%s", e->key);
    if (e->value->kind != YAML_MAP) {
        if (!node_is_null(e->value))
            diag_add(l->diags, DIAG_ERROR, NULL, e->value->pos,
                     "write 'title: ...', 'kind: contract', and a category with its fields",
                     "'%s' must be a map: a document and what was found in it",
                     shown(l->arena, e->key));
        return;
    }
    for (size_t i = 0; i < e->value->n; i++)
        load_entry(l, path, &e->value->entries[i]);
}

void load_clauses(struct loader *l, const struct yaml_node *node)
{
    if (node_is_null(node))
        return;
    if (node->kind != YAML_MAP) {
        diag_add(l->diags, DIAG_ERROR, NULL, node->pos,
                 "write 'my-agreement:' and below it title, kind and the categories",
                 "the clauses section must be a map of documents");
        return;
    }
    for (size_t i = 0; i < node->n; i++)
        load_document(l, &node->entries[i]);
}
