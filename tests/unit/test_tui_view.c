/* Views and widgets with made-up rows: scrolling, selection, searching, prompts, tables, charts. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tui/keys.h"
#include "tui/view.h"
#include "tui/widgets/chart.h"
#include "tui/widgets/markdown.h"
#include "tui/widgets/prompt.h"
#include "tui/widgets/table.h"

#define N_ROWS 30

static int released;

static size_t rows_count(const struct view *v)
{
    (void)v;
    return N_ROWS;
}

/* Every fifth row is a heading that cannot be chosen. */
static bool rows_selectable(const struct view *v, size_t row)
{
    (void)v;
    return row % 5 != 0;
}

static void rows_draw(const struct view *v, size_t row, struct area line)
{
    (void)v;
    area_putf(line, 0, 0, ROLE_TEXT, row % 5 == 0 ? "Part %zu" : "row %zu", row);
}

static unsigned rows_act(struct view *v, enum action a)
{
    (void)v;
    (void)a;
    return REACT_IGNORED;
}

static void rows_release(struct view *v)
{
    (void)v;
    released++;
}

static const struct view_ops ROWS = {
    .keymap = MAP_FINDINGS,
    .rows = rows_count,
    .selectable = rows_selectable,
    .draw_row = rows_draw,
    .act = rows_act,
    .release = rows_release,
};

static void no_map(void *data, enum keymap map)
{
    (void)data;
    (void)map;
}

static void nothing(void *data)
{
    (void)data;
}

struct fixture {
    struct views vs;
    struct canvas *c;
};

static void start(struct fixture *f, int rows, int cols)
{
    const struct views_host host = {NULL, no_map, no_map, nothing, nothing, false};
    views_init(&f->vs, &host);
    f->c = canvas_new(rows, cols);
    views_push(&f->vs, &ROWS, NULL);
    views_paint(&f->vs, f->c);
}

static void stop(struct fixture *f)
{
    views_release(&f->vs);
    canvas_free(f->c);
}

static void press(struct fixture *f, const char *keys)
{
    size_t n = strlen(keys);
    for (size_t i = 0; i < n;) {
        uint32_t key;
        i += key_parse(keys + i, n - i, &key);
        views_key(&f->vs, key);
        views_paint(&f->vs, f->c);
    }
}

static void check_row(struct fixture *f, int row, const char *text)
{
    struct strbuf sb;
    strbuf_init(&sb, 0);
    canvas_row_text(f->c, row, &sb);
    assert_string_equal(sb.buf, text);
    strbuf_release(&sb);
}

static void test_selection_skips_headings_and_carries_the_cursor(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, 10, 40);
    check_row(&f, 1, "  Part 0");
    check_row(&f, 2, "> row 1");
    assert_int_equal(f.c->cursor_row, 2);
    assert_int_equal(f.c->cursor_col, 0);
    press(&f, "jjj");
    assert_int_equal(f.vs.top->selected, 4);
    press(&f, "j");
    assert_int_equal(f.vs.top->selected, 6);
    check_row(&f, f.c->cursor_row, "> row 6");
    press(&f, "k<Up><Up><Up><Up>");
    assert_int_equal(f.vs.top->selected, 1);
    check_row(&f, 1, "  Part 0");
    stop(&f);
}

static void test_pages_and_ends(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, 10, 40);
    press(&f, "<PgDn>");
    assert_int_equal(f.vs.top->selected, 8);
    press(&f, "G");
    assert_int_equal(f.vs.top->selected, N_ROWS - 1);
    check_row(&f, 8, "> row 29");
    press(&f, "jjj<PgDn>");
    assert_int_equal(f.vs.top->selected, N_ROWS - 1);
    press(&f, "g");
    assert_int_equal(f.vs.top->selected, 1);
    assert_int_equal(f.vs.top->top, 0);
    stop(&f);
}

