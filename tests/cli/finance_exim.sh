# EXIM's programmes, terms, calendar and documents; derived by hand in tests/rules/kutessay-verdicts.md.
. tests/cli/lib.sh
sample=templates/projects/kutessay-ii.yaml
ready=tests/data/finance-ready.yaml

# change FROM NAME [OLD NEW]: a copy with one text replaced (FROM's facts when OLD is "+"), checked
change() {
    if [ "${3:-}" = + ]; then
        answers "$1" "$2" "$4"
    else
        replaced "$@"
    fi
    checked "$dir/$2.yaml" "$2"
}
# tells NAME PYTHON: true when the expression over S, L, G, I, M (programmes), c (checks), t (terms) is true
tells() {
    python3 - "$dir/$1.json" "$2" <<'PY'
import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
p = {x["id"]: x for x in r["programmes"]}
c = {x["id"]: x for x in r["checks"]}
S, L, G, I, M = (p["us.exim." + n] for n in ("scri", "export_loan", "export_guarantee", "letter", "mmia"))
t = lambda programme, term: next(x for x in programme["terms"] if x["id"] == term)
d = lambda programme, doc: next(x for x in programme["documents"] if x["id"] == doc)["status"]
sys.exit(0 if eval(sys.argv[2]) else 1)
PY
}

change $sample kutessay
is "import, export and letter are undetermined" tells kutessay '{p["verdict"] for p in (S, L, G, I)} == {"undetermined"}'
is "a mine cannot apply for a US plant's programme" tells kutessay 'M["verdict"] == "ineligible"'
is "every bar of the export route is open" tells kutessay 'all(c[b]["status"] == "unknown" for b in L["bars"] + G["bars"] + I["bars"])'
is "export scores 5 to 155 of 155" tells kutessay '[L["score"][k] for k in ("low", "high", "max")] == [5, 155, 155] == [G["score"][k] for k in ("low", "high", "max")]'
is "a letter scores 0 to 23 of 23" tells kutessay '[I["score"][k] for k in ("low", "high", "max")] == [0, 23, 23]'
is "the loan has one bar more than the guarantee" tells kutessay 'set(L["bars"]) - set(G["bars"]) == {"us.exim.export.interest"}'
is "an open amount names what it needs" tells kutessay 't(S, "amount")["state"] == "open" and "offtake.us_share_pct" in t(S, "amount")["missing"] and t(S, "amount")["value"] is None'
is "the end of authority is known without answers" tells kutessay 't(S, "authority_until")["value"] == "2026-12-31"'
is "no term is an error" tells kutessay 'not [x for q in p.values() for x in q["terms"] if x["state"] == "error"]'
is "every term cites a source, every figure its formula" tells kutessay 'all(x["source"] and (x["formula"] if x["expression"] else x["state"] == "text") for q in p.values() if q["id"].startswith("us.exim.") for x in q["terms"])'
is "nothing in the file, nothing claimed" tells kutessay 'all(x["status"] in ("open", "missing") for x in S["documents"])'

change $sample control + 'ownership.prc_control: true'
is "PRC control bars every route by the Charter" tells control '{p["verdict"] for p in (S, L, G, I)} == {"ineligible"}'
change $sample third + 'ownership.prc_pct: 30'
is "30 per cent from the PRC bars the import route only" tells third '(S["verdict"], L["verdict"], I["verdict"]) == ("ineligible", "undetermined", "undetermined")'
change $sample nothing + 'content.net_price_usd: 0'
is "nothing bought from the US bars the export route only" tells nothing '(S["verdict"], L["verdict"], G["verdict"]) == ("undetermined", "ineligible", "ineligible")'

