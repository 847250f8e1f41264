/* record.h: what the keys of a map in a file may be, as one table that a loader checks against and
 * from which a schema for editors is written. */
#ifndef ADIT_BASE_RECORD_H
#define ADIT_BASE_RECORD_H

#include "core/base/yaml.h"

enum key_form {
    KEY_TEXT,       /* one text */
    KEY_ID,         /* an identifier: lower-case words joined by dots */
    KEY_DATE,       /* YYYY-MM-DD */
    KEY_PERIOD,     /* an ISO period: P12M */
    KEY_NUMBER,     /* a number */
    KEY_WHOLE,      /* a whole number from low to high */
    KEY_FLAG,       /* true or false */
    KEY_WORD,       /* one of words */
    KEY_WORDS,      /* one of words, or a list of them */
    KEY_TEXTS,      /* a text, or a list of texts */
    KEY_LIST,       /* a list of texts */
    KEY_NUMBERS,    /* [low, high] */
    KEY_SCALAR,     /* any single value */
    KEY_ANSWER,     /* any single value, or a list of them */
    KEY_FEEL,       /* an expression */
    KEY_UNARY,      /* unary tests, as in a cell of a table */
    KEY_RECORD,     /* a map of the keys of `of` */
    KEY_RECORDS,    /* a list of such maps */
    KEY_ITEMS,      /* a list of such maps or texts */
    KEY_NAMED,      /* a map from free names to such maps */
    KEY_ANSWERS,    /* a map from free names to single values, lists or such maps */
    KEY_FEEL_NAMED, /* a map from free names to expressions */
    KEY_SCALARS,    /* a map from free names to single values */
    KEY_MAPS,       /* a list of maps from free names to single values */
    KEY_CITATION,   /* the id of a source, [id, "place"], or a map of the keys of `of` */
    KEY_CITATIONS,  /* one citation, or a list of them */
    KEY_DATED,      /* a map from dates to such maps, or to the word "expected" */
    KEY_COUNTRIES   /* a map from countries to {name: record} or {not_encoded: why} */
};

struct record;

struct key {
    const char *name;
    enum key_form form;
    bool required;
    const char *help;         /* one line for whoever writes the file */
    const char *const *words; /* of KEY_WORD and KEY_WORDS; ended by NULL */
    const struct record *of;  /* of the record forms */
    int low, high;            /* of KEY_WHOLE */
};

struct record {
    const char *name; /* "rule", "table row" */
    const struct key *keys;
    size_t n;
};

#define RECORD_MAX_KEYS 64

/* An error (E002) for each key of the map that the record does not have; true when all are known.
 */
bool record_check(const struct record *record, const struct yaml_node *map, struct diags *d);
/* The number of words of a list that NULL ends. */
size_t word_count(const char *const *words);

#endif
