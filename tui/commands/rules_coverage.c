/* adit rules coverage: what the inline tests reach, and each thing that they miss. */
#include <string.h>

#include "tui/commands/rules.h"

#define N_COLUMNS 10

static const enum status covered[] = {STATUS_PASS, STATUS_CONDITIONAL, STATUS_FAIL, STATUS_UNKNOWN,
                                      STATUS_NOT_APPLICABLE};

struct share {
    size_t reached, all;
};

struct coverage_view {
    struct selection *s;
    struct strbuf missed; /* a line each */
    struct json *missed_json;
    struct json *packs;
    bool short_of; /* a pack falls short of its own threshold */
};

static void miss(struct coverage_view *v, const char *id, struct pos pos, const char *what)
{
    struct arena *a = v->s->arena;
    struct json *o = json_object(a);
    json_set(a, o, "id", json_string(a, id));
    json_set(a, o, "file", json_string(a, pos.file));
    json_set(a, o, "line", json_int(a, pos.line));
    json_set(a, o, "column", json_int(a, pos.col));
    json_set(a, o, "what", json_string(a, what));
    json_push(a, v->missed_json, o);
    strbuf_addf(&v->missed, "%s:%d:%d: %s: %s\n", pos.file, pos.line, pos.col, id,
                harmless(a, what));
}

/* --- one rule ----------------------------------------------------------------------------------
 */

static void add(struct share *sum, size_t reached, size_t all)
{
    sum->reached += reached;
    sum->all += all;
}

static const char *one_line(struct arena *a, const char *text)
{
    char *out = arena_strdup(a, text);
    for (char *p = out; *p != '\0'; p++)
        *p = *p == '\n' || *p == '\t' || *p == '\r' ? ' ' : *p;
    return out;
}

/* What there is to reach of a rule, and what its tests reach; adds a line for each miss. */
static struct share judge(struct coverage_view *v, const struct rule_coverage *c)
{
    struct arena *a = v->s->arena;
    const struct rule *rule = c->rule;
    /* A rule that only compares countries judges no project: there is nothing to reach. */
    if (!rule_decides(rule) && rule->n_tests == 0)
        return (struct share){0, 0};
    struct share sum = {rule->n_tests != 0 ? 1 : 0, 1};
    if (rule->n_tests == 0)
        miss(v, rule->id, rule->pos, "the rule has no test");
    for (size_t i = 0; i < sizeof covered / sizeof *covered; i++) {
        if (!rule_can_give(rule, covered[i]))
            continue;
        add(&sum, c->reached[covered[i]] ? 1 : 0, 1);
        if (!c->reached[covered[i]])
            miss(v, rule->id, rule->pos,
                 arena_printf(a, "no test reaches the status %s", status_name(covered[i])));
    }
    add(&sum, c->rows_reached, c->rows);
    for (size_t i = 0; i < c->rows; i++) {
        if (!c->row_reached[i])
            miss(v, rule->id, rule->table_spec->rows[i].pos,
                 arena_printf(a, "no test reaches row %zu of the table", i + 1));
    }
    add(&sum, c->exceptions_reached, c->exceptions);
    for (size_t i = 0; i < c->exceptions; i++) {
        if (!c->exception_reached[i])
            miss(v, rule->id, rule->exceptions[i].pos,
                 arena_printf(a, "no test reaches exception %zu", i + 1));
    }
    add(&sum, c->operands_decided, c->n_operands);
    for (size_t i = 0; i < c->n_operands; i++) {
        const struct operand_coverage *o = &c->operands[i];
        if (!o->decided)
            miss(v, rule->id, o->pos,
                 arena_printf(a, "%s: in no test is '%s' alone %s", o->part, one_line(a, o->text),
                              o->of_and ? "false" : "true"));
    }
    return sum;
}

static const char *status_mark(const struct rule_coverage *c, enum status s)
{
    if (c->reached[s])
        return "yes";
    return rule_can_give(c->rule, s) ? "NO" : "";
}

static const char *fraction(struct arena *a, size_t reached, size_t n)
{
    return n != 0 ? arena_printf(a, "%zu/%zu", reached, n) : "";
}

static void rule_row(struct arena *a, const struct rule_coverage *c, struct share sum,
                     const char **cells)
{
    cells[0] = c->rule->id;
    cells[1] = arena_printf(a, "%zu", c->rule->n_tests);
    for (size_t i = 0; i < 5; i++)
        cells[2 + i] = status_mark(c, covered[i]);
    cells[7] = fraction(a, c->rows_reached + c->exceptions_reached, c->rows + c->exceptions);
    cells[8] = fraction(a, c->operands_decided, c->n_operands);
    cells[9] = share_text(a, sum.reached, sum.all);
}

