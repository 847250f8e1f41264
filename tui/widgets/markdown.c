/* Markdown for the screen. Emphasis marks are dropped, links keep their text and address. */
#include "tui/widgets/markdown.h"

#include <ctype.h>
#include <string.h>

#include "core/base/utf8.h"

#define MAX_TABLE_COLUMNS 12
#define MAX_TABLE_ROWS 400
#define WORD_COLS_MAX 18

/* The text of a span: without * ` and backslashes before punctuation. */
static const char *plain(struct arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, n + 1);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\' && i + 1 < n && ispunct((unsigned char)s[i + 1]))
            out[k++] = s[++i];
        else if (s[i] == ' ' && k > 0 && out[k - 1] == ' ')
            continue;
        else if (s[i] != '*' && s[i] != '`')
            out[k++] = s[i];
    }
    while (k > 0 && out[k - 1] == ' ')
        k--;
    out[k] = '\0';
    return out;
}

struct reader {
    struct doc *d;
    const char *at;
};

static const char *line_end(const char *s)
{
    const char *end = strchr(s, '\n');
    return end != NULL ? end : s + strlen(s);
}

/* --- tables ---------------------------------------------------------------------------------- */

struct grid {
    const char *cells[MAX_TABLE_ROWS][MAX_TABLE_COLUMNS];
    size_t rows, cols;
    bool right[MAX_TABLE_COLUMNS];
};

static size_t split_row(struct arena *a, const char *line, const char *end, const char **cells)
{
    size_t n = 0;
    const char *at = line + 1;
    while (at < end && n < MAX_TABLE_COLUMNS) {
        const char *stop = at;
        while (stop < end && *stop != '|')
            stop += *stop == '\\' && stop + 1 < end ? 2 : 1;
        while (at < stop && *at == ' ')
            at++;
        cells[n++] = plain(a, at, (size_t)(stop - at));
        at = stop + 1;
    }
    return n;
}

static bool is_rule_row(const char *line, const char *end)
{
    for (const char *s = line; s < end; s++)
        if (strchr("|-: ", *s) == NULL)
            return false;
    return true;
}

static void read_alignment(struct grid *g, const char *line, const char *end)
{
    size_t col = 0;
    char last = '-';
    for (const char *s = line + 1; s < end && col < MAX_TABLE_COLUMNS; s++)
        if (*s == '|')
            g->right[col++] = last == ':';
        else if (*s != ' ')
            last = *s;
}

/* Columns of the longest word of a cell, which a narrow column should not break. */
static int longest_word(const char *text)
{
    int longest = 0;
    while (*text != '\0') {
        char word[WORD_COLS_MAX * 4 + 1];
        size_t n = strcspn(text, " ");
        size_t kept = n < sizeof word - 1 ? n : sizeof word - 1;
        memcpy(word, text, kept);
        word[kept] = '\0';
        int cols = text_columns(word);
        longest = cols > longest ? cols : longest;
        text += n + strspn(text + n, " ");
    }
    return longest < WORD_COLS_MAX ? longest : WORD_COLS_MAX;
}

/* Takes from the widest column that stands above its floor until all fit. False when none does. */
static bool shrink(int *widths, const int *floors, size_t n, int *sum, int cols)
{
    while (*sum > cols) {
        size_t widest = n;
        for (size_t c = 0; c < n; c++)
            if (widths[c] > floors[c] && (widest == n || widths[c] > widths[widest]))
                widest = c;
        if (widest == n)
            return false;
        widths[widest]--;
        (*sum)--;
    }
    return true;
}

/* Natural widths; where they do not fit, columns give way down to their longest word, then below.
 */
static void fit_columns(const struct grid *g, int cols, int widths[MAX_TABLE_COLUMNS])
{
    int words[MAX_TABLE_COLUMNS] = {0}, floors[MAX_TABLE_COLUMNS] = {0};
    int sum = (int)(g->cols > 0 ? (g->cols - 1) * 2 : 0);
    for (size_t c = 0; c < g->cols; c++) {
        widths[c] = words[c] = 1;
        floors[c] = 3;
        for (size_t r = 0; r < g->rows; r++) {
            const char *text = g->cells[r][c] != NULL ? g->cells[r][c] : "";
            int w = text_columns(text), word = longest_word(text);
            widths[c] = w > widths[c] ? w : widths[c];
            words[c] = word > words[c] ? word : words[c];
        }
        sum += widths[c];
    }
    if (!shrink(widths, words, g->cols, &sum, cols))
        shrink(widths, floors, g->cols, &sum, cols);
}

