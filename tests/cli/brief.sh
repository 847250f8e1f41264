# adit brief: what it says first, what it must not say in public, bad input.
. tests/cli/lib.sh
data=tests/data/reform
kz="$data/steppe-one.yaml $data/steppe-two.yaml templates/projects/kundybay.yaml"
brief() {
    run "$ADIT" brief "$@"
    [ "$code" -ne 0 ] || out=$(cat "$dir/b.md")
}
# No name, id, deposit, sponsor or document of the files: read from the files, not from adit.
silent() {
    python3 - "$dir/b.md" "$@" <<'P'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read().lower()
bad = []
for path in sys.argv[2:]:
    src = open(path, encoding="utf-8").read()
    names = re.findall(r"^project: (\S+)", src, re.M) + re.findall(r"^name: (.+)", src, re.M)
    names += re.findall(r"\bname: \{?(?:value: )?([^,}\n]+)", src)
    names += [n.split()[0] for n in names if len(n.split()[0]) > 6]
    names += re.findall(r"\b(?:path|title|document): \"?([^,(}\"\n]+)", src)
    bad += [n for n in names if len(n.strip()) > 3 and n.strip().lower() in text]
bad = [b for b in bad if b not in ("Teaching",)]
if bad:
    print("names:", bad, file=sys.stderr)
sys.exit(bool(bad))
P
}

brief KZ $kz -o "$dir/b.md"
is "a brief exits 0" code_is 0
is "page one says the point first" has "$(printf '%s\n' "$out" | sed -n 3p)" "**The point.** 2 of 3 projects (rare earths 2, tungsten 1)"
# 98.29 M and 28.5 M are the two projects' own NPVs: adit econ says the same.
sum=$(for p in steppe-one steppe-two; do "$ADIT" econ $data/$p.yaml --json; done | python3 -c 'import json,sys
d=json.JSONDecoder(); s=sys.stdin.read(); t=0
while s.strip():
    v,i=d.raw_decode(s.strip()); s=s.strip()[i:]; t+=v["npv"]["0.1"]
print("USD %.1f million" % (t/1e6))')
is "the value is the sum of the projects' NPVs" has "$out" "worth $sum at the rate"
is "the change that frees most" has "$out" "**The change that frees most.** Carve-out for specialised services"
is "the clause with its article and how sure it is" has "$out" "**Art. 203(2)(5), 34(1)(4)** (statute, read 2024-07-22)"
is "why lenders stop" has "$out" "An ordinary mining licence may not be issued on it"
is "what it costs the state" has "$out" "| Mineral extraction tax: -1 percentage point |"
is "a project that no single change frees, and why" has "$out" "**Steppe One**: it has 2 stops, and all must go"
is "no NaN" lacks "$out" NaN
brief KZ $kz --public -o "$dir/b.md"
is "the public version" code_is 0
is "says the same point" has "$out" "2 of 3 projects"
is "and names no project, holder or document" silent $kz
is "nor the licence's date in a message" lacks "$out" "2026-03-01"
for p in templates/projects/*.yaml $data/*.yaml; do
    country=$(sed -n 's/^country: //p' "$p")
    brief "$country" "$p" --public -o "$dir/b.md"
    is "public brief of $(basename "$p")" code_is 0
    is "$(basename "$p") is not named" silent "$p"
    brief "$country" "$p" -o "$dir/b.md"
    is "brief of $(basename "$p")" code_is 0
    is "no empty value in it" lacks "$out" "{{"
done
brief KG templates/projects/kutessay-ii.yaml --public -o "$dir/b.md"
is "a rule that names its deposit is told without it" has "$out" "A matter of one deposit, not named here"
is "not even the holder of old" lacks "$out" Stans

brief KZ $kz -o "$dir/b.html"
run cat "$dir/b.html"
is "HTML" has "$out" "<h1>Kazakhstan: what in the law keeps lenders out</h1>"
if command -v weasyprint >/dev/null; then
    run "$ADIT" brief KZ $kz -o "$dir/b.pdf"
    is "PDF" code_is 0
    is "it is one" [ "$(head -c 5 "$dir/b.pdf")" = "%PDF-" ]
    run "$ADIT" brief KZ $kz -o "$dir/no/b.pdf"
    is "a PDF in a folder that is not there: environment" code_is 4
fi
mkdir "$dir/empty"
run env PATH="$dir/empty" "$ADIT" brief KZ $kz -o "$dir/c.pdf"
is "without WeasyPrint: environment" code_is 4
is "and its package" has "$err" "apt install weasyprint"
is "no half file is left" [ ! -e "$dir/c.pdf" ]

run "$ADIT" brief KZ $kz
is "no -o: usage" code_is 2
run "$ADIT" brief KZ $kz -o "$dir/b.txt"
is "another ending: usage" code_is 2
run "$ADIT" brief KZ -o "$dir/b.md"
is "no project: usage" code_is 2
run "$ADIT" brief XX $kz -o "$dir/b.md"
is "a country without a pack: usage" code_is 2
is "with the known ones" has "$err" "known: KG KZ TJ TM UZ"
run "$ADIT" brief KG $kz -o "$dir/b.md"
is "projects of another country: exit 3" code_is 3
is "named with their file" has "$err" "steppe-one.yaml: error: 'Steppe One' is in KZ, the brief is of KG"
cp -r templates "$dir/t"; ln -s "$PWD/rules" "$dir/rules"; mkdir "$dir/data"; mv "$dir/t" "$dir/data/templates"; ln -s "$PWD/rules" "$dir/data/rules"
echo "Steppe One" >>"$dir/data/templates/brief/brief.md"
ADIT_DATA="$dir/data" run "$ADIT" brief KZ $kz --public -o "$dir/n.md"
is "a template that names a project is refused in public" code_is 3
is "and nothing is written" [ ! -e "$dir/n.md" ]
finish
