/* eval_call.c: calling built-ins and function values. */
#include <string.h>

#include "core/feel/builtins.h"
#include "core/feel/eval.h"

enum { FEW_ARGS = 16 };

/* --- built-ins ---------------------------------------------------------------------------------
 */

/* The declared type of the i-th argument; the last parameter of a variadic function repeats. */
static const struct feel_type *param_type(const struct feel_builtin *b, size_t i)
{
    size_t n = 0;
    while (b->params[n] != NULL)
        n++;
    if (b->param_types == NULL || n == 0)
        return NULL;
    return b->param_types[i < n ? i : n - 1];
}

static const char *param_name(const struct feel_builtin *b, size_t i)
{
    size_t n = 0;
    while (b->params[n] != NULL)
        n++;
    return n == 0 ? "" : b->params[i < n ? i : n - 1];
}

/* Fits v to its parameter: a list of one where a scalar is wanted, a scalar where a list is. */
static bool fit(struct feel_run *run, struct feel_value *v, const struct feel_type *t)
{
    if (t->kind == FT_LIST && v->kind != FEEL_LIST) {
        *v = feel_as_list(run->arena, *v);
        return true;
    }
    if (t->kind != FT_LIST && v->kind == FEEL_LIST && v->u.list->n == 1)
        *v = v->u.list->items[0];
    return v->kind != FEEL_NULL && (v->kind == FEEL_UNKNOWN || feel_value_conforms(*v, t));
}

/* Checks args against the parameters; false with *out set when the call is not to be made. */
static bool fit_args(struct feel_run *run, const struct feel_node *n, struct feel_value *args,
                     size_t n_args, struct feel_value *out)
{
    const struct feel_builtin *b = n->builtin;
    bool unknown = false;
    for (size_t i = 0; i < n_args; i++) {
        if (b->strict)
            unknown |= feel_run_weigh(run, args[i]);
        else if (args[i].kind == FEEL_LIST)
            run->steps += args[i].u.list->n / 8;
    }
    if (unknown) {
        *out = feel_null();
        for (size_t i = 0; i < n_args; i++)
            *out = feel_unknown_from(run, *out, args[i]);
        return false;
    }
    for (size_t i = 0; i < n_args; i++) {
        const struct feel_type *t = param_type(b, i);
        if (t == NULL || args[i].kind == FEEL_UNKNOWN)
            continue;
        if (args[i].kind == FEEL_NULL && args[i].from_error) {
            *out = feel_error_null();
            return false;
        }
        struct feel_value given = args[i];
        if (given.kind != FEEL_NULL && fit(run, &args[i], t))
            continue;
        *out = feel_fail(run, n, "%s: %s cannot be %s", b->name, param_name(b, i),
                         feel_brief(run, given));
        return false;
    }
    return true;
}

struct feel_value feel_eval_call(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value few[FEW_ARGS];
    struct feel_value *args = few;
    size_t n_args = n->n_kids;
    const struct feel_builtin *b = n->builtin;
    if (b == NULL)
        return feel_fail(run, n, "%s", n->name);
    while (n_args > 0 && n->kids[n_args - 1] == NULL)
        n_args--;
    if (n_args > FEW_ARGS)
        args = ARENA_ARRAY(run->arena, n_args, struct feel_value);
    for (size_t i = 0; i < n_args; i++)
        args[i] = n->kids[i] != NULL ? feel_eval_node(run, n->kids[i]) : feel_null();
    if (n_args < b->min_args || n_args > b->max_args)
        return feel_fail(run, n, "%s cannot take %zu arguments", b->name, n_args);
    struct feel_value out;
    if (!fit_args(run, n, args, n_args, &out))
        return out;
    return b->eval(run, n, args, n_args);
}

/* --- function values ---------------------------------------------------------------------------
 */

/* Puts named arguments in the order of the parameters; false when a name is none of them. */
static bool order_args(const struct feel_node *n, const struct feel_function *f,
                       const struct feel_value *given, struct feel_value *args)
{
    for (size_t i = 0; i < n->n_names; i++) {
        size_t k = 0;
        while (k < f->node->n_names && strcmp(f->node->names[k], n->names[i]) != 0)
            k++;
        if (k == f->node->n_names)
            return false;
        args[k] = given[i];
    }
    return true;
}

struct feel_value feel_eval_call_value(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value f = feel_eval_node(run, n->kids[0]);
    size_t n_args = n->n_kids - 1;
    struct feel_value *args = ARENA_ARRAY(run->arena, n_args, struct feel_value);
    for (size_t i = 0; i < n_args; i++)
        args[i] = feel_eval_node(run, n->kids[i + 1]);
    if (f.kind == FEEL_UNKNOWN) {
        for (size_t i = 0; i < n_args; i++)
            f = feel_unknown_from(run, f, args[i]);
        return f;
    }
    if (f.kind != FEEL_FUNCTION) {
        if (f.from_error)
            return f;
        return feel_fail(run, n, "%s is not a function", feel_brief(run, f));
    }
    if (n->n_names == 0)
        return feel_call_function(run, n, f.u.function, args, n_args);
    struct feel_value *ordered = ARENA_ARRAY(run->arena, n_args, struct feel_value);
    if (n_args != f.u.function->node->n_names || !order_args(n, f.u.function, args, ordered))
        return feel_fail(run, n, "the arguments are not those of the function");
    return feel_call_function(run, n, f.u.function, ordered, n_args);
}
