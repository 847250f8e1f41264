/* decide.c: a rule's status over given values, in the order of rule-format section 3: not in force
 * or not applicable, exceptions, fail_if, conditional_if, pass_if, else the missing one. An open
 * condition leaves both ways possible; the status is settled when all ways end alike. */
#include <string.h>

#include "core/assess/internal.h"

#define BIT(status) (1u << (status))

struct deciding {
    struct work *w;
    const struct rule *rule;
    struct decision *d;
    struct feel_value table; /* the output that decides; null when there is none */
    unsigned base;           /* what was possible before the exceptions, and why */
    const struct feel_causes *base_causes;
};

bool rule_gives_points(const struct rule *rule)
{
    return (rule->table != NULL && strcmp(rule->table_output, "points") == 0) ||
           (rule->value != NULL && rule->has_max_points);
}

/* --- cuts of open expressions ------------------------------------------------------------------
 */

static struct fact_cuts *cuts_of(struct cut_list *list, size_t slot)
{
    for (size_t i = 0; i < list->facts.n; i++) {
        if (list->facts.items[i].slot == slot)
            return &list->facts.items[i];
    }
    struct fact_cuts f = {.slot = slot, .cuts = {.exact = true}};
    VEC_PUSH(list->a, &list->facts, f);
    return &list->facts.items[list->facts.n - 1];
}

static void add_cuts(struct work *w, const struct rule *rule, const struct feel_expr *e);
static void add_let_cuts(struct work *w, const struct rule *rule, const char *name);

static bool first_look(struct cut_list *list, const void *part)
{
    for (size_t i = 0; i < list->seen.n; i++) {
        if (list->seen.items[i] == part)
            return false;
    }
    VEC_PUSH(list->a, &list->seen, part);
    return true;
}

/* The cuts that a rule's table makes in the facts; the same for every evaluation. */
static const struct cut_list *table_cuts(struct work *w, const struct rule *rule)
{
    if (w->tables[rule->index] != NULL)
        return w->tables[rule->index];
    size_t n;
    const char *const *names = feel_table_globals(rule->table, &n);
    struct cut_list *list = ARENA_NEW(w->keep, struct cut_list);
    list->a = w->keep;
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), names[i]);
        if (def != NULL)
            feel_table_cuts_add(w->keep, rule->table, def->name, &cuts_of(list, def->slot)->cuts);
    }
    w->tables[rule->index] = list;
    return list;
}

static void add_table_cuts(struct work *w, const struct rule *rule)
{
    if (!first_look(w->cuts, rule->table))
        return;
    const struct cut_list *list = table_cuts(w, rule);
    for (size_t i = 0; i < list->facts.n; i++) {
        const struct fact_cuts *of = &list->facts.items[i];
        if (w->globals[of->slot].kind != FEEL_UNKNOWN)
            continue;
        struct feel_cuts *into = &cuts_of(w->cuts, of->slot)->cuts;
        into->exact = into->exact && of->cuts.exact;
        for (size_t k = 0; k < of->cuts.n; k++)
            feel_cuts_put(w->cuts->a, into, of->cuts.at[k]);
    }
    size_t n;
    const char *const *names = feel_table_globals(rule->table, &n);
    for (size_t i = 0; rule->n_lets != 0 && i < n; i++)
        add_let_cuts(w, rule, names[i]);
}

static void add_let_cuts(struct work *w, const struct rule *rule, const char *name)
{
    for (size_t i = 0; i < rule->n_lets; i++) {
        const struct rule_let *let = &rule->lets[i];
        if (strcmp(let->name, name) != 0 || w->globals[let->slot].kind != FEEL_UNKNOWN)
            continue;
        if (first_look(w->cuts, let)) {
            work_eval(w, let->expr);
            add_cuts(w, rule, let->expr);
        }
        return;
    }
    for (size_t i = 0; i < rule->n_outputs; i++) {
        if (strcmp(rule->outputs[i].name, name) == 0)
            add_table_cuts(w, rule);
    }
}

