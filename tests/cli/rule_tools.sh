# adit rules coverage, mutate, schema, diff: on small packs whose figures are counted by hand.
. tests/cli/lib.sh

cat >"$dir/t.yaml" <<'P'
format: adit-rules/1
pack: t.pack
title: Counted by hand
owner: tests
checked_on: 2026-11-23
sources: {law: {title: Law, grade: statute, read: 2026-01-01}}
facts:
  a.share: {type: number, range: "[0..100]", ask: Share, effort: 1}
  a.control: {type: boolean, ask: Control, effort: 1}
params:
  t.limit: {unit: pct, values: {2020-01-01: {value: 25, source: [law, "1"]}}}
rules:
  - id: t.owner
    version: 1
    title: Owner
    kind: bar
    severity: high
    source: [{ref: law, at: "1"}]
    effective: {from: 2020-01-01}
    fail_if: a.share >= param("t.limit") or a.control
    tests:
      - {name: at the line, given: {a.share: 25, a.control: false}, expect: {status: fail}}
      - {name: free, given: {a.share: 0, a.control: false}, expect: {status: pass}}
P
# There are 1 rule, 3 statuses (pass, fail, unknown), 2 operands and 1 dated value; unknown and the
# operand a.control are not reached: 5 of 7.
run "$ADIT" rules coverage "$dir/t.yaml"
is "coverage counts" has "$out" "the tests reach 5 of 7: 71%"
is "the operand that never decides, with its place" \
    has "$out" "t.yaml:20:45: t.owner: fail_if: in no test is 'a.control' alone true"
is "the status that is never reached" has "$out" "no test reaches the status unknown"
is "no threshold, no complaint" code_is 0
run "$ADIT" rules coverage "$dir/t.yaml" --threshold 71
is "at the threshold" code_is 0
run "$ADIT" rules coverage "$dir/t.yaml" --threshold 72
is "below the threshold" code_is 1
run "$ADIT" rules coverage "$dir/t.yaml" --json
is "coverage as JSON" has "$out" '"operands_decided": 1'
# What only compares countries judges no project: nothing is asked of its tests.
run "$ADIT" rules coverage compare.data
is "a rule that only compares has nothing to reach" lacks "$out" "the rule has no test"
is "and says so" has "$out" "there is nothing for tests to reach"
run "$ADIT" rules coverage --threshold lots
is "a threshold is a number" code_is 2

# Mutants: >= to > (noticed at the line), or to and (noticed: false and false is no fail), not(control)
# (noticed by the test that is free). 3 of 3.
run "$ADIT" rules mutate "$dir/t.yaml"
is "mutants are counted" has "$out" "3 mutants, 3 noticed by a test, 0 not: 100%"
sed 's/a.share: 25/a.share: 30/' "$dir/t.yaml" >"$dir/weak.yaml"
run "$ADIT" rules mutate "$dir/weak.yaml" --threshold 67
is "a border that no test stands on" has "$out" \
    "weak.yaml:20:22: t.owner, fail_if: no test notices this comparison"
is "with the mutant's text" has "$out" '    a.share > param("t.limit") or a.control'
is "two of three are below 67" code_is 1
run "$ADIT" rules mutate "$dir/weak.yaml" --threshold 66
is "and not below 66" code_is 0
run "$ADIT" rules mutate "$dir/weak.yaml" --json
is "mutate as JSON" has "$out" '"survived": 1'
sed '5a min_mutation_pct: 90' "$dir/weak.yaml" >"$dir/strict.yaml"
run "$ADIT" rules mutate "$dir/strict.yaml"
is "a pack has its own threshold" code_is 1
is "and says so" has "$out" "pack t.pack: 66% of its mutants are noticed, 90% are asked for"
start=$(date +%s)
run "$ADIT" rules mutate --threshold 90
is "nine of ten changes of the shipped rules are noticed" code_is 0
is "within a minute" [ $(($(date +%s) - start)) -lt 60 ]