static struct json *rule_json(struct arena *a, const struct rule_coverage *c, struct share sum)
{
    struct json *o = json_object(a), *statuses = json_array(a);
    for (int i = 0; i < STATUS_COUNT; i++) {
        if (c->reached[i])
            json_push(a, statuses, json_string(a, status_name((enum status)i)));
    }
    json_set(a, o, "rule", json_string(a, c->rule->id));
    json_set(a, o, "tests", json_int(a, (long long)c->rule->n_tests));
    json_set(a, o, "statuses", statuses);
    json_set(a, o, "rows", json_int(a, (long long)c->rows));
    json_set(a, o, "rows_reached", json_int(a, (long long)c->rows_reached));
    json_set(a, o, "exceptions", json_int(a, (long long)c->exceptions));
    json_set(a, o, "exceptions_reached", json_int(a, (long long)c->exceptions_reached));
    json_set(a, o, "operands", json_int(a, (long long)c->n_operands));
    json_set(a, o, "operands_decided", json_int(a, (long long)c->operands_decided));
    json_set(a, o, "reached", json_int(a, (long long)sum.reached));
    json_set(a, o, "of", json_int(a, (long long)sum.all));
    return o;
}

/* --- all ---------------------------------------------------------------------------------------
 */

/* The dated values of the chosen files; of all when rules are not named by id. */
static struct share judge_values(struct coverage_view *v, const struct value_coverage *values,
                                 size_t n)
{
    char date[DATE_TEXT_MAX];
    struct share sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        if (!selects_whole_file(v->s, values[i].pos.file))
            continue;
        add(&sum, values[i].reached ? 1 : 0, 1);
        if (!values[i].reached)
            miss(v, values[i].param->id, values[i].pos,
                 arena_printf(v->s->arena, "no test uses the value from %s",
                              date_text(values[i].value->from, date)));
    }
    return sum;
}

static void judge_pack(struct coverage_view *v, const struct pack *pack, struct share sum)
{
    struct arena *a = v->s->arena;
    struct json *o = json_object(a);
    json_set(a, o, "pack", json_string(a, pack->id));
    json_set(a, o, "reached", json_int(a, (long long)sum.reached));
    json_set(a, o, "of", json_int(a, (long long)sum.all));
    json_push(a, v->packs, o);
    if (!below(sum.reached, sum.all, pack->min_coverage_pct))
        return;
    v->short_of = true;
    strbuf_addf(&v->missed, "pack %s: its tests reach %s, %d%% are asked for\n", pack->id,
                share_text(a, sum.reached, sum.all), pack->min_coverage_pct);
}

static struct share judge_packs(struct coverage_view *v, const struct rule_coverage *all, size_t n,
                                const char **cells, size_t *rows, struct json *list)
{
    struct arena *a = v->s->arena;
    struct share total = {0, 0};
    for (size_t p = 0; p < rulebook_packs(v->s->book); p++) {
        const struct pack *pack = rulebook_pack(v->s->book, p);
        struct share sum = {0, 0};
        for (size_t i = 0; i < n; i++) {
            if (strcmp(all[i].rule->pack, pack->id) != 0 || !selects_rule(v->s, all[i].rule))
                continue;
            struct share one = judge(v, &all[i]);
            rule_row(a, &all[i], one, cells + N_COLUMNS * (*rows)++);
            json_push(a, list, rule_json(a, &all[i], one));
            add(&sum, one.reached, one.all);
        }
        if (sum.all != 0)
            judge_pack(v, pack, sum);
        add(&total, sum.reached, sum.all);
    }
    return total;
}

int rules_show_coverage(struct selection *s, bool as_json)
{
    static const char *const titles[N_COLUMNS] = {"RULE", "TESTS", "PASS", "COND",     "FAIL",
                                                  "OPEN", "N/A",   "ROWS", "OPERANDS", "SHARE"};
    struct arena *a = s->arena;
    size_t n, n_values, rows = 0;
    const struct value_coverage *values;
    const struct rule_coverage *all = rules_coverage(a, s->book, NULL, &n, &values, &n_values);
    const char **cells = ARENA_ARRAY(a, n * N_COLUMNS, const char *);
    struct json *list = json_array(a);
    struct coverage_view v = {.s = s, .missed_json = json_array(a), .packs = json_array(a)};
    strbuf_init(&v.missed, 0);
    struct share total = judge_packs(&v, all, n, cells, &rows, list);
    struct share dated = judge_values(&v, values, n_values);
    add(&total, dated.reached, dated.all);
    bool low = v.short_of || below(total.reached, total.all, s->threshold);
    int code = rules_report_errors(s), printed;
    if (as_json) {
        struct json *o = json_object(a);
        json_set(a, o, "reached", json_int(a, (long long)total.reached));
        json_set(a, o, "of", json_int(a, (long long)total.all));
        json_set(a, o, "packs", v.packs);
        json_set(a, o, "rules", list);
        json_set(a, o, "missed", v.missed_json);
        printed = print_json(o);
    } else {
        struct strbuf out;
        strbuf_init(&out, 0);
        print_table(&out, titles, N_COLUMNS, cells, rows);
        if (v.missed.len != 0)
            strbuf_addf(&out, "\n%s", v.missed.buf);
        if (total.all != 0)
            strbuf_addf(&out, "\nthe tests reach %zu of %zu: %s\n", total.reached, total.all,
                        share_text(a, total.reached, total.all));
        else
            strbuf_adds(&out, "\nno conditions: there is nothing for tests to reach\n");
        printed = print_buffer(&out);
    }
    strbuf_release(&v.missed);
    if (printed != EXIT_DONE)
        return printed;
    return code != EXIT_DONE ? code : low ? EXIT_NO : EXIT_DONE;
}