/* The trace must be of e. Facts first, because lets are evaluated over the same trace. */
static void add_cuts(struct work *w, const struct rule *rule, const struct feel_expr *e)
{
    size_t n;
    const char *const *names = feel_expr_globals(e, &n);
    for (size_t i = 0; i < n; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), names[i]);
        if (def != NULL && w->globals[def->slot].kind == FEEL_UNKNOWN)
            feel_cuts_add(w->cuts->a, e, w->trace, def->name, &cuts_of(w->cuts, def->slot)->cuts);
    }
    for (size_t i = 0; i < n; i++) {
        if (catalogue_find(rulebook_catalogue(w->r), names[i]) == NULL)
            add_let_cuts(w, rule, names[i]);
    }
}

/* --- one condition -----------------------------------------------------------------------------
 */

enum answer { NO, YES, OPEN, BROKEN };

static void open_cause(struct deciding *s, const struct feel_causes *causes)
{
    s->d->causes = feel_causes_join(s->w->scratch, s->d->causes, causes);
}

static enum answer ask(struct deciding *s, const struct feel_expr *e, const char *what)
{
    struct feel_value v = work_eval(s->w, e);
    switch (v.kind) {
    case FEEL_BOOLEAN:
        return v.u.boolean ? YES : NO;
    case FEEL_UNKNOWN:
        open_cause(s, v.u.unknown->causes);
        if (s->w->cuts != NULL && s->w->trace != NULL)
            add_cuts(s->w, s->rule, e);
        return OPEN;
    default:
        s->d->no_value = s->d->no_value || v.kind == FEEL_NULL;
        if (s->d->error == NULL)
            s->d->error = arena_printf(s->w->scratch, "%s gives %s, neither true nor false", what,
                                       v.kind == FEEL_NULL ? "null" : feel_kind_name(v.kind));
        return BROKEN;
    }
}

static void can_be(struct deciding *s, enum status status, enum part part,
                   const struct feel_expr *decider)
{
    s->d->possible |= BIT(status);
    s->d->part = part;
    s->d->decider = decider;
}

/* --- stages ------------------------------------------------------------------------------------
 */

static enum answer in_force(struct deciding *s)
{
    const struct rule *rule = s->rule;
    struct feel_value by = feel_date(s->w->as_of);
    if (rule->by_fact != NULL)
        by = s->w->globals[rule->by_fact->slot];
    if (by.kind == FEEL_UNKNOWN) {
        open_cause(s, by.u.unknown->causes);
        if (s->w->cuts != NULL) {
            struct fact_cuts *f = cuts_of(s->w->cuts, rule->by_fact->slot);
            struct date next;
            feel_cuts_put(s->w->cuts->a, &f->cuts, feel_date(rule->from));
            if (rule->has_to && date_from_days((int64_t)date_to_days(rule->to) + 1, &next))
                feel_cuts_put(s->w->cuts->a, &f->cuts, feel_date(next));
        }
        return OPEN;
    }
    if (by.kind != FEEL_DATE || date_cmp(by.u.date, rule->from) < 0)
        return NO;
    return rule->has_to && date_cmp(by.u.date, rule->to) > 0 ? NO : YES;
}

static void run_lets(struct deciding *s)
{
    for (size_t i = 0; i < s->rule->n_lets; i++)
        s->w->globals[s->rule->lets[i].slot] = work_eval(s->w, s->rule->lets[i].expr);
}

static struct feel_value output_value(struct feel_value v, const char *name)
{
    if (v.kind != FEEL_CONTEXT)
        return v; /* unknown or null: all outputs alike */
    for (size_t i = 0; i < v.u.context->n; i++) {
        if (strcmp(v.u.context->keys[i], name) == 0)
            return v.u.context->values[i];
    }
    return feel_null();
}

static void run_table(struct deciding *s)
{
    struct work *w = s->w;
    const struct rule *rule = s->rule;
    s->table = feel_null();
    if (rule->table == NULL)
        return;
    struct feel_table_trace trace = {0};
    struct feel_run run = {.arena = w->scratch,
                           .globals = w->globals,
                           .n_globals = w->n_globals,
                           .host = &w->host,
                           .input = feel_null(),
                           .no_trial = w->quick};
    struct feel_value v = feel_table_eval(rule->table, &run, &trace);
    for (size_t i = 0; w->remarks != NULL && i < run.n_warnings; i++) {
        const char *text = arena_strdup(w->a, run.warnings[i].message);
        VEC_PUSH(w->a, &w->remarks->warnings, text);
    }
    s->d->row = trace.chosen;
    s->d->rows = trace.rows;
    for (size_t i = 0; i < rule->n_outputs; i++) {
        struct feel_value out = rule->n_outputs == 1 ? v : output_value(v, rule->outputs[i].name);
        w->globals[rule->outputs[i].slot] = out;
        if (strcmp(rule->outputs[i].name, rule->table_output) == 0)
            s->table = out;
    }
    w->globals[rule->note_slot] = trace.note != NULL ? feel_string(trace.note) : feel_null();
}