run "$ADIT" rules schema
is "schema" has "$out" '"$schema": "https://json-schema.org/draft/2020-12/schema"'
if command -v python3 >/dev/null; then
    "$ADIT" rules schema >"$dir/schema.json"
    run python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
refs = [v for v in json.dumps(d).split("\"") if v.startswith("#/$defs/")]
assert refs and all(r.split("/")[-1] in d["$defs"] for r in refs)
print("whole")' "$dir/schema.json"
    is "every reference of the schema has its target" has "$out" whole
fi

# diff: the line moves from 25 to 20, a rule is added, one gets a new text.
mkdir "$dir/old" "$dir/new"
cp "$dir/t.yaml" "$dir/old/t.yaml"
sed 's/value: 25/value: 20/; s/version: 1/version: 2/; s/title: Owner/title: Owner of the project/' \
    "$dir/t.yaml" >"$dir/new/t.yaml"
cat >>"$dir/new/t.yaml" <<'P'
  - id: t.extra
    version: 1
    title: Extra
    kind: flag
    severity: low
    source: [{ref: law, at: "2"}]
    effective: {from: 2020-01-01}
    fail_if: a.control
P
printf 'adit: 1\nproject: p\nname: P\ncountry: KZ\nfacts: {a: {share: 22, control: false}}\n' \
    >"$dir/p.yaml"
for side in old new; do
    sed -i '/^facts:/a\  project.country: {type: '"'"'enum("KZ")'"'"', ask: Where, effort: 1}' \
        "$dir/$side/t.yaml"
done
run "$ADIT" rules diff "$dir/old" "$dir/new" "$dir/p.yaml"
is "diff" code_is 0
is "an added rule" has "$out" "added    t.extra, version 1, low: Extra"
is "a changed rule with its versions" has "$out" "changed  t.owner, version 1 to 2"
is "a changed parameter" has "$out" \
    "changed  parameter t.limit: 25 from 2020-01-01 -> 20 from 2020-01-01"
is "sums" has "$out" "1 rules added, 0 removed, 1 changed"
is "a verdict that changes" has "$out" "t.owner: pass -> fail"
is "and why: after" has "$out" 'after:  a.share >= param("t.limit") (22)'
is "and why: before" has "$out" 'before: a.share >= param("t.limit") (22); a.control (false)'
run "$ADIT" rules diff "$dir/new" "$dir/old" "$dir/p.yaml" --json
is "the other way round, as JSON" has "$out" '"change": "removed"'
run "$ADIT" rules diff "$dir/old"
is "two directories are needed" code_is 2
run "$ADIT" rules diff "$dir/old" "$dir/none" "$dir/p.yaml"
is "a missing directory is bad input" [ "$code" -ge 3 ]

# stale: checked on 2026-11-23 and good for a year; a value expected in 2028; a rule that ends in 2025.
sed 's/value: 25, source: \[law, "1"\]}/&, 2028-01-01: expected/' "$dir/t.yaml" >"$dir/late.yaml"
cat >>"$dir/late.yaml" <<'P'
  - id: t.ended
    version: 1
    title: Ended
    kind: flag
    severity: blocking
    source: [{ref: law, at: "2"}]
    effective: {from: 2020-01-01, to: 2025-12-31}
    fail_if: a.control
P
run "$ADIT" rules stale "$dir/late.yaml" --as-of 2026-11-24
is "a rule that ended without a successor" has "$out" "2025-12-31  ended, nothing follows"
is "and nothing else yet" lacks "$out" "t.pack"
run "$ADIT" rules stale "$dir/late.yaml" --as-of 2028-01-02
is "the gravest first" [ "$(printf '%s' "$out" | awk 'NR > 1 {print $1 ":" $4}' | tr '\n' ' ')" = \
    "blocking:t.ended blocking:t.pack high:t.limit " ]
is "the day on which a check ran out" has "$out" "2027-11-23  last checked 2026-11-23"
is "a value that was expected by now" has "$out" "2028-01-01  a value was expected"
is "says no" code_is 1
finish
