/* cure_text.c: a way in words, with borders in place of single values. */
#include <math.h>
#include <string.h>

#include "core/assess/cure_internal.h"

#define MOST_COMBINATIONS 64

struct range {
    bool has_low, low_closed, has_high, high_closed;
    struct feel_value low, high;
};

/* --- texts -------------------------------------------------------------------------------------
 */

static const char *shown(struct arena *a, const struct lever *l, struct feel_value v)
{
    if (l->def != NULL)
        return fact_display(a, l->def, v);
    const char *number = fact_display(a, NULL, v);
    if (l->input->by_factor || strcmp(l->input->unit, "money") == 0)
        return number;
    return arena_printf(a, "%s %%", number);
}

static const char *range_condition(struct arena *a, const struct range *r)
{
    const char *low = r->has_low ? feel_text(a, r->low) : NULL;
    const char *high = r->has_high ? feel_text(a, r->high) : NULL;
    if (low != NULL && high != NULL)
        return r->low_closed && r->high_closed && feel_identical(r->low, r->high)
                   ? arena_printf(a, "= %s", low)
                   : arena_printf(a, "%c%s..%s%c", r->low_closed ? '[' : '(', low, high,
                                  r->high_closed ? ']' : ')');
    if (low != NULL)
        return arena_printf(a, "%s %s", r->low_closed ? ">=" : ">", low);
    return high != NULL ? arena_printf(a, "%s %s", r->high_closed ? "<=" : "<", high) : "any";
}

static const char *range_words(struct arena *a, const struct lever *l, const struct range *r)
{
    bool date = r->has_low ? r->low.kind == FEEL_DATE : r->high.kind == FEEL_DATE;
    const char *low = NULL, *high = NULL;
    if (r->has_low && r->has_high && r->low_closed && r->high_closed &&
        feel_identical(r->low, r->high))
        return shown(a, l, r->low);
    if (r->has_low)
        low = arena_printf(a, "%s %s",
                           date ? (r->low_closed ? "on or after" : "after")
                                : (r->low_closed ? "at least" : "more than"),
                           shown(a, l, r->low));
    if (r->has_high)
        high = arena_printf(a, "%s %s",
                            date ? (r->high_closed ? "on or before" : "before")
                                 : (r->high_closed ? "at most" : "below"),
                            shown(a, l, r->high));
    if (low != NULL && high != NULL)
        return arena_printf(a, "%s and %s", low, high);
    return low != NULL ? low : high != NULL ? high : "any value";
}

static void say_range(struct arena *a, const struct lever *l, const struct range *r,
                      struct cure_change *out)
{
    out->condition = range_condition(a, r);
    out->words = range_words(a, l, r);
}

static void say_value(struct arena *a, const struct lever *l, struct feel_value v,
                      struct cure_change *out)
{
    bool text = l->def->type->kind == FT_STRING && strcmp(feel_text(a, v), "(another)") == 0;
    const char *quote = v.kind == FEEL_STRING ? "\"" : "";
    out->condition = text ? "another" : arena_printf(a, "= %s%s%s", quote, feel_text(a, v), quote);
    out->words = v.kind == FEEL_NULL ? "none" : text ? "another one" : shown(a, l, v);
}

/* --- borders of facts --------------------------------------------------------------------------
 */

/* The changes as they are told: for each the cells that it allows. What a change allows has to go
 * with all that the changes before it allow. */
struct box {
    struct goal *g;
    enum tier t;
    const struct way *w;
    bool **allowed;             /* by change, by cell; filled from the first on */
    struct feel_value *settled; /* value that each change holds while the others are worked out */
    size_t at;                  /* the change at hand */
};

static struct lever *lever_of(const struct box *b, size_t i)
{
    return &b->g->levers[b->w->levers[i]];
}

static bool share_rule(const struct lever *x, const struct lever *y)
{
    for (size_t i = 0; i < x->n_rules; i++) {
        for (size_t k = 0; k < y->n_rules; k++) {
            if (x->rules[i] == y->rules[k])
                return true;
        }
    }
    return false;
}

static bool counts(const struct box *b, size_t i)
{
    const struct lever *l = lever_of(b, i);
    return l->kind != CURE_INPUT && share_rule(l, lever_of(b, b->at));
}

static size_t combinations(const struct box *b)
{
    size_t product = 1;
    for (size_t i = 0; i < b->at && product <= MOST_COMBINATIONS; i++) {
        size_t n = 0;
        for (size_t c = 0; counts(b, i) && c < lever_of(b, i)->n_cells; c++)
            n += b->allowed[i][c] ? 1 : 0;
        product *= n > 0 ? n : 1;
    }
    return product;
}