static void set_points(struct deciding *s)
{
    struct decision *d = s->d;
    const struct rule *rule = s->rule;
    if (!rule_gives_points(rule))
        return;
    bool table = rule->table != NULL && strcmp(rule->table_output, "points") == 0;
    struct feel_value v = table ? s->table : work_eval(s->w, rule->value);
    d->has_points = true;
    if (v.kind == FEEL_NUMBER) {
        d->points_known = true;
        d->low = d->high = v.u.number;
        return;
    }
    if (v.kind != FEEL_UNKNOWN) {
        d->has_points = false;
        d->no_value = d->no_value || v.kind == FEEL_NULL;
        if (d->error == NULL)
            d->error = table ? "no row of the table gives points" : "'value' gives no number";
        return;
    }
    d->points_causes = v.u.unknown->causes;
    d->low = dec_from_int(0);
    d->high = rule->has_max_points ? rule->max_points : d->low;
    if (v.u.unknown->has_bounds) {
        d->low = v.u.unknown->low;
        d->high = v.u.unknown->high;
        /* Where there were too many answers to try all, exclusive rows were added up. */
        if (rule->has_max_points && dec_cmp(d->high, rule->max_points) > 0)
            d->high = rule->max_points;
    }
    if (s->w->cuts == NULL || s->w->trace == NULL)
        return;
    if (table)
        add_table_cuts(s->w, rule);
    else
        add_cuts(s->w, rule, rule->value);
}

/* True when an exception settles the rule. */
static bool exceptions(struct deciding *s)
{
    const struct rule_exception *held = NULL;
    for (size_t i = 0; i < s->rule->n_exceptions; i++) {
        const struct rule_exception *e = &s->rule->exceptions[i];
        switch (ask(s, e->condition, "an exception")) {
        case NO:
            break;
        case YES:
            if (held != NULL)
                s->d->error = "two exceptions hold at once";
            held = e;
            break;
        case OPEN:
            s->d->possible |= BIT(e->status);
            break;
        case BROKEN:
            can_be(s, STATUS_ERROR, PART_EXCEPTION, e->condition);
            return true;
        }
    }
    if (held == NULL)
        return false;
    /* What another exception would give no longer matters: only one may hold. */
    s->d->possible = s->base;
    s->d->causes = s->base_causes;
    s->d->exception = held;
    can_be(s, s->d->error != NULL ? STATUS_ERROR : held->status, PART_EXCEPTION, held->condition);
    return true;
}

static void points_only(struct deciding *s)
{
    struct decision *d = s->d;
    if (!d->has_points) {
        can_be(s, STATUS_ERROR, PART_TABLE, NULL);
    } else if (d->points_known) {
        can_be(s, STATUS_PASS, PART_TABLE, NULL);
    } else {
        can_be(s, STATUS_UNKNOWN, PART_TABLE, NULL);
        open_cause(s, d->points_causes);
    }
}

static void table_status(struct deciding *s)
{
    struct feel_value v = s->table;
    if (v.kind == FEEL_UNKNOWN) {
        can_be(s, STATUS_UNKNOWN, PART_TABLE, NULL);
        open_cause(s, v.u.unknown->causes);
        if (s->w->cuts != NULL)
            add_table_cuts(s->w, s->rule);
        return;
    }
    for (int i = 0; v.kind == FEEL_STRING && i < STATUS_ERROR; i++) {
        if (strcmp(v.u.string, status_name((enum status)i)) == 0) {
            can_be(s, (enum status)i, PART_TABLE, NULL);
            return;
        }
    }
    if (s->d->error == NULL)
        s->d->error = "the table gives no status";
    can_be(s, STATUS_ERROR, PART_TABLE, NULL);
}

