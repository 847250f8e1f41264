/* eval.c: the evaluator: one switch over the kinds of node, limits, warnings. */
#include "core/feel/eval.h"

#include <stdarg.h>
#include <string.h>

#include "core/base/utf8.h"

/* --- warnings and limits -----------------------------------------------------------------------
 */

struct feel_value feel_error_null(void)
{
    return (struct feel_value){.kind = FEEL_NULL, .from_error = true};
}

__attribute__((format(printf, 3, 0))) static void add_warning(struct feel_run *run,
                                                              const struct feel_node *n,
                                                              const char *format, va_list ap)
{
    if (run->n_warnings == FEEL_MAX_WARNINGS)
        return;
    if (run->warnings == NULL)
        run->warnings = ARENA_ARRAY(run->arena, FEEL_MAX_WARNINGS, struct feel_warning);
    const struct feel_node *at = run->site != NULL ? run->site : n;
    struct feel_warning *w = &run->warnings[run->n_warnings++];
    w->start = at != NULL ? at->start : 0;
    w->end = at != NULL ? at->end : 0;
    w->message = arena_vprintf(run->arena, format, ap);
}

void feel_warn(struct feel_run *run, const struct feel_node *n, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    add_warning(run, n, format, ap);
    va_end(ap);
}

struct feel_value feel_fail(struct feel_run *run, const struct feel_node *n, const char *format,
                            ...)
{
    va_list ap;
    va_start(ap, format);
    add_warning(run, n, format, ap);
    va_end(ap);
    return feel_error_null();
}

const char *feel_brief(struct feel_run *run, struct feel_value v)
{
    enum { LONGEST = 60 };
    if (v.kind == FEEL_NULL)
        return "null";
    struct strbuf sb;
    strbuf_init(&sb, 4096);
    feel_write(&sb, v);
    size_t n = sb.len;
    bool cut = n > LONGEST;
    if (cut)
        for (n = LONGEST; n > 0 && ((unsigned char)sb.buf[n] & 0xC0) == 0x80;)
            n--;
    const char *text = arena_printf(run->arena, "%s %.*s%s", feel_kind_name(v.kind), (int)n, sb.buf,
                                    cut ? "..." : "");
    strbuf_release(&sb);
    return text;
}

bool feel_spend(struct feel_run *run, const struct feel_node *n, size_t steps, size_t bytes)
{
    if (run->exhausted)
        return false;
    run->steps += steps;
    const char *what = NULL;
    if (run->steps > FEEL_MAX_STEPS)
        what = "the expression takes too many steps";
    else if (bytes > FEEL_MAX_MEMORY ||
             arena_used(run->arena) - run->memory_start > FEEL_MAX_MEMORY - bytes)
        what = "the expression takes too much memory";
    if (what == NULL)
        return true;
    run->exhausted = true;
    feel_warn(run, n, "%s", what);
    return false;
}

struct feel_value feel_run_equal(struct feel_run *run, struct feel_value x, struct feel_value y)
{
    size_t visits = 0;
    struct feel_value v = feel_equal_counted(run->arena, x, y, &visits);
    if (x.kind == FEEL_STRING && y.kind == FEEL_STRING)
        visits += strlen(x.u.string) / 256;
    run->steps += visits;
    return v;
}

bool feel_run_weigh(struct feel_run *run, struct feel_value v)
{
    size_t visits = 0;
    if (v.kind == FEEL_STRING) {
        run->steps += strlen(v.u.string) / 256;
        return false;
    }
    bool unknown = feel_holds_unknown_counted(run->arena, v, NULL, &visits);
    run->steps += visits;
    return unknown;
}

/* --- unknowns ----------------------------------------------------------------------------------
 */

struct feel_value feel_unknown_from(struct feel_run *run, struct feel_value x, struct feel_value y)
{
    const struct feel_causes *cx = NULL, *cy = NULL;
    size_t visits = 0;
    feel_holds_unknown_counted(run->arena, x, &cx, &visits);
    feel_holds_unknown_counted(run->arena, y, &cy, &visits);
    run->steps += visits;
    return feel_unknown_of(run->arena, feel_causes_join(run->arena, cx, cy));
}

