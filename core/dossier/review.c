/* review.c: a review of a check: its fields, what is refused, and the fact that holds it. */
#include "core/dossier/review.h"

#include <string.h>

#include "core/dossier/internal.h"

enum { TEXT_MAX_BYTES = 20000 };

static const char *const decision_words[] = {"override", "waive", NULL};
static const char *const status_words[] = {"pass",    "conditional",    "fail",
                                           "unknown", "not_applicable", NULL};
static const char *const computed_words[] = {"pass",           "conditional", "fail", "unknown",
                                             "not_applicable", "error",       NULL};

const struct review_field_info review_fields[REVIEW_FIELD_COUNT] = {
    [REVIEW_DECISION] = {"decision", "Decision", decision_words, true, false},
    [REVIEW_STATUS] = {"status", "Counts as", status_words, false, false},
    [REVIEW_NAME] = {"name", "Name", NULL, true, false},
    [REVIEW_ROLE] = {"role", "Role", NULL, false, false},
    [REVIEW_DATE] = {"date", "From", NULL, true, true},
    [REVIEW_UNTIL] = {"until", "Until", NULL, true, true},
    [REVIEW_REASON] = {"reason", "Reason", NULL, true, false},
    [REVIEW_COMPUTED] = {"computed", "Computed", computed_words, true, false},
    [REVIEW_DOCUMENT] = {"document", "Document", NULL, false, false},
    [REVIEW_PAGE] = {"page", "Page", NULL, false, false},
};

static const char *const missing_hints[REVIEW_FIELD_COUNT] = {
    [REVIEW_DECISION] = "decision: override, with the status that it counts as, or waive",
    [REVIEW_STATUS] = "status: what it counts as: pass, conditional, fail, unknown, not_applicable",
    [REVIEW_NAME] = "name: who decided; a decision without a name binds nobody",
    [REVIEW_DATE] = "date: the day from which it holds, 2026-02-28",
    [REVIEW_UNTIL] = "until: the last day on which it holds; nothing is waived for ever",
    [REVIEW_REASON] = "reason: why, in words that an auditor can follow",
    [REVIEW_COMPUTED] = "computed: what 'adit check' said when it was decided",
};

bool check_waivable(const struct catalogue_check *c)
{
    return c->waived_by == NULL || strncmp(c->waived_by, "nobody", 6) != 0;
}

bool review_is_name(const char *name)
{
    return strncmp(name, "reviews.", 8) == 0;
}

const char *review_fact_name(struct arena *a, const char *check)
{
    return arena_printf(a, "reviews.%s", check);
}

/* --- what is refused -------------------------------------------------------------------------- */

struct making {
    struct arena *a;
    const struct catalogue_check *check;
    const char *fields[REVIEW_FIELD_COUNT];
    const struct pos *at; /* NULL: the whole */
    struct pos whole;
    struct diags *d;
};

static struct pos place(const struct making *m, enum review_field f)
{
    return m->at != NULL && m->fields[f] != NULL ? m->at[f] : m->whole;
}

static const char *nearest_check(const struct catalogue *c, const char *id)
{
    size_t n;
    const struct catalogue_check *all = catalogue_checks(c, &n);
    struct arena *scratch = arena_new();
    const char **ids = ARENA_ARRAY(scratch, n, const char *);
    for (size_t i = 0; i < n; i++)
        ids[i] = all[i].id;
    const char *best = nearest_name(id, ids, n);
    arena_free(scratch);
    return best;
}

static const struct catalogue_check *known_check(struct arena *a, const struct catalogue *c,
                                                 const char *id, struct pos pos, struct diags *d)
{
    const struct catalogue_check *check = catalogue_check_find(c, id);
    if (check == NULL) {
        const char *near = nearest_check(c, id);
        diag_add(d, DIAG_ERROR, NULL, pos,
                 near != NULL ? arena_printf(a, "did you mean '%s'?", near)
                              : "'adit rules list' names the checks",
                 "no pack has a check '%s' to review", shown(a, id));
    } else if (!check->judges) {
        diag_add(d, DIAG_ERROR, NULL, pos, "there is nothing to override or waive",
                 "'%s' sets countries side by side and judges no project", id);
        check = NULL;
    }
    return check;
}

