/* Reviewers' decisions: exceptions with who approved them, and figures that a reviewer changed. */
#include "core/assess/review.h"
#include "core/assess/review_inputs.h"
#include "core/memo/context.h"

struct json *context_review(struct context *c, const struct finding *f)
{
    const struct assessment *s = c->assessment;
    struct check_review r;
    if (!finding_review(c->arena, s->dossier, f, s->as_of, &r))
        return json_null(c->arena);
    struct json *j = json_object(c->arena);
    put(c, j, "line", review_line(c->arena, &r));
    put(c, j, "decision", review_decision_words(c->arena, &r.given));
    put(c, j, "state", review_state_words(c->arena, &r));
    put(c, j, "who", review_who(c->arena, &r.given));
    put_flag(c, j, "in_force", r.state == REVIEW_IN_FORCE);
    put(c, j, "same_hand", r.same_hand);
    put(c, j, "document", r.given.fields[REVIEW_DOCUMENT]);
    put(c, j, "page", r.given.fields[REVIEW_PAGE]);
    for (enum review_field k = REVIEW_NAME; k <= REVIEW_COMPUTED; k++)
        put(c, j, review_fields[k].name, r.given.fields[k]);
    return j;
}

static void add_figures(struct context *c, struct json *j)
{
    size_t n, count[3] = {0};
    const struct input_line *all = review_inputs(c->arena, c->assessment->dossier, &n);
    struct json *list = json_array(c->arena), *open = json_array(c->arena);
    for (size_t i = 0; i < n; i++) {
        const struct fact *f = all[i].fact;
        struct json *x = json_object(c->arena);
        count[all[i].review]++;
        put(c, x, "name", f->name);
        put(c, x, "label", f->def != NULL ? f->def->ask : NULL);
        put(c, x, "prepared", all[i].prepared);
        put(c, x, "reviewed", all[i].reviewed);
        put(c, x, "in_use", all[i].in_use);
        put(c, x, "why", f->why);
        if (all[i].review == INPUT_ADJUST)
            json_push(c->arena, list, x);
        else if (all[i].review == INPUT_NOT_REVIEWED)
            json_push(c->arena, open, json_string(c->arena, f->name));
    }
    json_set(c->arena, j, "figures", list);
    json_set(c->arena, j, "not_reviewed", open);
    put_flag(c, j, "has_figures", list->n != 0);
    put_flag(c, j, "has_reviewed", count[INPUT_ACCEPT] + count[INPUT_ADJUST] != 0);
    put_count(c, j, "n_accepted", count[INPUT_ACCEPT]);
    put_count(c, j, "n_adjusted", count[INPUT_ADJUST]);
    put_count(c, j, "n_not_reviewed", count[INPUT_NOT_REVIEWED]);
}

struct json *context_reviews(struct context *c)
{
    size_t n;
    const struct check_review *all = assess_reviews(c->arena, c->assessment, &n);
    struct json *j = json_object(c->arena), *rows = json_array(c->arena);
    for (size_t i = 0; i < n; i++)
        json_push(c->arena, rows, context_finding(c, all[i].finding));
    json_set(c->arena, j, "rows", rows);
    put_flag(c, j, "has_rows", n != 0);
    put_count(c, j, "n_rows", n);
    add_figures(c, j);
    return j;
}
