# Standards that programmes draw on: verdicts derived by hand in tests/rules/kutessay-verdicts.md.
. tests/cli/lib.sh
ready=tests/data/finance-ready.yaml

# tells FILE.json PYTHON: true when the expression over p (programmes) and c (checks) is true
tells() {
    python3 - "$1" "$2" <<'PY'
import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
p = {x["id"]: x for x in r["programmes"]}
c = {x["id"]: x for x in r["checks"]}
E, D, B = p["us.exim.scri"], p["us.dfc.direct_loan"], p["std.equator_bank"]
sys.exit(0 if eval(sys.argv[2]) else 1)
PY
}
# change NAME (OLD NEW)...: a copy of the invented project with texts replaced
change() {
    replaced "$ready" "$@"
    checked "$dir/$1.yaml" "$1"
}
verdicts() { tells "$dir/$1.json" "(B['verdict'], E['verdict'], D['verdict']) == ('$2', '$3', '$4')"; }

checked templates/projects/kutessay-ii.yaml base
j=$dir/base.json
is "the bank is undetermined" tells "$j" 'B["verdict"] == "undetermined"'
is "its seven bars are open" tells "$j" 'len(B["bars"]) == 7 and all(c[b]["status"] == "unknown" for b in B["bars"])'
is "it scores 8 to 106 of 106" tells "$j" '[B["score"][k] for k in ("low", "high", "max")] == [8, 106, 106]'
for id in std.equator_bank us.exim.scri us.dfc.direct_loan; do
    run "$ADIT" check templates/projects/kutessay-ii.yaml --as-of 2026-11-24 --programme $id
    n=$(printf '%s\n' "$out" | grep -cE '^ +[0-9].* of .* std\.ifc\.')
    is "the eleven IFC criteria count in $id" [ "$n" -eq 11 ]
done
is "each bar counts once" tells "$j" 'all(len(set(x["bars"])) == len(x["bars"]) for x in (B, E, D))'
is "an unknown consequence class is no pass" tells "$j" 'c["std.gistm.consequence"]["status"] == "unknown"'
is "no standard is an error" tells "$j" 'not [k for k in c if k.startswith("std.") and c[k]["status"] == "error"]'
is "points are cited as ours" tells "$j" 'all([s for s in k["source"] if s["ref"] == "house" and s["basis"] == "house"] for i, k in c.items() if i.startswith("std.") and k["points"])'

checked "$ready" ready
is "all met: eligible everywhere" verdicts ready eligible eligible eligible
is "the bank scores 96 to 105 of 106" tells "$dir/ready.json" '[B["score"][k] for k in ("low", "high", "max")] == [96, 105, 106]'
is "only tail and gearing are open" tells "$dir/ready.json" '{k for k in c if k.startswith("std.") and not k.startswith("std.feoc.") and c[k]["points"] and c[k]["status"] == "unknown"} == {"std.covenants.reserve_tail", "std.covenants.gearing"}'
change esia 'esia_complete: true' 'esia_complete: false'
is "Category A without assessment" tells "$dir/esia.json" 'B["verdict"] == "ineligible" and c["std.equator.esia"]["status"] == "fail" and c["std.ifc.ps1_system"]["points"]["high"] == 0'
change labour 'forced_labour: false' 'forced_labour: true'
is "forced labour bars all three" verdicts labour ineligible ineligible ineligible
change category 'category: A' 'category: B'
is "B with tailings is warned of" tells "$dir/category.json" 'c["std.equator.category"]["status"] == "conditional" and B["verdict"] == "eligible"'
change extreme 'consequence: high, review_board: true' 'consequence: extreme, review_board: false'
is "an extreme class asks for a board" tells "$dir/extreme.json" 'c["std.gistm.review_board"]["status"] == "fail" and B["score"]["low"] == 96 - 3.5'
change nodam 'tailings: {facility: true, breach_study: true, commitment: true, consequence: high, review_board: true, engineer_of_record: true, accountable_executive: true, public_disclosure: true}' 'tailings.facility: false'
is "without tailings nothing more is asked and the points are full" tells "$dir/nodam.json" 'B["score"]["low"] == 96 and c["std.gistm.review_board"]["status"] == "not_applicable"'
change quarter 'blocked_owner_pct: {value: 0' 'blocked_owner_pct: {value: 25'
is "a quarter of blocked owners is conditional" tells "$dir/quarter.json" 'B["verdict"] == "conditional" and c["std.sanctions.ofac_50"]["status"] == "conditional"'
change half 'blocked_owner_pct: {value: 0' 'blocked_owner_pct: {value: 50'
is "half blocks" tells "$dir/half.json" 'B["verdict"] == "ineligible"'
change thin 'ebitda: [0, 0, 60000000,' 'ebitda: [0, 0, 32700000,'
is "cover of 1.09 is under the bank's floor, not under EXIM's" tells "$dir/thin.json" 'B["verdict"] == "ineligible" and E["verdict"] == "eligible" and "1.09" in c["std.covenants.dscr_floor"]["message"]'
change floor 'ebitda: [0, 0, 60000000,' 'ebitda: [0, 0, 33000000,'
is "cover of 1.10 is at the floor" tells "$dir/floor.json" 'B["verdict"] == "eligible" and c["std.covenants.dscr"]["points"]["high"] == 3'
change listed 'entity_list_owner_pct: 0' 'entity_list_owner_pct: 50'
is "half owned by a listed party: the rule's state is not known" tells "$dir/listed.json" 'c["std.sanctions.affiliates_rule"]["status"] == "conditional" and "law_pending" in c["std.sanctions.affiliates_rule"]["marks"]'
change xinjiang 'xinjiang_input: {value: false' 'xinjiang_input: {value: true'
is "an input from Xinjiang bars the bank and EXIM" tells "$dir/xinjiang.json" 'B["verdict"] == "ineligible" and E["verdict"] == "ineligible" and D["verdict"] == "eligible"'

run "$ADIT" rules list --by-source
missing=
for i in $(seq -w 1 54); do has "$out" "STD-$i" || missing="$missing STD-$i"; done
is "every entry of the standards' reference is traced" [ -z "$missing" ]
run "$ADIT" rules lint rules/finance/standards
is "lint is clean" code_is 0
run "$ADIT" conditions "$dir/extreme.yaml" --programme std.equator_bank
is "a condition names its owner and waiver" has "$out" "independent tailings review board"
is "and who may waive it" has "$out" "may be waived by nobody"
finish
