/* diagram.c: which open facts can still change a rule's outcome.
 *
 * The decision is unfolded over the cells of the open facts (feel.md 8.4), one fact at a time and
 * only while it stays open; equal branches are folded. What is left is a decision diagram in which
 * a fact appears only when some answers to the others make it matter. A fact whose cells are not
 * known exactly is never unfolded: it stays open and is asked. */
#include <stdlib.h>
#include <string.h>

#include "core/assess/internal.h"

struct leaf {
    enum status status;
    bool counts_points; /* the outcome is the points */
    struct dec low, high;
    const struct feel_causes *causes; /* of a leaf that stays open */
};

struct branch {
    size_t slot;
    const struct cell *cells; /* the first cell of each group */
    const int *kids;
    size_t n;
};

/* Nodes are numbers: leaves negative (-1 - index), branches from 0. */
struct diagram {
    struct work *w;
    const struct rule *rule;
    VEC(struct leaf) leaves;
    VEC(struct branch) branches;
    size_t decisions;
    bool over;
    bool only_agree; /* stop when two answers differ */
    bool differ;
};

static bool same_causes(const struct feel_causes *x, const struct feel_causes *y)
{
    size_t n = x != NULL ? x->n : 0;
    if (n != (y != NULL ? y->n : 0))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(x->names[i], y->names[i]) != 0)
            return false;
    }
    return true;
}

static const struct feel_causes *keep_causes(struct arena *a, const struct feel_causes *c)
{
    if (c == NULL || c->n == 0)
        return NULL;
    const char **names = ARENA_ARRAY(a, c->n, const char *);
    for (size_t i = 0; i < c->n; i++)
        names[i] = arena_strdup(a, c->names[i]);
    struct feel_causes *kept = ARENA_NEW(a, struct feel_causes);
    *kept = (struct feel_causes){c->n, names};
    return kept;
}

static bool conditions_decide(const struct rule *rule)
{
    return rule->fail_if != NULL || rule->conditional_if != NULL || rule->pass_if != NULL;
}

static int add_leaf(struct diagram *g, const struct decision *d, bool open)
{
    struct leaf leaf = {.status = d->status, .causes = open ? d->causes : NULL};
    if (d->has_points && !conditions_decide(g->rule)) {
        leaf.counts_points = true;
        leaf.low = d->low;
        leaf.high = d->high;
    }
    for (size_t i = 0; i < g->leaves.n; i++) {
        const struct leaf *l = &g->leaves.items[i];
        if (l->status == leaf.status && l->counts_points == leaf.counts_points &&
            (!leaf.counts_points ||
             (dec_cmp(l->low, leaf.low) == 0 && dec_cmp(l->high, leaf.high) == 0)) &&
            same_causes(l->causes, leaf.causes))
            return -1 - (int)i;
    }
    leaf.causes = keep_causes(g->w->a, leaf.causes);
    VEC_PUSH(g->w->a, &g->leaves, leaf);
    return -(int)g->leaves.n;
}

static bool same_cell(const struct cell *x, const struct cell *y)
{
    if (x->has_border != y->has_border || x->open != y->open)
        return false;
    if (x->has_border)
        return feel_identical(x->border, y->border);
    /* The lowest cells of an ordered type are told by where the next begins. */
    bool listed = x->value.kind == FEEL_BOOLEAN || x->value.kind == FEEL_STRING;
    return listed ? feel_identical(x->value, y->value) : x->value.kind == y->value.kind;
}

static int add_branch(struct diagram *g, size_t slot, const struct cell *cells, const int *kids,
                      size_t n)
{
    for (size_t i = 0; i < g->branches.n; i++) {
        const struct branch *b = &g->branches.items[i];
        bool same = b->slot == slot && b->n == n;
        for (size_t k = 0; same && k < n; k++)
            same = b->kids[k] == kids[k] && same_cell(&b->cells[k], &cells[k]);
        if (same)
            return (int)i;
    }
    struct branch b = {slot, cells, kids, n};
    VEC_PUSH(g->w->a, &g->branches, b);
    return (int)g->branches.n - 1;
}

