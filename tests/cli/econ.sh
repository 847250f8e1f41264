# adit econ: table, JSON, CSV, cases, bad input.
. tests/cli/lib.sh

data=tests/data/economics

run "$ADIT" econ $data/stibnite-2025.yaml
is "a table exits 0" code_is 0
is "it shows the published EBITDA line, in millions" has "$out" "EBITDA                         0       0       0    33.4   516.6   893.3   983.1"
is "marks the lines that are given" has "$out" "Revenue*"
is "and says what the mark means" has "$out" "* given in the project"
is "fits 80 columns" [ -z "$(printf '%s\n' "$out" | awk 'length($0) > 80')" ]
is "has no colour away from a terminal" lacks "$out" $'\033'
is "says on stderr nothing" [ -z "$err" ]

run "$ADIT" econ $data/stibnite-2025.yaml --json
is "JSON exits 0" code_is 0
printf '%s' "$out" >"$dir/e.json"
shape=$(python3 - "$dir/e.json" <<'P'
import json, sys
def no(x): raise ValueError(x)
j = json.load(open(sys.argv[1]), parse_constant=no)
want = ["currency","price_terms","npv","irr","irr_roots","mirr","payback_years","payback_from_production_years",
  "discounted_payback_years","profitability_index","pre_tax","equity","government_take","aetr","metr","breakeven_price",
  "dscr","dscr_min","llcr_min","plcr_min","basket","bounds","lines","totals","given","fiscal","debt","study","value_ladder","oxide_groups","resource","radionuclides","decks","reference_class","screening","notes"]
assert list(j) == want, list(j)
assert list(j["pre_tax"]) == want[2:10]
assert list(j["npv"]) == ["0.05"]
l = j["lines"]
assert list(l)[0] == "year" and list(l)[-1] == "cumulative" and l["year"][0] == -4
assert j["given"] == ["revenue","royalty","transport","opex","capex_initial","capex_sustaining"], j["given"]
# By hand from the contract: pre-tax flow, first year undiscounted.
flow = [r - y - t - o - c - s for r, y, t, o, c, s in zip(l["revenue"], l["royalty"], l["transport"], l["opex"],
  l["capex_initial"], l["capex_sustaining"])]
assert all(abs(a - b) < 1e-3 for a, b in zip(flow, l["pre_tax_cash_flow"]))
npv = sum(f / 1.05 ** i for i, f in enumerate(flow))
assert abs(npv - j["pre_tax"]["npv"]["0.05"]) < 1, npv
assert abs(sum(l["net_cash_flow"]) - l["cumulative"][-1]) < 1e-3
assert abs(sum(f / (1 + j["irr"]) ** i for i, f in enumerate(flow)) / 1e9) < 1e-9
print("as pinned")
P
)
is "its keys are the contract's, its figures follow by hand" [ "$shape" = "as pinned" ]
is "figures that do not exist are null with a note" has "$out" "no debt service is stated"

run "$ADIT" econ $data/bethesda-2012.yaml --case refund --csv
is "CSV of a case" code_is 0
is "one line a row, full precision" has "$out" "income_tax,USD,yes,29868000,0,8597500,6648100,10030100,8506300,-1064000,-2850000"
run "$ADIT" econ $data/bethesda-2012.yaml --case refunt
is "an unknown case is wrong usage" code_is 2
is "with the nearest name" has "$err" "did you mean 'refund'?"
run "$ADIT" econ $data/bethesda-2012.yaml --json --csv
is "JSON and CSV exclude each other" code_is 2
run "$ADIT" econ "$dir/none.yaml"
is "a missing file is the environment's fault" code_is 4

printf 'adit: 1\nproject: p\nname: P\ncountry: KG\neconomics:\n  plan:\n    ore_t: -5\n    oer: 3\n' >"$dir/p.yaml"
run "$ADIT" econ "$dir/p.yaml" --json
is "bad input exits 3" code_is 3
is "nothing on stdout" [ -z "$out" ]
is "the place of a negative tonnage" has "$err" "p.yaml:7:12: error: -5 is out of range for 'plan.ore_t'"
is "an unknown name with those there are" has "$err" "plan has ore_t, throughput_tpa"
printf 'adit: 1\nproject: p\nname: P\ncountry: KG\neconomics:\n  plan: {ore_tt: 5}\n' >"$dir/p.yaml"
run "$ADIT" econ "$dir/p.yaml"
is "a misspelt name with the likely one" has "$err" "did you mean 'plan.ore_t'?"
printf 'adit: 1\nproject: p\nname: P\ncountry: KG\neconomics:\n  lines: {revenue: [1, .nan]}\n' >"$dir/p.yaml"
run "$ADIT" econ "$dir/p.yaml"
is "NaN is refused" code_is 3
printf 'adit: 1\nproject: p\nname: P\ncountry: KG\neconomics:\n  basis: {currency: "U\\e[31mS"}\n  cases: [{name: "a\\e[2J", set: {plan.ore_t: 1}}]\n' >"$dir/p.yaml"
run "$ADIT" econ "$dir/p.yaml" --case $'a\e[2J'
is "a terminal escape does not reach the terminal" lacks "$out$err" $'\033'
printf 'adit: 1\nproject: p\nname: P\ncountry: KG\n' >"$dir/p.yaml"
run "$ADIT" econ "$dir/p.yaml"
is "a project without economics says so" has "$out" "no economics section"

