/* rule.c: one rule of a pack, compiled. */
#include <string.h>

#include "core/rulebook/internal.h"

/* --- canonical form, for the rule's hash -------------------------------------------------------
 */

static void write_canonical(struct strbuf *out, const struct yaml_node *node, const char *leave_out)
{
    if (node->kind == YAML_SCALAR) {
        json_write_string(out, node->text);
        return;
    }
    strbuf_addch(out, node->kind == YAML_LIST ? '[' : '{');
    for (size_t i = 0; i < node->n; i++) {
        if (node->kind == YAML_LIST) {
            write_canonical(out, node->items[i], NULL);
        } else if (leave_out == NULL || strcmp(node->entries[i].key, leave_out) != 0) {
            json_write_string(out, node->entries[i].key);
            strbuf_addch(out, ':');
            write_canonical(out, node->entries[i].value, NULL);
        } else {
            continue;
        }
        strbuf_addch(out, ',');
    }
    strbuf_addch(out, node->kind == YAML_LIST ? ']' : '}');
}

/* --- parts of a rule ---------------------------------------------------------------------------
 */

static void load_head(struct load *l, struct rule *rule, const struct yaml_node *node)
{
    rule->title = read_text(l, node, "title", true);
    rule->version = read_version(l, node, true, 1);
    const struct yaml_node *word = read_child(l, node, "kind", YAML_SCALAR, true);
    int at = word != NULL ? read_word(l, word, "kind of rule", kind_words) : -1;
    if (at >= 0)
        rule->kind = (enum rule_kind)at;
    word = read_child(l, node, "severity", YAML_SCALAR, true);
    at = word != NULL ? read_word(l, word, "severity", severity_words) : -1;
    if (at >= 0)
        rule->severity = (enum rule_severity)at;
    rule->affects = read_texts(l, node, "affects", &rule->n_affects);
    word = yaml_get(node, "affects");
    for (size_t i = 0; word != NULL && word->kind == YAML_LIST && i < word->n; i++)
        read_word(l, word->items[i], "party", party_words);
    rule->supersedes = read_id(l, node, "supersedes", false);
    rule->superseded_by = read_id(l, node, "superseded_by", false);
    rule->legal_change = read_text(l, node, "legal_change", false);
    load_precedent(l, rule, yaml_get(node, "condition_precedent"));
    rule->references = read_texts(l, node, "reference", &rule->n_references);
    const struct yaml_node *max = yaml_get(node, "max_points");
    if (max != NULL)
        rule->has_max_points = read_number(l, max, &rule->max_points);
    if (max == NULL && (rule->kind == RULE_SCORE || rule->kind == RULE_READINESS))
        diag_add(l->d, DIAG_ERROR, CODE_MISSING, node->pos, NULL, "a %s rule needs 'max_points'",
                 rule_kind_name(rule->kind));
}

static void load_effective(struct load *l, struct rule *rule, const struct yaml_node *rule_node)
{
    rule->by = "assessment_date";
    const struct yaml_node *node = read_child(l, rule_node, "effective", YAML_MAP, true);
    if (node == NULL || !read_keys(l, node, &record_effective))
        return;
    read_date(l, node, "from", true, &rule->from);
    rule->has_to = read_date(l, node, "to", false, &rule->to);
    if (rule->has_to && date_cmp(rule->to, rule->from) < 0)
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, yaml_get(node, "to")->pos, NULL,
                 "the rule ends before it begins");
    const char *by = read_text(l, node, "by", false);
    if (by == NULL || strcmp(by, "assessment_date") == 0)
        return;
    const struct fact_def *def = find_fact(l, by, yaml_get(node, "by")->pos);
    if (def == NULL)
        return;
    rule->by = def->name;
    rule->by_fact = def;
    if (def->type->kind != FT_DATE)
        diag_add(l->d, DIAG_ERROR, "E012", yaml_get(node, "by")->pos, NULL,
                 "'%s' is not a date, so it cannot select the law in force", by);
}

static void load_lets(struct load *l, struct rule *rule, struct feel_env *env,
                      const struct yaml_node *map)
{
    struct rule_let *lets = ARENA_ARRAY(l->a, map->n, struct rule_let);
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *entry = &map->entries[i];
        if (!id_valid(entry->key) || strchr(entry->key, '.') != NULL) {
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, entry->pos, "lower-case letters, digits and '_'",
                     "'%s' is not a local name", entry->key);
            continue;
        }
        struct rule_let *let = &lets[rule->n_lets];
        let->name = arena_strdup(l->a, entry->key);
        let->expr = read_expr(l, env, entry->value, NULL);
        const struct feel_type *type = let->expr != NULL ? feel_expr_type(let->expr) : NULL;
        let->slot =
            feel_env_declare(env, let->name, type != NULL ? type : feel_type_simple(FT_ANY));
        if (let->expr != NULL)
            rule->n_lets++;
    }
    rule->lets = lets;
}

static const struct feel_expr *condition(struct load *l, struct rule *rule,
                                         const struct yaml_node *node, const char *key)
{
    const struct yaml_node *text = yaml_get(node, key);
    if (text == NULL)
        return NULL;
    return read_expr(l, rule->env, text, feel_type_simple(FT_BOOLEAN));
}

