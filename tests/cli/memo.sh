# Templates and the memo.
. tests/cli/lib.sh
sample=templates/projects/kutessay-ii.yaml

printf 'Hello {{name}}{{#l}} {{.}}{{/l}}{{>p}}\n' >"$dir/t.mustache"
printf '{"name":"<b>","l":[1,2]}' >"$dir/d.json"
mkdir "$dir/parts" && printf '!' >"$dir/parts/p.mustache"
run "$ADIT" render "$dir/t.mustache" "$dir/d.json" --partials "$dir/parts"
is "render" [ "$out" = "Hello &lt;b&gt; 1 2!" ]
printf '{{#open}}' >"$dir/bad.mustache"
run "$ADIT" render "$dir/bad.mustache" "$dir/d.json"
is "an open section is named with its place" has "$err" "bad.mustache:1:1: error"
is "and is bad input" code_is 3
printf '{{>../secret}}' >"$dir/out.mustache"
echo hidden >"$dir/secret.mustache"
run "$ADIT" render "$dir/out.mustache" "$dir/d.json" --partials "$dir/parts"
is "a partial does not leave its folder" lacks "$out" hidden

run "$ADIT" memo "$sample" -o "$dir/memo.md"
is "a memo in Markdown" code_is 0
run cat "$dir/memo.md"
is "page one has the verdicts" has "$out" "## 1 Decision and summary"
is "the stops" has "$out" "### Stops"
is "the exceptions" has "$out" "### Exceptions to policy"
is "the asks" has "$out" "### Most decisive questions"
is "no tag is left over" lacks "$out" "{{"
is "no value is missing its name" lacks "$out" "(null)"
is "no figure is not a number" [ -z "$(printf '%s\n' "$out" | grep -owiE 'nan|inf')" ]
is "the illustration is labelled" has "$out" "illustration"
# Each reference that the text uses is in the registers.
missing=$(grep -oE '\bF[0-9]+\b' "$dir/memo.md" | sort -u | while read -r r; do
    grep -q "^| $r | \`" "$dir/memo.md" || grep -qE "^- \`.*\[$r\]" "$dir/memo.md" || echo "$r"
done)
is "each fact that is cited is registered" [ -z "$missing" ]
missing=$(grep -oE '\[S[0-9]+' "$dir/memo.md" | tr -d '[' | sort -u | while read -r r; do
    grep -q "^| $r | " "$dir/memo.md" || echo "$r"
done)
is "each source that is cited is registered" [ -z "$missing" ]
is "the countries are compared, each value with its source" grep -qE "Mining term before extension \\| 20 years \\[S[0-9]+\\] \\| 25 years .+ \\| not encoded" "$dir/memo.md"
# The figures are those of adit econ, digit by digit.
"$ADIT" econ "$sample" --case illustration --detail --monte-carlo 10000 >"$dir/econ.txt"
cells() { # LABEL: the figures of that line of adit econ, each as a cell
    grep -m1 "^ *=* *$1" "$dir/econ.txt" | sed "s/^ *=* *$1//" | grep -oE '[-+]?[0-9]+\.[0-9]+( %)?'
}
in_memo() { # LABEL: each of its figures stands in one row of the memo that begins so
    row=$(grep -m1 -F "| $2" "$dir/memo.md")
    [ -n "$(cells "$1")" ] && [ -z "$(cells "$1" | while IFS= read -r f; do
        case "$row" in *" $f "*) ;; *) echo "$f" ;; esac
    done)" ]
}
is "NPV as adit econ has it" in_memo "NPV at 10 %, USD M" "NPV at 10 %, USD M"
is "MIRR" in_memo "MIRR" "MIRR |"
is "break-even price" in_memo "Price, average of all products, USD\/kg" "Price, average"
is "break-even capital" in_memo "Initial capital, USD M" "Initial capital, USD M"
is "AISC" in_memo "All-in sustaining cost (AISC)" "**All-in sustaining cost (AISC)**"
for p in P10 P50 P90; do
    figure=$(grep -m1 "^$p  " "$dir/econ.txt" | grep -oE '[-0-9.]+$')
    is "$p of the trials" grep -qF "$p $figure" "$dir/memo.md"
done
is "how likely a loss is" grep -qF "P(NPV < 0) $(grep -oE '[0-9.]+ %$' "$dir/econ.txt" | tail -1)" "$dir/memo.md"
is "the reference class is labelled" has "$out" "not a forecast of this one"
is "the seed and the convention" has "$out" "seed 1, sampling latin"
is "overlays that move the project" has "$out" "kg-park-boundary"
is "charts as text" grep -qF '```chart tornado' "$dir/memo.md"
run "$ADIT" memo "$sample" -o "$dir/memo.html"
is "a memo in HTML" code_is 0
is "charts as drawings" [ "$(grep -o '<svg' "$dir/memo.html" | wc -l)" = 2 ]
run cat "$dir/memo.html"
is "one file with its style inside" has "$out" "<style>"
is "tables became tables" has "$out" "<table>"
is "nothing is fetched from elsewhere" lacks "$out" "src=\"http"
run "$ADIT" memo "$sample" -o "$dir/memo.txt"
is "an unknown form is wrong usage" code_is 2
run "$ADIT" memo "$sample" -o "$dir/none/memo.md"
is "a folder that is not there" code_is 4
run "$ADIT" memo "$sample" -o "$dir/m.md" --template ../../etc/passwd
is "a template is a name" code_is 3
is "and the names are listed" has "$err" "credit-memo"
cp "$dir/memo.md" "$dir/first.md"
"$ADIT" memo "$sample" -o "$dir/memo.md"
is "the same facts give the same memo" cmp -s "$dir/first.md" "$dir/memo.md"
sed 's|^name: .*|name: "<script>alert(1)</script> \| x"|' "$sample" >"$dir/hostile.yaml"
run "$ADIT" memo "$dir/hostile.yaml" -o "$dir/hostile.html"
run cat "$dir/hostile.html"
is "a hostile name stays text" lacks "$out" "<script>"
# Markup, templates, right-to-left marks and a long text, in a case and in a product of it.
long=$(head -c 10000 /dev/zero | tr '\0' 'x')
awk -v long="$long" '{
    if ($0 ~ /- name: illustration/) sub(/illustration/, "\"<b>{{x}}</b> | `` \\u202E \"")
    if ($0 ~ /- name: mixed rare-earth carbonate/) sub(/mixed.*/, "\"```\\n# x <svg onload=1> \\u0007" long "\"")
    print }' "$sample" >"$dir/hostile.yaml"
run "$ADIT" memo "$dir/hostile.yaml" -o "$dir/hostile.html"
is "hostile texts in a case" code_is 0
run cat "$dir/hostile.html"
is "a case's name stays text" lacks "$out" "<b>{{"
is "a product's name stays text" lacks "$out" "<svg onload"
is "no mark turns the line round" [ -z "$(printf '%s' "$out" | grep "$(printf '\342\200\256')")" ]
is "the charts are still there" [ "$(grep -o '<svg xmlns' "$dir/hostile.html" | wc -l)" = 2 ]
is "and the memo goes on to its end" has "$out" "It is not legal advice"
finish
