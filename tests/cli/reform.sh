# adit reform: overlays on projects, bad overlays, the search. Figures are worked out by hand below.
. tests/cli/lib.sh
data=tests/data/reform
narrow() { [ -z "$(printf '%s\n' "$1" | awk 'length($0) > 80')" ]; }
# value PATH: a member of the JSON in $out; near PATH NUMBER: within half a dollar
value() { printf %s "$out" | python3 -c 'import json,sys
v=json.load(sys.stdin)
for k in sys.argv[1].split("."): v=v[int(k)] if isinstance(v,list) else v[k]
print(json.dumps(v))' "$1"; }
near() { python3 -c 'import sys; sys.exit(abs(float(sys.argv[1])-float(sys.argv[2])) > 0.5)' "$(value "$1")" "$2"; }
same() { [ "$(value "$1")" = "$2" ]; }
overlay() { { printf 'format: adit-overlay/1\nid: t\ntitle: T\ncountry: %s\ndebate: D\nsource: [{title: S, confidence: house}]\nchanges:\n' "$1"; cat; } >"$dir/o.yaml"; }
reform() { run "$ADIT" reform "$@"; }

# --- what the overlays do ---------------------------------------------------------------------
# Four years of 80 M revenue and 30 M cost after 70 M of capital, 10 %, end of year. Royalty 3 % and
# a tax on sales of 8 %: 80-30-2.4-6.4 = 41.2; profit tax 10 % of 41.2-17.5: 2.37; 38.83 a year.
# -70/1.1 + 38.83 (1.1^-2 + ... + 1.1^-5) = 48.2600 M. Without the 8 %: 44.59 a year, 64.8586 M.
factor='(1.1**-2+1.1**-3+1.1**-4+1.1**-5)'
before=$(python3 -c "print(-70e6/1.1+38.83e6*$factor)") after=$(python3 -c "print(-70e6/1.1+44.59e6*$factor)")
reform $data/pass-two.yaml --overlay kg-price-linked-tax --json
is "an overlay exits 0" code_is 0
is "NPV before" near projects.0.before.npv "$before"
is "NPV after" near projects.0.after.npv "$after"
# Receipts: 4 x (2.4 + 6.4 + 2.37), and 10 % of what is left to pay out, 4 x 38.83 - 70.
is "receipts before" near projects.0.before.receipts 53212000
is "the check falls away" has "$(value projects.0.checks)" '"after": "not_applicable"'
is "the overlay is in the answer with the date its source was read" same overlays.0.source.0.read '"2023-04-04"'
is "and its confidence" same overlays.0.source.0.confidence '"secondary"'
reform $data/pass-two.yaml --overlay kg-park-boundary --json
is "a softened barrier is a condition" has "$(value projects.0.checks)" '"before": "fail", "after": "conditional"'
is "the project is unlocked" same projects.0.unlocked true
is "the barrier is among what remains" has "$(value projects.0.barriers)" kg.site.protected_area
is "without a loan debt capacity is null" same projects.0.before.debt_capacity null
reform $data/steppe-one.yaml --overlay kz-rare-earth-uranium --json
is "the bar on rare-earth-uranium deposits" has "$(value projects.0.checks)" kz.title.uranium_class
is "another stop is left" same projects.0.unlocked false
reform $data/steppe-one.yaml --overlay kz-rare-earth-uranium --overlay kz-preemption --json
is "two overlays together unlock it" same projects.0.unlocked true
reform $data/steppe-one.yaml --overlay kz-preemption --json
is "the priority right: a fail is a condition while the list says so by itself" has "$(value projects.0.checks)" kz.state.preemption
reform $data/steppe-two.yaml --overlay kz-works-services --json
is "55 per cent is enough when 50 are asked" same projects.0.unlocked true
reform $data/steppe-one.yaml --overlay kz-open-data --json
is "declassified data" has "$(value projects.0.checks)" '"id": "kz.data.secrecy"'
# The extraction tax is stated at 6 % of 150 M for six years: 3 points less are 4.5 M a year before
# training (2 %) and income tax (20 %).
reform $data/steppe-one.yaml --overlay kz-extraction-tax --json
is "half of the extraction tax costs the state less than 27 M" python3 -c "import sys; a=float(sys.argv[1])-float(sys.argv[2]); sys.exit(not 17e6 < a < 27e6)" "$(value projects.0.before.receipts)" "$(value projects.0.after.receipts)"
is "debt capacity grows" python3 -c "import sys; sys.exit(not float(sys.argv[1]) < float(sys.argv[2]))" "$(value projects.0.before.debt_capacity)" "$(value projects.0.after.debt_capacity)"
reform $data/steppe-one.yaml --overlay kz-royalty-for-all --json
# 7 % of sales instead of 6 %: 1 % of 150 M more a year before the rest.
is "the royalty on separated oxide is one point more" python3 -c "import sys; a=float(sys.argv[2])-float(sys.argv[1]); sys.exit(not 0 < a < 9e6)" "$(value projects.0.before.receipts)" "$(value projects.0.after.receipts)"
reform $data/oasis-three.yaml --overlay uz-rent-tax --json
is "Uzbek rent tax" same projects.0.unlocked true
reform $data/pamir-four.yaml --overlay tj-royalty --overlay tj-open-data --json
is "Tajik royalty: 5 % in the model is what the law asks" has "$(value projects.0.checks)" '"id": "tj.tax.royalty_rate", "title": "Royalty in the model differs from the code of 2022", "severity": "high", "before": "fail", "after": "pass"'
reform $data/dune-five.yaml --overlay tm-flat-royalty --json
# 20 % of 80 M become 5 %.
is "Turkmen flat royalty frees value" python3 -c "import sys; sys.exit(not float(sys.argv[1]) < float(sys.argv[2]))" "$(value projects.0.before.npv)" "$(value projects.0.after.npv)"
reform templates/projects/kutessay-ii.yaml --overlay kg-park-boundary --json
is "a project without cash flow has null figures" same projects.0.before.npv null
is "and a note that says why" has "$(value projects.0.note)" "no complete cash flow"
is "no NaN" lacks "$out" NaN
for f in rules/reform/*.yaml; do
    name=$(basename "$f" .yaml) country=$(echo "${name%%-*}" | tr a-z A-Z)
    for p in templates/projects/*.yaml; do
        grep -q "^country: $country" "$p" || continue
        reform "$p" --overlay "$name"
        is "$name on $(basename "$p")" code_is 0
        is "$name on $(basename "$p"): 80 columns" narrow "$out"
    done
done
reform --list
is "the list names each overlay" [ "$(ls rules/reform/*.yaml | wc -l)" -eq "$(printf '%s\n' "$out" | grep -c '^[a-z]')" ]

# A later overlay goes over an earlier one; a value holds from its date on.
overlay KZ <<'O'
  - {param: kz.icv_works_services_min_pct, value: 60, from: 2025-12-30}
O
reform $data/steppe-two.yaml --overlay kz-works-services --overlay "$dir/o.yaml" --json
is "the later overlay counts: 55 is below 60" same projects.0.unlocked false
overlay KZ <<'O'
  - {param: kz.icv_works_services_min_pct, value: 50, from: 2026-03-02}
O
reform $data/steppe-two.yaml --overlay "$dir/o.yaml" --json
is "from the day after the licence: nothing" same projects.0.unlocked false
overlay KZ <<'O'
  - {param: kz.icv_works_services_min_pct, value: 50, from: 2026-03-01}
O
reform $data/steppe-two.yaml --overlay "$dir/o.yaml" --json
is "from the day of the licence" same projects.0.unlocked true
overlay KG <<'O'
  - {instrument: royalty, step: -1}
  - {add_instrument: {id: local, title: Local levy, kind: royalty, rate_pct: 1}}
O
reform $data/pass-two.yaml --overlay "$dir/o.yaml" --json
is "one point off the royalty and one on a new levy leave NPV alone" near projects.0.after.npv "$before"

# --- bad overlays -----------------------------------------------------------------------------
bad() {
    is "$1: exit 3" code_is 3
    is "$1: place and message" has "$err" "$2"
    [ -z "$3" ] || is "$1: hint" has "$err" "$3"
}
try() { reform $data/steppe-one.yaml --overlay "$dir/o.yaml"; }
overlay KZ <<'O'
  - {why: nothing}
O
try
bad "names nothing" "o.yaml:8:5: error: a change that names nothing" "hint: param, instrument"
printf 'format: adit-overlay/1\nid: t\ntitle: T\ncountry: KZ\ndebate: D\nsource: [{title: S, confidence: house}]\n' >"$dir/o.yaml"
try
bad "no changes" "o.yaml:1:1: error: the overlay changes nothing" "add changes"
: >"$dir/o.yaml"
try
bad "an empty file" "error: not an overlay" "adit-overlay/1"
overlay KZ <<'O'
  - {param: kz.icv_works_service_min_pct, value: 50}
  - {barrier: kz.title.uranium_clas, do: repeal}
  - {instrument: mett, repeal: true}
  - {fact: deposit.data_clasified, value: false}
  - {legal_change: kz.title.uranium_clas}
O
try
bad "unknown parameter" "o.yaml:8:13: error: unknown parameter 'kz.icv_works_service_min_pct'" "did you mean 'kz.icv_works_services_min_pct'?"
bad "unknown check" "o.yaml:9:15: error: unknown check 'kz.title.uranium_clas'" "did you mean 'kz.title.uranium_class'?"
bad "unknown instrument" "o.yaml:10:18: error: KZ has no fiscal instrument 'mett'" "did you mean 'met'?"
bad "unknown fact" "o.yaml:11:12: error: unknown fact 'deposit.data_clasified'" "did you mean 'deposit.data_classified'?"
bad "unknown flag" "o.yaml:12:20: error: unknown check" ""
overlay XX <<'O'
  - {param: kz.icv_works_services_min_pct, value: 50}
O
try
bad "a country without a pack" "o.yaml:4:10: error: no rule pack for country 'XX'" "known: KG KZ TJ TM UZ"
overlay KZ <<'O'
  - {param: kz.icv_works_services_min_pct, value: 50, from: 2026-01-01}
  - {param: kz.icv_works_services_min_pct, value: 60, from: 2026-01-01}
  - {barrier: kz.title.uranium_class, do: repeal}
  - {barrier: kz.title.uranium_class, do: soften}
O
try
bad "two versions on one date" "o.yaml:9:13: error: two versions of 'kz.icv_works_services_min_pct' in force on 2026-01-01" "the other stands in line 8"
bad "a check changed twice" "o.yaml:11:15: error: 'kz.title.uranium_class' is changed twice" "line 10"
overlay KZ <<'O'
  - {instrument: met, step: -8}
O
try
bad "a step below nothing" "o.yaml:8:18: error: a step of -8 takes 'met' below nothing" "a step of at least -6"
overlay KZ <<'O'
  - {param: kz.icv_works_services_min_pct, value: NaN}
  - {param: kz.icv_penalty_rate, value: [50]}
  - {param: kz.met_la_ce_pct, value: -1}
  - {param: kz.met_other_ree_pct, value: 101}
  - {param: kz.strategic_includes_reu, value: 3}
  - {instrument: dividend_wht, step: NaN}
  - {fact: deposit.data_classified, value: perhaps}
  - {fact: economics.npv_post_tax, value: 3}
  - {param: us.exim_max_tenor_years, value: 3}
  - {barrier: us.exim.prc_ownership, do: repeal}
  - {barrier: kz.data.secrecy}
  - {fact: processing.sample_permit, value: true, from: 2026-01-01}
O
try
bad "NaN" "o.yaml:8:51: error: 'kz.icv_works_services_min_pct' is a number, 'NaN' is none" ""
bad "a list" "o.yaml:9:41: error: 'value' must be a single value" ""
bad "a negative value" "o.yaml:10:38: error: 'kz.met_la_ce_pct' cannot be -1" "not negative"
bad "more than 100 per cent" "o.yaml:11:42: error: 'kz.met_other_ree_pct' cannot be 101" "from 0 to 100"
bad "a wrong type" "o.yaml:12:47: error: 'kz.strategic_includes_reu' is a boolean" ""
bad "a step that is no number" "o.yaml:13:38: error: 'step' is not a number" ""
bad "a fact of the wrong type" "o.yaml:14:44" ""
bad "a computed fact" "o.yaml:15:12: error: 'economics.npv_post_tax' is no fact that a law can set" ""
bad "a lender's rule" "o.yaml:16:13: error: 'us.exim_max_tenor_years' is not law of KZ" ""
bad "what to do is not said" "o.yaml:18:5: error: what happens to 'kz.data.secrecy' is not said" "do: repeal"
bad "a key of another kind" "o.yaml:19:51: error: 'from' says nothing of a change of 'fact'" ""
overlay KZ <<'O'
  - {instrument: cit, set: {rate_pct: NaN}}
  - {instrument: met, set: {rate_pct: -5}}
  - {instrument: bonus, set: {rate_pkt: 3}}
  - {instrument: property, set: {override: x}}
O
try
bad "a rate that is NaN" "o.yaml:8:39: error: not a number" ""
bad "a negative rate" "o.yaml:9:39: error: -5 is out of range" ""
bad "an unknown key of an instrument" "o.yaml:10:31: error" "did you mean 'rate_pct'?"
bad "a key that is none of an overlay's" "o.yaml:11:44: error: an overlay does not set 'override'" ""
sed 's/^source.*/source: [{ref: kz.scc}]/' "$dir/o.yaml" >"$dir/o2.yaml"
reform $data/steppe-one.yaml --overlay "$dir/o2.yaml"
bad "an unknown source" "o2.yaml:6:16: error: there is no source 'kz.scc'" "did you mean 'kz.sc'?"
sed 's/^source.*/sauce: 3/' "$dir/o.yaml" >"$dir/o2.yaml"
reform $data/steppe-one.yaml --overlay "$dir/o2.yaml"
bad "no source" "o2.yaml:1:1: error: an overlay cites what its debate rests on" ""
reform $data/pass-two.yaml --overlay kz-works-services
bad "a project of another country" "pass-two.yaml: error: 'Pass Two' is in KG, the overlay changes the law of KZ" "leave the project out"
sed 's/^country: KZ/country: KG/; s/^facts:/facts:\n  project: {country: KZ}/' $data/steppe-one.yaml >"$dir/p.yaml"
reform "$dir/p.yaml" --overlay kz-works-services
is "two countries in one project file: exit 3" code_is 3
reform "$dir/none.yaml" --overlay kz-works-services
is "a missing project: environment" code_is 4
reform $data/steppe-one.yaml --overlay no-such-overlay
is "a missing overlay: environment" code_is 4
is "and where the names are" has "$err" "adit reform --list"
reform $data/steppe-one.yaml
is "neither overlay nor search: usage" code_is 2
reform $data/steppe-one.yaml --search KZ --overlay kz-works-services
is "both: usage" code_is 2
reform --search KZ
is "no project: usage" code_is 2
reform $data/steppe-one.yaml --search XX
is "search in a country without a pack: usage" code_is 2
is "and the known ones" has "$err" "known: KG KZ"
reform $data/steppe-one.yaml --search KG
is "no project in the country: exit 3" code_is 3
reform $data/steppe-one.yaml $data/steppe-one.yaml --search KZ
is "a project twice: exit 3" code_is 3

# --- search -----------------------------------------------------------------------------------
reform $data/steppe-*.yaml --search KZ
is "search exits 0" code_is 0
is "search fits 80 columns" narrow "$out"
is "no progress without a terminal" [ -z "$err" ]
is "the share of works and services comes first: it alone unlocks" has "$(printf '%s\n' "$out" | sed -n 3p)" "In-country value in works and services"
first=$out
reform $data/steppe-*.yaml --search KZ
is "twice the same" [ "$first" = "$out" ]
reform $data/steppe-two.yaml $data/steppe-one.yaml --search KZ --json
is "the order of the projects does not matter to the first" same changes.0.target '"kz.icv.works_services"'
is "what it unlocks" same changes.0.unlocked '["steppe-two"]'
is "every rank holds: unlocked, then stops" python3 -c 'import json,sys
c=json.loads(sys.argv[1])["changes"]
k=[(-len(x["unlocked"]),-x["stops_lifted"]) for x in c]
sys.exit(k!=sorted(k))' "$out"
lost=$(printf %s "$out" | python3 -c 'import json,sys
print([x["receipts_lost"] for x in json.load(sys.stdin)["changes"] if x["target"]=="met" and "-1 " in x["text"]][0])')
overlay KZ <<'O'
  - {instrument: met, step: -1}
O
reform $data/steppe-one.yaml $data/steppe-two.yaml --overlay "$dir/o.yaml" --json
is "an overlay costs the state what the search says" python3 -c "import sys; sys.exit(abs(float(sys.argv[1])-float(sys.argv[2])-float(sys.argv[3]))>1)" "$(value sum.before.receipts)" "$(value sum.after.receipts)" "$lost"
for c in KZ KG UZ TJ TM; do
    reform templates/projects/*.yaml --search $c --json
    is "search $c on the sample projects" code_is 0
    is "search $c: no NaN" lacks "$out" NaN
done
# A case of the project in place of the file as it stands.
k=templates/projects/kutessay-ii.yaml
run "$ADIT" reform $k --overlay kg-price-linked-tax
is "as it stands there is no figure" has "$out" "no complete cash flow"
run "$ADIT" reform $k --overlay kg-price-linked-tax --case illustration
is "the case is named" has "$out" "Kutessay II (KG, case illustration)"
is "its value stands before and after" has "$out" "-22.6 M"
run "$ADIT" reform $k --overlay kg-price-linked-tax --case ilustration
is "a case that no project has is usage" code_is 2
run "$ADIT" brief KG $k --case illustration -o "$dir/b.md"
is "the brief says which figures are of a case" has "$(cat "$dir/b.md")" "of their case 'illustration', not of the project as it stands"

run "$ADIT" reform $k --overlay kz-royalty
is "a short overlay name: the one that begins so" has "$err" "did you mean 'kz-royalty-for-all'?"
run "$ADIT" brief Kazakhstan templates/projects/kundybay.yaml -o "$dir/b.md"
is "a country by its name: its code" eval 'code_is 2 && has "$err" "hint: write KZ"'
run "$ADIT" brief kz templates/projects/kundybay.yaml -o "$dir/b.md"
is "a country in small letters: its code" eval 'code_is 2 && has "$err" "hint: write KZ"'

finish
