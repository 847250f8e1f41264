#!/usr/bin/env bash
# Money over time on the command line: nominal and real, other currencies, closure, doubtful input.
. tests/cli/lib.sh

project() { # the economics section, indented by two
    printf 'adit: 1\nproject: t\nname: T\ncountry: KZ\neconomics:\n%s\n' "$1" >"$dir/t.yaml"
}
plan='  plan: {throughput_tpa: 10, construction_years: 1, grade_treo_pct: 10}
  products: [{recovery_pct: 100, form: separated_oxide, price: {value: 1000, unit: USD/t}}]
  costs: [{name: g_and_a, amount: 200, per: year, from: 2031}]
  fiscal: {overrides: {cit_rate_pct: 20}}'

# By hand: capital 1,100 at the prices of the end of 2030; 1,210 - 242 less 20 % of 418 a year on.
project "  basis: {currency: USD, price_terms: nominal, inflation: 0.1, first_year: 2030, periods: 3, discount_rate: 0.21}
  capital: {initial: 1000, phasing: [1]}
$plan"
run "$ADIT" econ "$dir/t.yaml" --json
is "a nominal statement" code_is 0
is "real terms beside it" [ "$(printf %s "$out" | python3 -c '
import json, sys
j = json.load(sys.stdin)
flow = j["lines"]["net_cash_flow"]
print(round(flow[0], 6), round(flow[1], 6), j["other_terms"]["price_terms"],
      round(j["other_terms"]["discount_rate"], 9), round(j["other_terms"]["net_cash_flow"][0], 6))')" = \
    "-1100 884.4 real 0.1 -1000" ]
run "$ADIT" econ "$dir/t.yaml"
is "the notes say so" has "$out" "in real terms: post-tax IRR"

project "  basis: {currency: USD, first_year: 2030, periods: 3}
  capital: {initial: {value: 500000, unit: KZT}, phasing: [1]}
$plan"
run "$ADIT" econ "$dir/t.yaml"
is "a currency without a rate is bad input" [ "$code" -ne 0 ]
is "with what to state" has "$err" "or state basis.exchange.KZT: USD for one KZT"

project "  basis: {currency: USD, first_year: 2030, periods: 3, exchange: {KZT: 0.002}}
  capital: {initial: {value: 500000, unit: KZT}, phasing: [1], closure: 60, closure_security: {kind: fund}}
$plan"
run "$ADIT" econ "$dir/t.yaml" --csv
is "converted at the rate" has "$out" "capex_initial,USD,no,1000,1000,0,0"
is "closure paid into a fund" has "$out" "closure,USD,no,60,0,30,30"

project "  basis: {currency: USD}
  products: [{oxides: [Nd2O3], price: {value: 73, unit: USD/t}}]
  plan: {grade_treo_pct: 0.0041, ore_t: 16.27, throughput_tpa: 1000000}"
run "$ADIT" econ "$dir/t.yaml"
is "a price per tonne that is one per kg" has "$err" "per kg? then write unit: USD/kg"
is "a grade that is a fraction" has "$err" "if a fraction was meant, write 0.41"
is "tonnes that are megatonnes" has "$err" "is plan.ore_t in kt or Mt?"

project "  basis: {currency: USD}
  cases: [{name: a, probability_pct: 70}, {name: b, probability_pct: 60}]"
run "$ADIT" econ "$dir/t.yaml"
is "probabilities above one are bad input" has "$err" "add to 130, more than 100"
finish
