/* calc_ownership.c: who owns how much of the project through the chain.
 *
 * Two readings stand side by side. The effective interest multiplies the shares along each chain
 * and adds the chains. The 50 per cent rule (OFAC's, as its sources tell it) does not multiply: an
 * entity is blocked when blocked persons, added together, hold half of it or more, and then counts
 * whole in what it owns. Shares that nobody is listed for may belong to anyone. */
#include <string.h>

#include "core/assess/calc_chain.h"

#define FACT "ownership.chain"
#define PRC "us.countries_prc"
#define CONCERN "us.countries_concern"
#define COVERED "us.countries_covered"

/* Is the holder of the class: by itself, whatever its owners are. */
typedef enum answer3 (*class_of)(const struct sheet *s, const struct holder *h, const void *arg);

/* A company without listed owners may belong to anyone. */
static enum answer3 if_traced(const struct holder *h)
{
    return h->owners.n == 0 && !holder_ends(h) ? A_OPEN : A_NO;
}

/* Of a country of the list: counts whole, wherever in the chain it stands. */
static enum answer3 of_countries(const struct sheet *s, const struct holder *h, const void *arg)
{
    if (h->country == NULL)
        return A_OPEN;
    if (sheet_listed(s, arg, h->country))
        return A_YES;
    /* What counts as the PRC's is nobody else's: the two are added by those who read both. */
    if (strcmp(arg, CONCERN) == 0 && sheet_listed(s, PRC, h->country))
        return A_NO;
    return if_traced(h);
}

/* At the chain's end: owned by a state, by the host state, by US persons. */
static enum answer3 any_state(const struct sheet *s, const struct holder *h, const void *arg)
{
    const char *only = arg;
    (void)s;
    if (h->owners.n > 0)
        return A_NO;
    if (h->kind != HOLDER_STATE)
        return if_traced(h);
    if (only == NULL)
        return A_YES;
    return h->country == NULL ? A_OPEN : strcmp(h->country, only) == 0 ? A_YES : A_NO;
}

static enum answer3 us_person(const struct sheet *s, const struct holder *h, const void *arg)
{
    (void)s, (void)arg;
    if (h->owners.n > 0)
        return A_NO;
    if (if_traced(h) == A_OPEN || h->country == NULL)
        return A_OPEN;
    return strcmp(h->country, "US") == 0 ? A_YES : A_NO;
}

static enum answer3 is_blocked(const struct sheet *s, const struct holder *h, const void *arg)
{
    (void)s, (void)arg;
    return h->blocked;
}

/* --- effective interest ------------------------------------------------------------------------
 */

/* One pass from the project outward. sure: only what is certainly of the class; else all that may
 * be, shares without a listed owner among them. What counts does not pass on to its owners. */
static struct dec interest(const struct sheet *s, const struct chain *c, class_of f,
                           const void *arg, bool sure)
{
    struct dec sum = whole(0), hundred = whole(100);
    struct dec *flow = ARENA_ARRAY(s->a, c->n, struct dec);
    for (size_t i = 0; i < c->n; i++)
        flow[c->order[i]] = whole(0);
    flow[0] = hundred;
    for (size_t i = 0; i < c->n; i++) {
        const struct holder *h = &c->holders[c->order[i]];
        struct dec here = flow[c->order[i]];
        enum answer3 is = i == 0 ? A_NO : f(s, h, arg);
        if (is == A_YES || (!sure && is == A_OPEN)) {
            sum = plus(sum, here);
            continue;
        }
        for (size_t k = 0; k < h->owners.n; k++) {
            const struct stake *stake = &h->owners.items[k];
            /* An open share is part of what has no listed owner, below. */
            flow[stake->owner] = plus(flow[stake->owner], per_cent_of(stake->share.low, here));
        }
        if (!sure && !holder_ends(h) && h->owners.n > 0)
            sum = plus(sum, per_cent_of(minus(hundred, h->listed), here));
    }
    return smaller(sum, hundred);
}

static struct span effective(const struct sheet *s, const struct chain *c, class_of f,
                             const void *arg)
{
    return (struct span){interest(s, c, f, arg, true), interest(s, c, f, arg, false)};
}

/* --- the 50 per cent rule ----------------------------------------------------------------------
 */

struct half {
    struct span project, highest; /* per cent held by the class: of the project, of any entity */
    enum answer3 reached;         /* by the project itself */
    const char *where;            /* the entity with the highest share */
};

