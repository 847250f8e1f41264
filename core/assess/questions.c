/* questions.c: which open question matters most, and what each answer would change (feel.md 6).
 *
 * Every open fact is set to one answer of each cell that the rules can tell apart; a question ranks
 * by the severity of the checks that some answer settles, by the share of answers that do, and by
 * what the answer costs to get. */
#include <stdlib.h>
#include <string.h>

#include "core/assess/internal.h"

static const double severity_weight[] = {100, 30, 10, 3, 1};
#define VERDICT_WEIGHT 60.0

/* Statuses of all rules by index, as they stand and as they would be. */
struct what_if {
    struct work w;
    const struct assessment *s;
    const struct finding **by_index; /* finding of a rule, NULL for other versions */
    enum status *now, *then;
    bool *affected;
};

static void what_if_init(struct what_if *q, struct arena *a, const struct assessment *s)
{
    *q = (struct what_if){.s = s};
    work_init(&q->w, a, s->rulebook, s->dossier, s->as_of);
    q->w.budget = ANSWER_BUDGET;
    work_add_economics(&q->w, s->economics);
    size_t n = rulebook_rules(s->rulebook);
    q->by_index = ARENA_ARRAY(a, n, const struct finding *);
    q->now = ARENA_ARRAY(a, n, enum status);
    q->then = ARENA_ARRAY(a, n, enum status);
    q->affected = ARENA_ARRAY(a, n, bool);
    for (size_t i = 0; i < s->n_findings; i++) {
        size_t at = s->findings[i].rule->index;
        q->by_index[at] = &s->findings[i];
        q->now[at] = s->findings[i].status;
    }
}

static bool reads(const struct rule *rule, const char *fact)
{
    for (size_t i = 0; i < rule->n_facts; i++) {
        if (strcmp(rule->facts[i], fact) == 0)
            return true;
    }
    return false;
}

/* Rules that read the fact, and those that ask for the status of such a rule. */
static void mark_affected(struct what_if *q, const char *fact)
{
    size_t n = rulebook_rules(q->s->rulebook);
    for (size_t i = 0; i < n; i++)
        q->affected[i] = q->by_index[i] != NULL && reads(q->by_index[i]->rule, fact);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < n; i++) {
            const struct finding *f = q->by_index[i];
            for (size_t k = 0; f != NULL && !q->affected[i] && k < f->rule->n_uses; k++) {
                const struct rule *used = work_version(&q->w, f->rule->uses[k]);
                if (used != NULL && q->affected[used->index])
                    q->affected[i] = more = true;
            }
        }
    }
}

static enum status lowered(const struct finding *f, enum status s)
{
    /* Weak evidence makes a pass conditional whatever this answer is. */
    return s == STATUS_PASS && f->status == STATUS_CONDITIONAL && f->n_weak != 0
               ? STATUS_CONDITIONAL
               : s;
}

/* q->then with the fact at one value. */
static void evaluate(struct what_if *q, size_t slot, struct feel_value v)
{
    struct feel_value before = q->w.globals[slot];
    work_set(&q->w, slot, v);
    for (size_t i = 0; i < rulebook_rules(q->s->rulebook); i++) {
        q->then[i] = q->now[i];
        if (!q->affected[i])
            continue;
        struct decision d;
        work_reset(&q->w);
        q->w.quick = true;
        decide(&q->w, q->by_index[i]->rule, &d);
        q->w.quick = false;
        q->then[i] = lowered(q->by_index[i], d.status);
        if (d.status != STATUS_UNKNOWN)
            continue;
        enum status agreed;
        if (all_answers_agree(&q->w, q->by_index[i]->rule, &agreed))
            q->then[i] = agreed;
    }
    work_set(&q->w, slot, before);
}

static enum verdict verdict_then(const struct what_if *q, const struct programme_result *p)
{
    struct verdict_tally tally = {.fails = false};
    for (size_t i = 0; i < p->n_bars; i++)
        verdict_count(&tally, q->then[p->bars[i]->rule->index]);
    return verdict_of(tally);
}

/* The cells of a fact as all affected rules together cut it. */
static struct cells answers(struct what_if *q, const struct fact_def *def)
{
    struct work *w = &q->w;
    struct feel_cuts cuts = {.exact = true};
    struct feel_value before = w->globals[def->slot];
    work_set(w, def->slot, feel_unknown_fact(w->a, def->name, def->type));
    for (size_t i = 0; i < rulebook_rules(q->s->rulebook); i++) {
        if (!q->affected[i])
            continue;
        struct cut_list list = {.a = w->a};
        struct decision d;
        work_reset(w);
        w->cuts = &list;
        w->quick = true;
        decide(w, q->by_index[i]->rule, &d);
        w->quick = false;
        w->cuts = NULL;
        for (size_t k = 0; k < list.facts.n; k++) {
            const struct fact_cuts *f = &list.facts.items[k];
            for (size_t c = 0; f->slot == def->slot && c < f->cuts.n; c++)
                feel_cuts_put(w->a, &cuts, f->cuts.at[c]);
        }
    }
    work_set(w, def->slot, before);
    return fact_cells(w, def, &cuts);
}

