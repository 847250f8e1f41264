/* adit cure: what would have to change so that a programme or a check is passed. */
#include <string.h>

#include "core/assess/cure.h"
#include "core/base/utf8.h"
#include "tui/commands/assessed.h"

static const char *status_word(enum status s)
{
    static const char *const words[] = {"pass", "conditional",    "fail",
                                        "open", "does not apply", "error"};
    return words[s];
}

static const char *goal_word(const struct cures *c, bool conditional)
{
    if (c->programme != NULL)
        return conditional ? "eligible with conditions" : "eligible";
    return conditional ? "passed with conditions" : "passed";
}

/* --- one change --------------------------------------------------------------------------------
 */

static const char *note_text(struct arena *a, const struct cure_change *c)
{
    const char *who = c->who != NULL ? arena_printf(a, ", %s", c->who) : "";
    const char *proof =
        c->evidence != NULL ? arena_printf(a, ", evidence: %s or better", c->evidence) : "";
    if (c->kind == CURE_INPUT)
        return arena_printf(a, "%s; the rest of the model as it stands (effort %d)", c->name,
                            c->effort);
    return arena_printf(a, "%s (effort %d%s%s)", c->title, c->effort, who, proof);
}

static void show_changes(struct arena *a, struct strbuf *out, const struct cure *c, bool numbered)
{
    for (size_t i = 0; i < c->n_changes; i++) {
        const char *head = numbered ? arena_printf(a, "  %2zu. ", i + 1) : "   - ";
        print_wrapped(a, out, head, strlen(head), cure_change_words(a, &c->changes[i]));
        print_wrapped(a, out, "", strlen(head), note_text(a, &c->changes[i]));
    }
}

/* What becomes of every bar: those that move by name, the rest in one line. */
static void show_bars(struct arena *a, struct strbuf *out, const struct cure *c)
{
    size_t same = 0;
    strbuf_addf(out, "   Effort %d. %s\n", c->effort, c->n_bars > 1 ? "Bars:" : "Check:");
    for (size_t i = 0; i < c->n_bars; i++) {
        const struct cure_bar *b = &c->bars[i];
        if (b->before == b->after && c->n_bars > 1) {
            same++;
            continue;
        }
        print_wrapped(a, out, "", 5,
                      arena_printf(a, "%s: %s -> %s", b->rule->id, status_word(b->before),
                                   b->or_better ? "pass or conditional" : status_word(b->after)));
    }
    if (same != 0)
        strbuf_addf(out, "     %zu other%s stay%s as %s\n", same, same > 1 ? "s" : "",
                    same > 1 ? "" : "s", same > 1 ? "they are" : "it is");
}

/* --- the page ----------------------------------------------------------------------------------
 */

static void show_cures(struct arena *a, struct strbuf *out, const struct cures *c, bool conditional)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct cure *cure = &c->items[i];
        if (cure->conditional != conditional)
            continue;
        if (n++ == 0)
            strbuf_addf(out, "\n%s %s, cheapest first\n",
                        conditional ? "Second best:" : "Any one of these makes it",
                        goal_word(c, conditional));
        strbuf_addf(out, "\n%zu. %zu change%s\n", n, cure->n_changes,
                    cure->n_changes > 1 ? "s" : "");
        show_changes(a, out, cure, false);
        show_bars(a, out, cure);
    }
}

static bool has_full(const struct cures *c)
{
    return c->n != 0 && !c->items[0].conditional;
}

static bool stands_against(const struct cures *c, bool conditional)
{
    for (size_t i = 0; i < c->n_obstacles; i++) {
        if (!conditional || c->obstacles[i].conditional)
            return true;
    }
    return false;
}

