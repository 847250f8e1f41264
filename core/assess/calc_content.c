/* calc_content.c: what of a US export contract is American, and the amount that follows; and the
 * amount under EXIM's supply chain initiative, which follows sales to the US.
 *
 * EXIM supports the lesser of 85 per cent of the net contract price and the whole US content; the
 * buyer pays 15 per cent in cash. Its worked example: 70 million US and 10 million eligible foreign
 * content are a net price of 80 million, of which 68 million is financed. */
#include <string.h>

#include "core/assess/calc_internal.h"

#define LINES "content.cost_lines"

struct content {
    struct dec us, foreign, prc, local, other, no_origin;
    bool whole; /* every amount is known */
};

static void add_line(struct sheet *s, struct content *c, size_t i, struct feel_value item)
{
    const char *name = item_text(item, "item"), *origin = item_text(item, "origin");
    const char *scope = item_text(item, "scope");
    struct dec usd = whole(0);
    const char *label = name != NULL ? name : arena_printf(s->a, "line %zu", i + 1);
    if (!item_number(item, "amount_usd", &usd)) {
        c->whole = false;
        sheet_note(s, "'%s' has no amount: no total can be drawn", label);
        return;
    }
    if (dec_sign(usd) < 0)
        sheet_error(s, "the amount of '%s' is below zero", label);
    struct dec *into = &c->other;
    const char *class = "outside the US contract";
    if (scope == NULL) {
        c->whole = false;
        sheet_note(s, "'%s' does not say under which contract it is bought (scope)", label);
    } else if (strcmp(scope, "local") == 0) {
        into = &c->local;
        class = "local cost";
    } else if (strcmp(scope, "export") == 0 && origin == NULL) {
        into = &c->no_origin;
        class = "origin not said: not counted as US";
    } else if (strcmp(scope, "export") == 0) {
        bool us = strcmp(origin, "US") == 0, prc = sheet_listed(s, "us.countries_prc", origin);
        into = us ? &c->us : prc ? &c->prc : &c->foreign;
        class = us ? "US content" : prc ? "PRC content, left out" : "foreign content";
    }
    *into = plus(*into, usd);
    sheet_step(s, label,
               arena_printf(s->a, "%s, %s", origin != NULL ? origin : "origin not said", class),
               number_words(s->a, usd, "USD"));
}

struct amounts {
    struct span net, us_pct, prc_pct, standard, ctep, down, local_cap;
};

/* Lines without origin may be US or not: two readings. */
static struct amounts amounts_of(const struct sheet *s, const struct content *c)
{
    struct amounts x = {0};
    struct dec support = whole(0), down = whole(0), line = whole(0), local_low = whole(0),
               local_high = whole(0), gni, high_line;
    sheet_param(s, "us.exim_support_pct", &support, NULL);
    sheet_param(s, "us.exim_down_payment_pct", &down, NULL);
    sheet_param(s, "us.exim_ctep_us_pct", &line, NULL);
    sheet_param(s, "us.exim_local_cost_high_income_pct", &local_low, NULL);
    sheet_param(s, "us.exim_local_cost_pct", &local_high, NULL);
    if (sheet_number(s, "market.gni_per_capita_usd", &gni) &&
        sheet_param(s, "us.wb_high_income_line_usd", &high_line, NULL)) {
        bool rich = dec_cmp(gni, high_line) > 0;
        local_low = rich ? local_low : local_high;
        local_high = local_low;
    }
    struct dec sure = plus(c->us, c->foreign), all = plus(sure, c->no_origin);
    struct dec contract = plus(all, c->prc), us_high = plus(c->us, c->no_origin);
    x.net = (struct span){sure, all};
    x.us_pct = (struct span){over(times(c->us, whole(100)), contract),
                             over(times(us_high, whole(100)), contract)};
    x.prc_pct = (struct span){over(times(c->prc, whole(100)), contract),
                              over(times(plus(c->prc, c->no_origin), whole(100)), contract)};
    x.standard = (struct span){smaller(per_cent_of(support, sure), c->us),
                               smaller(per_cent_of(support, all), us_high)};
    x.ctep =
        (struct span){dec_cmp(x.us_pct.low, line) >= 0 ? per_cent_of(support, sure) : whole(0),
                      dec_cmp(x.us_pct.high, line) >= 0 ? per_cent_of(support, all) : whole(0)};
    x.down = (struct span){per_cent_of(down, sure), per_cent_of(down, all)};
    x.local_cap = (struct span){smaller(per_cent_of(local_low, sure), c->local),
                                smaller(per_cent_of(local_high, all), c->local)};
    return x;
}

static const char *money(const struct sheet *s, struct span x)
{
    return span_words(s->a, x, "USD");
}

static const char *param_words(const struct sheet *s, const char *id)
{
    struct dec x = whole(0);
    sheet_param(s, id, &x, NULL);
    return number_words(s->a, x, "pct");
}

