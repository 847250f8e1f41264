/* Keys, key scripts, the action table and the line editor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tui/actions.h"
#include "tui/keys.h"
#include "tui/script.h"
#include "tui/widgets/line_edit.h"

static void type(struct line_edit *e, const char *keys)
{
    size_t n = strlen(keys);
    for (size_t i = 0; i < n;) {
        uint32_t key;
        size_t used = key_parse(keys + i, n - i, &key);
        assert_true(used != 0);
        line_edit_key(e, key);
        i += used;
    }
}

static void check_edit(const char *keys, const char *text, size_t at)
{
    static struct line_edit e;
    line_edit_set(&e, "");
    type(&e, keys);
    assert_string_equal(e.text, text);
    assert_int_equal(e.at, at);
    assert_int_equal(e.len, strlen(text));
}

static void test_line_edit(void **state)
{
    (void)state;
    check_edit("abc<Left><Left>x", "axbc", 2);
    check_edit("лицензия<Backspace><Backspace>", "лиценз", 12);
    check_edit("абв<Home><Delete>", "бв", 0);
    check_edit("ab<Home><Backspace>", "ab", 0);
    check_edit("e\xCC\x81x<Left><Left>", "e\xCC\x81x", 0); /* a base and its mark are one */
    check_edit("e\xCC\x81<Backspace>", "", 0);
    check_edit("one two  <Ctrl-W>", "one ", 4);
    check_edit("one two<Left><Left><Ctrl-K>", "one t", 5);
    check_edit("one two<Left><Ctrl-U>", "o", 0);
    check_edit("ab<Ctrl-A>x<Ctrl-E>y", "xaby", 4);
    check_edit("日本<Left>x", "日x本", 4);
}

static void test_line_edit_refuses_control_characters(void **state)
{
    (void)state;
    static struct line_edit e;
    line_edit_set(&e, "");
    assert_false(line_edit_key(&e, 0x1B));
    assert_false(line_edit_key(&e, 0x9B));
    assert_false(line_edit_key(&e, 0x202E));
    assert_false(line_edit_key(&e, K_F1));
    assert_int_equal(e.len, 0);
}

static void test_line_edit_has_a_ceiling(void **state)
{
    (void)state;
    static struct line_edit e;
    line_edit_set(&e, "");
    for (int i = 0; i < LINE_EDIT_MAX + 10; i++)
        line_edit_key(&e, 0x416);
    assert_true(e.len < LINE_EDIT_MAX);
    assert_int_equal(e.len % 2, 0);
    static char big[2 * LINE_EDIT_MAX];
    memset(big, 'a', sizeof big - 1);
    line_edit_set(&e, big);
    assert_int_equal(e.len, LINE_EDIT_MAX - 1);
}

static void test_line_edit_scrolls_to_its_cursor(void **state)
{
    (void)state;
    static struct line_edit e;
    line_edit_set(&e, "0123456789");
    struct canvas *c = canvas_new(1, 10);
    int col = line_edit_draw(&e, area_all(c), 0, 2, 5, ROLE_INPUT);
    struct strbuf sb;
    strbuf_init(&sb, 0);
    canvas_row_text(c, 0, &sb);
    assert_string_equal(sb.buf, "  6789");
    assert_int_equal(col, 6);
    strbuf_release(&sb);
    canvas_free(c);
}

static void test_key_names_read_back(void **state)
{
    (void)state;
    static const uint32_t KEYS[] = {'a',   K_UP,      K_PGDN, K_F1, K_CTRL('L'),
                                    K_ESC, K_BACKTAB, 0x416,  ' '};
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        char name[KEY_LABEL_MAX], text[KEY_LABEL_MAX + 2];
        key_label(KEYS[i], name);
        bool single = KEYS[i] > ' ' && KEYS[i] < K_FIRST_SPECIAL;
        snprintf(text, sizeof text, single ? "%s" : "<%s>", name);
        uint32_t back = 0;
        assert_int_equal(key_parse(text, strlen(text), &back), strlen(text));
        assert_int_equal(back, KEYS[i]);
    }
    uint32_t key;
    assert_int_equal(key_parse("<Nonsense>", 10, &key), 0);
    assert_int_equal(key_parse("<lt>", 4, &key), 4);
    assert_int_equal(key, '<');
}

