/* Puts the workbench together: workspace, terminal or cell buffer, screens, loop. */
#include "tui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "tui/commands/command.h"
#include "tui/loop.h"
#include "tui/screens/screens.h"
#include "tui/widgets/palette.h"

struct app {
    struct arena *arena;
    struct views views;
    struct screens screens;
    struct loop loop;
};

static const struct palette_command COMMANDS_WITH_ARGUMENT[] = {
    {"save-display", "FILE", "Write the screen as text"},
    {"project", "ID", "Open a project by its id"},
    {"take", "FILE", "Take a project file into the workspace"},
    {"write-project", "FILE", "Write the open project as a project file"},
    {"write-memo", "FILE", "Write the memo (.md or .html)"},
    {NULL, NULL, NULL},
};

/* --- commands -------------------------------------------------------------------------------- */

static void save_display(struct app *app, const char *path)
{
    struct strbuf text;
    struct diags *d = diags_new(app->arena);
    strbuf_init(&text, 0);
    views_paint(&app->views, app->loop.canvas);
    canvas_text(app->loop.canvas, &text);
    if (!file_write(path, text.buf, text.len, d))
        views_say(&app->views, ROLE_ERROR, "E %s", first_error(app->arena, d));
    strbuf_release(&text);
}

/* "80x24" as rows and columns. */
static bool read_size(const char *text, int *rows, int *cols)
{
    char extra;
    return sscanf(text, "%dx%d%c", cols, rows, &extra) == 2 && *rows > 0 && *cols > 0 &&
           *rows <= CANVAS_MAX && *cols <= CANVAS_MAX;
}

static bool resize(struct app *app, const char *size)
{
    int rows, cols;
    if (app->loop.term != NULL || !read_size(size, &rows, &cols))
        return false;
    canvas_resize(app->loop.canvas, rows, cols);
    views_stale(&app->views);
    return true;
}

static bool needs_project(struct app *app)
{
    if (app->screens.w->project.arena != NULL)
        return false;
    views_say(&app->views, ROLE_NOTICE, "Open a project first");
    return true;
}

static bool command_with_argument(struct app *app, const char *name, const char *argument)
{
    if (strcmp(name, "save-display") == 0)
        save_display(app, argument);
    else if (strcmp(name, "resize") == 0)
        return resize(app, argument);
    else if (strcmp(name, "project") == 0)
        project_enter(&app->screens, argument);
    else if (strcmp(name, "take") == 0)
        projects_import(&app->screens, argument);
    else if (strcmp(name, "write-project") == 0) {
        if (!needs_project(app))
            project_export(&app->screens, argument);
    } else if (strcmp(name, "write-memo") == 0) {
        if (!needs_project(app))
            memo_export(&app->screens, argument);
    } else
        return false;
    return true;
}

/* One command line of the palette or of a script. */
static bool run_command(void *data, const char *text)
{
    struct app *app = data;
    char name[64];
    size_t n = strcspn(text, " ");
    if (n == 0 || n >= sizeof name)
        return false;
    snprintf(name, sizeof name, "%.*s", (int)n, text);
    const char *argument = text + n + strspn(text + n, " ");
    if (argument[0] != '\0')
        return command_with_argument(app, name, argument);
    enum action a = action_find(name);
    if (a == ACT_NONE)
        return false;
    views_act(&app->views, a);
    return true;
}

static void run_typed(void *data, const char *text)
{
    struct app *app = data;
    if (!run_command(app, text))
        views_say(&app->views, ROLE_NOTICE, "No such action: %s", text);
}

/* --- what the views and the loop ask of the host --------------------------------------------- */

static void open_help(void *data, enum keymap map)
{
    struct app *app = data;
    help_open(&app->views, map);
}

static void open_palette(void *data, enum keymap map)
{
    struct app *app = data;
    (void)map;
    palette_open(&app->views, COMMANDS_WITH_ARGUMENT, run_typed, app);
}

static void suspend(void *data)
{
    struct app *app = data;
    if (app->loop.term != NULL)
        term_suspend(app->loop.term);
}