static void show_amounts(struct sheet *s, const struct content *c, const struct amounts *x)
{
    struct arena *a = s->a;
    const char *support = param_words(s, "us.exim_support_pct");
    sheet_step(s, "Net contract price", "US and eligible foreign content, PRC content left out",
               money(s, x->net));
    sheet_step(s, "US content of the contract",
               arena_printf(a, "%s of everything in it", number_words(a, c->us, "USD")),
               span_words(a, x->us_pct, "pct"));
    sheet_step(s, "Standard support",
               arena_printf(a, "the lesser of %s of the net price and all US content", support),
               money(s, x->standard));
    sheet_step(s, "Support in a CTEP area",
               arena_printf(a, "%s of the net price when US content is %s or more", support,
                            param_words(s, "us.exim_ctep_us_pct")),
               money(s, x->ctep));
    sheet_step(s, "Cash payment of the buyer",
               arena_printf(a, "%s of the net price", param_words(s, "us.exim_down_payment_pct")),
               money(s, x->down));
    sheet_step(s, "Local cost that may be supported",
               arena_printf(a,
                            "what there is (%s), up to %s of the export value; %s in a "
                            "high-income country",
                            number_words(a, c->local, "USD"),
                            param_words(s, "us.exim_local_cost_pct"),
                            param_words(s, "us.exim_local_cost_high_income_pct")),
               money(s, x->local_cap));
}

static const char *const content_facts[] = {
    "content.us_content_usd",    "content.us_content_pct",   "content.eligible_foreign_usd",
    "content.prc_content_pct",   "content.net_price_usd",    "content.local_cost_usd",
    "content.support_usd",       "content.ctep_support_usd", "content.down_payment_usd",
    "content.local_support_usd",
};

static void content_open(struct sheet *s)
{
    for (size_t i = 0; i < sizeof content_facts / sizeof *content_facts; i++)
        sheet_open(s, content_facts[i], LINES);
}

void calc_content(struct sheet *s)
{
    const struct feel_value *items = NULL;
    size_t n = sheet_list(s, LINES, &items);
    struct content c = {whole(0), whole(0), whole(0), whole(0), whole(0), whole(0), true};
    for (size_t i = 0; i < n; i++)
        add_line(s, &c, i, items[i]);
    if (n == 0 || !c.whole || s->errors.n > 0 || s->r == NULL) {
        if (n == 0)
            sheet_note(s, "the cost is not broken down: give content.cost_lines");
        content_open(s);
        return;
    }
    struct amounts x = amounts_of(s, &c);
    show_amounts(s, &c, &x);
    struct dec us_high = plus(c.us, c.no_origin), foreign_high = plus(c.foreign, c.no_origin);
    const struct span values[] = {{c.us, us_high}, x.us_pct, {c.foreign, foreign_high},
                                  x.prc_pct,       x.net,    {c.local, c.local},
                                  x.standard,      x.ctep,   x.down,
                                  x.local_cap};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        sheet_span(s, content_facts[i], values[i], LINES);
    sheet_note(s, "foreign content counts as eligible only when it ships from the US in the US "
                  "contract; EXIM decides item by item");
}

/* --- sales to the US ---------------------------------------------------------------------------
 */

struct sales {
    struct span us, allied, prc, all;
};

static void add_sale(struct span *to, struct dec share, bool surely)
{
    if (surely)
        to->low = plus(to->low, share);
    to->high = plus(to->high, share);
}

/* Share of output of a contract: as stated, or tonnes over planned output. */
static bool share_of(const struct sheet *s, struct feel_value item, struct dec *share,
                     const char **how)
{
    struct dec tonnes, planned;
    *how = "as stated";
    if (item_number(item, "share_pct", share))
        return true;
    if (!item_number(item, "tonnes_per_year", &tonnes) ||
        !sheet_number(s, "project.planned_reo_tpa", &planned) || dec_sign(planned) <= 0)
        return false;
    *share = over(times(tonnes, whole(100)), planned);
    *how = arena_printf(s->a, "%s of %s a year", number_words(s->a, tonnes, NULL),
                        number_words(s->a, planned, "t"));
    return true;
}

static void one_sale(struct sheet *s, struct sales *x, size_t i, struct feel_value item, bool steps)
{
    const char *buyer = item_text(item, "buyer"), *country = item_text(item, "country");
    const char *how, *label = buyer != NULL ? buyer : arena_printf(s->a, "contract %zu", i + 1);
    struct feel_value is_signed = item_field(item, "signed");
    struct dec share = whole(0);
    bool known = share_of(s, item, &share, &how), surely = known && country != NULL;
    bool binding = is_signed.kind == FEEL_BOOLEAN && is_signed.u.boolean;
    bool open = is_signed.kind != FEEL_BOOLEAN;
    if (!known) {
        sheet_note(s, "'%s' has neither a share nor tonnes that can be set against planned output",
                   label);
        share = whole(100);
    }
    if (dec_sign(share) < 0)
        sheet_error(s, "'%s' takes less than nothing", label);
    bool prc = sheet_listed(s, "us.countries_prc", country);
    bool us = country != NULL && strcmp(country, "US") == 0;
    bool allied = sheet_listed(s, "us.countries_allied", country);
    if (prc || country == NULL) /* a sale to the PRC counts before it is signed */
        add_sale(&x->prc, share, surely);
    if ((us || country == NULL) && (binding || open))
        add_sale(&x->us, share, surely && binding);
    if ((allied || country == NULL) && (binding || open))
        add_sale(&x->allied, share, surely && binding);
    if (binding || open)
        add_sale(&x->all, share, known && binding);
    if (steps)
        sheet_step(s, label,
                   arena_printf(s->a, "%s, %s, %s", country != NULL ? country : "country not said",
                                open      ? "signed or not: not said"
                                : binding ? "signed"
                                          : "not signed",
                                how),
                   known ? number_words(s->a, share, "pct") : "not known");
}

