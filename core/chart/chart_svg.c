/* Charts as SVG 1.1: no scripts, no outside files, black and white. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/base/html.h"
#include "core/base/utf8.h"
#include "core/chart/chart.h"

#define WIDTH 800.0
#define HEIGHT 450.0
#define TOP 70.0
#define RIGHT 30.0
#define BOTTOM 60.0
#define LEFT 80.0
#define LEFT_LABELS 270.0 /* where bars lie across */
#define ROW 26.0
#define PAIR_ROW 40.0 /* of two bars */
#define TICKS 8
#define CHARACTER 7.0 /* about the width of one, to thin out the labels under columns */

struct plane {
    const struct chart *c;
    struct strbuf *out;
    double low, high, step;
    double x, y, w, h; /* of the plotting area */
    double total_height;
    bool flat; /* values run to the right */
};

static double place(const struct plane *p, double v)
{
    double part = (v - p->low) / (p->high - p->low);
    return p->flat ? p->x + part * p->w : p->y + (1 - part) * p->h;
}

static void text(struct plane *p, double x, double y, const char *anchor, const char *extra,
                 const char *s)
{
    strbuf_addf(p->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>", x, y, anchor, extra);
    html_escape(p->out, s);
    strbuf_adds(p->out, "</text>\n");
}

static void line(struct plane *p, double x1, double y1, double x2, double y2, const char *style)
{
    strbuf_addf(p->out, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n", x1, y1, x2,
                y2, style);
}

/* Open boxes and full ones: no pattern, which some viewers leave out. */
static void box(struct plane *p, double x1, double y1, double x2, double y2, bool open)
{
    strbuf_addf(p->out,
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" "
                "stroke=\"#000\"/>\n",
                fmin(x1, x2), fmin(y1, y2), fabs(x2 - x1), fabs(y2 - y1), open ? "#fff" : "#555");
}

static void begin(struct plane *p)
{
    strbuf_addf(p->out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" role=\"img\" "
                "viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" "
                "font-family=\"sans-serif\" font-size=\"12\">\n<title>",
                WIDTH, p->total_height, WIDTH, p->total_height);
    html_escape(p->out, p->c->title);
    strbuf_adds(p->out, "</title>\n<desc>");
    html_escape(p->out, p->c->unit);
    for (size_t i = 0; i < p->c->n; i++) {
        const struct chart_item *item = &p->c->items[i];
        strbuf_adds(p->out, "; ");
        html_escape(p->out, item->label);
        if (p->c->kind == CHART_TORNADO && isfinite(item->low) && isfinite(item->high))
            strbuf_addf(p->out, ": %.6g to %.6g", item->low, item->high);
        else if (p->c->kind != CHART_TORNADO && isfinite(item->value))
            strbuf_addf(p->out, ": %.6g", item->value == 0 ? 0 : item->value);
        if (p->c->kind == CHART_COMPARE && p->c->line_name != NULL && isfinite(item->line))
            strbuf_addf(p->out, " and %.6g", item->line == 0 ? 0 : item->line);
    }
    strbuf_adds(p->out, "</desc>\n");
    strbuf_addf(p->out, "<rect width=\"%.0f\" height=\"%.0f\" fill=\"#fff\"/>\n", WIDTH,
                p->total_height);
    text(p, 20, 28, "start", " font-size=\"18\" font-weight=\"bold\"", p->c->title);
    text(p, 20, 48, "start", "", p->c->unit);
}

static void axis(struct plane *p)
{
    char number[32];
    double end = p->high + p->step * 1e-9;
    for (double v = p->low; v <= end; v += p->step) {
        double shown = fabs(v) < p->step * 1e-9 ? 0 : v, at = place(p, v);
        const char *style = shown == 0 ? "stroke=\"#000\"" : "stroke=\"#ccc\"";
        snprintf(number, sizeof number, "%.6g", shown);
        if (p->flat) {
            line(p, at, p->y, at, p->y + p->h, style);
            text(p, at, p->y + p->h + 18, "middle", "", number);
        } else {
            line(p, p->x, at, p->x + p->w, at, style);
            text(p, p->x - 8, at + 4, "end", "", number);
        }
    }
}

/* The key to line and columns, and the threshold's name, at the top right. */
static void legend(struct plane *p)
{
    const struct chart *c = p->c;
    double x = WIDTH - RIGHT, y = 48;
    if (c->kind == CHART_TORNADO) {
        text(p, x, y, "end", "", "open: at low; full: at high");
    } else if (c->kind == CHART_COMPARE && c->line_name != NULL && c->value_name != NULL) {
        char key[160];
        snprintf(key, sizeof key, "full: %.60s; open: %.60s", c->value_name, c->line_name);
        text(p, x, y, "end", "", key);
    } else if (c->line_name != NULL) {
        char key[160];
        snprintf(key, sizeof key, "columns: %.60s (open below zero); line: %.60s",
                 c->value_name != NULL ? c->value_name : "value", c->line_name);
        text(p, x, y, "end", "", key);
    } else if (c->value_name != NULL) {
        text(p, x, y, "end", "", c->value_name);
    }
    if (c->level == NULL || !isfinite(c->threshold))
        return;
    double at = place(p, c->threshold);
    line(p, p->x, at, p->x + p->w, at, "stroke=\"#000\" stroke-dasharray=\"6 4\"");
    text(p, p->x + p->w - 4, at - 5, "end", "", c->level);
}

static void row_label(struct plane *p, const char *label, double y)
{
    struct strbuf fitted;
    strbuf_init(&fitted, 0);
    cell_fit(&fitted, label, 36);
    while (fitted.len > 0 && fitted.buf[fitted.len - 1] == ' ')
        strbuf_truncate(&fitted, fitted.len - 1);
    text(p, p->x - 10, y, "end", "", fitted.buf);
    strbuf_release(&fitted);
}

static void tornado(struct plane *p)
{
    const struct chart *c = p->c;
    for (size_t i = 0; i < c->n; i++) {
        const struct chart_item *item = &c->items[i];
        double top = p->y + (double)i * ROW + 4, bottom = top + ROW - 8, base = place(p, c->base);
        row_label(p, item->label, bottom - 4);
        if (isfinite(item->low))
            box(p, base, top, place(p, item->low), bottom, true);
        if (isfinite(item->high))
            box(p, base, top, place(p, item->high), bottom, false);
    }
    line(p, place(p, c->base), p->y, place(p, c->base), p->y + p->h,
         "stroke=\"#000\" stroke-width=\"2\"");
}

static void waterfall(struct plane *p)
{
    const struct chart *c = p->c;
    double running = 0;
    for (size_t i = 0; i < c->n; i++) {
        double top = p->y + (double)i * ROW + 4, bottom = top + ROW - 8;
        struct chart_extent x = chart_extent_of(c, i, &running);
        row_label(p, c->items[i].label, bottom - 4);
        if (!isfinite(x.to))
            continue;
        box(p, place(p, x.from), top, place(p, x.to), bottom, c->items[i].value < 0);
        if (i + 1 < c->n)
            line(p, place(p, x.to), bottom, place(p, x.to), bottom + 8, "stroke=\"#000\"");
    }
}

static void compare(struct plane *p)
{
    const struct chart *c = p->c;
    for (size_t i = 0; i < c->n; i++) {
        const struct chart_item *item = &c->items[i];
        double top = p->y + (double)i * PAIR_ROW + 4, zero = place(p, 0);
        row_label(p, item->label, top + 20);
        if (isfinite(item->value))
            box(p, zero, top, place(p, item->value), top + 14, false);
        if (c->line_name != NULL && isfinite(item->line))
            box(p, zero, top + 17, place(p, item->line), top + 31, true);
    }
}

static void columns(struct plane *p)
{
    const struct chart *c = p->c;
    double running = 0, each = p->w / (double)c->n, widest = 0;
    double gap = c->kind == CHART_HISTOGRAM ? 0 : each * .15;
    for (size_t i = 0; i < c->n; i++)
        widest = fmax(widest, CHARACTER * (double)(utf8_width(c->items[i].label) + 1));
    size_t every = (size_t)ceil(widest / each);
    for (size_t i = 0; i < c->n; i++) {
        double left = p->x + (double)i * each, foot = p->y + p->h + 16;
        struct chart_extent x = chart_extent_of(c, i, &running);
        if (isfinite(x.to))
            box(p, left + gap, place(p, x.from), left + each - gap, place(p, x.to),
                c->items[i].value < 0);
        if (i % every != 0)
            continue;
        bool edge = c->kind == CHART_HISTOGRAM; /* the label is the lower bound */
        text(p, edge ? left : left + each / 2, foot, "middle", "", c->items[i].label);
    }
}

static void curve(struct plane *p)
{
    const struct chart *c = p->c;
    double each = p->w / (double)c->n;
    bool open = false;
    strbuf_adds(p->out, "<path fill=\"none\" stroke=\"#000\" stroke-width=\"2\" d=\"");
    for (size_t i = 0; i < c->n; i++) {
        if (!isfinite(c->items[i].line)) {
            open = false;
            continue;
        }
        strbuf_addf(p->out, "%s%.1f %.1f", open ? " L" : " M", p->x + ((double)i + .5) * each,
                    place(p, c->items[i].line));
        open = true;
    }
    strbuf_adds(p->out, "\"/>\n");
}

void chart_svg(const struct chart *c, struct strbuf *out)
{
    struct plane p = {.c = c,
                      .out = out,
                      .flat = c->kind == CHART_TORNADO || c->kind == CHART_WATERFALL ||
                              c->kind == CHART_COMPARE};
    bool any = c->n > 0 && chart_range(c, &p.low, &p.high);
    p.x = p.flat ? LEFT_LABELS : LEFT;
    p.y = TOP;
    p.w = WIDTH - p.x - RIGHT;
    p.h =
        p.flat ? (c->kind == CHART_COMPARE ? PAIR_ROW : ROW) * (double)c->n : HEIGHT - TOP - BOTTOM;
    p.total_height = p.flat ? TOP + p.h + BOTTOM - 20 : HEIGHT;
    begin(&p);
    if (any) {
        p.step = chart_step(p.low, p.high, TICKS);
        p.low = floor(p.low / p.step) * p.step;
        p.high = ceil(p.high / p.step) * p.step;
        axis(&p);
        if (c->kind == CHART_TORNADO)
            tornado(&p);
        else if (c->kind == CHART_WATERFALL)
            waterfall(&p);
        else if (c->kind == CHART_COMPARE)
            compare(&p);
        else
            columns(&p);
        if (c->kind == CHART_SERIES && c->line_name != NULL)
            curve(&p);
        legend(&p);
    } else {
        text(&p, p.x, p.y + 30, "start", "", "nothing to draw");
    }
    strbuf_adds(out, "</svg>\n");
}
