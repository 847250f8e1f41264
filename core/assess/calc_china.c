/* calc_china.c: where a project depends on China, stage by stage, and what it costs to switch. */
#include <string.h>

#include "core/assess/calc_internal.h"

enum grade_of { FREE, PARTLY, DEPENDENT, UNCLEAR };
static const char *const grade_words[] = {"none", "partial", "dependent", "not known"};

struct stage {
    const char *name, *title;
    enum grade_of grade;
    const char *why;
};

/* A share against a line: 0 none, below the line partial. */
static enum grade_of by_share(const struct sheet *s, const char *name, struct dec line)
{
    struct feel_value v = sheet_value(s, name);
    struct span x;
    if (v.kind == FEEL_NUMBER)
        x = (struct span){v.u.number, v.u.number};
    else if (v.kind == FEEL_UNKNOWN && v.u.unknown->has_bounds)
        x = (struct span){v.u.unknown->low, v.u.unknown->high};
    else
        return UNCLEAR;
    if (dec_cmp(x.low, line) >= 0)
        return DEPENDENT;
    if (dec_cmp(x.high, line) >= 0)
        return UNCLEAR;
    if (dec_sign(x.low) > 0)
        return PARTLY;
    return dec_sign(x.high) > 0 ? UNCLEAR : FREE;
}

/* Dependent beats all; then what is open, then partial. */
static enum grade_of worst(enum grade_of x, enum grade_of y)
{
    static const int rank[] = {0, 1, 3, 2};
    return rank[x] >= rank[y] ? x : y;
}

static enum grade_of flag(const struct sheet *s, const char *name, enum grade_of if_yes)
{
    struct feel_value v = sheet_value(s, name);
    return v.kind != FEEL_BOOLEAN ? UNCLEAR : v.u.boolean ? if_yes : FREE;
}

static const char *shown(const struct sheet *s, const char *name)
{
    struct feel_value v = sheet_value(s, name);
    const struct fact_def *def = catalogue_find(dossier_catalogue(s->d), name);
    if (v.kind == FEEL_UNKNOWN && v.u.unknown->has_bounds)
        return span_words(s->a, (struct span){v.u.unknown->low, v.u.unknown->high},
                          def != NULL ? def->unit : NULL);
    return v.kind == FEEL_UNKNOWN || def == NULL ? "not known" : fact_display(s->a, def, v);
}

static struct stage owners(const struct sheet *s)
{
    struct dec line = whole(25);
    sheet_param(s, "us.prc_ownership_proxy_pct", &line, NULL);
    enum grade_of g = by_share(s, "ownership.prc_pct", line);
    g = worst(g, flag(s, "ownership.prc_control", DEPENDENT));
    g = worst(g, flag(s, "ownership.prc_veto", PARTLY));
    return (struct stage){
        "ownership", "Ownership", g,
        arena_printf(s->a, "PRC share %s, control %s, veto %s", shown(s, "ownership.prc_pct"),
                     shown(s, "ownership.prc_control"), shown(s, "ownership.prc_veto"))};
}

static struct stage lenders(const struct sheet *s)
{
    return (struct stage){
        "finance", "Finance", flag(s, "finance.prc_state_debt", DEPENDENT),
        arena_printf(s->a, "debt of PRC state lenders: %s", shown(s, "finance.prc_state_debt"))};
}

static struct stage equipment(const struct sheet *s)
{
    struct dec half = whole(50);
    sheet_param(s, "us.prc_dependence_pct", &half, NULL);
    enum grade_of g = by_share(s, "content.prc_equipment_pct", half);
    g = worst(g, flag(s, "content.prc_process_licence", DEPENDENT));
    g = worst(g, flag(s, "content.prc_sole_source", DEPENDENT));
    g = worst(g, flag(s, "content.prc_epc", PARTLY));
    return (struct stage){
        "equipment", "Equipment and process", g,
        arena_printf(s->a, "main equipment %s, process licence %s, sole source %s, contractor %s",
                     shown(s, "content.prc_equipment_pct"), shown(s, "content.prc_process_licence"),
                     shown(s, "content.prc_sole_source"), shown(s, "content.prc_epc"))};
}

static struct stage separation(const struct sheet *s)
{
    struct feel_value v = sheet_value(s, "processing.separation_route");
    enum grade_of g = UNCLEAR;
    if (v.kind == FEEL_STRING) {
        bool prc = strcmp(v.u.string, "toll_prc") == 0 || strcmp(v.u.string, "buyer_prc") == 0;
        bool none = strcmp(v.u.string, "none") == 0;
        g = prc ? DEPENDENT : none ? UNCLEAR : FREE;
    }
    return (struct stage){"separation", "Separation", g, shown(s, "processing.separation_route")};
}

