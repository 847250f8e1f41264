/* load_fact.c: one fact of a project file, in its short form (a value) or its long form (a map with
 * value, range, grade, evidence, claims and notes). */
#include <string.h>

#include "core/dossier/internal.h"

#define LEN(array) (sizeof(array) / sizeof *(array))

static const char *const fact_keys[] = {"value", "low",     "high",     "grade", "evidence",
                                        "note",  "sponsor", "reviewer", "why",   "unit"};
static const char *const evidence_keys[] = {"document", "page", "quote", "date"};

bool node_is_null(const struct yaml_node *node)
{
    return node == NULL || (node->kind == YAML_SCALAR && yaml_is_null(node));
}

const char *load_text(const struct loader *l, const struct yaml_node *map, const char *key)
{
    const struct yaml_node *n = yaml_get(map, key);
    if (node_is_null(n))
        return NULL;
    if (n->kind == YAML_SCALAR)
        return arena_strdup(l->arena, n->text);
    diag_add(l->diags, DIAG_ERROR, NULL, n->pos, "write one text", "'%s' must be a text", key);
    return NULL;
}

/* False when the fact is a second of its name (an error) or computed (an error). */
static bool admit(struct loader *l, const char *name, const struct fact_def *def, struct pos pos)
{
    const struct fact *other = map_get(l->seen, name);
    if (other != NULL) {
        const char *hint = arena_printf(l->arena, "it is first given in line %d; keep one of them",
                                        other->pos.line);
        diag_add(l->diags, DIAG_ERROR, NULL, pos, hint, "fact '%s' is given twice",
                 shown(l->arena, name));
        return false;
    }
    if (def == NULL || !def->derived)
        return true;
    diag_add(l->diags, DIAG_ERROR, NULL, pos, fact_derived_hint(name),
             "fact '%s' is computed and cannot be given", name);
    return false;
}

static void read_value(struct loader *l, struct fact *f, const struct yaml_node *node)
{
    struct answer x = {l->arena, f->def, l->diags};
    f->value = feel_unknown_fact(l->arena, f->name, f->def != NULL ? f->def->type : NULL);
    if (node_is_null(node))
        return;
    f->pos = node->pos;
    if (answer_fact_node(&x, node, &f->value) == ANSWER_UNKNOWN)
        return;
    f->grade = GRADE_ASSERTED;
    f->quoted = node->kind == YAML_SCALAR && !node->plain;
    f->text = node->kind == YAML_SCALAR ? arena_strdup(l->arena, node->text)
                                        : value_yaml(l->arena, f->value);
}

/* A number beside the value: low, high, sponsor, reviewer. Unknown when absent. */
static struct feel_value side_value(struct loader *l, const struct fact *f,
                                    const struct yaml_node *map, const char *key, bool *given)
{
    const struct yaml_node *node = yaml_get(map, key);
    struct answer x = {l->arena, f->def, l->diags};
    struct feel_value v =
        feel_unknown_fact(l->arena, f->name, f->def != NULL ? f->def->type : NULL);
    if (node_is_null(node))
        return v;
    *given = answer_fact_node(&x, node, &v) != ANSWER_UNKNOWN || *given;
    return v;
}

static bool above(struct feel_value x, struct feel_value y)
{
    if (x.kind == FEEL_NUMBER && y.kind == FEEL_NUMBER)
        return dec_cmp(x.u.number, y.u.number) > 0;
    return x.kind == FEEL_DATE && y.kind == FEEL_DATE && date_cmp(x.u.date, y.u.date) > 0;
}

static void read_range(struct loader *l, struct fact *f, const struct yaml_node *map)
{
    f->low = side_value(l, f, map, "low", &f->has_range);
    f->high = side_value(l, f, map, "high", &f->has_range);
    if (!above(f->low, f->high) && !above(f->low, f->value) && !above(f->value, f->high))
        return;
    diag_add(l->diags, DIAG_ERROR, NULL, map->pos, "low <= value <= high",
             "low, value and high of '%s' are not in order", shown(l->arena, f->name));
}

