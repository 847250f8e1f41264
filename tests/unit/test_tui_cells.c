/* The cell buffer: columns, cuts, wide and combining characters, and text that must not act. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/cells.h"

/* The text of row 0 after putting `text` into `width` columns of a canvas of `cols`. */
static void row_after(char out[256], int cols, int col, int width, const char *text)
{
    struct canvas *c = canvas_new(1, cols);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    area_field(area_all(c), 0, col, width, ROLE_TEXT, text);
    canvas_row_text(c, 0, &sb);
    assert_true(sb.len < 256);
    memcpy(out, sb.buf, sb.len + 1);
    strbuf_release(&sb);
    canvas_free(c);
}

static void test_text_is_cut_with_a_mark(void **state)
{
    (void)state;
    char got[256];
    row_after(got, 20, 0, 6, "abcdef");
    assert_string_equal(got, "abcdef");
    row_after(got, 20, 0, 6, "abcdefg");
    assert_string_equal(got, "abcde~");
    row_after(got, 20, 18, 6, "abc");
    assert_string_equal(got, "                  a~");
}

static void test_cyrillic_takes_one_column_a_letter(void **state)
{
    (void)state;
    char got[256];
    row_after(got, 20, 0, 8, "Кутессай-2");
    assert_string_equal(got, "Кутесса~");
    assert_int_equal(text_columns("Қазақстан"), 9);
}

static void test_wide_character_is_never_halved(void **state)
{
    (void)state;
    char got[256];
    row_after(got, 20, 0, 4, "日本");
    assert_string_equal(got, "日本");
    row_after(got, 20, 0, 4, "日本語");
    assert_string_equal(got, "日 ~");
    /* Overwriting one half blanks the other. */
    struct canvas *c = canvas_new(1, 6);
    area_put(area_all(c), 0, 0, ROLE_TEXT, "日本");
    area_put(area_all(c), 0, 1, ROLE_TEXT, "x");
    struct strbuf sb;
    strbuf_init(&sb, 0);
    canvas_row_text(c, 0, &sb);
    assert_string_equal(sb.buf, " x本");
    strbuf_release(&sb);
    canvas_free(c);
}

static void test_combining_mark_stays_with_its_base(void **state)
{
    (void)state;
    struct canvas *c = canvas_new(1, 4);
    area_put(area_all(c), 0, 0, ROLE_TEXT, "e\xCC\x81x");
    assert_int_equal(canvas_at(c, 0, 0)->n, 3);
    assert_memory_equal(canvas_at(c, 0, 0)->text, "e\xCC\x81", 3);
    assert_memory_equal(canvas_at(c, 0, 1)->text, "x", 1);
    /* A hundred marks on one letter cost no memory of their neighbours. */
    char many[300] = "a";
    for (int i = 0; i < 100; i++)
        memcpy(many + 1 + 2 * i, "\xCC\x81", 3);
    area_put(area_all(c), 0, 0, ROLE_TEXT, many);
    assert_true(canvas_at(c, 0, 0)->n < CELL_BYTES);
    canvas_free(c);
}

static void test_control_characters_are_written_out(void **state)
{
    (void)state;
    char got[256];
    row_after(got, 40, 0, 40, "a\x1b[2Jb");
    assert_string_equal(got, "a<U+001B>[2Jb");
    row_after(got, 40, 0, 40,
              "a\xC2\x9B"
              "b"); /* C1: CSI */
    assert_string_equal(got, "a<U+009B>b");
    row_after(got, 40, 0, 40,
              "a\xE2\x80\xAE"
              "b"); /* right-to-left override */
    assert_string_equal(got, "a<U+202E>b");
    row_after(got, 40, 0, 40,
              "a\xFF"
              "b");
    assert_string_equal(got, "a<FF>b");
    row_after(got, 40, 0, 40, "a\nb\tc");
    assert_string_equal(got, "a b c");
}

static void test_nothing_is_written_outside(void **state)
{
    (void)state;
    struct canvas *c = canvas_new(2, 4);
    struct area a = area_all(c);
    area_put(a, -1, 0, ROLE_TEXT, "x");
    area_put(a, 2, 0, ROLE_TEXT, "x");
    area_put(a, 0, 4, ROLE_TEXT, "x");
    area_put(a, 0, -1, ROLE_TEXT, "x");
    area_repeat(a, 1, 2, 50, ROLE_TEXT, "=");
    area_fill(area_rows(a, 5, 9), 0, ROLE_TEXT);
    canvas_cursor(c, 99, -3);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    canvas_text(c, &sb);
    assert_string_equal(sb.buf, "\n  ==\n-- 4x2 cursor 1,0\n");
    strbuf_release(&sb);
    canvas_free(c);
}

static void test_numbers_end_at_the_right(void **state)
{
    (void)state;
    struct canvas *c = canvas_new(1, 12);
    area_number(area_all(c), 0, 2, 6, ROLE_TEXT, "-1.5");
    area_right(area_all(c), 0, ROLE_TEXT, "end");
    struct strbuf sb;
    strbuf_init(&sb, 0);
    canvas_row_text(c, 0, &sb);
    assert_string_equal(sb.buf, "    -1.5 end");
    strbuf_release(&sb);
    canvas_free(c);
}

static void test_sizes_are_clamped(void **state)
{
    (void)state;
    struct canvas *c = canvas_new(0, -5);
    assert_int_equal(c->rows, 1);
    assert_int_equal(c->cols, 1);
    canvas_resize(c, 100000, 3);
    assert_int_equal(c->rows, CANVAS_MAX);
    canvas_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_is_cut_with_a_mark),
        cmocka_unit_test(test_cyrillic_takes_one_column_a_letter),
        cmocka_unit_test(test_wide_character_is_never_halved),
        cmocka_unit_test(test_combining_mark_stays_with_its_base),
        cmocka_unit_test(test_control_characters_are_written_out),
        cmocka_unit_test(test_nothing_is_written_outside),
        cmocka_unit_test(test_numbers_end_at_the_right),
        cmocka_unit_test(test_sizes_are_clamped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