static void add_row(struct doc *d, const struct grid *g, size_t row,
                    const int widths[MAX_TABLE_COLUMNS])
{
    char **parts[MAX_TABLE_COLUMNS];
    size_t n[MAX_TABLE_COLUMNS], height = 1;
    for (size_t c = 0; c < g->cols; c++) {
        const char *text = g->cells[row][c] != NULL ? g->cells[row][c] : "";
        parts[c] = text_wrap(d->arena, text_visible(d->arena, text, strlen(text), true),
                             (size_t)widths[c], &n[c]);
        height = n[c] > height ? n[c] : height;
    }
    enum role role = row == 0 ? ROLE_STRONG : ROLE_TEXT;
    for (size_t k = 0; k < height; k++) {
        int col = 0;
        doc_line(d, DOC_NO_TAG);
        for (size_t c = 0; c < g->cols; c++) {
            if (k < n[c] && g->right[c])
                doc_number(d, col, widths[c], role, parts[c][k]);
            else if (k < n[c])
                doc_field(d, col, widths[c], role, parts[c][k]);
            col += widths[c] + 2;
        }
    }
}

static void read_table(struct reader *r)
{
    struct doc *d = r->d;
    struct grid *g = ARENA_NEW(d->arena, struct grid);
    while (*r->at == '|') {
        const char *end = line_end(r->at);
        if (is_rule_row(r->at, end)) {
            read_alignment(g, r->at, end);
        } else if (g->rows < MAX_TABLE_ROWS) {
            size_t n = split_row(d->arena, r->at, end, g->cells[g->rows]);
            g->cols = n > g->cols ? n : g->cols;
            g->rows++;
        }
        r->at = *end == '\n' ? end + 1 : end;
    }
    int widths[MAX_TABLE_COLUMNS] = {0};
    fit_columns(g, d->cols, widths);
    for (size_t row = 0; row < g->rows; row++)
        add_row(d, g, row, widths);
}

/* --- the rest -------------------------------------------------------------------------------- */

static bool is_item(const char *s)
{
    s += strspn(s, " ");
    if ((*s == '-' || *s == '*' || *s == '+') && s[1] == ' ')
        return true;
    size_t n = strspn(s, "0123456789");
    return n > 0 && n < 4 && (s[n] == '.' || s[n] == ')') && s[n + 1] == ' ';
}

static bool starts_block(const char *s)
{
    return *s == '\0' || *s == '\n' || *s == '#' || *s == '|' || *s == '>' || is_item(s);
}

static void read_heading(struct reader *r)
{
    struct doc *d = r->d;
    size_t level = strspn(r->at, "#");
    const char *end = line_end(r->at);
    const char *text = plain(d->arena, r->at + level, (size_t)(end - r->at) - level);
    text += strspn(text, " ");
    doc_line(d, DOC_NO_TAG);
    d->lines.items[d->lines.n - 1].heading = true;
    doc_wrap(d, 0, ROLE_HEADING, text, true);
    r->at = *end == '\n' ? end + 1 : end;
}

/* A paragraph or the text of one list item: lines up to the next block. */
static const char *read_text(struct reader *r)
{
    const char *start = r->at, *end = line_end(start);
    while (*end == '\n' && !starts_block(end + 1))
        end = line_end(end + 1);
    r->at = *end == '\n' ? end + 1 : end;
    char *text = arena_strndup(r->d->arena, start, (size_t)(end - start));
    for (char *s = text; *s != '\0'; s++)
        if (*s == '\n')
            *s = ' ';
    return plain(r->d->arena, text, strlen(text));
}

static void read_item(struct reader *r)
{
    struct doc *d = r->d;
    size_t indent = strspn(r->at, " ");
    const char *mark = r->at + indent;
    size_t n = strcspn(mark, " ");
    doc_line(d, DOC_NO_TAG);
    bool bullet = *mark == '-' || *mark == '*';
    doc_add(d, (int)indent, ROLE_DIM, bullet ? "•" : arena_strndup(d->arena, mark, n));
    r->at = mark + n + (mark[n] == ' ' ? 1 : 0);
    doc_wrap(d, (int)(indent + n) + 1, ROLE_TEXT, read_text(r), true);
}

void markdown_to_doc(struct doc *d, const char *text)
{
    struct reader r = {d, text};
    while (*r.at != '\0') {
        if (*r.at == '\n') {
            doc_blank(d);
            r.at++;
        } else if (*r.at == '#') {
            read_heading(&r);
        } else if (*r.at == '|') {
            read_table(&r);
        } else if (is_item(r.at)) {
            read_item(&r);
        } else if (*r.at == '>') {
            r.at += 1 + strspn(r.at + 1, " ");
            doc_wrap(d, 2, ROLE_DIM, read_text(&r), false);
        } else {
            r.at += strspn(r.at, " ");
            doc_wrap(d, 0, ROLE_TEXT, read_text(&r), false);
        }
    }
}
