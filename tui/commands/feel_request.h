/* feel_request.h: one request of `adit feel`: names with their values, then an expression, a unary
 * test or a table. */
#ifndef ADIT_COMMANDS_FEEL_REQUEST_H
#define ADIT_COMMANDS_FEEL_REQUEST_H

#include "core/base/json.h"
#include "core/base/vec.h"
#include "core/feel/feel.h"

struct feel_request {
    struct arena *arena;
    struct diags *diags;
    bool conformance;
    struct feel_env *env;
    VEC(struct feel_value) globals; /* by slot */
    VEC(const char *) warnings;
};

void feel_request_init(struct feel_request *r, struct arena *a, struct diags *d, bool conformance);
/* Declares the members of a JSON object; dotted names and nested objects mean the same. False
 * after an error. */
bool feel_request_context(struct feel_request *r, const struct json *context);
/* Names a value for later expressions; a name again replaces its value. */
void feel_request_declare(struct feel_request *r, const char *name, struct feel_value v);
/* False after an error; file names the text in diagnostics (may be NULL). */
bool feel_request_expression(struct feel_request *r, const char *text, const char *file,
                             struct feel_value *out);
/* A whole request of the contract's --jsonl. False after an error. */
bool feel_request_run(struct feel_request *r, const struct json *request, struct feel_value *out);
/* The reply's keys after id: type, value, text, because, warnings. */
void feel_request_reply(struct feel_request *r, struct feel_value v, struct json *reply);

#endif
