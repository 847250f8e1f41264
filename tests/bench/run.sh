#!/bin/sh
# Runs the benchmarks under BUILD/bench, then the same work in the named peers of Node's world, which
# are installed under build/bench-node. Nothing here has a limit that fails: figures are for reading.
# Usage: run.sh BUILD
build=${1:-build}
cd "$(dirname "$0")/../.." || exit 1
figures=$build/bench/figures.tsv
rm -f "$figures"
for b in "$build"/bench/bench_*; do
    [ -x "$b" ] && [ ! -d "$b" ] || continue
    "$b" "$figures" || exit 1
    echo
done
sh tests/bench/rank.sh "$build/adit" || exit 1
echo
for python in python3 /usr/bin/python3; do # Debian's NumPy belongs to Debian's Python
    if command -v $python >/dev/null 2>&1 && $python -c 'import numpy' 2>/dev/null; then
        OMP_NUM_THREADS=1 $python tests/bench/numpy_risk.py "$figures"
        break
    fi
done
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    echo 'feelin and json-rules-engine: left out, node and npm are not installed'
    exit 0
fi
peers=build/bench-node
if [ ! -d "$peers/node_modules/feelin" ] || [ ! -d "$peers/node_modules/json-rules-engine" ]; then
    mkdir -p "$peers"
    npm install --silent --no-audit --no-fund --prefix "$peers" feelin json-rules-engine >/dev/null 2>&1 || {
        echo 'feelin and json-rules-engine: left out, npm could not install them'
        exit 0
    }
fi
node tests/bench/peers.mjs "$peers" tests/bench/conditions.json "$figures"
