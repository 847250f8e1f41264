# DFC's five programmes, their terms, calendar and documents: derived by hand in
# tests/rules/dfc-programmes.md.
. tests/cli/lib.sh
ready=tests/data/finance-ready.yaml

# with NAME ANSWER...: a copy of the invented project with more answers
with() {
    answers "$ready" "$@"
    checked "$dir/$1.yaml" "$1"
}
# change NAME (OLD NEW)...: a copy with texts replaced
change() {
    replaced "$ready" "$@"
    checked "$dir/$1.yaml" "$1"
}
# tells NAME PYTHON: true when the expression over V (verdicts), S (scores), T (terms) and c holds
tells() {
    python3 - "$dir/$1.json" "$2" <<'PY'
import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
P = {p["id"].replace("us.dfc.", ""): p for p in r["programmes"] if p["id"].startswith("us.dfc.")}
V = {k: p["verdict"] for k, p in P.items()}
S = {k: [p["score"][x] for x in ("low", "high", "max")] for k, p in P.items()}
T = {k: {t["id"]: t for t in p["terms"]} for k, p in P.items()}
c = {x["id"]: x for x in r["checks"]}
sys.exit(0 if eval(sys.argv[2]) else 1)
PY
}

with ready
is "verdicts of the invented project" tells ready 'V == {"direct_loan": "eligible", "guaranty": "undetermined", "equity": "undetermined", "political_risk": "undetermined", "assistance": "ineligible"}'
is "scores of the invented project" tells ready 'S == {"direct_loan": [130, 130, 140], "guaranty": [130, 130, 140], "equity": [121, 127, 137], "political_risk": [121, 125, 135], "assistance": [52, 52, 60]}'
is "amounts that follow" tells ready '[T["direct_loan"][k]["value"] for k in ("amount", "expansion_amount", "entity", "tenor")] == [200000000, 300000000, 5125000000, 13.5]'
is "calendar" tells ready '[T["direct_loan"][k]["value"] for k in ("earliest_vote", "publish_by", "notice_by", "authority")] == ["2027-01-14", "2026-12-03", "2027-01-17", "2031-10-01"]'
is "a fifth of a guaranty is others' risk" tells ready 'T["guaranty"]["risk"]["value"] == 30000000'
is "largest stake: 30 % of 200 million of equity" tells ready 'T["equity"]["amount"]["value"] == 60000000'

with g20 'finance.dfc_party_risk_pct: 20'
is "20 % borne: guaranty eligible" tells g20 'V["guaranty"] == "eligible"'
with g19 'finance.dfc_party_risk_pct: 19.9' 'finance.dfc_risk_waiver: false'
is "19.9 % without waiver: ineligible" tells g19 'V["guaranty"] == "ineligible"'
with gw 'finance.dfc_party_risk_pct: 19.9' 'finance.dfc_risk_waiver: true'
is "19.9 % with waiver: conditional" tells gw 'V["guaranty"] == "conditional"'
with e30 'finance.dfc_equity_pct: 30' 'finance.dfc_exit_plan: true' 'finance.dfc_equity_usd: 20000000'
is "30 % of equity with exit: eligible" tells e30 'V["equity"] == "eligible"'
is "the cap is marked as expected to change" tells e30 '"law_pending" in c["us.dfc.equity_share"]["marks"]'
with eno 'finance.dfc_equity_pct: 30' 'finance.dfc_exit_plan: false' 'finance.dfc_equity_usd: 20000000'
is "no exit: conditional" tells eno 'V["equity"] == "conditional"'
with e35 'finance.dfc_equity_pct: 35' 'finance.dfc_exit_plan: true' 'finance.dfc_equity_usd: 25000000'
is "35 %: conditional" tells e35 'V["equity"] == "conditional" and c["us.dfc.notification_equity"]["status"] == "pass"'
with e41 'finance.dfc_equity_pct: 41'
is "41 %: ineligible" tells e41 'V["equity"] == "ineligible"'
with local 'finance.pri_request_usd: 100000000' 'finance.pri_award_cover: true' 'investment.arbitration: local'
is "award cover without arbitration: conditional" tells local 'V["political_risk"] == "conditional"'
with icsid 'finance.pri_request_usd: 100000000' 'finance.pri_award_cover: true' 'investment.arbitration: icsid'
is "award cover with ICSID: eligible" tells icsid 'V["political_risk"] == "eligible"'
with much 'finance.pri_request_usd: 1000000001'
is "above a billion of cover: ineligible" tells much 'V["political_risk"] == "ineligible"'
change study 'deposit.study_class: fs' "deposit.study_class: pfs
  finance.dfc_assistance_share_pct: 25
  finance.dfc_assistance_repay: true
  finance.dfc_assistance_usd: 5000000"
is "before the study, cost shared: assistance eligible" tells study 'V["assistance"] == "eligible"'
is "the sponsor's part: 5 million x 25 / 75" tells study 'abs(T["assistance"]["amount"]["value"] - 5000000 / 3) < 0.01'

change control 'prc_control: {value: false' 'prc_control: {value: true'
is "PRC control shuts all five" tells control 'set(V.values()) == {"ineligible"}'
own='prc_pct: {value: 0, grade: verified, evidence: {date: 2026-10-01}}'
change chain30 "$own" 'chain:
      - {owner: China State Co, of: project, share_pct: 30, country: CN, kind: state, blocked: false}
      - {owner: Smith, of: project, share_pct: 70, country: US, kind: person, blocked: false}'
is "a list with 30 % of a Chinese state shuts all five" tells chain30 'set(V.values()) == {"ineligible"}'
change chain20 "$own" 'chain:
      - {owner: China State Co, of: project, share_pct: 20, country: CN, kind: state, blocked: false}
      - {owner: Smith, of: project, share_pct: 70, country: US, kind: person, blocked: false}'
is "20 % and a gap of 10 % settle nothing" tells chain20 'all(V[k] == "undetermined" for k in V if k != "assistance") and c["us.dfc.countries_of_concern"]["status"] == "unknown"'

"$ADIT" check templates/projects/kutessay-ii.yaml --as-of 2026-11-24 --json >"$dir/kutessay.json" 2>/dev/null
is "the sample is undetermined for all five" tells kutessay 'set(V.values()) == {"undetermined"}'
is "scores of the sample" tells kutessay 'S == {"direct_loan": [13.5, 137, 140], "guaranty": [13.5, 137, 140], "equity": [12.5, 134, 137], "political_risk": [12.5, 132, 135], "assistance": [10, 57, 60]}'
is "no check is an error" tells kutessay 'not [k for k in c if k.startswith("us.dfc") and c[k]["status"] == "error"]'

run "$ADIT" check "$ready" --programme us.dfc.direct_loan --as-of 2026-11-24
is "terms on screen" has "$out" "200,000,000"
is "calendar on screen" has "$out" "2026-12-03"
is "documents on screen" has "$out" "audited accounts"
run "$ADIT" rules list --by-source
for i in $(seq -w 1 58); do
    is "DFC-$i is encoded or noted" has "$out" "DFC-$i"
done
finish
