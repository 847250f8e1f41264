#!/usr/bin/env bash
# Reviewers' decisions: the section of a file, a workspace, the computed result beside them, ranking,
# figures of preparer and reviewer, and whether reviewers decide alike.
set -u
. tests/cli/lib.sh
db=$dir/work.db
mkdir "$dir/rules"
cat >"$dir/rules/t.yaml" <<'YAML'
format: adit-rules/1
pack: t.pack
title: Test
owner: tests
checked_on: 2026-11-24
sources:
  t.policy: {title: A policy, grade: house, read: 2026-11-24}
  t.law: {title: A law, grade: statute, read: 2026-11-24}
facts:
  t.share: {type: number, ask: Which share?, actionable: true}
  t.listed: {type: boolean, ask: Is it listed?}
rules:
  - id: t.share_bar
    version: 1
    title: The share is at most a half
    kind: bar
    severity: blocking
    source: [{ref: t.policy}]
    effective: {from: 2020-01-01}
    fail_if: t.share > 50
    message: {fail: "{t.share} % is more than a half", unknown: The share is not known, pass: It is}
  - id: t.listed_bar
    version: 1
    title: Nobody listed takes part
    kind: bar
    severity: blocking
    source: [{ref: t.law}]
    effective: {from: 2020-01-01}
    fail_if: t.listed
    message: {fail: It is listed, unknown: Not known, pass: It is not}
programmes:
  - {id: t.prog, title: A loan, agency: A bank, product: loan, source: [{ref: t.policy}], bars: [t.share_bar, t.listed_bar]}
YAML
project() { # ID SHARE LISTED [REVIEW LINES...]
    printf 'adit: 1\nproject: %s\nname: %s\ncountry: KG\nfacts: {t.share: %s, t.listed: %s}\n' "$1" "$1" "$2" "$3"
}
waiver() { # NAME DATE UNTIL COMPUTED
    printf 'reviews:\n  t.share_bar:\n    decision: waive\n    name: %s\n    role: credit officer\n    date: %s\n' "$1" "$2"
    printf '    until: %s\n    reason: "Доля снижается"\n    computed: %s\n' "$3" "$4"
}
R=(--rules "$dir/rules")

# --- beside the computed result
{ project p 60 false; waiver "А. Иванова" 2026-11-01 2027-05-31 fail; } >"$dir/p.yaml"
run "$ADIT" check "$dir/p.yaml" "${R[@]}" --json
is "computed and reviewed verdict, the review in force" python3 - "$dir/.out" <<'PY'
import json, sys
j = json.load(open(sys.argv[1]))
p = next(p for p in j["programmes"] if p["id"] == "t.prog")
assert (p["verdict"], p["verdict_reviewed"]) == ("ineligible", "conditional"), p
c = next(c for c in j["checks"] if c["id"] == "t.share_bar")
r = c["review"]
assert c["status"] == "fail" and r["state"] == "in_force" and r["counts_as"] == "conditional"
assert (r["name"], r["until"], r["reason"]) == ("А. Иванова", "2027-05-31", "Доля снижается")
assert next(c for c in j["checks"] if c["id"] == "t.listed_bar")["review"] is None
PY
run "$ADIT" check "$dir/p.yaml" "${R[@]}"
is "text: the failure stays, the waiver beside it" eval 'has "$out" "60 % is more than a half" &&
    has "$out" "reviewed: waived, in force to 2027-05-31" && has "$out" "1 bar reviewed: conditional with it"'