static bool holds_with(struct box *b, size_t i)
{
    if (i == b->at)
        return goal_reached(b->g, b->t);
    struct lever *l = lever_of(b, i);
    if (!counts(b, i))
        return holds_with(b, i + 1);
    bool all = true;
    for (size_t c = 0; all && c < l->n_cells; c++) {
        if (!b->allowed[i][c])
            continue;
        lever_set(b->g, l, c);
        all = holds_with(b, i + 1);
    }
    lever_reaches(b->g, l, b->settled[i], b->t);
    return all;
}

static bool reaches_cell(struct box *b, size_t cell)
{
    lever_set(b->g, lever_of(b, b->at), cell);
    if (combinations(b) > MOST_COMBINATIONS)
        return goal_reached(b->g, b->t);
    return holds_with(b, 0);
}

/* The place between lo and hi at which the goal comes into reach, or goes out of it (up false). */
static struct feel_value border(struct goal *g, struct lever *l, enum tier t, struct feel_value lo,
                                struct feel_value hi, bool up, bool *closed)
{
    struct feel_value mid;
    for (int i = 0; i < 80 && value_between(lo, hi, &mid); i++) {
        if (lever_reaches(g, l, mid, t) == up)
            hi = mid;
        else
            lo = mid;
    }
    *closed = true;
    if (hi.kind != FEEL_NUMBER)
        return up ? hi : lo;
    struct feel_value round = feel_number(round_number(lo.u.number, hi.u.number));
    *closed = lever_reaches(g, l, round, t);
    return round;
}

/* The run of cells around one, all of which reach the goal; cells stand in order. */
static void find_run(struct box *b, size_t at, size_t *first, size_t *last)
{
    struct lever *l = lever_of(b, b->at);
    size_t n = l->n_cells - (l->has_now ? 1 : 0);
    enum feel_kind kind = l->cells[at].value.kind;
    *first = *last = at;
    while (*first > 0 && reaches_cell(b, *first - 1))
        (*first)--;
    while (*last + 1 < n && l->cells[*last + 1].value.kind == kind && reaches_cell(b, *last + 1))
        (*last)++;
    for (size_t c = *first; c <= *last; c++)
        b->allowed[b->at][c] = true;
}

static bool next_of_kind(const struct lever *l, size_t last)
{
    size_t n = l->n_cells - (l->has_now ? 1 : 0);
    return last + 1 < n && l->cells[last + 1].value.kind == l->cells[last].value.kind;
}

/* A date or a number of months before the next one. */
static void close_high(struct range *r)
{
    if (r->high_closed || !r->has_high)
        return;
    if (r->high.kind == FEEL_DATE)
        r->high_closed = date_from_days((int64_t)date_to_days(r->high.u.date) - 1, &r->high.u.date);
    if (r->high.kind == FEEL_YEARS_DURATION) {
        r->high.u.months--;
        r->high_closed = true;
    }
}

static bool reaches_number(struct goal *g, struct lever *l, double x, enum tier t)
{
    struct dec number;
    return dec_from_double(x, &number) && lever_reaches(g, l, feel_number(number), t);
}

/* Three significant digits, rounded into the part that reaches the goal; more where three leave it
 * again. */
static double rounded(struct goal *g, struct lever *l, enum tier t, double x, bool up)
{
    for (int digits = 3; digits < 12 && x > 0; digits++) {
        double unit = pow(10, floor(log10(x)) - digits + 1);
        double v = (up ? ceil(x / unit - 1e-9) : floor(x / unit + 1e-9)) * unit;
        if (unit < 1) {
            double inverse = round(1 / unit);
            v = (up ? ceil(x * inverse - 1e-9) : floor(x * inverse + 1e-9)) / inverse;
        }
        if (reaches_number(g, l, v, t))
            return v;
    }
    return x;
}

static struct feel_value number_of(double x)
{
    struct dec d = dec_from_int(0);
    dec_from_double(x, &d);
    return feel_number(d);
}

/* A border that hangs on other figures of the list is not told to the last digit. */
static void tidy(struct goal *g, struct lever *l, enum tier t, struct feel_value *v, bool low)
{
    char text[DEC_TEXT_MAX];
    if (v->kind != FEEL_NUMBER || dec_sign(v->u.number) <= 0 ||
        strlen(dec_text(dec_trim(v->u.number), text)) <= 6)
        return;
    *v = number_of(rounded(g, l, t, dec_to_double(v->u.number), low));
}

