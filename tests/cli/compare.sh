# adit compare: a small pack by hand, then the program's own compare packs.
. tests/cli/lib.sh

mkdir "$dir/rules"
cat >"$dir/rules/t.yaml" <<'P'
format: adit-rules/1
pack: t.pack
title: T
owner: o
checked_on: 2026-11-23
sources: {t.law: {title: Test Law, grade: statute, read: 2026-01-02}}
facts:
  t.debt: {type: date, ask: "When is the debt repaid?", effort: 1}
rules:
  - id: aaa.term
    version: 1
    title: Term compared
    kind: compare
    severity: info
    source: [{ref: t.law}]
    effective: {from: 2020-01-01}
    measures:
      term: {type: number, title: Term in years, better: [higher]}
      wait: {type: years and months duration, title: Waiting, better: [shorter]}
      lasts: {type: boolean, title: Lasts longer than the debt, better: ["true"]}
    per:
      KG:
        term: {value: "20", source: [{ref: t.law, at: "Art. 9"}], confidence: statute}
        wait: {value: '@"P1Y6M"', source: [{ref: t.law}], confidence: statute}
        lasts: {value: 'assessment_date + @"P20Y" >= t.debt', source: [{ref: t.law}]}
      KZ:
        term: {value: "25", source: [{ref: t.law, at: "Art. 7"}], confidence: press}
        wait: {value: '@"P1M"', source: [{ref: t.law}], confidence: statute}
        lasts: {value: 'assessment_date + @"P25Y" >= t.debt', source: [{ref: t.law}]}
      UZ: {not_encoded: "Nobody has read it"}
P
printf 'adit: 1\nproject: p\nname: Test project\ncountry: KG\nfacts:\n  t: {debt: 2050-01-01}\n' >"$dir/p.yaml"
compare() { run "$ADIT" compare "$@" --rules "$dir/rules" --as-of 2026-11-24; }
narrow() { [ -z "$(printf '%s\n' "$1" | awk 'length($0) > 80')" ]; }
line() { printf '%s\n' "$out" | sed -n '/^Term compared/,/^Security/p' | grep -qxF -- "$1"; }

compare KG,KZ,UZ
is "comparing exits 0" code_is 0
is "the longest term is marked" line "  * KZ  25 [press]"
is "the shorter one is not" line "    KG  20 [statute]"
is "the shorter wait is marked, in words" line "  * KZ  1 month [statute]"
is "years and months" line "    KG  1 year 6 months [statute]"
is "a gap gives its reason" line "    UZ  not encoded: Nobody has read it"
is "the article is named" has "$out" "Test Law, Art. 7 (statute, read 2026-01-02)"
is "the order is named" line "  Term in years (better: higher)"
is "without a project the debt is open" line "    KG  open: needs t.debt"
compare KG,KZ --project "$dir/p.yaml"
# 24.11.2026 and 20 years end in 2046, before 2050; 25 years end in 2051.
is "on a project, the end before the debt's" line "    KG  no"
is "on a project, the end after it" line "  * KZ  yes"
compare KG UZ,KG
is "one country alone is never the best" lacks "$out" "* KG  20"
is "a country named twice stands once" [ "$(printf '%s\n' "$out" | grep -cxF '    KG  20 [statute]')" -eq 1 ]

run "$ADIT" compare --as-of 2026-11-24
is "the program's own packs" has "$out" "Mining term before extension (better: longer)"
is "fits 80 columns" narrow "$out"
run "$ADIT" compare --json --project templates/projects/kutessay-ii.yaml
printf '%s' "$out" >"$dir/own.json"
is "every cell has a value with a source, needs facts, or says why not" python3 - "$dir/own.json" <<'P'
import json, sys
j = json.load(open(sys.argv[1]))
assert j["project"] == "kutessay-ii" and len(j["measures"]) > 15
for m in j["measures"]:
    assert [c["country"] for c in m["cells"]] == ["KG", "KZ", "TJ", "TM", "UZ"]
    for c in m["cells"]:
        assert (c["state"] == "value") == (c["value"] is not None), c
        assert c["source"] if c["state"] == "value" else c["why"], c
        assert not c["best"] or c["state"] == "value"
