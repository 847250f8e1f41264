# The teaching applications give the verdicts derived by hand in tests/rules/applications.md, bar by bar.
. tests/cli/lib.sh
apps=templates/applications

for f in "$apps"/*.yaml; do
    n=$(basename "$f" .yaml)
    run "$ADIT" check "$f" --as-of 2026-11-24 --json
    printf '%s' "$out" >"$dir/$n.json"
    is "$n is checked without an error" [ "$code" -le 1 ]
done
python3 - "$dir" tests/rules/applications.md "$apps" >"$dir/lines" <<'P2'
import glob, json, os, re, sys
folder, table, apps = sys.argv[1:]
status = {"ineligible": "fail", "conditional": "conditional", "undetermined": "unknown"}
seen, name = set(), None
for line in open(table, encoding="utf-8"):
    if line.startswith("## "):
        name = line[3:].strip() if line.startswith("## teach-") else None
        if name is None:
            continue
        seen.add(name)
        r = json.load(open(f"{folder}/{name}.json", encoding="utf-8"))
        checks = {c["id"]: c["status"] for c in r["checks"]}
        programmes = {p["id"]: p for p in r["programmes"]}
        rows = set()
    cells = [c.strip() for c in line.strip().strip("|").split("|")]
    if name is None or not line.startswith("| ") or cells[0] in ("programme", "---"):
        continue
    p, verdict, bars = programmes[cells[0]], cells[1], [] if cells[2] == "-" else cells[2].split()
    rows.add(cells[0])
    want = status.get(verdict)
    found = sorted(b for b in p["bars"] if want and checks[b] == want)
    wrong = "" if p["verdict"] == verdict else f"{p['verdict']}, not {verdict}; "
    if bars == ["many"]:
        wrong += "" if len(found) > 3 else "not many are open"
    elif found != sorted(bars):
        wrong += f"{want}: {' '.join(found) or 'none'}, not {' '.join(sorted(bars)) or 'none'}"
    print(f"{'not ok' if wrong else 'ok'} - {name}, {cells[0]}" + (f" # {wrong}" if wrong else ""))
files = {os.path.basename(f)[:-5] for f in glob.glob(f"{apps}/*.yaml")}
print(f"{'ok' if files == seen and len(seen) >= 12 else 'not ok'} - every application has its table")
P2
grep '^not ok' "$dir/lines" | sed 's/^/  /' | head -40
is "165 verdicts as derived by hand" [ "$(grep -c '^ok - .*, ' "$dir/lines")" -eq 165 ]
is "and no other" [ "$(grep -c '^not ok' "$dir/lines")" -eq 0 ]
is "every application has its table" grep -q '^ok - every application' "$dir/lines"
finish
