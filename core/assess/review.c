/* review.c: what a reviewer's decision makes of a finding and of a programme's verdict. */
#include "core/assess/review.h"

#include <string.h>

#include "core/assess/internal.h"

const char *review_state_name(enum review_state s)
{
    static const char *const names[] = {"in_force", "outdated", "not_yet", "expired"};
    return names[s];
}

/* Who may approve is not who prepared: practice of every credit file. */
static const char *same_hand(const struct dossier *d, const struct finding *f,
                             const struct review *r)
{
    const char *author = r->fact->author;
    for (size_t i = 0; author != NULL && i < f->rule->n_facts; i++) {
        const struct fact *x = dossier_fact(d, f->rule->facts[i]);
        if (x != NULL && x->author != NULL && x->value.kind != FEEL_UNKNOWN &&
            strcmp(x->author, author) == 0)
            return x->name;
    }
    return NULL;
}

static enum review_state state_of(const struct review *r, const struct finding *f,
                                  struct date as_of)
{
    if (date_cmp(r->until, as_of) < 0)
        return REVIEW_EXPIRED;
    if (date_cmp(r->date, as_of) > 0)
        return REVIEW_NOT_YET;
    bool same = strcmp(r->fields[REVIEW_COMPUTED], status_name(f->status)) == 0;
    return same ? REVIEW_IN_FORCE : REVIEW_OUTDATED;
}

bool finding_review(struct arena *a, const struct dossier *d, const struct finding *f,
                    struct date as_of, struct check_review *out)
{
    *out = (struct check_review){.finding = f, .reviewed = f->status};
    if (!dossier_review(a, d, f->rule->id, &out->given))
        return false;
    out->state = state_of(&out->given, f, as_of);
    out->same_hand = same_hand(d, f, &out->given);
    if (out->state != REVIEW_IN_FORCE)
        return true;
    if (out->given.waives)
        out->reviewed = STATUS_CONDITIONAL;
    else
        status_parse(out->given.fields[REVIEW_STATUS], &out->reviewed);
    return true;
}

const struct check_review *assess_reviews(struct arena *a, const struct assessment *s, size_t *n)
{
    VEC(struct check_review) all = {0};
    *n = 0;
    if (!dossier_has_reviews(s->dossier))
        return NULL;
    for (size_t i = 0; i < s->n_findings; i++) {
        struct check_review r;
        if (finding_review(a, s->dossier, &s->findings[i], s->as_of, &r))
            VEC_PUSH(a, &all, r);
    }
    *n = all.n;
    return all.items;
}

enum verdict verdict_reviewed(struct arena *a, const struct dossier *d, struct date as_of,
                              const struct programme_result *p, size_t *counted)
{
    size_t in_force = 0;
    enum verdict v = p->verdict;
    if (dossier_has_reviews(d)) {
        struct verdict_tally tally = {.fails = false};
        for (size_t i = 0; i < p->n_bars; i++) {
            struct check_review r;
            bool any = finding_review(a, d, p->bars[i], as_of, &r);
            in_force += any && r.state == REVIEW_IN_FORCE ? 1 : 0;
            verdict_count(&tally, r.reviewed);
        }
        v = verdict_of(tally);
    }
    if (counted != NULL)
        *counted = in_force;
    return v;
}

/* --- in words --------------------------------------------------------------------------------- */

static const char *plain_status(const char *word)
{
    return strcmp(word, "not_applicable") == 0 ? "not applicable"
           : strcmp(word, "unknown") == 0      ? "open"
                                               : word;
}

const char *review_decision_words(struct arena *a, const struct review *r)
{
    return r->waives ? "waived"
                     : arena_printf(a, "override: %s", plain_status(r->fields[REVIEW_STATUS]));
}

const char *review_state_words(struct arena *a, const struct check_review *r)
{
    const char *until = r->given.fields[REVIEW_UNTIL];
    switch (r->state) {
    case REVIEW_IN_FORCE:
        return arena_printf(a, "in force to %s", until);
    case REVIEW_OUTDATED:
        return arena_printf(a, "made when it was %s; counts no more",
                            plain_status(r->given.fields[REVIEW_COMPUTED]));
    case REVIEW_NOT_YET:
        return arena_printf(a, "not in force before %s", r->given.fields[REVIEW_DATE]);
    case REVIEW_EXPIRED:
        break;
    }
    return arena_printf(a, "expired on %s; counts no more", until);
}

const char *review_who(struct arena *a, const struct review *r)
{
    const char *role = r->fields[REVIEW_ROLE], *name = r->fields[REVIEW_NAME];
    return role != NULL ? arena_printf(a, "%s, %s", name, role) : name;
}

const char *review_line(struct arena *a, const struct check_review *r)
{
    return arena_printf(a, "%s, %s; %s: %s", review_decision_words(a, &r->given),
                        review_state_words(a, r), review_who(a, &r->given),
                        r->given.fields[REVIEW_REASON]);
}

struct json *check_review_json(struct arena *a, const struct check_review *r)
{
    struct json *o = json_object(a);
    for (enum review_field f = 0; f < REVIEW_FIELD_COUNT; f++)
        json_set(a, o, review_fields[f].name, json_string(a, r->given.fields[f]));
    json_set(a, o, "state", json_string(a, review_state_name(r->state)));
    json_set(a, o, "counts_as", json_string(a, status_name(r->reviewed)));
    json_set(a, o, "same_hand", json_string(a, r->same_hand));
    json_set(a, o, "author", json_string(a, r->given.fact->author));
    json_set(a, o, "entered_at", json_string(a, r->given.fact->entered_at));
    return o;
}
