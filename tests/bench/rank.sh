#!/bin/sh
# Ranks 10,000 generated applications (aim: under 20 s on two cores, memory that does not grow with
# their number). Usage: rank.sh ADIT [N]
adit=${1:-build/adit}
n=${2:-10000}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/apps"
python3 tests/data/applications.py tests/data/finance-ready.yaml "$dir/apps" "$n"
for t in 1 2; do
    python3 - "$adit" "$dir" "$n" "$t" <<'P' || exit 1
import resource, subprocess, sys, time
adit, folder, n, threads = sys.argv[1:]
start = time.time()
with open(f"{folder}/out.{threads}", "w") as out:
    code = subprocess.run([adit, "rank", f"{folder}/apps", "--programme", "us.dfc.direct_loan", "--as-of",
                           "2026-11-24", "--threads", threads], stdout=out).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(f"rank: {n} applications, {threads} thread(s): {time.time() - start:.2f} s, peak {peak:.0f} MiB, exit {code}")
sys.exit(code)
P
done
cmp "$dir/out.1" "$dir/out.2" && echo 'rank: the same output for one thread and two'
