/* memo.h: a memo is a template over an assessment; nothing in it is typed twice. */
#ifndef ADIT_MEMO_MEMO_H
#define ADIT_MEMO_MEMO_H

#include "core/assess/assess.h"
#include "core/base/strbuf.h"

struct memo_options {
    const struct econ_data *data; /* price decks, for the cases that the project names */
    const char *templates_dir;    /* the folder that holds memo/ */
    const char *rules_dir;        /* holds reform/, the overlays of law; NULL: none are shown */
    const char *name;             /* template; NULL: credit-memo */
    const char *adit_version;
    const char *author; /* who made the memo, or NULL */
};

/* Everything a template may say, as JSON: templates/memo/README.md lists the names. */
struct json *memo_context(struct arena *a, const struct assessment *s,
                          const struct memo_options *options);

/* The memo in Markdown from templates_dir/memo/NAME.md. False after an error; a name that does not
 * exist lists those that do. */
bool memo_markdown(struct arena *a, const struct assessment *s, const struct memo_options *options,
                   struct strbuf *out, struct diags *d);
/* The memo as one HTML file, its charts as SVG. title: of the page. */
bool memo_html_page(struct arena *a, const struct assessment *s, const struct memo_options *options,
                    const char *title, struct strbuf *out, struct diags *d);
/* Markdown as one HTML file with its print CSS inside (templates_dir/memo/page.html); raw HTML and
 * unsafe links of the input are left out. */
bool memo_html(struct arena *a, const char *markdown, const char *title, const char *templates_dir,
               struct strbuf *out, struct diags *d);

#endif
