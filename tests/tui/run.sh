#!/usr/bin/env bash
# Key scripts with expected screens, at three sizes, without a terminal; then the pseudo-terminal
# tests. $ADIT is the program. `tests/tui/run.sh --update` writes the expected screens anew: read
# the difference before you keep it.
set -u
cd "$(dirname "$0")/../.." || exit 1
ADIT=$(realpath "${ADIT:-build/adit}")
here=$PWD/tests/tui
export ADIT ADIT_DATA=$here/data ADIT_NOW=2026-11-24 ADIT_AUTHOR=tester LC_ALL=C.UTF-8
unset ADIT_WORKSPACE NO_COLOR
update=
[ "${1:-}" = --update ] && update=1
failed=0
today=$(date -u +%F)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# All displays of one script one after the other; the day on which something was entered is masked,
# and how many inputs the economics know.
collect() {
    local f
    for f in "$1"/*.shown; do
        [ -e "$f" ] || continue
        printf '== %s\n' "$(basename "$f" .shown)"
        sed -e "s/as of $ADIT_NOW/as of @@/g" -e "s/$today/<to-day>/g" -e "s/$ADIT_NOW/<to-day>/g" -e "s/as of @@/as of $ADIT_NOW/g" \
            -e 's/\(  Inputs  .*\) [0-9]* of [0-9][0-9]*$/\1 N of M/' "$f"
    done
}

for script in "$here"/scripts/*.keys; do
    name=$(basename "$script" .keys)
    for size in 80x24 120x40 60x20; do
        dir=$work/$name-$size
        mkdir -p "$dir"
        expected=$here/expected/$size/$name.txt
        cp "$here"/data/*.yaml "$dir"
        (cd "$dir" && ADIT_KEYS=$script ADIT_SIZE=$size timeout 60 "$ADIT") >"$dir/log" 2>&1
        code=$?
        collect "$dir" >"$dir/all"
        if [ -n "$update" ]; then
            mkdir -p "$(dirname "$expected")"
            cp "$dir/all" "$expected"
        fi
        if [ $code -eq 0 ] && diff -u "$expected" "$dir/all" >"$dir/diff" 2>&1; then
            echo "ok - screens of $name at $size"
        else
            echo "not ok - screens of $name at $size (exit code $code)"
            head -60 "$dir/diff" "$dir/log" | sed 's/^/    /'
            failed=1
        fi
    done
done

for file in written.md written.html written.yaml; do
    if [ -s "$work/memo-80x24/$file" ]; then
        echo "ok - the screens wrote $file"
    else
        echo "not ok - the screens wrote $file"
        failed=1
    fi
done

[ -n "$update" ] && exit "$failed"
python3 "$here/random_keys.py" || failed=1
python3 "$here/terminal.py" || failed=1
exit "$failed"