static bool has_cause(const struct decision *d, const char *name)
{
    return feel_causes_has(d->causes, name) || feel_causes_has(d->points_causes, name);
}

/* The open fact to unfold next: the first in the catalogue's order whose cells are known. */
static const struct fact_def *pick(struct diagram *g, const struct decision *d,
                                   const struct cut_list *cuts, const struct feel_cuts **out)
{
    for (size_t i = 0; i < g->rule->n_facts; i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(g->w->r), g->rule->facts[i]);
        if (def == NULL || g->w->globals[def->slot].kind != FEEL_UNKNOWN ||
            !has_cause(d, def->name))
            continue;
        const struct feel_cuts *found = NULL;
        for (size_t k = 0; k < cuts->facts.n; k++) {
            if (cuts->facts.items[k].slot == def->slot)
                found = &cuts->facts.items[k].cuts;
        }
        bool countable = type_is_ordered(def->type) || def->type->kind == FT_STRING;
        bool exact = found != NULL && found->exact && g->rule->n_uses == 0 && countable;
        if (!exact && !type_is_finite(def->type))
            continue;
        *out = found;
        return def;
    }
    return NULL;
}

static bool finished(const struct rule *rule, const struct decision *d)
{
    if (d->status != STATUS_UNKNOWN)
        return conditions_decide(rule) || !d->has_points || d->points_known;
    return false;
}

static bool is_open(const struct diagram *g, int node)
{
    return node >= 0 || g->leaves.items[-1 - node].causes != NULL ||
           g->leaves.items[-1 - node].status == STATUS_UNKNOWN;
}

/* Nothing more can be unfolded here; the rule's table may still try its columns. */
static int add_open_leaf(struct diagram *g, struct decision *d)
{
    if (g->rule->table != NULL && !g->over) {
        work_reset(g->w);
        decide(g->w, g->rule, d);
    }
    return add_leaf(g, d, !finished(g->rule, d));
}

static int unfold(struct diagram *g, unsigned depth)
{
    struct work *w = g->w;
    struct cut_list cuts = {.a = w->a};
    struct decision d;
    work_reset(w);
    w->cuts = &cuts;
    w->quick = true;
    decide(w, g->rule, &d);
    w->cuts = NULL;
    w->quick = false;
    if (finished(g->rule, &d))
        return add_leaf(g, &d, false);
    const struct feel_cuts *at = NULL;
    const struct fact_def *def = NULL;
    if (g->decisions++ < w->budget && depth < 64)
        def = pick(g, &d, &cuts, &at);
    else
        g->over = true;
    if (def == NULL)
        return add_open_leaf(g, &d);
    struct cells cells = fact_cells(w, def, at);
    if (cells.n == 0)
        return add_open_leaf(g, &d);
    struct feel_value before = w->globals[def->slot];
    int *kids = ARENA_ARRAY(w->a, cells.n, int);
    size_t n = 0;
    bool merge = !type_is_finite(def->type) && def->type->kind != FT_STRING;
    for (size_t i = 0; i < cells.n && !g->over && !g->differ; i++) {
        work_set(w, def->slot, cells.items[i].value);
        int kid = unfold(g, depth + 1);
        g->differ = g->only_agree && (kid != (n > 0 ? kids[0] : kid) || is_open(g, kid));
        if (merge && n > 0 && kids[n - 1] == kid && cells.items[i].value.kind != FEEL_NULL)
            continue;
        cells.items[n] = cells.items[i];
        kids[n++] = kid;
    }
    work_set(w, def->slot, before);
    bool all_equal = true;
    for (size_t i = 1; i < n; i++)
        all_equal = all_equal && kids[i] == kids[0];
    return all_equal ? kids[0] : add_branch(g, def->slot, cells.items, kids, n);
}

/* --- reading the diagram -----------------------------------------------------------------------
 */

struct asked {
    struct work *w;
    VEC(const char *) names;
};