/* The status when no condition holds: the first that the rule does not define. */
static enum status rest_status(const struct rule *rule)
{
    if (rule->pass_if == NULL)
        return STATUS_PASS;
    if (rule->fail_if == NULL)
        return STATUS_FAIL;
    return rule->conditional_if == NULL ? STATUS_CONDITIONAL : STATUS_ERROR;
}

static void conditions(struct deciding *s)
{
    const struct rule *rule = s->rule;
    const struct {
        const struct feel_expr *e;
        enum status status;
        enum part part;
        const char *name;
    } chain[] = {
        {rule->fail_if, STATUS_FAIL, PART_FAIL, "fail_if"},
        {rule->conditional_if, STATUS_CONDITIONAL, PART_CONDITIONAL, "conditional_if"},
        {rule->pass_if, STATUS_PASS, PART_PASS, "pass_if"},
    };
    const struct feel_expr *last = NULL;
    for (size_t i = 0; i < 3; i++) {
        if (chain[i].e == NULL)
            continue;
        last = chain[i].e;
        switch (ask(s, chain[i].e, chain[i].name)) {
        case NO:
            break;
        case YES:
            can_be(s, chain[i].status, chain[i].part, chain[i].e);
            return;
        case OPEN:
            s->d->possible |= BIT(chain[i].status);
            break;
        case BROKEN:
            can_be(s, STATUS_ERROR, chain[i].part, chain[i].e);
            return;
        }
    }
    enum status rest = rest_status(rule);
    if (rest == STATUS_ERROR && s->d->possible == 0)
        s->d->error = "none of fail_if, conditional_if and pass_if holds";
    can_be(s, rest, PART_REST, last);
}

/* fail and pass at once is a contradiction in the rule. */
static void check_overlap(struct deciding *s)
{
    const struct rule *rule = s->rule;
    if (s->d->part != PART_FAIL || rule->pass_if == NULL || s->w->cuts != NULL)
        return;
    struct feel_value v = work_eval(s->w, rule->pass_if);
    if (v.kind != FEEL_BOOLEAN || !v.u.boolean)
        return;
    s->d->error = "fail_if and pass_if hold at once";
    s->d->possible = 0;
    can_be(s, STATUS_ERROR, PART_FAIL, rule->fail_if);
}

static void inner(struct deciding *s)
{
    if (exceptions(s))
        return;
    const struct rule *rule = s->rule;
    if (rule->fail_if != NULL || rule->conditional_if != NULL || rule->pass_if != NULL) {
        conditions(s);
        if (s->d->possible == BIT(STATUS_FAIL))
            check_overlap(s);
    } else if (rule_gives_points(rule)) {
        points_only(s);
    } else {
        table_status(s);
    }
}

static void settle(struct decision *d)
{
    d->status = STATUS_UNKNOWN;
    for (int i = 0; i < STATUS_COUNT; i++) {
        if (d->possible == BIT(i))
            d->status = (enum status)i;
    }
    if (d->status != STATUS_UNKNOWN)
        d->causes = NULL;
}

void decide(struct work *w, const struct rule *rule, struct decision *d)
{
    *d = (struct decision){.possible = 0};
    struct deciding s = {.w = w, .rule = rule, .d = d};
    enum answer force = in_force(&s);
    if (force == NO || rule->repealed || !rule_decides(rule)) {
        can_be(&s, STATUS_NOT_APPLICABLE, PART_EFFECTIVE, NULL);
        settle(d);
        return;
    }
    if (!rule->applies_first)
        run_lets(&s);
    enum answer applies = rule->applies_if != NULL ? ask(&s, rule->applies_if, "applies_if") : YES;
    if (applies == NO || applies == BROKEN) {
        d->possible = 0;
        can_be(&s, applies == NO ? STATUS_NOT_APPLICABLE : STATUS_ERROR, PART_APPLIES,
               rule->applies_if);
        settle(d);
        return;
    }
    if (force == OPEN || applies == OPEN)
        d->possible |= BIT(STATUS_NOT_APPLICABLE);
    if (rule->applies_first)
        run_lets(&s);
    s.base = d->possible;
    s.base_causes = d->causes;
    run_table(&s);
    set_points(&s);
    inner(&s);
    if (rule->softened && (d->possible & BIT(STATUS_FAIL)) != 0)
        d->possible = (d->possible & ~BIT(STATUS_FAIL)) | BIT(STATUS_CONDITIONAL);
    settle(d);
}