static bool word_known(const struct making *m, enum review_field f)
{
    const char *const *words = review_fields[f].words;
    const char *all = "one of", *text = m->fields[f];
    size_t n = 0;
    for (; words[n] != NULL; n++) {
        if (strcmp(words[n], text) == 0)
            return true;
        all = arena_printf(m->a, "%s%s %s", all, n > 0 ? "," : "", words[n]);
    }
    const char *near = nearest_name(text, words, n);
    diag_add(m->d, DIAG_ERROR, NULL, place(m, f),
             near != NULL ? arena_printf(m->a, "did you mean '%s'?", near) : all,
             "'%s' cannot be the %s of a review", shown(m->a, text), review_fields[f].name);
    return false;
}

/* Each field by itself: there when it must be, a word or date that exists, not a whole book. */
static bool fields_good(const struct making *m)
{
    size_t before = diags_count(m->d, DIAG_ERROR);
    struct answer x = {m->a, NULL, m->d};
    for (enum review_field f = 0; f < REVIEW_FIELD_COUNT; f++) {
        struct date day;
        const char *text = m->fields[f];
        if (text == NULL && review_fields[f].required)
            diag_add(m->d, DIAG_ERROR, NULL, m->whole, missing_hints[f],
                     "the review of '%s' has no %s", m->check->id,
                     f == REVIEW_UNTIL ? "end date" : review_fields[f].name);
        else if (text != NULL && strlen(text) > TEXT_MAX_BYTES)
            diag_add(m->d, DIAG_ERROR, NULL, place(m, f), "name the document that says the rest",
                     "the %s has %zu bytes; a review takes 20,000", review_fields[f].name,
                     strlen(text));
        else if (text != NULL && review_fields[f].words != NULL)
            word_known(m, f);
        else if (text != NULL && review_fields[f].is_date)
            answer_date(&x, text, place(m, f), &day);
    }
    return diags_count(m->d, DIAG_ERROR) == before;
}

static bool dates_in_order(const struct making *m)
{
    struct date from, until;
    const char *x = m->fields[REVIEW_DATE], *y = m->fields[REVIEW_UNTIL];
    if (!date_parse(x, strlen(x), &from) || !date_parse(y, strlen(y), &until) ||
        date_cmp(from, until) <= 0)
        return true;
    diag_add(m->d, DIAG_ERROR, NULL, place(m, REVIEW_UNTIL), "date <= until",
             "the review of '%s' ends on %s, before it begins on %s", m->check->id, y, x);
    return false;
}

static bool waiver_good(const struct making *m)
{
    const char *computed = m->fields[REVIEW_COMPUTED], *why = NULL;
    if (m->fields[REVIEW_STATUS] != NULL)
        why = "a waiver leaves the status as it was computed; leave 'status' out";
    else if (strcmp(computed, "pass") == 0 || strcmp(computed, "not_applicable") == 0)
        why = "waive a check that fails, holds on conditions or is open";
    else if (strcmp(computed, "error") == 0)
        why = "mend the rule or the answer that it cannot read";
    if (why != NULL) {
        diag_add(m->d, DIAG_ERROR, NULL, place(m, REVIEW_DECISION), why,
                 m->fields[REVIEW_STATUS] != NULL ? "the waiver of '%s' has a status"
                 : strcmp(computed, "error") == 0 ? "'%s' could not be computed: nothing is waived"
                                                  : "'%s' passes or does not apply: there is "
                                                    "nothing to waive",
                 m->check->id);
        return false;
    }
    if (check_waivable(m->check))
        return true;
    diag_add(m->d, DIAG_ERROR, NULL, place(m, REVIEW_DECISION),
             "if it was judged wrongly, override it and name the document that shows it "
             "(counsel's opinion, the agency's own determination)",
             "'%s' may be waived by %s", m->check->id, m->check->waived_by);
    return false;
}

