#!/usr/bin/env bash
# Builds and runs every test; ends with one plain line "N passed, N failed".
# Each step prints its failures in full and its successes as one line.
set -u
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8 ADIT_NOW=2026-11-24 ADIT_AUTHOR=tester
unset ADIT_DATA ADIT_WORKSPACE NO_COLOR
jobs=$(nproc 2>/dev/null || echo 2)
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

step() { printf '== %s\n' "$1"; }
# The seconds since $1 when they are many: what makes the run long.
long() { [ $((SECONDS - $1)) -lt 10 ] || printf ' (%d s)' $((SECONDS - $1)); }
tally() { passed=$((passed + $1)); failed=$((failed + $2)); }

# Counts the "ok - " and "not ok - " lines of a script; one that ends badly without saying so fails.
run_lines() {
    local name=$1 ok bad code since=$SECONDS
    shift
    "$@" >"$log" 2>&1
    code=$?
    ok=$(grep -c '^ok - ' "$log")
    bad=$(grep -c '^not ok - ' "$log")
    if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ]; then bad=1; echo "$name ran no case"; fi
    [ "$bad" -eq 0 ] || grep -v '^ok - ' "$log"
    printf '   %-28s %4d passed, %d failed%s\n' "$name" "$ok" "$bad" "$(long "$since")"
    tally "$ok" "$bad"
}

# One cmocka program.
run_unit() {
    local ok bad code since=$SECONDS
    timeout 600 "$1" >"$log" 2>&1
    code=$?
    ok=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s).*/\1/p' "$log" | paste -sd+ | bc)
    bad=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test(s).*/\1/p' "$log" | paste -sd+ | bc)
    ok=${ok:-0} bad=${bad:-0}
    if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    [ "$bad" -eq 0 ] || grep -vE '^\[ +(OK|RUN) ' "$log" | tail -60
    printf '   %-28s %4d passed, %d failed%s\n' "$(basename "$1")$2" "$ok" "$bad" \
        "$(long "$since")"
    tally "$ok" "$bad"
}

build() {
    local since=$SECONDS
    if make -s -j"$jobs" "$@" >"$log" 2>&1; then
        printf '   built%s\n' "$(long "$since")"
        tally 1 0
    else
        grep -vE '^  (CC|AR|LINK) ' "$log" | head -60
        echo "   the build failed: make $*"
        tally 0 1
        return 1
    fi
}

finish() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && exit 0
    exit 1
}

step "build"
units=$(for f in tests/unit/test_*.c; do echo "build/unit/$(basename "$f" .c)"; done)
probes=$(for f in tests/tui/*.c; do [ -e "$f" ] && echo "build/probe/$(basename "$f" .c)"; done)
# shellcheck disable=SC2086
build all core-pure $units $probes || finish

clis=$(for t in tests/cli/*.sh; do [ "$t" != tests/cli/lib.sh ] && echo "$t"; done)
targets=$(for f in tests/fuzz/fuzz_*.c; do basename "$f" .c; done)

# Two lanes side by side, one a core. One begins with the plain build's tests; the other builds with
# the sanitizers and for the fuzzer. Whoever is free then takes from one list of instrumented tests.
plain_lane() {
    local t u
    step "unit tests"
    for u in $units; do run_unit "$u" ""; done

    step "rules"
    export ADIT=$PWD/build/adit
    run_lines "rules lint" sh -c '"$ADIT" rules lint rules && echo "ok - rules lint"'
    "$ADIT" rules test rules --json >"$log" 2>/dev/null
    code=$?
    counts=$(python3 -c 'import json,sys
d=json.load(open(sys.argv[1])); print(d["passed"], d["failed"])' "$log" 2>/dev/null || echo "0 1")
    [ "$code" -eq 0 ] || "$ADIT" rules test rules | tail -40
    # shellcheck disable=SC2086
    printf '   %-28s %4d passed, %d failed\n' "rules test" $counts
    # shellcheck disable=SC2086
    tally $counts

    step "command line"
    for t in $clis; do run_lines "$(basename "$t" .sh)" timeout 300 bash "$t"; done

    step "screens"
    run_lines "screens" timeout 900 bash tests/tui/run.sh

    step "sanitizers and fuzz, the first lane's part"
    while [ ! -e "$logs/instrumented" ]; do sleep 1; done
    drain
}

instrumented_lane() {
    step "address and undefined-behaviour sanitizers; fuzz, ten seconds a parser"
    asan_units=$(for u in $units; do echo "build-asan/${u#build/}"; done)
    # shellcheck disable=SC2086
    if build B=build-asan MODE=asan build-asan/adit $asan_units; then
        { for u in $asan_units; do echo "unit $u"; done
          for t in $clis; do echo "cli $t"; done; } >>"$logs/tasks"
    fi
    if build fuzz-bin; then
        for t in $targets; do echo "fuzz $t"; done >>"$logs/tasks"
    fi
    : >"$logs/instrumented"
    drain
}

# Takes one task after the other that nobody has taken.
drain() {
    local n=0 kind what
    export ADIT=$PWD/build-asan/adit
    [ -e "$logs/tasks" ] || return 0
    while read -r kind what <&3; do
        n=$((n + 1))
        mkdir "$logs/taken.$n" 2>/dev/null || continue
        case $kind in
        unit) run_unit "$what" " (asan)" ;;
        cli) run_lines "$(basename "$what" .sh) (asan)" timeout 600 bash "$what" ;;
        fuzz) run_lines "$what" sh tests/fuzz/run.sh "${FUZZ_SECONDS:-10}" "$what" ;;
        esac
    done 3<"$logs/tasks"
}

# Runs a lane with a log of its own; leaves its output and its counts in $logs.
lane() {
    passed=0 failed=0
    log=$logs/$1.log
    "$1" >"$logs/$1.out" 2>&1
    echo "$passed $failed" >"$logs/$1.counts"
}

logs=$(mktemp -d)
trap 'rm -rf "$log" "$logs"' EXIT
(trap - EXIT; lane instrumented_lane) &
(trap - EXIT; lane plain_lane)
cat "$logs/plain_lane.out"
wait
cat "$logs/instrumented_lane.out"
for l in plain_lane instrumented_lane; do
    # shellcheck disable=SC2046
    tally $(cat "$logs/$l.counts" 2>/dev/null || echo "0 1")
done
finish
