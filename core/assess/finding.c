/* finding.c: one rule's result with all that a reader needs to judge it. */
#include <string.h>

#include "core/assess/calc.h"
#include "core/assess/internal.h"

const char *mark_name(enum mark m)
{
    switch (m) {
    case MARK_LAW_STALE:
        return "law_stale";
    case MARK_LAW_PENDING:
        return "law_pending";
    case MARK_ASSUMED:
        return "assumed";
    case MARK_WEAK_EVIDENCE:
        return "weak_evidence";
    }
    return "";
}

/* --- evidence ----------------------------------------------------------------------------------
 */

const char *evidence_weakness(struct work *w, const struct evidence_need *need)
{
    const struct fact *f = dossier_fact(w->d, need->fact->name);
    const char *list = calc_source(need->fact->name);
    /* An answer that follows from a list is as good as the list. */
    if ((f == NULL || f->value.kind == FEEL_UNKNOWN) && list != NULL)
        f = dossier_fact(w->d, list);
    struct date limit;
    char date[DATE_TEXT_MAX];
    if (f == NULL || f->value.kind == FEEL_UNKNOWN || need->fact->derived)
        return NULL;
    if (f->grade < need->min_grade)
        return arena_printf(w->a, "%s is %s, %s is needed", need->fact->name,
                            f->grade == GRADE_NONE ? "without a grade" : grade_name(f->grade),
                            grade_name(need->min_grade));
    if (need->max_age == NULL)
        return NULL;
    if (!f->evidence.has_date)
        return arena_printf(w->a, "evidence for %s has no date, it may be at most %s old",
                            need->fact->name, need->max_age);
    if (period_after(f->evidence.date, need->max_age, &limit) && date_cmp(limit, w->as_of) < 0)
        return arena_printf(w->a, "evidence for %s is of %s, it may be at most %s old",
                            need->fact->name, date_text(f->evidence.date, date), need->max_age);
    return NULL;
}

static void find_weak(struct work *w, const struct rule *rule, struct finding *f)
{
    const char **weak = ARENA_ARRAY(w->a, rule->n_evidence, const char *);
    for (size_t i = 0; i < rule->n_evidence; i++) {
        const char *text = evidence_weakness(w, &rule->evidence[i]);
        if (text != NULL)
            weak[f->n_weak++] = text;
    }
    f->weak = weak;
}

/* --- texts -------------------------------------------------------------------------------------
 */

static const char *list_names(struct arena *a, const char *const *names, size_t n)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    for (size_t i = 0; i < n && i < 4; i++)
        strbuf_addf(&sb, "%s%s", i != 0 ? ", " : "", names[i]);
    if (n > 4)
        strbuf_addf(&sb, " and %zu more", n - 4);
    const char *text = arena_strdup(a, sb.buf);
    strbuf_release(&sb);
    return text;
}

static const char *dates_text(struct work *w, const struct rule *rule)
{
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    date_text(rule->from, from);
    const char *by = rule->by_fact != NULL ? rule->by_fact->name : "the date of assessment";
    if (rule->has_to)
        return arena_printf(w->a, "holds from %s to %s by %s", from, date_text(rule->to, to), by);
    return arena_printf(w->a, "holds from %s by %s", from, by);
}

static const char *because_text(struct work *w, const struct finding *f, const struct decision *d)
{
    const struct rule *rule = f->rule;
    if (d->part == PART_EFFECTIVE)
        return dates_text(w, rule);
    if (f->status == STATUS_UNKNOWN)
        return f->n_missing != 0 ? arena_printf(w->a, "open until known: %s",
                                                list_names(w->a, f->missing, f->n_missing))
                                 : "open";
    if (f->status != d->status && d->status == STATUS_UNKNOWN)
        return "every answer that is still open gives the same";
    if (d->part == PART_TABLE) {
        struct feel_value note = w->globals[rule->note_slot];
        if (note.kind != FEEL_STRING)
            return d->row != 0 ? arena_printf(w->a, "row %zu of the table", d->row)
                               : "rows of the table";
        return d->row != 0 ? arena_printf(w->a, "row %zu: %s", d->row, note.u.string)
                           : arena_strdup(w->a, note.u.string);
    }
    if (d->decider == NULL)
        return "";
    work_eval(w, d->decider);
    return feel_because(w->a, d->decider, w->trace);
}

/* "none" where the rule compares a value: the reader learns which answer it is, not the rule's
 * words. */
static const char *error_message(struct work *w, const struct rule *rule, const struct decision *d)
{
    VEC(const char *) none = {0};
    for (size_t i = 0; i < rule->n_facts && (d->error == NULL || d->no_value); i++) {
        const struct fact_def *def = catalogue_find(rulebook_catalogue(w->r), rule->facts[i]);
        if (def != NULL && !def->derived && w->globals[def->slot].kind == FEEL_NULL)
            VEC_PUSH(w->a, &none, def->name);
    }
    if (none.n != 0)
        return arena_printf(w->a, "Cannot be decided with 'none' as the answer to %s",
                            list_names(w->a, none.items, none.n));
    return arena_printf(w->a, "Cannot be decided: %s",
                        d->error != NULL ? d->error : "an answer has no value to compare");
}

