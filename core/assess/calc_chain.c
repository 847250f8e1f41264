/* calc_chain.c: reads the list of owners and refuses what cannot be: rings, more than the whole,
 * owners of companies that hold nothing. */
#include "core/assess/calc_chain.h"

#include <string.h>

#include "core/base/map.h"

struct reading {
    struct sheet *s;
    VEC(struct holder) holders;
    struct map *places; /* name to its place, a size_t */
};

bool holder_ends(const struct holder *h)
{
    return h->owners.n == 0 &&
           (h->kind == HOLDER_PERSON || h->kind == HOLDER_STATE || h->kind == HOLDER_LISTED);
}

static size_t place_of(struct reading *x, const char *name)
{
    const size_t *known = map_get(x->places, name);
    if (known != NULL)
        return *known;
    struct holder h = {.name = name, .blocked = A_OPEN, .listed = whole(0)};
    VEC_PUSH(x->s->a, &x->holders, h);
    size_t *place = ARENA_NEW(x->s->a, size_t);
    *place = x->holders.n - 1;
    map_put(x->places, name, place);
    return *place;
}

static enum holder_kind kind_of(const char *text)
{
    static const char *const words[] = {"", "person", "state", "listed", "company"};
    for (size_t i = 1; text != NULL && i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], text) == 0)
            return (enum holder_kind)i;
    return HOLDER_NOT_SAID;
}

/* What an entry says of the owner itself must agree with what other entries say. */
static void describe(struct reading *x, struct holder *h, struct feel_value item)
{
    const char *country = item_text(item, "country");
    enum holder_kind kind = kind_of(item_text(item, "kind"));
    struct feel_value blocked = item_field(item, "blocked");
    if (country != NULL && h->country != NULL && strcmp(country, h->country) != 0)
        sheet_error(x->s, "'%s' is of %s in one entry and of %s in another", h->name, h->country,
                    country);
    if (kind != HOLDER_NOT_SAID && h->kind != HOLDER_NOT_SAID && kind != h->kind)
        sheet_error(x->s, "'%s' is of one kind in one entry and of another elsewhere", h->name);
    h->country = country != NULL ? country : h->country;
    h->kind = kind != HOLDER_NOT_SAID ? kind : h->kind;
    if (blocked.kind != FEEL_BOOLEAN)
        return;
    enum answer3 said = blocked.u.boolean ? A_YES : A_NO;
    if (h->blocked != A_OPEN && h->blocked != said)
        sheet_error(x->s, "'%s' is blocked in one entry and not in another", h->name);
    h->blocked = said;
}

static void read_entry(struct reading *x, size_t i, struct feel_value item)
{
    const char *owner = item_text(item, "owner"), *of = item_text(item, "of");
    struct dec share = whole(0), hundred = whole(100);
    if (owner == NULL || of == NULL) {
        sheet_error(x->s, "entry %zu does not say who owns (owner) what (of)", i + 1);
        return;
    }
    if (strcmp(owner, CHAIN_PROJECT) == 0) {
        sheet_error(x->s, "entry %zu makes the project an owner", i + 1);
        return;
    }
    bool known = item_number(item, "share_pct", &share);
    if (known && (dec_sign(share) <= 0 || dec_cmp(share, hundred) > 0)) {
        sheet_error(x->s,
                    "entry %zu: the share of '%s' in '%s' is %s, not above 0 and up to 100 %%",
                    i + 1, owner, of, number_words(x->s->a, share, "pct"));
        return;
    }
    size_t at = place_of(x, owner), in = place_of(x, of);
    describe(x, &x->holders.items[at], item);
    struct stake stake = {at, {share, known ? share : hundred}};
    VEC_PUSH(x->s->a, &x->holders.items[in].owners, stake);
    x->holders.items[in].listed = plus(x->holders.items[in].listed, share);
}

/* An open share is at most what the known ones leave. */
static void close_shares(struct reading *x)
{
    for (size_t i = 0; i < x->holders.n; i++) {
        struct holder *h = &x->holders.items[i];
        struct dec rest = minus(whole(100), h->listed);
        if (dec_sign(rest) < 0)
            sheet_error(x->s, "the shares in '%s' add up to %s", h->name,
                        number_words(x->s->a, h->listed, "pct"));
        for (size_t k = 0; k < h->owners.n; k++) {
            struct span *share = &h->owners.items[k].share;
            if (dec_cmp(share->low, share->high) != 0)
                share->high = larger(rest, whole(0));
        }
    }
}

