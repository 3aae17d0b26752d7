#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/fuzz.sh [SECONDS]: run each fuzz target for SECONDS (60). New inputs
# that reach new code are kept in build/fuzz/corpus, a crash in
# build/fuzz/crashes: reproduce it, mend it, and put its input into
# fuzz/corpus/<target>.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:-60}

sh scripts/install_packages.sh check
cmake --preset fuzz >/dev/null
cmake --build --preset fuzz
mkdir -p build/fuzz/crashes
status=0
for program in build/fuzz/fuzz/fuzz_*; do
    [ -f "$program" ] || continue
    name=$(basename "$program" | sed 's/^fuzz_//')
    log=build/fuzz/$name.log
    mkdir -p "build/fuzz/corpus/$name"
    if "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -print_final_stats=1 -artifact_prefix="build/fuzz/crashes/$name-" \
        "build/fuzz/corpus/$name" "fuzz/corpus/$name" >"$log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        echo "$name: $runs inputs in $seconds s, no fault"
    else
        grep -E 'ERROR|runtime error|SUMMARY|Test unit written' "$log" || true
        echo "$name: FAULT, see $log"
        status=1
    fi
done
exit $status