bool feel_same_result(struct feel_run *run, struct feel_value x, struct feel_value y)
{
    if (x.kind == FEEL_UNKNOWN || y.kind == FEEL_UNKNOWN)
        return x.kind == y.kind && x.u.unknown == y.u.unknown;
    return feel_identical(x, y) && !feel_run_weigh(run, x);
}

const struct feel_causes *feel_node_causes(struct feel_run *run, const struct feel_node *n)
{
    const struct feel_causes *causes = NULL;
    if (n == NULL)
        return NULL;
    if (n->kind == FN_GLOBAL && n->slot < run->n_globals)
        feel_holds_unknown(run->arena, run->globals[n->slot], &causes);
    else if (n->kind == FN_LOCAL && run->frame != NULL)
        feel_holds_unknown(run->arena, run->frame[n->slot], &causes);
    else if (n->kind == FN_INPUT)
        feel_holds_unknown(run->arena, run->input, &causes);
    for (size_t i = 0; i < n->n_kids; i++)
        causes = feel_causes_join(run->arena, causes, feel_node_causes(run, n->kids[i]));
    return causes;
}

bool feel_type_domain(struct arena *a, const struct feel_type *t, const struct feel_value **values,
                      size_t *n)
{
    if (t == NULL || (t->kind != FT_BOOLEAN && t->kind != FT_ENUM))
        return false;
    *n = t->kind == FT_BOOLEAN ? 2 : t->n;
    struct feel_value *all = ARENA_ARRAY(a, *n, struct feel_value);
    for (size_t i = 0; i < *n; i++)
        all[i] = t->kind == FT_BOOLEAN ? feel_boolean(i == 0) : feel_string(t->names[i]);
    *values = all;
    return *n > 0;
}

/* --- leaves and builders -----------------------------------------------------------------------
 */

static struct feel_value eval_list(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value *items = ARENA_ARRAY(run->arena, n->n_kids, struct feel_value);
    for (size_t i = 0; i < n->n_kids; i++)
        items[i] = feel_eval_node(run, n->kids[i]);
    return feel_list_of(run->arena, items, n->n_kids);
}

static struct feel_value eval_context(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value *values = ARENA_ARRAY(run->arena, n->n_kids, struct feel_value);
    for (size_t i = 0; i < n->n_kids; i++) {
        for (size_t k = 0; k < i; k++)
            if (strcmp(n->names[k], n->names[i]) == 0)
                return feel_fail(run, n, "the context has two entries called '%s'", n->names[i]);
        values[i] = feel_eval_node(run, n->kids[i]);
        run->frame[n->slot + i] = values[i];
    }
    return feel_context_of(run->arena, n->names, values, n->n_kids);
}

bool feel_fill_range(struct feel_run *run, const struct feel_node *n, struct feel_range *r)
{
    *r = (struct feel_range){.start_closed = n->start_closed, .end_closed = n->end_closed};
    r->start = feel_eval_node(run, n->kids[0]);
    r->end = feel_eval_node(run, n->kids[1]);
    int sign;
    bool ends_known = r->start.kind != FEEL_NULL && r->end.kind != FEEL_NULL &&
                      r->start.kind != FEEL_UNKNOWN && r->end.kind != FEEL_UNKNOWN;
    if (!ends_known || feel_order(r->start, r->end, &sign))
        return true;
    feel_warn(run, n, "no range from %s to %s", feel_brief(run, r->start), feel_brief(run, r->end));
    return false;
}

static struct feel_value eval_range(struct feel_run *run, const struct feel_node *n)
{
    struct feel_range *r = ARENA_NEW(run->arena, struct feel_range);
    if (!feel_fill_range(run, n, r))
        return feel_error_null();
    return (struct feel_value){.kind = FEEL_RANGE, .u.range = r};
}

