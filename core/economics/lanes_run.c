/* The list of operations: what is not needed dropped, places given to variables, and the loop that
 * computes it for LANES trials at a time.
 *
 * Sums and products are kept apart (no fused multiply-add), and each lane is computed alone, so the
 * figures are the same to the bit with and without wide registers. */
#include <math.h>
#include <string.h>

#include "core/economics/lanes.h"

#define WIDE 4    /* doubles of one vector */
#define AT_ONCE 8 /* vectors */
#define STEPS (LANES / WIDE / AT_ONCE)

typedef double v4 __attribute__((vector_size(32)));
typedef long long m4 __attribute__((vector_size(32)));

struct place_term {
    double by;
    int at;
};

/* After the kinds of lane_kind: the forms that are most of a statement, without a loop over terms.
 */
enum {
    STEP_PLUS_NUMBER = LANE_ROOT + 1, /* a + c */
    STEP_ABOVE_0,                     /* a + c, or 0 if it is less */
    STEP_PLUS,                        /* a + b */
    STEP_MINUS,                       /* a - b */
    STEP_PLUS_PLUS,                   /* a + b + d */
    STEP_PLUS_MINUS                   /* a + b - d */
};

struct step {
    int kind;
    int out, a, b, d;
    unsigned n;
    double c;
    const struct place_term *terms;
};

struct lane_program {
    size_t n_steps, n_places, n_inputs, n_outs;
    struct step *steps;
    int *inputs;
    int *outs;
    size_t flops;
};

/* --- from the list to the program ------------------------------------------------------------- */

struct packing {
    struct lane_builder *b;
    int *last;  /* step that reads a variable last; -1: none does */
    int *place; /* of each variable */
    bool *taken, *needed;
};

static struct packing packing_of(struct lane_builder *b)
{
    size_t n = b->ops.n;
    return (struct packing){.b = b,
                            .last = ARENA_ARRAY(b->a, n, int),
                            .place = ARENA_ARRAY(b->a, n, int),
                            .taken = ARENA_ARRAY(b->a, n + 1, bool),
                            .needed = ARENA_ARRAY(b->a, n, bool)};
}

static void read_by(struct packing *p, const struct lane_op *op, int at)
{
    for (size_t k = 0; k < op->form.n; k++)
        p->last[op->form.terms[k].var] = at;
    if (op->kind >= LANE_MUL) {
        p->last[op->a] = at;
        p->last[op->b] = at;
    }
}

/* Behind all variables stand the outputs; from the end to the front, what nothing reads is out. */
static void liveness(struct packing *p, const int *outs, size_t n_outs)
{
    bool *needed = p->needed;
    size_t n = p->b->ops.n;
    for (size_t i = 0; i < n; i++)
        p->last[i] = -1;
    for (size_t k = 0; k < n_outs; k++)
        needed[outs[k]] = true;
    for (size_t i = n; i-- > 0;) {
        const struct lane_op *op = &p->b->ops.items[i];
        needed[i] |= op->kind == LANE_GUARD || op->kind == LANE_INPUT;
        for (size_t k = 0; needed[i] && k < op->form.n; k++)
            needed[op->form.terms[k].var] = true;
        if (needed[i] && op->kind >= LANE_MUL)
            needed[op->a] = needed[op->b] = true;
    }
    for (size_t i = 0; i < n; i++)
        if (needed[i])
            read_by(p, &p->b->ops.items[i], (int)i);
    for (size_t k = 0; k < n_outs; k++)
        p->last[outs[k]] = (int)n;
}

static int free_place(struct packing *p, struct lane_program *out)
{
    size_t k = 0;
    while (k < out->n_places && p->taken[k])
        k++;
    p->taken[k] = true;
    if (k == out->n_places)
        out->n_places++;
    return (int)k;
}

static void release(struct packing *p, int var, int at)
{
    if (p->last[var] == at)
        p->taken[p->place[var]] = false;
}

/* A form of up to three terms whose factors are 1 and -1. */
static void shorten(struct step *s)
{
    int plus[3], minus[3];
    unsigned n_plus = 0, n_minus = 0;
    if ((s->kind != LANE_FORM && s->kind != LANE_POSITIVE) || s->n < 1 || s->n > 3)
        return;
    for (unsigned k = 0; k < s->n; k++) {
        if (s->terms[k].by == 1)
            plus[n_plus++] = s->terms[k].at;
        else if (s->terms[k].by == -1)
            minus[n_minus++] = s->terms[k].at;
        else
            return;
    }
    if (s->n == 1 && n_plus == 1) {
        s->kind = s->kind == LANE_FORM ? STEP_PLUS_NUMBER : STEP_ABOVE_0;
        s->a = plus[0];
        return;
    }
    if (s->kind != LANE_FORM || s->c != 0 || n_plus < s->n - 1 || s->n == 1)
        return;
    s->a = plus[0];
    s->b = s->n == 2 && n_minus > 0 ? minus[0] : plus[1];
    s->d = n_minus > 0 ? minus[0] : plus[n_plus - 1];
    s->kind = s->n == 2 ? (n_minus > 0 ? STEP_MINUS : STEP_PLUS)
                        : (n_minus > 0 ? STEP_PLUS_MINUS : STEP_PLUS_PLUS);
}