/* --- order -------------------------------------------------------------------------------------
 */

enum colour { NOT_SEEN, ON_PATH, DONE };

struct walk {
    struct reading *x;
    enum colour *colours;
    size_t *path, depth;
    size_t *done, n_done;
    bool ring;
};

static void tell_ring(struct walk *w, size_t at)
{
    struct strbuf out;
    size_t from = 0;
    strbuf_init(&out, 4096);
    while (w->path[from] != at)
        from++;
    for (size_t i = w->depth; i-- > from;)
        strbuf_addf(&out, "%s owns ", w->x->holders.items[w->path[i]].name);
    /* The path runs from what is owned to who owns it: read backwards it closes at its end. */
    strbuf_adds(&out, w->x->holders.items[w->path[w->depth - 1]].name);
    sheet_error(w->x->s, "ownership goes round in a ring: %s", out.buf);
    strbuf_release(&out);
    w->ring = true;
}

static void visit(struct walk *w, size_t at)
{
    const struct holder *h = &w->x->holders.items[at];
    w->colours[at] = ON_PATH;
    w->path[w->depth++] = at;
    for (size_t i = 0; i < h->owners.n && !w->ring; i++) {
        size_t next = h->owners.items[i].owner;
        if (w->colours[next] == ON_PATH)
            tell_ring(w, next);
        else if (w->colours[next] == NOT_SEEN)
            visit(w, next);
    }
    w->depth--;
    w->colours[at] = DONE;
    w->done[w->n_done++] = at;
}

/* Who is listed but does not lead to the project: a ring of its own, or a name mistyped. */
static void tell_strays(struct walk *w, size_t n)
{
    struct arena *a = w->x->s->a;
    const char **names = ARENA_ARRAY(a, n, const char *);
    for (size_t i = 0; i < n; i++) {
        const struct holder *h = &w->x->holders.items[i];
        if (w->colours[i] != NOT_SEEN || h->owners.n == 0)
            continue;
        size_t n_names = 0;
        for (size_t k = 0; k < n; k++)
            if (w->colours[k] == DONE)
                names[n_names++] = w->x->holders.items[k].name;
        const char *near = nearest_name(h->name, names, n_names);
        sheet_error(w->x->s, "'%s' has owners but holds nothing in the project%s", h->name,
                    near != NULL ? arena_printf(a, "; did you mean '%s'?", near) : "");
    }
}

static void put_in_order(struct reading *x, struct chain *c)
{
    struct arena *a = x->s->a;
    size_t n = x->holders.n;
    struct walk w = {.x = x,
                     .colours = ARENA_ARRAY(a, n, enum colour),
                     .path = ARENA_ARRAY(a, n + 1, size_t),
                     .done = ARENA_ARRAY(a, n, size_t)};
    visit(&w, 0);
    size_t connected = w.n_done;
    for (size_t i = 1; i < n && !w.ring; i++) /* rings that do not touch the project */
        if (w.colours[i] == NOT_SEEN && x->holders.items[i].owners.n > 0) {
            struct walk apart = w;
            apart.colours = ARENA_ARRAY(a, n, enum colour);
            apart.n_done = 0;
            apart.done = ARENA_ARRAY(a, n, size_t);
            visit(&apart, i);
            w.ring = apart.ring;
        }
    if (!w.ring)
        tell_strays(&w, n);
    c->order = ARENA_ARRAY(a, connected, size_t);
    for (size_t i = 0; i < connected; i++)
        c->order[i] = w.done[connected - 1 - i];
    c->n = connected;
}

bool chain_read(struct sheet *s, struct chain *c)
{
    const struct feel_value *items = NULL;
    size_t n = sheet_list(s, "ownership.chain", &items);
    if (n == 0)
        return false;
    if (n > CHAIN_MOST) {
        sheet_error(s, "%zu owners are more than the %d that are followed", n, CHAIN_MOST);
        return false;
    }
    struct reading x = {.s = s, .places = map_new(s->a)};
    place_of(&x, CHAIN_PROJECT);
    for (size_t i = 0; i < n; i++)
        read_entry(&x, i, items[i]);
    if (x.holders.items[0].owners.n == 0 && s->errors.n == 0)
        sheet_error(s, "nobody is listed as an owner of 'project': give the owners of the project "
                       "company with of: project");
    if (s->errors.n == 0) {
        close_shares(&x);
        put_in_order(&x, c);
    }
    c->holders = x.holders.items;
    return s->errors.n == 0;
}
