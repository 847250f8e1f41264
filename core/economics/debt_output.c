/* The loans in the result and in JSON. */
#include <math.h>

#include "core/economics/internal.h"

const char *const econ_limit_names[ECON_LIMITS] = {"amount", "gearing", "dscr", "llcr", "capital"};

static double total(const double *x, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

/* Part of the ore, else of the product, else of the sales, that comes after period last. */
static double tail_after(const struct model *m, int last)
{
    enum econ_line line = m->known[LINE_ORE_T]       ? LINE_ORE_T
                          : m->known[LINE_PRODUCT_T] ? LINE_PRODUCT_T
                                                     : LINE_REVENUE;
    double all = total(m->line[line], m->n), before = total(m->line[line], last + 1);
    return all > 0 ? (all - before) / all : NAN;
}

/* A loan that is swept ends before its tenor. */
static int last_service(const struct model *m, const struct loan *l)
{
    int last = debt_last(m, l);
    while (l->drawn > 0 && last > l->first && l->interest[last] + l->principal[last] <= 0)
        last--;
    return last;
}

void model_loans(struct model *m)
{
    const struct debt_run *r = m->debt;
    struct econ_result *e = m->out;
    struct econ_loan *list = ARENA_ARRAY(m->arena, r->n, struct econ_loan);
    double owed = 0;
    int last = -1;
    for (size_t k = 0; k < r->n; k++) {
        const struct loan *l = &r->loans[k];
        list[k] = (struct econ_loan){
            .name =
                l->t->name != NULL ? l->t->name : arena_printf(m->arena, "loan %zu", l->index + 1),
            .lender = l->t->lender,
            .binding = debt_limits[l->binding],
            .drawn = total(l->weight, m->n) * l->drawn,
            .added = l->added_total,
            .fees = total(l->fees, m->n),
            .owed = l->completion,
            .limits = l->limit + 1,
            .swept = total(l->swept, m->n),
            .last_year = m->first_year + last_service(m, l),
        };
        owed += l->completion;
        last = last_service(m, l) > last && l->drawn > 0 ? last_service(m, l) : last;
    }
    e->loans = list;
    e->n_loans = r->n;
    e->gearing = r->uses > 0 ? owed / r->uses : NAN;
    e->reserve_tail = last >= 0 ? tail_after(m, last) : NAN;
}

struct json *debt_json(struct arena *a, const struct econ_result *e)
{
    struct json *j = json_object(a), *loans = json_array(a);
    for (size_t k = 0; k < e->n_loans; k++) {
        const struct econ_loan *l = &e->loans[k];
        struct json *row = json_object(a), *limits = json_object(a);
        json_set(a, row, "name", json_string(a, l->name));
        json_set(a, row, "lender", json_string(a, l->lender));
        json_set(a, row, "drawn", json_double(a, l->drawn));
        json_set(a, row, "interest_added", json_double(a, l->added));
        json_set(a, row, "fees", json_double(a, l->fees));
        json_set(a, row, "owed", json_double(a, l->owed));
        json_set(a, row, "swept", json_double(a, l->swept));
        json_set(a, row, "last_year", json_int(a, l->last_year));
        json_set(a, row, "binding", json_string(a, l->binding));
        for (int c = 0; c < ECON_LIMITS; c++)
            json_set(a, limits, econ_limit_names[c], json_double(a, l->limits[c]));
        json_set(a, row, "limits", limits);
        json_push(a, loans, row);
    }
    json_set(a, j, "loans", loans);
    json_set(a, j, "gearing", json_double(a, e->gearing));
    json_set(a, j, "reserve_tail", json_double(a, e->reserve_tail));
    return j;
}
