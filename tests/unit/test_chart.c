/* Charts: what the text says cell by cell, and that the SVG is a well-formed, escaped document with
 * boxes where the figures put them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/utf8.h"
#include "core/chart/chart.h"

#define N(array) (sizeof(array) / sizeof *(array))

static struct strbuf text_of(const struct chart *c, int columns)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    chart_text(c, columns, &out);
    return out;
}

static struct strbuf svg_of(const struct chart *c)
{
    struct strbuf out;
    strbuf_init(&out, 0);
    chart_svg(c, &out);
    return out;
}

/* A span of 11 cells from 0 to 10: a cell a unit. */
static void span(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 0);
    chart_span(&out, 11, 0, 10, 4, 1, 7);
    assert_string_equal(out.buf, " ░░░│███   ");
    strbuf_reset(&out);
    chart_span(&out, 11, 0, 10, 4, 9, 2);
    assert_string_equal(out.buf, "  ██│░░░░░ ");
    strbuf_reset(&out);
    chart_span(&out, 11, 0, 10, 4, NAN, 5);
    assert_string_equal(out.buf, "    │█     ");
    strbuf_release(&out);
}

static void steps_are_round(void **state)
{
    (void)state;
    assert_true(chart_step(0, 700, 8) == 100);
    assert_true(chart_step(-250, 50, 8) == 50);
    assert_true(fabs(chart_step(0, .013, 8) - .002) < 1e-15);
    assert_true(chart_step(0, 9, 8) == 2);
}

static const struct chart_item flow[] = {{.label = "2027", .value = -20, .line = -20},
                                         {.label = "2028", .value = 10, .line = -10},
                                         {.label = "2029", .value = 20, .line = 10}};
static const struct chart series = {.kind = CHART_SERIES,
                                    .title = "Cash",
                                    .unit = "USD",
                                    .line_name = "sum",
                                    .items = flow,
                                    .n = N(flow),
                                    .threshold = NAN};

/* 55 columns: 4 of label, 9 of figures, a space, 41 of bars from -20 to 20, a cell a unit. */
static void series_as_text(void **state)
{
    (void)state;
    struct strbuf out = text_of(&series, 55);
    char *line = strstr(out.buf, "2028");
    assert_non_null(line);
    /* zero is the 21st cell, the bar covers ten more, the running sum lies at the 11th */
    assert_non_null(strstr(out.buf, "2028     10.0           ●         │██████████\n"));
    assert_non_null(strstr(out.buf, "2027    -20.0 ●░░░░░░░░░░░░░░░░░░░│\n"));
    strbuf_release(&out);
}

static void text_fits(void **state)
{
    (void)state;
    static const struct chart_item items[] = {
        {.label = "a label that is much longer than any label should be", .low = -1e9, .high = 2},
        {.label = "редкоземельный концентрат", .low = NAN, .high = 3}};
    struct chart c = {.kind = CHART_TORNADO,
                      .title = "A title of some length that does not fit beside the unit",
                      .unit = "millions of a currency that is not stated",
                      .items = items,
                      .n = N(items),
                      .threshold = NAN};
    for (int columns = 40; columns <= 80; columns += 20) {
        struct strbuf out = text_of(&c, columns);
        char *save = NULL;
        strtok_r(out.buf, "\n", &save); /* the title may be longer */
        strtok_r(NULL, "\n", &save);
        for (char *l = strtok_r(NULL, "\n", &save); l != NULL; l = strtok_r(NULL, "\n", &save))
            assert_true(utf8_width(l) <= (size_t)columns);
        strbuf_release(&out);
    }
}

/* 100 less 30 less 20 is 50: each step begins where the last one ended. */
static void waterfall_steps_join(void **state)
{
    (void)state;
    static const struct chart_item items[] = {{.label = "Revenue", .value = 100, .total = true},
                                              {.label = "Cost", .value = -30},
                                              {.label = "Tax", .value = -20},
                                              {.label = "Cash", .value = 50, .total = true}};
    static const double ends[][2] = {{0, 100}, {100, 70}, {70, 50}, {0, 50}};
    struct chart c = {.kind = CHART_WATERFALL,
                      .title = "Waterfall",
                      .unit = "USD",
                      .items = items,
                      .n = N(items),
                      .threshold = NAN};
    double running = 0, low, high;
    for (size_t i = 0; i < c.n; i++) {
        struct chart_extent x = chart_extent_of(&c, i, &running);
        assert_true(x.from == ends[i][0] && x.to == ends[i][1]);
    }
    assert_true(chart_range(&c, &low, &high));
    assert_true(low == 0 && high == 100);
    /* plotting area 270 to 770 wide over 0..100: 5 a unit; costs are open, totals full */
    struct strbuf out = svg_of(&c);
    assert_non_null(
        strstr(out.buf, "x=\"270.0\" y=\"74.0\" width=\"500.0\" height=\"18.0\" fill=\"#555\""));
    assert_non_null(
        strstr(out.buf, "x=\"620.0\" y=\"100.0\" width=\"150.0\" height=\"18.0\" fill=\"#fff\""));
    assert_non_null(
        strstr(out.buf, "x=\"520.0\" y=\"126.0\" width=\"100.0\" height=\"18.0\" fill=\"#fff\""));
    strbuf_release(&out);
}

