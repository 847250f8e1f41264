/* economics_case.h: projects of tests, run and looked into by paths of the JSON. */
#ifndef ADIT_TESTS_ECONOMICS_CASE_H
#define ADIT_TESTS_ECONOMICS_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/economics/economics.h"

struct run {
    struct arena *arena;
    struct diags *diags;
    const struct dossier *dossier;
    const struct econ_result *result;
    struct json *json;
};

/* data_dir: the folder above data/. Fails the test when the project cannot be read at all. */
struct run run_file(const char *path, const char *data_dir, const char *case_name);
/* text is what stands below "economics:", indented by two. */
struct run run_text(const char *text, const char *case_name);
struct run run_bare(const char *text, const char *case_name); /* json is NULL */
void run_free(struct run *r);

/* "npv/0.08", "lines/ebitda/4"; NULL when there is none. */
const struct json *at(const struct run *r, const char *path);
double number_at(const struct run *r, const char *path); /* NaN for null or absent */
void near(double got, double expected, double tolerance);
void expect_at(const struct run *r, const char *path, double expected, double tolerance);
bool noted(const struct run *r, const char *part);
/* All diagnostics as text, in the run's arena. */
const char *complaints(const struct run *r);
struct econ_fact fact_of(const struct run *r, const char *name);

#endif
