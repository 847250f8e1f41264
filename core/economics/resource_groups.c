/* Groups of oxides by member. */
#include "core/economics/resource_groups.h"

#include <math.h>
#include <string.h>

#include "core/economics/internal.h"

static const struct {
    const char *label, *source, *members;
} groups[] = {
    {"TREO", "sum of the lanthanide oxides and yttrium; scandium apart",
     "La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Y"},
    {"TREO without cerium", "as companies report it (Makuutu)",
     "La Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Y"},
    {"LREO, La to Nd", "Kingsnorth", "La Ce Pr Nd"},
    {"LREO, La to Eu", "Britannica; a Micon report", "La Ce Pr Nd Sm Eu"},
    {"HREO, Tb to Lu and Y", "Kingsnorth, with Sm to Gd in the middle", "Tb Dy Ho Er Tm Yb Lu Y"},
    {"HREO, Gd to Lu and Y", "Britannica; USGS counts yttrium as heavy",
     "Gd Tb Dy Ho Er Tm Yb Lu Y"},
    {"SEG", "samarium, europium, gadolinium", "Sm Eu Gd"},
    {"NdPr", "neodymium and praseodymium", "Nd Pr"},
    {"Magnet (MREO)", "some add samarium", "Nd Pr Tb Dy"},
    {"Critical (CREO)", "general knowledge, no source read; some add erbium", "Nd Eu Tb Dy Y"},
};

static bool member(const char *members, const char *element)
{
    size_t n = strlen(element);
    for (const char *p = members; p != NULL; p = strchr(p, ' ') != NULL ? strchr(p, ' ') + 1 : NULL)
        if (strncmp(p, element, n) == 0 && (p[n] == ' ' || p[n] == '\0'))
            return true;
    return false;
}

/* Members without a share in the file. */
static const char *silent(struct arena *a, const struct econ_input *in, const char *members)
{
    const char *out = NULL;
    for (const char *p = members; *p != '\0';) {
        size_t n = strcspn(p, " ");
        bool found = false;
        for (size_t i = 0; i < in->n_shares; i++) {
            const char *e = in->share_oxide[i]->element;
            found |= strlen(e) == n && strncmp(e, p, n) == 0;
        }
        if (!found)
            out = out == NULL ? arena_strndup(a, p, n) : arena_printf(a, "%s %.*s", out, (int)n, p);
        p += n + (p[n] == ' ');
    }
    return out;
}

const struct oxide_group *oxide_groups(struct arena *a, const struct econ_result *e, size_t *n)
{
    const struct econ_input *in = e->opened->in;
    struct oxide_group *out = ARENA_ARRAY(a, COUNT(groups), struct oxide_group);
    double all = 0;
    for (size_t i = 0; i < in->n_shares; i++)
        if (member(groups[0].members, in->share_oxide[i]->element))
            all += in->share_pct[i];
    for (size_t g = 0; g < COUNT(groups); g++) {
        double share = 0, value = 0;
        for (size_t i = 0; i < in->n_shares; i++) {
            if (!member(groups[g].members, in->share_oxide[i]->element))
                continue;
            share += in->share_pct[i];
            value += e->has_basket ? e->basket[i].value_share : NAN;
        }
        out[g] = (struct oxide_group){.label = groups[g].label,
                                      .source = groups[g].source,
                                      .members = groups[g].members,
                                      .share_pct = all > 0 ? share / all * 100 : NAN,
                                      .value_pct = e->has_basket ? value * 100 : NAN,
                                      .silent = silent(a, in, groups[g].members)};
    }
    *n = COUNT(groups);
    return out;
}

struct json *oxide_groups_json(struct arena *a, const struct oxide_group *list, size_t n)
{
    struct json *j = json_array(a);
    for (size_t i = 0; i < n; i++) {
        struct json *row = json_object(a), *members = json_array(a);
        for (const char *p = list[i].members; *p != '\0';) {
            size_t length = strcspn(p, " ");
            json_push(a, members, json_string(a, arena_strndup(a, p, length)));
            p += length + (p[length] == ' ');
        }
        json_set(a, row, "group", json_string(a, list[i].label));
        json_set(a, row, "members", members);
        json_set(a, row, "source", json_string(a, list[i].source));
        json_set(a, row, "share_pct", json_double(a, list[i].share_pct));
        json_set(a, row, "value_pct", json_double(a, list[i].value_pct));
        json_set(a, row, "not_stated", json_string(a, list[i].silent));
        json_push(a, j, row);
    }
    return j;
}
