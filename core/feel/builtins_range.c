/* builtins_range.c: how points and ranges lie to each other: Allen's relations with open and
 * closed ends, as DMN 1.5 tables them. */
#include <string.h>

#include "core/feel/builtins.h"

/* A point is a range whose ends are the point. An end that is not there is endless. */
struct span {
    struct feel_value start, end;
    bool start_in, end_in, is_point;
};

static bool span_of(struct feel_value v, struct span *s)
{
    *s = (struct span){.start = v, .end = v, .start_in = true, .end_in = true, .is_point = true};
    if (v.kind != FEEL_RANGE)
        return v.kind == FEEL_NUMBER || v.kind == FEEL_STRING ||
               (v.kind >= FEEL_DATE && v.kind <= FEEL_YEARS_DURATION);
    const struct feel_range *r = v.u.range;
    s->is_point = false;
    s->start = r->start;
    s->end = r->end;
    s->start_in = r->start_closed;
    s->end_in = r->end_closed;
    if (r->unary == NULL)
        return r->start.kind != FEEL_NULL && r->end.kind != FEEL_NULL;
    return strcmp(r->unary, "!=") != 0;
}

/* Signs of the four orders between the ends of x and y; an endless start comes before all, an
 * endless end after all. */
struct relation {
    struct span x, y;
    int starts, ends; /* x.start : y.start, x.end : y.end */
    int end_start;    /* x.end : y.start */
    int start_end;    /* x.start : y.end */
};

static bool order_ends(struct feel_value x, int x_endless, struct feel_value y, int y_endless,
                       int *sign)
{
    int rank_x = x.kind == FEEL_NULL ? x_endless : 0, rank_y = y.kind == FEEL_NULL ? y_endless : 0;
    if (rank_x != 0 || rank_y != 0) {
        *sign = (rank_x > rank_y) - (rank_x < rank_y);
        return true;
    }
    return feel_order(x, y, sign);
}

static bool relate(struct feel_value a, struct feel_value b, struct relation *r)
{
    return span_of(a, &r->x) && span_of(b, &r->y) &&
           order_ends(r->x.start, -1, r->y.start, -1, &r->starts) &&
           order_ends(r->x.end, 1, r->y.end, 1, &r->ends) &&
           order_ends(r->x.end, 1, r->y.start, -1, &r->end_start) &&
           order_ends(r->x.start, -1, r->y.end, 1, &r->start_end);
}

static bool before(const struct relation *r)
{
    return r->end_start < 0 || (r->end_start == 0 && !(r->x.end_in && r->y.start_in));
}

static bool meets(const struct relation *r)
{
    return r->end_start == 0 && r->x.end_in && r->y.start_in;
}

static bool overlaps(const struct relation *r)
{
    return (r->end_start > 0 || (r->end_start == 0 && r->x.end_in && r->y.start_in)) &&
           (r->start_end < 0 || (r->start_end == 0 && r->x.start_in && r->y.end_in));
}

static bool overlaps_before(const struct relation *r)
{
    return (r->starts < 0 || (r->starts == 0 && r->x.start_in && !r->y.start_in)) &&
           (r->end_start > 0 || (r->end_start == 0 && r->x.end_in && r->y.start_in)) &&
           (r->ends < 0 || (r->ends == 0 && (!r->x.end_in || r->y.end_in)));
}

static bool finishes(const struct relation *r)
{
    if (r->x.is_point)
        return r->ends == 0 && r->y.end_in;
    return r->ends == 0 && r->x.end_in == r->y.end_in &&
           (r->starts > 0 || (r->starts == 0 && (!r->x.start_in || r->y.start_in)));
}

static bool starts(const struct relation *r)
{
    if (r->x.is_point)
        return r->starts == 0 && r->y.start_in;
    return r->starts == 0 && r->x.start_in == r->y.start_in &&
           (r->ends < 0 || (r->ends == 0 && (!r->x.end_in || r->y.end_in)));
}

/* y within x */
static bool includes(const struct relation *r)
{
    return (r->starts < 0 || (r->starts == 0 && (r->x.start_in || !r->y.start_in))) &&
           (r->ends > 0 || (r->ends == 0 && (r->x.end_in || !r->y.end_in)));
}

static bool coincides(const struct relation *r)
{
    return r->starts == 0 && r->ends == 0 && r->x.start_in == r->y.start_in &&
           r->x.end_in == r->y.end_in;
}

/* What each side may be. */
enum side { POINT = 1, RANGE = 2, EITHER = 3 };

static bool allowed(const struct span *s, enum side side)
{
    return ((s->is_point ? POINT : RANGE) & side) != 0;
}

static struct feel_value decide(struct feel_run *run, const struct feel_node *call,
                                struct feel_value a, struct feel_value b, enum side x, enum side y,
                                bool (*holds)(const struct relation *))
{
    struct relation r;
    if (a.from_error || b.from_error)
        return feel_error_null();
    if (!relate(a, b, &r) || !allowed(&r.x, x) || !allowed(&r.y, y))
        return feel_fail(run, call, "%s: no answer for %s and %s", call->builtin->name,
                         feel_brief(run, a), feel_brief(run, b));
    return feel_boolean(holds(&r));
}

FEEL_BUILTIN(bi_before)
{
    (void)n;
    return decide(run, call, args[0], args[1], EITHER, EITHER, before);
}

FEEL_BUILTIN(bi_after)
{
    (void)n;
    return decide(run, call, args[1], args[0], EITHER, EITHER, before);
}

FEEL_BUILTIN(bi_meets)
{
    (void)n;
    return decide(run, call, args[0], args[1], RANGE, RANGE, meets);
}

FEEL_BUILTIN(bi_met_by)
{
    (void)n;
    return decide(run, call, args[1], args[0], RANGE, RANGE, meets);
}

FEEL_BUILTIN(bi_overlaps)
{
    (void)n;
    return decide(run, call, args[0], args[1], RANGE, RANGE, overlaps);
}

FEEL_BUILTIN(bi_overlaps_before)
{
    (void)n;
    return decide(run, call, args[0], args[1], RANGE, RANGE, overlaps_before);
}

FEEL_BUILTIN(bi_overlaps_after)
{
    (void)n;
    return decide(run, call, args[1], args[0], RANGE, RANGE, overlaps_before);
}

FEEL_BUILTIN(bi_finishes)
{
    (void)n;
    return decide(run, call, args[0], args[1], EITHER, RANGE, finishes);
}

FEEL_BUILTIN(bi_finished_by)
{
    (void)n;
    return decide(run, call, args[1], args[0], EITHER, RANGE, finishes);
}

FEEL_BUILTIN(bi_includes)
{
    (void)n;
    return decide(run, call, args[0], args[1], RANGE, EITHER, includes);
}

FEEL_BUILTIN(bi_during)
{
    (void)n;
    return decide(run, call, args[1], args[0], RANGE, EITHER, includes);
}

FEEL_BUILTIN(bi_starts)
{
    (void)n;
    return decide(run, call, args[0], args[1], EITHER, RANGE, starts);
}

FEEL_BUILTIN(bi_started_by)
{
    (void)n;
    return decide(run, call, args[1], args[0], EITHER, RANGE, starts);
}

FEEL_BUILTIN(bi_coincides)
{
    (void)n;
    struct span x, y;
    bool both = span_of(args[0], &x) && span_of(args[1], &y) && x.is_point != y.is_point;
    return decide(run, call, args[0], args[1], both ? 0 : EITHER, EITHER, coincides);
}
