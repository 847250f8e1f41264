/* record.h: what the keys of a map in a file may be, as one table that a loader checks against and
 * from which a schema for editors is written. */
#ifndef ADIT_BASE_RECORD_H
#define ADIT_BASE_RECORD_H

#include "core/base/yaml.h"

enum record_form {
    FORM_TEXT,       /* one text */
    FORM_ID,         /* an identifier: lower-case words joined by dots */
    FORM_DATE,       /* YYYY-MM-DD */
    FORM_PERIOD,     /* an ISO period: P12M */
    FORM_NUMBER,     /* a number */
    FORM_WHOLE,      /* a whole number from low to high */
    FORM_FLAG,       /* true or false */
    FORM_WORD,       /* one of words */
    FORM_WORDS,      /* one of words, or a list of them */
    FORM_TEXTS,      /* a text, or a list of texts */
    FORM_LIST,       /* a list of texts */
    FORM_NUMBERS,    /* [low, high] */
    FORM_SCALAR,     /* any single value */
    FORM_ANSWER,     /* any single value, or a list of them */
    FORM_FEEL,       /* an expression */
    FORM_UNARY,      /* unary tests, as in a cell of a table */
    FORM_RECORD,     /* a map of the keys of `of` */
    FORM_RECORDS,    /* a list of such maps */
    FORM_ITEM,       /* such a map, or one text */
    FORM_ITEMS,      /* a list of such maps or texts */
    FORM_NAMED,      /* a map from free names to such maps */
    FORM_ANSWERS,    /* a map from free names to single values, lists or such maps */
    FORM_FEEL_NAMED, /* a map from free names to expressions */
    FORM_SCALARS,    /* a map from free names to single values */
    FORM_MAPS,       /* a list of maps from free names to single values */
    FORM_CITATION,   /* the id of a source, [id, "place"], or a map of the keys of `of` */
    FORM_CITATIONS,  /* one citation, or a list of them */
    FORM_DATED,      /* a map from dates to such maps, or to the word "expected" */
    FORM_COUNTRIES   /* a map from countries to {name: record} or {not_encoded: why} */
};

struct record;

struct record_key {
    const char *name;
    enum record_form form;
    bool required;
    const char *help;         /* one line for whoever writes the file */
    const char *const *words; /* of FORM_WORD and FORM_WORDS; ended by NULL */
    const struct record *of;  /* of the record forms */
    int low, high;            /* of FORM_WHOLE */
};

struct record {
    const char *name; /* "rule", "table row" */
    const struct record_key *keys;
    size_t n;
};

#define RECORD_MAX_KEYS 64

/* An error (E002) for each key of the map that the record does not have; true when all are known.
 */
bool record_check(const struct record *record, const struct yaml_node *map, struct diags *d);
/* The number of words of a list that NULL ends. */
size_t word_count(const char *const *words);

#endif
