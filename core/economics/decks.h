/* decks.h: one project at the prices of every deck there is.
 *
 * A deck is a source, a market and a date; none of them is the price that a mine will be paid. So
 * the verdict is given for each, and where it turns from one to the next that is what is said. */
#ifndef ADIT_ECONOMICS_DECKS_H
#define ADIT_ECONOMICS_DECKS_H

#include "core/economics/economics.h"

struct econ_deck_run {
    const char *id, *title, *edition, *market, *basis, *currency;
    const char *date, *scope; /* NULL when not stated; scope: for whom alone the prices hold */
    int year;
    bool estimate, own;
    int volume_backed; /* 1 yes, 0 no, -1 nobody says */
    bool counts;       /* a market's prices: those of one contract or study decide nothing */
    double covered;    /* part of what the products are worth, at the default deck, that has a
                          price here; NaN */
    bool thin;         /* too little of it is priced for a verdict */
    const char *why;   /* why there are no figures; else NULL */
    double basket_per_kg, npv,
        irr;     /* post-tax, at the discount rate; irr NaN for none or several */
    bool clears; /* the NPV at the discount rate is not negative */
};

struct econ_decks {
    const struct econ_deck_run *runs;
    size_t n;
    double npv;          /* of the file as it stands; NaN */
    bool clears;         /* of the file as it stands */
    bool depends;        /* among decks of a market and the file as it stands, the verdict turns */
    const char *verdict; /* in a sentence; NULL when no deck gave one */
};

/* A deck must price this part of the products' value to be given a verdict. */
#define ECON_DECK_COVER 0.9

/* e: the result under the same options. Price lines that are given stand above decks, so nothing is
 * run then. Never NULL. */
const struct econ_decks *econ_decks(struct arena *a, const struct dossier *d,
                                    const struct econ_data *data,
                                    const struct econ_options *options,
                                    const struct econ_result *e);
/* "FOB China" for the file's "fob_china". */
const char *deck_market_words(const char *market);
struct json *econ_decks_json(struct arena *a, const struct econ_decks *s);

#endif
