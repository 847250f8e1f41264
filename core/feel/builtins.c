/* builtins.c: the table of built-in functions (feel.md section 9): names, parameters, arity. */
#include "core/feel/builtins.h"

#include <string.h>

#define VARIADIC 0xFFFF

static const struct feel_type t_number = {.kind = FT_NUMBER};
static const struct feel_type t_string = {.kind = FT_STRING};
static const struct feel_type t_list = {.kind = FT_LIST};
static const struct feel_type t_numbers = {.kind = FT_LIST, .element = &t_number};
static const struct feel_type t_context = {.kind = FT_CONTEXT};
static const struct feel_type t_function = {.kind = FT_FUNCTION};

#define TYPES(...) ((const struct feel_type *const[]){__VA_ARGS__, NULL})
#define PARAMS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define ANY NULL
#define N (&t_number)
#define S (&t_string)
#define L (&t_list)
#define NS (&t_numbers)
#define C (&t_context)
#define F (&t_function)

/* name, parameters, least and most arguments, parameter types, result, strict, function */
const struct feel_builtin feel_builtins[] = {
    /* conversion */
    {"number", PARAMS("from", "grouping separator", "decimal separator"), 1, 3,
     TYPES(ANY, ANY, ANY), FT_NUMBER, true, bi_number},
    {"string", PARAMS("from"), 1, 1, TYPES(ANY), FT_STRING, true, bi_string},
    {"date", PARAMS("from"), 1, 1, TYPES(ANY), FT_DATE, true, bi_date},
    {"date", PARAMS("year", "month", "day"), 3, 3, TYPES(N, N, N), FT_DATE, true, bi_date_parts},
    {"date and time", PARAMS("from"), 1, 1, TYPES(ANY), FT_DATE_TIME, true, bi_date_and_time},
    {"date and time", PARAMS("date", "time"), 2, 2, TYPES(ANY, ANY), FT_DATE_TIME, true,
     bi_date_and_time},
    {"time", PARAMS("from"), 1, 1, TYPES(ANY), FT_TIME, true, bi_time},
    {"time", PARAMS("hour", "minute", "second", "offset"), 3, 4, TYPES(N, N, N, ANY), FT_TIME, true,
     bi_time_parts},
    {"duration", PARAMS("from"), 1, 1, TYPES(S), FT_ANY, true, bi_duration},
    {"years and months duration", PARAMS("from", "to"), 2, 2, TYPES(ANY, ANY), FT_YEARS_DURATION,
     true, bi_years_and_months},
    {"day of week", PARAMS("date"), 1, 1, TYPES(ANY), FT_STRING, true, bi_day_of_week},
    {"day of year", PARAMS("date"), 1, 1, TYPES(ANY), FT_NUMBER, true, bi_day_of_year},
    {"month of year", PARAMS("date"), 1, 1, TYPES(ANY), FT_STRING, true, bi_month_of_year},
    {"week of year", PARAMS("date"), 1, 1, TYPES(ANY), FT_NUMBER, true, bi_week_of_year},
    {"is", PARAMS("value1", "value2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_is},
    /* numbers */
    {"decimal", PARAMS("n", "scale"), 2, 2, TYPES(N, N), FT_NUMBER, true, bi_decimal},
    {"floor", PARAMS("n", "scale"), 1, 2, TYPES(N, N), FT_NUMBER, true, bi_floor},
    {"ceiling", PARAMS("n", "scale"), 1, 2, TYPES(N, N), FT_NUMBER, true, bi_ceiling},
    {"round up", PARAMS("n", "scale"), 2, 2, TYPES(N, N), FT_NUMBER, true, bi_round_up},
    {"round down", PARAMS("n", "scale"), 2, 2, TYPES(N, N), FT_NUMBER, true, bi_round_down},
    {"round half up", PARAMS("n", "scale"), 2, 2, TYPES(N, N), FT_NUMBER, true, bi_round_half_up},
    {"round half down", PARAMS("n", "scale"), 2, 2, TYPES(N, N), FT_NUMBER, true,
     bi_round_half_down},
    {"abs", PARAMS("n"), 1, 1, TYPES(ANY), FT_ANY, true, bi_abs},
    {"modulo", PARAMS("dividend", "divisor"), 2, 2, TYPES(N, N), FT_NUMBER, true, bi_modulo},
    {"sqrt", PARAMS("number"), 1, 1, TYPES(N), FT_NUMBER, true, bi_sqrt},
    {"exp", PARAMS("number"), 1, 1, TYPES(N), FT_NUMBER, true, bi_exp},
    {"log", PARAMS("number"), 1, 1, TYPES(N), FT_NUMBER, true, bi_log},
    {"even", PARAMS("number"), 1, 1, TYPES(N), FT_BOOLEAN, true, bi_even},
    {"odd", PARAMS("number"), 1, 1, TYPES(N), FT_BOOLEAN, true, bi_odd},
    {"not", PARAMS("negand"), 1, 1, TYPES(ANY), FT_BOOLEAN, true, bi_not},
    /* strings */
    {"string length", PARAMS("string"), 1, 1, TYPES(S), FT_NUMBER, true, bi_string_length},
    {"upper case", PARAMS("string"), 1, 1, TYPES(S), FT_STRING, true, bi_upper_case},
    {"lower case", PARAMS("string"), 1, 1, TYPES(S), FT_STRING, true, bi_lower_case},
    {"substring", PARAMS("string", "start position", "length"), 2, 3, TYPES(S, N, N), FT_STRING,
     true, bi_substring},
    {"substring before", PARAMS("string", "match"), 2, 2, TYPES(S, S), FT_STRING, true,
     bi_substring_before},
    {"substring after", PARAMS("string", "match"), 2, 2, TYPES(S, S), FT_STRING, true,
     bi_substring_after},
    {"contains", PARAMS("string", "match"), 2, 2, TYPES(S, S), FT_BOOLEAN, true, bi_contains},
    {"starts with", PARAMS("string", "match"), 2, 2, TYPES(S, S), FT_BOOLEAN, true, bi_starts_with},
    {"ends with", PARAMS("string", "match"), 2, 2, TYPES(S, S), FT_BOOLEAN, true, bi_ends_with},
    {"string join", PARAMS("list", "delimiter"), 1, 2, TYPES(L, ANY), FT_STRING, true,
     bi_string_join},
    /* aggregates */
    {"count", PARAMS("list"), 1, 1, TYPES(ANY), FT_NUMBER, false, bi_count},
    {"min", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_ANY, false, bi_min},
    {"max", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_ANY, false, bi_max},
    {"sum", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_NUMBER, false, bi_sum},
    {"mean", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_NUMBER, true, bi_mean},
    {"median", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_NUMBER, true, bi_median},
    {"mode", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_LIST, true, bi_mode},
    {"product", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_NUMBER, true, bi_product},
    {"stddev", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_NUMBER, true, bi_stddev},
    {"all", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_BOOLEAN, false, bi_all},
    {"any", PARAMS("list"), 1, VARIADIC, TYPES(ANY), FT_BOOLEAN, false, bi_any},
    /* lists */
    {"list contains", PARAMS("list", "element"), 2, 2, TYPES(L, ANY), FT_BOOLEAN, false,
     bi_list_contains},
    {"sublist", PARAMS("list", "start position", "length"), 2, 3, TYPES(L, N, N), FT_LIST, false,
     bi_sublist},
    {"append", PARAMS("list", "item"), 2, VARIADIC, TYPES(L, ANY), FT_LIST, false, bi_append},
    {"concatenate", PARAMS("list"), 1, VARIADIC, TYPES(L), FT_LIST, false, bi_concatenate},
    {"insert before", PARAMS("list", "position", "new item"), 3, 3, TYPES(L, N, ANY), FT_LIST,
     false, bi_insert_before},
    {"remove", PARAMS("list", "position"), 2, 2, TYPES(L, N), FT_LIST, false, bi_remove},
    {"reverse", PARAMS("list"), 1, 1, TYPES(L), FT_LIST, false, bi_reverse},
    {"index of", PARAMS("list", "match"), 2, 2, TYPES(L, ANY), FT_LIST, true, bi_index_of},
    {"union", PARAMS("list"), 1, VARIADIC, TYPES(L), FT_LIST, true, bi_union},
    {"distinct values", PARAMS("list"), 1, 1, TYPES(L), FT_LIST, true, bi_distinct_values},
    {"flatten", PARAMS("list"), 1, 1, TYPES(L), FT_LIST, true, bi_flatten},
    {"list replace", PARAMS("list", "position", "new item"), 3, 3, TYPES(L, N, ANY), FT_LIST, true,
     bi_list_replace},
    {"list replace", PARAMS("list", "match", "new item"), 3, 3, TYPES(L, F, ANY), FT_LIST, true,
     bi_list_replace},
    /* DMN's own spelling of the last parameter, for named arguments */
    {"insert before", PARAMS("list", "position", "newItem"), 3, 3, TYPES(L, N, ANY), FT_LIST, false,
     bi_insert_before},
    {"list replace", PARAMS("list", "position", "newItem"), 3, 3, TYPES(L, N, ANY), FT_LIST, true,
     bi_list_replace},
    {"list replace", PARAMS("list", "match", "newItem"), 3, 3, TYPES(L, F, ANY), FT_LIST, true,
     bi_list_replace},
    {"sort", PARAMS("list", "precedes"), 2, 2, TYPES(L, F), FT_LIST, true, bi_sort},
    /* contexts */
    {"get value", PARAMS("m", "key"), 2, 2, TYPES(C, ANY), FT_ANY, false, bi_get_value},
    {"get entries", PARAMS("m"), 1, 1, TYPES(C), FT_LIST, false, bi_get_entries},
    {"context", PARAMS("entries"), 1, 1, TYPES(L), FT_CONTEXT, false, bi_context},
    {"context put", PARAMS("context", "key", "value"), 3, 3, TYPES(C, S, ANY), FT_CONTEXT, false,
     bi_context_put},
    {"context put", PARAMS("context", "keys", "value"), 3, 3, TYPES(C, L, ANY), FT_CONTEXT, false,
     bi_context_put},
    {"context merge", PARAMS("contexts"), 1, 1, TYPES(L), FT_CONTEXT, false, bi_context_merge},
    /* points and ranges */
    {"before", PARAMS("point1", "point2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_before},
    {"after", PARAMS("point1", "point2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_after},
    {"meets", PARAMS("range1", "range2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_meets},
    {"met by", PARAMS("range1", "range2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_met_by},
    {"overlaps", PARAMS("range1", "range2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_overlaps},
    {"overlaps before", PARAMS("range1", "range2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true,
     bi_overlaps_before},
    {"overlaps after", PARAMS("range1", "range2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true,
     bi_overlaps_after},
    {"finishes", PARAMS("point", "range"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_finishes},
    {"finished by", PARAMS("range", "point"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true,
     bi_finished_by},
    {"includes", PARAMS("range", "point"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_includes},
    {"during", PARAMS("point", "range"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_during},
    {"starts", PARAMS("point", "range"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true, bi_starts},
    {"started by", PARAMS("range", "point"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true,
     bi_started_by},
    {"coincides", PARAMS("point1", "point2"), 2, 2, TYPES(ANY, ANY), FT_BOOLEAN, true,
     bi_coincides},
    /* facts and rules */
    {"known", PARAMS("fact"), 1, 1, TYPES(ANY), FT_BOOLEAN, false, bi_known},
    {"default", PARAMS("fact", "value"), 2, 2, TYPES(ANY, ANY), FT_ANY, false, bi_default},
    {"param", PARAMS("name", "date"), 1, 2, TYPES(S, ANY), FT_ANY, true, bi_param},
    {"evidence", PARAMS("fact"), 1, 1, TYPES(ANY), FT_STRING, false, bi_evidence},
    {"rule", PARAMS("id"), 1, 1, TYPES(S), FT_STRING, true, bi_rule},
    /* finance */
    {"npv", PARAMS("rate", "flows"), 2, 2, TYPES(N, NS), FT_NUMBER, true, bi_npv},
    {"xnpv", PARAMS("rate", "flows", "dates"), 3, 3, TYPES(N, NS, L), FT_NUMBER, true, bi_xnpv},
    {"irr", PARAMS("flows", "guess"), 1, 2, TYPES(NS, N), FT_NUMBER, true, bi_irr},
    {"xirr", PARAMS("flows", "dates", "guess"), 2, 3, TYPES(NS, L, N), FT_NUMBER, true, bi_xirr},
    {"irrs", PARAMS("flows"), 1, 1, TYPES(NS), FT_LIST, true, bi_irrs},
    {"mirr", PARAMS("flows", "finance_rate", "reinvest_rate"), 3, 3, TYPES(NS, N, N), FT_NUMBER,
     true, bi_mirr},
    {"payback", PARAMS("flows"), 1, 1, TYPES(NS), FT_NUMBER, true, bi_payback},
    {"pmt", PARAMS("rate", "periods", "present_value", "future_value", "due"), 3, 5,
     TYPES(N, N, N, ANY, ANY), FT_NUMBER, true, bi_pmt},
    {"pv", PARAMS("rate", "periods", "payment", "future_value", "due"), 3, 5,
     TYPES(N, N, N, ANY, ANY), FT_NUMBER, true, bi_pv},
    {"fv", PARAMS("rate", "periods", "payment", "present_value", "due"), 3, 5,
     TYPES(N, N, N, ANY, ANY), FT_NUMBER, true, bi_fv},
    {"nper", PARAMS("rate", "payment", "present_value", "future_value", "due"), 3, 5,
     TYPES(N, N, N, ANY, ANY), FT_NUMBER, true, bi_nper},
    {"rate", PARAMS("periods", "payment", "present_value", "future_value", "due"), 3, 5,
     TYPES(N, N, N, ANY, ANY), FT_NUMBER, true, bi_rate},
    {0},
};

const struct feel_builtin *feel_builtin_find(const char *name, size_t n, bool *exact)
{
    const struct feel_builtin *any = NULL;
    *exact = false;
    for (const struct feel_builtin *b = feel_builtins; b->name != NULL; b++) {
        if (strcmp(b->name, name) != 0)
            continue;
        if (n >= b->min_args && n <= b->max_args) {
            *exact = true;
            return b;
        }
        if (any == NULL)
            any = b;
    }
    return any;
}
