/* One programme in full: bars, criteria, terms with their formulas, documents with their status. */
#include "core/assess/review.h"
#include "tui/commands/assessed.h"

static const char *plain(struct arena *a, struct dec d)
{
    return fact_display(a, NULL, feel_number(d));
}

static void heading(struct strbuf *out, const char *text)
{
    strbuf_addf(out, stdout_colour() ? "\n\033[1m%s\033[0m\n" : "\n%s\n", text);
}

static void show_bars(struct arena *a, struct strbuf *out, const struct assessment *s,
                      const struct programme_result *p)
{
    heading(out, "Bars");
    for (size_t i = 0; i < p->n_bars; i++) {
        strbuf_adds(out, "  ");
        print_status(out, p->bars[i]->status);
        strbuf_addf(out, "%s\n", p->bars[i]->rule->id);
        print_wrapped(a, out, "", 14, p->bars[i]->message);
        struct check_review review;
        if (finding_review(a, s->dossier, p->bars[i], s->as_of, &review))
            print_wrapped(a, out, "", 14, arena_printf(a, "reviewed: %s", review_line(a, &review)));
    }
}

static void show_scores(struct arena *a, struct strbuf *out, const struct programme_result *p)
{
    if (p->n_scores == 0)
        return;
    heading(out, "Score (points and bands are our scoring choice)");
    for (size_t i = 0; i < p->n_scores; i++) {
        const struct finding *f = p->scores[i];
        const char *points = "n/a";
        if (f->has_points)
            points = dec_cmp(f->points_low, f->points_high) == 0
                         ? plain(a, f->points_low)
                         : arena_printf(a, "%s to %s", plain(a, f->points_low),
                                        plain(a, f->points_high));
        strbuf_addf(out, "  %-9s of %-3s %s\n", points, plain(a, f->rule->max_points), f->rule->id);
    }
}

static void show_term(struct arena *a, struct strbuf *out, const struct term_result *r)
{
    const struct programme_term *t = r->term;
    print_wrapped(a, out, "  ", 2, arena_printf(a, "%s: %s", t->title, r->shown));
    if (r->why != NULL && r->state == TERM_ERROR)
        print_wrapped(a, out, "", 6, arena_printf(a, "cannot be computed: %s", r->why));
    if (t->formula != NULL)
        print_wrapped(a, out, "", 6, arena_printf(a, "= %s", t->formula));
    if (r->n_missing != 0) {
        const char *names = r->missing[0];
        for (size_t i = 1; i < r->n_missing; i++)
            names = arena_printf(a, "%s, %s", names, r->missing[i]);
        print_wrapped(a, out, "", 6, arena_printf(a, "needs %s", names));
    }
    if ((r->marks & MARK_LAW_PENDING) != 0)
        print_wrapped(a, out, "", 6, "a value in it was expected to change and is not looked up");
    if ((r->marks & MARK_LAW_STALE) != 0)
        print_wrapped(a, out, "", 6, "its source was read too long ago");
    if (t->note != NULL)
        print_wrapped(a, out, "", 6, t->note);
    for (size_t i = 0; i < t->n_citations; i++)
        print_wrapped(a, out, "", 6, citation_text(a, &t->citations[i]));
}

static void show_documents(struct arena *a, struct strbuf *out, const struct programme_result *p)
{
    size_t counts[DOCUMENT_NOT_NEEDED + 1] = {0};
    if (p->programme->n_documents == 0)
        return;
    heading(out, "Documents");
    for (size_t i = 0; i < p->programme->n_documents; i++) {
        const struct document_result *r = &p->documents[i];
        const struct programme_document *d = r->document;
        counts[r->state]++;
        const char *owner = d->owner != NULL ? arena_printf(a, ", from the %s", d->owner) : "";
        print_wrapped(
            a, out, arena_printf(a, "  %s", document_state_name(r->state)), 14,
            arena_printf(a, "%s (for the %s%s)", d->text, document_stage_name(d->stage), owner));
    }
    strbuf_addf(out, "  %zu supplied, %zu claimed without paper, %zu missing, %zu open\n",
                counts[DOCUMENT_SUPPLIED], counts[DOCUMENT_CLAIMED], counts[DOCUMENT_MISSING],
                counts[DOCUMENT_OPEN]);
}

void print_programme(struct arena *a, struct strbuf *out, const struct assessment *s,
                     const struct programme_result *p)
{
    const struct programme *of = p->programme;
    strbuf_addf(out, "%s: %s\n", harmless(a, of->title), verdict_name(p->verdict));
    size_t reviewed;
    enum verdict v = verdict_reviewed(a, s->dossier, s->as_of, p, &reviewed);
    if (reviewed != 0)
        strbuf_addf(out, "  %s with reviewers' decisions on %zu of its bars\n", verdict_name(v),
                    reviewed);
    print_wrapped(a, out, "", 2,
                  of->product != NULL ? arena_printf(a, "%s: %s", of->agency, of->product)
                                      : of->agency);
    if (p->n_scores != 0)
        strbuf_addf(out, "  score %s to %s of %s\n", plain(a, p->score_low),
                    plain(a, p->score_high), plain(a, p->score_max));
    show_bars(a, out, s, p);
    show_scores(a, out, p);
    if (of->n_terms != 0)
        heading(out, "Terms");
    for (size_t i = 0; i < of->n_terms; i++)
        show_term(a, out, &p->terms[i]);
    show_documents(a, out, p);
}
