# adit rules: lint, test, coverage, list, show, stale; on the shipped packs and on small broken ones.
. tests/cli/lib.sh

run "$ADIT" rules lint
is "the shipped packs have no error" code_is 0
is "lint counts" has "$out" "0 errors"
run "$ADIT" rules test
is "the shipped rules pass their tests" code_is 0
is "and say how many" has "$out" " passed, 0 failed"
run "$ADIT" rules test tests/data/rules/examples.yaml
is "the worked examples pass" has "$out" "27 passed, 0 failed"
run "$ADIT" rules test tests/data/rules/examples.yaml kz.icv
is "an id selects" has "$out" "6 passed, 0 failed"
run "$ADIT" rules coverage tests/data/rules/examples.yaml
is "coverage" has "$out" "us.dfc.us_person_preference"
is "coverage counts rows" has "$out" "5/5"
run "$ADIT" rules list
is "list" has "$out" "blocking"
run "$ADIT" rules list --by-source
is "list by entry of the reference" has "$out" "KG-"
run "$ADIT" rules list --json
is "list as JSON" has "$out" '"sha256"'
run "$ADIT" rules show kz.icv.works_services tests/data/rules/examples.yaml
is "show" has "$out" "legal_min_pct"
is "show names the clause" has "$out" "208(3), 221(2)"
run "$ADIT" rules stale --as-of 2026-11-24
is "no check is stale in its year" lacks "$out" "last checked"
is "a value that was due this month is told" has "$out" "us.bis_affiliates_rule_active"
run "$ADIT" rules stale --as-of 2030-01-01
is "old checks are told" code_is 1
is "with their date" has "$out" "last checked 2026-"

cat >"$dir/bad.yaml" <<'P'
format: adit-rules/1
pack: bad
title: Broken on purpose
owner: tests
checked_on: 2026-11-23
sources: {law: {title: Law, grade: statute}}
facts:
  a.grade: {type: number, ask: Grade, effort: 1}
rules:
  - id: bad.rule
    version: 1
    title: R
    kind: flag
    severity: high
    source: [{ref: law}]
    effective: {from: 2020-01-01}
    fail_if: a.grade > 2 and
      a.grad < 1
P
run "$ADIT" rules lint "$dir/bad.yaml"
is "an error is bad input" code_is 3
is "the place is inside the expression" has "$err" "bad.yaml:18:7: error: "
is "with the nearest name" has "$err" "a.grade"
run "$ADIT" rules lint "$dir/bad.yaml" --json
is "lint as JSON" has "$out" '"code": "E011"'
is "keeps the exit code" code_is 3

sed -i 's/a.grad < 1/a.grade < 1/; $a\    tests: [{name: never, given: {a.grade: 3}, expect: {status: fail}}]' "$dir/bad.yaml"
run "$ADIT" rules test "$dir/bad.yaml"
is "a failing test answers no" code_is 1
is "with its place" has "$out" "bad.yaml:19:13: bad.rule, test 'never'"
is "what was expected and what came" has "$out" "status: expected fail, came pass"

run "$ADIT" rules test no.such.rule
is "an unknown id is wrong usage" code_is 2
run "$ADIT" rules lint "$dir/none"
is "a missing folder is told" has "$err" "none"
is "and is no success" [ "$code" -ne 0 ]
run "$ADIT" rules tset
is "a mistyped verb is named" has "$err" "did you mean 'test'?"
is "and is wrong usage too" code_is 2

# Hostile packs end with a diagnostic, soon.
python3 - "$dir" <<'P'
import sys
d = sys.argv[1]
head = "format: adit-rules/1\npack: h\ntitle: T\nowner: o\nchecked_on: 2026-11-23\n"
open(d + "/deep.yaml", "w").write(head + "facts: " + "{a: " * 5000 + "1" + "}" * 5000 + "\n")
open(d + "/bomb.yaml", "w").write(head + "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")
rule = """sources: {law: {title: L, grade: statute}}
facts: {a.x: {type: number, ask: Q, effort: 1}}
rules:
  - id: h.r
    version: 1
    title: T
    kind: flag
    severity: low
    source: [{ref: law}]
    effective: {from: 2020-01-01}
    let:
      l0: a.x + 1
%s
    fail_if: l60 > 1
    tests: [{name: n, given: {}, expect: {status: unknown}}]
"""
lets = "\n".join("      l%d: l%d + l%d" % (i, i - 1, max(0, i - 2)) for i in range(1, 61))
open(d + "/lets.yaml", "w").write(head + rule % lets)
loop = rule.replace("fail_if: l60 > 1", "fail_if: count(for i in 1..9999, j in 1..9999 return i + j) > a.x")
open(d + "/loop.yaml", "w").write(head + loop % "")
open(d + "/paren.yaml", "w").write(head + rule.replace("l60 > 1", "(" * 20000 + "1" + ")" * 20000) % "")
P
for f in deep bomb paren; do
    run timeout 20 "$ADIT" rules lint "$dir/$f.yaml"
    is "$f.yaml is refused" code_is 3
done
run timeout 20 "$ADIT" rules test "$dir/lets.yaml"
is "a chain of lets is followed once" code_is 0
run timeout 60 "$ADIT" rules test "$dir/loop.yaml"
is "an endless loop ends" [ "$code" -ne 124 ]
finish
