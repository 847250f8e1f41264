/* adit econ --svg DIR: the charts as files. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/economics/charts.h"
#include "tui/commands/econ_risk.h"

static bool write_chart(struct session *s, const char *dir, const char *name, const struct chart *c)
{
    if (c->n == 0)
        return true;
    struct strbuf out;
    strbuf_init(&out, 0);
    chart_svg(c, &out);
    bool ok =
        file_write(arena_printf(s->arena, "%s/%s.svg", dir, name), out.buf, out.len, s->diags);
    strbuf_release(&out);
    return ok;
}

bool econ_svg(struct session *s, const char *dir, const struct econ_result *e,
              const struct econ_risk_report *r)
{
    if (mkdir(dir, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "adit: the folder '%s' cannot be made: %s\n", dir, strerror(errno));
        return false;
    }
    struct chart flow = econ_chart_cash_flow(s->arena, e), fall = econ_chart_waterfall(s->arena, e);
    struct chart cover = econ_chart_dscr(s->arena, e);
    bool ok = write_chart(s, dir, "cash-flow", &flow) && write_chart(s, dir, "waterfall", &fall) &&
              write_chart(s, dir, "dscr", &cover);
    if (ok && r->bars) {
        struct chart c = econ_chart_tornado(s->arena, e, &r->tornado);
        ok = write_chart(s, dir, "tornado", &c);
    }
    if (ok && r->trials) {
        struct chart c = econ_chart_distribution(s->arena, e, &r->summary);
        ok = write_chart(s, dir, "distribution", &c);
    }
    return ok;
}
