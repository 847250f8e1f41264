# adit econ: sensitivity, Monte Carlo, screening, charts.
. tests/cli/lib.sh

p=templates/projects/kutessay-ii.yaml
fits() { [ -z "$(printf '%s\n' "$out" | python3 -c 'import sys
for l in sys.stdin.read().splitlines():
    if len(l) > 80: print(l)')" ]; }

run "$ADIT" econ $p --case illustration --sensitivity --monte-carlo 2000 --seed 7 --threads 2
is "sensitivity and trials exit 0" code_is 0
is "in 80 columns" fits
is "the tornado names its base" has "$out" "Sensitivity: post-tax NPV at 10 %, USD M; base"
is "a range that is not stated is said to be a step of ours" has "$out" "a step of ours"
is "prices against capital" has "$out" "NPV by prices (down) and initial capital (across)"
is "the seed is printed" has "$out" "2000 trials, seed 7, sampling latin, 4 uncertain inputs"
is "and which way P10 goes" has "$out" "P10 is exceeded by 90 % of trials"
is "no figure is NaN" lacks "$out" "nan"
is "screening says what it is good for" has "$out" "order of magnitude only"
is "no colour away from a terminal" lacks "$out" $'\033'

one=$("$ADIT" econ $p --case illustration --monte-carlo 2000 --seed 7 --threads 1 --json)
for t in 2 4; do
    run "$ADIT" econ $p --case illustration --monte-carlo 2000 --seed 7 --threads $t --json
    is "the same on $t threads as on one" [ "$out" = "$one" ]
done
run "$ADIT" econ $p --case illustration --monte-carlo 2000 --seed 8 --json
is "another seed, another result" [ "$out" != "$one" ]

run "$ADIT" ask $p --case illustration
is "the questions end with what is worth knowing better" has "$out" "Worth knowing better before building"
is "in money" has "$out" "worth up to"
is "in 80 columns" fits
run "$ADIT" ask $p
is "no range, no such list" lacks "$out" "Worth knowing better"

"$ADIT" econ $p --case illustration --sensitivity --monte-carlo 4000 --sampling sobol --json >"$dir/r.json"
shape=$(python3 - "$dir/r.json" <<'P'
import json, sys
def no(x): raise ValueError(x)
j = json.load(open(sys.argv[1]), parse_constant=no)
assert list(j)[-1] == "notes"
base = j["npv"]["0.1"]
rows = j["sensitivity"]
assert all(list(r)[:5] == ["input", "low", "high", "npv_low", "npv_high"] for r in rows)
swings = [abs(r["npv_high"] - r["npv_low"]) for r in rows]
assert swings == sorted(swings, reverse=True)
capital = [r for r in rows if r["input"] == "capital.initial"][0]
assert (capital["low"], capital["high"], capital["range"]) == (84e6, 381e6, "stated")
# capital is linear before tax and spent 40 : 60 in the first two years: the pre-tax slope bounds the swing
slope = .4 / 1.1 + .6 / 1.21
assert .8 * slope < (capital["npv_low"] - capital["npv_high"]) / 297e6 < slope, capital
for r in j["spider"]["npv"].values():
    assert r[3] == base
for row, f in zip(j["price_capital"]["npv_by_price_then_capital"], [.6, .8, 1, 1.2, 1.4]):
    assert row == sorted(row, reverse=True)
assert j["price_capital"]["npv_by_price_then_capital"][2][2] == base
m = j["monte_carlo"]
assert m["trials"] == 4000 and m["failed"] == 0 and m["seed"] == 1 and m["sampling"] == "sobol"
assert m["min"] <= m["cvar_5"] <= m["p10"] <= m["p50"] <= m["p90"] <= m["max"]
assert sum(m["histogram"]["counts"]) == 4000
assert m["evpi"] + 1e-6 >= max(i["evppi"] for i in m["inputs"])
assert .9 < sum(i["sobol_first"] for i in m["inputs"]) < 1.05
assert all(i["sobol_total"] > i["sobol_first"] - .02 for i in m["inputs"])
s = j["screening"]
assert {c["check"]: c["verdict"] for c in s["checks"]}["capital_per_annual_ore_t.mine_to_product"] == "in_range"
assert s["usgs_filter"]["use"] == "order of magnitude only"
print("as it should be")
P
)
is "the JSON is whole and its figures fit together" [ "$shape" = "as it should be" ]

run "$ADIT" econ templates/projects/kundybay.yaml
is "Kundybay's capital is caught" has "$out" "0.48 USD per tonne of ore a year"
is "as an error until shown" has "$out" "an error until shown"
run "$ADIT" econ templates/projects/kundybay.yaml --monte-carlo 100 --sensitivity --json
is "a project without cash flow has no trials" lacks "$out" "monte_carlo"

run "$ADIT" econ $p --case illustration --svg "$dir/charts"
is "charts exit 0" code_is 0
for c in cash-flow waterfall taxes profile share tornado distribution compare cases; do
    is "$c.svg is XML with a title" python3 - "$dir/charts/$c.svg" <<'P'
import sys, xml.etree.ElementTree as e
r = e.parse(sys.argv[1]).getroot()
n = "{http://www.w3.org/2000/svg}"
sys.exit(not (r.tag == n + "svg" and r.find(n + "title").text and r.find(n + "desc").text))
P
done
is "no debt, no chart of cover" [ ! -e "$dir/charts/dscr.svg" ]
run "$ADIT" econ $p --case illustration --svg compare
is "one chart on stdout" has "$out" "<title>The project under each fiscal regime</title>"
is "and nothing else" lacks "$out" "Annual statement"
for c in cash-flow waterfall taxes profile share tornado distribution compare cases; do
    run "$ADIT" econ $p --case illustration --chart $c
    is "$c as text" code_is 0
    is "$c has bars" has "$out" "█"
    is "$c fits 80 columns" python3 -c 'import sys; sys.exit(any(len(l) > 80 for l in sys.argv[1].splitlines()))' "$out"
done
run "$ADIT" econ $p --chart pie
is "a chart that there is not is wrong usage" code_is 2
is "those there are" has "$err" "cash-flow, waterfall, taxes"
touch "$dir/file"
run "$ADIT" econ $p --case illustration --svg "$dir/file"
is "a file is no folder for charts" code_is 4

run "$ADIT" econ $p --monte-carlo 5
is "too few trials is wrong usage" code_is 2
is "with the bounds" has "$err" "from 100 to 5000000"
run "$ADIT" econ $p --monte-carlo 1e4
is "trials are a whole number" code_is 2
run "$ADIT" econ $p --monte-carlo 1000 --threads 0
is "no threads is wrong usage" code_is 2
run "$ADIT" econ $p --seed 3
is "a seed alone is wrong usage" code_is 2
run "$ADIT" econ $p --monte-carlo 1000 --sampling halton
is "an unknown plan is wrong usage" code_is 2
run "$ADIT" econ $p --compare KZ --sensitivity
is "a comparison stands alone" code_is 2

cat >"$dir/u.yaml" <<'Y'
adit: 1
project: u
name: U
country: KG
economics:
  basis: {currency: USD, periods: 1}
  lines: {revenue: [100], opex: 50}
  uncertainty:
    distributions:
      - {input: price, kind: pert, low: 0.5, mode: 1, high: 1.5}
Y
run "$ADIT" econ "$dir/u.yaml" --monte-carlo 100
is "an unknown input of uncertainty exits 3" code_is 3
is "with its place" has "$err" "u.yaml:10:"
is "and the nearest name" has "$err" "did you mean 'prices'?"
finish
