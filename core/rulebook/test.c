/* test.c: the inline tests of a rule, read and checked; core/assess runs them. */
#include <string.h>

#include "core/rulebook/internal.h"

/* A YAML list as the text of a FEEL list of the fact's element type. */
static const char *list_text(struct load *l, const struct fact_def *def,
                             const struct yaml_node *list)
{
    const struct feel_type *t = def->type->kind == FT_LIST ? def->type->element : NULL;
    bool quote = t != NULL && (t->kind == FT_STRING || t->kind == FT_ENUM);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    strbuf_addch(&sb, '[');
    for (size_t i = 0; i < list->n; i++) {
        const char *text = list->items[i]->kind == YAML_SCALAR ? list->items[i]->text : "?";
        if (i != 0)
            strbuf_adds(&sb, ", ");
        if (quote)
            json_write_string(&sb, text);
        else
            strbuf_adds(&sb, text);
    }
    strbuf_addch(&sb, ']');
    const char *text = arena_strdup(l->a, sb.buf);
    strbuf_release(&sb);
    return text;
}

static bool given_value(struct load *l, const struct yaml_node *node, struct test_fact *out)
{
    const char *text = node->kind == YAML_LIST ? list_text(l, out->def, node) : node->text;
    if (node->kind == YAML_MAP) {
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, NULL, "a value is needed here");
        return false;
    }
    bool quoted = node->kind == YAML_SCALAR && !node->plain;
    if (node->kind == YAML_SCALAR && yaml_is_null(node))
        text = "";
    switch (fact_parse(l->a, out->def, text, quoted, node->pos, &out->value, l->d)) {
    case ANSWER_BAD:
        return false;
    case ANSWER_NONE:
        out->value = feel_null();
        return true;
    case ANSWER_UNKNOWN:
        out->value = feel_unknown_fact(l->a, out->def->name, out->def->type);
        return true;
    case ANSWER_VALUE:
        break;
    }
    return true;
}

static void load_given(struct load *l, struct rule_test *test, const struct yaml_node *map)
{
    struct test_fact *all = ARENA_ARRAY(l->a, map->n, struct test_fact);
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *entry = &map->entries[i];
        struct test_fact *f = &all[test->n_given];
        *f = (struct test_fact){.grade = GRADE_EXPERT, .has_date = true, .date = test->date};
        f->def = find_fact(l, entry->key, entry->pos);
        const struct yaml_node *value = entry->value;
        if (f->def == NULL)
            continue;
        if (value->kind == YAML_MAP) {
            if (!read_keys(l, value, &record_given))
                continue;
            const struct yaml_node *grade = yaml_get(value, "grade");
            int word = grade != NULL ? read_word(l, grade, "grade", grade_words) : 3;
            f->grade = (enum grade)(word + 1);
            if (yaml_get(value, "date") != NULL || grade != NULL)
                f->has_date = read_date(l, value, "date", false, &f->date);
            value = yaml_get(value, "value");
            if (value == NULL) {
                diag_add(l->d, DIAG_ERROR, CODE_MISSING, entry->pos, NULL,
                         "key 'value' is missing");
                continue;
            }
        }
        if (given_value(l, value, f))
            test->n_given++;
    }
    test->given = all;
}

static void load_counterfactuals(struct load *l, struct rule_test *test,
                                 const struct yaml_node *list)
{
    struct test_counterfactual *all = ARENA_ARRAY(l->a, list->n, struct test_counterfactual);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        struct test_counterfactual *c = &all[test->n_counterfactuals];
        if (node->kind != YAML_MAP) {
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, node->pos, "write {fact: \">= 1\"}",
                     "a counterfactual must be a map of facts");
            continue;
        }
        struct test_change *changes = ARENA_ARRAY(l->a, node->n, struct test_change);
        c->pos = node->pos;
        for (size_t j = 0; j < node->n; j++) {
            const struct yaml_entry *entry = &node->entries[j];
            if (entry->value->kind != YAML_SCALAR) {
                diag_add(l->d, DIAG_ERROR, CODE_VALUE, entry->value->pos, NULL,
                         "a condition such as \">= 1\" is needed here");
                continue;
            }
            if (strcmp(entry->key, "gives") == 0) {
                int word = read_word(l, entry->value, "status", settled_words);
                c->has_gives = word >= 0;
                c->gives = word >= 0 ? (enum status)word : STATUS_PASS;
                continue;
            }
            struct test_change change = {find_fact(l, entry->key, entry->pos),
                                         arena_strdup(l->a, entry->value->text)};
            if (change.def != NULL)
                changes[c->n_changes++] = change;
        }
        c->changes = changes;
        test->n_counterfactuals++;
    }
    test->counterfactuals = all;
}

