/* rule_table.c: the decision table of a rule: from YAML to the table compiler's description. */
#include <string.h>

#include "core/rulebook/internal.h"

static const char *scalar(const struct yaml_node *map, const char *key, struct pos *pos,
                          const struct yaml_node **origin, struct load *l)
{
    const char *text = read_text(l, map, key, false);
    if (text != NULL) {
        *origin = yaml_get(map, key);
        *pos = (*origin)->pos;
    }
    return text;
}

static bool load_columns(struct load *l, const struct yaml_node *list, bool output,
                         const struct feel_table_column **out, size_t *n)
{
    struct feel_table_column *columns = ARENA_ARRAY(l->a, list->n, struct feel_table_column);
    bool ok = list->n != 0;
    if (!ok)
        diag_add(l->d, DIAG_ERROR, CODE_MISSING, list->pos, NULL, "a table needs columns");
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        struct feel_table_column *c = &columns[i];
        if (!read_keys(l, node, output ? &record_output : &record_input) &&
            node->kind != YAML_MAP) {
            ok = false;
            continue;
        }
        c->pos = node->pos;
        if (output)
            c->name = read_id(l, node, "name", true);
        else if (read_text(l, node, "expr", true) != NULL)
            c->text = scalar(node, "expr", &c->pos, &c->origin, l);
        c->type = read_text(l, node, "type", false);
        c->values = scalar(node, "values", &c->values_pos, &c->values_origin, l);
        if (output)
            c->default_text = scalar(node, "default", &c->default_pos, &c->default_origin, l);
        ok = ok && (output ? c->name != NULL : c->text != NULL);
    }
    *out = columns;
    *n = list->n;
    return ok;
}

static bool load_cells(struct load *l, const struct yaml_node *row, const char *key,
                       const struct feel_table_cell **out, size_t *n)
{
    const struct yaml_node *list = read_child(l, row, key, YAML_LIST, true);
    if (list == NULL)
        return false;
    struct feel_table_cell *cells = ARENA_ARRAY(l->a, list->n, struct feel_table_cell);
    bool ok = true;
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        if (node->kind != YAML_SCALAR) {
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, "quote the text",
                     "a cell must be one text");
            ok = false;
            continue;
        }
        cells[i] = (struct feel_table_cell){arena_strdup(l->a, node->text), node->pos, node};
    }
    *out = cells;
    *n = list->n;
    return ok;
}

static bool load_rows(struct load *l, const struct yaml_node *list, struct feel_table_spec *spec)
{
    struct feel_table_row *rows = ARENA_ARRAY(l->a, list->n, struct feel_table_row);
    bool ok = true;
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        if (!read_keys(l, node, &record_row)) {
            ok = false;
            continue;
        }
        rows[i].pos = node->pos;
        rows[i].note = read_text(l, node, "note", false);
        ok = load_cells(l, node, "when", &rows[i].when, &rows[i].n_when) && ok;
        ok = load_cells(l, node, "then", &rows[i].then, &rows[i].n_then) && ok;
    }
    spec->rows = rows;
    spec->n_rows = list->n;
    return ok;
}

/* Outputs become names of the rule: conditions and messages use them. */
static void declare_outputs(struct load *l, struct rule *rule, struct feel_env *env)
{
    const struct feel_table_spec *spec = rule->table_spec;
    struct rule_output *outputs = ARENA_ARRAY(l->a, spec->n_outputs, struct rule_output);
    bool number = strcmp(spec->hit, "C+") == 0 || strcmp(spec->hit, "C#") == 0;
    for (size_t i = 0; i < spec->n_outputs; i++) {
        const struct feel_table_column *c = &spec->outputs[i];
        const struct feel_type *type = feel_type_simple(number ? FT_NUMBER : FT_ANY);
        if (!number && c->type != NULL)
            type = feel_type_parse(l->a, c->type, c->pos, l->d);
        if (type == NULL)
            type = feel_type_simple(FT_ANY);
        outputs[i].name = c->name;
        outputs[i].slot = feel_env_declare(env, c->name, type);
        if (rule->table_output == NULL &&
            (strcmp(c->name, "points") == 0 || strcmp(c->name, "status") == 0))
            rule->table_output = c->name;
    }
    rule->outputs = outputs;
    rule->n_outputs = spec->n_outputs;
    rule->has_note = true;
    rule->note_slot = feel_env_declare(env, "note", feel_type_simple(FT_STRING));
}

void load_rule_table(struct load *l, struct rule *rule, struct feel_env *env,
                     const struct yaml_node *node)
{
    if (!read_keys(l, node, &record_table))
        return;
    struct feel_table_spec *spec = ARENA_NEW(l->a, struct feel_table_spec);
    spec->pos = node->pos;
    const struct yaml_node *hit = read_child(l, node, "hit", YAML_SCALAR, true);
    int word = hit != NULL ? read_word(l, hit, "hit policy", hit_words) : -1;
    bool ok = word >= 0 && read_flag(l, node, "complete", &spec->complete);
    const struct yaml_node *inputs = read_child(l, node, "inputs", YAML_LIST, true);
    const struct yaml_node *outputs = read_child(l, node, "outputs", YAML_LIST, true);
    const struct yaml_node *rows = read_child(l, node, "rules", YAML_LIST, true);
    if (inputs == NULL || outputs == NULL || rows == NULL)
        return;
    ok = load_columns(l, inputs, false, &spec->inputs, &spec->n_inputs) && ok;
    ok = load_columns(l, outputs, true, &spec->outputs, &spec->n_outputs) && ok;
    ok = load_rows(l, rows, spec) && ok;
    if (!ok)
        return;
    spec->hit = hit_words[word];
    rule->table_spec = spec;
    rule->table = feel_table_compile(l->a, env, spec, false, l->d);
    declare_outputs(l, rule, env);
    if (rule->table_output == NULL)
        diag_add(l->d, DIAG_ERROR, CODE_MISSING, outputs->pos,
                 "name an output 'points' or 'status'",
                 "the table gives neither points nor a status");
}
