/* One step of the way from a figure down to what was stated. */
#include <math.h>
#include <string.h>

#include "core/economics/trace_internal.h"

/* --- building --------------------------------------------------------------------------------- */

struct step step_of(const struct step *like, enum trace_op op, const char *words)
{
    return (struct step){like->arena, like->m, like->i, like->money, op, words, {0}};
}

const char *step_path(const struct step *s, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    const char *text = arena_vprintf(s->arena, format, ap);
    va_end(ap);
    return text;
}

void step_fact(struct step *s, const char *path, const char *title, double value, const char *unit,
               int sign)
{
    const struct econ_entry *e = econ_entry_find(s->m->entries, path);
    struct econ_operand o = {.title = title,
                             .unit = unit,
                             .value = value,
                             .sign = sign,
                             .from = e != NULL ? TRACE_FACT : TRACE_COMPUTED,
                             .fact = e != NULL ? e->fact->name : NULL,
                             .given = e != NULL ? e->fact : NULL,
                             .words = e != NULL ? NULL : "not stated: the usual value"};
    VEC_PUSH(s->arena, &s->list, o);
}

static const char *unit_of(const struct step *s, enum econ_line line)
{
    const char *unit = econ_line_info[line].unit;
    return strcmp(unit, "$") == 0    ? s->money
           : strcmp(unit, "/t") == 0 ? step_path(s, "%s/t", s->money)
                                     : unit;
}

void step_line(struct step *s, enum econ_line line, int period, int sign)
{
    struct econ_operand o = {.title = econ_line_info[line].title,
                             .unit = unit_of(s, line),
                             .value = s->m->line[line][period],
                             .sign = sign,
                             .from = TRACE_LINE,
                             .line = line,
                             .period = period};
    if (period != s->i)
        o.title = step_path(s, "%s of %d", o.title, s->m->first_year + period);
    VEC_PUSH(s->arena, &s->list, o);
}

void step_constant(struct step *s, const char *title, double value, int sign)
{
    VEC_PUSH(s->arena, &s->list,
             ((struct econ_operand){
                 .title = title, .value = value, .sign = sign, .from = TRACE_CONSTANT}));
}

void step_rule(struct step *s, const char *title, double value, const char *unit, const char *words,
               int sign)
{
    VEC_PUSH(s->arena, &s->list,
             ((struct econ_operand){.title = title,
                                    .unit = unit,
                                    .value = value,
                                    .sign = sign,
                                    .from = TRACE_COMPUTED,
                                    .words = words}));
}

void step_index(struct step *s, int period)
{
    if (s->m->index != NULL)
        step_rule(s, "price index", s->m->index[period], NULL,
                  "basis.inflation a year since the valuation date", 1);
}

static double combined(enum trace_op op, const struct econ_operand *o, size_t n)
{
    double v = op == TRACE_PRODUCT ? 1 : op == TRACE_LEAST ? INFINITY : 0;
    for (size_t k = 0; k < n; k++) {
        if (op == TRACE_PRODUCT)
            v = o[k].sign > 0 ? v * o[k].value : v / o[k].value;
        else if (op == TRACE_LEAST)
            v = fmin(v, o[k].value);
        else
            v += o[k].sign * o[k].value;
    }
    return n == 0 ? 0 : v;
}

double step_value(const struct step *s)
{
    return combined(s->op, s->list.items, s->list.n);
}

double econ_trace_value(const struct econ_trace *t)
{
    return combined(t->op, t->operands, t->n);
}

void step_inner(struct step *s, const char *title, const char *unit, struct step *inner, int sign)
{
    double value = step_value(inner);
    VEC_PUSH(s->arena, &s->list,
             ((struct econ_operand){.title = title,
                                    .unit = unit,
                                    .value = value,
                                    .sign = sign,
                                    .from = TRACE_COMPUTED,
                                    .inner = step_done(inner, title, unit, value),
                                    .words = inner->words}));
}

