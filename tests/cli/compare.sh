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
run "$ADIT" compare KG,XX
is "an unknown country is a usage error" code_is 2
is "the known ones are listed" has "$err" "known: KG KZ TJ TM UZ"
run "$ADIT" compare KG --project "$dir/none.yaml"
is "a project that is not there" code_is 4
finish
