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
is "page one has the verdicts" has "$out" "## 1 Where the project stands"
is "the stops" has "$out" "### Stops"
is "the exceptions" has "$out" "### Exceptions to policy"
is "the asks" has "$out" "### What to ask next"
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
run "$ADIT" memo "$sample" -o "$dir/memo.html"
is "a memo in HTML" code_is 0
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
finish