run "$ADIT" check "$dir/p.yaml" "${R[@]}" --fail-on blocking
is "a waiver does not silence --fail-on" code_is 1
run "$ADIT" explain "$dir/p.yaml" t.share_bar "${R[@]}"
is "explain: the status as computed, then the decision" eval 'has "$out" "reviewed: waived, in force to 2027-05-31"'
run "$ADIT" check "$dir/p.yaml" "${R[@]}" --programme t.prog
is "one programme: with and without" eval 'has "$out" "A loan: ineligible" && has "$out" "conditional with reviewers'"'"' decisions on 1 of its bars"'
run "$ADIT" check "$dir/p.yaml" "${R[@]}" --as-of 2027-05-31 --json
is "the last day counts" has "$out" '"state": "in_force"'
run "$ADIT" check "$dir/p.yaml" "${R[@]}" --as-of 2027-06-01 --json
is "the day after it is expired and counts no more" python3 - "$dir/.out" <<'PY'
import json, sys
j = json.load(open(sys.argv[1]))
p = next(p for p in j["programmes"] if p["id"] == "t.prog")
r = next(c for c in j["checks"] if c["id"] == "t.share_bar")["review"]
assert p["verdict_reviewed"] == "ineligible" and (r["state"], r["counts_as"]) == ("expired", "fail")
PY
run "$ADIT" check "$dir/p.yaml" "${R[@]}" --as-of 2026-10-31 --json
is "before its first day it is not in force" has "$out" '"state": "not_yet"'
sed 's/t.share: 60/t.share: 40/' "$dir/p.yaml" >"$dir/changed.yaml"
run "$ADIT" review "$dir/changed.yaml" "${R[@]}"
is "the status changed since: said, and counts no more" eval 'code_is 0 && has "$out" "made when it was fail" && has "$out" "pass (was fail)"'
run "$ADIT" memo "$dir/p.yaml" "${R[@]}" -o "$dir/memo.md"
is "memo: exceptions to policy and who approves" eval 'grep -q "Exceptions to policy and who approves" "$dir/memo.md" &&
    grep -q "waived | А. Иванова, credit officer, 2026-11-01 | the credit committee | Доля снижается | 2027-05-31" "$dir/memo.md"'
run "$ADIT" programmes "$dir/p.yaml" "${R[@]}" --json
is "side by side" has "$out" '"verdict_reviewed": "conditional"'
run "$ADIT" review "$dir/p.yaml" "${R[@]}" --csv
is "CSV of reviews" eval 'code_is 0 && has "$out" "t.share_bar,The share is at most a half,blocking,fail,waived,conditional,in_force,А. Иванова"'

# --- what is refused, with its place
refused() { # WHAT LINE:COL WORDS HINT
    place=$2 words=$3 hint=$4
    run "$ADIT" check "$dir/bad.yaml" "${R[@]}"
    is "$1" eval 'code_is 3 && has "$err" "bad.yaml:$place: error" && has "$err" "$words" && has "$err" "$hint"'
}
set -- "$dir/p.yaml"
sed 's/t.share_bar:/t.share_baar:/' "$1" >"$dir/bad.yaml"
refused "an unknown check, the nearest named" 7:3 "no pack has a check" "did you mean 't.share_bar'?"
sed '/    name:/d' "$1" >"$dir/bad.yaml"
refused "no name" 7:3 "has no name" "binds nobody"
sed '/    reason:/d' "$1" >"$dir/bad.yaml"
refused "no reason" 7:3 "has no reason" "an auditor"
sed '/    until:/d' "$1" >"$dir/bad.yaml"
refused "no end date" 7:3 "has no end date" "for ever"
sed 's/until: .*/until: 2026-10-01/' "$1" >"$dir/bad.yaml"
refused "an end before the start" 12:12 "before it begins" "date <= until"
sed 's/until: .*/until: 2027-02-30/' "$1" >"$dir/bad.yaml"
refused "a date that does not exist" 12:12 "2027-02-30" "28 days"
sed 's/decision: waive/decision: override\n    status: fail/' "$1" >"$dir/bad.yaml"
refused "an override to the same status" 9:13 "changes nothing" "what it should count as"
sed 's/computed: fail/computed: pass/' "$1" >"$dir/bad.yaml"
refused "a waiver of what passes" 8:15 "nothing to waive" "waive a check that fails"
sed 's/decision: waive/decision: wave/' "$1" >"$dir/bad.yaml"
refused "a decision that is none" 8:15 "cannot be the decision" "did you mean 'waive'?"
sed 's/t.share_bar/t.listed_bar/' "$1" >"$dir/bad.yaml"
refused "a statute's bar is waived by nobody" 8:15 "nobody: the statute bars it" "counsel's opinion"
sed 's/t.share_bar/t.listed_bar/; s/decision: waive/decision: override\n    status: pass/' "$1" >"$dir/bad.yaml"
refused "nor overridden without a document" 9:13 "takes a document" "counsel's opinion"
sed 's/t.share_bar/t.listed_bar/; s/decision: waive/decision: override\n    status: pass\n    document: opinion.pdf/' "$1" >"$dir/good.yaml"
run "$ADIT" check "$dir/good.yaml" "${R[@]}"
is "with the document it is taken" code_is 0
{ project p 60 false; printf 'reviews: [1]\n'; } >"$dir/bad.yaml"
refused "not a map" 6:10 "must be a map" "CHECK-ID"

