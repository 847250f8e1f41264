# adit rank: 200 varied applications, the forms of output, bad files in the batch, wrong names.
. tests/cli/lib.sh

mkdir "$dir/apps" "$dir/few"
python3 tests/data/applications.py tests/data/finance-ready.yaml "$dir/apps" 200
rank() { run "$ADIT" rank "$@" --programme us.dfc.direct_loan --as-of 2026-11-24; }
narrow() { [ -z "$(printf '%s\n' "$1" | awk 'length($0) > 80')" ]; }

rank "$dir/apps"
is "200 applications exit 0" code_is 0
is "all are ranked" has "$out" "200 applications ranked, 0 not read"
is "fits 80 columns" narrow "$out"
is "all four verdicts occur" [ "$(printf '%s\n' "$out" | awk '$1 ~ /^[0-9]+$/ {print $4}' | sort -u | wc -l)" -eq 4 ]
is "the packs are named once" [ "$(printf '%s\n' "$out" | grep -c 'us.dfc.score version')" -eq 1 ]
first=$out
rank "$dir/apps" --threads 1
is "one thread gives the same" [ "$out" = "$first" ]
rank "$dir/apps" --threads 5
is "five threads give the same" [ "$out" = "$first" ]

rank "$dir/apps" --json
printf '%s' "$out" >"$dir/all.json"
is "JSON in the order that is promised" python3 - "$dir/all.json" <<'P'
import json, sys
j = json.load(open(sys.argv[1]))
place = ["eligible", "conditional", "undetermined", "ineligible"]
key = lambda e: (place.index(e["verdict"]), -e["score"]["low"], -e["score"]["high"], e["stops"], e["project"])
ranked = j["ranked"]
assert len(ranked) == 200 and ranked == sorted(ranked, key=key)
assert [e["rank"] for e in ranked] == list(range(1, 201))
assert all((e["verdict"] == "ineligible") == (e["stops"] > 0) for e in ranked)
assert all(len(p["sha256"]) == 64 for p in j["packs"])
P
rank "$dir/apps" --csv
printf '%s\n' "$out" >"$dir/all.csv"
is "CSV holds the same" python3 - "$dir/all.json" "$dir/all.csv" <<'P'
import csv, json, sys
ranked = json.load(open(sys.argv[1]))["ranked"]
rows = list(csv.DictReader(open(sys.argv[2], newline="")))
assert [r["project"] for r in rows] == [e["project"] for e in ranked]
assert [float(r["score_high"]) for r in rows] == [e["score"]["high"] for e in ranked]
assert len({r["packs_sha256"] for r in rows}) == 1
P

# Rank agrees with check, one application at a time.
for n in 00003 00050 00120; do
    run "$ADIT" check "$dir/apps/app-$n.yaml" --json --as-of 2026-11-24
    printf '%s' "$out" >"$dir/one.json"
    is "rank agrees with check on app-$n" python3 - "$dir/all.json" "$dir/one.json" "app-$n" <<'P'
import json, sys
e = next(e for e in json.load(open(sys.argv[1]))["ranked"] if e["project"] == sys.argv[3])
p = next(p for p in json.load(open(sys.argv[2]))["programmes"] if p["id"] == "us.dfc.direct_loan")
assert (e["verdict"], e["score"]) == (p["verdict"], p["score"])
P
done

base=tests/data/finance-ready.yaml
sed 's/^project: .*/project: best/' "$base" >"$dir/few/best.yaml"
sed -e 's/^project: .*/project: lesser/' -e 's/blocked_party: {value: false/blocked_party: {value: true/' "$base" >"$dir/few/lesser.yaml"
rank "$dir/few" --why lesser,best
is "why names the better one first" has "$out" "1 best: eligible"
is "why says what decides" has "$out" "The first stands above the second by: verdict."
is "why names the check" has "$out" "pass against fail"
is "why fits 80 columns" narrow "$out"
rank "$dir/few" --why lesser,bast
is "an unknown application is a usage error" code_is 2
is "the nearest application is named" has "$err" "did you mean 'best'"
rank "$dir/few" --why best
is "--why needs two" code_is 2

printf 'adit: 1\nproject: [\n' >"$dir/few/broken.yaml"
cp "$dir/few/best.yaml" "$dir/few/again.yaml"
rank "$dir/few" "$dir/none.yaml"
is "files that cannot be read exit 3" code_is 3
is "the broken one is named" has "$err" "broken.yaml"
is "the missing one is named" has "$err" "none.yaml"
is "the rest is ranked" has "$out" "3 applications ranked, 2 not read"
is "an id that stands twice is named" has "$err" "the project id 'best' stands more than once"
run "$ADIT" rank "$dir/few" --programme us.dfc.direct_lone
is "an unknown programme is a usage error" code_is 2
is "the nearest programme is named" has "$err" "did you mean 'us.dfc.direct_loan'"
run "$ADIT" rank "$dir/few" --programme dfc
is "a programme like none says where they stand" has "$err" "'adit programmes PROJECT.yaml' lists them"
run "$ADIT" rank "$dir/few"
is "no programme: they are listed" has "$err" "us.dfc.direct_loan"
run "$ADIT" rank "$dir/few" --programme us.dfc.direct_loan --threads 0
is "no threads is a usage error" code_is 2
mkdir "$dir/many"
(cd "$dir/many" && seq 100001 | sed 's/$/.yaml/' | xargs touch)
rank "$dir/many"
is "more files than one ranking takes is a usage error" code_is 2
is "with the limit and what to do" has "$err" "100001 files, more than the 100000 that one ranking takes"
rm -r "$dir/many"
mkdir "$dir/empty"
rank "$dir/empty"
is "an empty folder ranks nothing" has "$out" "0 applications ranked"
finish
