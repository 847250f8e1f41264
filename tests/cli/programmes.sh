# adit programmes: one project before every programme.
. tests/cli/lib.sh
narrow() { [ -z "$(printf '%s\n' "$1" | awk 'length($0) > 80')" ]; }
sample=templates/projects/kutessay-ii.yaml

run "$ADIT" programmes $sample
is "programmes exit 0" code_is 0
is "both agencies" has "$out" "US International Development Finance Corporation"
is "each in the table" [ "$(printf '%s\n' "$out" | grep -cE '^(us|std)\.')" -eq "$("$ADIT" check $sample --json | python3 -c 'import json,sys; print(len(json.load(sys.stdin)["programmes"]))')" ]
is "what one asks alone" has "$out" "asks alone"
is "fits 80 columns" narrow "$out"
first=$out
run "$ADIT" programmes $sample
is "twice the same" [ "$out" = "$first" ]
run "$ADIT" programmes $sample --json
is "JSON" has "$out" '"documents_alone":'
finish