static void load_logic(struct load *l, struct rule *rule, struct feel_env *env,
                       const struct yaml_node *node)
{
    rule->env = env;
    const struct yaml_node *lets = read_child(l, node, "let", YAML_MAP, false);
    if (lets != NULL)
        load_lets(l, rule, env, lets);
    const struct yaml_node *table = read_child(l, node, "table", YAML_MAP, false);
    if (table != NULL)
        load_rule_table(l, rule, env, table);
    rule->applies_if = condition(l, rule, node, "applies_if");
    rule->fail_if = condition(l, rule, node, "fail_if");
    rule->conditional_if = condition(l, rule, node, "conditional_if");
    rule->pass_if = condition(l, rule, node, "pass_if");
    const struct yaml_node *value = yaml_get(node, "value");
    if (value != NULL)
        rule->value = read_expr(l, env, value, NULL);
    const struct yaml_node *list = read_child(l, node, "exceptions", YAML_LIST, false);
    if (list != NULL)
        load_exceptions(l, rule, list);
    bool conditions = yaml_get(node, "pass_if") != NULL || yaml_get(node, "fail_if") != NULL ||
                      yaml_get(node, "conditional_if") != NULL;
    bool only_compares = rule->kind == RULE_COMPARE && yaml_get(node, "measures") != NULL;
    if (table == NULL && !conditions && !only_compares)
        diag_add(l->d, DIAG_ERROR, CODE_MISSING, node->pos,
                 "add pass_if, conditional_if, fail_if or a table", "nothing decides the rule");
    if (conditions && rule->table_output != NULL && strcmp(rule->table_output, "status") == 0)
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, key_pos(node, "table"),
                 "leave either the conditions or the output 'status' out",
                 "both the table and conditions give the status");
}

/* --- what the rule reads -----------------------------------------------------------------------
 */

bool rule_decides(const struct rule *rule)
{
    return rule->kind != RULE_COMPARE || rule->table != NULL || rule->fail_if != NULL ||
           rule->conditional_if != NULL || rule->pass_if != NULL;
}

void rule_each_expr(const struct rule *rule,
                    void (*f)(void *data, const struct rule *rule, const struct feel_expr *e),
                    void *data)
{
    const struct feel_expr *conditions[] = {rule->applies_if, rule->fail_if, rule->conditional_if,
                                            rule->pass_if, rule->value};
    for (size_t i = 0; i < rule->n_lets; i++)
        f(data, rule, rule->lets[i].expr);
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        if (conditions[i] != NULL)
            f(data, rule, conditions[i]);
    }
    for (size_t i = 0; i < rule->n_exceptions; i++)
        f(data, rule, rule->exceptions[i].condition);
    for (size_t i = 0; i < rule->n_countries; i++) {
        for (size_t j = 0; j < rule->countries[i].n_cells; j++) {
            if (rule->countries[i].cells[j].value != NULL)
                f(data, rule, rule->countries[i].cells[j].value);
        }
    }
    for (size_t i = 0; i <= STATUS_COUNT; i++) {
        const struct rule_message *m = rule->compiled[i];
        for (size_t j = 0; m != NULL && j < m->n_parts; j++) {
            if (m->parts[j].expr != NULL)
                f(data, rule, m->parts[j].expr);
        }
    }
}

struct collect {
    struct load *l;
    struct map *facts, *rules;
};

static void collect_names(struct collect *c, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = catalogue_find(c->l->r->catalogue, names[i]);
        if (def == NULL)
            continue; /* a let, or assessment_date */
        map_put(c->facts, def->name, c->l);
        map_put(c->l->used_facts, def->name, c->l);
    }
}

static void collect_expr(void *data, const struct rule *rule, const struct feel_expr *e)
{
    (void)rule;
    struct collect *c = data;
    size_t n;
    const char *const *names = feel_expr_globals(e, &n);
    collect_names(c, names, n);
    const char **ids;
    n = feel_text_calls(c->l->a, feel_expr_text(e), "rule", &ids, NULL);
    for (size_t i = 0; i < n; i++)
        map_put(c->rules, ids[i], c->l);
}

static const char *const *sorted_keys(struct arena *a, const struct map *m, size_t *n)
{
    *n = map_count(m);
    const char **keys = ARENA_ARRAY(a, *n, const char *);
    for (size_t i = 0; i < *n; i++) {
        const char *key = map_at(m, i, NULL);
        size_t at = i;
        for (; at > 0 && strcmp(keys[at - 1], key) > 0; at--)
            keys[at] = keys[at - 1];
        keys[at] = key;
    }
    return keys;
}