static void load_expected_lets(struct load *l, const struct rule *rule, struct rule_test *test,
                               const struct yaml_node *map)
{
    struct test_let *all = ARENA_ARRAY(l->a, map->n, struct test_let);
    for (size_t i = 0; i < map->n; i++) {
        const struct yaml_entry *entry = &map->entries[i];
        bool known = false;
        for (size_t j = 0; j < rule->n_lets; j++)
            known = known || strcmp(rule->lets[j].name, entry->key) == 0;
        if (!known || entry->value->kind != YAML_SCALAR) {
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, entry->pos, NULL,
                     known ? "'%s' needs one value" : "'%s' is not a 'let' of the rule",
                     entry->key);
            continue;
        }
        all[test->n_lets++] =
            (struct test_let){arena_strdup(l->a, entry->key),
                              arena_strdup(l->a, entry->value->text), entry->value->pos};
    }
    test->lets = all;
}

static void load_numbers(struct load *l, struct rule_test *test, const struct yaml_node *node)
{
    const struct yaml_node *points = yaml_get(node, "points");
    if (points != NULL)
        test->has_points = read_number(l, points, &test->points);
    const struct yaml_node *bounds = read_child(l, node, "bounds", YAML_LIST, false);
    if (bounds != NULL && bounds->n == 2)
        test->has_bounds = read_number(l, bounds->items[0], &test->low) &&
                           read_number(l, bounds->items[1], &test->high);
    else if (bounds != NULL)
        diag_add(l->d, DIAG_ERROR, CODE_VALUE, bounds->pos, NULL, "'bounds' must be [low, high]");
    const struct yaml_node *row = yaml_get(node, "row");
    struct dec number;
    int64_t whole;
    if (row != NULL && read_number(l, row, &number)) {
        test->has_row = dec_to_int(number, &whole) && whole >= 0 && whole < 1000000;
        test->row = test->has_row ? (long)whole : 0;
        if (!test->has_row)
            diag_add(l->d, DIAG_ERROR, CODE_VALUE, row->pos, NULL, "'row' must be a row's number");
    }
}

static void load_expect(struct load *l, const struct rule *rule, struct rule_test *test,
                        const struct yaml_node *node)
{
    if (!read_keys(l, node, &record_expect))
        return;
    const struct yaml_node *part = yaml_get(node, "status");
    int word = part != NULL ? read_word(l, part, "status", verdict_words) : -1;
    test->has_status = word >= 0;
    test->status = word >= 0 ? (enum status)word : STATUS_ERROR;
    load_numbers(l, test, node);
    part = yaml_get(node, "asks");
    test->has_asks = part != NULL;
    test->asks = read_texts(l, node, "asks", &test->n_asks);
    for (size_t i = 0; i < test->n_asks; i++)
        find_fact(l, test->asks[i], part->kind == YAML_LIST ? part->items[i]->pos : part->pos);
    test->has_cites = yaml_get(node, "cites") != NULL;
    test->cites = read_texts(l, node, "cites", &test->n_cites);
    test->has_marks = yaml_get(node, "marks") != NULL;
    test->marks = read_texts(l, node, "marks", &test->n_marks);
    part = yaml_get(node, "marks");
    for (size_t i = 0; part != NULL && part->kind == YAML_LIST && i < part->n; i++)
        read_word(l, part->items[i], "mark", mark_words);
    if ((part = read_child(l, node, "let", YAML_MAP, false)) != NULL)
        load_expected_lets(l, rule, test, part);
    if ((part = read_child(l, node, "counterfactual", YAML_LIST, false)) != NULL)
        load_counterfactuals(l, test, part);
}

void load_tests(struct load *l, struct rule *rule, const struct yaml_node *list)
{
    struct rule_test *all = ARENA_ARRAY(l->a, list->n, struct rule_test);
    for (size_t i = 0; i < list->n; i++) {
        const struct yaml_node *node = list->items[i];
        if (!read_keys(l, node, &record_test))
            continue;
        struct rule_test *test = &all[rule->n_tests];
        test->pos = node->pos;
        test->name = read_text(l, node, "name", true);
        test->date = l->pack->checked_on;
        if (yaml_get(node, "date") != NULL)
            read_date(l, node, "date", false, &test->date);
        const struct yaml_node *given = read_child(l, node, "given", YAML_MAP, true);
        const struct yaml_node *expect = read_child(l, node, "expect", YAML_MAP, true);
        if (test->name == NULL || given == NULL || expect == NULL)
            continue;
        load_given(l, test, given);
        load_expect(l, rule, test, expect);
        rule->n_tests++;
    }
    rule->tests = all;
}
