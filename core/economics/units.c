/* Units of inputs: the usual spellings, and amounts in other currencies by basis.exchange. */
#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static bool one_of(const char *s, const char *const *list)
{
    for (; *list != NULL; list++)
        if (strcmp(s, *list) == 0)
            return true;
    return false;
}

/* "USD" and "USD/t" for money in USD; the usual spellings of the others. */
static bool unit_fits(const char *unit, const char *wanted, const char *currency)
{
    static const char *const t[] = {"t", "tonne", "tonnes", "t/a", "tpa", "t/y", NULL};
    static const char *const pct[] = {"pct", "%", "percent", "per cent", NULL};
    static const char *const ratio[] = {"ratio", "fraction", NULL};
    static const char *const years[] = {"years", "year", "a", "y", NULL};
    static const char *const days[] = {"days", "day", "d", NULL};
    if (strcmp(wanted, "money") == 0) {
        size_t n = currency != NULL ? strlen(currency) : strcspn(unit, "/");
        return (currency == NULL || strncmp(unit, currency, n) == 0) &&
               (unit[n] == '\0' || unit[n] == '/');
    }
    const char *const *list = strcmp(wanted, "t") == 0       ? t
                              : strcmp(wanted, "pct") == 0   ? pct
                              : strcmp(wanted, "ratio") == 0 ? ratio
                              : strcmp(wanted, "years") == 0 ? years
                                                             : days;
    return one_of(unit, list);
}

double econ_exchange(const struct econ_input *in, const char *currency, size_t length)
{
    if (in->currency == NULL ||
        (strlen(in->currency) == length && strncmp(in->currency, currency, length) == 0))
        return 1;
    for (size_t i = 0; i < in->n_exchange; i++)
        if (strlen(in->exchange[i].currency) == length &&
            strncmp(in->exchange[i].currency, currency, length) == 0)
            return in->exchange[i].rate;
    return NAN;
}

/* What a figure of this entry is multiplied by to be in the statement's currency. */
double unit_money_scale(const struct reader *r, const struct econ_entry *e, const struct spec *s)
{
    if (e->unit == NULL || s->unit == NULL || strcmp(s->unit, "money") != 0)
        return 1;
    double rate = econ_exchange(r->in, e->unit, strcspn(e->unit, "/"));
    return isnan(rate) ? 1 : rate;
}

static bool convertible(const struct reader *r, const struct econ_entry *e, const struct spec *s)
{
    size_t n = strcspn(e->unit, "/");
    return strcmp(s->unit, "money") == 0 && n == 3 && !isnan(econ_exchange(r->in, e->unit, n));
}

static const char *unit_words(struct reader *r, const char *wanted)
{
    if (strcmp(wanted, "money") == 0)
        return r->in->currency != NULL
                   ? arena_printf(r->arena, "whole %s", econ_shown(r, r->in->currency))
                   : "whole units of the currency";
    return strcmp(wanted, "pct") == 0     ? "per cent"
           : strcmp(wanted, "ratio") == 0 ? "a fraction"
                                          : wanted;
}

/* Does it begin with a code such as KZT, alone or before a slash? */
bool unit_is_code(const char *unit)
{
    return strspn(unit, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 && (unit[3] == '\0' || unit[3] == '/');
}

bool unit_check(struct reader *r, const struct econ_entry *e, const struct spec *s)
{
    if (e->unit == NULL || s->unit == NULL || unit_fits(e->unit, s->unit, r->in->currency) ||
        convertible(r, e, s))
        return true;
    const char *hint = arena_printf(r->arena, "convert the figure to %s", unit_words(r, s->unit));
    if (strcmp(s->unit, "money") == 0 && r->in->currency != NULL && unit_is_code(e->unit))
        hint = arena_printf(r->arena, "%s, or state basis.exchange.%.3s: %s for one %.3s", hint,
                            e->unit, econ_shown(r, r->in->currency), e->unit);
    econ_error(r, e, hint, "'%s' is not the unit of '%s'", econ_shown(r, e->unit), e->name);
    return false;
}

bool econ_per_tonne(struct reader *r, const struct econ_entry *e, const char *unit, double *scale)
{
    const char *slash = strchr(unit, '/');
    size_t n = slash != NULL ? (size_t)(slash - unit) : 0;
    const char *currency = r->in->currency, *mass = slash != NULL ? slash + 1 : "";
    bool kg = strncmp(mass, "kg", 2) == 0 && (mass[2] == '\0' || mass[2] == ' ');
    bool t = mass[0] == 't' && (mass[1] == '\0' || mass[1] == ' ');
    if (!kg && !t) {
        econ_error(r, e, "write a unit such as USD/kg or USD/t", "'%s' is not a unit of a price",
                   econ_shown(r, unit));
        return false;
    }
    double rate = econ_exchange(r->in, unit, n);
    if (isnan(rate)) {
        const char *hint = arena_printf(r->arena, "convert it to %s, the currency of the statement",
                                        econ_shown(r, currency));
        if (unit_is_code(unit))
            hint = arena_printf(r->arena, "%s, or state basis.exchange.%.3s", hint, unit);
        econ_error(r, e, hint, "'%s' is in another currency: %s", e->name, econ_shown(r, unit));
        return false;
    }
    *scale = (kg ? 1000 : 1) * rate;
    return true;
}