static const char *symbols(const struct step *s, const char *title)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    strbuf_addf(&sb, "%s = ", title);
    if (s->list.n == 0)
        strbuf_addch(&sb, '0');
    if (s->op == TRACE_LEAST)
        strbuf_adds(&sb, "the least of ");
    for (size_t k = 0; k < s->list.n; k++) {
        const struct econ_operand *o = &s->list.items[k];
        const char *join = s->op == TRACE_LEAST     ? ", "
                           : s->op == TRACE_PRODUCT ? (o->sign > 0 ? " × " : " / ")
                                                    : (o->sign > 0 ? " + " : " - ");
        if (k > 0)
            strbuf_adds(&sb, join);
        else if (o->sign < 0)
            strbuf_adds(&sb, s->op == TRACE_PRODUCT ? "1 / " : "-");
        strbuf_adds(&sb, o->title);
    }
    const char *text = arena_strdup(s->arena, sb.buf);
    strbuf_release(&sb);
    return text;
}

const struct econ_trace *step_done(struct step *s, const char *title, const char *unit,
                                   double value)
{
    struct econ_trace *t = ARENA_NEW(s->arena, struct econ_trace);
    double got = step_value(s), size = fabs(value);
    for (size_t k = 0; s->op != TRACE_PRODUCT && k < s->list.n; k++)
        size = fmax(size, fabs(s->list.items[k].value));
    *t = (struct econ_trace){.title = title,
                             .unit = unit,
                             .value = value,
                             .op = s->op,
                             .words = s->words,
                             .symbols = symbols(s, title),
                             .operands = s->list.items,
                             .n = s->list.n,
                             .exact = fabs(got - value) <= 1e-9 * size + 1e-12};
    return t;
}

/* --- lines that add up ------------------------------------------------------------------------ */

static void earnings(struct step *s)
{
    s->words = "sales and credits less royalty, transport and operating cost";
    step_line(s, LINE_REVENUE, s->i, 1);
    step_line(s, LINE_BY_PRODUCT_CREDIT, s->i, 1);
    step_line(s, LINE_ROYALTY, s->i, -1);
    step_line(s, LINE_TRANSPORT, s->i, -1);
    step_line(s, LINE_OPEX, s->i, -1);
}

static void pre_tax(struct step *s)
{
    if (s->m->net_only) {
        s->words = "the net cash flow is all that is given: it is taken to be the same";
        step_line(s, LINE_NET_CASH_FLOW, s->i, 1);
        return;
    }
    s->words = "EBITDA less capital, working capital and closure, plus salvage";
    step_line(s, LINE_EBITDA, s->i, 1);
    step_line(s, LINE_CAPEX_INITIAL, s->i, -1);
    step_line(s, LINE_CAPEX_SUSTAINING, s->i, -1);
    step_line(s, LINE_WORKING_CAPITAL_CHANGE, s->i, -1);
    step_line(s, LINE_CLOSURE, s->i, -1);
    step_line(s, LINE_SALVAGE, s->i, 1);
}

static void post_tax(struct step *s)
{
    s->words = "pre-tax cash flow less other and income taxes, plus credits";
    step_line(s, LINE_PRE_TAX_CASH_FLOW, s->i, 1);
    step_line(s, LINE_OTHER_TAXES, s->i, -1);
    step_line(s, LINE_INCOME_TAX, s->i, -1);
    step_line(s, LINE_TAX_CREDITS, s->i, 1);
}

static void equity(struct step *s)
{
    static const struct {
        enum econ_line line;
        int sign;
    } parts[] = {{LINE_NET_CASH_FLOW, 1},    {LINE_DEBT_DRAWN, 1},     {LINE_INTEREST, -1},
                 {LINE_PRINCIPAL, -1},       {LINE_FEES, -1},          {LINE_WITHHOLDING, -1},
                 {LINE_STATE_DIVIDENDS, -1}, {LINE_RESERVE_CHANGE, -1}};
    s->words = "post-tax cash flow and what is drawn, less debt service, tax withheld, the state's "
               "share and what the reserve account takes";
    for (size_t k = 0; k < COUNT(parts); k++)
        step_line(s, parts[k].line, s->i, parts[k].sign);
}