static struct range run_range(struct goal *g, struct lever *l, enum tier t, size_t first,
                              size_t last)
{
    const struct cell *c = l->cells;
    struct range r = {.has_low = first > 0, .has_high = next_of_kind(l, last)};
    if (r.has_low && l->exact) {
        r.low = c[first].border;
        r.low_closed = !c[first].open;
    } else if (r.has_low) {
        r.low = border(g, l, t, c[first - 1].value, c[first].value, true, &r.low_closed);
        if (l->kind == CURE_ANSWER)
            tidy(g, l, t, &r.low, true);
    }
    if (r.has_high && l->exact) {
        r.high = c[last + 1].border;
        r.high_closed = c[last + 1].open;
    } else if (r.has_high) {
        r.high = border(g, l, t, c[last].value, c[last + 1].value, false, &r.high_closed);
        if (l->kind == CURE_ANSWER)
            tidy(g, l, t, &r.high, false);
    }
    /* The first or last answer alone: the range of the fact ends there. */
    if (first == last && !c[first].open && c[first].has_border && l->exact) {
        r.has_low = r.has_high = r.low_closed = r.high_closed = true;
        r.low = r.high = c[first].border;
    }
    close_high(&r);
    return r;
}

/* The end of the run that lies nearer to the present value: the change that is asked for. */
static struct feel_value near_end(const struct lever *l, const struct range *r, size_t first,
                                  size_t last, size_t at)
{
    const struct cell *c = l->cells;
    if (l->now.kind != c[at].value.kind)
        return c[at].value;
    if (order_values(c[at].value, l->now) > 0)
        return r->has_low && r->low_closed ? r->low : c[first].value;
    return r->has_high && r->high_closed ? r->high : c[last].value;
}

static void ordered_change(struct box *b, size_t at, struct cure_change *out)
{
    size_t first, last;
    struct lever *l = lever_of(b, b->at);
    find_run(b, at, &first, &last);
    struct range r = run_range(b->g, l, b->t, first, last);
    say_range(b->g->w.a, l, &r, out);
    b->settled[b->at] = near_end(l, &r, first, last, at);
}

static void listed_change(struct box *b, size_t at, struct cure_change *out)
{
    struct lever *l = lever_of(b, b->at);
    struct arena *a = b->g->w.a;
    size_t n = l->n_cells - (l->has_now ? 1 : 0), count = 0;
    for (size_t i = 0; i < n; i++) {
        struct cure_change one;
        if (!reaches_cell(b, i))
            continue;
        b->allowed[b->at][i] = true;
        say_value(a, l, l->cells[i].value, &one);
        const char *value = one.condition + (strncmp(one.condition, "= ", 2) == 0 ? 2 : 0);
        out->condition =
            count == 0 ? one.condition : arena_printf(a, "%s, %s", out->condition, value);
        out->words = count == 0 ? one.words : arena_printf(a, "%s; or %s", out->words, one.words);
        count++;
    }
    if (count == n && n > 1) {
        out->condition = "any";
        out->words = "any answer";
    }
    b->settled[b->at] = l->cells[at].value;
}

/* --- borders of inputs -------------------------------------------------------------------------
 */

/* The last value on the way from in to out that still reaches the goal. */
static double input_border(struct goal *g, struct lever *l, enum tier t, double in, double out)
{
    for (int i = 0; i < 60 && fabs(in - out) > 1e-12 * fabs(in); i++) {
        double mid = in + (out - in) / 2;
        if (reaches_number(g, l, mid, t))
            in = mid;
        else
            out = mid;
    }
    return in;
}

static void input_change(struct box *b, size_t at, struct cure_change *out)
{
    struct goal *g = b->g;
    enum tier t = b->t;
    struct lever *l = lever_of(b, b->at);
    size_t first, last;
    struct range r = {.low_closed = true, .high_closed = true};
    double now = l->input->now, x = dec_to_double(l->cells[at].value.u.number);
    find_run(b, at, &first, &last);
    lever_set(g, l, at);
    double low = dec_to_double(l->cells[first].value.u.number);
    double high = dec_to_double(l->cells[last].value.u.number);
    if (x > now || first > 0) {
        double outside = first > 0 ? dec_to_double(l->cells[first - 1].value.u.number) : now;
        outside = x > now && outside < now ? now : outside;
        r.has_low = true;
        low = input_border(g, l, t, low, outside);
        r.low = number_of(rounded(g, l, t, low, true));
    }
    if (x < now || last + 1 < l->n_cells) {
        double outside =
            last + 1 < l->n_cells ? dec_to_double(l->cells[last + 1].value.u.number) : now;
        outside = x < now && outside > now ? now : outside;
        r.has_high = true;
        high = input_border(g, l, t, high, outside);
        r.high = number_of(rounded(g, l, t, high, false));
    }
    say_range(g->w.a, l, &r, out);
    out->border = number_of(x > now ? low : high);
    b->settled[b->at] = x > now ? r.low : r.high;
}

