# adit calc: the calculators on the command line, the lists through a workspace and back, bad chains.
. tests/cli/lib.sh

cat >"$dir/p.yaml" <<'Y'
adit: 1
project: chain-test
name: Chain test
country: KZ
facts:
  project: {planned_reo_tpa: 2000}
  finance: {total_cost_usd: 500000000, equity_pct: 40}
  ownership:
    chain:
      - {owner: Alfa Holding, of: project, share_pct: 60, country: KZ, kind: company, blocked: false}
      - {owner: State Mining, of: project, share_pct: 30, country: KZ, kind: company, blocked: false}
      - {owner: Republic, of: State Mining, share_pct: 100, country: KZ, kind: state, blocked: false}
      - {owner: East Fund, of: Alfa Holding, share_pct: 40, country: CN, kind: company, blocked: false}
      - {owner: "J. Smith, jr.", of: Alfa Holding, share_pct: 60, country: US, kind: person, blocked: false}
  content:
    cost_lines:
      - {item: mill, amount_usd: 70000000, origin: US, scope: export}
      - {item: "pumps: slurry", amount_usd: 10000000, origin: DE, scope: export}
      - {item: roads, amount_usd: 50000000, origin: KZ, scope: local}
  offtake:
    contracts:
      - {buyer: Magnet Works, country: US, tonnes_per_year: 800, years: 10, signed: true}
      - {buyer: Toyama, country: JP, share_pct: 20, signed: false}
Y
narrow() { [ -z "$(printf '%s\n' "$1" | awk 'length($0) > 80')" ]; }
for k in ownership content scri china country; do
    run "$ADIT" calc $k "$dir/p.yaml"
    is "calc $k exits 0" code_is 0
    is "calc $k fits 80 columns" narrow "$out"
    run "$ADIT" calc $k "$dir/p.yaml" --json
    printf '%s' "$out" >"$dir/$k.json"
    is "calc $k --json is JSON" python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$dir/$k.json"
done
run "$ADIT" calc ownership "$dir/p.yaml"
is "the chain is multiplied in sight" has "$out" "60 % x 40 %"
is "the gap is named" has "$out" "10 % of 'project' has no listed owner"
is "PRC share is an interval" has "$out" "24 % to 34 %"
run "$ADIT" calc content "$dir/p.yaml"
is "the agency's example gives 68 million" has "$out" "USD 68,000,000"
run "$ADIT" calc scri "$dir/p.yaml"
is "40 % of 300 million" has "$out" "USD 120,000,000"
run "$ADIT" calc country "$dir/p.yaml" --as-of 2025-12-17
is "the old country test before 18 December 2025" has "$out" "test before 18 December 2025"
is "values in the JSON" python3 - "$dir" <<'P'
import json, sys
def facts(k):
    return {f["fact"]: f for f in json.load(open(f"{sys.argv[1]}/{k}.json"))["facts"]}
own = facts("ownership")["ownership.prc_pct"]
assert own["value"] is None and (own["low"], own["high"]) == (24, 34), own
assert facts("content")["content.support_usd"]["value"] == 68000000
assert facts("scri")["loan.scri_cap_usd"]["value"] == 120000000
assert facts("china")["content.prc_switch_usd"]["high"] is None
assert facts("country")["market.dfc_fiscal_year"]["value"] == 2027
P

# Nothing is lost through a workspace and back.
run "$ADIT" import "$dir/p.yaml" -w "$dir/w.db"
is "imports" code_is 0
run "$ADIT" export chain-test -w "$dir/w.db" -o "$dir/back.yaml"
is "exports" code_is 0
for k in ownership content scri china country; do
    run "$ADIT" calc $k "$dir/back.yaml" --json
    is "calc $k is the same from the export" [ "$out" = "$(cat "$dir/$k.json")" ]
    run "$ADIT" calc $k "$dir/w.db:chain-test" --json
    is "calc $k is the same from the workspace" [ "$out" = "$(cat "$dir/$k.json")" ]
done

# The checks read what the lists give.
run "$ADIT" check "$dir/p.yaml" --json
printf '%s' "$out" >"$dir/check.json"
is "checks read the lists" python3 - "$dir/check.json" <<'P'
import json, sys
checks = {c["id"]: c for c in json.load(open(sys.argv[1]))["checks"]}
assert checks["us.answers.owners"]["status"] == "pass"
assert checks["us.answers.prc_content"]["status"] == "pass"
assert checks["us.dfc.countries_of_concern"]["status"] == "unknown"  # 24 to 34 % against 25 %
P

# Bad input: named with its place, exit 3; in a batch the rest goes on.
sed 's/of: project, share_pct: 30/of: project, share_pct: 50/' "$dir/p.yaml" >"$dir/over.yaml"
run "$ADIT" check "$dir/over.yaml"
is "110 % exits 3" code_is 3
is "110 % is named with file and line" has "$err" "over.yaml:10:7: error: ownership.chain: the shares in 'project' add up to 110 %"
sed "s/owner: \"J. Smith, jr.\", of: Alfa Holding, share_pct: 60, country: US, kind: person/owner: Alfa Holding, of: Alfa Holding, share_pct: 60, country: KZ, kind: company/" "$dir/p.yaml" >"$dir/ring.yaml"
run "$ADIT" calc ownership "$dir/ring.yaml"
is "a ring exits 3" code_is 3
is "the ring is named" has "$err" "ring: Alfa Holding owns Alfa Holding"
sed 's/share_pct: 20/share_pct: 70/' "$dir/p.yaml" >"$dir/sold.yaml"
run "$ADIT" check "$dir/sold.yaml"
is "more sold than produced exits 3" code_is 3
is "more sold than produced is named" has "$err" "110 % of output, more than is produced"
sed 's/^  project: .*/  licence: {issue_date: 2030-01-01, expiry_date: 2029-01-01}/' "$dir/p.yaml" >"$dir/dates.yaml"
run "$ADIT" check "$dir/dates.yaml"
is "dates out of order exit 3" code_is 3
is "dates out of order are named" has "$err" "'licence.expiry_date' (2029-01-01) does not come after 'licence.issue_date'"
run "$ADIT" rank "$dir/p.yaml" "$dir/ring.yaml" "$dir/sold.yaml" --programme us.dfc.direct_loan
is "in a batch the rest is ranked" has "$out" "1 application"
is "and the exit code says so" code_is 3
run "$ADIT" calc ownershp "$dir/p.yaml"
is "an unknown calculator is a usage error" code_is 2
is "the nearest is named" has "$err" "did you mean 'ownership'"
sed 's/kind: person/kind: human/' "$dir/p.yaml" >"$dir/kind.yaml"
run "$ADIT" calc ownership "$dir/kind.yaml"
is "a kind that does not exist exits 3" code_is 3
run "$ADIT" ask templates/projects/kutessay-ii.yaml
is "ask names the list that would answer" has "$out" "it also follows from ownership.chain"
run "$ADIT" ask templates/projects/kutessay-ii.yaml --json
is "and so does its JSON" has "$out" '"follows_from": "ownership.chain"'
finish