static void test_search_goes_round(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, 10, 40);
    press(&f, "/ROW 2<Enter>");
    assert_int_equal(f.vs.top->selected, 2);
    press(&f, "n");
    assert_int_equal(f.vs.top->selected, 21);
    press(&f, "N");
    assert_int_equal(f.vs.top->selected, 2);
    press(&f, "N");
    assert_int_equal(f.vs.top->selected, 29);
    press(&f, "/nowhere<Enter>");
    check_row(&f, 9, " No row has 'nowhere'");
    assert_int_equal(f.vs.top->selected, 29);
    press(&f, "j");
    assert_true(f.vs.message[0] == '\0');
    stop(&f);
}

static const char *said;

static void remember(void *data, const char *text)
{
    static char copy[100];
    (void)data;
    snprintf(copy, sizeof copy, "%s", text != NULL ? text : "(left)");
    said = copy;
}

static void test_prompt_is_a_view_of_the_same_loop(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, 10, 40);
    prompt_open(&f.vs, "Name", "Кут", remember, NULL);
    views_paint(&f.vs, f.c);
    check_row(&f, 9, " Name  Кут");
    assert_int_equal(f.c->cursor_row, 9);
    assert_int_equal(f.c->cursor_col, 10);
    /* A smaller window while it is open. */
    canvas_resize(f.c, 5, 24);
    views_stale(&f.vs);
    views_paint(&f.vs, f.c);
    check_row(&f, 4, " Name  Кут");
    press(&f, "q!<Enter>");
    assert_string_equal(said, "Кутq!");
    confirm_open(&f.vs, "Sure?", remember, NULL);
    press(&f, "x");
    assert_non_null(f.vs.top->below);
    press(&f, "n");
    assert_string_equal(said, "(left)");
    assert_null(f.vs.top->below);
    stop(&f);
}

static void test_leaving_the_last_view_quits(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, 10, 40);
    released = 0;
    press(&f, "h");
    assert_false(f.vs.quit); /* left is not a way out of the program */
    press(&f, "q");
    assert_true(f.vs.quit);
    assert_int_equal(released, 1);
    stop(&f);
}

static void test_reading_only_refuses_what_writes(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, 10, 60);
    f.vs.host.read_only = true;
    views_act(&f.vs, ACT_SAMPLES);
    assert_non_null(strstr(f.vs.message, "reading only"));
    f.vs.message[0] = '\0';
    views_act(&f.vs, ACT_DOWN);
    assert_true(f.vs.message[0] == '\0');
    stop(&f);
}

static void test_every_size_survives(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, 24, 80);
    for (int rows = 1; rows < 12; rows++)
        for (int cols = 1; cols < 60; cols += 3) {
            canvas_resize(f.c, rows, cols);
            views_stale(&f.vs);
            press(&f, "jkG/x<Esc><PgDn>");
            assert_true(f.c->cursor_row < rows && f.c->cursor_col < cols);
        }
    stop(&f);
}

/* --- widgets --------------------------------------------------------------------------------- */

static const struct column COLUMNS[] = {
    {"Name", 6, 0, 0, false},
    {"Price", 7, 7, 0, true},
    {"Note", 10, 20, 1, false},
};

static void table_text(char out[200], int cols)
{
    struct table t;
    struct canvas *c = canvas_new(1, cols);
    const struct table_cell cells[] = {
        {ROLE_TEXT, "Bastnäsite"}, {ROLE_TEXT, "1.5"}, {ROLE_TEXT, "n"}};
    struct strbuf sb;
    strbuf_init(&sb, 0);
    table_layout(&t, COLUMNS, 3, cols);
    table_row(&t, cells, area_all(c));
    canvas_row_text(c, 0, &sb);
    snprintf(out, 200, "%s", sb.buf);
    strbuf_release(&sb);
    canvas_free(c);
}

static void test_table_drops_what_is_needed_least(void **state)
{
    (void)state;
    char got[200];
    table_text(got, 50);
    assert_string_equal(got, "Bastnäsite               1.5  n");
    table_text(got, 27);
    assert_string_equal(got, "Bastn~      1.5  n");
    table_text(got, 20);
    assert_string_equal(got, "Bastnäsite       1.5");
}

