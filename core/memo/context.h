/* context.h: the parts that a memo's context is made of. Inside core/memo. */
#ifndef ADIT_MEMO_CONTEXT_H
#define ADIT_MEMO_CONTEXT_H

#include "core/base/map.h"
#include "core/memo/memo.h"

/* What all parts share while one context is made. References: each answered fact has a number
 * (F1, F2, ...) and each source that is cited another (S1, S2, ...), in order of first use. */
struct context {
    struct arena *arena;
    const struct assessment *assessment;
    const struct memo_options *options;
    struct map *fact_refs;   /* name -> reference text */
    struct map *source_refs; /* id -> struct source_ref */
};

struct source_ref {
    const char *ref;
    const struct source *source;
};

/* "Kazakhstan" for "KZ"; the code itself when it is none of the five. */
const char *context_country(const char *code);
/* Numbers every answered fact, in the order of the project file. */
void context_number_facts(struct context *c);
const char *context_fact_ref(const struct context *c, const char *name); /* NULL when unanswered */
const char *context_source_ref(struct context *c, const struct source *source);

/* The register of facts, by section. */
struct json *context_facts(struct context *c);
/* One fact as a line of a section: label, value, ref, grade. */
struct json *context_fact(struct context *c, const struct fact *f);
/* The sources that were cited, in order of reference. */
struct json *context_sources(struct context *c);

struct json *context_finding(struct context *c, const struct finding *f);
/* A reviewer's decision on the check, null when there is none. */
struct json *context_review(struct context *c, const struct finding *f);
/* All of them, and the figures that a reviewer changed. */
struct json *context_reviews(struct context *c);
/* Headings of the memo with the facts and findings that belong under each. */
struct json *context_sections(struct context *c);
struct json *context_programmes(struct context *c);
struct json *context_rules(struct context *c);
/* The clause register: documents, what was read by category, gaps as questions. */
struct json *context_clauses(struct context *c);
/* The compare packs' measures, the project's own country first. */
struct json *context_compare(struct context *c);

/* The file as it stands and each case that it names. */
struct json *context_economics(struct context *c);

/* Convenience: object members. */
void put(struct context *c, struct json *object, const char *key, const char *text);
void put_flag(struct context *c, struct json *object, const char *key, bool value);
void put_count(struct context *c, struct json *object, const char *key, size_t n);

#endif
