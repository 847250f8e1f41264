/* The annual statement for a screen. */
#include "tui/screens/statement.h"

#include <math.h>
#include <string.h>

static double greatest(const double *values, int n)
{
    double max = 0;
    for (int i = 0; i < n; i++)
        if (!isnan(values[i]))
            max = fmax(max, fabs(values[i]));
    return max;
}

/* One scale for all money, so that lines can be added up by eye. */
static double money_scale(const struct econ_result *e)
{
    double max = 0;
    for (int i = 0; i < LINE_COUNT; i++)
        if (e->lines[i] != NULL && strcmp(econ_line_info[i].unit, "$") == 0)
            max = fmax(max, greatest(e->lines[i], e->n_periods));
    return max >= 1e6 ? 1e6 : max >= 1e4 ? 1e3 : 1;
}

static bool is_strong(enum econ_line line)
{
    return line == LINE_REVENUE || line == LINE_EBITDA || line == LINE_PRE_TAX_CASH_FLOW ||
           line == LINE_NET_CASH_FLOW || line == LINE_EQUITY_CASH_FLOW || line == LINE_CUMULATIVE;
}

static struct statement_line describe(struct arena *a, const struct econ_result *e,
                                      enum econ_line line, double money)
{
    const struct econ_line_info *info = &econ_line_info[line];
    struct statement_line s = {.line = line,
                               .title = info->title,
                               .unit = info->unit,
                               .divide = 1,
                               .digits = 1,
                               .given = e->given[line],
                               .strong = is_strong(line)};
    if (strcmp(info->unit, "$") == 0) {
        s.divide = money;
        s.unit = arena_printf(a, "%s%s", e->currency,
                              money >= 1e6   ? " m"
                              : money >= 1e3 ? " k"
                                             : "");
    } else if (strcmp(info->unit, "t") == 0) {
        bool large = greatest(e->lines[line], e->n_periods) >= 1e4;
        s.divide = large ? 1e3 : 1;
        s.unit = large ? "kt" : "t";
    } else if (strcmp(info->unit, "/t") == 0) {
        s.unit = arena_printf(a, "%s/t", e->currency);
        s.digits = 0;
    } else if (strcmp(info->unit, "%") == 0) {
        s.digits = 2;
    }
    return s;
}

bool has_debt(const struct econ_result *e)
{
    return econ_line_shown(e, LINE_DEBT_DRAWN) || econ_line_shown(e, LINE_INTEREST) ||
           econ_line_shown(e, LINE_PRINCIPAL);
}

const struct statement_line *statement_lines(struct arena *a, const struct econ_result *e,
                                             size_t *n)
{
    struct statement_line *lines = ARENA_ARRAY(a, LINE_COUNT, struct statement_line);
    double money = money_scale(e);
    *n = 0;
    for (int i = 0; i < LINE_COUNT; i++)
        if (econ_line_shown(e, (enum econ_line)i) && (i != LINE_EQUITY_CASH_FLOW || has_debt(e)))
            lines[(*n)++] = describe(a, e, (enum econ_line)i, money);
    return lines;
}

const char *next_case(struct arena *a, const struct dossier *d, const char *name)
{
    size_t n;
    const char *const *cases = econ_cases(a, d, &n);
    if (name == NULL)
        return n != 0 ? cases[0] : NULL;
    for (size_t i = 0; i + 1 < n; i++)
        if (strcmp(cases[i], name) == 0)
            return cases[i + 1];
    return NULL;
}

const char *case_why(struct arena *a, const struct dossier *d, const char *name)
{
    for (size_t i = 0;; i++) {
        const struct fact *f = dossier_fact(d, arena_printf(a, "economics.cases[%zu].name", i));
        if (f == NULL)
            return NULL;
        if (f->text == NULL || strcmp(f->text, name) != 0)
            continue;
        const struct fact *why = dossier_fact(d, arena_printf(a, "economics.cases[%zu].why", i));
        return why != NULL ? why->text : NULL;
    }
}