# --- a workspace
run "$ADIT" import "$dir/p.yaml" "${R[@]}" -w "$db"
run "$ADIT" export p -o "$dir/out.yaml" "${R[@]}" -w "$db"
run "$ADIT" import "$dir/out.yaml" "${R[@]}" -w "$db"
is "nothing changes on the way out and in" has "$out" "p: 0 of"
run "$ADIT" review p t.share_bar --override pass --name "B. Petrov" --reason "Shares sold: register seen" \
    --until 2027-01-31 "${R[@]}" -w "$db"
is "an override in the workspace" eval 'code_is 0 && has "$out" "override: pass" && has "$out" "computed: fail"'
run "$ADIT" review p t.share_bar --override fail --name B --reason r --until 2027-01-31 "${R[@]}" -w "$db"
is "to the status that it has: refused, by what is computed now" eval 'code_is 3 && has "$err" "changes nothing"'
run "$ADIT" review p t.share_bar --waive "${R[@]}" -w "$db"
is "name, reason and end are asked for" eval 'code_is 3 && has "$err" "no name" && has "$err" "no reason" && has "$err" "no end date"'
run "$ADIT" review p t.share_bar --waive --override pass "${R[@]}" -w "$db"
is "one decision at a time" code_is 2
run "$ADIT" review p "${R[@]}" -w "$db" --json
is "listed with author; the same hand is told" eval 'has "$out" "\"author\": \"tester\"" && has "$out" "\"same_hand\": \"t.share\""'
run "$ADIT" review p t.share_bar --withdraw "${R[@]}" -w "$db"
is "a withdrawal needs a reason" eval 'code_is 3 && has "$err" "needs its reason"'
run "$ADIT" review p t.share_bar --withdraw --reason "Register was of another company" "${R[@]}" -w "$db"
is "withdrawn" eval 'code_is 0 && has "$out" withdrawn'
run "$ADIT" log p reviews.t.share_bar -w "$db" --json
is "every revision is kept" python3 - "$dir/.out" <<'PY'
import json, sys
r = json.load(open(sys.argv[1]))["revisions"]
assert len(r) == 3 and "waive" in r[0]["to"] and "B. Petrov" in r[1]["to"] and r[2]["to"] is None
assert r[2]["note"] == "Register was of another company"
PY
run "$ADIT" export p -o "$dir/out.yaml" "${R[@]}" -w "$db"
run "$ADIT" import "$dir/out.yaml" "${R[@]}" -w "$db"
is "a withdrawn review stays so" eval 'has "$out" "p: 0 of" && ! grep -q reviews: "$dir/out.yaml"'

# --- ranking
mkdir "$dir/apps"
{ project a 60 false; waiver A 2026-11-01 2027-05-31 fail; } >"$dir/apps/a.yaml"
project b null false >"$dir/apps/b.yaml"
run "$ADIT" rank "$dir/apps" --programme t.prog "${R[@]}" --csv
is "rank goes by the computed verdict" has "$out" "1,b,b,KG"
run "$ADIT" rank "$dir/apps" --programme t.prog "${R[@]}" --reviewed
is "--reviewed says so in its head" eval 'has "$out" "ORDERED BY THE REVIEWERS" && has "$out" "1 of its bars reviewed: conditional with them, ineligible computed"'
run "$ADIT" rank "$dir/apps" --programme t.prog "${R[@]}" --reviewed --json
is "and puts the waived one first" python3 - "$dir/.out" <<'PY'
import json, sys
j = json.load(open(sys.argv[1]))
assert j["ordered_by"] == "reviewed"
a = j["ranked"][0]
assert (a["project"], a["verdict"], a["verdict_computed"], a["stops"]) == ("a", "conditional", "ineligible", 0), a
PY

