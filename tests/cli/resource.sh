#!/usr/bin/env bash
# Statements of resource, study class, uranium and thorium on the command line.
. tests/cli/lib.sh

cat >"$dir/t.yaml" <<'P'
adit: 1
project: t
name: T
country: KG
facts:
  deposit: {study_class: pfs, study_accuracy_pct: 60}
  radioactivity: {u_ppm: 30, th_ppm: 300, concentrate_u_ppm: 100, concentrate_th_ppm: 1406}
economics:
  basis: {currency: USD, first_year: 2030, periods: 20}
  resource:
    - {zone: Total, class: measured, code: JORC, ore_t: 13548000, grade_pct: 0.270, contained_t: 36520, effective_date: 2011-03-23}
    - {zone: Total, class: indicated, code: JORC, ore_t: 2717000, grade_pct: 0.238, contained_t: 6460}
    - {zone: Total, class: inferred, ore_t: 1746000, grade_pct: 0.204, contained_t: 3560}
    - {zone: Balance of 1959, class: C1, ore_t: 20000000, grade_pct: 0.3, oxides: tr2o3}
  plan: {ore_t: 18011000, throughput_tpa: 1000000, grade_treo_pct: 0.264, distribution_pct: {Nd2O3: 20, La2O3: 70, Y2O3: 10}}
  capital: {initial: 100000000, contingency_pct: 10}
  financing: [{name: loan, amount: 100}]
P
run "$ADIT" econ "$dir/t.yaml" --detail
is "the statement" code_is 0
is "measured and indicated are added" has "$out" "= measured and indicated                        16.265    0.264      42980"
is "inferred never" has "$out" "= inferred, never added                          1.746    0.204       3560"
is "the state balance stays apart" has "$out" "= state balance, A to C2                        20.000    0.300      60000"
is "its reading is indicative" has "$out" "must be signed by a Competent"
is "what debt can rest on" has "$out" "debt can rest on nothing yet"
is "the study's class and guide" has "$out" "pre-feasibility study: class 4"
is "thin contingency" has "$out" "contingency is 10 %, below the 15 %"
is "poor accuracy" has "$out" "to within 60 % above"
is "inferred ore in the plan" has "$out" "9.7 % of it"
is "activity of ore and concentrate" has "$out" "  concentrate             100       1406       1.24       5.70  above 1"
is "groups with their members" has "$out" "Magnet (MREO)           20.00   90.1  Nd Pr Tb Dy"
is "80 columns" [ "$(printf %s "$out" | awk '{ if (length($0) > w) w = length($0) } END { print w }')" -le 80 ]
run "$ADIT" econ "$dir/t.yaml" --json
is "as JSON" [ "$(printf %s "$out" | python3 -c '
import json, sys
j = json.load(sys.stdin)
r = j["resource"]
print(len(r["rows"]), r["base_case_t"], r["study"]["contingency_guide_pct"], r["rows"][3]["family"],
      j["radionuclides"]["streams"][1]["above_bq_g"], [g["members"] for g in j["oxide_groups"]][7])')" = \
    "4 16265000 25 gkz 1 ['Nd', 'Pr']" ]
run "$ADIT" econ "$dir/t.yaml" --json
is "no NaN" lacks "$out" "NaN"

sed 's/class: measured/class: mesured/' "$dir/t.yaml" >"$dir/bad.yaml"
run "$ADIT" econ "$dir/bad.yaml"
is "an unknown class is bad input" has "$err" "did you mean 'measured'"
sed 's/cut_off/x/; s/zone: Total, class: inferred/zone: Total, cutoff_pct: 1, class: inferred/' "$dir/t.yaml" >"$dir/bad.yaml"
run "$ADIT" econ "$dir/bad.yaml"
is "as is an unknown name" has "$err" "did you mean 'resource[2].cut_off_pct'"

# Kept in a workspace and written out again: the statement comes back.
run "$ADIT" import -w "$dir/w.db" "$dir/t.yaml"
run "$ADIT" export t -o "$dir/back.yaml" -w "$dir/w.db"
run "$ADIT" econ "$dir/back.yaml" --detail
is "round trip through a workspace" has "$out" "= measured and indicated                        16.265    0.264      42980"
finish
