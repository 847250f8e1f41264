/* revision.c: a fact as the texts of one revision, and back. */
#include <string.h>

#include "core/store/internal.h"

struct revision read_revision(struct arena *a, sqlite3_stmt *q)
{
    struct revision r = {
        .number = sqlite3_column_int64(q, 0),
        .fact = column_word(a, q, 1),
        .state = column_word(a, q, 2),
        .text = column_text(a, q, 3),
        .quoted = sqlite3_column_int(q, 4) != 0,
        .low = column_text(a, q, 5),
        .high = column_text(a, q, 6),
        .sponsor = column_text(a, q, 7),
        .reviewer = column_text(a, q, 8),
        .why = column_text(a, q, 9),
        .note = column_text(a, q, 10),
        .unit = column_text(a, q, 11),
        .grade = column_word(a, q, 12),
        .author = column_word(a, q, 13),
        .at = column_word(a, q, 14),
        .document = column_text(a, q, 15),
        .page = column_text(a, q, 16),
        .quote = column_text(a, q, 17),
        .date = column_text(a, q, 18),
    };
    return r;
}

struct revision revision_of(struct arena *a, const struct fact *f)
{
    char date[DATE_TEXT_MAX];
    struct revision r = {
        .fact = f->name,
        .state = f->value.kind == FEEL_UNKNOWN ? "unknown"
                 : f->value.kind == FEEL_NULL  ? "none"
                                               : "value",
        .quoted = f->quoted,
        .why = f->why,
        .note = f->note,
        .unit = f->unit,
        .grade = grade_name(f->grade),
        .document = f->evidence.document,
        .page = f->evidence.page,
        .quote = f->evidence.quote,
    };
    if (f->value.kind == FEEL_UNKNOWN) {
        r.quoted = false;
    } else if (f->text != NULL) {
        r.text = f->text;
    } else {
        bool string = f->value.kind == FEEL_STRING;
        r.text = string ? f->value.u.string : fact_value_text(a, f->value);
        r.quoted = string;
    }
    if (f->has_range) {
        r.low = fact_value_text(a, f->low);
        r.high = fact_value_text(a, f->high);
    }
    if (f->has_claims) {
        r.sponsor = fact_value_text(a, f->sponsor);
        r.reviewer = fact_value_text(a, f->reviewer);
    }
    if (f->evidence.has_date)
        r.date = arena_strdup(a, date_text(f->evidence.date, date));
    return r;
}

int last_revision(struct store *s, struct arena *a, const char *project, const char *fact,
                  struct revision *out, struct diags *d)
{
    sqlite3_stmt *q = store_statement(s, SQL_FACT, d);
    if (q == NULL)
        return -1;
    bind_text(q, 1, project);
    bind_text(q, 2, fact);
    int step = store_step(s, q, d);
    if (step == 1)
        *out = read_revision(a, q);
    sqlite3_reset(q);
    return step;
}