change $ready ready
is "all bars met in import, export and letter" tells ready '{p["verdict"] for p in (S, L, G, I)} == {"eligible"}'
is "scores 149, 142, 142 and 19" tells ready '[p["score"]["low"] for p in (S, L, G, I)] == [149, 142, 142, 19] == [p["score"]["high"] for p in (S, L, G, I)]'
is "import: 400 million at half debt and three quarters sold carry 150" tells ready 't(S, "amount")["value"] == 150000000 and t(S, "us_share_needed")["value"] == 75'
is "export: the contract carries 170 million" tells ready 't(L, "amount")["value"] == 170000000 == t(G, "contract_limit")["value"] and t(L, "us_content_pct")["value"] == 90'
is "30 million in cash, 144.5 before export, a fee of 6" tells ready '(t(L, "down_payment")["value"], t(L, "pre_export")["value"], t(L, "fee")["value"]) == (30000000, 144500000, 6000000)'
is "fifteen years, at five per cent or more" tells ready '(t(L, "tenor")["value"], t(L, "least_interest")["value"]) == (15, 5)'
is "the calendar" tells ready '[t(S, x)["value"] for x in ("acknowledged_by", "notice_by", "esia_public_by", "earliest_approval", "days_of_authority")] == ["2026-10-06", "2026-12-06", "2026-12-01", "2026-12-15", 16]'
is "no study, no comment period" tells ready 't(S, "comment_until")["state"] == "none"'
is "paper and word are told apart" tells ready 'd(S, "us_contracts") == "supplied" and d(S, "model") == "claimed" and d(L, "jobs_plan") == "not needed"'
change $ready over 'us_content_usd: 180000000' 'us_content_usd: 149999999'
is "a dollar less of US content than asked for" tells over 'L["verdict"] == "ineligible" and t(L, "amount")["value"] == 149999999 and S["verdict"] == "eligible"'
change $ready climate 'exim_climate_term: false' 'exim_climate_term: true'
is "a climate project has 22 years" tells climate 't(S, "tenor")["value"] == 22'
change $ready small 'exim_request_usd: 150000000' 'exim_request_usd: 99999999'
is "under 100 million no statement to Congress" tells small 't(S, "notice_by")["state"] == "none" and c["us.exim.notification"]["status"] == "not_applicable"'
change $ready cash 'exim_down_payment_pct: 15' 'exim_down_payment_pct: 14'
is "14 per cent in cash is too little for export, and no matter for import" tells cash '(L["verdict"], S["verdict"]) == ("ineligible", "eligible")'
change $ready late 'exim_filed_date: 2026-10-01' 'exim_filed_date: 2026-12-10'
is "filed too late for the Charter" tells late 't(S, "earliest_approval")["value"] == "2027-01-04" and t(S, "days_of_authority")["value"] == -4'
change $ready listed 'entity_list_owner_pct: 0' 'entity_list_owner_pct: 60'
is "a suspended rule whose state is not known carries the mark" tells listed 'c["std.sanctions.affiliates_rule"]["marks"] == ["law_pending"] and S["verdict"] == "conditional" and L["verdict"] == "conditional"'
run "$ADIT" rules stale --as-of 2026-11-24
is "and is told as expected and not looked up" [ "$code" -eq 1 ]
is "by name" has "$out" us.bis_affiliates_rule_active
as_of=2027-01-04 change $ready lapsed
is "after the end of the Charter approval hangs on Congress" tells lapsed '{p["verdict"] for p in (S, L, G)} <= {"conditional", "undetermined"} and c["us.exim.authority"]["status"] == "conditional"'

run "$ADIT" rules list --by-source rules/finance/exim
is "all 70 entries of the reference" [ "$(printf '%s\n' "$out" | grep -oE '^ *EXIM-[0-9]+' | tr -d ' ' | sort -u | wc -l)" -eq 70 ]
run "$ADIT" check $ready --as-of 2026-11-24 --programme us.exim.export_loan
is "one programme in full" code_is 0
is "fits 80 columns" [ -z "$(printf '%s\n' "$out" | awk 'length($0) > 80')" ]
is "a figure with its formula" has "$out" "Cash from the buyer, at least: USD 30,000,000"
is "in words" has "$out" "= 15 % of the net contract price"
is "points are told as ours" has "$out" "our scoring choice"
run "$ADIT" check $ready --programme us.exim.export_lone
is "an unknown programme is usage" code_is 2
is "with the nearest" has "$err" "did you mean 'us.exim.export_loan'?"
finish
