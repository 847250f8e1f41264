/* builtins_facts.c: adit's additions: what is known about a fact, parameters, other rules. */
#include <string.h>

#include "core/feel/builtins.h"

/* The fact that a call is about: its first argument as written, not its value. */
static const char *fact_name(const struct feel_node *call)
{
    const struct feel_node *arg = call->kids[0];
    return arg != NULL && (arg->kind == FN_GLOBAL || arg->kind == FN_LOCAL) ? arg->name : NULL;
}

FEEL_BUILTIN(bi_known)
{
    (void)run;
    (void)call;
    (void)n;
    return feel_boolean(args[0].kind != FEEL_UNKNOWN);
}

static void assume(struct feel_run *run, const char *name)
{
    for (size_t i = 0; i < run->n_assumed; i++)
        if (strcmp(run->assumed[i], name) == 0)
            return;
    const char **names = ARENA_ARRAY(run->arena, run->n_assumed + 1, const char *);
    if (run->n_assumed != 0)
        memcpy(names, run->assumed, run->n_assumed * sizeof *names);
    names[run->n_assumed++] = name;
    run->assumed = names;
}

FEEL_BUILTIN(bi_default)
{
    (void)n;
    if (args[0].kind != FEEL_UNKNOWN)
        return args[0];
    const char *name = fact_name(call);
    const struct feel_causes *causes = args[0].u.unknown->causes;
    if (name != NULL)
        assume(run, name);
    else
        for (size_t i = 0; causes != NULL && i < causes->n; i++)
            assume(run, causes->names[i]);
    return args[1];
}

FEEL_BUILTIN(bi_param)
{
    struct feel_value date = n > 1 ? args[1] : feel_null();
    if (run->host == NULL || run->host->param == NULL)
        return feel_fail(run, call, "param: there are no parameters here");
    if (n > 1 && date.kind != FEEL_DATE)
        return feel_fail(run, call, "param: the date cannot be %s", feel_brief(run, date));
    struct feel_value v = run->host->param(run->host->data, run->arena, args[0].u.string, date);
    if (v.kind != FEEL_NULL)
        return v;
    return feel_fail(run, call, "param: '%s' has no value in force%s%s", args[0].u.string,
                     n > 1 ? " on " : "", n > 1 ? feel_text(run->arena, date) : "");
}

FEEL_BUILTIN(bi_evidence)
{
    (void)args;
    (void)n;
    const char *name = fact_name(call);
    if (name == NULL)
        return feel_fail(run, call, "evidence: takes the name of a fact");
    if (run->host == NULL || run->host->evidence == NULL)
        return feel_fail(run, call, "evidence: there is no evidence here");
    return run->host->evidence(run->host->data, run->arena, name);
}

FEEL_BUILTIN(bi_rule)
{
    (void)n;
    if (run->host == NULL || run->host->rule == NULL)
        return feel_fail(run, call, "rule: there are no other rules here");
    struct feel_value v = run->host->rule(run->host->data, run->arena, args[0].u.string);
    if (v.kind != FEEL_NULL)
        return v;
    return feel_fail(run, call, "rule: '%s' has no status", args[0].u.string);
}
