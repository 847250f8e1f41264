/* builtins.h: the rows of the table of built-in functions, by family. Inside core/feel. */
#ifndef ADIT_FEEL_BUILTINS_H
#define ADIT_FEEL_BUILTINS_H

#include "core/feel/eval.h"

#define FEEL_BUILTIN(name)                                                                         \
    struct feel_value name(struct feel_run *run, const struct feel_node *call,                     \
                           const struct feel_value *args, size_t n)

/* What several families need. */

/* True, with *out unknown by all of them, when an argument as a whole is unknown. */
bool feel_args_unknown(struct feel_run *run, const struct feel_value *args, size_t n,
                       struct feel_value *out);
/* A whole number argument, fractions cut; false when it does not fit. */
bool feel_whole(struct feel_value v, int64_t *out);

/* builtins_convert.c */
FEEL_BUILTIN(bi_number);
FEEL_BUILTIN(bi_string);
FEEL_BUILTIN(bi_date);
FEEL_BUILTIN(bi_date_parts);
FEEL_BUILTIN(bi_date_and_time);
FEEL_BUILTIN(bi_time);
FEEL_BUILTIN(bi_time_parts);
FEEL_BUILTIN(bi_duration);
FEEL_BUILTIN(bi_years_and_months);
FEEL_BUILTIN(bi_day_of_week);
FEEL_BUILTIN(bi_day_of_year);
FEEL_BUILTIN(bi_month_of_year);
FEEL_BUILTIN(bi_week_of_year);
FEEL_BUILTIN(bi_is);

/* builtins_number.c */
FEEL_BUILTIN(bi_decimal);
FEEL_BUILTIN(bi_floor);
FEEL_BUILTIN(bi_ceiling);
FEEL_BUILTIN(bi_round_up);
FEEL_BUILTIN(bi_round_down);
FEEL_BUILTIN(bi_round_half_up);
FEEL_BUILTIN(bi_round_half_down);
FEEL_BUILTIN(bi_abs);
FEEL_BUILTIN(bi_modulo);
FEEL_BUILTIN(bi_sqrt);
FEEL_BUILTIN(bi_exp);
FEEL_BUILTIN(bi_log);
FEEL_BUILTIN(bi_even);
FEEL_BUILTIN(bi_odd);
FEEL_BUILTIN(bi_not);

/* builtins_string.c */
FEEL_BUILTIN(bi_string_length);
FEEL_BUILTIN(bi_upper_case);
FEEL_BUILTIN(bi_lower_case);
FEEL_BUILTIN(bi_substring);
FEEL_BUILTIN(bi_substring_before);
FEEL_BUILTIN(bi_substring_after);
FEEL_BUILTIN(bi_contains);
FEEL_BUILTIN(bi_starts_with);
FEEL_BUILTIN(bi_ends_with);
FEEL_BUILTIN(bi_string_join);

/* builtins_stat.c: of a list, or of several arguments */
FEEL_BUILTIN(bi_min);
FEEL_BUILTIN(bi_max);
FEEL_BUILTIN(bi_sum);
FEEL_BUILTIN(bi_mean);
FEEL_BUILTIN(bi_median);
FEEL_BUILTIN(bi_mode);
FEEL_BUILTIN(bi_product);
FEEL_BUILTIN(bi_stddev);
FEEL_BUILTIN(bi_all);
FEEL_BUILTIN(bi_any);
FEEL_BUILTIN(bi_count);

/* builtins_list.c */
FEEL_BUILTIN(bi_list_contains);
FEEL_BUILTIN(bi_sublist);
FEEL_BUILTIN(bi_append);
FEEL_BUILTIN(bi_concatenate);
FEEL_BUILTIN(bi_insert_before);
FEEL_BUILTIN(bi_remove);
FEEL_BUILTIN(bi_reverse);
FEEL_BUILTIN(bi_index_of);
FEEL_BUILTIN(bi_union);
FEEL_BUILTIN(bi_distinct_values);
FEEL_BUILTIN(bi_flatten);
FEEL_BUILTIN(bi_list_replace);
FEEL_BUILTIN(bi_sort);

/* builtins_context.c */
FEEL_BUILTIN(bi_get_value);
FEEL_BUILTIN(bi_get_entries);
FEEL_BUILTIN(bi_context);
FEEL_BUILTIN(bi_context_put);
FEEL_BUILTIN(bi_context_merge);

/* builtins_range.c */
FEEL_BUILTIN(bi_before);
FEEL_BUILTIN(bi_after);
FEEL_BUILTIN(bi_meets);
FEEL_BUILTIN(bi_met_by);
FEEL_BUILTIN(bi_overlaps);
FEEL_BUILTIN(bi_overlaps_before);
FEEL_BUILTIN(bi_overlaps_after);
FEEL_BUILTIN(bi_finishes);
FEEL_BUILTIN(bi_finished_by);
FEEL_BUILTIN(bi_includes);
FEEL_BUILTIN(bi_during);
FEEL_BUILTIN(bi_starts);
FEEL_BUILTIN(bi_started_by);
FEEL_BUILTIN(bi_coincides);

/* builtins_facts.c: adit's additions, about facts and rules */
FEEL_BUILTIN(bi_known);
FEEL_BUILTIN(bi_default);
FEEL_BUILTIN(bi_param);
FEEL_BUILTIN(bi_evidence);
FEEL_BUILTIN(bi_rule);

/* builtins_finance.c */
FEEL_BUILTIN(bi_npv);
FEEL_BUILTIN(bi_xnpv);
FEEL_BUILTIN(bi_irr);
FEEL_BUILTIN(bi_xirr);
FEEL_BUILTIN(bi_irrs);
FEEL_BUILTIN(bi_mirr);
FEEL_BUILTIN(bi_payback);
FEEL_BUILTIN(bi_pmt);
FEEL_BUILTIN(bi_pv);
FEEL_BUILTIN(bi_fv);
FEEL_BUILTIN(bi_nper);
FEEL_BUILTIN(bi_rate);

#endif
