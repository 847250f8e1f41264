# Hostile rule packs: each ends in seconds and within 1 GiB, with a diagnostic and not with a signal.
. tests/cli/lib.sh
# The sanitizers reserve terabytes of addresses: the ceiling is for the plain build.
case $ADIT in *asan*) ;; *) ulimit -v 4000000 ;; esac

head='format: adit-rules/1
pack: t.pack
title: Hostile
owner: tests
checked_on: 2026-11-23
sources: {law: {title: Law, grade: statute}}
facts:
  a.n: {type: number, ask: N, effort: 1}
  a.s: {type: string, ask: S, effort: 1}
'
rule() { # ID, then lines of the rule
    printf -- '  - id: %s\n    version: 1\n    title: R\n    kind: flag\n    severity: high\n' "$1"
    printf '    source: [{ref: law, at: "1"}]\n    effective: {from: 2020-01-01}\n'
    shift
    printf '    %s\n' "$@"
}
# pack FILE: head, what stands on stdin.
pack() {
    { printf %s "$head"; cat; } >"$dir/$1.yaml"
}
# soon WHAT COMMAND...: ends within 20 s, whatever it says.
soon() {
    local what=$1
    shift
    run timeout 20 "$@"
    is "$what: no signal, no hang" [ "$code" -le 4 ]
}
t='tests: [{name: n, given: {a.n: 1, a.s: x}, expect: {status: pass}}]'

{ echo rules:; rule t.a 'fail_if: rule("t.b") = "fail"'; rule t.b 'fail_if: rule("t.a") = "fail"'; } |
    pack circle
soon "rules in a circle" "$ADIT" rules lint "$dir/circle.yaml"
is "are an error with the way round" has "$err" "t.a -> t.b -> t.a"
soon "and cannot be tested to death" "$ADIT" rules test "$dir/circle.yaml"

{ echo rules:; rule t.a 'fail_if: rule("t.a") = "fail"'; } | pack self
soon "a rule that asks itself" "$ADIT" rules lint "$dir/self.yaml"
is "is a circle" has "$err" "E040"

# Parameters hold values, never expressions: one that names itself is a text.
printf 'params:\n  t.p: {values: {2020-01-01: {value: param("t.p"), source: law}}}\nrules:\n%s\n' \
    "$(rule t.a 'fail_if: param("t.p") = "x"' "$t")" | pack param
soon "a parameter that names itself" "$ADIT" rules test "$dir/param.yaml"
is "is a text" has "$out" "1 passed"

{ echo rules:; for i in $(seq 1 2000); do rule "t.r$i" "fail_if: rule(\"t.r$((i + 1))\") = \"fail\""; done
  rule t.r2001 'fail_if: a.n > 1' "$t"; } | pack chain
soon "a chain of 2,000 rules" "$ADIT" rules lint "$dir/chain.yaml"
is "is too long" has "$err" "over 256 rules refer to each other one after another"
{ echo rules:; for i in $(seq 1 300); do rule "t.r$i" "fail_if: rule(\"t.r$((i % 300 + 1))\") = \"fail\"" "$t"; done; } |
    pack ring
soon "a ring of 300 rules" "$ADIT" rules test "$dir/ring.yaml"
is "is an error too" has "$err" "E040"
soon "a chain under test" "$ADIT" rules coverage "$dir/chain.yaml"

{ echo rules:; rule t.a "fail_if: a.n > 1$(head -c 1000000 /dev/zero | tr '\0' '+' | sed 's/+/ + 1/g' | head -c 1000000)" "$t"; } |
    pack long
soon "an expression of 1 MB" "$ADIT" rules test "$dir/long.yaml"
is "is told where it is too much" has "$err" "long.yaml:18:20: error: the expression has too many parts"
{ echo rules:; rule t.a "fail_if: $(for i in $(seq 1 20000); do printf 'a.n = %d or ' "$i"; done)a.n = 0" "$t"; } |
    pack wide
soon "20,000 alternatives" "$ADIT" rules mutate "$dir/wide.yaml"
{ echo rules:; rule t.a "fail_if: a.n = 0$(for i in $(seq 1 300); do printf ' or a.n = %d' $((i + 1)); done)" "$t"; } |
    pack alternatives
soon "mutants of 300 alternatives" "$ADIT" rules mutate "$dir/alternatives.yaml"
is "are counted" has "$out" "mutants, "

