#!/usr/bin/env bash
# The commands of the workspace: new, import, export, projects, set, log.
set -u
ADIT=${ADIT:-build/adit}
export ADIT_NOW=2026-11-24 ADIT_AUTHOR=anna
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
failed=0
# The questions and the samples alone: these cases are not about the checks.
export ADIT_DATA=$dir/data
mkdir -p "$dir/data/rules" && cp -R rules/facts rules/data rules/clauses "$dir/data/rules/" && cp -R templates "$dir/data/"
out=$dir/out err=$dir/err

# case WHAT EXPECTED-CODE COMMAND...: runs it; stdout and stderr stand in $out and $err.
run() {
    local want=$1
    shift
    "$@" >"$out" 2>"$err" </dev/null
    local got=$?
    [ "$got" -eq "$want" ] && return 0
    echo "# exit code $got, not $want: $*"
    sed 's/^/# /' "$out" "$err" | head -20
    return 1
}
verdict() {
    if [ "$1" -eq 0 ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        failed=1
    fi
}
has() { grep -qF -- "$1" "$2" || { echo "# '$1' is missing in:"; sed 's/^/# /' "$2" | head -20; return 1; }; }

db=$dir/work.db
cat >"$dir/p.yaml" <<'YAML'
adit: 1
project: test-one
name: "Кутессай \e]0;owned\a II"
country: KG
facts:
  licence:
    kind: {value: mining, grade: document, note: "seen", evidence: {document: l.pdf, page: 3, quote: "first\nsecond", date: 2024-05-01}}
    number: "no"
    expiry_date: none
  deposit.tonnage_t: {value: 16 270 000, low: 14000000, high: 18000000, sponsor: 2e7, reviewer: 16270000, why: rounded}
  deposit.name: |
    Кутессай
      "II": # not a comment
economics:
  plan: {ramp_up: [0.5, 1], ore_t: {value: null, note: asked}}
  products: [{name: x, price: {value: 69, unit: USD/kg}}, {name: "1e3"}]
  lines: {revenue: {2027: 0, 2028: 5}}
  cases: [{name: bank, set: {plan.ramp_up: [0.4, 1], "products[1].price": 5}}]
documents: [{path: l.pdf, title: Licence}]
YAML

run 0 "$ADIT" new "$dir/Third Deposit.yaml" && run 0 "$ADIT" import -w "$db" "$dir/Third Deposit.yaml" &&
    has "third-deposit: 1 of 1 answers" "$out" && grep -q '^  licence:$' "$dir/Third Deposit.yaml"
verdict $? "new writes a file of all questions that loads as it stands"

before=$(cat "$dir/Third Deposit.yaml")
run 4 "$ADIT" new "$dir/Third Deposit.yaml" && has "exists" "$err" &&
    [ "$before" = "$(cat "$dir/Third Deposit.yaml")" ]
verdict $? "new does not touch a file that exists"

run 0 "$ADIT" new "$dir/mine.yaml" --template kutessay-ii && has "project: mine" "$dir/mine.yaml" &&
    run 0 "$ADIT" import -w "$db" "$dir/mine.yaml" &&
    run 3 "$ADIT" new "$dir/other.yaml" --template kutesay-ii && has "did you mean 'kutessay-ii'" "$err" &&
    [ ! -e "$dir/other.yaml" ]
verdict $? "new starts from a sample, and names the nearest"

run 0 "$ADIT" import -w "$db" "$dir/p.yaml" && has "test-one: " "$out" &&
    run 0 "$ADIT" import -w "$db" "$dir/p.yaml" && has "test-one: 0 of" "$out"
verdict $? "the same file again changes nothing"

run 0 "$ADIT" export test-one -o "$dir/back.yaml" -w "$db" &&
    run 0 "$ADIT" import -w "$db" "$dir/back.yaml" && has "test-one: 0 of" "$out" &&
    run 0 "$ADIT" import -w "$dir/second.db" "$dir/back.yaml" &&
    run 0 "$ADIT" export test-one -o "$dir/again.yaml" -w "$dir/second.db" &&
    cmp "$dir/back.yaml" "$dir/again.yaml"
verdict $? "export loses nothing on the way back"

run 0 "$ADIT" export test-one -o - -w "$db" && cmp -s "$out" "$dir/back.yaml"
verdict $? "export to the output"

for f in templates/projects/*.yaml; do
    id=$(sed -n 's/^project: *\([a-z0-9-]*\).*/\1/p' "$f")
    run 0 "$ADIT" import -w "$dir/samples.db" "$f" &&
        run 0 "$ADIT" export "$id" -o "$dir/sample.yaml" -w "$dir/samples.db" &&
        run 0 "$ADIT" import -w "$dir/samples.db" "$dir/sample.yaml" && has "$id: 0 of" "$out"
    verdict $? "the sample $id goes in and out"
done

run 0 "$ADIT" projects -w "$db" && has "test-one" "$out" && has '<U+001B>]0;owned<U+0007>' "$out" &&
    ! grep -q "$(printf '\033')" "$out"
verdict $? "projects lists them, an escape in a name is harmless"

run 0 "$ADIT" projects --json -w "$db" && python3 - "$out" <<'PY'
import json, sys
p = json.load(open(sys.argv[1]))["projects"]
assert [x["id"] for x in p] == ["mine", "test-one", "third-deposit"], p
assert p[1]["name"] == "Кутессай \x1b]0;owned\x07 II", p[1]
assert p[1]["country"] == "KG" and p[1]["facts"] > 5 and p[1]["revision"] == 1, p[1]
assert b"\x1b" not in open(sys.argv[1], "rb").read()
PY
verdict $? "projects --json"

run 0 "$ADIT" set test-one licence.kind exploration --document new.pdf --page 7 --note "see annex" -w "$db" &&
    has "-> " "$out" && ADIT_AUTHOR=boris run 0 "$ADIT" set test-one licence.kind unknown -w "$db" &&
    run 0 "$ADIT" log test-one licence.kind -w "$db" && has "boris" "$out" && has "new.pdf, page 7; see annex" "$out"
verdict $? "set and log"

run 0 "$ADIT" log test-one licence.kind --json -w "$db" && python3 - "$out" <<'PY'
import json, re, sys
r = json.load(open(sys.argv[1]))["revisions"]
assert [(x["from"], x["to"], x["author"], x["grade"]) for x in r] == [
    (None, "mining", "anna", "document"), ("mining", "exploration", "anna", "document"),
    ("exploration", None, "boris", "none")], r
assert r[0]["quote"] == "first\nsecond" and r[0]["page"] == "3" and r[0]["date"] == "2024-05-01", r[0]
assert r[1]["document"] == "new.pdf" and r[1]["note"] == "see annex", r[1]
assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", x["at"]) for x in r), r
assert r[0]["number"] < r[1]["number"] < r[2]["number"]
PY
verdict $? "log --json"

run 0 "$ADIT" set test-one economics.products[0].price 71 -w "$db" &&
    run 0 "$ADIT" set test-one deposit.name '"none"' -w "$db" &&
    run 0 "$ADIT" export test-one -o - -w "$db" && has "unit: USD/kg" "$out" && has "value: 71" "$out" &&
    has 'name: "none"' "$out"
verdict $? "a price keeps its unit, a quoted text is a text"

run 3 "$ADIT" set test-one licence.expiry 2036-05-01 -w "$db" && has "did you mean 'licence.expiry_date'" "$err" &&
    run 3 "$ADIT" set test-one licence.expiry_date 31.02.2036 -w "$db" && has "not a date that exists" "$err" &&
    run 3 "$ADIT" set test-one deposit.tonnage_t -5 -w "$db" && has "outside" "$err" &&
    run 3 "$ADIT" set test-one licence.kind mining --grade sure -w "$db" && has "not a grade" "$err" &&
    run 3 "$ADIT" set test-ome licence.kind mining -w "$db" && has "did you mean 'test-one'" "$err" &&
    run 3 "$ADIT" log test-one licence.kid -w "$db" && has "did you mean 'licence.kind'" "$err" &&
    run 2 "$ADIT" set test-one licence.kind -w "$db" && run 2 "$ADIT" export test-one -w "$db"
verdict $? "wrong answers, names and usage are said"

(cd "$dir" && ADIT_WORKSPACE=second.db run 0 "$(realpath "$OLDPWD/$ADIT" 2>/dev/null || echo "$ADIT")" projects && has test-one "$out")
verdict $? "the workspace of the environment"
exit $failed
