/* rule_parts.c: exceptions, remedies, evidence needs, messages and comparisons of a rule. */
#include <string.h>

#include "core/rulebook/internal.h"

void load_exceptions(struct load *l, struct rule *rule, const struct yaml_node *list)
{
    struct rule_exception *all = ARENA_ARRAY(l->a, list->n, struct rule_exception);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        if (!read_keys(l, node, &record_exception))
            continue;
        struct rule_exception *e = &all[rule->n_exceptions];
        e->pos = node->pos;
        const struct yaml_node *text = read_child(l, node, "if", YAML_SCALAR, true);
        const struct yaml_node *status = read_child(l, node, "status", YAML_SCALAR, true);
        const struct yaml_node *source = yaml_get(node, "source");
        e->why = read_text(l, node, "why", true);
        if (text == NULL || status == NULL || e->why == NULL)
            continue;
        e->condition = read_expr(l, rule->env, text, feel_type_simple(FT_BOOLEAN));
        int word = read_word(l, status, "status", settled_words);
        if (source == NULL)
            diag_add(l->d, DIAG_ERROR, "E030", node->pos, "add source: {ref, at}",
                     "an exception without a source");
        if (e->condition == NULL || word < 0 || source == NULL ||
            !load_citation(l, source, &e->citation))
            continue;
        e->status = (enum status)word;
        rule->n_exceptions++;
    }
    rule->exceptions = all;
}

void load_remedies(struct load *l, struct rule *rule, const struct yaml_node *list)
{
    struct remedy *all = ARENA_ARRAY(l->a, list->n, struct remedy);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        if (node->kind == YAML_SCALAR) {
            all[rule->n_remedies++].text = arena_strdup(l->a, node->text);
            continue;
        }
        if (!read_keys(l, node, &record_remedy))
            continue;
        struct remedy *r = &all[rule->n_remedies];
        r->text = read_text(l, node, "text", true);
        r->changes = read_texts(l, node, "changes", &r->n_changes);
        const struct yaml_node *changes = yaml_get(node, "changes");
        for (size_t j = 0; j < r->n_changes; j++)
            find_fact(l, r->changes[j],
                      changes->kind == YAML_LIST ? changes->items[j]->pos : changes->pos);
        if (r->text != NULL)
            rule->n_remedies++;
    }
    rule->remedies = all;
}

/* A text alone, or a map with who brings it, what shows it and who may waive it. */
void load_precedent(struct load *l, struct rule *rule, const struct yaml_node *node)
{
    if (node == NULL)
        return;
    if (node->kind == YAML_SCALAR) {
        rule->condition_precedent = arena_strdup(l->a, node->text);
        return;
    }
    if (!read_keys(l, node, &record_precedent))
        return;
    rule->condition_precedent = read_text(l, node, "text", true);
    rule->cp_owner = read_text(l, node, "owner", false);
    rule->cp_evidence = read_text(l, node, "evidence", false);
    rule->cp_waiver = read_text(l, node, "waiver", false);
}

void load_evidence(struct load *l, struct rule *rule, const struct yaml_node *list)
{
    struct evidence_need *all = ARENA_ARRAY(l->a, list->n, struct evidence_need);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        if (!read_keys(l, node, &record_evidence))
            continue;
        struct evidence_need *e = &all[rule->n_evidence];
        const char *fact = read_text(l, node, "fact", true);
        e->fact = fact != NULL ? find_fact(l, fact, yaml_get(node, "fact")->pos) : NULL;
        const struct yaml_node *grade = read_child(l, node, "min_grade", YAML_SCALAR, false);
        int word = grade != NULL ? read_word(l, grade, "grade", grade_words) : 0;
        e->min_grade = (enum grade)(word + 1);
        e->max_age = read_text(l, node, "max_age", false);
        int months, days;
        if (e->max_age != NULL && !period_parse(e->max_age, &months, &days))
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, yaml_get(node, "max_age")->pos,
                     "an ISO period such as P12M", "'%s' is not a period", e->max_age);
        else if (e->fact != NULL && word >= 0)
            rule->n_evidence++;
    }
    rule->evidence = all;
}

void load_messages(struct load *l, struct rule *rule, const struct yaml_node *map)
{
    if (!read_keys(l, map, &record_message))
        return;
    for (size_t i = 0; i <= STATUS_COUNT; i++) {
        const struct yaml_node *node = yaml_get(map, record_message.keys[i].name);
        if (node == NULL)
            continue;
        rule->compiled[i] = load_message(l, rule, node);
        if (rule->compiled[i] == NULL)
            continue;
        if (i < STATUS_COUNT)
            rule->messages[i] = rule->compiled[i]->text;
        else
            rule->message_any = rule->compiled[i]->text;
    }
}

/* --- compare -----------------------------------------------------------------------------------
 */