static void test_script(void **state)
{
    (void)state;
    static const char TEXT[] = "# a comment\nj<Down>:x\n:save-display out.txt\n\n<Enter>";
    struct arena *a = arena_new();
    struct script *s = script_from_text(a, TEXT, sizeof TEXT - 1);
    uint32_t key;
    const char *command;
    static const uint32_t KEYS[] = {'j', K_DOWN, ':', 'x'};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(script_next(s, &key, &command), SCRIPT_KEY);
        assert_int_equal(key, KEYS[i]);
    }
    assert_int_equal(script_next(s, &key, &command), SCRIPT_COMMAND);
    assert_string_equal(command, "save-display out.txt");
    assert_int_equal(script_line(s), 3);
    assert_int_equal(script_next(s, &key, &command), SCRIPT_KEY);
    assert_int_equal(key, K_ENTER);
    assert_int_equal(script_next(s, &key, &command), SCRIPT_END);
    s = script_from_text(a, "<Bad>", 5);
    assert_int_equal(script_next(s, &key, &command), SCRIPT_BAD);
    arena_free(a);
}

static void test_every_action_has_a_name_and_help(void **state)
{
    (void)state;
    for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
        assert_true(action_info[i].name[0] != '\0');
        assert_true(strlen(action_info[i].help) >= 10);
        assert_int_equal(action_find(action_info[i].name), i);
    }
    assert_int_equal(action_find("no-such"), ACT_NONE);
}

static void test_no_key_has_two_meanings_in_one_map(void **state)
{
    (void)state;
    for (int m = 0; m < MAP_COUNT; m++) {
        size_t n;
        const struct binding *b = keymap_bindings((enum keymap)m, &n);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(b[i].map, m);
            assert_int_equal(keymap_action((enum keymap)m, b[i].key), b[i].action);
        }
    }
}

static void test_arrows_and_letters_do_the_same(void **state)
{
    (void)state;
    static const struct {
        uint32_t letter, arrow;
    } PAIRS[] = {{'h', K_LEFT}, {'j', K_DOWN}, {'k', K_UP}, {'l', K_RIGHT}, {'?', K_F1}};
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++)
        assert_int_equal(keymap_action(MAP_FINDINGS, PAIRS[i].letter),
                         keymap_action(MAP_FINDINGS, PAIRS[i].arrow));
    /* Letters are text where text is typed. */
    assert_int_equal(keymap_action(MAP_ANSWER, 'j'), ACT_NONE);
    assert_int_equal(keymap_action(MAP_ANSWER, K_F1), ACT_HELP);
}

static void test_describe_names_every_bound_action(void **state)
{
    (void)state;
    struct strbuf sb;
    strbuf_init(&sb, 0);
    actions_describe(&sb, KEYS_MARKDOWN);
    assert_non_null(strstr(sb.buf, "| `j, Down` | Go to the row below |"));
    assert_non_null(strstr(sb.buf, "**Findings**"));
    strbuf_reset(&sb);
    actions_describe(&sb, KEYS_MAN);
    assert_non_null(strstr(sb.buf, ".SS \"Economics\""));
    assert_non_null(strstr(sb.buf, ".B Shift\\-Tab\n"));
    strbuf_release(&sb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line_edit),
        cmocka_unit_test(test_line_edit_refuses_control_characters),
        cmocka_unit_test(test_line_edit_has_a_ceiling),
        cmocka_unit_test(test_line_edit_scrolls_to_its_cursor),
        cmocka_unit_test(test_key_names_read_back),
        cmocka_unit_test(test_script),
        cmocka_unit_test(test_every_action_has_a_name_and_help),
        cmocka_unit_test(test_no_key_has_two_meanings_in_one_map),
        cmocka_unit_test(test_arrows_and_letters_do_the_same),
        cmocka_unit_test(test_describe_names_every_bound_action),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
