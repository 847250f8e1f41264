/* template.c: the commented project file that `adit new` writes: every fact as a question. */
#include <string.h>

#include "core/base/utf8.h"
#include "core/dossier/internal.h"

#define LEN(array) (sizeof(array) / sizeof *(array))

enum { COMMENT_COLUMNS = 92 };

static const char guide[] =
    "# adit project file.\n"
    "#\n"
    "# Answer what you know; leave the rest empty: an empty line means that it is not known yet.\n"
    "# Write 'none' where the answer is that there is none. An answer may carry its evidence:\n"
    "#\n"
    "#     expiry_date:\n"
    "#       value: 2036-05-01\n"
    "#       grade: document              # asserted, document, verified or expert\n"
    "#       evidence: {document: licence.pdf, page: 3, quote: \"...\", date: 2024-05-01}\n"
    "#       note: \"...\"\n"
    "#\n"
    "# A number may have a range: {value: 16270000, low: 14000000, high: 18000000}. A figure that\n"
    "# the sponsor claims and a reviewer adjusts: {value: 62, sponsor: 70, reviewer: 62, why: "
    "\"...\"}.\n"
    "# Numbers have a decimal point, dates are written 2026-02-28.\n"
    "\n";

static const char economics[] =
    "\n"
    "# The economics. Remove the '# ' to begin; every part may be left out.\n"
    "#\n"
    "# economics:\n"
    "#   basis:\n"
    "#     currency: USD\n"
    "#     price_terms: real            # real or nominal\n"
    "#     first_year: 2027\n"
    "#     periods: 15\n"
    "#     discount_rate: 0.08\n"
    "#   plan:\n"
    "#     ore_t: 16270000\n"
    "#     throughput_tpa: 1000000\n"
    "#     construction_years: 2\n"
    "#     ramp_up: [0.5, 0.8]          # share of the full rate in the first years\n"
    "#     grade_treo_pct: 0.25\n"
    "#   products:\n"
    "#     - name: mixed carbonate\n"
    "#       form: mixed_carbonate\n"
    "#       recovery_pct: 62\n"
    "#       price: {value: 12, unit: USD/kg}\n"
    "#   costs:\n"
    "#     - {name: mining, amount: 3.2, per: t_moved}\n"
    "#   capital:\n"
    "#     initial: 400000000\n"
    "#     phasing: [0.4, 0.6]\n"
    "#   fiscal:\n"
    "#     regime: auto                 # the country's, or none\n"
    "#\n"
    "# A published annual table can be entered as it stands:\n"
    "#\n"
    "#   lines:\n"
    "#     revenue: {2027: 0, 2028: 90000000}\n";

/* What an analyst asks first stands first; the other sections follow as the rules define them. */
static const char *const first_sections[] = {"project", "licence", "title", "deposit"};

static bool is_first(const char *section)
{
    for (size_t i = 0; i < LEN(first_sections); i++)
        if (strcmp(first_sections[i], section) == 0)
            return true;
    return false;
}

/* text as comment lines at an indent, wrapped. */
static void comment(struct strbuf *out, struct arena *a, int indent, const char *text)
{
    size_t n;
    char **lines = text_wrap(a, text_visible(a, text, strlen(text), true), COMMENT_COLUMNS, &n);
    for (size_t i = 0; i < n; i++)
        strbuf_addf(out, "%*s# %s\n", indent, "", lines[i]);
}

static void add_list(struct strbuf *line, const char *before, const char *const *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        strbuf_addf(line, "%s%s", i == 0 ? before : ", ", items[i]);
}

static const char *kind_text(struct arena *a, const struct fact_def *def)
{
    switch (def->type->kind) {
    case FT_NUMBER:
        if (def->unit == NULL)
            return "a number";
        if (strcmp(def->unit, "pct") == 0)
            return "a number in per cent";
        if (strcmp(def->unit, "ratio") == 0)
            return "a ratio, as 0.08 or 8 %";
        return arena_printf(a, "a number in %s", def->unit);
    case FT_BOOLEAN:
        return "true or false";
    case FT_DATE:
        return "a date, as 2026-02-28";
    case FT_STRING:
        return "a text";
    default:
        return feel_type_text(a, def->type);
    }
}

/* The line below a question: what kind of answer, for example which, from whom, on what paper. */
static void describe(struct strbuf *out, struct arena *a, const struct fact_def *def)
{
    struct strbuf line;
    strbuf_init(&line, 0);
    const struct feel_type *t = def->type;
    const struct feel_type *members = t->kind == FT_LIST && t->element != NULL ? t->element : t;
    if (members->kind == FT_ENUM) {
        strbuf_adds(&line, t->kind == FT_LIST ? "a list of: " : "one of: ");
        add_list(&line, "", members->names, members->n);
    } else {
        strbuf_adds(&line, kind_text(a, def));
    }
    if (def->range_text != NULL)
        strbuf_addf(&line, "; allowed: %s", def->range_text);
    if (def->example != NULL)
        strbuf_addf(&line, "; for example %s", def->example);
    if (def->who != NULL)
        strbuf_addf(&line, "; ask the %s", def->who);
    add_list(&line, "; evidence: ", def->evidence, def->n_evidence);
    comment(out, a, 4, line.buf);
    strbuf_release(&line);
}

static bool is_asked(const struct fact_def *def)
{
    return !def->derived && strcmp(def->name, "project.country") != 0 &&
           strncmp(def->name, "economics.", 10) != 0;
}

static void write_section(struct strbuf *out, struct arena *a, const struct catalogue *c,
                          const char *section)
{
    size_t n = strlen(section);
    bool begun = false;
    for (size_t i = 0; i < catalogue_count(c); i++) {
        const struct fact_def *def = catalogue_at(c, i);
        if (strncmp(def->name, section, n) != 0 || def->name[n] != '.' || !is_asked(def))
            continue;
        if (!begun)
            strbuf_addf(out, "\n  %s:\n", section);
        begun = true;
        comment(out, a, 4, def->ask);
        describe(out, a, def);
        strbuf_addf(out, "    %s:\n", def->name + n + 1);
    }
}

void dossier_write_template(const struct catalogue *c, const char *id, const char *name,
                            const char *country, struct strbuf *out)
{
    struct arena *a = arena_new();
    strbuf_adds(out, guide);
    strbuf_addf(out, "adit: 1\nproject: %s\nname: ", id);
    yaml_write_scalar(out, name, *name == '\0');
    strbuf_addf(out, "\ncountry: %s  # KZ, UZ, KG, TJ or TM\n\nfacts:", country);
    for (size_t i = 0; i < LEN(first_sections); i++)
        write_section(out, a, c, first_sections[i]);
    for (size_t i = 0; i < catalogue_sections(c); i++)
        if (!is_first(catalogue_section(c, i)))
            write_section(out, a, c, catalogue_section(c, i));
    strbuf_adds(out, economics);
    arena_free(a);
}
