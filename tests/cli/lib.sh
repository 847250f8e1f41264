# What the command-line tests share: sourced, from the repository's root.
#   run COMMAND...     runs it; $out, $err and $code hold what came
#   is WHAT CONDITION  prints "ok - WHAT" or "not ok - WHAT" with what came
#   answers FROM NAME ANSWER...       a copy of the project FROM, $dir/NAME.yaml, with more answers
#   replaced FROM NAME [OLD NEW]...   such a copy with texts replaced, each of which stands there once
#   checked FILE NAME [OPTION...]     adit check --json of FILE as of $as_of, into $dir/NAME.json
: "${ADIT:=$PWD/build/adit}"
export ADIT_NOW=2026-11-24 ADIT_AUTHOR=tester LC_ALL=C.UTF-8
unset NO_COLOR ADIT_WORKSPACE ADIT_DATA
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir" 2>/dev/null; rm -rf "$dir"' EXIT
bad=0
run() {
    "$@" >"$dir/.out" 2>"$dir/.err" </dev/null
    code=$?
    out=$(tr -d '\000' <"$dir/.out")
    err=$(tr -d '\000' <"$dir/.err")
}
is() {
    local what=$1
    shift
    if "$@"; then
        echo "ok - $what"
    else
        echo "not ok - $what"
        printf '  wanted: %s\n  code: %s\n  out: %s\n  err: %s\n' "$*" "$code" \
            "$(printf %s "$out" | head -c 2000)" "$(printf %s "$err" | head -c 2000)"
        bad=1
    fi
}
answers() {
    python3 - "$1" "$dir/$2.yaml" "${@:3}" <<'PY'
import sys
text = open(sys.argv[1], encoding="utf-8").read()
assert text.count("\nfacts:\n") == 1, "facts"
more = "".join("  " + a + "\n" for a in sys.argv[3:])
open(sys.argv[2], "w", encoding="utf-8").write(text.replace("\nfacts:\n", "\nfacts:\n" + more))
PY
}
replaced() {
    python3 - "$1" "$dir/$2.yaml" "${@:3}" <<'PY'
import sys
text = open(sys.argv[1], encoding="utf-8").read()
for old, new in zip(sys.argv[3::2], sys.argv[4::2]):
    assert text.count(old) == 1, old
    text = text.replace(old, new)
open(sys.argv[2], "w", encoding="utf-8").write(text)
PY
}
checked() {
    local file=$1 name=$2
    shift 2
    "$ADIT" check "$file" --as-of "${as_of:-2026-11-24}" --json "$@" \
        >"$dir/$name.json" 2>"$dir/$name.err" </dev/null
    code=$? out=$(head -c 400 "$dir/$name.json") err=$(cat "$dir/$name.err")
}
has() { case $1 in *"$2"*) return 0 ;; esac; return 1; }
lacks() { ! has "$@"; }
code_is() { [ "$code" -eq "$1" ]; }
finish() { exit $bad; }
