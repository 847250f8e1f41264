/* table_hit.c: the eleven hit policies, for rows that match, do not, or perhaps do. */
#include "core/base/vec.h"
#include "core/feel/table_run.h"

/* --- outputs -----------------------------------------------------------------------------------
 */

static struct feel_value typed(struct table_run *t, struct feel_value v,
                               const struct feel_table_output *out)
{
    struct feel_value converted;
    if (out->type == NULL || feel_convert(t->run->arena, v, out->type, &converted))
        return out->type == NULL ? v : converted;
    return feel_fail(t->run, NULL, "output %s cannot be %s", out->name != NULL ? out->name : "1",
                     feel_brief(t->run, v));
}

/* values as the table gives them: bare for one output, else a context. */
static struct feel_value shaped(struct table_run *t, const struct feel_value *values)
{
    const struct feel_table *table = t->table;
    if (table->n_outputs == 1)
        return values[0];
    const char **names = ARENA_ARRAY(t->run->arena, table->n_outputs, const char *);
    for (size_t i = 0; i < table->n_outputs; i++)
        names[i] = table->outputs[i].name != NULL ? table->outputs[i].name : "";
    return feel_context_of(t->run->arena, names, values, table->n_outputs);
}

static struct feel_value output(struct table_run *t, struct table_match *m, size_t row)
{
    if (m->has_output[row])
        return m->outputs[row];
    size_t n = t->table->n_outputs;
    struct feel_value *values = ARENA_ARRAY(t->run->arena, n, struct feel_value);
    for (size_t i = 0; i < n; i++)
        values[i] =
            typed(t, table_eval_expr(t, t->table->rules[row].then[i]), &t->table->outputs[i]);
    m->outputs[row] = shaped(t, values);
    m->has_output[row] = true;
    return m->outputs[row];
}

/* What the table gives when no row matches. */
static struct feel_value no_match(struct table_run *t)
{
    const struct feel_table *table = t->table;
    bool any = false;
    for (size_t i = 0; i < table->n_outputs; i++)
        any = any || table->outputs[i].default_expr != NULL;
    if (any) {
        struct feel_value *values = ARENA_ARRAY(t->run->arena, table->n_outputs, struct feel_value);
        for (size_t i = 0; i < table->n_outputs; i++)
            if (table->outputs[i].default_expr != NULL)
                values[i] = typed(t, table_eval_expr(t, table->outputs[i].default_expr),
                                  &table->outputs[i]);
        return shaped(t, values);
    }
    switch (table->hit) {
    case HIT_RULE_ORDER:
    case HIT_OUTPUT_ORDER:
    case HIT_COLLECT:
        return feel_list_of(t->run->arena, NULL, 0);
    case HIT_COUNT:
        return feel_int(0);
    default:
        return feel_null();
    }
}

/* --- rank by the declared order of output values -----------------------------------------------
 */

/* The place of v among the values of output i; their number when it is none of them. */
static size_t rank_of(struct table_run *t, size_t i, struct feel_value v)
{
    const struct feel_table_output *out = &t->table->outputs[i];
    if (out->values == NULL)
        return 0;
    const struct feel_node *root = out->values->root;
    if (root->kind != FN_TEST_LIST)
        return 0;
    struct feel_scope saved = feel_run_enter(t->run, out->values);
    struct feel_value outer = t->run->input;
    size_t k = 0;
    t->run->input = v;
    while (k < root->n_kids && !feel_is_true(feel_eval_test(t->run, root->kids[k])))
        k++;
    t->run->input = outer;
    feel_run_leave(t->run, saved);
    return k;
}

static struct feel_value part(struct table_run *t, struct feel_value out, size_t i)
{
    return t->table->n_outputs == 1 ? out : out.u.context->values[i];
}

/* Negative when x is ranked before y. */
static int compare_rank(struct table_run *t, struct feel_value x, struct feel_value y)
{
    for (size_t i = 0; i < t->table->n_outputs; i++) {
        size_t a = rank_of(t, i, part(t, x, i)), b = rank_of(t, i, part(t, y, i));
        if (a != b)
            return a < b ? -1 : 1;
    }
    return 0;
}

/* --- rows --------------------------------------------------------------------------------------
 */

struct row_list {
    VEC(size_t) items;
};

static void rows_like(struct table_run *t, const struct table_match *m, enum feel_row_match kind,
                      struct row_list *out)
{
    for (size_t i = 0; i < t->table->n_rules; i++)
        if (m->rows[i] == kind)
            VEC_PUSH(t->run->arena, &out->items, i);
}

/* --- every row settled -------------------------------------------------------------------------
 */

