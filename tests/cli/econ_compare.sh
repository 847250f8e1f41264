# adit econ --compare and fiscal.regime.
. tests/cli/lib.sh

sample=templates/projects/kutessay-ii.yaml

run "$ADIT" econ $sample --case illustration --compare KZ,UZ,KG,TJ,TM
is "a comparison exits 0" code_is 0
is "fits 80 columns" [ -z "$(printf '%s\n' "$out" | awk 'length($0) > 80')" ]
is "no tax stands first, countries with open taxes are marked" has "$out" "no tax       KZ      UZ<      KG<       TJ      TM<"
is "missing overrides are named by country" has "$out" "fiscal.overrides.UZ.subsoil_tax_pct"
is "secondary sources are marked" has "$out" "on secondary sources: Royalty; Income tax"
is "nothing is guessed" has "$out" "Subsoil-use tax: not known"
is "says nothing on stderr" [ -z "$err" ]

run "$ADIT" econ $sample --case illustration --compare KZ,UZ,KG,TJ,TM --json
is "JSON exits 0" code_is 0
printf '%s' "$out" >"$dir/c.json"
shape=$(python3 - "$dir/c.json" <<'P'
import json, sys
def no(x): raise ValueError(x)
j = json.load(open(sys.argv[1]), parse_constant=no)
rows = j["regimes"]
assert [r["regime"] for r in rows] == ["none", "KZ", "UZ", "KG", "TJ", "TM"]
free = rows[0]
assert free["fiscal"]["instruments"] == [] and free["government_take"] == 0
for r in rows[1:]:
    # What the state takes and what is left for the owners is what there was before.
    taken = sum(i["pv"] for i in r["fiscal"]["instruments"])
    assert abs(free["npv"] - r["equity_npv"] - taken) < 1, r["regime"]
    assert r["breakeven_factor"] > free["breakeven_factor"]
    assert r["fiscal"]["complete"] == (not any(m["required"] for m in r["fiscal"]["missing"]))
    for i in r["fiscal"]["instruments"]:
        assert i["source"] and i["confidence"] in ("statute", "secondary", "general") or r["regime"] == "KG", i
print("adds up")
P
)
is "shares of state and owners add up to what there was" [ "$shape" = "adds up" ]

run "$ADIT" econ $sample --case illustration --compare KZ,US
is "a country without rules is wrong usage" code_is 2
is "the known ones are named" has "$err" "none, KG, KZ, TJ, TM, UZ"
run "$ADIT" econ $sample --compare KZ,KZ
is "a country twice is wrong usage" code_is 2
run "$ADIT" econ $sample --compare KZ --csv
is "no CSV of a comparison" code_is 2
run "$ADIT" econ templates/projects/kundybay.yaml --compare KZ,KG
is "a project without a cash flow exits 0" code_is 0
is "and says why there is nothing to compare" has "$out" "there is no cash flow yet"

sed 's/^        fiscal:/        fiscal:\n          regime: auto/' $sample >"$dir/auto.yaml"
run "$ADIT" econ "$dir/auto.yaml" --case illustration
is "the country's own regime" has "$out" "taxes: KG"
is "what is missing stands in the notes" has "$out" "fiscal.overrides.mining_income_tax_pct"
sed 's/^        fiscal:/        fiscal:\n          regime: KQ/' $sample >"$dir/bad.yaml"
run "$ADIT" econ "$dir/bad.yaml" --case illustration
is "an unknown regime is bad input" code_is 3
finish