static struct half through_half(const struct sheet *s, const struct chain *c, class_of f,
                                const void *arg, struct dec line)
{
    struct half out = {{whole(0), whole(0)}, {whole(0), whole(0)}, A_NO, NULL};
    bool *surely = ARENA_ARRAY(s->a, c->n, bool);
    bool *maybe = ARENA_ARRAY(s->a, c->n, bool);
    for (size_t i = c->n; i-- > 0;) {
        const struct holder *h = &c->holders[c->order[i]];
        enum answer3 is = i == 0 ? A_NO : f(s, h, arg);
        struct span held = {whole(0), holder_ends(h) ? whole(0) : minus(whole(100), h->listed)};
        for (size_t k = 0; k < h->owners.n; k++) {
            const struct stake *stake = &h->owners.items[k];
            if (surely[stake->owner])
                held.low = plus(held.low, stake->share.low);
            if (maybe[stake->owner] && dec_cmp(stake->share.low, stake->share.high) == 0)
                held.high = plus(held.high, stake->share.high);
        }
        held.high = smaller(held.high, whole(100));
        surely[c->order[i]] = is == A_YES || dec_cmp(held.low, line) >= 0;
        maybe[c->order[i]] = is != A_NO || dec_cmp(held.high, line) >= 0;
        if (out.where == NULL || dec_cmp(held.low, out.highest.low) > 0)
            out.where = h->name;
        out.highest.low = larger(out.highest.low, held.low);
        out.highest.high = larger(out.highest.high, held.high);
        if (i == 0) {
            out.project = held;
            out.reached = surely[0] ? A_YES : maybe[0] ? A_OPEN : A_NO;
        }
    }
    return out;
}

/* --- the working -------------------------------------------------------------------------------
 */

#define PATHS_SHOWN 40

struct trail {
    struct sheet *s;
    const struct chain *c;
    struct strbuf working;
    size_t shown, left;
};

static const char *described(struct arena *a, const struct holder *h)
{
    static const char *const words[] = {"kind not said", "person", "state", "listed company",
                                        "company"};
    const char *open = h->owners.n == 0 && !holder_ends(h) ? ", owners not listed" : "";
    return arena_printf(a, "%s (%s, %s%s%s)", h->name,
                        h->country != NULL ? h->country : "country not said", words[h->kind], open,
                        h->blocked == A_YES ? ", blocked" : "");
}

/* One line for each chain from the project to its end. */
static void trails(struct trail *t, size_t at, struct span product, size_t depth)
{
    const struct holder *h = &t->c->holders[at];
    struct arena *a = t->s->a;
    if (h->owners.n == 0 && depth > 0) {
        if (t->shown++ < PATHS_SHOWN)
            sheet_step(t->s, described(a, h), arena_strdup(a, t->working.buf),
                       span_words(a, product, "pct"));
        else
            t->left++;
        return;
    }
    for (size_t i = 0; i < h->owners.n && t->left < 1000; i++) {
        const struct stake *stake = &h->owners.items[i];
        size_t length = t->working.len;
        strbuf_addf(&t->working, "%s%s", depth > 0 ? " x " : "",
                    span_words(a, stake->share, "pct"));
        struct span next = {per_cent_of(stake->share.low, product.low),
                            per_cent_of(stake->share.high, product.high)};
        trails(t, stake->owner, next, depth + 1);
        strbuf_truncate(&t->working, length);
    }
}

static void show_trails(struct sheet *s, const struct chain *c)
{
    struct trail t = {.s = s, .c = c};
    strbuf_init(&t.working, 1 << 16);
    trails(&t, 0, (struct span){whole(100), whole(100)}, 0);
    strbuf_release(&t.working);
    if (t.left > 0)
        sheet_note(s, "%s chains more are counted but not shown",
                   t.left >= 1000 ? "1,000 or more"
                                  : number_words(s->a, whole((int64_t)t.left), NULL));
    for (size_t i = 0; i < c->n; i++) {
        const struct holder *h = &c->holders[c->order[i]];
        struct dec rest = minus(whole(100), h->listed);
        if (h->owners.n > 0 && dec_sign(rest) > 0)
            sheet_note(s, "%s of '%s' has no listed owner and may belong to anyone",
                       number_words(s->a, rest, "pct"), h->name);
        else if (h->owners.n == 0 && i > 0 && !holder_ends(h))
            sheet_note(s, "the owners of '%s' are not listed; whose it is stays open", h->name);
    }
}

/* True when the project's own answer says otherwise. */
static bool add_class(struct sheet *s, const char *label, struct span v, const char *computed,
                      const char *asked)
{
    sheet_step(s, label, "sum of the chains", span_words(s->a, v, "pct"));
    if (computed != NULL)
        sheet_span(s, computed, v, FACT);
    sheet_span(s, asked, v, asked);
    return sheet_contradicts(s, asked, v);
}

static const char *yes_no(enum answer3 x)
{
    return x == A_YES ? "yes" : x == A_NO ? "no" : "not known";
}