by = {m["measure"]: {c["country"]: c for c in m["cells"]} for m in j["measures"]}
# Subsoil Code of Kazakhstan, Art. 210(2): 25 years; the Kyrgyz portal: 20.
assert by["mining_term"]["KZ"]["value"] == {"@feel": '@"P25Y"'} or by["mining_term"]["KZ"]["text"] == "25 years"
assert by["mining_term"]["KZ"]["best"] and not by["mining_term"]["KG"]["best"]
assert by["mining_term"]["UZ"]["state"] == "not_encoded"
P
run "$ADIT" compare
for topic in "Term of the subsoil right and its renewal" "State's first right to buy" "Tax burden on the project" \
    "Local content" "Treaties and arbitration" "access to geological data" "Security for closure" "Time to permit"; do
    is "topic: $topic" has "$out" "$topic"
done

# The tax burden is what adit econ computes for the project under that country's regime.
p=tests/data/reform/steppe-one.yaml
run "$ADIT" compare KZ,TJ,UZ,KG --project $p
is "with a project it fits 80 columns" narrow "$out"
run "$ADIT" compare KZ,TJ,UZ,KG --project $p --json
printf '%s' "$out" >"$dir/own.json"
"$ADIT" econ $p --compare KZ,TJ,UZ,KG --json >"$dir/econ.json"
is "the burden is the econ command's, with its law; an unknown tax leaves it open" python3 - "$dir/own.json" "$dir/econ.json" <<'P'
import json, sys
own, econ = (json.load(open(f)) for f in sys.argv[1:])
def regimes(j):
    if isinstance(j, dict):
        if "regimes" in j: return j["regimes"]
        for v in j.values():
            r = regimes(v)
            if r: return r
rows = {r["regime"]: r for r in regimes(econ)}
cells = {c["country"]: c for m in own["measures"] if m["measure"] == "take" for c in m["cells"]}
for c in ("KZ", "TJ"):
    assert abs(cells[c]["value"] - 100 * rows[c]["government_take"]) <= 0.05, cells[c]
    assert cells[c]["source"], cells[c]
assert cells["KZ"]["confidence"] == "statute" and cells["TJ"]["confidence"] == "secondary"
assert cells["KZ"]["best"] and not cells["TJ"]["best"]
# The Kyrgyz price-linked tax and the Uzbek subsoil tax on rare earths are not known.
for c in ("KG", "UZ"):
    assert cells[c]["state"] == "open" and cells[c]["why"].startswith("at least "), cells[c]
days = {c["country"]: c for m in own["measures"] if m["measure"] == "review_days" for c in m["cells"]}
assert days["UZ"]["value"] == 25 and days["KZ"]["state"] == "not_encoded"
P
run "$ADIT" compare KZ
is "without a project the burden asks for one" has "$out" "open: computed on a project: name one with --project"
sed 's/measures:/measures:\n      burden: {type: number, title: B, computed: takes}/' "$dir/rules/t.yaml" >"$dir/bad.yaml"
run "$ADIT" rules lint "$dir/bad.yaml"
is "a figure that is none" has "$err$out" "error: 'takes' is not a figure"
sed 's/measures:/measures:\n      burden: {type: number, title: B, computed: aetr}/; s/      KG:/      KG:\n        burden: {value: "3", source: [{ref: t.law}]}/' "$dir/rules/t.yaml" >"$dir/bad.yaml"
run "$ADIT" rules lint "$dir/bad.yaml"
is "a cell of what is computed" has "$err$out" "'burden' is computed"
run "$ADIT" compare KG,XX
is "an unknown country is a usage error" code_is 2
is "the known ones are listed" has "$err" "known: KG KZ TJ TM UZ"
run "$ADIT" compare KG --project "$dir/none.yaml"
is "a project that is not there" code_is 4
finish