deep=$(printf '(%.0s' $(seq 1 50000))
{ echo rules:; rule t.a "fail_if: ${deep}a.n"; } | pack deep
soon "50,000 parentheses" "$ADIT" rules lint "$dir/deep.yaml"
is "are a syntax error" has "$err" "E010"
{ printf 'facts: '; printf '[%.0s' $(seq 1 50000); } >"$dir/nest.yaml"
soon "50,000 brackets of YAML" "$ADIT" rules lint "$dir/nest.yaml"
is "are an error with a place" has "$err" "nest.yaml:1"

{ echo rules:
  rule t.power 'fail_if: (10 ** 6000) ** 6000 > a.n' "$t"
  rule t.range 'fail_if: count(for i in 1..1000000000 return i) > a.n' "$t"
  rule t.product 'fail_if: count(for i in 1..9999, j in 1..9999 return i * j) > a.n' "$t"
  rule t.text "let: {s: 'string join(for i in 1..9999 return a.s + string(i))', u: s + s + s + s}" \
      "fail_if: string length(u + u + u + u + u + u) < 0" "$t"
  rule t.regex 'fail_if: contains(string join(for i in 1..9000 return "a"), "^(a+)+$b")' "$t"
} | pack heavy
soon "huge powers, loops, texts and patterns" "$ADIT" rules test "$dir/heavy.yaml"
is "are cut short, each with a warning" has "$out" "1 passed, 4 failed"
is "the power" has "$out" "no number results"
is "the loops" has "$out" "more than 10000 iterations"
is "the text" has "$out" "the text would be longer than 1048576 bytes"
is "and a pattern is a plain text" lacks "$out" "t.regex"
soon "their coverage" "$ADIT" rules coverage "$dir/heavy.yaml"
soon "their mutants" "$ADIT" rules mutate "$dir/heavy.yaml"

list=$(seq -s ', ' 1 10000)
{ echo rules:; rule t.list "fail_if: a.n in ($list)" "$t"; } | pack list
soon "a list of 10,000" "$ADIT" rules test "$dir/list.yaml"
is "is tested" has "$out" "1 failed"
{ echo rules:; rule t.sort "fail_if: count(sort([$list], function(x, y) x > y)) < a.n" "$t"; } | pack sort
soon "a list of 10,000 to sort" "$ADIT" rules test "$dir/sort.yaml"

rows=$(for i in $(seq 1 600); do printf '        - {when: ["%d", "-"], then: ["1"]}\n' "$i"; done)
{ echo rules:; rule t.rows 'max_points: 1' 'table:' '  hit: U' \
    '  inputs: [{expr: a.n, type: number}, {expr: a.s, type: string}]' \
    '  outputs: [{name: points, type: number}]' '  rules:'; printf '%s\n' "$rows"; } | pack rows
soon "600 rows to hold against each other" "$ADIT" rules lint "$dir/rows.yaml"

printf 'rules: &x\n  - *x\n' | pack anchor
soon "an alias" "$ADIT" rules lint "$dir/anchor.yaml"
is "is no YAML of ours" has "$err" "E001"
printf 'rules: !!python/object/apply:os.system ["true"]\n' | pack tag
soon "a tag" "$ADIT" rules lint "$dir/tag.yaml"
is "is no YAML of ours either" has "$err" "E001"
{ echo rules:; rule 't.../../etc/passwd' 'fail_if: a.n > 1'; } | pack path
soon "an id that looks like a path" "$ADIT" rules lint "$dir/path.yaml"
is "is no identifier" has "$err" "is not an identifier"
{ echo rules:; rule t.a "fail_if: a.n > 1" "$(printf 'title2: "\001\033[31m"')"; } | pack control
soon "control characters" "$ADIT" rules lint "$dir/control.yaml"
is "never reach the terminal" lacks "$err" "$(printf '\033')"
{ echo rules:; rule t.a "fail_if: a.s = \"\\ud800\"" "$t"; } | pack surrogate
soon "a lone surrogate" "$ADIT" rules lint "$dir/surrogate.yaml"
head -c 20000000 /dev/zero | tr '\0' 'a' >"$dir/big.yaml"
soon "a file of 20 MB" "$ADIT" rules lint "$dir/big.yaml"
is "is too large" code_is 3
head -c 100000 /dev/urandom >"$dir/noise.yaml"
soon "noise" "$ADIT" rules lint "$dir/noise.yaml"
is "is bad input" code_is 3
finish
