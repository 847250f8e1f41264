/* check_call.c: arguments of built-in calls, and the type that a call gives. */
#include <string.h>

#include "core/feel/parser.h"
#include "core/feel/temporal.h"

static bool is_call(const struct feel_node *n, const char *name)
{
    return strcmp(n->builtin->name, name) == 0;
}

static const struct feel_node *arg(const struct feel_node *n, size_t i)
{
    return i < n->n_kids ? n->kids[i] : NULL;
}

static const char *literal_text(const struct feel_node *n)
{
    return n != NULL && n->kind == FN_LITERAL && n->value.kind == FEEL_STRING ? n->value.u.string
                                                                              : NULL;
}

/* --- arguments ---------------------------------------------------------------------------------
 */

/* A list of one is taken where a scalar is wanted, a scalar where a list is. */
static bool argument_fits(const struct feel_type *given, const struct feel_type *wanted)
{
    if (wanted == NULL || feel_types_overlap(given, wanted))
        return true;
    if (wanted->kind == FT_LIST && given->kind != FT_LIST)
        return wanted->element == NULL || feel_types_overlap(given, wanted->element);
    return given->kind == FT_LIST && wanted->kind != FT_LIST &&
           (given->element == NULL || feel_types_overlap(given->element, wanted));
}

static void check_arguments(struct parser *p, const struct feel_node *n)
{
    const struct feel_builtin *b = n->builtin;
    size_t n_params = 0;
    while (b->params[n_params] != NULL)
        n_params++;
    for (size_t i = 0; i < n->n_kids; i++) {
        size_t k = i < n_params ? i : n_params - 1;
        const struct feel_type *wanted = b->param_types[k];
        if (n->kids[i] != NULL && !argument_fits(n->kids[i]->type, wanted))
            parser_load_error(p, "E012", n->kids[i]->start, NULL, "%s: %s is %s, not %s", b->name,
                              b->params[k], type_words(p, n->kids[i]->type), type_words(p, wanted));
    }
}

static void check_rule_or_param(struct parser *p, struct feel_node *n)
{
    const struct feel_names *names = feel_env_names(p->e->env);
    const char *name = literal_text(arg(n, 0));
    bool is_param = is_call(n, "param");
    if (names == NULL || name == NULL)
        return;
    bool (*exists)(void *, const char *) = is_param ? names->param_exists : names->rule_exists;
    const char *(*nearest)(void *, const char *) =
        is_param ? names->param_nearest : names->rule_nearest;
    if (exists != NULL && !exists(names->data, name)) {
        const char *near = nearest != NULL ? nearest(names->data, name) : NULL;
        parser_load_error(p, "E011", n->kids[0]->start,
                          near != NULL ? arena_printf(p->a, "did you mean \"%s\"?", near) : NULL,
                          "there is no %s \"%s\"", is_param ? "parameter" : "rule", name);
        return;
    }
    if (is_param && names->param_type != NULL) {
        const struct feel_type *t = names->param_type(names->data, name);
        n->type = t != NULL ? t : feel_type_simple(FT_ANY);
    }
}

static void check_fact(struct parser *p, const struct feel_node *n)
{
    const struct feel_node *fact = arg(n, 0);
    if (fact != NULL && fact->kind != FN_GLOBAL && fact->kind != FN_LOCAL &&
        fact->kind != FN_PATH && fact->kind != FN_ENTRY)
        parser_load_error(p, "E012", fact->start, NULL, "%s takes the name of a fact",
                          n->builtin->name);
}

/* --- results -----------------------------------------------------------------------------------
 */

/* Join of what the arguments hold: elements of lists, others as they are. */
static const struct feel_type *elements_join(struct parser *p, const struct feel_node *n)
{
    const struct feel_type *t = NULL;
    for (size_t i = 0; i < n->n_kids; i++) {
        if (n->kids[i] == NULL)
            continue;
        const struct feel_type *given = n->kids[i]->type;
        if (given->kind == FT_LIST)
            given = element_type(given);
        t = t == NULL ? given : type_join(p, t, given);
    }
    return t == NULL || t->kind == FT_NULL ? feel_type_simple(FT_ANY) : t;
}

static const struct feel_type *duration_type(const struct feel_node *text)
{
    const char *s = literal_text(text);
    struct feel_value v;
    if (s == NULL || !feel_parse_duration(s, strlen(s), &v))
        return feel_type_simple(FT_ANY);
    return feel_type_simple(v.kind == FEEL_YEARS_DURATION ? FT_YEARS_DURATION : FT_DAYS_DURATION);
}

/* Functions whose list holds what the list in their first argument holds. */
static bool keeps_elements(const struct feel_node *n)
{
    static const char *const names[] = {"sublist", "remove", "reverse", "distinct values", "sort"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (is_call(n, names[i]))
            return true;
    }
    return false;
}

static const struct feel_type *result_type(struct parser *p, const struct feel_node *n)
{
    const struct feel_node *first = arg(n, 0), *second = arg(n, 1);
    if (is_call(n, "min") || is_call(n, "max"))
        return elements_join(p, n);
    if (is_call(n, "union") || is_call(n, "concatenate"))
        return feel_type_list(p->a, elements_join(p, n));
    if (first != NULL && keeps_elements(n))
        return feel_type_list(p->a, element_type(first->type));
    if (is_call(n, "duration"))
        return duration_type(first);
    if (is_call(n, "abs") && first != NULL && first->type->kind != FT_LIST)
        return first->type;
    if (is_call(n, "default") && first != NULL && second != NULL)
        return type_join(p, first->type, second->type);
    return feel_type_simple(n->builtin->result);
}

void check_call(struct parser *p, struct feel_node *n)
{
    check_arguments(p, n);
    n->type = result_type(p, n);
    if (is_call(n, "param") || is_call(n, "rule"))
        check_rule_or_param(p, n);
    else if (is_call(n, "known") || is_call(n, "evidence"))
        check_fact(p, n);
    else if (is_call(n, "not") && arg(n, 0) != NULL)
        check_boolean(p, n->kids[0], "what 'not' negates");
}