static struct stage sales(const struct sheet *s)
{
    struct dec half = whole(50);
    sheet_param(s, "us.prc_dependence_pct", &half, NULL);
    return (struct stage){
        "sales", "Sales", by_share(s, "offtake.prc_sales_pct", half),
        arena_printf(s->a, "share that goes to the PRC: %s", shown(s, "offtake.prc_sales_pct"))};
}

/* --- the cost of switching ---------------------------------------------------------------------
 */

struct switching {
    struct dec usd, months;
    bool whole;
};

/* The stage's entry in content.prc_alternatives; without one the sum is a lower bound. */
static void price_stage(struct sheet *s, const struct stage *x, struct switching *w)
{
    const struct feel_value *items = NULL;
    size_t n = sheet_list(s, "content.prc_alternatives", &items);
    struct dec usd, months;
    for (size_t i = 0; i < n; i++) {
        const char *stage = item_text(items[i], "stage"), *how = item_text(items[i], "how");
        if (stage == NULL || strcmp(stage, x->name) != 0)
            continue;
        if (!item_number(items[i], "cost_usd", &usd))
            break;
        w->usd = plus(w->usd, usd);
        if (item_number(items[i], "months", &months))
            w->months = larger(w->months, months);
        sheet_step(s, arena_printf(s->a, "Switching %s", x->name), how,
                   number_words(s->a, usd, "USD"));
        return;
    }
    w->whole = false;
    sheet_note(s, "no cost of switching is given for %s", x->name);
}

void calc_china(struct sheet *s)
{
    struct sheet lists = {.a = s->a, .d = s->d, .r = s->r, .as_of = s->as_of};
    calc_ownership(&lists);
    calc_sales(&lists, false);
    s->beside = &lists;
    for (size_t i = 0; i < lists.errors.n; i++)
        sheet_note(s, "%s", lists.errors.items[i]);
    const struct stage all[] = {owners(s), lenders(s), equipment(s), separation(s), sales(s)};
    size_t n = sizeof all / sizeof *all;
    int64_t dependent = 0, open = 0;
    enum grade_of g = FREE;
    struct switching w = {whole(0), whole(0), true};
    for (size_t i = 0; i < n; i++) {
        sheet_step(s, all[i].title, all[i].why, grade_words[all[i].grade]);
        dependent += all[i].grade == DEPENDENT;
        open += all[i].grade == UNCLEAR;
        g = worst(g, all[i].grade);
    }
    for (size_t i = 0; i < n; i++) {
        if (all[i].grade == PARTLY || all[i].grade == DEPENDENT)
            price_stage(s, &all[i], &w);
        w.whole = w.whole && all[i].grade != UNCLEAR;
    }
    const char *cause = "content.prc_alternatives";
    sheet_step(s, "Stages that depend on China", "of 5",
               span_words(s->a, (struct span){whole(dependent), whole(dependent + open)}, NULL));
    sheet_step(s, "Cost of switching", w.whole ? "sum" : "at least; some stages are open",
               number_words(s->a, w.usd, "USD"));
    if (dec_sign(w.months) > 0)
        sheet_step(s, "Time to switch", "longest stage; they can run side by side",
                   arena_printf(s->a, "%s months", number_words(s->a, w.months, NULL)));
    sheet_span(s, "content.prc_stages_dependent",
               (struct span){whole(dependent), whole(dependent + open)}, cause);
    sheet_span(s, "content.prc_switch_usd",
               (struct span){w.usd, w.whole ? w.usd : whole(NO_CEILING)}, cause);
    if (g == DEPENDENT || (open == 0))
        sheet_fact(s, "content.prc_dependence", feel_string(grade_words[g]));
    else
        sheet_open(s, "content.prc_dependence", cause);
    if (sheet_value(s, "processing.separation_route").kind == FEEL_STRING &&
        strcmp(sheet_value(s, "processing.separation_route").u.string, "none") == 0)
        sheet_note(s, "no separation route is found: most plants stand in China, so the stage is "
                      "open and not free");
    struct dec quarter = whole(25), half = whole(50);
    sheet_param(s, "us.prc_ownership_proxy_pct", &quarter, NULL);
    sheet_param(s, "us.prc_dependence_pct", &half, NULL);
    sheet_note(s,
               "the lines (%s of ownership, %s of equipment and sales) are our screen; no agency "
               "publishes them",
               number_words(s->a, quarter, "pct"), number_words(s->a, half, "pct"));
}