static void test_bar(void **state)
{
    (void)state;
    struct canvas *c = canvas_new(1, 10);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    bar_draw(area_all(c), 0, 0, 10, ROLE_TEXT, 0.2, 0.5);
    canvas_row_text(c, 0, &sb);
    assert_string_equal(sb.buf, "██░░░·····");
    strbuf_reset(&sb);
    bar_draw(area_all(c), 0, 0, 10, ROLE_TEXT, -1, 7);
    canvas_row_text(c, 0, &sb);
    assert_string_equal(sb.buf, "░░░░░░░░░░");
    strbuf_release(&sb);
    canvas_free(c);
}

static void test_columns_stand_on_the_zero_line(void **state)
{
    (void)state;
    static const double FLOWS[] = {-20, -10, 10, 20, NAN, 5};
    const struct column_chart chart = {FLOWS, 6, 2027, 1};
    struct canvas *c = canvas_new(7, 33);
    assert_int_equal(column_chart_draw(&chart, area_all(c), 0), 6);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    canvas_text(c, &sb);
    const char *text = sb.buf;
    /* 5 rows to plot: 2 or 3 above. The positive columns lie above the line, the others below. */
    const char *zero = strstr(text, "0 ─");
    assert_non_null(zero);
    const char *tallest = strstr(text, "███");
    assert_non_null(tallest);
    assert_true(tallest < zero);
    assert_non_null(strstr(zero, "███"));
    assert_non_null(strstr(zero, "2027"));
    strbuf_release(&sb);
    canvas_free(c);
}

static void test_columns_of_nothing(void **state)
{
    (void)state;
    static const double ZEROS[] = {0, 0, 0}, GAPS[] = {NAN, NAN};
    const struct column_chart zeros = {ZEROS, 3, 2027, 1}, gaps = {GAPS, 2, 2027, 1};
    struct canvas *c = canvas_new(8, 40);
    column_chart_draw(&zeros, area_all(c), 0);
    column_chart_draw(&gaps, area_all(c), 0);
    column_chart_draw(&zeros, area_all(c), 99);
    canvas_resize(c, 1, 3);
    assert_int_equal(column_chart_draw(&zeros, area_all(c), 0), 0);
    canvas_free(c);
}

static void doc_text(char out[2000], const char *markdown, int cols)
{
    struct arena *a = arena_new();
    struct doc d;
    struct canvas *c = canvas_new(1, cols);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    doc_start(&d, a, cols);
    markdown_to_doc(&d, markdown);
    for (size_t i = 0; i < d.lines.n; i++) {
        canvas_clear(c);
        doc_draw(&d, i, area_all(c));
        canvas_row_text(c, 0, &sb);
        strbuf_addch(&sb, '\n');
    }
    snprintf(out, 2000, "%s", sb.buf);
    strbuf_release(&sb);
    canvas_free(c);
    arena_free(a);
}

static void test_markdown_reads_as_text(void **state)
{
    (void)state;
    char got[2000];
    doc_text(got, "# A **memo**\n\nOne `two`\nthree.\n\n- first\n  goes on\n- second\n", 40);
    assert_string_equal(got, "A memo\n\nOne two three.\n\n• first goes on\n• second\n");
}

static void test_markdown_table_shares_the_width(void **state)
{
    (void)state;
    char got[2000];
    doc_text(got, "| Check | Points |\n| --- | ---: |\n| A long name of a check | 4 |\n", 22);
    assert_string_equal(got, "Check           Points\n"
                             "A long name of       4\n"
                             "a check\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_selection_skips_headings_and_carries_the_cursor),
        cmocka_unit_test(test_pages_and_ends),
        cmocka_unit_test(test_search_goes_round),
        cmocka_unit_test(test_prompt_is_a_view_of_the_same_loop),
        cmocka_unit_test(test_leaving_the_last_view_quits),
        cmocka_unit_test(test_reading_only_refuses_what_writes),
        cmocka_unit_test(test_every_size_survives),
        cmocka_unit_test(test_table_drops_what_is_needed_least),
        cmocka_unit_test(test_bar),
        cmocka_unit_test(test_columns_stand_on_the_zero_line),
        cmocka_unit_test(test_columns_of_nothing),
        cmocka_unit_test(test_markdown_reads_as_text),
        cmocka_unit_test(test_markdown_table_shares_the_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
