/* Bars and columns in cells. */
#include "tui/widgets/chart.h"

#include <math.h>
#include <stdio.h>

static const char *const EIGHTHS[9] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

#define AXIS_COLS 9

void bar_draw(struct area a, int row, int col, int width, enum role role, double low, double high)
{
    int full = (int)lround(fmax(0, fmin(1, low)) * width);
    int open = (int)lround(fmax(0, fmin(1, high)) * width);
    area_repeat(a, row, col, full, role, "█");
    area_repeat(a, row, col + full, open - full, role, "░");
    area_repeat(a, row, col + (open > full ? open : full), width - (open > full ? open : full),
                ROLE_DIM, "·");
}

struct scale {
    double high, low; /* of the values, with 0 between */
    int up, down;     /* rows above and below the zero line */
};

static struct scale scale_of(const struct column_chart *c, int rows)
{
    struct scale s = {0};
    for (size_t i = 0; i < c->n; i++) {
        if (isnan(c->values[i]))
            continue;
        s.high = fmax(s.high, c->values[i]);
        s.low = fmin(s.low, c->values[i]);
    }
    double span = s.high - s.low;
    if (span <= 0) {
        s.up = rows;
        return s;
    }
    s.down = (int)lround(-s.low / span * rows);
    if (s.low < 0 && s.down == 0)
        s.down = 1;
    if (s.high > 0 && s.down >= rows)
        s.down = rows - 1;
    s.up = rows - s.down;
    return s;
}

static void axis_figure(struct area a, int row, double value)
{
    char text[32];
    snprintf(text, sizeof text, fabs(value) >= 10 || value == 0 ? "%.0f" : "%.1f", value);
    area_number(a, row, 0, AXIS_COLS - 2, ROLE_DIM, text);
}

/* A column of `eighths` from the zero line up. */
static void draw_up(struct area a, int zero, int col, int width, int eighths)
{
    for (int row = zero - 1; row >= 0 && eighths > 0; row--) {
        int part = eighths > 8 ? 8 : eighths;
        area_repeat(a, row, col, width, ROLE_PASS, EIGHTHS[part]);
        eighths -= part;
    }
}

/* Down from the zero line; there are no glyphs for lower eighths that hang, only halves. */
static void draw_down(struct area a, int zero, int col, int width, int halves)
{
    for (int row = zero + 1; row < a.rows && halves > 0; row++) {
        area_repeat(a, row, col, width, ROLE_FAIL, halves > 1 ? "█" : "▀");
        halves -= 2;
    }
}

static void draw_labels(const struct column_chart *c, struct area a, size_t first, size_t n,
                        int step)
{
    int every = step >= 6 ? 1 : step >= 3 ? 2 : 5;
    for (size_t i = 0; i < n; i++) {
        int label = c->first_label + (int)(first + i);
        int col = AXIS_COLS + (int)i * step;
        if (i == 0 || label % every == 0) {
            char text[16];
            snprintf(text, sizeof text, "%d", label);
            if (i == 0 || col >= AXIS_COLS + 5)
                if (col + 4 <= a.cols)
                    area_put(a, a.rows - 1, col, ROLE_DIM, text);
        }
    }
}

size_t column_chart_draw(const struct column_chart *c, struct area a, size_t first)
{
    int plot_rows = a.rows - 2; /* the zero line and the labels */
    if (plot_rows < 2 || a.cols < AXIS_COLS + 4 || first >= c->n)
        return 0;
    struct scale s = scale_of(c, plot_rows);
    int room = a.cols - AXIS_COLS;
    int step = room / (int)(c->n - first);
    step = step < 2 ? 2 : step > 7 ? 7 : step;
    size_t n = (size_t)(room / step);
    n = n > c->n - first ? c->n - first : n;
    struct area plot = area_rows(a, 0, plot_rows + 1);
    axis_figure(plot, 0, s.high / c->unit);
    axis_figure(plot, s.up, 0);
    if (s.low < 0)
        axis_figure(plot, plot_rows, s.low / c->unit);
    area_repeat(plot, s.up, AXIS_COLS - 1, (int)n * step + 1, ROLE_DIM, "─");
    for (size_t i = 0; i < n; i++) {
        double v = c->values[first + i];
        int col = AXIS_COLS + (int)i * step;
        if (isnan(v))
            continue;
        if (v > 0)
            draw_up(plot, s.up, col, step - 1, (int)lround(v / s.high * s.up * 8));
        else if (v < 0)
            draw_down(plot, s.up, col, step - 1, (int)lround(v / s.low * s.down * 2));
    }
    draw_labels(c, a, first, n, step);
    return n;
}