static size_t flops_of(const struct step *s)
{
    switch (s->kind) {
    case LANE_FORM:
        return 2 * s->n;
    case LANE_POSITIVE:
    case LANE_STEP:
    case LANE_GUARD:
        return 2 * s->n + 1;
    case STEP_ABOVE_0:
        return s->c != 0 ? 2 : 1;
    case STEP_PLUS_PLUS:
    case STEP_PLUS_MINUS:
        return 2;
    default:
        return 1;
    }
}

/* The result has a place of its own, apart from what it is made of. */
static struct step pack(struct arena *a, struct packing *p, struct lane_program *out, int at)
{
    const struct lane_op *op = &p->b->ops.items[at];
    struct step s = {.kind = (int)op->kind, .n = (unsigned)op->form.n, .c = op->form.c, .out = -1};
    struct place_term *t = ARENA_ARRAY(a, op->form.n + 1, struct place_term);
    if (op->kind != LANE_GUARD)
        s.out = p->place[at] = free_place(p, out);
    for (size_t k = 0; k < op->form.n; k++) {
        t[k] = (struct place_term){op->form.terms[k].by, p->place[op->form.terms[k].var]};
        release(p, op->form.terms[k].var, at);
    }
    if (op->kind >= LANE_MUL) {
        s.a = p->place[op->a];
        s.b = p->place[op->b];
        release(p, op->a, at);
        release(p, op->b, at);
    }
    s.terms = t;
    shorten(&s);
    out->flops += flops_of(&s);
    return s;
}

struct lane_program *lane_program_new(struct arena *a, struct lane_builder *b,
                                      const struct form *outs, size_t n_outs)
{
    struct lane_program *out = ARENA_NEW(a, struct lane_program);
    out->n_outs = n_outs;
    out->outs = ARENA_ARRAY(a, n_outs, int);
    for (size_t k = 0; k < n_outs; k++) {
        struct lane_op op = {.kind = LANE_FORM, .form = outs[k]};
        out->outs[k] = (int)b->ops.n;
        VEC_PUSH(b->a, &b->ops, op);
    }
    struct packing p = packing_of(b);
    liveness(&p, out->outs, n_outs);
    lanes_share(b, p.needed, out->outs, n_outs);
    p = packing_of(b);
    liveness(&p, out->outs, n_outs);
    size_t n = b->ops.n;
    out->steps = ARENA_ARRAY(a, n, struct step);
    out->inputs = ARENA_ARRAY(a, n, int);
    for (size_t i = 0; i < n; i++) /* inputs are filled before the run: their places come first */
        if (b->ops.items[i].kind == LANE_INPUT)
            out->inputs[out->n_inputs++] = p.place[i] = free_place(&p, out);
    for (size_t i = 0; i < n; i++)
        if (p.needed[i] && b->ops.items[i].kind != LANE_INPUT)
            out->steps[out->n_steps++] = pack(a, &p, out, (int)i);
    for (size_t k = 0; k < n_outs; k++)
        out->outs[k] = p.place[out->outs[k]];
    return out;
}

size_t lane_program_size(const struct lane_program *p)
{
    return p->n_places * LANES;
}

size_t lane_program_flops(const struct lane_program *p)
{
    return p->flops;
}

size_t lane_program_steps(const struct lane_program *p)
{
    return p->n_steps;
}

double *lane_program_input(const struct lane_program *p, double *room, size_t k)
{
    return room + p->inputs[k] * LANES;
}

/* --- the loop --------------------------------------------------------------------------------- */

#define INLINE static inline __attribute__((always_inline))

INLINE v4 *row(double *room, int at)
{
    return (v4 *)(void *)(room + at * LANES);
}

/* Several vectors of the form at once, so that the additions of one need not wait for another. */
INLINE void sum(const struct step *s, double *room, int k, v4 out[AT_ONCE])
{
    const v4 c = {s->c, s->c, s->c, s->c};
    v4 x0 = c, x1 = c, x2 = c, x3 = c, x4 = c, x5 = c, x6 = c, x7 = c;
    for (unsigned t = 0; t < s->n; t++) {
        const v4 *p = row(room, s->terms[t].at) + AT_ONCE * k;
        double y = s->terms[t].by;
        v4 by = {y, y, y, y};
        x0 += by * p[0];
        x1 += by * p[1];
        x2 += by * p[2];
        x3 += by * p[3];
        x4 += by * p[4];
        x5 += by * p[5];
        x6 += by * p[6];
        x7 += by * p[7];
    }
    out[0] = x0;
    out[1] = x1;
    out[2] = x2;
    out[3] = x3;
    out[4] = x4;
    out[5] = x5;
    out[6] = x6;
    out[7] = x7;
}