static void add_half(struct sheet *s, const struct chain *c, struct dec line)
{
    const char *line_words = number_words(s->a, line, "pct");
    struct half b = through_half(s, c, is_blocked, NULL, line);
    sheet_step(s, "Blocked persons hold of the project",
               arena_printf(s->a, "links of %s or more count whole", line_words),
               span_words(s->a, b.project, "pct"));
    sheet_step(s, "Highest such share in the chain", b.where, span_words(s->a, b.highest, "pct"));
    sheet_step(s, "Is the project company itself blocked", "50 per cent rule", yes_no(b.reached));
    sheet_span(s, "ownership.chain_blocked_pct", b.highest, FACT);
    sheet_span(s, "sanctions.blocked_owner_pct", b.highest, "sanctions.blocked_owner_pct");
    for (size_t i = 0; i < c->n; i++)
        if (c->holders[i].blocked == A_YES) {
            sheet_fact(s, "sanctions.blocked_party", feel_boolean(true));
            break;
        }
}

static void add_control(struct sheet *s, const char *label, struct half h, const char *fact)
{
    sheet_step(s, label, "holders that are themselves held by half count whole",
               arena_printf(s->a, "%s, control: %s", span_words(s->a, h.project, "pct"),
                            h.reached == A_YES    ? "yes"
                            : h.reached == A_OPEN ? "possible"
                                                  : "not by shares"));
    if (h.reached == A_YES)
        sheet_fact(s, fact, feel_boolean(true));
}

static void add_rules(struct sheet *s, const struct chain *c)
{
    struct dec half = whole(50), quarter = whole(25);
    sheet_param(s, "us.ofac_blocked_pct", &half, NULL);
    sheet_param(s, "us.prc_ownership_proxy_pct", &quarter, NULL);
    struct half prc = through_half(s, c, of_countries, PRC, half);
    struct half other = through_half(s, c, of_countries, CONCERN, half);
    struct half host = through_half(s, c, any_state, dossier_country(s->d), half);
    struct half covered = through_half(s, c, of_countries, COVERED, half);
    struct span multiplied = effective(s, c, of_countries, COVERED);
    struct span feoc = {larger(multiplied.low, covered.project.low),
                        larger(multiplied.high, covered.project.high)};
    add_control(s, "PRC control through the chain", prc, "ownership.prc_control");
    add_control(s, "Control by another country of concern", other,
                "ownership.other_concern_control");
    add_control(s, "Control by the host state", host, "ownership.state_control");
    enum answer3 over_line = dec_cmp(feoc.low, quarter) >= 0    ? A_YES
                             : dec_cmp(feoc.high, quarter) >= 0 ? A_OPEN
                                                                : A_NO;
    sheet_step(s, "Covered nations (entity of concern)",
               arena_printf(s->a, "the larger of %s multiplied and %s by halves",
                            span_words(s->a, multiplied, "pct"),
                            span_words(s->a, covered.project, "pct")),
               span_words(s->a, feoc, "pct"));
    sheet_step(s,
               arena_printf(s->a, "At or above the line of %s", number_words(s->a, quarter, "pct")),
               "covered nations together", yes_no(over_line));
    sheet_span(s, "ownership.chain_covered_pct", feoc, FACT);
    add_half(s, c, half);
}

static void all_open(struct sheet *s)
{
    static const char *const facts[] = {
        "ownership.chain_prc_pct",     "ownership.chain_concern_pct", "ownership.chain_covered_pct",
        "ownership.chain_blocked_pct", "ownership.chain_state_pct",   "ownership.chain_us_pct"};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        sheet_open(s, facts[i], FACT);
}

void calc_ownership(struct sheet *s)
{
    struct chain c = {0};
    if (!chain_read(s, &c) || s->r == NULL) {
        all_open(s);
        if (s->errors.n == 0)
            sheet_note(s, "the owners are not listed: give ownership.chain");
        return;
    }
    show_trails(s, &c);
    const char *host = dossier_country(s->d);
    struct span state = effective(s, &c, any_state, NULL);
    struct span private = {minus(whole(100), state.high), minus(whole(100), state.low)};
    const struct {
        const char *label;
        struct span v;
        const char *computed, *asked;
    } classes[] = {
        {"PRC, Hong Kong and Macau", effective(s, &c, of_countries, PRC), "ownership.chain_prc_pct",
         "ownership.prc_pct"},
        {"Other countries of concern", effective(s, &c, of_countries, CONCERN),
         "ownership.chain_concern_pct", "ownership.other_concern_pct"},
        {"US persons", effective(s, &c, us_person, NULL), "ownership.chain_us_pct",
         "sponsor.us_pct"},
        {"The host state", effective(s, &c, any_state, host), "ownership.chain_state_pct",
         "state.share_pct"},
        {"Private, that is of no state", private, NULL, "sponsor.private_pct"},
    };
    bool disagrees = false;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        disagrees =
            add_class(s, classes[i].label, classes[i].v, classes[i].computed, classes[i].asked) ||
            disagrees;
    sheet_fact(s, "ownership.chain_disagrees", feel_boolean(disagrees));
    add_rules(s, &c);
}