static void show_reach(struct arena *a, struct strbuf *out, const struct cures *c)
{
    if (has_full(c))
        return;
    strbuf_addch(out, '\n');
    if (stands_against(c, false))
        print_wrapped(
            a, out, "", 0,
            arena_printf(a, "No cure within reach makes it %s. What stands:", goal_word(c, false)));
    else
        print_wrapped(a, out, "", 0,
                      arena_printf(a,
                                   "No cure within reach: no three changes or answers make it "
                                   "%s.",
                                   goal_word(c, false)));
    for (size_t i = 0; i < c->n_obstacles; i++) {
        const struct cure_obstacle *b = &c->obstacles[i];
        print_wrapped(a, out, "  - ", 4,
                      arena_printf(a, "%s: %s", b->finding->rule->id, b->finding->rule->title));
        print_wrapped(a, out, "", 4, b->why);
    }
}

static void show_plan(struct arena *a, struct strbuf *out, const struct cures *c)
{
    if (c->plan == NULL)
        return;
    print_wrapped(a, out, "", 0,
                  arena_printf(a, "This list of %zu makes it %s, and none of it can be left out:",
                               c->plan->n_changes, goal_word(c, c->plan->conditional)));
    strbuf_addch(out, '\n');
    show_changes(a, out, c->plan, true);
    strbuf_addch(out, '\n');
    show_bars(a, out, c->plan);
}

static int show(struct arena *a, const struct cures *c)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    const char *title =
        c->programme != NULL ? c->programme->programme->title : c->check->rule->title;
    const char *now =
        c->programme != NULL ? verdict_name(c->programme->verdict) : status_word(c->check->status);
    print_wrapped(a, &out, "", 0, arena_printf(a, "%s: %s", title, now));
    if (c->done) {
        strbuf_adds(&out, "Nothing to cure.\n");
        return print_buffer(&out);
    }
    show_reach(a, &out, c);
    show_cures(a, &out, c, false);
    show_cures(a, &out, c, true);
    if (c->left_out != 0)
        strbuf_addf(&out, "\n%zu dearer ways are not listed.\n", c->left_out);
    show_plan(a, &out, c);
    if (c->cut_short)
        print_wrapped(a, &out, "\n", 0,
                      "The search was cut short: there may be other ways, or shorter ones.");
    return print_buffer(&out);
}

/* --- the command -------------------------------------------------------------------------------
 */

static int not_found(struct arena *a, const struct rulebook *book, const char *id)
{
    const char *near = rulebook_nearest_programme(book, id);
    if (near == NULL)
        near = rulebook_nearest_rule(book, id);
    fprintf(stderr, "adit: no programme or check '%s'\n", harmless(a, id));
    if (near != NULL)
        fprintf(stderr, "    hint: did you mean '%s'?\n", near);
    return EXIT_USAGE;
}

static int run_cure(const struct args *args)
{
    struct subject s;
    int code;
    if (!subject_open(&s, args, &code))
        return code;
    struct arena *a = s.session.arena;
    const char *name = args_get(args, "--case");
    const struct assessment *all =
        assess(a, s.session.rulebook, s.dossier, s.session.as_of, s.economics);
    struct cure_economics economics = {s.session.data,
                                       name != NULL && strcmp(name, "sponsor") != 0 ? name : NULL};
    const struct cures *c = assess_cures(a, all, args->rest[1], &economics);
    if (c == NULL)
        code = not_found(a, s.session.rulebook, args->rest[1]);
    else
        code = args_has(args, "--json") ? print_json(cures_json(a, all, c)) : show(a, c);
    session_close(&s.session);
    return code;
}

static const struct option_spec options[] = {
    RULES_OPTION, AS_OF_OPTION, CASE_OPTION, JSON_OPTION, {0},
};

const struct command cmd_cure = {
    .name = "cure",
    .synopsis = "PROJECT.yaml PROGRAMME|CHECK-ID [options]",
    .summary = "cheapest sets of changes that reach eligible",
    .details =
        "Looks for the smallest sets of changes and answers, up to three, that pass all bars "
        "of the programme (or the one check), with the border of each. Where three are not "
        "enough it prints a longer list that is, or the bars that stand whatever is done. "
        "Inputs of the economics are moved one at a time, the model computed again.",
    .options = options,
    .min_rest = 2,
    .max_rest = 2,
    .run = run_cure,
};