INLINE void form_step_of(const struct step *s, double *room, double *outside)
{
    const v4 zero = {0, 0, 0, 0}, one = {1, 1, 1, 1};
    for (int k = 0; k < STEPS; k++) {
        v4 x[AT_ONCE];
        sum(s, room, k, x);
        v4 *out = s->kind == LANE_GUARD ? (v4 *)(void *)outside : row(room, s->out);
        out += AT_ONCE * k;
        for (int i = 0; i < AT_ONCE; i++) {
            if (s->kind == LANE_FORM)
                out[i] = x[i];
            else if (s->kind == LANE_POSITIVE)
                out[i] = (v4)((m4)x[i] & (m4)(x[i] > zero));
            else if (s->kind == LANE_STEP)
                out[i] = (v4)((m4)one & (m4)(x[i] > zero));
            else
                out[i] = (v4)((m4)out[i] | ((m4)one & ~(m4)(x[i] >= zero)));
        }
    }
}

/* The places are apart: a result never lies on what it is made of. The comparisons are written as
 * the machine's least and greatest have them. */
INLINE void short_step(const struct step *s, double *room)
{
    const double *restrict a = room + s->a * LANES, *restrict b = room + s->b * LANES;
    const double *restrict d = room + s->d * LANES;
    double *restrict out = room + s->out * LANES, c = s->c;
    for (int l = 0; l < LANES; l++) {
        if (s->kind == LANE_MUL)
            out[l] = a[l] * b[l];
        else if (s->kind == LANE_DIV)
            out[l] = a[l] / b[l];
        else if (s->kind == LANE_MIN)
            out[l] = a[l] < b[l] ? a[l] : b[l];
        else if (s->kind == LANE_MAX)
            out[l] = a[l] > b[l] ? a[l] : b[l];
        else if (s->kind == STEP_PLUS_NUMBER)
            out[l] = a[l] + c;
        else if (s->kind == STEP_ABOVE_0)
            out[l] = a[l] + c > 0 ? a[l] + c : 0;
        else if (s->kind == STEP_PLUS)
            out[l] = a[l] + b[l];
        else if (s->kind == STEP_MINUS)
            out[l] = a[l] - b[l];
        else if (s->kind == STEP_PLUS_PLUS)
            out[l] = a[l] + b[l] + d[l];
        else
            out[l] = a[l] + b[l] - d[l];
    }
}

static void root_step(const struct step *s, double *room)
{
    for (int i = 0; i < LANES; i++)
        room[s->out * LANES + i] = sqrt(room[s->a * LANES + i]);
}

/* The kind is a constant in each case, so each has a loop of its own. */
#define CASE(name, function, ...)                                                                  \
    case name: {                                                                                   \
        struct step s = p->steps[k];                                                               \
        s.kind = name;                                                                             \
        function(&s, __VA_ARGS__);                                                                 \
        break;                                                                                     \
    }

INLINE void run_all(const struct lane_program *p, double *room, double *outside)
{
    memset(outside, 0, LANES * sizeof *outside);
    for (size_t k = 0; k < p->n_steps; k++) {
        switch (p->steps[k].kind) {
            CASE(LANE_FORM, form_step_of, room, outside)
            CASE(LANE_POSITIVE, form_step_of, room, outside)
            CASE(LANE_STEP, form_step_of, room, outside)
            CASE(LANE_GUARD, form_step_of, room, outside)
            CASE(LANE_MUL, short_step, room)
            CASE(LANE_DIV, short_step, room)
            CASE(LANE_MIN, short_step, room)
            CASE(LANE_MAX, short_step, room)
            CASE(STEP_PLUS_NUMBER, short_step, room)
            CASE(STEP_ABOVE_0, short_step, room)
            CASE(STEP_PLUS, short_step, room)
            CASE(STEP_MINUS, short_step, room)
            CASE(STEP_PLUS_PLUS, short_step, room)
            CASE(STEP_PLUS_MINUS, short_step, room)
        case LANE_ROOT:
            root_step(&p->steps[k], room);
            break;
        case LANE_INPUT:
            break;
        }
    }
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void run_wide(const struct lane_program *p, double *room,
                                                     double *outside)
{
    run_all(p, room, outside);
}
#endif

static void run_plain(const struct lane_program *p, double *room, double *outside)
{
    run_all(p, room, outside);
}

void lane_program_run(const struct lane_program *p, double *room, const double **out,
                      double *outside)
{
    void (*run)(const struct lane_program *, double *, double *) = run_plain;
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2"))
        run = run_wide;
#endif
    run(p, room, outside);
    for (size_t k = 0; k < p->n_outs; k++)
        out[k] = room + p->outs[k] * LANES;
}