/* --- one change --------------------------------------------------------------------------------
 */

static const char *grade_wanted(const struct goal *g, const struct fact_def *def)
{
    enum grade most = GRADE_NONE;
    for (size_t i = 0; i < g->n_rules; i++) {
        const struct rule *rule = g->rules[i].rule;
        for (size_t k = 0; k < rule->n_evidence; k++) {
            if (rule->evidence[k].fact == def && rule->evidence[k].min_grade > most)
                most = rule->evidence[k].min_grade;
        }
    }
    return most != GRADE_NONE ? grade_name(most) : NULL;
}

static void describe(struct box *b, struct cure_change *out)
{
    struct goal *g = b->g;
    struct arena *a = g->w.a;
    struct lever *l = lever_of(b, b->at);
    size_t at = b->w->cells[b->at];
    bool evidence = l->has_now && at + 1 == l->n_cells;
    *out = (struct cure_change){.kind = evidence ? CURE_EVIDENCE : l->kind,
                                .steps = lever_distance(l, at)};
    b->settled[b->at] = l->cells[at].value;
    if (l->def == NULL) {
        out->name = l->input->path;
        out->title = l->input->title;
        out->effort = l->input->effort;
        out->now = shown(a, l, l->now);
        input_change(b, at, out);
        return;
    }
    out->name = l->def->name;
    out->title = l->def->ask;
    out->computed = l->def->derived;
    out->who = l->def->who;
    out->effort = l->def->effort;
    out->now = l->now.kind != FEEL_UNKNOWN ? shown(a, l, l->now) : NULL;
    out->evidence = grade_wanted(g, l->def);
    if (evidence) {
        b->allowed[b->at][at] = true;
        out->condition = arena_printf(a, "= %s", feel_text(a, l->now));
        out->words = "the same, on better evidence";
    } else if (type_is_ordered(l->def->type) && l->cells[at].value.kind != FEEL_NULL) {
        ordered_change(b, at, out);
    } else {
        listed_change(b, at, out);
    }
}

/* --- the whole ---------------------------------------------------------------------------------
 */

/* Where the borders do not go together, the values that were found are told. */
static void tell_values(struct goal *g, const struct way *w, struct cure_change *changes)
{
    for (size_t i = 0; i < w->n; i++) {
        struct lever *l = &g->levers[w->levers[i]];
        lever_set(g, l, w->cells[i]);
        if (changes[i].kind != CURE_EVIDENCE && l->def != NULL)
            say_value(g->w.a, l, l->cells[w->cells[i]].value, &changes[i]);
    }
}

void make_cure(struct goal *g, enum tier t, const struct way *w, struct cure *out)
{
    struct arena *a = g->w.a;
    struct cure_change *changes = ARENA_ARRAY(a, w->n, struct cure_change);
    struct cure_bar *bars = ARENA_ARRAY(a, g->n_rules, struct cure_bar);
    struct box b = {.g = g, .t = t, .w = w};
    b.allowed = ARENA_ARRAY(a, w->n, bool *);
    b.settled = ARENA_ARRAY(a, w->n, struct feel_value);
    *out = (struct cure){.changes = changes,
                         .n_changes = w->n,
                         .bars = bars,
                         .n_bars = g->n_rules,
                         .steps = w->steps,
                         .conditional = t == TIER_PARTIAL};
    for (size_t i = 0; i < w->n; i++)
        lever_set(g, &g->levers[w->levers[i]], w->cells[i]);
    for (b.at = 0; b.at < w->n; b.at++) {
        struct lever *l = lever_of(&b, b.at);
        b.allowed[b.at] = ARENA_ARRAY(a, l->n_cells, bool);
        describe(&b, &changes[b.at]);
        lever_reaches(g, l, b.settled[b.at], t);
        out->effort += changes[b.at].effort;
    }
    if (!goal_reached(g, t))
        tell_values(g, w, changes);
    for (size_t i = 0; i < g->n_rules; i++)
        bars[i] = (struct cure_bar){g->rules[i].rule, g->rules[i].base, g->rules[i].now,
                                    g->rules[i].or_better};
    goal_release(g);
}