static struct feel_value unique(struct table_run *t, struct table_match *m,
                                const struct row_list *yes)
{
    if (yes->items.n > 1)
        return feel_fail(t->run, NULL, "rules %zu and %zu both match", yes->items.items[0] + 1,
                         yes->items.items[1] + 1);
    m->chosen = yes->items.items[0] + 1;
    return output(t, m, yes->items.items[0]);
}

static struct feel_value any_of(struct table_run *t, struct table_match *m,
                                const struct row_list *yes)
{
    struct feel_value first = output(t, m, yes->items.items[0]);
    for (size_t i = 1; i < yes->items.n; i++) {
        struct feel_value v = output(t, m, yes->items.items[i]);
        if (feel_holds_unknown(t->run->arena, first, NULL) ||
            feel_holds_unknown(t->run->arena, v, NULL))
            first =
                feel_same_result(t->run, first, v) ? first : feel_unknown_from(t->run, first, v);
        else if (!feel_identical(first, v))
            return feel_fail(t->run, NULL, "rules %zu and %zu match and give %s and %s",
                             yes->items.items[0] + 1, yes->items.items[i] + 1,
                             feel_brief(t->run, first), feel_brief(t->run, v));
    }
    if (yes->items.n == 1)
        m->chosen = yes->items.items[0] + 1;
    return first;
}

/* The row of the best rank among rows; the first of equals. */
static size_t best_row(struct table_run *t, struct table_match *m, const struct row_list *rows)
{
    size_t best = rows->items.items[0];
    for (size_t i = 1; i < rows->items.n; i++)
        if (compare_rank(t, output(t, m, rows->items.items[i]), output(t, m, best)) < 0)
            best = rows->items.items[i];
    return best;
}

/* The matching outputs as a list; by rank when ordered, rows of one rank in rule order. */
static struct feel_value listed(struct table_run *t, struct table_match *m,
                                const struct row_list *yes, bool ordered)
{
    size_t n = yes->items.n;
    struct feel_value *items = ARENA_ARRAY(t->run->arena, n, struct feel_value);
    for (size_t i = 0; i < n; i++) {
        struct feel_value v = output(t, m, yes->items.items[i]);
        size_t k = i;
        for (; ordered && k > 0 && compare_rank(t, v, items[k - 1]) < 0; k--)
            items[k] = items[k - 1];
        items[k] = v;
    }
    return feel_list_of(t->run->arena, items, n);
}

/* The smaller (want -1) or greater (want 1) of two outputs. */
static struct feel_value better(struct table_run *t, struct feel_value x, struct feel_value y,
                                int want)
{
    int sign;
    if (x.from_error || y.from_error)
        return feel_error_null();
    if (x.kind == FEEL_UNKNOWN || y.kind == FEEL_UNKNOWN)
        return feel_unknown_from(t->run, x, y);
    if (!feel_order(x, y, &sign))
        return feel_fail(t->run, NULL, "%s and %s have no order", feel_brief(t->run, x),
                         feel_brief(t->run, y));
    return sign == want ? x : y;
}

static struct feel_value folded(struct table_run *t, struct table_match *m,
                                const struct row_list *yes)
{
    struct feel_value r = output(t, m, yes->items.items[0]);
    enum feel_hit hit = t->table->hit;
    if (yes->items.n == 1)
        m->chosen = yes->items.items[0] + 1;
    for (size_t i = 1; i < yes->items.n; i++) {
        struct feel_value v = output(t, m, yes->items.items[i]);
        r = hit == HIT_SUM ? feel_arithmetic(t->run, NULL, OP_ADD, r, v)
                           : better(t, r, v, hit == HIT_MIN ? -1 : 1);
    }
    return r;
}

/* Outputs that hold unknowns have no rank yet: unknown by all of them, else a boolean. */
static struct feel_value unranked(struct table_run *t, struct table_match *m,
                                  const struct row_list *yes)
{
    struct feel_value u = feel_boolean(false);
    for (size_t i = 0; yes->items.n > 1 && i < yes->items.n; i++) {
        struct feel_value v = output(t, m, yes->items.items[i]);
        if (feel_holds_unknown(t->run->arena, v, NULL))
            u = feel_unknown_from(t->run, u, v);
    }
    return u;
}

static struct feel_value settled(struct table_run *t, struct table_match *m,
                                 const struct row_list *yes)
{
    if (yes->items.n == 0)
        return no_match(t);
    if (t->table->hit == HIT_PRIORITY || t->table->hit == HIT_OUTPUT_ORDER) {
        struct feel_value u = unranked(t, m, yes);
        if (u.kind == FEEL_UNKNOWN)
            return u;
    }
    switch (t->table->hit) {
    case HIT_UNIQUE:
        return unique(t, m, yes);
    case HIT_ANY:
        return any_of(t, m, yes);
    case HIT_FIRST:
        m->chosen = yes->items.items[0] + 1;
        return output(t, m, yes->items.items[0]);
    case HIT_PRIORITY: {
        size_t row = best_row(t, m, yes);
        m->chosen = row + 1;
        return output(t, m, row);
    }
    case HIT_COUNT:
        return feel_int((long long)yes->items.n);
    case HIT_SUM:
    case HIT_MIN:
    case HIT_MAX:
        return folded(t, m, yes);
    default:
        return listed(t, m, yes, t->table->hit == HIT_OUTPUT_ORDER);
    }
}