static void ask_for(struct asked *s, const char *name)
{
    for (size_t i = 0; i < s->names.n; i++) {
        if (strcmp(s->names.items[i], name) == 0)
            return;
    }
    const char *kept = arena_strdup(s->w->a, name);
    VEC_PUSH(s->w->a, &s->names, kept);
}

static void ask_causes(struct asked *s, const struct feel_causes *c)
{
    for (size_t i = 0; c != NULL && i < c->n; i++)
        ask_for(s, c->names[i]);
}

static void read_node(const struct diagram *g, int node, bool *seen, struct asked *out)
{
    if (node < 0) {
        ask_causes(out, g->leaves.items[-1 - node].causes);
        return;
    }
    if (seen[node])
        return;
    seen[node] = true;
    const struct branch *b = &g->branches.items[node];
    ask_for(out, out->w->defs[b->slot]->name);
    for (size_t i = 0; i < b->n; i++)
        read_node(g, b->kids[i], seen, out);
}

static int effort(const struct work *w, const char *name)
{
    const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), name);
    return def != NULL ? def->effort : 9;
}

/* Cheapest answer first, then by name. */
static void sort_names(const struct work *w, const char **names, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        const char *name = names[i];
        int cost = effort(w, name);
        size_t k = i;
        for (; k > 0; k--) {
            int c = effort(w, names[k - 1]) - cost;
            if (c < 0 || (c == 0 && strcmp(names[k - 1], name) <= 0))
                break;
            names[k] = names[k - 1];
        }
        names[k] = name;
    }
}

static void read_diagram(struct diagram *g, int root, struct asked *asked, struct outlook *out)
{
    bool *seen = ARENA_ARRAY(g->w->a, g->branches.n + 1, bool);
    read_node(g, root, seen, asked);
    if (root < 0) {
        const struct leaf *leaf = &g->leaves.items[-1 - root];
        out->settled = leaf->causes == NULL && leaf->status != STATUS_UNKNOWN;
        out->status = out->settled ? leaf->status : out->status;
    }
}

void look_ahead(struct work *w, const struct rule *rule, const struct decision *d,
                struct outlook *out)
{
    struct arena *keep = w->a;
    struct remarks *remarks = w->remarks;
    w->a = arena_new(); /* the diagram is forgotten at the end */
    w->remarks = NULL;
    struct diagram g = {.w = w, .rule = rule};
    struct asked asked = {.w = w};
    *out = (struct outlook){.status = d->status};
    const struct feel_causes *causes = keep_causes(w->a, d->causes);
    const struct feel_causes *points = keep_causes(w->a, d->points_causes);
    bool all = probe_all_matter(w, rule, causes);
    int root = all ? 0 : unfold(&g, 0);
    out->exact = !g.over;
    if (all) {
        ask_causes(&asked, causes);
    } else if (g.over) {
        ask_causes(&asked, causes);
        if (!conditions_decide(rule))
            ask_causes(&asked, points);
    } else {
        read_diagram(&g, root, &asked, out);
    }
    sort_names(w, asked.names.items, asked.names.n);
    const char **asks = ARENA_ARRAY(keep, asked.names.n, const char *);
    for (size_t i = 0; i < asked.names.n; i++)
        asks[i] = arena_strdup(keep, asked.names.items[i]);
    out->asks = asks;
    out->n_asks = asked.names.n;
    arena_free(w->a);
    w->a = keep;
    w->remarks = remarks;
}

bool all_answers_agree(struct work *w, const struct rule *rule, enum status *status)
{
    struct arena *keep = w->a;
    struct remarks *remarks = w->remarks;
    w->a = arena_new();
    w->remarks = NULL;
    struct diagram g = {.w = w, .rule = rule, .only_agree = true};
    int root = unfold(&g, 0);
    bool agree = !g.over && !g.differ && !is_open(&g, root);
    if (agree)
        *status = g.leaves.items[-1 - root].status;
    arena_free(w->a);
    w->a = keep;
    w->remarks = remarks;
    return agree;
}