static void collect_reads(struct load *l, struct rule *rule)
{
    struct collect c = {l, map_new(l->a), map_new(l->a)};
    rule_each_expr(rule, collect_expr, &c);
    if (rule->table != NULL) {
        size_t n;
        const char *const *names = feel_table_globals(rule->table, &n);
        collect_names(&c, names, n);
    }
    if (rule->by_fact != NULL)
        map_put(c.facts, rule->by, l);
    size_t n_globals = 0;
    const char *const *globals =
        rule->applies_if != NULL ? feel_expr_globals(rule->applies_if, &n_globals) : NULL;
    rule->applies_first = true;
    for (size_t i = 0; i < n_globals; i++) {
        if (!feel_env_lookup(catalogue_env(l->r->catalogue), globals[i], NULL, NULL))
            rule->applies_first = false;
    }
    rule->facts = sorted_keys(l->a, c.facts, &rule->n_facts);
    rule->uses = sorted_keys(l->a, c.rules, &rule->n_uses);
}

/* --- names that param("...") and rule("...") may use -------------------------------------------
 */

static bool param_exists(void *data, const char *name)
{
    const struct load *l = data;
    return map_has(l->r->param_ids, name);
}

static bool rule_exists(void *data, const char *id)
{
    const struct load *l = data;
    return map_has(l->rule_places, id);
}

static const char *nearest_key(struct arena *a, const struct map *m, const char *name)
{
    size_t n = map_count(m);
    const char **keys = ARENA_ARRAY(a, n, const char *);
    for (size_t i = 0; i < n; i++)
        keys[i] = map_at(m, i, NULL);
    return nearest_name(name, keys, n);
}

static const char *param_nearest(void *data, const char *name)
{
    const struct load *l = data;
    return nearest_key(l->a, l->r->param_ids, name);
}

static const char *rule_nearest(void *data, const char *id)
{
    const struct load *l = data;
    return nearest_key(l->a, l->rule_places, id);
}

static const struct feel_type *param_type(void *data, const char *name)
{
    const struct load *l = data;
    const struct param *p = map_get(l->r->param_ids, name);
    for (size_t i = 0; p != NULL && i < p->n_values; i++) {
        if (p->values[i].expected)
            continue;
        switch (p->values[i].value.kind) {
        case FEEL_NUMBER:
            return feel_type_simple(FT_NUMBER);
        case FEEL_BOOLEAN:
            return feel_type_simple(FT_BOOLEAN);
        case FEEL_DATE:
            return feel_type_simple(FT_DATE);
        default:
            return feel_type_simple(FT_STRING);
        }
    }
    return NULL;
}

struct feel_env *load_env(struct load *l)
{
    struct feel_env *env = feel_env_new(l->a, catalogue_env(l->r->catalogue));
    struct feel_names names = {param_exists, rule_exists, param_nearest,
                               rule_nearest, param_type,  l};
    feel_env_set_names(env, &names);
    return env;
}

/* --- the rule ----------------------------------------------------------------------------------
 */

static void keep_rule(struct load *l, struct rule *rule)
{
    VEC_PUSH(l->a, &l->r->rules, rule);
    const struct rule *newest = map_get(l->r->rule_ids, rule->id);
    if (newest == NULL || newest->version < rule->version)
        map_put(l->r->rule_ids, rule->id, rule);
    if (rule->n_slots > l->r->max_slots)
        l->r->max_slots = rule->n_slots;
    l->pack->n_rules++;
}

void load_rule(struct load *l, const struct yaml_node *node)
{
    size_t errors = diags_count(l->d, DIAG_ERROR);
    struct rule *rule = ARENA_NEW(l->a, struct rule);
    if (!read_keys(l, node, &record_rule) && node->kind != YAML_MAP)
        return;
    rule->pos = node->pos;
    rule->pack = l->pack->id;
    rule->id = read_id(l, node, "id", true);
    if (rule->id == NULL)
        rule->id = "?";
    load_head(l, rule, node);
    const struct yaml_node *source = yaml_get(node, "source");
    if (source == NULL)
        diag_add(l->d, DIAG_ERROR, "E030", node->pos, "add at least one {ref, at}",
                 "rule '%s' cites no source", rule->id);
    else
        rule->citations = load_citations(l, source, &rule->n_citations);
    load_effective(l, rule, node);
    struct feel_env *env = load_env(l);
    load_logic(l, rule, env, node);
    const struct yaml_node *part = read_child(l, node, "message", YAML_MAP, false);
    if (part != NULL)
        load_messages(l, rule, part);
    if ((part = read_child(l, node, "remedy", YAML_LIST, false)) != NULL)
        load_remedies(l, rule, part);
    if ((part = read_child(l, node, "evidence", YAML_LIST, false)) != NULL)
        load_evidence(l, rule, part);
    load_comparison(l, rule, node);
    if ((part = read_child(l, node, "tests", YAML_LIST, false)) != NULL)
        load_tests(l, rule, part);
    rule->n_slots = feel_env_slots(env);
    struct strbuf canonical;
    strbuf_init(&canonical, 0);
    write_canonical(&canonical, node, "tests");
    sha256_hex(canonical.buf, canonical.len, rule->sha256);
    strbuf_release(&canonical);
    if (diags_count(l->d, DIAG_ERROR) != errors)
        return;
    collect_reads(l, rule);
    lint_rule(l, rule, node);
    keep_rule(l, rule);
}