/* --- some rows open ----------------------------------------------------------------------------
 */

/* Unknown among candidates: one that all equal, else unknown with the bounds of the numbers. */
struct candidates {
    struct table_run *t;
    struct feel_value first;
    const struct feel_causes *causes;
    bool any, differ, numeric;
    struct dec low, high;
};

static bool number_ends(struct feel_value v, struct dec *low, struct dec *high)
{
    if (v.kind == FEEL_NUMBER) {
        *low = *high = v.u.number;
        return true;
    }
    if (v.kind != FEEL_UNKNOWN || !v.u.unknown->has_bounds)
        return false;
    *low = v.u.unknown->low;
    *high = v.u.unknown->high;
    return true;
}

static void candidate(struct candidates *c, struct feel_value v, const struct feel_causes *causes)
{
    struct arena *a = c->t->run->arena;
    struct dec low, high;
    const struct feel_causes *own;
    bool numeric = number_ends(v, &low, &high);
    feel_holds_unknown(a, v, &own);
    c->causes = feel_causes_join(a, feel_causes_join(a, c->causes, causes), own);
    if (!c->any) {
        c->first = v;
        c->numeric = numeric;
        if (numeric) {
            c->low = low;
            c->high = high;
        }
        c->any = true;
        return;
    }
    c->differ = c->differ || !feel_same_result(c->t->run, c->first, v);
    c->numeric = c->numeric && numeric;
    if (!c->numeric)
        return;
    if (dec_cmp(low, c->low) < 0)
        c->low = low;
    if (dec_cmp(high, c->high) > 0)
        c->high = high;
}

static struct feel_value chosen_among(const struct candidates *c)
{
    if (!c->differ)
        return c->first;
    if (c->numeric)
        return feel_unknown_between(c->t->run->arena, c->causes, c->low, c->high);
    return feel_unknown_of(c->t->run->arena, c->causes);
}

static struct feel_value open_first(struct table_run *t, struct table_match *m)
{
    struct candidates c = {.t = t};
    for (size_t i = 0; i < t->table->n_rules; i++) {
        if (m->rows[i] == ROW_NO)
            continue;
        bool alone = !c.any;
        candidate(&c, output(t, m, i), m->causes[i]);
        if (m->rows[i] == ROW_YES) {
            m->chosen = alone ? i + 1 : 0;
            return chosen_among(&c);
        }
    }
    candidate(&c, no_match(t), NULL);
    return chosen_among(&c);
}

static struct feel_value open_single(struct table_run *t, struct table_match *m,
                                     const struct row_list *yes, const struct row_list *maybe)
{
    struct candidates c = {.t = t};
    if (yes->items.n == 0)
        candidate(&c, no_match(t), NULL);
    else
        candidate(&c, settled(t, m, yes), NULL);
    /* Two rows that surely match clash whatever the others do. */
    if (c.first.from_error)
        return c.first;
    for (size_t i = 0; i < maybe->items.n; i++)
        candidate(&c, output(t, m, maybe->items.items[i]), m->causes[maybe->items.items[i]]);
    /* Two rows that match after all may clash, and then there is no number. */
    c.numeric = c.numeric && yes->items.n + maybe->items.n == 1;
    m->chosen = 0;
    return chosen_among(&c);
}

static struct feel_value open_priority(struct table_run *t, struct table_match *m,
                                       const struct row_list *yes, const struct row_list *maybe)
{
    struct candidates c = {.t = t};
    bool sure = yes->items.n != 0;
    struct feel_value best = sure ? output(t, m, best_row(t, m, yes)) : no_match(t);
    candidate(&c, best, NULL);
    for (size_t i = 0; i < maybe->items.n; i++) {
        size_t row = maybe->items.items[i];
        struct feel_value v = output(t, m, row);
        if (!sure || compare_rank(t, v, best) < 0)
            candidate(&c, v, m->causes[row]);
    }
    return chosen_among(&c);
}

/* Ends of the sum: what surely counts, plus each open row where it pulls that way. Without a sure
 * row at least one open row matches, or none does and the default stands. */
