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
    struct map *fact_refs;    /* name -> reference text */
    struct map *source_refs;  /* id -> struct source_ref */
    const struct side *sides; /* programmes in the memo's order: P1 is the first */
    size_t n_sides;
};

struct side;
struct source_ref {
    const char *ref;
    const struct source *source;
};

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
/* The fact's answer stands under a heading of the memo, so that the register need not repeat it. */
bool context_under_heading(const struct fact *f);
/* Headings of the memo with the facts and findings that belong under each. */
struct json *context_sections(struct context *c);
/* Every programme with its counts, numbered P1, P2, ... as the table of programmes has them. */
struct json *context_programmes(struct context *c);
/* All programmes together, what several share said once: bars, criteria, terms, documents and
 * dates, each with the numbers of its programmes. */
struct json *context_doors(struct context *c);
/* Best verdict of each agency. */
struct json *context_agencies(struct context *c);
/* Rules that are decided. */
struct json *context_rules(struct context *c);
/* "counsel 12, sponsor 4": who is asked first for what open findings lack; NULL without any. */
const char *context_owners(struct context *c, const struct finding *const *open, size_t n);
const char *context_status(enum status s);
struct json *context_cite(struct context *c, const struct citation *cite);
struct json *context_missing(struct context *c, const char *const *names, size_t n);
/* The calculators that have something to show. */
struct json *context_calculators(struct context *c);
/* The clause register: documents, what was read by category, gaps as questions. */
struct json *context_clauses(struct context *c);
/* The compare packs' measures, the project's own country first. */
struct json *context_compare(struct context *c);
/* What the overlays of rules/reform for the country would do to this project. */
struct json *context_reforms(struct context *c);
/* The cases of the file side by side, and the leading one in full: context_econ.c. */
struct json *context_economics(struct context *c);
/* Resource as stated, uranium and thorium. */
void context_resource(struct context *c, struct json *out);
/* Statement by years and metrics of one result. */
void context_statement(struct context *c, struct json *out, const struct econ_result *e);
/* Break-evens, cost, what the state takes, the reference class. */
void context_study(struct context *c, struct json *out, const struct econ_result *e,
                   const char *case_name);
/* What the value depends on, and its distribution; the charts of both, added to charts. */
void context_risk(struct context *c, struct json *out, struct json *charts,
                  const struct econ_result *e, const char *case_name);
/* A chart as text in cells and as SVG; nothing when it shows nothing. */
struct chart;
void context_chart(struct context *c, struct json *charts, const char *name,
                   const struct chart *chart);

/* Convenience: object members. */
void put(struct context *c, struct json *object, const char *key, const char *text);
void put_flag(struct context *c, struct json *object, const char *key, bool value);
void put_count(struct context *c, struct json *object, const char *key, size_t n);

#endif