static struct span capped(struct span x)
{
    return (struct span){smaller(x.low, whole(100)), smaller(x.high, whole(100))};
}

void calc_sales(struct sheet *s, bool steps)
{
    const struct feel_value *items = NULL;
    size_t n = sheet_list(s, "offtake.contracts", &items);
    struct span none = {whole(0), whole(0)};
    struct sales x = {none, none, none, none};
    struct dec sum = whole(0), share;
    const char *how;
    for (size_t i = 0; i < n; i++) {
        one_sale(s, &x, i, items[i], steps);
        if (share_of(s, items[i], &share, &how))
            sum = plus(sum, share);
    }
    if (dec_cmp(sum, whole(100)) > 0)
        sheet_error(s, "the contracts together take %s of output, more than is produced",
                    number_words(s->a, sum, "pct"));
    if (n == 0 || s->errors.n > 0)
        return;
    /* The list says what is contracted; what is left may still go anywhere. */
    x.prc.high = plus(x.prc.high, larger(minus(whole(100), sum), whole(0)));
    const struct {
        const char *asked;
        struct span v;
    } all[] = {{"offtake.us_share_pct", capped(x.us)},
               {"offtake.allied_share_pct", capped(x.allied)},
               {"offtake.contracted_pct", capped(x.all)},
               {"offtake.prc_sales_pct", capped(x.prc)}};
    bool disagrees = false;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        sheet_span(s, all[i].asked, all[i].v, all[i].asked);
        disagrees = sheet_contradicts(s, all[i].asked, all[i].v) || disagrees;
    }
    sheet_fact(s, "offtake.contracts_disagree", feel_boolean(disagrees));
}

static bool number_or_span(const struct sheet *s, const char *name, struct span *out)
{
    struct feel_value v = sheet_value(s, name);
    if (v.kind == FEEL_NUMBER) {
        *out = (struct span){v.u.number, v.u.number};
        return true;
    }
    if (v.kind != FEEL_UNKNOWN || !v.u.unknown->has_bounds)
        return false;
    *out = (struct span){v.u.unknown->low, v.u.unknown->high};
    return true;
}

void calc_scri(struct sheet *s)
{
    struct dec cost, equity = whole(0), request;
    struct span us = {whole(0), whole(100)};
    calc_sales(s, true);
    bool share_known = number_or_span(s, "offtake.us_share_pct", &us);
    bool has_cost = sheet_number(s, "finance.total_cost_usd", &cost);
    bool has_equity = sheet_number(s, "finance.equity_pct", &equity);
    if (!has_cost || !has_equity || s->errors.n > 0) {
        sheet_open(s, "loan.scri_debt_need_usd",
                   has_cost ? "finance.equity_pct" : "finance.total_cost_usd");
        sheet_open(s, "loan.scri_cap_usd",
                   has_cost ? "finance.equity_pct" : "finance.total_cost_usd");
        if (s->errors.n == 0)
            sheet_note(s, "total cost or the share of equity is not known, so the need for debt is "
                          "not either");
        return;
    }
    struct dec need = per_cent_of(minus(whole(100), equity), cost);
    struct span cap = {per_cent_of(us.low, need), per_cent_of(us.high, need)};
    sheet_step(s, "Need for debt",
               arena_printf(s->a, "%s less %s of equity", number_words(s->a, cost, "USD"),
                            number_words(s->a, equity, "pct")),
               number_words(s->a, need, "USD"));
    sheet_step(s, "Share of output under contract with US buyers", "signed contracts",
               share_known ? span_words(s->a, us, "pct") : "not known");
    sheet_step(s, "Amount that follows", "share x need for debt", money(s, cap));
    sheet_fact(s, "loan.scri_debt_need_usd", feel_number(dec_trim(need)));
    sheet_span(s, "loan.scri_cap_usd", cap, "offtake.us_share_pct");
    sheet_note(s, "EXIM publishes no formula: share times need for debt is our proxy");
    if (!sheet_number(s, "loan.exim_request_usd", &request) || dec_sign(need) <= 0)
        return;
    sheet_step(s, "Share that the request needs",
               arena_printf(s->a, "%s of %s", number_words(s->a, request, "USD"),
                            number_words(s->a, need, "USD")),
               number_words(s->a, over(times(request, whole(100)), need), "pct"));
    if (dec_cmp(request, need) > 0)
        sheet_note(s, "the request is above the whole need for debt");
}
