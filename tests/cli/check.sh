# adit check, explain, ask: on a small pack with known answers, and on the shipped samples.
. tests/cli/lib.sh

mkdir "$dir/rules"
cat >"$dir/rules/t.yaml" <<'P'
format: adit-rules/1
pack: t.pack
title: T
owner: o
checked_on: 2026-11-23
sources: {t.law: {title: Test Law, grade: statute, read: 2026-01-02}}
facts:
  t.share: {type: number, unit: pct, range: "[0..100]", ask: "What share?", effort: 1}
  t.veto: {type: boolean, ask: "Is there a veto?", effort: 1}
rules:
  - id: t.share
    version: 3
    title: Share at most a quarter
    kind: bar
    severity: blocking
    source: [{ref: t.law, at: "Art. 7"}]
    effective: {from: 2020-01-01}
    fail_if: t.share > 25 or t.veto
    message: {fail: "{t.share} % held"}
    remedy: [{text: Sell down, changes: [t.share]}]
programmes:
  - {id: t.prog, title: Test programme, agency: A, source: [{ref: t.law}], bars: [t.share]}
P
project() {
    printf 'adit: 1\nproject: p\nname: "P %s"\ncountry: KG\nfacts:\n  t:\n%s\n' "${2:-}" "$1" >"$dir/p.yaml"
}
check() { run "$ADIT" check "$dir/p.yaml" --rules "$dir/rules" "$@"; }

project '    share: 40'
check
is "a summary exits 0" code_is 0
is "the verdict" has "$out" "ineligible"
is "the stop with its message" has "$out" "40 % held"
is "and its law" has "$out" "Test Law, Art. 7 (statute, read 2026-01-02)"
is "fits 80 columns" [ -z "$(printf '%s\n' "$out" | awk 'length($0) > 80')" ]
is "no colour away from a terminal" lacks "$out" $'\033'
check --fail-on high
is "a blocking failure is at or above high" code_is 1
check --fail-on blocking --json
is "JSON keeps the exit code" code_is 1
printf '%s' "$out" >"$dir/out.json"
shape=$(python3 - "$dir/out.json" <<'P'
import json, sys
j = json.load(open(sys.argv[1]))
assert list(j) == ["project", "as_of", "adit", "packs", "programmes", "checks", "economics"], list(j)
assert j["project"] == {"id": "p", "name": "P ", "country": "KG"}
assert j["as_of"] == "2026-11-24"
c = [c for c in j["checks"] if c["id"] == "t.share"][0]
assert list(c) == ["id", "title", "kind", "status", "severity", "marks", "message", "points",
                   "because", "missing", "source", "remedy", "legal_change", "review"], list(c)
assert c["status"] == "fail" and c["missing"] == [] and c["remedy"] == ["Sell down"]
assert "t.share > 25" in c["because"] and c["points"] is None and c["legal_change"] is None and c["review"] is None
assert list(c["source"][0]) == ["ref", "title", "at", "url", "read", "basis", "confidence"]
p = [p for p in j["programmes"] if p["id"] == "t.prog"][0]
assert list(p) == ["id", "title", "verdict", "score", "bars", "missing", "terms", "documents",
                   "verdict_reviewed"] and p["verdict_reviewed"] == p["verdict"] \
    and p["bars"] == ["t.share"]
order = ["blocking", "high", "medium", "low", "info"]
keys = [(order.index(c["severity"]), c["id"]) for c in j["checks"]]
assert keys == sorted(keys)
ids = [p["id"] for p in j["programmes"]]
assert ids == sorted(ids)
print("good")
P
)
is "the contract's shape" [ "$shape" = good ]

project '    share: 20'
check --json
is "an open bar" has "$out" '"undetermined"'
check --fail-on info
is "open is not failed" [ "$(printf '%s' "$out" | grep -c 'FAIL .*t.share')" -eq 0 ]
run "$ADIT" ask "$dir/p.yaml" --rules "$dir/rules" --json
is "what could settle it is asked" has "$out" '"t.veto"'
is "with what each answer changes" has "$out" "Share at most a quarter: unknown -> fail"
run "$ADIT" explain "$dir/p.yaml" t.share --rules "$dir/rules"
is "explain: the tree" has "$out" "t.share > 25 = false"
is "explain: what is open" has "$out" "open until known: t.veto"
is "explain: version and hash" has "$out" "Rule version 3, sha256"
is "explain fits 80 columns" [ -z "$(printf '%s\n' "$out" | awk 'length($0) > 80')" ]
run "$ADIT" explain "$dir/p.yaml" t.shaer --rules "$dir/rules"
is "a mistyped check is named" has "$err" "did you mean 't.share'?"
is "and is wrong usage" code_is 2

project '    shar: 20'
check
is "an unknown fact is bad input" code_is 3
is "with its place" has "$err" "p.yaml:7:5: error"
is "and the nearest name" has "$err" "t.share"
project '    share: 120'
check
is "a value out of range is bad input" code_is 3
project '    share: 20' '\e[31mred'
check
is "escapes in a name do not reach the terminal" lacks "$out" $'\033'
check --fail-on sever
is "a mistyped severity is wrong usage" code_is 2
check --case nosuch
is "an unknown case is wrong usage" code_is 2

for p in kutessay-ii kundybay; do
    run "$ADIT" check "templates/projects/$p.yaml"
    is "$p: a summary" code_is 0
    is "$p fits 80 columns" [ -z "$(printf '%s\n' "$out" | awk 'length($0) > 80')" ]
    run "$ADIT" check "templates/projects/$p.yaml" --json
    printf '%s' "$out" >"$dir/$p.json"
    is "$p: valid JSON" python3 -c 'import json,sys; j=json.load(open(sys.argv[1])); assert not [c for c in j["checks"] if c["status"]=="error"], [c for c in j["checks"] if c["status"]=="error"]' "$dir/$p.json"
    "$ADIT" check "templates/projects/$p.yaml" --json >"$dir/first.json" 2>/dev/null
    "$ADIT" check "templates/projects/$p.yaml" --json >"$dir/second.json" 2>/dev/null
    is "$p: the same twice" cmp -s "$dir/first.json" "$dir/second.json"
done
finish
