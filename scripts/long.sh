#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/long.sh [SECONDS]: what takes too long for every change: each fuzz
# target for SECONDS (600), coverage, benchmarks, and the proof on a fresh
# Debian. The summary goes to docs/long-run.md with date and commit; the details
# to build/long.
set -u
cd "$(dirname "$0")/.." || exit 1
seconds=${1:-600}
details=build/long
mkdir -p "$details"
status=0
rows=""

long() { # long NAME COMMAND...: run with its output kept apart
    name=$1
    shift
    echo "== $name"
    begun=$(date +%s)
    result=passed
    "$@" >"$details/$name.log" 2>&1 || { result=failed; status=1; }
    last=$(grep -v '^ *$' "$details/$name.log" | tail -n 1 | tr '|' ' ')
    rows="$rows
| $name | $result | $(($(date +%s) - begun)) s | $last |"
    echo "== $name: $result"
}

long tests sh scripts/test.sh
long fuzz sh scripts/fuzz.sh "$seconds"
long coverage sh scripts/coverage.sh
for benchmark in bench/*.sh; do
    [ -f "$benchmark" ] || continue
    long "$(basename "$benchmark" .sh)" sh "$benchmark"
done
if [ -n "${FC_SEC_FACTS:-}" ]; then # real company facts, where they are given
    long sec-import python3 scripts/check_sec_import.py \
        build/release/forecast "$FC_SEC_FACTS"
fi
long quarters python3 scripts/simulate_quarters.py build/release/forecast . \
    --result "$details/quarters.md"
long cron sh scripts/prove_cron.sh build/release/forecast
long fresh-debian sh scripts/prove_fresh_debian.sh
long debian-package sh scripts/prove_deb.sh

cat >docs/long-run.md <<END
# The last long run

\`scripts/long.sh $seconds\` on $(date -u +%Y-%m-%d), commit
$(git rev-parse --short HEAD), $(nproc) processors. Written by the script.

| part | result | time | last line |
|---|---|--:|---|$rows

## Twenty-four quarters

What \`scripts/simulate_quarters.py\` found; the scores are those of the
forecasts that the simulated nights recorded.

$(cat "$details/quarters.md" 2>/dev/null)
END
exit $status
