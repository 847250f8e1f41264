/* calc_country.c: DFC's country test on a date. From 18 December 2025 income per head at the start
 * of DFC's fiscal year is set against the threshold of IBRD graduation and the World Bank's
 * high-income line (22 USC 9601); before, the World Bank group decided. */
#include <string.h>

#include "core/assess/calc_internal.h"

static const struct date new_test = {2025, 12, 18};

/* The US fiscal year begins on 1 October of the year before. */
static int fiscal_year(struct date on)
{
    return on.year + (on.month >= 10 ? 1 : 0);
}

/* The group by the lines of the World Bank's year that holds on the date. */
static const char *group_of(const struct sheet *s, struct dec gni)
{
    struct dec low, lower, high;
    if (!sheet_param(s, "us.wb_low_line_usd", &low, NULL) ||
        !sheet_param(s, "us.wb_lower_middle_line_usd", &lower, NULL) ||
        !sheet_param(s, "us.wb_high_income_line_usd", &high, NULL))
        return NULL;
    if (dec_cmp(gni, low) <= 0)
        return "low";
    return dec_cmp(gni, lower) <= 0  ? "lower_middle"
           : dec_cmp(gni, high) <= 0 ? "upper_middle"
                                     : "high";
}

static void show_group(struct sheet *s, bool has_gni, struct dec gni)
{
    struct date on = s->as_of;
    const char *group = has_gni ? group_of(s, gni) : NULL;
    if (group != NULL) {
        sheet_step(s, "World Bank group", "income per head against the bank's lines", group);
        sheet_fact(s, "market.wb_income_group", feel_string(group));
    }
    const char *id = arena_printf(s->a, "us.wb_group_%c%c", dossier_country(s->d)[0] | 0x20,
                                  dossier_country(s->d)[1] | 0x20);
    const char *last = sheet_param_text(s, id, on);
    if (last != NULL)
        sheet_step(s, "Last group that was read", "World Bank year 2025, figures of 2023 (press)",
                   last);
}

static void new_class(struct sheet *s, bool has_gni, struct dec gni)
{
    struct dec threshold, high;
    bool pending = false;
    bool has_threshold = sheet_number(s, "market.ibrd_threshold_usd", &threshold);
    bool has_high = sheet_param(s, "us.wb_high_income_line_usd", &high, &pending);
    sheet_step(s, "Threshold of IBRD graduation", "of the same fiscal year",
               has_threshold ? number_words(s->a, threshold, "USD") : "not known");
    sheet_step(s, "High-income line",
               pending ? "of the year before; the new one was not seen" : NULL,
               has_high ? number_words(s->a, high, "USD") : "not known");
    const char *class = NULL, *how = NULL;
    if (has_gni && has_high && dec_cmp(gni, high) > 0) {
        class = "high_income";
        how = "above the high-income line";
    } else if (has_gni && has_threshold) {
        bool above = dec_cmp(gni, threshold) > 0;
        class = above ? "advancing" : "less_developed";
        how =
            above ? "above the threshold, up to the high-income line" : "at or below the threshold";
    }
    if (pending)
        sheet_note(s, "the World Bank's lines of the present year were not seen; the last ones "
                      "stand in");
    sheet_step(s, "Class", how, class != NULL ? class : "not known");
    if (class != NULL)
        sheet_fact(s, "market.dfc_income_class", feel_string(class));
    else
        sheet_open(s, "market.dfc_income_class",
                   has_gni ? "market.ibrd_threshold_usd" : "market.gni_per_capita_usd");
    sheet_step(s, "What follows", NULL,
               class == NULL                          ? "look up both figures"
               : strcmp(class, "less_developed") == 0 ? "no certification; DFC's priority"
               : strcmp(class, "advancing") == 0
                   ? "the chief executive certifies to Congress first"
                   : "certification, and limits where the country is wealthy");
}

static void old_class(struct sheet *s)
{
    struct feel_value v = sheet_value(s, "market.wb_income_group");
    sheet_open(s, "market.dfc_income_class", "market.wb_income_group");
    const char *group = v.kind == FEEL_STRING ? v.u.string : NULL;
    sheet_step(s, "What follows", "test before 18 December 2025",
               group == NULL                        ? "look up the World Bank group"
               : strcmp(group, "high") == 0         ? "outside DFC's reach"
               : strcmp(group, "upper_middle") == 0 ? "presidential certification first"
                                                    : "within DFC's reach");
}

void calc_country(struct sheet *s)
{
    struct dec gni = whole(0);
    bool has_gni = sheet_number(s, "market.gni_per_capita_usd", &gni);
    int year = fiscal_year(s->as_of);
    sheet_step(s, "Fiscal year", "begins on 1 October of the year before",
               arena_printf(s->a, "%d, from %d-10-01", year, year - 1));
    sheet_step(s, "Income per head", "World Bank Atlas method, at the start of that year",
               has_gni ? number_words(s->a, gni, "USD") : "not known");
    show_group(s, has_gni, gni);
    if (date_cmp(s->as_of, new_test) >= 0)
        new_class(s, has_gni, gni);
    else
        old_class(s);
    sheet_fact(s, "market.dfc_fiscal_year", feel_int(year));
}
