/* Figures for people. */
#include "tui/screens/format.h"

#include <math.h>
#include <string.h>

const char *points_text(struct arena *a, struct dec points)
{
    char text[DEC_TEXT_MAX];
    return arena_strdup(a, dec_text(dec_trim(points), text));
}

const char *score_text(struct arena *a, struct dec low, struct dec high, struct dec max)
{
    if (dec_cmp(low, high) == 0)
        return arena_printf(a, "%s of %s", points_text(a, low), points_text(a, max));
    return arena_printf(a, "%s to %s of %s", points_text(a, low), points_text(a, high),
                        points_text(a, max));
}

const char *figure_text(struct arena *a, double value, double unit, int digits)
{
    if (isnan(value))
        return "";
    char *text = arena_printf(a, "%.*f", digits, value / unit);
    if (text[0] == '-' && strspn(text, "-0.") == strlen(text))
        text++;
    return text;
}

const char *money_text(struct arena *a, const char *currency, double amount)
{
    static const struct {
        double unit;
        const char *word;
    } UNITS[] = {{1e9, "bn"}, {1e6, "m"}, {1e3, "thousand"}};
    if (isnan(amount))
        return "not known";
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
        if (fabs(amount) >= UNITS[i].unit)
            return arena_printf(
                a, "%s %s %s", currency,
                figure_text(a, amount, UNITS[i].unit, fabs(amount) >= 100 * UNITS[i].unit ? 0 : 1),
                UNITS[i].word);
    return arena_printf(a, "%s %s", currency, figure_text(a, amount, 1, 0));
}

const char *rate_text(struct arena *a, double rate)
{
    return arena_printf(a, "%.10g %%", rate * 100);
}

const char *percent_text(struct arena *a, double fraction)
{
    if (isnan(fraction))
        return "none";
    return arena_printf(a, "%s %%", figure_text(a, fraction, 0.01, 1));
}