/* --- questions ---------------------------------------------------------------------------------
 */

static void collect_open(const struct assessment *s, struct arena *a, struct map *out)
{
    for (size_t i = 0; i < s->n_findings; i++) {
        for (size_t k = 0; k < s->findings[i].n_missing; k++) {
            const struct fact_def *def =
                catalogue_find(rulebook_catalogue(s->rulebook), s->findings[i].missing[k]);
            if (def != NULL && !def->derived && !map_has(out, def->name))
                map_put(out, def->name, arena_strdup(a, def->name));
        }
    }
}

static bool waits_for(const struct finding *f, const char *fact)
{
    for (size_t i = 0; i < f->n_missing; i++) {
        if (strcmp(f->missing[i], fact) == 0)
            return true;
    }
    return false;
}

struct tally {
    size_t *settled;  /* by rule: answers that settle it */
    size_t *verdicts; /* by programme */
    size_t n_cells;
};

static void tally_answers(struct what_if *q, const struct fact_def *def, struct tally *t)
{
    struct cells cells = answers(q, def);
    t->n_cells = cells.n;
    for (size_t c = 0; c < cells.n; c++) {
        evaluate(q, def->slot, cells.items[c].value);
        for (size_t i = 0; i < rulebook_rules(q->s->rulebook); i++)
            t->settled[i] +=
                q->affected[i] && q->now[i] == STATUS_UNKNOWN && q->then[i] != STATUS_UNKNOWN ? 1
                                                                                              : 0;
        for (size_t p = 0; p < q->s->n_programmes; p++) {
            const struct programme_result *r = &q->s->programmes[p];
            t->verdicts[p] +=
                r->verdict == VERDICT_UNDETERMINED && verdict_then(q, r) != VERDICT_UNDETERMINED
                    ? 1
                    : 0;
        }
    }
}

static const char *reason_text(struct what_if *q, const struct question *out, const struct tally *t)
{
    struct arena *a = q->w.a;
    const struct rule *worst = rulebook_find(q->s->rulebook, out->checks[0]);
    const char *text =
        out->n_checks == 1
            ? arena_printf(a, "%s check: %s", rule_severity_name(worst->severity), worst->title)
            : arena_printf(a, "%zu checks, the first %s: %s", out->n_checks,
                           rule_severity_name(worst->severity), worst->title);
    for (size_t p = 0; p < q->s->n_programmes; p++) {
        if (t->verdicts[p] != 0)
            return arena_printf(a, "can decide %s; %s", q->s->programmes[p].programme->title, text);
    }
    return text;
}

static void weigh(struct what_if *q, const struct fact_def *def, struct question *out)
{
    struct arena *a = q->w.a;
    size_t n = rulebook_rules(q->s->rulebook);
    struct tally t = {ARENA_ARRAY(a, n, size_t), ARENA_ARRAY(a, q->s->n_programmes, size_t), 0};
    *out = (struct question){.def = def};
    mark_affected(q, def->name);
    tally_answers(q, def, &t);
    double cells = t.n_cells != 0 ? (double)t.n_cells : 1;
    const char **checks = ARENA_ARRAY(a, n, const char *);
    for (size_t i = 0; i < q->s->n_findings; i++) { /* findings stand by severity */
        const struct finding *f = &q->s->findings[i];
        if (!waits_for(f, def->name))
            continue;
        checks[out->n_checks++] = f->rule->id;
        double share = (double)t.settled[f->rule->index] / cells;
        out->settles += t.settled[f->rule->index] != 0 ? 1 : 0;
        out->rank += severity_weight[f->rule->severity] * (0.1 + share);
    }
    for (size_t p = 0; p < q->s->n_programmes; p++) {
        out->settles += t.verdicts[p] != 0 ? 1 : 0;
        out->rank += VERDICT_WEIGHT * (double)t.verdicts[p] / cells;
    }
    out->rank /= 1.0 + def->effort / 4.0;
    out->checks = checks;
    if (out->n_checks != 0)
        out->reason = reason_text(q, out, &t);
}