# --- figures
run "$ADIT" set p t.share 55 --as reviewer "${R[@]}" -w "$db"
is "a figure that differs needs why" eval 'code_is 3 && has "$err" "without a reason"'
run "$ADIT" set p t.share 55 --as reviewer --why "Treasury shares out" "${R[@]}" -w "$db"
is "the figure in use stays" eval 'code_is 0 && has "$out" "t.share: 60 -> 60" && has "$out" "reviewer 55: Treasury shares out"'
run "$ADIT" set p t.share 58 "${R[@]}" -w "$db"
run "$ADIT" review p --inputs "${R[@]}" -w "$db"
is "a new answer keeps the reviewer's beside it" eval 'has "$out" "1 adjusted" && has "$out" "Treasury shares out"'
run "$ADIT" set p t.share 55 --as reviewer --final "${R[@]}" -w "$db"
run "$ADIT" export p -o "$dir/out.yaml" "${R[@]}" -w "$db"
is "final: in use, and the preparer's figure is kept" eval 'grep -A4 "share:" "$dir/out.yaml" | tr -d "\n" | grep -q "value: 55 *sponsor: 58 *reviewer: 55 *why: Treasury shares out"'
run "$ADIT" memo "$db:p" "${R[@]}" -o "$dir/memo.md"
is "memo: where the reviewer differs" eval 'grep -q "### Where the reviewer differs" "$dir/memo.md" && grep -q "| 58 | 55 | 55 | Treasury shares out |" "$dir/memo.md"'
run "$ADIT" set p t.share 55 --as nobody "${R[@]}" -w "$db"
is "whose figure?" eval 'code_is 3 && has "$err" "--as sponsor"'

# --- consistency: A waives 3 of 3, B none of 3 (B decided on the other bar), nobody looked at 2
mkdir "$dir/many"
for i in 1 2 3; do
    { project "a$i" 60 true; waiver A 2026-11-01 2027-05-31 fail; } >"$dir/many/a$i.yaml"
    { project "b$i" 60 true; waiver B 2026-11-01 2027-05-31 fail; } |
        sed 's/t.share_bar/t.listed_bar/; s/decision: waive/decision: override\n    status: pass\n    document: o.pdf/' >"$dir/many/b$i.yaml"
done
project n1 60 true >"$dir/many/n1.yaml"
project n2 40 true >"$dir/many/n2.yaml"
run "$ADIT" review --consistency "$dir/many" "${R[@]}" --json
is "counts by reviewer, check and computed status" python3 - "$dir/.out" <<'PY'
import json, sys
j = json.load(open(sys.argv[1]))
assert j["applications"] == 8
rows = {(r["check"], r["reviewer"]): r for r in j["rows"]}
a, b = rows["t.share_bar", "A"], rows["t.share_bar", "B"]
assert (a["waived"], a["of"], a["others"], a["others_of"], a["nobody_of"]) == (3, 3, 0, 3, 1), a
assert (b["waived"], b["of"], b["others"], b["others_of"]) == (0, 3, 3, 3), b
assert a["difference"] == b["difference"] == "differs" and a["computed"] == "fail"
assert rows["t.listed_bar", "B"]["overridden"] == 3
PY
run "$ADIT" review --consistency "$dir/many" "${R[@]}"
is "counts, no percentages of a few" eval 'has "$out" "decided otherwise in 3 of 3" && has "$out" DIFFERS && lacks "$out" "%"'
rm "$dir/many/b3.yaml"
run "$ADIT" review --consistency "$dir/many" "${R[@]}"
is "two applications are too few" eval 'has "$out" "too few to compare" && lacks "$out" DIFFERS'
echo 'adit: 2' >"$dir/many/bad.yaml"
run "$ADIT" review --consistency "$dir/many" "${R[@]}"
is "a bad file is named, the rest goes on" eval 'code_is 3 && has "$err" "bad.yaml" && has "$out" "7 applications"'
run "$ADIT" review --consistency "$db" "${R[@]}"
is "a whole workspace" eval 'code_is 0 && has "$out" "1 applications"'
run "$ADIT" review "$dir/p.yaml" t.share_bar --waive --name N --reason r --until 2027-01-01
is "a decision on a file: where it belongs" eval 'code_is 2 && has "$err" "adit import"'
finish
