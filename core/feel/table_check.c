#include "core/feel/table_check.h"

#include "core/base/vec.h"
#include "core/feel/table_run.h"

#define MOST_CASES 4096

struct column {
    bool cut; /* values stand for all that the column may be; else each cell is a maybe */
    const struct feel_value *values;
    size_t n;
};

struct checker {
    struct arena *a;
    const struct feel_table *t;
    struct diags *d;
    struct feel_run run;
    struct table_run table;
    struct column *columns;
    size_t *at; /* the present case: an index into each column's values */
    enum feel_row_match *rows;
    bool *reached; /* of an F table: some case chooses the rule */
    bool gap_told;
    bool ok;
};

static bool accepts_all(const struct feel_expr *cell)
{
    return cell->root->kind == FN_TEST_ANY;
}

/* A column is cut when its cells hold constants only. */
static struct column cut_column(struct checker *c, size_t k)
{
    struct column column = {0};
    bool constant = true, any = true;
    for (size_t r = 0; r < c->t->n_rules; r++) {
        const struct feel_expr *cell = c->t->rules[r].when[k];
        constant = constant && cell->n_globals == 0;
        any = any && accepts_all(cell);
    }
    if (any) {
        struct feel_value *none = ARENA_NEW(c->a, struct feel_value);
        *none = feel_null();
        return (struct column){true, none, 1};
    }
    if (constant)
        column.cut = table_representatives(&c->table, &k, 1, c->t->inputs[k].type, &column.values,
                                           &column.n);
    return column;
}

/* The cases there are, 0 when they are too many to try. */
static size_t case_count(const struct checker *c)
{
    size_t n = 1;
    for (size_t k = 0; k < c->t->n_inputs; k++) {
        if (c->columns[k].cut)
            n *= c->columns[k].n;
        if (n == 0 || n > MOST_CASES)
            return 0;
    }
    return n;
}

static enum feel_row_match match_row(struct checker *c, size_t r)
{
    enum feel_row_match match = ROW_YES;
    for (size_t k = 0; k < c->t->n_inputs; k++) {
        const struct feel_expr *cell = c->t->rules[r].when[k];
        if (accepts_all(cell))
            continue;
        if (!c->columns[k].cut) {
            match = ROW_MAYBE;
            continue;
        }
        struct feel_value v = table_eval_cell(&c->table, cell, c->columns[k].values[c->at[k]]);
        if (v.kind == FEEL_UNKNOWN)
            match = ROW_MAYBE;
        else if (v.kind != FEEL_BOOLEAN || !v.u.boolean)
            return ROW_NO;
    }
    return match;
}

/* "deposit.category = "reserve", points = 5": the case as a person checks it. */
static const char *witness(struct checker *c)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    for (size_t k = 0; k < c->t->n_inputs; k++) {
        if (!c->columns[k].cut || c->columns[k].values[c->at[k]].kind == FEEL_NULL)
            continue;
        strbuf_addf(&sb, "%s%s = ", sb.len != 0 ? ", " : "", c->t->inputs[k].expr->text);
        feel_write(&sb, c->columns[k].values[c->at[k]]);
    }
    const char *text = sb.len != 0 ? arena_strdup(c->a, sb.buf) : "any values";
    strbuf_release(&sb);
    return text;
}

/* Each pair of rules is told once, at the later one. */
static void tell_overlap(struct checker *c, bool *told)
{
    for (size_t later = 1; later < c->t->n_rules; later++) {
        if (c->rows[later] != ROW_YES || told[later])
            continue;
        for (size_t first = 0; first < later; first++) {
            if (c->rows[first] != ROW_YES)
                continue;
            diag_add(c->d, DIAG_ERROR, "E021", c->t->rules[later].pos,
                     "a U table lets one rule match: narrow one of them, or use F, A or P",
                     "rules %zu and %zu both match when %s", first + 1, later + 1, witness(c));
            told[later] = true;
            c->ok = false;
            break;
        }
    }
}

static void tell_gap(struct checker *c)
{
    for (size_t r = 0; r < c->t->n_rules; r++)
        if (c->rows[r] != ROW_NO)
            return;
    if (c->gap_told)
        return;
    diag_add(c->d, DIAG_ERROR, "E022", c->t->pos,
             "add a rule, or drop 'complete: true' and give the output a default",
             "no rule matches when %s", witness(c));
    c->gap_told = true;
    c->ok = false;
}

static void note_reached(struct checker *c)
{
    for (size_t r = 0; r < c->t->n_rules; r++) {
        if (c->rows[r] != ROW_NO)
            c->reached[r] = true;
        if (c->rows[r] == ROW_YES)
            return;
    }
}

static bool next_case(struct checker *c)
{
    for (size_t k = 0; k < c->t->n_inputs; k++) {
        if (!c->columns[k].cut)
            continue;
        if (++c->at[k] < c->columns[k].n)
            return true;
        c->at[k] = 0;
    }
    return false;
}

static void try_cases(struct checker *c, bool complete)
{
    bool *told = ARENA_ARRAY(c->a, c->t->n_rules, bool);
    do {
        for (size_t r = 0; r < c->t->n_rules; r++)
            c->rows[r] = match_row(c, r);
        if (c->t->hit == HIT_UNIQUE)
            tell_overlap(c, told);
        if (complete)
            tell_gap(c);
        note_reached(c);
    } while (next_case(c));
}

static void tell_unreachable(struct checker *c)
{
    for (size_t r = 0; c->t->hit == HIT_FIRST && r < c->t->n_rules; r++)
        if (!c->reached[r])
            diag_add(c->d, DIAG_WARNING, "W101", c->t->rules[r].pos, "remove it or move it up",
                     "rule %zu can never be chosen: earlier rules take all its cases", r + 1);
}

bool table_check(struct arena *a, const struct feel_table *t, bool complete, struct diags *d)
{
    bool wanted = t->hit == HIT_UNIQUE || t->hit == HIT_FIRST || complete;
    if (!wanted)
        return true;
    struct checker c = {.a = a, .t = t, .d = d, .ok = true};
    size_t slots = feel_env_slots(t->env);
    struct feel_value *globals = ARENA_ARRAY(a, slots + 1, struct feel_value);
    for (size_t i = 0; i < slots; i++)
        globals[i] = feel_unknown_of(a, NULL);
    c.run = (struct feel_run){.arena = a, .globals = globals, .n_globals = slots};
    c.table = (struct table_run){.table = t, .run = &c.run};
    c.columns = ARENA_ARRAY(a, t->n_inputs, struct column);
    c.at = ARENA_ARRAY(a, t->n_inputs, size_t);
    c.rows = ARENA_ARRAY(a, t->n_rules, enum feel_row_match);
    c.reached = ARENA_ARRAY(a, t->n_rules, bool);
    for (size_t k = 0; k < t->n_inputs; k++)
        c.columns[k] = cut_column(&c, k);
    if (case_count(&c) == 0)
        return true;
    try_cases(&c, complete);
    if (c.ok)
        tell_unreachable(&c);
    return c.ok;
}
