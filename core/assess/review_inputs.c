/* review_inputs.c: preparer's, reviewer's and final figure of a fact. */
#include "core/assess/review_inputs.h"

#include <string.h>

#include "core/base/vec.h"

const char *input_review_name(enum input_review r)
{
    static const char *const names[] = {"accept", "adjust", "not_reviewed"};
    return names[r];
}

static bool given(const struct fact *f, struct feel_value v)
{
    return f->has_claims && v.kind != FEEL_UNKNOWN;
}

static struct feel_value prepared(const struct fact *f)
{
    return given(f, f->sponsor) ? f->sponsor : f->value;
}

enum input_review fact_reviewed(const struct fact *f)
{
    if (!given(f, f->reviewer))
        return INPUT_NOT_REVIEWED;
    return feel_identical(f->reviewer, prepared(f)) ? INPUT_ACCEPT : INPUT_ADJUST;
}

static const char *displayed(struct arena *a, const struct fact *f, struct feel_value v)
{
    if (v.kind == FEEL_UNKNOWN)
        return NULL;
    const char *text = fact_display(a, f->def, v);
    return f->unit != NULL && f->def == NULL ? arena_printf(a, "%s %s", text, f->unit) : text;
}

/* Cases are what-ifs beside the file, not inputs of it. */
static bool is_input(const struct fact *f)
{
    return strncmp(f->name, "economics.", 10) == 0 && f->value.kind != FEEL_UNKNOWN &&
           strncmp(f->name, "economics.cases", 15) != 0;
}

const struct input_line *review_inputs(struct arena *a, const struct dossier *d, size_t *n)
{
    VEC(struct input_line) all = {0};
    static const enum input_review ORDER[] = {INPUT_ADJUST, INPUT_ACCEPT, INPUT_NOT_REVIEWED};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < dossier_count(d); i++) {
            const struct fact *f = dossier_at(d, i);
            if (fact_reviewed(f) != ORDER[k] || (ORDER[k] == INPUT_NOT_REVIEWED && !is_input(f)))
                continue;
            struct input_line x = {.fact = f, .review = ORDER[k]};
            x.prepared = displayed(a, f, prepared(f));
            x.reviewed = given(f, f->reviewer) ? displayed(a, f, f->reviewer) : NULL;
            x.in_use = displayed(a, f, f->value);
            VEC_PUSH(a, &all, x);
        }
    *n = all.n;
    return all.items;
}

void fact_keep_claims(struct fact *f, const struct fact *old)
{
    if (old == NULL || !old->has_claims)
        return;
    f->has_claims = true;
    f->sponsor = old->sponsor;
    f->reviewer = old->reviewer;
    f->why = old->why;
}

bool fact_claim(struct arena *a, const struct fact *old, const struct fact *typed, bool as_reviewer,
                bool final, const char *why, struct fact *out, struct diags *d)
{
    struct pos nowhere = {0};
    struct feel_value unknown =
        feel_unknown_fact(a, typed->name, typed->def != NULL ? typed->def->type : NULL);
    bool known = old != NULL && old->value.kind != FEEL_UNKNOWN;
    if (typed->value.kind == FEEL_UNKNOWN) {
        diag_add(d, DIAG_ERROR, NULL, nowhere, "give the figure, or 'none' where there is none",
                 "a sponsor's or reviewer's figure of '%s' cannot be unknown", typed->name);
        return false;
    }
    *out = old != NULL ? *old : *typed;
    out->unit = typed->unit != NULL ? typed->unit : out->unit;
    if (old == NULL) {
        out->value = unknown;
        out->text = NULL;
        out->quoted = false;
        out->grade = GRADE_NONE;
    }
    if (!out->has_claims)
        out->sponsor = out->reviewer = unknown;
    out->has_claims = true;
    if (as_reviewer && final && known && out->sponsor.kind == FEEL_UNKNOWN)
        out->sponsor = old->value;
    *(as_reviewer ? &out->reviewer : &out->sponsor) = typed->value;
    if (final) {
        out->value = typed->value;
        out->text = typed->text;
        out->quoted = typed->quoted;
        out->grade = out->grade == GRADE_NONE ? typed->grade : out->grade;
        out->has_range = false; /* it was the range of another figure */
        out->low = out->high = feel_null();
    }
    out->why = why != NULL ? why : out->why;
    if (!as_reviewer || fact_reviewed(out) != INPUT_ADJUST || out->why != NULL)
        return true;
    diag_add(d, DIAG_ERROR, NULL, nowhere, "say why it differs",
             "the reviewer's figure of '%s' differs from the preparer's without a reason",
             typed->name);
    return false;
}