static struct feel_value eval_unary_range(struct feel_run *run, const struct feel_node *n)
{
    static const char *const text[] = {[OP_EQ] = "=",  [OP_NE] = "!=", [OP_LT] = "<",
                                       [OP_LE] = "<=", [OP_GT] = ">",  [OP_GE] = ">="};
    struct feel_range *r = ARENA_NEW(run->arena, struct feel_range);
    struct feel_value bound = feel_eval_node(run, n->kids[0]);
    r->unary = text[n->op];
    if (n->op != OP_LT && n->op != OP_LE)
        r->start = bound;
    if (n->op != OP_GT && n->op != OP_GE)
        r->end = bound;
    r->start_closed = n->op == OP_GE || n->op == OP_EQ;
    r->end_closed = n->op == OP_LE || n->op == OP_EQ;
    return (struct feel_value){.kind = FEEL_RANGE, .u.range = r};
}

static struct feel_value eval_function(struct feel_run *run, const struct feel_node *n)
{
    struct feel_function *f = ARENA_NEW(run->arena, struct feel_function);
    size_t slots = run->expr->n_slots;
    struct feel_value *frame = ARENA_ARRAY(run->arena, slots, struct feel_value);
    if (slots != 0)
        memcpy(frame, run->frame, slots * sizeof *frame);
    f->node = n;
    f->expr = run->expr;
    f->frame = frame;
    return (struct feel_value){.kind = FEEL_FUNCTION, .u.function = f};
}

static struct feel_value eval_instance_of(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value v = feel_eval_node(run, n->kids[0]);
    if (feel_run_weigh(run, v))
        return feel_unknown_from(run, v, feel_null());
    return feel_boolean(v.kind != FEEL_NULL && feel_value_conforms(v, n->type_arg));
}

static struct feel_value eval_binary(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value l = feel_eval_node(run, n->kids[0]);
    struct feel_value r = feel_eval_node(run, n->kids[1]);
    if (n->op >= OP_EQ)
        return feel_compare(run, n, n->op, l, r, false);
    return feel_arithmetic(run, n, n->op, l, r);
}

/* An operand of logic: anything but a boolean, null or unknown counts as null. */
static struct feel_value truth(struct feel_run *run, const struct feel_node *n)
{
    struct feel_value v = feel_eval_node(run, n);
    if (v.kind == FEEL_BOOLEAN || v.kind == FEEL_NULL || v.kind == FEEL_UNKNOWN)
        return v;
    return feel_fail(run, n, "%s is not a boolean", feel_brief(run, v));
}

static struct feel_value eval_global(struct feel_run *run, const struct feel_node *n)
{
    if (n->slot < run->n_globals)
        return run->globals[n->slot];
    return feel_fail(run, n, "'%s' has no value", n->name);
}

static struct feel_value eval_kind(struct feel_run *run, const struct feel_node *n)
{
    switch (n->kind) {
    case FN_LITERAL:
        return n->value;
    case FN_GLOBAL:
        return eval_global(run, n);
    case FN_LOCAL:
        return run->frame[n->slot];
    case FN_INPUT:
        return run->input;
    case FN_ENTRY:
        return feel_eval_entry(run, n);
    case FN_PATH:
        return feel_eval_path(run, n);
    case FN_NEGATE:
        return feel_negate(run, n, feel_eval_node(run, n->kids[0]));
    case FN_BINARY:
        return eval_binary(run, n);
    case FN_AND:
    case FN_OR: {
        struct feel_value l = truth(run, n->kids[0]);
        return feel_logic(run, n->kind == FN_AND, l, truth(run, n->kids[1]));
    }
    case FN_BETWEEN:
        return feel_eval_between(run, n);
    case FN_IN:
        return feel_eval_in(run, n);
    case FN_INSTANCE_OF:
        return eval_instance_of(run, n);
    case FN_IF:
        return feel_eval_if(run, n);
    case FN_FOR:
        return feel_eval_for(run, n);
    case FN_SOME:
    case FN_EVERY:
        return feel_eval_quantified(run, n);
    case FN_FILTER:
        return feel_eval_filter(run, n);
    case FN_LIST:
        return eval_list(run, n);
    case FN_CONTEXT:
        return eval_context(run, n);
    case FN_RANGE:
        return eval_range(run, n);
    case FN_UNARY_RANGE:
        return eval_unary_range(run, n);
    case FN_CALL:
        return feel_eval_call(run, n);
    case FN_CALL_VALUE:
        return feel_eval_call_value(run, n);
    case FN_FUNCTION:
        return eval_function(run, n);
    default:
        return feel_eval_test(run, n);
    }
}