static void redraw(void *data)
{
    struct app *app = data;
    if (app->loop.term != NULL)
        term_forget(app->loop.term);
    app->views.dirty = true;
}

static bool idle(void *data)
{
    struct app *app = data;
    return projects_idle(&app->screens) || overview_idle(&app->screens) ||
           portfolio_idle(&app->screens) || risk_idle(&app->screens) || answer_idle(&app->screens);
}

static void news(void *data)
{
    struct app *app = data;
    const char *why;
    if (!workbench_news(app->screens.w))
        return;
    projects_refresh(&app->screens);
    portfolio_refresh(&app->screens);
    if (app->screens.w->project.arena != NULL && !workbench_reload(app->screens.w, &why))
        views_say(&app->views, ROLE_ERROR, "E %s", why);
    else
        views_say(&app->views, ROLE_NOTICE, "Someone else changed the workspace: shown anew");
    views_stale(&app->views);
}

static bool loop_command(void *data, const char *text)
{
    return run_command(data, text);
}

/* --- start and end --------------------------------------------------------------------------- */

static const char *choose_workspace(const char *given)
{
    if (given != NULL)
        return given;
    const char *from_environment = getenv("ADIT_WORKSPACE");
    return from_environment != NULL && from_environment[0] != '\0' ? from_environment : "adit.db";
}

static void print_errors(const struct diags *d)
{
    struct strbuf text;
    strbuf_init(&text, 0);
    diags_format(d, &text);
    fwrite(text.buf, 1, text.len, stderr);
    strbuf_release(&text);
}

/* The canvas and, unless $ADIT_SIZE is given, the terminal. False after a message. */
static bool open_display(struct app *app, int *code)
{
    const char *size = getenv("ADIT_SIZE");
    int rows = 24, cols = 80;
    if (size != NULL && size[0] != '\0') {
        if (!read_size(size, &rows, &cols)) {
            fprintf(stderr, "adit: ADIT_SIZE must be like 80x24\n");
            *code = EXIT_USAGE;
            return false;
        }
    } else {
        const char *why = "";
        app->loop.term = term_open(&why);
        if (app->loop.term == NULL) {
            fprintf(stderr,
                    "adit: the workbench needs a terminal: %s\n"
                    "    'adit check PROJECT.yaml' prints the same findings without one\n",
                    why);
            *code = EXIT_ENVIRONMENT;
            return false;
        }
    }
    app->loop.canvas = canvas_new(rows, cols);
    return true;
}

static bool open_script(struct app *app, struct diags *d)
{
    const char *path = getenv("ADIT_KEYS");
    if (path == NULL || path[0] == '\0')
        return true;
    app->loop.script = script_load(app->arena, path, d);
    return app->loop.script != NULL;
}

static int run_opened(struct app *app)
{
    int code = EXIT_DONE;
    if (!open_display(app, &code))
        return code;
    const struct views_host host = {
        .data = app,
        .open_help = open_help,
        .open_palette = open_palette,
        .suspend = suspend,
        .redraw = redraw,
        .read_only = store_is_read_only(app->screens.w->store),
    };
    views_init(&app->views, &host);
    app->screens.views = &app->views;
    app->loop.views = &app->views;
    app->loop.data = app;
    app->loop.idle = idle;
    app->loop.news = news;
    app->loop.command = loop_command;
    projects_open(&app->screens);
    code = loop_run(&app->loop);
    views_release(&app->views);
    term_close(app->loop.term);
    canvas_free(app->loop.canvas);
    return code;
}

int app_run(const char *workspace)
{
    struct app app = {.arena = arena_new()};
    struct diags *d = diags_new(app.arena);
    const struct workbench_places places = {
        .workspace = choose_workspace(workspace),
        .rules = place_rules(),
        .templates = place_templates(),
        .author = author_name(),
        .version = ADIT_VERSION,
        .as_of = today(),
    };
    int code = EXIT_INPUT;
    if (open_script(&app, d)) {
        app.screens.w = workbench_open(&places, d);
        if (app.screens.w != NULL)
            code = run_opened(&app);
    }
    if (!diags_ok(d))
        print_errors(d);
    workbench_close(app.screens.w);
    arena_free(app.arena);
    return code;
}