static void read_evidence(struct loader *l, struct fact *f, const struct yaml_node *node)
{
    if (node_is_null(node))
        return;
    if (node->kind != YAML_MAP) {
        diag_add(l->diags, DIAG_ERROR, NULL, node->pos,
                 "write {document: licence.pdf, page: 3, quote: \"...\", date: 2024-05-01}",
                 "evidence of '%s' must be a map", shown(l->arena, f->name));
        return;
    }
    yaml_check_keys(node, "evidence", evidence_keys, LEN(evidence_keys), l->diags);
    f->evidence.document = load_text(l, node, "document");
    f->evidence.page = load_text(l, node, "page");
    f->evidence.quote = load_text(l, node, "quote");
    const char *date = load_text(l, node, "date");
    if (date == NULL)
        return;
    struct answer x = {l->arena, NULL, l->diags};
    f->evidence.has_date = answer_date(&x, date, yaml_get(node, "date")->pos, &f->evidence.date);
}

static void read_grade(struct loader *l, struct fact *f, const struct yaml_node *map)
{
    const char *text = load_text(l, map, "grade");
    if (text == NULL || grade_parse(text, &f->grade))
        return;
    static const char *const names[] = {"asserted", "document", "verified", "expert"};
    const char *near = nearest_name(text, names, LEN(names));
    const char *hint = near != NULL ? arena_printf(l->arena, "did you mean '%s'?", near)
                                    : "one of asserted, document, verified, expert";
    diag_add(l->diags, DIAG_ERROR, NULL, yaml_get(map, "grade")->pos, hint, "'%s' is not a grade",
             shown(l->arena, text));
}

/* A catalogued fact has one unit: a figure in another one must be converted by whoever knows it. */
static void read_unit(struct loader *l, struct fact *f, const struct yaml_node *map)
{
    f->unit = load_text(l, map, "unit");
    if (f->unit == NULL || f->def == NULL)
        return;
    const char *wanted = f->def->unit;
    if (wanted != NULL && strcmp(wanted, f->unit) == 0)
        return;
    const char *hint = wanted != NULL ? arena_printf(l->arena, "convert the figure to %s", wanted)
                                      : "leave the unit out";
    diag_add(l->diags, DIAG_ERROR, NULL, yaml_get(map, "unit")->pos, hint,
             "'%s' is not the unit of '%s'", shown(l->arena, f->unit), f->name);
}

static void read_long(struct loader *l, struct fact *f, const struct yaml_node *map)
{
    yaml_check_keys(map, "fact", fact_keys, LEN(fact_keys), l->diags);
    read_value(l, f, yaml_get(map, "value"));
    read_grade(l, f, map);
    read_range(l, f, map);
    f->sponsor = side_value(l, f, map, "sponsor", &f->has_claims);
    f->reviewer = side_value(l, f, map, "reviewer", &f->has_claims);
    read_evidence(l, f, yaml_get(map, "evidence"));
    read_unit(l, f, map);
    f->why = load_text(l, map, "why");
    f->note = load_text(l, map, "note");
}

void load_fact(struct loader *l, const char *name, const struct fact_def *def,
               const struct yaml_node *node, struct pos key_pos)
{
    if (!admit(l, name, def, key_pos))
        return;
    struct fact *f = ARENA_NEW(l->arena, struct fact);
    f->name = def != NULL ? def->name : arena_strdup(l->arena, name);
    f->def = def;
    f->pos = key_pos;
    bool context = def != NULL ? def->type->kind == FT_CONTEXT : node_by_year(node);
    if (node->kind == YAML_MAP && (!context || yaml_get(node, "value") != NULL))
        read_long(l, f, node);
    else
        read_value(l, f, node);
    if (!f->has_range)
        f->low = f->high = feel_null();
    if (!f->has_claims)
        f->sponsor = f->reviewer = feel_null();
    map_put(l->seen, name, f);
    /* A bare null says nothing that a missing line does not say. */
    if (f->value.kind != FEEL_UNKNOWN || !fact_is_short(f) || f->grade != GRADE_NONE)
        VEC_PUSH(l->arena, &l->facts, f);
}
