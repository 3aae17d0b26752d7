#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/long.sh [SECONDS [PART...]]: what takes too long for every change: each
# fuzz target for SECONDS (600), coverage, benchmarks, simulated years, real
# cron, a fresh Debian. Without PART all parts. Each has a row in
# docs/long-run.md with its date and commit; the details go to build/long.
#   FC_SEC_FACTS    folder of company facts of the SEC, for sec-import
#   FC_COMPETITION  folder of competition series, for competition
set -u
cd "$(dirname "$0")/.." || exit 1
seconds=${1:-600}
[ $# -gt 0 ] && shift
wanted=" $* "
details=build/long
page=docs/long-run.md
mkdir -p "$details"
status=0
grep '^| [a-z-]* | \(passed\|failed\) ' "$page" >"$details/rows"

long() { # long NAME COMMAND...: run with its output kept apart
    name=$1
    shift
    case $wanted in
    "  " | *" $name "*) ;;
    *) return ;;
    esac
    echo "== $name"
    begun=$(date +%s)
    result=passed
    "$@" >"$details/$name.log" 2>&1 || { result=failed; status=1; }
    last=$(grep -v '^ *$' "$details/$name.log" | tail -n 1 | tr '|' ' ')
    grep -v "^| $name |" "$details/rows" >"$details/others"
    {
        cat "$details/others"
        echo "| $name | $result | $(date -u +%Y-%m-%d)," \
            "$(git rev-parse --short HEAD) | $(($(date +%s) - begun)) s | $last |"
    } >"$details/rows"
    echo "== $name: $result"
}

long tests sh scripts/test.sh
long fuzz sh scripts/fuzz.sh "$seconds"
long coverage sh scripts/coverage.sh
for benchmark in companies intervals reconcile; do
    long "$benchmark" sh "bench/$benchmark.sh"
done
if [ -n "${FC_COMPETITION:-}" ]; then
    long competition sh bench/competition.sh "$FC_COMPETITION"
fi
if [ -n "${FC_SEC_FACTS:-}" ]; then
    long sec-import python3 scripts/check_sec_import.py \
        build/release/forecast "$FC_SEC_FACTS"
fi
long quarters python3 scripts/simulate_quarters.py build/release/forecast . \
    --result "$details/quarters.md"
long cron sh scripts/prove_cron.sh build/release/forecast
long fresh-debian sh scripts/prove_fresh_debian.sh
long debian-package sh scripts/prove_deb.sh

[ -f "$details/quarters.md" ] ||
    sed '1,/^What .scripts\/simulate_quarters/d' "$page" |
    sed '1,/^$/d' >"$details/quarters.md"
cat >"$page" <<END
# The long runs

\`scripts/long.sh\` writes this page: of each part the latest result, with its date
and commit, on $(nproc) processors.

| part | result | when | time | last line |
|---|---|---|--:|---|
$(sort "$details/rows")

## Twenty-four quarters

What \`scripts/simulate_quarters.py\` found; the scores are those of the
forecasts that the simulated nights recorded.

$(cat "$details/quarters.md")
END
exit $status
