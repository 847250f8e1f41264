/* answer.c: a typed answer or a node of a file as a value of a fact. Scalars are read in
 * answer_scalar.c; here are lists, maps and the range. */
#include <string.h>

#include "core/base/vec.h"
#include "core/dossier/internal.h"

bool is_year(const char *s)
{
    return strlen(s) == 4 && strspn(s, "0123456789") == 4;
}

/* Says that the value of node does not fit; what is wanted comes from the fact's type. */
static enum answer_kind refuse(const struct answer *x, const struct feel_type *t, struct pos pos,
                               const char *got)
{
    const char *type = t != NULL ? feel_type_text(x->arena, t) : "a plain value";
    const char *name = x->def != NULL ? x->def->name : "this fact";
    const char *hint =
        x->def != NULL && x->def->example != NULL
            ? arena_printf(x->arena, "for example %s", shown(x->arena, x->def->example))
            : NULL;
    diag_add(x->diags, DIAG_ERROR, NULL, pos, hint, "'%s' takes %s, not %s", name, type, got);
    return ANSWER_BAD;
}

static enum answer_kind read_map(const struct answer *x, const struct feel_type *t,
                                 const struct yaml_node *node, struct feel_value *out)
{
    bool typed = t != NULL && t->kind == FT_CONTEXT;
    if (t != NULL && !typed && t->kind != FT_ANY)
        return refuse(x, t, node->pos, "a map");
    const char **keys = ARENA_ARRAY(x->arena, node->n, const char *);
    struct feel_value *values = ARENA_ARRAY(x->arena, node->n, struct feel_value);
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml_entry *e = &node->entries[i];
        const struct feel_type *field = NULL;
        for (size_t k = 0; typed && k < t->n; k++)
            if (strcmp(t->names[k], e->key) == 0)
                field = t->fields[k];
        if ((typed && t->n > 0 && field == NULL) || (t == NULL && !is_year(e->key)))
            return refuse(x, t, e->pos,
                          arena_printf(x->arena, "a map with '%s'", shown(x->arena, e->key)));
        if (t == NULL && e->value->kind == YAML_MAP)
            return refuse(x, t, e->value->pos, "a map inside a map by year");
        keys[i] = arena_strdup(x->arena, e->key);
        if (answer_node(x, field, e->value, &values[i]) == ANSWER_BAD)
            return ANSWER_BAD;
    }
    *out = feel_context_of(x->arena, keys, values, node->n);
    return ANSWER_VALUE;
}

static enum answer_kind read_list(const struct answer *x, const struct feel_type *t,
                                  const struct yaml_node *node, struct feel_value *out)
{
    if (t != NULL && t->kind != FT_LIST && t->kind != FT_ANY)
        return refuse(x, t, node->pos, "a list");
    const struct feel_type *element = t != NULL && t->kind == FT_LIST ? t->element : NULL;
    struct feel_value *items = ARENA_ARRAY(x->arena, node->n, struct feel_value);
    for (size_t i = 0; i < node->n; i++) {
        /* In the economics section a list of maps is many facts, never the value of one. */
        if (t == NULL && node->items[i]->kind == YAML_MAP)
            return refuse(x, t, node->items[i]->pos, "a list of maps");
        if (answer_node(x, element, node->items[i], &items[i]) == ANSWER_BAD)
            return ANSWER_BAD;
    }
    *out = feel_list_of(x->arena, items, node->n);
    return ANSWER_VALUE;
}

/* "a, b" or "a; b" for a list, as a person types it. */
static enum answer_kind split_list(const struct answer *x, const struct feel_type *t,
                                   const char *text, struct pos pos, struct feel_value *out)
{
    VEC(struct feel_value) items = {0};
    char sep = strchr(text, ';') != NULL ? ';' : ',';
    for (const char *p = text;; p++) {
        const char *end = strchr(p, sep);
        size_t n = end != NULL ? (size_t)(end - p) : strlen(p);
        struct feel_value item;
        const char *part = arena_strndup(x->arena, p, n);
        enum answer_kind kind = answer_scalar(x, t->element, part, false, pos, &item);
        if (kind == ANSWER_BAD)
            return ANSWER_BAD;
        if (kind != ANSWER_UNKNOWN)
            VEC_PUSH(x->arena, &items, item);
        if (end == NULL)
            break;
        p = end;
    }
    *out = feel_list_of(x->arena, items.items, items.n);
    return ANSWER_VALUE;
}

