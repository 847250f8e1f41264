#!/usr/bin/env bash
# The clause register on the command line: file and workspace, gaps, answers from a clause.
set -u
. tests/cli/lib.sh
db=$dir/work.db
cat >"$dir/p.yaml" <<'YAML'
adit: 1
project: teach
name: Teaching
country: KG
documents:
  - {path: agreement.pdf, title: Agreement, date: 2026-02-02, language: ru}
clauses:
  agreement:
    title: Agreement (teaching example)
    kind: contract
    path: agreement.pdf
    date: 2026-02-02
    language: ru
    translation: unofficial
    term:
      status: present
      says: 20 years
      article: "3"
      page: 4
      text: "Учебный пример. Срок действия: двадцать лет."
      reviewer: A. Ivanova
      reviewed_on: 2026-03-01
    stabilisation: {status: absent, reviewer: A. Ivanova}
    assignment: {status: ambiguous, article: "9", text: "=cmd", reviewer: A. Ivanova, translation: machine}
  addendum:
    kind: contract
    term: {status: present, says: 15 years, article: "1", text: x, reviewer: B. Petrov}
YAML

run "$ADIT" clauses "$dir/p.yaml"
is "the register by group" eval 'code_is 0 && has "$out" "Fundamental provisions" && has "$out" "3 of 96 categories"'
is "Cyrillic text as it was entered" has "$out" "Учебный пример. Срок действия: двадцать лет."
is "two documents that differ" has "$out" "says '15 years'"
is "facts that a clause could answer" has "$out" "could answer: licence.expiry_date"
is "no category that nobody needs" lacks "$out" "Carbon credits"
run "$ADIT" clauses "$dir/p.yaml" --all
is "all of them on request" eval 'has "$out" "Carbon credits" && [ "$(grep -c "^  not read" <<<"$out")" -eq 93 ]'

run "$ADIT" clauses "$dir/p.yaml" --gaps
is "gaps: conflict, absence with its check, ambiguity, machine translation" eval '
    code_is 0 && has "$out" "Documents differ" && has "$out" "check: kg.investment.stabilisation" &&
    has "$out" "ambiguous in Agreement" && has "$out" "translated by machine"'
is "checks of other countries are left out" lacks "$out" "check: kz."
run "$ADIT" clauses "$dir/p.yaml" --json
is "JSON" python3 - "$dir/.out" <<'PY'
import json, sys
j = json.load(open(sys.argv[1]))
assert len(j["categories"]) == 96 and len({c["id"] for c in j["categories"]}) == 96
assert j["counts"] == {"not_read": 93, "present": 1, "absent": 1, "ambiguous": 1}, j["counts"]
term = next(c for c in j["categories"] if c["id"] == "term")
assert term["title_ru"] == "Срок действия" and "20 years" in term["conflict"]
e = next(e for e in term["entries"] if e["document"] == "agreement")
assert (e["language"], e["translation"], e["date"], e["page"]) == ("ru", "unofficial", "2026-02-02", "4")
assert term["facts"] == [{"name": "licence.expiry_date", "answered": False, "value": None, "from_clause": False}]
kinds = [g["kind"] for g in j["gaps"]]
order = ["conflict", "absent", "ambiguous", "outdated", "translation", "proof", "not_read"]
assert kinds == sorted(kinds, key=order.index) and kinds.count("conflict") == 1
PY
run "$ADIT" clauses "$dir/p.yaml" --csv
is "CSV: a line an entry, no formula" python3 - "$dir/.out" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
assert len(rows) == 97, len(rows)
assert [r["document"] for r in rows if r["category"] == "term"] == ["agreement", "addendum"]
assert [r["text"] for r in rows if r["text"].endswith("=cmd")] == ["'=cmd"]
PY
run "$ADIT" clauses "$dir/p.yaml" --json --csv
is "one format at a time" code_is 2

run "$ADIT" import "$dir/p.yaml" -w "$db"
run "$ADIT" set teach licence.expiry_date 2046-02-02 --clause term -w "$db"
is "a clause in two documents must be told apart" eval 'code_is 3 && has "$err" "agreement.term"'
run "$ADIT" set teach licence.expiry_date 2046-02-02 --clause agreement.term -w "$db"
is "an answer from a clause" code_is 0
run "$ADIT" log teach licence.expiry_date --json -w "$db"
is "document, page, passage and date come from the clause" python3 - "$dir/.out" <<'PY'
import json, sys
r = json.load(open(sys.argv[1]))["revisions"][-1]
assert (r["document"], r["page"], r["date"], r["grade"]) == ("agreement.pdf", "4", "2026-02-02", "document"), r
assert r["quote"] == "Учебный пример. Срок действия: двадцать лет."
PY
run "$ADIT" clauses "$db:teach"
is "the register says what it answered" has "$out" "licence.expiry_date = 2046-02-02 (from this clause)"
run "$ADIT" set teach licence.number 7 --clause agreement.term -w "$db"
is "a fact that the clause is not known for is taken, with a word" eval 'code_is 0 && has "$err" "not among the facts"'
run "$ADIT" set teach licence.expiry_date 2046-02-02 --clause royalty -w "$db"
is "nothing read, nothing proved" eval 'code_is 3 && has "$err" "no document has been read"'
run "$ADIT" set teach licence.expiry_date 2046-02-02 --clause trem -w "$db"
is "the nearest category" has "$err" "did you mean 'term'?"

run "$ADIT" set teach clauses.agreement.renewal.status present -w "$db"
run "$ADIT" set teach clauses.agreement.renewal.status ambiguous -w "$db"
run "$ADIT" log teach clauses.agreement.renewal.status -w "$db"
is "a field of a clause has its revisions" eval '[ "$(grep -c tester <<<"$out")" -eq 2 ] && has "$out" ambiguous'
run "$ADIT" set teach clauses.agreement.renewal.status maybe -w "$db"
is "a status that is none" eval 'code_is 3 && has "$err" "cannot be the status"'

run "$ADIT" export teach -o "$dir/out.yaml" -w "$db"
run "$ADIT" import "$dir/out.yaml" -w "$db"
is "nothing changes on the way out and in" has "$out" "teach: 0 of"
run "$ADIT" import "$dir/out.yaml" -w "$dir/other.db"
run "$ADIT" export teach -o "$dir/again.yaml" -w "$dir/other.db"
is "the same file from another workspace" cmp -s "$dir/out.yaml" "$dir/again.yaml"

sed 's/ambiguous/ambigous/' "$dir/p.yaml" >"$dir/bad.yaml"
run "$ADIT" clauses "$dir/bad.yaml"
is "a misspelt status: its place and the nearest" eval 'code_is 3 && has "$err" "bad.yaml:24:26: error" && has "$err" "did you mean"'
run "$ADIT" clauses templates/projects/kutessay-ii.yaml
is "a project without a register" eval 'code_is 0 && has "$out" "nothing has been read"'

run "$ADIT" memo "$dir/p.yaml" -o "$dir/memo.md"
is "the memo has the register and its gaps" eval 'code_is 0 && grep -q "## Clause register" "$dir/memo.md" && grep -q "Which of them holds?" "$dir/memo.md"'
run "$ADIT" memo templates/projects/kutessay-ii.yaml -o "$dir/none.md"
is "no empty register in a memo" eval '! grep -q "Clause register" "$dir/none.md"'
finish
