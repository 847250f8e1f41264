#!/usr/bin/env bash
# The workspace under stress: two writers, kill -9, a full disk, no right to write.
set -u
ADIT=${ADIT:-build/adit}
export ADIT_NOW=2026-11-24 ADIT_AUTHOR=anna
dir=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
failed=0
# The questions and the samples alone: these cases are not about the checks.
export ADIT_DATA=$dir/data
mkdir -p "$dir/data/rules" && cp -R rules/facts rules/data rules/clauses "$dir/data/rules/" && cp -R templates "$dir/data/"
db=$dir/work.db
verdict() {
    if [ "$1" -eq 0 ]; then
        echo "ok - $2"
    else
        echo "not ok - $2"
        failed=1
    fi
}
kept_answers() { # FACT: the answers in its log, one a line
    "$ADIT" log one "$1" --json -w "$db" | python3 -c '
import json, sys
for r in json.load(sys.stdin)["revisions"]: print(r["author"], r["from"], r["to"])'
}
sound() {
    python3 - "$db" <<'PY'
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
assert c.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
assert c.execute("PRAGMA foreign_key_check").fetchall() == []
PY
}
printf 'adit: 1\nproject: one\nname: One\ncountry: KG\nfacts: {licence.number: first}\n' >"$dir/one.yaml"
"$ADIT" import -w "$db" "$dir/one.yaml" >/dev/null || echo "not ok - the workspace could not be made"

writer() { for i in $(seq 1 "$2"); do ADIT_AUTHOR=$1 "$ADIT" set one licence.number "$1 $i" -w "$db" >/dev/null || echo "# $1 $i failed"; done; }
writer boris 12 >"$dir/boris" 2>&1 &
writer vera 12 >"$dir/vera" 2>&1 &
wait
cat "$dir/boris" "$dir/vera"
kept_answers licence.number >"$dir/log"
for who in boris vera; do
    grep "^$who" "$dir/log" | awk '{print $NF}' | cmp - <(seq 1 12) || failed=1
done
# Each answer replaces the one before it, whoever gave that.
[ "$(wc -l <"$dir/log")" -eq 25 ] && [ ! -s "$dir/boris" ] && [ ! -s "$dir/vera" ] &&
    python3 - "$dir/log" <<'PY' && sound
import sys
last = "None"
for line in open(sys.argv[1]):
    _, rest = line.rstrip("\n").split(" ", 1)
    assert rest.startswith(last + " "), (last, rest)
    last = rest[len(last) + 1:]
PY
verdict $? "two writers on one workspace: every answer is there, in one chain"

# Killed at any moment: an answer that was acknowledged is there.
lost=0
for pause in 0.02 0.05 0.08 0.11 0.15; do
    (
        for i in $(seq 1 1000); do
            "$ADIT" set one licence.issuer "$pause $i" -w "$db" >/dev/null 2>&1 &&
                echo "$pause $i" >>"$dir/told"
        done
    ) &
    loop=$!
    sleep 0.7
    sleep "$pause"
    child=$(pgrep -P "$loop" | head -1)
    kill -9 "$loop" ${child:+"$child"} 2>/dev/null
    wait "$loop" 2>/dev/null
done 2>/dev/null
kept_answers licence.issuer | awk '{print $(NF-1), $NF}' | sort >"$dir/kept"
sort "$dir/told" | comm -23 - "$dir/kept" | grep -q . && lost=1
[ "$lost" -eq 0 ] && [ -s "$dir/told" ] && sound
verdict $? "kill -9 in mid-answer loses nothing that was acknowledged"

# A limit on the size of files stands for a full disk.
rows=$(kept_answers licence.number | wc -l)
long=$(head -c 60000 /dev/zero | tr '\0' x)
(trap '' XFSZ; ulimit -f 64; "$ADIT" set one licence.number "$long$long" -w "$db" >"$dir/out" 2>"$dir/err")
code=$?
[ "$code" -eq 4 ] && grep -q "disk is full" "$dir/err" && grep -q "work.db" "$dir/err" &&
    [ "$(kept_answers licence.number | wc -l)" -eq "$rows" ] && sound &&
    "$ADIT" set one licence.number "room again" -w "$db" >/dev/null
code=$?
[ "$code" -eq 0 ] || sed 's/^/# /' "$dir/err"
verdict $code "a full disk is said, nothing is lost, and it goes on when there is room"

# Without the right to write. A superuser has every right, so the command is run as nobody.
chmod 755 "$dir"
chmod 444 "$db"
as_reader() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
if as_reader test -x "$ADIT" && as_reader "$ADIT" version >/dev/null 2>&1; then
    as_reader "$ADIT" set one licence.number x -w "$db" >"$dir/out" 2>"$dir/err"
    code=$?
    [ "$code" -eq 4 ] && grep -q "may only be read" "$dir/err" &&
        as_reader "$ADIT" log one licence.number -w "$db" 2>&1 | grep -q "room again"
    verdict $? "a read-only workspace can be read, and says why it cannot be written"
fi
chmod 644 "$db"

"$ADIT" import -w "$dir/no/such/adit.db" "$dir/one.yaml" >"$dir/out" 2>"$dir/err"
[ $? -eq 4 ] && grep -q "there is no folder" "$dir/err" && [ ! -e "$dir/no" ]
verdict $? "a missing folder"

"$ADIT" projects -w "$dir/none.db" >"$dir/out" 2>"$dir/err"
[ $? -eq 4 ] && grep -q "there is no workspace" "$dir/err" && [ ! -e "$dir/none.db" ]
verdict $? "a missing workspace is not made by looking at it"

cp "$db" "$dir/newer.db"
python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("PRAGMA journal_mode=DELETE"); c.execute("PRAGMA user_version=99"); c.commit()' "$dir/newer.db"
sum=$(sha256sum <"$dir/newer.db")
"$ADIT" set one licence.number x -w "$dir/newer.db" >"$dir/out" 2>"$dir/err"
[ $? -eq 4 ] && grep -q "made by a newer adit" "$dir/err" && [ "$sum" = "$(sha256sum <"$dir/newer.db")" ]
verdict $? "a newer workspace is left alone"

cp "$dir/one.yaml" "$dir/letter.db"
"$ADIT" import -w "$dir/letter.db" "$dir/one.yaml" >"$dir/out" 2>"$dir/err"
[ $? -eq 4 ] && grep -q "not a workspace" "$dir/err" && cmp -s "$dir/one.yaml" "$dir/letter.db"
verdict $? "a file that is no workspace is left alone"
exit $failed
