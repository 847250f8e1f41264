/* The rare-earth oxides. Masses follow from the abridged standard atomic weights of IUPAC and
 * O = 15.999: M(oxide) / (atoms of the element x its weight). */
#include <string.h>

#include "core/economics/internal.h"

const struct oxide oxides[] = {
    {"La2O3", "La", 1.1728, "La2O3"},  {"CeO2", "Ce", 1.2284, "CeO2"},
    {"Ce2O3", "Ce", 1.1713, "CeO2"},   {"Pr6O11", "Pr", 1.2082, "Pr6O11"},
    {"Pr2O3", "Pr", 1.1703, "Pr6O11"}, {"Nd2O3", "Nd", 1.1664, "Nd2O3"},
    {"Sm2O3", "Sm", 1.1596, "Sm2O3"},  {"Eu2O3", "Eu", 1.1579, "Eu2O3"},
    {"Gd2O3", "Gd", 1.1526, "Gd2O3"},  {"Tb4O7", "Tb", 1.1762, "Tb4O7"},
    {"Tb2O3", "Tb", 1.1510, "Tb4O7"},  {"Dy2O3", "Dy", 1.1477, "Dy2O3"},
    {"Ho2O3", "Ho", 1.1455, "Ho2O3"},  {"Er2O3", "Er", 1.1435, "Er2O3"},
    {"Tm2O3", "Tm", 1.1421, "Tm2O3"},  {"Yb2O3", "Yb", 1.1387, "Yb2O3"},
    {"Lu2O3", "Lu", 1.1372, "Lu2O3"},  {"Y2O3", "Y", 1.2699, "Y2O3"},
    {"Sc2O3", "Sc", 1.5338, "Sc2O3"},
};
const size_t n_oxides = COUNT(oxides);

const struct oxide *oxide_find(const char *name)
{
    for (size_t i = 0; i < n_oxides; i++)
        if (strcmp(oxides[i].name, name) == 0)
            return &oxides[i];
    return NULL;
}

const struct oxide *oxide_of_element(const char *element)
{
    for (size_t i = 0; i < n_oxides; i++)
        if (strcmp(oxides[i].element, element) == 0)
            return oxide_find(oxides[i].sold_as);
    return NULL;
}

double oxide_to_sold(const struct oxide *o)
{
    return strcmp(o->name, o->sold_as) == 0 ? 1
                                            : oxide_find(o->sold_as)->per_element / o->per_element;
}
