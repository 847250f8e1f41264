#!/bin/sh
# Runs each fuzz target, or the one NAMEd, for SECONDS (default 10), two at a time; "ok - NAME" or
# "not ok - NAME" with the end of its log. Usage: run.sh [SECONDS [NAME]]. New inputs are kept under build-fuzz/corpus, findings beside them.
seconds=${1:-10}
cd "$(dirname "$0")/../.." || exit 1
one() {
    name=$(basename "$1")
    seeds=tests/fuzz/corpus/${name#fuzz_}
    mkdir -p "build-fuzz/corpus/$name" build-fuzz/findings
    [ -d "$seeds" ] || seeds=
    log=build-fuzz/$name.log
    # shellcheck disable=SC2086
    if "$1" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
        -artifact_prefix="build-fuzz/findings/$name-" -print_final_stats=1 \
        "build-fuzz/corpus/$name" $seeds >"$log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        echo "ok - $name ($runs inputs)"
    else
        tail -30 "$log"
        echo "not ok - $name"
        return 1
    fi
}
if [ "$1" = --one ]; then
    one "$2" "$3"
    exit $?
fi
if [ -n "${2:-}" ]; then
    one "build-fuzz/fuzz/$2" "$seconds"
    exit $?
fi
ls build-fuzz/fuzz/fuzz_* 2>/dev/null | xargs -P 2 -I{} sh "tests/fuzz/run.sh" --one {} "$seconds"
