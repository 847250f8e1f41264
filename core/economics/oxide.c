/* The rare-earth oxides. Masses follow from the abridged standard atomic weights of IUPAC and
 * O = 15.999: M(oxide) / (atoms of the element x its weight). */
#include <string.h>

#include "core/economics/internal.h"

#define OXYGEN 15.999
/* name, element, its atomic weight, atoms of it and of oxygen, the oxide that is sold */
#define OXIDE(name, element, weight, atoms, oxygen, sold)                                          \
    {                                                                                              \
        name, element, 1 + (oxygen)*OXYGEN / ((atoms) * (weight)), sold                            \
    }

const struct oxide oxides[] = {
    OXIDE("La2O3", "La", 138.90547, 2, 3, "La2O3"),
    OXIDE("CeO2", "Ce", 140.116, 1, 2, "CeO2"),
    OXIDE("Ce2O3", "Ce", 140.116, 2, 3, "CeO2"),
    OXIDE("Pr6O11", "Pr", 140.90766, 6, 11, "Pr6O11"),
    OXIDE("Pr2O3", "Pr", 140.90766, 2, 3, "Pr6O11"),
    OXIDE("Nd2O3", "Nd", 144.242, 2, 3, "Nd2O3"),
    OXIDE("Sm2O3", "Sm", 150.36, 2, 3, "Sm2O3"),
    OXIDE("Eu2O3", "Eu", 151.964, 2, 3, "Eu2O3"),
    OXIDE("Gd2O3", "Gd", 157.25, 2, 3, "Gd2O3"),
    OXIDE("Tb4O7", "Tb", 158.925354, 4, 7, "Tb4O7"),
    OXIDE("Tb2O3", "Tb", 158.925354, 2, 3, "Tb4O7"),
    OXIDE("Dy2O3", "Dy", 162.500, 2, 3, "Dy2O3"),
    OXIDE("Ho2O3", "Ho", 164.930328, 2, 3, "Ho2O3"),
    OXIDE("Er2O3", "Er", 167.259, 2, 3, "Er2O3"),
    OXIDE("Tm2O3", "Tm", 168.934218, 2, 3, "Tm2O3"),
    OXIDE("Yb2O3", "Yb", 173.045, 2, 3, "Yb2O3"),
    OXIDE("Lu2O3", "Lu", 174.9668, 2, 3, "Lu2O3"),
    OXIDE("Y2O3", "Y", 88.90584, 2, 3, "Y2O3"),
    OXIDE("Sc2O3", "Sc", 44.955908, 2, 3, "Sc2O3"),
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

/* Thorium and uranium are no rare earths: they have no share in a basket and no deck. */
static const struct oxide radioactive[] = {
    OXIDE("ThO2", "Th", 232.0377, 1, 2, "ThO2"),
    OXIDE("U3O8", "U", 238.02891, 3, 8, "U3O8"),
};

double oxide_per_element(const char *name)
{
    const struct oxide *o = oxide_find(name);
    for (size_t i = 0; o == NULL && i < COUNT(radioactive); i++)
        if (strcmp(radioactive[i].name, name) == 0)
            o = &radioactive[i];
    return o != NULL ? o->per_element : NAN;
}
