#!/usr/bin/env bash
# Price decks on the command line: side by side, a file of one's own, complaints.
. tests/cli/lib.sh

cat >"$dir/t.yaml" <<'P'
adit: 1
project: t
name: T
country: KZ
economics:
  basis: {currency: USD, first_year: 2030, periods: 3, discount_rate: 0}
  plan: {throughput_tpa: 100, construction_years: 1, grade_treo_pct: 10, distribution_pct: {Nd2O3: 100}}
  capital: {initial: 1200000, phasing: [1]}
  products: [{oxides: [Nd2O3], form: separated_oxide, recovery_pct: 100, price: {deck: usgs.mcs2026, year: 2025}}]
P
cat >"$dir/own.yaml" <<'P'
format: adit-data/1
title: A broker
decks:
  broker.2026:
    title: A broker, March 2026
    edition: as mailed
    currency: USD
    basis: ex-China forecast
    market: ex_china
    years: [2030, 2031]
    price_terms: real
    prices: {Nd2O3: {values: [50, 100]}}
P

run "$ADIT" econ "$dir/t.yaml"
is "the value ladder has four steps" has "$out" "In situ (a marketing number)"
is "payable among them" has "$out" "  Payable                          7300.00    100 %"
is "the notes say that the verdict depends" has "$out" "the verdict depends on the deck"

run "$ADIT" econ "$dir/t.yaml" --decks
is "decks side by side" code_is 0
is "the default deck first" has "$out" "  usgs.mcs2026             2021  FOB China"
is "the market of each" has "$out" "argus.europe-2025-09     2025  ex-China "
is "and what they say together" has "$out" "The verdict depends on the deck"
is "a contract is no market" has "$out" "yes *"
is "80 columns" [ "$(printf %s "$out" | awk '{ if (length($0) > w) w = length($0) } END { print w }')" -le 80 ]

# By hand: 10 t at 100 and 10 t at 100 less 1.2 million at 2031; 10 t at 50 twice at 2030.
run "$ADIT" econ "$dir/t.yaml" --decks --deck "$dir/own.yaml" --json
is "decks as JSON, one's own among them" [ "$(printf %s "$out" | python3 -c '
import json, sys
j = json.load(sys.stdin)
print(j["depends_on_deck"], [(r["year"], r["npv"], r["clears"], r["own"]) for r in j["decks"] if r["deck"] == "broker.2026"])')" = \
    "True [(2030, -200000, False, True), (2031, 800000, True, True)]" ]

sed 's/usgs.mcs2026, year: 2025/broker.2026, path: by_year/' "$dir/t.yaml" >"$dir/own-t.yaml"
run "$ADIT" econ "$dir/own-t.yaml" --deck "$dir/own.yaml" --csv
is "a deck of one's own prices year by year" has "$out" "revenue,USD,no,2000000,0,1000000,1000000"
is "the ladder in CSV" has "$out" "value_nsr,USD/t ore,no,10000,,,"
mkdir -p "$dir/packs/data" && cp "$dir/own.yaml" "$dir/packs/data/"
run "$ADIT" econ "$dir/own-t.yaml" --rules "$dir/packs" --csv
is "or from the data folder of one's own packs" has "$out" "revenue,USD,no,2000000,0,1000000,1000000"
run "$ADIT" econ "$dir/own-t.yaml"
is "an unknown deck names those there are" has "$err" "there is no price deck 'broker.2026'"
is "all of them" has "$err" "argus.europe-2025-09, "

sed '/market:/d' "$dir/own.yaml" >"$dir/bad.yaml"
run "$ADIT" econ "$dir/t.yaml" --deck "$dir/bad.yaml"
is "a deck without market is bad input" [ "$code" -ne 0 ]
is "with what to write" has "$err" "a deck names the market of its prices"
sed 's/50, 100/50/' "$dir/own.yaml" >"$dir/bad.yaml"
run "$ADIT" econ "$dir/t.yaml" --deck "$dir/bad.yaml"
is "as is a price too few" has "$err" "prices and years differ in number"
sed 's/broker.2026/usgs.mcs2026/' "$dir/own.yaml" >"$dir/bad.yaml"
run "$ADIT" econ "$dir/t.yaml" --deck "$dir/bad.yaml"
is "as is the id of another deck" has "$err" "a second deck 'usgs.mcs2026'"
printf 'format: adit-data/1\ntitle: nothing\n' >"$dir/bad.yaml"
run "$ADIT" econ "$dir/t.yaml" --deck "$dir/bad.yaml"
is "as is a file without decks" has "$err" "the file holds no price deck"
run "$ADIT" econ "$dir/t.yaml" --deck "$dir/none.yaml"
is "as is a file that is not there" [ "$code" -ne 0 ]
finish
