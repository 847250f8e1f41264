/* memo.h: a memo is a template over an assessment; nothing in it is typed twice. */
#ifndef ADIT_MEMO_MEMO_H
#define ADIT_MEMO_MEMO_H

#include "core/assess/assess.h"
#include "core/base/strbuf.h"

/* Everything a template may say, as JSON: see templates/memo/README for the names. */
struct json *memo_context(struct arena *a, const struct assessment *s, const char *adit_version);

/* The memo in Markdown from templates_dir/memo/NAME.md (NAME NULL: credit-memo). */
bool memo_markdown(struct arena *a, const struct assessment *s, const char *templates_dir,
                   const char *name, const char *adit_version, struct strbuf *out, struct diags *d);
/* Markdown as one HTML file with its print CSS inside, raw HTML of the input made harmless. */
bool memo_html(struct arena *a, const char *markdown, const char *title, const char *templates_dir,
               struct strbuf *out, struct diags *d);

#endif
