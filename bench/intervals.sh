#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/intervals.sh [BUILD]: the kinds of intervals on the six company series
# of bench/companies.sh, as a Markdown table: coverage and mean scaled interval
# score of the nested evaluation, steps 1 to 4.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
cmake --build "$build" --target bench_main_job >/dev/null
program=$build/bench/bench_main_job
amazon=datasets/amazon/amazon_quarterly.csv

rows() { # rows KIND TITLE FILE SERIES
    "$program" "$3" "$4" 40 "$1" | awk -v kind="$1" -v title="$2" '
        /^coverage of 80 % intervals, h=1-4/ { n = $7; c80 = $8 }
        /^coverage of 95 % intervals, h=1-4/ { c95 = $8 }
        /^MSIS of/ { m80 = $(NF - 1); m95 = $NF }
        END {
            printf "| %s | `%s` | %d | %s | %s | %s | %s |\n", title, kind, n,
                   c80, c95, m80, m95
        }'
}

series() { # series TITLE FILE SERIES
    for kind in auto conformal simulate; do
        rows "$kind" "$1" "$2" "$3"
    done
}

table() {
    series "Amazon net sales" $amazon net_sales
    series "— North America" $amazon north_america
    series "— International" $amazon international
    series "— AWS" $amazon aws
    series "Microsoft revenue" tests/data/microsoft_quarterly.csv revenue
    series "Walmart revenue" tests/data/walmart_quarterly.csv revenue
}

echo "| series | intervals | n | in 80 % | in 95 % | MSIS 80 % | MSIS 95 % |"
echo "|---|---|--:|--:|--:|--:|--:|"
# The rows, then all six together: each forecast counts once.
table | awk -F '|' '
    { print; kind = $3; n[kind] += $4; order[kind] = NR }
    { c80[kind] += $4 * $5; c95[kind] += $4 * $6 }
    { m80[kind] += $4 * $7; m95[kind] += $4 * $8 }
    END {
        for (i = NR - 2; i <= NR; i++) {
            for (kind in order) {
                if (order[kind] == i) {
                    printf "| together |%s| %d | %.1f%% | %.1f%% | %.2f | " \
                           "%.2f |\n", kind, n[kind], c80[kind] / n[kind],
                           c95[kind] / n[kind], m80[kind] / n[kind],
                           m95[kind] / n[kind]
                }
            }
        }
    }'