enum answer_kind answer_node(const struct answer *x, const struct feel_type *t,
                             const struct yaml_node *node, struct feel_value *out)
{
    switch (node->kind) {
    case YAML_LIST:
        return read_list(x, t, node, out);
    case YAML_MAP:
        return read_map(x, t, node, out);
    case YAML_SCALAR:
        break;
    }
    return answer_scalar(x, t, node->text, !node->plain, node->pos, out);
}

/* The range is a list of unary tests; of a list each element must pass. */
static bool in_range(const struct answer *x, struct feel_value v, struct pos pos)
{
    if (v.kind == FEEL_LIST) {
        for (size_t i = 0; i < v.u.list->n; i++)
            if (!in_range(x, v.u.list->items[i], pos))
                return false;
        return true;
    }
    if (v.kind == FEEL_NULL || v.kind == FEEL_UNKNOWN)
        return true;
    struct feel_run run = {.arena = x->arena, .input = v};
    struct feel_value verdict = feel_eval_tests(x->def->range, &run);
    if (verdict.kind == FEEL_BOOLEAN && verdict.u.boolean)
        return true;
    const char *unit = x->def->unit != NULL ? arena_printf(x->arena, " (in %s)", x->def->unit) : "";
    const char *hint = x->def->help;
    if (hint == NULL && x->def->ask[0] != '\0')
        hint = arena_printf(x->arena, "the question is: %s", x->def->ask);
    diag_add(x->diags, DIAG_ERROR, NULL, pos, hint, "'%s' is outside what %s allows: %s%s",
             shown(x->arena, feel_text(x->arena, v)), x->def->name, x->def->range_text, unit);
    return false;
}

static enum answer_kind checked(const struct answer *x, enum answer_kind kind, struct pos pos,
                                struct feel_value *out)
{
    if (kind == ANSWER_VALUE && x->def != NULL && x->def->range != NULL && !in_range(x, *out, pos))
        kind = ANSWER_BAD;
    if (kind == ANSWER_UNKNOWN)
        *out = feel_unknown_fact(x->arena, x->def != NULL ? x->def->name : "",
                                 x->def != NULL ? x->def->type : NULL);
    if (kind == ANSWER_NONE || kind == ANSWER_BAD)
        *out = feel_null();
    return kind;
}

enum answer_kind answer_fact_node(const struct answer *x, const struct yaml_node *node,
                                  struct feel_value *out)
{
    const struct feel_type *t = x->def != NULL ? x->def->type : NULL;
    if (t != NULL && t->kind == FT_LIST && node->kind == YAML_SCALAR)
        return answer_text(x, node->text, !node->plain, node->pos, out);
    return checked(x, answer_node(x, t, node, out), node->pos, out);
}

/* Text in [..] or {..} is a list or map in YAML's flow form. Its places count inside the text. */
static enum answer_kind read_flow(const struct answer *x, const char *text, struct pos pos,
                                  struct feel_value *out)
{
    struct diags *inner = diags_new(x->arena);
    const struct yaml_node *node =
        yaml_load_text(x->arena, text, strlen(text), pos.file, NULL, inner);
    if (node != NULL)
        return answer_node(x, x->def != NULL ? x->def->type : NULL, node, out);
    const char *why = diags_kept(inner) > 0 ? diags_at(inner, 0)->message : "it does not end";
    diag_add(x->diags, DIAG_ERROR, NULL, pos, "write [a, b, c]", "'%s' is not a list: %s",
             shown(x->arena, text), why);
    return ANSWER_BAD;
}

enum answer_kind answer_text(const struct answer *x, const char *text, bool quoted, struct pos pos,
                             struct feel_value *out)
{
    const struct feel_type *t = x->def != NULL ? x->def->type : NULL;
    bool compound = t == NULL || t->kind == FT_LIST || t->kind == FT_CONTEXT || t->kind == FT_ANY;
    enum answer_kind kind;
    const char *start = text + strspn(text, " ");
    if (!quoted && compound && (*start == '[' || *start == '{'))
        kind = read_flow(x, start, pos, out);
    else if (t != NULL && t->kind == FT_LIST) {
        kind = answer_scalar(x, feel_type_simple(FT_ANY), text, quoted, pos, out);
        if (kind == ANSWER_VALUE)
            kind = split_list(x, t, text, pos, out);
    } else
        kind = answer_scalar(x, t, text, quoted, pos, out);
    return checked(x, kind, pos, out);
}

enum answer_kind fact_parse(struct arena *a, const struct fact_def *def, const char *text,
                            bool quoted, struct pos pos, struct feel_value *out, struct diags *d)
{
    struct answer x = {a, def, d};
    return answer_text(&x, text, quoted, pos, out);
}
