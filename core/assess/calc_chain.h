/* calc_chain.h: the owners of a project as a graph without rings. */
#ifndef ADIT_ASSESS_CALC_CHAIN_H
#define ADIT_ASSESS_CALC_CHAIN_H

#include "core/assess/calc_internal.h"

enum holder_kind { HOLDER_NOT_SAID, HOLDER_PERSON, HOLDER_STATE, HOLDER_LISTED, HOLDER_COMPANY };
enum answer3 { A_NO, A_YES, A_OPEN };

struct stake {
    size_t owner;      /* place among the holders */
    struct span share; /* per cent; an open share lies between 0 and what the others leave */
};

struct holder {
    const char *name, *country; /* country NULL: not said */
    enum holder_kind kind;
    enum answer3 blocked;
    VEC(struct stake) owners;
    struct dec listed; /* per cent of it whose owners are listed */
};

#define CHAIN_PROJECT "project"
#define CHAIN_MOST 1000

/* holders[0] is the project. order: from the project outward, every holder after all in which it
 * holds; all n holders are in it. */
struct chain {
    struct holder *holders;
    size_t n;
    size_t *order;
};

/* Reads the fact ownership.chain. False when it is unanswered or, with errors on the sheet, bad. */
bool chain_read(struct sheet *s, struct chain *c);
/* A person, a state or a listed company ends the chain; a company does when it is shown to. */
bool holder_ends(const struct holder *h);

#endif