static void load_measures(struct load *l, struct rule *rule, const struct yaml_node *map)
{
    struct rule_measure *all = ARENA_ARRAY(l->a, map->n, struct rule_measure);
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *entry = &map->entries[i];
        if (!read_keys(l, entry->value, &record_measure))
            continue;
        struct rule_measure *m = &all[rule->n_measures];
        m->name = arena_strdup(l->a, entry->key);
        m->title = read_text(l, entry->value, "title", true);
        m->type = read_text(l, entry->value, "type", true);
        m->better = read_texts(l, entry->value, "better", &m->n_better);
        const struct yaml_node *computed = yaml_get(entry->value, "computed");
        int word = computed != NULL ? read_word(l, computed, "figure", measure_figures) : -1;
        m->computed = word >= 0 ? measure_figures[word] : NULL;
        if (m->type != NULL)
            feel_type_parse(l->a, m->type, yaml_get(entry->value, "type")->pos, l->d);
        rule->n_measures++;
    }
    rule->measures = all;
}

static const struct rule_measure *find_measure(struct load *l, const struct rule *rule,
                                               const struct yaml_entry *entry)
{
    const char **names = ARENA_ARRAY(l->a, rule->n_measures, const char *);
    for (size_t i = 0; i < rule->n_measures; i++) {
        names[i] = rule->measures[i].name;
        if (strcmp(names[i], entry->key) == 0)
            return &rule->measures[i];
    }
    const char *near = nearest_name(entry->key, names, rule->n_measures);
    diag_add(l->d, DIAG_ERROR, "E002", entry->pos,
             near != NULL ? arena_printf(l->a, "did you mean '%s'?", near) : NULL,
             "unknown measure '%s'", entry->key);
    return NULL;
}

static void load_cell(struct load *l, const struct rule *rule, const struct yaml_entry *entry,
                      struct measure_cell *cell)
{
    cell->not_encoded = read_text(l, entry->value, "not_encoded", false);
    const struct yaml_node *value =
        read_child(l, entry->value, "value", YAML_SCALAR, cell->not_encoded == NULL);
    const struct yaml_node *source = yaml_get(entry->value, "source");
    if (value != NULL && cell->not_encoded != NULL)
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, key_pos(entry->value, "not_encoded"),
                 "leave one of them out", "a value and a reason why there is none");
    else if (value != NULL)
        cell->value = read_expr(l, rule->env, value, NULL);
    if (source != NULL)
        cell->citations = load_citations(l, source, &cell->n_citations);
    else if (value != NULL)
        diag_add(l->d, DIAG_ERROR, "E030", entry->pos, "add source: [{ref, at}]",
                 "a value without a source");
    cell->confidence = read_text(l, entry->value, "confidence", false);
}

/* No cell stays blank: a reader could not tell a gap from a mistake. */
static void need_every_measure(struct load *l, const struct rule *rule,
                               const struct yaml_node *node)
{
    for (size_t i = 0; i < rule->n_measures; i++) {
        if (rule->measures[i].computed == NULL && yaml_get(node, rule->measures[i].name) == NULL)
            diag_add(l->d, DIAG_ERROR, CODE_MISSING, node->pos,
                     "give a value, or not_encoded with the reason", "no '%s' for this country",
                     rule->measures[i].name);
    }
}

static void load_country(struct load *l, const struct rule *rule, const struct yaml_node *node,
                         struct rule_country *out)
{
    if (node->kind != YAML_MAP) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "a country must be a map");
        return;
    }
    struct measure_cell *cells = ARENA_ARRAY(l->a, node->n, struct measure_cell);
    for (size_t i = 0; i < node->n; i++) {
        const struct yaml_entry *entry = &node->entries[i];
        if (strcmp(entry->key, "not_encoded") == 0) {
            out->not_encoded = read_text(l, node, "not_encoded", true);
            continue;
        }
        struct measure_cell *cell = &cells[out->n_cells];
        cell->measure = find_measure(l, rule, entry);
        if (!read_keys(l, entry->value, &record_cell) || cell->measure == NULL)
            continue;
        if (cell->measure->computed != NULL) {
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, entry->pos, "leave it out for every country",
                     "'%s' is computed", entry->key);
            continue;
        }
        load_cell(l, rule, entry, cell);
        if (cell->value != NULL || cell->not_encoded != NULL)
            out->n_cells++;
    }
    out->cells = cells;
    if (out->not_encoded == NULL)
        need_every_measure(l, rule, node);
}

void load_comparison(struct load *l, struct rule *rule, const struct yaml_node *node)
{
    const struct yaml_node *measures = read_child(l, node, "measures", YAML_MAP, false);
    const struct yaml_node *per = read_child(l, node, "per", YAML_MAP, false);
    if ((measures != NULL || per != NULL) && rule->kind != RULE_COMPARE)
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, key_pos(node, measures != NULL ? "measures" : "per"),
                 "set kind: compare", "only a compare rule has 'measures' and 'per'");
    if (measures != NULL)
        load_measures(l, rule, measures);
    if (per == NULL)
        return;
    struct rule_country *all = ARENA_ARRAY(l->a, per->n, struct rule_country);
    for (size_t i = 0; i < per->n; i++) {
        all[i].code = arena_strdup(l->a, per->entries[i].key);
        load_country(l, rule, per->entries[i].value, &all[i]);
    }
    rule->countries = all;
    rule->n_countries = per->n;
}
