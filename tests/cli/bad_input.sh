#!/usr/bin/env bash
# Bad input: each case gives a clear message with its place and exit code 3 or 4.
set -u
ADIT=${ADIT:-build/adit}
export ADIT_NOW=2026-11-24 ADIT_AUTHOR=anna
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
failed=0
# The questions and the samples alone: these cases are not about the checks.
export ADIT_DATA=$dir/data
mkdir -p "$dir/data/rules" && cp -R rules/facts rules/data rules/clauses "$dir/data/rules/" && cp -R templates "$dir/data/"
db=$dir/work.db
head='adit: 1\nproject: bad\nname: Bad\ncountry: KG\n'

# bad WHAT CODE PLACE WORDS: $dir/bad.yaml is refused at the place, with the words; nothing else.
bad() {
    local why=
    timeout 20 "$ADIT" import -w "$db" "$dir/bad.yaml" >"$dir/out" 2>"$dir/err" </dev/null
    local code=$?
    [ "$code" -eq "$2" ] || why="exit code $code, not $2"
    grep -qF -- "bad.yaml$3" "$dir/err" || why="$why; no place $3"
    grep -qF -- "$4" "$dir/err" || why="$why; '$4' is missing"
    grep -q "$(printf '\033')" "$dir/err" && why="$why; an escape came through"
    [ -e "$db" ] && why="$why; a workspace was made"
    if [ -z "$why" ]; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        echo "# $why"
        sed 's/^/# /' "$dir/err" | head -5 | cut -c1-300
        failed=1
    fi
}
# file TEXT: as printf.
file() { printf "$@" >"$dir/bad.yaml"; }

file "$head"'facts:\n  licence: {kind: mining\n'
bad "broken YAML" 3 ":" "error"
file "$head"'facts:\n\tlicence.kind: mining\n'
bad "a tab for indentation" 3 ":6:" "error"
file "$head"'facts:\n  licence:\n    expiry: 2036-05-01\n'
bad "an unknown fact" 3 ":7:5: error:" "did you mean 'licence.expiry_date'?"
file "$head"'facts:\n  licence.kind: minning\n'
bad "a member that does not exist" 3 ":6:17: error:" "did you mean 'mining'"
file "$head"'facts:\n  deposit.tonnage_t: much\n'
bad "a wrong type" 3 ":6:22: error:" "'much' is not a number"
file "$head"'facts:\n  economics.irr_post_tax: 12\n'
bad "a computed figure of the cash flow" 3 ":6:3: error:" "computed from in the economics section"
file "$head"'facts:\n  ownership.chain_prc_pct: 12\n'
bad "a computed answer" 3 ":6:3: error:" "it follows from other answers"
file "$head"'facts:\n  deposit.tonnage_t: {value: 5, unit: lb}\n'
bad "a wrong unit" 3 ":6:39: error:" "convert the figure to t"
file "$head"'facts:\n  deposit.tonnage_t: 16.27 Mt\n'
bad "another unit in the figure" 3 ":6:22: error:" "write 16270000"
file "$head"'facts:\n  licence.expiry_date: 31.02.2036\n'
bad "a date that does not exist" 3 ":6:24: error:" "not a date that exists"
file "$head"'facts:\n  deposit.tonnage_t: -5\n'
bad "a negative tonnage" 3 ":6:22: error:" "deposit.tonnage_t allows: >"
file "$head"'facts:\n  deposit.tonnage_t: .nan\n'
bad "NaN" 3 ":6:22: error:" "'.nan' is not a number"
file "$head"'economics:\n  plan: {ore_t: -.inf}\n'
bad "infinity in the economics" 3 ":6:17: error:" "'-.inf' is not a number"
file "$head"'facts:\n  deposit.tonnage_t: 1,5\n'
bad "a decimal comma" 3 ":6:22: error:" "write 1.5"
file "$head"'facts:\n  licence.kind: mining\n  licence: {kind: mining}\n'
bad "a fact given twice" 3 ":7:13: error:" "given twice"
file "$head"'name: Again\n'
bad "a key given twice" 3 ":5:" "name"
file "$head"'facts: {economics.npv_post_tax: 5}\n'
bad "a computed fact" 3 ":5:9: error:" "is computed"
file 'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n'
bad "an alias bomb" 3 ":1:4: error:" "anchor"
file "$head"'economics: %s\n' "$(head -c 10000 /dev/zero | tr '\0' '[')"
bad "10,000 levels of nesting" 3 ":5:" "error"
file "$head"'facts: %s\n' "$(head -c 40000 /dev/zero | sed 's/\x0/{a: /g')"
bad "10,000 nested maps" 3 ":5:" "error"
rm -f "$dir/bad.yaml"
truncate -s 1G "$dir/bad.yaml"
bad "a sparse file of 1 GB" 3 ": error:" "larger than"
file "$head"'facts: {licence.number: "a\0b"}\n'
bad "a NUL" 3 ":" "error"
file "$head"'facts: {licence.number: "\xff\xfe"}\n'
bad "bytes that are not UTF-8" 3 ":" "error"
file 'adit: 1\nproject: "x\x1b]0;owned\x07"\nname: N\ncountry: KG\n'
bad "a raw escape in the id" 3 ":" "error"
file 'adit: 1\nproject: "x\\e]0;owned\\a"\nname: N\ncountry: KG\n'
bad "a written escape in the id" 3 ":2:" "<U+001B>]0;owned<U+0007>"
file 'adit: 2\nproject: x\nname: N\ncountry: KG\n'
bad "a newer project file" 3 ":1:7: error:" "newer"
file 'adit: 1\nproject: x\nname: N\ncountry: US\n'
bad "a country that is not covered" 3 ":4:10: error:" "KZ, UZ, KG, TJ, TM"
file ''
bad "an empty file" 3 ":" "adit"
rm -f "$dir/bad.yaml"
bad "no file" 4 ": error:" "No such file"
mkdir "$dir/bad.yaml"
bad "a folder" 3 ": error:" "folder"
rmdir "$dir/bad.yaml"

# A good file beside a bad one goes in; the bad one is said.
file "$head"'facts: {licence.kid: mining}\n'
printf 'adit: 1\nproject: good\nname: "\\e[2JGood \\u202e II"\ncountry: KG\n' >"$dir/good.yaml"
"$ADIT" import -w "$db" "$dir/bad.yaml" "$dir/good.yaml" >"$dir/out" 2>"$dir/err"
code=$?
"$ADIT" projects -w "$db" >"$dir/list" 2>&1
if [ "$code" -eq 3 ] && grep -q "licence.kind" "$dir/err" && grep -q "^good" "$dir/list" &&
    ! grep -q '^bad' "$dir/list" && grep -qF '<U+001B>[2JGood <U+202E> II' "$dir/list" &&
    ! grep -q "$(printf '\033')" "$dir/list"; then
    echo "ok - a good file beside a bad one, an escape in its name"
else
    echo "not ok - a good file beside a bad one, an escape in its name"
    cat "$dir/err" "$dir/list"
    failed=1
fi
exit $failed