static const char *plain_message(struct work *w, const struct finding *f, const struct decision *d)
{
    switch (f->status) {
    case STATUS_UNKNOWN:
        return f->n_missing != 0 ? arena_printf(w->a, "Open: needs %s",
                                                list_names(w->a, f->missing, f->n_missing))
                                 : "Open";
    case STATUS_NOT_APPLICABLE:
        return d->part == PART_EFFECTIVE ? "Not in force on the date that counts"
                                         : "Does not apply to this project";
    case STATUS_ERROR:
        return error_message(w, f->rule, d);
    default:
        return f->rule->title;
    }
}

/* base: the status before weak evidence lowered it, whose message still tells the facts. */
static const char *finding_message(struct work *w, const struct finding *f,
                                   const struct decision *d, enum status base)
{
    const struct rule_message *m = f->rule->compiled[base];
    const char *text;
    bool any = base != STATUS_UNKNOWN && base != STATUS_NOT_APPLICABLE && base != STATUS_ERROR;
    if (d->exception != NULL && base == d->exception->status)
        text = d->exception->why;
    else if (m != NULL)
        text = message_text(w, w->a, m);
    else if (any && f->rule->compiled[STATUS_COUNT] != NULL)
        text = message_text(w, w->a, f->rule->compiled[STATUS_COUNT]);
    else
        text = plain_message(w, f, d);
    if (base == STATUS_PASS && f->status == STATUS_CONDITIONAL)
        text = arena_printf(w->a, "%s; evidence falls short: %s%s", text, f->weak[0],
                            f->n_weak > 1 ? " and more" : "");
    return text;
}

/* --- the finding -------------------------------------------------------------------------------
 */

static void cite(struct work *w, struct finding *f, const struct decision *d)
{
    size_t n = f->rule->n_citations;
    const struct citation **all = ARENA_ARRAY(w->a, n + 1, const struct citation *);
    for (size_t i = 0; i < n; i++)
        all[i] = &f->rule->citations[i];
    if (d->exception != NULL)
        all[n++] = &d->exception->citation;
    f->citations = all;
    f->n_citations = n;
}

static void set_marks(struct work *w, struct finding *f)
{
    const struct pack *pack = rulebook_find_pack(w->r, f->rule->pack);
    if (f->status == STATUS_NOT_APPLICABLE)
        return;
    if (w->stale || (pack != NULL && pack_stale(pack, w->as_of)))
        f->marks |= MARK_LAW_STALE;
    if (w->pending)
        f->marks |= MARK_LAW_PENDING;
    if (f->n_assumed != 0)
        f->marks |= MARK_ASSUMED;
    if (f->status != STATUS_PASS && f->status != STATUS_CONDITIONAL)
        return;
    find_weak(w, f->rule, f);
    if (f->n_weak == 0)
        return;
    f->marks |= MARK_WEAK_EVIDENCE;
    if (!rule_gives_points(f->rule) || f->rule->pass_if != NULL || f->rule->fail_if != NULL) {
        f->lowered = f->status == STATUS_PASS;
        f->status = STATUS_CONDITIONAL;
    }
}

/* The locals once more, for the message, after the diagram has used their places. */
static void again(struct work *w, const struct rule *rule, const struct finding *f,
                  struct decision *d)
{
    work_reset(w);
    w->quick = true;
    decide(w, rule, d);
    w->quick = false;
    for (size_t i = 0; i < rule->n_outputs && d->has_points && !d->points_known; i++) {
        if (strcmp(rule->outputs[i].name, "points") == 0)
            w->globals[rule->outputs[i].slot] =
                feel_unknown_between(w->scratch, NULL, f->points_low, f->points_high);
    }
}

const struct finding *make_finding(struct work *w, const struct rule *rule)
{
    struct finding *f = ARENA_NEW(w->a, struct finding);
    struct remarks remarks = {.warnings = {0}, .assumed = {0}};
    struct decision d;
    struct outlook outlook = {.settled = false};
    f->rule = rule;
    w->pending = w->stale = false;
    work_reset(w);
    w->remarks = &remarks;
    w->quick = true;
    decide(w, rule, &d);
    w->remarks = NULL;
    w->quick = false;
    f->status = d.status;
    if (d.has_points && !d.points_known) {
        work_reset(w);
        decide(w, rule, &d); /* exact bounds of the points; the table tries its inputs */
        f->status = d.status;
    }
    f->has_points = d.has_points;
    f->points_low = d.low;
    f->points_high = d.high;
    if (d.status == STATUS_UNKNOWN) {
        look_ahead(w, rule, &d, &outlook);
        f->status = outlook.settled ? outlook.status : STATUS_UNKNOWN;
        f->missing = outlook.asks;
        f->n_missing = outlook.n_asks;
        if (!w->no_texts)
            again(w, rule, f, &d);
    }
    f->warnings = remarks.warnings.items;
    f->n_warnings = remarks.warnings.n;
    f->assumed = remarks.assumed.items;
    f->n_assumed = remarks.assumed.n;
    if (w->no_texts) {
        set_marks(w, f);
        return f;
    }
    cite(w, f, &d);
    f->because = because_text(w, f, &d);
    enum status base = f->status;
    set_marks(w, f);
    f->message = finding_message(w, f, &d, base);
    return f;
}
