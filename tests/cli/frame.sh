# The frame of the command line: help, version, suggestions, exit codes, the man page.
. tests/cli/lib.sh

run "$ADIT" help
is "help lists the commands" has "$out" "commands:"
is "help exits 0" code_is 0
run "$ADIT" version
is "version" has "$out" "adit "
run "$ADIT" --version
is "--version is version" code_is 0
run "$ADIT" verison
is "a mistyped command is named" has "$err" "did you mean 'version'?"
is "and is wrong usage" code_is 2
run "$ADIT" check
is "a missing argument is wrong usage" code_is 2
run "$ADIT" check x.yaml --jsno
is "a mistyped option is named" has "$err" "did you mean '--json'?"
is "and is wrong usage too" code_is 2
run "$ADIT" check x.yaml --as-of
is "an option without its value" has "$err" "needs a value"
run "$ADIT" check x.yaml --json=1
is "a switch with a value" has "$err" "takes no value"
run "$ADIT" check "$dir/none.yaml"
is "a missing file is the environment's fault" code_is 4
is "and is named" has "$err" "none.yaml"
run "$ADIT" check --as-of 2026-02-30 templates/projects/kutessay-ii.yaml
is "a date that does not exist" code_is 2
run "$ADIT" $'\033[31mx'
is "a hostile word is shown harmless" lacks "$err" $'\033'
for c in $("$ADIT" help | sed -n 's/^  \([a-z]*\)  .*/\1/p' | sort -u); do
    "$ADIT" help "$c" >/dev/null 2>&1 || continue
    run "$ADIT" "$c" --help
    is "$c --help" has "$out" "usage: adit $c"
    wide=$(printf '%s\n' "$out" | awk 'NR > 3 && length($0) > 80')
    is "$c --help fits 80 columns" [ -z "$wide" ]
done
run "$ADIT" help --man
is "the man page" has "$out" ".TH ADIT 1"
if command -v man >/dev/null 2>&1; then
    "$ADIT" help --man >"$dir/adit.1"
    warnings=$(LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings -E UTF-8 -l -Tutf8 -Z "$dir/adit.1" 2>&1 >/dev/null)
    is "the man page formats without warnings" [ -z "$warnings" ]
fi
if [ -w /dev/full ]; then
    "$ADIT" help >/dev/full 2>"$dir/.err"
    code=$?
    is "a full disk is told" code_is 4
fi
finish
