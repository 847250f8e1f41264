# adit conditions on the samples.
. tests/cli/lib.sh
narrow() { [ -z "$(printf '%s\n' "$1" | awk 'length($0) > 80')" ]; }
sample=templates/projects/kutessay-ii.yaml

run "$ADIT" conditions $sample
is "conditions exit 0" code_is 0
is "the licence must outlive the debt" has "$out" "Extension of the mining licence past final maturity and tail"
is "fits 80 columns" narrow "$out"
run "$ADIT" conditions $sample --json
is "JSON" has "$out" '"waived_by":'
n=$(printf '%s\n' "$out" | grep -c '"text":')
run "$ADIT" conditions $sample --csv
is "CSV has as many rows as JSON" [ "$(printf '%s\n' "$out" | grep -c '^[0-9]')" -eq "$n" ]
# A standard that both agencies draw on may name EXIM beside DFC, but nothing is EXIM's alone.
"$ADIT" conditions $sample --programme us.dfc.direct_loan --json >"$dir/one.json"
is "one programme" python3 -c 'import json, sys
all = json.load(open(sys.argv[1]))["conditions"]
assert all and not [c for c in all if c["programmes"] and "us.dfc.direct_loan" not in c["programmes"]]' "$dir/one.json"
run "$ADIT" conditions $sample --programme us.dfc.direct_laon
is "a wrong programme is usage" code_is 2
is "the nearest is named" has "$err" "did you mean 'us.dfc.direct_loan'?"
finish
