/* terms.c: what a programme offers and what it asks to see: its terms and its documents. */
#include <string.h>

#include "core/rulebook/internal.h"

const char *document_stage_name(enum document_stage s)
{
    return stage_words[s];
}

/* Facts that an expression reads count as used. */
static const struct feel_expr *expression(struct load *l, const struct feel_env *env,
                                          const struct yaml_node *map, const char *key,
                                          const struct feel_type *expected)
{
    const struct yaml_node *node = yaml_get(map, key);
    const struct feel_expr *e = node != NULL ? read_expr(l, env, node, expected) : NULL;
    size_t n = 0;
    const char *const *names = e != NULL ? feel_expr_globals(e, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = catalogue_find(l->r->catalogue, names[i]);
        if (def != NULL)
            map_put(l->used_facts, def->name, l);
    }
    return e;
}

static void keep_slots(struct load *l, const struct feel_env *env)
{
    if (feel_env_slots(env) > l->r->max_slots)
        l->r->max_slots = feel_env_slots(env);
}

/* --- terms -------------------------------------------------------------------------------------
 */

static bool id_taken(const struct programme *p, const struct programme_term *all, const char *id)
{
    for (size_t i = 0; i < p->n_terms; i++) {
        if (strcmp(all[i].id, id) == 0)
            return true;
    }
    return false;
}

static bool term_id_sound(struct load *l, const struct programme *p,
                          const struct programme_term *all, const struct yaml_node *node,
                          const char *id)
{
    if (id == NULL)
        return false;
    struct pos pos = yaml_get(node, "id")->pos;
    if (strchr(id, '.') != NULL) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, pos, "lower-case letters, digits and '_'",
                 "'%s' is not a local name", id);
        return false;
    }
    if (id_taken(p, all, id))
        diag_add(l->d, DIAG_ERROR, CODE_DUPLICATE, pos, NULL, "term '%s' is defined twice", id);
    return !id_taken(p, all, id);
}

static void term_says(struct load *l, const struct programme_term *t, const struct yaml_node *node)
{
    bool computed = yaml_get(node, "value") != NULL;
    if (!computed && t->text == NULL)
        diag_add(l->d, DIAG_ERROR, CODE_MISSING, node->pos, "add value and formula, or text",
                 "term '%s' says nothing", t->id);
    if (computed && t->formula == NULL)
        diag_add(l->d, DIAG_ERROR, CODE_MISSING, node->pos,
                 "add formula: the expression as a reader would say it",
                 "term '%s' has a value without its formula in words", t->id);
}

void load_programme_terms(struct load *l, struct programme *p, const struct yaml_node *list)
{
    struct feel_env *env = load_env(l);
    struct programme_term *all = ARENA_ARRAY(l->a, list->n, struct programme_term);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i], *source = yaml_get(node, "source");
        if (!read_keys(l, node, &record_term))
            continue;
        struct programme_term t = {.pos = node->pos};
        t.id = read_id(l, node, "id", true);
        t.title = read_text(l, node, "title", true);
        if (!term_id_sound(l, p, all, node, t.id) || t.title == NULL)
            continue;
        t.unit = read_text(l, node, "unit", false);
        t.formula = read_text(l, node, "formula", false);
        t.text = read_text(l, node, "text", false);
        t.note = read_text(l, node, "note", false);
        read_flag(l, node, "headline", &t.headline);
        t.references = read_texts(l, node, "reference", &t.n_references);
        if (source == NULL)
            diag_add(l->d, DIAG_ERROR, "E030", node->pos, "add at least one {ref, at}",
                     "term '%s' cites no source", t.id);
        else
            t.citations = load_citations(l, source, &t.n_citations);
        t.applies_if = expression(l, env, node, "applies_if", feel_type_simple(FT_BOOLEAN));
        t.value = expression(l, env, node, "value", NULL);
        term_says(l, &t, node);
        const struct feel_type *type = t.value != NULL ? feel_expr_type(t.value) : NULL;
        t.slot = feel_env_declare(env, t.id, type != NULL ? type : feel_type_simple(FT_ANY));
        all[p->n_terms++] = t;
    }
    p->terms = all;
    keep_slots(l, env);
}

/* --- documents ---------------------------------------------------------------------------------
 */

static bool read_document(struct load *l, struct feel_env *env, const struct yaml_node *node,
                          struct programme_document *doc)
{
    if (node->kind == YAML_SCALAR) {
        doc->text = arena_strdup(l->a, node->text);
        return true;
    }
    if (!read_keys(l, node, &record_document))
        return false;
    const struct feel_type *yes_no = feel_type_simple(FT_BOOLEAN);
    const char *fact = read_text(l, node, "fact", false);
    const struct fact_def *def =
        fact != NULL ? find_fact(l, fact, yaml_get(node, "fact")->pos) : NULL;
    const struct yaml_node *stage = read_child(l, node, "stage", YAML_SCALAR, false);
    int word = stage != NULL ? read_word(l, stage, "stage", stage_words) : -1;
    const struct yaml_node *source = yaml_get(node, "source");
    doc->text = read_text(l, node, "text", true);
    doc->id = read_id(l, node, "id", false);
    doc->fact = def != NULL ? def->name : NULL;
    doc->have_if = expression(l, env, node, "have_if", yes_no);
    doc->applies_if = expression(l, env, node, "applies_if", yes_no);
    doc->owner = read_text(l, node, "owner", false);
    doc->references = read_texts(l, node, "reference", &doc->n_references);
    if (word >= 0)
        doc->stage = (enum document_stage)word;
    if (source != NULL)
        doc->citations = load_citations(l, source, &doc->n_citations);
    return doc->text != NULL;
}

void load_programme_documents(struct load *l, struct programme *p, const struct yaml_node *list)
{
    struct feel_env *env = load_env(l);
    struct programme_document *all = ARENA_ARRAY(l->a, list->n, struct programme_document);
    for (size_t i = 0; i < list->n; i++) {
        all[p->n_documents] = (struct programme_document){.stage = STAGE_APPLICATION};
        if (!read_document(l, env, list->items[i], &all[p->n_documents]))
            continue;
        const struct programme_document *doc = &all[p->n_documents];
        for (size_t k = 0; doc->id != NULL && k < p->n_documents; k++) {
            if (all[k].id != NULL && strcmp(all[k].id, doc->id) == 0)
                diag_add(l->d, DIAG_ERROR, CODE_DUPLICATE, list->items[i]->pos, NULL,
                         "document '%s' is defined twice", doc->id);
        }
        p->n_documents++;
    }
    p->documents = all;
    keep_slots(l, env);
}