struct feel_value feel_eval_node(struct feel_run *run, const struct feel_node *n)
{
    if (run->exhausted)
        return feel_error_null();
    if (run->depth >= FEEL_MAX_EVAL_DEPTH)
        return feel_fail(run, n, "the expression nests too deeply");
    if (++run->steps > FEEL_MAX_STEPS || (run->steps & 63) == 0) {
        if (!feel_spend(run, n, 0, 0))
            return feel_error_null();
    }
    run->depth++;
    struct feel_value v = eval_kind(run, n);
    run->depth--;
    if (run->trace != NULL)
        run->trace[n->id] = v;
    return v;
}

/* --- functions ---------------------------------------------------------------------------------
 */

struct feel_value feel_call_function(struct feel_run *run, const struct feel_node *call,
                                     const struct feel_function *f, const struct feel_value *args,
                                     size_t n)
{
    if (n != f->node->n_names)
        return feel_fail(run, call, "the function takes %zu arguments, not %zu", f->node->n_names,
                         n);
    size_t slots = f->expr->n_slots;
    if (!feel_spend(run, call, 1, slots * sizeof *args))
        return feel_error_null();
    struct feel_value *frame = ARENA_ARRAY(run->arena, slots, struct feel_value);
    if (slots != 0)
        memcpy(frame, f->frame, slots * sizeof *frame);
    for (size_t i = 0; i < n; i++) {
        const struct feel_type *type =
            f->node->param_types != NULL ? f->node->param_types[i] : NULL;
        if (type != NULL && !feel_convert(run->arena, args[i], type, &frame[f->node->slot + i]))
            return feel_fail(run, call, "argument '%s' cannot be %s", f->node->names[i],
                             feel_brief(run, args[i]));
        if (type == NULL)
            frame[f->node->slot + i] = args[i];
    }
    struct feel_scope saved = {run->frame, run->expr, run->trace};
    const struct feel_node *site = run->site;
    if (f->expr != run->expr) {
        run->trace = NULL;
        run->site = site != NULL ? site : call;
    }
    run->frame = frame;
    run->expr = f->expr;
    struct feel_value v = feel_eval_node(run, f->node->kids[0]);
    feel_run_leave(run, saved);
    run->site = site;
    return v;
}

void feel_write_function(struct strbuf *out, const struct feel_function *f)
{
    const struct feel_node *n = f->node;
    strbuf_add(out, f->expr->text + n->start, n->end - n->start);
}

/* --- entry -------------------------------------------------------------------------------------
 */

void feel_run_begin(struct feel_run *run)
{
    run->warnings = NULL;
    run->n_warnings = 0;
    run->assumed = NULL;
    run->n_assumed = 0;
    run->site = NULL;
    run->depth = 0;
    run->steps = 0;
    run->exhausted = false;
    run->memory_start = arena_used(run->arena);
}

struct feel_scope feel_run_enter(struct feel_run *run, const struct feel_expr *e)
{
    struct feel_scope saved = {run->frame, run->expr, run->trace};
    run->expr = e;
    run->frame = e->n_slots != 0 ? ARENA_ARRAY(run->arena, e->n_slots, struct feel_value) : NULL;
    return saved;
}

void feel_run_leave(struct feel_run *run, struct feel_scope saved)
{
    run->frame = saved.frame;
    run->expr = saved.expr;
    run->trace = saved.trace;
}

size_t feel_expr_nodes(const struct feel_expr *e)
{
    return e->n_nodes;
}

struct feel_value feel_eval(const struct feel_expr *e, struct feel_run *run)
{
    feel_run_begin(run);
    struct feel_scope saved = feel_run_enter(run, e);
    struct feel_value v = feel_eval_node(run, e->root);
    feel_run_leave(run, saved);
    return v;
}

struct feel_value feel_eval_tests(const struct feel_expr *e, struct feel_run *run)
{
    feel_run_begin(run);
    struct feel_scope saved = feel_run_enter(run, e);
    struct feel_value v = feel_eval_any_test(run, &e->root, 1);
    if (run->trace != NULL)
        run->trace[e->root->id] = v;
    feel_run_leave(run, saved);
    return v;
}