/* Tags open and close in order, attributes are quoted, no bare & or <. Enough of XML for what is
 * written here; a full parser reads the files in tests/cli/econ_risk.sh. */
static void well_formed(const char *s)
{
    char stack[16][16];
    int depth = 0;
    for (const char *p = s; *p != '\0'; p++) {
        if (*p == '&') {
            assert_true(strncmp(p, "&amp;", 5) == 0 || strncmp(p, "&lt;", 4) == 0 ||
                        strncmp(p, "&gt;", 4) == 0 || strncmp(p, "&quot;", 6) == 0 ||
                        strncmp(p, "&#39;", 5) == 0);
        }
        assert_true((unsigned char)*p >= 0x20 || *p == '\n');
        if (*p != '<')
            continue;
        const char *end = strchr(p, '>');
        assert_non_null(end);
        assert_true(memchr(p + 1, '<', (size_t)(end - p - 1)) == NULL);
        if (p[1] == '/') {
            assert_true(depth > 0);
            depth--;
            size_t n = strlen(stack[depth]);
            assert_true(strncmp(p + 2, stack[depth], n) == 0 && p[2 + n] == '>');
        } else if (end[-1] != '/') {
            assert_true(depth < 16);
            snprintf(stack[depth++], sizeof *stack, "%.*s", (int)strcspn(p + 1, " >"), p + 1);
        }
        p = end;
    }
    assert_int_equal(depth, 0);
}

static void svg_is_escaped(void **state)
{
    (void)state;
    static const struct chart_item items[] = {
        {.label = "</text><script>alert('x')</script>", .value = 1},
        {.label = "a & b \"quoted\"\x01\n", .value = INFINITY},
        {.label = "nothing", .value = NAN}};
    struct chart c = {.kind = CHART_BARS,
                      .title = "<b> & 'c'",
                      .unit = "\"u\"",
                      .value_name = "<v>",
                      .items = items,
                      .n = N(items),
                      .threshold = .5,
                      .level = "<level>"};
    for (int kind = CHART_SERIES; kind <= CHART_COMPARE; kind++) {
        c.kind = (enum chart_kind)kind;
        c.line_name = kind == CHART_SERIES || kind == CHART_COMPARE ? "<line>" : NULL;
        struct strbuf out = svg_of(&c);
        well_formed(out.buf);
        assert_null(strstr(out.buf, "<script"));
        assert_null(strstr(out.buf, "nan"));
        assert_null(strstr(out.buf, "inf"));
        assert_non_null(strstr(out.buf, "<title>&lt;b&gt; &amp; &#39;c&#39;</title>"));
        assert_non_null(strstr(out.buf, "role=\"img\""));
        strbuf_release(&out);
    }
}

/* Two bars an item, from zero. */
static void compare_bars(void **state)
{
    (void)state;
    static const struct chart_item items[] = {{.label = "KZ", .value = -30, .line = 90},
                                              {.label = "none", .value = 60, .line = NAN}};
    struct chart c = {.kind = CHART_COMPARE,
                      .title = "Compare",
                      .unit = "USD",
                      .value_name = "NPV",
                      .line_name = "state",
                      .items = items,
                      .n = N(items),
                      .threshold = NAN};
    double low, high;
    assert_true(chart_range(&c, &low, &high));
    assert_true(low == -30 && high == 90);
    struct strbuf svg = svg_of(&c), text = text_of(&c, 60);
    well_formed(svg.buf);
    /* steps of 20: -40 to 100, so 500 / 140 a unit from -40 at 270 */
    assert_non_null(strstr(svg.buf, "x=\"305.7\" y=\"74.0\" width=\"107.1\" height=\"14.0\" "
                                    "fill=\"#555\""));
    assert_non_null(strstr(svg.buf, "x=\"412.9\" y=\"91.0\" width=\"321.4\" height=\"14.0\" "
                                    "fill=\"#fff\""));
    assert_non_null(strstr(svg.buf, "KZ: -30 and 90"));
    assert_non_null(strstr(svg.buf, "full: NPV; open: state"));
    assert_non_null(strstr(text.buf, "█ NPV   ░ state"));
    strbuf_release(&svg);
    strbuf_release(&text);
}

static void nothing_to_draw(void **state)
{
    (void)state;
    struct chart c = {.kind = CHART_BARS, .title = "T", .unit = "U", .threshold = NAN};
    struct strbuf svg = svg_of(&c), text = text_of(&c, 60);
    well_formed(svg.buf);
    assert_non_null(strstr(svg.buf, "nothing to draw"));
    assert_non_null(strstr(text.buf, "nothing to draw"));
    strbuf_release(&svg);
    strbuf_release(&text);
    static const struct chart_item zeros[] = {{.label = "a"}, {.label = "b"}};
    c.items = zeros;
    c.n = 2;
    svg = svg_of(&c);
    well_formed(svg.buf);
    strbuf_release(&svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(span),
        cmocka_unit_test(steps_are_round),
        cmocka_unit_test(series_as_text),
        cmocka_unit_test(text_fits),
        cmocka_unit_test(waterfall_steps_join),
        cmocka_unit_test(svg_is_escaped),
        cmocka_unit_test(compare_bars),
        cmocka_unit_test(nothing_to_draw),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
