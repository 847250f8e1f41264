# Helpers of the command-line tests: sourced, from the repository's root.
#   run COMMAND...     runs it; $out, $err and $code hold what came
#   is WHAT CONDITION  prints "ok - WHAT" or "not ok - WHAT" with what came
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
has() { case $1 in *"$2"*) return 0 ;; esac; return 1; }
lacks() { ! has "$@"; }
code_is() { [ "$code" -eq "$1" ]; }
finish() { exit $bad; }
