#include "core/base/html.h"

void html_escape(struct strbuf *out, const char *s)
{
    for (; *s != 0; s++) {
        unsigned char c = (unsigned char)*s;
        switch (c) {
        case '&':
            strbuf_adds(out, "&amp;");
            break;
        case '<':
            strbuf_adds(out, "&lt;");
            break;
        case '>':
            strbuf_adds(out, "&gt;");
            break;
        case '"':
            strbuf_adds(out, "&quot;");
            break;
        case '\'':
            strbuf_adds(out, "&#39;");
            break;
        default:
            strbuf_addch(out, (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F ? ' ' : *s);
        }
    }
}
