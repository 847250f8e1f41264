/* keys.h: the keys of rule files, once for the loader and for the schema. */
#ifndef ADIT_RULEBOOK_KEYS_H
#define ADIT_RULEBOOK_KEYS_H

#include "core/base/record.h"

extern const struct record record_pack, record_source, record_citation, record_param,
    record_param_value, record_rule, record_effective, record_table, record_input, record_output,
    record_row, record_exception, record_remedy, record_evidence, record_message, record_measure,
    record_cell, record_test, record_given, record_expect, record_programme, record_document,
    record_term, record_precedent, record_not_encoded;

/* Closed lists of words, in the order of the enums that stand for them; NULL ends each. */
extern const char *const kind_words[],
    *const severity_words[], *const party_words[], *const stage_words[],
                                                       *const basis_words[],
                                                           *const hit_words[],
                                                               *const settled_words[],
                                                                   *const verdict_words[],
                                                                       *const mark_words[],
                                                                           *const grade_words[];

#endif
