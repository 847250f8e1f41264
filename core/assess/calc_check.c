/* calc_check.c: answers of one project that contradict each other. */
#include "core/assess/calc_internal.h"

struct order {
    const char *first, *then;
    bool same_day; /* both on one day is possible */
    const char *what;
};

static const struct order orders[] = {
    {"licence.issue_date", "licence.expiry_date", false, "a licence ends after it was issued"},
    {"project.construction_start_date", "project.first_production_date", false,
     "production begins after construction does"},
    {"loan.close_date", "loan.final_maturity_date", false, "debt falls due after the close"},
    {"ownership.control_change_date", "ownership.control_notice_date", true,
     "the authority is told of a change that has happened"},
};

static struct pos place_of(const struct dossier *d, const char *name)
{
    const struct fact *f = dossier_fact(d, name);
    return f != NULL ? f->pos : (struct pos){NULL, 0, 0};
}

static bool date_of(struct arena *a, const struct dossier *d, const char *name, struct date *out)
{
    struct feel_value v = dossier_value(a, d, name);
    if (v.kind != FEEL_DATE)
        return false;
    *out = v.u.date;
    return true;
}

static bool dates_in_order(struct arena *a, const struct dossier *d, struct diags *diags)
{
    bool good = true;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        const struct order *o = &orders[i];
        struct date first, then;
        char x[DATE_TEXT_MAX], y[DATE_TEXT_MAX];
        if (!date_of(a, d, o->first, &first) || !date_of(a, d, o->then, &then))
            continue;
        int c = date_cmp(first, then);
        if (c < 0 || (c == 0 && o->same_day))
            continue;
        diag_add(diags, DIAG_ERROR, NULL, place_of(d, o->then), o->what,
                 "'%s' (%s) does not come after '%s' (%s)", o->then, date_text(then, y), o->first,
                 date_text(first, x));
        good = false;
    }
    return good;
}

static bool sales_add_up(struct arena *a, const struct dossier *d, struct diags *diags)
{
    static const char *const shares[] = {"offtake.us_share_pct", "offtake.allied_share_pct",
                                         "offtake.prc_sales_pct"};
    struct dec sum = whole(0);
    struct pos pos = {NULL, 0, 0};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        struct feel_value v = dossier_value(a, d, shares[i]);
        if (v.kind != FEEL_NUMBER)
            continue;
        sum = plus(sum, v.u.number);
        pos = place_of(d, shares[i]);
    }
    if (dec_cmp(sum, whole(100)) <= 0)
        return true;
    diag_add(diags, DIAG_ERROR, NULL, pos,
             "US, allied and PRC shares are shares of one output: 100 % together at most",
             "the sales to the US, its allies and the PRC add up to %s: more than is produced",
             number_words(a, sum, "pct"));
    return false;
}

static bool list_stands(struct arena *a, const struct dossier *d, const char *fact,
                        void (*run)(struct sheet *), const char *hint, struct diags *diags)
{
    struct sheet s = {.a = a, .d = d};
    if (dossier_fact(d, fact) == NULL)
        return true;
    run(&s);
    for (size_t i = 0; i < s.errors.n; i++)
        diag_add(diags, DIAG_ERROR, NULL, place_of(d, fact), hint, "%s: %s", fact,
                 s.errors.items[i]);
    return s.errors.n == 0;
}

static void only_sales(struct sheet *s)
{
    calc_sales(s, false);
}

bool calc_check(struct arena *a, const struct dossier *d, struct diags *diags)
{
    bool good = dates_in_order(a, d, diags);
    good = sales_add_up(a, d, diags) && good;
    good =
        list_stands(a, d, "ownership.chain", calc_ownership,
                    "each entry says who owns how much of whom: {owner, of, share_pct}", diags) &&
        good;
    good = list_stands(a, d, "offtake.contracts", only_sales,
                       "shares of one year's output: 100 % together at most", diags) &&
           good;
    return list_stands(a, d, "content.cost_lines", calc_content, NULL, diags) && good;
}
