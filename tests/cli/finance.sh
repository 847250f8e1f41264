# Verdicts of the finance packs on Kutessay II, derived by hand in tests/rules/kutessay-verdicts.md.
. tests/cli/lib.sh
sample=templates/projects/kutessay-ii.yaml

# tells FILE.json PYTHON: true when the expression over p (programmes) and c (checks) is true
tells() {
    python3 - "$1" "$2" <<'PY'
import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
p = {x["id"]: x for x in r["programmes"]}
c = {x["id"]: x for x in r["checks"]}
E, D = p["us.exim.scri"], p["us.dfc.direct_loan"]
sys.exit(0 if eval(sys.argv[2]) else 1)
PY
}

checked "$sample" base
is "the sample is checked" [ "$code" -le 1 ]
j=$dir/base.json
is "EXIM is undetermined" tells "$j" 'E["verdict"] == "undetermined"'
is "every EXIM bar is open" tells "$j" 'all(c[b]["status"] == "unknown" for b in E["bars"])'
is "EXIM scores 11.5 to 157 of 157" tells "$j" '[E["score"][k] for k in ("low", "high", "max")] == [11.5, 157, 157]'
is "the mineral is settled at 5 points" tells "$j" 'c["us.exim.scri.critical_mineral"]["points"]["low"] == 5 == c["us.exim.scri.critical_mineral"]["points"]["high"]'
is "owners are asked for" tells "$j" '{"ownership.prc_pct", "ownership.prc_control"} <= set(E["missing"])'
is "DFC is undetermined" tells "$j" 'D["verdict"] == "undetermined"'
is "DFC scores 13.5 to 137 of 140" tells "$j" '[D["score"][k] for k in ("low", "high", "max")] == [13.5, 137, 140]'
is "the old country test is out of force" tells "$j" 'c["us.dfc.country_income_group"]["status"] == "not_applicable"'
is "every other DFC bar is open" tells "$j" 'all(c[b]["status"] == "unknown" for b in D["bars"] if b != "us.dfc.country_income_group")'
is "the national park is named" tells "$j" '"protected area" in c["us.dfc.prohibited"]["message"] and "esg.iucn_category" in c["us.dfc.prohibited"]["missing"]'
is "house lines are never cited as law" tells "$j" 'all(s["basis"] == "house" for k in c.values() for s in k["source"] if s["ref"] == "house")'
is "no finding is an error" tells "$j" 'not [k for k in c if k.startswith("us.") and c[k]["status"] == "error"]'

"$ADIT" check "$sample" --as-of 2027-01-02 --json >"$dir/late.json" 2>/dev/null
is "after the Charter's end approval depends on Congress" tells "$dir/late.json" 'c["us.exim.authority"]["status"] == "conditional" and c["us.exim.authority"]["missing"] == [] and "2026-12-31" in c["us.exim.authority"]["message"]'
"$ADIT" check "$sample" --as-of 2025-12-17 --json >"$dir/early.json" 2>/dev/null
is "the day before the Act the older country test holds" tells "$dir/early.json" 'c["us.dfc.country_income_group"]["status"] == "unknown" and c["us.dfc.country_income"]["status"] == "not_applicable"'

answers "$sample" third 'ownership.prc_pct: 30' 'ownership.other_concern_pct: 0'
checked "$dir/third.yaml" third
is "30 per cent from the PRC is out of both" tells "$dir/third.json" 'E["verdict"] == D["verdict"] == "ineligible"'
is "and the line is told as ours" tells "$dir/third.json" '"EXIM publishes none" in c["us.exim.scri.prc_ownership"]["message"]'
answers "$sample" control 'ownership.prc_control: true'
checked "$dir/control.yaml" control
is "control decides alone" tells "$dir/control.json" 'E["verdict"] == D["verdict"] == "ineligible"'
answers "$sample" talks 'offtake.us_status: talks'
checked "$dir/talks.yaml" talks
is "talks are no US offtake for EXIM" tells "$dir/talks.json" 'E["verdict"] == "ineligible" and D["verdict"] == "undetermined"'
answers "$sample" park 'esg.iucn_category: II'
checked "$dir/park.yaml" park
is "a park of category II is out of DFC" tells "$dir/park.json" 'D["verdict"] == "ineligible" and E["verdict"] == "undetermined"'

# The invented project that meets every check, and one change at a time.
ready=tests/data/finance-ready.yaml
# change NAME OLD NEW: a copy of it with one text replaced
change() {
    replaced "$ready" "$@"
    checked "$dir/$1.yaml" "$1"
}
verdicts() { tells "$dir/$1.json" "(E['verdict'], D['verdict']) == ('$2', '$3')"; }

checked "$ready" ready
is "all checks met: eligible for both" verdicts ready eligible eligible
is "EXIM scores 149 of 157" tells "$dir/ready.json" 'E["score"]["low"] == E["score"]["high"] == 149'
is "DFC scores 130 of 140" tells "$dir/ready.json" 'D["score"]["low"] == D["score"]["high"] == 130'
change lapse 'exim_approval_date: 2026-12-31' 'exim_approval_date: 2027-01-01'
is "approval the day after the Charter ends is conditional" verdicts lapse conditional eligible
change veto 'prc_veto: false' 'prc_veto: true'
is "a PRC veto is conditional for both" verdicts veto conditional conditional
change quarter 'prc_pct: {value: 0,' 'prc_pct: {value: 25,'
is "a quarter from the PRC is out of both" verdicts quarter ineligible ineligible
change less 'prc_pct: {value: 0,' 'prc_pct: {value: 24.9,'
is "just under a quarter is conditional" verdicts less conditional conditional
change told 'prc_pct: {value: 0, grade: verified' 'prc_pct: {value: 0, grade: asserted'
is "ownership only told is conditional for EXIM" verdicts told conditional eligible
is "and marked as weak evidence" tells "$dir/told.json" '"weak_evidence" in c["us.exim.scri.prc_ownership"]["marks"]'
change cover 'exim_cover: {value: open' 'exim_cover: {value: "off"'
is "off cover with no offshore structure answered stays open" verdicts cover undetermined eligible
change habitat 'critical_habitat: false' 'critical_habitat: true'
is "critical habitat is out of DFC" verdicts habitat eligible ineligible
change upper 'gni_per_capita_usd: 2500' 'gni_per_capita_usd: 7801'
is "above the IBRD threshold the certification is asked for" tells "$dir/upper.json" 'D["verdict"] == "undetermined" and D["missing"] == ["application.dfc_ceo_certification"]'
change cover_ratio 'ebitda: [0, 0, 60000000,' 'ebitda: [0, 0, 29000000,'
is "one year under debt service is out of both" verdicts cover_ratio ineligible ineligible
is "and the cover is told as a ratio" tells "$dir/cover_ratio.json" '"0.97" in c["us.dfc.responsible_borrower"]["message"]'
change notice 'dfc_notice_date: 2026-11-01' 'dfc_notice_date: 2027-01-18'
is "a report to Congress 14 days before commitment is too late" verdicts notice eligible ineligible
"$ADIT" check "$ready" --as-of 2027-02-02 --json >"$dir/old.json" 2>/dev/null
is "three months on, the screening is too old" tells "$dir/old.json" 'D["verdict"] == "conditional" and c["us.dfc.sanctions"]["marks"] == ["weak_evidence"]'
finish