static struct feel_value open_sum(struct table_run *t, struct table_match *m,
                                  const struct row_list *yes, const struct row_list *maybe,
                                  const struct feel_causes *causes)
{
    struct dec low = dec_from_int(0), high = low, l, h, least, most;
    bool pulls_down = false, pulls_up = false, ok = true;
    struct feel_value u = feel_unknown_of(t->run->arena, causes);
    for (size_t i = 0; i < yes->items.n; i++)
        ok = ok && number_ends(output(t, m, yes->items.items[i]), &l, &h) &&
             dec_add(low, l, &low) && dec_add(high, h, &high);
    for (size_t i = 0; ok && i < maybe->items.n; i++) {
        ok = number_ends(output(t, m, maybe->items.items[i]), &l, &h);
        if (ok && (i == 0 || dec_cmp(l, least) < 0))
            least = l;
        if (ok && (i == 0 || dec_cmp(h, most) > 0))
            most = h;
        if (ok && dec_sign(l) < 0) {
            pulls_down = true;
            ok = dec_add(low, l, &low);
        }
        if (ok && dec_sign(h) > 0) {
            pulls_up = true;
            ok = dec_add(high, h, &high);
        }
    }
    if (!ok)
        return u;
    if (yes->items.n == 0) {
        if (!number_ends(no_match(t), &l, &h))
            return u;
        low = pulls_down ? low : least;
        high = pulls_up ? high : most;
        low = dec_cmp(l, low) < 0 ? l : low;
        high = dec_cmp(h, high) > 0 ? h : high;
    }
    return dec_cmp(low, high) == 0 ? feel_number(low)
                                   : feel_unknown_between(t->run->arena, causes, low, high);
}

static struct feel_value open_count(struct table_run *t, const struct row_list *yes,
                                    const struct row_list *maybe, const struct feel_causes *causes)
{
    struct dec low = dec_from_int((int64_t)yes->items.n);
    struct dec high = dec_from_int((int64_t)(yes->items.n + maybe->items.n));
    struct dec l, h;
    if (yes->items.n == 0) {
        if (!number_ends(no_match(t), &l, &h))
            return feel_unknown_of(t->run->arena, causes);
        low = dec_cmp(l, dec_from_int(1)) < 0 ? l : dec_from_int(1);
        high = dec_cmp(h, high) > 0 ? h : high;
    }
    return feel_unknown_between(t->run->arena, causes, low, high);
}

/* C< and C>: an open row counts only when it is better than all sure ones. */
static struct feel_value open_extreme(struct table_run *t, struct table_match *m,
                                      const struct row_list *yes, const struct row_list *maybe)
{
    struct candidates c = {.t = t};
    int want = t->table->hit == HIT_MIN ? -1 : 1, sign;
    bool sure = yes->items.n != 0;
    struct feel_value best = sure ? folded(t, m, yes) : no_match(t);
    candidate(&c, best, NULL);
    for (size_t i = 0; i < maybe->items.n; i++) {
        size_t row = maybe->items.items[i];
        struct feel_value v = output(t, m, row);
        if (!sure || !feel_order(v, best, &sign) || sign == want)
            candidate(&c, v, m->causes[row]);
    }
    m->chosen = 0;
    return chosen_among(&c);
}

static struct feel_value open_result(struct table_run *t, struct table_match *m,
                                     const struct row_list *yes, const struct row_list *maybe)
{
    const struct feel_causes *causes = NULL;
    for (size_t i = 0; i < t->table->n_rules; i++) {
        const struct feel_causes *own = NULL;
        if (m->rows[i] == ROW_NO)
            continue;
        feel_holds_unknown(t->run->arena, output(t, m, i), &own);
        causes = feel_causes_join(t->run->arena, causes,
                                  feel_causes_join(t->run->arena, own, m->causes[i]));
    }
    switch (t->table->hit) {
    case HIT_FIRST:
        return open_first(t, m);
    case HIT_UNIQUE:
    case HIT_ANY:
        return open_single(t, m, yes, maybe);
    case HIT_PRIORITY:
        return open_priority(t, m, yes, maybe);
    case HIT_SUM:
        return open_sum(t, m, yes, maybe, causes);
    case HIT_COUNT:
        return open_count(t, yes, maybe, causes);
    case HIT_MIN:
    case HIT_MAX:
        return open_extreme(t, m, yes, maybe);
    default:
        return feel_unknown_of(t->run->arena, causes);
    }
}

struct feel_value table_outcome(struct table_run *t, struct table_match *m)
{
    struct row_list yes = {0}, maybe = {0};
    m->chosen = 0;
    if (m->outside)
        return feel_error_null();
    rows_like(t, m, ROW_YES, &yes);
    rows_like(t, m, ROW_MAYBE, &maybe);
    return maybe.items.n == 0 ? settled(t, m, &yes) : open_result(t, m, &yes, &maybe);
}