for f in templates/projects/*.yaml; do
    run "$ADIT" econ "$f"
    is "$(basename "$f") runs" code_is 0
    is "$(basename "$f") fits 80 columns" [ -z "$(printf '%s\n' "$out" | awk 'length($0) > 80')" ]
done
run "$ADIT" econ templates/projects/kundybay.yaml
is "capital and throughput alone give capital per tonne" has "$out" "0.48"
run "$ADIT" econ templates/projects/kutessay-ii.yaml --case illustration
is "the illustration gives a cash flow" has "$out" "NPV at 10 %"

cat >"$dir/two.yaml" <<'Y'
adit: 1
project: two
name: Two cases
country: KG
economics:
  basis: {currency: USD, first_year: 2030, discount_rate: 0.1, discounting: start}
  lines: {capex_initial: [100, 0, 0], ore_t: [0, 100, 100], grade_pct: 10, recovery_pct: 50, price: 12}
  costs: [{name: processing, amount: 0.2, per: t_ore}]
  cases:
    - {name: "independent engineer of the lenders", why: "site visit", set: {lines.recovery_pct: {value: 45, why: "pilot plant", evidence: {document: ie.pdf, page: 4}}}}
    - {name: 'a "quoted" name', set: {lines.price: 11}}
Y
run "$ADIT" econ "$dir/two.yaml" --cases
is "cases side by side exit 0" code_is 0
is "each change with its reason and source" has "$out" "lines.recovery_pct: 50 -> 45. Why: pilot plant. Source: ie.pdf, page 4"
is "a change without a reason says so" has "$out" "lines.price: 12 -> 11. no reason is given"
is "the reference class is labelled" has "$out" "reference class (ours, not the file's)"
is "fits 80 columns" [ -z "$(printf '%s\n' "$out" | awk 'length($0) > 90')" ]
is "the difference to the sponsor's" has "$out" "less sponsor's"
run "$ADIT" econ "$dir/two.yaml" --cases --no-reference-class
is "the reference class can be left out" lacks "$out" "reference class"
run "$ADIT" econ "$dir/two.yaml" --cases --csv
is "cases as CSV, names quoted" has "$out" 'metric,"sponsor","independent engineer of the lenders","a ""quoted"" name","reference class"'
run "$ADIT" econ "$dir/two.yaml" --cases --json
is "cases as JSON" has "$out" '"difference"'
run "$ADIT" econ "$dir/two.yaml" --detail
is "break-even of the capital" has "$out" "Initial capital, USD"
is "cost per kg" has "$out" "= All-in sustaining cost (AISC)"
is "without taxes there is nothing to share out" has "$out" "Nothing goes to the state"
is "the overlay is no forecast" has "$out" "not a forecast of this one"
run "$ADIT" econ "$dir/two.yaml" --explain processing_cost:2031
is "a figure is explained" code_is 0
is "by what it is made of" has "$out" "Processing cost = processing"
is "down to the fact" has "$out" "economics.costs[0].amount, asserted"
run "$ADIT" econ "$dir/two.yaml" --explain ebitda:2031 --json
is "and as JSON" has "$out" '"symbols": "EBITDA = Revenue'
run "$ADIT" econ "$dir/two.yaml" --explain ebidta:2031
is "an unknown line is wrong usage" code_is 2
is "with the nearest" has "$err" "did you mean 'ebitda'?"
run "$ADIT" econ "$dir/two.yaml" --explain ebitda:1999
is "so is a year outside" has "$err" "2030 to 2032"
run "$ADIT" econ "$dir/two.yaml" --no-reference-class
is "and can be switched off" lacks "$out" "Reference class"
run "$ADIT" econ templates/projects/kutessay-ii.yaml --case base
is "a case that is not there: those that are" eval 'code_is 2 && has "$err" "hint: it has illustration"'
run "$ADIT" econ templates/projects/kundybay.yaml --case base
is "and when there is none" has "$err" "leave --case out"
finish