/* Better than computed where nobody may waive: somebody else must have found so, in writing. */
static bool override_good(const struct making *m)
{
    const char *status = m->fields[REVIEW_STATUS], *computed = m->fields[REVIEW_COMPUTED];
    if (status == NULL) {
        diag_add(m->d, DIAG_ERROR, NULL, m->whole, missing_hints[REVIEW_STATUS],
                 "the override of '%s' has no status", m->check->id);
        return false;
    }
    if (strcmp(status, computed) == 0) {
        diag_add(m->d, DIAG_ERROR, NULL, place(m, REVIEW_STATUS),
                 "leave the review out, or say what it should count as",
                 "'%s' came out as %s: an override to the same changes nothing", m->check->id,
                 computed);
        return false;
    }
    bool worse = strcmp(status, "fail") == 0 || strcmp(status, "unknown") == 0;
    if (check_waivable(m->check) || worse || m->fields[REVIEW_DOCUMENT] != NULL)
        return true;
    diag_add(m->d, DIAG_ERROR, NULL, place(m, REVIEW_STATUS),
             "document: counsel's opinion, or the agency's own determination",
             "'%s' may be waived by %s; to override it takes a document", m->check->id,
             m->check->waived_by);
    return false;
}

static void hold(const struct making *m, struct fact *out)
{
    const char **keys = ARENA_ARRAY(m->a, REVIEW_FIELD_COUNT, const char *);
    struct feel_value *values = ARENA_ARRAY(m->a, REVIEW_FIELD_COUNT, struct feel_value);
    size_t n = 0;
    for (enum review_field f = 0; f < REVIEW_FIELD_COUNT; f++) {
        if (m->fields[f] == NULL)
            continue;
        keys[n] = review_fields[f].name;
        values[n++] = feel_string(m->fields[f]);
    }
    memset(out, 0, sizeof *out);
    out->name = review_fact_name(m->a, m->check->id);
    out->value = feel_context_of(m->a, keys, values, n);
    out->text = value_yaml(m->a, out->value);
    out->grade = GRADE_ASSERTED;
    out->low = out->high = out->sponsor = out->reviewer = feel_null();
    out->pos = m->whole;
}

bool review_make(struct arena *a, const struct catalogue *c, const char *check,
                 const char *const fields[REVIEW_FIELD_COUNT],
                 const struct pos at[REVIEW_FIELD_COUNT], struct pos whole, struct fact *out,
                 struct diags *d)
{
    struct making m = {.a = a, .at = at, .whole = whole, .d = d};
    m.check = known_check(a, c, check, whole, d);
    if (m.check == NULL)
        return false;
    for (enum review_field f = 0; f < REVIEW_FIELD_COUNT; f++) {
        const char *text = fields[f] != NULL ? text_trim(a, fields[f]) : "";
        m.fields[f] = text[0] != '\0' ? text : NULL;
    }
    if (!fields_good(&m) || !dates_in_order(&m))
        return false;
    bool waives = strcmp(m.fields[REVIEW_DECISION], "waive") == 0;
    if (waives ? !waiver_good(&m) : !override_good(&m))
        return false;
    hold(&m, out);
    return true;
}

/* --- back ------------------------------------------------------------------------------------- */

bool review_read(const struct fact *f, struct review *out)
{
    *out = (struct review){.fact = f};
    if (f == NULL || !review_is_name(f->name) || f->value.kind != FEEL_CONTEXT)
        return false;
    out->check = f->name + 8;
    const struct feel_context *c = f->value.u.context;
    for (size_t i = 0; i < c->n; i++)
        for (enum review_field k = 0; k < REVIEW_FIELD_COUNT; k++)
            if (strcmp(c->keys[i], review_fields[k].name) == 0)
                out->fields[k] = c->values[i].u.string;
    const char *from = out->fields[REVIEW_DATE], *until = out->fields[REVIEW_UNTIL];
    out->waives = strcmp(out->fields[REVIEW_DECISION], "waive") == 0;
    return date_parse(from, strlen(from), &out->date) &&
           date_parse(until, strlen(until), &out->until);
}

bool dossier_has_reviews(const struct dossier *d)
{
    struct review r;
    for (size_t i = 0; i < dossier_count(d); i++)
        if (review_read(dossier_at(d, i), &r))
            return true;
    return false;
}

bool dossier_review(struct arena *a, const struct dossier *d, const char *check, struct review *out)
{
    return review_read(dossier_fact(d, review_fact_name(a, check)), out);
}