static int by_rank(const void *x, const void *y)
{
    const struct question *a = x, *b = y;
    if (a->rank > b->rank || a->rank < b->rank)
        return a->rank > b->rank ? -1 : 1;
    return strcmp(a->def->name, b->def->name);
}

const struct question *assess_questions(struct arena *a, const struct assessment *s, size_t *n)
{
    struct what_if q;
    what_if_init(&q, a, s);
    struct map *open = map_new(a);
    collect_open(s, a, open);
    struct question *all = ARENA_ARRAY(a, map_count(open), struct question);
    *n = 0;
    for (size_t i = 0; i < map_count(open); i++) {
        const struct fact_def *def =
            catalogue_find(rulebook_catalogue(s->rulebook), map_at(open, i, NULL));
        weigh(&q, def, &all[*n]);
        if (all[*n].n_checks != 0)
            (*n)++;
    }
    work_free(&q.w);
    if (*n > 1)
        qsort(all, *n, sizeof *all, by_rank);
    return all;
}

/* --- outcomes of one question ------------------------------------------------------------------
 */

static void add_change(struct strbuf *sb, const char *what, const char *from, const char *to)
{
    strbuf_addf(sb, "%s%s: %s -> %s", sb->len != 0 ? "; " : "", what, from, to);
}

static const char *changes_text(struct what_if *q)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    for (size_t p = 0; p < q->s->n_programmes; p++) {
        const struct programme_result *r = &q->s->programmes[p];
        enum verdict then = verdict_then(q, r);
        if (then != r->verdict)
            add_change(&sb, r->programme->title, verdict_name(r->verdict), verdict_name(then));
    }
    for (size_t i = 0; i < q->s->n_findings; i++) {
        size_t at = q->s->findings[i].rule->index;
        if (q->then[at] != q->now[at])
            add_change(&sb, q->s->findings[i].rule->title, status_name(q->now[at]),
                       status_name(q->then[at]));
    }
    const char *text = sb.len != 0 ? arena_strdup(q->w.a, sb.buf) : "nothing";
    strbuf_release(&sb);
    return text;
}

/* A run of cells first..last of an ordered type, by its borders. */
static const char *run_label(struct arena *a, const struct fact_def *def, struct cells cells,
                             size_t first, size_t last)
{
    const struct cell *low = &cells.items[first];
    const struct cell *next = last + 1 < cells.n ? &cells.items[last + 1] : NULL;
    if (next != NULL && next->value.kind == FEEL_NULL)
        next = NULL;
    if (low->value.kind == FEEL_NULL)
        return "none";
    bool point = first == last && low->has_border && !low->open;
    if (point)
        return fact_display(a, def, low->value);
    const char *from = low->has_border ? fact_display(a, def, low->border) : NULL;
    const char *to = next != NULL ? fact_display(a, def, next->border) : NULL;
    const char *above = from == NULL ? NULL
                        : low->open  ? arena_printf(a, "above %s", from)
                                     : arena_printf(a, "%s or more", from);
    const char *below = to == NULL   ? NULL
                        : next->open ? arena_printf(a, "%s or less", to)
                                     : arena_printf(a, "below %s", to);
    if (above != NULL && below != NULL)
        return arena_printf(a, "%s, %s", above, below);
    if (above == NULL && below == NULL)
        return "any value";
    return above != NULL ? above : below;
}

const struct question_outcome *assess_outcomes(struct arena *a, const struct assessment *s,
                                               const char *fact, size_t *n)
{
    const struct fact_def *def = catalogue_find(rulebook_catalogue(s->rulebook), fact);
    struct what_if q;
    *n = 0;
    if (def == NULL)
        return NULL;
    what_if_init(&q, a, s);
    mark_affected(&q, def->name);
    struct cells cells = answers(&q, def);
    const char **changes = ARENA_ARRAY(a, cells.n, const char *);
    for (size_t i = 0; i < cells.n; i++) {
        evaluate(&q, def->slot, cells.items[i].value);
        changes[i] = changes_text(&q);
    }
    work_free(&q.w);
    struct question_outcome *all = ARENA_ARRAY(a, cells.n, struct question_outcome);
    bool ordered = type_is_ordered(def->type);
    for (size_t i = 0; i < cells.n;) {
        size_t last = i;
        while (ordered && last + 1 < cells.n && strcmp(changes[last + 1], changes[i]) == 0 &&
               cells.items[last + 1].value.kind != FEEL_NULL)
            last++;
        all[*n].value = ordered ? run_label(a, def, cells, i, last)
                                : fact_display(a, def, cells.items[i].value);
        all[(*n)++].changes = changes[i];
        i = last + 1;
    }
    return all;
}