static void computed(struct step *s, enum econ_line line)
{
    switch (line) {
    case LINE_OPEX:
        s->words = "mining, processing and general cost";
        step_line(s, LINE_MINING_COST, s->i, 1);
        step_line(s, LINE_PROCESSING_COST, s->i, 1);
        step_line(s, LINE_G_AND_A, s->i, 1);
        break;
    case LINE_EBITDA:
        earnings(s);
        break;
    case LINE_PRE_TAX_CASH_FLOW:
        pre_tax(s);
        break;
    case LINE_NET_CASH_FLOW:
        post_tax(s);
        break;
    case LINE_EQUITY_CASH_FLOW:
        equity(s);
        break;
    case LINE_CUMULATIVE:
        s->words = "the running sum of the post-tax cash flow";
        if (s->i > 0)
            step_line(s, LINE_CUMULATIVE, s->i - 1, 1);
        step_line(s, LINE_NET_CASH_FLOW, s->i, 1);
        break;
    case LINE_DEPRECIATION:
    case LINE_TAXABLE_INCOME:
    case LINE_INCOME_TAX:
        trace_tax(s, line);
        break;
    case LINE_DEBT_DRAWN:
    case LINE_INTEREST:
    case LINE_PRINCIPAL:
    case LINE_FEES:
    case LINE_RESERVE_CHANGE:
        trace_debt(s, line);
        break;
    case LINE_WITHHOLDING:
    case LINE_STATE_DIVIDENDS:
        trace_instruments(s, line);
        break;
    case LINE_CAPEX_INITIAL:
    case LINE_CAPEX_SUSTAINING:
    case LINE_WORKING_CAPITAL_CHANGE:
    case LINE_CLOSURE:
    case LINE_SALVAGE:
        trace_capital(s, line);
        break;
    case LINE_BY_PRODUCT_CREDIT:
    case LINE_ROYALTY:
    case LINE_TRANSPORT:
    case LINE_MINING_COST:
    case LINE_PROCESSING_COST:
    case LINE_G_AND_A:
    case LINE_OTHER_TAXES:
        trace_costs(s, line);
        break;
    default:
        trace_physical(s, line);
    }
}

/* Given lines stand; a what-if on prices is on top of given revenue and prices. */
static bool as_given(struct step *s, enum econ_line line)
{
    const struct model *m = s->m;
    if (!m->given[line] ||
        ((line == LINE_PRICE || line == LINE_REVENUE) && m->price_factor * m->factor != 1))
        return false;
    s->op = TRACE_GIVEN;
    s->words = "given in the project";
    step_fact(s, step_path(s, "lines.%s", econ_line_info[line].name), econ_line_info[line].title,
              m->line[line][s->i], unit_of(s, line), 1);
    return true;
}

const struct econ_trace *econ_trace(struct arena *a, const struct econ_result *e,
                                    enum econ_line line, int period)
{
    if (e->model == NULL || e->lines[line] == NULL || period < 0 || period >= e->n_periods)
        return NULL;
    struct step s = {.arena = a,
                     .m = e->model,
                     .i = period,
                     .money = e->currency[0] != '\0' ? e->currency : "currency",
                     .op = TRACE_SUM};
    if (!as_given(&s, line))
        computed(&s, line);
    if (s.list.n == 0 && s.words == NULL)
        s.words = "nothing falls into this year";
    return step_done(&s, econ_line_info[line].title, unit_of(&s, line), e->lines[line][period]);
}

bool econ_line_find(const char *name, enum econ_line *out)
{
    for (int k = 0; k < LINE_COUNT; k++)
        if (strcmp(econ_line_info[k].name, name) == 0) {
            *out = (enum econ_line)k;
            return true;
        }
    return false;
}
