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
tally() { passed=$((passed + $1)); failed=$((failed + $2)); }

# Counts the "ok - " and "not ok - " lines of a script; one that ends badly without saying so fails.
run_lines() {
    local name=$1 ok bad code
    shift
    "$@" >"$log" 2>&1
    code=$?
    ok=$(grep -c '^ok - ' "$log")
    bad=$(grep -c '^not ok - ' "$log")
    if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
    if [ "$ok" -eq 0 ] && [ "$bad" -eq 0 ]; then bad=1; echo "$name ran no case"; fi
    [ "$bad" -eq 0 ] || grep -v '^ok - ' "$log"
    printf '   %-28s %4d passed, %d failed\n' "$name" "$ok" "$bad"
    tally "$ok" "$bad"
}

# A folder of cmocka programs.
run_unit() {
    local bin ok bad code
    for bin in "$1"/unit/*; do
        [ -x "$bin" ] || continue
        timeout 300 "$bin" >"$log" 2>&1
        code=$?
        ok=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s).*/\1/p' "$log" | paste -sd+ | bc)
        bad=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test(s).*/\1/p' "$log" | paste -sd+ | bc)
        ok=${ok:-0} bad=${bad:-0}
        if [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
        [ "$bad" -eq 0 ] || grep -vE '^\[ +(OK|RUN) ' "$log" | tail -60
        printf '   %-28s %4d passed, %d failed\n' "$(basename "$bin")" "$ok" "$bad"
        tally "$ok" "$bad"
    done
}

build() {
    if make -s -j"$jobs" "$@" >"$log" 2>&1; then
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

# Two lanes side by side, one a core: the plain build's tests, and those of the instrumented builds.
plain_lane() {
    step "unit tests"
    run_unit build

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
    for t in tests/cli/*.sh; do
        [ "$t" != tests/cli/lib.sh ] && run_lines "$(basename "$t" .sh)" timeout 300 bash "$t"
    done

    step "screens"
    [ -e tests/tui/run.sh ] && run_lines "screens" timeout 600 bash tests/tui/run.sh
}

instrumented_lane() {
    step "address and undefined-behaviour sanitizers"
    asan_units=$(for u in $units; do echo "build-asan/${u#build/}"; done)
    # shellcheck disable=SC2086
    if build B=build-asan MODE=asan build-asan/adit $asan_units; then
        run_unit build-asan
        export ADIT=$PWD/build-asan/adit
        for t in tests/cli/*.sh; do
            [ "$t" != tests/cli/lib.sh ] && run_lines "$(basename "$t" .sh) (asan)" timeout 600 bash "$t"
        done
    fi

    step "fuzz, ten seconds a parser"
    if build fuzz-bin; then
        run_lines "fuzz" sh tests/fuzz/run.sh "${FUZZ_SECONDS:-10}"
    fi
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
