/* Charts as lines of text: a row an item, bars on one axis. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/chart/chart.h"

#define FIGURE_COLUMNS 9
#define LABEL_MOST 28

void chart_span(struct strbuf *out, int columns, double low, double high, double base,
                double at_low, double at_high)
{
    double per = (columns - 1) / (high - low);
    int zero = (int)lround((base - low) * per);
    int a = isfinite(at_low) ? (int)lround((at_low - low) * per) : zero;
    int b = isfinite(at_high) ? (int)lround((at_high - low) * per) : zero;
    for (int i = 0; i < columns; i++) {
        bool by_low = (i >= a && i < zero) || (i <= a && i > zero);
        bool by_high = (i >= b && i < zero) || (i <= b && i > zero);
        strbuf_adds(out, i == zero ? "│" : by_low ? "░" : by_high ? "█" : " ");
    }
}

static void figure(struct strbuf *out, double v, bool whole)
{
    char text[48];
    snprintf(text, sizeof text,
             whole || fabs(v) >= 1000 || v == 0 ? "%.0f"
             : fabs(v) >= 10                    ? "%.1f"
                                                : "%.2f",
             v == 0 ? 0 : v);
    if (strlen(text) >= FIGURE_COLUMNS)
        snprintf(text, sizeof text, "%.1e", v);
    strbuf_addf(out, "%*s", FIGURE_COLUMNS, isfinite(v) ? text : "-");
}

static int label_columns(const struct chart *c)
{
    size_t most = 4;
    for (size_t i = 0; i < c->n; i++) {
        size_t n = utf8_width(c->items[i].label);
        most = n > most ? n : most;
    }
    return most > LABEL_MOST ? LABEL_MOST : (int)most;
}

/* A bar between two values, full above zero and light below; a dot at mark. */
static void bar(struct strbuf *out, int columns, double low, double high, struct chart_extent x,
                bool light, double mark)
{
    double per = (columns - 1) / (high - low);
    double left = fmin(x.from, x.to), right = fmax(x.from, x.to);
    bool there = isfinite(x.to) && left < right;
    int a = there ? (int)lround((left - low) * per) : 0;
    int b = there ? (int)lround((right - low) * per) : -1;
    int dot = isfinite(mark) ? (int)lround((mark - low) * per) : -1;
    int zero = low <= 0 && high >= 0 ? (int)lround(-low * per) : -1;
    for (int i = 0; i < columns; i++)
        strbuf_adds(out, i == dot                    ? "●"
                         : i == zero                 ? "│"
                         : there && i >= a && i <= b ? light ? "░" : "█"
                                                     : " ");
}

/* Two rows: the value full, below it the second figure light. */
static void pair(const struct chart *c, struct strbuf *out, const struct chart_item *item, int wide,
                 double low, double high, int label)
{
    figure(out, item->value, false);
    strbuf_addch(out, ' ');
    bar(out, wide, low, high, (struct chart_extent){0, item->value}, false, NAN);
    if (c->line_name == NULL)
        return;
    while (out->len > 0 && out->buf[out->len - 1] == ' ')
        strbuf_truncate(out, out->len - 1);
    strbuf_addf(out, "\n%*s", label, "");
    figure(out, item->line, false);
    strbuf_addch(out, ' ');
    bar(out, wide, low, high, (struct chart_extent){0, item->line}, true, NAN);
}

static void head(const struct chart *c, int columns, struct strbuf *out)
{
    bool one = utf8_width(c->title) + utf8_width(c->unit) + 2 <= (size_t)columns;
    strbuf_addf(out, one ? "%s, %s\n" : "%s\n%s\n", c->title, c->unit);
    if (c->value_name == NULL && c->line_name == NULL)
        return;
    strbuf_addf(out, "%s%s", c->value_name != NULL ? "█ " : "",
                c->value_name != NULL ? c->value_name : "");
    if (c->line_name != NULL)
        strbuf_addf(out, c->kind == CHART_COMPARE ? "   ░ %s" : "   ● %s", c->line_name);
    strbuf_addch(out, '\n');
}

void chart_text(const struct chart *c, int columns, struct strbuf *out)
{
    double low, high, running = 0;
    int label = label_columns(c), figures = c->kind == CHART_TORNADO ? 2 : 1;
    int wide = columns - label - figures * FIGURE_COLUMNS - 1;
    head(c, columns, out);
    if (!chart_range(c, &low, &high) || wide < 4) {
        strbuf_adds(out, "nothing to draw\n");
        return;
    }
    for (size_t i = 0; i < c->n; i++) {
        const struct chart_item *item = &c->items[i];
        struct chart_extent x = chart_extent_of(c, i, &running);
        cell_fit(out, item->label, (size_t)label);
        if (c->kind == CHART_TORNADO) {
            figure(out, item->low, false);
            figure(out, item->high, false);
            strbuf_addch(out, ' ');
            chart_span(out, wide, low, high, c->base, item->low, item->high);
        } else if (c->kind == CHART_COMPARE) {
            pair(c, out, item, wide, low, high, label);
        } else {
            figure(out, item->value, c->kind == CHART_HISTOGRAM);
            strbuf_addch(out, ' ');
            bar(out, wide, low, high, x, item->value < 0, c->line_name != NULL ? item->line : NAN);
        }
        while (out->len > 0 && out->buf[out->len - 1] == ' ')
            strbuf_truncate(out, out->len - 1);
        strbuf_addch(out, '\n');
    }
}
